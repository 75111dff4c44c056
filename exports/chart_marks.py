"""What a chart is drawn with, in points on its own paper: bars, lines and parts in greys and hatches, words beside them."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from exports.chart_pen import FULL, SIZE
from gongwen.indicators.recipe import BAR, LINE, SHARE

if TYPE_CHECKING:
    from collections.abc import Callable

    from exports.chart_pen import Pen
    from gongwen.indicators.charted import Chart, Series

LINE_HEIGHT: Final = 15.0
BAR_HEIGHT: Final = 11.0
GAP: Final = 9.0
"""Between the bars of one indicator and those of the next."""

EDGE: Final = 4.0
PLOT: Final = 150.0
"""How high the lines' area is."""

LABEL: Final = 10.0
"""How far a label stands from its point."""

MOST_TOLD: Final = 2
"""Lines whose every point has its amount beside it; of more only the last one has, after the name."""

LONGEST: Final = 12
"""Characters of a name in one line."""

_WIDE: Final = "WFA"


def drawn_height(chart: Chart, width: float) -> float:
    """Return how high a chart is in points."""
    return _HEIGHTS[chart.kind](chart, width) + 2 * EDGE


def paint(chart: Chart, pen: Pen) -> None:
    """Draw a chart."""
    _PAINTERS[chart.kind](chart, pen)
    pen.done()


def measured(words: str) -> float:
    """Return about how wide words are in points: the widest of their lines."""
    return max((sum(SIZE if _is_wide(each) else SIZE / 2 for each in line) for line in words.split("\n")), default=0.0)


def broken(name: str) -> str:
    """Return a name in lines of LONGEST characters at most, as even as may be."""
    wide = measured(name) / SIZE
    if wide <= LONGEST:
        return name
    lines = -(-wide // LONGEST)
    made: list[str] = []
    line = ""
    for each in name:
        if line and measured(line + each) > wide / lines * SIZE + 0.1 and len(made) < lines - 1:
            made.append(line)
            line = ""
        line += each
    return "\n".join((*made, line))


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in _WIDE


def _rows(chart: Chart) -> list[float]:
    """Return how high each indicator's bars, or its name, are."""
    bars = len(chart.series) * (BAR_HEIGHT + 1)
    return [max(bars, LINE_HEIGHT * (broken(name).count("\n") + 1)) + GAP for name in chart.categories]


def _bars_height(chart: Chart, _width: float) -> float:
    return sum(_rows(chart)) + (LINE_HEIGHT + GAP if len(chart.series) > 1 or chart.unit else GAP)


def _bars(chart: Chart, pen: Pen) -> None:
    count = len(chart.series)
    top = EDGE + LINE_HEIGHT / 2
    if count > 1:
        _key(chart, pen, top)
    if chart.unit:
        pen.text((pen.width - EDGE, top), f"单位：{chart.unit}", align="right")
    left = max(measured(broken(name)) for name in chart.categories) + EDGE + 6
    amounts = [float(amount) for series in chart.series for amount in series.amounts if amount is not None]
    least, most = min(*amounts, 0.0), max(*amounts, 0.0)
    room = max(measured(label) for series in chart.series for label in series.labels) + 8
    before = room if least < 0 else 0.0
    scale = (pen.width - EDGE - left - room - before) / ((most - least) or 1.0)
    zero = left + before - least * scale
    y = EDGE + (LINE_HEIGHT + GAP if count > 1 or chart.unit else GAP)
    first = y
    for at, (name, height) in enumerate(zip(chart.categories, _rows(chart), strict=True)):
        inner = height - GAP
        pen.text((left - 6, y + inner / 2), broken(name), align="right")
        bar = y + (inner - count * (BAR_HEIGHT + 1)) / 2
        for number, series in enumerate(chart.series):
            amount = series.amounts[at]
            long = 0.0 if amount is None else float(amount) * scale
            if long:
                pen.box((min(zero, zero + long), bar), (abs(long), BAR_HEIGHT), count - 1 - number)
            end = zero + long + (4 if long >= 0 else -4)
            pen.text((end, bar + BAR_HEIGHT / 2), series.labels[at], align="left" if long >= 0 else "right")
            bar += BAR_HEIGHT + 1
        y += height
    pen.line([(zero, first - GAP / 2), (zero, y - GAP / 2)])


def _key(chart: Chart, pen: Pen, y: float) -> None:
    x = EDGE
    for number, series in enumerate(chart.series):
        pen.box((x, y - BAR_HEIGHT / 2), (18, BAR_HEIGHT), len(chart.series) - 1 - number)
        pen.text((x + 22, y), series.name)
        x += 22 + measured(series.name) + 16


def _lines_height(chart: Chart, _width: float) -> float:
    return PLOT + 3 * LINE_HEIGHT + (LINE_HEIGHT if chart.unit else 0)


def _lines(chart: Chart, pen: Pen) -> None:
    several = len(chart.series) > 1
    crowded = len(chart.series) > MOST_TOLD
    names = [_ended(series, chart.unit) if crowded else broken(series.name) for series in chart.series]
    right = pen.width - EDGE - (max(map(measured, names)) + 12 if several else 24)
    left = EDGE + 24
    top = EDGE + LINE_HEIGHT * (2 if chart.unit else 1)
    bottom = top + PLOT
    if chart.unit:
        pen.text((EDGE, EDGE + LINE_HEIGHT / 2), f"单位：{chart.unit}")
    count = len(chart.categories)
    step = (right - left) / max(count - 1, 1)
    xs = [left + step * at for at in range(count)] if count > 1 else [(left + right) / 2]
    least, scale = _scaled(chart)
    pen.line([(EDGE, bottom + 6), (right + 6, bottom + 6)])
    for x, name in zip(xs, chart.categories, strict=True):
        pen.text((x, bottom + 6 + LINE_HEIGHT / 2 + 2), name, align="center")
    ends: list[tuple[float, str]] = []
    for number, series in enumerate(chart.series):
        ys = [None if amount is None else bottom - (float(amount) - least) * scale for amount in series.amounts]
        for stretch in _stretches(list(zip(xs, ys, strict=True))):
            pen.line(stretch, number)
        for at, (x, y) in enumerate(zip(xs, ys, strict=True)):
            if y is not None and not crowded:
                pen.text((x, y - _beside(chart, number, at)), series.labels[at], align="center")
        known = [y for y in ys if y is not None]
        if known:
            ends.append((known[-1], names[number]))
    if several:
        for y, name in _apart(ends, bottom):
            pen.text((right + 10, y), name)


def _ended(series: Series, unit: str) -> str:
    """Return a line's name and the last amount of it, where there is no room for all of them."""
    known = [label for amount, label in zip(series.amounts, series.labels, strict=True) if amount is not None]
    return broken(f"{series.name} {known[-1]}{unit}") if known else ""


def _scaled(chart: Chart) -> tuple[float, float]:
    """Return what stands at the foot of the lines, and points for one of it: nothing, unless that would flatten them."""
    amounts = [float(amount) for series in chart.series for amount in series.amounts if amount is not None]
    least, most = min(amounts), max(amounts)
    least = 0.0 if 0 <= least < most / 2 or least == most > 0 else least - (most - least) * 0.1
    return least, PLOT / ((most - least) or 1.0)


def _stretches(points: list[tuple[float, float | None]]) -> list[list[tuple[float, float]]]:
    """Return the pieces of a line that has gaps where nothing is known."""
    made: list[list[tuple[float, float]]] = [[]]
    for x, y in points:
        if y is None:
            made.append([])
        else:
            made[-1].append((x, y))
    return [each for each in made if each]


def _beside(chart: Chart, number: int, at: int) -> float:
    """Return how far above its point (below: negative) a label stands: away from the other line, out of a valley."""
    mine = chart.series[number].amounts
    own = mine[at]
    others = [one.amounts[at] for other, one in enumerate(chart.series) if other != number]
    if own is None:
        return LABEL
    if others:
        return -LABEL if any(each is not None and each > own for each in others) else LABEL
    around = [mine[each] for each in (at - 1, at + 1) if 0 <= each < len(mine)]
    return -LABEL if around and all(each is not None and each > own for each in around) else LABEL


def _apart(ends: list[tuple[float, str]], lowest: float) -> list[tuple[float, str]]:
    """Return names beside the ends of lines, none over another and none under the lowest place."""
    made = sorted(ends)
    for at, ((_, name), (other, below)) in enumerate(pairwise(tuple(made))):
        made[at + 1] = (max(other, made[at][0] + _least(name, below)), below)
    limit = lowest
    for at in range(len(made) - 1, -1, -1):
        y, name = made[at]
        made[at] = (min(y, limit), name)
        limit = made[at][0] - (_least(made[at - 1][1], name) if at else 0)
    return made


def _least(name: str, below: str) -> float:
    return LINE_HEIGHT * (1 + (name.count("\n") + below.count("\n")) / 2)


def _parts_height(chart: Chart, _width: float) -> float:
    return 2 * LINE_HEIGHT + GAP + LINE_HEIGHT * 1.2 * len(chart.categories)


def _parts(chart: Chart, pen: Pen) -> None:
    amounts = [float(amount or 0) for amount in chart.series[0].amounts]
    whole, x, y = sum(amounts), EDGE, EDGE + 2
    for number, amount in enumerate(amounts):
        wide = (pen.width - 2 * EDGE) * amount / whole
        pen.box((x, y), (wide, 2 * LINE_HEIGHT - 4), number)
        x += wide
    y += 2 * LINE_HEIGHT + GAP
    for number, (name, label) in enumerate(zip(chart.categories, chart.series[0].labels, strict=True)):
        pen.box((EDGE, y), (18, BAR_HEIGHT), number)
        # Apart where the name has marks that only the Chinese typeface draws wide, so that digits look as in other lines.
        words = (f"{name}：", label) if set(name) & FULL else (f"{name}：{label}",)
        x = EDGE + 24
        for each in words:
            pen.text((x, y + BAR_HEIGHT / 2), each)
            x += measured(each)
        y += LINE_HEIGHT * 1.2


_HEIGHTS: Final[dict[str, Callable[[Chart, float], float]]] = {
    BAR: _bars_height,
    LINE: _lines_height,
    SHARE: _parts_height,
}
_PAINTERS: Final[dict[str, Callable[[Chart, Pen], None]]] = {BAR: _bars, LINE: _lines, SHARE: _parts}
