"""The county's own report begun from its towns': the indicators with a group for each town, sentences whose sums are linked, tables."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.county.rollup import State
from gongwen.county.totals import spoken
from gongwen.document import BODY_ID, Document, Location
from gongwen.edits import update_section
from gongwen.errors import EditError
from gongwen.indicators.data import PLAIN, Data, Form, Link, Wording
from gongwen.indicators.drawn import insert_drawn_table
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.links import linked
from gongwen.indicators.table import by_id, fault_of_all
from gongwen.indicators.wording import worded
from gongwen.templates import blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.county.rollup import Rollup
    from gongwen.county.totals import Total
    from gongwen.templates import Template

COLUMNS: Final = 5
"""Indicators of one table; more columns would not stand on an upright page."""

_AREA: Final = re.compile(r"([省市州盟区县旗])(?:人民政府|委员会|委|政府)?$")
_CHANGE: Final = Wording(Form.CHANGE)


def county_report(rollup: Rollup, organ: str, year: int, template: Template) -> Document:
    """Return a report of the county with what its towns' reports add up to; its own words are still to be written.

    Indicators of different units are left out of the sums, as rates are. Raises EditError when there is nothing to put
    together, or too much.
    """
    year = year or rollup.year
    if not rollup.of(State.IN):
        raise EditError("还没有一份能用的报告", mend="请等乡镇报来以后再写")
    if not year:
        raise EditError("没有写年度", mend="请写四位数字，如 2025")
    if not organ.strip():
        raise EditError("没有写县级机关的名称", mend="如 某某县人民政府")
    document = blank(template, year=year, organs=(organ.strip(),))
    indicators = tuple(_indicator(f"c{number}", total, year) for number, total in enumerate(rollup.totals, 1))
    if fault := fault_of_all(indicators):
        raise EditError(fault, mend="请在指标清单里少列几项，再汇总")
    document = replace(document, data=Data(indicators))
    home = document.body.children[0].id if document.body.children else BODY_ID
    sums = [(each, total) for each, total in zip(indicators, rollup.totals, strict=True) if total.total is not None]
    document = _with_sentences(document, home, [each for each, _ in sums], _area(organ))
    return _with_tables(document, home, rollup)


def _area(organ: str) -> str:
    match = _AREA.search(organ.strip())
    return f"全{match[1]}" if match else "全县"


def _indicator(key: str, total: Total, year: int) -> Indicator:
    """Return an indicator whose groups are the towns; its whole is their sum, and last year's only where all have one."""
    entries = [Entry(str(year), spoken(share.amount), share.organ) for share in total.shares]
    if total.base is not None or total.total is None:
        entries += [
            Entry(str(year - 1), spoken(share.base), share.organ) for share in total.shares if share.base is not None
        ]
    return Indicator(
        key, total.name, total.unit, source="各单位报告汇总", entries=tuple(sorted(entries, key=lambda each: each.key))
    )


def _with_sentences(document: Document, home: str, indicators: Sequence[Indicator], area: str) -> Document:
    """Return the document with a sentence for each sum, four to a paragraph, every figure linked."""
    known, year = by_id(document.data), str(document.year)
    texts: list[str] = []
    links: list[tuple[str, int, int, int, Wording]] = []
    for number, each in enumerate(indicators):
        if number % 4 == 0:
            texts.append("")
        opening = f"{area}{each.name}" if number % 4 == 0 else each.name
        texts[-1] += opening
        for lead, wording in (("", PLAIN), ("，同比", _CHANGE)):
            words = worded(known, each.id, year, wording=wording)
            if words:
                start = len(texts[-1]) + len(lead)
                texts[-1] += lead + words
                links.append((each.id, len(texts) - 1, start, start + len(words), wording))
        texts[-1] += "。" if number % 4 == 3 or each is indicators[-1] else "；"
    document = update_section(document, home, lambda section: replace(section, paragraphs=tuple(texts)))
    for number, (key, paragraph, start, end, wording) in enumerate(links, 1):
        link = Link(f"l{number}", key, year, home, "", wording=wording)
        document = linked(document, link, Location(home, paragraph, start, end))
    return document


def _with_tables(document: Document, home: str, rollup: Rollup) -> Document:
    """Return the document with the towns' amounts as tables that follow the indicators, at the end of the section."""
    organs = tuple(town.organ for town in rollup.of(State.IN))
    known = document.data.indicators
    parts = [known[at : at + COLUMNS] for at in range(0, len(known), COLUMNS)]
    for number, part in enumerate(parts, 1):
        which = f"（{number}）" if len(parts) > 1 else ""
        recipe = _recipe(f"各单位主要指标{which}", part, organs, _note(rollup) if number == len(parts) else "")
        end = len(document.section(home).paragraphs)
        document = insert_drawn_table(document, home, end, recipe)
    return document


def _recipe(caption: str, part: Sequence[Indicator], organs: Sequence[str], note: str) -> str:
    """Return how a table of towns by indicators is made (TOML); its last row is the whole, which is their sum."""
    first = part[0].id
    lines = [
        'kind = "table"', f"name = {_quoted(caption)}", f"caption = {_quoted('{year}年' + caption)}", 'corner = "单位"',
        f"note = {_quoted(note)}", 'source = "各单位报告"',
    ]  # fmt: skip
    for organ in organs:
        name = _quoted(organ)
        lines += ["[[row]]", f'indicator = "{first}"', f"group = {name}", f"labels = [{name}]"]
    lines += ["[[row]]", f'indicator = "{first}"', 'labels = ["合计"]']
    for each in part:
        head = f"{each.name}（{each.unit}）" if each.unit else each.name
        lines += ["[[column]]", f'indicator = "{each.id}"', f"heads = [{_quoted(head)}]"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a text as TOML has it; what TOML and JSON escape alike is enough for one line."""
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)


def _note(rollup: Rollup) -> str:
    """Return what the sums rest on, and what is not in them."""
    told = [f"按 {len(rollup.of(State.IN))} 个单位的报告汇总"]
    out = [town.organ for town in rollup.of(State.OUT, State.UNREADABLE, State.OTHER_YEAR)]
    if out:
        told.append(f"不含没有报来或者不能用的 {len(out)} 个单位")
    if rollup.mixed:
        told.append(f"单位不一、没有汇总的指标：{'、'.join(each.name for each in rollup.mixed)}")
    return "；".join(told) + "。"
