"""SE: what must not go out with a published text: identity cards, telephones, bank cards, an office's own hidden words."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Severity
from gongwen.checks.reading import PROSE, Kind
from gongwen.checks.rule import Hit, Rule
from gongwen.checks.setting import Office, Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

_IDENTITY: Final = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5})((?:18|19|20)\d{2})(\d{2})(\d{2})(\d{3})([0-9Xx])(?![0-9A-Za-z])"
)
_OLD_IDENTITY: Final = re.compile(r"(?<=身份证)[^，。；\d]{0,6}([1-9]\d{14})(?!\d)")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_MOBILE: Final = re.compile(
    r"(?<![0-9A-Za-z.\-])(?:\+?86[ -]?)?1[3-9]\d([ -]?)\d{4}\1\d{4}(?![0-9A-Za-z.]|[万亿元户人件吨])"
)
_CARD: Final = re.compile(r"(?<![0-9A-Za-z.])(?:[3-6]\d{3}(?: \d{4}){3}(?: \d{1,3})?|[3-6]\d{15,18})(?![0-9A-Za-z.])")
_CONTACT: Final = re.compile(r"[（(]?\s*(?:联\s*系\s*人|联系电话|联系方式|咨询电话|监督电话|举报电话)\s*[:：]")
_DIGITS: Final = re.compile(r"\d{3}(?:\d{8}|[ -]\d{4}|\d \d{4})")
_SUM_BASE: Final = 10


def _is_identity(match: re.Match[str]) -> bool:
    """Whether 18 digits are an identity number: a day there was, and the check digit of GB 11643-1999."""
    try:
        date(int(match[2]), int(match[3]), int(match[4]))
    except ValueError:
        return False
    digits = match[0][:17]
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return _CHECKS[total % len(_CHECKS)] == match[6].upper()


def _is_card(number: str) -> bool:
    """Whether the last digit is the check digit of a bank card (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed([int(char) for char in number if char != " "])):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled >= _SUM_BASE else doubled
    return total % _SUM_BASE == 0


def _hidden(text: str, keep_first: int, keep_last: int) -> str:
    return text[:keep_first] + "*" * (len(text) - keep_first - keep_last) + text[-keep_last:]


def _secrets(text: str, setting: Setting) -> Iterator[Hit]:
    for word in setting.office.secret:
        if word and word in text:
            for match in re.finditer(re.escape(word), text):
                yield Hit(match.start(), match.end(), "本单位不公开的词", severity=Severity.MUST)
    if not _DIGITS.search(text):
        return
    taken: list[tuple[int, int]] = []
    for start, end, what, first, last in _numbers(text):
        if not any(a < end and start < b for a, b in taken):
            taken.append((start, end))
            yield Hit(start, end, what, (_hidden(text[start:end], first, last),))


def _numbers(text: str) -> Iterator[tuple[int, int, str, int, int]]:
    """Yield where a number stands, what it is, and how many of its characters may stay at its start and its end."""
    for match in _IDENTITY.finditer(text):
        if _is_identity(match) or "身份证" in text[max(match.start() - 10, 0) : match.start()]:
            yield match.start(), match.end(), "居民身份证号码", 6, 4
    for match in _OLD_IDENTITY.finditer(text):
        yield match.start(1), match.end(1), "居民身份证号码", 6, 3
    for match in _CARD.finditer(text):
        if _is_card(match[0]):
            yield match.start(), match.end(), "像是银行卡号", 4, 4
    if not _CONTACT.match(text):
        for match in _MOBILE.finditer(text):
            yield match.start(), match.end(), "个人的手机号码", 3, 4


secrets = Rule(
    id="SE01",
    name="不宜公开的号码和词",
    severity=Severity.SHOULD,
    clause="《政府信息公开条例》第十五条，《个人信息保护法》第二十八条，《党政机关公文处理工作条例》第三十一条",
    why="公文公开前要作保密审查，涉及个人隐私的身份证号、手机号、银行卡号和本单位不公开的内容要删去或者遮住。",
    bad=("申请人身份证号11010519491231002X。", "当事人电话13800138000。", "汇入账户6222021234567890128。", case("甲工程进展顺利。", setting=Setting(Office(secret=("甲工程",))))),
    good=("联系人：王主任，联系电话：13800138000。", "总投资13800138000元。", "统一社会信用代码91110105MA01234567。", "身份证号110105********002X。", "登记编号202501011234567890"),
    read=_secrets,
    where=PROSE | {Kind.CELL, Kind.CAPTION},
)  # fmt: skip
