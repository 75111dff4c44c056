"""What figures cost: five cells of the table changed in a report with links, tables and charts; a chart; the statutory tables."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import exports.charts
from exports.disclosure_form import disclosure_form
from exports.docx import export_docx
from exports.drawings import insert_drawing, with_data
from gongwen.checks import Checker
from gongwen.importers.disclosure import read_disclosure
from gongwen.indicators.charted import charted
from gongwen.indicators.indicator import Entry
from gongwen.indicators.ready import ready
from gongwen.indicators.recipe import ChartRecipe, chosen, read
from gongwen.indicators.table import enter
from gongwen.sample import sample
from gongwen.templates import blank, load_templates
from gongwen.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document

TIMES: Final = 9


def spent(action: Callable[[int], object], times: int = TIMES) -> str:
    """Return the median and the most of some runs, in milliseconds; each is told its number, so that nothing is kept."""
    found = []
    for number in range(times):
        begin = time.perf_counter()
        action(number)
        found.append((time.perf_counter() - begin) * 1000)
    return f"{median(found):>9.1f}{max(found):>9.1f}"


def quoting() -> Document:
    """Return the sample with three tables and two charts of its indicators."""
    document = sample()
    kinds = [each for each in document.data.indicators if each.unit == "件" and each.entries][:6]
    ids = tuple(each.id for each in kinds)
    section = document.body.children[0].id
    for text in (
        ready("comparison").text,
        chosen(ready("comparison").text, ids[:4]),
        chosen(ready("comparison").text, ids),
    ):
        document = insert_drawing(document, section, 0, text)
    for key in ("two_years", "trend"):
        document = insert_drawing(document, section, 0, chosen(ready(key).text, ids))
    return document


def changed(document: Document, number: int) -> Document:
    """Return a report after five cells of its table were changed, two charts' among them."""
    data = document.data
    kinds = [each for each in data.indicators if each.unit == "件" and each.entries][:2]
    kinds += [each for each in data.indicators if each.unit != "件" and each.entries][:3]
    for each in kinds:
        data = enter(data, each.id, Entry(str(document.year), str(1000 + number)))
    return with_data(document, data)


def main() -> None:
    """Print the table."""
    document = quoting()
    checker = Checker()
    checker.check(document)
    after = changed(document, 0)
    links = f"{len(document.data.links)} links, {len(document.tables)} tables, {len(document.figures)} charts"
    print(f"\n{'ms: figures, ' + links:<60}{'median':>9}{'most':>9}")
    print(f"{'five cells: text, tables and both charts follow':<60}{spent(lambda at: changed(document, at + 1))}")
    print(f"{'  the pages then':<60}{spent(lambda _: typeset(after))}")
    print(
        f"{'  the findings then, one after the other':<60}{spent(lambda at: checker.check(changed(document, at % 2)), 5)}"
    )
    print(f"{'  the Word file then':<60}{spent(lambda _: export_docx(after))}")
    for drawing in document.data.drawings[3:]:
        recipe = read(drawing.recipe)
        assert isinstance(recipe, ChartRecipe)  # noqa: S101 - the bench has put it there
        chart = charted(recipe, document.data, document.year)

        def draw(at: int, chart: object = chart) -> object:
            return exports.charts.picture(replace(chart, unit=f"件{at}"), document.appearance, 100)

        print(f"{'one chart drawn: ' + recipe.name:<60}{spent(draw)}")
    template = next(each for each in load_templates(Path("/nowhere")) if each.key == "information_disclosure_report")
    report = blank(template, year=2025, organs=("甲镇人民政府",))
    form = disclosure_form(report).data
    print(
        f"{'a new 政府信息公开 report, its three tables':<60}{spent(lambda _: blank(template, year=2025, organs=()))}"
    )
    print(f"{'  its form as a workbook':<60}{spent(lambda _: disclosure_form(report), 3)}")
    print(f"{'  the form read':<60}{spent(lambda _: read_disclosure(form, 'a.xlsx', 2025), 3)}")


if __name__ == "__main__":
    main()
