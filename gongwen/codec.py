"""A document as plain values that JSON can hold, and back; reading is strict and names the key at fault."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Final, cast

from gongwen.document import BODY_ID, FIELD_IDS, MAX_LEVEL, Appearance, Document, Header, Imprint, Section, Signature
from gongwen.errors import ReportFileError
from gongwen.standard import PROFILES

LAST_YEAR: Final = 9999
"""The largest year a document may report on; 0 says that the year is not known."""

LONGEST_ID: Final = 80
"""Characters of a section's id: letters, digits, - and _ only, since ids stand in links and names of fields."""

_MEND: Final = "请用本程序重新导出这份报告，不要手工改动文件"
_LONGEST_KEY: Final = 60
_KINDS: Final = {str: "文字", int: "整数", bool: "真或假", dict: "对象", list: "列表"}


_ADDED: Final[dict[str, object]] = {
    "byline": [],
    "annexes": [],
    "appearance": {"profile": "gb9704", "typefaces": "full"},
    "sealed": True,
}
"""Keys that version 1 of the report file did not have, and what their absence means."""


def to_plain(document: Document) -> dict[str, object]:
    """Return a document as dicts, lists, strings, integers and booleans, every key present."""
    return {
        "kind": document.kind,
        "year": document.year,
        "title": document.title,
        "header": _flat(document.header),
        "addressees": document.addressees,
        "body": section_to_plain(document.body),
        "closing": list(document.closing),
        "attachments": list(document.attachments),
        "signature": _flat(document.signature),
        "note": document.note,
        "imprint": _flat(document.imprint),
        "byline": list(document.byline),
        "annexes": [section_to_plain(annex) for annex in document.annexes],
        "appearance": _flat(document.appearance),
    }


def from_plain(value: object) -> Document:
    """Return the document that `to_plain` wrote; raise ReportFileError naming the first key that is wrong."""
    read = _Reader(value, "document", Document)
    year = read.whole("year")
    if not 0 <= year <= LAST_YEAR:
        raise ReportFileError(f"“year”应当是 0 到 {LAST_YEAR} 的整数", where=read.place("year"), mend=_MEND)
    seen: set[str] = set()
    return Document(
        kind=read.text("kind"),
        year=year,
        title=read.text("title"),
        header=_header(read.inner("header", Header)),
        addressees=read.text("addressees"),
        body=_body(read.raw("body"), read.place("body"), seen),
        closing=read.texts("closing"),
        attachments=read.texts("attachments"),
        signature=_signature(read.inner("signature", Signature)),
        note=read.text("note"),
        imprint=_imprint(read.inner("imprint", Imprint)),
        byline=read.texts("byline"),
        annexes=_annexes(read, seen),
        appearance=_appearance(read.inner("appearance", Appearance)),
    )


def whole(text: str) -> str:
    """Return a text as UTF-8 can hold it: halves of a character that came apart are joined or marked �."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def section_to_plain(section: Section) -> dict[str, object]:
    """Return a section and all below it as plain values."""
    return {
        "id": section.id,
        "heading": section.heading,
        "paragraphs": list(section.paragraphs),
        "children": [section_to_plain(child) for child in section.children],
        "run_in": section.run_in,
        "slot": section.slot,
    }


def section_from_plain(value: object) -> Section:
    """Return the section that `section_to_plain` wrote; raise ReportFileError naming the first key that is wrong.

    Ids are unique and never a field's name, and nothing lies deeper than MAX_LEVEL below this section.
    """
    return _section(value, "section", 0, set())


class _Reader:
    """Reads the keys of one mapping; every complaint names the key and where it stands."""

    def __init__(self, value: object, place: str, kind: type) -> None:
        if not isinstance(value, dict):
            raise _mistyped(place, dict, place)
        self._values = dict(cast("dict[object, object]", value))
        self._place = place
        keys = [each.name for each in fields(kind)]
        for key in self._values:
            if key not in keys:
                name = str(key)[:_LONGEST_KEY]
                raise ReportFileError(f"报告里有不认识的键“{name}”", where=place, mend=_MEND)
        for name in keys:
            if name not in self._values and name in _ADDED:
                self._values[name] = _ADDED[name]
            if name not in self._values:
                raise ReportFileError(f"报告里缺少键“{name}”", where=place, mend=_MEND)

    def place(self, key: str) -> str:
        """Return where a key stands, from the top."""
        return f"{self._place}.{key}"

    def raw(self, key: str) -> object:
        """Return a key's value as it is."""
        return self._values[key]

    def inner(self, key: str, kind: type) -> _Reader:
        """Return a reader of the mapping that a key holds."""
        return _Reader(self._values[key], self.place(key), kind)

    def text(self, key: str) -> str:
        """Return a key's text."""
        return _text(self._values[key], key, self.place(key))

    def whole(self, key: str) -> int:
        """Return a key's integer; a boolean is none."""
        value = self._values[key]
        if not isinstance(value, int) or isinstance(value, bool):
            raise _mistyped(key, int, self.place(key))
        return value

    def truth(self, key: str) -> bool:
        """Return a key's boolean."""
        value = self._values[key]
        if not isinstance(value, bool):
            raise _mistyped(key, bool, self.place(key))
        return value

    def items(self, key: str) -> list[object]:
        """Return a key's list."""
        value = self._values[key]
        if not isinstance(value, list):
            raise _mistyped(key, list, self.place(key))
        return cast("list[object]", value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a key's list of texts."""
        place = self.place(key)
        return tuple(_text(item, key, f"{place}[{index}]") for index, item in enumerate(self.items(key)))


def _text(value: object, key: str, place: str) -> str:
    if not isinstance(value, str):
        raise _mistyped(key, str, place)
    return whole(value)


def _mistyped(key: str, wanted: type, place: str) -> ReportFileError:
    return ReportFileError(f"“{key}”应当是{_KINDS[wanted]}", where=place, mend=_MEND)


def _flat(part: Header | Signature | Imprint | Appearance) -> dict[str, object]:
    values = {each.name: cast("object", getattr(part, each.name)) for each in fields(part)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _header(read: _Reader) -> Header:
    return Header(
        copy_number=read.text("copy_number"),
        classification=read.text("classification"),
        classification_period=read.text("classification_period"),
        urgency=read.text("urgency"),
        authority_mark=read.texts("authority_mark"),
        document_number=read.text("document_number"),
        signatories=read.texts("signatories"),
    )


def _signature(read: _Reader) -> Signature:
    return Signature(organs=read.texts("organs"), date=read.text("date"), sealed=read.truth("sealed"))


def _appearance(read: _Reader) -> Appearance:
    found = Appearance(profile=read.text("profile"), typefaces=read.text("typefaces"))
    if found.profile not in PROFILES:
        names = "、".join(PROFILES)
        raise ReportFileError(
            f"没有叫“{found.profile[:_LONGEST_KEY]}”的版心", where=read.place("profile"), mend=f"可以用的有：{names}"
        )
    return found


def _imprint(read: _Reader) -> Imprint:
    return Imprint(
        copied_to=read.texts("copied_to"),
        printed_by=read.text("printed_by"),
        printed_on=read.text("printed_on"),
    )


def _annexes(read: _Reader, seen: set[str]) -> tuple[Section, ...]:
    place = read.place("annexes")
    return tuple(_section(value, f"{place}[{index}]", 0, seen) for index, value in enumerate(read.items("annexes")))


def _body(value: object, place: str, seen: set[str]) -> Section:
    body = _section(value, place, 0, seen)
    if body.id != BODY_ID:
        raise ReportFileError(f"正文的“id”应当是“{BODY_ID}”", where=f"{place}.id", mend=_MEND)
    return body


def _section(value: object, place: str, level: int, seen: set[str]) -> Section:
    read = _Reader(value, place, Section)
    section_id = read.text("id")
    if not re.fullmatch(rf"[\w-]{{1,{LONGEST_ID}}}", section_id) or section_id in FIELD_IDS:
        raise ReportFileError("一节的“id”不能用", where=read.place("id"), mend=_MEND)
    if section_id in seen:
        raise ReportFileError("两节用了同一个“id”", where=read.place("id"), mend=_MEND)
    seen.add(section_id)
    children = read.items("children")
    if children and level >= MAX_LEVEL:
        raise ReportFileError(f"“children”太深，公文的层次最多{MAX_LEVEL}级", where=read.place("children"), mend=_MEND)
    return Section(
        id=section_id,
        heading=read.text("heading"),
        paragraphs=read.texts("paragraphs"),
        children=tuple(
            _section(child, f"{read.place('children')}[{index}]", level + 1, seen)
            for index, child in enumerate(children)
        ),
        run_in=read.truth("run_in"),
        slot=read.text("slot"),
    )
