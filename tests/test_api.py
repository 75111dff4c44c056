"""An analyst's few names do what the screen does, give values, and show pages that cannot do harm."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import gongwen
from exports.page_html import MOST_PAGES, pages_html
from gongwen import edits
from gongwen.cli import _COMMANDS
from gongwen.document import BODY_ID, Appearance, Document, Header, Imprint, Section
from gongwen.errors import EditError, ExportError, GongwenError, ImportRefusedError, TemplateError
from gongwen.typeset import typeset
from tests.samples import FIGURES, long, small, tabled, wide

ROOT = Path(__file__).resolve().parent.parent
REPORT = gongwen.Report(small())


def test_a_report_is_opened_made_read_and_kept(tmp_path: Path) -> None:
    made = gongwen.new_report("work_report", 2025, ("甲局", "乙局"), "县政府")
    assert made.document.signature.organs == ("甲局", "乙局")
    for name in ("报告.json", "报告.docx"):
        path = made.put("date", "2026年1月15日").save(tmp_path / name)
        again = gongwen.open_report(path)
        assert again.document.title.replace("\n", "") == made.document.title
        assert (again.imported is None) == (name == "报告.json")
    assert gongwen.read_text("关于2024年工作情况的报告\n一、甲\n文字。").sections[0].heading == "甲"


def test_what_changes_a_report_gives_a_new_one() -> None:
    changed = REPORT.put("s4", "一段。\n又一段。").put("s4#heading", "新的小标题").edit(edits.remove_section, "s2")
    assert changed.document.section("s4") == Section("s4", "新的小标题", ("一段。", "又一段。"))
    assert REPORT.document == small()
    assert [part.id for part in changed.sections] == ["s1", "s3", "s4"]
    with pytest.raises(EditError, match=r"没有这一栏（nowhere）。可以用的有：title、.*、s1、s2"):
        REPORT.put("nowhere", "字")


def test_the_sections_make_a_table() -> None:
    table = pd.DataFrame(REPORT.sections)
    assert list(table.columns) == ["id", "level", "number", "heading", "characters", "paragraphs", "slot"]
    assert list(table.number) == ["一、", "（一）", "（二）", "二、"]
    assert table.set_index("id").characters["s2"] == len("全年召开专题会议4次，研究解决问题6项。镇长亲自部署。")


def test_text_and_pages_are_those_of_the_screen() -> None:
    assert REPORT.pages == typeset(small()).text
    assert REPORT.text.startswith("关于2025年度法治政府建设情况的报告\n县委、县政府：\n")


@pytest.mark.parametrize("name", ["a.odt", "a", "-", "no/a.json", "d.json"])
def test_what_cannot_be_written_is_a_sentence(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.json").mkdir()
    with pytest.raises(ExportError):
        REPORT.save(name)
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["d.json"]


def test_what_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "no.json", tmp_path):
        with pytest.raises(ImportRefusedError):
            gongwen.open_report(path)
    with pytest.raises(TemplateError, match="work_report"):
        gongwen.new_report("nix", 2025, ())


def test_a_report_in_a_log_shows_its_title_and_no_text() -> None:
    assert repr(REPORT) == f"Report({small().title}，{small().characters} 字)"
    assert "亲自部署" not in repr(REPORT)


def test_a_cell_shows_every_line_of_the_first_pages() -> None:
    shown = REPORT._repr_html_()
    lines = [
        "".join(re.findall(r"<span[^>]*>([^<]*)</span>", line))
        for line in shown.split('<div style="position:absolute')[1:]
    ]
    wanted = [line.rstrip(" 　") for page in REPORT.pages for line in page]
    assert [line.split("— ")[0] for line in lines] == wanted
    assert f"{small().characters} 字，{len(REPORT.pages)} 页" in shown


def test_a_long_report_shows_its_first_pages_and_says_so() -> None:
    shown = pages_html(long(20_000))
    assert shown.count("position:relative") == MOST_PAGES
    assert f"前 {MOST_PAGES} 页" in shown


def test_what_people_typed_cannot_become_code() -> None:
    evil = '<script>alert(1)</script><img src=x onerror="a()">&"\''
    document = Document(
        title=evil, addressees=evil, body=Section(BODY_ID, paragraphs=(evil,), children=(Section("s", evil, (evil,)),))
    )
    shown = pages_html(replace(document, closing=(evil,), attachments=(evil,), note=evil))
    assert set(re.findall(r"<(/?\w+)", shown)) == {"div", "/div", "span", "/span", "p", "/p"}
    assert set(re.findall(r"<\w+ (\w+)=", shown)) == {"style"}
    assert not re.search(r"url\(|https?:|@import", shown)


def test_an_empty_report_can_be_shown() -> None:
    assert "0 字，1 页" in pages_html(Document())


def test_the_analysts_page_names_all_there_is_and_its_code_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs" / "analyst.md").read_text("utf-8")
    assert {name for name in gongwen.__all__ if f"`gongwen.{name}" not in text} == set()
    assert {name for name in _COMMANDS if f"`gongwen {name}" not in text} == set()
    assert {field for field in REPORT.sections[0].__slots__ if f"`{field}`" not in text} == set()
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {}
    for block in re.findall(r"```python\n(.+?)```", text, re.DOTALL):
        exec(block, scope)  # noqa: S102 - the page's own examples
    assert "没有这个文件" in capsys.readouterr().out
    assert gongwen.open_report(tmp_path / "报告.json").sections[0].heading == "2025年工作情况"


def test_a_cell_shows_tables_and_pages_on_their_side() -> None:
    shown = pages_html(tabled(replace(FIGURES, caption="<b>"), wide()))
    assert "&lt;b&gt;" in shown
    assert ">255.775</span>" in shown
    assert "writing-mode:vertical-rl" in shown
    assert "各网格逐月办结情况" in shown


def test_a_wrong_argument_is_a_sentence() -> None:
    for wrong in (
        lambda: gongwen.open_report(None), lambda: gongwen.read_text(b"x"), lambda: REPORT.put("s1", 3),
        lambda: REPORT.edit("remove_section", "s1"), lambda: gongwen.new_report("work_report", -1, "甲局"),
    ):  # fmt: skip
        with pytest.raises(GongwenError, match=r"[一-龥]"):
            wrong()


def test_one_organ_may_be_a_text_and_names_are_found_by_tab() -> None:
    assert gongwen.new_report("work_report", 2025, "甲局").document.signature.organs == ("甲局",)
    assert {"open_report", "new_report", "Report"} <= set(dir(gongwen))


def test_what_an_import_found_is_a_table_and_half_width_marks_are_made_full() -> None:
    report = gongwen.read_text(
        "关于2024年工作情况的报告\n县政府:\n一、甲\n全年5次,成效明显。\n二、乙\n好。\n二、丙\n好。"
    )
    table = pd.DataFrame(report.findings)
    assert list(table.columns) == ["kind", "line", "message", "source", "section"]
    assert table[table.kind == "changed"].message.str.contains("三、").any()
    assert "全年5次，成效明显。" in report.full_width().text
    assert gongwen.Report(small()).findings == ()
    assert gongwen.Report(small()).full_width().document == small()


def test_a_cell_shows_the_margins_chosen_and_what_is_red() -> None:
    document = replace(
        small(), header=Header(authority_mark=("清溪镇人民政府文件",), document_number="清政发〔2026〕3号"),
        imprint=Imprint(("县司法局",), "清溪镇党政办公室", "2026年1月16日"),
    )  # fmt: skip
    tops = {}
    for profile in ("gb9704", "gb33476"):
        shown = pages_html(replace(document, appearance=Appearance(profile)))
        assert re.search(r"color:#e60012[^>]*\"><span[^>]*>清溪镇人民政府文件<", shown)
        drawn = re.findall(
            r"left:([\d.]+)px;top:[\d.]+px;width:([\d.]+)px;height:max\(1px,[\d.]+px\);background:(#\w+)", shown
        )
        assert [colour for _, _, colour in drawn] == ["#e60012", "#000", "#000", "#000"]
        assert {(left, width) for left, width, _ in drawn} == {("65.64", "365.55")}  # 28 mm and 156 mm
        tops[profile] = float(re.findall(r"top:([\d.]+)px", shown)[-1])
    assert tops["gb33476"] > tops["gb9704"]


def test_the_checks_are_a_table_whose_places_are_those_of_the_text() -> None:
    report = gongwen.read_text("关于2024年工作情况的报告\n县政府:\n一、甲\n开展宣讲、走访、等活动,成效明显。")
    table = pd.DataFrame(report.check())
    etc = table[table.rule == "TY07"].iloc[0]
    assert report.text[etc.start : etc.end] == etc.excerpt == "、"
    assert set(table.severity) <= {"必改", "建议", "提示"}
    assert {fault.severity for fault in report.check("draft")} <= {"必改"}
    with pytest.raises(EditError, match="没有这种检查"):
        report.check("strict")
