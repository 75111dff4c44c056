"""What the store costs: many processes at one report, writers killed, a database of an office's size; on a file and on a server."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from bench.office import SECTIONS, VERSIONS, build, with_history, words
from gongwen.edits import set_paragraphs
from gongwen.sentences import sentences
from gongwen.store import Store
from gongwen.together.texts import merge_text
from tests.crowd import crowd, crowded, examine, killed
from tests.servers import DURABLE, Server, programs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WRITERS, SAVES, KILLS = 10, 200, 200
SECTION = 3_000
"""Characters of a long section."""

PACE = 0.5
"""Seconds between two saves of one person who types without a pause."""

REPORTS, LONG_HISTORY = 5_000, 2_000


def main() -> None:
    """Print all tables; with --small of a tenth, to see that it works."""
    small = 10 if "--small" in sys.argv else 1
    _merges()
    for name, where in places():
        print(f"\nstore in {name}", flush=True)
        _crowd(where, SAVES // small, 0.0)
        _crowd(where, 40 // small, PACE)
    for name, where in places():
        begun = time.perf_counter()
        count, faults = killed(where, KILLS // small)
        spent = time.perf_counter() - begun
        print(
            f"{name}: {KILLS // small} writers killed, {count} saves acknowledged, {len(faults)} faults, {spent:.0f} s"
        )
        print(*faults, sep="\n")
    for name, where in places():
        print(f"\n{REPORTS // small:,} reports of {SECTIONS} sections and {VERSIONS} versions in {name}", flush=True)
        _office(where, REPORTS // small)


@contextmanager
def _server() -> Iterator[Server]:
    server = Server(DURABLE)
    try:
        yield server
    finally:
        server.remove()


def places() -> Iterator[tuple[str, Path | str]]:
    """Yield a fresh folder for SQLite, and the URL of a fresh database where there is a server."""
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", Path(folder)
    if programs() is None:
        print("no PostgreSQL on this machine: its figures are left out")
        return
    with _server() as server:
        yield "PostgreSQL", server.fresh()


def _merges() -> None:
    """Print what it costs to make one text of two people's edits of it, each of one to six sentences."""
    at = random.Random(3)  # noqa: S311 - no secret
    base = "\n".join(paragraph for key in range(8) for paragraph in words(1, key, 0))[:SECTION]
    pairs = [(_edited(base, "甲", at), _edited(base, "乙", at)) for _ in range(1_000)]
    spent, asked = [], 0
    for mine, theirs in pairs:
        begun = time.perf_counter()
        asked += bool(merge_text(base, mine, theirs)[1])
        spent.append((time.perf_counter() - begun) * 1000)
    spent.sort()
    print(
        f"two edits of a section of {SECTION:,} characters merged: p50 {spent[500]:.2f}  p99 {spent[990]:.2f} ms",
        end="",
    )
    print(f"; {asked} of 1,000 asked", flush=True)


def _edited(base: str, who: str, at: random.Random) -> str:
    pieces = list(sentences(base))
    for number in range(at.randint(1, 6)):
        place = at.randrange(len(pieces))
        if pieces[place] != "\n":
            what = at.choice(
                ("", pieces[place] + f"{who}写的第{number}句。", pieces[place].replace("，", f"，{who}改了，", 1))
            )
            pieces[place] = what
    return "".join(pieces)


def _crowd(where: Path | str, saves: int, pause: float) -> None:
    store = Store.open(where)
    name = store.create(crowded(WRITERS)).id
    begun = time.perf_counter()
    told = crowd(where, name, WRITERS, saves, pause)
    spent = time.perf_counter() - begun
    found = examine(store, name, told)
    slow = sorted(each.spent for each in told)
    p50, p95, p99 = (slow[min(len(slow) - 1, len(slow) * part // 100)] for part in (50, 95, 99))
    how = f"one each {pause} s" if pause else "flat out"
    print(f"{WRITERS} processes × {saves} saves in one report, {how}: {len(told) / spent:.0f} saves/s")
    print(f"  p50 {p50:.1f}  p95 {p95:.1f}  p99 {p99:.1f}  longest {slow[-1]:.1f} ms")
    asked = len(store.questions.all(name))
    print(f"  lost {len(found.lost)}, double {len(found.double)}, other faults {len(found.faults)}, questions {asked}")
    store.close()


def _office(where: Path | str, reports: int) -> None:
    store = Store.open(where)
    begun = time.perf_counter()
    names = build(store, reports)
    long = with_history(store, LONG_HISTORY)
    with store._access.engine.connect() as connection:  # noqa: SLF001 - the bench looks inside
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    print(f"  built in {time.perf_counter() - begun:.0f} s; {size_of(store, where) / 2**20:,.0f} MiB on disk")
    some = random.Random(1).choices(names, k=30)  # noqa: S311 - no secret
    rows: list[tuple[str, Callable[[str], object]]] = [
        ("list", lambda _name: store.list()),
        ("opening a report", store.load),
        ("opening it in a window just opened", lambda name: Store(store._access).load(name)),  # noqa: SLF001
        ("timeline of a report", store.history.versions),
        ("trail of a report", store.history.trail),
        ("an earlier version", lambda name: store.history.at(name, VERSIONS // 2)),
        ("who wrote what in a section", lambda name: store.history.authors(name, "s3")),
        (f"timeline of a report of {LONG_HISTORY:,} versions", lambda _name: store.history.versions(long)),
        ("its middle version", lambda _name: store.history.at(long, LONG_HISTORY // 2)),
        ("opening it", lambda _name: store.load(long)),
    ]
    for what, act in rows:
        _print(what, act, some)
    numbers = iter(range(1_000))

    def save(name: str) -> None:
        draft = store.load(name)
        begun = time.perf_counter()
        store.save(name, set_paragraphs(draft.document, "s3", (f"第{next(numbers)}次改动。",)), draft.version)
        spent.append((time.perf_counter() - begun) * 1000)

    spent: list[float] = []
    for name in some:
        save(name)
    print(f"  {'a save':44}{statistics.median(spent):9.2f} ms, longest {max(spent):.1f}")
    begun = time.perf_counter()
    store.search.prepare()
    print(
        f"  words put into the index in {time.perf_counter() - begun:.0f} s; {size_of(store, where) / 2**20:,.0f} MiB on disk"
    )
    _print("search for words that many reports have", lambda _name: store.search.find("行政执法"), some)
    _print("search for words that one report has", lambda _name: store.search.find("第4711号报告"), some)
    store.close()


def _print(what: str, act: Callable[[str], object], names: list[str]) -> None:
    spent = []
    for name in names:
        begun = time.perf_counter()
        act(name)
        spent.append((time.perf_counter() - begun) * 1000)
    print(f"  {what:44}{statistics.median(spent):9.2f} ms, longest {max(spent):.1f}", flush=True)


def size_of(store: Store, where: Path | str) -> int:
    """Return the bytes of a database on disk."""
    with store._access.engine.connect() as connection:  # noqa: SLF001 - the bench looks inside
        if isinstance(where, Path):
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return sum(path.stat().st_size for path in where.iterdir())
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
