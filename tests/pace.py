"""How long one thing takes beside another: no test looks at the clock alone, other programs may be busy on the machine."""

from __future__ import annotations

import gc
import resource
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

own = time.process_time if time.get_clock_info("process_time").resolution < 1e-5 else time.perf_counter
"""The processor's own time, of which other programs take nothing, where it is told finely enough."""


def started() -> float:
    """The processor's time of the programs that were started and have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def within(
    times: float,
    action: Callable[[], object],
    measure: Callable[[], object],
    rounds: int = 12,
    clock: Callable[[], float] = own,
) -> bool:
    """Whether an action takes at most so many times as long as another, by the least time of each.

    Other programs only ever make either slower: rounds are added while the action seems too slow.
    """
    least = [float("inf"), float("inf")]
    gc.disable()
    try:
        for turn in range(rounds):
            for at, each in enumerate((action, measure)):
                begin = clock()
                each()
                least[at] = min(least[at], clock() - begin)
            if turn >= 2 and least[0] <= times * least[1]:
                return True
    finally:
        gc.enable()
    return False
