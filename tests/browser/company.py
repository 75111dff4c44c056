"""Many browsers in one report at once, each typing at random places; and the account of every character they typed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from gongwen.store import Store
from gongwen.targets import NAMES, read

SHARED = ("存在的不足", "下一年度")
"""Entries in which all write."""

OWN = ("开头", "依法履行职能", "健全决策机制", "建强执法队伍", "结束语", "第一责任人", "推进政务公开")
"""Entries in which now one writes and now another."""


@dataclass
class Writer:
    """One browser, and the sentences its person typed, each whole and unlike all others."""

    page: Page
    name: str
    rng: random.Random
    typed: list[str] = field(default_factory=list)

    def write(self, number: int) -> Iterator[None]:
        """Go somewhere and write one sentence there; a step is one key."""
        name = self.rng.choice(SHARED if self.rng.random() < 0.6 else OWN)
        self.page.locator(".gw-toc-item", has_text=name).first.click()
        yield
        self.page.wait_for_function(
            "name => document.querySelector('.gw-toc-item.is-current').textContent.includes(name)", arg=name
        )
        if not self.page.locator(
            ".gw-edit.is-focus textarea"
        ).count():  # a question has taken the caret out of the text
            self.page.locator(".gw-form .gw-area:not([readonly]):visible").last.click()
        self.page.keyboard.press(self.rng.choice(["Control+Home", "Control+End", "End"]))
        yield
        if self.rng.random() < 0.4:
            self.page.keyboard.press("Enter")
        sentence = f"{self.name}写的第{number}句{self.rng.randrange(10**6)}。"
        for char in sentence:
            self.page.keyboard.insert_text(char)
            yield
        self.typed.append(sentence)


def write_at_once(writers: list[Writer], sentences: int) -> None:
    """Let all write so many sentences, a key of each in turn."""
    for number in range(sentences):
        going = [writer.write(number) for writer in writers]
        while going:
            going = [each for each in going if next(each, going) is None]


def open_all(browser: Browser, link: str, report: str, many: int) -> list[Writer]:
    """Open a report in as many browsers of their own."""
    writers = []
    for at in range(many):
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(link)
        page.wait_for_selector(".gw-start-left")
        page.goto(report)
        page.wait_for_selector(".gw-ln")
        writers.append(Writer(page, "甲乙丙丁戊己庚辛壬癸"[at], random.Random(at)))  # noqa: S311 - to be seen again
    return writers


def settled(writers: list[Writer]) -> None:
    """Wait until every browser says that all is saved."""
    for writer in writers:
        writer.page.wait_for_function(
            "() => document.querySelector('.gw-saved').textContent.includes('已保存')", timeout=60_000
        )


def lost(store: Store, report: str, writers: list[Writer]) -> list[str]:
    """Return the characters that were typed and stand neither in the text nor in a question nor in the history.

    A sentence counts as kept when all its characters stand together; where another typed into its very middle, its
    pieces do.
    """
    texts = [_text(store, report, 0)]
    texts += [text for asked in store.questions.all(report) for text in (asked.question.mine, asked.question.theirs)]
    whole = "\x00".join(texts)
    gone = [sentence for writer in writers for sentence in writer.typed if sentence not in whole]
    if not gone:
        return []
    past = "\x00".join(_text(store, report, version.number) for version in store.history.versions(report))
    return [sentence for sentence in gone if sentence not in past]


def made_up(store: Store, report: str, writers: list[Writer]) -> list[str]:
    """Return numbered sentences of the text that nobody typed."""
    known = {sentence for writer in writers for sentence in writer.typed}
    found = re.findall(r"[甲乙丙丁戊己庚辛壬癸]写的第\d+句\d+。", _text(store, report, 0))
    return [sentence for sentence in found if sentence not in known]


def _text(store: Store, report: str, number: int) -> str:
    document = store.history.at(report, number) if number else store.load(report).document
    sections = [text for part in document.walk() for text in (part.heading, *part.paragraphs)]
    return "\n".join([*sections, *(read(document, target) for target in NAMES)])
