"""Three-way merge of tables and figures: row by row and cell by cell; where two forms cannot be made one, both are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from gongwen.document import ALTERNATIVE, HEADING, NOTE, SOURCE, UNIT, Figure, Table
from gongwen.figures import set_words, words_at
from gongwen.tables import set_text, text_at
from gongwen.targets import CELL
from gongwen.together.cells import merge_cells
from gongwen.together.question import Kind, Question
from gongwen.together.sequences import three
from gongwen.together.texts import merge_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.together.texts import Disputed

Inset = TypeVar("Inset", Table, Figure)


@dataclass(frozen=True, slots=True)
class MergedInsets(Generic[Inset]):
    """Merged tables or figures, what is to be asked, and mine that stand beside theirs of the id they began as."""

    insets: tuple[Inset, ...]
    questions: tuple[Question, ...]
    apart: dict[str, Inset]


def merge_tables(base: tuple[Table, ...], mine: tuple[Table, ...], theirs: tuple[Table, ...]) -> MergedInsets[Table]:
    """Return their tables with my changes."""
    return _merge_all(base, mine, theirs, _merge_table)


def merge_figures(
    base: tuple[Figure, ...], mine: tuple[Figure, ...], theirs: tuple[Figure, ...], drawn: frozenset[str] = frozenset()
) -> MergedInsets[Figure]:
    """Return their figures with my changes; of the `drawn`, made from amounts, theirs stand until they are made again."""

    def one(was: Figure, my: Figure, their: Figure) -> tuple[Figure | None, tuple[Question, ...]]:
        if was.id in drawn and was.picture not in (my.picture, their.picture):
            my = replace(my, picture=was.picture, name=was.name, alternative=was.alternative)
        return _merge_figure(was, my, their)

    return _merge_all(base, mine, theirs, one)


def _merge_all(
    base: tuple[Inset, ...],
    mine: tuple[Inset, ...],
    theirs: tuple[Inset, ...],
    merge_one: Callable[[Inset, Inset, Inset], tuple[Inset | None, tuple[Question, ...]]],
) -> MergedInsets[Inset]:
    old, ours = {each.id: each for each in base}, {each.id: each for each in mine}
    made: list[Inset] = []
    questions: list[Question] = []
    apart: dict[str, Inset] = {}
    for their in theirs:
        my, was = ours.get(their.id), old.get(their.id)
        if my is None and was is not None:
            if their == was:
                continue
            questions.append(_deleted(Kind.MINE_DELETED, their))
        if my is None or was is None or my in (was, their):
            made.append(their)
            continue
        merged, asked = (my, ()) if their == was else merge_one(was, my, their)
        if merged is None:
            made.append(their)
            apart[their.id] = my
        else:
            made.append(merged)
            questions += asked
    present = {each.id for each in theirs}
    for my in mine:
        if my.id not in present and old.get(my.id) != my:
            made.append(my)
            if my.id in old:
                questions.append(_deleted(Kind.THEIRS_DELETED, my))
    return MergedInsets(tuple(made), tuple(questions), apart)


def _deleted(kind: Kind, inset: Table | Figure) -> Question:
    return Question(kind, inset.id, 0, inset.caption, "", inset.caption)


def _merge_table(base: Table, mine: Table, theirs: Table) -> tuple[Table | None, tuple[Question, ...]]:
    found = merge_cells(base, mine, theirs)
    if found is not None:
        made, disputes = found
    elif base.rows in (mine.rows, theirs.rows):
        grid = theirs if mine.rows == base.rows else mine
        made, disputes = replace(theirs, rows=grid.rows, merges=grid.merges, header_rows=grid.header_rows), ()
    else:
        return None, ()
    made = replace(made, landscape=three(base.landscape, mine.landscape, theirs.landscape))
    questions: list[Question] = []
    for place in (HEADING, UNIT, NOTE, SOURCE):
        text, asked = _words(base.id, place, *(text_at(each, place) for each in (base, mine, theirs)))
        questions += asked
        made = made if text == text_at(made, place) else set_text(made, place, text)
    questions += (_asked(base.id, row * made.columns + column, each) for row, column, each in disputes)
    return made, tuple(questions)


def _merge_figure(base: Figure, mine: Figure, theirs: Figure) -> tuple[Figure | None, tuple[Question, ...]]:
    if base.picture != mine.picture != theirs.picture != base.picture:
        return None, ()
    made = replace(
        theirs,
        picture=three(base.picture, mine.picture, theirs.picture),
        name=three(base.name, mine.name, theirs.name),
        width=three(base.width, mine.width, theirs.width),
    )
    questions: list[Question] = []
    for place in (HEADING, SOURCE, ALTERNATIVE):
        text, asked = _words(base.id, place, *(words_at(each, place) for each in (base, mine, theirs)))
        questions += asked
        made = set_words(made, place, text)
    return made, tuple(questions)


def _words(inset_id: str, place: int, base: str, mine: str, theirs: str) -> tuple[str, tuple[Question, ...]]:
    text, disputed = merge_text(base, mine, theirs)
    return text, tuple(_asked(inset_id, place, each) for each in disputed)


def _asked(inset_id: str, place: int, disputed: Disputed) -> Question:
    words = (disputed.base, disputed.mine, disputed.theirs)
    return Question(Kind.TEXT, f"{inset_id}{CELL}{place}", disputed.at, *words)
