"""A file that goes to Word and comes back is known by its digest, and the names in it are said once."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen.errors import NotAllowedError
from gongwen.person import Person
from gongwen.store import Role, Store
from tests.samples import small

SENT, BACK = "ab" * 32, "cd" * 32


def test_what_went_out_and_came_back_is_known_and_the_same_file_again_changes_nothing(where: Path | str) -> None:
    store = Store.open(where, Person("甲"))
    name = store.create(small()).id
    store.members.set(name, {"甲": Role.DRAFTER, "乙": Role.REVIEWER})
    made = store.trips.sent(name, 1, SENT, ["b" * 16, "a" * 16], file="稿.docx")
    assert store.trips.of(name) == (made,)
    assert (made.version, made.by, made.annotations) == (1, "甲", ("a" * 16, "b" * 16))
    assert store.trips.came_back(name, BACK) is None
    with pytest.raises(NotAllowedError):
        Store.open(where, Person("乙")).trips.returned(name, BACK, "收进 3 条")
    back = store.trips.returned(name, BACK, "收进 3 条", trip_id=made.id, file="稿.docx")
    before = len(store.history.trail())
    assert store.trips.returned(name, BACK, "收进 0 条") == back == store.trips.came_back(name, BACK)
    assert len(store.history.trail()) == before
    assert [act.action for act in store.history.trail(name)][-2:] == ["send_word", "take_word"]


def test_a_name_in_a_file_is_said_once_and_for_all_reports(where: Path | str) -> None:
    store = Store.open(where, Person("甲"))
    store.trips.call({"Lenovo User": "李局长", "WPS_1": "王处"})
    store.trips.call({"Lenovo User": "李局", "WPS_1": ""})
    assert Store.open(where, Person("乙")).trips.aliases() == {"Lenovo User": "李局"}
