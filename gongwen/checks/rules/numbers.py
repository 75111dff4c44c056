"""NU: how numbers are written (GB/T 15835-2011)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.checks.reading import ANYWHERE
from gongwen.checks.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.setting import Setting

_TWO_DIGITS: Final = re.compile(
    r"年(?<=[0-9]{2}年)(?<![\d第近约满前后整—～~\-－.]..年)"
    r"(?=底(?![蕴气色线子层座部])|末(?![位端])|初(?![级步中始次心])|度(?![假过])|上半年|下半年|全年|(?:1[0-2]|[1-9])月(?!龄))"
)
"""A word that is fixed comes first in these patterns, what stands before it is looked back at: so a text is read fast."""

_BARE: Final = re.compile(r"年(?<=[0-9]{2}年)(?<![0-9.]..年)(?![来间期之以前后里多龄的时内级轮代底末初度]|左右|上下)")
_BEGINS: Final = re.compile("(?:^|[，。；、：—“《]|[自至于在截比较对照从据与及和]|(?<![升长高加延增])到)$")
"""What stands before a year and rarely before a span of years."""

_NEXT_YEARS: Final = 15
"""Two digits up to so many years after the one reported on are of this century."""

_NEAR_YEARS: Final = 6
_ABOUT_NOW: Final = 2025
"""The year reported on when a document does not say it."""


def _short_year(text: str, setting: Setting) -> Iterator[Hit]:
    now = (setting.year or _ABOUT_NOW) % 100
    for match in _TWO_DIGITS.finditer(text):
        yield _written_out(text, match.start(), now, None)
    for match in _BARE.finditer(text):
        start = match.start() - 2
        if text[start] == "0":  # nothing lasts 03 years
            yield _written_out(text, match.start(), now, None)
        elif abs(int(text[start : match.start()]) - now) <= _NEAR_YEARS and _BEGINS.search(
            text[max(start - 2, 0) : start]
        ):
            yield _written_out(text, match.start(), now, Severity.HINT)


def _written_out(text: str, end: int, now: int, weight: Severity | None) -> Hit:
    short = int(text[end - 2 : end])
    year = short + (2000 if short <= now + _NEXT_YEARS else 1900)
    return Hit(end - 2, end, f"年份要写全，“{short:02}年”写作“{year}年”", (str(year),), weight)


short_year = Rule(
    id="NU01",
    name="两位数的年份",
    severity=Severity.SHOULD,
    clause="GB/T 15835-2011 5.1.4",
    why="年份用四位数字，不简写成两位；“24年底”应写“2024年底”。",
    bad=("截至24年底，全部完成。", "对照23年度任务清单落实。", "自25年3月起施行。", "25年，全镇扎实推进各项工作。"),
    good=(
        "截至2024年底，全部完成。",
        "从事司法工作20年初心不改。",
        "近10年度假区建设成效明显。",
        "2023—24年度",
        "连续24年无事故，承包期延长到30年。",
    ),
    read=_short_year,
    where=ANYWHERE,
)


_YEAR_WORD: Final = re.compile("[12一二][0-9〇○零Oo０一二三四五六七八九]{3}")
_IN_YEARS: Final = "0123456789〇○零一二三四五六七八九"
_DIGIT_OF: Final = str.maketrans("一二三四五六七八九〇○零OoＯ０", "1234567890000000")
_MIXED_DAY: Final = re.compile(
    "月(?<=[0-9]月)[一二三四五六七八九十]{1,3}日|月(?<=[一二三四五六七八九十]月)[0-9]{1,2}日"
)
_MIXED_COUNT: Final = re.compile(
    r"[百千万](?:(?<=[0-9][百千])(?<![0-9]{3}.)(?<![第.A-Za-z][0-9].)(?=[余多]|[人户名亩个件元家次])|(?<=[一二三四五六七八九0-9][百千])[0-9]|(?<=[0-9].)零[一二三四五六七八九])"
)


def _mixed(text: str, _setting: Setting) -> Iterator[Hit]:
    at = text.find("年")
    while at >= 0:
        word = text[max(at - 4, 0) : at]
        if _YEAR_WORD.fullmatch(word) and text[at - 5 : at - 4] not in tuple(_IN_YEARS):
            yield from _mixed_year(word, at)
        at = text.find("年", at + 1)
    for match in _MIXED_DAY.finditer(text):
        yield Hit(match.start(), match.end(), "月和日里汉字和阿拉伯数字混用")
    for match in _MIXED_COUNT.finditer(text):
        yield Hit(match.start() - 1, match.end(), "只有“万”“亿”可以和阿拉伯数字连用", severity=Severity.HINT)


def _mixed_year(word: str, end: int) -> Iterator[Hit]:
    if (word.isdecimal() and word.isascii()) or not re.search("[0-9Oo零０]", word):
        return  # 2024 and 二〇二四 are one form each
    if not re.search("[0-9Oo０]", word):
        right = word.replace("零", "〇")
        yield Hit(end - 4, end, f"年份里用“〇”不用“零”：{right}年", (right,), Severity.SHOULD)
    else:
        right = word.translate(_DIGIT_OF)
        yield Hit(end - 4, end, f"年份里汉字和阿拉伯数字混用：{word}年", (right,))


mixed = Rule(
    id="NU02",
    name="汉字和阿拉伯数字混用",
    severity=Severity.MUST,
    clause="GB/T 15835-2011 4.3、5.2.2、5.3",
    why="一个年份、日期、数目里不混用汉字数字和阿拉伯数字；“百”“千”不和阿拉伯数字连用，只有“万”“亿”可以。",
    bad=("自二0二四年起实施。", "截至2O24年底。", "二零二五年，全镇扎实推进。", "3月十五日召开会议。", "走访3百余户。"),
    good=("自二〇二四年起实施。", "截至2024年底。", "装机5千瓦。", "走访2.3万人次。", "第1百货商店"),
    read=_mixed,
    where=ANYWHERE,
    safe=True,
)


_NUMBER: Final = r"(?:[0-9][0-9.,]*|[一二三四五六七八九十百千两]+)[万亿]?"
_COUNTED: Final = r"[%％]?[\u4e00-\u9fff]{0,3}?"
_HAS: Final = "(?:[占为有需达是]|需要|达到)?"
_ABOUT: Final = "(大约|约)(?<![节条合契违预公制集简签失履毁隐]约)"
_NEAR: Final = "(将近|近)(?<![附最靠临邻就远接]近)"
_ROUNDED: Final = (
    (re.compile(rf"{_ABOUT}({_HAS}{_NUMBER}{_COUNTED})(左右|上下)"), ("左右", "上下"), True),
    (re.compile(rf"{_ABOUT}({_HAS}{_NUMBER})(余|多)(?![年天个])"), ("余", "多"), False),
    (re.compile(rf"(超过|超|逾|突破)(?<![高赶反首]超)({_NUMBER})(余|多)(?!年来)"), ("余", "多"), False),
    (
        re.compile(rf"(超过|不少于|不低于|至少|最少|高于)([\u4e00-\u9fff]{{0,4}}?{_NUMBER}{_COUNTED})(以上)"),
        ("以上",),
        False,
    ),
    (
        re.compile(rf"(不超过|不高于|不多于|至多|最多|低于|不足)({_NUMBER}{_COUNTED})(以下|以内)"),
        ("以下", "以内"),
        False,
    ),
    (re.compile(rf"{_NEAR}({_NUMBER})(余|多)(?![年天个])"), ("余", "多"), False),
    (re.compile(rf"{_NEAR}({_NUMBER}{_COUNTED})(左右|上下)"), ("左右", "上下"), True),
)
"""What says twice that a number is rounded, the words it may end in, and whether the first word is the better one to keep."""


def _about_twice(text: str, _setting: Setting) -> Iterator[Hit]:
    for pattern, tails, keep in _ROUNDED:
        if not any(tail in text for tail in tails):
            continue
        for match in pattern.finditer(text):
            first, number, tail = match.groups()
            ways = (f"{first}{number}", f"{number}{tail}")
            message = f"“{first}”和“{tail}”意思重复，留一个"
            yield Hit(match.start(), match.end(), message, ways if keep else ways[::-1])


about_twice = Rule(
    id="NU03",
    name="概数重复",
    severity=Severity.SHOULD,
    clause="GB/T 15835-2011 4.2.2（概数），实践：现代汉语语法，概数词不叠用",
    why="“约”和“左右”、“超过”和“余”“以上”都表示大概的数，用一个就够，两个连用意思矛盾。",
    bad=("参加群众约300人左右。", "走访超过500余户。", "至少完成30场以上。", "累计投入近200多万元。"),
    good=("参加群众约300人。", "节约资金30余万元。", "附近30多户群众受益。", "对超过3个月未办结的，约谈20余家。", "投资超20亿元。"),
    read=_about_twice,
)  # fmt: skip


_LINE: Final = re.compile("[-－–~～—](?=[0-9])")
_RANGE: Final = re.compile(
    r"(?<![\d.\-—~～－–%％〔A-Za-z])(\d+(?:\.\d+)?)([-－–~]|—{1,2}|～)(\d+(?:\.\d+)?)([%％‰]|[万亿](?!里))(?![-—~～－–])"
)


def _range(text: str, _setting: Setting) -> Iterator[Hit]:
    if not _LINE.search(text):
        return
    for match in _RANGE.finditer(text):
        low, line, high, unit = match.groups()
        if len(low) == len("2024") and low.startswith(("19", "20")) and "." not in low:
            continue
        line = line if line in "—～" else "—"
        yield Hit(match.start(), match.end(), f"起止两个数都带“{unit}”", (f"{low}{unit}{line}{high}{unit}",))


number_range = Rule(
    id="NU04",
    name="数值的起止",
    severity=Severity.HINT,
    clause="GB/T 15835-2011 5.1.3",
    why="表示数值的范围用一字线或者浪纹线；前后两个数都带百分号，“万”“亿”也不能省。",
    bad=("降幅在5-10%之间。", "补助3~5万元。", "占比为15—20%。"),
    good=("降幅在5%—10%之间。", "补助3万元～5万元。", "实施2021—2025年规划，编号2024-15。"),
    read=_range,
    safe=True,
)


_FALL: Final = re.compile(
    r"(?:下降|减少|降低|缩小|缩减|压缩|削减|缩短|回落|下滑|减轻)(?:了|约|近|超|超过|幅度达|达)?(?:\d[\d.]*|[一二两三四五六七八九十百几数]+)(?:多|余)?倍"
)
_FALL_BEYOND: Final = re.compile(
    r"(?:下降|减少|降低|缩减|压缩|削减|缩短|下滑)(?:了|约|近|超|超过|达)?(1[0-9]{2}(?:\.\d+)?|[2-9][0-9]{2}(?:\.\d+)?)[%％]"
)
_BELOW_NOTHING: Final = re.compile("利润|盈余|顺差|净|收益|余额|盈利")


def _fall(text: str, _setting: Setting) -> Iterator[Hit]:
    if "倍" in text:
        for match in _FALL.finditer(text):
            yield Hit(match.start(), match.end(), "减少不能用倍数，改用百分数或者几分之几")
    if "%" in text or "％" in text:
        for match in _FALL_BEYOND.finditer(text):
            if float(match[1]) > 100 and not _BELOW_NOTHING.search(text, max(match.start() - 14, 0), match.start()):
                yield Hit(match.start(), match.end(), "减少的幅度超过了100%")


fall = Rule(
    id="NU05",
    name="减少用倍数",
    severity=Severity.MUST,
    clause="实践：统计表述常识，减少至多百分之百",
    why="增加可以说几倍，减少一倍就没有了，所以减少用百分数或者几分之几。",
    bad=("事故起数下降3倍。", "办理时间缩短了两倍。", "投诉量同比减少120%。"),
    good=("事故起数下降30%。", "产量增长3倍。", "净利润下降130%，由盈转亏。"),
    read=_fall,
)


_DECIMAL: Final = re.compile(r"\.(?<=[，。、；：（\u4e00-\u9fff]\.)(?=\d+(?:[%％]|[\u4e00-\u9fff]))")
_FULL: Final = re.compile("[０-９．]")
_FULL_DIGITS: Final = re.compile("[０-９]+(?:．[０-９]+)?|(?<=[0-9])．(?=[0-9])")
_TO_HALF: Final = str.maketrans("０１２３４５６７８９．", "0123456789.")


def _digits(text: str, _setting: Setting) -> Iterator[Hit]:
    for match in _FULL_DIGITS.finditer(text) if _FULL.search(text) else ():
        half = match[0].translate(_TO_HALF)
        yield Hit(match.start(), match.end(), f"阿拉伯数字用半角：{half}", (half,))
    if "." in text:
        for match in _DECIMAL.finditer(text):
            yield Hit(match.start(), match.end(), "纯小数写出小数点前的0", ("0.",))


digits = Rule(
    id="NU08",
    name="数字的字形",
    severity=Severity.SHOULD,
    clause="GB/T 15835-2011 5.1.2、5.1.7.1",
    why="出版物里的阿拉伯数字用半角；纯小数要写出小数点前定位的“0”。",
    bad=("共办理３５件。", "同比增长.46%。", "占１２．５％。"),
    good=("共办理35件。", "同比增长0.46%。", "见附件No.3。"),
    read=_digits,
    where=ANYWHERE,
    together=True,
    safe=True,
)


_ROUGH: Final = re.compile(
    "、(?<=[一二三四五六七八]、)(?<![第周星期、一二三四五六七八九十].、)([二三四五六七八九])(?=百|千|万|十|天|个|年(?![级度])|人|名|户|件|家|次|倍)"
)
_ROW: Final = "一二三四五六七八九"


def _rough(text: str, _setting: Setting) -> Iterator[Hit]:
    for match in _ROUGH.finditer(text):
        low, high = text[match.start() - 1], match[1]
        if _ROW.index(high) - _ROW.index(low) in {1, 2} and (low != "一" or high == "二"):
            yield Hit(match.start() - 1, match.end(), "概数的两个数字之间不用顿号", (low + high,))


rough = Rule(
    id="NU09",
    name="概数里的顿号",
    severity=Severity.SHOULD,
    clause="GB/T 15835-2011 5.2.1",
    why="两个数字连用表示概数，中间不用顿号：三四个月、五六十人。",
    bad=("历时三、四个月。", "每村五、六户。", "相隔七、八年。"),
    good=("历时三四个月。", "一、二年级学生", "第三、四个专题", "一、三等奖"),
    read=_rough,
)
