"""Two versions of a document compared as people read them: part by part in the order of the newer, by sentences, by cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.anchors import section_of
from gongwen.attachments import annex_number
from gongwen.document import (
    ALTERNATIVE,
    BODY_ID,
    HEADING,
    NOTE,
    SOURCE,
    UNIT,
    Document,
    Figure,
    Section,
    Table,
    numbered,
)
from gongwen.figures import words_at
from gongwen.numerals import heading_number
from gongwen.tables import text_at
from gongwen.targets import NAMES, read
from gongwen.together.amounts import changed_amounts
from gongwen.together.counting import Counter, characters
from gongwen.together.grids import compare_cells
from gongwen.together.outlines import moved, outline
from gongwen.together.part import Choice, Comparison, Kind, Part, Spot
from gongwen.together.rows import MOVABLE, Fate, Row, compare_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.together.grids import Grid

FOOT: Final = (
    "closing",
    "attachments",
    "signature",
    "date",
    "note",
    "attendance",
    "copied_to",
    "printed",
    "printed_on",
)
"""Fields that stand after the text; the others stand before it."""

BESIDE: Final = (HEADING, UNIT, NOTE, SOURCE, ALTERNATIVE)
"""What stands round a table or a figure."""


def compare(old: Document, new: Document) -> Comparison:
    """Return what became of one version in another."""
    before, after = dict(_sections(old)), dict(_sections(new))
    was = _known(before, after)
    texts = compare_texts((name, *pair) for name, pair in _texts(old, new, (before, after), was).items())
    parts: list[Part] = list(_all_parts(old, new, (before, after), was, texts))
    counter = Counter()
    parts = [counter.part(part) for part in parts]
    choices = counter.choices((*_document_choices(old, new), *changed_amounts(old.data, new.data)))
    return Comparison(tuple(parts), choices, counter.last, *characters(parts))


Sections = dict[str, tuple[Section, Spot]]


def _sections(document: Document) -> Iterator[tuple[str, tuple[Section, Spot]]]:
    order = 0
    for index, root in enumerate((document.body, *document.annexes)):
        number = annex_number(document, index - 1) if index else ""
        yield root.id, (root, Spot(order, 0, number))
        order += 1
        for section, level, count in numbered(root, 1):
            yield section.id, (section, Spot(order, level, heading_number(level, count)))
            order += 1


def _known(before: Sections, after: Sections) -> dict[str, str]:
    """Return the older id of each section of the newer version; one cut out and put in again has the same words."""
    known = {key: key for key in after if key in before}
    left = {_words(section): key for key, (section, _) in before.items() if key not in after}
    for key, (section, _) in after.items():
        if key not in known and len("".join(words := _words(section))) >= MOVABLE and words in left:
            known[key] = left.pop(words)
    return known


def _words(section: Section) -> tuple[str, ...]:
    return (section.heading, *section.paragraphs)


def _texts(
    old: Document, new: Document, sections: tuple[Sections, Sections], was: dict[str, str]
) -> dict[str, tuple[str, str]]:
    """Return the texts in the order of the newer version, those of sections that went last."""
    before, after = sections
    found = {name: (read(old, name), read(new, name)) for name in NAMES if name != BODY_ID}
    for key, (section, _) in after.items():
        text = "\n".join(before[was[key]][0].paragraphs) if key in was else ""
        found[key] = text, "\n".join(section.paragraphs)
    for key, (section, _) in before.items():
        if key not in was.values():
            found[key] = "\n".join(section.paragraphs), ""
    return found


def _all_parts(
    old: Document,
    new: Document,
    sections: tuple[Sections, Sections],
    was: dict[str, str],
    texts: dict[str, tuple[Row, ...]],
) -> Iterator[Part]:
    insets = list(_insets(old, new))
    for name in NAMES:
        if name != BODY_ID and name not in FOOT:
            yield _field(name, texts[name])
    foot = False
    for part in _in_order(old, new, sections, was, texts):
        spot = part.after or part.before
        if part.id != BODY_ID and spot is not None and spot.level == 0 and not foot:
            foot = True
            yield from (_field(name, texts[name]) for name in FOOT)
        yield part
        yield from (inset for inset in insets if inset.home == part.id)
    if not foot:
        yield from (_field(name, texts[name]) for name in FOOT)
    shown = {key for pair in sections for key in pair}
    yield from (inset for inset in insets if inset.home not in shown)


def _field(name: str, rows: tuple[Row, ...]) -> Part:
    return Part(Kind.FIELD, name, Fate.SAME if all(row.fate is Fate.SAME for row in rows) else Fate.CHANGED, rows=rows)


def _in_order(
    old: Document,
    new: Document,
    sections: tuple[Sections, Sections],
    was: dict[str, str],
    texts: dict[str, tuple[Row, ...]],
) -> Iterator[Part]:
    """Yield the sections in the order of the newer version, each that went after the one it stood behind."""
    before, after = sections
    away = moved(outline((old.body, *old.annexes)), outline((new.body, *new.annexes)))
    gone = _gone(before, after, {older: newer for newer, older in was.items()})
    for key in ("", *after):
        if key:
            older = was.get(key, "")
            fate = Fate.ADDED if not older else Fate.CAME if key in away or older != key else Fate.SAME
            yield _section(key, fate, (before.get(older), after[key]), older if older != key else "", texts[key])
        for older in gone.get(key, ()):
            yield _section(older, Fate.DELETED, (before[older], None), "", texts[older])


def _gone(before: Sections, after: Sections, now: dict[str, str]) -> dict[str, list[str]]:
    """Return the sections that went by the one they are shown after: behind all of their elder sibling, or their parent."""
    found: dict[str, list[str]] = {}
    if now.keys() == before.keys():
        return found
    shown: dict[str, str] = {}
    path: list[str] = []
    elder: dict[str, str] = {}
    for key, (_, spot) in before.items():
        path = [*path[: spot.level], key]
        parent = path[-2] if spot.level else ""
        if key in now:
            elder[parent] = _last(after, now[key])
        elif parent in shown:
            shown[key] = shown[parent]
        else:
            shown[key] = elder.get(parent) or now.get(parent, "")
        if key in shown:
            found.setdefault(shown[key], []).append(key)
    return found


def _last(after: Sections, key: str) -> str:
    """Return the last of all below a section, or itself."""
    level, last = after[key][1].level, ""
    for each, (_, spot) in after.items():
        if last and spot.level <= level:
            break
        if each == key or last:
            last = each
    return last


def _section(
    key: str,
    fate: Fate,
    both: tuple[tuple[Section, Spot] | None, tuple[Section, Spot] | None],
    was: str,
    rows: tuple[Row, ...],
) -> Part:
    older, newer = both[0] or (Section(key), None), both[1] or (Section(key), None)
    heading = _line(older[0].heading, newer[0].heading, fate)
    choices: tuple[Choice, ...] = ()
    if both[0] and both[1]:
        choices = _differing({"run_in": (older[0].run_in, newer[0].run_in), "slot": (older[0].slot, newer[0].slot)})
    if fate is Fate.SAME and (choices or any(row.fate is not Fate.SAME for row in (heading, *rows))):
        fate = Fate.CHANGED
    return Part(Kind.SECTION, key, fate, was, older[1], newer[1], heading, rows, choices=choices)


def _line(old: str, new: str, fate: Fate = Fate.SAME) -> Row:
    """Return a text that is no sentences, such as a heading, as one row."""
    if fate in {Fate.ADDED, Fate.DELETED}:
        return Row(fate, old, new)
    if old == new:
        return Row(Fate.SAME, old, new)
    return Row(Fate.CHANGED if old and new else Fate.ADDED if new else Fate.DELETED, old, new)


def _insets(old: Document, new: Document) -> Iterator[Part]:
    for before, after in ((old.tables, new.tables), (old.figures, new.figures)):
        was: dict[str, Table | Figure] = {each.id: each for each in before}
        now: dict[str, Table | Figure] = {each.id: each for each in after}
        for key, inset in now.items():
            home = section_of(new, key)
            yield _inset(was.get(key), inset, home.id if home else "")
        for key, inset in was.items():
            if key not in now:
                home = section_of(old, key)
                yield _inset(inset, None, home.id if home else "")


def _inset(old: Table | Figure | None, new: Table | Figure | None, home: str) -> Part:
    only = new or old
    if only is None:
        raise ValueError(home)
    one, other = old or _bare(only), new or _bare(only)
    fate = Fate.ADDED if old is None else Fate.DELETED if new is None else Fate.SAME
    rows = tuple(_line(_beside(one, place), _beside(other, place), fate) for place in BESIDE)
    grid: Grid = ()
    if isinstance(one, Table) and isinstance(other, Table):
        kind, grid = Kind.TABLE, compare_cells(one, other)
        chosen = {name: (getattr(one, name), getattr(other, name)) for name in ("header_rows", "merges", "landscape")}
    else:
        kind = Kind.FIGURE
        chosen = {name: (getattr(one, name), getattr(other, name)) for name in ("width", "name")}
        if isinstance(one, Figure) and isinstance(other, Figure):
            chosen["picture"] = (one.picture.digest, other.picture.digest)
    choices = _differing(chosen) if fate is Fate.SAME else ()
    if fate is Fate.SAME and old != new:
        fate = Fate.CHANGED
    return Part(kind, only.id, fate, rows=rows, grid=grid, choices=choices, home=home)


def _bare(inset: Table | Figure) -> Table | Figure:
    """Return a table or figure without any words: what one that came was before."""
    if isinstance(inset, Table):
        return Table(inset.id)
    return replace(inset, caption="", source="", alternative="")


def _beside(inset: Table | Figure, place: int) -> str:
    if isinstance(inset, Table):
        return text_at(inset, place) if place != ALTERNATIVE else ""
    return words_at(inset, place) if place in {HEADING, SOURCE, ALTERNATIVE} else ""


def _document_choices(old: Document, new: Document) -> tuple[Choice, ...]:
    return _differing(
        {
            "kind": (old.kind, new.kind), "year": (old.year, new.year), "layout": (str(old.layout), str(new.layout)),
            "profile": (old.appearance.profile, new.appearance.profile),
            "typefaces": (old.appearance.typefaces, new.appearance.typefaces),
            "sealed": (old.signature.sealed, new.signature.sealed),
        }
    )  # fmt: skip


def _differing(pairs: dict[str, tuple[object, object]]) -> tuple[Choice, ...]:
    return tuple(Choice(name, str(old), str(new)) for name, (old, new) in pairs.items() if old != new)
