"""A whole round: 张三 drafts, 李四 reviews, 王局长 signs; with an orphan, a trip to Word, a 退回, up to 签发 and 定稿."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from exports.docx import export_docx
from exports.docx_comments import Enclosed
from gongwen.document import BODY_ID, Document, Header, Section, Signature
from gongwen.importers.word import read_word
from gongwen.person import KnownBy, Person
from gongwen.review.anchor import anchored
from gongwen.review.annotation import Annotation
from gongwen.review.course import State
from gongwen.review.steps import Ruling
from gongwen.review.texts import texts
from gongwen.store import Role, Store
from tests.browser.pages import PATIENCE, go, stored
from tests.browser.test_review_page import review, select

FIRST = "全镇召开专题会议四次，研究解决突出问题六项。"
SECOND = "执法宣传流于表面，群众参与面还不够广。"
THIRD = "这一句和上面的话重复了。"


def report() -> Document:
    """Return a short report with something wrong in it."""
    return Document(
        kind="rule_of_law_report",
        year=2025,
        title="关于2025年度法治政府建设情况的报告",
        header=Header(signatories=("王强",)),
        addressees="县委、县政府",
        body=Section(
            BODY_ID,
            paragraphs=("现将有关情况报告如下。",),
            children=(
                Section("s1", "主要举措和成效", (FIRST, THIRD)),
                Section("s2", "存在的不足和原因", (SECOND,)),
            ),
        ),
        signature=Signature(("清溪镇人民政府",), "2026年1月15日"),
    )


def person(home: Path, name: str) -> Store:
    """Return the store as one of the three sees it."""
    return Store.open(home, Person(name, KnownBy.TYPED))


@pytest.fixture
def filed(voila_home: Path) -> Iterator[str]:
    """The id of a report in which each of the three has a role."""
    store = person(voila_home, "张三")
    name = store.create(report()).id
    store.members.set(name, {"张三": Role.DRAFTER, "李四": Role.REVIEWER, "王局长": Role.SIGNER})
    yield name
    store.close()


@pytest.fixture
def three(browser: object, voila_server: str, filed: str) -> Iterator[tuple[Page, Page, Page]]:
    contexts = []
    pages = []
    for name in ("张三", "李四", "王局长"):
        context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)  # type: ignore[attr-defined]
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.add_init_script(f"localStorage.setItem('gongwen:name', '{name}')")
        page.goto(voila_server)
        page.wait_for_selector(".gw-start-left")
        page.goto(f"{page.url.split('?')[0]}?report={filed}")
        page.wait_for_selector(".gw-views-nav .gw-btn:visible")
        contexts.append(context)
        pages.append(page)
    yield tuple(pages)  # type: ignore[misc]
    for context in contexts:
        context.close()


def decide(page: Page, act: str, opinion: str = "") -> None:
    """Press a button of the decision bar, write an opinion and send it."""
    foot = page.locator(".gw-rv-foot")
    foot.get_by_role("button", name=act, exact=True).click()
    foot.locator("textarea").fill(opinion)
    foot.locator(".gw-rv-decide").get_by_role("button", name=act, exact=True).click()
    expect(foot.locator(".gw-rv-decide")).to_have_count(0)


def remark(page: Page, words: str, text: str, *, must: bool = False, change: str | None = None) -> None:
    """Say something of words on the paper, or write them better."""
    select(page, words)
    page.locator(".gw-rv-bar").get_by_role("button", name="加批注" if change is None else "提修改建议").click()
    new = page.locator(".gw-rv-card.is-new")
    if change is not None:
        new.get_by_role("textbox", name="改成", exact=True).fill(change)
    if must:
        new.get_by_label("轻重").select_option(label="必改")
    new.get_by_role("textbox", name="意见" if change is None else "为什么改").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".gw-rv-card.is-new")).to_have_count(0)


def from_word(home: Path, name: str, data: bytes) -> bytes:
    """Return a file that went out as the leader sends it back: with a remark and a tracked change of their own."""
    store = person(home, "张三")
    draft = store.load(name)
    read_word(data, "发出去的.docx")  # it is a Word file that can be read
    found = texts(draft.document)
    words = "突出问题六项"
    at = found["s1"].index(words)
    when = datetime(2026, 1, 20, 10, 30, tzinfo=UTC)
    change = Annotation(
        "w1", 90, "Wang", when, anchored(found, "s1", at, at + len(words)), replacement="突出问题七项", sent_at=when
    )
    mine = tuple(each for each in store.review.all(name) if not each.is_draft)
    store.close()
    return export_docx(draft.document, review=Enclosed((*mine, change), name, draft.version)).data


def says_and_sends_back(reviewer: Page, drafter: Page) -> None:
    """李四 says three things, seen by nobody until the round is sent, and sends the report back."""
    remark(reviewer, "流于表面", "“表面”宜作“形式”。", change="流于形式")
    remark(reviewer, "专题会议四次", "会议次数请核实。", must=True)
    remark(reviewer, "这一句和上面的话重复了", "删去。")
    expect(drafter.locator(".gw-rv-card")).to_have_count(0)
    decide(reviewer, "退回修改", "三处，请改后再送。")
    expect(drafter.locator(".gw-rv-card")).to_have_count(3)
    expect(drafter.locator(".gw-top .is-turn")).to_be_visible()


def answers(drafter: Page) -> None:
    """张三 deletes a sentence, whose remark is an orphan then; takes the suggestion; answers the question with a reason."""
    drafter.locator(".gw-views-nav").get_by_role("button", name="写作").click()
    go(drafter, "主要举措和成效")
    drafter.locator(".gw-form textarea.gw-area").last.fill(FIRST)
    stored(drafter)
    review(drafter)
    orphans = drafter.get_by_role("navigation", name="批注筛选")
    expect(orphans).to_contain_text("这一句和上面的话重复了")
    expect(drafter.locator(".gw-rv-foot")).to_contain_text("还差 2 项")
    cards = drafter.locator(".gw-rv-card")
    card = cards.filter(has_text="宜作“形式”")
    card.click()
    card.get_by_role("button", name="采纳", exact=True).click()
    expect(drafter.locator(".gw-rv-paper .gw-stage")).to_contain_text("流于形式，群众参与面")
    card = cards.filter(has_text="会议次数请核实")
    card.click()
    card.get_by_role("button", name="不采纳").click()
    card.locator("textarea").fill("已经查过会议记录，是四次。")
    drafter.keyboard.press("Control+Enter")
    expect(drafter.locator(".gw-rv-foot")).to_contain_text("还差 1 项")
    orphans.get_by_role("button", name="看这一条").click()
    cards.filter(has_text="删去。").get_by_role("button", name="采纳", exact=True).click()
    expect(drafter.locator(".gw-rv-foot")).not_to_contain_text("还差")


def to_word_and_back(drafter: Page, home: Path, name: str, folder: Path) -> None:
    """What the leader changed in Word comes back as a suggestion of theirs, and is taken."""
    with drafter.expect_download() as waiting:
        drafter.get_by_role("region", name="办理进度和批注").get_by_role("button", name="Word").click()
        drafter.get_by_role("menuitem", name="导出带批注的 Word").click()
    waiting.value.save_as(folder / "sent.docx")
    back = folder / "王局长改过.docx"
    back.write_bytes(from_word(home, name, (folder / "sent.docx").read_bytes()))
    drafter.locator("input[type=file][aria-label=导入批改稿]").set_input_files(back)
    drafter.get_by_role("textbox", name="Word 里的“Wang”是").fill("王局长")
    drafter.get_by_role("button", name="全部收进来").click()
    card = drafter.locator(".gw-rv-card").filter(has_text="七")
    card.click()
    expect(card).to_contain_text("王局长")
    card.get_by_role("button", name="采纳", exact=True).click()
    expect(drafter.locator(".gw-rv-paper .gw-stage")).to_contain_text("突出问题七项")


def test_from_the_first_draft_to_the_signed_and_final_file(
    three: tuple[Page, Page, Page], filed: str, voila_home: Path, tmp_path: Path
) -> None:
    drafter, reviewer, leader = three
    expect(reviewer.locator(".gw-rv-paper .gw-ln").first).to_be_visible()
    expect(reviewer.locator("textarea"), "who may not write has no form on the page").to_have_count(0)
    review(drafter)
    decide(drafter, "送审", "请审阅。")
    expect(reviewer.locator(".gw-top .is-turn")).to_be_visible()
    says_and_sends_back(reviewer, drafter)
    answers(drafter)
    to_word_and_back(drafter, voila_home, filed, tmp_path)
    decide(drafter, "送审", "已逐条改过。")
    decide(reviewer, "通过", "同意。")
    expect(leader.locator(".gw-top .is-turn")).to_be_visible()
    decide(leader, "签发", "同意印发。")
    decide(drafter, "复核完成")
    drafter.get_by_role("button", name="导出哪一种").click()
    with drafter.expect_download() as waiting:
        drafter.get_by_role("menuitemradio", name="定稿").click()
    assert waiting.value.suggested_filename.endswith("_定稿.docx")
    store = person(voila_home, "张三")
    course = store.course.of(filed)
    assert [(stage.step.key, stage.state) for stage in course.stages if stage.state is not State.LEFT_OUT] == [
        ("draft", "done"), ("review", "done"), ("sign", "done"), ("proof", "done"),
    ]  # fmt: skip
    assert course.holds
    assert store.upkeep.verify().faults == ()
    document = store.load(filed).document
    assert document.section("s1").paragraphs == (FIRST.replace("六项", "七项"),)
    assert document.section("s2").paragraphs == (SECOND.replace("表面", "形式"),)
    store.close()


def test_a_change_after_the_signature_makes_it_stale_and_goes_back_to_the_signer(filed: str, voila_home: Path) -> None:
    drafter, reviewer, leader = (person(voila_home, name) for name in ("张三", "李四", "王局长"))
    for store, ruling in ((drafter, Ruling.SUBMIT), (reviewer, Ruling.PASS), (leader, Ruling.SIGN)):
        store.course.decide(filed, store.version(filed), ruling)
    changed = replace(drafter.load(filed).document, title="关于2026年度法治政府建设情况的报告")
    drafter.save(filed, changed, drafter.version(filed))
    assert not drafter.course.of(filed).holds
    for each in (drafter, reviewer, leader):
        each.close()
