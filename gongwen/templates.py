"""Templates of reports: TOML files read strictly, and blank documents made from them."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen.document import BODY_ID, Document, Section, Signature
from gongwen.errors import TemplateError
from gongwen.home import home

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BUILT_IN: Final = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A section a kind of report has: what to write there, in plain words, and whether it must be there.

    `length` is the usual range in characters; `floating` says that its place among the others is free; `aliases`
    are words by which an importer knows it.
    """

    key: str
    heading: str
    guidance: str = ""
    required: bool = True
    length: tuple[int, int] | None = None
    aliases: tuple[str, ...] = ()
    floating: bool = False
    children: tuple[TemplateSection, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of report: its legal source (`basis`), its titles with {organ} and {year}, its sections.

    `recognise` are words of a title by which an imported report of this kind is known.
    """

    key: str
    name: str
    basis: tuple[str, ...]
    titles: tuple[str, ...]
    sections: tuple[TemplateSection, ...]
    addressees: str = ""
    opening: str = ""
    closing: tuple[str, ...] = ()
    deadline: str = ""
    recognise: tuple[str, ...] = ()
    length: tuple[int, int] | None = None
    path: Path = Path()

    def walk(self) -> Iterable[TemplateSection]:
        """Yield all sections, in order, children after their parent."""
        return _walk(self.sections)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The templates that can be used, and a sentence for each file that cannot."""

    templates: tuple[Template, ...]
    problems: tuple[str, ...]


def shelf(folder: Path | None = None) -> Shelf:
    """Return the built-in templates and the office's own; a broken file of the office hides no other.

    `folder` holds the office's TOML files (default: templates/ under gongwen.home.home()). An office's template with
    a built-in key takes its place. A broken built-in file raises TemplateError.
    """
    found = {template.key: template for template in map(read, sorted(BUILT_IN.glob("*.toml")))}
    if not found:
        raise TemplateError("程序自带的模板不见了", where=BUILT_IN.name, mend="请重新取一份程序")
    problems = []
    own = folder if folder is not None else home() / "templates"
    for path in sorted(own.glob("*.toml")) if own.is_dir() else []:
        try:
            template = read(path)
        except TemplateError as error:
            problems.append(error.sentence)
        else:
            found[template.key] = template
    return Shelf(tuple(found.values()), tuple(problems))


def load_templates(folder: Path | None = None) -> tuple[Template, ...]:
    """Return the templates that can be used (see `shelf`)."""
    return shelf(folder).templates


def read(path: Path) -> Template:
    """Return the template in a TOML file; raise TemplateError naming file, key and the nearest right key."""
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateError("模板读不出来", where=path.name, mend=f"请检查 TOML 的写法：{error}") from error
    reader = _Reader(path, plain, _TEMPLATE_KEYS, "")
    sections = reader.sections()
    keys = [section.key for section in _walk(sections)]
    if len(keys) != len(set(keys)):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise TemplateError(f"节的 key“{twice}”出现了两次", where=path.name, mend="请改成不同的名字")
    titles = reader.texts("titles")
    if not titles:
        raise TemplateError("没有写标题（titles）", where=path.name, mend="请至少写一个标题")
    for title in titles:
        _check_title(path, title)
    return Template(
        key=path.stem,
        name=reader.text("name", required=True),
        basis=reader.texts("basis"),
        titles=titles,
        sections=sections,
        addressees=reader.text("addressees"),
        opening=reader.text("opening"),
        closing=reader.texts("closing"),
        deadline=reader.text("deadline"),
        recognise=reader.texts("recognise"),
        length=reader.span("length"),
        path=path,
    )


def blank(template: Template, *, year: int, organs: tuple[str, ...], addressees: str = "", title: str = "") -> Document:
    """Return a document with the template's sections, still to be written; no placeholder is left in any field."""
    organ = "　".join(organs)
    return Document(
        kind=template.key,
        year=year,
        title=title or template.titles[0].format(organ=organ, year=year),
        addressees=addressees or template.addressees,
        body=Section(BODY_ID, children=_blank(template.sections, year)),
        closing=template.closing,
        signature=Signature(organs),
    )


def titles(template: Template, document: Document) -> tuple[str, ...]:
    """Return the template's titles for a document's year and organs."""
    organ = "　".join(document.signature.organs)
    return tuple(title.format(organ=organ, year=document.year or "") for title in template.titles)


def template_for(title: str, templates: Iterable[Template]) -> Template | None:
    """Return the template whose words a report's title bears, or None; the one with more of them wins."""
    scored = [(sum(word in title for word in template.recognise), template) for template in templates]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def _blank(sections: tuple[TemplateSection, ...], year: int) -> tuple[Section, ...]:
    return tuple(
        Section(
            f"t-{section.key}",
            section.heading.format(year=year),
            children=_blank(section.children, year),
            slot=section.key,
        )
        for section in sections
        if section.required
    )


def _walk(sections: tuple[TemplateSection, ...]) -> list[TemplateSection]:
    return [found for section in sections for found in (section, *_walk(section.children))]


def _check_title(path: Path, title: str) -> None:
    try:
        title.format(organ="", year="")
    except (KeyError, IndexError, ValueError) as error:
        raise TemplateError(
            f"标题里有认不出的花括号：{title}", where=path.name, mend="只能用 {organ} 和 {year}"
        ) from error


_TEMPLATE_KEYS: Final = (
    "name", "basis", "titles", "addressees", "opening", "closing", "deadline", "recognise", "length", "section",
)  # fmt: skip
_SECTION_KEYS: Final = (
    "key", "heading", "guidance", "required", "length", "aliases", "floating", "section",
)  # fmt: skip


class _Reader:
    """Reads one table of a template, every key by its type."""

    def __init__(self, path: Path, plain: Mapping[str, object], keys: tuple[str, ...], where: str) -> None:
        self._path, self._plain, self._where = path, plain, where
        for key in plain:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, 1, 0.5)
                mend = f"是不是“{near[0]}”" if near else f"可以用的有：{'、'.join(keys)}"
                raise TemplateError(f"模板里有不认识的项“{where}{key}”", where=path.name, mend=mend)

    def _wrong(self, key: str, wanted: str) -> TemplateError:
        return TemplateError(f"模板里“{self._where}{key}”应当是{wanted}", where=self._path.name, mend="请改正后再打开")

    def text(self, key: str, *, required: bool = False) -> str:
        value = self._plain.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            raise self._wrong(key, "文字")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._plain.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(key, "文字的列表")
        return tuple(value)

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._plain.get(key, default)
        if not isinstance(value, bool):
            raise self._wrong(key, "true 或 false")
        return value

    def span(self, key: str) -> tuple[int, int] | None:
        value = self._plain.get(key)
        if value is None:
            return None
        if not (
            isinstance(value, list)
            and len(value) == len(("least", "most"))
            and all(type(item) is int for item in value)
        ):
            raise self._wrong(key, "两个整数的列表，如 [300, 800]")
        least, most = value
        if not 0 <= least <= most:
            raise self._wrong(key, "由小到大的两个整数")
        return least, most

    def sections(self) -> tuple[TemplateSection, ...]:
        value = self._plain.get("section", [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._wrong("section", "[[section]] 的列表")
        return tuple(self._section(item, number) for number, item in enumerate(value, 1))

    def _section(self, plain: Mapping[str, object], number: int) -> TemplateSection:
        reader = _Reader(self._path, plain, _SECTION_KEYS, f"{self._where}section{number}.")
        return TemplateSection(
            key=reader.text("key", required=True),
            heading=reader.text("heading", required=True),
            guidance=reader.text("guidance"),
            required=reader.flag("required", default=True),
            length=reader.span("length"),
            aliases=reader.texts("aliases"),
            floating=reader.flag("floating", default=False),
            children=reader.sections(),
        )
