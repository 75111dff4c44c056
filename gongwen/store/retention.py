"""How long automatic saves are kept: all, by default; else old ones are thinned, and the trail says which are gone."""

from __future__ import annotations

import difflib
import tomllib
from bisect import bisect
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, select, text

from gongwen.errors import StoreError
from gongwen.home import FILE
from gongwen.store.audit import Entry, acts
from gongwen.store.database import sentences
from gongwen.store.saving import found
from gongwen.store.schema import blob, change, metadata, report, revision
from gongwen.store.told import TIDY, evidence_digests
from gongwen.store.verify import hear, verify_report

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from gongwen.store.access import Access
    from gongwen.store.told import Told

NAME: Final = "retention.toml"
"""The file of the rule, in GONGWEN_HOME."""

KEYS: Final = ("keep", "days", "minutes")
ALL: Final = "all"
THINNED: Final = "thinned"
MOST: Final = {"days": 36500, "minutes": 1440}
"""The largest values of a rule's numbers; the smallest is 1."""

PATIENCE_MS: Final = 30_000
"""How long tidying waits for others; nobody sits before it."""

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """Automatic saves older than so many days are thinned to one a person in so many minutes; 0 days: all are kept."""

    days: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Tidied:
    """What tidying did: versions removed and kept by report, sentences about reports left alone, bytes before and after."""

    removed: dict[str, tuple[int, ...]]
    kept: int
    refused: tuple[str, ...]
    before: int
    after: int


def rule_of(folder: Path) -> Rule:
    """Return the rule that a folder's file states, or that all is kept; raise StoreError when the file is not right."""
    try:
        plain = tomllib.loads((folder / NAME).read_text("utf-8"))
    except FileNotFoundError:
        return Rule()
    except (OSError, ValueError) as error:
        raise StoreError("留存规则读不出来", where=NAME, mend='请检查写法：keep = "thinned"，一行一项') from error
    for key in plain:
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, 1)
            mend = f"是不是“{near[0]}”" if near else f"可以写的有：{'、'.join(KEYS)}"
            raise StoreError(f"留存规则里有不认识的键“{key[:40]}”", where=NAME, mend=mend)
    keep = plain.get("keep", ALL)
    if keep not in {ALL, THINNED}:
        raise StoreError("留存规则的 keep 写错了", where=NAME, mend=f'写 "{ALL}"（全部保留）或者 "{THINNED}"（精简）')
    if keep == ALL:
        return Rule()
    return Rule(_number(plain, "days"), _number(plain, "minutes"))


def _number(plain: dict[str, object], key: str) -> int:
    value = plain.get(key)
    if type(value) is not int or not 1 <= value <= MOST[key]:
        raise StoreError(f"留存规则的 {key} 写错了", where=NAME, mend=f"写 1 到 {MOST[key]} 的整数")
    return value


def dispensable(told: Told, rule: Rule, now: datetime) -> list[int]:
    """Return the versions that a rule lets go.

    Only automatic saves that nothing refers to go, each into the next version, when that is by the same person and in the
    same stretch of minutes: who wrote what stays known, and so does every text that stood when a stretch ended.
    """
    if not rule.days:
        return []
    kept = sorted(told.versions.keys() - told.removed)
    until = now - timedelta(days=rule.days)
    gone = []
    for number, following in list(pairwise(kept))[1:]:
        act, after = told.versions[number], told.versions[following]
        at = datetime.fromisoformat(act.at)
        same = act.actor == after.actor and _stretch(at, rule) == _stretch(datetime.fromisoformat(after.at), rule)
        if same and at < until and number not in told.pinned:
            gone.append(number)
    return gone


def _stretch(at: datetime, rule: Rule) -> int:
    return int(at.timestamp()) // (rule.minutes * 60)


def tidy(access: Access, rule: Rule, *, dry: bool = False, now: datetime | None = None) -> Tidied:
    """Thin all reports by a rule, each in a transaction of its own; a report that does not hold against its trail is left alone."""
    before, moment = size_of(access.engine), now or datetime.now(UTC)
    removed: dict[str, tuple[int, ...]] = {}
    refused: list[str] = []
    kept = 0
    with access.reading() as connection:
        names = list(connection.execute(select(report.c.id).order_by(report.c.created_at)).scalars())
    for name in names:
        gone, left, faults = _thin(access, name, (rule, moment), dry=dry)
        kept += left
        if gone:
            removed[name] = gone
        if faults:
            refused.append(f"{name}：{faults[0]}")
    if removed and not dry:
        with access.writing(patience_ms=PATIENCE_MS) as connection:
            _drop_texts(connection)
        _shrink(access.engine)
    return Tidied(removed, kept, tuple(refused), before, size_of(access.engine))


def _thin(
    access: Access, name: str, by: tuple[Rule, datetime], *, dry: bool
) -> tuple[tuple[int, ...], int, tuple[str, ...]]:
    """Thin one report; return the versions removed, how many are kept, and what speaks against touching it."""
    rule = by[0]
    with access.reading() as connection:
        told, _ = hear(connection, list(acts(connection, name)))
    count = len(told.versions.keys() - told.removed)
    try:
        gone = dispensable(told, *by)
    except ValueError:
        return (), count, ("留痕里的时间被改过",)
    if not gone or dry:
        return tuple(gone), count - len(gone), ()
    with access.writing(patience_ms=PATIENCE_MS) as connection:
        found(connection, name, held=True)
        trail = list(acts(connection, name))
        faults = verify_report(connection, name, trail)
        if faults:
            return (), count, faults
        told, _ = hear(connection, trail)
        gone = dispensable(told, *by)
        told.removed |= set(gone)
        _write(connection, name, told, gone)
        details = {"removed": stretches(gone), "days": rule.days, "minutes": rule.minutes}
        access.log(connection, Entry(TIDY, name, details=details))
    return tuple(gone), len(told.versions.keys() - told.removed), ()


def _write(connection: Connection, name: str, told: Told, gone: list[int]) -> None:
    """Remove versions; the next one that is kept changed what they did, too."""
    kept = told.thinned()
    order = sorted(kept)
    heirs = {order[bisect(order, each)] for each in gone}
    for numbers in (gone, sorted(heirs)):
        for at in range(0, len(numbers), BATCH):
            some = numbers[at : at + BATCH]
            connection.execute(delete(change).where(change.c.report_id == name, change.c.number.in_(some)))
    for at in range(0, len(gone), BATCH):
        some = gone[at : at + BATCH]
        connection.execute(delete(revision).where(revision.c.report_id == name, revision.c.number.in_(some)))
    rows = [
        {"report_id": name, "number": number, "part": part, "digest": digest}
        for number in heirs for part, digest in kept[number].items()
    ]  # fmt: skip
    if rows:
        connection.execute(insert(change), rows)


def stretches(numbers: list[int]) -> list[list[int]]:
    """Return numbers as stretches from a first to a last one."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def _drop_texts(connection: Connection) -> None:
    """Remove the texts that no version has any more."""
    if connection.dialect.name == "postgresql":
        # A save that finds its text here already does not write it: nobody may save between the look and the removal.
        connection.execute(text("LOCK TABLE blob IN SHARE ROW EXCLUSIVE MODE"))
    there = set(connection.execute(select(blob.c.digest)).scalars())
    there -= set(connection.execute(select(change.c.digest).distinct()).scalars())
    spare = sorted(there - evidence_digests(connection))
    for at in range(0, len(spare), BATCH):
        connection.execute(delete(blob).where(blob.c.digest.in_(spare[at : at + BATCH])))


def _shrink(engine: Engine) -> None:
    """Give back to the disk what is free in the database."""
    with sentences(), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE_MS}")
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in (blob, change, revision):
                connection.exec_driver_sql(f"VACUUM {table.name}")


def size_of(engine: Engine) -> int:
    """Return how many bytes a database takes on the disk."""
    if engine.dialect.name == "sqlite":
        folder = Path(engine.url.database or "").parent
        return sum(path.stat().st_size for path in folder.glob(f"{FILE}*"))
    names = ", ".join(f"pg_total_relation_size('{table.name}')" for table in metadata.sorted_tables)
    with sentences(), engine.connect() as connection:
        return sum(connection.execute(text(f"SELECT {names}")).one())
