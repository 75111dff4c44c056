"""How a widget speaks with its page: every message is checked, every failure becomes a sentence, none reaches a cell."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import anywidget

from gongwen.errors import GongwenError

if TYPE_CHECKING:
    from collections.abc import Callable

    Handler = Callable[[dict[str, Any], list[memoryview]], None]

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
SURROGATES: Final = re.compile("[\ud800-\udfff]")


def joined(*names: str) -> str:
    """Return the text of files beside this one, one after the other: a module whose parts stand in files of their own."""
    return "\n".join((HERE / name).read_text("utf-8") for name in names)


class Channel(anywidget.AnyWidget):
    """A widget whose page sends messages {"type": …}; each type has one handler, named on_<type>.

    A handler that raises tells `on_failure` (a function of one sentence), so that neither a traceback nor report
    text reaches a cell or a log.
    """

    def __init__(self, **traits: Any) -> None:
        self.on_failure: Callable[[str], None] = lambda _sentence: None
        super().__init__(**traits)
        self.on_msg(self._receive)

    def _receive(self, _widget: object, content: object, buffers: list[memoryview]) -> None:
        if not isinstance(content, dict):
            return
        handler: Handler | None = getattr(self, f"on_{content.get('type')}_message", None)
        if handler is None:
            return
        try:
            handler(content, buffers)
        except GongwenError as error:
            self.on_failure(error.sentence)
        except Exception as error:  # noqa: BLE001 - the last door before the notebook cell
            log.error(  # noqa: TRY400 - a traceback could hold report text
                "%s failed on %s: %s", type(self).__name__, content.get("type"), type(error).__name__
            )
            self.on_failure(f"这一步没有做成（{type(error).__name__}）。文字没有丢，请再试一次")


def text_of(content: dict[str, Any], key: str, limit: int = 2_000_000) -> str:
    """Return a message's text under a key, at most `limit` characters; raise GongwenError for anything else."""
    value = content.get(key)
    if not isinstance(value, str) or len(value) > limit:
        raise GongwenError("页面送来的内容不完整或太长", mend="请刷新页面再试")
    return SURROGATES.sub("\ufffd", value)  # half a character would break the store


def count_of(content: dict[str, Any], key: str, most: int = 10**9) -> int:
    """Return a message's whole number from 0 to `most` under a key; raise GongwenError for anything else."""
    value = content.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise GongwenError("页面送来的内容不完整", mend="请刷新页面再试")
    return value
