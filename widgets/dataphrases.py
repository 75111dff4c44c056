"""Ways to say an indicator in a sentence, offered by what the table knows, and put into the text with their figures linked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from gongwen.document import ANCHOR, Location
from gongwen.edits import set_paragraphs
from gongwen.errors import EditError
from gongwen.indicators.data import PLAIN, Form, Link, Wording
from gongwen.indicators.links import kept, linked
from gongwen.indicators.table import by_id, fresh_key
from gongwen.indicators.wording import worded

if TYPE_CHECKING:
    from gongwen.document import Document

CHANGE: Final = Wording(Form.CHANGE)
DIFFERENCE: Final = Wording(Form.DIFFERENCE)

Pieces = tuple["tuple[str, Wording | None]", ...]
"""A phrase: its words one after the other, each with its wording when it is a figure that follows the table."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way to say an indicator in a period."""

    period: str
    pieces: Pieces

    @property
    def text(self) -> str:
        """The words of the phrase."""
        return "".join(words for words, _ in self.pieces)

    def plain(self) -> list[list[Any]]:
        """Return its pieces as the page shows them: words, and whether they are a figure."""
        return [[words, wording is not None] for words, wording in self.pieces]


def phrases(document: Document, key: str, period: str, *, named: bool = False) -> tuple[Phrase, ...]:
    """Return the ways to say an indicator that the table can bear out; none when it has no amount in the period.

    They begin with its name where that is not what the text has just `named`.
    """
    known = by_id(document.data)
    indicator = known.get(key)
    if indicator is None or not (value := worded(known, key, period)):
        return ()
    name = (indicator.name, None)
    change, difference = (worded(known, key, period, wording=each) for each in (CHANGE, DIFFERENCE))
    found: list[Pieces] = []
    if change:
        found.append((name, (value, PLAIN), ("，同比", None), (change, CHANGE)))
    if difference and not indicator.is_share:
        found.append((name, (value, PLAIN), ("，比上年", None), (difference, DIFFERENCE)))
    if not found:
        found.append((name, (value, PLAIN)))
    found.append(((value, PLAIN),))
    if change:
        found.append((("同比", None), (change, CHANGE)))
    return tuple(Phrase(period, each[1:] if named and each[0] == name else each) for each in found)


def put_in(document: Document, key: str, phrase: Phrase, place: Location) -> tuple[Document, Location]:
    """Return the document with a phrase put into a section's text at a place, its figures linked, and where it ends.

    In a section without text it is the first paragraph. Raises EditError when there is no such section.
    """
    section = document.section(place.section)
    texts = list(section.paragraphs) or [""]
    at = min(max(place.paragraph, 0), len(texts) - 1)
    if texts[at].startswith(ANCHOR):
        raise EditError("这里是表格或者图片，不能插入文字", mend="请把光标放到一段文字里")
    start = min(place.start, len(texts[at]))
    texts[at] = texts[at][:start] + phrase.text + texts[at][start:]
    was = document
    document = kept(set_paragraphs(document, section.id, tuple(texts)), was)
    for words, wording in phrase.pieces:
        end = start + len(words)
        if wording is not None:
            link = Link(fresh_key(document.data), key, phrase.period, section.id, words, wording=wording)
            document = linked(document, link, Location(section.id, at, start, end))
        start = end
    return document, replace(place, paragraph=at, start=start, end=start)
