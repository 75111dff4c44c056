"""Three-way merge of whole documents: every text by sentences, the tree of sections, tables, figures, fields."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gongwen.anchors import anchor, anchored
from gongwen.document import BODY_ID, Document, Section
from gongwen.edits import fresh_id
from gongwen.targets import HEADING_SUFFIX, NAMES, lines, read, write
from gongwen.together.attachments import merge_attachments
from gongwen.together.data import brought, merge_data, merge_table
from gongwen.together.insets import merge_figures, merge_tables
from gongwen.together.outlines import Grown, merge_outlines, outline
from gongwen.together.question import Kind, Question
from gongwen.together.sequences import three
from gongwen.together.texts import merge_text

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTS: Final = frozenset({BODY_ID, "attachments"})
"""Targets that are no fields of their own here: the body is a section, the attachments go with their texts."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged document and what a person must decide in it; until then it holds theirs, and what was deleted."""

    document: Document
    questions: tuple[Question, ...] = ()


def merge(base: Document, mine: Document, theirs: Document) -> Merged:
    """Return theirs with my changes since the base; what both changed differently is asked."""
    if mine in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    table = merge_table(base.data, mine.data, theirs.data)
    base, mine, theirs = (brought(each, table.indicators) for each in (base, mine, theirs))
    merged = _merge_words_and_tree(base, mine, theirs)
    return replace(merged, questions=(*merged.questions, *table.questions)) if table.questions else merged


def _merge_words_and_tree(base: Document, mine: Document, theirs: Document) -> Merged:
    if mine in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    parts = tuple({part.id: part for part in each.walk()} for each in (base, mine, theirs))
    grown, asked_tree = _merge_tree(base, mine, theirs, parts)
    sections, asked = _merge_sections(grown, *parts)
    document, asked_fields = _merge_fields(base, mine, theirs)
    body = _built(sections, grown.children, BODY_ID)
    annexes = {key: _built(sections, grown.children, key) for key in grown.children[""] if key != BODY_ID}
    document = replace(document, body=body)
    document = merge_attachments(document, annexes, base, mine, theirs)
    document, asked_insets = _merge_insets(document, base, mine, theirs)
    return Merged(document, (*asked_fields, *asked_tree, *asked, *asked_insets))


def _merge_tree(
    base: Document, mine: Document, theirs: Document, parts: tuple[dict[str, Section], ...]
) -> tuple[Grown, tuple[Question, ...]]:
    old, ours, others = parts
    edited = frozenset(key for key in ours if key in old and _own(ours[key]) != _own(old[key]))
    wrote = frozenset(key for key in others if key in old and _own(others[key]) != _own(old[key]))
    trees = (outline((each.body, *each.annexes)) for each in (base, mine, theirs))
    grown = merge_outlines(*trees, edited=edited, wrote=wrote)
    asked = [_deleted(Kind.MINE_DELETED, old[key], others[key]) for key in grown.mine_deleted]
    asked += [_deleted(Kind.THEIRS_DELETED, old[key], ours[key]) for key in grown.theirs_deleted]
    return grown, tuple(asked)


def _own(section: Section) -> Section:
    return replace(section, children=())


def _deleted(kind: Kind, base: Section, kept: Section) -> Question:
    words = _words_of(kept)
    mine, theirs = ("", words) if kind is Kind.MINE_DELETED else (words, "")
    return Question(kind, kept.id, 0, _words_of(base), mine, theirs)


def _words_of(section: Section) -> str:
    rows = [row for part in section.walk() for row in (part.heading, *part.paragraphs) if row and not anchored(row)]
    return "\n".join(rows)


def _merge_sections(
    grown: Grown, old: dict[str, Section], ours: dict[str, Section], others: dict[str, Section]
) -> tuple[dict[str, Section], tuple[Question, ...]]:
    made: dict[str, Section] = {}
    questions: list[Question] = []
    for key in grown.children:
        if not key:
            continue
        my, their, was = ours.get(key), others.get(key), old.get(key)
        if my is None or their is None or was is None:
            made[key] = _own(their or my or Section(key))
            continue
        if _own(my) == _own(was) or _own(their) == _own(was):
            made[key] = _own(their if _own(my) == _own(was) else my)
            continue
        heading, asked = _merge_words(key + HEADING_SUFFIX, was.heading, my.heading, their.heading)
        text, asked_text = _merge_words(key, *("\n".join(each.paragraphs) for each in (was, my, their)))
        questions += (*asked, *asked_text)
        run_in = three(was.run_in, my.run_in, their.run_in)
        made[key] = replace(_own(their), heading=heading, paragraphs=lines(text), run_in=run_in)
    return made, tuple(questions)


def _merge_words(target: str, base: str, mine: str, theirs: str) -> tuple[str, tuple[Question, ...]]:
    text, disputed = merge_text(base, mine, theirs)
    return text, tuple(Question(Kind.TEXT, target, each.at, each.base, each.mine, each.theirs) for each in disputed)


def _built(sections: dict[str, Section], children: dict[str, list[str]], key: str) -> Section:
    return replace(sections[key], children=tuple(_built(sections, children, child) for child in children[key]))


def _merge_fields(base: Document, mine: Document, theirs: Document) -> tuple[Document, tuple[Question, ...]]:
    document = theirs
    questions: list[Question] = []
    for target in NAMES:
        if target in LISTS:
            continue
        text, asked = _merge_words(target, read(base, target), read(mine, target), read(theirs, target))
        questions += asked
        if text != read(document, target):
            document = write(document, target, text)
    return _with_settings(document, base, mine), tuple(questions)


def _with_settings(theirs: Document, base: Document, mine: Document) -> Document:
    """Return their document with what is chosen, not written; where both chose, mine stands as the later."""
    look, was, my = theirs.appearance, base.appearance, mine.appearance
    profile = three(was.profile, my.profile, look.profile)
    typefaces = three(was.typefaces, my.typefaces, look.typefaces)
    sealed = three(base.signature.sealed, mine.signature.sealed, theirs.signature.sealed)
    return replace(
        theirs,
        kind=three(base.kind, mine.kind, theirs.kind),
        year=three(base.year, mine.year, theirs.year),
        layout=three(base.layout, mine.layout, theirs.layout),
        appearance=replace(look, profile=profile, typefaces=typefaces),
        signature=replace(theirs.signature, sealed=sealed),
        data=merge_data(base.data, mine.data, theirs.data),
    )


def _merge_insets(
    document: Document, base: Document, mine: Document, theirs: Document
) -> tuple[Document, tuple[Question, ...]]:
    tables = merge_tables(base.tables, mine.tables, theirs.tables)
    drawn = frozenset(each.id for each in document.data.drawings)
    figures = merge_figures(base.figures, mine.figures, theirs.figures, drawn)
    document = replace(document, tables=tables.insets, figures=figures.insets)
    for beside, table in tables.apart.items():
        own = replace(table, id=fresh_id(document))
        document = _beside(replace(document, tables=(*document.tables, own)), beside, own.id)
    for beside, figure in figures.apart.items():
        own_figure = replace(figure, id=fresh_id(document))
        document = _beside(replace(document, figures=(*document.figures, own_figure)), beside, own_figure.id)
    return document, (*tables.questions, *figures.questions)


def _beside(document: Document, beside: str, own: str) -> Document:
    """Return the document with the place of my form of a table or figure after that of theirs."""
    for section, index in _places(document, beside):
        return anchor(document, section, index + 1, own)
    return document


def _places(document: Document, inset_id: str) -> Iterator[tuple[str, int]]:
    for part in document.walk():
        for index, text in enumerate(part.paragraphs):
            if anchored(text) == inset_id:
                yield part.id, index
