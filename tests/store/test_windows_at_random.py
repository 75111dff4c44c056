"""Two windows and the bin at random: what was acknowledged is there, what met another's was merged or asked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from gongwen import edits
from gongwen.document import BODY_ID, Document, Section
from gongwen.errors import OvertakenError
from gongwen.store import Store
from gongwen.together import merge
from tests.samples import small

SECTIONS = st.sampled_from(["s1", "s2", "s3", "s4"])
WINDOWS = st.sampled_from([0, 1])


class TwoWindows(RuleBasedStateMachine):
    """Each window holds what it last read or saved of each report; the model holds what must be stored."""

    reports = Bundle("reports")

    def __init__(self, where: Path | str) -> None:
        super().__init__()
        self.where = where
        self.windows = [Store.open(where) for _ in range(2)]
        self.before = {row.id for row in self.windows[0].list()}
        self.held: list[dict[str, tuple[Document, int]]] = [{}, {}]
        self.stored: dict[str, tuple[Document, int]] = {}
        self.binned: set[str] = set()
        self.versions: dict[tuple[str, int], Document] = {}

    @initialize(target=reports)
    def first(self) -> str:
        return self.create(0)

    @rule(target=reports, window=WINDOWS)
    def create(self, window: int) -> str:
        saved = self.windows[window].create(small())
        self.held[window][saved.id] = self.stored[saved.id] = (small(), saved.version)
        self.versions[saved.id, saved.version] = small()
        return saved.id

    @rule(window=WINDOWS, report=reports)
    def read(self, window: int, report: str) -> None:
        draft = self.windows[window].load(report)
        assert (draft.document, draft.version) == self.stored[report]
        self.held[window][report] = self.stored[report]

    @rule(window=WINDOWS, report=reports, section=SECTIONS, text=st.text(max_size=3))
    def write(self, window: int, report: str, section: str, text: str) -> None:
        self._save(window, report, lambda document: self._written(document, section, text))

    @rule(window=WINDOWS, report=reports, section=SECTIONS)
    def remove(self, window: int, report: str, section: str) -> None:
        def without(document: Document) -> Document:
            return edits.remove_section(document, section) if self._has(document, section) else document

        self._save(window, report, without)

    @rule(window=WINDOWS, report=reports, section=SECTIONS)
    def put_back(self, window: int, report: str, section: str) -> None:
        def whole(document: Document) -> Document:
            fresh = Section(section, "又加上的", ("文字",))
            return document if self._has(document, section) else edits.insert_section(document, BODY_ID, 0, fresh)

        self._save(window, report, whole)

    @rule(window=WINDOWS, report=reports)
    def throw_away(self, window: int, report: str) -> None:
        self.windows[window].delete(report)
        self.binned.add(report)

    @rule(window=WINDOWS, report=reports)
    def take_out(self, window: int, report: str) -> None:
        self.windows[window].restore(report)
        self.binned.discard(report)

    @invariant()
    def all_that_was_acknowledged_is_there(self) -> None:
        listed = {row.id for row in self.windows[0].list()} - self.before
        assert listed == set(self.stored) - self.binned

    def _save(self, window: int, report: str, change: object) -> None:
        if report not in self.held[window]:
            self.read(window, report)
        document, version = self.held[window][report]
        mine = change(document)  # type: ignore[operator]
        stands, number = self.stored[report]
        merged = merge(self.versions[report, version], mine, stands)
        if merged.questions:
            with pytest.raises(OvertakenError):
                self.windows[window].save(report, mine, version, ask=False)
        saved = self.windows[window].save(report, mine, version)
        changed = merged.document != stands or merged.questions
        assert saved.version == number + bool(changed)
        assert [each.question for each in saved.questions] == list(merged.questions)
        if changed:
            self.binned.discard(report)
        self.versions[report, saved.version] = merged.document
        self.stored[report] = self.held[window][report] = (merged.document, saved.version)

    @staticmethod
    def _has(document: Document, section: str) -> bool:
        return any(found.id == section for found in document.body.walk())

    def _written(self, document: Document, section: str, text: str) -> Document:
        if not self._has(document, section):
            return replace(document, title=text)
        return edits.set_paragraphs(document, section, (text,))

    def teardown(self) -> None:
        for (report, number), document in self.versions.items():
            assert self.windows[0].history.at(report, number) == document
        for report, (document, version) in self.stored.items():
            draft = Store.open(self.where).load(report)
            assert (draft.document, draft.version) == (document, version)
        for window in self.windows:
            window.close()


def test_two_windows_at_random(where: Path | str) -> None:
    often = settings(max_examples=25, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(partial(TwoWindows, where), settings=often)
