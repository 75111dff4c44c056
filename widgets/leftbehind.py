"""What an earlier window wrote and could not save before it ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from widgets.frame import Kept

if TYPE_CHECKING:
    from gongwen.store import Store

ENDED: Final = timedelta(seconds=10)
"""A window that waits for its writer to pause says so again every second; one that has been silent so long has ended."""


def left_behind(store: Store, report: str) -> list[Kept]:
    """Return the texts of a report that this person's windows left unsaved and that are open no more."""
    old = datetime.now(UTC) - ENDED
    return [
        Kept(each.target, each.text, int(each.at.timestamp() * 1000), each.base, each.session)
        for each in store.unsaved.left(report)
        if each.at < old
    ]
