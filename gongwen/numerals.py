"""The numerals of official documents: 一、（一）1.（1）, dates and years."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

DIGITS: Final = "零一二三四五六七八九"
MOST: Final = 999
"""The largest number written in Chinese numerals."""

DATE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_UNITS: Final = {"十": 10, "百": 100}


def chinese(number: int) -> str:
    """Return a number from 1 to 999 in Chinese numerals (一, 十, 十一, 二十, 一百零一)."""
    if not 0 < number <= MOST:
        raise ValueError(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    out = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        out += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        out += "零"
    return out + (DIGITS[ones] if ones else "")


def parse_chinese(text: str) -> int:
    """Return the value of Chinese numerals up to 999, or 0 when the text is not one."""
    total, last = 0, 0
    for char in text:
        if char in "零〇":
            continue
        if char in _UNITS:
            total += (last or 1) * _UNITS[char]
            last = 0
        elif (value := DIGITS.find(char)) > 0 and not last:
            last = value
        else:
            return 0
    return total + last


def heading_number(level: int, number: int) -> str:
    """Return the printed number of a heading: 一、（一）1.（1） for levels 1 to 4 (GB/T 9704-2012, 7.3.3)."""
    return {
        1: lambda: f"{chinese(number)}、",
        2: lambda: f"（{chinese(number)}）",
        3: lambda: f"{number}.",
        4: lambda: f"（{number}）",
    }[level]()


def print_date(day: date) -> str:
    """Return a date as documents print it: year whole, month and day without a leading zero (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def parse_date(text: str) -> date | None:
    """Return the date a text is (2024年1月5日), or None when it is not exactly one."""
    match = DATE.fullmatch(text.strip())
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
