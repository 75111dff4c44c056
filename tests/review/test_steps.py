"""The steps of a report are read from TOML: the built-in ones, or the office's own, strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen.errors import TemplateError
from gongwen.review.roles import Role
from gongwen.review.steps import BUILT_IN, NAME, Ruling, steps
from gongwen.templates import shelf


def step(key: str, decision: str, roles: str = "拟稿", more: str = "") -> str:
    return f'[[step]]\nkey = "{key}"\nname = "{key}"\nroles = ["{roles}"]\ndecision = "{decision}"\n{more}\n'


SHORT = step("draft", "送审") + step("sign", "签发", "签发")


def office(home: Path, text: str) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    (home / NAME).write_text(text, "utf-8")
    return home


def test_the_built_in_steps_are_those_of_the_rules() -> None:
    found = steps()
    assert [each.name for each in found] == ["拟稿", "核稿", "会签", "审核", "签发", "复核"]
    assert [each.name for each in found if each.each] == ["会签"]
    assert found[-1].roles == (Role.PROOFREADER, Role.CHECKER, Role.DRAFTER)
    assert found[-2].ruling is Ruling.SIGN


def test_an_office_goes_its_own_way(gongwen_home: Path) -> None:
    office(gongwen_home, SHORT)
    assert [(each.key, each.ruling) for each in steps()] == [("draft", Ruling.SUBMIT), ("sign", Ruling.SIGN)]


def test_the_file_of_the_steps_is_no_kind_of_report(tmp_path: Path) -> None:
    office(tmp_path, SHORT)
    found = shelf(tmp_path)
    assert found.problems == ()
    assert not [template for template in found.templates if template.key == Path(NAME).stem]


@pytest.mark.parametrize(
    ("text", "named", "mend"),
    [
        (SHORT.replace("roles", "role", 1), "step1.role", "roles"),
        (SHORT + "[steps]\n", "steps", "step"),
        (step("draft", "送省") + step("sign", "签发"), "送省", "送审"),
        (step("draft", "送审", "拟搞") + step("sign", "签发"), "拟搞", "拟稿"),
        (step("draft", "送审", "只读") + step("sign", "签发"), "只读", "拟稿"),
        (SHORT + step("sign", "通过"), "sign", "不同"),
        (step("sign", "签发") + step("draft", "送审"), "第一步", "decision"),
        (step("draft", "送审"), "签发", "decision"),
        (SHORT + step("late", "通过"), "复核完成", "次序"),
        (step("draft", "送审", more='needed = "是"') + step("sign", "签发"), "step1.needed", "改正"),
        (step("草稿", "送审") + step("sign", "签发"), "step1.key", "改正"),
        ("step = 3", "[[step]]", "[[step]]"),
        ("[[step", "读不出来", "templates/steps.toml"),
    ],
)
def test_a_file_that_is_not_right_is_refused_by_its_key(gongwen_home: Path, text: str, named: str, mend: str) -> None:
    with pytest.raises(TemplateError) as refused:
        steps(office(gongwen_home, text))
    assert named in refused.value.sentence
    assert mend in refused.value.mend


def test_the_built_in_file_says_what_each_key_means() -> None:
    text = BUILT_IN.read_text("utf-8")
    assert all(
        f"#   {key} " in text for key in ("key", "name", "roles", "decision", "each", "needed", "again", "findings")
    )
