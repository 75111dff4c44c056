"""A review is vouched for by the trail, comes along in a file and a backup, and nothing of it is tidied away."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from gongwen import edits
from gongwen.errors import ReportFileError
from gongwen.person import Person
from gongwen.review.anchor import anchored
from gongwen.review.annotation import Outcome, Weight
from gongwen.review.steps import Ruling
from gongwen.review.texts import texts
from gongwen.store import Role, Store
from gongwen.store.packfile import REVIEW
from gongwen.store.retention import Rule, tidy
from gongwen.store.review import Review
from tests.samples import sound
from tests.store.test_verify import intruder

PEOPLE = {"拟": Role.DRAFTER, "签": Role.SIGNER, "复": Role.PROOFREADER}
FIRST = "全年召开专题会议4次，研究解决问题6项。"


def reviewed(where: Path | str) -> tuple[Store, str]:
    """Return a store with a report that was annotated, sent back, answered, signed, corrected, and sent to Word."""
    drafter, signer, proofreader = (Store.open(where, Person(who)) for who in PEOPLE)
    made = drafter.create(edits.set_paragraphs(sound(), "s2", (FIRST,)))
    name, words = made.id, texts(made.document)
    drafter.members.set(name, PEOPLE)
    drafter.course.decide(name, 1, Ruling.SUBMIT)
    one = signer.review.add(name, 1, anchored(words, "s2", 8, 10), "与台账不符", weight=Weight.MUST)
    two = signer.review.add(name, 1, anchored(words, "s2", 0, 2), "可以不要")
    signer.course.decide(name, 1, Ruling.RETURN, "改了再报")
    drafter.review.reply(name, one.id, "已核对")
    drafter.review.close(name, one.id, Outcome.PARTLY, "台账如此", version=1)
    signer.review.reopen(name, one.id, "再核对一次")
    drafter.review.close(name, one.id, Outcome.ACCEPTED, version=1)
    signer.review.remove(name, two.id)
    drafter.save(name, edits.set_paragraphs(made.document, "s2", ("开头加一句。", FIRST)), 1)
    drafter.course.decide(name, 2, Ruling.SUBMIT)
    signer.course.decide(name, 2, Ruling.SIGN, "同意")
    slip = edits.set_paragraphs(made.document, "s2", ("开头加一句。", FIRST.replace("召开", "招开")))
    proofreader.save(name, slip, 2)
    (found,) = proofreader.course.of(name).corrections
    proofreader.course.call_slips(name, [found.digest])
    trip = drafter.trips.sent(name, 3, "ab" * 32, [one.id], file="稿.docx")
    drafter.trips.returned(name, "cd" * 32, "收进 0 条", trip_id=trip.id)
    signer.review.add(name, 3, anchored(words, "s2", 0, 2), "还没有发出的草稿")
    signer.close()
    proofreader.close()
    return drafter, name


TAMPERINGS = {
    "annotation": ("UPDATE annotation SET text = '没说过' WHERE number = 1", "批注被改过"),
    "weight": ("UPDATE annotation SET weight = 'should' WHERE number = 1", "批注被改过"),
    "author": ("UPDATE annotation SET actor = '别人' WHERE number = 1", "批注被改过"),
    "gone": ("DELETE FROM annotation WHERE number = 1", "批注不见了"),
    "unsent": ("UPDATE annotation SET sent_at = NULL WHERE number = 1", "改成了草稿"),
    "invented": ("UPDATE annotation SET sent_at = at WHERE number = 3", "批注是凭空来的"),
    "place": ("UPDATE annotation SET start = start + 1 WHERE number = 1", "指着的地方被改过"),
    "standing": ("UPDATE annotation SET words = '改成这样' WHERE number = 1", "指着的地方被改过"),
    "reply": ("UPDATE reply SET text = '没说过'", "回复被改过"),
    "reply gone": ("DELETE FROM reply", "回复不见了"),
    "closing": ("UPDATE closing SET reason = '没说过' WHERE place = 1", "办结被改过"),
    "outcome": ("UPDATE closing SET outcome = 'declined' WHERE place = 2", "办结被改过"),
    "closing gone": ("DELETE FROM closing WHERE place = 2", "办结不见了"),
    "decision": ("UPDATE decision SET opinion = '不同意' WHERE decision = 'sign'", "决定被改过"),
    "signer": ("UPDATE decision SET actor = '别人' WHERE decision = 'sign'", "决定被改过"),
    "signed text": ("UPDATE decision SET digest = 'ab' WHERE decision = 'sign'", "决定被改过"),
    "decision gone": ("DELETE FROM decision WHERE decision = 'return'", "决定不见了"),
    "slip": ("DELETE FROM called", "错别字的认定不见了"),
    "trip": ("UPDATE trip SET digest = 'ab'", "送出记录被改过"),
    "returned": ("UPDATE returned SET outcome = '什么也没收'", "收回记录被改过"),
}


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_each_kind_of_tampering_with_a_review_is_found(gongwen_home: Path, kind: str) -> None:
    store, _ = reviewed(gongwen_home)
    assert store.upkeep.verify().faults == ()
    statement, says = TAMPERINGS[kind]
    with intruder(store._access.engine) as connection:
        connection.execute(text(statement))
    assert says in "".join(fault.sentence for fault in store.upkeep.verify().faults)


def test_a_review_that_was_not_touched_holds_on_a_server_too(where: Path | str) -> None:
    store, _ = reviewed(where)
    assert store.upkeep.verify().faults == ()


def taken(where: Path) -> tuple[Store, str, str]:
    """Return a store with a report in which a replacement was put in and its annotation closed."""
    store = Store.open(where, Person("拟"))
    made = store.create(edits.set_paragraphs(sound(), "s2", (FIRST,)))
    place = anchored(texts(made.document), "s2", 8, 10)
    one = store.review.add(made.id, 1, place, "与台账不符", replacement="5次")
    store.review.send(made.id)
    after = store.save(made.id, edits.set_paragraphs(made.document, "s2", (FIRST.replace("4次", "5次"),)), 1)
    there = anchored(texts(after.document), "s2", 8, 10)
    store.review.close(made.id, one.id, Outcome.ACCEPTED, version=2, anchor=there, applied=2)
    return store, made.id, one.id


def test_an_acceptance_taken_back_holds_also_where_the_trail_told_of_its_closing_only(
    gongwen_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, name, key = taken(gongwen_home)
    log = Review._log

    def as_before(self: Review, connection: Connection, action: str, *about: str, **rows: list[str]) -> None:
        log(self, connection, action, *about, **{each: keys for each, keys in rows.items() if each != "annotation"})

    with monkeypatch.context() as patched:
        patched.setattr(Review, "_log", as_before)
        store.review.reopen(name, key, "撤销了采纳")
    assert store.upkeep.verify().faults == ()
    assert Store.open(tmp_path / "other").upkeep.bring(store.upkeep.pack(name)[0], "报告.gongwen")[0] == name
    with intruder(store._access.engine) as connection:
        connection.execute(text("UPDATE annotation SET applied = 0, text = '没说过'"))
    assert "批注被改过" in "".join(fault.sentence for fault in store.upkeep.verify().faults)


def test_an_acceptance_nobody_took_back_is_not_to_be_undone_by_hand(gongwen_home: Path) -> None:
    store, _, _ = taken(gongwen_home)
    assert store.upkeep.verify().faults == ()
    with intruder(store._access.engine) as connection:
        connection.execute(text("UPDATE annotation SET applied = 0"))
    assert "批注被改过" in "".join(fault.sentence for fault in store.upkeep.verify().faults)


def test_a_review_goes_along_to_another_store_without_drafts(where: Path | str, tmp_path: Path) -> None:
    store, name = reviewed(where)
    data, _ = store.upkeep.pack(name)
    other = Store.open(tmp_path / "other", Person("另处"))
    assert other.upkeep.bring(data, "报告.gongwen")[0] == name
    assert other.review.all(name) == store.review.all(name)
    assert (other.course.of(name).decisions, other.trips.of(name)) == (
        store.course.of(name).decisions,
        store.trips.of(name),
    )
    assert other.trips.came_back(name, "cd" * 32) == store.trips.came_back(name, "cd" * 32)
    assert other.upkeep.verify().faults == ()
    assert "还没有发出" not in "".join(
        each.text for each in Store.open(tmp_path / "other", Person("签")).review.all(name)
    )
    assert other.by(Person("复")).review.add(name, 3, other.review.all(name)[0].anchor, "接着批").number == 3


def test_a_backup_holds_the_review(gongwen_home: Path, tmp_path: Path) -> None:
    store, name = reviewed(gongwen_home)
    store.trips.call({"Lenovo User": "签"})
    store.review.seen(name, [each.id for each in store.review.all(name)])
    made, _ = store.upkeep.back_up(tmp_path / "backup.db.gz")
    assert made.verdict.faults == ()
    other = Store.open(tmp_path / "other", Person("拟"))
    other.upkeep.recover(tmp_path / "backup.db.gz")
    assert other.review.all(name) == store.review.all(name)
    assert other.course.of(name) == store.course.of(name)
    assert (other.trips.aliases(), other.review.unread(name)) == ({"Lenovo User": "签"}, frozenset())


def test_a_file_of_before_there_was_a_review_is_still_taken_in(gongwen_home: Path, tmp_path: Path) -> None:
    store = Store.open(gongwen_home)
    name = store.create(sound()).id
    plain = json.loads(gzip.decompress(store.upkeep.pack(name)[0]))
    old = {key: value for key, value in plain.items() if key not in REVIEW} | {"version": 1}
    other = Store.open(tmp_path / "other")
    assert other.upkeep.bring(gzip.compress(json.dumps(old, ensure_ascii=False).encode()), "旧.gongwen")[0] == name
    assert (other.review.all(name), other.upkeep.verify().faults) == ((), ())


def test_a_review_changed_on_its_way_is_refused(gongwen_home: Path, tmp_path: Path) -> None:
    store, name = reviewed(gongwen_home)
    plain = json.loads(gzip.decompress(store.upkeep.pack(name)[0]))
    for table, column, value in (
        ("annotations", "text", "没说过"), ("decisions", "opinion", "不同意"), ("annotations", "kind", "没有的种类"),
        ("closings", "outcome", "没有的"), ("annotations", "start", 0),
    ):  # fmt: skip
        forged = json.loads(json.dumps(plain))
        forged[table][0][column] = value
        other = Store.open(tmp_path / "other")
        with pytest.raises(ReportFileError):
            other.upkeep.bring(gzip.compress(json.dumps(forged, ensure_ascii=False).encode()), "改过.gongwen")
        assert (other.list(), other.bin()) == ((), ())


def test_nothing_of_a_review_is_tidied_away(gongwen_home: Path) -> None:
    store, name = reviewed(gongwen_home)
    before = (store.review.all(name), store.course.of(name), store.history.versions(name))
    later = datetime.now(UTC) + timedelta(days=900)
    tidied = tidy(store._access, Rule(days=1, minutes=1440), now=later)
    assert (tidied.removed, tidied.refused) == ({}, ())
    assert (store.review.all(name), store.course.of(name), store.history.versions(name)) == before
