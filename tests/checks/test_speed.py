"""What checks may cost, as counts and as ratios to a plain scan of the same text, never by the clock alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongwen.checks import Checker, Rule, Setting, Severity
from gongwen.checks.reading import Kind, Reading
from gongwen.checks.rule import Hit
from gongwen.checks.rules import RULES
from gongwen.edits import set_paragraphs
from gongwen.sample import sample
from tests.pace import within
from tests.samples import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document

PLAIN = re.compile("[〇○][年月日]|(?:法制|法治)建设|[，。；]{2}")
"""An ordinary pattern of a rule: alternatives of a few characters, looked for everywhere."""

MOST = 12.0
"""How many such scans a rule may take."""


def varied() -> Document:
    """Return a report whose paragraphs all differ, so that nothing is remembered from one to the next."""
    texts = [block.text for block in Reading(sample()).blocks if block.kind is Kind.PARAGRAPH]
    document = long(6_000)
    for number, section in enumerate(section for section, _, _ in document.sections()):
        mixed = texts[number % len(texts) :] + texts[: number % len(texts)]
        document = set_paragraphs(document, section.id, tuple(f"{text}第{number}处。" for text in mixed[:4]))
    return document


DOCUMENT = varied()
READING = Reading(DOCUMENT)
TEXTS = [block.text for block in READING.blocks]


def scan() -> None:
    for text in TEXTS:
        for _ in PLAIN.finditer(text):
            pass


def run(rule: Rule) -> None:
    setting = Setting(year=DOCUMENT.year)
    if rule.read is not None:
        for text in TEXTS:
            for _ in rule.read(text, setting):
                pass
    elif rule.survey is not None:
        for _ in rule.survey(READING, setting):
            pass


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_takes_no_longer_than_some_plain_scans_of_the_text(rule: Rule) -> None:
    run(rule)  # lists are read, patterns compiled
    assert within(MOST, lambda: run(rule), scan)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.read is not None], ids=lambda rule: rule.id)
def test_a_rule_takes_twice_as_long_for_twice_as_much_and_not_four_times(rule: Rule) -> None:
    setting = Setting(year=2025)
    read = rule.read
    bit = "（一）依法行政，“严格”执法；2025年共计12件，其中《条例》3项，占25%的的、等。" * 30
    for text in (bit, "一" * 1500, "，" * 1500, "1" * 1500, "（“《" * 500, " " * 1500, "a" * 1500, "的" * 1500):
        whole = text * 4

        def measure(text: str = text) -> None:
            list(read(text, setting))
            scan()

        assert within(10, lambda whole=whole: list(read(whole, setting)), measure), text[:3]


def counted(read: list[str], where: frozenset[Kind] = frozenset(Kind)) -> Rule:
    """Return a rule that notes which texts it was given."""

    def note(text: str, _setting: Setting) -> Iterator[Hit]:
        read.append(text)
        if "一" in text:
            yield Hit(text.index("一"), text.index("一") + 1, "有一")

    return replace(RULES[0], id="TY99", name="计数", severity=Severity.HINT, read=note, survey=None, where=where)


def test_texts_that_have_not_changed_are_not_read_again() -> None:
    read: list[str] = []
    checker = Checker([counted(read)])
    first = checker.check(DOCUMENT)
    assert len(read) == len(set(TEXTS))
    read.clear()
    assert checker.check(DOCUMENT) == first
    assert read == []
    section = next(section for section, _, _ in DOCUMENT.sections())
    after = set_paragraphs(DOCUMENT, section.id, ("改过的一段。", *section.paragraphs[1:]))
    checker.check(after)
    assert read == ["改过的一段。"]


def test_going_back_by_undo_reads_nothing() -> None:
    read: list[str] = []
    checker = Checker([counted(read)])
    section = next(section for section, _, _ in DOCUMENT.sections())
    checker.check(DOCUMENT)
    checker.check(set_paragraphs(DOCUMENT, section.id, ("新的一段。",)))
    read.clear()
    checker.check(DOCUMENT)
    assert read == []


def test_long_writing_does_not_remember_all_it_ever_read() -> None:
    checker = Checker([counted([])])
    section = next(section for section, _, _ in DOCUMENT.sections())
    for number in range(1_000):
        checker.check(set_paragraphs(DOCUMENT, section.id, (f"第{number}次写的一段。",)))
    assert len(checker._kept) < len(TEXTS) + 500


def test_a_heading_is_not_read_by_a_rule_of_paragraphs() -> None:
    read: list[str] = []
    Checker([counted(read, frozenset({Kind.PARAGRAPH}))]).check(DOCUMENT)
    assert set(read) == {block.text for block in READING.paragraphs}
