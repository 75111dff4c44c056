"""What was being done when a page ended is gone on with where it was being done: a cell of the table, a card of 批注."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from widgets.openreport import OpenReport


def fill(report: OpenReport | None, key: str, column: str, group: str, text: str) -> None:
    """Put what was typed into a cell of the table of indicators; raise EditError with why not."""
    if report is None:
        return
    report.view("data")
    if report.data is not None:
        report.data.put_in(key, column, group, text)
        report.data.choose(key)


def write_on(report: OpenReport | None, card: str, mode: str, said: Mapping[str, Any]) -> None:
    """Open the card again with what was written in it; raise EditError when it is gone."""
    if report is None:
        return
    report.view("review")
    if report.review is not None:
        report.review.resume(card, mode, said)
