"""An annotation keeps its place: through edits, moves, deletions and pastes, and never on what only looks like it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bench.anchors import Count, documents, later, measure, twins
from gongwen.document import Location
from gongwen.review.alignment import align
from gongwen.review.anchor import Anchor, Scope, Standing, anchored, on_section
from gongwen.review.following import follow
from gongwen.review.texts import CELLS, key_of, place_of, rewrite, text_of, texts
from gongwen.sample import sample
from gongwen.tables import insert_row, update_table
from tests.samples import small, tabled

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = "一是组织领导不够有力。二是执法宣传流于新式，效果不够好。三是队伍建设还有差距。"


def on(found: Mapping[str, str], words: str) -> Anchor:
    """Return the anchor of words that stand once in the texts."""
    key = next(key for key, text in found.items() if words in text)
    start = found[key].index(words)
    return anchored(found, key, start, start + len(words))


def through(words: str, *states: str) -> Anchor:
    """Return an anchor on words of the first state after all the others."""
    anchor = on({"s1": states[0]}, words)
    for before, after in itertools.pairwise(states):
        anchor = follow({"a": anchor}, {"s1": before}, {"s1": after}).get("a", anchor)
        assert anchor.lost or after[anchor.start : anchor.end] == anchor.now
    return anchor


def test_words_that_stand_are_found_whatever_is_written_before_them() -> None:
    anchor = through("流于新式", TEXT, "去年以来，" + TEXT, "新加的一句。去年以来，" + TEXT.replace("有力", "到位"))
    assert (anchor.now, anchor.standing) == ("流于新式", Standing.OK)


def test_words_that_were_changed_are_found_as_they_are_now() -> None:
    anchor = through("流于新式，效果不够好", TEXT, TEXT.replace("新式", "形式").replace("不够好", "不明显"))
    assert (anchor.now, anchor.quote, anchor.standing) == (
        "流于形式，效果不明显",
        "流于新式，效果不够好",
        Standing.CHANGED,
    )
    again = through("流于新式", TEXT, TEXT.replace("新式", "形式"), TEXT)
    assert (again.now, again.standing) == ("流于新式", Standing.OK)


def test_deleted_words_are_an_orphan_and_come_back_with_them() -> None:
    without = TEXT.replace("二是执法宣传流于新式，效果不够好。", "")
    assert through("流于新式", TEXT, without).standing is Standing.ORPHAN
    back = through("流于新式", TEXT, without, without + "另起一句。", TEXT)
    assert (back.now, back.standing) == ("流于新式", Standing.OK)


def test_a_sentence_cut_in_one_save_and_pasted_into_another_section_in_a_later_one_is_found() -> None:
    first = {"s1": TEXT, "s2": "下一步抓好整改。"}
    cut = {**first, "s1": TEXT.replace("二是执法宣传流于新式，效果不够好。", "")}
    pasted = {**cut, "s2": first["s2"] + "\n二是执法宣传流于新式，效果不够好。"}
    anchor = on(first, "流于新式")
    gone = follow({"a": anchor}, first, cut)["a"]
    back = follow({"a": gone}, cut, pasted)["a"]
    assert (gone.standing, back.standing, back.key, back.now) == (Standing.ORPHAN, Standing.MOVED, "s2", "流于新式")


def test_a_look_alike_that_always_stood_there_is_not_what_was_annotated() -> None:
    twin = "一是宣传不够深入，群众知晓率不高。二是宣传不够广泛，群众知晓率不高。"
    assert through("群众知晓率不高。", twin, "二是宣传不够广泛，群众知晓率不高。").standing is Standing.ORPHAN


def test_an_annotation_on_a_section_goes_and_comes_with_it() -> None:
    found = texts(small())
    anchor = on_section(found, "s4")
    without = {key: text for key, text in found.items() if not key.startswith("s4")}
    gone = follow({"a": anchor}, found, without)["a"]
    assert (gone.standing, gone.quote) == (Standing.ORPHAN, "存在的不足和原因")
    assert follow({"a": gone}, without, found)["a"].standing is Standing.OK
    assert follow({"a": anchor}, found, {**found, "s4": "全部重写。"}) == {}


def test_a_cell_keeps_its_annotation_when_rows_are_put_in_above_it() -> None:
    document = tabled()
    table = document.tables[0]
    row, column = len(table.rows) - 1, 0
    words = table.rows[row][column]
    place = Location(table.id, row * table.columns + column)
    key, start = key_of(document, place)
    found = texts(document)
    anchor = anchored(found, key, start, start + len(words))
    assert anchor.now == words
    after = update_table(document, table.id, lambda each: insert_row(each, 1))
    moved = follow({"a": anchor}, found, texts(after))["a"]
    assert moved.now == words
    assert place_of(after, key, moved.start).paragraph == place.paragraph + table.columns


def test_every_text_of_a_document_can_be_read_and_written_by_its_key() -> None:
    for document in (small(), tabled(), sample()):
        for key, text in texts(document).items():
            assert text_of(document, key) == text
            assert rewrite(document, key, text) == document
            if key.endswith(CELLS) or not text:
                continue
            for at in {0, len(text) // 2, len(text)}:
                place = place_of(document, key, at)
                assert key_of(document, place) == (key, at)


@given(st.lists(st.text("一二三。，\n", max_size=30), min_size=2, max_size=6), st.data())
def test_whatever_is_saved_an_anchor_says_what_stands_there(states: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(states[0])))
    end = data.draw(st.integers(start, len(states[0])))
    anchor = anchored({"s": states[0]}, "s", start, end)
    for before, after in itertools.pairwise(states):
        anchor = follow({"a": anchor}, {"s": before}, {"s": after}).get("a", anchor)
        if not anchor.lost:
            assert after[anchor.start : anchor.end] == anchor.now
            assert anchor.standing is not Standing.OK or anchor.now == anchor.quote


@given(st.text("甲乙丙。\n", max_size=40), st.text("甲乙丙。\n", max_size=40))
def test_what_two_texts_share_stands_in_both_and_in_order(old: str, new: str) -> None:
    found = align(old, new)
    foot = (0, 0)
    for at, to, size in found.blocks:
        assert old[at : at + size] == new[to : to + size]
        assert size
        assert foot <= (at, to)
        assert foot[1] <= to
        foot = at + size, to + size


def test_real_edits_of_whole_reports_leave_annotations_where_they_belong() -> None:
    """The bounds are those the product promises; bench/anchors.py prints the whole table."""
    found = list(documents(3))
    foreign = [text[::-1] for each in found for text in each.values() if len(text) > 100]
    tenth, twin, paste = Count(), Count(), Count()
    for number, each in enumerate(found):
        measure(each, 0.1, 1, f"{number} test", foreign, tenth)
        twins(each, f"{number} twins", twin)
        later(each, f"{number} later", paste)
    assert tenth.right >= 0.995 * tenth.alive
    assert tenth.right >= 0.998 * tenth.attached
    assert twin.false == 0
    assert paste.right >= 0.98 * paste.alive


def test_an_anchor_is_kept_inside_its_text() -> None:
    assert anchored({"s": "三个字"}, "s", -4, 90) == Anchor("s", 0, 3, "三个字", "三个字")
    assert on_section({}, "x").scope is Scope.SECTION
