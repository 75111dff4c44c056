"""An old database is brought to the newest schema with all it holds, whole or not at all."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, bindparam, inspect, text

import gongwen.store.database
from gongwen import edits
from gongwen.checks import Checker
from gongwen.checks.ignored import Scope
from gongwen.document import Document, Location
from gongwen.errors import StoreError
from gongwen.person import Person
from gongwen.review.anchor import anchored
from gongwen.review.annotation import Outcome, Weight
from gongwen.review.texts import texts
from gongwen.store import Role, Store
from gongwen.store.audit import first_broken
from gongwen.store.database import _server_engine, reading, writing
from gongwen.store.parts import FRAME, parts_of
from gongwen.store.schema import HEAD, metadata
from gongwen.store.sqlite import file_engine
from tests.children import child
from tests.pictures import figure, illustrated
from tests.samples import small

if TYPE_CHECKING:
    from collections.abc import Iterator

MIGRATIONS = Path(gongwen.store.database.__file__).parent / "migrations"
SERVER_SINCE = "0004"
"""The first revision that there was a server for."""


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made


REVISIONS = sorted(script.revision for script in ScriptDirectory.from_config(config()).walk_revisions())
EARLIER = [
    *(("file", revision) for revision in REVISIONS),
    *(("server", revision) for revision in REVISIONS if revision >= SERVER_SINCE),
]


@contextmanager
def opened(where: Path | str, *, write: bool = False) -> Iterator[Connection]:
    """Give a connection to the database as it is, without bringing it to the newest schema."""
    engine = file_engine(where) if isinstance(where, Path) else _server_engine(where)
    with (writing if write else reading)(engine) as connection:
        yield connection
    engine.dispose()


NAMES = ("before-1", "before-2")
LATER = ("byline", "annexes", "appearance", "tables", "layout", "attendance", "figures")
"""Keys that the first frames had not yet; nor did they say whether seals are put."""


def old_document(revision: str) -> Document:
    """Return what a report could be when a revision was the newest."""
    document = illustrated(figure()) if revision >= "0003" else small()
    return edits.set_paragraphs(document, "s4", ("升级以前写的一句。", *document.section("s4").paragraphs))


def frame_at(revision: str) -> str:
    """Return a report's frame as it was written then."""
    frame = json.loads(parts_of(old_document(revision))[FRAME])
    if revision < "0003":
        frame = {key: value for key, value in frame.items() if key not in LATER}
        del frame["signature"]["sealed"]
    return json.dumps(frame, ensure_ascii=False)


def write_first(where: Path, revision: str) -> None:
    """Make a database of one of the first revisions: two reports at their third version, the second in the bin."""
    document, moment = old_document(revision), "2026-01-15T08:30:00.000+00:00"
    with opened(where, write=True) as connection:
        command.upgrade(config(connection), revision)
        for name, deleted in zip(NAMES, (None, moment), strict=True):
            row = {
                "id": name, "kind": document.kind, "year": document.year, "title": document.title,
                "frame": frame_at(revision), "characters": document.characters, "version": 3, "created_at": moment,
                "saved_at": moment, "deleted_at": deleted, "place": '["s4", 0, 2, 2]', "import_report": "{}",
                **({"label": "送审稿"} if revision >= "0002" else {}),
            }  # fmt: skip
            put(connection, "report", row)
            for part, paragraphs in parts_of(document).items():
                if part != FRAME:
                    kept = {"report_id": name, "section_id": part, "paragraphs": paragraphs}
                    put(connection, "section", {**kept, "version": 2, "saved_at": moment})
            for each in document.figures:
                kept_picture = {"report_id": name, "digest": each.picture.digest, "data": each.picture.data}
                put(connection, "picture", kept_picture)


def put(connection: Connection, table: str, row: dict[str, object]) -> None:
    places = ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"), row)  # noqa: S608 - of this test


def write_later(where: Path | str, revision: str) -> str:
    """Make a database of a later revision: a report with versions, a question, a name, people; return its id."""
    one, two = Store.open(where, Person("甲")), Store.open(where, Person("乙"))
    begun = one.create(old_document("0003"), label="送审稿")
    one.save(begun.id, edits.set_paragraphs(begun.document, "s4", ("甲写的。",)), 1)
    two.save(begun.id, edits.set_paragraphs(begun.document, "s4", ("乙写的。",)), 1)
    one.history.mark(begun.id, "征求意见稿")
    one.members.set(begun.id, {"甲": Role.DRAFTER, "乙": Role.CHECKER})
    one.set_place(begun.id, Location("s4", 0, 2, 2))
    one.unsaved.keep(begun.id, 3, {"s4": ("甲写的。", "甲还在写的。")})
    if revision >= "0007":
        place = anchored(texts(one.load(begun.id).document), "s4", 0, 2)
        about = two.review.add(begun.id, 3, place, "说清楚是谁", weight=Weight.MUST)
        two.review.send(begun.id)
        one.review.reply(begun.id, about.id, "就是甲")
        one.review.close(begun.id, about.id, Outcome.PARTLY, "下一稿再说", version=3)
        two.review.add(begun.id, 3, place, "还没有发出的")
    if revision >= "0009":
        begun_on = one.load(begun.id).document
        one.findings.ignore(begun.id, Checker().check(begun_on)[0], Scope.PLACE, "原文如此", version=3)
        one.findings.add_word("清溪办", begun.id)
    one.close()
    two.close()
    with opened(where, write=True) as connection:
        command.downgrade(config(connection), revision)
    return begun.id


def test_the_newest_revision_is_the_one_the_store_asks_for() -> None:
    assert ScriptDirectory.from_config(config()).get_heads() == [HEAD]


def test_the_migrations_make_the_schema_the_store_uses(where: Path | str) -> None:
    Store.open(where).close()
    with opened(where) as connection:
        here = connection.dialect.name == "sqlite"  # the index of lists is SQLite's alone
        look = {"include_object": lambda _made, name, *_rest: here or name != "ix_report_listed"}
        assert compare_metadata(MigrationContext.configure(connection, opts=look), metadata) == []


@pytest.mark.parametrize(
    ("where", "revision"), [pair for pair in EARLIER if pair[1] < SERVER_SINCE], indirect=["where"]
)
def test_the_first_schemas_are_upgraded_with_what_they_hold(where: Path, revision: str) -> None:
    write_first(where, revision)
    store, document = Store.open(where), old_document(revision)
    (listed,), (binned,) = store.list(), store.bin()
    assert (listed.id, binned.id) == NAMES
    assert (listed.title, listed.label, listed.characters) == (
        document.title, "送审稿" if revision >= "0002" else "", document.characters,
    )  # fmt: skip
    for name in NAMES:
        draft = store.load(name)
        assert (draft.document, draft.version, draft.import_report) == (document, 3, "{}")
        assert (draft.place, draft.saved_at.isoformat()) == (Location("s4", 0, 2, 2), "2026-01-15T08:30:00+00:00")
        assert store.history.at(name, 3) == document
        assert [version.action for version in store.history.versions(name)] == ["before"]
    saved = store.save(NAMES[0], edits.set_paragraphs(document, "s4", ("升级以后。",)), 3)
    assert (saved.version, store.history.at(NAMES[0], 3)) == (4, document)
    assert {each.text for each in store.history.authors(NAMES[0], "s2")} >= {"全年召开专题会议4次，研究解决问题6项。"}
    with opened(where) as connection:
        assert first_broken(connection) == (len(NAMES) + 1, None)
    assert [(act.action, act.version) for act in store.history.trail(NAMES[0])] == [("before", 3), ("save", 4)]


@pytest.mark.parametrize(
    ("where", "revision"), [pair for pair in EARLIER if pair[1] >= SERVER_SINCE], indirect=["where"]
)
def test_later_schemas_are_upgraded_with_what_they_hold(where: Path | str, revision: str) -> None:
    name = write_later(where, revision)
    store = Store.open(where, Person("甲"))
    draft, (asked,), (named,), (left,) = (
        store.load(name), store.questions.open(name), store.history.milestones(name), store.unsaved.left(name),
    )  # fmt: skip
    assert (draft.version, draft.label, draft.place) == (3, "送审稿", Location("s4", 0, 2, 2))
    assert draft.document == edits.set_paragraphs(old_document("0003"), "s4", ("甲写的。",))
    assert (asked.question.mine, asked.mine.by, asked.question.theirs, asked.theirs.by) == (
        "乙写的。", "乙", "甲写的。", "甲",
    )  # fmt: skip
    assert (named.name, named.digest) == ("征求意见稿", store.history.digest(name, 3))
    assert (left.text, store.members.of(name)) == ("甲还在写的。", {"甲": Role.DRAFTER, "乙": Role.CHECKER})
    assert store.history.at(name, 1) == old_document("0003")
    assert [(each.text, each.anchor.now, each.by, len(each.replies)) for each in store.review.all(name)] == (
        [("说清楚是谁", "甲写", "乙", 1)] if revision >= "0007" else []
    )
    assert [(each.reason, each.by) for each in store.findings.ignored(name)] == (
        [("原文如此", "甲")] if revision >= "0009" else []
    )
    assert store.findings.office().words == ({"清溪办"} if revision >= "0009" else set())
    assert [(version.actor, version.base) for version in store.history.versions(name)] == [
        ("甲", None), ("甲", None), ("乙", 1),
    ]  # fmt: skip
    with opened(where) as connection:
        count, broken = first_broken(connection)
    assert (broken, count) == (None, len(store.history.trail()))
    assert store.save(name, old_document("0003"), 3).version == 4


def test_processes_that_open_an_old_database_at_once_upgrade_it_once(gongwen_home: Path) -> None:
    write_first(gongwen_home, "0001")
    script = "import sys; from gongwen.store import Store; Store.open().load(sys.argv[1])"
    processes = [child(script, NAMES[0]) for _ in range(4)]
    assert [process.communicate(timeout=60)[0] for process in processes] == [""] * 4
    assert Store.open(gongwen_home).load(NAMES[0]).document == old_document("0001")


def test_processes_that_open_an_empty_database_at_once_make_its_tables_once(where: Path | str) -> None:
    script = "from gongwen.store import Store; from tests.samples import small; Store.open().create(small())"
    processes = [child(script) for _ in range(4)]
    assert [process.communicate(timeout=60)[0] for process in processes] == [""] * 4
    assert len(Store.open(where).list()) == 4


def contents(where: Path | str) -> dict[str, list[object]]:
    """Return all columns and rows of a database by their tables."""
    with opened(where) as connection:
        names = inspect(connection).get_table_names()
        return {
            name: [
                *(column["name"] for column in inspect(connection).get_columns(name)),
                *sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")).all())),  # noqa: S608 - its own tables
            ]
            for name in names
        }


@pytest.mark.parametrize(
    ("where", "revision"), [("file", "0001"), ("file", "0003"), ("server", SERVER_SINCE)], indirect=["where"]
)
def test_an_upgrade_that_fails_changes_nothing(
    where: Path | str, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if isinstance(where, Path):
        write_first(where, revision)
    else:
        write_later(where, revision)
        set_revision(where, "0003")  # so that there is something to upgrade
    before = contents(where)

    def half_way(made: Config, _revision: str) -> None:
        made.attributes["connection"].exec_driver_sql("ALTER TABLE report ADD COLUMN more TEXT")
        made.attributes["connection"].exec_driver_sql("SELECT * FROM nowhere")

    monkeypatch.setattr(command, "upgrade", half_way)
    with pytest.raises(StoreError):
        Store.open(where)
    assert contents(where) == before


def set_revision(where: Path | str, revision: str) -> None:
    with opened(where, write=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :now").bindparams(bindparam("now", revision)))


def test_a_database_of_a_newer_version_is_refused_and_left_alone(where: Path | str) -> None:
    store = Store.open(where)
    store.create(small())
    store.close()
    set_revision(where, "9999")
    before = contents(where)
    with pytest.raises(StoreError, match=r"更新的版本.*换用新版本"):
        Store.open(where)
    assert contents(where) == before


def test_report_and_sections_are_kept_apart_as_readable_json(where: Path | str) -> None:
    name = Store.open(where).create(small()).id
    with opened(where) as connection:
        frame = connection.execute(text("SELECT frame FROM report")).scalar_one()
        rows = connection.execute(
            text("SELECT section_id, paragraphs FROM section WHERE report_id = :id"), {"id": name}
        )
        kept = dict(tuple(row) for row in rows)
    assert "全年召开" not in frame
    assert json.loads(kept["s2"]) == list(small().section("s2").paragraphs)
