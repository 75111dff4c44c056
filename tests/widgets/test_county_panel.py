"""The county's panel without a browser: read, stopped and taken up again, tables, ranks, reminders, the county's report stored."""

from __future__ import annotations

import asyncio
import html
import logging
from pathlib import Path

import pytest

from gongwen.indicators.links import placed
from gongwen.store import Store
from tests.county.towns import WANTED, YEAR, Planted, plant
from tests.widgets.screen import tell
from widgets import County
from widgets.countyshown import VIEWS


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    found = plant(tmp_path_factory.mktemp("county") / "报告", 20, seed=4)
    (found.folder.parent / "名单.tsv").write_text(found.list, "utf-8")
    (found.folder.parent / "指标.tsv").write_text(WANTED, "utf-8")
    return found


@pytest.fixture
def panel(county: Planted) -> County:
    beside = county.folder.parent
    return County(county.folder, YEAR, beside / "名单.tsv", beside / "指标.tsv", start=True, jobs=1)


def press(panel: County, words: str) -> None:
    """Press a button by its words."""

    def find(widget: object) -> object:
        if getattr(widget, "description", "") == words and hasattr(widget, "click"):
            return widget
        return next(filter(None, map(find, getattr(widget, "children", ()))), None)

    find(panel).click()  # type: ignore[attr-defined]


async def begun(panel: County, until: int) -> None:
    """Press 开始, and 停止 once so many are read; return when it has ended."""
    press(panel, "开始")
    assert panel._begin.disabled
    for _ in range(6_000):
        if panel._end.disabled:
            return
        if panel._bar.value >= until:
            press(panel, "停止")
        await asyncio.sleep(0.005)
    pytest.fail("it does not end")


def test_who_has_not_handed_in_stands_first(panel: County, county: Planted) -> None:
    table = panel.shown.table.table
    assert {row[0] for row in table["rows"][: len(county.out)]} == county.out
    assert len(table["rows"]) == len(county.organs)
    assert f"应报 {len(county.organs)} 个单位" in panel._sum.value
    assert (panel._bar.value, panel._bar.max) == (county.files, county.files)
    assert panel.found is not None
    assert len(panel.found.frame) == county.files


def test_each_view_shows_its_own(panel: County, county: Planted) -> None:
    press(panel, "指标")
    assert "行政执法案件" in {row[0] for row in panel.shown.table.table["rows"]}
    press(panel, "提醒")
    assert {row[0] for row in panel.shown.table.table["rows"]} >= county.out | set(county.bad)
    press(panel, "名次和图")
    first = bytes(panel.shown._chart.value)
    assert first.startswith(b"\x89PNG")
    panel.shown.indicator.value = "信访事项"
    assert bytes(panel.shown._chart.value) != first
    assert panel.shown.table.table["name"] == "信访事项名次"
    press(panel, "单位")
    assert panel.shown.view == VIEWS[0]


def test_the_countys_report_is_stored_and_opens_by_its_link(panel: County, county: Planted) -> None:
    panel.shown.show(VIEWS[4])
    panel.shown.write.click()
    assert "没有写县级机关的名称" in panel._says.value
    panel.shown.organ.value = "清源县人民政府"
    panel.shown.kind.value = "rule_of_law_report"
    panel.shown.write.click()
    assert panel._says.value == ""
    store = Store.open()
    document = store.load(panel.shown.link.link["report"]).document
    store.close()
    assert panel.shown.link.link["title"] == document.name
    assert f"行政执法案件{county.sums['行政执法案件']}件" in "".join(document.body.children[0].paragraphs)
    assert {each.state.value for each in placed(document)} == {"true"}


def test_a_table_goes_away_as_a_file(panel: County, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[dict[str, object], list[bytes]]] = []
    monkeypatch.setattr(panel.shown.table, "send", lambda content, buffers: sent.append((content, buffers)))
    tell(panel.shown.table, "csv")
    assert sent[0][0]["name"] == "各单位.csv"
    assert sent[0][1][0].decode("utf-8-sig").startswith("机关,情况")


def test_it_reads_beside_the_page_stops_and_goes_on(county: Planted) -> None:
    panel = County(county.folder, YEAR, jobs=1)

    asyncio.run(begun(panel, 5))
    assert panel.found is not None
    assert panel.found.gathered.stopped
    assert "就停下了" in panel._sum.value
    assert not panel._begin.disabled
    half = len(panel.found.rows)
    assert 5 <= half < county.files
    asyncio.run(begun(panel, 10_000))
    assert (len(panel.found.rows), panel.found.gathered.known) == (county.files, half)


def test_what_goes_wrong_is_a_sentence_and_the_buttons_come_back(
    county: Planted, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    panel = County("/nowhere", 2025)
    press(panel, "开始")
    assert "没有这个文件夹" in panel._says.value
    panel._year.value = "<b>"
    press(panel, "开始")
    assert "<b>" not in panel._says.value
    assert "四位数字" in panel._says.value
    panel._folder.value, panel._year.value = str(county.folder), "2025年"

    def bad(*_all: object, **_more: object) -> object:
        raise RuntimeError("some text of a report")

    monkeypatch.setattr("gongwen.apicounty.gathered", bad)
    with caplog.at_level(logging.ERROR):
        press(panel, "开始")

        asyncio.run(begun(panel, 10_000))
    assert "RuntimeError" in panel._says.value
    assert "some text" not in caplog.text + panel._says.value
    assert not panel._begin.disabled


def test_names_of_files_and_organs_never_become_code(tmp_path: Path) -> None:
    (tmp_path / "<img src=x onerror=alert(1)>.docx").write_bytes(b"")
    panel = County(tmp_path, 2025, start=True, jobs=1)
    assert "<img" not in panel._repr_mimebundle_()["text/html"]
    assert "<img" not in html.unescape(panel._sum.value)


def test_nothing_read_shows_nothing() -> None:
    panel = County(start=True, jobs=1)
    assert panel._sum.value == "没有报告。"
    panel.shown.show(VIEWS[2])
    assert "还没有可以比的指标" in panel.shown._room.children[0].value
    assert repr(panel) == "县级汇总"
