"""The start page: a new report from a template, a file or pasted text brought in, or a report gone on with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import ipywidgets as w

from gongwen.errors import GongwenError, ImportRefusedError
from widgets.drafts import Drafts
from widgets.picker import FilePicker

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.templates import Template

OTHER: Final = ""
"""The kind of a report without a template."""

YEAR_DIGITS: Final = 4


class Start:
    """The page's left side makes or brings in; its right side lists what there is."""

    def __init__(self, templates: tuple[Template, ...], fail: Callable[[str], None]) -> None:
        self._fail = fail
        self._templates = {template.key: template for template in templates}
        self.on_new: Callable[[Template, int, tuple[str, ...], str], None] = lambda *_all: None
        self.on_text: Callable[[str], None] = lambda _text: None
        self.on_sample: Callable[[], None] = lambda: None
        self.drafts = Drafts()
        self.drafts.on_failure = fail
        self.picker = FilePicker()
        self.picker.on_failure = fail
        self._kind = w.Dropdown(options=[(template.name, template.key) for template in templates])
        self._year = w.Text(value=str(_usual_year()), placeholder="如 2025")
        self._to = w.Combobox(
            options=["县委、县政府", "市委、市政府", "县人民政府"], placeholder="如 县委、县政府", ensure_option=False
        )
        self._organs = w.Text(placeholder="如 中共某某镇委员会　某某镇人民政府")
        self._pasted = w.Textarea(placeholder="把整篇文字粘贴到这里").add_class("gw-paste")
        self._paste_box = w.VBox([self._pasted, self._button("导入这段文字", self._paste, primary=True)])
        self._paste_box.layout.display = "none"
        self.box = w.Box([self._left(), w.VBox([self.drafts]).add_class("gw-start-right")]).add_class("gw-start")

    def _left(self) -> w.VBox:
        def field(label: str, widget: w.Widget) -> w.VBox:
            return w.VBox([w.HTML(f"<span class='gw-label'>{label}</span>"), widget]).add_class("gw-f")

        buttons = w.Box(
            [self._button("新建报告", self._new, primary=True), self._button("先看示例报告", self._sample)]
        ).add_class("gw-row")
        pair = w.Box([field("报告年度", self._year), field("报送给", self._to)]).add_class("gw-f2")
        return w.VBox(
            [
                w.HTML("<h2>新建报告</h2>"),
                field("报告种类", self._kind),
                pair,
                field("发文机关（多个机关之间空一格）", self._organs),
                w.HTML("<p class='gw-muted'>标题按种类、年度和机关自动写好，进去后可改。</p>"),
                buttons,
                w.HTML("<hr><h2>导入已有稿子</h2>"),
                self.picker,
                w.Box(
                    [
                        self._button("粘贴一段文字", self._toggle),
                        w.HTML("<span class='gw-muted'>原文件不会被改动</span>"),
                    ]
                ).add_class("gw-row"),
                self._paste_box,
            ]
        ).add_class("gw-start-left")

    def _button(self, words: str, action: Callable[[], None], *, primary: bool = False) -> w.Button:
        button = w.Button(description=words).add_class("gw-btn")
        if primary:
            button.add_class("is-primary")

        def pressed(_button: w.Button) -> None:
            try:
                action()
            except GongwenError as error:
                self._fail(error.sentence)
            except Exception as error:  # noqa: BLE001 - the last door before the notebook cell
                self._fail(f"这一步没有做成（{type(error).__name__}）。请再试一次")

        button.on_click(pressed)
        return button

    def _new(self) -> None:
        template = self._templates.get(self._kind.value)
        if template is None:
            raise GongwenError("没有可用的报告种类", mend="请检查模板文件夹，或者导入已有稿子")
        year = self._year.value.strip().removesuffix("年")
        if not (year.isascii() and year.isdigit() and len(year) == YEAR_DIGITS):
            raise GongwenError("报告年度要写四位数字", where=self._year.value[:20], mend="例如 2025")
        organs = tuple(self._organs.value.replace("　", " ").replace("、", " ").split())
        self.on_new(template, int(year), organs, self._to.value.strip())

    def _sample(self) -> None:
        self.on_sample()

    def _toggle(self) -> None:
        hidden = self._paste_box.layout.display == "none"
        self._paste_box.layout.display = "" if hidden else "none"

    def _paste(self) -> None:
        if not self._pasted.value.strip():
            raise ImportRefusedError("还没有粘贴文字", mend="请先把文字粘贴到框里")
        self.on_text(self._pasted.value)
        self._pasted.value = ""
        self._paste_box.layout.display = "none"


def _usual_year() -> int:
    return datetime.now(UTC).year - 1
