"""An old database is brought to the newest schema with all it holds, whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import gongwen.store.database
from gongwen.errors import StoreError
from gongwen.store import Store
from gongwen.store.schema import HEAD, metadata
from tests.children import child
from tests.samples import small

MIGRATIONS = Path(gongwen.store.database.__file__).parent / "migrations"


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    return made


def old(folder: Path, revision: str) -> str:
    """Make a database of an old revision that holds the small report, and return the report's id."""
    store = Store.open(folder)
    name = store.create(small()).id
    store.close()
    engine = create_engine(f"sqlite:///{folder / 'drafts.db'}")
    with engine.begin() as connection:
        made = config()
        made.attributes["connection"] = connection
        command.downgrade(made, revision)
    engine.dispose()
    return name


def columns(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "drafts.db")) as connection:
        return {row[1] for row in connection.execute("PRAGMA table_info(report)")}


def test_the_newest_revision_is_the_one_the_store_asks_for() -> None:
    assert ScriptDirectory.from_config(config()).get_heads() == [HEAD]


def test_the_migrations_make_the_schema_the_store_uses(gongwen_home: Path) -> None:
    Store.open(gongwen_home).close()
    with create_engine(f"sqlite:///{gongwen_home / 'drafts.db'}").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_first_schema_is_upgraded_with_what_it_holds(gongwen_home: Path) -> None:
    name = old(gongwen_home, "0001")
    assert "label" not in columns(gongwen_home)
    store = Store.open(gongwen_home)
    assert "label" in columns(gongwen_home)
    draft = store.load(name)
    assert (draft.document, draft.version, draft.label) == (small(), 1, "")
    assert store.history.at(name, 1) == small()
    assert store.save(name, replace(small(), title="升级以后"), draft.version).version == 2
    assert [row.id for row in store.list()] == [name]


def test_processes_that_open_an_old_database_at_once_upgrade_it_once(gongwen_home: Path) -> None:
    name = old(gongwen_home, "0001")
    script = "import sys; from pathlib import Path; from gongwen.store import Store; Store.open(Path(sys.argv[1])).load(sys.argv[2])"
    processes = [child(script, str(gongwen_home), name) for _ in range(4)]
    assert [process.communicate(timeout=60)[0] for process in processes] == [""] * 4
    assert Store.open(gongwen_home).load(name).document == small()


def test_an_upgrade_that_fails_changes_nothing(gongwen_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = old(gongwen_home, "0001")
    with closing(sqlite3.connect(gongwen_home / "drafts.db")) as connection:
        before = list(connection.iterdump())

    def half_way(made: Config, _revision: str) -> None:
        made.attributes["connection"].exec_driver_sql("ALTER TABLE report ADD COLUMN label TEXT")
        made.attributes["connection"].exec_driver_sql("SELECT * FROM nowhere")

    monkeypatch.setattr(command, "upgrade", half_way)
    with pytest.raises(StoreError):
        Store.open(gongwen_home)
    monkeypatch.undo()
    with closing(sqlite3.connect(gongwen_home / "drafts.db")) as connection:
        assert list(connection.iterdump()) == before
    assert Store.open(gongwen_home).load(name).document == small()


def test_report_and_sections_are_kept_apart_as_readable_json(gongwen_home: Path) -> None:
    name = Store.open(gongwen_home).create(small()).id
    with closing(sqlite3.connect(gongwen_home / "drafts.db")) as connection:
        (frame,) = connection.execute("SELECT frame FROM report WHERE id = ?", (name,)).fetchone()
        rows = connection.execute("SELECT section_id, paragraphs FROM section WHERE report_id = ?", (name,)).fetchall()
    assert "全年召开" not in frame
    assert json.loads(dict(rows)["s2"]) == list(small().section("s2").paragraphs)
