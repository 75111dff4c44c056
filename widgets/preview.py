"""The live preview: the typesetter's lines go to the page, and after a change only the lines that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.document import ALTERNATIVE, LayoutKind, Location
from gongwen.standard import on_its_side
from gongwen.typeset import Typesetter
from gongwen.typeset.figure import Drawing
from gongwen.typeset.letterhead import double_rules
from gongwen.typeset.table import Row
from widgets.channel import Channel, joined, text_of
from widgets.rows import PX_PER_EIGHTH, PX_PER_HALF_POINT, TWIPS_PER_PX, painted_picture, painted_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document, Figure
    from gongwen.typeset import Layout, Line


class Preview(Channel):
    """Paints a document's pages; `on_go` hears of the place a person clicked."""

    _esm = joined(
        "dom.js", "text.js", "rows.js", "paper.js", "reviewmarks.js", "carriedmarks.js", "preview.js", "previewpane.js"
    )

    def __init__(self) -> None:
        super().__init__()
        self.on_go: Callable[[Location], None] = lambda _location: None
        self._typesetter = Typesetter()
        self._layout: Layout | None = None
        self._flat: list[tuple[Line, int]] = []
        self._counts: list[int] = []
        self._version = 0
        self._look: tuple[dict[str, str], LayoutKind] = ({}, LayoutKind.ORDINARY)
        self._figures: tuple[Figure, ...] = ()
        self._sent: set[str] = set()
        self._ready = False

    @property
    def layout_now(self) -> Layout | None:
        """The layout shown, or None before the first document."""
        return self._layout

    def show(self, document: Document, *, others: bool = False) -> None:
        """Typeset a document and send what differs from the pages shown; what others wrote is marked for a moment."""
        look = self._typesetter.profile, self._look
        self._look = document.appearance.names, document.layout
        self._figures = document.figures
        self._layout = self._typesetter.layout(document)
        flat, counts = flatten(self._layout)
        before, old_counts = self._flat, self._counts
        self._flat, self._counts = flat, counts
        if not self._ready:
            return
        if (self._typesetter.profile, self._look) != look:  # other margins, typefaces or layout: another sheet
            self._patch(-1, 0, 10**9, flat)
            return
        at, removed, inserted = difference(before, flat)
        if not removed and not inserted and counts == old_counts:
            return
        self._patch(self._version, at, removed, inserted, others=others)

    def on_ready_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page is there, or has lost count: send everything."""
        self._ready = True
        self._sent.clear()
        self._patch(-1, 0, 10**9, self._flat)

    def on_go_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A person clicked in the page."""
        paragraph, offset = content.get("paragraph"), content.get("offset")
        if isinstance(paragraph, int) and isinstance(offset, int) and paragraph >= ALTERNATIVE:
            self.on_go(Location(text_of(content, "section", 200), paragraph, max(offset, 0), max(offset, 0)))

    def _send_pictures(self) -> None:
        """Send the pictures that the page does not have yet; lines then name them."""
        for picture in (figure.picture for figure in self._figures):
            if picture.digest not in self._sent:
                self._sent.add(picture.digest)
                self.send({"type": "picture", "name": picture.digest, "media": picture.media}, buffers=[picture.data])

    def _patch(
        self, base: int, at: int, removed: int, inserted: list[tuple[Line, int]], *, others: bool = False
    ) -> None:
        self._version += 1
        self._send_pictures()
        message: dict[str, Any] = {
            "type": "patch", "base": base, "version": self._version, "at": at, "remove": removed, "others": others,
            "insert": [painted(line, gap) for line, gap in inserted], "counts": self._counts,
            "wide": [page.number for page in self._layout.pages if page.wide] if self._layout else [],
            "bare": [page.number for page in self._layout.pages if not page.folio] if self._layout else [],
        }  # fmt: skip
        if base == -1:
            message["page"] = {**page_box(self._typesetter), "faces": self._look[0]}
        self.send(message)


def flatten(layout: Layout) -> tuple[list[tuple[Line, int]], list[int]]:
    """Return all lines with the empty space above each (twips), and the number of lines on each page."""
    flat: list[tuple[Line, int]] = []
    counts: list[int] = []
    for page in layout.pages:
        foot = 0
        for top, line in zip(page.tops, page.lines, strict=True):
            flat.append((line, top - foot))
            foot = top + line.height
        counts.append(len(page.lines))
    return flat, counts


def difference(
    before: list[tuple[Line, int]], after: list[tuple[Line, int]]
) -> tuple[int, int, list[tuple[Line, int]]]:
    """Return (index, lines removed there, lines put there) that turns one list of lines into the other."""
    most = min(len(before), len(after))
    start = 0
    while start < most and _same(before[start], after[start]):
        start += 1
    end = 0
    while end < most - start and _same(before[-1 - end], after[-1 - end]):
        end += 1
    return start, len(before) - start - end, after[start : len(after) - end]


def _same(one: tuple[Line, int], other: tuple[Line, int]) -> bool:
    """Whether two lines are painted the same; a line of a changed paragraph is another object, and mostly the same paint."""
    return one[1] == other[1] and (one[0] is other[0] or painted(*one) == painted(*other))


def painted(line: Line, gap: int) -> dict[str, Any]:
    """Return a line as the page paints it, lengths in CSS pixels."""
    if isinstance(line, Row):
        return painted_row(line, gap)
    if isinstance(line, Drawing):
        return painted_picture(line, gap)
    return {
        "r": line.role, "a": line.align, "x": line.left / TWIPS_PER_PX, "w": line.width / TWIPS_PER_PX,
        "h": line.height / TWIPS_PER_PX, "b": line.baseline / TWIPS_PER_PX, "g": gap / TWIPS_PER_PX, "n": len(line.text),
        "d": _rules(line) if line.rules else [],
        "t": [[run.face, run.size * PX_PER_HALF_POINT, run.text] for run in line.runs],
        "s": [
            [span.start, span.source.section, span.source.paragraph, span.source.start, int(span.generated)]
            for span in line.sources
        ],
    }  # fmt: skip


def _rules(line: Line) -> list[Any]:
    """Return the rules drawn with a line: by name across the type area, as [down, thickness] in pixels across the page."""
    plain = [rule for rule in line.rules if not rule.startswith("double")]
    return [*plain, *([down / TWIPS_PER_PX, weight * PX_PER_EIGHTH] for down, weight in double_rules(line))]


def page_box(typesetter: Typesetter) -> dict[str, float]:
    """Return the sheet's measures in CSS pixels: margins, height, and the pitch of lines."""
    profile = typesetter.profile
    side = on_its_side(profile)
    return {
        "left": profile.left / TWIPS_PER_PX, "top": profile.top / TWIPS_PER_PX,
        "width": profile.page_width / TWIPS_PER_PX, "height": profile.page_height / TWIPS_PER_PX,
        "line": profile.line / TWIPS_PER_PX,
        "wideLeft": side.left / TWIPS_PER_PX, "wideTop": side.top / TWIPS_PER_PX,
    }  # fmt: skip
