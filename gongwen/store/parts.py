"""A document as the parts it is stored in: its frame, and the paragraphs of each section apart."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from gongwen.codec import figure_to_plain, from_plain, to_plain
from gongwen.plain import whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.document import Document, Section

FRAME: Final = ""
"""The part that is all but the paragraphs of sections: the tree, the headings, the fields, tables and figures."""

Parts = dict[str, str]
"""The JSON of each part by its name: FRAME or a section's id."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a window knows to be stored: a version, its document, its parts."""

    version: int
    document: Document
    parts: Parts

    @property
    def texts(self) -> dict[str, tuple[str, ...]]:
        """The paragraphs of each section by its id."""
        return {part.id: part.paragraphs for part in self.document.body.walk()}


def parts_of(document: Document, near: Known | None = None) -> Parts:
    """Return the parts of a document; pictures are only named. What is as in `near` is taken from there."""
    had = near.texts if near else {}
    frame = replace(document, body=_bare(document.body))
    same = near is not None and replace(near.document, body=_bare(near.document.body)) == frame
    parts = {FRAME: near.parts[FRAME] if near and same else _frame_json(frame)}
    for part in document.body.walk():
        known = near.parts.get(part.id) if near and had.get(part.id) == part.paragraphs else None
        parts[part.id] = as_json(part.paragraphs) if known is None else known
    return parts


def document_of(parts: Mapping[str, str], pictures: Mapping[str, bytes], near: Known | None = None) -> Document:
    """Return the document that parts and pictures are of; raise ReportFileError, ValueError or TypeError when broken.

    What is as in `near` is taken from there.
    """
    had = near.texts if near else {}
    texts = {
        name: had[name] if near and name in had and near.parts.get(name) == text else tuple(json.loads(text))
        for name, text in parts.items()
        if name != FRAME
    }

    def fill(section: Section) -> Section:
        children = tuple(fill(child) for child in section.children)
        return replace(section, paragraphs=texts.get(section.id, ()), children=children)

    same = near is not None and near.parts[FRAME] == parts[FRAME]
    document = near.document if near and same else from_plain(json.loads(parts[FRAME]), pictures)
    return replace(document, body=fill(document.body))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text."""
    return sha256(text.encode()).hexdigest()


def digest_of_all(digests: Mapping[str, str]) -> str:
    """Return one digest of all parts' digests: that of the whole document."""
    return digest_of("\n".join(f"{name} {digest}" for name, digest in sorted(digests.items())))


def digest_of_document(document: Document) -> str:
    """Return the digest of a whole document, the same as that of the version that holds it."""
    return digest_of_all({name: digest_of(text) for name, text in parts_of(document).items()})


def as_json(value: object) -> str:
    """Return a value as JSON that people can read, without halves of characters."""
    return whole(json.dumps(value, ensure_ascii=False))


def _frame_json(frame: Document) -> str:
    figures = [figure_to_plain(figure, figure.picture.digest) for figure in frame.figures]
    return as_json({**to_plain(replace(frame, figures=())), "figures": figures})


def _bare(part: Section) -> Section:
    return replace(part, paragraphs=(), children=tuple(_bare(child) for child in part.children))
