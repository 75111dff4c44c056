"""TY: punctuation marks and blanks (GB/T 15834-2011)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.checks.reading import ANYWHERE
from gongwen.checks.rule import Hit, Rule
from gongwen.punctuation import FULL, marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.setting import Setting


_STOP: Final = re.compile(r"[\u4e00-\u9fff]{2}[）)”》]?\.$")


def _half_width(text: str, _setting: Setting) -> Iterator[Hit]:
    for at in marks(text):
        yield Hit(at, at + 1, f"中文里用了半角的“{text[at]}”", (FULL[text[at]],))
    if text.endswith(".") and _STOP.search(text, max(len(text) - 4, 0)):
        yield Hit(len(text) - 1, len(text), "中文里用了半角的“.”", ("。",))


half_width = Rule(
    id="TY01",
    name="半角标点",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 5.1",
    why="汉字文稿里的逗号、分号、冒号、问号、叹号和括号占一个字的位置，应当用全角。",
    bad=("全面推进依法行政,成效明显。", "主要做法如下:", "全镇(含社区)共有村12个。", "扎实推进依法行政."),
    good=("全面推进依法行政，成效明显。", "会议于9:30开始，比例为1:3。", "使用 Python(3.11) 处理。"),
    read=_half_width,
    where=ANYWHERE,
    together=True,
    safe=True,
)


_STOPS: Final = "，。、；：？！"
_RUN: Final = re.compile(f"[{_STOPS}][ \u3000]*[{_STOPS}][{_STOPS} \u3000]*")
_WEAK: Final = frozenset("，、；：")
_STRONG: Final = frozenset("。？！")
_EMPTY: Final = re.compile("《[ \u3000]*》|“[ \u3000]*”|（[ \u3000]*）|〈[ \u3000]*〉")


def _clashing(text: str, _setting: Setting) -> Iterator[Hit]:
    """Yield marks that stand side by side. A way out is offered where only one is left: one mark twice, a stop last."""
    for match in _RUN.finditer(text):
        run = re.sub("[ \u3000]", "", match[0])
        if set(run) <= {"？", "！"} or re.fullmatch("。{3,}|？{3,}|！{3,}", run):
            continue  # ？！ and ！！ are allowed (4.2.3.3, 4.3.3.2), 。。。 is an ellipsis wrongly written
        end = match.start() + len(match[0].rstrip(" \u3000"))
        one = run[-1] if len(set(run)) == 1 or (set(run[:-1]) <= _WEAK and run[-1] in _STRONG) else ""
        yield Hit(match.start(), end, f"“{run}”重了，只留一个标点", (one,) if one else ())
    if "《" in text or "“" in text or "（" in text or "〈" in text:
        for match in _EMPTY.finditer(text):
            yield Hit(match.start(), match.end(), f"“{match[0][0]}{match[0][-1]}”里没有内容")
    if text[:1] in _STOPS and len(text) > 1:
        yield Hit(0, 1, f"一段的开头不用“{text[0]}”，是不是断了行", severity=Severity.HINT)


clashing = Rule(
    id="TY03",
    name="标点重复",
    severity=Severity.MUST,
    clause="GB/T 15834-2011 4.1—4.7、5.1.1",
    why="句号、逗号、顿号、分号、冒号不连用，也不出现在一行的开头；书名号、引号、括号里要有内容。",
    bad=("工作扎实推进，。", "成立领导小组。。", "制定《》等制度。", "开展走访、，排查矛盾。", "，扎实推进各项工作。"),
    good=("他问：“怎么办？”", "为什么？！", "按照《条例》（试行）。", "一是抓落实；二是抓督查。"),
    read=_clashing,
    safe=True,
)


_ENUMERATED: Final = re.compile("(?<=[》”])、(?=[《“])")
_FIRST_OR_LAST: Final = re.compile("[》”](?:、[《“][^》”]*[》”])+")


def _comma_between_quoted(text: str, _setting: Setting) -> Iterator[Hit]:
    if "》、《" not in text and "”、“" not in text:
        return
    for row in _FIRST_OR_LAST.finditer(text):
        opening = max(text.rfind("《", 0, row.start()), text.rfind("“", 0, row.start()))
        if text[row.end() : row.end() + 1] == "、" or text[opening - 1 : opening] in ("、", "和", "与", "及"):
            continue  # others of the row bear no marks: there the commas hold it together
        for match in _ENUMERATED.finditer(text, row.start(), row.end()):
            yield Hit(match.start(), match.end(), "并列的书名号、引号之间通常不用顿号", ("",))


comma_between_quoted = Rule(
    id="TY05",
    name="书名号、引号之间的顿号",
    severity=Severity.HINT,
    clause="GB/T 15834-2011 4.5.3.5",
    why="标有引号或书名号的并列成分之间通常不用顿号；中间有别的成分插着的，宜用顿号。",
    bad=("学习《宪法》、《民法典》。", "打造“一网通办”、“最多跑一次”品牌。", "修订《甲办法》、《乙办法》、《丙办法》。"),
    good=("学习《宪法》《民法典》。", "增强“四个意识”、坚定“四个自信”。", "《甲办法》（2020年）、《乙办法》。", "落实党建、“一网通办”、“好差评”、网格等工作。"),
    read=_comma_between_quoted,
    together=True,
)  # fmt: skip


_ETC: Final = re.compile(
    "、(?=等(?![级候待额值外于同次位份到离式腰边温压距量效号]))|，(?<=[》”]，)(?=等(?![等级候待额值外于同次]))"
)


def _comma_before_etc(text: str, _setting: Setting) -> Iterator[Hit]:
    for match in _ETC.finditer(text):
        yield Hit(match.start(), match.end(), f"“等”的前面不用{'顿号' if match[0] == '、' else '逗号'}", ("",))


comma_before_etc = Rule(
    id="TY07",
    name="“等”前的标点",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 附录B.1.2",
    why="用“等”“等等”煞尾的并列成分，“等”的前面不再用顿号；只有用逗号分开的，“等等”前可以用逗号。",
    bad=("开展宣讲、走访、等活动。", "印发手册、读本、等资料。", "司法所、派出所、等等。"),
    good=("开展宣讲、走访等活动。", "分为甲等、乙等、丙等三类。", "按一等、等外两级评定。"),
    read=_comma_before_etc,
    safe=True,
)


_DOTS: Final = re.compile(r"(?<![.\w/])\.{3,}(?![\w/])|(?<=[\u4e00-\u9fff])\.{3,}|。{3,}|(?<!…)…(?!…)|・{3,}|·{3,}")
_ETC_TWICE: Final = re.compile("……(?=等(?![待候于到]))|(?<=等)……")
_SPAN: Final = re.compile(
    r"(?<![\d\-~—.〔（(A-Za-z])((?:19|20)\d\d年?)([-－–~]{1,2})((?:(?:19|20)?\d\d)年)"
    r"|(?<![\d\-~—.A-Za-z])(\d{1,2}[月日时点])([-－–~]{1,2})(?=\d{1,2}[月日时点])"
    r"|(?<![\d\-~—.:：A-Za-z])(\d{1,2}[:：]\d\d)([-－–~]{1,2})(?=\d{1,2}[:：]\d\d)"
)


def _dots_and_dashes(text: str, _setting: Setting) -> Iterator[Hit]:
    if "..." in text or "。。。" in text or "…" in text or "···" in text or "・・・" in text:
        for match in _DOTS.finditer(text):
            yield Hit(match.start(), match.end(), "省略号写作六个圆点“……”", ("……",))
        for match in _ETC_TWICE.finditer(text):
            yield Hit(match.start(), match.end(), "省略号和“等”不同时用", ("",))
    if any(mark in text for mark in "-－–~"):
        for match in _SPAN.finditer(text):
            group = next(number for number in (2, 5, 7) if match[number])
            yield Hit(match.start(group), match.end(group), "起止用一字线“—”", ("—",))


dots_and_dashes = Rule(
    id="TY06",
    name="省略号和一字线",
    severity=Severity.HINT,
    clause="GB/T 15834-2011 4.11.2、4.13.3.2、附录A.9",
    why="省略号是六个圆点，不和“等”同时用；年、月、时间的起止一般用一字线“—”。",
    bad=("宣讲、走访...", "会议听取了汇报。。。", "实施2021-2025年规划。", "3月-5月开展排查。", "走访、座谈……等活动。"),
    good=("宣讲、走访……", "实施2021—2025年规划。", "电话0915-3221000。", "网址 www.a.cn/x...y", "文号为清政〔2025〕3-1号。"),
    read=_dots_and_dashes,
    safe=True,
)  # fmt: skip


_DAY: Final = re.compile(
    r"(?<![\d.第])(1[0-2]|[1-9])([.．])(3[01]|[12]\d|[1-9])(?:(?=”(?![倍级版代时期升度模计]))|"
    r"(?=(?:国家|全国|国际|世界|宪法|消费者|全民|安全|禁毒|防灾|消防|劳动|国庆|青年)[\u4e00-\u9fff]{0,8}(?:日|周|月|节)|"
    r"(?:讲话|事故|事件|爆炸|火灾|地震|专案|大案|晚会|重要讲话)))"
)


_VALUES: Final = ("版本", "增长", "增速", "系数", "评分", "达到")
"""What quoted numbers follow that are no days."""


def _day_with_point(text: str, _setting: Setting) -> Iterator[Hit]:
    if "." in text or "．" in text:
        for match in _DAY.finditer(text):
            before = text[max(match.start() - 3, 0) : match.start()]
            if text[match.end() : match.end() + 1] == "”" and (before[-1:] != "“" or before[:2] in _VALUES):
                continue
            yield Hit(match.start(2), match.end(2), f"“{match[1]}·{match[3]}”的月和日之间用间隔号", ("·",))


day_with_point = Rule(
    id="TY10",
    name="纪念日里的间隔号",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 4.14.3.5，GB/T 15835-2011 5.1.6",
    why="用阿拉伯数字标示的事件、节日，月和日之间用间隔号，如“3·15”“12·4”，不用小数点。",
    bad=("开展“3.15”宣传活动。", "围绕12.4国家宪法日开展普法。", "结合“4.15”“6.26”等节点宣传。"),
    good=("开展“3·15”宣传活动。", "增长3.15个百分点。", "推进“1.5倍”计划，升级到“3.0”版。"),
    read=_day_with_point,
    safe=True,
)
