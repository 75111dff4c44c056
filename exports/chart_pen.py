"""What charts are drawn with, in points from the upper left corner: words, bars of greys and hatches, lines of dashes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

SIZE: Final = 10.5
"""Points of a character (五号), as under tables."""

FILLS: Final = (("0.30", ""), ("1.0", "//////"), ("0.70", ""), ("1.0", "....."), ("0.50", ""), ("1.0", "xxxxx"), ("0.88", ""), ("1.0", "-----"))  # fmt: skip
"""Greys and hatches that a copier keeps apart; the latest year has the first."""

DASHES: Final[tuple[tuple[Literal["-", "--", ":", "-."], str], ...]] = (
    ("-", "o"), ("--", "s"), (":", "^"), ("-.", "D"), ("-", "v"), ("--", "x"), (":", "P"), ("-.", "*"),
)  # fmt: skip


FULL: Final = frozenset("“”‘’…—")
"""Marks that Latin typefaces have too, and draw half as wide."""


@dataclass(frozen=True, slots=True)
class Pen:
    """A figure that is drawn on in points from its upper left corner."""

    figure: Figure
    faces: tuple[str, str]
    width: float
    height: float
    boxes: dict[int, list[list[tuple[float, float]]]] = field(default_factory=dict)

    def text(self, at: tuple[float, float], words: str, *, align: Literal["left", "center", "right"] = "left") -> None:
        """Write words beside a point, the middle of their height on it."""
        latin, chinese = self.faces
        # One family is found and laid out in half the time of two.
        families = [latin] if words.isascii() else [chinese] if set(words) & FULL else [latin, chinese]
        self.figure.text(
            at[0] / self.width, 1 - at[1] / self.height, words, ha=align, va="center", fontsize=SIZE,
            fontfamily=families, color="black", parse_math=False, linespacing=1.1,
        )  # fmt: skip

    def box(self, at: tuple[float, float], size: tuple[float, float], fill: int) -> None:
        """Draw a bar, or a part of one, when all are known."""
        left, right = at[0] / self.width, (at[0] + size[0]) / self.width
        top, bottom = 1 - at[1] / self.height, 1 - (at[1] + size[1]) / self.height
        corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
        self.boxes.setdefault(fill % len(FILLS), []).append(corners)

    def done(self) -> None:
        """Draw all bars of one fill together: a hatch is made once, which is most of what a bar costs."""
        from matplotlib.patches import PathPatch  # noqa: PLC0415 - loaded with the chart
        from matplotlib.path import Path  # noqa: PLC0415 - the same

        for fill, boxes in self.boxes.items():
            grey, hatch = FILLS[fill]
            path = Path.make_compound_path(*(Path(corners, closed=True) for corners in boxes))
            patch = PathPatch(
                path, facecolor=grey, edgecolor="black", linewidth=0.6, transform=self.figure.transFigure
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
