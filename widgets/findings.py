"""The panel 检查: what there is to find in the open report, by weight and rule; and the marks under the words."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

import traitlets

from gongwen.checks import Preset, Severity
from gongwen.checks.ignored import sift
from widgets.channel import count_of, joined, text_of
from widgets.findingcards import card, known, marks, rule_told
from widgets.findingkept import FindingKept

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Location
    from gongwen.session import Session
    from gongwen.store import Store
    from widgets.checking import Checking
    from widgets.findingcards import Named
    from widgets.frame import Frame
    from widgets.keeper import Keeper


class Findings(FindingKept):
    """Lists findings and marks them; the checks run beside it whether or not it is open.

    `on_go` hears of the place a person wants to see, `on_counted` of the findings of each entry of the outline.
    """

    _esm = joined(
        "dom.js", "menu.js", "remember.js", "findingcard.js", "findingstrip.js", "findinglists.js", "findings.js"
    )
    _css = joined("findings.css")
    face = traitlets.Dict().tag(sync=True)

    def __init__(
        self, checking: Checking, session: Session, frame: Frame, keeper: Keeper, shelf: Callable[[], Store]
    ) -> None:
        super().__init__(checking, session, frame, keeper, shelf)
        self.on_go: Callable[[Location], None] = lambda _location: None
        self.on_counted: Callable[[dict[str, tuple[str, int]]], None] = lambda _counts: None
        self.face = {
            "preset": str(checking.preset),
            "counts": [0, 0, 0],
            "ignored": 0,
            "open": False,
            "writes": True,
            "at": "",
        }
        self._told: dict[str, dict[str, Any]] = {}
        self._marked: dict[str, list[list[Any]]] = {}
        self._rules: set[str] = set()
        self._ready = False
        self.on_failure = frame.tell
        checking.on_found = self.follow

    @property
    def musts(self) -> int:
        """How many findings of the document as it is now must be mended."""
        self._checking.now()
        return int(self.face["counts"][0])

    def musts_at(self, preset: Preset) -> tuple[str, ...]:
        """Return the fingerprints of what must be mended at a preset, and nobody has called right."""
        left, _ = sift(self._checking.at(preset), self._ignored)
        return tuple(each.fingerprint for each in left if each.severity is Severity.MUST)

    def show(self, *, opened: bool) -> None:
        """Open or close the panel; its cards are made when it is open."""
        self._put(open=opened)
        if opened:
            self._checking.now()
            self.follow()

    def follow(self) -> None:
        """Bring the list, the marks, the counts and the outline up to date with what was found."""
        found = self.kept(self._checking.found)
        self.shown = self.sorted(found, self._checking.preset)
        counts = Counter(each.severity for each in found)
        self._put(
            counts=[counts[severity] for severity in Severity], writes=not self._frame.state["only"],
            at=f"{datetime.now().astimezone():%H:%M}", ignored=self.silent, keeps=self.keeps,
        )  # fmt: skip
        self._frame.put(musts=counts[Severity.MUST])
        self._count()
        if self._ready:
            self._mark()
            self._tell()

    def _put(self, **changes: Any) -> None:
        face = {**self.face, **changes}
        if face != self.face:
            self.face = face

    def _count(self) -> None:
        """Tell the worst weight in each entry of the outline, and how many findings have it."""
        places = self._places()
        worst: dict[str, tuple[Severity, int]] = {}
        for each in self.shown:  # the gravest first
            severity = each.finding.severity
            if severity is not Severity.HINT and (entry := places.entry(each.finding.location)):
                first, count = worst.get(entry, (severity, 0))
                worst[entry] = (first, count + (severity is first))
        self.on_counted({entry: (str(severity), count) for entry, (severity, count) in worst.items()})

    def _mark(self, *, fresh: bool = False) -> None:
        told = {} if fresh else self._marked
        found = marks(self.shown, self._places())
        put = {target: rows for target, rows in found.items() if told.get(target) != rows}
        put |= {target: [] for target in told if target not in found}
        self._marked = found
        if put or fresh:
            self.send({"type": "marks", "put": put, "fresh": fresh})

    def _tell(self, *, fresh: bool = False) -> None:
        """Send the cards that differ from those the page has, and what unfolds under rules it has not met yet."""
        if not self.face["open"]:
            self._told = {}
            return
        places = self._places()
        cards = {each.key: card(each, places) for each in self.shown}
        put = [each for key, each in cards.items() if fresh or self._told.get(key) != each]
        rules = {each.finding.rule for each in self.shown} - (set() if fresh else self._rules)
        if fresh or put or list(cards) != list(self._told):
            told = {rule.id: rule_told(rule) for rule in known().values() if rule.id in rules}
            self.send({"type": "cards", "put": put, "order": list(cards), "rules": told})
            self._rules |= rules
        self._told = cards

    def on_ready_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page is there; it knows how strictly this person looks."""
        self._ready = True
        self._rules = set()
        given = content.get("preset")
        if given in set(Preset) and given != self._checking.preset:
            self._checking.preset = Preset(given)
            self._put(preset=given)
            self._checking.reset()
        self._mark(fresh=True)
        self._tell(fresh=True)

    def on_preset_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Another preset is wanted."""
        given = text_of(content, "name", 20)
        self.look(Preset(given) if given in set(Preset) else Preset.DRAFT)

    def look(self, preset: Preset) -> None:
        """List what a preset shows."""
        self._checking.preset = preset
        self._put(preset=str(preset))
        self._checking.reset()
        self._checking.now()

    def on_card_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The caret came to marked words: what is said of them is wanted."""
        key = text_of(content, "id", 60)
        each = next((each for each in self.shown if each.key == key), None)
        if each is not None:
            self.send({"type": "card", "card": card(each, self._places())})

    def on_go_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A finding's place is to be shown; of several the one of that number."""
        found = self.one(text_of(content, "id", 60)).finding
        places = found.places or (found.location,)
        self.on_go(places[count_of(content, "at") % len(places)])

    def on_step_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The next finding (by 1) or the one before (by -1) is to be shown, from the one the page names."""
        self._checking.now()
        keys = [each.key for each in self.shown]
        if not keys:
            self._frame.tell(
                "没有要改的了。"
                if self._checking.preset is Preset.REVIEW
                else f"“{self._checking.preset.label}”这一档没有要改的了。",
                "done",
            )
            return
        key, by = text_of(content, "id", 60), -1 if content.get("by") == -1 else 1
        at = keys.index(key) + by if key in keys else (0 if by > 0 else len(keys) - 1)
        if not 0 <= at < len(keys):
            at = 0 if by > 0 else len(keys) - 1
        self.point(self.shown[at])

    def point(self, each: Named) -> None:
        """Make a finding the current one, and show its place in the form and on the page."""
        self.send({"type": "current", "id": each.key, "card": card(each, self._places())})
        self.on_go(each.finding.location)
