"""The kinds of report there are: the built-in ones and the office's own, and blank documents made from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen import edits
from gongwen.document import BODY_ID, Document, Section, Signature
from gongwen.errors import EditError, TemplateError
from gongwen.home import FOLDERS, home, template_folders
from gongwen.indicators.drawn import insert_drawn_table
from gongwen.indicators.ready import ready
from gongwen.templatefile import Template, TemplateSection, read

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BUILT_IN", "Shelf", "Template", "TemplateSection", "blank", "load_templates", "offers", "read", "shelf",
           "template_for", "titles", "with_slot"]  # fmt: skip

STEPS: Final = "steps.toml"
"""The one file beside the templates that is none: the steps of gongwen.review.steps."""

BUILT_IN: Final = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The templates that can be used, and a sentence for each file that cannot."""

    templates: tuple[Template, ...]
    problems: tuple[str, ...]


def shelf(folder: Path | None = None) -> Shelf:
    """Return the built-in templates and the office's own; a broken file hides no other.

    `folder` holds the office's TOML files (default: templates/ under gongwen.home.home() and the folders that
    GONGWEN_TEMPLATES names). A later template takes the place of an earlier one with its key. Raise TemplateError
    when no built-in one can be used.
    """
    own = [home() / "templates"] if folder is None else [folder]
    named = template_folders() if folder is None else ()
    found: dict[str, Template] = {}
    problems: list[str] = []
    for place in (BUILT_IN, *own, *named):
        try:
            for path in _files(place, must=place in named):
                template = _read(path, problems)
                if template is not None:
                    found[template.key] = template
        except TemplateError as error:
            problems.append(error.sentence)
        if not found:
            raise TemplateError("程序自带的模板不见了", where=BUILT_IN.name, mend="请重新取一份程序")
    return Shelf(tuple(sorted(found.values(), key=lambda template: template.order)), tuple(problems))


def _files(folder: Path, *, must: bool) -> list[Path]:
    try:
        if folder.is_dir():
            return sorted(path for path in folder.glob("*.toml") if path.name != STEPS)
    except OSError as error:
        raise TemplateError("模板文件夹读不了", where=str(folder), mend="请检查文件夹的权限") from error
    if must:
        raise TemplateError("没有这个模板文件夹", where=str(folder), mend=f"请检查环境变量 {FOLDERS}")
    return []


def _read(path: Path, problems: list[str]) -> Template | None:
    try:
        return read(path)
    except TemplateError as error:
        problems.append(error.sentence)
        return None


def load_templates(folder: Path | None = None) -> tuple[Template, ...]:
    """Return the templates that can be used (see `shelf`)."""
    return shelf(folder).templates


def blank(template: Template, *, year: int, organs: tuple[str, ...], addressees: str = "", title: str = "") -> Document:
    """Return a document with the template's required sections and their tables, to be written; no field holds a placeholder.

    Raise TemplateError when a table's recipe is not there.
    """
    made = Document(
        kind=template.key,
        year=year,
        title=title or _fill(template.titles[0], year, organs),
        addressees=addressees or template.addressees,
        body=Section(BODY_ID, children=_blank(template.sections, year)),
        closing=tuple(_fill(text, year) for text in template.closing),
        signature=Signature(organs),
    )
    for slot in template.walk():
        made = _with_tables(made, f"t-{slot.key}", slot) if slot.drawings else made
    return made


def titles(template: Template, document: Document) -> tuple[str, ...]:
    """Return the template's titles for a document's year and organs, each once."""
    made = (_fill(title, document.year, document.signature.organs) for title in template.titles)
    return tuple(dict.fromkeys(made))


def offers(template: Template, document: Document, parent: Section) -> tuple[TemplateSection, ...]:
    """Return the template's sections that may still be added right below a section (or the root)."""
    if parent.id == BODY_ID:
        below: tuple[TemplateSection, ...] = template.sections
    else:
        below = next((section.children for section in template.walk() if section.key == parent.slot), ())
    used = {section.slot for section in document.body.walk()}
    return tuple(section for section in below if section.key not in used and section.is_for(document.year))


def with_slot(template: Template, document: Document, parent_id: str, key: str) -> tuple[Document, Section]:
    """Return the document with a section of the template put below a parent where the template has it, and that section.

    Raise EditError when the template has none such there, or the document has it already.
    """
    parent = document.section(parent_id)
    slot = next((slot for slot in offers(template, document, parent) if slot.key == key), None)
    if slot is None:
        raise EditError("这一节已经有了", mend="请看大纲")
    order = [known.key for known in template.walk()]
    before = set(order[: order.index(key)])
    known = [at for at, child in enumerate(parent.children) if child.slot in before]
    section = Section(edits.fresh_id(document), _fill(slot.heading, document.year), slot=key)
    document = edits.insert_section(document, parent_id, known[-1] + 1 if known else 0, section)
    document = _with_tables(document, section.id, slot)
    return document, document.section(section.id)


def template_for(title: str, templates: Iterable[Template]) -> Template | None:
    """Return the template whose words a report's title bears, or None; the one with more of them wins."""
    scored = [(sum(word in title for word in template.recognise), template) for template in templates]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def _with_tables(document: Document, section: str, slot: TemplateSection) -> Document:
    if all(part.id != section for part in document.walk()):
        return document
    for at, key in enumerate(slot.drawings):
        document = insert_drawn_table(document, section, at, ready(key).text)
    return document


def _fill(text: str, year: int, organs: tuple[str, ...] = ()) -> str:
    # not str.format: whatever an organ is called must stay as it is
    return text.replace("{year}", str(year or "")).replace("{organ}", "　".join(organs))


def _blank(sections: tuple[TemplateSection, ...], year: int) -> tuple[Section, ...]:
    return tuple(
        Section(
            f"t-{section.key}",
            _fill(section.heading, year),
            children=_blank(section.children, year),
            slot=section.key,
        )
        for section in sections
        if section.required and section.is_for(year)
    )
