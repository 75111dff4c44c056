"""A save costs what changed, however long the report and its history are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from sqlalchemy import event

from gongwen import edits
from gongwen.document import BODY_ID, Document, Section
from gongwen.store import Store, parts
from tests.pictures import illustrated


def report(sections: int) -> Document:
    """Return a report of so many sections, all of one size."""
    children = tuple(Section(f"t{at}", f"第{at}项", (f"第{at}项工作全年推进。" * 60,) * 4) for at in range(sections))
    return Document(title="同样大小的各节", year=2025, body=Section(BODY_ID, children=children))


@dataclass
class Cost:
    """What was asked of a database: the statements, the size of what went with them, how many texts were made JSON."""

    statements: list[str] = field(default_factory=list)
    size: int = 0
    written: int = 0


def cost(store: Store, monkeypatch: pytest.MonkeyPatch) -> Cost:
    """Begin to count what a store does."""
    found, as_json = Cost(), parts.as_json

    def note(_connection: object, _cursor: object, statement: str, values: object, *_more: object) -> None:
        found.statements.append(statement)
        found.size += len(repr(values))

    def written(value: object) -> str:
        found.written += 1
        return as_json(value)

    event.listen(store._access.engine, "before_cursor_execute", note)
    monkeypatch.setattr(parts, "as_json", written)
    return found


def after_one_edit(where: Path | str, document: Document, versions: int, monkeypatch: pytest.MonkeyPatch) -> Cost:
    """Return what one more save costs after so many."""
    store = Store.open(where)
    saved = store.create(document)
    for number in range(versions):
        changed = edits.set_paragraphs(saved.document, "t5", (f"第{number}次改动。",))
        saved = store.save(saved.id, changed, saved.version)
    with monkeypatch.context() as during:
        found = cost(store, during)
        store.save(saved.id, edits.set_paragraphs(saved.document, "t5", ("又改了一次。",)), saved.version)
    return found


def test_a_save_costs_the_same_in_a_short_report_and_in_a_long_one_with_a_long_history(
    where: Path | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = after_one_edit(where, report(10), 2, monkeypatch)
    long = after_one_edit(where, report(300), 40, monkeypatch)
    assert len(long.statements) == len(short.statements) <= 13, long.statements
    assert long.size < short.size * 1.1
    assert short.written == long.written == 1


def test_a_new_heading_writes_the_frame_and_no_text(where: Path | str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(where)
    saved = store.create(report(30))
    found = cost(store, monkeypatch)
    store.save(saved.id, edits.rename(saved.document, "t5", "换了标题"), saved.version)
    assert found.written == 1
    assert not [each for each in found.statements if "UPDATE section" in each or "INSERT INTO section" in each]


def test_what_others_saved_is_merged_without_reading_the_history_or_pictures(
    where: Path | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = Store.open(where), Store.open(where)
    begun = one.create(illustrated())
    two.load(begun.id)
    one.save(begun.id, edits.set_paragraphs(begun.document, "s4", ("一边写的。",)), 1)
    found = cost(two, monkeypatch)
    merged = two.save(begun.id, edits.set_paragraphs(begun.document, "s2", ("另一边写的。",)), 1)
    assert merged.document == edits.set_paragraphs(
        edits.set_paragraphs(begun.document, "s4", ("一边写的。",)), "s2", ("另一边写的。",)
    )
    assert not [each for each in found.statements if "FROM change" in each or "FROM picture" in each]
    assert found.written == 1
    assert Store.open(where).load(begun.id).document == merged.document


def test_a_window_that_merges_a_new_picture_reads_only_that_one(where: Path | str) -> None:
    one, two = Store.open(where), Store.open(where)
    begun = one.create(illustrated())
    two.load(begun.id)
    more = replace(begun.document, figures=begun.document.figures[:-1])
    one.save(begun.id, more, 1)
    one.save(begun.id, begun.document, 2)
    merged = two.save(begun.id, edits.set_paragraphs(begun.document, "s2", ("另一边写的。",)), 1)
    assert [figure.picture.data for figure in merged.document.figures] == [
        figure.picture.data for figure in begun.document.figures
    ]
