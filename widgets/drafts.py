"""The list of reports on the start page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import traitlets

from widgets.channel import HERE, Channel, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gongwen.store import Summary


class Drafts(Channel):
    """All reports of the store; `on_open`, `on_delete` and `on_restore` hear of the one chosen."""

    _esm = HERE / "drafts.js"
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    gone = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self.on_open: Callable[[str], None] = lambda _report: None
        self.on_delete: Callable[[str], None] = lambda _report: None
        self.on_restore: Callable[[str], None] = lambda _report: None

    def show(self, summaries: Sequence[Summary], kinds: Mapping[str, str], place: str = "") -> None:
        """Show reports, latest first; `kinds` names kinds by their keys, `place` is where the first was left."""
        self.rows = [
            {
                "id": summary.id, "title": _shown(summary),
                "kind": kinds.get(summary.kind, "其他"), "year": str(summary.year or ""),
                "saved": spoken(summary.saved_at), "characters": summary.characters,
                "place": place if index == 0 else "",
            }
            for index, summary in enumerate(summaries)
        ]  # fmt: skip

    def on_open_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A report is to be opened."""
        self.on_open(text_of(content, "id", 100))

    def on_delete_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A report is to go to the bin."""
        report = text_of(content, "id", 100)
        title = next((row["title"] for row in self.rows if row["id"] == report), "")
        self.on_delete(report)
        self.gone = {"id": report, "title": title}

    def on_restore_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A report is to come back from the bin."""
        self.on_restore(text_of(content, "id", 100))
        self.gone = {}


def _shown(summary: Summary) -> str:
    title = summary.title.replace("\n", "") or "（还没有标题）"
    return f"{title}（{summary.label}）" if summary.label else title


def spoken(moment: datetime, now: datetime | None = None) -> str:
    """Return a moment as people say it: 今天 10:32, 昨天 17:48, 12月19日, 2023年12月22日 (local time)."""
    moment = moment.astimezone()
    now = (now or datetime.now().astimezone()).astimezone()
    if moment.date() == now.date():
        return f"今天 {moment:%H:%M}"
    if moment.date() == (now - timedelta(days=1)).date():
        return f"昨天 {moment:%H:%M}"
    day = f"{moment.month}月{moment.day}日"
    return day if moment.year == now.year else f"{moment.year}年{day}"
