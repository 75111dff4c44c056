"""The fields of a document from the lines sorted to them: labels off, names apart, nothing else changed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.document import Attendance, Document, Header, Imprint, Signature
from gongwen.importers.signs import ATTACHMENTS, CLASSIFICATION, COPIED_TO, PRINTED, SIGNATORY, is_signer
from gongwen.importers.sorting import Part
from gongwen.importers.titles import squeeze
from gongwen.pieces import Role

if TYPE_CHECKING:
    from gongwen.importers.sorting import Sorting

_ITEM: Final = re.compile(r"\s*[（(]?([0-9０-９]{1,2})\s*[.．、)）]\s*(?:(?![0-9])|(?=20[0-9]{2}年))")
_OWN: Final = {Role.SIGNATURE, Role.SIGNER, Role.ISSUER}
_ON: Final = re.compile(r"(.*?)[\s　]*((?:\d{4}|[二〇一三四五六七八九零○]{4})年.{1,3}月.{1,3}日)\s*印发")


def fill(document: Document, sorting: Sorting) -> Document:
    """Return the document with every field that lines were sorted to."""
    return replace(
        document,
        title="\n".join(squeeze(text) for text in sorting.texts(Part.TITLE)),
        header=_header(sorting),
        byline=tuple(sorting.texts(Part.BYLINE)),
        addressees=_one(sorting, Part.ADDRESSEES).rstrip(":： "),
        closing=tuple(sorting.texts(Part.CLOSING)),
        attendance=tuple(map(_attendance, sorting.texts(Part.ATTENDANCE))),
        layout=sorting.layout,
        attachments=attachment_names(sorting.texts(Part.ATTACHMENTS)),
        signature=Signature(_organs(sorting), _one(sorting, Part.DATE)),
        note=_note(sorting.texts(Part.NOTE)),
        imprint=_imprint(sorting),
    )


def attachment_names(texts: list[str]) -> tuple[str, ...]:
    """Return the names in a list of attachments: 附件： and numbers off, a name broken over lines whole again."""
    names: list[str] = []
    counted = False
    for text in texts:
        label = ATTACHMENTS.fullmatch(text)
        rest = label[1] if label else text
        for piece in _items(rest):
            item = _ITEM.match(piece)
            name = piece[item.end() :].strip() if item else piece.strip()
            if item is None and label is None and counted:
                names[-1] += name
            elif name:
                names.append(name)
            counted = counted or item is not None
    return tuple(names)


def _items(text: str) -> list[str]:
    """Return a line's items apart: 1.甲 2.乙 on one line, even without a blank between them."""
    match = _ITEM.match(text)
    out = []
    number = int(match[1]) + 1 if match else 0
    while match and (found := re.search(rf"(?<=[^\s0-9.])\s*(?={number}\s*[.．、]\s*(?:[^\s0-9]|20\d\d年))", text)):
        out.append(text[: found.start()])
        text = text[found.end() :]
        number += 1
    return [*out, text]


def _one(sorting: Sorting, part: Part) -> str:
    return "".join(sorting.texts(part))


def _header(sorting: Sorting) -> Header:
    secret = CLASSIFICATION.fullmatch(_one(sorting, Part.CLASSIFICATION))
    number = _one(sorting, Part.DOCUMENT_NUMBER)
    names: list[str] = []
    for text in sorting.texts(Part.SIGNATORIES):
        labelled = SIGNATORY.fullmatch(text)
        names += re.split(r"[\s　、，,]+", (labelled[1] if labelled else text).strip())
    return Header(
        copy_number=_one(sorting, Part.COPY_NUMBER),
        classification="".join(secret[1].split()) if secret else "",
        classification_period=(secret[2] or "").strip() if secret else "",
        urgency="".join(_one(sorting, Part.URGENCY).split()),
        authority_mark=_mark(sorting),
        document_number=re.sub(r"^[（(](.*)[）)]$", r"\1", number),
        signatories=tuple(filter(None, names)),
    )


def _mark(sorting: Sorting) -> tuple[str, ...]:
    """Return the organs of the mark; the 文件 that several share stands beside the first and belongs to the last."""
    rows = [(sorting.lines[index].role, squeeze(sorting.text(index))) for index in sorting.of(Part.AUTHORITY_MARK)]
    names = [text for role, text in rows if role is not Role.MARK_SUFFIX]
    shared = "".join(text for role, text in rows if role is Role.MARK_SUFFIX)
    return (*names[:-1], names[-1] + shared) if names else (shared,) if shared else ()


def _organs(sorting: Sorting) -> tuple[str, ...]:
    names: list[str] = []
    for index in sorting.of(Part.ORGAN):
        text = squeeze(sorting.text(index))  # the gap between office and name becomes a single blank
        whole = sorting.lines[index].role in _OWN or is_signer(text)
        names += [text] if whole else text.split()
    return tuple(names)


def _attendance(text: str) -> Attendance:
    label, *names = re.split("[：:]", text, maxsplit=1)
    return Attendance("".join(label.split()), names[0].strip()) if names else Attendance(names=text)


def _note(texts: list[str]) -> str:
    """Return the note without its brackets, which are printed anew."""
    bare = [re.sub(r"^[（(](.*)[）)]$", r"\1", text).strip() for text in texts]
    return "；".join(filter(None, bare))


def _imprint(sorting: Sorting) -> Imprint:
    copied: list[str] = []
    for text in sorting.texts(Part.COPIED_TO):
        labelled = COPIED_TO.fullmatch(text)
        names = (labelled[1] if labelled else text).rstrip("。. ")
        copied += [name.strip() for name in re.split("[，,；;]", names) if name.strip()]
    printed = _one(sorting, Part.PRINTED)
    match = _ON.fullmatch(printed) or PRINTED.fullmatch(printed)
    by, on = (match[1].strip(), match[2]) if match else (printed, _one(sorting, Part.PRINTED_ON).removesuffix("印发"))
    return Imprint(tuple(copied), by, on)
