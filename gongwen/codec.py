"""A document as plain values that JSON can hold, and back."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from gongwen.document import (
    BODY_ID,
    FIELD_IDS,
    MAX_LEVEL,
    Appearance,
    Attendance,
    Document,
    Figure,
    Header,
    Imprint,
    LayoutKind,
    Merge,
    Section,
    Signature,
    Table,
)
from gongwen.errors import PictureError, ReportFileError
from gongwen.figures import fault_of as fault_of_figure
from gongwen.figures import fault_of_all
from gongwen.indicators.codec import data_from, data_to_plain
from gongwen.indicators.data import Data
from gongwen.picture import Picture, picture_of
from gongwen.plain import LONGEST_KEY, MEND, Reader, flat
from gongwen.standard import OWN_FACES, PROFILES
from gongwen.tables import fault_of

if TYPE_CHECKING:
    from collections.abc import Mapping

LAST_YEAR: Final = 9999
"""The largest year a document may report on; 0 says that the year is not known."""

LONGEST_ID: Final = 80
"""Characters of a section's id: letters, digits, - and _ only, since ids stand in links and names of fields."""


def to_plain(document: Document) -> dict[str, object]:
    """Return a document as dicts, lists, strings, integers and booleans, every key present."""
    return {
        "kind": document.kind,
        "year": document.year,
        "title": document.title,
        "header": flat(document.header),
        "addressees": document.addressees,
        "body": section_to_plain(document.body),
        "closing": list(document.closing),
        "attachments": list(document.attachments),
        "signature": flat(document.signature),
        "note": document.note,
        "imprint": flat(document.imprint),
        "byline": list(document.byline),
        "annexes": [section_to_plain(annex) for annex in document.annexes],
        "appearance": flat(document.appearance),
        "tables": [_table_to_plain(table) for table in document.tables],
        "layout": str(document.layout),
        "attendance": [flat(each) for each in document.attendance],
        "figures": [figure_to_plain(figure, picture_to_plain(figure.picture.data)) for figure in document.figures],
        "data": data_to_plain(document.data),
    }


def from_plain(value: object, pictures: Mapping[str, bytes] | None = None) -> Document:
    """Return the document that `to_plain` wrote; raise ReportFileError naming the first key that is wrong.

    `pictures` are files by what stands for them in the place of their base64.
    """
    read = Reader(value, "document", Document)
    year = read.whole("year")
    if not 0 <= year <= LAST_YEAR:
        raise ReportFileError(f"“year”应当是 0 到 {LAST_YEAR} 的整数", where=read.place("year"), mend=MEND)
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
        tables=_tables(read, seen),
        layout=_layout(read),
        attendance=_attendance(read),
        figures=_figures(read, seen, pictures or {}),
        data=data_from(read.inner("data", Data)),
    )


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


def _header(read: Reader) -> Header:
    return Header(
        copy_number=read.text("copy_number"),
        classification=read.text("classification"),
        classification_period=read.text("classification_period"),
        urgency=read.text("urgency"),
        authority_mark=read.texts("authority_mark"),
        document_number=read.text("document_number"),
        signatories=read.texts("signatories"),
    )


def _signature(read: Reader) -> Signature:
    return Signature(organs=read.texts("organs"), date=read.text("date"), sealed=read.truth("sealed"))


def _appearance(read: Reader) -> Appearance:
    own = {face: read.text(face) for face in OWN_FACES}
    found = Appearance(read.text("profile"), read.text("typefaces"), **own)
    if found.profile not in PROFILES:
        names = "、".join(PROFILES)
        raise ReportFileError(
            f"没有叫“{found.profile[:LONGEST_KEY]}”的版心", where=read.place("profile"), mend=f"可以用的有：{names}"
        )
    return found


def _layout(read: Reader) -> LayoutKind:
    found = read.text("layout")
    if found not in LayoutKind.__members__.values():
        what, mend = f"没有叫“{found[:LONGEST_KEY]}”的格式", f"可以用的有：{'、'.join(LayoutKind)}"
        raise ReportFileError(what, where=read.place("layout"), mend=mend)
    return LayoutKind(found)


def _attendance(read: Reader) -> tuple[Attendance, ...]:
    place = read.place("attendance")
    inner = (Reader(value, f"{place}[{at}]", Attendance) for at, value in enumerate(read.items("attendance")))
    return tuple(Attendance(each.text("label"), each.text("names")) for each in inner)


def _imprint(read: Reader) -> Imprint:
    return Imprint(
        copied_to=read.texts("copied_to"),
        printed_by=read.text("printed_by"),
        printed_on=read.text("printed_on"),
    )


def _annexes(read: Reader, seen: set[str]) -> tuple[Section, ...]:
    place = read.place("annexes")
    return tuple(_section(value, f"{place}[{index}]", 0, seen) for index, value in enumerate(read.items("annexes")))


def _body(value: object, place: str, seen: set[str]) -> Section:
    body = _section(value, place, 0, seen)
    if body.id != BODY_ID:
        raise ReportFileError(f"正文的“id”应当是“{BODY_ID}”", where=f"{place}.id", mend=MEND)
    return body


def _id(read: Reader, seen: set[str], what: str) -> str:
    """Return an id that links and fields' names can hold, unlike all seen before."""
    found = read.text("id")
    if not re.fullmatch(rf"[\w-]{{1,{LONGEST_ID}}}", found) or found in FIELD_IDS:
        raise ReportFileError(f"{what}的“id”不能用", where=read.place("id"), mend=MEND)
    if found in seen:
        raise ReportFileError("两处用了同一个“id”", where=read.place("id"), mend=MEND)
    seen.add(found)
    return found


def _section(value: object, place: str, level: int, seen: set[str]) -> Section:
    read = Reader(value, place, Section)
    section_id = _id(read, seen, "一节")
    children = read.items("children")
    if children and level >= MAX_LEVEL:
        raise ReportFileError(f"“children”太深，公文的层次最多{MAX_LEVEL}级", where=read.place("children"), mend=MEND)
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


def _table_to_plain(table: Table) -> dict[str, object]:
    rows, merges = [list(row) for row in table.rows], [flat(merge) for merge in table.merges]
    return {**flat(table), "rows": rows, "merges": merges}


def _tables(read: Reader, seen: set[str]) -> tuple[Table, ...]:
    place = read.place("tables")
    return tuple(_table(value, f"{place}[{index}]", seen) for index, value in enumerate(read.items("tables")))


def _table(value: object, place: str, seen: set[str]) -> Table:
    read = Reader(value, place, Table)
    table = Table(
        id=_id(read, seen, "一张表"),
        rows=read.rows("rows"),
        caption=read.text("caption"),
        unit=read.text("unit"),
        header_rows=read.whole("header_rows"),
        merges=tuple(
            _merge(item, f"{read.place('merges')}[{index}]") for index, item in enumerate(read.items("merges"))
        ),
        note=read.text("note"),
        source=read.text("source"),
        landscape=read.truth("landscape"),
    )
    if fault := fault_of(table):
        key, sentence = fault
        raise ReportFileError(f"“{key}”{sentence}", where=read.place(key), mend=MEND)
    return table


def _merge(value: object, place: str) -> Merge:
    read = Reader(value, place, Merge)
    return Merge(*(read.whole(each.name) for each in fields(Merge)))


def figure_to_plain(figure: Figure, picture: str) -> dict[str, object]:
    """Return a figure as plain values; `picture` is what stands for its picture."""
    return {**flat(figure), "picture": picture}


def picture_to_plain(data: bytes) -> str:
    """Return a picture's bytes as the text (base64) that stands for them."""
    return b64encode(data).decode()


def _figures(read: Reader, seen: set[str], pictures: Mapping[str, bytes]) -> tuple[Figure, ...]:
    place = read.place("figures")
    found = tuple(
        _figure(value, f"{place}[{index}]", seen, pictures) for index, value in enumerate(read.items("figures"))
    )
    if fault := fault_of_all(found):
        raise ReportFileError(fault, where=place, mend=MEND)
    return found


def _figure(value: object, place: str, seen: set[str], pictures: Mapping[str, bytes]) -> Figure:
    read = Reader(value, place, Figure)
    figure = Figure(
        id=_id(read, seen, "一张图"),
        picture=_picture(read, pictures),
        name=read.text("name"),
        width=read.whole("width"),
        caption=read.text("caption"),
        alternative=read.text("alternative"),
        source=read.text("source"),
    )
    if fault := fault_of_figure(figure):
        raise ReportFileError(f"“width”{fault}", where=read.place("width"), mend=MEND)
    return figure


def _picture(read: Reader, pictures: Mapping[str, bytes]) -> Picture:
    text = read.text("picture")
    try:
        return picture_of(pictures[text] if text in pictures else b64decode(text.encode(), validate=True))
    except Base64Error as error:
        raise ReportFileError("“picture”不是 base64", where=read.place("picture"), mend=MEND) from error
    except PictureError as error:
        raise ReportFileError(error.what, where=read.place("picture"), mend=error.mend) from error
