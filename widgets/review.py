"""The view 批注: the pages with what is said of them, cards beside their lines, and what a person asks for there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets as w
import traitlets

from gongwen.document import ALTERNATIVE, Location
from gongwen.errors import EditError, GongwenError
from gongwen.review import stock
from gongwen.review.anchor import anchored
from gongwen.review.annotation import KINDS, WEIGHTS
from gongwen.review.texts import texts
from widgets.channel import count_of, joined, text_of
from widgets.historynames import names_of
from widgets.reviewacts import kind_of, said, weight_of
from widgets.reviewcards import Viewer
from widgets.reviewcourse import painted, standing, turn
from widgets.reviewkept import NEW, where, written
from widgets.reviewpages import LOOKS, Pages, pages_of
from widgets.reviewspots import LABELS, Aim, aims, reading, selected
from widgets.reviewword import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gongwen.checks import Preset
    from gongwen.review.anchor import Anchor
    from gongwen.session import Session
    from gongwen.store import Store
    from widgets.frame import Frame
    from widgets.keeper import Keeper
    from widgets.reviewcourse import Musts


class Review(Word):
    """Shows a report with its annotations; `box` is the whole view."""

    _esm = joined(
        "dom.js", "text.js", "menu.js", "remember.js", "kept.js", "rows.js", "paper.js", "preview.js", "reviewmarks.js", "reviewcards.js",
        "reviewcolumn.js", "reviewrail.js", "reviewread.js", "reviewcourse.js", "reviewword.js", "reviewkept.js",
        "review.js",
    )  # fmt: skip
    _css = joined("review.css")
    marks: traitlets.List[Any] = traitlets.List().tag(sync=True)
    course = traitlets.Dict().tag(sync=True)
    stock: traitlets.List[Any] = traitlets.List().tag(sync=True)
    compose = traitlets.Dict().tag(sync=True)
    face = traitlets.Dict().tag(sync=True)
    terms = traitlets.Dict(
        {"kinds": [[str(k), v] for k, v in KINDS.items()], "weights": [[str(k), v] for k, v in WEIGHTS.items()]}
    ).tag(sync=True)

    def __init__(
        self, keeper: Keeper, shelf: Callable[[], Store], session: Session, frame: Frame, musts: Musts
    ) -> None:
        super().__init__(keeper, shelf, session, frame)
        self._musts = musts
        self.on_checks: Callable[[Preset], None] = lambda _preset: None
        self._found: Mapping[str, str] = {}
        self._pages = Pages(session.document)
        self._aims: dict[str, Aim] = {}
        self._written_on = 0
        self._serial = 0
        self._reads = False
        self._pointed = ""
        self._resumed: dict[str, Any] = {}
        self.shown = False
        self.box = w.Box([self]).add_class("gw-review")
        self.on_failure = frame.tell

    # --- what is shown ------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the view; what one has typed is a version first."""
        self.shown = True
        self._keeper.now()
        self._stock()
        self.follow()

    def leave(self) -> None:
        """Leave the view."""
        self.shown = False

    def point(self, key: str) -> None:
        """Show one annotation; a page that is not there yet shows it when it comes."""
        self._pointed = "" if self._ready else key
        if key in self._told:
            self.send({"type": "current", "id": key})
        else:
            self._frame.tell("链接里的那条批注已经不在了，或者还没有发出。")

    def follow(self) -> None:
        """Bring the pages, the marks and the cards up to date."""
        if not self.shown or not self._keeper.name:
            return
        store, name = self._shelf(), self._keeper.name
        document = self._session.document
        self._all = store.review.all(name)
        self._found = texts(document)
        self._pages = pages_of(self.face.get("look", LOOKS[0]), document, self._all)
        self.show(self._pages.document)
        self._read()
        self.marks = self._pages.marks(self._all, document)
        viewer = Viewer(store.person.name, store.review.unread(name), names_of(document))
        self._tell_cards([viewer.card(each) for each in self._all])
        stands = standing(store.course.bare(name), self._musts)
        read = f"第 {self._keeper.version} 版"
        self.course = painted(stands, store.person.name, self._all, read)
        open_ones = sum(each.is_open for each in self._all)
        self._frame.put(turn=turn(stands, store.person.name), remarks=open_ones)
        only = bool(self._frame.state["only"])
        self.face = {**self.face, "writes": not only, "me": store.person.name}

    def _tell_cards(self, cards: list[dict[str, Any]], *, fresh: bool = False) -> None:
        """Send the cards that differ from those the page has; `fresh` sends all."""
        told = {} if fresh else self._told
        put = [card for card in cards if told.get(card["id"]) != card]
        order = [card["id"] for card in cards]
        if fresh or put or order != list(self._told):
            self.send({"type": "cards", "put": put, "order": order})
        self._told = {card["id"]: card for card in cards}

    def on_ready_message(self, content: dict[str, Any], buffers: list[memoryview]) -> None:
        """The page is there, or has lost count."""
        super().on_ready_message(content, buffers)
        self._tell_cards(list(self._told.values()), fresh=True)
        if self._pointed:
            self.point(self._pointed)
        if self._resumed:
            self.send(self._resumed)
            self._resumed = {}

    def on_look_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The pages are wanted with marks, as if all suggestions were accepted, or as the text stands."""
        name = text_of(content, "name", 20)
        self.face = {**self.face, "look": name if name in LOOKS else LOOKS[0]}
        self.follow()
        if self.compose:
            self.compose = {**self.compose, "aims": [self._aim(aim) for aim in self._aims.values()]}

    def on_read_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A narrow page shows the report as text to read, not as paper."""
        self._reads = True
        self._read()

    def _read(self) -> None:
        if self._reads:
            self.send({"type": "text", "blocks": reading(self._pages.document)})

    def on_checks_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What the checks say must be mended is wanted, as strictly as the next step looks."""
        preset = self._shelf().course.bare(self._name).preset
        if preset is not None:
            self.on_checks(preset)

    # --- a new annotation ---------------------------------------------------------------------------------------

    def on_begin_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Something is to be said of what was selected (from, to), of a place (from alone), or of the whole report."""
        own = None if _place(content.get("from")) is None else self._picked(content)
        self._begin(own, suggests=content.get("suggests") is True)

    def _begin(self, own: tuple[str, int, int] | None, *, suggests: bool, **more: Any) -> None:
        """Open a card for an annotation of a range of the report's own text, or of the whole report."""
        document = self._session.document
        found = aims(self._found, document, *own) if own else aims(self._found, document, "title", 0, 0)[-1:]
        self._aims = {aim.name: aim for aim in found}
        self._written_on = self._keeper.version
        self._serial += 1
        words = self._found.get(own[0], "")[own[1] : own[2]] if own else ""
        self.compose = {
            "serial": self._serial, "suggests": suggests, "aims": [self._aim(aim) for aim in found],
            "own": list(own) if own else None, "words": words, **more,
        }  # fmt: skip

    def resume(self, card: str, mode: str, said: Mapping[str, Any]) -> None:
        """Go on with what was being written in a card when its page ended; raise EditError when the card is gone."""
        form = {"mode": mode, **written(said)}
        if card == NEW:
            own = where(said, self._found)
            self._begin(own, suggests=said.get("suggests") is True, form=form)
        elif card in self._told:
            self._resumed = {"type": "resume", "id": card, "form": form}
            if self._ready:
                self.send(self._resumed)
        else:
            raise EditError("那条批注已经不在了", mend="要留着写的话，请点“复制”")

    def _picked(self, content: dict[str, Any]) -> tuple[str, int, int]:
        """Return the key and the range of the report's own text that was selected on the pages."""
        start, end = _place(content.get("from")), _place(content.get("to"))
        if start is None:
            raise EditError("还没有选中文字", mend="请先在版面上选中文字")
        key, first, last = selected(self._pages.document, start, end or start)
        return key, self._pages.back(key, first), self._pages.back(key, last)

    def _aim(self, aim: Aim) -> dict[str, Any]:
        anchor = aim.anchor
        return {
            "name": aim.name, "label": LABELS[aim.name], "quote": aim.quote, "ranged": anchor.end > anchor.start,
            "at": self._pages.stretch(anchor), "first": self._pages.first(anchor),
        }  # fmt: skip

    def on_cancel_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Nothing is to be said after all."""
        self.compose = {}

    def on_add_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What was written is to be an annotation."""
        aim = self._aims.get(text_of(content, "aim", 20))
        if aim is None or not self.compose:
            raise EditError("要批注的地方已经不在了", mend="请重新选中文字")
        text = said(content)
        replacement = text_of(content, "replacement", 20_000) if content.get("replacement") is not None else None
        if not text and replacement is None:
            raise EditError("批注还没有写", mend="请写一句意见，或者写出改成什么")
        if replacement is not None and replacement == aim.anchor.quote:
            raise EditError("改成的文字和原文一样", mend="请写出要改成什么")
        self._add(aim.anchor, text, content, replacement, self._written_on)

    def _add(
        self, anchor: Anchor, text: str, said: dict[str, Any], replacement: str | None = None, version: int = 0
    ) -> None:
        version = version or self._keeper.version
        kind, weight = kind_of(said), weight_of(said)
        made = self._shelf().review.add(
            self._name, version, anchor, text, kind=kind, weight=weight, replacement=replacement
        )
        self.compose = {}
        self.follow()
        self.send({"type": "current", "id": made.id})

    def on_repoint_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The words of an annotation were selected anew."""
        key, first, last = self._picked(content)
        if last <= first:
            raise EditError("选中的地方没有文字", mend="请选中它现在说的那些字")
        anchor = anchored(self._found, key, first, last)
        self._shelf().review.repoint(self._name, text_of(content, "id", 60), self._keeper.version, anchor)
        self.follow()
        self.send({"type": "current", "id": text_of(content, "id", 60)})

    def on_quick_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """One of the office's own remarks is to stand at what was selected."""
        at = count_of(content, "at", 40)
        if at >= len(self.stock):
            raise EditError(f"常用批注没有第 {at + 1} 条", mend="请在“常用”里看看有哪些")
        text, kind, weight = self.stock[at]
        found = aims(self._found, self._session.document, *self._picked(content))
        self._add(found[0].anchor, text, {"kind": kind, "weight": weight})

    def on_restock_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The office's remarks were edited."""
        stock.save(stock.parsed(text_of(content, "lines", 20_000)))
        self._stock()
        self._frame.tell("常用批注已存下，全单位都用这一份。", "done")

    def _stock(self) -> None:
        found, says = stock.load()
        self.stock = [[each.text, str(each.kind), str(each.weight)] for each in found]
        self.face = {**self.face, "lines": stock.written(found)}
        if says:
            self._frame.tell(says)


def _place(given: object) -> Location | None:
    """Return a place on paper that the page named; None when it named none."""
    if not isinstance(given, dict):
        return None
    paragraph, offset = given.get("paragraph"), given.get("offset")
    if not isinstance(paragraph, int) or not isinstance(offset, int) or paragraph < ALTERNATIVE:
        raise GongwenError("页面送来的内容不完整", mend="请刷新页面再试")
    return Location(text_of(given, "section", 200), paragraph, max(offset, 0), max(offset, 0))
