"""The table of indicators as plain values for its page: a row an indicator, its amounts, how it changed, where it is quoted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gongwen.checks.offers import offers
from gongwen.document import BODY_ID
from gongwen.indicators.data import Form, Wording
from gongwen.indicators.formulas import NAMES, change_of, parsed, value_of
from gongwen.indicators.indicator import canonical, shifted, spoken
from gongwen.indicators.links import State, placed
from gongwen.indicators.table import by_id, groups, periods
from gongwen.indicators.wording import RATE_SHOWN, worded
from gongwen.numerals import heading_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.document import Document, Location
    from gongwen.indicators.faults import TableFault
    from gongwen.indicators.indicator import Indicator
    from gongwen.indicators.links import Placed

AROUND: Final = 14
"""Characters of a sentence shown on either side of a figure that could be linked."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What of the table is on the screen: which periods, which indicator is the current one, which group (empty: the whole)."""

    periods: tuple[str, ...]
    current: str
    group: str = ""


def usual_periods(document: Document) -> tuple[str, ...]:
    """Return the periods shown at first: the year before and the report's own; without a year the last two there are."""
    if document.year:
        return str(document.year - 1), str(document.year)
    years = [each for each in periods(document.data) if len(each) == len("2025")]
    return tuple(years[-2:])


def offered_periods(document: Document) -> list[list[Any]]:
    """Return the choices of periods: [what a person calls it, the periods]."""
    usual = usual_periods(document)
    if not usual:
        return []
    last = usual[-1]
    choices: list[list[Any]] = [["上年和本年", list(usual)]]
    choices += [
        [f"近{word}年", [shifted(last, -back) for back in reversed(range(count))]]
        for word, count in (("三", 3), ("五", 5))
    ]
    choices.append([f"{last}年四个季度", [f"{last}Q{quarter}" for quarter in range(1, 5)]])
    return choices


def rows(document: Document, shown: Shown, told: tuple[TableFault, ...] = ()) -> list[dict[str, Any]]:
    """Return the rows of the table; what is told against an amount is at its cell."""
    known = by_id(document.data)
    quotes: dict[str, list[Placed]] = {}
    for each in placed(document):
        if each.location is not None:
            quotes.setdefault(each.link.indicator, []).append(each)
    labels = section_labels(document)
    doubts: dict[str, dict[str, list[Any]]] = {}
    here = [each for each in told if each.group == shown.group]
    for fault in sorted(here, key=lambda each: each.sure):  # of two at one cell the surer is shown
        doubts.setdefault(fault.indicator, {})[fault.period] = [fault.sentence, fault.sure]
    return [
        _row(each, known, shown, quotes.get(each.id, []), labels) | {"doubts": doubts.get(each.id, {})}
        for each in document.data.indicators
    ]


def _row(
    indicator: Indicator, known: Mapping[str, Indicator], shown: Shown, quotes: list[Placed], labels: Mapping[str, str]
) -> dict[str, Any]:
    stale = [each for each in quotes if each.state is not State.TRUE]
    first = next(iter(stale or quotes), None)
    where = "未引用" if first is None or first.location is None else place_label(first.location, labels)
    if stale:
        where = "文中是旧值" if all(each.right for each in stale) else "表里还没有填"
    return {
        "id": indicator.id, "name": indicator.name, "unit": indicator.unit,
        "cells": {period: amount_shown(known, indicator, period, shown.group) for period in shown.periods},
        "by": {entry.period: told_by(entry.by, entry.at) for entry in indicator.entries if entry.group == shown.group},
        "change": change_told(known, indicator, shown.periods[-1], shown.group) if shown.periods else "",
        "formula": formula_told(known, indicator), "where": where, "quotes": len(quotes), "stale": len(stale),
    }  # fmt: skip


def amount_shown(known: Mapping[str, Indicator], indicator: Indicator, period: str, group: str = "") -> str:
    """Return an amount as its cell shows it: as entered; what is computed as it is printed."""
    entry = indicator.entry(period, group)
    if entry is not None:
        return entry.amount
    value = value_of(known, indicator.id, period, group)
    if value is None:
        return ""
    return worded(known, indicator.id, period, group, RATE_SHOWN) if indicator.formula else canonical(value)


def change_told(known: Mapping[str, Indicator], indicator: Indicator, period: str, group: str = "") -> str:
    """Return how an indicator has changed against the year before, as the table says it: 增 30.8%, 降 1.2 个百分点, 持平."""
    change = change_of(known, indicator.id, period, group)
    if change is None:
        return ""
    if not change.difference:
        return "持平"
    much = worded(known, indicator.id, period, group, Wording(Form.RATE)) or worded(
        known, indicator.id, period, group, Wording(Form.DIFFERENCE)
    ).lstrip("增加减少")
    return f"{'增' if change.difference > 0 else '降'} {much.replace('个百分点', ' 个百分点')}"


def formula_told(known: Mapping[str, Indicator], indicator: Indicator) -> str:
    """Return how an indicator is computed, in words; empty for one that is entered."""
    if not indicator.formula:
        return ""
    name, ids = parsed(indicator.formula)
    named = [known[each].name if each in known else "已删去的指标" for each in ids]
    return f"{NAMES[name]}：{(' ÷ ' if name in {'share', 'completion'} else ' － ' if name == 'difference' else '、').join(named)}"


def told_by(by: str, at: str) -> str:
    """Return who entered an amount and when."""
    when = at[:16].replace("T", " ")
    return " ".join(filter(None, (when, f"{by}填" if by else "")))


def section_labels(document: Document) -> dict[str, str]:
    """Return what each section is called in few characters: its number, or what it is."""
    labels = {BODY_ID: "开头"}
    labels |= {section.id: heading_number(level, number) for section, level, number in document.sections()}
    for annex in document.annexes:
        labels |= {part.id: "附件" for part in annex.walk()}
    return labels


def place_label(place: Location, labels: Mapping[str, str]) -> str:
    """Return where a place is, as a person says it: （四）第1段."""
    return f"{labels.get(place.section, '')}第{place.paragraph + 1}段"


def offered(document: Document) -> list[dict[str, Any]]:
    """Return the figures in the text that could be linked, as places with the words round them."""
    labels = section_labels(document)
    known = by_id(document.data)
    texts = {part.id: part.paragraphs for part in document.walk()}
    return [
        {
            "label": place_label(each.location, labels), "name": known[each.link.indicator].name, "words": each.link.words,
            "before": texts[each.location.section][each.location.paragraph][max(each.location.start - AROUND, 0) : each.location.start],
            "after": texts[each.location.section][each.location.paragraph][each.location.end : each.location.end + AROUND],
        }
        for each in offers(document)
    ]  # fmt: skip


def detail(document: Document, key: str, told: tuple[TableFault, ...] = ()) -> dict[str, Any]:
    """Return all that is known of one indicator, for the form beside the table, and what is told against it."""
    known = by_id(document.data)
    indicator = known[key]
    years = [each for each in periods(document.data) if indicator.formula or indicator.entry(each)]
    values = [(each, value_of(known, key, each)) for each in years]
    return {
        "id": key, "name": indicator.name, "unit": indicator.unit, "definition": indicator.definition, "source": indicator.source,
        "aliases": "、".join(indicator.aliases), "places": indicator.places, "whole": indicator.whole, "least": indicator.least,
        "most": indicator.most, "formula": indicator.formula, "told": formula_told(known, indicator),
        "groups": [each for each in groups(document.data) if any(entry.group == each for entry in indicator.entries)],
        "bars": [[spoken(each), amount_shown(known, indicator, each), float(value)] for each, value in values if value is not None],
        "trail": [f"{spoken(entry.period)} {entry.amount}：{told_by(entry.by, entry.at)}" for entry in indicator.entries if entry.by or entry.at][-4:],
        "doubts": [[each.told, each.sure] for each in told if each.indicator == key],
    }  # fmt: skip
