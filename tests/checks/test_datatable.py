"""The text against the report's own table: contradictions are found and mended, agreement can be linked, doubt is silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.checks import Setting
from gongwen.checks.engine import Checker
from gongwen.checks.finding import Severity
from gongwen.checks.fixes import mended
from gongwen.checks.offers import offers, taken_up
from gongwen.checks.rules import RULES
from gongwen.checks.rules.datatable import contradictions, unfilled
from gongwen.document import Document
from gongwen.indicators.data import PLAIN
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.links import State, followed, kept, placed
from gongwen.nextyear.untouched import carried_over
from tests.indicators.samples import SECOND, TABLE, TEXT, quoting, report, retyped, text_of, with_amount


def found(document: Document) -> list[tuple[str, str]]:
    """Return what the two rules find, as (excerpt, the fix's label or message)."""
    checker = Checker([replace(contradictions, most=99), unfilled], Setting())
    return [(each.excerpt, each.fixes[0].label if each.fixes else each.message) for each in checker.check(document)]


def said(text: str) -> list[tuple[str, str]]:
    """Return what is found in one paragraph beside the table, nothing linked."""
    return found(quoting({"a": (text,)}))


@pytest.mark.parametrize(
    ("text", "excerpt", "label"),
    [
        ("全年开展法治宣传活动25场。", "25场", "改为“24场”"),
        ("发放宣传资料6,800份。", "6,800份", "改为“6,500份”"),
        ("发放宣传资料0.8万份。", "0.8万份", "改为“6500份”"),
        ("共办理29件行政执法案件。", "29件", "改为“28件”"),
        ("行政执法案件28件，同比增长9.7%。", "增长9.7%", "改为“下降9.7%”"),
        ("行政执法案件28件，比上年减少4件。", "减少4件", "改为“减少3件”"),
        ("法治宣传活动同比增加33.33%，化解率98.3%。", "", ""),
        ("法治宣传活动24场，同比增加33.5%。", "增加33.5%", "改为“增加33.3%”"),
        ("群众满意度99.2%，较上年提高2个百分点。", "提高2个百分点", "改为“提高2.1个百分点”"),
        ("化解率97.3%。", "97.3%", "改为“98.3%”"),
        ("2024年办理行政执法案件30件。", "30件", "改为“31件”"),
        ("行政复议纠错1件。", "1件", "改为“0件”"),
        ("法治宣传活动24场，同比持平。", "持平", "改为“增长33.3%”"),
    ],
)
def test_what_contradicts_the_table_is_found_with_what_it_says(text: str, excerpt: str, label: str) -> None:
    assert said(text) == ([(excerpt, label)] if excerpt else [])


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        SECOND,
        "发放宣传资料0.65万份，发放宣传资料0.7万份。",
        "发放宣传资料6500余份，发放宣传资料约6000份。",
        "上半年开展法治宣传活动9场，计划开展法治宣传活动30场。",
        "累计开展法治宣传活动96场，平均每月法治宣传活动2场。",
        "开展校园法治宣传活动3场，重大行政执法案件2件。",
        "与2022年相比，法治宣传活动比2022年增长100%。",
        "法治宣传活动24场次以上。",
        "去年法治宣传活动18场。",
        "法治宣传活动和法治讲座30场。",
    ],
)
def test_what_agrees_or_may_mean_something_else_is_left_in_peace(text: str) -> None:
    assert said(text) == []


def test_last_years_count_left_standing_is_called_so() -> None:
    checker = Checker([contradictions], Setting())
    document = quoting({"a": ("全年开展法治宣传活动18场。",)})
    assert checker.check(document)[0].message == "18场是2024年的数，2025年数据表里是24场"


def test_a_link_that_was_typed_over_is_one_finding_and_is_mended_by_it() -> None:
    document = kept(retyped(report(), "a", "24场", "26场"))
    checker = Checker([contradictions], Setting())
    (one,) = checker.check(document)
    assert (one.severity, one.excerpt) == (Severity.MUST, "26场")
    after = kept(mended(document, one.fixes))
    assert text_of(after, "a") == TEXT
    assert {each.state for each in placed(after)} == {State.TRUE}
    after = followed(after, with_amount(after.data, "talks", "30"))
    assert "活动30场" in text_of(after, "a"), "it follows again"


def test_a_linked_figure_the_table_cannot_give_is_found() -> None:
    document = followed(report(), with_amount(TABLE_OF_REPORT, "talks", ""))
    assert [excerpt for excerpt, _ in found(document)] == ["24场", "增长33.3%"]


TABLE_OF_REPORT = report().data


def test_numbers_of_the_table_are_offered_and_linked() -> None:
    document = quoting({"a": (TEXT,), "b": (SECOND, "去年法治宣传活动18场。")}, ("a", "24场", "talks", PLAIN))
    offered = offers(document)
    assert [each.link.words for each in offered] == ["增长33.3%", "6500份", "119件", "98.3%", "18场"]
    after = taken_up(document, offered)
    assert {each.state for each in placed(after)} == {State.TRUE}
    assert offers(after) == ()
    data = with_amount(with_amount(after.data, "talks", "36"), "settled", "121")
    after = followed(after, data)
    assert text_of(after, "a").startswith("全年开展法治宣传活动36场，同比增长100%；")
    assert text_of(after, "b") == "化解矛盾纠纷121件，化解率100%，群众满意度提高2.1个百分点。\n去年法治宣传活动18场。"


def test_an_offer_of_words_that_have_changed_is_left_out() -> None:
    document = quoting({"a": (TEXT,)})
    offered = offers(document)
    assert taken_up(retyped(document, "a", TEXT, "改写。"), offered).data.links == ()


def test_groups_and_indicators_without_a_unit_are_not_guessed() -> None:
    data = replace(
        TABLE, indicators=(*TABLE.indicators, Indicator("v", "调解案件", "件", entries=(Entry("2025", "3", "南坡村"),)))
    )
    document = replace(quoting({"a": ("南坡村调解案件4件，法治宣传活动3场。",)}), data=data)
    assert found(document) == []


def test_a_sentence_marked_as_last_years_is_not_found_a_second_time_as_copied() -> None:
    last = quoting({"a": (TEXT,), "b": (SECOND,)})
    setting = Setting(earlier=(last,))
    rules = [rule for rule in RULES if rule.id in {"DU04", "DU07"}]
    document = replace(last, year=2026, data=replace(last.data, carried=()))
    assert {each.rule for each in Checker(rules, setting).check(document)} == {"DU04"}
    marked = carried_over(document)
    assert {each.rule for each in Checker(rules, setting).check(marked)} == {"DU07"}
