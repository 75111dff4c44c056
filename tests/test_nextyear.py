"""A new year from last year's report: which years roll and which stay, what comes along, what is still unseen."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gongwen.api import Report, open_report
from gongwen.cli import main
from gongwen.document import ANCHOR, Document, Figure, Header, Imprint, Location, Section, Signature, Table
from gongwen.errors import EditError
from gongwen.indicators.data import Drawing
from gongwen.indicators.links import State, followed, placed
from gongwen.nextyear.alike import aligned
from gongwen.nextyear.roll import next_year, year_reported, years_left
from gongwen.nextyear.untouched import carried_places, confirmed, confirmed_section, counted, share
from gongwen.picture import picture_of
from gongwen.targets import read, write
from gongwen.together import merge
from tests.indicators.samples import report, with_amount
from tests.pictures import png

ROLL = (
    "[2024]年度，全镇依法行政水平有了提高。",
    "[2024]年以来，我镇把审查文件放在前面。",
    "[2024]年，镇里开了四次会。",
    "二是[2024]年全镇共办理案件32件。",
    "在[2024]年，我局完成了清理。",
    "现将[2024]年法治政府建设情况报告如下：",
    "区财政局认真梳理了[2024]年度法治政府建设情况。",
    "截至[2024]年底，全镇有调解员41名。",
    "截至[2024]年12月31日，全镇有调解员41名。",
    "本报告的数据统计期限自[2024]年1月1日起至[2024]年12月31日止。",
    "统计期限为[2024]年1月1日至12月31日。",
    "案件数与[2023]年相比有所下降。",
    "案件数比[2023]年下降6.2%。",
    "调解成功率较[2023]年同期提高2.1个百分点。",
    "受理量同[2023]年全年持平。",
    "[2025]年工作安排已经镇党委会议研究。",
    "[2025]年，我镇将继续推进。",
    "[2024] 年，镇里开了四次会。",
)
"""Years in brackets mean the report's year or the one beside it, in a report of 2024."""

STAY = (
    "《法治政府建设实施纲要（2021—2025年）》实施以来，成效明显。",
    "在2021—2025年规划期内，完成了任务。",
    "2023年至2024年，镇里修了两座桥。",
    "2020－2024年，共办案三百件。",
    "2023年和2024年的数据见附件。",
    "2022年、2023年、2024年，案件数逐年下降。",
    "按照《清溪镇2024年法治建设工作要点》落实。",
    "落实清政〔2024〕7号文件要求。",
    "2024年3月15日，召开了推进会。",
    "自2024年1月1日起施行。",
    "新修订的办法（2024年版）已经学习。",
    "2024年修订的《行政复议法实施条例》已经学习。",
    "2024年，县里印发《行政检查办法》，镇里组织学习。",
    "党的二十届三中全会于2024年7月召开。",
    "2024年是新中国成立75周年。",
    "2024年，是纲要实施的关键一年。",
    "2024年第3次党委会议研究了执法工作。",
    "我镇被评为2024年度全县先进单位。",
    "2024年，司法所荣获全省先进集体。",
    "到2025年，基本建成法治乡镇。",
    "力争到2025年底实现全覆盖。",
    "2025年6月底前完成清理。",
    "镇里的培训与2023年制定的计划一致。",
    "调解协议2024年第一号已经归档。",
    "2019年以来，全镇没有发生败诉案件。",
    "比2023年3月增加两件。",
    "“十四五”期间，镇里完成了改革。",
)


def _report(*paragraphs: str, slot: str = "measures", heading: str = "主要工作") -> Document:
    return Document(
        kind="rule_of_law_report",
        year=2024,
        title="清溪镇人民政府关于2024年度法治政府建设情况的报告",
        header=Header("000012", "", "", "特急", ("清溪镇人民政府文件",), "清政〔2025〕3号", ("张三",)),
        addressees="县委、县政府",
        body=Section("body", children=(Section("s1", heading, paragraphs, slot=slot),)),
        closing=("特此报告。",),
        attachments=("2024年行政执法统计表", "执法人员名册"),
        signature=Signature(("清溪镇人民政府",), "2025年1月15日"),
        imprint=Imprint(("县委依法治县办",), "清溪镇党政办", "2025年1月16日"),
        byline=("清溪镇人民政府", "（2025年1月15日）"),
        annexes=(Section("a1", "2024年行政执法统计表", ("见表。",)), Section("a2", "执法人员名册")),
    )


def _after(text: str, **also: str) -> str:
    return next_year(_report(text, **also)).section("s1").paragraphs[0]


@pytest.mark.parametrize("text", ROLL)
def test_years_that_mean_the_reports_roll(text: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    wanted = text
    for year in (2025, 2024, 2023):
        wanted = wanted.replace(f"[{year}]", f"{year + 1}")
    assert _after(plain) == wanted
    assert _after(plain) != plain


@pytest.mark.parametrize("text", STAY)
def test_years_that_mean_anything_else_stay(text: str) -> None:
    assert _after(text) == text


def test_in_plans_the_next_year_rolls_and_what_must_be_reached_by_then_stays() -> None:
    made = next_year(
        _report("2025年，全镇继续推进三项工作。", "到2025年底全部完成。", slot="next_year", heading="2025年工作安排")
    )
    assert made.section("s1").heading == "2026年工作安排"
    assert made.section("s1").paragraphs == ("2026年，全镇继续推进三项工作。", "到2025年底全部完成。")


def test_what_is_of_one_year_goes_and_the_rest_comes_along() -> None:
    was = _report("2024年以来，我镇办案32件。")
    made = next_year(was)
    assert made.year == 2025
    assert made.title == "清溪镇人民政府关于2025年度法治政府建设情况的报告"
    assert made.header == Header(authority_mark=("清溪镇人民政府文件",), document_number="清政〔2026〕××号")
    assert (made.addressees, made.closing, made.signature) == (
        "县委、县政府", ("特此报告。",), Signature(("清溪镇人民政府",)),
    )  # fmt: skip
    assert made.imprint == replace(was.imprint, printed_on="")
    assert made.byline == ("清溪镇人民政府",)
    assert made.attachments == ("2025年行政执法统计表", "执法人员名册")
    assert [each.heading for each in made.annexes] == list(made.attachments)
    assert [part.id for part in made.walk()] == [part.id for part in was.walk()]
    assert next_year(was, 2027).title == "清溪镇人民政府关于2027年度法治政府建设情况的报告"


def test_a_governments_work_report_is_named_by_the_year_it_plans() -> None:
    body = Section(
        "body",
        children=(
            Section("s1", "2025年工作回顾", ("2025年，全县生产总值比2024年增长5%。",)),
            Section("s2", "2026年重点工作", ("2026年，将抓好六件事。",)),
        ),
    )
    made = next_year(Document(kind="work_report", year=2026, title="2026年政府工作报告", body=body))
    assert (made.year, made.title) == (2027, "2027年政府工作报告")
    assert [(part.heading, part.paragraphs[0]) for part in made.body.children] == [
        ("2026年工作回顾", "2026年，全县生产总值比2025年增长5%。"),
        ("2027年重点工作", "2027年，将抓好六件事。"),
    ]


def test_a_year_that_is_not_known_or_not_later_is_refused() -> None:
    with pytest.raises(EditError, match="不知道"):
        next_year(Document(title="法治政府建设情况报告"))
    with pytest.raises(EditError, match="2024年度"):
        next_year(_report(), 2024)
    assert year_reported(Document(title="关于2024年度法治政府建设情况的报告")) == 2024
    assert year_reported(Document(title="2024年工作总结暨2025年工作要点")) == 0


def test_years_that_were_not_rolled_are_listed_until_somebody_has_looked() -> None:
    made = next_year(_report("2024年3月15日，开了会。2024年，办案32件。到2021—2025年规划结束。"))
    assert years_left(made) == (Location("s1", 0, 0, 4),)
    assert years_left(confirmed(made, carried_places(made)[:1])) == ()
    headed = next_year(_report("办案。", heading="2023年问题的整改"))
    assert years_left(headed) == (Location("s1", -1, 0, 4),)


# --- what nobody has looked at -----------------------------------------------------------------------------------


def test_every_sentence_is_marked_until_it_is_touched_or_confirmed() -> None:
    made = next_year(_report("镇里开了四次会。办案32件。", "＃是审查合同九份。"))
    assert carried_places(made) == (
        Location("s1", 0, 0, 8), Location("s1", 0, 8, 14), Location("s1", 1, 2, 9), Location("a1", 0, 0, 3),
    )  # fmt: skip
    typed = write(made, "s1", read(made, "s1").replace("32", "40"))
    assert len(carried_places(typed, "s1")) == 2
    assert write(typed, "s1", read(made, "s1")) == made
    seen = confirmed(made, (Location("s1", 0, 8, 14),))
    assert [place.start for place in carried_places(seen, "s1")] == [0, 2]
    assert carried_places(confirmed_section(made, "s1"), "s1") == ()
    assert len(carried_places(confirmed_section(made, "s1"))) == 1
    assert confirmed(made, (Location("s1", 5, 0, 8),)) is made


def test_a_sentence_that_moves_stays_marked_and_a_new_one_is_not() -> None:
    made = next_year(_report("镇里开了四次会。办案32件。"))
    moved = write(made, "s1", "新写的一句。\n办案32件。镇里开了四次会。")
    assert carried_places(moved, "s1") == (Location("s1", 1, 0, 6), Location("s1", 1, 6, 14))


def test_shares_tell_what_is_still_last_years_seen_or_not() -> None:
    made = next_year(_report("镇里开了四次会。办案32件。", "＃是审查合同九份。"))
    assert (share(made).of_carried, share(made).of_all) == (1.0, 1.0)
    changed = write(
        confirmed(made, carried_places(made, "s1")[:1]), "s1", "镇里开了四次会。办案40件。\n＃是审查合同九份。"
    )
    told = share(changed)
    assert (told.carried, told.unchanged, told.unseen, told.all) == (4, 3, 2, 4)
    assert counted(changed) == {"s1": (2, 1), "a1": (1, 1)}
    assert share(_report("办案。")).of_all == 0.0


def test_two_people_confirm_different_sentences_and_both_stay_confirmed() -> None:
    made = next_year(_report("镇里开了四次会。办案32件。审查合同九份。"))
    places = carried_places(made, "s1")
    merged = merge(made, confirmed(made, places[:1]), confirmed(made, places[1:2])).document
    assert carried_places(merged, "s1") == places[2:]
    assert share(merged).unchanged == 4


def test_rows_of_figures_and_pictures_are_carried_and_what_is_drawn_from_the_table_is_not() -> None:
    table = Table("t1", (("项目", "2023年", "2024年"), ("案件", "3", "4"), ("备注", "", "")), "2024年办案情况")
    drawn = Table("t2", (("项目", "数量"), ("案件", "4")))
    shot = Figure("f1", picture_of(png(40, 30)), caption="2024年宣传现场")
    was = _report("办案。", f"{ANCHOR}t1", f"{ANCHOR}t2", f"{ANCHOR}f1")
    was = replace(was, tables=(table, drawn), figures=(shot,))
    was = replace(was, data=replace(was.data, drawings=(Drawing("t2", "rows = []"),)))
    made = next_year(was)
    assert made.tables[0].rows == (("项目", "2024年", "2025年"), ("案件", "4", ""), ("备注", "", ""))
    assert (made.tables[0].caption, made.figures[0].caption) == ("2025年办案情况", "2025年宣传现场")
    assert carried_places(made, "s1")[1:] == (Location("t1", 3, 0, 2), Location("f1", -1, 0, 9))
    assert len(carried_places(write(made, "t1@5", "6"), "s1")) == 2


def test_last_years_report_has_the_ids_of_this_ones_sections() -> None:
    def of(*children: Section) -> Document:
        return Document(body=Section("body", children=children))

    old = of(Section("s1", "2024年主要工作"), Section("s2", "不足", slot="shortcomings"), Section("s3", "只在上年"))
    new = of(Section("s1", "存在的问题", slot="shortcomings"), Section("s2", "2025年主要工作。"), Section("s3", "别的"))
    assert [part.id for part in aligned(old, new).body.children] == ["s2", "s1", "s3-上年"]
    assert aligned(old, next_year(replace(old, year=2024))) == old


def test_columns_of_years_roll_only_where_it_is_clear_what_stands_under_them() -> None:
    def rolled(*head: str) -> tuple[tuple[str, ...], ...]:
        table = Table("t1", (head, tuple("123"[: len(head)])))
        was = replace(_report(f"{ANCHOR}t1"), tables=(table,))
        return next_year(was).tables[0].rows

    assert rolled("项目", "2024年") == (("项目", "2025年"), ("1", "2"))
    assert rolled("2022年", "2023年", "2024年") == (("2022年", "2023年", "2024年"), ("1", "2", "3"))
    assert rolled("2023年", "2024年", "2024年增长") == (("2023年", "2024年", "2024年增长"), ("1", "2", "3"))
    assert rolled("2023年", "2024年", "增减") == (("2024年", "2025年", "增减"), ("2", "", "3"))
    assert rolled("2023年增长", "2024年") == (("2023年增长", "2024年"), ("1", "2"))


# --- figures --------------------------------------------------------------------------------------------------------


def test_links_move_a_year_on_and_wait_for_the_new_amount() -> None:
    was = report()
    made = next_year(was)
    after = placed(made)
    assert [each.link.id for each in after] == [each.link.id for each in placed(was)]
    assert {each.link.period for each in after} == {"2026"}
    assert {each.state for each in after} == {State.STALE}
    assert [each.words for each in after] == [each.words for each in placed(was)]
    assert made.data.indicators == was.data.indicators


def test_last_years_amounts_are_what_the_new_ones_are_compared_with() -> None:
    made = next_year(report())
    new = followed(made, with_amount(made.data, "talks", "30", "2026"))
    assert "开展法治宣传活动30场，同比增长25%；" in read(new, "a")


def test_a_sentence_in_which_a_figure_followed_the_table_is_still_unseen() -> None:
    made = next_year(report())
    unseen = len(carried_places(made))
    new = followed(made, with_amount(made.data, "talks", "30", "2026"))
    assert "30场" in read(new, "a")
    assert len(carried_places(new)) == unseen
    assert len(carried_places(write(new, "a", read(new, "a").replace("30场", "31场")))) == unseen - 1


# --- without a screen -----------------------------------------------------------------------------------------------


def test_the_command_line_writes_the_next_year_and_names_the_years_it_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    was, out = tmp_path / "去年.json", tmp_path / "今年.json"
    Report(_report("2024年3月15日，开了会。2024年，办案32件。")).save(was)
    assert main(["next", str(was), "-o", str(out)]) == 0
    told = capsys.readouterr().out
    assert "写2025年度：从上年带来 3 句" in told
    assert "没有改的年份 1 处" in told
    assert "2024年3月15日，开了会" in told
    assert open_report(out).document == next_year(open_report(was).document)
    assert main(["next", str(was), "--year", "2024"]) == 1
    assert "请写2025" in capsys.readouterr().err
    assert main(["next", str(was), "-o", str(out), "--format", "json", "--year", "2026"]) == 0
    assert json.loads(capsys.readouterr().out)["year"] == 2026


def test_the_analysts_report_begins_its_next_year() -> None:
    made = Report(_report("2024年，办案32件。")).next_year()
    assert "2025年，办案32件。" in made.text
    assert [each.excerpt for each in made.check("submit") if each.rule == "DU07"] == ["从上年带来、还没有看过的句子"]
