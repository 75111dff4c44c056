"""Figures brought into the table: a file is read, what it would do is shown, and it is done when a person wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import traitlets

from gongwen.importers.disclosure import Filled, against, disclosure_of_sheets, entered, unentered
from gongwen.importers.refusal import is_zip
from gongwen.importers.sheets.figures import figures_of_sheets, figures_of_text
from gongwen.importers.sheets.files import sheets_of
from gongwen.indicators.indicator import spoken
from gongwen.indicators.taken import Proposal, proposed, taken
from widgets.channel import joined
from widgets.picker import FilePicker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.document import Document
    from gongwen.importers.sheets.reading import Figures
    from gongwen.indicators.data import Data
    from gongwen.indicators.indicator import Entry, Indicator

MOST_LINES = 60
"""Lines of one kind that are shown; the rest is counted."""


class FiguresPicker(FilePicker):
    """A button and a drop zone for spreadsheets."""

    _esm = joined("dom.js", "picker.js")
    accept = traitlets.Unicode(".xlsx,.xlsm,.csv,.txt,.tsv").tag(sync=True)
    hint = traitlets.Unicode(
        "Excel（.xlsx）、CSV；第一行写表头，如：指标、单位、2024年、2025年。也可以在 Excel 里复制一片，到表格里粘贴。"
    ).tag(sync=True)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file holds for a report: a proposal by names, or the numbers of the statutory tables by their labels."""

    name: str
    figures: Figures | None = None
    filled: Filled | None = None

    def proposal(self, document: Document) -> Proposal:
        """Return what it would do to the table as it is now."""
        return proposed(document.data, self.figures.indicators) if self.figures else Proposal()

    def taken(self, document: Document, signed: tuple[str, str], *, changes: bool) -> Data:
        """Return the table with it."""
        if self.filled is not None:
            filled = self.filled if changes else unentered(document.data, self.filled)
            return entered(document.data, filled, *signed)
        return taken(document.data, self.proposal(document), *signed, changes=changes)

    def plain(self, document: Document) -> dict[str, Any]:
        """Return it as the page shows it."""
        if self.filled is not None:
            sure = [f"按法定表格认出 {self.filled.count} 个数，带入后三张表跟着填好、合计自动算"]
            compared = against(document.data, self.filled)
            same = sum(each.old == each.entry.amount for each in compared)
            sure += [f"和表里一样的 {same} 个"] if same else []
            changed = [each for each in compared if each.old not in {"", each.entry.amount}]
            return {
                "name": self.name,
                "sure": sure,
                "new": [],
                "changed": _cut(
                    [
                        f"{each.name}{f'（{each.entry.group}）' if each.entry.group else ''}：{each.old} → {each.entry.amount}"
                        for each in changed
                    ]
                ),
                "unread": list(self.filled.notes),
                "notes": [],
                "does": self.filled.count > same,
            }
        found = self.proposal(document)
        sure = [f"新增指标 {len(found.new)} 项"] if found.new else []
        sure += [f"表里已有的指标，新增 {len(found.added)} 个数"] if found.added else []
        sure += [f"和表里一样的 {found.same} 个"] if found.same else []
        figures = self.figures
        return {
            "name": self.name, "sure": sure or ["没有新的数"], "does": found.does,
            "new": _cut([_told(each) for each in found.new] + [f"{one.name}：{_amount(entry)}{one.unit}" for one, entry in found.added]),
            "changed": _cut([f"{each.indicator.name} {spoken(each.entry.period)}{each.entry.group}：{each.old} → {each.entry.amount}" for each in found.changed]),
            "unread": _cut([*found.asked, *(each.sentence for each in (figures.unread if figures else ()))]),
            "notes": _cut(figures.notes if figures else ()),
        }  # fmt: skip

    def left(self, document: Document) -> dict[str, Any] | None:
        """Return what stays to be shown once it is taken: what could not be read; None when all was."""
        unread = self.plain(document)["unread"]
        sure = ["读得出来的已经带入。下面这些请照原表自己填。"]
        return (
            {"name": self.name, "sure": sure, "new": [], "changed": [], "unread": unread, "notes": [], "does": False}
            if unread
            else None
        )


def read_file(data: bytes, name: str, document: Document) -> Brought:
    """Return what a file holds; raise ImportRefusedError when it is no table of figures."""
    sheets = sheets_of(data, name)
    filled = disclosure_of_sheets(sheets, document.year) if document.year and is_zip(data) else None
    if filled is not None:
        return Brought(name, filled=filled)
    return Brought(name, figures_of_sheets(sheets, name, document.year))


def read_pasted(text: str, document: Document) -> Brought:
    """Return what pasted cells hold; raise ImportRefusedError when they are no table of figures."""
    return Brought("粘贴的内容", figures_of_text(text, document.year))


def _told(indicator: Indicator) -> str:
    amounts = "，".join(_amount(entry) for entry in indicator.entries[:4])
    more = f" 等 {len(indicator.entries)} 个" if len(indicator.entries) > 4 else ""
    return f"{indicator.name}{f'（{indicator.unit}）' if indicator.unit else ''}：{amounts}{more}"


def _amount(entry: Entry) -> str:
    return f"{spoken(entry.period)}{entry.group} {entry.amount}"


def _cut(lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [*found[:MOST_LINES], *([f"……还有 {len(found) - MOST_LINES} 条"] if len(found) > MOST_LINES else [])]
