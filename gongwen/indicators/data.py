"""What a document holds beside its text about figures: indicators, the places that quote them, what is made from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gongwen.indicators.indicator import Indicator


class Form(StrEnum):
    """How a linked value is worded."""

    VALUE = "value"
    """6800份"""
    BARE = "bare"
    """6800"""
    CHANGE = "change"
    """增长30.8%, 下降9.7%, 提高2.1个百分点, 持平"""
    RATE = "rate"
    """30.8%, 2.1个百分点: how much, whatever the direction"""
    DIFFERENCE = "difference"
    """增加1600份, 减少40件, 持平"""


@dataclass(frozen=True, slots=True)
class Wording:
    """A form and its details.

    `scale` is "", 万 or 亿, `places` the digits after the point (-1: as the indicator has); `thousands` groups digits by commas.
    """

    form: Form = Form.VALUE
    scale: str = ""
    places: int = -1
    thousands: bool = False


PLAIN: Final = Wording()
"""The amount and its unit, as they are."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the text that quotes an indicator: its words as last put there, and the few characters round them.

    The text itself is plain; gongwen.indicators.links finds the place by these. `section` is where it stood last.
    """

    id: str
    indicator: str
    period: str
    section: str
    words: str
    before: str = ""
    after: str = ""
    group: str = ""
    wording: Wording = PLAIN


@dataclass(frozen=True, slots=True)
class Drawing:
    """A table or figure of the document that is made from the indicators: its id, and the TOML that says how."""

    id: str
    recipe: str


@dataclass(frozen=True, slots=True)
class Data:
    """The indicators of a document, the links of its text to them, the tables and figures made from them.

    `carried` are the digests of sentences that came from last year's report; those that somebody has confirmed begin with
    = (see gongwen.nextyear.untouched).
    """

    indicators: tuple[Indicator, ...] = ()
    links: tuple[Link, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    carried: tuple[str, ...] = ()
