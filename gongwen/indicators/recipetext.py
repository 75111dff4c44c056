"""What a recipe says of years: periods relative to the report's year, and {year} in its texts."""

from __future__ import annotations

import re
from typing import Final

YEARS: Final = ("year", "year-1", "year-2", "year+1")
"""What may stand in braces in a recipe's texts."""

_RELATIVE: Final = re.compile(r"(?:year([+-]\d{1,2})?|(\d{4}))(Q[1-4])?")


def is_relative(text: str) -> bool:
    """Whether a text is a period as recipes name it: year, year-1, year-1Q3, 2020."""
    return bool(_RELATIVE.fullmatch(text))


def period_of(text: str, year: int) -> str:
    """Return the period that a recipe's one is in a report on a year; empty when the year is not known."""
    found = _RELATIVE.fullmatch(text)
    if found is None or not (year or found[2]):
        return ""
    return f"{int(found[2]) if found[2] else year + int(found[1] or 0):04d}{found[3] or ''}"


def filled(text: str, year: int) -> str:
    """Return a text with the years put in."""
    for each in YEARS:
        text = text.replace(f"{{{each}}}", period_of(each, year))
    return text


def is_filled(text: str, recipe: str) -> bool:
    """Whether a text is what a recipe's text comes to in some year: nobody has changed it."""
    pattern = re.escape(recipe)
    for each in YEARS:
        pattern = pattern.replace(re.escape(f"{{{each}}}"), r"\d{4}")
    return bool(re.fullmatch(pattern, text))
