"""The table of indicators goes out as a workbook that the importer reads as the same table, and an empty one to fill in."""

from __future__ import annotations

import io
from dataclasses import replace

from openpyxl import load_workbook

from exports.figures_sheet import figures_sheet
from gongwen.importers.sheets.figures import figures_of_file
from gongwen.indicators.data import Data
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.taken import proposed
from tests.indicators.samples import report


def test_the_table_that_goes_out_comes_back_the_same() -> None:
    document = report()
    villages = Indicator("v", "调解", "件", entries=(Entry("2025", "3", "东村"), Entry("2025", "4.5", "西村")))
    document = replace(document, data=replace(document.data, indicators=(*document.data.indicators, villages)))
    made = figures_sheet(document)
    assert made.name.endswith("指标表.xlsx")
    found = figures_of_file(made.data, made.name, 2025)
    proposal = proposed(document.data, found.indicators)
    assert not proposal.does
    assert (found.unread, proposal.asked) == ((), ())
    assert proposal.same == 18, "also what the formula of two years makes"


def test_the_empty_form_asks_for_the_reports_year_of_what_is_entered() -> None:
    sheet = load_workbook(io.BytesIO(figures_sheet(report(), empty=True).data)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("指标", "单位", "2024年", "2025年", "口径", "来源")
    assert {row[3] for row in rows[1:]} == {None}
    assert "化解率" not in {row[0] for row in rows}
    assert rows[1][:3] == ("法治宣传活动", "场", 18)


def test_amounts_longer_than_a_workbooks_numbers_and_rates_of_two_places_come_back_whole() -> None:
    long = Indicator(
        "x", "甲", "元", entries=(Entry("2024", "12345678901234567890"), Entry("2025", "0.12345678901234"))
    )
    parts = (
        Indicator("a", "乙", "件", entries=(Entry("2025", "2"),)),
        Indicator("b", "丙", "件", entries=(Entry("2025", "3"),)),
    )
    rate = Indicator("r", "率", "%", formula="share a b", places=2)
    document = replace(report(), data=Data((long, *parts, rate)))
    made = figures_sheet(document)
    assert load_workbook(io.BytesIO(made.data)).worksheets[0]["D5"].value == 66.67
    found = figures_of_file(made.data, made.name, 2025)
    proposal = proposed(document.data, found.indicators)
    assert (proposal.does, proposal.same, proposal.asked, found.unread) == (False, 5, (), ())


def test_the_empty_form_has_a_row_for_each_group_and_comes_back_filled() -> None:
    villages = Indicator("v", "调解", "件", entries=(Entry("2024", "3", "东村"), Entry("2024", "4", "西村")))
    document = replace(report(), data=Data((villages, Indicator("w", "普法", "场", entries=(Entry("2024", "5"),)))))
    book = load_workbook(io.BytesIO(figures_sheet(document, empty=True).data))
    rows = [row[:4] for row in book["分组"].iter_rows(min_row=2, values_only=True)]
    assert rows == [("调解", "件", "2025", "东村"), ("调解", "件", "2025", "西村")]
    book["分组"]["E3"] = 6
    filled = io.BytesIO()
    book.save(filled)
    proposal = proposed(document.data, figures_of_file(filled.getvalue(), "表.xlsx", 2025).indicators)
    assert [(one.id, entry) for one, entry in proposal.added] == [("v", Entry("2025", "6", "西村"))]


def test_a_name_is_never_a_formula() -> None:
    document = replace(report(), data=Data((Indicator("x", "=1+\x071", "件"),)))
    sheet = load_workbook(io.BytesIO(figures_sheet(document).data)).worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert (sheet["A2"].value, sheet["A2"].quotePrefix) == ("=1+1", True)
