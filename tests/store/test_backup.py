"""A backup is of one moment while others write, is tried before it is acknowledged, and comes back only where nothing is."""

from __future__ import annotations

import gzip
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from gongwen.errors import StoreError
from gongwen.store import Store
from gongwen.store.backup import LEFT
from gongwen.store.schema import metadata
from tests.children import child
from tests.pictures import illustrated
from tests.samples import small
from tests.servers import Server
from tests.store.test_verify import JIA, intruder, lived


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return all that is stored, but for the trail's word of the backup itself."""
    with store._access.reading() as connection:
        kept = {
            table.name: sorted(tuple(row) for row in connection.execute(select(table)))
            for table in metadata.sorted_tables
            if table.name not in LEFT
        }
    kept["audit"] = [row for row in kept["audit"] if row[5] not in {"backup", "recover"}]
    return kept


@pytest.fixture(params=["file", "server"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """Where a backup is restored to: an empty folder, an empty database."""
    if request.param == "file":
        yield tmp_path / "other"
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.fresh()
    yield url
    server.drop(url)


@pytest.mark.parametrize("name", ["全部.db.gz", "全部.db"])
def test_what_was_backed_up_comes_back_whole_on_either_kind_of_database(
    where: Path | str, empty: Path | str, name: str, tmp_path: Path
) -> None:
    store, _ = lived(where)
    store.create(illustrated())
    made, missed = store.upkeep.back_up(tmp_path / name)
    assert (made.verdict.reports, made.verdict.faults, missed) == (3, (), "")
    assert (made.file.read_bytes()[:2] == b"\x1f\x8b") is name.endswith(".gz")
    assert made.file.stat().st_mode & 0o777 == 0o600
    again = Store.open(empty, JIA)
    verdict, missed = again.upkeep.recover(made.file)
    assert (verdict, missed) == (made.verdict, "")
    assert rows(again) == rows(store)
    acts = again.upkeep.acts()
    assert [act.action for act in acts][-1:] == ["recover"]
    assert acts[-1].details == {"file": name, "sha256": made.sha256} == store.upkeep.acts()[-1].details
    assert again.upkeep.verify(made.verdict.head).faults == ()
    for each in (store, again):
        each.close()
    assert {path.name for path in tmp_path.iterdir()} <= {name, "home", "other"}


WRITE = """
import sys
from gongwen.store import Store
from gongwen import edits
from pathlib import Path
where = sys.argv[1]
store = Store.open(where if "://" in where else Path(where))
saved = store.load(sys.argv[2])
document, version, number = saved.document, saved.version, 0
while True:
    number += 1
    document = edits.set_paragraphs(document, "s4", (f"第{number}次。",))
    version = store.save(sys.argv[2], document, version).version
    print(version, flush=True)
"""


def test_others_write_on_while_a_backup_is_made(where: Path | str, tmp_path: Path) -> None:
    store = Store.open(where, JIA)
    name = store.create(small()).id
    with child(WRITE, str(where), name) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "2\n"
        before = store.version(name)
        made, _ = store.upkeep.back_up(tmp_path / "一.db.gz")
        after = store.version(name)
        while store.version(name) == after:
            assert writer.poll() is None
        writer.kill()
    assert made.verdict.faults == ()
    assert before <= made.verdict.versions <= after
    assert after > before
    assert store.upkeep.verify(made.verdict.head).faults == ()
    store.close()


def test_a_backup_of_a_store_that_was_tampered_with_is_made_and_says_so(where: Path | str, tmp_path: Path) -> None:
    store, _ = lived(where)
    with intruder(store._access.engine) as connection:
        connection.exec_driver_sql("UPDATE milestone SET note = ''")
    made, _ = store.upkeep.back_up(tmp_path / "一.db")
    assert [fault.seq for fault in made.verdict.faults] == [6]
    assert made.file.exists()
    store.close()


def test_nothing_is_restored_over_anything(gongwen_home: Path, tmp_path: Path) -> None:
    store, _ = lived(gongwen_home)
    made, _ = store.upkeep.back_up(tmp_path / "一.db")
    before = rows(store)
    with pytest.raises(StoreError, match="已经有稿件"):
        store.upkeep.recover(made.file)
    assert rows(store) == before
    with pytest.raises(StoreError, match="已经有这个文件"):
        store.upkeep.back_up(made.file)
    store.close()


def test_a_restore_that_breaks_off_leaves_the_place_empty(
    gongwen_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = lived(gongwen_home)
    made, _ = store.upkeep.back_up(tmp_path / "一.db")
    other = Store.open(tmp_path / "other")
    carry = __import__("gongwen.store.backup", fromlist=["_carry"])._carry

    def torn(before: object, after: object) -> None:
        carry(before, after)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("gongwen.store.backup._carry", torn)
        with pytest.raises(StoreError):
            other.upkeep.recover(made.file)
    assert other.upkeep.verify().entries == 0
    assert other.upkeep.recover(made.file)[0].faults == ()
    for each in (store, other):
        each.close()


def spoiled(good: Path, how: str, tmp_path: Path) -> Path:
    bad = tmp_path / f"坏{good.suffix}"
    data = good.read_bytes()
    if how == "cut":
        bad.write_bytes(data[: len(data) // 2])
    elif how == "one byte":
        bad.write_bytes(data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 255]) + data[len(data) // 2 + 1 :])
    elif how == "text":
        bad.write_text("不是备份", "utf-8")
    elif how == "empty":
        bad.write_bytes(b"")
    elif how == "packed text":
        bad.write_bytes(gzip.compress(b"nothing"))
    elif how == "another program's":
        with closing(sqlite3.connect(bad)) as connection:
            connection.execute("CREATE TABLE places (id)")
    elif how == "newer":
        bad.write_bytes(gzip.decompress(data))
        with closing(sqlite3.connect(bad)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
    elif how == "a folder":
        bad.mkdir()
    return bad


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("cut", "不完整，或者已经损坏"), ("one byte", "损坏"), ("text", "不是本程序的备份"), ("empty", "不是本程序的备份"),
        ("packed text", "不是本程序的备份"), ("another program's", "不是本程序的备份"), ("newer", "更新的版本"),
        ("a folder", "读写不了"), ("nothing", "没有这个文件"),
    ],
)  # fmt: skip
def test_what_is_no_sound_backup_is_a_sentence(gongwen_home: Path, tmp_path: Path, how: str, says: str) -> None:
    store, _ = lived(gongwen_home)
    made, _ = store.upkeep.back_up(tmp_path / "一.db.gz")
    other = Store.open(tmp_path / "other")
    with pytest.raises(StoreError, match=says):
        other.upkeep.recover(spoiled(made.file, how, tmp_path))
    assert other.upkeep.verify().entries == 0
    for each in (store, other):
        each.close()


def test_a_damaged_plain_backup_is_found_when_it_is_read(gongwen_home: Path, tmp_path: Path) -> None:
    store, _ = lived(gongwen_home)
    made, _ = store.upkeep.back_up(tmp_path / "一.db")
    data = bytearray(made.file.read_bytes())
    data[8192:40000] = os.urandom(40000 - 8192)
    (tmp_path / "坏.db").write_bytes(data)
    other = Store.open(tmp_path / "other")
    with pytest.raises(StoreError, match="损坏"):
        other.upkeep.recover(tmp_path / "坏.db")
    for each in (store, other):
        each.close()


def test_a_backup_that_cannot_be_written_is_a_sentence_and_leaves_nothing(gongwen_home: Path, tmp_path: Path) -> None:
    store, _ = lived(gongwen_home)
    for place, says in ((tmp_path / "没有" / "一.db", "没有这个文件"), (tmp_path / ("长" * 200), "读写不了")):
        with pytest.raises(StoreError, match=says):
            store.upkeep.back_up(place)
    assert {path.name for path in tmp_path.iterdir()} == {"home"}
    if Path("/dev/full").exists():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("gongwen.store.backup._write", lambda _bare, _part, packed: _full(packed=packed))
            with pytest.raises(StoreError, match="磁盘满了"):
                store.upkeep.back_up(tmp_path / "一.db")
    assert {path.name for path in tmp_path.iterdir()} == {"home"}
    assert store.upkeep.acts()[-1].action != "backup"
    store.close()


def _full(*, packed: bool) -> None:
    with Path("/dev/full").open("wb") as device:
        device.write(b"1" if packed else b"0")


def test_a_backup_from_an_earlier_version_of_the_program_is_upgraded_on_its_way(tmp_path: Path) -> None:
    from tests.store.test_migrations import NAMES, write_first

    write_first(tmp_path / "old", "0002")
    other = Store.open(tmp_path / "other")
    verdict, _ = other.upkeep.recover(tmp_path / "old" / "drafts.db")
    assert (verdict.reports, verdict.faults) == (2, ())
    assert other.load(NAMES[0]).version == 3
    other.close()
