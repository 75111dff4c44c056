"""Texts: the seed, and messy ones as clerks bring them; what each line is taken for, and what the report says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongwen.document import HEADING, LayoutKind
from gongwen.importers import Imported, NoteKind, import_bytes, import_text
from gongwen.pieces import canonical_text
from gongwen.punctuation import full_width
from tests.importers import messy

if TYPE_CHECKING:
    from pathlib import Path


def headings(imported: Imported) -> list[tuple[int, str]]:
    return [(level, section.heading) for section, level, _ in imported.document.sections()]


def messages(imported: Imported, kind: NoteKind) -> list[str]:
    return [note.message for note in imported.report.of(kind)]


@pytest.fixture(scope="module")
def seed(shared: Path) -> Imported:
    return import_bytes((shared / "seed/rule_of_law_report.txt").read_bytes(), name="来文.txt")


def test_the_fields_of_the_seed(seed: Imported) -> None:
    document = seed.document
    assert document.title == "关于2024年度法治政府建设工作情况报告"
    assert document.addressees == "县委、县政府"
    assert document.signature.organs == ("中共棠阴镇委员会", "棠阴镇人民政府")
    assert document.signature.date == "20xx年12月21日"
    assert (document.kind, document.year) == ("rule_of_law_report", 2024)


def test_the_sections_of_the_seed(seed: Imported) -> None:
    first = seed.document.body.children
    assert [section.slot for section in first] == ["measures", "shortcomings", "first_responsibility", "next_year"]
    assert [level for level, _ in headings(seed)] == [1, 2, 2, 2, 2, 2, 2, 1, 1, 1]
    assert not any(section.run_in for section, _, _ in seed.document.sections())
    assert "四、下一步工作计划" in canonical_text(seed.document)
    assert first[1].paragraphs[1].startswith("一是"), "一是 is no number"


def test_what_the_seed_s_report_says(seed: Imported) -> None:
    rewritten, renumbered = (note for note in seed.report.of(NoteKind.CHANGED) if note.line)
    assert rewritten.source == "(一)加强组织领导,严格落实责任", "the first number that is only typed otherwise"
    assert renumbered.message.startswith("编号“二、”改为“三、”")
    assert renumbered.location is not None
    assert renumbered.location.paragraph == HEADING
    left = [(note.line, note.source) for note in seed.report.of(NoteKind.LEFT_OUT)]
    assert left == [(3, "好学生 分享 时间:"), (61, "35 3431606"), (62, '");')]
    unclear = seed.report.of(NoteKind.UNCLEAR)
    assert [note.line for note in unclear] == [7, 13, 37, 49, 59]
    assert all("20xx" in note.source and note.location for note in unclear)
    assert seed.report.notes == tuple(sorted(seed.report.notes, key=lambda note: note.line))


def test_the_seed_s_half_width_marks_become_full_width_by_one_call(seed: Imported) -> None:
    changed, count = full_width(seed.document)
    assert count == seed.report.half_width > 100
    assert full_width(changed)[1] == 0
    assert "，" in changed.body.paragraphs[0]
    assert "," not in canonical_text(changed)


def test_a_notice_with_everything_around_it() -> None:
    document = import_text(messy.NOTICE).document
    assert document.title == "河口县人民政府办公室\n关于做好2025年秋季森林防火工作的通知"
    assert document.header.authority_mark == ("河口县人民政府办公室文件",)
    assert document.header.document_number == "河政办发〔2025〕17号"
    assert document.attachments == ("禁火区一览表", "值班电话表")
    assert document.note == "此件公开发布"
    assert document.imprint.copied_to == ("县委办公室", "县人大常委会办公室", "县政协办公室")
    assert (document.imprint.printed_by, document.imprint.printed_on) == ("河口县人民政府办公室", "2025年9月12日")
    assert [(s.heading, s.run_in) for s in document.body.children[1].children] == [
        ("划定禁火区。", True),
        ("加强巡护。", True),
    ]


def test_a_request_with_half_width_numbers() -> None:
    imported = import_text(messy.REQUEST)
    document = imported.document
    assert document.header.signatories == ("王立新",)
    assert headings(imported) == [(1, "基本情况"), (1, "改造内容"), (1, "资金需求")]
    assert document.body.children[1].paragraphs[0] == "(1)更换屋面防水860平方米；", "items of a list stay text"
    assert document.closing == ("妥否,请批示。",)
    assert document.attachments == ("敬老院改造预算表",)
    assert document.signature.date == "二〇二五年三月八日"
    assert document.note.startswith("联系人")
    assert any("3处“1.”式编号改成“一、”式" in message for message in messages(imported, NoteKind.CHANGED))


def test_minutes_keep_their_time_and_place() -> None:
    imported = import_text(messy.MINUTES)
    assert (imported.document.layout, imported.document.header.document_number) == (LayoutKind.MINUTES, "第7期")
    assert imported.document.body.paragraphs[:2] == ("时间：2025年4月11日上午", "地点：镇三楼会议室")
    assert [level for level, _ in headings(imported)] == [1, 1, 1]


def test_outline_numbers_become_levels() -> None:
    imported = import_text(messy.SUMMARY)
    assert headings(imported) == [(1, "主要工作"), (2, "督查工作"), (2, "信息工作"), (1, "存在问题"), (1, "下步打算")]
    assert [section.slot for section in imported.document.body.children] == ["done", "problems", "plan"]
    assert imported.document.signature.organs == ("县委督查室",)


def test_only_what_the_template_requires_is_counted_as_required() -> None:
    text = "关于2024年度法治政府建设情况的报告\n一、主要举措和成效\n有。\n二、存在的不足\n有。\n三、其他需要报告的情况\n无。\n"
    assert "有2节对上了模板要求的内容。" in messages(import_text(text), NoteKind.RECOGNISED)


def test_lines_a_pdf_broke_are_joined_across_pages() -> None:
    imported = import_text(messy.FROM_PDF)
    assert imported.document.body.children[0].paragraphs[0].endswith("责任落实到人，并逐一签订责任书。")
    assert len(imported.document.body.children[0].paragraphs) == 3
    assert [note.source for note in imported.report.of(NoteKind.LEFT_OUT)] == ["- 1 -"]
    assert any("折断" in message for message in messages(imported, NoteKind.CHANGED))


def test_a_chat_with_invisible_characters_and_a_day_without_year() -> None:
    imported = import_text(messy.FROM_CHAT)
    assert imported.document.title == "【通知】关于报送人居环境整治情况的通知"
    assert imported.document.addressees == "各村（社区）"
    assert imported.document.signature.date == "11月4日"
    assert [note.source for note in imported.report.of(NoteKind.LEFT_OUT)] == ["张主任 10:21"]
    assert any("看不见" in message for message in messages(imported, NoteKind.CHANGED))


def test_a_page_of_the_web_loses_its_furniture_only() -> None:
    imported = import_text(messy.FROM_WEB)
    assert imported.document.title == "石桥乡2024年法治政府建设工作报告"
    assert [section.slot for section in imported.document.body.children] == [
        "measures",
        "shortcomings",
        "first_responsibility",
        "next_year",
    ]
    assert imported.document.signature.date == "2025年1月16日"
    assert len(imported.report.of(NoteKind.LEFT_OUT)) == 3, "neighbouring scraps are one note"


def test_what_is_missing_is_said() -> None:
    assert import_text(messy.NO_TITLE).document.addressees == "县委"
    assert any("没有认出标题" in message for message in messages(import_text(messy.NO_TITLE), NoteKind.UNCLEAR))
    assert any("没有认出成文日期" in message for message in messages(import_text(messy.NO_DATE), NoteKind.UNCLEAR))
    assert import_text("").document.title == ""


def test_two_organs_on_one_line_and_a_skipped_number() -> None:
    imported = import_text(messy.TWO_ORGANS)
    assert imported.document.title == "中共云溪乡委员会　云溪乡人民政府\n关于2023年度法治政府建设情况的报告"
    assert imported.document.signature.organs == ("中共云溪乡委员会", "云溪乡人民政府")
    assert imported.document.closing == ("特此报告",)
    assert any("“三、”改为“二、”" in message and "缺号" in message for message in messages(imported, NoteKind.CHANGED))


def test_levels_that_jump_become_the_tree_and_it_is_said() -> None:
    imported = import_text(messy.JUMPED)
    assert headings(imported)[:3] == [(1, "工作开展情况"), (2, "强化领导。"), (2, "强化排查。")]
    assert any("跳了级" in message for message in messages(imported, NoteKind.CHANGED))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "utf-32"]
)  # fmt: skip
def test_every_encoding_gives_the_same_document(encoding: str) -> None:
    for text in (messy.NOTICE, "县人民政府关于全面推进依法行政工作情况的报告"):
        assert import_bytes(text.encode(encoding), name="来文.txt").document == import_text(text).document


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\u2028", "\x0c"])
def test_every_line_end_gives_the_same_document(end: str) -> None:
    assert import_text(messy.TWO_ORGANS.replace("\n", end)).document == import_text(messy.TWO_ORGANS).document


def test_blanks_of_the_web_do_not_matter() -> None:
    text = messy.TWO_ORGANS.replace("\n", "\u200b\n\u00a0\u3000\t")
    assert import_text(text).document == import_text(messy.TWO_ORGANS).document


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("一、", 1), ("一.", 1), ("一．", 1), ("（一）", 2), ("(一)", 2), ("（一）、", 2), ("㈠", 2), ("一）", 2), ("1.", 3), ("１．", 3), ("1、", 3),
        ("⒈", 3), ("（1）", 4), ("(１)", 4), ("1）", 4), ("⑴", 4),
    ],
)  # fmt: skip
def test_numbers_in_all_their_forms(typed: str, level: int) -> None:
    above = ["一、甲部分工作", "（一）乙部分工作", "1.丙部分工作", "（1）丁部分工作"][: level - 1]
    imported = import_text("\n".join(["关于防汛工作的报告", *above, f"{typed}抓好防汛物资储备", "储备编织袋6000条。"]))
    assert headings(imported)[-1] == (level, "抓好防汛物资储备")
    assert imported.document.body.children[0].heading


@pytest.mark.parametrize(
    "line", ["一是抓好落实。", "2025年，全镇经济平稳运行。", "3.5亿元投资全部到位。", "一年来，成效明显。", "1000余人参加。", "12月5日前报送。", "三个月内完成。"]
)  # fmt: skip
def test_what_is_no_number_stays_text(line: str) -> None:
    imported = import_text(f"关于防汛工作的报告\n一、主要做法\n全年办结事项126件，群众满意。\n{line}\n")
    assert imported.document.body.children[0].paragraphs[-1] == line


def test_parts_above_the_levels_become_the_first() -> None:
    imported = import_text(
        "政府工作报告\n第一部分　工作回顾\n一、经济稳步增长\n（一）工业\n全年完成产值。\n第二部分　工作安排\n一、扩大投资\n开工项目。"
    )
    assert headings(imported) == [(1, "工作回顾"), (2, "经济稳步增长"), (3, "工业"), (1, "工作安排"), (2, "扩大投资")]


def test_articles_of_a_law_stay_text() -> None:
    imported = import_text(
        "清溪镇工作规则\n第一条　为规范工作，制定本规则。\n第二条　下列事项集体研究：\n（一）人事；\n（二）财务。\n第三条　本规则自发布之日起施行。"
    )
    assert not headings(imported)
    assert "（一）人事；" in imported.document.body.paragraphs


def test_a_typed_table_of_contents_is_left_out() -> None:
    imported = import_text(
        "关于防汛工作的报告\n目录\n一、主要做法\n二、存在问题\n三、下步打算\n一、主要做法\n甲。\n二、存在问题\n乙。\n三、下步打算\n丙。"
    )
    assert [level for level, _ in headings(imported)] == [1, 1, 1]
    (note,) = imported.report.of(NoteKind.LEFT_OUT)
    assert note.source.split("\n") == ["目录", "一、主要做法", "二、存在问题", "三、下步打算"]


def test_markdown_loses_its_marks() -> None:
    imported = import_bytes(
        "# 关于防汛工作的报告\n\n## 一、主要做法\n\n**压实责任**，落实*到人*。\n\n| 村 | 户 |\n|---|---|\n| 东村 | 36 |\n".encode(),
        name="稿.md",
    )
    assert imported.document.title == "关于防汛工作的报告"
    assert imported.document.body.children[0].paragraphs == ("压实责任，落实到人。",)
    assert imported.report.of(NoteKind.LEFT_OUT)[0].source.count("\n") == 2


def test_addressees_over_several_lines_are_one() -> None:
    imported = import_text("清溪镇关于防汛工作的通知\n各村民委员会，镇直各单位，\n驻镇各企业：\n请做好准备。")
    assert imported.document.addressees == "各村民委员会，镇直各单位，驻镇各企业"
    assert imported.document.body.paragraphs == ("请做好准备。",)


def test_attachments_in_every_way_of_listing_them() -> None:
    head = "关于防汛工作的函\n县水利局：\n请支持。\n"
    for listed in (
        "附件：1.甲表\n2.乙表",
        "附件1：甲表\n附件2：乙表",
        "附件：1.甲表2.乙表",
        "附：1、甲表　2、乙表",
        "附件：\n1.甲表\n2.乙\n表",
    ):
        imported = import_text(f"{head}{listed}\n清溪镇人民政府\n2026年1月5日")
        assert imported.document.attachments == ("甲表", "乙表"), listed
    text = f"{head}附件：\n1.甲表\n（此页无正文）\n清溪镇人民政府\n2026年1月5日"
    assert import_text(text).document.attachments == ("甲表",)


def test_rows_set_apart_by_tabs_are_a_table() -> None:
    imported = import_text(
        "关于采购物资的请示\n县财政局：\n清单如下：\n名称\t单位\t数量\n铁锹\t把\t200\n妥否，请批示。\n清溪镇人民政府\n2026年1月5日"
    )
    assert [note.source for note in imported.report.of(NoteKind.LEFT_OUT)] == ["名称\t单位\t数量\n铁锹\t把\t200"]
    assert imported.document.body.paragraphs == ("清单如下：",)


def test_a_letter_about_a_report_is_no_report_and_a_titleless_one_is_known_by_its_opening() -> None:
    assert import_text("关于报送2025年工作总结的函\n县农业农村局：\n请审阅。").document.kind == ""
    imported = import_text(
        "2025年，全镇扎实推进法治政府建设，现将有关情况报告如下。\n一、主要举措和成效\n开展执法检查76次。"
    )
    assert (imported.document.kind, imported.document.year) == ("rule_of_law_report", 2025)


def test_the_report_of_a_long_text_stays_short(shared: Path) -> None:
    for file in sorted((shared / "corpus/full").glob("gwr2026*.txt")):
        imported = import_bytes(file.read_bytes(), name=file.name)
        assert imported.document.characters > 10_000
        assert len(imported.report.notes) <= 25, file.name
