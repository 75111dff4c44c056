"""Recipes of tables and charts are read as strictly as templates are, and years follow the report's."""

from __future__ import annotations

import pytest

from gongwen.errors import TemplateError
from gongwen.indicators.ready import BUILT_IN, ready, recipes
from gongwen.indicators.recipe import CHART_KEYS, COLUMN_KEYS, ROW_KEYS, TABLE_KEYS, ChartRecipe, chosen, read
from gongwen.indicators.recipetext import filled, is_filled, period_of


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind = 'pie'", ["“kind”", "share"]),
        ("captoin = 'x'", ["“captoin”", "是不是“caption”"]),
        ("kind = 'bar'\nlandscape = true", ["“landscape”", "可以用的有"]),
        ("[[row]]\nindicater = 'x'", ["“row1.indicater”", "是不是“indicator”"]),
        ("[[column]]\nshow = 'percent'", ["“column1.show”", "change"]),
        ("[[column]]\nperiod = 'last year'", ["“column1.period”", "year-1"]),
        ("caption = '{yaer}年'", ["“caption”", "{year-1}"]),
        ("decimals = 99", ["“decimals”", "0 到 8"]),
        ("decimals = '一'", ["“decimals”", "整数"]),
        ("[[row]]\nindicator = 'a'\ntext = ['b']", ["“row1.indicator”", "选一个"]),
        ("[[row]]\nindicators = ['a', 'b']", ["“row”", "1 列"]),
        ("kind = 'bar'\nwidth = 400", ["“width”", "5 到 100"]),
        ("kind = 'line'\nperiods = ['前年']", ["“periods”", "year-1"]),
        ("[[indicator]]\nid = 'a'\nname = 'b'\nformula = 'magic a'", ["“indicator1.formula”", "算法"]),
        ("[[indicator]]\nname = 'b'", ["没有写“indicator1.id”"]),
        ("caption = ", ["写法不对"]),
        ("row = 1", ["“row”", "[[row]]"]),
    ],
)
def test_a_wrong_recipe_is_refused_by_key_and_mend(text: str, says: list[str]) -> None:
    with pytest.raises(TemplateError) as caught:
        read(text, "本局.toml")
    for part in ("本局.toml", *says):
        assert part in caught.value.sentence
    assert caught.value.mend


@pytest.mark.parametrize(
    ("text", "period"),
    [("year", "2025"), ("year-1", "2024"), ("year+1", "2026"), ("yearQ3", "2025Q3"), ("year-1Q2", "2024Q2"), ("2020", "2020")],
)  # fmt: skip
def test_periods_are_relative_to_the_report(text: str, period: str) -> None:
    assert period_of(text, 2025) == period


def test_without_a_year_only_absolute_periods_are_known() -> None:
    assert (period_of("year", 0), period_of("2020", 0)) == ("", "2020")


def test_years_are_filled_into_texts() -> None:
    assert filled("{year-1}年和{year}年", 2025) == "2024年和2025年"


def test_a_text_of_another_year_is_known_as_nobodys_change() -> None:
    assert is_filled("2019年和2020年（本级）", "{year-1}年和{year}年（本级）")
    assert not is_filled("2019年和2020年全镇", "{year-1}年和{year}年（本级）")


def test_every_ready_recipe_can_be_used_and_an_office_adds_its_own(gongwen_home) -> None:  # noqa: ANN001
    own = gongwen_home / "templates" / "drawings"
    own.mkdir(parents=True)
    (own / "share.toml").write_text("kind = 'share'\nname = '本局的'", "utf-8")
    (own / "broken.toml").write_text("kind = 1", "utf-8")
    found = recipes()
    names = {each.key: each.name for each in found.ready}
    assert {path.stem for path in BUILT_IN.glob("*.toml")} == names.keys()
    assert names["share"] == "本局的"
    assert len(found.problems) == 1
    assert "broken.toml" in found.problems[0]


def test_a_recipe_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(TemplateError, match="没有叫“nowhere”"):
        ready("nowhere")


def test_indicators_are_chosen_in_place_of_those_of_the_recipe() -> None:
    text = "kind = 'bar'\nindicators = ['old']\nperiods = ['year']"
    recipe = read(chosen(text, ("a", "b", "no\"'[[")))
    assert isinstance(recipe, ChartRecipe)
    assert recipe.indicators == ("a", "b")
    table = read(chosen("caption = 'x'\n[[column]]\nperiod = 'year'", ("a",)))
    assert table.indicators == ("a",)


def test_every_key_has_its_row_in_the_manual() -> None:
    text = (BUILT_IN.parents[1] / "docs" / "drawings.md").read_text("utf-8")
    for keys in (TABLE_KEYS, CHART_KEYS, ROW_KEYS, COLUMN_KEYS):
        for key, kind in keys.items():
            assert f"| `{key}` | {kind} |" in text
