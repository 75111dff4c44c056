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


def test_a_name_is_never_a_formula() -> None:
    document = replace(report(), data=Data((Indicator("x", "=1+\x071", "件"),)))
    sheet = load_workbook(io.BytesIO(figures_sheet(document).data)).worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert (sheet["A2"].value, sheet["A2"].quotePrefix) == ("=1+1", True)
