"""What a notebook's cell shows of the analyst's values: tables, a page, two versions marked; nothing typed becomes code."""

from __future__ import annotations

import html
import re

import pandas as pd
import pytest

import gongwen
from exports.cells_html import MOST_ROWS, rows_html
from gongwen import edits
from gongwen.apirows import HEADS, Rows
from gongwen.errors import EditError
from tests.samples import long, small

REPORT = gongwen.Report(small())
EVIL = '<script>alert(1)</script><img src=x onerror="a()">'


def text_of(shown: str) -> str:
    """Return what a person reads of HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "\n", shown))


def test_the_analyst_has_ten_names_at_most() -> None:
    assert len(gongwen.__all__) <= 10
    assert {"open_report", "new_report", "Report"} <= set(gongwen.__all__)


def test_rows_are_a_tuple_and_show_as_a_table() -> None:
    for rows in (REPORT.sections, REPORT.check(), gongwen.read_text("标题\n一、甲\n字,字。").findings):
        assert isinstance(rows, tuple)
        shown = text_of(rows._repr_html_())  # type: ignore[attr-defined]
        columns = list(pd.DataFrame(rows).columns)
        assert [HEADS[name] for name in columns] == [line for line in shown.split("\n") if line][: len(columns)]
        assert all(str(rows[0].__getattribute__(name)) in shown for name in columns)
    assert "没有" in Rows[object]()._repr_html_()


def test_a_table_that_is_too_long_says_so() -> None:
    shown = rows_html(["数"], [[number] for number in range(MOST_ROWS + 1)])
    assert f"共 {MOST_ROWS + 1} 行" in shown
    assert shown.count("<tr>") == MOST_ROWS + 1
    assert "共" not in rows_html(["数"], [[1]])


def test_one_page_is_shown_with_its_own_lines_alone() -> None:
    report = gongwen.Report(long(3_000))
    page = report.page(2)
    assert page.lines == report.pages[1]
    shown = page._repr_html_()
    assert shown.count("position:relative") == 1
    assert "— 2 —" in shown
    assert "字" not in repr(page)
    for wrong in (0, len(report.pages) + 1, "二"):
        with pytest.raises(EditError, match=f"1 到 {len(report.pages)}"):
            report.page(wrong)  # type: ignore[arg-type]


def test_two_versions_show_what_went_and_what_came() -> None:
    later = REPORT.put("date", "2026年1月28日").put("s4", "一是宣传还不够深入。").edit(edits.remove_section, "s2")
    difference = REPORT.diff(later)
    shown = difference._repr_html_()
    gone, come = (re.findall(rf"<{tag}[^>]*>([^<]*)<", shown) for tag in ("del", "ins"))
    assert "加强组织领导" in gone
    assert come
    assert all(
        word in text_of(shown)
        for word in ("成文日期", "二、存在的不足和原因", f"{difference.comparison.places} 处不同")
    )
    rows = pd.DataFrame(difference.rows)
    assert rows[rows.part == "成文日期"][["old", "new"]].to_numpy().tolist() == [["2026年1月15日", "2026年1月28日"]]
    assert {"改动", "删去"} == set(rows.fate)
    assert "没有不同" in REPORT.diff(REPORT)._repr_html_()
    assert "亲自部署" not in repr(difference)
    with pytest.raises(EditError):
        REPORT.diff("别的")  # type: ignore[arg-type]


def test_what_people_typed_stays_text() -> None:
    evil = REPORT.put("title", EVIL).put("s4", EVIL).put("s4#heading", EVIL)
    shown = [
        evil.sections._repr_html_(),
        evil.check()._repr_html_(),
        evil.page(1)._repr_html_(),
        REPORT.diff(evil)._repr_html_(),
    ]
    for each in shown:
        assert "&lt;script&gt;" in each or "onerror" in text_of(each)
        assert set(re.findall(r"<(\w+)", each)) <= {
            "div",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "p",
            "b",
            "del",
            "ins",
            "span",
        }
        assert set(re.findall(r"<\w+ (\w+)=", each)) <= {"style", "scope"}
