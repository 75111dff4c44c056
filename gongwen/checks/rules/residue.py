"""PH: what the web, mail and chats leave in a text, and what an import left out for that reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case, notes
from gongwen.checks.finding import Severity
from gongwen.checks.reading import Kind
from gongwen.checks.rule import Hit, Rule, Spot
from gongwen.document import Location
from gongwen.importers.report import NoteKind
from gongwen.importers.residue import residue
from gongwen.importers.signs import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting

_TAG: Final = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|font|table|tbody|td|th|tr|img|h[1-6]|li|ul|ol|script|style|o:p)\b[^<>]{0,200}/?>", re.IGNORECASE
)  # fmt: skip
_ENTITY: Final = re.compile(
    "&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|ensp|emsp|#\\d{2,6});"
)
_MEANT: Final = {
    "&ldquo;": "“", "&rdquo;": "”", "&lsquo;": "‘", "&rsquo;": "’", "&mdash;": "—", "&hellip;": "……", "&middot;": "·",
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&ndash;": "—",
}  # fmt: skip
_SCRIPT: Final = re.compile(
    r"[\"']\);?$|^[\"']?\);|\);$|\\[nrt](?![A-Za-z])|(?<![*\d])\*\*(?=[^*]{1,80}\*\*)|(?<=[^*])\*\*(?![*\d])"
)
_WEB: Final = re.compile(
    "(?:信息来源|发布时间|发布日期|浏览次数|浏览量|阅读次数|点击数|点击率|访问量|责任编辑|网站编辑|上一篇|下一篇|分享到|分享至|当前位置|您的位置|字号|打印本页|关闭窗口|索引号|扫一扫|版权所有|技术支持)\\s*[:：|]"
)
_CREDIT: Final = re.compile(r"(?:来源|编辑|责编|点击|阅读|浏览)\s*[:：]\s*[^，。；]{0,20}")
_LIST_SIGN: Final = re.compile(r"(?:#{1,6}|[-*+])[ \u3000]+(?=[\u4e00-\u9fff])|[•●◆■▪➢✓]\s*(?=[\u4e00-\u9fff])")
_ASSISTANT: Final = re.compile(
    "以下是(?:为您|为你|根据您|一份|我为)|(?:希望|愿)(?:以上|这份|这些|本).{0,16}(?:对您|对你|能帮|有所帮助)|作为(?:一个|一名)?(?:AI|人工智能|大?语言模型)|"
    "如(?:果您?|您)?(?:还)?(?:有其他|需要(?:进一步|其他|调整|修改)).{0,20}(?:请|欢迎)(?:随时)?(?:告诉|告知|联系)我|以上内容仅供参考|^(?:当然|好的)[，！!,].{0,20}(?:以下|这里|为您)"
)
_LONG: Final = 120
"""Characters up to which a line with Chinese in it can be residue."""

_LONGEST: Final = 60


def _residue(text: str, _setting: Setting) -> Iterator[Hit]:
    if whole := _whole(text):
        yield Hit(0, len(text), whole, ("",))
        return
    if _CREDIT.fullmatch(text):
        yield Hit(0, len(text), "像是网页上的来源或者编辑的署名", severity=Severity.SHOULD)
    if sign := _LIST_SIGN.match(text):
        yield Hit(0, sign.end(), f"“{sign[0].strip()}”是软件里的列表、标题符号", ("",), Severity.SHOULD)
    for match in (*_TAG.finditer(text), *_ENTITY.finditer(text)) if "<" in text or "&" in text else ():
        yield Hit(match.start(), match.end(), f"“{match[0][:20]}”是网页的代码", (_MEANT.get(match[0], ""),))
    for match in _SCRIPT.finditer(text) if "**" in text or ")" in text or "\\" in text else ():
        if ")" not in match[0] or not ("(" in text or "（" in text):
            yield Hit(match.start(), match.end(), f"“{match[0]}”像是代码或者排版符号的残片", ("",))
    if said := _ASSISTANT.search(text):
        yield Hit(said.start(), said.end(), "像是聊天软件的话，不是正文")


def _whole(text: str) -> str:
    """Return why a whole line is residue, or empty."""
    reason = residue(text.strip()) if len(text) <= _LONG or not HAN.search(text) else ""
    if not reason and len(text) <= _LONGEST and "。" not in text and _WEB.search(text):
        return "像是网页上的来源、按钮或者栏目"
    return reason.removesuffix("。").removesuffix("，没有带入正文").removesuffix("，没有带入")


residue_lines = Rule(
    id="PH02",
    name="网页和软件的残留",
    severity=Severity.MUST,
    clause="实践：从网页、邮件、聊天里粘贴的文字常见的残留",
    why="网页的按钮、栏目、代码，邮件的抬头，聊天软件的话都不是公文的内容，粘贴时带进来要删去。",
    bad=("【打印本页】【关闭窗口】", "全镇&nbsp;扎实推进各项工作。", "来源：某某网　浏览次数：35", "浏览次数：1208", "工作取得成效。<br>", "希望以上内容对您有所帮助。", "**工作成效**明显。",
        "- 加强组织领导。"),
    good=("打印机共有3台。", "全镇扎实推进各项工作。", "该村地理位置优越，交通便利。", "增长率（%）>5", "公式为a*b", "来源合法、去向清楚。"),
    read=_residue,
    where=frozenset({Kind.PARAGRAPH, Kind.HEADING}),
    safe=True,
)  # fmt: skip


def _left_out(reading: Reading, setting: Setting) -> Iterator[Spot]:
    known = reading.by_section
    for note in setting.notes:
        if note.kind is NoteKind.LEFT_OUT:
            place = note.location
            where = place if place and place.section in known else Location("title", 0)
            spot = Location(where.section, where.paragraph)
            yield Spot(spot, note.message.rstrip("。"), excerpt=" ".join(note.source.split())[:60], settled=True)


left_out = Rule(
    id="PH03",
    name="导入时没有带入的文字",
    severity=Severity.HINT,
    clause="实践：导入说明",
    why="导入时认作残留、没有带进正文的文字，请看一眼是不是真的不要；要的话，可以在导入说明里放回来。",
    bad=(
        case("正文。", setting=notes("35 3431606", "只有符号或数字，没有带入正文。", "s1", NoteKind.LEFT_OUT)),
        case("正文。", setting=notes('");', "像是网页代码的残片，没有带入正文。", "title", NoteKind.LEFT_OUT)),
        case("正文。", setting=notes("分享 时间：", "像是网页上的按钮，没有带入正文。", "gone", NoteKind.LEFT_OUT)),
    ),
    good=(
        "正文。",
        case("正文。", setting=notes("（一）", "编号改了。", "s1", NoteKind.CHANGED)),
        case("正文。", setting=notes("报告", "认作标题。", "title", NoteKind.RECOGNISED)),
    ),
    survey=_left_out,
    most=200,
)
