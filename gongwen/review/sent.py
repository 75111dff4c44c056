"""What of each annotation goes into a Word file: comments of a thread, and a suggestion as changes of single characters."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from gongwen.review.anchor import Scope
from gongwen.review.annotation import KINDS, OUTCOMES, WEIGHTS, Kind, Weight
from gongwen.review.printed import MARK, Printed, printed
from gongwen.review.revised import Known
from gongwen.review.texts import APART
from gongwen.targets import HEADING_SUFFIX
from gongwen.together.wording import TOKEN, Mark, Run, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from gongwen.document import Document
    from gongwen.review.annotation import Annotation

REPORT, VERSION = "批注所在报告", "批注所在版本"
"""The properties of a Word file that say what it was made from."""

ROOT, CLOSED = "", "closed"
"""What a comment is in a thread, beside the ids of replies: its first, and the one that says how it was closed."""

SUGGESTED: Final = "建议改为：“{}”"
DELETED: Final = "建议删去“{}”"
ORIGINAL: Final = "批注时的原文：“{}”"
WITHDRAWN: Final = "（这条批注已撤回）"
BARE: Final = "见修订。"


@dataclass(frozen=True, slots=True)
class Said:
    """One comment of a thread; `part` says which: ROOT, the id of a reply, or CLOSED."""

    part: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters [start, end) of a text that a suggestion takes out, and what it puts in their place."""

    key: str
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Sent:
    """An annotation as it goes into a Word file: the changes that are tracked there, if any, and its comments."""

    annotation: Annotation
    edits: tuple[Edit, ...]
    said: tuple[Said, ...]

    @property
    def name(self) -> str:
        """The bookmark that names it in the file; the number of an annotation never changes."""
        return f"_GW{self.annotation.number}"


def to_send(document: Document, annotations: Sequence[Annotation], page: Printed | None = None) -> tuple[Sent, ...]:
    """Return what goes into a Word file of the document, in the order of the annotations; drafts do not go.

    A suggestion becomes tracked changes where its words still stand, are printed, and no other one changes them; else
    it is told in its comment.
    """
    page = page or printed(document)
    taken: dict[str, list[tuple[int, int]]] = {}
    found = []
    for each in annotations:
        if not each.is_draft and not (each.gone and not each.replies):
            edits = _edits(each, page, taken)
            found.append(Sent(each, edits, tuple(thread_of(each, tracked=bool(edits)))))
    return tuple(found)


def _edits(one: Annotation, page: Printed, taken: dict[str, list[tuple[int, int]]]) -> tuple[Edit, ...]:
    at = one.anchor
    if one.replacement is None or not one.is_open or at.scope is not Scope.RANGE or at.lost or at.now != at.quote:
        return ()
    if page.texts.get(at.key, "")[at.start : at.end] != at.quote or APART in at.quote + one.replacement:
        return ()
    edits = tuple(edits_between(at.key, at.start, at.quote, one.replacement))
    breaks = any(MARK in page.texts[at.key][edit.start : edit.end] + edit.new for edit in edits)
    if breaks and at.key + HEADING_SUFFIX not in page.texts:  # lines of fields and cells are no paragraphs everywhere
        return ()
    printed_whole = all(page.whole(edit.key, edit.start, edit.end) for edit in edits)
    if not edits or not printed_whole or page.before(at.key, at.start) < 0:
        return ()
    start, end = edits[0].start, edits[-1].end
    others = taken.setdefault(at.key, [])
    if any(first <= end and start <= last for first, last in others):
        return ()
    others.append((start, end))
    return edits


def edits_between(key: str, start: int, old: str, new: str) -> Iterator[Edit]:
    """Yield the changes that make one wording, which begins at `start` of a text, into another."""
    at, gone, come = start, "", ""
    for run in (*runs(old, new), Run(Mark.BOTH, "")):
        if run.mark is Mark.OLD:
            gone += run.text
        elif run.mark is Mark.NEW:
            come += run.text
        else:
            before, less, more = _bare(gone, come)
            if less or more:
                yield Edit(key, at + before, at + before + len(less), more)
            at, gone, come = at + len(gone) + len(run.text), "", ""


def _bare(gone: str, come: str) -> tuple[int, str, str]:
    """Return two wordings without what both begin or end with, numbers as wholes, and how much they began with."""
    one, other = TOKEN.findall(gone), TOKEN.findall(come)
    least = min(len(one), len(other))
    first = next((at for at in range(least) if one[at] != other[at]), least)
    last = next((at for at in range(least - first) if one[-1 - at] != other[-1 - at]), least - first)
    less, more = one[first : len(one) - last], other[first : len(other) - last]
    return len("".join(one[:first])), "".join(less), "".join(more)


def thread_of(one: Annotation, *, tracked: bool) -> Iterator[Said]:
    """Yield the comments of a thread; a tracked suggestion of which nothing else is said has none."""
    rest = [Said(each.id, each.by, each.at, each.text) for each in one.replies if each.text and each.sent_at]
    if one.closing is not None:
        text = f"【{OUTCOMES[one.closing.outcome]}】{one.closing.reason}"
        rest.append(Said(CLOSED, one.closing.by, one.closing.at, text))
    text = told(one, tracked=tracked)
    if text or rest:
        yield Said(ROOT, one.by, one.at, text or BARE)
        yield from rest


def known_of(one: Annotation) -> Iterator[Known]:
    """Yield the comments of a thread as a file would know them, whether its suggestion was tracked there or told."""
    name = f"_GW{one.number}"
    found = {(said.part, digest(said.text)) for tracked in (True, False) for said in thread_of(one, tracked=tracked)}
    yield from (Known(name, part, "", sign) for part, sign in sorted(found))


def clock(moment: datetime) -> str:
    """Return a time as Word writes it: by the clock of the place, whatever the Z says."""
    return f"{moment.astimezone():%Y-%m-%dT%H:%M:%S}Z"


def told(one: Annotation, *, tracked: bool) -> str:
    """Return what the first comment of a thread says: what it is about and how much it weighs, if that is anything special."""
    labels = [KINDS[one.kind]] if one.kind is not Kind.OTHER else []
    labels += [WEIGHTS[one.weight]] if one.weight is Weight.MUST else []
    lines = [WITHDRAWN] if one.gone else [one.text] if one.text else []
    if one.replacement is not None and not tracked:
        lines.append(SUGGESTED.format(one.replacement) if one.replacement else DELETED.format(one.anchor.quote))
    if one.anchor.scope is Scope.RANGE and (one.anchor.lost or one.anchor.now != one.anchor.quote):
        lines.append(ORIGINAL.format(one.anchor.quote))
    return (f"【{'·'.join(labels)}】" if labels else "") + "\n".join(lines)


def digest(text: str) -> str:
    """Return what tells whether a comment was rewritten; white space does not count."""
    return sha256("".join(text.split()).encode()).hexdigest()[:16]


def labels_of(text: str) -> tuple[str, Kind, Weight]:
    """Return a comment's text without the labels it begins with, and what they say."""
    kinds = {label: kind for kind, label in KINDS.items()}
    weights = {label: weight for weight, label in WEIGHTS.items()}
    inside, end, rest = text[1:].partition("】") if text.startswith("【") else ("", "", "")
    words = inside.replace("、", "·").replace(" ", "·").split("·")
    if not end or not all(word in kinds or word in weights for word in words):
        return text, Kind.OTHER, Weight.SHOULD
    kind = next((kinds[word] for word in words if word in kinds), Kind.OTHER)
    return rest.strip(), kind, next((weights[word] for word in words if word in weights), Weight.SHOULD)
