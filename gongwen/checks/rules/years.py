"""YR: the year reported on against the title, the opening and the headings; words for years; years of outlines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Change, Fix, Severity
from gongwen.checks.lists import listed
from gongwen.checks.reading import PROSE, Kind
from gongwen.checks.rule import Hit, Rule, Spot
from gongwen.checks.rules.dates import parsed
from gongwen.document import BODY_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Block, Reading
    from gongwen.checks.setting import Setting

_YEAR: Final = re.compile(r"(?<![0-9—\-－~～至第])((?:19|20)[0-9]{2})(?=\s*年)(?!\s*年\s*[—\-－~～至])")
_NOW: Final = re.compile(r"现(?:将|就|把)[^。；]{0,24}?(?<![0-9—\-－~～至])((?:19|20)[0-9]{2})(?=\s*年(?:度)?)")
_FIRST: Final = re.compile(
    r"((?:19|20)[0-9]{2})(?=年(?:度|来|以来)?[，,]|年(?:度)?[\u4e00-\u9fff]{2,12}[，,](?:在|坚持|认真|全面|深入))"
)
_NAMES: Final = re.compile("《[^》]*》")
_BOTH_YEARS: Final = re.compile("暨|和(?:19|20)[0-9]{2}|及(?:19|20)[0-9]{2}|—|至")
_NEXT: Final = re.compile("下一|下步|明年|打算|安排|计划|努力方向")
_BACK: Final = re.compile("举措|成效|完成情况|工作开展|主要工作|回顾|不足|问题")


def _blank(text: str) -> str:
    """Return a text in which the names of papers cannot be found."""
    return _NAMES.sub(lambda match: "□" * len(match[0]), text)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A year in the text that is another than the report's; `reported` is the year it would be right for."""

    spot: Spot
    reported: int


def _years(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    document = reading.document
    title = _blank(document.title)
    named = {int(match[1]) for match in _YEAR.finditer(title)}
    if "政府工作报告" in document.name or len(named) > 1 or _BOTH_YEARS.search(title):
        return
    year = document.year or next(iter(named), 0)
    if not year:
        return
    wrong = [*_opening(reading, year), *_headings(reading, year)]
    others = {each.reported for each in wrong}
    top = reading.by_section.get("title", ())
    if year in named and len(wrong) > 1 and len(others) == 1:
        yield _apart(top[0], wrong, year, signed=parsed(document.signature.date))
        return
    if document.year and named and year not in named:
        for each in _wrong(top[0], _YEAR, {year}, "标题写的是{}年，报告的年度是{}年", year):
            yield each.spot
    yield from (each.spot for each in wrong)


def _apart(title: Block, wrong: list[_Wrong], year: int, *, signed: tuple[int, int, int] | None) -> Spot:
    """Return the one finding that the title names a year and all of the text another; the date says which is the odd one."""
    other = wrong[0].reported
    match = _YEAR.search(_blank(title.text))
    place = title.at(*match.span(1)) if match else title.at(0, len(title.text))
    of_text = Fix(
        f"开头和各部分改为{year}年",
        tuple(change for each in wrong for fix in each.spot.fixes for change in fix.changes),
    )
    of_title = Fix(f"标题改为{other}年", (Change(place, str(other)),))
    places = tuple(each.spot.location for each in wrong)
    message = f"标题写的是{year}年，开头和各部分写的是{other}年"
    if signed is not None and signed[0] == other + 1:
        return Spot(place, message, (of_title, of_text), more=places)
    return Spot(places[0], message, (of_text, of_title), more=(*places[1:], place))


def _opening(reading: Reading, year: int) -> Iterator[_Wrong]:
    for number, block in enumerate(reading.by_section.get(BODY_ID, ())):
        found = [*_wrong(block, _NOW, {year}, "这里写的是{}年，报告的年度是{}年", year)]
        if not number and not found and _FIRST.match(block.text):
            found += _wrong(block, _FIRST, {year, year + 1}, "这里写的是{}年，报告的年度是{}年", year)
        yield from found


def _headings(reading: Reading, year: int) -> Iterator[_Wrong]:
    """Yield headings of the first level that name another year, and a plan that opens with one."""
    for section in reading.document.body.children:
        blocks = reading.by_section.get(section.id, ())
        ahead = section.slot in {"next_year", "plan"} or (not section.slot and _NEXT.search(section.heading))
        for block in blocks:
            if block.kind is Kind.HEADING and ahead:
                yield from _wrong(block, _YEAR, {year + 1}, _AHEAD, year)
            elif block.kind is Kind.HEADING and (section.slot or _BACK.search(section.heading)):
                yield from _wrong(block, _YEAR, {year}, "这里写的是{}年，报告的年度是{}年", year)
        first = next((block for block in blocks if block.kind is Kind.PARAGRAPH), None)
        if ahead and first is not None and _FIRST.match(first.text):
            yield from _wrong(first, _FIRST, {year + 1, year + 2}, _AHEAD, year)


_AHEAD: Final = "报告{1}年的工作，安排的应当是下一年，这里写的是{0}年"


def _wrong(block: Block, pattern: re.Pattern[str], right: set[int], message: str, year: int) -> Iterator[_Wrong]:
    """Yield the first place where a pattern names a year that is none of the right ones."""
    match = pattern.search(_blank(block.text))
    if match and int(match[1]) not in right:
        place = block.at(*match.span(1))
        wanted = min(right)
        fix = Fix(f"改为“{wanted}”", (Change(place, str(wanted)),))
        yield _Wrong(Spot(place, message.format(match[1], year), (fix,)), int(match[1]) - (wanted - year))


year_agrees = Rule(
    id="YR01",
    name="报告的年度前后不一",
    severity=Severity.MUST,
    clause="《党政机关公文处理工作条例》第二十条第四项",
    why="标题、开头和各部分标题里的年份要是同一个报告年度；抄上一年的稿子，最容易漏改这几处，安排部分写的是下一年。",
    bad=(
        case("现将2024年度法治政府建设情况报告如下："),
        case(title="清溪镇人民政府关于2024年度法治政府建设情况的报告"),
        case("# 2024年推进法治政府建设的主要举措和成效\n做法。"),
        case("# 下一步打算\n2025年，我镇将继续推进。"),
        case("# 2025年工作安排\n继续推进。"),
        case("2024年以来，全镇扎实推进。现将情况报告如下："),
        case(
            "现将2025年度情况报告如下：\n# 2025年主要举措\n做法。",
            year=2024,
            title="关于2024年度法治政府建设情况的报告",
        ),
    ),
    good=(
        case("现将2025年度法治政府建设情况报告如下："),
        case("2025年是《法治政府建设实施纲要（2021—2025年）》收官之年。"),
        case("# 2025年推进法治政府建设的主要举措和成效\n比2024年增长5%。\n# 2026年工作安排\n2026年，继续推进。"),
        case("# 2025年工作回顾\n做法。", title="2026年政府工作报告", kind="work_report", year=2026),
        case("现将2025年法治工作情况报告如下：", title="关于2025年法治工作情况暨2026年工作要点的报告"),
    ),
    survey=_years,
    kinds=frozenset({"rule_of_law_report", "work_report", "information_disclosure_report"}),
)


_RELATIVE: Final = re.compile("(?<![\u4e00-\u9fff]比)(?<!如)(?:今年以来|今年|去年|明年|前年|后年)")
_SHIFT: Final = {"今年以来": 0, "今年": 0, "去年": -1, "明年": 1, "前年": -2, "后年": 2}


def _relative(text: str, setting: Setting) -> Iterator[Hit]:
    if not any(word in text for word in _SHIFT):
        return
    for match in _RELATIVE.finditer(text):
        year = setting.year + _SHIFT[match[0]]
        instead = f"{year}年{'以来' if match[0].endswith('以来') else ''}" if setting.year else "具体年份"
        yield Hit(
            match.start(),
            match.end(),
            f"写具体年份，不写“{match[0]}”（按报告年度是“{instead}”）",
            (instead,) if setting.year else (),
        )


relative_year = Rule(
    id="YR02",
    name="今年、去年、明年",
    severity=Severity.HINT,
    clause="实践：公文中的时间写具体的年月日（《党政机关公文处理工作条例》第二十条第四项要求时间准确）",
    why="报告往往跨年才印发，“今年”“明年”过了年就指错了，写具体年份。",
    bad=("今年以来，全镇扎实推进。", "与去年相比有所提高。", "明年将继续推进。"),
    good=("2025年以来，全镇扎实推进。", "比上年增长5%。", "假如今后几年形势变化。"),
    read=_relative,
    kinds=frozenset({"rule_of_law_report", "information_disclosure_report"}),
    together=True,
)


_SPAN: Final = re.compile(
    r"[（(]\s*((?:19|20)[0-9]{2})\s*年?\s*[—\-－–~～至]{1,2}\s*((?:19|20)?[0-9]{2,4})\s*年?\s*[）)]"
)
_DRAFTED_BY: Final = "中央宣传部、司法部"


def _outline_years(text: str, _setting: Setting) -> Iterator[Hit]:
    if "20" not in text or not ("规划" in text or "纲要" in text):
        return
    spans = listed("plans").rows
    for match in _SPAN.finditer(text):
        before = text[: match.start()]
        rows = [row for row in spans if before.endswith((row["name"], row["name"].removeprefix(_DRAFTED_BY)))]
        right = [(row["from"], row["to"]) for row in rows]
        if rows and (match[1], match[2]) not in right:
            options = tuple(f"（{start}—{end}年）" for start, end in reversed(right))
            yield Hit(
                match.start(),
                match.end(),
                f"《{rows[0]['name']}》的起止年份是{'或者'.join(reversed(options))}",
                options,
            )


outline_years = Rule(
    id="YR03",
    name="纲要、规划的起止年份",
    severity=Severity.MUST,
    clause="各纲要、规划发布时的名称",
    why="纲要、规划的起止年份是名称的一部分，写错了就成了另一份文件。",
    bad=(
        "贯彻《法治政府建设实施纲要（2020—2025年）》。",
        "落实《法治社会建设实施纲要（2021—2025年）》。",
        "落实《法治中国建设规划（2021—2025年）》。",
        "制定《法治政府建设实施纲要（2021-2026年）》任务分解。",
    ),
    good=(
        "贯彻《法治政府建设实施纲要（2021—2025年）》。",
        "对照《法治政府建设实施纲要（2015—2020年）》。",
        "制定《清溪镇法治宣传教育规划（2022—2025年）》。",
        "贯彻《法治社会建设实施纲要（2020-2025年）》。",
    ),
    read=_outline_years,
    where=PROSE,
)
