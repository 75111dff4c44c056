"""Whatever a disk, another program or an old file can do becomes a sentence, and what was acknowledged stays."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from gongwen.errors import StoreError
from gongwen.store import Store
from gongwen.store.database import WAIT_MS
from tests.children import child
from tests.samples import long, small

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


def test_a_database_in_another_programs_hands_is_a_sentence_soon(gongwen_home: Path) -> None:
    store = Store.open(gongwen_home)
    saved = store.create(small())
    with closing(sqlite3.connect(gongwen_home / "drafts.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        with pytest.raises(StoreError, match="正被别的程序占用"):
            store.save(saved.id, long(5_000), saved.version)
        assert time.monotonic() - begun < WAIT_MS / 1000 + 1
        assert store.load(saved.id).document == small()
        other.execute("ROLLBACK")
    assert store.save(saved.id, long(5_000), saved.version).version == 2


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


SAVE_IN_A_LOOP = """
import sys
from dataclasses import replace
from pathlib import Path
from gongwen.store import Store
from tests.samples import long
store = Store.open(Path(sys.argv[1]))
saved = store.create(replace(long(20_000), title="0"))
print(saved.id, flush=True)
for number in range(1, 100_000):
    saved = store.save(saved.id, replace(long(20_000), title=str(number)), saved.version)
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [1, 30, 120])
def test_a_process_killed_while_it_saves_loses_nothing_acknowledged(gongwen_home: Path, after: int) -> None:
    with child(SAVE_IN_A_LOOP, str(gongwen_home)) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        for _ in range(after):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        acknowledged = after + len(process.stdout.read().split())
    draft = Store.open(gongwen_home).load(name)
    assert draft.document == replace(long(20_000), title=draft.document.title)
    assert int(draft.document.title) in {acknowledged, acknowledged + 1}


SAVE_ONE = """
import sys
from dataclasses import replace
from pathlib import Path
from gongwen.store import Store
from tests.samples import small
store = Store.open(Path(sys.argv[1]))
saved = store.create(replace(small(), title="0"))
for number in range(1, 101):
    saved = store.save(saved.id, replace(small(), title=str(number)), saved.version)
print(saved.id)
"""


def test_processes_that_begin_at_once_and_save_different_reports_do_not_disturb_each_other(gongwen_home: Path) -> None:
    processes = [child(SAVE_ONE, str(gongwen_home)) for _ in range(4)]
    names = [process.communicate(timeout=120)[0].strip() for process in processes]
    store = Store.open(gongwen_home)
    assert [(store.load(name).document.title, store.load(name).version) for name in names] == [("100", 101)] * 4


SAVE_SAME = """
import sys
from dataclasses import replace
from pathlib import Path
from gongwen.document import Section
from gongwen.edits import insert_section
from gongwen.errors import OvertakenError
from gongwen.store import Store
store = Store.open(Path(sys.argv[1]))
done = 0
while done < 40:
    draft = store.load(sys.argv[2])
    try:
        store.save(sys.argv[2], insert_section(draft.document, "body", 0, Section(f"{sys.argv[3]}-{done}")), draft.version)
    except OvertakenError:
        continue
    done += 1
"""


def test_processes_that_save_one_report_lose_no_save_that_was_acknowledged(gongwen_home: Path) -> None:
    name = Store.open(gongwen_home).create(small()).id
    processes = [child(SAVE_SAME, str(gongwen_home), name, writer) for writer in "abc"]
    assert [process.communicate(timeout=120)[0] for process in processes] == ["", "", ""]
    draft = Store.open(gongwen_home).load(name)
    assert draft.version == 121
    assert len(draft.document.body.children) == len(small().body.children) + 120
