"""Several people at the annotations of one report at once, at random: the trail vouches for all of it at every moment."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

from gongwen import edits
from gongwen.errors import GongwenError
from gongwen.person import Person
from gongwen.review.anchor import anchored
from gongwen.review.annotation import Annotation, Outcome
from gongwen.review.steps import Ruling
from gongwen.review.suggestions import put_in
from gongwen.review.texts import texts
from gongwen.store import Role, Store
from tests.samples import small

ROLES = {"拟稿": Role.DRAFTER, "同拟": Role.DRAFTER, "审核": Role.REVIEWER}


class Window:
    """One person in a window of their own, who does whatever comes to mind; what the store refuses is left."""

    def __init__(self, where: Path | str, name: str, who: str, seed: int) -> None:
        self.store, self.name = Store.open(where, Person(who)), name
        self.chance = random.Random(seed)  # noqa: S311 - what happens at random in a test is no secret
        self.done: Counter[str] = Counter()
        self.acts: tuple[Callable[[], object], ...] = (
            self.write, self.annotate, self.annotate, self.edit, self.remove, self.answer, self.change_answer,
            self.take_answer_back, self.close, self.accept, self.accept, self.reopen, self.repoint, self.send, self.read, self.decide,
        )  # fmt: skip

    def go_on(self, count: int) -> None:
        for _ in range(count):
            act = self.chance.choice(self.acts)
            with suppress(GongwenError, IndexError):  # refused, or there is nothing of the kind
                act()
                self.done[act.__name__] += 1
        self.store.close()

    def one(self, fits: Callable[[Annotation], bool] = lambda _: True) -> Annotation:
        return self.chance.choice([each for each in self.store.review.all(self.name) if fits(each)])

    def write(self) -> None:
        draft = self.store.load(self.name)
        section = self.chance.choice(("s2", "s4"))
        text = "\n".join(draft.document.section(section).paragraphs)
        at, new = self.chance.randrange(len(text) + 1), self.chance.choice(("会议，", "研究。", "", ""))
        changed = text[:at] + new + text[at + self.chance.choice((0, 0, 2)) :]
        document = edits.set_paragraphs(draft.document, section, tuple(changed.split("\n")))
        self.store.save(self.name, document, draft.version)

    def annotate(self) -> None:
        draft = self.store.load(self.name)
        found = texts(draft.document)
        key = self.chance.choice(("s2", "s4"))
        start = self.chance.randrange(len(found[key]) + 1)
        place = anchored(found, key, start, min(start + 4, len(found[key])))
        replacement = self.chance.choice((None, "换成这样", "短"))
        self.store.review.add(self.name, draft.version, place, "请核实", replacement=replacement)

    def edit(self) -> None:
        self.store.review.edit(self.name, self.one().id, text=f"改成第{self.chance.random()}")

    def remove(self) -> None:
        self.store.review.remove(self.name, self.one().id)

    def answer(self) -> None:
        self.store.review.reply(self.name, self.one().id, "看到了", send=self.chance.random() < 0.5)

    def change_answer(self) -> None:
        reply = self.chance.choice(self.one(lambda each: bool(each.replies)).replies)
        self.store.review.edit_reply(self.name, reply.id, f"又看了{self.chance.random()}")

    def take_answer_back(self) -> None:
        self.store.review.remove_reply(self.name, self.chance.choice(self.one().replies).id)

    def close(self) -> None:
        draft = self.store.load(self.name)
        outcome = self.chance.choice(list(Outcome))
        self.store.review.close(self.name, self.one().id, outcome, "台账如此", version=draft.version)

    def accept(self) -> None:
        draft = self.store.load(self.name)
        each = self.one(lambda one: one.is_suggestion and one.is_open and not one.anchor.lost)
        document, there = put_in(draft.document, each.anchor, each.replacement or "")
        version = self.store.save(self.name, document, draft.version, ask=False).version
        self.store.review.close(self.name, each.id, Outcome.ACCEPTED, version=version, anchor=there, applied=version)

    def reopen(self) -> None:
        self.store.review.reopen(self.name, self.one(lambda each: not each.is_open).id, "再想一想")

    def repoint(self) -> None:
        draft = self.store.load(self.name)
        place = anchored(texts(draft.document), "s2", 0, 2)
        self.store.review.repoint(self.name, self.one().id, draft.version, place)

    def send(self) -> None:
        self.store.review.send(self.name)

    def read(self) -> None:
        self.store.review.seen(self.name, [self.one().id])

    def decide(self) -> None:
        ruling = self.chance.choice((Ruling.SUBMIT, Ruling.RETURN))
        self.store.course.decide(self.name, self.store.version(self.name), ruling, "请看")


@pytest.mark.parametrize("seed", range(3))
def test_the_trail_vouches_for_a_review_at_every_moment_of_it(where: Path | str, tmp_path: Path, seed: int) -> None:
    store = Store.open(where)
    name = store.create(small()).id
    store.members.set(name, ROLES)
    windows = [Window(where, name, who, 10 * seed + at) for at, who in enumerate(ROLES)]
    people = [threading.Thread(target=partial(window.go_on, 80)) for window in windows]
    for each in people:
        each.start()
    faults = set(store.upkeep.verify().faults)
    while any(each.is_alive() for each in people):
        faults |= set(store.upkeep.verify().faults)
    assert faults | set(store.upkeep.verify().faults) == set()
    done = sum((window.done for window in windows), Counter())
    assert {"write", "annotate", "answer", "close", "accept", "reopen", "send"} <= done.keys()
    data, _ = store.upkeep.pack(name)
    with closing(Store.open(tmp_path / "other")) as other:
        other.upkeep.bring(data, "报告.gongwen")
        assert other.upkeep.verify().faults == ()
    store.close()
