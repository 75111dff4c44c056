"""Two people's changes to one report: structure, fields, attachments, tables; nothing vanishes, nothing is made up."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen import edits
from gongwen.anchors import anchored
from gongwen.codec import from_plain, to_plain
from gongwen.document import Document, Merge, Section, Table
from gongwen.errors import EditError
from gongwen.sample import sample
from gongwen.tables import (
    insert_column,
    insert_row,
    insert_table,
    merge_cells,
    remove_column,
    remove_row,
    remove_table,
    set_cell,
    update_table,
)
from gongwen.targets import write
from gongwen.together import Kind, merge


def chapter(key: str, heading: str, *paragraphs: str, children: tuple[Section, ...] = ()) -> Section:
    return Section(key, heading, paragraphs, tuple(children))


@pytest.fixture
def base() -> Document:
    body = Section(
        "body",
        paragraphs=("按照要求，报告如下。",),
        children=(
            chapter("a", "主要做法", children=(chapter("a1", "领导", "开会3次。"), chapter("a2", "宣传", "办班2期。"))),
            chapter("b", "不足", "人手不够。"),
            chapter("c", "打算", "继续努力。"),
        ),
    )
    return Document(title="关于工作的报告", body=body, attachments=("名单", "清单"))


def ids(document: Document) -> list[str]:
    return [part.id for part in document.walk()]


def test_different_sections_fields_and_tables_are_all_taken(base: Document) -> None:
    mine = edits.set_paragraphs(write(base, "date", "2026年1月5日"), "a1", ("开会5次。",))
    theirs = edits.rename(edits.set_paragraphs(base, "b", ("人手不够。", "经费不够。")), "b", "存在的不足")
    merged = merge(base, mine, theirs)
    assert merged.questions == ()
    assert merged.document == edits.set_paragraphs(write(theirs, "date", "2026年1月5日"), "a1", ("开会5次。",))


def test_a_section_deleted_under_somebody_comes_back_as_a_question(base: Document) -> None:
    mine = edits.set_paragraphs(base, "a1", ("开会5次。",))
    theirs = edits.remove_section(base, "a")
    merged = merge(base, mine, theirs)
    assert ids(merged.document) == ids(base)
    assert merged.document.section("a1").paragraphs == ("开会5次。",)
    (only,) = merged.questions
    assert (only.kind, only.target, only.theirs) == (Kind.THEIRS_DELETED, "a", "")
    assert "开会5次。" in only.mine
    other = merge(base, theirs, mine)
    assert other.document == mine
    assert [(each.kind, each.target) for each in other.questions] == [(Kind.MINE_DELETED, "a")]


def test_a_section_nobody_else_touched_is_deleted_without_a_word(base: Document) -> None:
    merged = merge(base, edits.remove_section(base, "a2"), edits.set_paragraphs(base, "a1", ("开会5次。",)))
    assert "a2" not in ids(merged.document)
    assert merged.questions == ()


def test_both_add_move_and_rename(base: Document) -> None:
    mine = edits.insert_section(base, "body", 1, chapter("m", "我加的", "我写的。"))
    mine = edits.move_section(mine, "c", -1)
    theirs = edits.insert_section(base, "body", 1, chapter("t", "他加的", "他写的。"))
    theirs = edits.rename(edits.indent_section(theirs, "b"), "c", "下一步打算")
    merged = merge(base, mine, theirs)
    assert merged.questions == ()
    assert sorted(ids(merged.document)) == sorted([*ids(base), "m", "t"])
    assert merged.document.section("c").heading == "下一步打算"
    assert "b" in [child.id for child in merged.document.section("t").children]


def test_a_section_added_under_one_that_was_deleted_brings_it_back(base: Document) -> None:
    mine = edits.insert_section(base, "b", 0, chapter("n", "经费", "不够。"))
    merged = merge(base, mine, edits.remove_section(base, "b"))
    assert {"b", "n"} <= set(ids(merged.document))
    assert [each.kind for each in merged.questions] == [Kind.THEIRS_DELETED]


def test_two_moves_never_make_a_circle_or_a_fifth_level(base: Document) -> None:
    mine = edits.indent_section(base, "b")
    theirs = edits.indent_section(base, "c")
    merged = merge(base, mine, theirs)
    assert sorted(ids(merged.document)) == sorted(ids(base))
    assert from_plain(to_plain(merged.document)) == merged.document


def test_one_field_written_by_both_is_asked(base: Document) -> None:
    merged = merge(base, write(base, "title", "关于我的报告"), write(base, "title", "关于他的报告"))
    assert merged.document.title == "关于他的报告"
    assert [(each.target, each.mine) for each in merged.questions] == [("title", "关于我的报告")]


def test_attachments_keep_their_texts_whoever_adds_and_moves(base: Document) -> None:
    base = replace(base, annexes=(Section("x1", "名单", ("张三",)), Section("x2", "清单", ("一件",))))
    mine = replace(
        base, attachments=("名单", "清单", "我的表"), annexes=(*base.annexes, Section("x3", "我的表", ("我",)))
    )
    theirs = replace(base, attachments=("清单", "名单"), annexes=(base.annexes[1], base.annexes[0]))
    merged = merge(base, mine, theirs).document
    pairs = dict(zip(merged.attachments, (part.paragraphs for part in merged.annexes), strict=True))
    assert pairs == {"清单": ("一件",), "名单": ("张三",), "我的表": ("我",)}
    assert merged.attachments[0] == "清单"


def test_cells_of_one_table_are_merged_one_by_one(base: Document) -> None:
    base = insert_table(base, "b", 1, Table("", (("项", "数"), ("甲", "1"), ("乙", "2"))))
    key = base.tables[0].id
    mine = update_table(base, key, lambda table: set_cell(table, 1, 1, "11"))
    theirs = update_table(base, key, lambda table: set_cell(table, 2, 1, "22"))
    merged = merge(base, mine, theirs)
    assert merged.questions == ()
    assert merged.document.tables[0].rows == (("项", "数"), ("甲", "11"), ("乙", "22"))
    other = merge(base, mine, update_table(base, key, lambda table: set_cell(table, 1, 1, "12")))
    assert [(each.target, each.mine, each.theirs) for each in other.questions] == [(f"{key}@3", "11", "12")]


GRID = (("项", "数", "说明"), ("甲村", "12", "完成"), ("乙村", "25", "完成"), ("丙村", "38", "在办"))


def tabled(base: Document, table: Table) -> tuple[Document, str]:
    made = insert_table(base, "b", 1, table)
    return made, made.tables[0].id


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (lambda table: insert_row(table, 1), [GRID[0], ("", "", ""), GRID[1], GRID[2], ("丙村", "39", "在办")]),
        (lambda table: remove_row(table, 1), [GRID[0], GRID[2], ("丙村", "39", "在办")]),
        (
            lambda table: insert_column(table, 1),
            [(row[0], "", *row[1:]) for row in (*GRID[:3], ("丙村", "39", "在办"))],
        ),
        (lambda table: remove_column(table, 2), [*(row[:2] for row in GRID[:3]), ("丙村", "39")]),
        (lambda table: set_cell(insert_row(remove_row(table, 1), 1), 1, 0, "丁村"), [GRID[0], ("丁村", "", ""), GRID[2], ("丙村", "39", "在办")]),
    ],
)  # fmt: skip
def test_who_writes_in_a_cell_meets_nobody_who_changes_rows_or_columns(
    base: Document, change: Callable[[Table], Table], rows: list[tuple[str, ...]]
) -> None:
    base, key = tabled(base, Table("", GRID))
    one = update_table(base, key, lambda table: set_cell(table, 3, 1, "39"))
    other = update_table(base, key, change)
    for mine, theirs in ((one, other), (other, one)):
        merged = merge(base, mine, theirs)
        assert merged.questions == ()
        assert [list(table.rows) for table in merged.document.tables] == [rows]


def test_rows_that_both_put_in_at_one_place_are_both_there(base: Document) -> None:
    base, key = tabled(base, Table("", GRID))
    mine = update_table(base, key, lambda table: set_cell(insert_row(table, 2), 2, 0, "我"))
    theirs = update_table(base, key, lambda table: set_cell(insert_row(table, 2), 2, 0, "他"))
    (table,) = merge(base, mine, theirs).document.tables
    assert table.rows == (*GRID[:2], ("他", "", ""), ("我", "", ""), *GRID[2:])


def test_a_row_that_one_took_away_while_another_wrote_in_it_stays(base: Document) -> None:
    base, key = tabled(base, Table("", GRID))
    wrote = update_table(base, key, lambda table: set_cell(table, 2, 1, "26"))
    took = update_table(base, key, lambda table: remove_row(table, 2))
    for mine, theirs in ((wrote, took), (took, wrote)):
        assert merge(base, mine, theirs).document.tables == wrote.tables


def test_a_row_beside_joined_cells_moves_them_and_a_cell_is_written_in(base: Document) -> None:
    base, key = tabled(base, Table("", (GRID[0], ("甲村", "12", ""), *GRID[2:]), merges=(Merge(1, 1, 1, 2),)))
    mine = update_table(base, key, lambda table: insert_row(table, 1))
    theirs = update_table(base, key, lambda table: set_cell(table, 1, 1, "13"))
    (table,) = merge(base, mine, theirs).document.tables
    assert (table.rows[2], table.merges) == (("甲村", "13", ""), (Merge(2, 1, 1, 2),))


def test_a_table_in_which_both_joined_cells_is_kept_in_both_forms(base: Document) -> None:
    base, key = tabled(base, Table("", GRID))
    mine = update_table(base, key, lambda table: merge_cells(table, Merge(1, 0, 2, 1)))
    theirs = update_table(base, key, lambda table: merge_cells(table, Merge(1, 0, 3, 1)))
    merged = merge(base, mine, theirs).document
    assert [table.merges for table in merged.tables] == [(Merge(1, 0, 3, 1),), (Merge(1, 0, 2, 1),)]
    placed = [anchored(text) for text in merged.section("b").paragraphs if anchored(text)]
    assert placed == [table.id for table in merged.tables]


def test_a_table_deleted_while_another_writes_in_it_stays(base: Document) -> None:
    base = insert_table(base, "b", 1, Table("", (("项", "数"), ("甲", "1"))))
    key = base.tables[0].id
    theirs = update_table(base, key, lambda table: set_cell(table, 1, 1, "11"))
    merged = merge(base, remove_table(base, key), theirs)
    assert merged.document.tables == theirs.tables
    assert [each.kind for each in merged.questions] == [Kind.MINE_DELETED]


WORDS = ("法治", "培训", "监督", "会议", "12件", "整改")


def changed(rng: random.Random, document: Document) -> Document:
    """What one person does in a minute: writes, renames, adds, moves, deletes."""
    for _ in range(rng.randint(1, 5)):
        key = rng.choice([part.id for part in document.body.walk()])
        section = document.section(key)
        line = "".join(rng.choices(WORDS, k=4)) + str(rng.random()) + "。"
        what = rng.randint(0, 8)
        try:
            if what <= 3:
                at = rng.randint(0, len(section.paragraphs))
                rows = (*section.paragraphs[:at], line, *section.paragraphs[at:])
                document = edits.set_paragraphs(document, key, rows)
            elif what == 4:
                document = write(document, rng.choice(["title", "closing", "addressees", "note"]), line)
            elif key == "body" or what == 5:
                new = chapter(edits.fresh_id(document), line, line)
                document = edits.insert_section(document, key, rng.randint(0, len(section.children)), new)
            elif what == 6:
                document = edits.remove_section(document, key)
            elif what == 7:
                document = rng.choice([edits.indent_section, edits.outdent_section])(document, key)
            else:
                document = edits.move_section(document, key, rng.choice([-1, 1]))
        except EditError:
            continue
    return document


def sentences_of(document: Document) -> set[str]:
    texts = [document.title, document.addressees, document.note, *document.closing]
    return {text for part in document.walk() for text in (part.heading, *part.paragraphs)} | set(texts)


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 2**40))
def test_whatever_two_people_do_to_a_report_nothing_is_lost(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a seed, so that a failure can be seen again
    base = sample()
    mine, theirs = changed(rng, base), changed(rng, base)
    merged = merge(base, mine, theirs)
    document = merged.document
    keys = ids(document)
    assert len(keys) == len(set(keys))
    assert from_plain(to_plain(document)) == document
    known = sentences_of(base) | sentences_of(mine) | sentences_of(theirs)
    assert sentences_of(document) <= known
    asked = "\n".join(text for each in merged.questions for text in (each.mine, each.theirs))
    for text in sentences_of(mine) - sentences_of(base):
        assert text in sentences_of(document) or text in asked
    for text in sentences_of(theirs) - sentences_of(base):
        assert text in sentences_of(document) or text in asked
    assert merge(base, mine, base).document == mine
    assert merge(base, base, theirs).document == theirs
