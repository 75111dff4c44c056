"""FG: tables and charts that are made from the report's own table say what it says, and can be made again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Severity
from gongwen.checks.rule import Rule, Spot
from gongwen.document import ANCHOR, HEADING, Figure, Location, Table
from gongwen.errors import GongwenError
from gongwen.indicators.cells import MISSING
from gongwen.indicators.charted import TOLD, charted, told
from gongwen.indicators.data import Data, Drawing
from gongwen.indicators.drawn import outcome
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.recipe import ChartRecipe, read
from gongwen.picture import PNG, Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.rule import Case
    from gongwen.checks.setting import Setting
    from gongwen.document import Document

SHOWN: Final = 12
"""Characters of a cell that a message repeats."""


def _stale(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    document = reading.document
    tables = {each.id: each for each in document.tables}
    figures = {each.id: each for each in document.figures}
    for drawing in document.data.drawings:
        try:
            if drawing.id in tables:
                yield from _cells(tables[drawing.id], outcome(drawing.recipe, document))
            elif drawing.id in figures:
                yield from _chart(figures[drawing.id], drawing.recipe, document)
        except GongwenError as error:
            yield Spot(Location(drawing.id, HEADING), f"照数据做不出来了：{error.sentence}", excerpt="照数据做的表、图")


def _cells(table: Table, right: Table) -> Iterator[Spot]:
    if (len(table.rows), table.columns) != (len(right.rows), right.columns):
        yield Spot(Location(table.id, HEADING), "行数、列数和制表说明做出来的不一样", excerpt=table.caption or "表")
        return
    pairs = zip((cell for row in table.rows for cell in row), (cell for row in right.rows for cell in row), strict=True)
    # Of what the table says nothing, a person may write what they like: it contradicts nothing.
    wrong = [
        (at, cell, other) for at, (cell, other) in enumerate(pairs) if other not in {MISSING, cell} and other.strip()
    ]
    if wrong:
        _, cell, other = wrong[0]
        first, *more = (Location(table.id, place, 0, len(text)) for place, text, _ in wrong)
        said = f"表里写的是“{cell[:SHOWN]}”，数据表里是“{other[:SHOWN]}”" + (
            f"，共{len(wrong)}格不一致" if more else ""
        )
        yield Spot(first, said, excerpt=cell, more=tuple(more))


def _chart(figure: Figure, recipe: str, document: Document) -> Iterator[Spot]:
    found = read(recipe)
    if isinstance(found, ChartRecipe):
        right = told(charted(found, document.data, document.year))
        # Words that a person wrote in place of those made from the amounts say nothing of the picture.
        if figure.alternative.startswith(TOLD) and figure.alternative != right:
            yield Spot(Location(figure.id, HEADING), "图里画的不是数据表现在的数", excerpt=figure.caption or "图")


_AMOUNTS: Final = (("talks", "法治讲座", "24"), ("cases", "执法案件", "28"))
_DATA: Final = Data(
    tuple(Indicator(key, name, "件", entries=(Entry("2025", amount),)) for key, name, amount in _AMOUNTS)
)
_TABLE: Final = "[[column]]\nheads = ['数量']"
_BARS: Final = "kind = 'bar'"


def _tabled(*cells: str, recipe: str = _TABLE) -> Case:
    """Return a report with a table that is made from its indicators, its amounts as named."""
    rows = (("指标", "数量"), *((name, cell) for (_, name, _), cell in zip(_AMOUNTS, cells, strict=False)))
    data = replace(_DATA, drawings=(Drawing("b1", recipe),))
    return case(f"# 工作情况\n{ANCHOR}b1", tables=(Table("b1", rows),), data=data)


def _charted(words: str, recipe: str = _BARS) -> Case:
    """Return a report with a chart that is made from its indicators, its alternative text as named."""
    figure = Figure("f1", Picture("0" * 64, PNG, 300, 200, b""), alternative=words)
    data = replace(_DATA, drawings=(Drawing("f1", recipe),))
    return case(f"# 工作情况\n{ANCHOR}f1", figures=(figure,), data=data)


stale = Rule(
    id="FG10",
    name="照数据做的表、图与数据表不一致",
    severity=Severity.SHOULD,
    clause="实践：同一份报告里的文字、表和图出自同一张数据表",
    why="照数据做的表和图应当跟着数据表走；格子被手改过、图是旧的，或者用到的指标不在了，读的人看到的就是两套数。",
    bad=(
        _tabled("24", "29"),
        _tabled("—", "—"),
        _tabled("24"),
        _tabled("24", "28", recipe="indicators = ['消失的']"),
        _charted("柱状图。法治讲座：2025年20件；执法案件：2025年28件。"),
        _charted("讲座和案件的件数", recipe="kind = 'bar'\nindicators = ['消失的']"),
    ),
    good=(
        _tabled("24", "28"),
        _charted("柱状图。法治讲座：2025年24件；执法案件：2025年28件。"),
        _charted("讲座和案件的件数"),
        _tabled("约20", "31", recipe="[[column]]\nperiod = '2019'\nheads = ['数量']"),
        _tabled("24", "28", recipe=f"caption = '{{year}}年'\n{_TABLE}"),
    ),
    survey=_stale,
)
