"""Files that come in and go out are put into the trail; where that fails no file is lost, and it is said."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from gongwen.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.store import Store
    from widgets.frame import Frame


def note(store: Callable[[], Store], action: str, stored: tuple[str, int], file: tuple[str, bytes], **more: str) -> str:
    """Put a file (its name, what it holds) into the trail of a report's version; return what to say when it is not there."""
    name, version = stored
    if not name:
        return "报告还没有存上，所以这个文件没有记入留痕。"
    title, data = file
    try:
        store().log(action, name, version, file=title, sha256=sha256(data).hexdigest(), bytes=len(data), **more)
    except StoreError as error:
        return f"这个文件没有记入留痕：{error.sentence}"
    return ""


def add(frame: Frame, words: str) -> None:
    """Say something more below what is being said."""
    notice = frame.state["notice"]
    if not words:
        return
    if notice:
        frame.put(notice={**notice, "text": f"{notice['text']}\n{words}"})
    else:
        frame.tell(words)
