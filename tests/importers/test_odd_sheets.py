"""Layouts that could be taken for another: each is read as it is meant, or what nobody can know is listed; no amount changes its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongwen.importers.sheets.figures import figures_of_file
from tests.importers.sheet_files import workbook

HEAD = ["指标", "单位", "2024年", "2025年"]
BOTH = {"甲/件": {"2024": "5", "2025": "6"}}
THREE = {**BOTH, "乙/场": {"2024": "8", "2025": "7"}}


def read(
    rows: list[list[Any]], merges: list[str], year: int = 2025, formats: dict[str, str] | None = None
) -> tuple[dict[str, dict[str, str]], list[str], str]:
    """Return the amounts that were read, the sentences of what was not, and the notes."""
    found = figures_of_file(workbook(rows, merges=merges, formats=formats), "x.xlsx", year)
    amounts = {
        f"{each.name}/{each.unit}": {f"{entry.period} {entry.group}".strip(): entry.amount for entry in each.entries}
        for each in found.indicators
    }
    return amounts, [each.sentence for each in found.unread], "\n".join(found.notes)


@pytest.mark.parametrize(
    ("rows", "merges", "amounts"),
    [
        pytest.param([HEAD, ["甲", "件", 5, 6], [None] * 4, ["乙", "场", 8, 7]], [], THREE, id="a blank row inside"),
        pytest.param([["指标", "2024年", "2025年", None, "指标", "2024年", "2025年"], ["甲（件）", 5, 6, None, "乙（场）", 8, 7]], [], THREE, id="two tables side by side"),
        pytest.param([HEAD, ["甲", "件", 5, 6], ["项目", "单位", "2025年", "2024年"], ["乙", "场", 7, 8]], [], THREE, id="two tables that touch"),
        pytest.param([HEAD, ["甲", "件", 5, 6], HEAD, ["乙", "场", 8, 7]], [], THREE, id="the heading on every page"),
        pytest.param([HEAD, ["一、执法", None, None, None], ["1.甲", "件", 5, 6], ["二、普法", None, None, None], ["（一）乙", "场", 8, 7]], [], THREE, id="classes between the rows, numbers before names"),
        pytest.param([HEAD, ["执法", None, None, None], ["甲", "件", 5, 6], ["普法", None, None, None], ["乙", "场", 8, 7]], ["A2:D2", "A4:D4"], THREE, id="classes across"),
        pytest.param([[None, "2024年", "2025年"], ["甲（件）", 5, 6], ["乙（场）", 8, 7]], [], THREE, id="a blank corner"),
        pytest.param([["指标", "单位", "二〇二四年", "2025年度实际"], ["甲", "件", 5, 6], ["乙", "场", 8, 7]], [], THREE, id="years in Chinese, and what they are"),
        pytest.param([["指标", "2024年（件）", "2025年（件）"], ["甲", 5, 6]], [], BOTH, id="the unit at the year"),
        pytest.param([["指标", "2024年", "2025年"], ["甲", "5件", 6]], [], BOTH, id="the unit in one cell only"),
        pytest.param([["大类", "指标", "单位", "2025年"], ["处罚", "案件数", "件", 5], ["强制", "案件数", "件", 5]], [], {"处罚案件数/件": {"2025": "5"}, "强制案件数/件": {"2025": "5"}}, id="one name in two classes"),
        pytest.param([["单位", "调解（件）", "走访（户）"], ["东村", 3, 4], ["西村", 5, 6]], [], {"调解/件": {"2025 东村": "3", "2025 西村": "5"}, "走访/户": {"2025 东村": "4", "2025 西村": "6"}}, id="单位 is an office"),
        pytest.param([["村", "指标", "单位", "2024年", "2025年"], ["东村", "调解", "件", 3, 4], ["西村", "调解", "件", 5, 6]], [], {"调解/件": {"2024 东村": "3", "2024 西村": "5", "2025 东村": "4", "2025 西村": "6"}}, id="groups beside names"),
        pytest.param([["指标", "单位", "2024年", None, "2025年", None], [None, None, "东村", "西村", "东村", "西村"], ["调解", "件", 1, 2, 3, 4]], ["A1:A2", "B1:B2", "C1:D1", "E1:F1"], {"调解/件": {"2024 东村": "1", "2024 西村": "2", "2025 东村": "3", "2025 西村": "4"}}, id="groups under years"),
        pytest.param([["村名", "调解（件）", None], [None, "2024年", "2025年"], ["东村", 1, 2], ["西村", 5, 6]], ["A1:A2", "B1:C1"], {"调解/件": {"2024 东村": "1", "2024 西村": "5", "2025 东村": "2", "2025 西村": "6"}}, id="years under an indicator, groups down"),
        pytest.param([["年份", "执法", None, "普法"], [None, "处罚（件）", "强制（件）", "宣传（场）"], [2024, 1, 2, 3], [2025, 4, 5, 6]], ["A1:A2", "B1:C1"], {"处罚/件": {"2024": "1", "2025": "4"}, "强制/件": {"2024": "2", "2025": "5"}, "宣传/场": {"2024": "3", "2025": "6"}}, id="years down under two rows"),
        pytest.param([["年份", "季度", "宣传（场）"], [2025, "第一季度", 1], [None, "第二季度", 2], [None, "全年", 9]], ["A2:A4"], {"宣传/场": {"2025": "9", "2025Q1": "1", "2025Q2": "2"}}, id="quarters down beside a merged year"),
        pytest.param([["2025年第三季度统计表"], ["指标", "单位", "本期", "上年同期"], ["甲", "件", 6, 5]], [], {"甲/件": {"2024Q3": "5", "2025Q3": "6"}}, id="a quarter in the title"),
        pytest.param([["单位：万元"], ["项目", "2024年", "2025年"], ["甲", 1.5, "2万元"]], [], {"甲/万元": {"2024": "1.5", "2025": "2"}}, id="the unit on a line"),
        pytest.param([["填报单位：某某镇人民政府"], ["项目", "2024年", "2025年"], ["甲", 5, 6]], [], {"甲/": {"2024": "5", "2025": "6"}}, id="an office on a line"),
        pytest.param([["序号", "一级指标", "二级指标", "单位", "2024年", "2025年"], [1, "执法", "甲", "件", 5, 6], [2, None, "乙", "场", 8, 7], ["合计", None, None, None, 13, 13]], ["B2:B3", "A4:D4"], THREE, id="a total over all columns of labels"),
        pytest.param([["项目", None, "2025年"], ["处罚", "简易（件）", 5], [None, "普通（件）", 6]], ["A1:B1", "A2:A3"], {"处罚简易/件": {"2025": "5"}, "处罚普通/件": {"2025": "6"}}, id="one name in two columns"),
        pytest.param([["指标", None, "2024年", "2025年"], ["甲", "件", 5, 6], ["乙", "场", 8, 7]], [], THREE, id="units without a heading"),
        pytest.param([["指标\n名称", "单\n位", "2024\n年", "2025\n年"], ["法治\n宣传", "场", 5, 6]], [], {"法治宣传/场": {"2024": "5", "2025": "6"}}, id="labels broken into lines"),
        pytest.param([["指标", "年份", "季度", "数值"], ["甲（件）", 2025, "一季度", 5], ["甲（件）", 2025, 2, 6], ["甲（件）", 2025, "Q3", 7]], [], {"甲/件": {"2025Q1": "5", "2025Q2": "6", "2025Q3": "7"}}, id="a list by quarters"),
        pytest.param([["2025年"], ["指标", "东村", "西村", "小计", "镇直", "合计"], ["甲（件）", 1, 2, 3, 4, 7]], [], {"甲/件": {"2025": "7", "2025 东村": "1", "2025 西村": "2", "2025 镇直": "4"}}, id="a part of the total between groups"),
        pytest.param([["指标", "单位", "2025年"], ["甲", "‰", "5‰"]], [], {"甲/‰": {"2025": "5"}}, id="thousandths"),
        pytest.param([["指标", "单位", "2025年"], ["处罚（简易程序）", "件", 5], ["12345热线", "件", 6]], [], {"处罚（简易程序）/件": {"2025": "5"}, "12345热线/件": {"2025": "6"}}, id="brackets and digits that belong to names"),
    ],
)  # fmt: skip
def test_what_is_meant_is_read(rows: list[list[Any]], merges: list[str], amounts: dict[str, dict[str, str]]) -> None:
    assert read(rows, merges)[:2] == (amounts, [])


@pytest.mark.parametrize(
    ("rows", "amounts", "told"),
    [
        ([["指标", "单位", "2025年目标", "2025年完成", "2024年"], ["甲", "件", 50, 6, 5]], BOTH, ["C1：“2025年目标”不是一年实际完成的数"]),
        ([["指标", "单位", "2021—2024年", "2025年"], ["甲", "件", 50, 6]], {"甲/件": {"2025": "6"}}, ["C1：“2021—2024年”是几年"]),
        ([["指标", "单位", "24年", "2025年"], ["甲", "件", 50, 6]], {"甲/件": {"2025": "6"}}, ["C1：“24年”里的年份不是四位数字"]),
        ([["指标", "单位", "2025年", "本年累计"], ["甲", "件", 6, 50]], {"甲/件": {"2025": "6"}}, ["D1：“本年累计”"]),
        ([["指标", "单位", "2025年", "排期"], ["甲", "件", 6, 50]], {"甲/件": {"2025": "6"}}, ["D1：“排期”不知道这一列"]),
        ([["指标", "单位", "2025年", "联系人"], ["甲", "件", 6, "王芳"]], {"甲/件": {"2025": "6"}}, ["D1：“联系人”这一列里没有数"]),
        ([[*HEAD], ["甲", "件", 5, 6, "含上年结转"]], BOTH, ["E2：“含上年结转”上面没有表头"]),
        ([["2025年上半年统计表"], ["指标", "单位", "本期", "上年同期"], ["甲", "件", 5, 6]], {}, ["A2：", "整张表没有带入"]),
        ([["2025年第三季度统计表"], ["指标", "单位", "2025年"], ["甲", "件", 5]], {}, ["C3：“5”表的标题说的是一个季度"]),
        ([["村", "2024年"], ["东村", 3]], {}, ["B2：“3”不知道是哪一项指标"]),
        ([["年份", "甲（件）"], ["2025年", 6], ["2025年上半年", 3]], {"甲/件": {"2025": "6"}}, ["B3：“3”“2025年上半年”不是年份或者季度"]),
        ([["指标", "单位", "2025年"], ["甲", "件", 5], ["乙", "件", 6], ["合计", "件", 12]], {"甲/件": {"2025": "5"}, "乙/件": {"2025": "6"}}, ["C4：“12”各项加起来是11"]),
        ([["指标", "2024年", "2025年"], ["甲", "50%", 6]], {"甲/%": {"2024": "50"}}, ["C2：“6”别的格子是百分数"]),
    ],
)  # fmt: skip
def test_what_nobody_can_know_is_listed(rows: list[list[Any]], amounts: dict[str, Any], told: list[str]) -> None:
    found, unread, _ = read(rows, [])
    assert found == amounts
    assert len(unread) == 1
    assert [words for words in told if words not in unread[0]] == []


@pytest.mark.parametrize(
    ("rows", "amounts", "told"),
    [
        ([[*HEAD, "变化", "±%", "完成率"], ["甲", "件", 5, 6, 1, 20, 1.2]], BOTH, "变化、±%、完成率是算出来的"),
        ([["村", "甲（件）"], ["东村", 3], ["西村", 5], ["平均", 4]], {"甲/件": {"2025 东村": "3", "2025 西村": "5"}}, "“平均”一行没有带入"),
        ([*[["指标", "单位", "2025年"], ["甲", "件", 5]], [None, "以上含村级", None]], {"甲/件": {"2025": "5"}}, "“以上含村级”没有带入"),
        ([["单位：万元、件"], ["指标", "2025年"], ["甲", 5]], {"甲/": {"2025": "5"}}, "不止一个，没有用"),
        ([["指标", "单位", "2025年"], ["甲", "件", 11], ["其中：乙", "件", 6], ["合计", "件", 11]], {"甲/件": {"2025": "11"}, "乙/件": {"2025": "6"}}, "“合计”一行没有带入"),
    ],
)  # fmt: skip
def test_what_is_left_out_by_right_is_noted(rows: list[list[Any]], amounts: dict[str, Any], told: str) -> None:
    found, unread, notes = read(rows, [])
    assert (found, unread) == (amounts, [])
    assert told in notes


def test_a_date_that_shows_its_year_is_a_year_and_what_was_computed_is_taken_as_shown() -> None:
    rows = [
        ["指标", "单位", date(2024, 1, 1), date(2025, 1, 1)],
        ["甲率", "%", 1 / 3, 0.97345],
        ["乙", "万元", 10 / 3, 1.23456],
    ]
    form = 'yyyy"年"'
    found, unread, _ = read(
        rows, [], formats={"C1": form, "D1": form, "C2": "0.0%", "D2": "0.0%", "C3": "0.00", "D3": "0.00"}
    )
    assert found == {"甲率/%": {"2024": "33.3", "2025": "97.345"}, "乙/万元": {"2024": "3.33", "2025": "1.23456"}}
    assert unread == []


def test_a_row_of_a_text_file_that_a_thousands_mark_has_torn_is_listed_whole() -> None:
    data = "指标,单位,2024年,2025年\n甲,件,1,234,28\n乙,件,5,6\n".encode()
    found = figures_of_file(data, "x.csv", 2025)
    assert [(each.name, [entry.amount for entry in each.entries]) for each in found.indicators] == [("乙", ["5", "6"])]
    assert any("多出格子" in each.reason and each.place == "A2" for each in found.unread)


def test_a_text_file_may_name_its_separator() -> None:
    found = figures_of_file("sep=;\n指标;单位;2025年\n甲,乙,丙;件;5\n".encode(), "x.csv", 2025)
    assert [(each.name, each.entries[0].amount) for each in found.indicators] == [("甲,乙,丙", "5")]
    assert found.unread == found.notes == ()
