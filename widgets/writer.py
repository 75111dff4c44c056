"""The writer: outline, form and preview of one open report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as w

from gongwen.anchors import home_of, section_of
from gongwen.document import BODY_ID, Location
from gongwen.errors import GongwenError
from gongwen.targets import CELL, cell_of, location_of, read
from widgets.annexes import annex_face
from widgets.carried import Carried
from widgets.choice import PART_OF, asks_first
from widgets.disputes import Disputes
from widgets.form import Form
from widgets.outline import Outline, asking, entries, found_in
from widgets.parts import IMPORTED, PARTS, entry_of, heading_place, is_annex, is_section
from widgets.preview import Preview
from widgets.quoting import Quoting
from widgets.tools import SectionTools, part_face, section_face
from widgets.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.session import Change, Session, Step
    from gongwen.store import Asked
    from gongwen.templates import Template
    from widgets.frame import Frame
    from widgets.imported import ImportPanel


class Writer:
    """Three panes on one session; everything a person does here goes through the session."""

    def __init__(
        self,
        session: Session,
        report: str,
        frame: Frame,
        template: Callable[[], Template | None],
        panel: ImportPanel | None = None,
        me: Callable[[], str] = str,
        findings: w.Widget | None = None,
    ) -> None:
        self._session = session
        self._frame = frame
        self._template = template
        self._panel = panel
        self._worst: dict[str, tuple[str, int]] = {}
        self.on_place: Callable[[Location], None] = lambda _location: None
        self.form = Form(session, report, template)
        self.form.on_failure = frame.tell
        self.form.on_place = self._placed
        self.outline = Outline()
        self.outline.on_go = self.open
        self.preview = Preview()
        self.preview.on_go = self.go
        self.tools = SectionTools()
        self.tree = Tree(session, frame, template, lambda: self.form.entry, self.go)
        self.tools.on_do = self.tree.do
        self.form.annexes.on_do = self.tree.annex
        self.quoting = Quoting(session, frame)
        self.form.on_quoted = self.quoting.insert
        for widget in (self.outline, self.preview, self.tools, *([panel] if panel else [])):
            widget.on_failure = frame.tell
        self.disputes = Disputes(session, me)
        self.disputes.on_failure = frame.tell
        self.disputes.on_go = self.go
        self.carried = Carried(session, frame)
        self.carried.on_go = self.go
        self._scroll = w.Box().add_class("gw-scroll").add_class("gw-form-scroll")
        self._before, self._after = self._step_button(-1), self._step_button(1)
        self.box = self._build(findings)
        session.watch(self._changed)
        self.follow()
        self.preview.show(session.document)

    def _build(self, findings: w.Widget | None) -> w.Box:
        def pane(name: str, *children: w.Widget) -> w.Box:
            return w.VBox(children).add_class("gw-pane").add_class(name)

        grips = [w.HTML("").add_class("gw-grip") for _ in range(2)]
        foot = w.Box([self._before, self._after]).add_class("gw-foot")
        return w.Box(
            [
                pane("gw-outline", self.outline),
                grips[0],
                *([pane("gw-findings", findings)] if findings else []),
                pane("gw-form", self.tools, self.quoting, self._scroll, foot),
                grips[1],
                pane("gw-preview-pane", self.preview),
            ]
        ).add_class("gw-panes")

    def _step_button(self, by: int) -> w.Button:
        button = w.Button(tooltip="Alt+↑" if by < 0 else "Alt+↓").add_class("gw-btn")
        button.on_click(lambda _button: self.step(by))
        return button

    def open(self, entry: str, *, location: Location | None = None, focus: bool = True) -> None:
        """Open an entry of the outline, with the caret at a location when one is given."""
        if entry == IMPORTED and self._panel is not None:
            self._panel.on_shown()
            self.form.entry = IMPORTED
            self._scroll.children = (self._panel,)
        else:
            if location is None and focus:
                location = self._start_of(entry)
            self.form.show(entry, location=location, focus=focus)
            self._scroll.children = (self.disputes, self.carried, self.form.box)
            if location is not None:
                self.on_place(location)
        self.outline.current = entry
        self.disputes.show(entry)
        self.carried.show(entry)
        self._dress()

    def close_import(self) -> None:
        """Leave the import report, now that it has been read; it stays in the outline."""
        self.follow()
        if self.form.entry == IMPORTED:
            self.open(next(iter(PARTS)))

    def go(self, location: Location) -> None:
        """Put the caret at a location, in the form that holds it."""
        self._frame.send({"type": "focus-form"})
        home = home_of(self._session.document, location)
        if home == location:
            self.open(entry_of(location), location=location)
            return
        self.open(entry_of(home), focus=False)
        self.form.go_into(location)
        self.on_place(home)

    def step(self, by: int) -> None:
        """Open the entry before or after the current one."""
        target = self._neighbour(by)
        if target is not None:
            self.open(target["id"])

    def undone(self, step: Step | None, document: Document) -> None:
        """Show where an undo or redo took place."""
        if step is None:
            return
        if not step.target:
            gone = step.after if document == step.before else step.before
            known = {section.id for section in gone.walk()}
            back = next((section for section in document.walk() if section.id not in known), None)
            if back is not None:
                self.go(heading_place(back.id))
            return
        if step.target in PART_OF:
            self.open(PART_OF[step.target])
            return
        if CELL in step.target:
            self._inset_undone(step, document)
            return
        text = read(document, step.target)
        other = read(step.after if document == step.before else step.before, step.target)
        self.go(location_of(step.target, text, _last_difference(text, other)))

    def _inset_undone(self, step: Step, document: Document) -> None:
        """Show the place an undo or redo changed, or where a table or a figure stands or stood that came or went."""
        inset_id, place = cell_of(step.target)
        if section_of(document, inset_id) is not None:
            self.go(Location(inset_id, place))
            return
        section = section_of(step.after if document == step.before else step.before, inset_id)
        if section is not None:
            self.open(entry_of(Location(section.id, 0)))

    def follow(self) -> None:
        """Bring the outline, the head and the guidance up to date with the document."""
        items = entries(self._session.document, self._template(), imported=self._panel and self._panel.state)
        waiting = self.disputes.waiting
        judged = [found_in(item, self._worst.get(item["id"])) for item in items]
        unseen = self.carried.unseen
        asked = [asking(item, waiting.get(item["id"], 0)) for item in judged]
        self.outline.show([{**item, "unseen": unseen.get(item["id"], 0)} for item in asked])
        self.carried.follow()
        self.form.follow()
        self._dress()

    def judge(self, worst: dict[str, tuple[str, int]]) -> None:
        """Show in the outline the worst that was found in each entry, and how often."""
        if worst != self._worst:
            self._worst = worst
            self.follow()

    def _neighbour(self, by: int) -> dict[str, str] | None:
        items = self.outline.items
        at = next((at for at, item in enumerate(items) if item["id"] == self.form.entry), None)
        if at is None or not 0 <= at + by < len(items):
            return None
        found: dict[str, str] = items[at + by]
        return found

    def _start_of(self, entry: str) -> Location | None:
        if entry in PARTS:
            return None if asks_first(entry) else Location(PARTS[entry][0].target, 0)
        section = self._session.document.section(entry)
        return Location(entry, 0) if section.heading or entry == BODY_ID else heading_place(entry)

    def _changed(self, change: Change) -> None:
        self.preview.show(change.document, others=change.others)
        if change.others:
            self._follow_others()
            return
        if change.typed:
            if change.target == self.form.entry and (change.document.tables or change.document.figures):
                self.form.refresh_insets()  # a place may have been typed away
            return
        if self.form.entry not in {"", IMPORTED} and not self._stands():
            self.open(next(iter(PARTS)))
        self.follow()
        self.form.refresh()

    def _follow_others(self) -> None:
        """Show what others wrote, and leave the person where they are."""
        if self.form.entry not in {"", IMPORTED} and not self._stands():
            self.open(next(iter(PARTS)), focus=False)
            self._frame.tell("您刚才打开的这一节，别人删去了。要用，请到“版本”里恢复。")
        self.follow()
        self.form.refresh(others=True)

    def show_people(self, people: list[list[str]]) -> None:
        """Show who else has the report open, and where they write."""
        named = [[name or "您的另一个窗口", entry] for name, entry in people]
        self._frame.put(people=sorted({name for name, _entry in named}))
        self.outline.people = [[name, entry] for name, entry in named if entry]

    def ask(self, questions: tuple[Asked, ...], here: tuple[Asked, ...]) -> None:
        """Show what two people wrote differently and nobody has decided yet; `here` came up in this window just now."""
        self.disputes.ask(questions, here)
        self.follow()

    def _stands(self) -> bool:
        """Whether all that the form shows is still in the document."""
        try:
            for field in self.form.fields:
                read(self._session.document, field.target)
        except GongwenError:
            return False
        return True

    def _placed(self, target: str, offset: int) -> None:
        document = self._session.document
        self.on_place(home_of(document, location_of(target, read(document, target), offset)))

    def _dress(self) -> None:
        """Name what is open, and what comes before and after it."""
        document, entry, template = self._session.document, self.form.entry, self._template()
        if is_annex(document, entry):
            self.tools.show(annex_face(document, entry))
        elif is_section(document, entry):
            self.tools.show(section_face(document, entry, template))
        else:
            label = next((item["label"] for item in self.outline.items if item["id"] == entry), "")
            self.tools.show(part_face(document, label, template))
        for button, by, word in ((self._before, -1, "上一节"), (self._after, 1, "下一节")):
            item = self._neighbour(by)
            words = f"{word}：{item['number']}{item['label']}" if item else ""
            button.description = words
            button.layout.visibility = None if item else "hidden"


def _last_difference(text: str, other: str) -> int:
    """Return where in a text its last difference from another ends."""
    end = 0
    while end < min(len(text), len(other)) and text[-1 - end] == other[-1 - end]:
        end += 1
    return len(text) - end
