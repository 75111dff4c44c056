"""What came from last year's report and nobody has looked at: marked in the fields and on the pages, counted, confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.anchors import home_of
from gongwen.document import Location
from gongwen.errors import EditError
from gongwen.nextyear.roll import years_left
from gongwen.nextyear.untouched import carried_places, confirmed, confirmed_section, counted, share
from gongwen.targets import CELL
from widgets.channel import Channel, count_of, joined, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.session import Change, Session
    from widgets.frame import Frame

SEEN: Final = "看过了"
"""The step of undo that a confirmed sentence is."""

NOTHING: Final = {"entry": "", "all": 0, "own": -1, "unseen": 0, "left": 0, "same": 0, "years": 0, "writes": True}
"""The face of a report that has nothing from last year."""


class Carried(Channel):
    """The line over the fields; `on_go` hears of the place that a person wants to see next."""

    _esm = joined("dom.js", "carried.js")
    _css = joined("carried.css")
    face = traitlets.Dict(dict(NOTHING)).tag(sync=True)
    """The open section; sentences carried over into the report, of them in the section (-1: none is open), unseen there, unseen in all;
    the hundredths of the report that are last year's; years that were not changed; whether this person writes."""

    def __init__(self, session: Session, frame: Frame) -> None:
        super().__init__()
        self._session = session
        self._frame = frame
        self._entry = ""
        self._marked: dict[str, list[list[Any]]] = {}
        self._ready = False
        self.on_failure = frame.tell
        self.on_go: Callable[[Location], None] = lambda _location: None
        session.watch(self._changed)

    @property
    def unseen(self) -> dict[str, int]:
        """How many sentences nobody has looked at, by sections."""
        return {section: unseen for section, (_, unseen) in counted(self._session.document).items() if unseen}

    def show(self, entry: str) -> None:
        """Tell of an entry of the outline."""
        self._entry = entry
        self._count()

    def follow(self) -> None:
        """Bring the line and the marks up to date with the document."""
        self._count()
        if self._ready:
            self._mark()

    def _changed(self, change: Change) -> None:
        if change.typed:
            self._count()  # the page moves the marks with the words by itself
        else:
            self.follow()

    def _count(self) -> None:
        document, entry = self._session.document, self._entry
        face: dict[str, Any] = dict(NOTHING)
        if document.data.carried:
            told = share(document)
            here = any(part.id == entry for part in document.walk())
            own, unseen = counted(document).get(entry, (0, 0)) if here else (-1, 0)
            face = {
                "entry": entry, "all": told.carried, "own": own, "unseen": unseen, "left": told.unseen, "same": round(100 * told.of_all),
                "years": len(years_left(document)), "writes": not self._frame.state["only"],
            }  # fmt: skip
        if face != self.face:
            self.face = face

    def _mark(self, *, fresh: bool = False) -> None:
        found = marks(self._session.document)
        known = {} if fresh else self._marked
        put = {target: rows for target, rows in found.items() if known.get(target) != rows}
        put |= {target: [] for target in known if target not in found}
        self._marked = found
        if put or fresh:
            self.send({"type": "marks", "put": put, "fresh": fresh})

    def on_ready_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page is there and has no marks yet."""
        self._ready = True
        self._mark(fresh=True)

    def on_confirm_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """One sentence has been looked at; with `on` the next one is to be shown."""
        document = self._session.document
        place = _row(document, _place(content))
        found = next((each for each in carried_places(document) if _key(each) == _key(place)), None)
        if found is None:
            raise EditError("这一句已经改过，或者已经看过了", mend="")
        self._apply(confirmed(document, (found,)))
        if content.get("on") is True:
            self._step(place, 1)

    def on_section_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """All of a section has been looked at."""
        self._apply(confirmed_section(self._session.document, text_of(content, "section", 200)))

    def on_step_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The next sentence that nobody has looked at (by 1), or the one before (by -1), is to be shown."""
        self._step(_place(content), -1 if content.get("by") == -1 else 1)

    def on_year_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The next year that was not changed is to be shown."""
        years = years_left(self._session.document)
        if years:
            self.on_go(_beside(self._session.document, years, _place(content), 1))

    def _apply(self, document: Document) -> None:
        if self._frame.state["only"]:
            raise EditError("这份报告您只能看", mend="")
        self._session.apply(document, SEEN)

    def _step(self, place: Location, by: int) -> None:
        places = carried_places(self._session.document)
        if not places:
            self._frame.tell("从上年带来的都看过了。", "done")
            return
        found = _beside(self._session.document, places, place, by)
        self.on_go(replace(found, end=found.start))  # a whole sentence that is chosen would be typed over


def told_of_new(document: Document, was: int) -> str:
    """Return what is said of a report that was begun from an earlier year's."""
    left = len(years_left(document))
    years = f"有 {left} 处年份拿不准，没有改。" if left else ""
    return f"接着{was}年度的写{document.year}年度：带来 {share(document).unseen} 句，一句一句看过、改过再用。{years}"


def marks(document: Document) -> dict[str, list[list[Any]]]:
    """Return by target where what nobody has looked at is: [section, paragraph, start, end, weight, name, words], as waves are.

    Of a table these are the cells of a row.
    """
    texts = {part.id: part.paragraphs for part in document.walk()}
    tables = {table.id: table for table in document.tables}
    found: dict[str, list[list[Any]]] = {}
    for place in carried_places(document):
        if (table := tables.get(place.section)) is not None:
            row = table.rows[place.paragraph // table.columns]
            for cell, words in enumerate(row, place.paragraph):
                found[f"{table.id}{CELL}{cell}"] = [[table.id, cell, 0, len(words), "carried", "", words]]
        if place.section in texts:
            words = texts[place.section][place.paragraph][place.start : place.end]
            mark = [place.section, place.paragraph, place.start, place.end, "carried", "", words]
            found.setdefault(place.section, []).append(mark)
    return found


def _place(content: dict[str, Any]) -> Location:
    section, paragraph = text_of(content, "section", 200), content.get("paragraph")
    if not isinstance(paragraph, int) or isinstance(paragraph, bool) or abs(paragraph) > 1 << 30:
        paragraph = 0
    return Location(section, paragraph, count_of(content, "start"))


def _row(document: Document, place: Location) -> Location:
    """Return the first cell of the row that a place in a table lies in; any other place as it is."""
    columns = next((table.columns for table in document.tables if table.id == place.section), 0)
    return Location(place.section, place.paragraph // columns * columns) if columns else place


def _key(place: Location) -> tuple[str, int, int]:
    return place.section, place.paragraph, place.start


def _beside(document: Document, places: tuple[Location, ...], place: Location, by: int) -> Location:
    """Return the first of some places after the caret's, or the last before it; round from one end to the other."""
    order = {part.id: at for at, part in enumerate(document.walk())}

    def rank(each: Location) -> tuple[int, int, int, int]:
        home = home_of(document, each)
        return order.get(home.section, -1), home.paragraph, each.paragraph if home != each else 0, each.start

    here = rank(place)
    ranked = sorted(places, key=rank)
    after = [each for each in ranked if rank(each) > here]
    before = [each for each in ranked if rank(each) < here]
    return (after or ranked)[0] if by > 0 else (before or ranked)[-1]
