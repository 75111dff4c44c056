"""Rules of structure where a person relies on them: what restarts a list, what the import says, what a young draft may lack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.checks import Checker, Finding, Setting, mended
from gongwen.checks.cases import case
from gongwen.checks.rules import RULES
from gongwen.importers import import_bytes
from gongwen.paragraphs import QUOTATION

BY_ID = {rule.id: rule for rule in RULES}


def found(rule: str, text: str) -> tuple[Finding, ...]:
    """Return what one rule finds in a report with this text."""
    one = case(text)
    return Checker([BY_ID[rule]], one.setting).check(one.document)


def imported(text: str, rule: str) -> tuple[Finding, ...]:
    """Return what one rule finds in a text as it is imported, its notes at hand."""
    got = import_bytes(text.encode(), name="来文.txt")
    return Checker([BY_ID[rule]], Setting(notes=got.report.notes)).check(got.document)


REPORT = """关于2025年度法治政府建设情况的报告

县委、县政府：

现将2025年度法治政府建设情况报告如下：

{}、主要举措和成效

全年研究法治工作4次，审查文件12件。

{}、存在的不足和原因

执法力量不足，主要原因是人员少。

{}、第一责任人履职情况

主要负责人听取汇报3次。

{}、下一步安排

开展培训4次。

清溪镇人民政府
2026年1月15日
"""


@pytest.mark.parametrize(
    ("numbers", "where", "says"),
    [
        ("一二二四", "第一责任人履职情况", "重复"),
        ("一二四五", "第一责任人履职情况", "缺号"),
        ("一三四五", "存在的不足和原因", "缺号"),
        ("一二三三", "下一步安排", "重复"),
    ],
)
def test_a_wrong_number_of_the_source_is_told_once_where_it_stood(numbers: str, where: str, says: str) -> None:
    (finding,) = imported(REPORT.format(*numbers), "ST01")
    assert where in finding.excerpt
    assert says in finding.message
    assert not finding.fixes


def test_numbers_that_run_on_are_no_fault() -> None:
    assert not imported(REPORT.format(*"一二三四"), "ST01")
    text = "# 一\n## 甲\n1.学习。\n2.检查。\n## 乙\n3.普法。\n4.调解。"
    assert not found("ST01", text)


def test_a_note_of_the_import_dies_with_its_text() -> None:
    got = import_bytes(REPORT.format(*"一二二四").encode(), name="来文.txt")
    third = got.document.body.children[2]
    others = (
        *got.document.body.children[:2],
        replace(third, heading="主要负责人履职情况"),
        got.document.body.children[3],
    )
    document = replace(got.document, body=replace(got.document.body, children=others))
    checker = Checker([BY_ID["ST01"]], Setting(notes=got.report.notes))
    assert checker.check(got.document)
    assert not checker.check(document)


@pytest.mark.parametrize(
    "text",
    [
        "主要做法是：\n1.学习。\n2.检查。\n取得的效果是：\n1.纠纷少了。\n2.群众满意了。",
        "第三条 下列情形：\n（一）甲；\n（二）乙；\n第四条 下列情形：\n（一）丙；\n（二）丁。",
        "1.自学：（1）读书；（2）考试。\n2.检查：（1）普查；（2）抽查。\n3.整改。",
        "1.甲\n20.2026年民生实事\n2.乙\n3.5+2就业之家\n4.丙",
        f"1.学习。\n{QUOTATION}原文。\n2.检查。",
        "比例为1.5。3.6万人参加，其中2.1万人合格。",
    ],
)
def test_what_restarts_or_only_looks_like_a_number(text: str) -> None:
    assert not found("ST01", text)


def test_a_list_is_numbered_on_as_a_whole() -> None:
    one = case("# 举措\n一是学习。二是检查。二是普法。三是调解。四是督办。")
    checker = Checker([BY_ID["ST02"]])
    (finding,) = checker.check(one.document)
    after = mended(one.document, finding.fixes)
    assert after.body.children[0].paragraphs == ("一是学习。二是检查。三是普法。四是调解。五是督办。",)
    assert not checker.check(after)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一是学习：一是自学，二是培训。二是检查。四是普法。", 1),
        ("一是学习。\n二是检查。\n# 打算\n一是普法。\n三是调解。", 1),
        ("一是学习。三是检查。五是普法。", 2),
        ("首先学习。二是检查。三是普法。", 0),
        ("统一是关键，二是二，三是三。", 0),
        ("从一是学习到三是检查。", 0),
    ],
)
def test_counted_items_wherever_they_stand(text: str, count: int) -> None:
    assert len(found("ST02", text)) == count


LONG = "组织执法检查、案卷评查和普法宣传，各项任务按计划完成。" * 40


@pytest.mark.parametrize(
    ("headings", "lacking"),
    [
        (("加强组织领导", "规范行政执法", "存在的问题和原因", "主要负责人履职情况", "2026年工作打算"), ""),
        (("主要举措和成效", "存在的不足和原因", "第一责任人履职情况", "下一步安排", "其他需要报告的情况"), ""),
        (("主要举措和成效", "第一责任人履职情况", "下一步安排"), "存在的不足和原因"),
        (("主要举措和成效", "存在的不足和原因", "第一责任人履职情况"), "下一年度主要安排"),
        (("主要举措和成效", "存在的不足和原因", "下一步安排"), "党政主要负责人履行第一责任人职责情况"),
        (("存在的不足和原因", "第一责任人履职情况", "下一步安排"), "主要举措和成效"),
    ],
)
def test_the_statutory_parts_by_the_words_of_headings(headings: tuple[str, ...], lacking: str) -> None:
    text = "\n".join(f"# {heading}\n{LONG}" for heading in headings)
    assert [finding.excerpt for finding in found("ST05", text)] == ([lacking] if lacking else [])


def test_a_part_below_another_s_heading_is_there() -> None:
    text = f"# 举措和成效\n## 履行第一责任人职责\n{LONG}\n# 存在的不足\n{LONG}\n# 下一步安排\n{LONG}"
    assert not found("ST05", text)


def test_several_missing_parts_are_one_finding_with_one_mend() -> None:
    document = case(f"# 主要举措和成效\n{LONG}").document
    (finding,) = Checker([BY_ID["ST05"]]).check(document)
    after = mended(document, finding.fixes)
    assert [section.slot for section in after.body.children if section.slot] == [
        "shortcomings",
        "first_responsibility",
        "next_year",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一是普法不够深入。二是队伍不强。", 1),
        ("一是普法不够深入，主要原因是力量少。二是队伍不强。", 0),
        ("一是由于编制少，力量不足。二是因经费紧张，普法形式单一。", 0),
        ("主要表现在：\n一是由于编制少，力量不足。\n二是普法形式单一。", 1),
        ("## 力量不足\n编制少所致。\n## 普法不深\n形式单一，效果不好。", 1),
        ("## 力量不足\n编制少。\n## 原因分析\n重视不够。", 0),
    ],
)
def test_every_shortcoming_has_its_reason(text: str, count: int) -> None:
    assert len(found("ST08", f"# 存在的不足和原因\n{text}")) == count


@pytest.mark.parametrize("mark", ["；", "。", "：", "，"])
def test_a_mark_after_a_heading_however_it_is_imported(mark: str) -> None:
    text = REPORT.format(*"一二三四").replace("存在的不足和原因", f"存在的不足和原因{mark}")
    got = import_bytes(text.encode(), name="来文.txt")
    checker = Checker([BY_ID["ST03"]])
    (finding,) = checker.check(got.document)
    after = mended(got.document, finding.fixes)
    assert after.body.children[1].heading == "存在的不足和原因"
    assert not checker.check(after)
    assert not Checker([BY_ID["ST05"]]).check(got.document)


def test_a_shortcoming_without_a_reason_is_pointed_at_itself() -> None:
    document = case("# 存在的问题\n一是由于居住分散,入户普法难。\n二是法治工作力量薄弱,队伍有待加强。").document
    (found,) = (each for each in Checker().check(document) if each.rule == "ST08")
    assert found.excerpt == "二是法治工作力量薄弱"
    assert found.location.paragraph == 1
    both = case("# 不足\n## 普法不平衡\n由于偏远村多，开展得少。\n## 队伍不强\n专业人员占比不高。").document
    (found,) = (each for each in Checker().check(both) if each.rule == "ST08")
    assert found.excerpt == "队伍不强"
