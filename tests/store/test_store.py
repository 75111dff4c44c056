"""What is saved is there again, a save never writes over another window's, and the bin gives back."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import event

from gongwen import edits
from gongwen.document import BODY_ID, Document, Location, Section
from gongwen.errors import OvertakenError, StoreError
from gongwen.store import OTHER_WINDOW, Store
from tests.samples import long, small
from tests.test_codec import DOCUMENTS


@pytest.fixture
def store(gongwen_home: Path) -> Store:
    return Store.open(gongwen_home)


def retitled(title: str) -> Document:
    return replace(small(), title=title)


@given(document=DOCUMENTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_a_document_comes_back_as_it_was(store: Store, document: Document) -> None:
    saved = store.create(document)
    assert store.load(saved.id).document == document


def test_every_save_makes_a_new_version(store: Store) -> None:
    first = store.create(small())
    second = store.save(first.id, retitled("甲"), first.version)
    third = store.save(first.id, retitled("乙"), second.version)
    assert [first.version, second.version, third.version] == [1, 2, 3]
    assert (store.load(first.id).document, store.load(first.id).version) == (retitled("乙"), 3)
    assert store.load(first.id).saved_at == third.at


def test_a_second_window_does_not_write_over_the_first(gongwen_home: Path) -> None:
    one, two = Store.open(gongwen_home), Store.open(gongwen_home)
    begun = one.create(small())
    opened = two.load(begun.id)
    one.save(begun.id, edits.set_paragraphs(small(), "s4", ("第一个窗口写的。",)), begun.version)
    mine = edits.set_paragraphs(opened.document, "s2", ("第二个窗口写的。",))
    with pytest.raises(OvertakenError, match="另一个窗口"):
        two.save(begun.id, mine, opened.version)
    kept = two.create(mine, label=OTHER_WINDOW)
    assert one.load(begun.id).document.section("s4").paragraphs == ("第一个窗口写的。",)
    assert one.load(begun.id).document.section("s2") == small().section("s2")
    assert one.load(kept.id).document == mine
    assert {(row.id, row.label) for row in one.list()} == {(begun.id, ""), (kept.id, OTHER_WINDOW)}


def test_two_windows_that_saved_the_same_text_do_not_quarrel(gongwen_home: Path) -> None:
    one, two = Store.open(gongwen_home), Store.open(gongwen_home)
    begun = one.create(small())
    opened = two.load(begun.id)
    there = one.save(begun.id, retitled("同样的标题"), begun.version)
    assert two.save(begun.id, retitled("同样的标题"), opened.version) == there


def test_the_window_that_read_the_newer_text_goes_on(gongwen_home: Path) -> None:
    one, two = Store.open(gongwen_home), Store.open(gongwen_home)
    begun = one.create(small())
    later = two.save(begun.id, edits.remove_section(small(), "s1"), two.load(begun.id).version)
    with pytest.raises(OvertakenError):
        one.save(begun.id, retitled("旧"), begun.version)
    read = one.load(begun.id)
    assert read.version == later.version
    one.save(begun.id, replace(read.document, title="新"), read.version)
    assert two.load(begun.id).document == replace(edits.remove_section(small(), "s1"), title="新")


def test_a_save_writes_only_the_section_that_changed(store: Store) -> None:
    document = long(50_000)
    saved = store.create(document)
    written: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *args: written.append(args[2]))
    store.save(saved.id, edits.set_paragraphs(document, "t7", ("改了。",)), saved.version)
    assert sum("UPDATE section" in text or "INSERT INTO section" in text for text in written) == 1


def test_the_list_has_the_last_saved_first_and_leaves_out_the_bin(store: Store) -> None:
    first, second = store.create(retitled("甲")), store.create(retitled("乙"))
    store.save(first.id, retitled("丙"), first.version)
    assert [row.title for row in store.list()] == ["丙", "乙"]
    store.delete(first.id)
    assert [row.id for row in store.list()] == [second.id]
    store.restore(first.id)
    assert len(store.list()) == 2


def test_a_report_that_is_written_on_comes_out_of_the_bin(gongwen_home: Path) -> None:
    one, two = Store.open(gongwen_home), Store.open(gongwen_home)
    begun = one.create(small())
    two.delete(begun.id)
    one.save(begun.id, retitled("还在写"), begun.version)
    assert [row.title for row in two.list()] == ["还在写"]


def test_place_and_import_report_are_kept_and_make_no_new_version(store: Store) -> None:
    begun = store.create(small())
    store.set_place(begun.id, Location("s2", 1, 3, 3))
    store.set_import_report(begun.id, '{"notes": []}')
    draft = store.load(begun.id)
    assert (draft.place, draft.import_report, draft.version) == (Location("s2", 1, 3, 3), '{"notes": []}', 1)


def test_half_a_character_does_not_stop_a_save(store: Store) -> None:
    torn = Document(title="标题\ud83d", body=Section(BODY_ID, paragraphs=("整\ud83d\ude00半\ude00",)))
    kept = store.load(store.create(torn).id).document
    assert (kept.title, kept.body.paragraphs) == ("标题�", ("整😀半�",))


def test_a_report_that_is_not_there_is_a_sentence(store: Store) -> None:
    with pytest.raises(StoreError, match="没有找到"):
        store.load("nowhere")
    with pytest.raises(StoreError, match="没有找到"):
        store.save("nowhere", small(), 1)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE report SET frame = '{}'",
        "UPDATE report SET frame = 'kein json'",
        "UPDATE section SET paragraphs = '{'",
        "UPDATE section SET paragraphs = '7'",
    ],
)
def test_a_damaged_row_is_a_sentence(store: Store, gongwen_home: Path, damage: str) -> None:
    name = store.create(small()).id
    with sqlite3.connect(gongwen_home / "drafts.db") as connection:
        connection.execute(damage)
    with pytest.raises(StoreError, match="读不出来"):
        store.load(name)


def test_a_place_that_cannot_be_read_is_forgotten(store: Store, gongwen_home: Path) -> None:
    name = store.create(small()).id
    for bad in ("{", "[1,2,3,4,5,6]", "7"):
        with sqlite3.connect(gongwen_home / "drafts.db") as connection:
            connection.execute("UPDATE report SET place = ?", (bad,))
        assert store.load(name).place is None


def test_the_log_of_writes_does_not_grow_without_end(store: Store, gongwen_home: Path) -> None:
    document = long(50_000)
    saved = store.create(document)
    for number in range(600):
        document = edits.set_paragraphs(document, f"t{number % 30}", (f"{number}" + "字" * 2000,))
        saved = store.save(saved.id, document, saved.version)
    assert (gongwen_home / "drafts.db-wal").stat().st_size < 8 << 20
    assert (gongwen_home / "drafts.db").stat().st_size < 2 << 20
    store.close()
    assert not (gongwen_home / "drafts.db-wal").exists()
