"""What a person decided about a place that two wrote differently, carried out on the document as it is by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.edits import remove_section
from gongwen.errors import EditError
from gongwen.figures import remove_figure
from gongwen.sentences import sentences
from gongwen.tables import remove_table
from gongwen.targets import is_figure, read, write

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.together.question import Question


def place_of(document: Document, question: Question) -> int | None:
    """Return where their text stands now: its occurrence nearest to where it stood, or None when it is gone.

    Where they had deleted, it is the end of the sentence nearest to that place.
    """
    try:
        text = read(document, question.target)
    except EditError:
        return None
    if not question.theirs:
        ends = [0]
        for piece in sentences(text):
            ends.append(ends[-1] + len(piece))
        return min(ends, key=lambda end: abs(end - question.at))
    found = []
    at = text.find(question.theirs)
    while at >= 0:
        found.append(at)
        at = text.find(question.theirs, at + 1)
    return min(found, key=lambda start: abs(start - question.at), default=None)


def both(question: Question) -> str:
    """Return theirs and mine, one after the other; two paragraphs stay two."""
    apart = "" if "\n" not in question.theirs + question.mine or question.mine.startswith("\n") else "\n"
    return question.theirs.removesuffix("\n") + apart + question.mine


def answered(document: Document, question: Question, text: str) -> Document:
    """Return the document with a text in the place of theirs; raise EditError when theirs stands there no more."""
    if text == question.theirs:
        return document
    at = place_of(document, question)
    if at is None:
        raise EditError("这一句后来又改过，放不回去", mend="请直接在正文里改；两种写法都在“版本”里")
    now = read(document, question.target)
    return write(document, question.target, now[:at] + text + now[at + len(question.theirs) :])


def without(document: Document, key: str) -> Document:
    """Return the document without a section, a table or a figure that was to be deleted; it may be gone already."""
    if any(table.id == key for table in document.tables):
        return remove_table(document, key)
    if is_figure(document, key):
        return remove_figure(document, key)
    if any(section.id == key for section in document.walk()):
        return remove_section(document, key)
    return document
