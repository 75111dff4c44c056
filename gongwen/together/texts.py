"""Three-way merge of a text by sentences: no sentence that nobody wrote, none lost, both orders kept."""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.sentences import sentences
from gongwen.together.sequences import Clash, Items, merge

BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Disputed:
    """A stretch of a merged text that both wrote differently: theirs stands at `at`."""

    at: int
    base: str
    mine: str
    theirs: str


def merge_text(base: str, mine: str, theirs: str) -> tuple[str, tuple[Disputed, ...]]:
    """Return a text with both sides' changes and what is disputed in it; theirs stands where it is."""
    if mine in (base, theirs):
        return theirs, ()
    if theirs == base:
        return mine, ()
    whole = sentences(base), sentences(mine), sentences(theirs)
    made: list[str] = []
    disputed: list[Disputed] = []
    length = 0
    for part in merge(*whole):
        if isinstance(part, Clash):
            pieces = _both(part, base)
            if not pieces:
                disputed.append(Disputed(length, *map("".join, (part.base, part.mine, part.theirs))))
                pieces = part.theirs
        else:
            pieces = part
        made += pieces
        length += sum(map(len, pieces))
    text = "".join(made)
    if sentences(text) != tuple(made):
        return _asked_whole(base, mine, theirs)
    return text, tuple(disputed)


def _both(clash: Clash, base: str) -> Items:
    """Return what both put in at one place, one after the other, when each made paragraphs of its own; else nothing.

    The one that goes on in the paragraph comes first.
    """
    mine, theirs = clash.mine, clash.theirs
    if clash.base:
        return ()
    shorter, longer = sorted(("".join(mine), "".join(theirs)), key=len)
    if longer.startswith(shorter):  # one is what the other was a moment ago
        return mine if longer == "".join(mine) else theirs
    if _alike(mine, theirs):
        return ()
    if not base:
        return (*theirs, BREAK, *mine)
    begin, end = (mine[0] == BREAK, theirs[0] == BREAK), (mine[-1] == BREAK, theirs[-1] == BREAK)
    if all(begin) or all(end) or (begin[0] and not end[1]):
        return theirs + mine
    return mine + theirs if begin[1] and not end[0] else ()


def _alike(mine: Items, theirs: Items) -> bool:
    """Whether a sentence of one side is an earlier form, still being written, of one of the other's."""
    pairs = ((one, other) for one in mine for other in theirs if BREAK not in (one, other))
    return any(one.startswith(other) or other.startswith(one) for one, other in pairs)


def _asked_whole(base: str, mine: str, theirs: str) -> tuple[str, tuple[Disputed, ...]]:
    """Ask about the paragraphs between what all three share: pieces of both would have run into one sentence."""
    rows = [text.split(BREAK) for text in (base, mine, theirs)]
    least = min(map(len, rows))
    start = next((at for at in range(least) if len({row[at] for row in rows}) > 1), least)
    end = next((at for at in range(least - start) if len({row[-1 - at] for row in rows}) > 1), least - start)
    one, other, third = (BREAK.join(row[start : len(row) - end]) for row in rows)
    at = sum(len(line) + 1 for line in rows[2][:start])
    return theirs, (Disputed(min(at, len(theirs)), one, other, third),)
