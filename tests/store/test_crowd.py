"""Many processes at one report at once, processes killed while they write, a server that goes away and comes back."""

from __future__ import annotations

import random
import signal
import threading
import time
from pathlib import Path

import pytest

from gongwen.errors import StoreError
from gongwen.store import Store
from gongwen.store.watch import Watch
from tests.crowd import DISPUTED, SHARED, Acknowledged, Found, crowd, crowded, edited, examine, killed
from tests.servers import Server


def test_of_many_who_save_one_report_at_once_nothing_is_lost_or_there_twice(where: Path | str) -> None:
    store = Store.open(where)
    name = store.create(crowded(4)).id
    told = crowd(where, name, writers=4, saves=25)
    assert examine(store, name, told) == Found()
    assert len(told) == store.version(name) - 1 == 100
    assert store.questions.open(name)  # they did meet: else this would show nothing


def test_what_is_lost_or_there_twice_would_be_found(where: Path | str) -> None:
    store, at = Store.open(where), random.Random(1)  # noqa: S311 - what happens at random in a test is no secret
    begun = store.create(crowded(1))
    once = edited(begun.document, SHARED, "写了一次", at)
    store.save(begun.id, edited(once, "w0", "写了一次", at), 1)
    told = [Acknowledged("写了一次", SHARED, 2, 1.0), Acknowledged("没有写", DISPUTED, 2, 1.0)]
    found = examine(store, begun.id, told)
    assert (found.double, found.lost) == (["写了一次"], ["没有写"])
    assert found.faults == ["version 2 acknowledged 2 times"]


def test_processes_killed_at_any_moment_of_writing_lose_nothing_acknowledged(where: Path | str) -> None:
    count, faults = killed(where, 12)
    assert faults == []
    assert count > 12


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["stopped", "crashed"])
def test_a_server_started_again_in_the_middle_is_a_sentence_and_then_all_goes_on(how: signal.Signals) -> None:
    server = Server()
    try:
        _write_while_it_comes_and_goes(server, how)
    finally:
        server.remove()


def _write_while_it_comes_and_goes(server: Server, how: signal.Signals) -> None:
    where = server.fresh()
    store, at = Store.open(where), random.Random(2)  # noqa: S311 - what happens at random in a test is no secret
    watch = store.watch()
    begun = store.create(crowded(1))
    told: list[Acknowledged] = []
    sentences: list[str] = []
    done = threading.Event()

    def write() -> None:
        document, version = begun.document, 1
        while not done.is_set():
            word = f"第{len(told)}次"
            mine = edited(document, SHARED, word, at)
            while True:
                try:
                    saved = store.save(begun.id, mine, version)
                    break
                except StoreError as error:
                    sentences.append(error.sentence)
                    time.sleep(0.02)
            document, version = saved.document, saved.version
            told.append(Acknowledged(word, SHARED, version, 0.0))

    writer = threading.Thread(target=write, daemon=True)
    writer.start()

    def five_more() -> None:
        before, until = len(told), time.monotonic() + 30
        while len(told) < before + 5:
            assert writer.is_alive()
            assert time.monotonic() < until, sentences[-1:]
            time.sleep(0.01)

    for _ in range(3):
        five_more()
        server.stop(how)
        with pytest.raises(StoreError, match=r"连不上|停了"):
            looked_at(watch)
        with pytest.raises(StoreError, match=r"连不上|停了"):
            Store.open(where)
        server.start()
    five_more()
    done.set()
    writer.join(30)
    assert watch.changed()
    assert examine(store, begun.id, told) == Found()
    assert sentences
    assert all("连不上" in sentence or "停了" in sentence for sentence in sentences), set(sentences)


def looked_at(watch: Watch) -> None:
    """Ask a watch as often as it takes: words that came before the end are told first."""
    for _ in range(9):
        watch.changed()
