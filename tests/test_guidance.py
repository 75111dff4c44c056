"""What stands beside a form is what the template says of it, every text escaped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.templates import blank, load_templates
from widgets.guidance import HINTS, part_advice, shown
from widgets.parts import EXTRAS, HEAD, PARTS, TAIL

TEMPLATE = load_templates()[0]
DOCUMENT = blank(TEMPLATE, year=2025, organs=("甲镇人民政府",))


def test_the_head_offers_the_other_titles() -> None:
    advice = dict(part_advice(DOCUMENT, HEAD, TEMPLATE))
    assert DOCUMENT.title not in advice["标题也可以写成"]
    assert "甲镇人民政府2025年度法治政府建设情况报告" in advice["标题也可以写成"]
    assert "县委、县政府" in advice["主送机关"]


@pytest.mark.parametrize(("part", "words"), [(TAIL, "全称"), (EXTRAS, "依法治县委员会办公室")])
def test_the_foot_has_the_templates_hints(part: str, words: str) -> None:
    assert words in shown(part_advice(DOCUMENT, part, TEMPLATE))


def test_every_hint_belongs_to_a_field_of_its_part() -> None:
    for part, hints in HINTS.items():
        assert {field for field, _ in hints} <= {field.target for field in PARTS[part]}


def test_a_template_cannot_bring_code_to_the_page() -> None:
    evil = replace(TEMPLATE, hints=(("title", "<script>"),), practice=("<img>",))
    assert "<script>" not in shown(part_advice(DOCUMENT, HEAD, evil))
    assert "&lt;script&gt;" in shown(part_advice(DOCUMENT, HEAD, evil))
