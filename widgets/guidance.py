"""What stands beside a form: what to write there, by the template, and how long it is beside what is usual."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from gongwen.document import count
from widgets.parts import HEAD, OPENING, TAIL

if TYPE_CHECKING:
    from gongwen.document import Document, Section
    from gongwen.templates import Template, TemplateSection

Advice = list[tuple[str, str]]

FOLDED: Final = 150
"""Characters from which a piece of guidance is folded."""

NAMED: Final = re.compile(r"([一-龥]{2,5})：(.+)")
"""A line of guidance that begins with its own heading, as 要有数：…"""


def section_advice(document: Document, section: Section, template: Template | None) -> Advice:
    """Return the guidance of a section: (heading, text) pairs."""
    slot = find_slot(template, section.slot)
    size = count(section.paragraphs)
    if slot is None:
        return [("篇幅", f"本节 {size} 字。")] if document.kind or size else []
    return [*_split(slot.guidance), *_length(size, slot.length, "本节")]


def part_advice(document: Document, part: str, template: Template | None) -> Advice:
    """Return the guidance of a part that is not a section."""
    if template is None:
        return []
    if part == HEAD:
        length = _length(document.characters, template.length, "全文")
        return [
            ("报告种类", template.name),
            *length,
            ("依据", "\n".join(template.basis)),
            ("惯例", "\n".join(template.practice)),
        ]
    if part == OPENING:
        return _split(template.opening)
    return [("什么时候报", template.deadline)] if part == TAIL else []


def shown(advice: Advice) -> str:
    """Return guidance as HTML, every text escaped; what is long is folded, so that nothing else is pushed away."""
    return "".join(_shown(name, text) for name, text in advice if text)


def _shown(name: str, text: str) -> str:
    words = html.escape(text).replace("\n", "<br>")
    if len(text) > FOLDED:
        return f"<details><summary>{html.escape(name)}</summary><p>{words}</p></details>"
    return f"<h3>{html.escape(name)}</h3><p>{words}</p>"


def find_slot(template: Template | None, key: str) -> TemplateSection | None:
    """Return the template's section of this key, or None."""
    return next((slot for slot in template.walk() if slot.key == key), None) if template and key else None


def _split(guidance: str) -> Advice:
    """Return guidance as what to write and the lines that name themselves (要有数：…, 常见毛病：…)."""
    plain: list[str] = []
    named: Advice = []
    for line in filter(str.strip, guidance.split("\n")):
        match = NAMED.fullmatch(line.strip())
        if match:
            named.append((match[1], match[2]))
        else:
            plain.append(line.strip())
    return [*([("写什么", "\n".join(plain))] if plain else []), *named]


def _length(count: int, usual: tuple[int, int] | None, whose: str) -> Advice:
    if usual is None:
        return [("篇幅", f"{whose} {count} 字。")]
    least, most = usual
    verdict = "，还可以再写些" if 0 < count < least else "，可以精简些" if count > most else ""
    return [("篇幅", f"{whose} {count} 字，同类报告多为 {least}—{most} 字{verdict}。")]
