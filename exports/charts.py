"""A chart as a picture: sharp in print, told apart without colour, with the amounts beside the marks; bars begin at nothing."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from exports.chart_marks import drawn_height, paint
from exports.chart_pen import Pen
from exports.png import grey_png
from gongwen.errors import ExportError
from gongwen.picture import Picture, picture_of
from gongwen.standard import PROFILES

if TYPE_CHECKING:
    from gongwen.document import Appearance
    from gongwen.indicators.charted import Chart

DPI: Final = 300
"""Dots an inch at the printed width."""

TWIPS_PER_POINT: Final = 20
POINTS_PER_INCH: Final = 72

KEPT: Final = 64
"""Pictures that are kept, so that undo and a second reader draw nothing again."""


def picture(chart: Chart, appearance: Appearance, width: int) -> Picture:
    """Return a chart as a picture for so many hundredths of the type area; equal charts give equal bytes.

    Raises ExportError when this machine has no Chinese typeface.
    """
    points = PROFILES[appearance.profile].width * width / 100 / TWIPS_PER_POINT
    return _picture(chart, families(tuple(appearance.names.items())), round(points))


@cache
def families(names: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """Return the families of digits and of Chinese text as the document's tables have them; raise ExportError."""
    from exports.pdf import faces_for  # noqa: PLC0415 - only who draws a chart waits for the typesetter's typefaces

    try:
        faces = faces_for(names).names
    except ExportError as error:
        mend = f"{error.mend.partition('，')[0]}，再打开一次；在那之前可以改用表格"
        raise ExportError("这台电脑上没有中文字体，画不出图", where="字体", mend=mend) from error
    chinese = str(faces["fangsong"][0])
    latin = str(faces["latin"][0]) if faces["latin"] else chinese
    _made_known(latin, chinese)
    return latin, chinese


def _made_known(*wanted: str) -> None:
    """Tell matplotlib of families that were installed after it last looked."""
    import typst  # noqa: PLC0415 - only when a chart is drawn
    from matplotlib.font_manager import fontManager  # noqa: PLC0415 - the same

    known = {each.name for each in fontManager.ttflist}
    for font in typst.Fonts(include_embedded_fonts=False).fonts():
        if font.family in wanted and font.family not in known and font.path:
            fontManager.addfont(font.path)


@lru_cache(KEPT)
def _picture(chart: Chart, faces: tuple[str, str], width: int) -> Picture:
    # Loaded here: whoever has no chart does not wait for it. Never pyplot, whose state an analyst's cells share.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    height = drawn_height(chart, width)
    figure = Figure(figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), dpi=DPI, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    paint(chart, Pen(figure, faces, width, height))
    canvas.draw()  # type: ignore[no-untyped-call]
    return picture_of(grey_png(canvas.buffer_rgba(), DPI))  # type: ignore[no-untyped-call]
