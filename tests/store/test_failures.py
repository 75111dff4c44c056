"""Whatever a disk, another program or an old file can do becomes a sentence, and what was acknowledged stays."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from gongwen import edits
from gongwen.errors import StoreError
from gongwen.person import Person
from gongwen.store import Store
from gongwen.store.audit import first_broken
from gongwen.store.database import WAIT_MS
from tests.children import child
from tests.samples import long, small
from tests.servers import Server
from widgets import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

SAVE_UNTIL_FULL = """
import resource, signal, sys
from pathlib import Path
from gongwen.errors import StoreError
from gongwen.store import Store
from tests.samples import long, small
from dataclasses import replace
store = Store.open(Path(sys.argv[1]))
saved = store.create(small())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    for number in range(500):
        saved = store.save(saved.id, replace(long(20_000), title=f"第{number}稿"), saved.version)
        print("saved", number, flush=True)
        saved = store.save(saved.id, small(), saved.version)
except StoreError as error:
    print("sentence", error.sentence)
"""


def test_a_disk_that_fills_up_is_a_sentence_and_the_last_save_stays(gongwen_home: Path) -> None:
    with child(SAVE_UNTIL_FULL, str(gongwen_home)) as process:
        said = process.communicate(timeout=60)[0]
    assert "sentence" in said, said
    assert "磁盘" in said
    assert "Traceback" not in said
    store = Store.open(gongwen_home)
    assert store.load(store.list()[0].id).document in {
        small(), *(replace(long(20_000), title=f"第{number}稿") for number in range(said.count("saved ")))
    }  # fmt: skip


def test_a_full_database_is_a_sentence_and_saves_again_when_there_is_room(gongwen_home: Path) -> None:
    store = Store.open(gongwen_home)
    saved = store.create(small())
    with store._access.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
    with pytest.raises(StoreError, match="磁盘满了"):
        store.save(saved.id, long(50_000), saved.version)
    with store._access.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert store.load(saved.id).document == small()
    assert store.save(saved.id, long(50_000), saved.version).version == 2


def test_a_server_whose_disk_is_full_or_that_lets_nobody_write_is_a_sentence_and_the_save_is_made_later(
    postgres: Server,
) -> None:
    where = postgres.fresh()
    store = Store.open(where)
    saved = store.create(small())
    with psycopg.connect(where, autocommit=True) as server:
        # What the server says when it finds no room, said where the last of a save's rows is written.
        server.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
            "'could not extend file \"base/1/2\": No space left on device' USING ERRCODE = '53100'; END $$"
        )
        server.execute("CREATE TRIGGER full_disk BEFORE INSERT ON audit EXECUTE FUNCTION full_disk()")
        with pytest.raises(StoreError, match="磁盘满了"):
            store.save(saved.id, long(5_000), saved.version)
        server.execute("DROP TRIGGER full_disk ON audit")
        assert (store.load(saved.id).document, store.history.at(saved.id, 1)) == (small(), small())
        store.close()
        server.execute(f"ALTER DATABASE {server.info.dbname} SET default_transaction_read_only = on".encode())
        with pytest.raises(StoreError, match="服务器现在只许读"):
            store.save(saved.id, long(5_000), saved.version)
        store.close()
        server.execute("SET default_transaction_read_only = off")
        server.execute(f"ALTER DATABASE {server.info.dbname} RESET default_transaction_read_only".encode())
    assert store.save(saved.id, long(5_000), saved.version).version == 2


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql://nobody@127.0.0.1:1/gongwen", "连不上"),
        ("postgresql://gongwen@/nowhere?host={folder}", "没有这个库"),
        ("mysql://gongwen@localhost/gongwen", "不是 PostgreSQL 的地址"),
        ("随便写的", "不是数据库的地址"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_sentence(postgres: Server, address: str, sentence: str) -> None:
    folder = postgres.url("x").partition("host=")[2]
    with pytest.raises(StoreError, match=sentence):
        Store.open(address.format(folder=folder))


def test_a_clock_that_goes_backwards_changes_no_order(where: Path | str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = Store.open(where, Person("甲")), Store.open(where, Person("乙"))
    saved = one.create(small())
    for number, day in enumerate((20, 19, 2, 25, 1), 2):
        with monkeypatch.context() as clock:
            clock.setattr("gongwen.store.access.datetime", stopped(datetime(2026, 1, day, tzinfo=UTC)))
            document = edits.set_paragraphs(one.load(saved.id).document, "s4", (f"第{number}稿。",))
            (one, two)[number % 2].save(saved.id, document, number - 1)
            one.history.mark(saved.id, f"第{number}稿")
    assert [version.number for version in one.history.versions(saved.id)] == [1, 2, 3, 4, 5, 6]
    assert [version.at.day for version in one.history.versions(saved.id)[1:]] == [20, 19, 2, 25, 1]
    assert [named.number for named in one.history.milestones(saved.id)] == [2, 3, 4, 5, 6]
    assert [act.version for act in one.history.trail(saved.id) if act.action == "save"] == [2, 3, 4, 5, 6]
    assert one.history.at(saved.id, 4).section("s4").paragraphs == ("第4稿。",)
    assert one.history.authors(saved.id, "s4")[0].number == 6
    with one._access.reading() as connection:
        assert first_broken(connection)[1] is None


def stopped(moment: datetime) -> type[datetime]:
    """Return a clock that stands still at a moment."""

    class Clock(datetime):
        @classmethod
        def now(cls, _zone: object = None) -> datetime:  # type: ignore[override]
            return moment

    return Clock


READ_ONLY = """
import os, sys
from pathlib import Path
import alembic.command, sqlite3, logging.config, sqlalchemy.dialects.sqlite.pysqlite
from gongwen.errors import StoreError
from gongwen.store import Store
from tests.samples import small
if os.getuid() == 0:
    os.setuid(65534)
try:
    store = Store.open(Path(sys.argv[1]))
    store.create(small())
except StoreError as error:
    print("sentence", error.sentence)
"""


@pytest.mark.parametrize("what", ["empty folder", "folder with drafts", "no such folder"])
def test_a_folder_one_may_not_write_to_is_a_sentence(what: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        folder = Path(made) / "只读 文件夹"
        folder.mkdir()
        if what == "folder with drafts":
            store = Store.open(folder)
            store.create(small())
            store.close()
        folder.chmod(0o555)
        try:
            place = folder / "下级" if what == "no such folder" else folder
            with child(READ_ONLY, str(place)) as process:
                said = process.communicate(timeout=60)[0]
        finally:
            folder.chmod(0o755)
    assert "sentence" in said, said
    assert "权限" in said


@contextmanager
def in_other_hands(where: Path | str) -> Iterator[None]:
    """Hold the database as another program might: it can be read, and not written to."""
    if isinstance(where, Path):
        with closing(sqlite3.connect(where / "drafts.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
    else:
        with psycopg.connect(where) as server:
            server.execute("LOCK TABLE report IN SHARE MODE")
            yield
            server.rollback()


def test_a_database_in_another_programs_hands_is_a_sentence_soon(where: Path | str) -> None:
    store = Store.open(where)
    saved = store.create(small())
    with in_other_hands(where):
        begun = time.monotonic()
        with pytest.raises(StoreError, match="正被别的程序占用"):
            store.save(saved.id, long(5_000), saved.version)
        assert time.monotonic() - begun < WAIT_MS / 1000 + 2
        assert store.load(saved.id).document == small()
    assert store.save(saved.id, long(5_000), saved.version).version == 2


def test_a_page_whose_database_is_in_other_hands_says_so_stays_usable_and_then_saves_all_by_itself(
    where: Path | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("widgets.autosave.RETRY", 0.5)
    blocked: list[float] = []

    async def typed() -> None:
        book = Workbook(document=small())
        session, frame = book.desk.session, book.frame
        await asyncio.sleep(1)
        with in_other_hands(where):
            until, text = time.monotonic() + HELD_BY_OTHERS, ""
            while time.monotonic() < until:
                text += "写"
                session.type("s4", text)
                begun = time.monotonic()
                await asyncio.sleep(0.05)
                blocked.append(time.monotonic() - begun)
            assert frame.state["saved"] == "failed"
            assert "正被别的程序占用" in frame.state["reason"]
            assert Store.open(where).load(frame.state["report"]).document == small()
        for _ in range(80):
            await asyncio.sleep(0.1)
            if frame.state["saved"] == "saved":
                break
        assert frame.state["saved"] == "saved"
        assert Store.open(where).load(frame.state["report"]).document == session.document
        assert session.document.section("s4").paragraphs == (text,)

    asyncio.run(typed())
    # One wait after another's write at a time, and between two of them the page is its writer's.
    assert max(blocked) < WAIT_MS / 1000 + 2


HELD_BY_OTHERS = 5.0
"""Seconds; longer than a save waits, so that several saves fail."""


def test_a_file_that_is_no_database_is_a_sentence_and_left_alone(gongwen_home: Path) -> None:
    gongwen_home.mkdir()
    content = "这不是数据库，只是一份随手记的东西。".encode() * 100
    (gongwen_home / "drafts.db").write_bytes(content)
    with pytest.raises(StoreError, match=r"损坏.*改名"):
        Store.open(gongwen_home)
    assert (gongwen_home / "drafts.db").read_bytes() == content


def test_a_damaged_file_is_a_sentence(gongwen_home: Path) -> None:
    store = Store.open(gongwen_home)
    name = store.create(long(50_000)).id
    store.close()
    path = gongwen_home / "drafts.db"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="损坏"):
        Store.open(gongwen_home).load(name)


def test_a_folder_in_the_way_of_the_file_is_a_sentence(gongwen_home: Path) -> None:
    (gongwen_home / "drafts.db").mkdir(parents=True)
    with pytest.raises(StoreError, match="打不开"):
        Store.open(gongwen_home)
    with pytest.raises(StoreError, match="建不了"):
        Store.open(Path("/dev/null/x"))


def test_a_folder_taken_away_is_a_sentence_and_nothing_is_written_into_the_void(gongwen_home: Path) -> None:
    store = Store.open(gongwen_home)
    saved = store.create(small())
    away = gongwen_home.with_name("拔掉的盘")
    gongwen_home.rename(away)
    with pytest.raises(StoreError, match="移走或者删除"):
        store.save(saved.id, long(5_000), saved.version)
    away.rename(gongwen_home)
    assert store.save(saved.id, long(5_000), saved.version).version == 2
    shutil.rmtree(gongwen_home)
    for _ in range(2):
        with pytest.raises(StoreError, match=r"移走或者删除|打不开"):
            store.save(saved.id, long(5_000), 2)


def test_a_file_put_back_from_a_copy_is_used(gongwen_home: Path, tmp_path: Path) -> None:
    store = Store.open(gongwen_home)
    saved = store.create(small())
    Store.open(gongwen_home).close()
    with closing(sqlite3.connect(gongwen_home / "drafts.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(gongwen_home, tmp_path / "copy")
    shutil.rmtree(gongwen_home)
    shutil.copytree(tmp_path / "copy", gongwen_home)
    store.save(saved.id, long(5_000), saved.version)
    assert Store.open(gongwen_home).load(saved.id).document == long(5_000)


def test_a_home_with_chinese_and_spaces_in_its_name_works(tmp_path: Path) -> None:
    folder = tmp_path / "我的 文档#1" / "公文?稿%20"
    name = Store.open(folder).create(small()).id
    assert (folder / "drafts.db").is_file()
    assert Store.open(folder).load(name).document == small()


SAVE_ONE = """
from dataclasses import replace
from gongwen.errors import StoreError
from gongwen.store import Store
from tests.samples import small
store = Store.open()
saved = store.create(replace(small(), title="0"))
for number in range(1, 101):
    version = saved.version
    while saved.version == version:
        try:
            saved = store.save(saved.id, replace(small(), title=str(number)), version)
        except StoreError:  # a disk that is busy for seconds; the page tries again too
            pass
print(saved.id)
"""


def test_processes_that_begin_at_once_and_save_different_reports_do_not_disturb_each_other(where: Path | str) -> None:
    processes = [child(SAVE_ONE) for _ in range(4)]
    names = [process.communicate(timeout=120)[0].strip() for process in processes]
    store = Store.open(where)
    assert [(store.load(name).document.title, store.load(name).version) for name in names] == [("100", 101)] * 4
