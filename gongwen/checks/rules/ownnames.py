"""NM and FM: the report's own organs and those of the office's list: the signature, the title, variants one character off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.alike import alike
from gongwen.checks.cases import case
from gongwen.checks.finding import Change, Fix, Severity
from gongwen.checks.reading import Kind
from gongwen.checks.rule import Rule, Spot
from gongwen.checks.setting import Office, Organ, Setting
from gongwen.document import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.checks.reading import Block, Reading
    from gongwen.document import Document

_BLANK: Final = re.compile("[xX×【\\[_]")
_SIGNER: Final = re.compile("\\S+[\\s　]+[\\u4e00-\\u9fff·]{2,4}$")
_ORGAN: Final = re.compile(
    "(?:委员会|人民政府|政府|党委|党组|局|厅|办公室|办事处|管委会|银行|证监会|协会|联合会|部|委|院|中心|支队|大队)$"
)
_ABOUT: Final = re.compile("关于|转发|批转|印发|(?:19|20)[0-9xX×]{2}年")
_SHORT_GOVERNMENT: Final = re.compile("([\\u4e00-\\u9fff]{1,10}[省市县区州镇乡旗])政府$")
_SHORT_COMMITTEE: Final = re.compile("(?:中共)?([\\u4e00-\\u9fff]{1,10}[镇乡村])党委$")


def own_organs(document: Document) -> tuple[str, ...]:
    """Return the names a document is signed with, those still to be filled in left out."""
    return tuple(name for organ in document.signature.organs if (name := organ.strip()) and not _BLANK.search(name))


def _signature(reading: Reading, setting: Setting) -> Iterator[Spot]:
    document = reading.document
    for index, organ in enumerate(document.signature.organs):
        name = organ.strip()
        if not name or _BLANK.search(name):
            continue
        place = Location("signature", index, 0, len(organ))
        parts = name.split()
        if len(parts) > 1 and all(_ORGAN.search(part) for part in parts):
            yield Spot(
                place,
                "两个机关各占一行，不写在一行里",
                (Fix("分成两行", (Change(place, "\n".join(parts)),)),),
                excerpt=organ,
            )
            continue
        full = _full_name(name, setting)
        if full and full != name:
            yield Spot(place, f"署名用全称“{full}”", (Fix(f"改为“{full}”", (Change(place, full),)),), excerpt=organ)
    yield from _title_organ(document, setting)


def _full_name(name: str, setting: Setting) -> str:
    """Return the full name that a short one stands for, or empty."""
    for organ in setting.office.organs:
        if name in organ.short:
            return organ.name
    if any(name == organ.name for organ in setting.office.organs):
        return ""
    if match := _SHORT_GOVERNMENT.fullmatch(name):
        return f"{match[1]}人民政府"
    if match := _SHORT_COMMITTEE.fullmatch(name):
        return f"中共{match[1]}委员会"
    return ""


def _title_organ(document: Document, setting: Setting) -> Iterator[Spot]:
    """Yield the organ a title names when the document is signed by another; a signature in short form is another matter."""
    organs = tuple(_full_name(organ, setting) or organ for organ in own_organs(document))
    match = _ABOUT.search(document.title)
    if not organs or match is None or not match.start():
        return
    start = 0
    named = []
    for part in re.split("([\\s　、]+)", document.title[: match.start()]):
        end = start + len(part)
        if _ORGAN.search(part):
            named.append(part)
            if part not in organs:
                yield _other(part, Location("title", 0, start, end), organs)
        start = end
    absent = [organ for organ in organs if organ not in named]
    if named and len(absent) < len(organs) and absent and not document.title[: match.start()].endswith("等"):
        message = f"署名里还有“{'、'.join(absent)}”，标题里没有"
        yield Spot(Location("title", 0, 0, match.start()), message, severity=Severity.HINT)


def _other(name: str, place: Location, organs: tuple[str, ...]) -> Spot:
    near = min(organs, key=lambda organ: (organ[-2:] != name[-2:], abs(len(organ) - len(name))))
    fixes = [Fix(f"标题改为“{near}”", (Change(place, near),))]
    if len(organs) == 1:
        fixes.append(Fix(f"署名改为“{name}”", (Change(Location("signature", 0, 0, len(near)), name),)))
    short = any(organ.endswith(name) for organ in organs)
    weight = Severity.HINT if short else Severity.SHOULD
    return Spot(place, f"标题里是“{name}”，署名是“{near}”", tuple(fixes), weight)


signature = Rule(
    id="FM06",
    name="署名",
    severity=Severity.SHOULD,
    clause="《党政机关公文处理工作条例》第九条第七项、第十一项、第十三项；GB/T 9704-2012 7.3.5",
    why="署名写发文机关全称或者规范化简称，与标题里的发文机关、与印章一致；联合行文的一个机关一行。",
    bad=(
        case(organs=("清溪镇政府",)),
        case(organs=("中共清溪镇委员会　清溪镇人民政府",)),
        case(organs=("青溪镇人民政府",)),
        case(organs=("清溪镇党委",), title="关于2025年度法治政府建设情况的报告"),
        case(
            organs=("县司法局",),
            title="长安县司法局2025年法治政府建设年度报告",
            setting=Setting(office=Office(organs=(Organ("长安县司法局", ("县司法局",)),))),
        ),
    ),
    good=(
        case(organs=("清溪镇人民政府",)),
        case(
            organs=("中共清溪镇委员会", "清溪镇人民政府"),
            title="中共清溪镇委员会　清溪镇人民政府关于2025年度法治政府建设情况的报告",
        ),
        case(organs=("总理　王某",), title="关于2025年度法治政府建设情况的报告"),
        case(organs=("××镇政府",)),
        case(organs=("中共长安县委",), title="中共长安县委关于2025年度法治政府建设情况的报告"),
    ),
    survey=_signature,
)


_LEAST: Final = 5
"""Characters of a name that is looked for with one of them changed."""

_LEVELS: Final = frozenset("省市县区州盟旗镇乡村")
_TOWNS: Final = frozenset("镇乡")
"""A place is the one or the other; a town and a county may well share a name."""

_TELLING: Final = frozenset("东西南北中上下前后内外大小新老一二三四五六七八九十0123456789")
"""Characters by which neighbours' names are told from each other."""


def _variants(reading: Reading, setting: Setting) -> Iterator[Spot]:
    document = reading.document
    office = setting.office.organs
    known = {name for organ in office for name in (organ.name, *organ.short)} | set(own_organs(document))
    blocks = [block for block in reading.blocks if block.kind in _READ and block.section != "signature"]
    for name in sorted(known):
        if len(name) < _LEAST or _SIGNER.search(name):
            continue
        for block in blocks:
            for start, found in _one_off(block.text, name):
                if found not in known and not any(found in other for other in known):
                    yield _variant(block, start, found, name)
    yield from _out_of_time(blocks, setting)


_READ: Final = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.CAPTION, Kind.CELL})


def _variant(block: Block, start: int, found: str, name: str) -> Spot:
    place = block.at(start, start + len(found))
    return Spot(place, f"“{found}”和机关名称“{name}”差一个字", (Fix(f"改为“{name}”", (Change(place, name),)),))


def _one_off(text: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield where a text has a name with one character changed, and what stands there.

    One of the halves of the name is then whole, so that a search for them is enough.
    """
    middle = len(name) // 2
    for half, offset in ((name[:middle], 0), (name[middle:], middle)):
        at = text.find(half)
        while at >= 0:
            start = at - offset
            found = text[start : start + len(name)] if start >= 0 else ""
            if len(found) == len(name) and _is_slip(found, name):
                yield start, found
            at = text.find(half, at + 1)


def _is_slip(found: str, name: str) -> bool:
    """Whether two texts differ in one character that does not make another organ's name."""
    differ = [(one, other) for one, other in zip(found, name, strict=True) if one != other]
    if len(differ) != 1:
        return False
    one, other = differ[0]
    pair = {one, other}
    if pair <= _LEVELS and pair != _TOWNS:
        return False
    return not ((pair & _TELLING and other not in alike(one)) or any(not "\u4e00" <= char <= "\u9fff" for char in pair))


def _out_of_time(blocks: Iterable[Block], setting: Setting) -> Iterator[Spot]:
    """Yield names of the office's list in a report on a year in which the organ did not bear them."""
    year = setting.year
    for organ in setting.office.organs:
        if not year or organ.since <= year <= (organ.until or year):
            continue
        heir = next(
            (each.name for each in setting.office.organs if each is not organ and set(each.short) & set(organ.short)),
            "",
        )
        span = f"到{organ.until}年为止" if organ.until and year > organ.until else f"从{organ.since}年起"
        for block in blocks:
            at = block.text.find(organ.name)
            if at >= 0 and block.text[max(at - 1, 0) : at] != "原":
                place = block.at(at, at + len(organ.name))
                fixes = (Fix(f"改为“{heir}”", (Change(place, heir),)),) if heir else ()
                yield Spot(place, f"“{organ.name}”这个名称{span}，报告的是{year}年", fixes)


_LIST: Final = Setting(
    office=Office(
        organs=(
            Organ("长安县退役军人事务局", ("县退役军人局",), since=2019),
            Organ("长安县乡村振兴局", ("县乡村振兴局",), 2021, 2023),
            Organ("长安县农业农村局", ("县乡村振兴局", "县农业农村局"), 2019),
        )
    )
)

variants = Rule(
    id="NM04",
    name="机关名称差一个字",
    severity=Severity.SHOULD,
    clause="《党政机关公文处理工作条例》第九条第八项、第二十条第四项",
    why="机关名称要准确，全文一致。名单里的机关和署名的机关，写得差一个字的多半是笔误；名称有起止年份的，按报告的年份用。",
    bad=(
        case("青溪镇人民政府组织了检查。"),
        case("清溪镇人民政付组织了检查。"),
        case("清溪乡人民政府组织了检查。"),
        case("长安县退伍军人事务局负责。", setting=_LIST),
        case("长安县乡村振兴局负责落实。", setting=_LIST),
    ),
    good=(
        case("清溪镇人民政府组织了检查。"),
        case("东溪镇人民政府和清溪县人民政府联合检查。"),
        case("长安县退役军人事务局负责，县农业农村局配合。", setting=_LIST),
        case("原长安县乡村振兴局移交。", setting=_LIST),
    ),
    survey=_variants,
)
