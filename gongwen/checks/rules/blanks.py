"""TY: blanks where official Chinese text has none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.checks.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.setting import Setting

_HAN: Final = "\u3400-\u9fff"
_SIGN: Final = "，。、；：？！“”‘’（）《》〈〉〔〕【】…—·％℃"
_SPACE: Final = " \u3000\t\u00a0\u2002\u2003"
_BLANK: Final = re.compile(f"[{_SPACE}]")
_BETWEEN: Final = re.compile(
    f"(?<=[{_HAN}])[{_SPACE}]+(?=[{_HAN}{_SIGN}])|(?<=[{_SIGN}])[{_SPACE}]+(?=[{_HAN}{_SIGN}0-9])|^[{_SPACE}]+(?=[{_HAN}{_SIGN}0-9A-Za-z])"
)
TO_FILL: Final = "年月日件次个人名元万亿起场期项户家处份号时"
"""What a number stands before: blanks there wait for one (共　　件)."""

_ORGANS: Final = (
    "中共中央|国务院|中央军委|委员会|政府|党委|党工委|管委会|办公厅|办公室|办事处|党组|法院|检察院|公司|中心|[市县区省州旗纪监建农教科民编]委|改革委|国资委|健康委|卫健委|"
    "[\u3400-\u9fff][办局厅部署会社行]|[大支中总]队"
)
_ORGAN: Final = re.compile(f"(?:{_ORGANS})$")
_ORGAN_NEXT: Final = re.compile(
    f"[{_HAN}]{{0,20}}?(?:{_ORGANS})(?=[，。、：；（{_SPACE}\n]|$|关于|印发|联合|共同|发布|决定|出台|制定|批准|转发|召开|开展)"
)
_NUMBERED: Final = re.compile(
    "(?:^|[。；：”）])(?:第[一二三四五六七八九十百零〇0-9]+[编章节条款项部分篇课讲]+|附[件表录图]?[0-9一二三四五六七八九十]*|[图表][0-9一二三四五六七八九十—-]+|[一二三四五六七八九十]+|（[一二三四五六七八九十0-9]+）)$"
)
_POST: Final = re.compile(
    "(?:书记|主任|主席|省长|市长|县长|区长|镇长|乡长|局长|院长|检察长|部长|厅长|签发人|总理|记者|通讯员|作者)：?$"
)
_NAME_NEXT: Final = re.compile(f"[{_HAN}][{_SPACE}]?[{_HAN}]{{1,3}}?(?:同志|主持|出席|参加|讲话|摄|[^{_HAN}]|$)")
_ROW: Final = re.compile(f"(?<![{_HAN}])[{_HAN}]{{1,4}}(?:[{_SPACE}]+[{_HAN}]{{1,4}}){{2,}}(?![{_HAN}])")
"""Names in a row, parted by blanks."""

_SPREAD: Final = re.compile(f"(?<![{_HAN}])[{_HAN}]\u3000[{_HAN}](?![{_HAN}])")
"""A name or a word of two characters, spread to the width of three."""

_LABEL: Final = re.compile(f"[{_HAN}]{{2,8}}：")
"""The next entry of a form in one line."""

_CLAUSES: Final = re.compile(f"关于[{_HAN}]{{6,}} [{_HAN}]{{6,}}的(?:决定|决议|意见|通知|报告|方案|规划|若干|实施)")
"""A title of two clauses, which a blank parts (关于锚定……现代化 扎实推进……的意见)."""

_FORM: Final = re.compile(f"年[{_SPACE}]+月[{_SPACE}]+日")
"""A form with places to write in, where blanks are the layout."""

_DATED: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
"""What stands before a blank in the history of a regulation (2011年4月16日 国务院令第596号公布)."""

_SENTENCE: Final = re.compile("[，。；：？！]")
_LAID_OUT: Final = 3
"""More blanks than these are there for the eye, as in a row of captions."""

_INSIDE: Final = re.compile("“[^”]*”|《[^》]*》|（[^）]*）")
_LETTERS_APART: Final = re.compile(f"[{_HAN}](?:[{_SPACE}]+[{_HAN}])+")
"""A text of which blanks spread the letters (目　录, 张　三)."""


def _blanks(text: str, _setting: Setting) -> Iterator[Hit]:
    if not _BLANK.search(text) or _FORM.search(text):
        return
    found = list(_BETWEEN.finditer(text))
    quoted = [match.span() for match in _INSIDE.finditer(text)]
    if _LETTERS_APART.fullmatch(text):
        return
    for match in found:
        start, end = match.span()
        if not _is_meant(text, start, end) and not any(a < start and end < b for a, b in quoted):
            yield Hit(start, end, "汉字之间多了空格" if start else "段首的空格多余，排版时自会空两字", ("",))


def _is_meant(text: str, start: int, end: int) -> bool:
    if not start:
        return False
    before = text[max(start - 12, 0) : start]
    if (
        end - start > _LAID_OUT
        or _is_wide(text, start, end)
        or _waits(text, start, end)
        or _LABEL.match(text, end)
        or _CLAUSES.search(text)
    ):
        return True
    if (
        _DATED.fullmatch(text, 0, start)
        or _NUMBERED.search(before)
        or (_ORGAN.search(before) and _ORGAN_NEXT.match(text, end))
    ):
        return True
    if _POST.search(before) and _NAME_NEXT.match(text, end):
        return True
    return any(match.start() < start and end < match.end() for form in (_ROW, _SPREAD) for match in form.finditer(text))


def _is_wide(text: str, start: int, end: int) -> bool:
    """Whether a blank is as wide as a character for the eye: two of them, or one in a line that is no sentence."""
    gap = text[start:end]
    return "\u3000\u3000" in gap or ("\u3000" in gap and not _SENTENCE.search(text))


def _waits(text: str, start: int, end: int) -> bool:
    """Whether a blank waits for a number or a word to be written in: 共　　件, 年 月 日, 人口： 人."""
    before, after = text[start - 1], text[end : end + 1]
    wide = end - start > 1 and (after in TO_FILL or after == "）" or before in "（年月第")
    return wide or (after in "月日" and before in "年月") or (after in TO_FILL and before == "：")


blanks = Rule(
    id="TY02",
    name="多余的空格",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 5.1，实践：公文汉字、标点之间不空格",
    why="标点自己占一个字的位置，汉字和标点、汉字和汉字之间不再空格；联合行文的机关名称、两个字的姓名除外。",
    bad=("全镇 上下齐心协力推进工作。", "扎实推进依法行政， 成效明显。", "　　一年来，工作取得成效。", "印发《实施方案》 ，明确任务。"),
    good=("中共中央办公厅 国务院办公厅印发通知。", "提出“讲法治 促发展”的口号。", "第一章 总则", "会议由镇长 王磊同志主持。", "全年共办理案件    件，召开会议  次。"),
    read=_blanks,
    together=True,
    safe=True,
)  # fmt: skip


_UNITS: Final = "年月日件次个人名元万亿起场期项户家处份时分公里米吨亩册条例所支只台辆间座类批类级款倍平方多余以%％"
_LATIN: Final = re.compile("[A-Za-z][ ]?[0-9.]*$|(?:^|[。；：（])(?:附?[表图件]|附件|第)[ ]?[0-9.]*$")
_OF_DATES: Final = ("年", "月")
_BY_DIGITS: Final = re.compile(
    f"(?<=[0-9%％])[ \u00a0]+(?=[{_UNITS}])|(?<=[{_HAN}，。、；：（“])[ \u00a0]+(?=[0-9][0-9.,]*[ \u00a0]*[{_UNITS}])"
)


def _blanks_by_digits(text: str, _setting: Setting) -> Iterator[Hit]:
    if " " not in text and "\u00a0" not in text:
        return
    for match in _BY_DIGITS.finditer(text):
        before = text[max(match.start() - 12, 0) : match.start()]
        begins = (
            re.fullmatch("[0-9.]{1,5}", text[: match.start()]) and text[match.end() : match.end() + 1] not in _OF_DATES
        )
        if not begins and not _NUMBERED.search(before) and not _LATIN.search(before):
            yield Hit(match.start(), match.end(), "数字和汉字之间不空格", ("",))


blanks_by_digits = Rule(
    id="TY12",
    name="数字旁的空格",
    severity=Severity.HINT,
    clause="实践：公文里数字和汉字连写，党政机关文件历来如此",
    why="公文里阿拉伯数字和前后的汉字连写，中间不空格；空格会在行末把数字和量词拆开。",
    bad=("全年共办理案件 12 件。", "2025 年，全镇扎实推进。", "占总数的 35 %。"),
    good=("全年共办理案件12件。", "使用 Python 3 处理。", "表 1 年度数据", "1 个人信息保护"),
    read=_blanks_by_digits,
    together=True,
    safe=True,
)
