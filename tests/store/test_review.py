"""Annotations are private until sent, keep their place through every save, and are answered and closed by who may."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from gongwen import edits
from gongwen.document import Document
from gongwen.errors import NotAllowedError, StoreError
from gongwen.person import Person
from gongwen.review.anchor import ON_REPORT, Anchor, Standing, anchored, on_section
from gongwen.review.annotation import Annotation, Kind, Outcome, Weight
from gongwen.review.texts import texts
from gongwen.store import Role, Store
from gongwen.store.reviewschema import annotation
from tests.samples import small
from tests.store.test_store import soon

pytest.importorskip("gongwen.review.following")

DRAFTER, REVIEWER, READER = Person("拟稿人"), Person("审核人"), Person("旁人")


class Room:
    """A report with a drafter and a reviewer, each in a window of their own."""

    def __init__(self, where: Path | str) -> None:
        self.drafter, self.reviewer, self.reader = (Store.open(where, each) for each in (DRAFTER, REVIEWER, READER))
        made = self.drafter.create(small())
        self.name, self.version, self.document = made.id, made.version, made.document
        self.drafter.members.set(self.name, {DRAFTER.name: Role.DRAFTER, REVIEWER.name: Role.REVIEWER})

    def anchor(self, words: str, key: str = "s2") -> Anchor:
        found = texts(self.document)
        return anchored(found, key, found[key].index(words), found[key].index(words) + len(words))

    def add(self, words: str, text: str = "请核实", **more: object) -> Annotation:
        """Have the reviewer annotate words and send it."""
        made = self.reviewer.review.add(self.name, self.version, self.anchor(words), text, **more)
        self.reviewer.review.send(self.name)
        return self.one(made.id)

    def write(self, document: Document) -> None:
        saved = self.drafter.save(self.name, document, self.version)
        self.version, self.document = saved.version, saved.document

    def put(self, *paragraphs: str, section: str = "s2") -> None:
        self.write(edits.set_paragraphs(self.document, section, paragraphs))

    def one(self, key: str, store: Store | None = None) -> Annotation:
        return next(each for each in (store or self.drafter).review.all(self.name) if each.id == key)


@pytest.fixture
def room(where: Path | str) -> Room:
    return Room(where)


def test_a_draft_is_seen_by_its_author_alone_until_it_is_sent(room: Room) -> None:
    made = room.reviewer.review.add(
        room.name, 1, room.anchor("4次"), "与台账不符", kind=Kind.FIGURE, weight=Weight.MUST, replacement="5次"
    )
    assert (made.number, made.by, made.kind, made.weight, made.replacement, made.is_draft) == (
        1, "审核人", Kind.FIGURE, Weight.MUST, "5次", True,
    )  # fmt: skip
    assert (made.anchor.quote, made.anchor.now, made.anchor.standing) == ("4次", "4次", Standing.OK)
    assert (room.reviewer.review.all(room.name), room.drafter.review.all(room.name)) == ((made,), ())
    assert [act.action for act in room.drafter.history.trail(room.name)] == ["create", "members"]
    assert (room.reviewer.review.send(room.name), room.reviewer.review.send(room.name)) == (1, 0)
    (seen,) = room.drafter.review.all(room.name)
    assert replace(seen, sent_at=None) == made
    assert room.drafter.history.trail(room.name)[-1].action == "review_send"


def test_who_only_reads_does_not_annotate_and_who_does_not_write_closes_nothing(room: Room) -> None:
    made = room.add("4次")
    review = room.reader.review
    for act in (
        lambda: review.add(room.name, 1, room.anchor("4次"), "我也说一句"),
        lambda: review.reply(room.name, made.id, "我也说一句"),
        lambda: review.reopen(room.name, made.id, "我也说一句"),
        lambda: review.send(room.name),
        lambda: room.reviewer.review.close(room.name, made.id, Outcome.ACCEPTED, version=1),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert room.drafter.review.all(room.name) == (made,)


def test_nobody_speaks_in_anothers_name_but_out_of_a_file(room: Room) -> None:
    with pytest.raises(NotAllowedError, match="文件"):
        room.drafter.review.add(room.name, 1, room.anchor("4次"), "领导说的", by="李局长", sent=True)
    with pytest.raises(NotAllowedError):
        room.reviewer.review.add(room.name, 1, room.anchor("4次"), "领导说的", by="李局长", came_by="ab" * 32)
    made = room.drafter.review.add(
        room.name, 1, room.anchor("4次"), "领导说的", by="李局长", sent=True, came_by="ab" * 32
    )
    assert (made.by, made.came_by, made.is_draft) == ("李局长", "ab" * 32, False)
    assert room.drafter.history.trail(room.name)[-1].actor == DRAFTER.name


def test_ones_own_is_changed_and_taken_back_by_oneself_without_a_trace_until_somebody_answered(room: Room) -> None:
    made, review = room.add("4次"), room.reviewer.review
    with pytest.raises(NotAllowedError):
        room.drafter.review.edit(room.name, made.id, text="改成我的话")
    changed = review.edit(room.name, made.id, text="请再核实", weight=Weight.MUST)
    assert (changed.text, changed.weight, changed.edited_at) == ("请再核实", Weight.MUST, None)
    room.drafter.review.reply(room.name, made.id, "已核实")
    assert review.edit(room.name, made.id, text="请第三次核实").edited_at is not None
    review.remove(room.name, made.id)
    left = room.one(made.id)
    assert (left.gone, left.text, left.is_open, [each.text for each in left.replies]) == (True, "", False, ["已核实"])
    other = room.add("6项")
    assert other.number == 2
    review.remove(room.name, other.id)
    assert [each.id for each in review.all(room.name)] == [made.id]
    assert room.add("6项").number == 3


def test_a_reviewers_answer_waits_for_the_round_and_a_writers_does_not(room: Room) -> None:
    made = room.add("4次")
    waiting = room.reviewer.review.reply(room.name, made.id, "等我一起发")
    room.drafter.review.reply(room.name, made.id, "马上改")
    at_once = room.reviewer.review.reply(room.name, made.id, "好", send=True)
    assert (waiting.sent_at, at_once.sent_at is not None) == (None, True)
    assert [each.text for each in room.one(made.id).replies] == ["马上改", "好"]
    room.reviewer.review.send(room.name)
    assert [each.text for each in room.one(made.id).replies] == ["等我一起发", "马上改", "好"]
    with pytest.raises(NotAllowedError):
        room.drafter.review.remove_reply(room.name, at_once.id)
    room.reviewer.review.remove_reply(room.name, at_once.id)
    room.reviewer.review.edit_reply(room.name, waiting.id, "改一句")
    assert [(each.text, each.edited_at) for each in room.one(made.id).replies] == [("改一句", None), ("马上改", None)]
    time.sleep(0.002)
    room.drafter.review.reply(room.name, made.id, "看到了")
    room.reviewer.review.edit_reply(room.name, waiting.id, "换一句")
    answers = [(each.text, each.edited_at is not None) for each in room.one(made.id).replies]
    assert answers == [("换一句", True), ("马上改", False), ("看到了", False)]
    room.reviewer.review.remove_reply(room.name, waiting.id)
    left = [(each.text, each.gone) for each in room.one(made.id).replies]
    assert left == [("", True), ("马上改", False), ("看到了", False)]


def test_what_is_not_simply_accepted_is_closed_with_a_reason_and_its_author_may_reopen_it(room: Room) -> None:
    made, review = room.add("4次"), room.drafter.review
    with pytest.raises(StoreError, match="理由"):
        review.close(room.name, made.id, Outcome.DECLINED, "  ", version=1)
    closed = review.close(room.name, made.id, Outcome.DECLINED, "台账就是4次", version=1).closing
    assert closed is not None
    assert (closed.outcome, closed.reason, closed.by, closed.version) == (
        Outcome.DECLINED, "台账就是4次", DRAFTER.name, 1,
    )  # fmt: skip
    with pytest.raises(StoreError, match=r"第 1 条.*拟稿人办结"):
        review.close(room.name, made.id, Outcome.ACCEPTED, version=1)
    with pytest.raises(StoreError, match="办结"):
        room.reviewer.review.edit(room.name, made.id, text="办结以后再改")
    again = room.reviewer.review.reopen(room.name, made.id, "台账是5次")
    assert (again.closing, [each.text for each in again.replies]) == (None, ["台账是5次"])
    assert review.close(room.name, made.id, Outcome.ACCEPTED, version=1).closing is not None


def test_a_replacement_that_was_put_in_is_shown_where_it_stands(room: Room) -> None:
    made = room.add("4次", replacement="5次")
    changed = texts(room.document)["s2"].replace("4次", "5次")
    room.put(*changed.split("\n"))
    place = anchored(texts(room.document), "s2", made.anchor.start, made.anchor.end)
    closed = room.drafter.review.close(
        room.name, made.id, Outcome.ACCEPTED, version=room.version, anchor=place, applied=room.version
    )
    assert (closed.anchor.now, closed.anchor.quote, closed.anchor.standing) == ("5次", "4次", Standing.CHANGED)
    assert closed.applied == 2


def test_a_draft_is_sent_before_it_is_closed(room: Room) -> None:
    made = room.drafter.review.add(room.name, 1, room.anchor("4次"), "请核实")
    with pytest.raises(StoreError, match="发出"):
        room.drafter.review.close(room.name, made.id, Outcome.ACCEPTED, version=1)
    room.drafter.review.remove(room.name, made.id)
    assert room.drafter.upkeep.verify().faults == ()


def test_annotations_on_a_section_and_on_the_report_stand_with_them(room: Room) -> None:
    found = texts(room.document)
    one = room.reviewer.review.add(room.name, 1, on_section(found, "s2"), "这一节太短")
    two = room.reviewer.review.add(room.name, 1, ON_REPORT, "总体不错")
    assert (one.anchor.quote, two.anchor) == (found["s2#heading"], ON_REPORT)
    with pytest.raises(StoreError, match="选中"):
        room.reviewer.review.add(room.name, 1, ON_REPORT, "", replacement="整个换掉")
    with pytest.raises(StoreError, match="重新选"):
        room.reviewer.review.add(room.name, 1, Anchor("nowhere", 0, 2), "哪里？")
    with pytest.raises(StoreError, match="空的"):
        room.reviewer.review.add(room.name, 1, ON_REPORT, "  ")


def test_words_an_anchor_claims_are_read_from_the_report_not_believed(room: Room) -> None:
    forged = replace(room.anchor("4次"), quote="没有的话", now="没有的话", before="", after="")
    assert room.reviewer.review.add(room.name, 1, forged, "请核实").anchor == room.anchor("4次")


def test_an_annotation_made_on_an_earlier_version_comes_to_what_stands_now(room: Room) -> None:
    place = room.anchor("4次")
    room.put("开头加了一句很长的话。", *room.document.section("s2").paragraphs)
    made = room.reviewer.review.add(room.name, 1, place, "请核实")
    assert texts(room.document)["s2"][made.anchor.start : made.anchor.end] == "4次" == made.anchor.now
    assert made.anchor.start > place.start
    with pytest.raises(StoreError, match="存好"):
        room.reviewer.review.add(room.name, 9, place, "请核实")


def test_words_that_go_are_orphans_and_come_back_with_the_text(room: Room) -> None:
    made = room.add("全年召开专题会议4次，研究解决问题6项。")
    before = room.document
    room.put("另起炉灶写一段毫不相干的文字，讲的是食堂。")
    lost = room.one(made.id).anchor
    assert (lost.standing, lost.now) == (Standing.ORPHAN, "全年召开专题会议4次，研究解决问题6项。")
    room.write(before)
    back = room.one(made.id).anchor
    assert (back.lost, back.now) == (False, made.anchor.now)


def test_a_merge_and_a_version_had_back_move_the_anchors_too(room: Room) -> None:
    made = room.add("4次")
    other = edits.set_paragraphs(room.document, "s4", ("别的一节也改了。",))
    room.put("开头加了一句很长的话。", *room.document.section("s2").paragraphs)
    Store.save(room.drafter, room.name, other, 1)
    merged = room.drafter.load(room.name).document
    place = room.one(made.id).anchor
    assert texts(merged)["s2"][place.start : place.end] == "4次"
    room.drafter.save(room.name, room.drafter.history.at(room.name, 1), 3, action="restore")
    assert room.one(made.id).anchor == made.anchor


def test_an_orphan_is_pointed_at_its_words_by_its_author_or_a_writer(room: Room) -> None:
    made = room.add("全年召开专题会议4次，研究解决问题6项。")
    room.put("开了四回会，办了六件事。")
    there = anchored(texts(room.document), "s2", 0, 5)
    with pytest.raises(NotAllowedError):
        room.reader.review.repoint(room.name, made.id, 2, there)
    for store in (room.reviewer, room.drafter):
        found = store.review.repoint(room.name, made.id, 2, there).anchor
        assert (found.now, found.quote, found.standing) == ("开了四回会", "开了四回会", Standing.OK)


def test_what_others_said_is_unread_until_it_was_seen(room: Room) -> None:
    made = room.add("4次")
    assert (room.drafter.review.unread(room.name), room.reviewer.review.unread(room.name)) == ({made.id}, frozenset())
    room.drafter.review.seen(room.name, [made.id, "nowhere"])
    assert room.drafter.review.unread(room.name) == frozenset()
    room.drafter.review.reply(room.name, made.id, "已改")
    assert room.reviewer.review.unread(room.name) == {made.id}
    room.reviewer.review.seen(room.name, [made.id])
    assert room.reviewer.review.unread(room.name) == frozenset()
    room.drafter.review.close(room.name, made.id, Outcome.ACCEPTED, version=1)
    assert room.reviewer.review.unread(room.name) == {made.id}


def test_who_watches_is_told_of_an_annotation(room: Room) -> None:
    watch = room.drafter.watch()
    made = room.reviewer.review.add(room.name, 1, room.anchor("4次"), "请核实")
    assert soon(watch)
    assert not watch.changed()
    room.reviewer.review.send(room.name)
    assert soon(watch)
    room.reviewer.review.reply(room.name, made.id, "补一句", send=True)
    assert soon(watch)
    watch.close()


def test_after_every_save_each_anchor_holds_the_words_it_says(room: Room) -> None:
    chance = random.Random(20261126)  # noqa: S311 - the same edits every time
    for words in ("全年", "4次", "6项", "研究解决"):
        room.add(words)
    found = texts(room.document)
    room.reviewer.review.add(room.name, 1, anchored(found, "s2", 3, 3), "这里漏了一句")
    for _ in range(40):
        text = texts(room.document)["s2"]
        at, size = chance.randrange(len(text) + 1), chance.choice((0, 0, 1, 3, 20))
        new = "".join(chance.choice("一二三四会议研究。，\n") for _ in range(chance.choice((0, 1, 2, 9))))
        room.put(*(text[:at] + new + text[at + size :]).split("\n"))
        stored = texts(room.reader.load(room.name).document)
        for each in (*room.drafter.review.all(room.name), *room.reviewer.review.all(room.name)):
            place = each.anchor
            if not place.lost:
                assert stored[place.key][place.start : place.end] == place.now
                assert place.standing is not Standing.OK or place.now == place.quote


def test_a_broken_anchor_is_let_go_and_told_in_the_log_and_the_save_goes_on(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    made = room.add("4次")
    with room.drafter._access.writing() as connection:
        connection.execute(update(annotation).values(words="鬼话", start=5, stop=7))
    room.put("末尾另写一句。", section="s4")
    assert room.one(made.id).anchor.standing is Standing.ORPHAN
    assert "鬼话" not in caplog.text
    assert "let go" in caplog.text


def test_a_draft_of_another_moves_along_too(room: Room) -> None:
    made = room.reviewer.review.add(room.name, 1, room.anchor("4次"), "请核实")
    room.put("开头加了一句很长的话。", *room.document.section("s2").paragraphs)
    (moved,) = room.reviewer.review.all(room.name)
    assert moved.anchor.start > made.anchor.start
    with room.drafter._access.reading() as connection:
        assert connection.execute(select(annotation.c.words)).scalar() == "4次"
