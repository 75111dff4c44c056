"""Where marks of a returned text stand in the report: from characters of the file to words of a text, as anchors."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from gongwen.paragraphs import mark_of
from gongwen.review.anchor import ON_REPORT, Anchor, anchored
from gongwen.review.printed import MARK
from gongwen.review.texts import APART
from gongwen.targets import HEADING_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.review.collated import Collation
    from gongwen.review.printed import Printed
    from gongwen.review.revised import Revised

BESIDE: Final = 8
"""Characters beside a place between characters that stand for it."""


class Places:
    """Three texts and the ways between them: all stretches of the file, the file with every change refused, what was sent."""

    def __init__(self, page: Printed, collation: Collation, revised: Revised) -> None:
        self.page, self.collation, self.revised = page, collation, revised
        self.original = revised.original
        self.sent_at = dict(collation.shared)
        self._starts = [0, *accumulate(len(each.text) for each in revised.stretches)]
        kept = (len(each.text) if each.put_in is None else 0 for each in revised.stretches)
        self._originals = [0, *accumulate(kept)]
        self._order = {key: at for at, key in reversed(list(enumerate(page.keys))) if key}

    def order(self, anchor: Anchor | None) -> tuple[int, int]:
        """Return where an anchor stands among others."""
        return (self._order.get(anchor.key, -1), anchor.start) if anchor is not None else (-1, 0)

    def original_of(self, place: int) -> int:
        """Return where a place among all stretches is with every change refused."""
        index = max(bisect_right(self._starts, place) - 1, 0)
        if index >= len(self.revised.stretches):
            return self._originals[-1]
        inside = place - self._starts[index] if self.revised.stretches[index].put_in is None else 0
        return self._originals[index] + inside

    def sent_range(self, start: int, end: int) -> range:
        """Return where characters of all stretches stood when the text was sent."""
        return self.collation.range_of(self.original_of(start), self.original_of(end))

    def parts(self, where: range) -> Iterator[tuple[str, int, int]]:
        """Yield the stretches of a printed range that each lie in one text: its key, first character and end."""
        held: tuple[str, int, int] | None = None
        for at in where:
            key, low, high = self.page.keys[at], self.page.lows[at], self.page.highs[at]
            if held is not None and key == held[0]:
                held = (key, min(held[1], low), max(held[2], high))
                continue
            if held is not None:
                yield held
            held = (key, low, high) if key else None
        if held is not None:
            yield held

    def anchor(self, key: str, start: int, end: int) -> Anchor:
        """Return the anchor on words of a text."""
        return anchored(self.page.texts, key, start, end)

    def on(self, where: range) -> Anchor:
        """Return the anchor on the text that most of a printed range lies in; where it lies in none, on the whole report."""
        sizes: Counter[str] = Counter()
        found: dict[str, tuple[int, int]] = {}
        for key, low, high in self.parts(where):
            sizes[key] += max(high - low, 1)
            first, last = found.get(key, (low, high))
            found[key] = min(first, low), max(last, high)
        if not sizes:
            return self.beside(where.start)
        key = sizes.most_common(1)[0][0]
        low, high = found[key]
        text = self.page.texts[key]
        if low == high:  # only a computed number
            return self.anchor(key, 0, len(text)) if key.endswith(HEADING_SUFFIX) else self.beside(where.start)
        words = text[low:high]
        return self.anchor(key, low + len(words) - len(words.lstrip(MARK)), high - len(words) + len(words.rstrip(MARK)))

    def beside(self, at: int) -> Anchor:
        """Return the anchor on the words before a printed place, or those after it, in its paragraph."""
        line = self.page.paragraph(min(at, len(self.page.text) - 1)) if self.page.text else range(0)
        own = [place for place in line if self.page.keys[place] and self.page.highs[place] > self.page.lows[place]]
        own = [place for place in own if self.page.text[place] != MARK]
        before = [place for place in own if place < at][-BESIDE:]
        near = before or own[:BESIDE]
        if not near:
            return ON_REPORT
        key = self.page.keys[near[-1]]
        mine = [place for place in near if self.page.keys[place] == key]
        return self.anchor(key, self.page.lows[mine[0]], self.page.highs[mine[-1]])

    def whole(self, key: str, start: int, end: int) -> tuple[int, int]:
        """Return the range with the unprinted mark of an item or a quotation, where all of its paragraph is in it."""
        text = self.page.texts[key]
        line = text.rfind(MARK, 0, start) + 1
        mark = mark_of(text[line:])
        if mark and start == line + len(mark) and (end == len(text) or text[end - 1] == MARK or text[end] == MARK):
            return line, end
        return start, end

    def grown(self, key: str, start: int, end: int) -> tuple[int, int]:
        """Return a range that has words: one without any takes some of those beside it, before it if there are any."""
        text = self.page.texts[key]
        if text[start:end].strip(MARK):
            return start, end
        first = max(text.rfind(MARK, 0, start), text.rfind(APART, 0, start)) + 1
        left = max(first, start - BESIDE)
        stop = min((at for at in (text.find(MARK, end), text.find(APART, end)) if at >= 0), default=len(text))
        return left, min(stop, end + BESIDE) if left == start or end > start else end
