"""Every rule by its own examples: it speaks on the bad ones, is silent on the good ones, and names its source."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from gongwen.checks import FAMILIES, Case, Checker, Rule, mended
from gongwen.checks.cases import case
from gongwen.checks.rules import RULES


def as_case(example: str | Case) -> Case:
    """Return an example as a case; a text is a paragraph of a sound report."""
    return example if isinstance(example, Case) else case(example)


def found(rule: Rule, example: str | Case) -> tuple[str, ...]:
    """Return the messages a rule alone has for an example."""
    one = as_case(example)
    return tuple(each.message for each in Checker([replace(rule, off=False)], one.setting).check(one.document))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_is(rule: Rule) -> None:
    assert rule.family in FAMILIES
    assert re.fullmatch(r"[A-Z]{2}\d\d", rule.id)
    assert rule.name
    assert rule.clause
    assert rule.why.endswith("。")
    assert (rule.read is None) != (rule.survey is None)
    assert len(rule.bad) >= 3
    assert len(rule.good) >= 3


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_behaves_on_its_examples(rule: Rule) -> None:
    for example in rule.bad:
        assert found(rule, example), f"{rule.id} is silent on {example}"
    for example in rule.good:
        assert not found(rule, example), f"{rule.id} speaks on {example}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_rule_offers_mends(rule: Rule) -> None:
    for example in rule.bad:
        one = as_case(example)
        checker = Checker([replace(rule, off=False)], one.setting)
        for finding in checker.check(one.document):
            if finding.fixes:
                after = mended(one.document, finding.fixes[:1])
                left = {each.fingerprint for each in checker.check(after)}
                assert finding.fingerprint not in left, f"{rule.id}: {finding.fixes[0].label} leaves it on {example}"


def test_no_two_rules_have_one_name() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)
