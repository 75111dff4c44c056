"""Tables and charts follow the indicators; only what changed is drawn again; what a person wrote round them stays."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

import exports.charts
import exports.drawings
import exports.pdf
from bench.figures import changed, quoting
from exports.docx import export_docx
from exports.drawings import faults, insert_drawing, redrawn, undrawn, with_data
from gongwen.document import Document
from gongwen.errors import EditError, ExportError, TemplateError
from gongwen.figures import update_figure
from gongwen.indicators.charted import charted
from gongwen.indicators.data import Data, Drawing
from gongwen.indicators.indicator import Indicator
from gongwen.indicators.ready import ready
from gongwen.indicators.recipe import chosen, read
from gongwen.nextyear.roll import next_year
from gongwen.picture import Picture
from gongwen.standard import PROFILES
from gongwen.tables import set_cell, update_table
from tests.indicators.samples import TABLE, entries, report, text_of, with_amount

TWO_YEARS = chosen(ready("two_years").text, ("cases", "settled", "disputes"))
TREND = chosen(ready("trend").text, ("leaflets",))


def drawn() -> Document:
    document = insert_drawing(report(), "a", 1, ready("comparison").text)
    return insert_drawing(insert_drawing(document, "b", 1, TWO_YEARS), "b", 2, TREND)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is filled with the kind of each chart that is drawn."""
    calls: list[str] = []
    real = exports.drawings.picture

    def picture(chart, *rest) -> Picture:  # noqa: ANN001, ANN002
        calls.append(chart.kind)
        return real(chart, *rest)

    monkeypatch.setattr(exports.drawings, "picture", picture)
    return calls


def test_links_tables_and_charts_follow_one_change(counted: list[str]) -> None:
    before = drawn()
    counted.clear()
    after = with_data(before, with_amount(before.data, "settled", "150"))
    assert "化解矛盾纠纷150件" in text_of(after, "b")
    assert after.tables[0].rows[4] == ("化解矛盾纠纷", "件", "133", "150", "增长12.8%")
    assert counted == ["bar"]
    assert after.figures[0].picture != before.figures[0].picture
    assert "150件" in after.figures[0].alternative
    assert after.figures[1] is before.figures[1]


def test_nothing_is_made_again_when_nothing_it_shows_changes(counted: list[str]) -> None:
    before = drawn()
    counted.clear()
    after = with_data(before, with_amount(before.data, "talks", "24", "2019"))
    assert after.tables == before.tables
    assert after.figures == before.figures
    assert counted == []


def test_equal_data_give_equal_bytes() -> None:
    chart = charted(read(TWO_YEARS), TABLE, 2025)
    look = Document().appearance
    one = exports.charts.picture(chart, look, 100)
    exports.charts._picture.cache_clear()
    other = exports.charts.picture(chart, look, 100)
    assert one.data == other.data
    assert one.data is not other.data


def test_a_picture_is_sharp_at_its_printed_width() -> None:
    before = drawn()
    inches = PROFILES["gb9704"].width / 1440
    assert before.figures[0].picture.width == pytest.approx(inches * 300, rel=0.005)
    half = insert_drawing(report(), "a", 0, TWO_YEARS.replace("name =", "width = 50\nname ="))
    assert half.figures[0].width == 50
    assert half.figures[0].picture.width == pytest.approx(inches * 150, rel=0.005)


def test_what_a_person_changed_round_it_stays() -> None:
    before = drawn()
    table, figure = before.tables[0].id, before.figures[0].id
    before = update_table(
        before, table, lambda each: replace(each, caption="本镇的表", note="含代管村", landscape=True)
    )
    before = update_figure(
        before, figure, lambda each: replace(each, caption="本镇的图", alternative="自己写的", width=60)
    )
    after = with_data(before, with_amount(before.data, "cases", "99"))
    made, shown = after.tables[0], after.figures[0]
    assert (made.caption, made.note, made.landscape) == ("本镇的表", "含代管村", True)
    assert (shown.caption, shown.alternative, shown.width) == ("本镇的图", "自己写的", 60)
    assert made.rows[3][3] == "99"
    assert shown.picture != before.figures[0].picture


def test_what_a_person_typed_into_cells_stays_until_their_own_amount_changes() -> None:
    before = drawn()
    key = before.tables[0].id
    before = update_table(before, key, lambda each: set_cell(set_cell(each, 3, 3, "约28"), 1, 4, "增长三成"))
    other = with_data(before, with_amount(before.data, "settled", "150")).tables[0].rows
    assert (other[3][3], other[1][4], other[4][3]) == ("约28", "增长三成", "150")
    own = with_data(before, with_amount(before.data, "cases", "30")).tables[0].rows
    assert (own[3][3], own[1][4]) == ("30", "增长三成")


def test_a_row_more_makes_all_cells_the_recipes() -> None:
    before = drawn()
    before = update_table(before, before.tables[0].id, lambda each: set_cell(each, 3, 3, "约28"))
    more = (*before.data.indicators, Indicator("new", "新的", "项", entries=entries(y2025="3")))
    after = with_data(before, replace(before.data, indicators=more)).tables[0].rows
    assert (after[3][3], after[-1][3]) == ("28", "3")


def test_a_new_year_rolls_tables_charts_and_captions() -> None:
    was = drawn()
    now = redrawn(replace(was, year=2026), was)
    assert now.tables[0].caption == "2026年法治政府建设主要指标对比"
    assert now.tables[0].rows[0][2:4] == ("2025年", "2026年")
    assert now.figures[0].caption == "2025年和2026年主要指标对比"


def test_next_years_report_begins_with_tables_of_its_own_year_and_its_charts_follow() -> None:
    was = replace(drawn(), title="甲镇关于2025年法治政府建设情况的报告")
    now = next_year(was)
    assert now.tables[0].rows[1] == ("法治宣传活动", "场", "24", "—", "—")
    assert now.tables[0].caption == "2026年法治政府建设主要指标对比"
    after = with_data(now, with_amount(now.data, "talks", "30", "2026"))
    assert after.tables[0].rows[1] == ("法治宣传活动", "场", "24", "30", "增长25%")
    assert after.figures[0].alternative.startswith("柱状图。行政执法案件：2025年28件，2026年—；")
    assert after.figures[0].picture != was.figures[0].picture
    assert after.figures[0].caption == "2025年和2026年主要指标对比"


def test_an_ordinary_one_stays_as_it_stands() -> None:
    before = drawn()
    table = before.tables[0].id
    after = undrawn(before, table)
    assert with_data(after, with_amount(after.data, "cases", "99")).tables == before.tables


def test_a_broken_recipe_is_a_sentence_and_changes_nothing() -> None:
    before = drawn()
    key, figure = before.tables[0].id, before.figures[0].id
    broken = (
        Drawing(key, "captoin = 'x'"),
        Drawing(figure, "kind = 'bar'\nindicators = ['消失的']"),
        Drawing("gone", ""),
    )
    after = with_data(before, replace(with_amount(before.data, "cases", "99"), drawings=broken))
    assert (after.tables, after.figures) == (before.tables, before.figures)
    assert [each.drawing for each in faults(after)] == [key, figure]
    assert "是不是“caption”" in faults(after)[0].sentence
    assert "消失的" in faults(after)[1].sentence
    with pytest.raises(TemplateError):
        insert_drawing(before, "a", 0, "captoin = 'x'")


def test_a_recipe_of_the_other_kind_is_a_sentence() -> None:
    before = drawn()
    wrong = (Drawing(before.tables[0].id, TWO_YEARS), Drawing(before.figures[0].id, ready("comparison").text))
    said = [each.sentence for each in faults(replace(before, data=replace(before.data, drawings=wrong)))]
    assert ["不是表" in said[0], "不是图" in said[1]] == [True, True]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind = 'bar'\nindicators = ['talks', 'cases']", "单位不一样"),
        ("kind = 'bar'\nperiods = ['2001']\nindicators = ['talks']", "一个数也没有"),
        ("kind = 'share'\nindicators = ['reversed']", "一个数也没有"),
        ("kind = 'bar'\nindicators = ['没有的']", "没有这项指标"),
    ],
)
def test_a_chart_of_nothing_is_a_sentence(text: str, says: str) -> None:
    with pytest.raises(EditError, match=says):
        insert_drawing(report(), "a", 0, text)


def test_without_a_chinese_typeface_a_chart_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Empty:
        def __init__(self, **_: object) -> None: ...
        def families(self) -> list[str]:
            return ["Times New Roman"]

    monkeypatch.setattr("exports.pdf.typst.Fonts", Empty)
    exports.charts.families.cache_clear()
    exports.pdf.faces_for.cache_clear()
    try:
        with pytest.raises(ExportError, match="没有中文字体，画不出图"):
            insert_drawing(report(), "a", 0, TWO_YEARS)
    finally:
        exports.charts.families.cache_clear()
        exports.pdf.faces_for.cache_clear()


def test_charts_of_every_kind_are_drawn_and_told() -> None:
    document = insert_drawing(report(), "a", 0, chosen(ready("share").text, ("cases", "settled")))
    document = insert_drawing(document, "a", 0, chosen(ready("trend").text, ("cases", "settled", "disputes")))
    share, line = document.figures
    assert share.alternative == "占比图。行政执法案件28件，占19.0%；化解矛盾纠纷119件，占81.0%。"
    assert line.alternative.startswith("折线图。2024年：行政执法案件31件，化解矛盾纠纷133件，排查矛盾纠纷137件；")
    assert line.alternative.endswith("2025年：行政执法案件28件，化解矛盾纠纷119件，排查矛盾纠纷121件。")
    assert len(export_docx(document).data) > 10_000


def test_negative_bars_and_unknown_ones_are_drawn() -> None:
    data = with_amount(with_amount(TABLE, "cases", "-5"), "settled", "0")
    document = replace(report(), data=data)
    assert insert_drawing(document, "a", 0, TWO_YEARS).figures[0].picture.height > 300
    one = replace(document, data=Data((replace(TABLE.indicators[0], entries=TABLE.indicators[0].entries[:1]),)))
    assert insert_drawing(one, "a", 0, ready("trend").text).figures


def test_following_five_cells_of_a_whole_report_costs_less_than_drawing_its_two_charts() -> None:
    document = quoting()
    assert (len(document.data.links) >= 25, len(document.tables), len(document.figures)) == (True, 3, 2)
    changed(document, 0)
    whole, without = [], []
    for number in range(1, 6):
        begin = time.process_time()
        after = changed(document, number)
        whole.append(time.process_time() - begin)
        begin = time.process_time()
        assert changed(document, number) == after  # its charts are drawn already
        without.append(time.process_time() - begin)
        assert all(one.picture != other.picture for one, other in zip(after.figures, document.figures, strict=True))
        assert all(one.rows != other.rows for one, other in zip(after.tables, document.tables, strict=True))
    assert min(without) < min(whole) / 2
