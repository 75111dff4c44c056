"""A small table of indicators and a report that quotes it, written for the tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.document import BODY_ID, Document, Location, Section
from gongwen.indicators.data import PLAIN, Data, Form, Link, Wording
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.links import linked

if TYPE_CHECKING:
    from collections.abc import Mapping


def entries(**amounts: str) -> tuple[Entry, ...]:
    """Return entries by years: y2024="31"."""
    return tuple(Entry(period[1:], amount) for period, amount in amounts.items())


TABLE = Data(
    (
        Indicator("talks", "法治宣传活动", "场", entries=entries(y2024="18", y2025="24")),
        Indicator("leaflets", "发放宣传资料", "份", entries=entries(y2024="5200", y2025="6500")),
        Indicator("cases", "行政执法案件", "件", entries=entries(y2024="31", y2025="28")),
        Indicator("settled", "化解矛盾纠纷", "件", entries=entries(y2024="133", y2025="119")),
        Indicator("disputes", "排查矛盾纠纷", "件", entries=entries(y2024="137", y2025="121")),
        Indicator("rate", "化解率", "%", formula="completion settled disputes"),
        Indicator("satisfied", "群众满意度", "%", entries=entries(y2024="97.1", y2025="99.2")),
        Indicator("reversed", "行政复议纠错", "件", entries=entries(y2024="0", y2025="0")),
    )
)

CHANGE = Wording(Form.CHANGE)
TEXT = "全年开展法治宣传活动24场，同比增长33.3%；发放宣传资料6500份。"
SECOND = "化解矛盾纠纷119件，化解率98.3%，群众满意度提高2.1个百分点。"


def quoting(texts: Mapping[str, tuple[str, ...]], *links: tuple[str, str, str, Wording]) -> Document:
    """Return a report of sections with links: (section, words, indicator, wording), each where its words stand first."""
    sections = tuple(Section(key, f"小标题{key}", paragraphs) for key, paragraphs in texts.items())
    document = Document(year=2025, body=Section(BODY_ID, children=sections), data=TABLE)
    for number, (section, words, indicator, wording) in enumerate(links):
        paragraph, text = next((at, text) for at, text in enumerate(texts[section]) if words in text)
        start = text.index(words)
        place = Location(section, paragraph, start, start + len(words))
        link = Link(f"k{number}", indicator, "2025", section, words, wording=wording)
        document = linked(document, link, place)
    return document


def report() -> Document:
    """Return a report whose two sections quote six figures."""
    return quoting(
        {"a": (TEXT,), "b": ("开头一段。", SECOND)},
        ("a", "24场", "talks", PLAIN),
        ("a", "增长33.3%", "talks", CHANGE),
        ("a", "6500份", "leaflets", PLAIN),
        ("b", "119件", "settled", PLAIN),
        ("b", "98.3%", "rate", PLAIN),
        ("b", "提高2.1个百分点", "satisfied", CHANGE),
    )


def with_amount(data: Data, key: str, amount: str, period: str = "2025") -> Data:
    """Return a table with one amount entered, by nobody in particular."""
    from gongwen.indicators.table import enter

    return enter(data, key, Entry(period, amount))


def text_of(document: Document, section: str) -> str:
    """Return a section's paragraphs as lines."""
    return "\n".join(document.section(section).paragraphs)


def retyped(document: Document, section: str, old: str, new: str) -> Document:
    """Return the document with words of a section written anew by hand."""
    from gongwen.edits import set_paragraphs

    texts = document.section(section).paragraphs
    return set_paragraphs(document, section, tuple(text.replace(old, new) for text in texts))


def only(document: Document, *keys: str) -> Document:
    """Return the document with some of its links alone."""
    links = tuple(each for each in document.data.links if each.id in keys)
    return replace(document, data=replace(document.data, links=links))
