"""Pictures are stored once and written only when they are new, so that a save stays as quick as without them."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, select

from gongwen.errors import StoreError
from gongwen.figures import remove_figure
from gongwen.picture import MOST_BYTES, picture_of
from gongwen.store import Store
from gongwen.store.schema import picture, report
from gongwen.targets import write
from tests.pictures import figure, illustrated, png

if TYPE_CHECKING:
    from pathlib import Path


def stored(store: Store) -> list[int]:
    """Return the sizes of all pictures in the database."""
    with store._access.engine.connect() as connection:
        return list(connection.execute(select(func.length(picture.c.data))).scalars())


def heavy(name: str, filling: int) -> bytes:
    """Return a PNG of nearly the largest size: a chart and a chunk that programs skip."""
    chart = png(64, 36)
    size = MOST_BYTES - len(chart) - 12
    return chart[:-12] + size.to_bytes(4) + b"teXt" + bytes([filling]) * size + name.encode()[:4].ljust(4) + chart[-12:]


def test_pictures_come_back_and_earlier_versions_keep_theirs(where: Path | str) -> None:
    store = Store.open(where)
    name = store.create(illustrated()).id
    assert store.load(name).document == Store.open(where).load(name).document == illustrated()
    assert Store.open(where).load(name).document.figures[0].picture.data == figure().picture.data
    assert len(stored(store)) == 3
    fewer = remove_figure(illustrated(), "p2")
    store.save(name, fewer, 1)
    assert store.load(name).document == fewer
    assert store.history.at(name, 1) == illustrated()
    Store.open(where).save(name, illustrated(), 2)  # as undo does, from a process that never read it
    assert store.load(name).document == illustrated()


def test_a_picture_used_twice_is_stored_once_a_report(where: Path | str) -> None:
    store = Store.open(where)
    same = illustrated(figure(), figure("p2"))
    names = [store.create(same).id for _ in range(2)]
    assert len(stored(store)) == 2
    assert [store.load(name).document for name in names] == [same, same]


def test_a_save_does_not_write_or_read_pictures_again(where: Path | str) -> None:
    pictures = [picture_of(heavy(name, number)) for number, name in enumerate(("p1", "p2", "p3"))]
    document = illustrated(*(replace(figure(f"p{at}"), picture=each) for at, each in enumerate(pictures, 1)))
    store = Store.open(where)
    name = store.create(document).id
    assert sum(stored(store)) > 14 << 20
    with store._access.engine.connect() as connection:
        assert connection.execute(select(func.length(report.c.frame))).scalar_one() < 8_000

    def quickest(document: object, first: int) -> float:
        spent = []
        for version in range(first, first + 8):
            after = write(document, "s4", f"第{version}次改动。")  # type: ignore[arg-type]
            begun = time.perf_counter()
            store.save(name, after, version)
            spent.append(time.perf_counter() - begun)
        return min(spent)

    with_pictures = quickest(document, 1)
    store.save(name, replace(document, figures=()), 9)
    without = quickest(replace(document, figures=()), 10)
    assert with_pictures < 3 * without + 0.01  # writing 15 MB takes far more


def test_a_store_whose_picture_is_gone_says_so(where: Path | str) -> None:
    store = Store.open(where)
    name = store.create(illustrated()).id
    with store._access.engine.begin() as connection:
        connection.execute(delete(picture))
    with pytest.raises(StoreError, match="读不出来"):
        Store.open(where).load(name)
