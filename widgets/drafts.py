"""The list of reports on the start page: what it shows, and what a person asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.document import Location
from gongwen.errors import GongwenError
from widgets.channel import Channel, joined, text_of
from widgets.outline import entries, finished
from widgets.parts import ENTRY_OF, PARTS
from widgets.place import spoken_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from gongwen.store import Draft, Summary
    from gongwen.store.hits import FoundIn, Hit
    from gongwen.store.search import Found
    from gongwen.templates import Template

DEEDS: Final = frozenset({"delete", "restore", "archive", "unarchive", "copy"})
"""What can be done to a report in the list."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that are looked for, in which reports: empty fields are any; `number` tells one question from the next."""

    number: int
    words: str
    kind: str = ""
    year: str = ""
    organ: str = ""
    stage: str = ""

    def fits(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of the list is of a report that is asked about."""
        return (
            row["where"] != "bin"
            and self.kind in {"", row["kind"]}
            and self.year in {"", row["year"]}
            and self.stage in {"", row["stage"]}
            and (not self.organ or self.organ in row["organs"])
        )


class Drafts(Channel):
    """The list as a page shows it; it gets all rows once, then those that differ.

    `on_open` hears of a report, and of the place in it if one was chosen; `on_do` of one of DEEDS and a report;
    `on_next` of one that a new year's is to be begun from, `on_search` of what is looked for.
    """

    _esm = joined("dom.js", "found.js", "drafts.js")
    latest = traitlets.Dict().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)
    """What was done last, and to which report: {what, id, title}."""

    season = traitlets.Int(0).tag(sync=True)
    """The year that a report begun now is about: one of an earlier year can be gone on with for it."""

    people = traitlets.Dict().tag(sync=True)
    """Who else has reports open, by the reports' ids."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, dict[str, Any]] = {}
        self.on_open: Callable[[str, Location | None], None] = lambda _report, _place: None
        self.on_do: Callable[[str, str], str] = lambda _what, report: report
        self.on_next: Callable[[str], None] = lambda _report: None
        self.on_search: Callable[[Wanted], None] = lambda _wanted: None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The reports in hand, last saved first."""
        return self._in("now", "at")

    @property
    def bin(self) -> list[dict[str, Any]]:
        """The reports in the bin, last put there first."""
        return self._in("bin", "binned")

    def _in(self, where: str, order: str) -> list[dict[str, Any]]:
        found = [row for row in self._rows.values() if row["where"] == where]
        return sorted(found, key=lambda row: -row[order])

    def row(self, report: str) -> dict[str, Any] | None:
        """Return a report's row, or None."""
        return self._rows.get(report)

    def show(self, summaries: Sequence[Summary], kinds: Mapping[str, str], me: str, *, whole: bool = True) -> None:
        """Show reports, all there are or those that changed; `kinds` names kinds by their keys, `me` goes without a name."""
        made = {summary.id: row_of(summary, kinds, me) for summary in summaries}
        if whole and made.keys() >= self._rows.keys():
            changed = [row for name, row in made.items() if self._rows.get(name) != row]
            self._rows = made
            self._tell(changed)
        elif whole:  # one is gone for good
            self._rows = made
            self._tell(made.values(), fresh=True)
        else:
            self._rows |= made
            self._tell(made.values())

    def _tell(self, rows: Iterable[dict[str, Any]], *, fresh: bool = False) -> None:
        sent = [list(row.values()) for row in rows]
        if sent or fresh:
            self.send({"type": "rows", "fresh": fresh, "rows": sent})

    def found(self, wanted: Wanted, found: Found, failed: str = "") -> None:
        """Show where words were found; titles stand in the list already."""
        reports = [_found_in(each) for each in found.reports]
        self.send(
            {
                "type": "found", "number": wanted.number, "reports": [each for each in reports if each["hits"]],
                "more": found.more, "waiting": found.waiting, "failed": failed,
            }
        )  # fmt: skip

    def on_ready_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A page is there and has no rows yet."""
        self._tell(self._rows.values(), fresh=True)

    def on_open_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A report is to be opened, perhaps at a place."""
        report, place = text_of(content, "id", 100), content.get("place")
        self.said = {}
        self.on_open(report, None if place is None else _place(place))

    def on_do_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Something is to be done to a report."""
        report, what = text_of(content, "id", 100), text_of(content, "what", 20)
        if what not in DEEDS:
            raise GongwenError("没有这个动作", mend="请刷新页面再试")
        title = self._rows.get(report, {}).get("title", "")
        made = self.on_do(what, report)
        self.said = {"what": what, "id": made, "title": title}

    def on_next_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A new year's report is to be begun from one."""
        self.said = {}
        self.on_next(text_of(content, "id", 100))

    def on_search_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Words are looked for."""
        number = content.get("number")
        if not isinstance(number, int) or isinstance(number, bool):
            raise GongwenError("页面送来的内容不完整", mend="请刷新页面再试")
        keys = ("words", "kind", "year", "organ", "stage")
        self.on_search(Wanted(number, *(text_of(content, key, 500) for key in keys)))


def row_of(summary: Summary, kinds: Mapping[str, str], me: str) -> dict[str, Any]:
    """Return a report as the list shows it; the page knows the values by their order."""
    return {
        "id": summary.id, "title": shown_title(summary), "tag": summary.label,
        "kind": kinds.get(summary.kind, "其他"), "year": str(summary.year or ""), "organs": list(summary.organs),
        "stage": summary.stage,
        "saved": f"{spoken(summary.binned_at)} 删除" if summary.binned_at else spoken(summary.saved_at), "at": int(summary.saved_at.timestamp() * 1000),
        "by": "" if summary.binned_at or summary.saved_by == me else summary.saved_by, "characters": summary.characters,
        "where": "bin" if summary.binned_at else "archive" if summary.archived else "now",
        "binned": int(summary.binned_at.timestamp() * 1000) if summary.binned_at else 0,
    }  # fmt: skip


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


def _found_in(found: FoundIn) -> dict[str, Any]:
    hits = [hit for hit in found.hits if hit.place.section != "title"]
    return {"id": found.id, "hits": [_shown(hit) for hit in hits], "more": found.more}


def _shown(hit: Hit) -> dict[str, Any]:
    place = hit.place
    return {
        "place": [place.section, place.paragraph, place.start, place.end],
        "name": hit.heading or _field(place.section),
        "pieces": [list(piece) for piece in hit.pieces],
    }


def _field(target: str) -> str:
    fields = PARTS.get(ENTRY_OF.get(target, ""), ())
    return next((field.label for field in fields if field.target == target), "")


def _place(value: object) -> Location:
    if isinstance(value, list) and len(value) == 4 and isinstance(value[0], str):
        numbers = [each for each in value[1:] if isinstance(each, int) and not isinstance(each, bool)]
        if len(numbers) == 3 and all(abs(each) < 1 << 31 for each in numbers):
            return Location(value[0][:200], *numbers)
    raise GongwenError("页面送来的内容不完整", mend="请刷新页面再试")
