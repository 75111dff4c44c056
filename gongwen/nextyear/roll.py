"""A new year's report from last year's: what comes along, what goes, and where the year is another now."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.document import ANCHOR, HEADING, Header, Location
from gongwen.errors import EditError
from gongwen.indicators.drawn import redrawn_tables
from gongwen.indicators.links import followed, linked, placed
from gongwen.nextyear.untouched import carried_over, carried_places
from gongwen.nextyear.years import years_of
from gongwen.numerals import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document, Figure, Section, Table
    from gongwen.indicators.data import Data

AHEAD_SLOTS: Final = frozenset({"next_year", "plan"})
"""Keys of templates' sections about what is planned."""

_PLANS: Final = re.compile("政府工作(?:的)?报告$")
_AHEAD: Final = re.compile("下一|下步|明年|打算|安排|计划|努力方向")
_NUMBERED: Final = re.compile(r"([〔［\[])((?:19|20)[0-9]{2})([〕］\]])[ 　]*第?[0-9]*[ 　]*号")
_ISSUE: Final = re.compile("[0-9]+(?=[号期])")
_COLUMN: Final = re.compile("((?:19|20)[0-9]{2})年(?:度)?")
_BRACKETS: Final = "（）()　 "

LATEST: Final = 2099


def next_year(document: Document, year: int | None = None) -> Document:
    """Return the report of a later year (None: the next) begun from this one; every sentence is marked until someone looks.

    Raise EditError when it is not known which year the report is about, or the wanted year is not a later one.
    """
    was = year_reported(document)
    if not was:
        raise EditError("不知道这份报告是哪一年的", mend="请先在“版头与标题”里写明年度，例如“2025年度”")
    now = was + 1 if year is None else year
    if not was < now <= LATEST:
        raise EditError(f"这份报告已经是{was}年度的", where=str(now), mend=f"请写{was + 1}或者更晚的年度")
    rolled = _Rolled(told_of(document) or was, now - was).document(replace(document, year=now))
    return carried_over(redrawn_tables(_followed(document, rolled, now - was), document))


def year_reported(document: Document) -> int:
    """Return the year a report is about: its own, else the only one that its title names; 0 when there is none."""
    if document.year:
        return document.year
    named = {int(year) for year in re.findall("(?<![0-9])((?:19|20)[0-9]{2})年", document.title)}
    return next(iter(named)) if len(named) == 1 else 0


def told_of(document: Document) -> int:
    """Return the year whose work a report tells of; a government's own work report is named by the year that it plans."""
    year = year_reported(document)
    return year - 1 if year and _PLANS.search(document.name) else year


def years_left(document: Document) -> tuple[Location, ...]:
    """Return the years that may still mean last year's, in titles and headings and where nobody has looked yet."""
    unseen: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for place in carried_places(document):
        unseen.setdefault((place.section, place.paragraph), []).append((place.start, place.end))
    told = told_of(document)
    return tuple(
        replace(place, start=year.start, end=year.start + 4)
        for place, text, ahead in _texts(document)
        for year in years_of(text, told, heading=_is_heading(place), ahead=ahead)
        if not year.sure and year.value <= told
        if _is_heading(place) or any(s <= year.start < e for s, e in unseen.get((place.section, place.paragraph), ()))
    )


def _is_heading(place: Location) -> bool:
    return place.paragraph == HEADING or place.section in {"title", "attachments"}


def _texts(document: Document) -> Iterator[tuple[Location, str, bool]]:
    """Yield the title, the names of attachments, every heading and paragraph with its place, and whether it is about plans."""
    yield Location("title", 0), document.title, False
    yield from ((Location("attachments", at), name, False) for at, name in enumerate(document.attachments))
    for root in (document.body, *document.annexes):
        for part, ahead in _sections(root, told_of(document), ahead=False):
            yield Location(part.id, HEADING), part.heading, ahead
            for at, text in enumerate(part.paragraphs):
                if not text.startswith(ANCHOR):
                    yield Location(part.id, at), text, ahead


def _sections(part: Section, told: int, *, ahead: bool) -> Iterator[tuple[Section, bool]]:
    ahead = ahead or _is_ahead(part, told)
    yield part, ahead
    for child in part.children:
        yield from _sections(child, told, ahead=ahead)


def _is_ahead(part: Section, told: int) -> bool:
    if part.slot:
        return part.slot in AHEAD_SLOTS
    named = years_of(part.heading, told, heading=True)
    return _AHEAD.search(part.heading) is not None or any(each.sure and each.value > told for each in named)


class _Rolled:
    """Rolls the texts of one report by some years."""

    def __init__(self, was: int, by: int) -> None:
        self._was = was
        self._by = by

    def document(self, document: Document) -> Document:
        """Return the document with its years rolled and without what is of one year only."""
        header, drawn = document.header, {each.id for each in document.data.drawings}  # what is drawn has its own years
        return replace(
            document,
            title=self._text(document.title, heading=True, ahead=True),
            header=Header(
                classification=header.classification,
                classification_period=header.classification_period,
                authority_mark=header.authority_mark,
                document_number=self._number(header.document_number),
            ),
            body=self._section(document.body, ahead=False),
            closing=tuple(map(self._text, document.closing)),
            attachments=tuple(self._text(name, heading=True) for name in document.attachments),
            signature=replace(document.signature, date=""),
            imprint=replace(document.imprint, printed_on=""),
            byline=tuple(
                self._text(line, heading=True) for line in document.byline if parse_date(line.strip(_BRACKETS)) is None
            ),
            annexes=tuple(self._section(annex, ahead=False) for annex in document.annexes),
            tables=tuple(each if each.id in drawn else self._table(each) for each in document.tables),
            figures=tuple(each if each.id in drawn else self._figure(each) for each in document.figures),
        )

    def _text(self, text: str, *, heading: bool = False, ahead: bool = False) -> str:
        for year in years_of(text, self._was, heading=heading, ahead=ahead):
            if year.sure:
                text = text[: year.start] + str(year.value + self._by) + text[year.start + 4 :]
        return text

    def _section(self, part: Section, *, ahead: bool) -> Section:
        ahead = ahead or _is_ahead(part, self._was)
        return replace(
            part,
            heading=self._text(part.heading, heading=True, ahead=ahead),
            paragraphs=tuple(
                text if text.startswith(ANCHOR) else self._text(text, ahead=ahead) for text in part.paragraphs
            ),
            children=tuple(self._section(child, ahead=ahead) for child in part.children),
        )

    def _number(self, number: str) -> str:
        """Return a document number's form: the year it is signed in, and no number yet."""
        if _NUMBERED.search(number):
            return _NUMBERED.sub(lambda match: f"{match[1]}{int(match[2]) + self._by}{match[3]}××号", number)
        return _ISSUE.sub("××", number)

    def _table(self, table: Table) -> Table:
        """Roll a caption, and a column of the report's year; a longer series stays.

        Where the year before has a column too, last year's amounts move into it, and the new year's cells are empty.
        """
        head = [cell for row in table.rows[: table.header_rows] for cell in row]
        columns = {int(match[1]) for cell in head if (match := _COLUMN.match(cell.strip()))}
        rows = table.rows
        if columns == {self._was}:
            rows = (*(tuple(map(self._column, row)) for row in rows[: table.header_rows]), *rows[table.header_rows :])
        elif columns == {self._was - 1, self._was} and self._by == 1 and table.header_rows == 1 and not table.merges:
            rows = self._moved(rows)
        return replace(table, rows=rows, caption=self._text(table.caption, heading=True))

    def _moved(self, rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        years = [match[1] if (match := _COLUMN.fullmatch(cell.strip())) else "" for cell in rows[0]]
        if sorted(filter(None, years)) != [str(self._was - 1), str(self._was)] or sum(map(self._dated, rows[0])) > 2:
            return rows  # a share or a growth of a year that would move without the amounts it is made from
        to, at = years.index(str(self._was - 1)), years.index(str(self._was))
        body = []
        for row in rows[1:]:
            cells = list(row)
            cells[to], cells[at] = cells[at], ""
            body.append(tuple(cells))
        return (tuple(map(self._column, rows[0])), *body)

    def _dated(self, cell: str) -> bool:
        return _COLUMN.match(cell.strip()) is not None

    def _column(self, cell: str) -> str:
        match = _COLUMN.match(cell.strip())
        return cell.replace(match[1], str(int(match[1]) + self._by), 1) if match else cell

    def _figure(self, figure: Figure) -> Figure:
        caption, alternative = (self._text(text, heading=True) for text in (figure.caption, figure.alternative))
        return replace(figure, caption=caption, alternative=alternative)


def _followed(was: Document, document: Document, by: int) -> Document:
    """Return the rolled document with its links a year on: their words stay last year's until the new amount is entered."""
    document = replace(document, data=replace(document.data, links=()))
    for each in placed(was):
        if each.location is not None:  # years are as long as years: every place is where it was
            period = f"{int(each.link.period[:4]) + by}{each.link.period[4:]}"
            document = linked(document, replace(each.link, period=period), each.location)
    data: Data = document.data
    return followed(document, data)
