"""What a chart is drawn with, in points on its own paper: bars, lines and parts in greys and hatches, words beside them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from gongwen.indicators.recipe import BAR, LINE, SHARE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.figure import Figure

    from gongwen.indicators.charted import Chart

SIZE: Final = 10.5
"""Points of a character (五号), as under tables."""

LINE_HEIGHT: Final = 15.0
BAR_HEIGHT: Final = 11.0
GAP: Final = 9.0
"""Between the bars of one indicator and those of the next."""

EDGE: Final = 4.0
PLOT: Final = 150.0
"""How high the lines' area is."""

LONGEST: Final = 12
"""Characters of a name in one line."""

FILLS: Final = (("0.30", ""), ("1.0", "//////"), ("0.70", ""), ("1.0", "....."), ("0.50", ""), ("1.0", "xxxxx"), ("0.88", ""), ("1.0", "-----"))  # fmt: skip
"""Greys and hatches that a copier keeps apart; the latest year has the first."""

DASHES: Final[tuple[tuple[Literal["-", "--", ":", "-."], str], ...]] = (
    ("-", "o"), ("--", "s"), (":", "^"), ("-.", "D"), ("-", "v"), ("--", "x"), (":", "P"), ("-.", "*"),
)  # fmt: skip

_WIDE: Final = "WFA"
_FULL: Final = frozenset("“”‘’…—")
"""Marks that Latin typefaces have too, and draw half as wide."""


@dataclass(frozen=True, slots=True)
class Pen:
    """A figure that is drawn on in points from its upper left corner."""

    figure: Figure
    faces: tuple[str, str]
    width: float
    height: float

    def text(self, at: tuple[float, float], words: str, *, align: Literal["left", "center", "right"] = "left") -> None:
        """Write words beside a point, the middle of their height on it."""
        families = [self.faces[1]] if set(words) & _FULL else [*self.faces]
        self.figure.text(
            at[0] / self.width, 1 - at[1] / self.height, words, ha=align, va="center", fontsize=SIZE,
            fontfamily=families, color="black", parse_math=False, linespacing=1.1,
        )  # fmt: skip

    def box(self, at: tuple[float, float], size: tuple[float, float], fill: int) -> None:
        """Draw a bar, or a part of one."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415 - loaded with the chart

        grey, hatch = FILLS[fill % len(FILLS)]
        patch = Rectangle(
            (at[0] / self.width, 1 - (at[1] + size[1]) / self.height), size[0] / self.width, size[1] / self.height,
            facecolor=grey, edgecolor="black", linewidth=0.6, transform=self.figure.transFigure,
        )  # fmt: skip
        if hatch:
            patch.set_hatch(hatch)
            patch.set_hatch_linewidth(0.5)
        self.figure.add_artist(patch)

    def line(self, points: Sequence[tuple[float, float]], dash: int = -1) -> None:
        """Draw a line through points; without a number of a dash a thin one without marks."""
        from matplotlib.lines import Line2D  # noqa: PLC0415 - loaded with the chart

        style, marker = DASHES[dash % len(DASHES)] if dash >= 0 else ("-", "")
        line = Line2D(
            [x / self.width for x, _ in points], [1 - y / self.height for _, y in points], color="black",
            linewidth=1.2 if dash >= 0 else 0.6, linestyle=style, marker=marker or "None", markersize=4.5,
            markerfacecolor="white", markeredgecolor="black", markeredgewidth=0.9, transform=self.figure.transFigure,
        )  # fmt: skip
        self.figure.add_artist(line)


def drawn_height(chart: Chart, width: float) -> float:
    """Return how high a chart is in points."""
    return _HEIGHTS[chart.kind](chart, width) + 2 * EDGE


def paint(chart: Chart, pen: Pen) -> None:
    """Draw a chart."""
    _PAINTERS[chart.kind](chart, pen)


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
    names = [broken(series.name) for series in chart.series]
    several = len(names) > 1
    right = pen.width - EDGE - (max(map(measured, names)) + 12 if several else 24)
    left = EDGE + 24
    top = EDGE + LINE_HEIGHT * (2 if chart.unit else 1)
    bottom = top + PLOT
    if chart.unit:
        pen.text((EDGE, EDGE + LINE_HEIGHT / 2), f"单位：{chart.unit}")
    amounts = [float(amount) for series in chart.series for amount in series.amounts if amount is not None]
    least, most = min(amounts), max(amounts)
    least = 0.0 if 0 <= least < most / 2 or least == most > 0 else least - (most - least) * 0.1
    step = (right - left) / max(len(chart.categories) - 1, 1)
    xs = (
        [left + step * at for at in range(len(chart.categories))] if len(chart.categories) > 1 else [(left + right) / 2]
    )
    scale = PLOT / ((most - least) or 1.0)
    pen.line([(EDGE, bottom + 6), (right + 6, bottom + 6)])
    for x, name in zip(xs, chart.categories, strict=True):
        pen.text((x, bottom + 6 + LINE_HEIGHT / 2 + 2), name, align="center")
    ends: list[tuple[float, str]] = []
    told = [number < 2 for number in range(len(chart.series))] if len(chart.series) > 2 else [True] * len(chart.series)
    for number, series in enumerate(chart.series):
        ys = [None if amount is None else bottom - (float(amount) - least) * scale for amount in series.amounts]
        for one, other in _stretches(list(zip(xs, ys, strict=True))):
            pen.line(one + other, number)
        for at, (x, y) in enumerate(zip(xs, ys, strict=True)):
            if y is not None and (told[number] or at == len(xs) - 1):
                pen.text((x, y - _beside(chart, number, at)), series.labels[at], align="center")
        last = next(y for y in reversed(ys) if y is not None)
        ends.append((last, names[number]))
    if several:
        for y, name in _apart(ends):
            pen.text((right + 10, y), name)


def _stretches(
    points: list[tuple[float, float | None]],
) -> list[tuple[list[tuple[float, float]], list[tuple[float, float]]]]:
    """Return the pieces of a line that has gaps where nothing is known."""
    made: list[list[tuple[float, float]]] = [[]]
    for x, y in points:
        if y is None:
            made.append([])
        else:
            made[-1].append((x, y))
    return [(each[:1], each[1:]) for each in made if each]


def _beside(chart: Chart, number: int, at: int) -> float:
    """Return how far above its point (below: negative) a label stands: the lower of two lines has its own below."""
    mine = chart.series[number].amounts[at]
    others = [one.amounts[at] for other, one in enumerate(chart.series) if other != number]
    higher = [each for each in others if each is not None and mine is not None and each > mine]
    return -10.0 if higher else 10.0


def _apart(ends: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Return names beside the ends of lines, none over another."""
    made = sorted(ends)
    for _ in made:
        for at, ((one, name), (other, below)) in enumerate(list(pairwise(made))):
            least = LINE_HEIGHT * (1 + (name.count("\n") + below.count("\n")) / 2)
            if other - one < least:
                made[at + 1] = (one + least, below)
    return made


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
        pen.text((EDGE + 24, y + BAR_HEIGHT / 2), f"{name}：{label}")
        y += LINE_HEIGHT * 1.2


_HEIGHTS: Final[dict[str, Callable[[Chart, float], float]]] = {
    BAR: _bars_height,
    LINE: _lines_height,
    SHARE: _parts_height,
}
_PAINTERS: Final[dict[str, Callable[[Chart, Pen], None]]] = {BAR: _bars, LINE: _lines, SHARE: _parts}
