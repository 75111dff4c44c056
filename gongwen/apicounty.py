"""What an analyst uses for a whole county: many reports gathered into tables, what is missing, the county's report begun."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.apirows import Rows
from gongwen.county.expected import Organ, list_file, organs_from, wanted_from
from gongwen.county.gathering import Ask, Gathered, gathered
from gongwen.county.prefilled import county_report
from gongwen.county.reminders import Reminder, reminders
from gongwen.county.rollup import Rollup, rolled
from gongwen.county.sources import folder, stored
from gongwen.county.spread import Hands
from gongwen.county.tables import rank_grid, report_grid, total_grid, town_grid
from gongwen.errors import EditError, TemplateError
from gongwen.templates import load_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor

    import pandas as pd

    from gongwen.api import Report
    from gongwen.county.reading import Wanted
    from gongwen.county.row import Row
    from gongwen.county.sources import Place
    from gongwen.county.tables import Grid
    from gongwen.store import Store


@dataclass(frozen=True, slots=True, repr=False)
class County:
    """The reports of a county as they were found: a value. A cell shows who has handed in and who has not.

    `kind` leaves out reports that are known to be of another kind.
    """

    gathered: Gathered
    organs: tuple[Organ, ...] = ()
    kind: str = ""

    def __repr__(self) -> str:
        return f"County({self.rollup.summary})"

    @property
    def rows(self) -> tuple[Row, ...]:
        """One value a report (see gongwen.county.row)."""
        return self.gathered.rows

    @property
    def rollup(self) -> Rollup:
        """Who has handed in, sums, ranks, what stands out, what is missing, as values (see gongwen.county.rollup)."""
        asked = self.gathered
        return rolled(asked.rows, self.organs, year=asked.year, kind=self.kind, wanted=asked.wanted)

    @property
    def frame(self) -> pd.DataFrame:
        """The reports as a table, one a row, their indicators as columns."""
        return frame(report_grid(self.rows, self.rollup))

    @property
    def towns(self) -> pd.DataFrame:
        """The organs as a table, one a row, who has not handed in first."""
        return frame(town_grid(self.rollup))

    @property
    def totals(self) -> pd.DataFrame:
        """The indicators as a table, one a row: sums, last year's, medians, what stands out."""
        return frame(total_grid(self.rollup))

    def ranks(self, indicator: str) -> pd.DataFrame:
        """The organs by an indicator, the largest first; raises EditError when there is none such."""
        rollup = self.rollup
        if indicator not in {each.name for each in rollup.totals}:
            names = "、".join(each.name for each in rollup.totals[:20])
            raise EditError("没有这项指标，或者各单位的计量单位不一", where=str(indicator), mend=f"有的是：{names}")
        return frame(rank_grid(rollup, indicator))

    @property
    def reminders(self) -> Rows[Reminder]:
        """Whom to remind of what, with a text to send."""
        return Rows(reminders(self.rollup))

    def report(self, organ: str, year: int = 0, template: str = "rule_of_law_report") -> Report:
        """Return the county's report begun: its indicators grouped by towns, its sums linked, its tables; raises GongwenError."""
        from gongwen.api import Report  # noqa: PLC0415 - that room gives this one's name away

        found = next((each for each in load_templates() if each.key == template), None)
        if found is None:
            raise TemplateError(f"没有叫“{template}”的报告种类", mend="可以用的见 gongwen.kinds()")
        return Report(county_report(self.rollup, organ, year, found))

    def _repr_html_(self) -> str:
        from exports.cells_html import rows_html  # noqa: PLC0415 - only a notebook asks for it

        rollup = self.rollup
        grid = town_grid(rollup)
        return rows_html(
            grid.heads, grid.rows, rollup.summary + "。" + ("还没有读完。" if self.gathered.stopped else "")
        )


def frame(grid: Grid) -> pd.DataFrame:
    """Return a table as a DataFrame."""
    import pandas as pd  # noqa: PLC0415 - half a second that only an analyst spends

    return pd.DataFrame([dict(zip(grid.heads, row, strict=True)) for row in grid.rows], columns=list(grid.heads))


def gather(  # noqa: PLR0913 - the analyst's one door to it; all but the place have a default
    where: str | Path | Store | None = None,
    *,
    year: int = 0,
    organs: str | Path | Iterable[str] = (),
    indicators: str | Path | Iterable[str] = (),
    kind: str = "",
    jobs: int = 0,
    executor: Executor | None = None,
    work: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> County:
    """Read all reports of a folder, of a store, or (without a place) of the program's own store, and return what they are.

    `organs` and `indicators` are the county's lists: names, or a file of them (a line each; further columns are other names,
    for indicators the unit first). `jobs` processes read at once (0: as many as there are processors), or an `executor` like those of
    concurrent.futures does. A `work` file keeps what is read, so that a rerun reads only what is new. `progress` is told how
    many are done, of how many; `stop` is asked whether to end. Raises GongwenError for a folder or list that is none; a
    report that cannot be read is a row.
    """
    ask = Ask(year, _wanted(indicators))
    expected = _organs(organs)
    hands = Hands(jobs, executor, stop)
    file = Path(work) if work is not None else None

    def found(places: tuple[Place, ...]) -> County:
        return County(gathered(places, ask, hands, work=file, progress=progress), expected, kind)

    if isinstance(where, (str, Path)) and "://" not in str(where):
        return found(folder(Path(where).expanduser(), [file] if file else []))
    from gongwen.store import Store  # noqa: PLC0415 - only who asks for what is stored needs a database

    if isinstance(where, Store):
        return found(stored(where))
    store = Store.open(str(where) if where else None)
    try:
        return found(stored(store))
    finally:
        store.close()


def _organs(given: str | Path | Iterable[str]) -> tuple[Organ, ...]:
    return organs_from(_listed(given))


def _wanted(given: str | Path | Iterable[str]) -> tuple[Wanted, ...]:
    return wanted_from(_listed(given))


def _listed(given: str | Path | Iterable[str]) -> str:
    """Return the lines of a list: of a file that is named, or of the names themselves."""
    if isinstance(given, (str, Path)):
        return list_file(str(Path(given).expanduser())) if str(given) else ""
    return "\n".join(str(each) for each in given)
