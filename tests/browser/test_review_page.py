"""The view 批注 as a reviewer and a drafter go through it: by mouse, by keys, on a phone, with very many remarks."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gongwen.person import KnownBy, Person
from gongwen.review.anchor import anchored
from gongwen.review.annotation import Weight
from gongwen.review.texts import texts
from gongwen.sample import sample
from gongwen.store import Store
from tests.browser.pages import comes_to, fits
from tests.samples import long

LEVEL = """() => {
  const card = document.querySelector('.gw-rv-card.is-current');
  const pin = document.querySelector('.gw-pin.is-current');
  return card && pin ? card.getBoundingClientRect().top - pin.closest('.gw-ln').getBoundingClientRect().top : Infinity;
}"""


def review(page: Page) -> None:
    page.locator(".gw-views-nav").get_by_role("button", name="批注").click()
    page.wait_for_selector(".gw-rv-paper .gw-ln")


@pytest.fixture
def report(voila_home: Path) -> str:
    """The id of a report of its own."""
    store = Store.open(voila_home)
    saved = store.create(sample())
    store.close()
    return saved.id


def opened(page: Page, link: str, report: str, remark: str = "") -> None:
    page.goto(link)
    page.wait_for_selector(".gw-start-left")
    page.goto(f"{page.url.split('?')[0]}?report={report}&remark={remark}")
    page.wait_for_selector(".gw-views-nav .gw-btn:visible")


def select(page: Page, words: str) -> None:
    """Select words of one line of the paper as a mouse does."""
    page.locator(".gw-rv-paper .gw-ln", has_text=words).first.evaluate(
        """(line, words) => {
          const at = line.textContent.indexOf(words);
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          const spot = (count) => { let node = walker.currentNode.nodeType === 3 ? walker.currentNode : walker.nextNode();
            while (count > node.data.length) { count -= node.data.length; node = walker.nextNode(); } return [node, count]; };
          line.scrollIntoView({ block: 'center' });
          const [from, first] = spot(at); walker.currentNode = line;
          const [to, last] = spot(at + words.length);
          window.getSelection().setBaseAndExtent(from, first, to, last);
        }""",
        words,
    )


def cards(page: Page) -> list[str]:
    return page.locator(".gw-rv-card").all_inner_texts()


def test_selected_words_become_a_remark_with_its_number_in_the_margin(
    page: Page, voila_server: str, report: str
) -> None:
    opened(page, voila_server, report)
    review(page)
    select(page, "现将有关情况报告如下")
    page.locator(".gw-rv-bar").get_by_role("button", name="加批注").click()
    expect(page.locator(".gw-rv-card.is-new textarea")).to_be_focused()
    page.keyboard.insert_text("<b>这里</b>要写年份。")
    page.keyboard.press("Control+Enter")
    card = page.locator(".gw-rv-card.is-current")
    expect(card).to_contain_text("<b>这里</b>要写年份。")
    expect(card).to_contain_text("草稿，随本轮决定一起发出")
    expect(page.locator(".gw-hl.is-current").first).to_have_text("现将有关情况报告如下")
    expect(page.locator(".gw-pin.is-current")).to_have_attribute("data-n", "1")
    comes_to(page, lambda: abs(page.evaluate(LEVEL)) < 30, wanted=True)
    expect(page).to_have_url(re.compile("remark="))
    expect(page.locator('.gw-views-nav [data-view="review"]')).to_contain_text("1")


def test_keys_alone_write_aremarked(page: Page, voila_server: str, report: str) -> None:
    opened(page, voila_server, report)
    review(page)
    page.locator(".gw-rv-paper .gw-scroll").focus()
    for _line in range(5):
        page.keyboard.press("ArrowDown")
    for _word in range(6):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+Alt+m")
    expect(page.locator(".gw-rv-card.is-new textarea")).to_be_focused()
    expect(page.locator(".gw-rv-card.is-new .gw-rv-quote")).to_have_text(re.compile("^“?[^“”]{6}”?$"))
    page.keyboard.insert_text("键盘写的。")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".gw-rv-card.is-current")).to_contain_text("键盘写的。")
    page.keyboard.press("Alt+k")
    page.keyboard.press("r")
    assert page.locator(".gw-rv-card.is-current textarea").count() == 0  # a draft of one's own has no thread yet


def test_a_suggestion_is_struck_and_new_on_paper_and_accepted_into_the_text(
    page: Page, voila_server: str, voila_home: Path, report: str
) -> None:
    words, key = remarked(voila_home, report, replacement="改好的说法")
    opened(page, voila_server, report)
    review(page)
    expect(page.locator(".gw-hl.is-struck").first).to_contain_text(words)
    expect(page.locator(".gw-hl.is-new").first).to_have_text("改好的说法")
    page.get_by_role("button", name="按建议改后").click()
    expect(page.locator(".gw-hl.is-struck")).to_have_count(0)
    expect(page.locator(".gw-rv-paper .gw-stage")).to_contain_text("改好的说法")
    page.get_by_role("button", name="带标记", exact=True).click()
    page.keyboard.press("Alt+j")
    expect(page.locator(".gw-rv-card.is-current")).to_contain_text("请改。")
    page.keyboard.press("a")
    expect(page.locator(".gw-rv-closed")).to_contain_text("采纳")
    found = next(each for each in Store.open(voila_home).review.all(report) if each.id == key)
    assert found.anchor.now == "改好的说法"
    page.locator(".gw-notice").get_by_role("button", name="撤销").click()
    expect(page.locator(".gw-rv-paper .gw-stage")).not_to_contain_text("改好的说法")


def remarked(home: Path, report: str, *, replacement: str | None = None) -> tuple[str, str]:
    """Have another remark on words of the first section; return these and the remark's id."""
    store = Store.open(home, Person("陈县长", KnownBy.TYPED))
    draft = store.load(report)
    found = texts(draft.document)
    key = next(section.id for section in draft.document.walk() if section.id in found and len(found[section.id]) > 40)
    made = store.review.add(report, draft.version, anchored(found, key, 4, 10), "请改。", replacement=replacement)
    store.review.send(report)
    store.close()
    return found[key][4:10], made.id


def test_five_hundred_remarks_keep_their_order_never_overlap_and_few_are_on_the_page(
    page: Page, voila_server: str, voila_home: Path
) -> None:
    store = Store.open(voila_home, Person("陈县长", KnownBy.TYPED))
    saved = store.create(long(50_000))
    rng = random.Random(6)  # noqa: S311 - places, not secrets
    found = texts(saved.document)
    for number in range(500):
        key = f"t{number * 30 // 500}"
        start = rng.randrange(len(found[key]) - 30)
        words = "请核实。" * rng.randrange(1, 9)
        anchor = anchored(found, key, start, start + rng.randrange(3, 20))
        store.review.add(saved.id, saved.version, anchor, words, weight=rng.choice(list(Weight)))
    store.review.send(saved.id)
    store.close()
    opened(page, voila_server, saved.id)
    review(page)
    expect(page.locator(".gw-rv-cards h2")).to_have_text("共 500 条")
    worst = page.evaluate("""async () => {
      const paper = document.querySelector('.gw-rv-paper .gw-scroll');
      const seen = { most: 0, over: 0, wild: 0, order: 0 };
      let last = new Map();
      for (let step = 0; step < 120; step += 1) {
        paper.scrollTop += 150;
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const nodes = [...document.querySelectorAll('.gw-rv-card')];
        const boxes = nodes.map((node) => [node.dataset.id, node.getBoundingClientRect()]);
        seen.most = Math.max(seen.most, nodes.length);
        boxes.slice(1).forEach(([, box], at) => { if (box.top < boxes[at][1].bottom - 1) seen.over += 1; });
        boxes.forEach(([id, box]) => { if (last.has(id) && Math.abs(box.top - last.get(id)) > 150 * 5 + 2) seen.wild += 1; });
        last = new Map(boxes.map(([id, box]) => [id, box.top]));
      }
      return seen;
    }""")
    assert worst["most"] <= 40
    assert (worst["over"], worst["wild"]) == (0, 0)
    for _step in range(4):
        page.keyboard.press("Alt+j")
    expect(page.locator(".gw-rv-cards h2")).to_contain_text("条，共 500 条")
    comes_to(page, lambda: abs(page.evaluate(LEVEL)) < 400, wanted=True)


def test_a_link_opens_the_report_at_itsremarked(page: Page, voila_server: str, voila_home: Path, report: str) -> None:
    words, key = remarked(voila_home, report)
    opened(page, voila_server, report, key)
    expect(page.locator(".gw-rv-card.is-current")).to_contain_text("请改。")
    expect(page.locator(".gw-hl.is-current").first).to_have_text(words)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (820, 1180), (1366, 625)])
def test_nothing_sticks_out_on_any_screen(
    page: Page, voila_server: str, voila_home: Path, report: str, width: int, height: int
) -> None:
    remarked(voila_home, report)
    opened(page, voila_server, report)
    page.set_viewport_size({"width": width, "height": height})
    page.locator(".gw-views-nav").get_by_role("button", name="批注").click()
    if width < 600:
        number = page.locator(".gw-rv-read .gw-sup").first
        number.click()
        expect(page.locator(".gw-rv-sheet .gw-rv-card")).to_contain_text("请改。")
        expect(page.locator(".gw-rv-p.r-paragraph").first).to_have_css("font-size", "18px")
    else:
        expect(page.locator(".gw-rv-card").first).to_contain_text("请改。")
    fits(page, width)
    within = (
        "[...document.querySelectorAll('.gw-rv button, .gw-rv select')].filter((node) => node.offsetParent && !node.closest('.gw-rv-paper'))"
        ".every((node) => node.getBoundingClientRect().right <= window.innerWidth + 1)"
    )
    comes_to(page, lambda: page.evaluate(within), wanted=True)
