"""Many processes that write in one report as fast as they can, and processes killed while they write: what became of it."""

from __future__ import annotations

import random
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

from gongwen.document import BODY_ID, Document, Section
from gongwen.edits import set_paragraphs
from gongwen.errors import StoreError
from gongwen.person import Person
from gongwen.store import Store
from gongwen.store.audit import first_broken

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.crowd", "alembic.command", "psycopg"])
SHARED, DISPUTED = "shared", "disputed"
"""Sections that all write in: sentences of their own, and over one another's first sentence."""


def crowded(writers: int) -> Document:
    """Return a report with a section for each writer and two for all, no sentence twice."""

    def section(key: str) -> Section:
        texts = tuple("".join(f"{key}段{row}句{at}写在前面。" for at in range(6)) for row in range(4))
        return Section(key, f"{key}的工作", texts)

    keys = (*(f"w{writer}" for writer in range(writers)), SHARED, DISPUTED)
    return Document(title="众人同写的报告", year=2025, body=Section(BODY_ID, children=tuple(map(section, keys))))


def edited(document: Document, key: str, word: str, at: random.Random) -> Document:
    """Return a document with a word of one's own in a section, as a sentence among the others or in place of the first."""
    paragraphs = list(document.section(key).paragraphs)
    row = 0 if key == DISPUTED else at.randrange(len(paragraphs))
    sentences = [piece + "。" for piece in paragraphs[row].split("。") if piece]
    if key == DISPUTED:
        sentences[0] = f"{word}。"
    else:
        sentences.insert(at.randrange(len(sentences) + 1), f"{word}。")
    paragraphs[row] = "".join(sentences)
    return set_paragraphs(document, key, tuple(paragraphs))


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A save the store acknowledged: the word it brought into which section, as which version, in how many milliseconds."""

    word: str
    section: str
    version: int
    spent: float


def write(where: Path | str, name: str, writer: int, saves: int, pause: float, out: Connection) -> None:
    """Save again and again on what the last save gave back, as a window does, and tell of each that was acknowledged."""
    store, at = Store.open(where, Person(f"写手{writer}")), random.Random(writer)  # noqa: S311 - what happens at random in a test is no secret
    draft = store.load(name)
    document, version = draft.document, draft.version
    own = f"w{writer % (len(document.body.children) - 2)}"
    for number in range(saves):
        word, key = f"手{writer}记{number}号", at.choice((own, SHARED, DISPUTED))
        time.sleep(pause * 2 * at.random())
        mine, begun = edited(document, key, word, at), time.perf_counter()
        while True:
            with suppress(StoreError):  # as the page does: said, and tried again
                saved = store.save(name, mine, version)
                break
        document, version = saved.document, saved.version
        out.send(Acknowledged(word, key, version, (time.perf_counter() - begun) * 1000))
    out.close()


def crowd(where: Path | str, name: str, writers: int, saves: int, pause: float = 0.0) -> list[Acknowledged]:
    """Let so many processes save so often in one report at once; return all that was acknowledged."""
    pipes, processes = [], []
    for writer in range(writers):
        ours, theirs = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=write, args=(where, name, writer, saves, pause, theirs))
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    told = [each for pipe in pipes for each in drained(pipe)]
    for process in processes:
        process.join(60)
        assert process.exitcode == 0, "a writer ended with an error"
    return told


def drained(pipe: Connection) -> list[Acknowledged]:
    """Return all that comes through a pipe until its other end is gone."""
    told = []
    with suppress(EOFError):
        while True:
            told.append(pipe.recv())
    return told


@dataclass(slots=True)
class Found:
    """What is wrong with what stands in the store, measured against what was acknowledged."""

    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def examine(store: Store, name: str, told: list[Acknowledged]) -> Found:
    """Look for every acknowledged word: in the version it was acknowledged as or in its question, and still at the end."""
    found = Found()
    asked: dict[int, str] = {}
    for each in store.questions.all(name):
        asked[each.number] = asked.get(each.number, "") + each.question.mine
    numbers = Counter(each.version for each in told)
    found.faults += [f"version {number} acknowledged {often} times" for number, often in numbers.items() if often > 1]
    versions = [version.number for version in store.history.versions(name)]
    if versions != list(range(1, versions[-1] + 1)):
        found.faults.append("the numbers of versions have gaps or are out of order")
    for each in told:
        text = words(store.history.at(name, each.version))
        if each.word + "。" not in text + asked.get(each.version, ""):
            found.lost.append(each.word)
    final = words(store.load(name).document)
    questions = "".join(asked.values())
    for each in told:
        often = final.count(each.word + "。")
        if often > 1:
            found.double.append(each.word)
        if not often and each.section != DISPUTED and each.word + "。" not in questions:
            found.lost.append(each.word)
    with store._access.reading() as connection:
        count, broken = first_broken(connection)
    if broken:
        found.faults.append(broken.why)
    if count < versions[-1]:
        found.faults.append(f"{versions[-1]} versions, {count} entries in the trail")
    return found


def words(document: Document) -> str:
    """Return all that a document's sections say."""
    return "\n".join(text for part in document.walk() for text in part.paragraphs)


def killed(where: Path | str, times: int, seed: int = 0, longest: float = 0.25) -> tuple[int, list[str]]:
    """Kill a writer so often, each at a random moment; return how many saves were acknowledged and what was wrong after.

    After each kill the store must open, hold what was acknowledged, at most one save more, and an unbroken trail.
    """
    at, faults, count = random.Random(seed), [], 0  # noqa: S311 - what happens at random in a test is no secret
    store = Store.open(where)
    for number in range(times):
        if number % 10 == 0:
            begun = store.create(crowded(1))
            last = begun.version
        ours, theirs = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=write, args=(where, begun.id, number, 100_000, 0.0, theirs))
        process.start()
        theirs.close()
        ours.poll(30)  # the first save is through; what comes next is cut at any moment
        time.sleep(at.random() * longest)
        process.kill()
        told = drained(ours)
        process.join(30)
        count += len(told)
        again = Store.open(where)
        found = examine(again, begun.id, told)
        stands, acknowledged = again.load(begun.id).version, told[-1].version if told else last
        if stands not in {acknowledged, acknowledged + 1}:
            found.faults.append(f"version {stands} stands after {acknowledged} was acknowledged")
        faults += [f"kill {number}: {what}" for what in (*found.lost, *found.double, *found.faults)]
        last = stands
        again.close()
    store.close()
    return count, faults
