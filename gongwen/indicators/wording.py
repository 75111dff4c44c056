"""How a figure is written in a sentence: 1,234件, 增长5.6%, 提高2.1个百分点, 持平 (GB/T 15835-2011 for digits)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gongwen.indicators.data import PLAIN, Form, Wording
from gongwen.indicators.formulas import RATE_PLACES, change_of, rounded, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.indicators.indicator import Indicator

SCALES: Final = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}

RATE_SHOWN: Final = Wording(Form.BARE)
"""How a computed amount stands in a table: as it is printed, without its unit."""

LEVEL: Final = "持平"
NEARLY: Final = "基本持平"
"""What changed by less than the last digit in print."""

POINTS: Final = "个百分点"

_DIVIDING: Final = ("share", "completion", "average")


def worded(
    indicators: Mapping[str, Indicator], key: str, period: str, group: str = "", wording: Wording = PLAIN
) -> str:
    """Return the words for a figure; empty when the table does not hold what they need."""
    if wording.form in {Form.VALUE, Form.BARE}:
        amount = value_of(indicators, key, period, group)
        if amount is None:
            return ""
        found = indicators[key]
        divided = found.formula.startswith(_DIVIDING) and max(found.places, wording.places) < 0 and not wording.scale
        digits = _rate(amount, RATE_PLACES) if divided else number(amount, _places(found, wording), wording)
        return digits + (indicators[key].unit if wording.form is Form.VALUE else "")
    return _change(indicators, key, period, group, wording)


def _change(indicators: Mapping[str, Indicator], key: str, period: str, group: str, wording: Wording) -> str:
    found = change_of(indicators, key, period, group)
    if found is None:
        return ""
    indicator = indicators[key]
    up, down = ("提高", "下降") if indicator.is_share else ("增长", "下降")
    if wording.form is Form.DIFFERENCE:
        up, down = (up, down) if indicator.is_share else ("增加", "减少")
        much = number(abs(found.difference), _places(indicator, wording), wording)
        much += POINTS if indicator.is_share else indicator.unit
    elif found.rate is not None:
        places = RATE_PLACES if wording.places < 0 else wording.places
        much = _rate(abs(found.rate), places) + (POINTS if indicator.is_share else "%")
        if found.rate and not rounded(found.rate, places):
            return NEARLY
    else:
        return LEVEL if wording.form is Form.CHANGE and not found.difference else ""
    if wording.form is Form.RATE:
        return much
    return LEVEL if not found.difference else (up if found.difference > 0 else down) + much


def number(amount: Decimal, places: int, wording: Wording = PLAIN) -> str:
    """Return an amount's digits: scaled (万, 亿), rounded half up, in groups when so wanted; scaled ones end in no zeros."""
    scaled = amount / SCALES[wording.scale]
    text = format(scaled if places < 0 else rounded(scaled, places), "f")
    if wording.scale and "." in text:
        text = text.rstrip("0").rstrip(".")
    head, point, tail = text.partition(".")
    if wording.thousands:
        head = f"{int(head):,}" if not head.startswith("-0") else head
    return head + point + tail + wording.scale


def _rate(rate: Decimal, places: int) -> str:
    """Return a rate's digits: as many places as wanted, none where it is exactly whole."""
    return (
        format(rate.to_integral_value(), "f")
        if rate == rate.to_integral_value()
        else format(rounded(rate, places), "f")
    )


def _places(indicator: Indicator, wording: Wording) -> int:
    """Return the digits after the point: those wanted, or the indicator's; -1 is as many as there are."""
    if wording.places >= 0:
        return wording.places
    if indicator.places >= 0 and not wording.scale:
        return indicator.places
    return 2 if wording.scale else -1
