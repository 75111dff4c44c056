"""WD: words that are written wrong wherever they stand, and those of which two are mistaken for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.checks.cases import case
from gongwen.checks.finding import Severity
from gongwen.checks.patterns import pattern_list
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


def _pair(text: str, _setting: Setting) -> Iterator[Hit]:
    yield from pattern_list("word_pairs").find(text)


word_pair = Rule(
    id="WD02",
    name="易混词",
    severity=Severity.SHOULD,
    clause="《现代汉语词典》；《立法技术规范（试行）》",
    why="读音相近的词意思不同，要看上下文：到某时为止是“截至”，抽象的动作用“作出”，公民享有的是“权利”。",
    bad=(
        "截止2025年底，共办理案件35件。",
        "通过微信公众号等新式开展宣传。",
        "确实履行推进法治建设第一责任人职责。",
        "认真听取群众反应的问题。",
        "面对严峻形势，必需坚持依法行政，做出重要批示。",
        "依法保障公民权力，规范行政权利运行。",
        "当前安全形式严峻，即要治标，又要治本。",
    ),
    good=(
        "报名截止日期为6月30日，截至2025年底共办理35件。",
        "采用新式农机，创新形式，确实存在困难。",
        "药品不良反应情况、应急反应能力得到改善。",
        "完善权力清单，维护合法权利，即使困难再大也要作出努力。",
        "生活必需品供应充足，国家机关行使权力。",
    ),
    read=_pair,
)


def _particle(text: str, _setting: Setting) -> Iterator[Hit]:
    yield from pattern_list("particles").find(text)


particle = Rule(
    id="WD03",
    name="的地得",
    severity=Severity.SHOULD,
    clause="《现代汉语八百词》“的”“地”“得”",
    why="定语后面用“的”，状语后面用“地”，补语前面用“得”。",
    bad=(
        "有效的推进了各项工作。",
        "营造了良好地环境。",
        "各项工作取的了明显成效。",
        "法律服务得到加强，工作做的很扎实。",
    ),
    good=(
        "有效地推进了各项工作，采取有效的推进措施。",
        "形成了积极的影响，得到群众的好评。",
        "工作做得很扎实，达到目的后及时总结。",
        "扎实的作风促进了工作，做的是实事。",
    ),
    read=_particle,
)
