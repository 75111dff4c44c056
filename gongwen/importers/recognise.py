"""From a source's lines to a document and its report: shape the lines, sort them, grow the tree, tell what happened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.carried import carried_kind, carried_year, restored
from gongwen.document import Document
from gongwen.importers.annexes import grow_annexes
from gongwen.importers.contents import mark_contents
from gongwen.importers.fields import fill
from gongwen.importers.figures import figures_of
from gongwen.importers.foot import sort_foot
from gongwen.importers.front import sort_front
from gongwen.importers.grids import gathered, tables_of
from gongwen.importers.kinds import kind_of, match_sections, tell_kind, year_of
from gongwen.importers.layouts import sort_layout
from gongwen.importers.lines import Origin, clean
from gongwen.importers.outline import grow
from gongwen.importers.report import Imported, ImportReport, Note, NoteKind
from gongwen.importers.shape import MARKDOWN, RUN_TOGETHER, cut, take_markdown
from gongwen.importers.signs import traditional
from gongwen.importers.sorting import ASIDE, Part, Sorting
from gongwen.importers.styled import is_styled, sort_styled
from gongwen.importers.telling import tell
from gongwen.importers.wrapped import WRAPPED, cut_pages, join_wrapped
from gongwen.punctuation import half_width_marks
from gongwen.templates import load_templates

if TYPE_CHECKING:
    from gongwen.importers.lines import Line, Source
    from gongwen.templates import Template

INVISIBLE: Final = "去掉了 {} 个看不见的字符，文字没有变。"
EMOJI: Final = "去掉了 {} 个表情符号，文字没有变。"
APART: Final = "原文字与字之间都有空格，去掉了 {} 个。"
TRADITIONAL: Final = "原文有繁体字（{}等），照原样带入，请看要不要改成简体。"
_LEAST_TRADITIONAL: Final = 5
FIGURE_ASIDE: Final = "图片，不在正文里，没有带入；需要的，在正文里点“插入图片”。"
UNREADABLE: Final = "有 {} 个字读不出来，显示成“\ufffd”，请对照原文补上。"


def recognise(source: Source, name: str, chosen: Template | None = None, *, markdown: bool = False) -> Imported:
    """Return the document the lines make, and the report; every line is in one of them.

    `chosen` is the kind of report a person has named; without one the title decides, without a title the opening.
    """
    lines, notes = _shape(source, markdown=markdown)
    sorting = _sort(lines)
    body = list(sorting.of(Part.BODY))
    outline = grow([lines[index] for index in body])
    document = fill(Document(body=outline.root.done()), sorting)
    carried = dict(source.carried)
    document = restored(document, carried)
    annexes, below, places = grow_annexes(sorting, len(document.attachments))
    document = replace(document, annexes=annexes)
    template = chosen or _template(document, carried_kind(carried))
    document = replace(document, kind=template.key if template else "")
    document = replace(document, year=year_of(document) or carried_year(carried))
    notes += tell_kind(document, template)
    if template is not None:
        document, matched = match_sections(document, template)
        notes += matched
    places |= dict(zip(body, outline.places, strict=True))
    placed = [lines[index] for index in sorted(places)]
    document = replace(document, tables=tables_of(placed), figures=figures_of(placed))
    notes += tell(sorting, (outline, *below), places)
    if len(found := traditional("".join(line.text for line in lines))) >= _LEAST_TRADITIONAL:
        notes.append(Note(NoteKind.UNCLEAR, 0, "", TRADITIONAL.format(found[:_LEAST_TRADITIONAL])))
    notes.sort(key=lambda note: note.line)
    return Imported(document, ImportReport(name, tuple(notes), half_width_marks(document)))


def _template(document: Document, carried: str) -> Template | None:
    """Return the kind a document's title names, else the one its file was made from."""
    templates = load_templates()
    return kind_of(document, templates) or next((each for each in templates if each.key == carried), None)


def _shape(source: Source, *, markdown: bool) -> tuple[tuple[Line, ...], list[Note]]:
    """Return the lines as they are to be recognised, and what was done to them."""
    cleaned = clean(source.lines)
    lines = cleaned.lines
    lines = gathered(lines)
    counts = [
        (INVISIBLE, NoteKind.CHANGED, cleaned.invisible),
        (EMOJI, NoteKind.CHANGED, cleaned.emoji),
        (APART, NoteKind.CHANGED, cleaned.apart),
        (UNREADABLE, NoteKind.UNCLEAR, cleaned.unreadable),
    ]
    if not is_styled(lines):
        lines, marks = take_markdown(lines, sure=markdown)
        lines, joined = join_wrapped(cut_pages(lines))
        lines, pieces = cut(lines)
        lines = mark_contents(lines)
        steps = ((MARKDOWN, marks), (WRAPPED, joined), (RUN_TOGETHER, pieces))
        counts += [(message, NoteKind.CHANGED, count) for message, count in steps]
    return lines, [*source.notes, *(Note(kind, 0, "", words.format(count)) for words, kind, count in counts if count)]


def _sort(lines: tuple[Line, ...]) -> Sorting:
    """Give every line its part."""
    sorting = Sorting(lines)
    for index, line in enumerate(lines):
        if line.origin in ASIDE:
            sorting.leave_out(index, ASIDE[line.origin])
    if is_styled(lines):
        sort_styled(sorting)
    else:
        sort_front(sorting)
        sort_foot(sorting)
        sort_layout(sorting)
    for index in sorting.of(Part.LEFT_OUT):
        if lines[index].table is not None:
            sorting.reasons[index] = ASIDE[Origin.TABLE]
        if lines[index].figure is not None:
            sorting.reasons[index] = FIGURE_ASIDE
    return sorting
