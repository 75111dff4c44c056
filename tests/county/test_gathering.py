"""Many reports at once: every gap that was planted is found, one bad file stops nothing, a rerun reads only what is new."""

from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gongwen
from gongwen.county import gathering, reading, spread
from gongwen.county.gathering import Ask, Gathered, gathered
from gongwen.county.reading import Basis
from gongwen.county.row import row_from, row_to_plain
from gongwen.county.sources import Source, folder
from gongwen.county.spread import Hands
from gongwen.document import Document
from gongwen.errors import EditError, ExportError, ImportRefusedError
from gongwen.review.steps import Ruling
from gongwen.store import Store
from tests.conftest import missing
from tests.county.towns import FIGURES, WANTED, YEAR, Planted, plant, short
from tests.samples import small, sound

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Hands(1)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return plant(tmp_path_factory.mktemp("county") / "报告", 40)


@pytest.fixture
def lists(county: Planted, tmp_path: Path) -> tuple[Path, Path]:
    organs, wanted = tmp_path / "名单.tsv", tmp_path / "指标.tsv"
    organs.write_bytes(county.list.encode("gb18030"))
    wanted.write_text(WANTED, "utf-8-sig")
    return organs, wanted


def test_every_gap_that_was_planted_is_found_and_the_sums_are_right(county: Planted, lists: tuple[Path, Path]) -> None:
    told: list[tuple[int, int]] = []
    found = gongwen.gather(
        county.folder, year=YEAR, organs=lists[0], indicators=lists[1], jobs=2, progress=lambda *now: told.append(now)
    )
    rollup = found.rollup
    by_state = {
        state: {town.organ for town in rollup.towns if town.state == state} for state in ("未报", "打不开", "年度不对")
    }
    assert by_state == {"未报": county.out, "打不开": set(county.bad), "年度不对": county.other_year}
    assert {town.organ: set(town.missing) for town in rollup.towns if town.missing} == county.missing
    assert {town.organ for town in rollup.towns if town.more} == county.twice
    assert {each.name: each.total for each in rollup.totals if each.total is not None} == {
        name: total for name, total in county.sums.items() if name not in {"发放宣传资料", "群众满意度"}
    }
    assert [(one.name, one.units[1][0], one.units[1][1]) for one in rollup.mixed] == [
        ("发放宣传资料", "万份", (county.odd_unit,))
    ]
    outlier = next(each for each in rollup.totals if each.name == county.outlier[1])
    assert [share.organ for share in outlier.outliers] == [county.outlier[0]]
    reminded = {each.organ: "".join(each.missing) for each in found.reminders}
    assert (
        set(reminded)
        >= county.out | set(county.bad) | county.other_year | set(county.missing) | county.must | county.twice
    )
    assert all("必须改的 1 处" in reminded[organ] for organ in county.must)
    assert all(name in reminded[organ] for organ, names in county.missing.items() for name in names)
    assert not rollup.strangers
    assert not rollup.wrong
    assert told[0] == (0, county.files)
    assert told[-1] == (county.files, county.files)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_what_is_wrong_with_a_file_is_a_sentence_and_nothing_else(county: Planted) -> None:
    rows = {row.file: row for row in gathered(folder(county.folder), Ask(YEAR), HERE).rows}
    wrong = {name: row.wrong for name, row in rows.items() if row.wrong}
    assert set(wrong) == set(county.bad.values())
    assert all(each.endswith("。") and "Traceback" not in each for each in wrong.values())
    assert any("密码" in each for each in wrong.values())
    assert any("空的" in each for each in wrong.values())


@pytest.mark.parametrize("ending", [".json", ".docx", ".txt", ".html"])
def test_a_report_says_the_same_in_every_form(county: Planted, ending: str) -> None:
    from gongwen.county.expected import wanted_from

    wanted = wanted_from(WANTED)
    rows = [row for row in gathered(folder(county.folder), Ask(YEAR, wanted), HERE).rows if row.file.endswith(ending)]
    sound = [row for row in rows if not row.wrong and row.year == YEAR]
    assert sound
    for row in sound:
        assert len(row.organs) == 1
        assert short(row.organ) in row.file
        assert row.characters > 1_000
        assert row.tabled == (ending == ".json")
        lacking = len(county.missing.get(row.organ, ()))
        assert len(row.amounts) == len(FIGURES) - lacking
        assert {each.spoken for each in row.amounts} == {ending != ".json"}
        assert all(each.base for each in row.amounts) == (ending == ".json")


def test_a_row_is_the_same_after_it_was_written_down(county: Planted) -> None:
    for row in gathered(folder(county.folder), Ask(YEAR), HERE).rows:
        assert row_from(json.loads(json.dumps(row_to_plain(row)))) == row


class Stop:
    """Says to stop once so many reports are done."""

    def __init__(self, after: int) -> None:
        self.done, self._after = 0, after

    def progress(self, done: int, _total: int) -> None:
        self.done = done

    def __call__(self) -> bool:
        return self.done >= self._after


@pytest.mark.parametrize("jobs", [1, 2])
def test_stopped_and_taken_up_again_it_reads_only_what_is_new(county: Planted, tmp_path: Path, jobs: int) -> None:
    places, work, stop = folder(county.folder), tmp_path / "work.jsonl", Stop(9)
    half = gathered(places, Ask(YEAR), Hands(jobs, stop=stop), work=work, progress=stop.progress)
    assert half.stopped
    assert 9 <= len(half.rows) < len(places)
    lines = work.read_bytes()
    work.write_bytes(lines + lines.split(b"\n")[0][:200])  # the machine went off in the middle of a line
    rest = gathered(places, Ask(YEAR), Hands(jobs), work=work)
    assert rest.known == len(half.rows)
    assert not rest.stopped
    whole = gathered(places, Ask(YEAR), HERE)
    assert rest.rows == whole.rows
    assert gathered(places, Ask(YEAR), HERE, work=work).known == len(places)


def copied(county: Planted, tmp_path: Path) -> Path:
    """Return a folder of four reports of the county's."""
    where = tmp_path / "four"
    where.mkdir()
    for place in folder(county.folder)[:4]:
        shutil.copy(county.folder / place.name, where)
    return where


def test_what_has_changed_is_read_anew(county: Planted, tmp_path: Path, gongwen_home: Path) -> None:
    where, work = copied(county, tmp_path), tmp_path / "work.jsonl"

    def known(ask: Ask = Ask(YEAR)) -> int:  # noqa: B008 - a value
        return gathered(folder(where), ask, HERE, work=work).known

    assert [known(), known()] == [0, 4]
    first = where / folder(where)[0].name
    os.utime(first, (1, 1))
    assert known() == 3
    first.write_bytes(first.read_bytes() + b" ")
    os.utime(first, (1, 1))
    assert known() == 3
    assert [known(Ask(YEAR - 1)), known(Ask(YEAR - 1))] == [0, 4]
    (gongwen_home / "checks").mkdir(parents=True)
    (gongwen_home / "checks" / "words.tsv").write_text("词\n溪镇\n", "utf-8")
    assert known() == 0, "the office's own words are part of what reports are read by"


def test_no_other_file_is_written_on(county: Planted, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("一段话。", "utf-8")
    with pytest.raises(ImportRefusedError, match="不是工作文件"):
        gathered(folder(county.folder), Ask(), HERE, work=other)
    assert other.read_text("utf-8") == "一段话。"
    with pytest.raises(ExportError, match="工作文件"):
        gathered(folder(county.folder), Ask(), HERE, work=tmp_path / "no" / "work.jsonl")


def test_what_is_no_folder_and_no_number_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="没有这个文件夹"):
        gongwen.gather(tmp_path / "no")
    with pytest.raises(EditError, match="不能是负数"):
        gongwen.gather(tmp_path, jobs=-1)
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(ImportRefusedError, match="不是名单"):
        gongwen.gather(tmp_path, organs=tmp_path / "a.xlsx")
    assert gongwen.gather(tmp_path).rows == ()


def test_what_is_no_report_is_left_out(tmp_path: Path) -> None:
    for name in ("~$报告.docx", ".hidden.txt", "表.xlsx", "图.png", ".git/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("字", "utf-8")
    (tmp_path / "甲" / "乙").mkdir(parents=True)
    (tmp_path / "甲" / "乙" / "报告.TXT").write_text("标题\n字。", "utf-8")
    assert [place.name for place in folder(tmp_path)] == ["甲/乙/报告.TXT"]


def test_reports_of_the_store_come_with_their_stage(where: Path | str) -> None:
    store = Store.open(where)
    first, second, third = (store.create(replace(small(), year=year)) for year in (2025, 2025, 2025))
    store.history.mark(first.id, "送审稿")
    store.delete(third.id)
    store.close()
    found = gongwen.gather(str(where) if "://" in str(where) else None, year=2025, jobs=1)
    assert {row.file: row.stage for row in found.rows} == {first.id: "送审稿", second.id: "起草"}
    assert found.rollup.stages == {found.rollup.towns[0].row.stage: 1}  # type: ignore[union-attr]


def test_a_report_on_its_way_says_which_step_it_waits_for(gongwen_home: Path) -> None:
    store = Store.open(gongwen_home)
    saved = store.create(sound())
    stages, waits = [], []
    while (current := store.course.bare(saved.id).current) is not None:
        waits.append(current.step)
        stages.append(gongwen.gather(store, year=2025, jobs=1).rows[0].stage)
        store.course.decide(saved.id, store.version(saved.id), current.step.ruling)
    stages.append(gongwen.gather(store, year=2025, jobs=1).rows[0].stage)
    store.close()
    assert stages[0] == "起草"
    assert stages[-1] == "办完"
    signed = [step.ruling for step in waits].index(Ruling.SIGN)
    assert stages[1 : signed + 1] == [f"等{step.name}" for step in waits[1 : signed + 1]]
    assert stages[signed + 1 : -1] == [f"已签发，等{step.name}" for step in waits[signed + 1 :]]


def deadly(sources: tuple[Source, ...], *, basis: Basis) -> object:
    """Read reports as usual, and end the process at one of them."""
    if any("白溪" in source.name for source in sources):
        os._exit(3)
    return reading.read_all(sources, basis=basis)


def test_a_report_that_ends_its_process_is_a_row_and_the_others_go_on(
    county: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "read_all", deadly)
    found = gathered(folder(county.folder), Ask(YEAR), Hands(2))
    killed = [row for row in found.rows if "程序中断" in row.wrong]
    assert [row.file for row in killed] == ["白溪街道2025年报告.docx"]
    assert len(found.rows) == county.files
    assert not killed[0].sha256, "it is tried again next time"


def test_where_no_process_can_be_started_all_is_read_here(county: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_jobs: int) -> Executor:
        raise OSError

    monkeypatch.setattr(spread, "_pool", refuse)
    assert len(gathered(folder(county.folder), Ask(YEAR), Hands(4)).rows) == county.files


class Breaks(ThreadPoolExecutor):
    """An executor of others that fails: at one chunk, or wholly."""

    def __init__(self, error: Exception, at: int) -> None:
        super().__init__(1)
        self._left, self._error = at, error

    def submit(self, work: Callable[..., object], /, *args: object, **more: object) -> Future[object]:
        self._left -= 1
        if self._left == 0:
            broken: Future[object] = Future()
            broken.set_exception(self._error)
            return broken
        return super().submit(work, *args, **more)


@pytest.mark.parametrize(("error", "least"), [(ValueError("x"), 2), (BrokenProcessPool("x"), 2)])
def test_an_executor_of_others_may_fail(county: Planted, error: Exception, least: int) -> None:
    with Breaks(error, 3) as pool:
        found = gathered(folder(county.folder), Ask(YEAR), Hands(2, pool))
    assert len(found.rows) == county.files
    assert sum("没有读成" in row.wrong for row in found.rows) >= least


def test_the_same_over_a_cluster_of_dask(county: Planted) -> None:
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        missing("distributed is not installed: pip install 'gongwen[distributed]'")
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        Client(cluster) as client,
    ):
        over = gathered(folder(county.folder), Ask(YEAR), Hands(2, client.get_executor()))
    assert over == gathered(folder(county.folder), Ask(YEAR), HERE)
    assert isinstance(over, Gathered)


def test_an_empty_report_and_one_of_strange_names_are_rows(tmp_path: Path) -> None:
    from gongwen.reportfile import dumps

    (tmp_path / "空.json").write_text(dumps(Document()), "utf-8")
    (tmp_path / "坏.json").write_text('{"format": "别的"}', "utf-8")
    (tmp_path / "夹.txt").mkdir()
    rows = {row.file: row for row in gathered(folder(tmp_path), Ask(), HERE).rows}
    assert set(rows) == {"空.json", "坏.json"}
    assert rows["空.json"].characters == 0
    assert "报告文件" in rows["坏.json"].wrong


def test_nothing_of_an_error_reaches_whoever_asked(county: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    def bad(*_all: object, **_more: object) -> object:
        raise RuntimeError("some text of a report")

    monkeypatch.setattr(reading, "import_bytes", bad)
    monkeypatch.setattr(reading, "loads", bad)
    rows = gathered(folder(county.folder), Ask(YEAR), HERE).rows
    assert all("RuntimeError" in row.wrong and "some text" not in row.wrong for row in rows)


def test_what_lies_far_from_the_median_stands_out() -> None:
    from gongwen.county.totals import Share, outliers

    shares = tuple(Share(f"{number}", Decimal(10 + number % 3)) for number in range(9))
    assert outliers(shares) == ()
    far = Share("远", Decimal(900))
    assert outliers((*shares, far)) == (far,)
    assert outliers((*shares[:4], far)) == (), "among few every one stands out"
    alike = tuple(Share(f"{number}", Decimal(5)) for number in range(9))
    assert outliers((*alike, far)) == (), "where most are alike the distance says nothing"
