"""TY: marks that stand in pairs, and pairs within pairs (GB/T 15834-2011, 4.8, 4.9, 4.15)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Change, Fix, Severity
from gongwen.checks.reading import ANYWHERE
from gongwen.checks.rule import Hit, Rule, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Block, Reading
    from gongwen.checks.setting import Setting

_CLOSE: Final = {"“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "〔": "〕", "【": "】", "(": "）"}
_OPEN: Final = {"”": "“", "’": "‘", "）": "（", "》": "《", "〉": "〈", "〕": "〔", "】": "【", ")": "（"}
_ONE_WIDTH: Final = {"(": "（", ")": "）"}
_MARK: Final = re.compile("[“”‘’（）《》〈〉〔〕【】()]")
_NUMBER_BEFORE: Final = re.compile(r"(?:^|[，。；：、\s])[0-9一二三四五六七八九十①-⑳a-zA-Z]{1,3}$")
_APART: Final = 3
"""Paragraphs within which a lost half is looked for: pasted text has broken lines, long quotations have several."""


@lru_cache(maxsize=4096)
def unpaired(text: str) -> tuple[tuple[int, str], ...]:
    """Return the marks of a text without their other half, as (offset, mark); half-width brackets count as full ones."""
    stack: list[tuple[int, str]] = []
    alone: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        at, mark = match.start(), _ONE_WIDTH.get(match[0], match[0])
        if mark in _CLOSE:
            stack.append((at, mark))
        elif any(opening == _OPEN[mark] for _, opening in stack):
            while stack[-1][1] != _OPEN[mark]:
                alone.append(stack.pop())
            stack.pop()
        elif not _stands_alone(text, at, mark):
            alone.append((at, mark))
    return tuple(sorted((*alone, *stack)))


def _stands_alone(text: str, at: int, mark: str) -> bool:
    """Whether a closing mark has no other half by rights: an apostrophe (’99), a bracket behind a number (1）)."""
    if mark == "’":
        return text[at - 1 : at].isascii() or text[at + 1 : at + 2].isdecimal()
    return mark == "）" and bool(_NUMBER_BEFORE.search(text[max(at - 5, 0) : at]))


def _pairs(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    waiting: list[tuple[int, Block, int, str]] = []
    alone: list[tuple[Block, int, str]] = []
    last = ""
    for number, block in enumerate(reading.blocks):
        if block.section != last:
            alone += [each[1:] for each in waiting]
            waiting, last = [], block.section
        if block.text.startswith(
            "“"
        ):  # a quotation of several paragraphs: each begins with the mark, the last ends with it
            waiting = [each for each in waiting if each[3] != "“" or number - each[0] > _APART]
        for at, mark in unpaired(block.text):
            if mark in _CLOSE:
                waiting.append((number, block, at, mark))
                continue
            other = [each for each in waiting if each[3] == _OPEN[mark] and 0 < number - each[0] <= _APART]
            if other:
                waiting = [each for each in waiting if each not in other]
            else:
                alone.append((block, at, mark))
    alone += [each[1:] for each in waiting]
    for block, at, mark in alone:
        yield Spot(block.at(at, at + 1), _missing(mark), _turned(block, at, mark))


def _missing(mark: str) -> str:
    return f"有“{mark}”没有“{_CLOSE[mark]}”" if mark in _CLOSE else f"有“{mark}”没有“{_OPEN[mark]}”"


def _turned(block: Block, at: int, mark: str) -> tuple[Fix, ...]:
    """Return the fix where a text has one mark twice instead of a pair: the second is turned, or the first."""
    alone = unpaired(block.text)
    if len(alone) != 2 or alone[0][1] != alone[1][1]:
        return ()
    wrong = alone[1][0] if mark in _CLOSE else alone[0][0]
    instead = _CLOSE.get(mark) or _OPEN[mark]
    return (Fix(f"改为“{instead}”", (Change(block.at(wrong, wrong + 1), instead),)),) if at == wrong else ()


unpaired_marks = Rule(
    id="TY04",
    name="标点不成对",
    severity=Severity.MUST,
    clause="GB/T 15834-2011 4.8.2、4.9.2、4.15.2",
    why="引号、括号、书名号左右成对，少了一半，读的人看不出引文、注释和名称到哪里为止。",
    bad=("学习贯彻《民法典，开展宣讲。", "提出“一网通办的要求。", "全镇（含社区共有村12个。", "打造“枫桥式“司法所。"),
    good=("学习贯彻《民法典》。", "主要做法：1）抓学习；2）抓落实。", case("他说：“第一段话。\n“第二段话。”"), "全镇(含社区）共有村12个。"),
    survey=_pairs,
)  # fmt: skip


_INNER: Final = re.compile("《[^《》]*(《[^《》]*》)")
_ANGLE: Final = re.compile(r"<([\u4e00-\u9fff（）“”—0-9〔〕、]{2,60})>")
_OUTER: Final = re.compile("〈([^〈〉]{1,60})〉")
_INNER_QUOTE: Final = re.compile("“[^“”]*(“[^“”]*”)[^“”]*”")


def _nested(text: str, _setting: Setting) -> Iterator[Hit]:
    if text.count("《") > 1:
        for match in _INNER.finditer(text):
            start, end = match.span(1)
            rest = text[end:]
            if "》" in rest and ("《" not in rest or rest.index("》") < rest.index("《")):
                inner = text[start + 1 : end - 1]
                yield Hit(start, end, "书名号里的书名号用单书名号〈〉", (f"〈{inner}〉",))
    if "<" in text:
        for match in _ANGLE.finditer(text):
            left, right = "〈〉" if _in_title(text, match.start()) else "《》"
            yield Hit(match.start(), match.end(), f"“<>”不是书名号，用“{left}{right}”", (f"{left}{match[1]}{right}",))
    if "〈" in text:
        for match in _OUTER.finditer(text):
            if not _in_title(text, match.start()):
                yield Hit(match.start(), match.end(), "单独用的书名号是双书名号《》", (f"《{match[1]}》",))
    for match in _INNER_QUOTE.finditer(text) if text.count("“") > 1 else ():
        start, end = match.span(1)
        yield Hit(start, end, "引号里的引号用单引号‘ ’", (f"‘{text[start + 1 : end - 1]}’",))


def _in_title(text: str, at: int) -> bool:
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


nested = Rule(
    id="TY08",
    name="书名号、引号套用",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 4.8.3.4、4.15.3.5",
    why="书名号里面还要用书名号时，外面用双书名号，里面用单书名号；引号里面还要用引号时，外面用双引号，里面用单引号。",
    bad=("印发《关于转发《督察规定》的通知》。", "学习<民法典>有关规定。", "坚持“新时代“枫桥经验””的做法。"),
    good=("印发《关于转发〈督察规定〉的通知》。", "学习《民法典》《宪法》。", "坚持“新时代‘枫桥经验’”。"),
    read=_nested,
    where=ANYWHERE,
)


_STRAIGHT: Final = re.compile('["＂]')
_CORNERS: Final = {"「": "“", "」": "”", "『": "‘", "』": "’"}
_SINGLE: Final = re.compile("'[\u3400-\u9fff][^'“”]{0,30}'(?<=[\u3400-\u9fff]')")
_CORNER: Final = re.compile("[「」『』]")
_HAN: Final = re.compile("[\u3400-\u9fff，。、；：？！（）《》]")


def _straight(text: str, _setting: Setting) -> Iterator[Hit]:
    if '"' in text or "＂" in text:
        at = [match.start() for match in _STRAIGHT.finditer(text)]
        if any(_HAN.search(text[max(each - 1, 0) : each + 2]) for each in at):
            for number, each in enumerate(at):
                curved = "“”"[number % 2]
                yield Hit(each, each + 1, "直引号不是中文的引号，用“ ”", (curved,) if len(at) % 2 == 0 else ())
    if "'" in text:
        for match in _SINGLE.finditer(text):
            yield Hit(match.start(), match.start() + 1, "直引号不是中文的引号，用“ ”", ("“",))
            yield Hit(match.end() - 1, match.end(), "直引号不是中文的引号，用“ ”", ("”",))
    if "「" in text or "『" in text or "」" in text:
        for match in _CORNER.finditer(text):
            yield Hit(match.start(), match.end(), f"横排用弯引号，不用“{match[0]}”", (_CORNERS[match[0]],))


straight_quotes = Rule(
    id="TY11",
    name="引号的形式",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 4.8.2",
    why="横排文稿的引号是“ ”和‘ ’，键盘上的直引号和竖排用的「」『』都要换。",
    bad=('深化"放管服"改革。', "推进「一网通办」。", '打造"枫桥式"人民法庭和"五好"司法所。'),
    good=("深化“放管服”改革。", 'class="main" 是网页代码。', "发扬“‘钉钉子’精神”。"),
    read=_straight,
    where=ANYWHERE,
    together=True,
    safe=True,
)
