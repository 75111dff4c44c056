"""The statutory tables of 政府信息公开工作年度报告 (国办公开办函〔2021〕30号): known by their labels, cell by cell, wherever they stand."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from gongwen.indicators.data import Data
from gongwen.indicators.indicator import Indicator, amount_of
from gongwen.indicators.ready import BUILT_IN
from gongwen.indicators.recipe import TableRecipe, read
from gongwen.indicators.tabled import Laid, laid
from gongwen.tables import covered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from gongwen.document import Merge
    from gongwen.indicators.cells import Amount

KEYS: Final = ("disclosure_proactive", "disclosure_requests", "disclosure_disputes")
"""The recipes of the three tables, as the report has them."""

KIND: Final = "information_disclosure_report"
"""The kind of report they belong to."""

ENOUGH: Final = 0.5
"""The part of a table's cells by which it is known."""

Rows = tuple[tuple[str, ...], ...]
Labels = tuple[tuple[str, ...], tuple[str, ...]]
"""The labels left of a cell and those above it, the nearest last."""

_NUMBER: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、．])")
_NOTE: Final = re.compile(r"(?<=.)\([^()]*\)$")
_FIGURE: Final = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?)(?:件|万元)?")


@dataclass(frozen=True, slots=True)
class Form:
    """One of the tables: how it is laid out, and its indicators."""

    key: str
    name: str
    laid: Laid
    indicators: tuple[Indicator, ...]

    @property
    def kinds(self) -> dict[str, Indicator]:
        """The indicators by their ids."""
        return {each.id: each for each in self.indicators}


@dataclass(frozen=True, slots=True)
class Found:
    """A cell of a table and what belongs into it; `text` is what stands there."""

    amount: Amount
    row: int
    column: int
    text: str

    @property
    def value(self) -> Decimal | None:
        """The number that stands there, or None."""
        match = _FIGURE.fullmatch(_narrow(self.text))
        return amount_of(match[1].replace(",", "").lstrip("+")) if match else None


@dataclass(frozen=True, slots=True)
class Matched:
    """What was found of one of the tables, and what of it is not there."""

    form: Form
    found: tuple[Found, ...]
    missing: tuple[Amount, ...]


@cache
def form(key: str) -> Form:
    """Return one of the tables as the program brings it; an office's own recipe does not change what is prescribed."""
    recipe = read((BUILT_IN / f"{key}.toml").read_text("utf-8"))
    if not isinstance(recipe, TableRecipe):  # pragma: no cover - they are tables
        raise TypeError(key)
    return Form(key, recipe.name, laid(recipe, Data(recipe.brings), 2000), recipe.brings)


def matched(rows: Sequence[Sequence[str]], merges: Sequence[Merge] = ()) -> Matched | None:
    """Return what a table has of the prescribed one it is most like, or None when it is like none."""
    grid = tuple(tuple(row) for row in rows)
    made = [_matched(form(key), grid, merges) for key in KEYS]
    best = max(made, key=lambda each: len(each.found) / len(each.form.laid.amounts))
    return best if len(best.found) >= ENOUGH * len(best.form.laid.amounts) else None


def name_of(one: Form, amount: Amount) -> str:
    """Return what a person calls a cell: the indicator and the kind of applicant."""
    name = one.kinds[amount.indicator].name
    return f"{name}（{amount.group}）" if amount.group else name


def label(text: str) -> str:
    """Return a label without white space, its number, and a note in brackets after it."""
    narrow = _narrow(text)
    return _NOTE.sub("", _NUMBER.sub("", narrow)) or narrow


def _narrow(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("“", '"').replace("”", '"')


def _matched(one: Form, rows: Rows, merges: Sequence[Merge]) -> Matched:
    wanted = {(row, column): amount for row, column, amount in one.laid.amounts}
    mine = _labelled(one.laid.rows, one.laid.merges, _words(one.key))
    theirs = _labelled(rows, merges, _words(one.key))
    by_path = {labels: place for place, labels in theirs.items()}
    short = {place: _nearest(labels) for place, labels in theirs.items()}
    counts, own = Counter(short.values()), Counter(_nearest(mine[place]) for place in wanted)
    by_nearest = {labels: place for place, labels in short.items() if counts[labels] == 1}
    found: list[Found] = []
    missing: list[Amount] = []
    for place, amount in wanted.items():
        labels = mine[place]
        near = _nearest(labels)
        at = by_path.get(labels) or (by_nearest.get(near) if own[near] == 1 else None)
        if at is None:
            missing.append(amount)
        else:
            found.append(Found(amount, *at, rows[at[0]][at[1]]))
    return Matched(one, tuple(found), tuple(missing))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(label(text) for row in form(key).laid.rows for text in row if text.strip())


def _nearest(labels: Labels) -> Labels:
    return labels[0][-1:], labels[1][-1:]


def _labelled(rows: Rows, merges: Sequence[Merge], words: frozenset[str]) -> dict[tuple[int, int], Labels]:
    """Return the labels of every cell that is none itself, and that no merged one swallows."""
    texts: list[list[str]] = [[label(text) for text in row] for row in rows]
    swallowed: set[tuple[int, int]] = set()
    for merge in merges:
        for row, column in covered(merge):
            if (row, column) != (merge.row, merge.column):
                texts[row][column] = texts[merge.row][merge.column]
                swallowed.add((row, column))
    above: list[list[str]] = [[] for _ in range(max(map(len, rows), default=0))]
    made: dict[tuple[int, int], Labels] = {}
    for at, line in enumerate(texts):
        left: list[str] = []
        for place, text in enumerate(line):
            if text in words:
                _put(left, text)
            elif (at, place) not in swallowed:
                made[at, place] = tuple(left), tuple(above[place])
        for place, text in enumerate(line):
            if text in words:
                _put(above[place], text)
    return made


def _put(labels: list[str], text: str) -> None:
    if labels[-1:] != [text]:
        labels.append(text)
