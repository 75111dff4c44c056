"""A finding as a remark: on the words found fault with, with what is wrong and by what clause, and the mend as a suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.checks import Change, Severity
from gongwen.errors import GongwenError
from gongwen.review.anchor import ON_REPORT, anchored, on_section
from gongwen.review.annotation import Kind, Weight
from gongwen.review.texts import key_of, texts
from gongwen.targets import HEADING_SUFFIX

if TYPE_CHECKING:
    from gongwen.checks import Finding
    from gongwen.document import Document
    from gongwen.review.anchor import Anchor

KINDS: Final = {
    "PR": Kind.POLITICS, "CU": Kind.POLITICS, "FG": Kind.FIGURE, "NU": Kind.FIGURE, "YR": Kind.FACT, "NM": Kind.FACT,
    "LW": Kind.FACT, "ST": Kind.FORM, "FM": Kind.FORM, "TY": Kind.FORM, "PH": Kind.FORM, "DU": Kind.WORDING,
    "SY": Kind.WORDING, "WD": Kind.WORDING, "SE": Kind.OTHER, "OW": Kind.OTHER,
}  # fmt: skip
"""What a remark of each family is about."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What an annotation made of a finding says, before it is anybody's."""

    anchor: Anchor
    text: str
    kind: Kind
    weight: Weight
    replacement: str | None


def remark(document: Document, finding: Finding, clause: str = "") -> Remark:
    """Return a finding of a document as a remark; `clause` is what its rule rests on."""
    anchor = _anchor(document, finding)
    return Remark(
        anchor,
        finding.message + (f"（依据：{clause}）" if clause else ""),
        KINDS.get(finding.rule[:2], Kind.OTHER),
        Weight.MUST if finding.severity is Severity.MUST else Weight.SHOULD,
        _replacement(finding, anchor),
    )


def _anchor(document: Document, finding: Finding) -> Anchor:
    """Return the anchor on a finding's words; of one without words on its section, of one about no place on the report."""
    place, found = finding.location, texts(document)
    try:
        key, start = key_of(document, place)
    except GongwenError:
        return ON_REPORT
    if key in found and place.end > place.start:
        return anchored(found, key, start, start + place.end - place.start)
    section = key.removesuffix(HEADING_SUFFIX)
    return on_section(found, section) if found.get(section + HEADING_SUFFIX) else ON_REPORT


def _replacement(finding: Finding, anchor: Anchor) -> str | None:
    """Return what may stand there instead, when the first mend changes the words found fault with and nothing else."""
    changes = finding.fixes[0].changes if finding.fixes else ()
    if len(changes) != 1 or not isinstance(changes[0], Change) or changes[0].location != finding.location:
        return None
    return changes[0].text if anchor.end > anchor.start else None
