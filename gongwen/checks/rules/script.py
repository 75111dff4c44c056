"""TY: traditional and variant characters, by the table of standard ones (通用规范汉字表)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongwen.checks.finding import Severity
from gongwen.checks.lists import listed
from gongwen.checks.reading import ANYWHERE
from gongwen.checks.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.setting import Setting


@cache
def _standard() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Return the standard character of each other form, what finds these forms, and what finds those GB/T 2312 has too."""
    forms = {form: row["standard"] for row in listed("characters").rows for form in row["forms"]}
    also = "".join(form for form in forms if _is_simple(form))
    return forms, re.compile(f"[{''.join(forms)}]"), re.compile(f"[{also}]")


def _is_simple(text: str) -> bool:
    """Whether GB/T 2312 has all characters of a text: a quick answer for nearly all of them."""
    try:
        text.replace("—", "").replace("·", "").encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _traditional(text: str, _setting: Setting) -> Iterator[Hit]:
    forms, every, simple = _standard()
    for match in (simple if _is_simple(text) else every).finditer(text):
        standard = forms[match[0]]
        yield Hit(match.start(), match.end(), f"“{match[0]}”是繁体字或异体字，规范字是“{standard}”", (standard,))


traditional = Rule(
    id="TY09",
    name="繁体字和异体字",
    severity=Severity.SHOULD,
    clause="《国家通用语言文字法》第九条，《通用规范汉字表》（国发〔2013〕23号）附件1",
    why="国家机关以普通话和规范汉字为公务用语用字；姓名、地名里确实要用的，可以加入本单位的词库。",
    bad=("全面推進依法行政。", "群衆滿意度不斷提高。", "加強隊伍建設。"),
    good=("全面推进依法行政。", "李昇、周喆、陈淼同志参加。", "乾县和藉河两岸共同治理。"),
    read=_traditional,
    where=ANYWHERE,
    together=True,
)
