"""What a clerk is told about an import: short sentences, alike facts together, each with its place in the document."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from gongwen.document import LayoutKind, Location
from gongwen.importers.annexes import annexes_of
from gongwen.importers.outline import FOLLOWING
from gongwen.importers.report import Note, NoteKind
from gongwen.importers.residue import PAGE, SYMBOLS
from gongwen.importers.signs import PLACEHOLDER, is_date, is_day
from gongwen.importers.sorting import ASIDE, Part
from gongwen.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongwen.importers.lines import Line
    from gongwen.importers.outline import Outline, Renumbered
    from gongwen.importers.sorting import Sorting

_FIELDS: Final = {
    Part.COPY_NUMBER: "copy_number",
    Part.AUTHORITY_MARK: "authority_mark",
    Part.CLASSIFICATION: "classification",
    Part.URGENCY: "urgency",
    Part.DOCUMENT_NUMBER: "document_number",
    Part.SIGNATORIES: "signatories",
    Part.TITLE: "title",
    Part.BYLINE: "byline",
    Part.ADDRESSEES: "addressees",
    Part.CLOSING: "closing",
    Part.ATTACHMENTS: "attachments",
    Part.ATTENDANCE: "attendance",
    Part.ORGAN: "signature",
    Part.DATE: "date",
    Part.NOTE: "note",
    Part.COPIED_TO: "copied_to",
    Part.PRINTED: "printed",
    Part.PRINTED_ON: "printed_on",
}
REWRITTEN: Final = "编号的写法改成了规范的"
JUMPED: Final = "原文跳了级"
"""By these words of a note a check knows it."""

_MOST_ALIKE: Final = 8
"""Notes that say the same before they are told in one."""

_LONGEST_RUN: Final = 3
"""Neighbouring scraps that are still told one by one."""

_SHOWN: Final = 3
_FORMS: Final = ("", "一、", "（一）", "1.", "（1）", "1.1")


def tell(sorting: Sorting, outlines: Sequence[Outline], body: Mapping[int, Location]) -> list[Note]:
    """Return the notes about lines; `body` gives the place of every line of the main text and the attachments."""
    places = _places(sorting, body)
    return [
        *_fields(sorting, places),
        *_annexes(sorting, body),
        *_tables(sorting, body),
        *_figures(sorting, body),
        *_levels(outlines[0]),
        *(note for outline in outlines for note in _renumbered(outline)),
        *_left_out(sorting, places),
        *_doubts(sorting, places),
        *_placeholders(sorting, body),
        *_missing(sorting),
    ]


def _places(sorting: Sorting, body: Mapping[int, Location]) -> list[Location | None]:
    """Return the place of every line; a line left out has the place it would come after."""
    out: list[Location | None] = []
    for index, part in enumerate(sorting.parts):
        field = _FIELDS.get(part)
        if index in body:
            out.append(body[index])
        elif field:
            out.append(Location(field, 0, 0, len(sorting.text(index)) if field == "title" else 0))
        else:
            out.append(out[-1] if out else None)
    return out


def _fields(sorting: Sorting, places: Sequence[Location | None]) -> Iterator[Note]:
    for part in _FIELDS:
        rows = list(sorting.of(part))
        if not rows:
            continue
        lines = [sorting.lines[index] for index in rows]
        empty = part in {Part.DATE, Part.ORGAN} and (PLACEHOLDER.search(lines[0].text) or is_day(lines[0].text))
        kind = NoteKind.UNCLEAR if empty else NoteKind.RECOGNISED
        message = f"认作{part}，但还没有填全，请补上。" if empty else f"认作{part}。"
        yield _note(kind, lines, message, places[rows[0]])


def _annexes(sorting: Sorting, body: Mapping[int, Location]) -> Iterator[Note]:
    for annex in annexes_of(sorting):
        rows = [*annex.marks, *annex.titles] or annex.text[:1]
        message = f"认作附件的正文，放在落款之后（共{len(annex.text)}段）。"
        yield _note(NoteKind.RECOGNISED, [sorting.lines[index] for index in rows], message, body[rows[0]])


def _tables(sorting: Sorting, body: Mapping[int, Location]) -> Iterator[Note]:
    rows = [index for index in sorted(body) if sorting.lines[index].table is not None]
    if rows:
        captions = sum(1 for index in rows if (table := sorting.lines[index].table) and table.caption)
        numbered = "；“表1”这样的编号由程序编" if captions > 1 else ""
        message = f"有{len(rows)}张表格，放在原来的位置，这是第一张{numbered}。"
        yield _note(NoteKind.RECOGNISED, [sorting.lines[rows[0]]], message, body[rows[0]])


def _figures(sorting: Sorting, body: Mapping[int, Location]) -> Iterator[Note]:
    rows = [index for index in sorted(body) if sorting.lines[index].figure is not None]
    if rows:
        told = all(figure.alternative for index in rows if (figure := sorting.lines[index].figure))
        more = "" if told else "；给看不见图的人的文字说明还没有写"
        message = f"有{len(rows)}张图片，放在原来的位置，这是第一张{more}。"
        yield _note(NoteKind.RECOGNISED, [sorting.lines[rows[0]]], message, body[rows[0]])


def _levels(outline: Outline) -> Iterator[Note]:
    for level, first in outline.first.items():
        line, place = first
        message = f"{chinese(level)}级标题共{outline.counts[level]}个，这是第一个。"
        yield Note(NoteKind.RECOGNISED, line.number, line.source, message, place)
    if outline.listed:
        message = f"有{outline.listed}行带“1.”“（1）”一类编号的文字像是列举，编号留在正文里，没有当作标题。"
        yield Note(NoteKind.RECOGNISED, 0, "", message)
    if outline.items:
        message = f"有{outline.items}段 Word 自动编号的文字认作列项，编号由程序接着编。"
        yield Note(NoteKind.RECOGNISED, 0, "", message)
    if outline.quotations:
        yield Note(NoteKind.RECOGNISED, 0, "", f"有{outline.quotations}段文字认作引文。")
    if outline.rewritten:
        line, place = outline.rewritten[0]
        message = f"有{len(outline.rewritten)}个{REWRITTEN}“一、”“（一）”“1.”“（1）”，次序没有变。"
        yield Note(NoteKind.CHANGED, line.number, line.source, message, place)
    if outline.numbered:
        yield Note(NoteKind.CHANGED, 0, "", f"有{outline.numbered}个标题原来没有编号，已按层次编号。")


def _renumbered(outline: Outline) -> Iterator[Note]:
    for (form, level), rows in outline.moved.items():
        line, place = rows[0]
        old, new = _FORMS[form], _FORMS[level]
        message = f"有{len(rows)}处“{old}”式编号改成“{new}”式：公文的{chinese(level)}级标题用“{new}”，{JUMPED}。"
        yield Note(NoteKind.CHANGED, line.number, line.source, message, place)
    for why, alike in _by_reason(outline.renumbered).items():
        most = 1 if why in FOLLOWING else _MOST_ALIKE
        single = alike if len(alike) <= most else alike[: most - (most > 1)]
        for each in single:
            yield Note(NoteKind.CHANGED, each.line.number, each.line.source, each.message, each.place)
        if rest := alike[len(single) :]:
            message = f"还有{len(rest)}个编号也改了：{why}。"
            yield _note(NoteKind.CHANGED, [each.line for each in rest[:_SHOWN]], message, rest[0].place)


def _by_reason(changes: Sequence[Renumbered]) -> dict[str, list[Renumbered]]:
    out: dict[str, list[Renumbered]] = {}
    for change in changes:
        out.setdefault(change.why, []).append(change)
    return out


def _left_out(sorting: Sorting, places: Sequence[Location | None]) -> Iterator[Note]:
    rows = list(sorting.of(Part.LEFT_OUT))
    for reason in (PAGE, SYMBOLS):
        alike = [index for index in rows if sorting.reasons[index] == reason]
        if len(alike) > _LONGEST_RUN and alike[-1] - alike[0] >= len(alike):
            yield _left(sorting, alike, f"{reason.rstrip('。')}（共{len(alike)}处）。", places)
            rows = [index for index in rows if sorting.reasons[index] != reason]
    for _, group in groupby(enumerate(rows), key=lambda pair: (pair[1] - pair[0], _beside(sorting, pair[1]))):
        run = [index for _, index in group]
        reasons = [sorting.reasons[index] for index in run]
        if len(run) > _LONGEST_RUN or (len(run) > 1 and _beside(sorting, run[0])):
            reason = Counter(reasons).most_common(1)[0][0].rstrip("。")
            yield _left(sorting, run, f"{reason}（共{len(run)}行）。", places)
        else:
            for index, reason in zip(run, reasons, strict=True):
                yield _left(sorting, [index], reason, places)


def _beside(sorting: Sorting, index: int) -> str:
    """Return the reason of a line that stood beside the text (a table's row, a header), else empty."""
    reason = sorting.reasons[index]
    return reason if reason in ASIDE.values() else ""


def _left(sorting: Sorting, rows: Sequence[int], message: str, places: Sequence[Location | None]) -> Note:
    return _note(NoteKind.LEFT_OUT, [sorting.lines[index] for index in rows], message, places[rows[0]])


def _doubts(sorting: Sorting, places: Sequence[Location | None]) -> Iterator[Note]:
    for message, group in groupby(sorting.doubts.items(), key=lambda pair: pair[1]):
        rows = [index for index, _ in group]
        shown = [sorting.lines[index] for index in rows[:_SHOWN]]
        count = f"（共{len(rows)}行）" if len(rows) > 1 else ""
        yield _note(NoteKind.UNCLEAR, shown, f"{message.rstrip('。')}{count}。", places[rows[0]])


def _placeholders(sorting: Sorting, body: Mapping[int, Location]) -> Iterator[Note]:
    found = [index for index in body if PLACEHOLDER.search(sorting.text(index))]
    single = found if len(found) <= _MOST_ALIKE else found[: _MOST_ALIKE - 1]
    for index in single:
        match = PLACEHOLDER.search(sorting.text(index))
        line = sorting.lines[index]
        shown = match.group() if match else ""
        yield Note(NoteKind.UNCLEAR, line.number, line.source, f"这里的“{shown}”还没有填，请补上。", body[index])
    if rest := found[len(single) :]:
        lines = [sorting.lines[index] for index in rest[:_SHOWN]]
        yield _note(NoteKind.UNCLEAR, lines, f"还有{len(rest)}段里有没填的地方，请补上。", body[rest[0]])


def _missing(sorting: Sorting) -> Iterator[Note]:
    if not sorting.texts(Part.TITLE) and sorting.layout in {LayoutKind.ORDINARY, LayoutKind.LETTER}:
        yield Note(NoteKind.UNCLEAR, 0, "", "没有认出标题，请填上。", Location("title", 0))
    signed = any(is_date(text.strip("（）()")) for text in sorting.texts(Part.BYLINE))
    lacking = [part for part in (Part.ORGAN, Part.DATE) if not sorting.texts(part) and not signed]
    if lacking:
        place = Location(_FIELDS[lacking[0]], 0)
        yield Note(NoteKind.UNCLEAR, 0, "", f"没有认出{'和'.join(lacking)}，请看要不要填。", place)


def _note(kind: NoteKind, lines: Sequence[Line], message: str, place: Location | None) -> Note:
    return Note(kind, lines[0].number, "\n".join(line.source for line in lines), message, place)
