"""A finding is handed on as a remark on the very words, as grave as it is, with its mend where that is one replacement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import edits
from gongwen.checks import FAMILIES, Checker, Finding, Hit, Rule, Setting, Severity
from gongwen.document import Document
from gongwen.review.anchor import Scope
from gongwen.review.annotation import Kind, Weight
from gongwen.review.remark import KINDS, remark
from gongwen.store import Store
from tests.samples import small, tabled


def _doubled(text: str, _setting: Setting) -> Iterator[Hit]:
    at = text.find("的的")
    while at >= 0:
        yield Hit(at, at + 2, "“的”重了", ("的",))
        at = text.find("的的", at + 1)


RULE = Rule("WD99", "重字", Severity.MUST, "实践", "重。", ("的的",), ("的",), _doubled, most=1)


def found(*paragraphs: str) -> tuple[Document, Finding]:
    document = edits.set_paragraphs(small(), "s4", paragraphs)
    (finding,) = Checker([RULE]).check(document)
    return document, finding


def test_it_stands_on_the_words_and_suggests_the_mend() -> None:
    document, finding = found("一是宣传不够深入。", "二是说的的还有。")
    made = remark(document, finding, "GB/T 1 2.3")
    assert (made.anchor.key, made.anchor.quote, made.anchor.before[-3:]) == ("s4", "的的", "二是说")
    assert (made.text, made.kind, made.weight, made.replacement) == (
        "“的”重了（依据：GB/T 1 2.3）", Kind.WORDING, Weight.MUST, "的",
    )  # fmt: skip


def test_many_places_are_one_remark_on_the_first_without_a_suggestion() -> None:
    document, finding = found("一是说的的。", "二是说的的。")
    made = remark(document, finding)
    assert (finding.count, made.anchor.quote, made.replacement) == (2, "的的", None)
    assert made.text == "“的”重了（同类的共2处）"


def test_what_has_no_words_stands_on_its_section_or_on_the_report() -> None:
    document = small()
    scopes = {}
    for finding in Checker().check(document):
        if not finding.excerpt:
            scopes[finding.rule] = remark(document, finding).anchor.scope
            assert remark(document, finding).replacement is None
    assert scopes == {"FM05": Scope.REPORT}


def test_it_can_be_stored_as_a_draft_of_who_made_it(where: Path | str) -> None:
    store = Store.open(where)
    document, finding = found("一是说的的还有。")
    name = store.create(document).id
    made = remark(document, finding, "实践")
    kept = store.review.add(
        name, 1, made.anchor, made.text, kind=made.kind, weight=made.weight, replacement=made.replacement
    )
    assert (kept.is_draft, kept.is_suggestion, kept.anchor.now, kept.weight) == (True, True, "的的", Weight.MUST)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_a_kind(family: str) -> None:
    assert family in KINDS


def test_a_cell_of_a_table_can_be_spoken_of() -> None:
    rule = Rule(
        "WD98", "格", Severity.SHOULD, "实践", "格。", ("执法领域",), ("无",), _cells, where=frozenset(("cell",))
    )  # type: ignore[arg-type]
    document = tabled()
    (finding,) = Checker([rule]).check(document)
    made = remark(document, finding)
    assert (made.anchor.quote, made.anchor.scope, made.weight) == ("执法领域", Scope.RANGE, Weight.SHOULD)


def _cells(text: str, _setting: Setting) -> Iterator[Hit]:
    if text == "执法领域":
        yield Hit(0, 4, "看这一格")
