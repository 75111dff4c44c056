"""The start page: a new report from a template, a file or pasted text brought in, or a report gone on with."""

from __future__ import annotations

import html
import logging
import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

import ipywidgets as w

from gongwen.errors import GongwenError, ImportRefusedError
from gongwen.templates import blank
from widgets.drafts import Drafts
from widgets.picker import FilePicker

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.lastused import LastUsed
    from gongwen.templates import Template

log = logging.getLogger(__name__)

YEAR: Final = re.compile(r"(?:19|20)\d\d")
BETWEEN: Final = re.compile(r"[\s　、，,；;]+")
"""What people put between two organs."""

INVISIBLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Controls, zero-width and direction marks that come along when a name is pasted."""

USUAL_ADDRESSEES: Final = ("县委、县政府", "市委、市政府", "县人民政府", "市人民政府")

SEASON: Final = 9
"""The month from which a report is about the year itself; before it, about the one before.

A report is written at a year's end or in the months after (rule_of_law_report: by 1 March of the next year).
"""


class Start:
    """The page's left side makes or brings in; its right side lists what there is.

    What goes wrong is said beside what caused it, and nothing typed or pasted is taken away by it.
    """

    def __init__(self, templates: tuple[Template, ...]) -> None:
        self._templates = {template.key: template for template in templates}
        self.on_new: Callable[[Template, int, tuple[str, ...], str], None] = lambda *_all: None
        self.on_text: Callable[[str], None] = lambda _text: None
        self.on_next: Callable[[str, int], None] = lambda _report, _year: None
        self.earlier: Callable[[str, int, tuple[str, ...]], tuple[str, str] | None] = lambda *_all: None
        """Of a kind, a year and organs: the id and the title of the report that one of this year can be begun from."""
        self.on_sample: Callable[[], None] = lambda: None
        self.drafts = Drafts()
        self.picker = FilePicker()
        self._kind = w.Dropdown(options=[(template.name, template.key) for template in templates])
        self._season = usual_year()
        self._offered: tuple[str, ...] = ()
        self._year = w.Text(value=str(usual_year()), placeholder="如 2025")
        self._to = w.Combobox(options=USUAL_ADDRESSEES, placeholder="如 县委、县政府", ensure_option=False)
        self._organs = w.Text(placeholder="如 中共某某镇委员会　某某镇人民政府")
        self._offer = w.Box().add_class("gw-start-offer")
        self._title = w.HTML().add_class("gw-muted")
        self._pasted = w.Textarea(description="要导入的文字", placeholder="把整篇文字粘贴到这里，不用先整理").add_class(
            "gw-f"
        )
        self._new_says, self._paste_says = (w.HTML().add_class("gw-says") for _ in range(2))
        self._paste_box = w.VBox(
            [self._pasted, self._paste_says, self._button("导入这段文字", self._paste, self._paste_says, "is-primary")]
        )
        self._paste_box.add_class("gw-paste").layout.display = "none"
        for field in (self._kind, self._year, self._organs):
            field.observe(self._foresee, "value")
        self._foresee()
        self.box = w.Box([self._left(), w.VBox([self.drafts]).add_class("gw-start-right")]).add_class("gw-start")

    def propose(self, last: LastUsed) -> None:
        """Fill empty fields with what was used last; what a person has typed stays."""
        if last.kind in self._templates:
            self._kind.value = last.kind
        season = usual_year()
        if season != self._season:  # the page has been open since another season
            self._season = season
            self._year.value = str(season)
        if last.season == season and last.year and self._year.value == str(season):
            self._year.value = str(last.year)
        self._organs.value = self._organs.value or "　".join(last.organs)
        self._to.value = self._to.value or last.addressees

    def _left(self) -> w.VBox:
        def field(label: str, widget: w.DOMWidget) -> w.DOMWidget:
            widget.description = label
            return widget.add_class("gw-f")

        buttons = [
            self._button("新建报告", self._new, self._new_says, "is-primary"),
            self._button("先看示例报告", self._sample, self._new_says),
        ]
        paste = self._button("粘贴一段文字", self._toggle, self._paste_says)
        return w.VBox(
            [
                w.HTML("<h2>新建报告</h2>"),
                field("报告种类", self._kind),
                w.Box([field("报告年度", self._year), field("报送给", self._to)]).add_class("gw-f2"),
                field("发文机关（多个机关之间空一格）", self._organs),
                self._title,
                self._offer,
                self._new_says,
                w.Box(buttons).add_class("gw-row"),
                w.HTML("<hr><h2>导入已有稿子</h2>"),
                self.picker,
                w.Box([paste, w.HTML("<span class='gw-muted'>原文件不会被改动</span>")]).add_class("gw-row"),
                self._paste_box,
            ]
        ).add_class("gw-start-left")

    def _button(self, words: str, action: Callable[[], None], says: w.HTML, look: str = "") -> w.Button:
        button = w.Button(description=words).add_class("gw-btn")
        if look:
            button.add_class(look)

        def pressed(_button: w.Button) -> None:
            says.value = ""
            try:
                action()
            except GongwenError as error:
                says.value = html.escape(error.sentence)
            except Exception as error:  # noqa: BLE001 - the last door before the notebook cell
                log.error("a button of the start page failed: %s", type(error).__name__)  # noqa: TRY400
                says.value = f"这一步没有做成（{type(error).__name__}）。请再试一次；还不行，请把这句话告诉管理员。"

        button.on_click(pressed)
        return button

    def _wanted(self) -> tuple[Template | None, str, tuple[str, ...]]:
        """Return the kind, the year's text and the organs as they are filled in now."""
        organs = tuple(filter(None, BETWEEN.split(INVISIBLE.sub("", self._organs.value))))
        return self._templates.get(self._kind.value), self._year.value.strip().removesuffix("年"), organs

    def _foresee(self, _change: object = None) -> None:
        template, year, organs = self._wanted()
        if template is not None and YEAR.fullmatch(year):
            title = blank(template, year=int(year), organs=organs).title
            self._title.value = f"标题自动写成“{html.escape(title)}”，进去后可改。"
        self.offer()

    def offer(self) -> None:
        """Offer to go on with the report of an earlier year, when there is one of the kind and organs that are filled in."""
        template, year, organs = self._wanted()
        found = self.earlier(template.key, int(year), organs) if template and YEAR.fullmatch(year) else None
        told = (*found, year) if found else ()
        if told == self._offered:
            return
        self._offered = told
        self._offer.children = ()
        if found:
            name, title = found
            words = w.HTML(f"<span>库里有“{html.escape(title)}”，可以接着它写。</span>").add_class("gw-grow")
            go = self._button(f"接着写{year}年度", lambda: self.on_next(name, int(year)), self._new_says, "is-soft")
            self._offer.children = (w.Box([words, go]).add_class("gw-strip"),)

    def _new(self) -> None:
        template, year, organs = self._wanted()
        if template is None:
            raise GongwenError("没有可用的报告种类", mend="请检查模板文件夹，或者导入已有稿子")
        if not YEAR.fullmatch(year):
            raise GongwenError(f"报告年度写成了“{year[:20]}”", mend="请写四位数字，例如 2025")
        self.on_new(template, int(year), organs, INVISIBLE.sub("", self._to.value).strip())

    def _sample(self) -> None:
        self.on_sample()

    def _toggle(self) -> None:
        hidden = self._paste_box.layout.display == "none"
        self._paste_box.layout.display = "" if hidden else "none"
        if hidden:
            self._pasted.focus()

    def _paste(self) -> None:
        if not self._pasted.value.strip():
            raise ImportRefusedError("还没有粘贴文字", mend="请先把文字粘贴到框里")
        self.on_text(self._pasted.value)
        self._pasted.value = ""
        self._paste_box.layout.display = "none"


def usual_year(now: datetime | None = None) -> int:
    """Return the year a report that is begun now is about."""
    now = now or datetime.now().astimezone()
    return now.year if now.month >= SEASON else now.year - 1
