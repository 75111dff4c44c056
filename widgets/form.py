"""The form in the middle: the fields of the outline's entry that is open, with the template's guidance beside them."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

import ipywidgets as w

from gongwen.document import BODY_ID, HEADING, Location
from gongwen.numerals import heading_number
from gongwen.targets import HEADING_SUFFIX, offset_of, read, target_of
from widgets.field import TextField
from widgets.outline import CLOSING, EXTRAS, HEAD, IMPORTED, OPENING, TAIL

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Section
    from gongwen.session import Session
    from gongwen.templates import Template, TemplateSection

SINGLE: Final = {"addressees", "document_number", "date", "note", "printed", "printed_on"}
"""Targets of one line."""

GROUPS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    HEAD: (
        ("title", "标题", "太长时可以自己回车分行；不分行由程序按词意分。"),
        ("addressees", "主送机关", "不用打冒号，版面上自动加。"),
        ("document_number", "发文字号", "如：棠发〔2025〕36号。年份用六角括号。没有可不填。"),
        ("signatories", "签发人", "每行一个姓名。上行文应当标注签发人。"),
    ),
    OPENING: ((BODY_ID, "开头", "回车另起一段，首行自动空两字。"),),
    CLOSING: (("closing", "结束语", "如：特此报告。没有可不填。"),),
    TAIL: (
        ("signature", "发文机关署名", "每行一个机关，联合行文主办机关在前。"),
        ("date", "成文日期", "如：2025年1月15日。年月日写全，不写成“01月”。"),
        ("note", "附注", "如：联系人：某某，电话：……。括号自动加。没有可不填。"),
    ),
    EXTRAS: (
        ("attachments", "附件名称", "每行一个，序号自动编，名称后面不加标点。"),
        ("copied_to", "抄送机关", "每行一个。年度法治政府建设报告应抄送上一级党委依法治理办事机构。"),
        ("printed", "印发机关", ""),
        ("printed_on", "印发日期", "如：2025年1月16日。"),
    ),
}
"""The fields of each entry that is not a section: target, label, hint."""

ENTRY_OF: Final = {
    **{target: entry for entry, fields in GROUPS.items() for target, _, _ in fields},
    BODY_ID: OPENING,
}
"""The entry whose form holds a field."""


def entry_of(location: Location) -> str:
    """Return the outline's entry a location belongs to."""
    return ENTRY_OF.get(location.section, location.section)


class Form:
    """Builds and keeps the fields; `show` opens an entry, `refresh` follows the session, `put_caret` goes to a place."""

    def __init__(self, session: Session, report: str, template: Callable[[], Template | None]) -> None:
        self._session = session
        self._report = report
        self._template = template
        self._fields: dict[str, TextField] = {}
        self._heading = TextField(session, report, single=True, lines=False)
        self._body = TextField(session, report)
        self.entry = ""
        self.on_failure: Callable[[str], None] = lambda _sentence: None
        self.on_place: Callable[[str, int], None] = lambda _target, _offset: None
        self._aside = w.HTML().add_class("gw-aside")
        self._group = w.VBox().add_class("gw-fields")
        self._section = w.VBox([self._wire(self._heading), self._wire(self._body)]).add_class("gw-fields")
        self.box = w.VBox([self._group, self._section, self._aside]).add_class("gw-form-body")

    @property
    def fields(self) -> tuple[TextField, ...]:
        """The fields on the screen now."""
        if self.entry in GROUPS:
            return tuple(self._fields[target] for target, _, _ in GROUPS[self.entry] if target in self._fields)
        return () if self.entry in {"", IMPORTED} else (self._heading, self._body)

    def show(self, entry: str, *, location: Location | None = None, focus: bool = False) -> None:
        """Open an entry; with a location the caret goes there."""
        changed = entry != self.entry
        self.entry = entry
        self._group.layout.display = "" if entry in GROUPS else "none"
        self._section.layout.display = "none" if entry in GROUPS else ""
        if entry in GROUPS:
            self._show_group(entry, location, focus=focus, changed=changed)
        else:
            self._show_section(self._session.document.section(entry), location, focus=focus, changed=changed)

    def refresh(self) -> None:
        """Send anew what the session changed by itself (undo, edits of the tree), and the numbers."""
        for field in self.fields:
            field.refresh()
        if self.entry and self.entry not in GROUPS and self.entry != IMPORTED:
            self._heading.renumber(self._number(self.entry))

    def tell_saved(self) -> None:
        """Tell every field that what it sent is saved."""
        for field in self.fields:
            field.tell_saved()

    def _wire(self, field: TextField) -> TextField:
        field.on_failure = self._failed
        field.on_place = self._placed
        return field

    def _failed(self, sentence: str) -> None:
        self.on_failure(sentence)

    def _placed(self, target: str, offset: int) -> None:
        self.on_place(target, offset)

    def _caret(self, target: str, location: Location | None) -> int | None:
        if location is None or target_of(location) != target:
            return None
        return offset_of(read(self._session.document, target), location)

    def _show_group(self, entry: str, location: Location | None, *, focus: bool, changed: bool) -> None:
        shown = []
        for target, label, hint in GROUPS[entry]:
            field = self._fields.get(target)
            if field is None:
                many = target not in SINGLE
                field = self._fields[target] = self._wire(
                    TextField(self._session, self._report, single=entry not in {OPENING, CLOSING}, lines=many)
                )
            caret = self._caret(target, location)
            if changed or field.target != target:
                field.show(target, label=label, hint=hint, caret=caret, focus=focus and caret is not None)
            elif caret is not None:
                field.put_caret(caret)
            shown.append(field)
        if changed:
            self._aside.value = _guidance(self._group_guidance(entry))
            self._group.children = tuple(shown)

    def _show_section(self, section: Section, location: Location | None, *, focus: bool, changed: bool) -> None:
        at_heading, at_body = self._caret(section.id + HEADING_SUFFIX, location), self._caret(section.id, location)
        if changed or self._body.target != section.id:
            self._heading.show(
                section.id + HEADING_SUFFIX, label="小标题", number=self._number(section.id),
                placeholder="写小标题，序号自动编", caret=at_heading, focus=focus and at_heading is not None,
            )  # fmt: skip
            first = "接排：第一段跟在小标题后面。" if section.run_in else ""
            self._body.show(
                section.id, label="正文", hint=f"{first}回车另起一段，首行自动空两字。",
                placeholder="在这里写正文", caret=at_body, focus=focus and at_body is not None,
            )  # fmt: skip
        elif at_heading is not None:
            self._heading.put_caret(at_heading)
        elif at_body is not None:
            self._body.put_caret(at_body)
        slot = _find(self._template(), section.slot)
        self._aside.value = _guidance(_slot_guidance(slot, section))

    def _number(self, section_id: str) -> str:
        for section, level, number in self._session.document.sections():
            if section.id == section_id:
                return heading_number(level, number)
        return ""

    def _group_guidance(self, entry: str) -> list[tuple[str, str]]:
        template = self._template()
        if template is None:
            return []
        if entry == HEAD:
            return [("这类报告", template.name), ("依据", "；".join(template.basis))]
        return []


def heading_place(section_id: str) -> Location:
    """Return the place at the start of a section's heading."""
    return Location(section_id, HEADING)


def _find(template: Template | None, slot: str) -> TemplateSection | None:
    def look(sections: tuple[TemplateSection, ...]) -> TemplateSection | None:
        for section in sections:
            found = section if section.key == slot else look(section.children)
            if found:
                return found
        return None

    return look(template.sections) if template and slot else None


def _slot_guidance(slot: TemplateSection | None, section: Section) -> list[tuple[str, str]]:
    count = len("".join("".join(section.paragraphs).split()))
    length = f"本节 {count} 字"
    if slot is None:
        return [("篇幅", length)]
    if slot.length:
        length += f"，同类报告多为 {slot.length[0]}—{slot.length[1]} 字"
    return [("写什么", slot.guidance), ("篇幅", length)]


def _guidance(parts: list[tuple[str, str]]) -> str:
    return "".join(
        f"<h3>{html.escape(name)}</h3><p>{html.escape(text).replace(chr(10), '<br>')}</p>"
        for name, text in parts
        if text
    )
