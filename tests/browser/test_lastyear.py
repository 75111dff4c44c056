"""A new year from last year's report as a clerk goes: begun from the list, marks, what is seen is confirmed, Word."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from gongwen.document import Document, Section, Signature
from gongwen.store import Store
from tests.browser.pages import go, start
from widgets.start import usual_year

LAST = usual_year() - 1
NOW = LAST + 1


def last_years(organ: str) -> Document:
    return Document(
        kind="rule_of_law_report",
        year=LAST,
        title=f"{organ}关于{LAST}年度法治政府建设情况的报告",
        addressees="县委、县政府",
        body=Section(
            "body",
            "",
            (f"{LAST}年以来，我镇做了三件事。现将情况报告如下：",),
            (
                Section(
                    "m",
                    "主要工作",
                    (f"镇里开了四次会。{LAST}年3月15日，办了一场集市宣传。", "审查合同九份。"),
                    slot="measures",
                ),
                Section("n", f"{NOW}年工作安排", (f"{NOW}年，将继续推进。",), slot="next_year"),
            ),
        ),
        signature=Signature((organ,), f"{NOW}年1月15日"),
    )


@pytest.fixture
def organ(voila_home: Path, request: pytest.FixtureRequest) -> str:
    """The organ of a report of last year that is in the store."""
    name = f"柳溪镇人民政府{len(request.node.name)}"
    store = Store.open(voila_home)
    store.create(last_years(name))
    store.close()
    return name


def grounds(page: Page, *wanted: str) -> None:
    """Wait until these are the words on the ground that says that they are last year's."""
    page.wait_for_function(
        "wanted => [...CSS.highlights.get('gw-carried')].map((range) => range.toString()).join() === wanted.join()",
        arg=list(wanted),
    )


def test_last_years_report_becomes_the_new_ones_and_what_was_seen_is_told_from_what_was_not(
    page: Page, voila_server: str, organ: str
) -> None:
    start(page, voila_server)
    row = page.locator(".gw-table tr", has_text=organ)
    row.get_by_role("button", name=f"接着写{NOW}年度").click()
    area = go(page, "主要工作")
    strip = page.locator(".gw-carried-strip")
    expect(strip).to_contain_text("从上年带来 3 句，还有 3 句没看过")
    expect(page.locator(".gw-toc-item", has_text="主要工作").locator(".gw-toc-unseen")).to_have_text("上年 3")
    expect(page.locator(".gw-mirror p.is-carried")).to_have_count(2)
    grounds(page, "镇里开了四次会。", f"{LAST}年3月15日，办了一场集市宣传。", "审查合同九份。")
    expect(page.locator(".gw-ln.is-carried").first).to_be_visible()
    before = area.bounding_box()

    area.press("Control+Home")
    page.keyboard.press("Delete")
    page.keyboard.insert_text("我")
    expect(strip).to_contain_text("还有 2 句没看过")
    grounds(page, f"{LAST}年3月15日，办了一场集市宣传。", "审查合同九份。")
    page.keyboard.press("F8")
    expect(strip.get_by_role("button", name="这一句看过了")).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("F9")
    expect(strip).to_contain_text("还有 1 句没看过")
    grounds(page, "审查合同九份。")
    strip.get_by_role("button", name="本节都看过了").click()
    expect(strip).to_contain_text("从上年带来 2 句，都看过了")
    grounds(page)
    assert area.bounding_box() == before
    page.keyboard.press("Control+z")
    expect(strip).to_contain_text("还有 1 句没看过")

    go(page, "开头")
    expect(page.locator(".gw-edit.is-focus textarea")).to_have_value(f"{NOW}年以来，我镇做了三件事。现将情况报告如下：")
    with page.expect_download() as came:
        page.keyboard.press("Control+e")
    words = [each.text for each in docx.Document(io.BytesIO(Path(came.value.path()).read_bytes())).paragraphs]
    assert any(f"{NOW}年以来" in text for text in words)
    assert any(f"{NOW + 1}年工作安排" in text for text in words)


def test_a_new_report_is_offered_last_years(page: Page, voila_server: str, organ: str) -> None:
    start(page, voila_server)
    page.get_by_label("发文机关").fill(organ)
    page.get_by_label("发文机关").press("Tab")
    offer = page.locator(".gw-start-offer")
    expect(offer).to_contain_text("可以接着它写")
    offer.get_by_role("button", name=f"接着写{NOW}年度").click()
    expect(page.locator(".gw-notice:visible")).to_contain_text(f"接着{LAST}年度的写{NOW}年度")


def test_a_file_of_last_year_is_the_base_of_the_new_one_on_the_spot(page: Page, voila_server: str) -> None:
    start(page, voila_server)
    page.get_by_role("button", name="粘贴一段文字").click()
    page.get_by_label("要导入的文字").fill(
        f"关于{LAST}年度法治政府建设情况的报告\n县政府：\n一、主要工作\n{LAST}年以来，开会四次。"
    )
    page.get_by_role("button", name="导入这段文字").click()
    page.get_by_role("button", name=f"作为上年的底稿，写{NOW}年度").click()
    expect(page.locator(".gw-notice:visible")).to_contain_text("带来 1 句")
    page.locator(".gw-notice:visible").get_by_role("button", name="撤销").click()
    expect(page.get_by_role("button", name=f"作为上年的底稿，写{NOW}年度")).to_be_visible()
