"""What a kind of report is, and how its TOML file is read: strictly, every complaint naming file, key and mend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen.document import MAX_LEVEL
from gongwen.errors import TemplateError
from gongwen.strict import Strict, plain_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HINTED: Final = ("title", "addressees", "signature", "date", "note", "attachments", "copied_to")
"""The fields of a report a template can say something about."""

PLACEHOLDERS: Final = {"titles": ("organ", "year"), "closing": ("year",), "heading": ("year",)}
"""What may stand in braces, by the key of the text; no other text holds any."""

LAST: Final = 100
"""The place in the list of a template that names none."""

TEMPLATE_KEYS: Final = {
    "name": "文字", "order": "整数", "basis": "文字的列表", "practice": "文字的列表", "titles": "文字的列表", "addressees": "文字", "addressed": "true 或 false", "opening": "文字",
    "closing": "文字的列表", "deadline": "文字", "recognise": "文字的列表", "length": "两个整数的列表，如 [300, 800]",
    "hints": "[hints] 表", "section": "[[section]] 的列表",
}  # fmt: skip
"""The keys of a template and the type of each, as people are told."""

SECTION_KEYS: Final = {
    "key": "文字", "heading": "文字", "guidance": "文字", "required": "true 或 false", "length": "两个整数的列表，如 [300, 800]",
    "aliases": "文字的列表", "floating": "true 或 false", "years": "两个整数的列表，如 [2021, 2025]", "drawings": "文字的列表", "section": "[[section.section]] 的列表",
}  # fmt: skip
"""The keys of a section and the type of each."""


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A section a kind of report has: what to write there, in plain words, and whether it must be there.

    `length` is the usual range in characters; `floating` says that its place among the others is free; `aliases`
    are words by which an importer knows it; `years` are the first and the last year of report it is meant for;
    `drawings` are the keys of recipes (gongwen.indicators.ready) whose tables stand in it from the beginning.
    """

    key: str
    heading: str
    guidance: str = ""
    required: bool = True
    length: tuple[int, int] | None = None
    aliases: tuple[str, ...] = ()
    floating: bool = False
    years: tuple[int, int] | None = None
    drawings: tuple[str, ...] = ()
    children: tuple[TemplateSection, ...] = ()

    def is_for(self, year: int) -> bool:
        """Whether reports on this year have the section; one whose year is not known (0) may have any."""
        return self.years is None or not year or self.years[0] <= year <= self.years[1]

    def walk(self) -> Iterable[TemplateSection]:
        """Yield this section and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of report: its legal source, its titles with {organ} and {year}, its sections.

    `basis` is what laws and standards say, each with its clause; `practice` what is usual without such a source;
    `addressed` says that reports of this kind have an addressee; `opening` guides the writing of the first paragraph;
    `hints` say something about other fields (see HINTED); `recognise` are words of a title by which an imported
    report of this kind is known; lists show the smallest `order` first.
    """

    key: str
    name: str
    basis: tuple[str, ...]
    titles: tuple[str, ...]
    sections: tuple[TemplateSection, ...]
    practice: tuple[str, ...] = ()
    addressees: str = ""
    addressed: bool = True
    opening: str = ""
    closing: tuple[str, ...] = ()
    deadline: str = ""
    recognise: tuple[str, ...] = ()
    length: tuple[int, int] | None = None
    hints: tuple[tuple[str, str], ...] = ()
    order: int = LAST
    path: Path = Path()

    def walk(self) -> Iterable[TemplateSection]:
        """Yield all sections, in order, children after their parent."""
        for section in self.sections:
            yield from section.walk()

    def hint(self, field: str) -> str:
        """Return what the template says about a field of HINTED, or empty."""
        return dict(self.hints).get(field, "")


def read(path: Path) -> Template:
    """Return the template in a TOML file; raise TemplateError naming file, key and the nearest right key."""
    reader = _Reader(path.name, plain_of(path, "模板"), TEMPLATE_KEYS, "")
    template = Template(
        key=path.stem,
        name=reader.text("name", required=True),
        basis=reader.texts("basis"),
        practice=reader.texts("practice"),
        titles=reader.texts("titles", required=True),
        sections=reader.sections(1),
        addressees=reader.text("addressees"),
        addressed=reader.flag("addressed", default=True),
        opening=reader.text("opening"),
        closing=reader.texts("closing"),
        deadline=reader.text("deadline"),
        recognise=reader.texts("recognise"),
        length=reader.span("length"),
        hints=reader.hints(),
        order=reader.whole("order", default=LAST),
        path=path,
    )
    keys = [section.key for section in template.walk()]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise TemplateError(f"节的 key“{twice}”出现了两次", where=path.name, mend="请改成不同的名字")
    return template


class _Reader(Strict):
    """Reads one table of a template."""

    braces = PLACEHOLDERS

    def hints(self) -> tuple[tuple[str, str], ...]:
        value = self._plain.get("hints", {})
        if not isinstance(value, dict):
            raise self.wrong("hints")
        reader = _Reader(self._name, value, dict.fromkeys(HINTED, "文字"), "hints.")
        return tuple((field, reader.text(field)) for field in value)

    def sections(self, level: int) -> tuple[TemplateSection, ...]:
        value = self.tables("section")
        if value and level > MAX_LEVEL:
            raise TemplateError(f"“{self._where}section”太深", where=self._name, mend="公文的层次最多四级")
        return tuple(self._section(item, number, level) for number, item in enumerate(value, 1))

    def _section(self, plain: Mapping[str, object], number: int, level: int) -> TemplateSection:
        reader = _Reader(self._name, plain, SECTION_KEYS, f"{self._where}section{number}.")
        key = reader.text("key", required=True)
        if not re.fullmatch(r"[\w-]{1,60}", key):
            raise reader.wrong("key", "60 个字以内的字母、数字、汉字或者下划线")
        return TemplateSection(
            key=key,
            heading=reader.text("heading", required=True),
            guidance=reader.text("guidance"),
            required=reader.flag("required", default=True),
            length=reader.span("length"),
            aliases=reader.texts("aliases"),
            floating=reader.flag("floating", default=False),
            years=reader.span("years"),
            drawings=reader.texts("drawings"),
            children=reader.sections(level + 1),
        )
