"""Work on many reports by several processes, or by whatever executor is given: results as they come, stopped whenever that is wanted."""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

    from gongwen.county.sources import Source

CHUNK: Final = 2
"""Reports that go to a process at once: few, so that stopping waits for little."""

AHEAD: Final = 2
"""Chunks that wait for each process, so that none is idle; more would only hold more bytes."""

PATIENCE: Final = 0.2
"""Seconds after which it is asked whether to stop."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who works: `jobs` processes of this machine, or the executor given, with as many at work; `stop` is asked whether to end."""

    jobs: int = 1
    executor: Executor | None = None
    stop: Callable[[], bool] = lambda: False


Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Task(Generic[Result]):
    """What is done with reports: `do` makes a result of each and raises nothing; `failed` is the result where it could not be done.

    `do` goes to other processes: a function of a module, or a partial of one.
    """

    do: Callable[[tuple[Source, ...]], tuple[Result, ...]]
    failed: Callable[[Source, str], Result]


def spread(sources: Iterator[Source], task: Task[Result], hands: Hands) -> Iterator[Result]:
    """Yield what comes of reports, each as soon as it is there; what has not begun when `stop` says so never does.

    With one job and no executor all is done here. A report that ends its process is found by doing those that were in
    hand one by one; it has failed, and the others go on.
    """
    if hands.executor is not None:
        flow = _Flow(hands.executor, sources, task, hands)
        yield from flow.results()
        if flow.lost:
            yield from (task.failed(each, "执行的一端断开了") for each in (*flow.lost, *sources))
        return
    ready = _can_start() if hands.jobs > 1 else False
    while ready:
        with _pool(hands.jobs) as pool:
            flow = _Flow(pool, sources, task, hands)
            yield from flow.results()
        if not flow.lost:
            return
        yield from _one_by_one(flow.lost, task, hands.stop)
    for source in sources:
        if hands.stop():
            return
        yield from task.do((source,))


def _pool(jobs: int) -> ProcessPoolExecutor:
    # spawned, not forked: a notebook's kernel has threads, and a fork of one may hang
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_quiet)


def _quiet() -> None:
    """Leave Ctrl+C to who started this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _can_start() -> bool:
    """Whether this machine lets a process of its own be started at all; some boxes do not."""
    try:
        with _pool(1) as pool:
            return pool.submit(bool, 1).result()
    except (
        OSError,
        BrokenExecutor,
        AttributeError,
    ):  # the last where a notebook's `%reset` took away what `__main__` is
        return False


class _Flow(Generic[Result]):
    """Keeps an executor at work on reports; when it breaks, `lost` are those that were in hand."""

    def __init__(self, pool: Executor, sources: Iterator[Source], task: Task[Result], hands: Hands) -> None:
        self.lost: list[Source] = []
        self._pool, self._sources, self._task, self._hands = pool, sources, task, hands
        self._waiting: dict[Future[tuple[Result, ...]], tuple[Source, ...]] = {}

    def results(self) -> Iterator[Result]:
        """Yield results as they come."""
        try:
            while True:
                if self.lost or self._hands.stop():
                    self._cancel()
                else:
                    self._fill()
                if not self._waiting:
                    return
                done, _ = wait(self._waiting, PATIENCE, FIRST_COMPLETED)
                for future in done:
                    yield from self._result(future)
        finally:
            self._cancel()

    def _cancel(self) -> None:
        for future in self._waiting:
            future.cancel()

    def _fill(self) -> None:
        while len(self._waiting) < self._hands.jobs * AHEAD and (chunk := tuple(islice(self._sources, CHUNK))):
            try:
                self._waiting[self._pool.submit(self._task.do, chunk)] = chunk
            except BrokenExecutor:
                self.lost += chunk
                return

    def _result(self, future: Future[tuple[Result, ...]]) -> tuple[Result, ...]:
        chunk = self._waiting.pop(future)
        try:
            return future.result()
        except CancelledError:
            self.lost += chunk if self.lost else ()  # it was stopped for a break, not because somebody said so
            return ()
        except BrokenExecutor:
            self.lost += chunk
            return ()
        except Exception as error:  # noqa: BLE001 - an executor of others may fail as it likes
            return tuple(self._task.failed(each, type(error).__name__) for each in chunk)


def _one_by_one(lost: list[Source], task: Task[Result], stop: Callable[[], bool]) -> Iterator[Result]:
    """Yield the results of reports of which one has ended its process, each done where it can end no other."""
    for source in lost:
        if stop():
            return
        with _pool(1) as pool:
            try:
                yield from pool.submit(task.do, (source,)).result()
            except BrokenExecutor:
                yield task.failed(source, "读到一半程序中断")
