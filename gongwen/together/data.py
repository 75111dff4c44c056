"""Three-way merge of the figures beside the text: each indicator field by field, each amount by itself."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, TypeVar, cast

from gongwen.indicators.data import Data, Drawing, Link
from gongwen.indicators.drawn import redrawn_tables
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.links import followed
from gongwen.indicators.table import fault_of
from gongwen.together.amounts import target_of_amount
from gongwen.together.question import Kind, Question
from gongwen.together.sequences import three

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document

Item = TypeVar("Item", Indicator, Link, Drawing)


@dataclass(frozen=True, slots=True)
class MergedTable:
    """The merged indicators, and the amounts that a person must decide; until then theirs stand."""

    indicators: tuple[Indicator, ...]
    questions: tuple[Question, ...] = ()


def merge_table(base: Data, mine: Data, theirs: Data) -> MergedTable:
    """Return their indicators with my changes; an amount that both changed differently is asked.

    What one side took away and the other changed is kept.
    """
    if mine.indicators in (base.indicators, theirs.indicators):
        return MergedTable(theirs.indicators)
    if theirs.indicators == base.indicators:
        return MergedTable(mine.indicators)
    asked: list[Question] = []

    def one(was: Indicator, my: Indicator, their: Indicator) -> Indicator:
        made, disputed = _indicator(was, my, their)
        asked.extend(disputed)
        return made

    indicators = _merged(base.indicators, mine.indicators, theirs.indicators, one)
    return MergedTable(indicators, tuple(asked))


def brought(document: Document, indicators: tuple[Indicator, ...]) -> Document:
    """Return the document with merged indicators, text and tables made from them following.

    All three sides of a merge are brought to the same table first: what only follows from it is then nobody's own change.
    """
    if document.data.indicators == indicators:
        return document
    return redrawn_tables(followed(document, replace(document.data, indicators=indicators)), document)


def merge_data(base: Data, mine: Data, theirs: Data) -> Data:
    """Return their links, drawings and carried sentences with my changes, beside indicators that are merged already."""
    kept = set(mine.carried) & set(theirs.carried) | (set(mine.carried) ^ set(theirs.carried)) - set(base.carried)
    return Data(
        indicators=theirs.indicators,
        links=_merged(base.links, mine.links, theirs.links, _whole),
        drawings=_merged(base.drawings, mine.drawings, theirs.drawings, _whole),
        carried=tuple(sorted(kept)),
    )


def _merged(
    base: tuple[Item, ...], mine: tuple[Item, ...], theirs: tuple[Item, ...], one: Callable[[Item, Item, Item], Item]
) -> tuple[Item, ...]:
    old: dict[str, Item] = {each.id: each for each in base}
    ours: dict[str, Item] = {each.id: each for each in mine}
    others: dict[str, Item] = {each.id: each for each in theirs}
    made: list[Item] = []
    for key in dict.fromkeys((*others, *ours)):
        was, my, their = old.get(key), ours.get(key), others.get(key)
        if my is None or their is None:
            left = my or their
            if left is not None and (was is None or left != was):
                made.append(left)
        else:
            made.append(my if was is None or their == was else their if my == was else one(was, my, their))
    return tuple(made)


def _whole(_base: Item, mine: Item, _theirs: Item) -> Item:
    return mine


def _indicator(base: Indicator, mine: Indicator, theirs: Indicator) -> tuple[Indicator, list[Question]]:
    changes: dict[str, object] = {}
    for each in fields(Indicator):
        if each.name != "entries":
            was, my, their = (cast("object", getattr(side, each.name)) for side in (base, mine, theirs))
            changes[each.name] = three(was, my, their)
    old, ours, others = map(_by_key, (base, mine, theirs))
    found: dict[tuple[str, str], Entry] = {}
    asked: list[Question] = []
    for key in sorted({*ours, *others}):
        was_one, my_one, their_one = (side.get(key) for side in (old, ours, others))
        amounts = tuple(each.amount if each else "" for each in (was_one, my_one, their_one))
        entry = three(was_one, my_one, their_one)
        if len(set(amounts)) == len(amounts):  # what one took away and the other changed is kept
            entry = their_one or my_one
            if my_one and their_one:
                asked.append(Question(Kind.AMOUNT, target_of_amount(base.id, *key), 0, *amounts))
        if entry is not None:
            found[key] = entry
    made = replace(theirs, **changes, entries=tuple(found.values()))  # type: ignore[arg-type]
    return (mine, []) if fault_of(made) else (made, asked)


def _by_key(indicator: Indicator) -> dict[tuple[str, str], Entry]:
    return {each.key: each for each in indicator.entries}
