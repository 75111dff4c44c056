"""WD, by what an archive has taught: a character that another, said or written alike, is far likelier in place of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Change, Fix, Severity
from gongwen.checks.reading import PROSE
from gongwen.checks.rule import Case, Rule, Spot
from gongwen.checks.setting import Office, Setting
from gongwen.checks.usage import taught

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.checks.reading import Reading

_WORDS: Final = re.compile(r"[\u4e00-\u9fff]*")


def _unusual(reading: Reading, setting: Setting) -> Iterator[Spot]:
    if setting.usage is None:
        return
    blocks = [block for block in reading.blocks if block.kind in PROSE]
    own = _own(reading, setting)
    for block, found in zip(blocks, setting.usage.suspects([block.text for block in blocks]), strict=True):
        for each in found:
            text, at = block.text, each.at
            if at < block.skip or _familiar(reading.text, text, at) or _inside(own, text, at):
                continue
            left = _around(text[:at][::-1])[::-1]
            right = _around(text[at + 1 :])
            place = block.at(at, at + 1)
            yield Spot(
                place,
                f"“{left}{text[at]}{right}”在旧稿里没有这样用的，看看是不是“{left}{each.instead}{right}”",
                (Fix(f"改为“{each.instead}”", (Change(place, each.instead),)),),
            )


def _around(text: str) -> str:
    match = _WORDS.match(text)
    return match[0][:2] if match else ""


def _familiar(whole: str, text: str, at: int) -> bool:
    """Whether the report itself uses the words so again and again: a name, a new term."""
    threes = (text[max(start, 0) : start + 3] for start in range(at - 2, at + 1))
    twos = (text[max(at - 1, 0) : at + 1], text[at : at + 2])
    return any(len(row) == 3 and whole.count(row) > 1 for row in threes) or any(
        len(row) == 2 and whole.count(row) > 2 for row in twos
    )


def _own(reading: Reading, setting: Setting) -> frozenset[str]:
    """Return the words that are right: the office's own, its organs, and the report's."""
    office, document = setting.office, reading.document
    organs = (name for organ in office.organs for name in (organ.name, *organ.short))
    signed = (*document.signature.organs, *document.header.authority_mark, document.addressees.rstrip("：:"))
    places = (name[:size] for name in signed for size in (2, 3) if len(name) > 4)
    return frozenset(word for word in (*office.words, *organs, *signed, *places) if len(word) > 1)


def _inside(words: Iterable[str], text: str, at: int) -> bool:
    for word in words:
        start = text.find(word, max(at - len(word) + 1, 0))
        if 0 <= start <= at < start + len(word):
            return True
    return False


_TAUGHT: Final = taught(
    [
        "全面推进依法行政，加强行政执法监督检查，创新法治宣传教育形式，落实行政执法责任制。",
        "认真贯彻落实上级决策部署，健全重大行政决策程序，深入开展普法宣传活动。",
    ]
    * 200
)


def _taught(text: str, office: Office | None = None) -> Case:
    return case(text, setting=Setting(office=office or Office(), usage=_TAUGHT))


unusual = Rule(
    id="WD04",
    name="像错字的地方",
    severity=Severity.HINT,
    clause="实践：与本单位旧稿的用法比较",
    why="这里的字和旧稿里的用法不同，换成读音或者字形相近的字就相同，可能是错字；名称和新词可能没有错。",
    bad=(
        _taught("加强行政执法监督俭查，成效明显。"),
        _taught("创新法治宣传教育新式。"),
        _taught("健全重大行政决侧程序。"),
    ),
    good=(
        _taught("加强行政执法监督检查，成效明显。"),
        _taught("创新法治宣传教育新式。", Office(words=frozenset({"教育新式"}))),
        _taught("依托程续镇便民服务点，程续村设立程续代办站。"),
        case("加强行政执法监督俭查，成效明显。"),
    ),
    survey=_unusual,
    off=True,
)
