"""A kernel whose page has gone: it ends soon, but not before it has stored what came last."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from widgets import onepage
from widgets.onepage import LINGER, ROUNDS, OnePage


class Kernels(dict[str, dict[str, Any]]):
    """Kernels by name, and which of them were ended."""

    def __init__(self, **kernels: dict[str, Any]) -> None:
        super().__init__(kernels)
        self.ended: list[str] = []

    def kernel_model(self, name: str) -> dict[str, Any]:
        return self[name]

    async def shutdown_kernel(self, name: str) -> None:
        self.ended.append(name)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is to be done later: seconds, and the call with its arguments."""
    asked: list[tuple[Any, ...]] = []
    loop = SimpleNamespace(call_later=lambda *call: asked.append(call))
    monkeypatch.setattr(onepage, "IOLoop", SimpleNamespace(current=lambda: loop))
    return asked


def end(kernels: Kernels, rounds: int = ROUNDS) -> None:
    connection: Any = SimpleNamespace(multi_kernel_manager=kernels, kernel_id="k", _end="again")
    asyncio.run(OnePage._end(connection, rounds))


def test_a_kernel_at_rest_ends(later: list[tuple[Any, ...]]) -> None:
    kernels = Kernels(k={"connections": 0, "execution_state": "idle"})
    end(kernels)
    assert (kernels.ended, later) == (["k"], [])


def test_a_kernel_that_is_still_storing_is_given_more_time_and_not_for_ever(later: list[tuple[Any, ...]]) -> None:
    kernels = Kernels(k={"connections": 0, "execution_state": "busy"})
    end(kernels)
    assert kernels.ended == []
    assert later == [(LINGER, "again", ROUNDS - 1)]
    end(kernels, rounds=1)
    assert kernels.ended == ["k"]


@pytest.mark.parametrize("kernels", [Kernels(), Kernels(k={"connections": 1, "execution_state": "idle"})])
def test_a_kernel_that_is_gone_or_whose_page_came_back_is_left(kernels: Kernels, later: list[tuple[Any, ...]]) -> None:
    end(kernels)
    assert (kernels.ended, later) == ([], [])
