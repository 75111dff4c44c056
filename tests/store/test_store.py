"""What is saved is there again, a save never writes over another window's, and the bin gives back."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import event, text, update

from gongwen import edits
from gongwen.document import BODY_ID, Document, Location, Section
from gongwen.errors import NotAllowedError, OvertakenError, StoreError
from gongwen.person import Person
from gongwen.store import Answer, Role, Store
from gongwen.store.schema import report
from gongwen.store.store import fresh_id
from gongwen.store.watch import Watch
from tests.samples import long, small
from tests.test_codec import DOCUMENTS


@pytest.fixture
def store(where: Path | str) -> Store:
    return Store.open(where)


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


def test_a_second_window_does_not_write_over_the_first(where: Path | str) -> None:
    one, two = Store.open(where), Store.open(where)
    begun = one.create(small())
    opened = two.load(begun.id)
    one.save(begun.id, edits.set_paragraphs(small(), "s4", ("第一个窗口写的。",)), begun.version)
    mine = edits.set_paragraphs(opened.document, "s2", ("第二个窗口写的。",))
    saved = two.save(begun.id, mine, opened.version)
    both = edits.set_paragraphs(mine, "s4", ("第一个窗口写的。",))
    assert (saved.version, saved.document, saved.questions) == (3, both, ())
    assert one.load(begun.id).document == both
    assert one.history.versions(begun.id)[-1].base == 1


def test_what_two_windows_wrote_in_one_sentence_is_kept_as_a_question(where: Path | str) -> None:
    one, two = Store.open(where, Person("甲")), Store.open(where, Person("乙"))
    begun = one.create(small())
    one.save(begun.id, edits.set_paragraphs(small(), "s4", ("第一个窗口写的。",)), begun.version)
    mine = edits.set_paragraphs(small(), "s4", ("第二个窗口写的。",))
    with pytest.raises(OvertakenError):
        two.save(begun.id, mine, begun.version, ask=False)
    assert one.load(begun.id).version == 2
    saved = two.save(begun.id, mine, begun.version)
    assert saved.document.section("s4").paragraphs == ("第一个窗口写的。",)
    (asked,) = one.questions.open(begun.id)
    assert (asked.question.mine, asked.mine.by) == ("第二个窗口写的。", "乙")
    assert (asked.question.theirs, asked.theirs.by) == ("第一个窗口写的。", "甲")
    assert two.questions.settle(begun.id, asked.id, Answer.MINE, "第二个窗口写的。")
    assert not one.questions.settle(begun.id, asked.id, Answer.THEIRS, "第一个窗口写的。")
    assert one.questions.open(begun.id) == ()
    assert one.questions.all(begun.id)[0].answered.by == "乙"


def test_every_version_can_be_had_again(store: Store) -> None:
    texts = [edits.set_paragraphs(small(), "s4", (f"第{at}稿。",)) for at in range(5)]
    saved = store.create(small())
    for each in texts:
        saved = store.save(saved.id, each, saved.version)
    shorter = edits.remove_section(texts[-1], "s4")
    saved = store.save(saved.id, shorter, saved.version)
    assert [store.history.at(saved.id, number) for number in range(1, 8)] == [small(), *texts, shorter]
    assert [version.parts for version in store.history.versions(saved.id)][1:3] == [("s4",), ("s4",)]


def test_who_wrote_a_sentence_last_is_known(where: Path | str) -> None:
    one, two = Store.open(where, Person("甲")), Store.open(where, Person("乙"))
    saved = one.create(edits.set_paragraphs(small(), "s4", ("甲写的一句。甲写的二句。",)))
    after = edits.set_paragraphs(small(), "s4", ("甲写的二句。乙写的一句。", "甲写的一句。"))
    two.save(saved.id, after, two.load(saved.id).version)
    found = [(author.text, author.actor) for author in one.history.authors(saved.id, "s4") if author.text != "\n"]
    assert found == [("甲写的二句。", "甲"), ("乙写的一句。", "乙"), ("甲写的一句。", "甲")]


def test_only_those_who_may_write_do(where: Path | str) -> None:
    one, two = Store.open(where, Person("甲")), Store.open(where, Person("乙"))
    saved = one.create(small())
    one.members.set(saved.id, {"甲": Role.DRAFTER, "乙": Role.READER})
    for act in (
        lambda: two.save(saved.id, retitled("乙改"), 1),
        lambda: two.delete(saved.id),
        lambda: two.members.set(saved.id, {}),
        lambda: two.history.mark(saved.id, "定稿"),
    ):
        with pytest.raises(NotAllowedError, match="只读"):
            act()
    assert one.save(saved.id, retitled("甲改"), 1).version == 2
    with pytest.raises(NotAllowedError, match="总要有一个人"):
        one.members.set(saved.id, {"乙": Role.READER})


def soon(watch: Watch) -> bool:
    """Whether a watch tells of something within a second: a server's word comes by itself, but not in the same moment."""
    until = time.monotonic() + 1
    while not watch.changed():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def test_a_watch_tells_of_what_others_store(where: Path | str) -> None:
    one, two = Store.open(where), Store.open(where)
    saved = one.create(small())
    watch = two.watch()
    assert not watch.changed()
    one.save(saved.id, retitled("甲"), 1)
    assert soon(watch)
    assert not watch.changed()
    one.presence.say(saved.id, "s4")
    assert soon(watch)
    assert [(here.actor, here.target) for here in two.presence.others(saved.id)] == [(one.person.name, "s4")]
    one.presence.leave(saved.id)
    assert two.presence.others(saved.id) == ()
    watch.close()


def test_what_could_not_be_saved_is_kept_for_its_writer_alone(where: Path | str) -> None:
    one, again, other = (Store.open(where, Person(name)) for name in ("甲", "甲", "乙"))
    name = one.create(small()).id
    one.unsaved.keep(name, 1, {"s4": ("原来的", "写到一半")})
    (left,) = again.unsaved.left(name)
    assert (left.target, left.base, left.text, left.version) == ("s4", "原来的", "写到一半", 1)
    assert other.unsaved.left(name) == one.unsaved.left(name) == ()
    again.unsaved.forget(name, left.session)
    assert again.unsaved.left(name) == ()


def test_two_windows_that_saved_the_same_text_do_not_quarrel(where: Path | str) -> None:
    one, two = Store.open(where), Store.open(where)
    begun = one.create(small())
    opened = two.load(begun.id)
    there = one.save(begun.id, retitled("同样的标题"), begun.version)
    here = two.save(begun.id, retitled("同样的标题"), opened.version)
    assert (here.version, here.at, here.questions) == (there.version, there.at, ())


def test_a_save_writes_only_the_section_that_changed(store: Store) -> None:
    document = long(50_000)
    saved = store.create(document)
    written: list[str] = []
    event.listen(store._access.engine, "before_cursor_execute", lambda *args: written.append(args[2]))
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


def test_a_report_that_is_written_on_comes_out_of_the_bin(where: Path | str) -> None:
    one, two = Store.open(where), Store.open(where)
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


def test_marks_that_no_database_holds_are_left_out_where_text_stands_in_columns(where: Path | str) -> None:
    one, two = Store.open(where, Person("甲")), Store.open(where, Person("乙"))
    bad = replace(small(), kind="work\x00_report" + "长" * 100, title="标\x00题\ud83d")
    begun = one.create(edits.set_paragraphs(bad, "s4", ("底\x00本。",)), label="征求\x00意见稿")
    assert [(row.title, row.label, row.kind[:11], len(row.kind)) for row in one.list()] == [
        ("标题�", "征求意见稿", "work_report", 80)
    ]
    one.save(begun.id, edits.set_paragraphs(bad, "s4", ("甲\x00写。",)), 1)
    (asked,) = two.save(begun.id, edits.set_paragraphs(bad, "s4", ("乙\x00写\ud83d。",)), 1).questions
    assert one.questions.settle(begun.id, asked.id, Answer.OWN, "合\x00写。")
    assert [(each.question.mine, each.text) for each in two.questions.all(begun.id)] == [("乙写�。", "合写。")]
    one.unsaved.keep(begun.id, 2, {"s4": ("底\x00", "写\x00")})
    one.presence.say(begun.id, "s4\x00")
    one.set_import_report(begun.id, "\x00{}")
    assert one.history.mark(begun.id, "定\x00稿", "记\x00" * 99).number == 3
    with pytest.raises(StoreError, match="没有找到"):
        one.load("no\x00where")


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
def test_a_damaged_row_is_a_sentence(store: Store, damage: str) -> None:
    name = store.create(small()).id
    with store._access.engine.begin() as connection:
        connection.execute(text(damage))
    with pytest.raises(StoreError, match="读不出来"):
        store.load(name)


def test_a_place_that_cannot_be_read_is_forgotten(store: Store) -> None:
    name = store.create(small()).id
    for bad in ("{", "[1,2,3,4,5,6]", "7"):
        with store._access.engine.begin() as connection:
            connection.execute(update(report).values(place=bad))
        assert store.load(name).place is None


def test_the_log_of_writes_does_not_grow_without_end(gongwen_home: Path) -> None:
    store = Store.open(gongwen_home)
    document = long(50_000)
    saved = store.create(document)
    for number in range(600):
        document = edits.set_paragraphs(document, f"t{number % 30}", (f"{number}" + "字" * 2000,))
        saved = store.save(saved.id, document, saved.version)
    assert (gongwen_home / "drafts.db-wal").stat().st_size < 8 << 20
    assert (gongwen_home / "drafts.db").stat().st_size < 2 << 20
    store.close()
    assert not (gongwen_home / "drafts.db-wal").exists()


def test_an_id_never_looks_like_an_option_of_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = iter(("-a3-2RFsAATH", "--3-2RFsAATH", "b-3-2RFsAATH"))
    monkeypatch.setattr("gongwen.store.store.secrets.token_urlsafe", lambda _bytes: next(tokens))
    assert fresh_id() == "b-3-2RFsAATH"
