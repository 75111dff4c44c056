"""Half-width marks beside Chinese become full-width; numbers, times, addresses and English keep theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document import Location, Section
from gongwen.gaps import first_half_width
from gongwen.punctuation import FULL, full_width, full_width_text, half_width_kinds, half_width_marks
from tests.samples import FIGURES, small, tabled


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("会议在10:30开始,共3,000人(含5人);比例5:3。", "会议在10:30开始，共3,000人（含5人）；比例5:3。"),
        ("见http://a.cn/x?y=1,谢谢!", "见http://a.cn/x?y=1，谢谢！"),
        ("世界贸易组织(WTO) 成员", "世界贸易组织（WTO） 成员"),
        ("达到5%;", "达到5%；"),
        ("English, only (yes).", "English, only (yes)."),
        ("好 ,是", "好，是"),
        ("(1)更换屋面", "（1）更换屋面"),
        ("县委:", "县委："),
        ("字,(备注)", "字，（备注）"),
        ("2024-2025,1:2,3", "2024-2025,1:2,3"),
        ("", ""),
    ],
)
def test_marks_beside_chinese(before: str, after: str) -> None:
    text, count = full_width_text(before)
    assert text == after
    assert count == sum(char in FULL for char in before) - sum(char in FULL for char in after)


@given(st.text("字县1a ,;:?!()，。", max_size=60))
def test_nothing_is_left_after_one_time_and_nothing_else_changes(text: str) -> None:
    changed, _ = full_width_text(text)
    assert full_width_text(changed) == (changed, 0)
    narrow = str.maketrans({full: half for half, full in FULL.items()})
    assert "".join(changed.translate(narrow).split()) == "".join(text.translate(narrow).split())


def test_a_document_is_changed_in_every_text() -> None:
    assert half_width_marks(small()) == 0
    assert full_width(small()) == (small(), 0)


def test_the_kinds_are_counted() -> None:
    from dataclasses import replace

    document = replace(small(), title="关于防汛(抗旱)工作的报告", closing=("特此报告,请审阅,谢谢.",))
    assert half_width_kinds(document) == {",": 2, "(": 1, ")": 1}
    changed, count = full_width(document)
    assert count == half_width_marks(document) == 4
    assert changed.title == "关于防汛（抗旱）工作的报告"


def test_tables_lines_under_the_title_and_attachments_are_reached_too() -> None:
    table = replace(FIGURES, rows=(("项目,甲", "1,204"), ("立案(件)", "46")), merges=(), header_rows=1)
    document = replace(
        tabled(table),
        byline=("甲局,乙局",),
        annexes=(Section("x1", "清单", ("共12项,全部完成;",)),),
        attachments=("清单",),
    )
    changed, _ = full_width(document)
    assert changed.tables[0].rows == (("项目，甲", "1,204"), ("立案（件）", "46"))
    assert changed.byline == ("甲局，乙局",)
    assert first_half_width(document) == Location("byline", 0, 2, 3)
    assert first_half_width(tabled(table)) == Location(table.id, 0, 2, 3), "what is counted and changed is found, too"
    assert changed.annexes[0].paragraphs == ("共12项，全部完成；",)
