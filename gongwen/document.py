"""What an official document is: frozen values in the field's terms; numbers are never part of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongwen.errors import EditError
from gongwen.indicators.data import Data
from gongwen.paragraphs import bare, length
from gongwen.standard import OWN_FACES, TYPEFACE_SETS, TYPEFACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.picture import Picture

MAX_LEVEL: Final = 4
"""Levels of headings the standard numbers: 一、（一）1.（1） (GB/T 9704-2012, 7.3.3)."""

HEADING: Final = -1
"""The paragraph index that stands for a section's heading in a Location."""

UNIT, NOTE, SOURCE, ALTERNATIVE = -2, -3, -4, -5
"""The paragraph indexes that stand for a table's unit line, note and source, and for a figure's source and alternative
text; HEADING is the caption."""

ANCHOR: Final = "\ufffc"
"""Begins the paragraph that is the place of a table or a figure: this character and its id, nothing else."""

BODY_ID: Final = "body"
"""The id of the root section: its paragraphs are the opening, its children the first-level sections."""

FIELD_IDS: Final = (
    "title",
    "copy_number",
    "classification",
    "classification_period",
    "urgency",
    "authority_mark",
    "document_number",
    "signatories",
    "addressees",
    "closing",
    "attachments",
    "attendance",
    "byline",
    "signature",
    "date",
    "note",
    "copied_to",
    "printed",
    "printed_on",
)
"""Section ids of a Location that point at a field of the document instead of a section of its body."""


class LayoutKind(StrEnum):
    """The layouts of the standard (GB/T 9704-2012, 7 and 10.1 to 10.3)."""

    ORDINARY = "ordinary"
    LETTER = "letter"
    ORDER = "order"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a document: a section (or a field of FIELD_IDS), a paragraph, a range of characters.

    `paragraph` counts from 0 (HEADING is the heading; for list-like fields such as addressees it is the
    item's index); `start` and `end` count code points in that paragraph's own text, end exclusive. In a table the
    section is the table's id and the paragraphs are its cells, row by row; HEADING, UNIT, NOTE and SOURCE are what
    stands round them. So it is in a figure; 0 is its picture.
    """

    section: str
    paragraph: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A section: a heading without its number, paragraphs, and sub-sections.

    `run_in` says that the heading opens the first paragraph's own line (heading text then keeps its end
    mark, usually 。); `slot` is the key of the template's section it answers, or empty. What a paragraph is besides
    text is said by how it begins: ANCHOR, or a mark of gongwen.paragraphs.
    """

    id: str
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    children: tuple[Section, ...] = ()
    run_in: bool = False
    slot: str = ""

    def walk(self) -> Iterator[Section]:
        """Yield this section and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def is_empty(self) -> bool:
        """Whether neither this section nor one below it holds any text of paragraphs."""
        return not any(bare(text).strip() for part in self.walk() for text in part.paragraphs)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells of a table made one: the upper left one, and how many rows and columns it takes up."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, all equally long; its number (表1) is computed.

    It stands where a paragraph is ANCHOR and its id; without such a paragraph it is kept and not printed. `merges` lie
    inside and apart from each other, and the cells they swallow are empty. A line break in a cell is one on the page.
    `landscape` asks for a page that lies on its side (GB/T 9704-2012, 8).
    """

    id: str
    rows: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    unit: str = ""
    header_rows: int = 1
    merges: tuple[Merge, ...] = ()
    note: str = ""
    source: str = ""
    landscape: bool = False

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: a picture and the lines under it; its number (图1) is computed.

    It stands in the text as a table does (see Table). `width` is the part of the type area it takes up, in hundredths;
    a picture that would be too high for a page is drawn smaller. `alternative` is read to those who cannot see it.
    """

    id: str
    picture: Picture
    name: str = ""
    width: int = 100
    caption: str = ""
    alternative: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The masthead's fields (版头, GB/T 9704-2012, 7.2)."""

    copy_number: str = ""
    classification: str = ""
    classification_period: str = ""
    urgency: str = ""
    authority_mark: tuple[str, ...] = ()
    document_number: str = ""
    signatories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block (落款, 7.3.5): one or several organs and the document date as it is to be printed.

    `sealed` says that seals will be put to it, which decides where it stands (7.3.5.1 against 7.3.5.2).
    """

    organs: tuple[str, ...] = ()
    date: str = ""
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Attendance:
    """A line under minutes that says who was there: 出席, 请假 or 列席, and the names as they are to be printed (10.3)."""

    label: str = ""
    names: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """The imprint's fields (版记, 7.4)."""

    copied_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """How a document is to look: names of a layout profile and of a set of typefaces in gongwen.standard.

    The others are typefaces an office sets itself, each in place of the set's own; empty ones are the set's.
    """

    profile: str = "gb9704"
    typefaces: str = "full"
    biaosong: str = ""
    fangsong: str = ""
    hei: str = ""
    kai: str = ""
    song: str = ""

    @property
    def names(self) -> dict[str, str]:
        """The name of each typeface a file asks for; a set that this machine does not know is the full one."""
        own = {face: getattr(self, face) for face in OWN_FACES}
        return {**TYPEFACE_SETS.get(self.typefaces, TYPEFACES), **{face: name for face, name in own.items() if name}}


@dataclass(frozen=True, slots=True)
class Document:
    """An official document (公文): a value; every edit makes a new one.

    `kind` is the template's key, `year` the year reported on (0 when unknown). `body` is the root section:
    its paragraphs are the opening, its children the first-level sections. `closing` holds 特此报告 and its
    like, after the last section. `byline` holds lines under the title, such as the organ and the date of a report
    that is published without a letter. `attachments` are names only (附件说明, 7.3.4); their numbers are computed.
    `annexes` are the attachments themselves, in the same order, each a section whose heading is its title (7.3.7).
    `tables` and `figures` are those of the whole text; where each stands is said by a paragraph (see Table). `layout`
    is the standard's layout; what it has no place for is kept and not printed, as `attendance` outside minutes. `data` is
    never printed itself: the table of indicators, and what of the text quotes it.
    """

    kind: str = ""
    year: int = 0
    title: str = ""
    header: Header = field(default_factory=Header)
    addressees: str = ""
    body: Section = field(default_factory=lambda: Section(BODY_ID))
    closing: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    signature: Signature = field(default_factory=Signature)
    note: str = ""
    imprint: Imprint = field(default_factory=Imprint)
    byline: tuple[str, ...] = ()
    annexes: tuple[Section, ...] = ()
    appearance: Appearance = field(default_factory=Appearance)
    tables: tuple[Table, ...] = ()
    layout: LayoutKind = LayoutKind.ORDINARY
    attendance: tuple[Attendance, ...] = ()
    figures: tuple[Figure, ...] = ()
    data: Data = field(default_factory=Data)

    def sections(self) -> Iterator[tuple[Section, int, int]]:
        """Yield (section, level from 1, number among its siblings from 1) in reading order, without the root."""
        yield from numbered(self.body, 1)

    def walk(self) -> Iterator[Section]:
        """Yield every section in reading order: the root, all below it, and the annexes with all below them."""
        for root in (self.body, *self.annexes):
            yield from root.walk()

    def section(self, section_id: str) -> Section:
        """Return the section with this id (BODY_ID is the root); raise EditError when there is none."""
        for section in self.walk():
            if section.id == section_id:
                return section
        raise EditError("这一节已经不在了", where=section_id, mend="请在大纲里另选一节")

    @property
    def name(self) -> str:
        """The title in one line; without one, as orders have none, the mark and the number; empty when there is neither."""
        mark = "".join((*self.header.authority_mark, self.header.document_number))
        return self.title.replace("\n", "") or ("" if self.layout is LayoutKind.ORDINARY else mark)

    @property
    def characters(self) -> int:
        """Characters of headings, paragraphs and closing; white space, tables and figures are not counted."""
        headings = sum(count((part.heading,)) for part in self.body.walk())
        return headings + sum(count(part.paragraphs) for part in self.body.walk()) + count(self.closing)


def count(paragraphs: Iterable[str]) -> int:
    """Return how many characters paragraphs have; white space, marks and places of tables and figures are not counted."""
    return sum(length(text) for text in paragraphs if not text.startswith(ANCHOR))


def numbered(parent: Section, level: int) -> Iterator[tuple[Section, int, int]]:
    """Yield (section, level, number among its siblings from 1) of all below a section; its children have `level`."""
    for number, child in enumerate(parent.children, 1):
        yield child, level, number
        yield from numbered(child, level + 1)
