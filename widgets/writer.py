"""The writer: outline, form and preview of one open report, and the edits of its tree."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import ipywidgets as w

from gongwen import edits
from gongwen.document import BODY_ID, MAX_LEVEL, Location, Section
from gongwen.errors import GongwenError
from gongwen.targets import location_of, read
from widgets.form import Form, entry_of, heading_place
from widgets.outline import HEAD, IMPORTED, Outline, entries, finished
from widgets.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.session import Change, Session, Step
    from gongwen.templates import Template, TemplateSection
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
    ) -> None:
        self._session = session
        self._frame = frame
        self._template = template
        self._panel = panel
        self.on_place: Callable[[Location], None] = lambda _location: None
        self.form = Form(session, report, template)
        self.form.on_failure = frame.tell
        self.form.on_place = self._placed
        self.outline = Outline()
        self.outline.on_go = self.open
        self.preview = Preview()
        self.preview.on_go = self.go
        for widget in (self.outline, self.preview, *([panel] if panel else [])):
            widget.on_failure = frame.tell
        self._tally = w.HTML().add_class("gw-tally")
        self._actions = w.Box().add_class("gw-actions")
        self._scroll = w.Box([self.form.box]).add_class("gw-scroll").add_class("gw-form-scroll")
        self.box = self._build()
        session.watch(self._changed)
        self.follow()
        self.preview.show(session.document)

    def _build(self) -> w.Box:
        def pane(name: str, *children: w.Widget) -> w.Box:
            return w.VBox(children).add_class("gw-pane").add_class(name)

        grips = [w.HTML("").add_class("gw-grip") for _ in range(2)]
        head = w.Box([w.HTML("<h2>大纲</h2>"), self._tally]).add_class("gw-pane-head")
        outline = w.Box([self.outline]).add_class("gw-scroll")
        return w.Box(
            [
                pane("gw-outline", head, outline),
                grips[0],
                pane(
                    "gw-form", w.Box([w.HTML("<h2>写作</h2>"), self._actions]).add_class("gw-pane-head"), self._scroll
                ),
                grips[1],
                pane("gw-preview-pane", self.preview),
            ]
        ).add_class("gw-panes")

    def open(self, entry: str, *, location: Location | None = None, focus: bool = True) -> None:
        """Open an entry of the outline, with the caret at a location when one is given."""
        if entry == IMPORTED and self._panel is not None:
            self.form.entry = IMPORTED
            self._scroll.children = (self._panel,)
        else:
            if location is None and focus and entry != IMPORTED:
                location = self._start_of(entry)
            self.form.show(entry, location=location, focus=focus)
            self._scroll.children = (self.form.box,)
        self.outline.current = entry
        self._dress(entry)

    def go(self, location: Location) -> None:
        """Put the caret at a location, in the form that holds it."""
        self._frame.send({"type": "focus-form"})
        self.open(entry_of(location), location=location)

    def step(self, by: int) -> None:
        """Open the entry before or after the current one."""
        ids = [item["id"] for item in self.outline.items]
        at = ids.index(self.form.entry) if self.form.entry in ids else 0
        target = ids[min(len(ids) - 1, max(0, at + by))]
        if target != self.form.entry:
            self.open(target)

    def undone(self, step: Step | None, document: Document) -> None:
        """Show where an undo or redo took place."""
        if step is None or not step.target:
            return
        text = read(document, step.target)
        self.go(location_of(step.target, text, len(text)))

    def follow(self) -> None:
        """Bring the outline up to date with the document."""
        items = entries(self._session.document, self._template(), imported=self._panel is not None)
        if items != self.outline.items:
            self.outline.items = items
            done, all_parts = finished(items)
            self._tally.value = f"<span class='gw-2nd'>已完成 {done} / {all_parts} 项</span>"

    def _start_of(self, entry: str) -> Location | None:
        if entry == HEAD:
            return Location("title", 0)
        if any(section.id == entry for section in self._session.document.body.walk()):
            section = self._session.document.section(entry)
            return Location(entry, 0) if section.heading or entry == BODY_ID else heading_place(entry)
        return None

    def _changed(self, change: Change) -> None:
        self.preview.show(change.document)
        if change.typed:
            return
        entry = self.form.entry
        if entry not in {"", IMPORTED} and not self._stands():
            self.open(HEAD)
        self.follow()
        self.form.refresh()
        self._dress(self.form.entry)

    def _stands(self) -> bool:
        """Whether all that the form shows is still in the document."""
        try:
            return bool(self.form.fields) and all(
                read(self._session.document, field.target) is not None for field in self.form.fields if field.target
            )
        except GongwenError:
            return False

    def _placed(self, target: str, offset: int) -> None:
        self.on_place(location_of(target, read(self._session.document, target), offset))

    def _dress(self, entry: str) -> None:
        item = next((item for item in self.outline.items if item["id"] == entry), None)
        buttons = [self._button("加一节", self._add, "在这一节后面加同级的一节")]
        if item is not None and item["number"]:
            section = self._session.document.section(entry)
            if item["level"] < MAX_LEVEL:
                buttons.append(self._button("加下级", self._add_child, "在这一节里面加下一级的节"))
            run_in = "标题独行" if section.run_in else "标题接排"
            buttons += [
                self._button("上移", lambda: self._tree(edits.move_section, -1, "上移")),
                self._button("下移", lambda: self._tree(edits.move_section, 1, "下移")),
                self._button("升级", lambda: self._tree(edits.outdent_section, None, "升级")),
                self._button("降级", lambda: self._tree(edits.indent_section, None, "降级")),
                self._button(run_in, self._toggle_run_in, "小标题单独一行，还是与正文同一行"),
                self._button("删除", self._remove, "删除这一节"),
            ]
        if [button.description for button in buttons] != [button.description for button in self._actions.children]:
            self._actions.children = tuple(buttons)

    def _button(self, words: str, action: Callable[[], None], tip: str = "") -> w.Button:
        button = w.Button(description=words, tooltip=tip or words).add_class("gw-btn").add_class("is-quiet")

        def pressed(_button: w.Button) -> None:
            try:
                action()
            except GongwenError as error:
                self._frame.tell(error.sentence, "should")

        button.on_click(pressed)
        return button

    def _tree(self, edit: Callable[..., Document], step: int | None, label: str) -> None:
        entry = self.form.entry
        arguments = (entry,) if step is None else (entry, step)
        self._session.apply(edit(self._session.document, *arguments), label)

    def _toggle_run_in(self) -> None:
        entry = self.form.entry
        run_in = not self._session.document.section(entry).run_in
        self._session.apply(edits.set_run_in(self._session.document, entry, run_in=run_in), "标题排法")

    def _add(self) -> None:
        missing = self._missing()
        if not missing:
            self._insert(Section(edits.fresh_id(self._session.document)))
            return
        name = edits.fresh_id(self._session.document)
        actions = {"空白的一节": partial(self._insert, Section(name))}
        for slot in missing:
            heading = slot.heading.format(year=self._session.document.year)
            actions[heading] = partial(self._insert, Section(name, heading, slot=slot.key))
        self._frame.tell("加哪一节？模板里还有几节没有用到。", "acc", **actions)

    def _missing(self) -> list[TemplateSection]:
        template = self._template()
        used = {section.slot for section in self._session.document.body.walk()}
        return [slot for slot in template.sections if slot.key not in used] if template else []

    def _insert(self, section: Section) -> None:
        document, entry = self._session.document, self.form.entry
        if any(found.id == entry for found, _, _ in document.sections()) and not section.slot:
            parent, index = edits.parent_of(document, entry)
            after = edits.insert_section(document, parent.id, index + 1, section)
        else:
            at = 0 if entry in {HEAD, BODY_ID} else len(document.body.children)
            after = edits.insert_section(document, BODY_ID, at, section)
        self._session.apply(after, "加一节")
        self.go(heading_place(section.id))

    def _add_child(self) -> None:
        document, entry = self._session.document, self.form.entry
        section = Section(edits.fresh_id(document))
        index = len(document.section(entry).children)
        self._session.apply(edits.insert_section(document, entry, index, section), "加下级")
        self.go(heading_place(section.id))

    def _remove(self) -> None:
        section = self._session.document.section(self.form.entry)
        if section.is_empty and not section.children:
            self._remove_now(section.id)
            return
        size = sum(len(text) for part in section.walk() for text in part.paragraphs)
        inside = f"，里面还有 {len(list(section.walk())) - 1} 个下级节" if section.children else ""
        self._frame.tell(
            f"“{section.heading or '这一节'}”有 {size} 字{inside}。删了可以用“撤销”找回来。", "must",
            删掉=lambda: self._remove_now(section.id),
        )  # fmt: skip

    def _remove_now(self, section_id: str) -> None:
        self._session.apply(edits.remove_section(self._session.document, section_id), "删除一节")
