"""docs/checks.md says what the rules are: it is made from them and must be as they are now."""

from __future__ import annotations

from pathlib import Path

from gongwen.checks.manual import put
from gongwen.checks.rules import RULES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "checks.md"


def test_the_page_is_as_the_rules_are() -> None:
    page = PAGE.read_text("utf-8")
    assert put(page) == page, "python -m gongwen.checks.manual docs/checks.md writes it anew"
    for rule in RULES:
        assert f"| {rule.id} | " in page
        assert f"**{rule.id} {rule.name}**" in page
