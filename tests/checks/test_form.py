"""Form, years and names where a person relies on them: as imported, as mended, and in a draft that is only begun."""

from __future__ import annotations

from datetime import date

import pytest

from gongwen.checks import Checker, Finding, Office, Organ, Preset, Setting, Severity, mended
from gongwen.checks.cases import case
from gongwen.checks.rules import RULES
from gongwen.checks.rules.dates import parsed
from gongwen.document import LayoutKind, Section
from gongwen.templates import blank, load_templates

MINE = [rule for rule in RULES if rule.family in {"ST", "FM", "YR", "CU", "NM"}]
BY_ID = {rule.id: rule for rule in RULES}


def found(rule: str, text: str = "", setting: Setting | None = None, **also: object) -> tuple[Finding, ...]:
    """Return what one rule finds in a sound report in which these fields are otherwise."""
    one = case(text, setting=setting, **also)  # type: ignore[arg-type]
    return Checker([BY_ID[rule]], one.setting).check(one.document)


@pytest.mark.parametrize("template", load_templates(), ids=lambda template: template.key)
def test_a_new_draft_is_told_nothing_grave(template: object) -> None:
    draft = blank(template, year=2025, organs=("清溪镇人民政府",))  # type: ignore[arg-type]
    for preset in (Preset.DRAFT, Preset.SUBMIT):
        assert not Checker(MINE).check(draft, preset)
    calm = Checker(MINE).check(draft, Preset.REVIEW)
    assert sum(each.rule == "FM08" for each in calm) <= 1


def test_the_signatory_is_asked_for_where_it_is_needed() -> None:
    draft = case(signatories=()).document
    assert not Checker([BY_ID["FM05"]]).check(draft, Preset.SUBMIT)
    (finding,) = Checker([BY_ID["FM05"]]).check(draft, Preset.REVIEW)
    assert finding.severity is Severity.MUST


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年1月5日", (2026, 1, 5)),
        ("2026 年 01 月 05 日", (2026, 1, 5)),
        ("2026-1-5", (2026, 1, 5)),
        ("2026.01.05", (2026, 1, 5)),
        ("二〇二六年一月五日", (2026, 1, 5)),
        ("二○二六年十二月三十一日", (2026, 12, 31)),
        ("26年1月5日", (2026, 1, 5)),
        ("2026年13月5日", (2026, 13, 5)),
        ("2026年1月", None),
        ("1月5日", None),
        ("年底", None),
    ],
)
def test_what_day_a_text_names(text: str, day: tuple[int, int, int] | None) -> None:
    assert parsed(text) == day


@pytest.mark.parametrize("text", ["二〇二六年一月五日", "2026.1.5", "2026年01月05日", "2026 年1月5日", "26年1月5日"])
def test_a_date_is_rewritten(text: str) -> None:
    document = case(date=text).document
    checker = Checker([BY_ID["FM03"]])
    (finding,) = checker.check(document)
    after = mended(document, finding.fixes)
    assert after.signature.date == "2026年1月5日"
    assert not checker.check(after)


@pytest.mark.parametrize(
    ("day", "title", "count"),
    [
        ("2025年12月30日", "清溪镇人民政府关于2025年度法治政府建设情况的报告", 1),
        ("2025年12月31日", "清溪镇人民政府关于2025年度法治政府建设情况的报告", 0),
        ("2025年7月2日", "清溪镇人民政府关于2025年上半年法治政府建设情况的报告", 0),
        ("2027年1月4日", "清溪镇人民政府关于2025年度法治政府建设情况的报告", 1),
    ],
)
def test_a_report_on_a_year_is_signed_after_it(day: str, title: str, count: int) -> None:
    assert len(found("FM03", date=day, title=title)) == count


def test_a_date_far_ahead_of_today_is_told() -> None:
    setting = Setting(today=date(2026, 1, 20))
    assert not found("FM03", setting=setting, date="2026年2月10日")
    assert found("FM03", setting=setting, date="2026年11月10日")


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("清政[2026]3号", "清政〔2026〕3号"),
        ("清政（2026）第03号", "清政〔2026〕3号"),
        ("清政【2026】3", "清政〔2026〕3号"),
    ],
)
def test_a_number_is_rewritten(number: str, right: str) -> None:
    document = case(document_number=number).document
    (finding,) = Checker([BY_ID["FM04"]]).check(document)
    assert mended(document, finding.fixes).header.document_number == right


def test_orders_are_numbered_in_a_way_of_their_own() -> None:
    assert not found("FM04", document_number="第707号", layout=LayoutKind.ORDER)
    assert not found("FM04", document_number="中国人民银行令〔2022〕第2号")


def test_a_title_gets_its_of_before_the_kind_of_document() -> None:
    for title, right in (
        ("甲镇人民政府关于2025年度法治政府建设情况报告", "甲镇人民政府关于2025年度法治政府建设情况的报告"),
        ("甲镇人民政府\n关于2025年法治政府建设年度报告", "甲镇人民政府\n关于2025年法治政府建设的年度报告"),
        ("甲镇人民政府关于上报2025年工作情况的报告（草稿）", "甲镇人民政府关于2025年工作情况的报告（草稿）"),
    ):
        document = case(title=title).document
        (finding,) = Checker([BY_ID["FM01"]]).check(document)
        assert mended(document, finding.fixes).title == right


def test_an_addressee_without_its_colon_goes_where_it_belongs() -> None:
    document = case("县委、县政府\n现将有关情况报告如下：", addressees="").document
    (finding,) = Checker([BY_ID["FM02"]]).check(document)
    after = mended(document, finding.fixes)
    assert after.addressees == "县委、县政府"
    assert not Checker([BY_ID["FM02"]]).check(after)


def test_last_year_s_text_under_this_year_s_title_is_one_finding() -> None:
    text = "现将2024年度法治政府建设情况报告如下：\n# 2024年主要举措\n做法。\n# 2025年工作安排\n安排。"
    document = case(text).document
    (finding,) = Checker([BY_ID["YR01"]]).check(document)
    assert finding.count == 4, "the title and three places in the text"
    after = mended(document, finding.fixes[:1])
    assert "2024" not in "".join((*after.body.paragraphs, *(each.heading for each in after.body.children)))
    assert not Checker([BY_ID["YR01"]]).check(after)


def test_the_title_is_the_odd_one_when_the_date_is_with_the_text() -> None:
    text = "现将2025年度法治政府建设情况报告如下：\n# 2025年主要举措\n做法。"
    (finding,) = found("YR01", text, title="清溪镇人民政府关于2024年度法治政府建设情况的报告", year=2024)
    assert finding.location.section == "title"
    assert finding.fixes[0].label == "标题改为2025年"


def test_names_of_papers_hold_years_of_their_own() -> None:
    assert not found("YR01", "现将《法治政府建设实施纲要（2021—2025年）》贯彻情况报告如下：")
    assert not found("YR01", "现将贯彻《关于2019年工作的通知》情况报告如下：")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("青溪镇人民政府组织检查。", 1),
        ("青溪镇人民政府组织检查，清溪镇人民政付配合。", 2),
        ("清溪县人民政府、东溪镇人民政府、清河镇人民政府来访。", 1),
        ("清溪镇人民政府的人民调解。", 0),
    ],
)
def test_what_is_one_character_off_the_own_name(text: str, count: int) -> None:
    assert len(found("NM04", text)) == count


def test_a_name_of_the_office_s_list_is_no_slip_of_another() -> None:
    office = Office(organs=(Organ("清河镇人民政府"), Organ("清溪镇人民政府")))
    assert not found("NM04", "清河镇人民政府来访。", Setting(office=office))


def test_a_name_that_has_run_out_is_replaced_by_its_heir() -> None:
    office = Office(
        organs=(Organ("长安县环境保护局", ("县环保局",), 2009, 2018), Organ("长安县生态环境局", ("县环保局",), 2019))
    )
    (finding,) = found("NM04", "长安县环境保护局检查。", Setting(office=office))
    assert finding.fixes[0].label == "改为“长安县生态环境局”"
    assert not found("NM04", "长安县环境保护局检查。", Setting(office=office), year=2017)


@pytest.mark.parametrize("year", [0, 2018])
def test_former_names_are_right_in_reports_of_their_time(year: int) -> None:
    assert not found("NM03", "县国土资源局牵头。", year=year)


def test_a_plenum_cannot_be_studied_before_it_was_held() -> None:
    text = "学习贯彻党的二十届三中、四中全会精神，学习党的二十届四中全会公报。"
    assert found("CU02", text, year=2024, date="2025年2月1日")[0].severity is Severity.SHOULD
    assert not found("CU02", text)


def test_an_annex_is_titled_as_it_is_listed() -> None:
    annexes = (Section("a1", "执法数据", ("表",)),)
    document = case("数据见附件。", attachments=("执法数据表",), annexes=annexes).document
    (finding,) = Checker([BY_ID["FM09"]]).check(document)
    assert mended(document, finding.fixes).annexes[0].heading == "执法数据表"
