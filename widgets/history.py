"""The view 版本: the timeline of a report, any two of its versions compared, what was put back as a new version."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import ipywidgets as w
import traitlets

from gongwen.errors import EditError
from gongwen.sentences import sentences
from gongwen.store.history import USUAL
from gongwen.together import merge
from gongwen.together.compare import compare
from gongwen.together.part import Kind
from gongwen.together.restore import put_back, reverted
from gongwen.together.timeline import What
from widgets.channel import Channel, count_of, joined, text_of
from widgets.historylist import COUNTED, exact, picks
from widgets.historypast import LAST_YEAR, Past
from widgets.historytext import painted
from widgets.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.session import Session
    from gongwen.store import Store
    from gongwen.together.part import Comparison
    from gongwen.together.timeline import Event
    from widgets.frame import Frame
    from widgets.keeper import Keeper

STEP: Final = 60
"""Entries of the timeline that are sent at once; more come as the person scrolls."""

NAME, NOTE = 20, 300
"""Characters of a milestone's name and note."""


class History(Channel):
    """Shows what a report has been; `box` is the whole view."""

    _esm = joined("dom.js", "remember.js", "historylist.js", "historytext.js", "history.js")
    _css = joined("history.css")
    events: traitlets.List[Any] = traitlets.List().tag(sync=True)
    total = traitlets.Int(0).tag(sync=True)
    picks: traitlets.List[Any] = traitlets.List().tag(sync=True)
    found = traitlets.Dict().tag(sync=True)
    newest = traitlets.Int(0).tag(sync=True)
    named = traitlets.Bool(default_value=False).tag(sync=True)
    usual: traitlets.List[Any] = traitlets.List(list(USUAL)).tag(sync=True)
    pages = traitlets.Unicode("").tag(sync=True)

    def __init__(self, keeper: Keeper, shelf: Callable[[], Store], session: Session, frame: Frame) -> None:
        super().__init__()
        self._keeper = keeper
        self._shelf = shelf
        self._session = session
        self._frame = frame
        self._past = Past(shelf, keeper)
        self._a = self._b = 0
        self._comparison: Comparison | None = None
        self._most = STEP
        self._unfolded: set[str] = set()
        self.shown = False
        self.box = w.Box([self]).add_class("gw-history")
        self.on_failure = frame.tell

    # --- what is shown ------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the view; what one has typed is a version first."""
        self.shown = True
        self._keeper.now()
        self.follow()
        if self._past.versions and not self._comparison:
            self._compare(self._past.usual(), self._past.newest)

    def leave(self) -> None:
        """Leave the view; pages of an old version are no longer what would be printed."""
        self.shown = False
        self._show_pages("")

    def follow(self) -> None:
        """Bring the timeline up to date: it grows at its top, and what is being compared stays."""
        if not self.shown or not self._keeper.name or not self._past.read():
            return
        current = self._b == self.newest
        self.newest = self._past.newest
        self._list()
        own = all(each.session == self._shelf().session for each in self._past.versions if each.number > self._b)
        if current and self._comparison and self._b != self.newest and own:
            self._compare(
                self._a, self.newest
            )  # what one does here is seen at once; others wait until they are asked for

    def _list(self) -> None:
        past = self._past
        events = [event for event in past.events if not self.named or event.what in {What.MILESTONE, What.CREATED}]
        words = past.words(self._session.document, self._shelf().person.name)
        self.total = len(events)
        shown = [
            words.entry(event, past.between(event) if event.key in self._unfolded else ())
            for event in events[: self._most]
        ]
        if shown != self.events:
            self.events = shown
        chosen = [each for each in past.versions if each.number in {self._a, self._b}]
        if past.versions:
            found = picks(words, past.events, past.versions[-1], past.versions[0], past.marks, chosen)
            last = [[LAST_YEAR, f"上年的报告　{past.year_before}年度", "上年"]] if past.year_before else []
            self.picks = [*found, *last]

    def _compare(self, a: int, b: int) -> None:
        old, new = self._past.at(a), self._past.at(b)
        self._a, self._b = a, b
        found = self._comparison = compare(old, new)
        self._list()
        self.found = {
            "a": a, "b": b, "current": b == self._past.newest, "may": a != LAST_YEAR and not self._frame.state["only"], "places": found.places, "added": found.added,
            "removed": found.removed, "only": len(self._past.versions) < 2 and a != LAST_YEAR, "blocks": painted(found, old, new),
        }  # fmt: skip
        if self.pages:
            self._show_pages(self.pages)

    # --- what a person asks for ---------------------------------------------------------------------------------

    def on_choose_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Two versions are to be compared; 0 stands for the one that is shown."""
        a, b = count_of(content, "a") or self._a, count_of(content, "b") or self._b
        numbers = {each.number for each in self._past.versions}
        if (a in numbers or (a == LAST_YEAR and self._past.year_before)) and b in numbers:
            self._compare(a, b)

    def on_look_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """An entry was chosen: of saves, what they changed; of anything else, what has changed since."""
        event = self._past.event(text_of(content, "key", 60))
        if event is None:
            return
        if event.what in COUNTED:
            self._compare(self._past.before(event.first), event.last)
        else:
            self._compare(event.last, self._past.newest)

    def on_newest_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What was stored meanwhile is to be seen."""
        self._compare(self._a, self._past.newest)

    def on_more_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The end of the list is in sight."""
        if self._most < self.total:
            self._most += STEP
            self._list()

    def on_named_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Only versions with a name are wanted, or all again."""
        self.named = content.get("on") is True
        self._list()

    def on_unfold_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The single saves of a stretch are wanted, or not any more."""
        self._unfolded ^= {text_of(content, "key", 60)}
        self._list()

    def on_figures_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Entries came into sight: say how much each changed, one after the other, so that nobody waits for all."""
        keys = content.get("keys")
        wanted = (
            [self._past.event(key) for key in keys[:STEP] if isinstance(key, str)] if isinstance(keys, list) else []
        )
        _one_by_one([partial(self._tell, event) for event in wanted if event])

    def _tell(self, event: Event) -> None:
        self.send({"type": "figures", "key": event.key, "last": event.last, **self._past.figures(event)})

    def on_authors_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Who last wrote each sentence of the newer version is wanted."""
        if self._comparison and self._b == self._past.newest:
            parts = [part for part in self._comparison.parts if part.kind is Kind.SECTION and part.after]
            _one_by_one([partial(self._name, part.id) for part in parts])

    def _name(self, key: str) -> None:
        part = next((each for each in (self._comparison.parts if self._comparison else ()) if each.id == key), None)
        if part is None or not any(row.new.strip() for row in part.rows):
            return
        authors = self._shelf().history.authors(self._keeper.name, key)
        words = self._past.words(self._session.document, self._shelf().person.name)
        at, named = 0, []
        if "".join(author.text for author in authors) != "".join(row.new for row in part.rows):
            return  # stored anew meanwhile
        for row in part.rows:
            author = authors[at] if row.new else None
            at += len(sentences(row.new))
            named.append([words.who(author.actor, author.at), exact(author.at)] if author and row.new.strip() else None)
        self.send({"type": "who", "part": key, "who": named})

    # --- what changes the report --------------------------------------------------------------------------------

    def on_revert_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """One change is to be taken back."""
        if self._comparison and self._a != LAST_YEAR:
            place = count_of(content, "place")
            after = reverted(self._comparison, self._past.at(self._a), self._past.at(self._b), place)
            self._put(after, "改回一处", "这一处已经改回，存成了新的一版。")

    def on_restore_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A section, or the whole report when none is named, is to be as it was in the older version."""
        if self._a == LAST_YEAR:
            raise EditError("这是上年的报告，不是这份报告的旧稿", mend="要用哪一句，请复制过去")
        key, old = text_of(content, "part", 200), self._past.at(self._a)
        if key:
            after = put_back(self._past.at(self._b), old, key)
            self._put(after, "恢复一节", "这一节已经恢复，存成了新的一版。")
        else:
            self._keeper.now()
            self._store(old, "恢复旧稿", f"已恢复成{self._label(self._a)}，存成了新的一版；原来的稿还在左边。")

    def _put(self, after: Document, label: str, words: str) -> None:
        """Bring what differs from the newer version into the report as it is by now."""
        merged = merge(self._past.at(self._b), after, self._session.document)
        if merged.questions:
            raise EditError("这一处后来又改过，没有动它", mend="请先点“看最新的”，再决定")
        if merged.document == self._session.document:
            raise EditError("现在的稿已经是这样", mend="请先点“看最新的”")
        self._store(merged.document, label, words)

    def _store(self, document: Document, label: str, words: str) -> None:
        if self._frame.state["only"]:
            raise EditError("这份报告您只能看", mend="要恢复，请找这份报告的拟稿人")
        if document == self._session.document:
            raise EditError("现在的稿和它一样，不用恢复", mend="")
        self._keeper.restore(document, label)
        self.follow()
        if self._b != self._past.newest:
            self._compare(self._a, self._past.newest)
        self._frame.tell_done(words, self._session)

    def on_mark_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The version that stands is to have a name."""
        name, note = text_of(content, "name", 2000).strip(), text_of(content, "note", 4000).strip()
        if not name or len(name) > NAME or len(note) > NOTE:
            raise EditError(f"名称要有 1 到 {NAME} 个字，说明最多 {NOTE} 个字", mend="请改短一点")
        if self._frame.state["only"]:
            raise EditError("这份报告您只能看", mend="要定名，请找这份报告的拟稿人")
        if self._keeper.now():
            self._shelf().history.mark(self._keeper.name, name, note)
            self.follow()
            self._frame.tell(f"这一稿已定名为“{name}”。", "done")

    def on_pages_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The pages of the older (a) or the newer (b) version are wanted, or none."""
        side = text_of(content, "side", 1)
        self._show_pages(side if side in {"a", "b"} else "")

    def _show_pages(self, side: str) -> None:
        self.pages = side
        preview: tuple[w.Widget, ...] = ()
        if side:
            made = Preview()
            made.on_failure = self._frame.tell
            made.show(self._past.at(self._a if side == "a" else self._b))
            preview = (w.Box([made]).add_class("gw-history-pages"),)
        if preview or len(self.box.children) > 1:
            self.box.children = (self, *preview)

    def _label(self, number: int) -> str:
        return next((str(pick[1]) for pick in self.picks if pick[0] == number), "")


def _one_by_one(steps: list[Callable[[], None]]) -> None:
    """Do steps with room for other messages between them; at once where there is no event loop."""
    if not steps:
        return
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        for step in steps:
            step()
        return
    steps[0]()
    loop.call_soon(_one_by_one, steps[1:])
