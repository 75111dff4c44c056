"""DU: what is said twice: sentences in one document, words and characters in one sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Change, Fix, Severity
from gongwen.checks.lists import listed
from gongwen.checks.reading import Kind
from gongwen.checks.rule import Hit, Rule, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Block, Reading
    from gongwen.checks.setting import Setting

SHORTEST: Final = 18
"""Characters from which on a sentence that stands twice is no set phrase."""

_SENTENCE: Final = re.compile("[^。！？；]+")
_OTHER: Final = re.compile("[^一-龥]+")


def _sentences(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    seen: dict[str, tuple[Block, int]] = {}
    for block in reading.paragraphs:
        for match in _SENTENCE.finditer(block.text, block.skip):
            if len(match[0]) < SHORTEST or match[0].startswith("（"):
                continue
            plain = _OTHER.sub("", match[0])
            if len(plain) < SHORTEST:
                continue
            first = seen.setdefault(match[0].strip(), (block, match.start()))
            if first != (block, match.start()):
                end = match.end() + (block.text[match.end() : match.end() + 1] in ("。", "；"))
                place = block.at(match.start(), end)
                fixes = (Fix("删去这一处", (Change(place, ""),)),) if place.start or end < len(block.text) else ()
                weight = None if reading.document.kind else Severity.HINT
                yield Spot(place, f"这句话与前面的重复：{_short(match[0])}", fixes, weight)


def _short(text: str) -> str:
    return text if len(text) <= SHORTEST else f"{text[: SHORTEST - 1]}…"


_TWICE: Final = "加强基层法治队伍建设，配齐配强法治工作人员，开展业务培训。"

repeated_sentence = Rule(
    id="DU01",
    name="重复的句子",
    severity=Severity.SHOULD,
    clause="实践：公文校核“有无重复”",
    why="同一份报告里一字不差的句子出现两次，多半是粘贴时留下的。",
    bad=(
        case(f"# 一、主要举措\n{_TWICE}成效明显。\n# 二、下一步工作\n{_TWICE}"),
        case(f"{_TWICE}同时做好保障。{_TWICE}"),
        case(f"## （一）学习\n今年以来，{_TWICE}\n另外，做好服务。今年以来，{_TWICE}"),
    ),
    good=(
        case("# 一、主要举措\n加强队伍建设。\n# 二、下一步工作\n加强队伍建设。"),
        case(f"{_TWICE}\n加强乡村法治队伍建设，配齐配强法律顾问，开展业务培训。"),
        case("一是加强组织领导。\n二是加强组织领导。"),
    ),
    survey=_sentences,
)


@cache
def _known() -> frozenset[str]:
    """Return words of two characters that no one doubles, but those of which the second begins a longer word."""
    phrases = listed("common_phrases").column("phrase")
    words = {half for phrase in phrases for half in (phrase[:2], phrase[2:])}
    words |= {word for word in listed("wrong_words").column("right") if len(word) == len("工作")}
    return frozenset(
        words - {"规定", "年度", "组织", "代表", "出版", "出租", "设计", "保管", "阶级", "互联", "创业", "项目"}
    )


_TWO: Final = re.compile(r"([一-龥]{2,6}?)\1")
_ONE: Final = re.compile(r"([一-龥])\1")
_EACH: Final = frozenset("一每某几两的对有等会与和逐")
_EDGES: Final = frozenset("，。；：、！？”“（）《》 ")
_BEGINS: Final = frozenset("市区县省部经中牢大高好常多一二三四五六七八九十")
"""Characters that stand before a word of which they are the first: 市市场监督管理局."""

_ALWAYS: Final = {
    "的": ("目标中有红绿", "确士"),
    "了": ("不为除明末", "解然断如无望得却结事"),
    "和": ("共温饱缓总柔祥亲调暖", "平谐睦解气美善乐好约县田顺"),
    "与": ("参赠付给授干", "会否"),
    "将": ("", "军士领来近士"),
    "被": ("", "告害申保征执诉监上"),
    "把": ("一", "握关控手脉守门"),
    "从": ("", "业事严而重前此容"),
    "于": ("对关由基至处属位", ""),
    "在": ("实存现潜内外所正", "线建职校场编途读位岗册地京这手任乎家线建此即"),
    "对": ("面应针一相绝核配", "方口象于策外照比接话应待账"),
    "并": ("", "购行网轨入联且"),
}
"""Characters that stand twice only by mistake, but after some characters and before some."""


def _doubled(text: str, _setting: Setting) -> Iterator[Hit]:
    done = 0
    for match in _TWO.finditer(text):
        word = match[1]
        if len(word) > len("工作"):
            if word[0] in _EACH or word[-1] in "人区":
                continue
        elif word not in _known():
            continue
        done = match.end()
        severity = Severity.SHOULD if len(word) == len("工作") else Severity.MUST
        yield Hit(match.start(), match.end(), f"“{word}”写了两遍", (word,), severity)
    for match in _ONE.finditer(text) if done < len(text) else ():
        at, char = match.start(), match[1]
        before, after = text[max(at - 1, 0) : at], text[at + 2 : at + 3]
        if char in _ALWAYS:
            not_after, not_before = _ALWAYS[char]
            if (not before or before not in not_after) and (not after or after not in not_before):
                yield Hit(at, at + 2, f"“{char}”写了两遍", (char,))
        elif text[at + 2 : at + 3] * 2 == text[at + 2 : at + 4] != "" or text[max(at - 2, 0) : at] == before * 2 != "":
            continue
        elif _is_end_doubled(before + char, after) or _is_start_doubled(before, char + after):
            yield Hit(at, at + 2, f"“{char}”写了两遍", (char,))


def _is_end_doubled(word: str, after: str) -> bool:
    """Whether a known word's last character stands once more before a mark, as in 落实实."""
    return (not after or after in _EDGES) and word[1:] not in _BEGINS and word in _known()


def _is_start_doubled(before: str, word: str) -> bool:
    """Whether a known word's first character stands once more after a mark, as in 落落实."""
    return (not before or before in _EDGES) and word[0] not in _BEGINS and word in _known()


doubled_word = Rule(
    id="DU02",
    name="重复的字词",
    severity=Severity.MUST,
    clause="实践：公文校核“多字、叠字”",
    why="同一个字或者词连着写了两遍，是打字或者修改时留下的。",
    bad=(
        "进一步加强了的的监督工作。",
        "全面推进工作工作落实。",
        "将各项措施落实实，",
        "县人民政府县人民政府办公室印发通知。",
        "司法所会同各村和和社区开展排查，落落实责任。",
    ),
    good=(
        "实实在在为群众办事，目的的实现要靠大家，等等。",
        "转变管理理念，法规规定的职责，会议议程已定，方方面面都要考虑。",
        "存在在线办理的困难，总和和平均数，不了了之。",
        "一件一件解决，一个问题一个问题跟进，创业创新。",
        "本规定规定的职责，最高人民法院，当地地质条件。",
    ),
    read=_doubled,
    where=frozenset(Kind),
)

_MANY: Final = re.compile("(?:绝大多数|大多数|多数|许多|不少|一些|很多|所有|全部|广大|大部分|部分|个别)的?")


def _named_twice(text: str, _setting: Setting) -> Iterator[Hit]:
    for match in _MANY.finditer(text):
        for length in (4, 3, 2):
            word = text[max(match.start() - length, 0) : match.start()]
            if len(word) == length and word.isalpha() and text.startswith(word, match.end()):
                start = match.start() - length
                yield Hit(
                    start,
                    match.end() + length,
                    f"“{word}”重复了",
                    (text[match.start() : match.end()].removeprefix("的") + word,),
                )
                break


named_twice = Rule(
    id="DU03",
    name="前后重复的词",
    severity=Severity.HINT,
    clause="实践：公文校核“语义重复”",
    why="“大多数”一类的词前后用了同一个词，留一个就够了。",
    bad=(
        "农村大多数农村青壮年外出务工。",
        "群众许多群众不了解政策。",
        "企业部分的企业没有办理手续。",
    ),
    good=(
        "农村大多数青壮年外出务工。",
        "群众和许多干部不了解政策。",
        "企业的大部分职工参加了培训，部分企业没有参加。",
    ),
    read=_named_twice,
)
