"""Units as people write them behind names, in brackets, and on a line over the table; other words in brackets belong to the name."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ONE: Final = (
    "件次|人次|场次|批次|户次|车次|班次|台次|条次|人天|课时|学时|小时|分钟|工作日|自然日|平方米|平方公里|立方米|公里|千米|厘米|毫米|公顷|公斤|千克|千瓦时|"
    "个百分点|百分点|件|个|场|份|人|名|户|家|起|宗|项|条|篇|期|次|元|美元|里|米|亩|吨|克|天|日|年|月|周|部|台|套|处|座|所|册|张|只|头|辆|支|批|类|门|节|度|对|队|"
    "组|村|户数|栋|幢|间|层|片|块|盏|根|株|棵|本|枚|卷|封|通|例|桩|幅|面|站|点|位|号|字|号次|公众号|艘|架|口|眼|升|斤|瓶|箱|袋"
)
_WORD: Final = rf"(?:千|百|十)?(?:万亿|万|亿)?(?:{_ONE})|万|亿|%|‰|℃|㎡|m2|m3|km2?|kg|t"
UNIT: Final = re.compile(rf"(?:{_WORD})(?:/(?:{_WORD}))?")
_IN_NAME: Final = re.compile(r"(?P<name>.+?)[(（【\[](?:单位[：:])?(?P<unit>[^()（）【】\[\]]{1,8})[)）】\]]")
_BEHIND: Final = re.compile(r"(?P<name>.+?)[、，,/_:：](?P<unit>%|‰|[万亿]?元)")
_LINE: Final = re.compile(r"(?:计量|金额)?单位[：:]\s*(?P<unit>[^\s，,；;()（）]{1,12})")
_ORGAN: Final = re.compile("[镇乡县市区局委办院所村部厅处站]$|政府|中心|街道")


def unit_in_name(name: str) -> tuple[str, str]:
    """Return a name without the unit it ends with, and that unit: 办理案件（件）; words that are no unit stay in the name."""
    match = _IN_NAME.fullmatch(name.strip()) or _BEHIND.fullmatch(name.strip())
    if match is None:
        return name, ""
    unit = _ordinary(match["unit"])
    return (match["name"].strip(), unit) if UNIT.fullmatch(unit) else (name, "")


def unit_on_line(text: str) -> str:
    """Return the unit that a line over a table names (单位：万元); empty for none, or for an office that fills in the table."""
    match = _LINE.search(unicodedata.normalize("NFKC", text))
    unit = _ordinary(match["unit"]) if match else ""
    return "" if _ORGAN.search(unit) and not UNIT.fullmatch(unit) else unit


def _ordinary(unit: str) -> str:
    return "".join(unicodedata.normalize("NFKC", unit).split())
