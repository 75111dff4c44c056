"""The list of reports on the start page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import traitlets

from widgets.channel import Channel, joined, text_of
from widgets.outline import entries, finished
from widgets.place import spoken_place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gongwen.store import Draft, Summary
    from gongwen.templates import Template


class Drafts(Channel):
    """All reports of the store; `on_open`, `on_delete` and `on_restore` hear of the one chosen."""

    _esm = joined("dom.js", "drafts.js")
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    latest = traitlets.Dict().tag(sync=True)
    gone = traitlets.Dict().tag(sync=True)
    bin: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self.on_open: Callable[[str], None] = lambda _report: None
        self.on_delete: Callable[[str], None] = lambda _report: None
        self.on_restore: Callable[[str], None] = lambda _report: None

    def show(
        self,
        summaries: Sequence[Summary],
        kinds: Mapping[str, str],
        latest: Draft | None = None,
        template: Template | None = None,
    ) -> None:
        """Show reports, latest first; `kinds` names kinds by their keys, `latest` is the one last written in with all its text."""
        self.rows = [
            {
                "id": summary.id, "title": shown_title(summary), "tag": summary.label, "kind": kinds.get(summary.kind, "其他"),
                "year": str(summary.year or ""), "saved": spoken(summary.saved_at), "characters": summary.characters,
            }
            for summary in summaries
        ]  # fmt: skip
        summary = next((summary for summary in summaries if latest and summary.id == latest.id), None)
        self.latest = resumed(summary, latest, template) if summary and latest else {}

    def show_bin(self, summaries: Sequence[Summary]) -> None:
        """Show the reports in the bin."""
        self.bin = [
            {"id": summary.id, "title": shown_title(summary), "tag": summary.label, "saved": spoken(summary.saved_at)}
            for summary in summaries
        ]

    def on_open_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A report is to be opened."""
        self.gone = {}
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


def shown_title(summary: Summary) -> str:
    """Return a report's title on one line."""
    return summary.title.replace("\n", "") or "（还没有标题）"


def resumed(summary: Summary, draft: Draft, template: Template | None) -> dict[str, Any]:
    """Return the card of the report last worked on: where it was left, and how much of it is done."""
    place = spoken_place(draft.document, draft.place) if draft.place else ""
    done, parts = finished(entries(draft.document, template))
    stopped = f"上次停在{place}，" if place else ""
    return {
        "id": summary.id, "title": shown_title(summary), "tag": summary.label, "done": done, "parts": parts,
        "words": f"{stopped}{spoken(summary.saved_at)} 保存，{summary.characters} 字",
    }  # fmt: skip


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
