"""Two versions compared: both can be had back from it, what moved is shown as moved, and it is quick."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongwen import edits
from gongwen.document import BODY_ID, Document, Section, Table
from gongwen.sample import sample
from gongwen.tables import insert_column, insert_row, insert_table, remove_row, remove_table, set_cell, update_table
from gongwen.targets import HEADING_SUFFIX, NAMES, read, write
from gongwen.together.compare import compare
from gongwen.together.part import Comparison, Kind, Part
from gongwen.together.rows import Fate, Row, compare_texts
from gongwen.together.wording import Mark, Run, runs
from tests.pace import within
from tests.samples import long, small, tabled

WORDS = (
    "召开会议",
    "开展检查",
    "落实责任",
    "，",
    "、",
    "。",
    "！”",
    "\n",
    "2024年",
    "12.5%",
    "党委",
    "政府",
    "的",
    "𠮷",
    "，强化措施",
    "（＃）",
)
texts = st.lists(st.sampled_from(WORDS), max_size=24).map("".join)


def shown(row: Row) -> str:
    marks = {Mark.BOTH: "{}", Mark.OLD: "[-{}]", Mark.NEW: "[+{}]"}
    return "".join(marks[run.mark].format(run.text) for run in row.runs)


def said(old: str, new: str) -> list[tuple[str, str]]:
    return [(str(row.fate), shown(row)) for row in compare_texts([("t", old, new)])["t"]]


def side(found: tuple[Run, ...], without: Mark) -> str:
    return "".join(run.text for run in found if run.mark is not without)


@given(texts, texts)
@settings(max_examples=400, deadline=None)
def test_runs_are_both_wordings(old: str, new: str) -> None:
    found = runs(old, new)
    assert (side(found, Mark.NEW), side(found, Mark.OLD)) == (old, new)
    assert all(run.text for run in found)


@given(st.lists(st.tuples(texts, texts), max_size=4))
@settings(max_examples=400, deadline=None)
def test_rows_are_both_texts_and_what_came_is_what_went(pairs: list[tuple[str, str]]) -> None:
    rows = compare_texts((str(at), *pair) for at, pair in enumerate(pairs))
    for at, (old, new) in enumerate(pairs):
        assert "".join(row.old for row in rows[str(at)]) == old
        assert "".join(row.new for row in rows[str(at)]) == new
    every = [(name, row) for name, found in rows.items() for row in found]
    came = sorted((row.new, row.other, name) for name, row in every if row.fate is Fate.CAME)
    assert came == sorted((row.old, name, row.other) for name, row in every if row.fate is Fate.WENT)
    for _, row in every:
        assert (row.old == row.new) is (row.fate is Fate.SAME)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("利用宪法日开展法制宣传。", "利用宪法日开展法治宣传。", "利用宪法日开展法[-制][+治]宣传。"),
        ("全年审查136件，占99.5%。", "全年审查1360件，占100%。", "全年审查[-136][+1360]件，占[-99.5%][+100%]。"),
        ("加强领导，落实责任。", "加强领导，强化措施，落实责任。", "加强领导，[+强化措施，]落实责任。"),
        ("一是宣传不够深入。", "一是宣传形式单一、不够深入。", "一是宣传[+形式单一、]不够深入。"),
        ("全年召开会议4次。", "群众满意。", "[-全年召开会议4次。][+群众满意。]"),
        ("我镇党委政府高度重视。", "我镇党委、政府高度重视。", "我镇党委[+、]政府高度重视。"),
    ],
)
def test_inside_a_sentence_it_reads_well(old: str, new: str, expected: str) -> None:
    assert "".join(words for _, words in said(old, new)) == expected


def test_a_sentence_that_stands_elsewhere_is_moved() -> None:
    first, second, third = "各村都建立了台账。", "镇里每月检查一次。", "问题当月整改到位。"
    assert said(first + second + third, third + first + second) == [
        ("came", f"[+{third}]"), ("same", first), ("same", second), ("went", f"[-{third}]"),
    ]  # fmt: skip


def test_one_sentence_made_two_is_one_change() -> None:
    assert said("开展检查四次，发现问题三个。乙村没有。", "开展检查四次。发现问题三个。乙村没有。") == [
        ("changed", "开展检查四次[-，][+。]发现问题三个。"), ("same", "乙村没有。"),
    ]  # fmt: skip


def parts_of(found: Comparison, kind: Kind) -> dict[str, Part]:
    return {part.id: part for part in found.parts if part.kind is kind}


def changed(found: Comparison) -> list[str]:
    return [part.id for part in found.parts if not part.is_same]


def test_each_kind_of_change_is_named_and_counted() -> None:
    old = small()
    new = edits.rename(write(old, "title", "关于2025年法治政府建设情况的报告"), "s4", "存在的不足")
    new = edits.set_paragraphs(new, "s2", ("全年召开专题会议5次，研究解决问题6项。", "镇长亲自部署。"))
    found = compare(old, new)
    assert changed(found) == ["title", "s2", "s4"]
    assert (found.places, found.added, found.removed) == (3, 1, 5)  # 度, 4 and 和原因 went, 5 came
    assert [row.place for row in parts_of(found, Kind.SECTION)["s2"].rows] == [2, 0, 0]


def test_a_section_moved_is_moved_and_its_text_the_same() -> None:
    old = small()
    new = edits.move_section(old, "s3", -1)
    found = compare(old, new)
    (moved,) = [part for part in found.parts if part.fate is Fate.CAME]
    assert (moved.id, found.places, found.added, found.removed) in {("s3", 1, 0, 0), ("s2", 1, 0, 0)}
    assert moved.before.number != moved.after.number
    order = [part.id for part in found.parts if part.kind is Kind.SECTION]
    assert order == [section.id for section in new.walk()]


def test_a_section_cut_out_and_pasted_with_another_id_is_moved() -> None:
    old = small()
    section = replace(old.section("s4"), id="fresh")
    new = edits.insert_section(edits.remove_section(old, "s4"), BODY_ID, 0, section)
    found = compare(old, new)
    assert [(part.id, part.was, part.fate) for part in found.parts if not part.is_same] == [("fresh", "s4", Fate.CAME)]
    assert (found.places, found.added, found.removed) == (1, 0, 0)


def test_a_section_that_went_stands_where_it_stood_and_is_one_change() -> None:
    old = small()
    found = compare(old, edits.remove_section(old, "s2"))
    order = [part.id for part in found.parts if part.kind is Kind.SECTION]
    assert order == ["body", "s1", "s2", "s3", "s4"]
    gone = parts_of(found, Kind.SECTION)["s2"]
    assert (gone.fate, gone.place, found.places) == (Fate.DELETED, 1, 1)
    assert {row.place for row in gone.rows} == {1}


def test_a_sentence_taken_to_another_section_is_one_move() -> None:
    old = small()
    new = edits.set_paragraphs(old, "s2", ("全年召开专题会议4次，研究解决问题6项。",))
    new = edits.set_paragraphs(new, "s4", ("一是宣传不够深入。镇长亲自部署。",))
    found = compare(old, new)
    rows = parts_of(found, Kind.SECTION)["s4"].rows
    assert [(row.fate, row.other) for row in rows] == [(Fate.SAME, ""), (Fate.CAME, "s2")]
    assert (found.places, found.added, found.removed) == (1, 0, 0)


def test_tables_are_compared_by_cells_rows_and_columns() -> None:
    old = tabled()
    table = set_cell(old.tables[0], 3, 1, "88")
    new = replace(old, tables=(insert_row(table, 3), *old.tables[1:]))
    found = compare(old, new)
    grid = parts_of(found, Kind.TABLE)[table.id].grid
    kinds = [{cell.fate for cell in line} for line in grid]
    assert kinds.count({Fate.ADDED}) == 1
    assert [shown(cell) for line in grid for cell in line if cell.fate is Fate.CHANGED] == ["[-86][+88]"]
    wider = compare(old, replace(old, tables=(insert_column(old.tables[0], 2), *old.tables[1:])))
    kinds = [[cell.fate for cell in line] for line in parts_of(wider, Kind.TABLE)[table.id].grid]
    assert all(line == [Fate.SAME] * 2 + [Fate.ADDED] + [Fate.SAME] * 4 for line in kinds)


def test_a_table_that_came_or_went_is_one_change_with_its_place() -> None:
    old = small()
    new = insert_table(old, "s2", 1, Table("x", (("甲", "乙"), ("1", "2")), caption="表题"))
    found = compare(old, new)
    assert (found.places, {part.place for part in found.parts if part.kind is Kind.TABLE}) == (1, {1})
    assert compare(new, remove_table(new, new.tables[0].id)).places == 1


def change_words(document: Document, key: str, pick: random.Random) -> Document:
    rows = list(document.section(key).paragraphs)
    if pick.random() < 0.3:
        pick.shuffle(rows)
    elif rows and pick.random() < 0.5:
        at = pick.randrange(len(rows))
        rows[at] = rows[at][:4] + "改" + rows[at][6:]
    else:
        rows.insert(pick.randrange(len(rows) + 1), f"新写的第{pick.randrange(99)}句话。另有一句。")
    return edits.set_paragraphs(document, key, tuple(rows))


def change_tree(document: Document, key: str, pick: random.Random) -> Document:
    if key == BODY_ID:
        return edits.insert_section(document, key, 0, Section(edits.fresh_id(document), "加的一节", ("加的一句话。",)))
    ways = (edits.remove_section, lambda d, k: edits.move_section(d, k, pick.choice((-1, 1))),
            lambda d, k: edits.rename(d, k, "另起的小标题"), lambda d, k: edits.set_run_in(d, k, run_in=True))  # fmt: skip
    return pick.choice(ways)(document, key)


def change_table(document: Document, _key: str, pick: random.Random) -> Document:
    if not document.tables:
        return document
    ways = (lambda t: set_cell(t, 0, 0, "改"), lambda t: insert_row(t, 1), lambda t: insert_column(t, 0),
            lambda t: remove_row(t, len(t.rows) - 1))  # fmt: skip
    return update_table(document, pick.choice(document.tables).id, pick.choice(ways))


def change_field(document: Document, _key: str, pick: random.Random) -> Document:
    return write(document, pick.choice(("title", "signature", "closing", "attachments")), "另写的一行。\n两行")


def edited(document: Document, pick: random.Random) -> Document:
    """Return the document after one edit of any kind."""
    ways = (change_words, change_words, change_tree, change_table, change_field)
    return pick.choice(ways)(document, pick.choice([section.id for section in document.body.walk()]), pick)


def tree(found: Comparison, side: str) -> list[tuple[str, int]]:
    spots = [
        ((part.was or part.id) if side == "before" else part.id, getattr(part, side))
        for part in found.parts
        if getattr(part, side)
    ]
    return [(key, spot.level) for key, spot in sorted(spots, key=lambda pair: pair[1].order)]


def levels(document: Document) -> list[tuple[str, int]]:
    return [(section.id, edits.level_of(document, section.id)) for section in document.walk()]


def rebuilt(found: Comparison, side: str) -> dict[str, str]:
    """Return all texts of one version, from nothing but the comparison."""
    made: dict[str, str] = {}
    for part in found.parts:
        key = (part.was or part.id) if side == "old" else part.id
        if part.kind is Kind.FIELD or (part.before if side == "old" else part.after):
            made[key] = "".join(getattr(row, side) for row in part.rows)
            if part.heading:
                made[key + HEADING_SUFFIX] = getattr(part.heading, side)
        if part.kind is Kind.TABLE:
            nowhere = Fate.ADDED if side == "old" else Fate.DELETED
            lines = [[getattr(cell, side) for cell in line if cell and cell.fate is not nowhere] for line in part.grid]
            made[key] = repr([line for line in lines if line])
    return {key: text for key, text in made.items() if text and text != "[]"}


def texts_of(document: Document) -> dict[str, str]:
    made = {name: read(document, name) for name in NAMES}
    for section in document.walk():
        made |= {section.id: "\n".join(section.paragraphs), section.id + HEADING_SUFFIX: section.heading}
    made |= {table.id: repr([list(row) for row in table.rows]) for table in document.tables}
    return {key: text for key, text in made.items() if text}


@given(st.integers(0, 10**9), st.integers(1, 12))
@example(42657, 8)  # a row went and a column came: one cell is in neither
@settings(max_examples=250, deadline=None)
def test_both_versions_can_be_had_back_from_the_comparison(seed: int, count: int) -> None:
    pick = random.Random(seed)  # noqa: S311 - no secret
    old = new = pick.choice((small(), sample(), tabled()))
    for _ in range(count):
        new = edited(new, pick)
    for one, other in ((old, new), (new, old)):
        found = compare(one, other)
        assert rebuilt(found, "old") == texts_of(one)
        assert rebuilt(found, "new") == texts_of(other)
        assert (tree(found, "before"), tree(found, "after")) == (levels(one), levels(other))
        assert (found.places == 0) is (one == other)
        places = {
            place
            for part in found.parts
            for place in (part.place, *(row.place for row in part.lines), *(choice.place for choice in part.choices))
        }
        assert places | {choice.place for choice in found.choices} | {0} == set(range(found.places + 1))


def test_fifty_thousand_characters_take_no_longer_than_a_few_hashes_of_them() -> None:
    old = long(50_000)
    new = old
    for at in range(0, 30, 3):
        rows = old.section(f"t{at}").paragraphs
        new = edits.set_paragraphs(new, f"t{at}", (rows[0].replace("136", str(200 + at)), *rows[2:], "新写的一段话。"))
    new = edits.move_section(new, "t4", 1)
    compare(old, new)
    assert within(
        40, lambda: compare(old, new), lambda: [sum(map(ord, "\n".join(part.paragraphs))) for part in old.walk()]
    )
