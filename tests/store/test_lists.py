"""Lists show organs and stage, tell the archive and the bin apart, and follow what others store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongwen.document import Signature
from gongwen.errors import NotAllowedError, StoreError
from gongwen.person import Person
from gongwen.store import Role, Store
from tests.samples import small


@pytest.fixture
def store(where: Path | str) -> Store:
    return Store.open(where, Person("甲"))


def test_a_list_shows_what_a_report_is_and_who_saved_it_last(store: Store, where: Path | str) -> None:
    begun = store.create(replace(small(), signature=Signature(("中共清溪镇\n委员会", " ", "清溪镇人民政府"), "")))
    Store.open(where, Person("乙")).save(begun.id, replace(small(), title="乙改的"), 1)
    (row,) = store.lists.all().summaries
    assert (row.title, row.kind, row.year, row.saved_by) == ("乙改的", "rule_of_law_report", 2025, "乙")
    assert row.organs == ("中共清溪镇委员会", "清溪镇人民政府")
    assert (row.stage, row.archived, row.binned_at) == ("起草", False, None)


def test_the_stage_is_the_name_of_the_last_version_that_has_one(store: Store) -> None:
    one, other = store.create(small()), store.create(small())
    store.history.mark(one.id, "征求意见稿")
    store.save(one.id, replace(small(), title="再改"), 1)
    store.history.mark(one.id, "送审稿")
    store.history.mark(one.id, "拟稿", number=1)
    assert {row.id: row.stage for row in store.lists.all().summaries} == {one.id: "送审稿", other.id: "起草"}


def test_archive_and_bin_are_told_apart_and_give_back(store: Store) -> None:
    kept, done, gone = (store.create(small()).id for _ in range(3))
    store.archive(done)
    store.delete(gone)
    where = {row.id: (row.archived, row.binned_at is not None) for row in store.lists.all().summaries}
    assert where == {kept: (False, False), done: (True, False), gone: (False, True)}
    assert [row.id for row in store.bin()] == [gone]
    store.unarchive(done)
    store.restore(gone)
    assert {(row.archived, row.binned_at is not None) for row in store.lists.all().summaries} == {(False, False)}
    assert [act.action for act in store.history.trail(done)] == ["create", "archive", "unarchive"]
    with pytest.raises(StoreError, match="没有找到"):
        store.archive("nowhere")


def test_only_those_who_may_put_a_report_away(store: Store, where: Path | str) -> None:
    name = store.create(small()).id
    store.members.set(name, {"甲": Role.DRAFTER, "乙": Role.CHECKER})
    with pytest.raises(NotAllowedError):
        Store.open(where, Person("乙")).archive(name)


def test_a_copy_is_a_report_of_its_own_with_a_word_that_tells_it_apart(store: Store) -> None:
    begun = store.create(small())
    copied = store.copy(begun.id)
    store.save(copied.id, replace(small(), title="明年的"), 1)
    assert store.load(begun.id).document == small()
    assert store.load(copied.id).label == "2025年的副本"
    assert store.load(store.copy(store.create(replace(small(), year=0)).id).id).label == "副本"
    last = store.history.trail(copied.id)[1]
    assert (last.action, last.details["copied_from"], last.details["copied_version"]) == ("copy", begun.id, 1)


def test_what_changed_since_is_all_that_is_told(store: Store, where: Path | str) -> None:
    other = Store.open(where, Person("乙"))
    names = [store.create(small()).id for _ in range(3)]
    seen = store.lists.all()
    assert store.lists.since(seen.seq).summaries == ()
    other.save(names[1], replace(small(), title="乙改的"), 1)
    other.delete(names[2])
    other.history.mark(names[1], "定稿")
    now = store.lists.since(seen.seq)
    told = {row.id: (row.title, row.stage, row.binned_at is not None) for row in now.summaries}
    assert told == {names[1]: ("乙改的", "定稿", False), names[2]: (small().title, "起草", True)}
    assert store.lists.since(now.seq).summaries == ()


def test_who_has_a_report_open_is_known_to_the_others_only(store: Store, where: Path | str) -> None:
    name = store.create(small()).id
    others = [Store.open(where, Person(actor)) for actor in ("乙", "丙", "乙")]
    for at, each in enumerate(others):
        each.presence.say(name, "s4" if at else "")
    store.presence.say(name, "")
    assert {key: set(people) for key, people in store.lists.people().items()} == {
        name: {"乙（未核实）", "丙（未核实）"}
    }
    for each in others:
        each.presence.leave(name)
    assert store.lists.people() == {}
