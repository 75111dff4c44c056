"""The kinds of report say what the law says, guide in plain words, and a wrong file is refused by its key alone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongwen.document import BODY_ID, FIELD_IDS, Document, Section, Signature
from gongwen.errors import GongwenError, TemplateError
from gongwen.sample import sample
from gongwen.strict import MOST_BYTES
from gongwen.templatefile import HINTED, SECTION_KEYS, TEMPLATE_KEYS, Template, read
from gongwen.templates import blank, load_templates, offers, shelf, template_for, titles
from widgets.outline import entries

ROOT = Path(__file__).resolve().parent.parent
KINDS = load_templates(Path("/nowhere"))
BY_KEY = {template.key: template for template in KINDS}
MINIMAL = 'name = "甲"\ntitles = ["{organ}关于{year}年的报告"]\n'


def write(folder: Path, text: str | bytes, name: str = "own.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_the_most_asked_for_kind_comes_first() -> None:
    assert [template.key for template in KINDS] == [
        "rule_of_law_report",
        "work_report",
        "information_disclosure_report",
    ]


def test_the_rule_of_law_report_has_the_five_statutory_contents() -> None:
    template = BY_KEY["rule_of_law_report"]
    signs = ["举措和成效", "不足和原因", "第一责任人职责", "主要安排", "其他需要报告的情况"]
    assert len(template.sections) == len(signs)
    assert all(sign in section.heading for sign, section in zip(signs, template.sections, strict=True))
    assert [section.key for section in template.sections if section.floating] == ["first_responsibility"]
    assert [section.key for section in template.sections if not section.required] == ["other"]
    assert "3月1日" in template.deadline
    assert "4月1日" in template.deadline


def test_the_nine_tasks_are_offered_for_the_years_of_their_outline_only() -> None:
    template = BY_KEY["rule_of_law_report"]
    for year, count in ((2020, 0), (2021, 9), (2024, 9), (2025, 9), (2026, 0)):
        document = blank(template, year=year, organs=("甲镇人民政府",))
        dated = [
            section
            for section in offers(template, document, document.section("t-measures"))
            if section.years is not None
        ]
        assert len(dated) == count, year
    assert all(not section.required for section in template.sections[0].children)


def test_the_information_report_has_the_six_parts_in_their_order() -> None:
    template = BY_KEY["information_disclosure_report"]
    assert [section.heading for section in template.sections] == [
        "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况", "其他需要报告的事项",
    ]  # fmt: skip
    assert all(section.required for section in template.sections)
    assert "1月31日" in template.deadline
    assert not template.addressed
    assert any("第五十条" in text for text in template.basis)


@pytest.mark.parametrize("template", KINDS, ids=lambda template: template.key)
def test_every_kind_has_its_source_with_a_clause_and_helps_everywhere(template: Template) -> None:
    assert any(re.search(r"《.+》.*第[一二三四五六七八九十百]+条", text) for text in template.basis)
    assert template.practice
    assert template.opening
    assert template.deadline
    assert len(template.titles) >= 3
    assert template.hint("title")
    assert template.hint("addressees")
    for section in template.walk():
        assert len(section.guidance) >= 20, section.key
        assert section.length is not None
        assert section.aliases, section.key
        assert not re.search(r"[,;!?]|[\u4e00-\u9fff][.:]", section.guidance), section.guidance
    figures = [section.key for section in template.walk() if "要有数：" in section.guidance]
    assert len(figures) >= len(list(template.walk())) / 3
    assert template.length is not None
    least = sum(section.length[0] for section in template.sections if section.required and section.length)
    assert least <= template.length[0]


@pytest.mark.parametrize("template", KINDS, ids=lambda template: template.key)
@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize("organs", [(), ("甲镇人民政府",), ("中共甲镇委员会", "甲镇人民政府")], ids=len)
def test_a_blank_document_makes_sense(template: Template, year: int, organs: tuple[str, ...]) -> None:
    document = blank(template, year=year, organs=organs, addressees="县委、县政府")
    assert document.title.startswith("　".join(organs))
    assert str(year) in document.title
    assert (document.addressees, document.signature.organs) == ("县委、县政府", organs)
    assert [section.slot for section in document.body.children] == [
        section.key for section in template.sections if section.required
    ]
    whole = re.sub("[0-9a-f]{8}", "", repr(document))  # ids are random, and may hold what looks like a year
    assert not re.search(r"[{}]|[xX×]{2}|某某|\.\.\.|……", whole)
    assert set(re.findall(r"20\d\d", whole)) == {str(year)}
    assert not {section.id for section in document.body.walk()} & set(FIELD_IDS)
    assert len(set(titles(template, document))) == len(titles(template, document))


@pytest.mark.parametrize(("key", "state"), [("information_disclosure_report", "已填"), ("work_report", "缺主送")])
def test_only_a_kind_with_an_addressee_is_asked_for_one(key: str, state: str) -> None:
    document = blank(BY_KEY[key], year=2025, organs=("甲镇人民政府",))
    assert entries(document, BY_KEY[key], imported=False)[0]["state"] == state


def test_an_organ_may_be_called_anything() -> None:
    document = blank(BY_KEY["work_report"], year=2025, organs=("{year}局", "{organ.x!r:>99}"))
    assert document.title == "{year}局　{organ.x!r:>99}关于2025年工作情况的报告"


def test_what_may_be_added_is_what_is_not_there_yet() -> None:
    template = BY_KEY["rule_of_law_report"]
    document = blank(template, year=2025, organs=())
    assert [section.key for section in offers(template, document, document.body)] == ["other"]
    fuller = replace(
        document, body=replace(document.body, children=(*document.body.children, Section("x", slot="other")))
    )
    assert offers(template, fuller, fuller.body) == ()
    assert offers(template, document, document.section("t-shortcomings")) == ()


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("关于2024年度法治政府建设工作情况报告", "rule_of_law_report"),
        ("某镇2025年政府信息公开工作年度报告", "information_disclosure_report"),
        ("某局2025年工作总结", "work_report"),
        ("关于召开会议的通知", None),
    ],
)
def test_a_kind_is_known_by_the_title(title: str, key: str | None) -> None:
    found = template_for(title, KINDS)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('nmae = "甲"', ["“nmae”", "是不是“name”"]),
        ('name = "甲"', ["“titles”", "至少写一个"]),
        ('name = " "\ntitles = ["乙"]', ["“name”", "请补上"]),
        ('name = 5\ntitles = ["乙"]', ["“name”", "应当是文字"]),
        (MINIMAL + "basis = '一条'", ["“basis”", "文字的列表"]),
        (MINIMAL + "closing = [1]", ["“closing”", "文字的列表"]),
        (MINIMAL + "length = [800, 300]", ["“length”", "由小到大"]),
        (MINIMAL + "length = [1]", ["“length”", "两个整数"]),
        (MINIMAL + "length = [true, 2]", ["“length”", "两个整数"]),
        (MINIMAL + "order = '1'", ["“order”", "整数"]),
        (MINIMAL + "hints = 1", ["“hints”", "[hints] 表"]),
        (MINIMAL + "[hints]\ntitel = 'x'", ["“hints.titel”", "是不是“title”"]),
        (MINIMAL + "section = 1", ["“section”", "列表"]),
        (MINIMAL + "[[section]]\nkey = 'a'", ["“section1.heading”", "请补上"]),
        (MINIMAL + "[[section]]\nkey = 'a b'\nheading = 'x'", ["“section1.key”"]),
        (
            MINIMAL + "[[section]]\nkey = 'a'\nheading = 'x'\nrequierd = true",
            ["“section1.requierd”", "是不是“required”"],
        ),
        (MINIMAL + "[[section]]\nkey = 'a'\nheading = 'x'\nrequired = 1", ["“section1.required”", "true 或 false"]),
        (MINIMAL + "[[section]]\nkey = 'a'\nheading = '{organ}'", ["“section1.heading”", "花括号", "{year}"]),
        (MINIMAL + "[[section]]\nkey = 'a'\nheading = 'x'\nyears = ['a', 'b']", ["“section1.years”", "[2021, 2025]"]),
        (MINIMAL + "[[section]]\nkey = 'a'\nheading = 'x'\n" * 2, ["“a”", "两次"]),
        ('name = "甲"\ntitles = ["{year:>99}"]', ["花括号", "{organ}"]),
        (MINIMAL + "opening = '{year}'", ["“opening”", "花括号"]),
        (MINIMAL + "zzz = 1", ["“zzz”", "可以用的有"]),
        (MINIMAL + "name = '乙'\norder = 1", ["第 3 行", "写了两次"]),
        ("name = ", ["写法不对"]),
        ("x = " + "[" * 5000, ["写法不对"]),
        ("n" * (MOST_BYTES + 1), ["太大"]),
        ('name = "甲"'.encode("gb18030"), ["UTF-8"]),
    ],
)
def test_a_wrong_file_is_refused_by_file_key_and_mend(tmp_path: Path, text: str | bytes, says: list[str]) -> None:
    with pytest.raises(TemplateError) as caught:
        read(write(tmp_path, text, "本局.toml"))
    for part in ("本局.toml", *says):
        assert part in caught.value.sentence
    assert caught.value.mend


def test_sections_go_four_levels_deep_and_no_further(tmp_path: Path) -> None:
    def nested(levels: int) -> str:
        return MINIMAL + "".join(
            f"[[section{'.section' * level}]]\nkey = 'k{level}'\nheading = 'x'\n" for level in range(levels)
        )

    assert len(list(read(write(tmp_path, nested(4))).walk())) == 4
    with pytest.raises(TemplateError, match="最多四级"):
        read(write(tmp_path, nested(5)))


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    assert read(write(tmp_path, b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())).name == "甲"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_it_is_read_or_refused_with_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path, MINIMAL.encode() + data)
    try:
        template = read(path)
    except TemplateError as error:
        said = error.sentence
    else:
        said = str(template.path)
    assert "own.toml" in said


def test_an_office_puts_its_own_beside_the_drafts_and_a_bad_one_hides_no_other(gongwen_home: Path) -> None:
    write(gongwen_home / "templates", MINIMAL, "本局.toml")
    write(gongwen_home / "templates", "name = 1", "坏的.toml")
    (gongwen_home / "templates" / "文件夹.toml").mkdir()
    found = shelf()
    assert [template.key for template in found.templates] == [*BY_KEY, "本局"]
    assert len(found.problems) == 2
    assert "坏的.toml" in found.problems[0]


def test_folders_named_by_the_environment_are_read_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "共享 盘", MINIMAL, "work_report.toml")
    monkeypatch.setenv("GONGWEN_TEMPLATES", f"{tmp_path / '共享 盘'}:{tmp_path / '没有'}")
    found = shelf()
    assert {template.key: template.name for template in found.templates}["work_report"] == "甲"
    assert "没有这个模板文件夹" in "".join(found.problems)


def test_a_broken_built_in_kind_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "name = 1", "a.toml")
    monkeypatch.setattr("gongwen.templates.BUILT_IN", tmp_path)
    with pytest.raises(GongwenError, match="不见了"):
        shelf()
    write(tmp_path, MINIMAL, "b.toml")
    assert [template.key for template in shelf().templates] == ["b"]
    assert len(shelf().problems) == 1


def test_the_document_of_the_format_says_what_the_code_reads(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "templates.md").read_text("utf-8")
    whole, section = (
        dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", part, re.MULTILINE))
        for part in re.split(r"^## 一节的项", text, flags=re.MULTILINE)
    )
    assert whole == {key: kind.replace("`", "") for key, kind in TEMPLATE_KEYS.items()}
    assert section == SECTION_KEYS
    assert re.findall(r"`(\w+)`", next(line for line in text.split("\n") if line.startswith("| `hints`")))[1:] == list(
        HINTED
    )
    example = re.search(r"```toml\n(.+?)```", text, re.DOTALL)
    assert example
    template = read(write(tmp_path, example[1]))
    used = set(re.findall(r"^(\w+) =", example[1].split("[hints]")[0], re.MULTILINE))
    assert used == set(TEMPLATE_KEYS) - {"hints", "section"}
    assert blank(template, year=2025, organs=("甲局",)).title == "甲局关于2025年安全生产工作情况的报告"


def test_the_sample_shows_what_a_whole_report_is() -> None:
    document = sample()
    template = BY_KEY["rule_of_law_report"]
    assert [section.slot for section in document.body.children] == [section.key for section in template.sections]
    assert 2000 <= document.characters <= 2500
    assert len(document.signature.organs) == 2
    assert document.attachments
    assert {section.run_in for section, _, _ in document.sections()} == {True, False}
    assert max(level for _, level, _ in document.sections()) == 3
    shortcomings = document.section("t-shortcomings").paragraphs
    assert all("主要原因是" in text for text in shortcomings)
    for section, _, _ in document.sections():
        assert section.heading.endswith("。") == section.run_in
        slot = next((slot for slot in template.walk() if slot.key == section.slot), None)
        if slot and slot.length:
            size = sum(len(text) for part in section.walk() for text in (part.heading, *part.paragraphs))
            assert slot.length[0] * 0.5 <= size <= slot.length[1], section.heading


def test_the_samples_figures_agree_with_each_other() -> None:
    text = "".join(text for part in sample().body.walk() for text in part.paragraphs)
    shares = {
        (213, 218): "97.7%",
        (4380, 12460): "35.2%",
        (18, 19): "94.7%",
        (3, 16): "18.8%",
        (5, 24): "20.8%",
        (97, 218): "44.5%",
    }
    for (part, whole), share in shares.items():
        assert f"{round(part / whole * 100, 1)}%" == share
        assert share in text
        assert str(part) in text
        assert str(whole) in text
    assert len(re.findall(r"\d+(?:\.\d+)?%", text)) == len(shares) + text.count("100%") + text.count("20%以上")
    assert 213 + 5 == 218


def test_the_sample_has_nothing_left_to_fill_in_and_only_full_width_marks() -> None:
    document: Document = sample()
    whole = repr(document)
    assert not re.search(r"[xX×]{2}|某|法制(?!审核|度)|遵法|今年|去年|截止", whole)
    texts = [
        document.title,
        document.addressees,
        *(text for part in document.body.walk() for text in (part.heading, *part.paragraphs)),
    ]
    assert not [text for text in texts if re.search(r"[,;:!?()\"']|\.(?!\d)", text)]
    assert document.signature == Signature(("中共澄湾镇委员会", "澄湾镇人民政府"), "2026年1月20日")
    assert document.body.id == BODY_ID
