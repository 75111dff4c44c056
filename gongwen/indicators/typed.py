"""An amount as a person types it into a cell: 1,234, １２, 1.2万, 24场, 97.3%; what is not surely one amount is refused."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from gongwen.errors import EditError
from gongwen.indicators.indicator import amount_of, canonical
from gongwen.indicators.wording import SCALES

_NUMBER: Final = re.compile(r"([-+]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万|亿)?")
_APART: Final = re.compile(r"\d\s*[\r\n]\s*\d|\d\s+(?!\d{3}(?:\D|$))\d|\d{4}\s+\d")
"""White space between digits that does not set thousands apart: two numbers in one cell."""

_MINUS: Final = str.maketrans({"−": "-", "–": "-", "﹣": "-"})


def amount_typed(text: str, unit: str = "") -> str:
    """Return what was typed as an amount is stored; empty for an empty cell. Raises EditError when it is no one amount.

    The indicator's own unit may stand behind it; another unit is refused, since nobody knows what was meant.
    """
    spaced = unicodedata.normalize("NFKC", text).translate(_MINUS)
    plain = "".join(spaced.split())
    if plain in {"", "-", "—", "——", "/"}:
        return ""
    own = unicodedata.normalize("NFKC", unit)
    if own and plain.endswith(own):
        plain = plain.removesuffix(own)
    match = None if _APART.search(spaced) else _NUMBER.fullmatch(plain)
    if match is None:
        mend = f"请只填数字（单位是{unit}）" if unit else "请只填数字"
        raise EditError("这不是一个确定的数", where=text.strip()[:20], mend=mend)
    sign, whole, fraction, scale = match.groups()
    if scale and own[:1] in SCALES and own[:1]:
        raise EditError(
            f"不清楚是{scale}{own[1:]}还是{scale}个{own}", where=text.strip()[:20], mend=f"请只填数字（单位是{unit}）"
        )
    if whole[0] == "0" and len(whole) > 1:
        raise EditError("数前面有0，像是编号", where=text.strip()[:20], mend="请只填数字")
    digits = ("-" if sign == "-" else "") + whole.replace(",", "") + (fraction or "")
    value = Decimal(digits) * SCALES[scale] if scale else Decimal(digits)
    stored = canonical(value.quantize(Decimal(1)) if scale and value == value.to_integral_value() else value)
    if amount_of(stored) is None:
        raise EditError("这个数太长", where=text.strip()[:20], mend="请看是不是粘错了")
    return stored
