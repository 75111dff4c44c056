"""FM: the date under a document and the number over it (GB/T 9704-2012, 7.2.5 and 7.3.5.4)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Change, Fix, Severity
from gongwen.checks.rule import Rule, Spot
from gongwen.document import LayoutKind, Location
from gongwen.numerals import parse_chinese, print_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting
    from gongwen.document import Document

SINCE: Final = 2012
"""The standard's year: before it dates were written in Chinese numerals."""

_OPEN: Final = re.compile(r"[xX×*＊_【\[…]|\?|？")
"""What is still to be filled in, which other checks tell."""

_GIVEN: Final = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{2}|[一二三四五六七八九〇○零０]{4})\s*(?:年|[-./．—])\s*"
    r"(?P<month>[0-9]{1,2}|[一二三四五六七八九十元]{1,2})\s*(?:月|[-./．—])\s*(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]?"
)
_HAN_DIGITS: Final = str.maketrans("一二三四五六七八九〇○零０", "1234567890000")
_LATEST: Final = 1
"""Years after the one reported on in which a report is signed."""

_YEARLY: Final = re.compile("年度|年工作(?:情况|总结)|年.{0,12}(?:建设|工作)(?:情况|年度)|总结")
_PART_OF_YEAR: Final = re.compile("上半年|季度|阶段|[0-9一二三四五六七八九十]月|截至|中期|专项|专题")


def parsed(text: str) -> tuple[int, int, int] | None:
    """Return the year, month and day a text names in whatever form, or None; they need be no day there is."""
    match = _GIVEN.fullmatch(text.strip())
    if match is None:
        return None
    year = int(match["year"].translate(_HAN_DIGITS))
    return (year + 2000 if year < 100 else year), _number(match["month"]), _number(match["day"])


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 1 if text == "元" else parse_chinese(text)


def _date(reading: Reading, setting: Setting) -> Iterator[Spot]:
    document = reading.document
    yield from _form(document.signature.date, "date")
    yield from _form(document.imprint.printed_on.removesuffix("印发"), "printed_on")
    found = parsed(document.signature.date)
    day = _day(found)
    if day is None:
        return
    place = Location("date", 0, 0, len(document.signature.date))
    if _is_yearly(document) and document.year:
        if day.year < document.year or (day.year == document.year and day < date(day.year, 12, 31)):
            weight = Severity.MUST if day.year < document.year else Severity.SHOULD
            yield Spot(place, f"{document.year}年还没有过完就落了款，报告的是全年的工作", severity=weight)
        elif day.year > document.year + _LATEST:
            yield Spot(place, f"报告的是{document.year}年，落款却是{day.year}年", severity=Severity.SHOULD)
    printed = _day(parsed(document.imprint.printed_on.removesuffix("印发")))
    if printed is not None and printed < day:
        where = Location("printed_on", 0, 0, len(document.imprint.printed_on))
        yield Spot(where, "印发日期早于成文日期", excerpt=document.imprint.printed_on)
    if setting.today is not None and (day - setting.today).days > _FUTURE:
        yield Spot(place, "成文日期在今天以后很久", severity=Severity.SHOULD)


_FUTURE: Final = 60


def _is_yearly(document: Document) -> bool:
    """Whether a document reports on a whole year."""
    name = document.name
    if _PART_OF_YEAR.search(name) or "政府工作报告" in name:
        return False
    return document.kind in {"rule_of_law_report", "information_disclosure_report"} or (
        document.kind == "work_report" and bool(_YEARLY.search(name))
    )


def _day(found: tuple[int, int, int] | None) -> date | None:
    try:
        return date(*found) if found else None
    except ValueError:
        return None


def _form(text: str, field: str) -> Iterator[Spot]:
    """Yield what is wrong with how a date is written."""
    if not text.strip() or _OPEN.search(text):
        return
    place = Location(field, 0, 0, len(text))
    found = parsed(text)
    if found is None:
        yield Spot(place, "日期要写全年月日，如“2026年1月15日”", excerpt=text)
        return
    day = _day(found)
    if day is None:
        yield Spot(place, f"没有“{found[1]}月{found[2]}日”这一天", excerpt=text)
    elif day.year >= SINCE and text != print_date(day):
        fix = Fix(f"改为“{print_date(day)}”", (Change(place, print_date(day)),))
        yield Spot(place, f"日期写作“{print_date(day)}”", (fix,), excerpt=text)


document_date = Rule(
    id="FM03",
    name="成文日期",
    severity=Severity.MUST,
    clause="GB/T 9704-2012 7.3.5.4；《党政机关公文处理工作条例》第九条第十二项",
    why="成文日期用阿拉伯数字，年月日写全，月和日前面不加0。全年工作的报告，日期一般在年度结束以后。",
    bad=(
        case(date="二〇二六年一月十五日"),
        case(date="2026年01月05日"),
        case(date="2026.1.15"),
        case(date="2026年1月"),
        case(date="2026年2月30日"),
        case(date="2025年12月20日"),
        case(date="2024年1月20日"),
        case(date="26年1月15日"),
    ),
    good=(
        case(date="2026年1月15日"),
        case(date="2025年12月31日"),
        case(date=""),
        case(date="20xx年1月15日"),
        case(date="2025年7月8日", title="清溪镇人民政府关于2025年上半年法治政府建设情况的报告"),
        case(date="一九九六年六月二十九日", year=1995),
    ),
    survey=_date,
)


_NUMBER: Final = re.compile("[\\u4e00-\\u9fffA-Za-z（）·]{1,16}〔[0-9]{4}〕[1-9][0-9]*号")
_LOOSE: Final = re.compile(
    "(?P<organ>[\\u4e00-\\u9fffA-Za-z·]{1,16}|[\\u4e00-\\u9fff]+（[\\u4e00-\\u9fff]+）[\\u4e00-\\u9fff]*)\\s*[〔\\[［【(（]\\s*"
    "(?P<year>[0-9]{4}|[0-9]{2})年?\\s*[〕\\]］】)）]\\s*第?\\s*(?P<number>[0-9]+)\\s*号?"
)
_CITED: Final = re.compile(
    "(?<=[发办函字政委党组通文电规财教综建农法审纪])(?:[\\[［【（(](?P<year>(?:19|20)[0-9]{2})[\\]］】）)]|〔(?P<right>(?:19|20)[0-9]{2})〕)"
    "(?P<ordinal>第?)(?P<number>0*[1-9][0-9]*)号"
)
_ORDER: Final = re.compile("令|公告|法释")


def _document_number(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    document = reading.document
    text = document.header.document_number
    if (
        document.layout is not LayoutKind.ORDER
        and text.strip()
        and not _ORDER.search(text)
        and not _OPEN.search(text.replace("[", "").replace("【", ""))
    ):
        yield from _header_number(text, document)
    for block in reading.paragraphs:
        if "号" not in block.text:
            continue
        for match in _CITED.finditer(block.text):
            right = f"〔{match['year'] or match['right']}〕{match['number'].lstrip('0')}号"
            if match[0] != right:
                place = block.at(match.start(), match.end())
                yield Spot(place, f"发文字号写作“{right}”", (Fix(f"改为“{right}”", (Change(place, right),)),))


def _header_number(text: str, document: Document) -> Iterator[Spot]:
    place = Location("document_number", 0, 0, len(text))
    if not _NUMBER.fullmatch(text):
        match = _LOOSE.fullmatch(text.strip())
        if match is None or len(match["year"]) != len("2026"):
            yield Spot(place, "发文字号由机关代字、年份和顺序号组成，如“清政〔2026〕3号”", excerpt=text)
            return
        right = f"{match['organ']}〔{match['year']}〕{int(match['number'])}号"
        yield Spot(place, f"发文字号写作“{right}”", (Fix(f"改为“{right}”", (Change(place, right),)),), excerpt=text)
        return
    day = _day(parsed(document.signature.date))
    year = int(text[text.index("〔") + 1 : text.index("〕")])
    if day is not None and day.year != year:
        yield Spot(place, f"发文字号是{year}年的，成文日期是{day.year}年", severity=Severity.SHOULD, excerpt=text)


document_number = Rule(
    id="FM04",
    name="发文字号",
    severity=Severity.MUST,
    clause="GB/T 9704-2012 7.2.5；GB/T 15834-2011 4.9.3.4",
    why="年份标全称，用六角括号“〔〕”括起来；顺序号不加“第”，不编虚位（1不编为01），后面加“号”。",
    bad=(
        case(document_number="清政[2026]3号"),
        case(document_number="清政（2026）3号"),
        case(document_number="清政〔2026〕第3号"),
        case(document_number="清政〔2026〕03号"),
        case(document_number="清政〔26〕3号"),
        case(document_number="清政〔2025〕3号"),
        case("按照国办发[2018]115号文件要求开展审核。"),
        case("按照国办发〔2018〕第115号文件要求开展审核。"),
    ),
    good=(
        case(document_number="清政〔2026〕3号"),
        case(document_number=""),
        case("按照国办发〔2018〕115号文件要求开展审核。"),
        case("依据中国人民银行令〔2022〕第2号办理。（2023）鲁0481行初5号案件已审结。"),
        case(document_number="清政〔2026〕×号"),
    ),
    survey=_document_number,
)
