"""The form in the middle: the fields of the outline's entry that is open, with the template's guidance beside them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import ipywidgets as w

from gongwen.attachments import annex_number, index_of
from gongwen.document import LayoutKind, numbered
from gongwen.numerals import heading_number
from gongwen.targets import HEADING_SUFFIX, location_of, offset_of, read, target_of
from gongwen.templates import titles
from widgets.annexes import AnnexList
from widgets.choice import Choice, Question, questions_of
from widgets.field import Face, TextField
from widgets.figures import FigureForms
from widgets.guidance import part_advice, section_advice, shown
from widgets.parts import IMPORTED, OPENING, PARTS, fields_of, is_annex
from widgets.tables import TableForms

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Location
    from gongwen.session import Session
    from gongwen.templates import Template
    from widgets.field import Quoted
    from widgets.parts import Field


MARK_WORDS: Final = {
    LayoutKind.ORDINARY: "文件", LayoutKind.LETTER: "", LayoutKind.ORDER: "令", LayoutKind.MINUTES: "会议纪要",
}  # fmt: skip
"""What follows the organs in a mark."""


class Form:
    """Builds and keeps the fields; `show` opens an entry, `refresh` follows the session, `follow` the guidance."""

    def __init__(self, session: Session, report: str, template: Callable[[], Template | None]) -> None:
        self._session = session
        self._report = report
        self._template = template
        self._fields: dict[str, TextField] = {}
        self._choices: dict[str, Choice] = {}
        self.annexes = AnnexList()
        self.annexes.on_failure = self._failed
        self._heading = self._wire(TextField(session, report, single=True, lines=False))
        self._body = self._wire(TextField(session, report, marks=True))
        self.entry = ""
        self._layout = session.document.layout
        self.on_failure: Callable[[str], None] = lambda _sentence: None
        self.on_place: Callable[[str, int], None] = lambda _target, _offset: None
        self.on_disputed: Callable[[str, str], None] = lambda _target, _base: None
        self.on_quoted: Quoted = lambda _target, _at, _words, _choice: None
        self.tables = TableForms(session, report)
        self.figures = FigureForms(session, report)
        self.insets = (self.tables, self.figures)
        for insets in self.insets:
            insets.on_failure, insets.on_place, insets.on_any = self._failed, self._placed, self._mark_insets
            insets.on_disputed = self._disputed
        self._aside = w.HTML().add_class("gw-aside")
        self._group = w.VBox().add_class("gw-fields")
        self._section = w.VBox([self._heading, self._body]).add_class("gw-fields")
        adders = w.HBox([insets.adder for insets in self.insets]).add_class("gw-row").add_class("gw-adders")
        self._beside = w.VBox([*(insets.box for insets in self.insets), adders]).add_class("gw-fields")
        self.box = w.VBox([self._group, self._section, self._beside, self._aside]).add_class("gw-form-body")

    @property
    def fields(self) -> tuple[TextField, ...]:
        """The fields on the screen now."""
        if self.entry in PARTS:
            shown = fields_of(self._session.document, self.entry)
            return tuple(self._fields[field.target] for field in shown if field.target in self._fields)
        return () if self.entry in {"", IMPORTED} else (self._heading, self._body)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The questions on the screen now."""
        return tuple(map(self._choice, questions_of(self._session.document, self.entry)))

    def show(self, entry: str, *, location: Location | None = None, focus: bool = False) -> None:
        """Open an entry; with a location the caret goes there. Raises EditError when it is a section that is gone."""
        if entry not in PARTS:
            self._session.document.section(entry)
        changed = entry != self.entry
        self.entry = entry
        self._group.layout.display = "" if entry in PARTS else "none"
        self._section.layout.display = "none" if entry in PARTS else ""
        if entry in PARTS:
            self._show_part(entry, location, focus=focus, changed=changed)
        else:
            self._show_section(entry, location, focus=focus, changed=changed)
        self._beside.layout.display = "" if entry == OPENING or entry not in PARTS else "none"
        for insets in self.insets:
            insets.show(entry if entry == OPENING or entry not in PARTS else "")
        self.follow()

    def refresh(self, *, others: bool = False) -> None:
        """Send anew what the session changed by itself (undo, edits of the tree) or what others wrote, and the numbers."""
        if self.entry in PARTS and self._session.document.layout is not self._layout:
            self._show_part(self.entry, None, focus=False, changed=False)
        for field in self.fields:
            (field.follow if others else field.refresh)()
        for choice in self.choices:
            choice.refresh()
        for insets in self.insets:
            insets.refresh(others=others)
        if self.entry not in {"", IMPORTED, *PARTS}:
            self._heading.renumber(self._number(self.entry))

    def follow(self) -> None:
        """Bring the guidance up to date with the document."""
        document, template = self._session.document, self._template()
        if self.entry in {"", IMPORTED}:
            return
        self.annexes.show(document)
        for field in self.fields:
            field.name_tables()
        if self.entry in PARTS:
            advice = part_advice(document, self.entry, template)
        else:
            advice = section_advice(document, document.section(self.entry), template)
        value = shown(advice)
        if value != self._aside.value:
            self._aside.value = value
            (self.box.remove_class if value else self.box.add_class)("is-plain")

    def tell_saved(self) -> None:
        """Tell every field that what it sent is saved."""
        for field in (self._heading, self._body, *self._fields.values()):
            field.tell_saved()
        for insets in self.insets:
            insets.tell_saved()

    def name_report(self, report: str) -> None:
        """Tell every field the id the report has now."""
        self._report = report
        for field in (self._heading, self._body, *self._fields.values()):
            field.name_report(report)
        for insets in self.insets:
            insets.name_report(report)

    def refresh_insets(self) -> None:
        """Show the tables and figures whose places the text has now."""
        for insets in self.insets:
            insets.refresh()

    def go_into(self, location: Location) -> None:
        """Put the caret at a place in a table or a figure of the section."""
        for insets in self.insets:
            insets.go(location)

    def _mark_insets(self) -> None:
        (self.box.add_class if any(insets.shown for insets in self.insets) else self.box.remove_class)("has-tables")

    def _wire(self, field: TextField) -> TextField:
        field.on_failure = self._failed
        field.on_place = self._placed
        field.on_disputed = self._disputed
        field.on_quoted = self._quoted
        return field

    def _disputed(self, target: str, base: str) -> None:
        self.on_disputed(target, base)

    def _quoted(self, target: str, at: int, words: str, choice: dict[str, Any]) -> None:
        self.on_quoted(target, at, words, choice)

    def _failed(self, sentence: str) -> None:
        self.on_failure(sentence)

    def _placed(self, target: str, offset: int) -> None:
        for insets in self.insets:
            insets.follow(target, location_of(target, read(self._session.document, target), offset))
        self.on_place(target, offset)

    def _caret(self, target: str, location: Location | None) -> tuple[int, int] | None:
        if location is None or target_of(location) != target:
            return None
        text = read(self._session.document, target)
        at = offset_of(text, location)
        return at, min(at + max(0, location.end - location.start), len(text))

    def _show_part(self, entry: str, location: Location | None, *, focus: bool, changed: bool) -> None:
        new_layout = self._session.document.layout is not self._layout
        self._layout = self._session.document.layout
        asked = questions_of(self._session.document, entry)
        placed: list[w.DOMWidget] = [self._choice(question) for question in asked if not question.after]
        for part in fields_of(self._session.document, entry):
            field = self._fields.get(part.target)
            if field is None:
                new = TextField(self._session, self._report, single=not part.tall, lines=part.many, marks=part.tall)
                field = self._fields[part.target] = self._wire(new)
                if part.half:
                    field.add_class("gw-half")
            caret = self._caret(part.target, location)
            if changed or new_layout or field.target != part.target:
                face = Face(part.label, hint=self._hint(part), picks=self._picks(part), date=part.date)
                field.show(part.target, face, caret=caret, focus=focus and caret is not None)
            elif caret is not None:
                field.put_caret(caret)
            placed += [field, *(self._choice(question) for question in asked if question.after == part.target)]
            if part.target == "attachments":
                placed.append(self.annexes)
        if self._group.children != tuple(placed):
            self._group.children = tuple(placed)
        for choice in self.choices:
            choice.refresh()
        if focus and location is None and self.choices:
            self.choices[0].focus()

    def _choice(self, question: Question) -> Choice:
        choice = self._choices.get(question.target)
        if choice is None:
            choice = self._choices[question.target] = Choice(self._session, question)
            choice.on_failure = self._failed
        return choice

    def _show_section(self, entry: str, location: Location | None, *, focus: bool, changed: bool) -> None:
        section = self._session.document.section(entry)
        at_heading, at_body = self._caret(entry + HEADING_SUFFIX, location), self._caret(entry, location)
        if changed or self._body.target != entry:
            hint = "序号自动编排，不用手打。"
            if is_annex(self._session.document, entry):
                hint = "要和附件说明里的名称一样。"
            elif section.heading:
                hint = ""
            annex = is_annex(self._session.document, entry)
            heading = Face("附件标题" if annex else "小标题", self._number(entry), hint, "写标题")
            self._heading.show(
                entry + HEADING_SUFFIX, heading, caret=at_heading, focus=focus and at_heading is not None
            )
            first = "第一段跟在小标题后面；" if section.run_in else ""
            body = Face(f"正文　{first}回车另起一段，首行自动空两字", placeholder="在这里写正文")
            self._body.show(entry, body, caret=at_body, focus=focus and at_body is not None)
        elif at_heading is not None:
            self._heading.put_caret(at_heading)
        elif at_body is not None:
            self._body.put_caret(at_body)

    def _hint(self, part: Field) -> str:
        template = self._template()
        return part.hint + (template.hint(part.target) if template else "")

    def _picks(self, part: Field) -> tuple[tuple[str, str], ...]:
        """Return what one click may write into a field: (words of the button, text)."""
        if part.date:
            now = datetime.now().astimezone()
            today = f"{now.year}年{now.month}月{now.day}日"
            return ((f"今天（{now.month}月{now.day}日）", today),)
        document, template = self._session.document, self._template()
        if part.target == "authority_mark" and document.signature.organs and not document.header.authority_mark:
            return (("照署名机关填", "\n".join(document.signature.organs) + MARK_WORDS[document.layout]),)
        if part.target != "title" or template is None:
            return ()
        written = document.title.replace("\n", "")
        return tuple((title, title) for title in titles(template, document) if title != written)

    def _number(self, section_id: str) -> str:
        document = self._session.document
        if is_annex(document, section_id):
            return annex_number(document, index_of(document, section_id))
        for root in (document.body, *document.annexes):
            for section, level, number in numbered(root, 1):
                if section.id == section_id:
                    return heading_number(level, number)
        return ""
