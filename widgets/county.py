"""The county's panel in a notebook: a folder chosen, read with a bar that can be stopped, tables, charts, reminders, the report begun."""

from __future__ import annotations

import asyncio
import html
import logging
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import ipywidgets as w

from gongwen.errors import EditError, GongwenError
from widgets.countyshown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongwen.apicounty import County as Found

log = logging.getLogger(__name__)


class County(w.VBox):
    """Chooses, reads and shows; nothing that fails inside reaches the notebook cell.

    `folder` is where the reports lie (empty: the program's own store), `organs` and `indicators` name files with the county's
    lists. With `start` all is read before the cell ends, as who runs the notebook by a program wants it; `jobs` is how many
    processes read. `found` is what was read, to work on in the next cell: `panel.found.frame`.
    """

    def __init__(
        self, folder: str | Path = "", year: int = 0, organs: str | Path = "", indicators: str | Path = "",
        *, start: bool = False, jobs: int = 0,
    ) -> None:  # fmt: skip
        self.found: Found | None = None
        self._stop = Event()
        self._jobs = jobs
        self._headless = start
        self._folder = _text("报告所在的文件夹（空着是库里的）", str(folder))
        self._year = _text("报告年度", str(year or ""))
        self._organs = _text("应报单位的名单（文件，可以空着）", str(organs))
        self._indicators = _text("应有的指标（文件，可以空着）", str(indicators))
        self._begin, self._end = (w.Button(description=words).add_class("gw-btn") for words in ("开始", "停止"))
        self._begin.add_class("is-primary").on_click(lambda _button: self._guard(self.begin))
        self._end.on_click(lambda _button: self._stop.set())
        self._bar = w.IntProgress(0, 0, 1, description="", tooltip="读了多少份")
        self._says = w.HTML().add_class("gw-says")
        self._sum = w.HTML().add_class("gw-ct-sum")
        self.shown = Shown(lambda: self.found, self._guard)
        asks = w.Box([self._folder, self._year, self._organs, self._indicators]).add_class("gw-ct-ask")
        buttons = w.Box([self._begin, self._end]).add_class("gw-row")
        super().__init__(
            [
                w.VBox([w.HTML("<h2>汇总一个县的报告</h2>"), asks, buttons, self._bar, self._says, self._sum]),
                self.shown.box,
            ]
        )
        self.add_class("gw-app").add_class("gw-county")
        self._at_work(at_work=False)
        if start:
            self._guard(self._read_here)

    def __repr__(self) -> str:
        """What a saved notebook keeps as its output's text: nothing of the reports."""
        return "县级汇总"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the live panel; one that a program has run keeps its tables too, for who opens the notebook later."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if self._headless and isinstance(bundle, dict):
            told = f'<p style="margin:4px">{self._says.value}</p>' if self._says.value else ""
            bundle["text/html"] = told + self.shown.still()
        return bundle

    def begin(self) -> None:
        """Read the reports beside what else happens on the page; where there is no page, here and now."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._read_here()
            return

        def progress(done: int, total: int) -> None:
            loop.call_soon_threadsafe(self._progress, done, total)

        gather = self._gathering(progress)
        self._at_work(at_work=True)

        def work() -> None:
            try:
                found = gather()
            except Exception as error:  # noqa: BLE001 - told on the page, as above
                loop.call_soon_threadsafe(self._failed, error)
            else:
                loop.call_soon_threadsafe(self._take, found)

        Thread(target=work, name="gongwen-county", daemon=True).start()

    def _read_here(self) -> None:
        gather = self._gathering(self._progress)
        self._at_work(at_work=True)
        try:
            self._take(gather())
        finally:
            self._at_work(at_work=False)

    def _gathering(self, progress: Callable[[int, int], None]) -> Callable[[], Found]:
        """Return what reads the reports as they are asked for now; raise EditError for a year that is none."""
        from gongwen.apicounty import gather  # noqa: PLC0415 - whatever fails to load must become a sentence
        from gongwen.county.work import work_file  # noqa: PLC0415

        year = self._year.value.strip().removesuffix("年")
        if year and not (year.isdecimal() and len(year) == 4):
            raise EditError(f"报告年度写成了“{year[:20]}”", mend="请写四位数字，例如 2025")
        self._stop.clear()
        self._says.value = ""
        lists = {"organs": self._organs.value.strip(), "indicators": self._indicators.value.strip()}
        return partial(
            gather, self._folder.value.strip() or None, year=int(year or 0), **lists, jobs=self._jobs, progress=progress,
            stop=self._stop.is_set, work=work_file(self._folder.value.strip()),
        )  # fmt: skip

    def _progress(self, done: int, total: int) -> None:
        self._bar.max, self._bar.value = max(total, 1), done
        self._sum.value = f"读了 {done} / {total} 份"

    def _take(self, found: Found) -> None:
        """Show what was read."""
        self._at_work(at_work=False)
        self.found = found
        read = (
            f"读了 {len(found.rows)} / {found.gathered.places} 份就停下了，再按“开始”接着读。"
            if found.gathered.stopped
            else ""
        )
        self._sum.value = html.escape(f"{found.rollup.summary}。{read}")
        self._bar.max, self._bar.value = max(found.gathered.places, 1), len(found.rows)
        self._guard(self.shown.refresh)

    def _failed(self, error: Exception) -> None:
        self._at_work(at_work=False)
        self._tell(error)

    def _at_work(self, *, at_work: bool) -> None:
        self._begin.disabled, self._end.disabled = at_work, not at_work
        self._bar.layout.display = "" if at_work else "none"

    def _guard(self, action: Callable[[], None]) -> None:
        """Do something; what goes wrong is a sentence on the panel."""
        self._says.value = ""
        try:
            action()
        except Exception as error:  # noqa: BLE001 - the last door before the notebook cell
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, GongwenError):
            self._says.value = html.escape(error.sentence)
            return
        log.error("the county's panel failed: %s", type(error).__name__)
        self._says.value = f"这一步没有做成（{type(error).__name__}）。请再试一次；还不行，请把这句话告诉管理员。"


def _text(words: str, value: str) -> w.Text:
    return w.Text(value=value, description=words, style={"description_width": "initial"})
