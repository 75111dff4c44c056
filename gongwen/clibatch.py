"""The command line's share of a county: a folder's reports put together, or all exported; stopped and taken up again."""

from __future__ import annotations

import json
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen import files
from gongwen.apicounty import gather
from gongwen.county.gathering import ready
from gongwen.county.reminders import reminders
from gongwen.county.rollup import State
from gongwen.county.row import row_to_plain
from gongwen.county.sources import folder
from gongwen.county.spread import Hands, Task, spread
from gongwen.county.tables import report_grid, total_grid
from gongwen.county.totals import spoken
from gongwen.county.work import work_file
from gongwen.errors import ExportError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from exports.batch import Made
    from gongwen.apicounty import County
    from gongwen.county.rollup import Rollup
    from gongwen.county.sources import Place

FAULT = 1
"""The exit code when it was stopped, when nothing could be read, when something could not be exported."""


class _Stop:
    """Says whether Ctrl+C was pressed; a second time ends the program as ever."""

    def __init__(self) -> None:
        self.pressed = False

    def __call__(self) -> bool:
        return self.pressed

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Take the first Ctrl+C for the wish to stop, while this lasts."""

        def press(_signal: int, _frame: object) -> None:
            self.pressed = True
            signal.signal(signal.SIGINT, before)
            sys.stderr.write("\n正在停下，等手上的几份做完……再按一次 Ctrl+C 就不等了。\n")

        before = signal.signal(signal.SIGINT, press)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


def batch(options: argparse.Namespace) -> int:
    """Put the reports of a folder, or of the store, together and print what they come to."""
    where, work, stop = options.where, Path(options.work) if options.work else work_file(options.where), _Stop()
    with stop.heard():
        county = gather(
            where or None, year=options.year, organs=options.expect, indicators=options.indicators, kind=options.kind,
            jobs=options.jobs, work=work, progress=_told, stop=stop,
        )  # fmt: skip
    _told_end()
    if county.gathered.stopped:
        done, places = len(county.rows), county.gathered.places
        sys.stderr.write(f"已停止：读了 {done}/{places} 份。做完的记在 {work}，再运行一遍就接着做。\n")
        return FAULT
    written = {"csv": _csv, "json": _json, "text": _text}[options.format](county)
    files.write(options.output, written, source=where or files.STREAM)
    if options.output != files.STREAM:
        sys.stdout.write(f"{county.rollup.summary}。已写到 {files.name_of(options.output)}\n")
    if county.gathered.known:
        sys.stderr.write(f"{county.gathered.known} 份没有变，用的是上次读的。\n")
    return FAULT if county.rows and all(row.wrong for row in county.rows) else 0


def _told(done: int, total: int) -> None:
    """Say how far it is, to a person at a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r已读 {done}/{total} 份")
        sys.stderr.flush()


def _told_end() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\n")


def _csv(county: County) -> bytes:
    return report_grid(county.rows, county.rollup).csv()


def _json(county: County) -> bytes:
    rollup = county.rollup
    plain = {
        "summary": rollup.summary,
        "year": rollup.year,
        "organs": [
            {"organ": town.organ, "state": town.state, "file": town.row.file if town.row else "", "missing": town.missing,
             "more": [row.file for row in town.more]}
            for town in rollup.towns
        ],
        "indicators": [
            {"name": each.name, "unit": each.unit, "total": spoken(each.total), "base": spoken(each.base),
             "median": spoken(each.middle), "ranks": [[share.organ, spoken(share.amount)] for share in each.shares],
             "outliers": [share.organ for share in each.outliers]}
            for each in rollup.totals
        ],
        "mixed": [{"name": one.name, "units": dict(one.units)} for one in rollup.mixed],
        "unknown": [row.file for row in (*rollup.strangers, *rollup.wrong)],
        "reminders": [{"organ": each.organ, "missing": each.missing, "text": each.text} for each in reminders(rollup)],
        "reports": [row_to_plain(row) for row in county.rows],
    }  # fmt: skip
    return (json.dumps(plain, ensure_ascii=False) + "\n").encode()


def _text(county: County) -> bytes:
    rollup = county.rollup
    lines = [f"{rollup.summary}。", *_states(rollup)]
    lines += [f"缺数：{town.organ}　{'、'.join(town.missing)}" for town in rollup.towns if town.missing]
    grid = total_grid(rollup)
    for row in grid.rows:
        name, unit, total, base, change, count, middle, *_, check = ("" if cell is None else cell for cell in row)
        told = (
            f"合计 {total}{unit}"
            if total != ""
            else "单位不一，不能加"
            if unit == "不一"
            else f"不能加，中位数 {middle}{unit}"
        )
        more = [
            f"上年 {base}{unit}" if base != "" else "",
            f"同比 {change}%" if change != "" else "",
            f"{count} 个单位",
        ]
        lines.append("，".join(filter(None, (f"{name}：{told}", *more))) + (f"。请核：{check}" if check else ""))
    lines += [
        f"认不出是谁的：{row.file}{f'　{row.wrong}' if row.wrong else ''}" for row in (*rollup.strangers, *rollup.wrong)
    ]
    if count := len(reminders(rollup)):
        lines.append(f"要提醒 {count} 个单位，可以直接发的话在 --format json 的 reminders 里。")
    return ("\n".join(lines) + "\n").encode()


def _states(rollup: Rollup) -> Iterator[str]:
    out = "、".join(town.organ for town in rollup.of(State.OUT))
    if out:
        yield f"未报：{out}"
    for town in rollup.of(State.UNREADABLE, State.OTHER_YEAR):
        if town.row:
            yield f"{town.state.value}：{town.organ}　{town.row.file}　{town.row.wrong or f'是{town.row.year}年度的'}"


def batch_export(options: argparse.Namespace, task: Task[Made]) -> int:
    """Export every report of a folder that is newer than its file; print what was made and what could not be."""
    if options.output == files.STREAM:
        raise ExportError("没有写导出到哪个文件夹", mend="请加上 -o 文件夹")
    root, stop = Path(options.output), _Stop()
    places = folder(Path(options.where), [root])
    targets = _targets(places, root, ".pdf" if options.pdf else ".docx")
    made, wrong = 0, []
    due = [place for place in places if not _fresh(Path(options.where) / place.name, targets[place.name])]
    with stop.heard():
        for each in spread((place.read() for place in due), task, ready(Hands(options.jobs, stop=stop))):
            if each.wrong:
                wrong.append(f"{each.name}：{each.wrong}")
                continue
            _put(targets[each.name], each.data)
            made += 1
            _told(made + len(wrong), len(due))
    _told_end()
    left = len(due) - made - len(wrong)
    plain = {"made": made, "skipped": len(places) - len(due), "left": left, "wrong": wrong}
    if options.format == "json":
        sys.stdout.write(json.dumps(plain, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(
            "\n".join(
                (
                    f"导出了 {made} 份，已经有的 {len(places) - len(due)} 份没有重做。",
                    *(f"没有导出：{each}" for each in wrong),
                )
            )
            + "\n"
        )
    if left:
        sys.stderr.write(f"已停止：还有 {left} 份没有做，再运行一遍就接着做。\n")
    return FAULT if left or wrong else 0


def _targets(places: Sequence[Place], root: Path, suffix: str) -> dict[str, Path]:
    """Return where each report goes, by its name; two that would meet keep their own ends of names."""
    bare = [Path(place.name).with_suffix("").as_posix() for place in places]
    return {
        place.name: root / (f"{name if bare.count(name) == 1 else place.name}{suffix}")
        for place, name in zip(places, bare, strict=True)
    }


def _fresh(source: Path, target: Path) -> bool:
    """Whether a file is there and newer than what it was made from."""
    try:
        return target.stat().st_mtime_ns >= source.stat().st_mtime_ns
    except OSError:
        return False


def _put(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError("文件夹建不了", where=str(target.parent), mend="请检查有没有写的权限") from error
    files.write(str(target), data)
