"""Words are found in all that was saved before they are looked for, with their place, on a file and on a server, with an index or without."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, event, text

import gongwen.store.search
from gongwen import edits
from gongwen.document import HEADING, UNIT, Document, Location, Section
from gongwen.paragraphs import mark_of
from gongwen.person import Person
from gongwen.store import Store
from gongwen.store.index import NAME
from gongwen.store.schema import blob, change
from tests.samples import FIGURES, small, tabled


@pytest.fixture(params=["index", "no index"])
def store(request: pytest.FixtureRequest, where: Path | str, monkeypatch: pytest.MonkeyPatch) -> Store:
    if request.param == "no index":
        monkeypatch.setattr(gongwen.store.search, "index_of", lambda _connection: None)
    return Store.open(where, Person("甲"))


def names(store: Store, words: str) -> set[str]:
    return {found.id for found in store.search.find(words).reports}


def places(store: Store, words: str) -> list[tuple[str, int, str]]:
    """Return where words were found first of all: section, paragraph, and what the range holds."""
    return [
        (hit.place.section, hit.place.paragraph, "".join(text for text, marked in hit.pieces if marked))
        for found in store.search.find(words).reports
        for hit in found.hits
    ]


def test_what_is_saved_is_found_at_once_and_what_was_taken_out_no_more(store: Store) -> None:
    saved = store.create(small())
    assert names(store, "专题会议") == {saved.id}
    saved = store.save(saved.id, edits.set_paragraphs(small(), "s2", ("改成了石墨烯产业。",)), saved.version)
    assert names(store, "专题会议") == set()
    assert names(store, "石墨烯") == {saved.id}
    store.save(saved.id, small(), saved.version)
    assert names(store, "专题会议") == {saved.id}
    assert names(store, "石墨烯") == set()


def test_a_hit_names_its_place_and_shows_the_words_in_their_text(store: Store) -> None:
    store.create(small())
    ((found,),) = [store.search.find("会议４次").reports]
    (hit,) = found.hits
    assert hit.place == Location("s2", 0, 6, 10)
    assert small().section("s2").paragraphs[0][6:10] == "会议4次"
    assert hit.heading == "（一）加强组织领导"
    assert "".join(piece for piece, _ in hit.pieces) == small().section("s2").paragraphs[0]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("法治政府建设情况", ("title", 0)),
        ("清溪镇人民政府", ("signature", 1)),
        ("行政执法数据表", ("attachments", 0)),
        ("特此报告", ("closing", 0)),
        ("加强组织", ("s2", HEADING)),
        ("县委县政府", ("addressees", 0)),
        ("习近平法治思想", ("body", 0)),
    ],
)
def test_titles_fields_and_headings_are_found_too(store: Store, words: str, place: tuple[str, int]) -> None:
    store.create(small())
    assert place in [found[:2] for found in places(store, words)]


def test_cells_and_captions_of_tables_are_found(store: Store) -> None:
    store.create(tabled())
    assert ("b1", 12 + 5, "双随机”、一公开") not in places(store, "双随机")
    assert [found[:2] for found in places(store, "双随机一公开")] == [("b1", 17)]
    assert FIGURES.rows[2][5][2:11] == "“双随机、一公开”"
    assert ("b1", HEADING) in [found[:2] for found in places(store, FIGURES.caption)]
    assert ("b1", UNIT) in [found[:2] for found in places(store, "万元")]


def test_all_words_must_occur_and_may_stand_in_different_paragraphs(store: Store) -> None:
    saved = store.create(small())
    assert names(store, "镇长 专题会议") == {saved.id}
    assert names(store, "镇长 案卷评查") == set()
    assert names(store, "") == names(store, "，。") == set()


def test_an_items_mark_is_no_text_and_its_place_counts_it(store: Store) -> None:
    item = "＃是宣传不够深入。"
    store.create(edits.set_paragraphs(small(), "s4", (item,)))
    (hit,) = store.search.find("宣传不够").reports[0].hits
    start = len(mark_of(item))
    assert (hit.place.start, hit.place.end) == (start, start + 4)
    assert names(store, "是宣传不够") == set()


def test_the_bin_is_not_searched_and_the_archive_is(store: Store) -> None:
    first, second = store.create(small()), store.create(small())
    store.delete(first.id)
    store.archive(second.id)
    assert names(store, "专题会议") == {second.id}
    assert {found.id for found in store.search.find("专题会议", lambda name: name == first.id).reports} == {first.id}


def test_of_many_reports_the_first_are_shown_and_it_is_said_that_there_are_more(store: Store) -> None:
    every = [store.create(replace(small(), title=f"第{number}份")).id for number in range(23)]
    found = store.search.find("专题会议")
    assert found.more
    assert len(found.reports) == 20
    assert {each.id for each in found.reports} <= set(every)
    few = store.search.find("专题会议", lambda name: name in every[:3])
    assert ({each.id for each in few.reports}, few.more) == (set(every[:3]), False)


def test_a_report_full_of_a_word_shows_three_places_and_says_that_there_are_more(store: Store) -> None:
    sections = tuple(Section(f"v{at}", f"第{at}节", ("石墨烯产业。",)) for at in range(6))
    body = replace(small().body, children=sections)
    store.create(replace(small(), body=body))
    (found,) = store.search.find("石墨烯").reports
    assert ([hit.place.section for hit in found.hits], found.more) == (["v0", "v1", "v2"], True)


def test_what_an_index_gives_back_wrongly_is_read_and_left_out(store: Store) -> None:
    store.create(edits.set_paragraphs(small(), "s2", ("工作好，作报表，写报告。",)))
    assert names(store, "工作报告") == set()
    right = store.create(edits.set_paragraphs(small(), "s2", ("政府工作报告。",)))
    assert names(store, "工作报告") == {right.id}


def test_a_search_without_patience_says_how_many_reports_wait(where: Path | str) -> None:
    store = Store.open(where)
    for _ in range(3):
        store.create(small())
    assert store.search.find("专题会议", patience=0).waiting == 2
    assert store.search.prepare() == 0
    assert store.search.find("专题会议", patience=0).waiting == 0


def test_other_windows_saves_are_found_and_indexed_once(where: Path | str) -> None:
    one, two = Store.open(where, Person("甲")), Store.open(where, Person("乙"))
    saved = one.create(small())
    assert names(two, "专题会议") == {saved.id}
    one.save(saved.id, edits.set_paragraphs(small(), "s4", ("石墨烯。",)), 1)
    assert names(two, "石墨烯") == names(one, "石墨烯") == {saved.id}
    with one._access.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM passage")).scalar() == 6


def test_a_save_writes_nothing_into_the_index(where: Path | str) -> None:
    store = Store.open(where)
    saved = store.create(small())
    store.search.prepare()
    written: list[str] = []
    event.listen(store._access.engine, "before_cursor_execute", lambda *args: written.append(args[2]))
    store.save(saved.id, edits.set_paragraphs(small(), "s4", ("石墨烯。",)), 1)
    assert written
    assert not [each for each in written if any(table in each for table in ("passage", "findable"))]


def test_words_that_were_not_copied_with_the_database_are_made_anew(where: Path | str) -> None:
    store = Store.open(where)
    saved = store.create(small())
    assert names(store, "专题会议") == {saved.id}
    with store._access.writing() as connection:
        connection.execute(text(f"DROP TABLE {NAME}"))
    assert names(store, "专题会议") == {saved.id}


def test_a_history_that_has_given_up_old_texts_does_not_mislead(where: Path | str) -> None:
    store = Store.open(where)
    saved = store.create(small())
    store.search.prepare()
    saved = store.save(saved.id, edits.set_paragraphs(small(), "s2", ("石墨烯。",)), 1)
    with store._access.writing() as connection:
        old = text("SELECT digest FROM change WHERE report_id = :name AND part = 's2' AND number = 1")
        digest = connection.execute(old, {"name": saved.id}).scalar()
        connection.execute(delete(change).where(change.c.digest == digest))
        connection.execute(delete(blob).where(blob.c.digest == digest))
    assert names(store, "专题会议") == set()
    assert names(store, "石墨烯") == {saved.id}


def test_a_report_that_cannot_be_read_does_not_keep_the_others_from_being_found(where: Path | str) -> None:
    store = Store.open(where)
    bad, good = store.create(small()), store.create(small())
    with store._access.writing() as connection:
        connection.execute(text("UPDATE report SET frame = '{' WHERE id = :name"), {"name": bad.id})
        connection.execute(text("UPDATE section SET paragraphs = '7' WHERE report_id = :name"), {"name": bad.id})
    assert names(store, "专题会议") == {good.id}


def test_a_very_long_section_is_found_by_any_of_its_words(store: Store) -> None:
    every = "".join(chr(0x4E00 + at) for at in range(20_000))
    saved = store.create(edits.set_paragraphs(small(), "s4", (every, every[::-1])))
    assert names(store, every[19_000:19_020]) == names(store, every[10:0:-1]) == {saved.id}


def test_an_empty_document_has_no_words(store: Store) -> None:
    store.create(Document())
    assert names(store, "任何") == set()
