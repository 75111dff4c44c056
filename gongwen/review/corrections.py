"""What changed in a text after it was signed: marks and spaces, slips of the pen, or matters of substance.

党政机关公文处理工作条例, 25 (一): what needs a change of substance goes back to who signed it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from gongwen.targets import HEADING_SUFFIX
from gongwen.together.compare import compare
from gongwen.together.part import Kind
from gongwen.together.rows import Fate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gongwen.document import Document
    from gongwen.together.part import Choice, Part
    from gongwen.together.rows import Row

MOST: Final = 2
"""Characters a slip of the pen may be."""

REGISTERED: Final = frozenset({"document_number", "copy_number", "printed", "printed_on"})
"""Fields that are filled in when a signed report is registered and printed (the same, 25 (二) and (三))."""

NAMES: Final = frozenset({
    "addressees", "signature", "date", "byline", "attendance", "authority_mark", "signatories", "copied_to",
    "classification", "classification_period", "urgency",
})  # fmt: skip
"""Fields that hold names of organs and people, dates, and how a report is handled: nothing in them is a slip."""

ARABIC: Final = frozenset("0123456789０１２３４５６７８９")
DIGITS: Final = ARABIC | frozenset("〇零一二两三四五六七八九十百千万亿半")
FIGURES: Final = DIGITS | frozenset("%％‰℃+-−±.．×÷/$￥¥年月日时号第")
"""What numbers, dates and ordinals are written with."""

SIGNS: Final = frozenset("%％‰℃$￥¥")
"""Marks that say something by themselves."""

PAUSES: Final = frozenset("，。、；：！？,;:!?（）()《》“”‘’ \u3000\n")
"""Marks that say nothing beside a number, unless there is one on both sides."""

TURNING: Final = frozenset("不没无未非否勿莫免除")
"""What turns a sentence into its opposite."""

ORGAN: Final = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:委员会|办公室|领导小组|人民政府|检察院|法院|[局厅])")
"""What looks like the name of an organ."""

FORM: Final = frozenset({"run_in", "layout", "profile", "typefaces", "landscape", "width", "name"})
"""What is chosen of a report's looks, by the names of gongwen.together.compare."""


class Grade(StrEnum):
    """How much a change is."""

    FORMAL = "formal"
    SLIP = "slip"
    SUBSTANCE = "substance"


GRADES: Final = {Grade.FORMAL: "标点、空格和格式", Grade.SLIP: "错别字", Grade.SUBSTANCE: "实质性修改"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One sentence that is not as it was signed: in which text, what it was, what it is.

    `may_be_slip` says that it can be called a slip of the pen; `digest` names the change where it was called one.
    """

    digest: str
    target: str
    old: str
    new: str
    grade: Grade
    may_be_slip: bool = False


class _How(StrEnum):
    WORDS = "words"
    WHOLE = "whole"
    """It came, went or stands elsewhere, or something other than words was chosen."""
    LOOKS = "looks"


def corrections(
    signature: str, signed: Document, now: Document, called: Collection[str] = ()
) -> tuple[Correction, ...]:
    """Return what changed since a document was signed; `called` are the digests of changes somebody called slips."""
    names = _names(signed) | _names(now)
    found = []
    for target, old, new, how in _changes(signed, now):
        words = how is _How.WORDS
        digest = sha256(as_text(signature, target, old, new)).hexdigest()
        slip = words and may_be_slip(target, old, new, names)
        grade = Grade.SUBSTANCE
        if how is _How.LOOKS or (words and (target in REGISTERED or _bare(old) == _bare(new))):
            grade = Grade.FORMAL
        elif slip and digest in called:
            grade = Grade.SLIP
        found.append(Correction(digest, target, old, new, grade, slip and grade is not Grade.FORMAL))
    return tuple(found)


def as_text(*parts: str) -> bytes:
    """Return texts as one, so that no two lists of them are the same."""
    return "".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "replace")


def may_be_slip(target: str, old: str, new: str, names: Collection[str] = ()) -> bool:
    """Whether a change of a sentence can be one: few characters, no figures, dates or names, nothing turned round."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only who corrects what was signed needs it

    if not old or not new or target in NAMES | REGISTERED or Levenshtein.distance(old, new, score_cutoff=MOST) > MOST:
        return False
    for step in Levenshtein.opcodes(old, new):
        if step.tag == "equal":
            continue
        for text, start, end in ((old, step.src_start, step.src_end), (new, step.dest_start, step.dest_end)):
            if set(text[start:end]) & (TURNING | FIGURES) or set(text[max(0, start - 1) : end + 1]) & DIGITS:
                return False
            if any(_overlap(start, end, *place) for place in _named(text, names)):
                return False
    return True


def _changes(signed: Document, now: Document) -> Iterator[tuple[str, str, str, _How]]:
    """Yield all that changed: in which text, what it was, what it is."""
    found = compare(signed, now)
    yield from (_chosen("", choice) for choice in found.choices)
    for part in found.parts:
        yield from (_chosen(part.id, choice) for choice in part.choices)
        whole = part.fate not in {Fate.SAME, Fate.CHANGED}
        if whole and part.is_same:
            yield part.id, "", str(part.fate), _How.WHOLE
        if part.heading and part.heading.fate is not Fate.SAME:
            how = _How.WHOLE if whole else _How.WORDS
            yield part.id + HEADING_SUFFIX, part.heading.old, part.heading.new, how
        for row in _rows(part):
            if row.fate is not Fate.SAME:
                yield part.id, row.old, row.new, _How.WHOLE if whole or row.fate in _MOVED else _How.WORDS


_MOVED: Final = frozenset({Fate.CAME, Fate.WENT})


def _chosen(part: str, choice: Choice) -> tuple[str, str, str, _How]:
    return f"{part}={choice.name}", choice.old, choice.new, _How.LOOKS if choice.name in FORM else _How.WHOLE


def _rows(part: Part) -> Iterator[Row]:
    yield from part.rows
    if part.kind is Kind.TABLE:
        for line in part.grid:
            yield from (cell for cell in line if cell)


def _bare(text: str) -> str:
    """Return a text without its marks and spaces; those that belong to a number stay."""
    return "".join(char for at, char in enumerate(text) if not _is_mark(text, at))


def _is_mark(text: str, at: int) -> bool:
    char = text[at]
    if unicodedata.category(char)[0] not in "PZC" or char in SIGNS:
        return False
    numbers = (text[at - 1 : at] in ARABIC, text[at + 1 : at + 2] in ARABIC)
    return not (all(numbers) if char in PAUSES else any(numbers))


def _names(document: Document) -> frozenset[str]:
    """Return the names of organs and people that a document's own fields say."""
    fields = (
        *document.signature.organs, *re.split(r"[、，,：:；\s]+", document.addressees), *document.imprint.copied_to,
        *document.header.signatories, *document.header.authority_mark,
    )  # fmt: skip
    return frozenset(part for field in fields for part in re.split(r"[、，,：:；。\s]+", field) if len(part) > 1)


def _named(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    for name in names:
        at = text.find(name)
        while at >= 0:
            yield at, at + len(name)
            at = text.find(name, at + 1)
    yield from (found.span() for found in ORGAN.finditer(text))


def _overlap(start: int, end: int, first: int, last: int) -> bool:
    return start <= last and first <= end if start == end else start < last and first < end
