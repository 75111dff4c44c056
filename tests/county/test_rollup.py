"""The county's roll-up from rows: whose a report is, which counts, what is missing, whom to remind, its own report begun."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

import gongwen
from exports.drawings import with_data
from gongwen.apicounty import County, frame
from gongwen.county.expected import Organ, Register, organs_from, wanted_from
from gongwen.county.gathering import Gathered
from gongwen.county.prefilled import county_report
from gongwen.county.reading import Wanted
from gongwen.county.reminders import reminders
from gongwen.county.rollup import State, rolled
from gongwen.county.row import Amount, Count, Row
from gongwen.county.tables import rank_grid, report_grid, total_grid, town_grid
from gongwen.errors import EditError, TemplateError
from gongwen.indicators.indicator import Entry
from gongwen.indicators.links import placed
from gongwen.indicators.table import enter
from gongwen.reportfile import dumps, loads
from gongwen.templates import load_templates

TEMPLATE = next(each for each in load_templates() if each.key == "rule_of_law_report")
ORGANS = organs_from(
    "机关\t简称\n清溪镇人民政府\t清溪镇、清溪\n上清溪乡人民政府\n云溪街道办事处\n# 说明\n\n石溪镇人民政府"
)


def amounts(**much: str) -> tuple[Amount, ...]:
    """Return amounts by name: 宣传活动="24/18" has last year's behind the stroke."""
    return tuple(Amount(name, "场", *text.split("/")) for name, text in much.items())


def row(file: str, *organs: str, **also: object) -> Row:
    return Row(file, organs, **{"year": 2025, "title": "关于2025年度法治政府建设情况的报告", "tabled": True, **also})  # type: ignore[arg-type]


ROWS = (
    row("a.json", "中共清溪镇委员会", "清溪镇人民政府", amounts=amounts(宣传活动="24/18", 培训="3/3"), findings=(Count("FG04", "must", 2),)),
    row("b.json", "云溪街道办事处", amounts=amounts(宣传活动="30/40")),
)  # fmt: skip


def test_lists_are_read_as_offices_write_them() -> None:
    assert ORGANS[0] == Organ("清溪镇人民政府", ("清溪镇", "清溪"))
    assert len(ORGANS) == 4
    assert organs_from("甲镇，甲\n乙镇") == (Organ("甲镇", ("甲",)), Organ("乙镇"))
    assert organs_from("") == ()
    assert wanted_from("指标,单位,别名\n宣传活动,场,普法活动\n满意度\t%") == (
        Wanted("宣传活动", "场", ("普法活动",)), Wanted("满意度", "%"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "owner"),
    [
        (row("x", "中共清溪镇委员会", "清溪镇人民政府"), "清溪镇人民政府"),
        (row("x", "清溪镇　人民政府"), "清溪镇人民政府"),
        (row("x", "上清溪乡人民政府"), "上清溪乡人民政府"),
        (row("x", "清源县上清溪乡人民政府"), "上清溪乡人民政府"),
        (row("x", title="云溪街道关于2025年度法治政府建设情况的报告"), "云溪街道办事处"),
        (Row("片区/石溪镇（盖章）.docx", wrong="坏了。"), "石溪镇人民政府"),
        (row("x", "别的镇人民政府"), ""),
        (row("清溪镇和石溪镇合报.docx"), ""),
    ],
)
def test_whose_a_report_is(one: Row, owner: str) -> None:
    assert Register(ORGANS).owner(one) == owner


def test_who_has_handed_in_and_who_has_not() -> None:
    rows = (
        *ROWS, Row("石溪镇.docx", wrong="这个文件是空的。", sha256="x"), row("c.json", "别的镇人民政府"), Row("无名.docx", wrong="坏了。"),
        row("a2.txt", "清溪镇人民政府", tabled=False), row("a0.json", "清溪镇人民政府", year=2024),
    )  # fmt: skip
    rollup = rolled(rows, ORGANS, year=2025)
    assert [(town.organ, town.state.value) for town in rollup.towns] == [
        ("上清溪乡人民政府", "未报"), ("石溪镇人民政府", "打不开"), ("清溪镇人民政府", "已报"), ("云溪街道办事处", "已报"),
    ]  # fmt: skip
    first = rollup.towns[2]
    assert first.row == ROWS[0]
    assert {each.file for each in first.more} == {"a2.txt", "a0.json"}
    assert [each.file for each in rollup.strangers] == ["c.json"]
    assert [each.file for each in rollup.wrong] == ["无名.docx"]
    assert rollup.summary == "应报 4 个单位：已报 2，打不开 1，未报 1，缺数 1，认不出是谁的 2"
    assert rolled((row("a0.json", "清溪镇人民政府", year=2024),), ORGANS, year=2025).towns[-1].state is State.OTHER_YEAR
    assert rolled((), ORGANS).of(State.OUT) == rolled((), ORGANS).towns
    assert rolled(()).summary == "没有报告"


def test_reports_of_another_kind_do_not_count() -> None:
    other = row("w.json", "清溪镇人民政府", kind="work_report")
    assert rolled((other,), ORGANS[:1], kind="rule_of_law_report").towns[0].state is State.OUT
    assert rolled((other,), ORGANS[:1]).towns[0].state is State.IN


def test_sums_are_of_what_can_be_added() -> None:
    rows = (
        *ROWS,
        row("s.json", "石溪镇人民政府", amounts=(Amount("培训", "期", "2"), Amount("满意度", "％", "98.5", adds=False), Amount("金额", "元", "0.1", "0.2"))),
        row("u.json", "上清溪乡人民政府", amounts=(Amount("满意度", "%", "97", adds=False), Amount("金额", "元", "0.2", "0.1"))),
    )  # fmt: skip
    rollup = rolled(rows, ORGANS, year=2025)
    found = {each.name: each for each in rollup.totals}
    assert (found["宣传活动"].total, found["宣传活动"].base) == (Decimal(54), Decimal(58))
    assert found["金额"].total == Decimal("0.3"), "exact"
    assert (found["满意度"].total, found["满意度"].middle) == (None, Decimal("97.75"))
    assert [one.units for one in rollup.mixed] == [(("场", ("清溪镇人民政府",)), ("期", ("石溪镇人民政府",)))]
    grid = total_grid(rollup)
    change = grid.rows[0][grid.heads.index("同比（%）")]
    assert change == pytest.approx(-6.9)
    ranks = frame(rank_grid(rollup, "宣传活动"))
    assert list(ranks["机关"]) == ["云溪街道办事处", "清溪镇人民政府"]
    assert list(ranks["名次"]) == [1, 2]


def test_a_base_that_not_all_have_makes_no_change() -> None:
    rows = (ROWS[0], row("b.json", "云溪街道办事处", amounts=(Amount("宣传活动", "场", "30"),)))
    assert rolled(rows, ORGANS, year=2025).totals[0].base is None
    document = county_report(rolled(rows, ORGANS, year=2025), "清源县人民政府", 2025, TEMPLATE)
    assert "宣传活动54场；" in document.body.children[0].paragraphs[0]


def test_what_is_missing_goes_by_the_countys_list_or_by_what_most_have() -> None:
    wanted = wanted_from("宣传活动\t场\t普法活动\n培训\t场")
    rows = (
        row("a.json", "清溪镇人民政府", amounts=amounts(普法活动="3")),
        row("b.json", "云溪街道办事处", tabled=False),
    )
    lacking = {town.organ: town.missing for town in rolled(rows, ORGANS, wanted=wanted).towns if town.missing}
    assert lacking == {"清溪镇人民政府": ("培训",), "云溪街道办事处": ("宣传活动", "培训")}
    usual = rolled((*ROWS, row("c.json", "石溪镇人民政府", amounts=amounts(宣传活动=""))), ORGANS)
    assert usual.wanted == ("宣传活动",)
    assert {town.organ: town.missing for town in usual.towns if town.missing} == {"石溪镇人民政府": ("宣传活动",)}


def test_reminders_say_what_is_missing_and_can_be_sent() -> None:
    rows = (*ROWS, Row("石溪镇.docx", wrong="这个文件是空的。"), row("a2.txt", "清溪镇人民政府", tabled=False))
    told = {each.organ: each.text for each in reminders(rolled(rows, ORGANS, year=2025))}
    assert told["上清溪乡人民政府"] == "上清溪乡人民政府：\n1. 2025年度报告还没有收到。\n请尽快报来，谢谢。"
    assert "“石溪镇.docx”打不开：这个文件是空的。" in told["石溪镇人民政府"]
    assert "必须改的 2 处" in told["清溪镇人民政府"]
    assert "没有用“a2.txt”" in told["清溪镇人民政府"]
    assert "没有这些数：培训" in told["云溪街道办事处"]


def county(*rows: Row) -> County:
    return County(Gathered(tuple(rows), len(rows), year=2025), ORGANS)


def test_the_countys_report_says_the_sums_and_follows_them() -> None:
    report = county(*ROWS).report("清源县人民政府")
    document = report.document
    text = document.body.children[0].paragraphs[0]
    assert text == "全县宣传活动54场，同比下降6.9%；培训3场，同比持平。"
    assert [each.state.value for each in placed(document)] == ["true"] * 4
    assert document.signature.organs == ("清源县人民政府",)
    table = document.tables[0]
    assert table.rows == (
        ("单位", "宣传活动（场）", "培训（场）"), ("清溪镇人民政府", "24", "3"), ("云溪街道办事处", "30", "—"), ("合计", "54", "3"),
    )  # fmt: skip
    assert "不含没有报来或者不能用的 2 个单位" in table.note
    data = enter(document.data, "c1", Entry("2025", "34", "云溪街道办事处"))
    after = with_data(document, data)
    assert after.body.children[0].paragraphs[0] == "全县宣传活动58场，同比持平；培训3场，同比持平。"
    assert [line[1] for line in after.tables[0].rows] == ["宣传活动（场）", "24", "34", "58"]
    assert loads(dumps(document)) == document
    assert not [each for each in report.check() if each.rule in {"FG04", "FG07"}]


def test_many_indicators_make_several_tables_and_paragraphs() -> None:
    many = tuple(Amount(f"指标{number}", "件", str(number), str(number)) for number in range(1, 13))
    document = county(row("a.json", "清溪镇人民政府", amounts=many)).report("清源市人民政府").document
    assert [table.columns for table in document.tables] == [6, 6, 3]
    assert [table.caption[-3:] for table in document.tables] == ["（1）", "（2）", "（3）"]
    texts = document.body.children[0].paragraphs
    assert [text[:2] for text in texts[:3]] == ["全市"] * 3
    assert all(text.endswith("。") for text in texts[:3])
    assert len(document.data.links) == 24


def test_what_cannot_become_a_report_is_a_sentence() -> None:
    for rows, organ, sentence in (((), "甲县", "还没有一份"), (ROWS, " ", "没有写县级机关")):
        with pytest.raises(EditError, match=sentence):
            county(*rows).report(organ)
    with pytest.raises(EditError, match="没有写年度"):
        County(Gathered(ROWS, 2), ORGANS).report("甲县")
    with pytest.raises(TemplateError, match="没有叫"):
        county(*ROWS).report("甲县", template="no")
    with pytest.raises(EditError, match="宣传活动"):
        county(*ROWS).ranks("没有的")


def test_names_that_toml_or_a_spreadsheet_would_take_otherwise_stay_names() -> None:
    evil = "\"]\n=cmd|' /C calc'!A0\\"
    one = row(
        "=1+1.json",
        evil.replace("\n", ""),
        title="=HYPERLINK(1)",
        amounts=(Amount(evil.replace("\n", ""), "场", "1", "1"),),
    )
    rollup = rolled((one,), year=2025)
    document = county_report(rollup, "清源县人民政府", 2025, TEMPLATE)
    assert document.tables[0].rows[1] == (evil.replace("\n", ""), "1")
    data = report_grid((one,), rollup).csv()
    assert data.startswith(b"\xef\xbb\xbf")
    cells = [cell for line in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in line]
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]


def test_tables_are_dataframes_of_numbers() -> None:
    found = county(*ROWS, Row("石溪镇.docx", wrong="这个文件是空的。"))
    table = found.frame.set_index("文件")
    assert table.loc["a.json", "宣传活动（场）"] == 24
    assert table.loc["a.json", "宣传活动（场）上年"] == 18
    assert table.loc["a.json", "FG 数据"] == 2
    assert table.loc["a.json", "必改"] == 2
    assert pd.isna(table.loc["b.json", "培训（场）"])
    assert table.loc["b.json", "缺的指标"] == "培训"
    assert table.loc["石溪镇.docx", "问题"] == "这个文件是空的。"
    assert list(found.towns["情况"])[:2] == ["未报", "打不开"]
    assert found.totals.set_index("指标").loc["宣传活动", "合计"] == 54
    assert list(pd.DataFrame(found.reminders).columns) == ["organ", "missing", "text"]
    empty = County(Gathered((), 0))
    assert empty.frame.empty
    assert empty.towns.empty


def test_a_cell_shows_who_has_not_handed_in_first_and_nothing_becomes_code() -> None:
    evil = row("x.json", "<img src=x onerror=1>", title="<script>")
    shown = County(Gathered((*ROWS, evil), 4, stopped=True, year=2025))._repr_html_()
    assert "<img" not in shown
    assert "还没有读完" in shown
    assert county(*ROWS)._repr_html_().index("上清溪乡人民政府") < county(*ROWS)._repr_html_().index("云溪街道")
    assert "缺什么" in county(*ROWS).reminders._repr_html_()
    assert repr(county(*ROWS)) == "County(应报 4 个单位：已报 2，未报 2，缺数 1)"
    assert "gather" in gongwen.__all__


def test_the_tables_say_what_was_read_from_sentences() -> None:
    one = row("b.txt", "云溪街道办事处", tabled=False, amounts=(replace(amounts(宣传活动="3")[0], spoken=True),))
    grid = town_grid(rolled((one,), ORGANS[2:3], year=2025))
    assert grid.rows[0][-1] == "没有数据表，数是从正文读的"
