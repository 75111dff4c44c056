"""Who wrote each sentence last: followed through all texts that a section has been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.sentences import sentences
from gongwen.together.sequences import hunks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Author:
    """A sentence (or a line break) and who wrote it as it stands, when, in which version."""

    text: str
    actor: str
    at: datetime
    number: int


def written_by(texts: Iterable[tuple[str, str, datetime, int]]) -> tuple[Author, ...]:
    """Return the sentences of the last of several texts (text, actor, moment, version), each with its author.

    A sentence that was taken out and comes back, as by a move, is still of who wrote it.
    """
    now: list[Author] = []
    past: dict[str, Author] = {}
    for text, actor, at, number in texts:
        for author in now:
            past[author.text] = author
        pieces = sentences(text)
        made: list[Author] = []
        start = 0
        for hunk in hunks(tuple(author.text for author in now), pieces):
            made += now[start : hunk.start]
            made += [past.get(piece) or Author(piece, actor, at, number) for piece in hunk.items]
            start = hunk.end
        now = made + now[start:]
    return tuple(now)
