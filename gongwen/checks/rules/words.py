"""WD: words that are written wrong wherever they stand, and those of which two are mistaken for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.checks.cases import case
from gongwen.checks.finding import Severity
from gongwen.checks.reading import Kind
from gongwen.checks.rule import Hit, Rule
from gongwen.checks.setting import Office, Setting
from gongwen.checks.words import wrong_words

if TYPE_CHECKING:
    from collections.abc import Iterator


def _wrong(text: str, setting: Setting) -> Iterator[Hit]:
    for start, end, word in wrong_words(setting.office.wrong).find(text):
        severity = Severity.SHOULD if word.weight else None
        yield Hit(start, end, f"“{word.wrong}”应为“{word.right}”", (word.right,), severity)


wrong_word = Rule(
    id="WD01",
    name="错别字",
    severity=Severity.MUST,
    clause="《现代汉语词典》；《第一批异形词整理表》（GF 1001—2001）",
    why="同音或者形近的字容易打错，错字影响公文的严肃性。异形词以词典的推荐词形为准。",
    bad=(
        "认真安排布署今年的工作。",
        "进一步贯砌落实会议精神。",
        "健全台帐，做到一户一档。",
        case("今年共受理不动产登计80件。"),
        case("全乡推行红黑绑制度。", setting=Setting(office=Office(wrong=(("红黑绑", "红黑榜"),)))),
    ),
    good=(
        "可以经集体研究决定，以经济建设为中心。",
        "受理企业各类诉求，担任各级领导职务。",
        "恢复盖章手续，预防犯罪，加强小微水体治理。",
    ),
    read=_wrong,
    where=frozenset(Kind),
)
