"""The timeline as the page paints it: what happened, who did it, when, and which versions it can be compared by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gongwen.person import told
from gongwen.store import Answer
from gongwen.together import Kind
from gongwen.together.timeline import FOLDED, What
from widgets.drafts import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from gongwen.store import Asked, Side
    from gongwen.store.history import Milestone, Version
    from gongwen.together.timeline import Event

NAMED: Final = 2
"""Parts an entry names; more are counted."""

OTHERS: Final = "标题、结构、表格等"
"""What of a report is no paragraph of a section."""

COUNTED: Final = FOLDED | {What.RESTORED}
"""What changed the text, so that it can be said how much."""

GONE: Final = "已删去的节"

PICKED: Final = 30
"""Stretches that are offered for comparing, besides all that have a name."""


class Words:
    """Says the entries of one report's timeline; `me` is the person who reads, `names` the names of sections by ids.

    `sure` tells whether anybody vouched for a name at a moment.
    """

    def __init__(self, me: str, names: Mapping[str, str], sure: Callable[[str, datetime], bool]) -> None:
        self._me = me
        self._names = names
        self._sure = sure

    def entry(self, event: Event, saves: Sequence[tuple[Version, int]] = ()) -> dict[str, Any]:
        """Return one entry; `saves` are the single saves of a stretch that is unfolded, each with the version before it."""
        count = f"　保存 {event.saves} 次" if event.saves > 1 else ""
        found: dict[str, Any] = {
            "key": event.key, "what": str(event.what), "first": event.first, "last": event.last,
            "title": self._title(event), "sub": f"{self.who(event.actor, event.until)}　{span(event.since, event.until)}{count}",
            "note": event.note, "saves": event.saves, "counted": event.what in COUNTED and bool(event.parts),
            "items": [self.save(version, before) for version, before in saves],
        }  # fmt: skip
        return found | (self._answer(event.asked) if event.asked else {})

    def save(self, version: Version, before: int) -> dict[str, Any]:
        """Return one save of a stretch, and the version before it."""
        return {
            "number": version.number,
            "before": before,
            "words": f"{exact(version.at)}　{self.parts(version.parts)}",
        }

    def who(self, actor: str, at: datetime) -> str:
        """Return who did something at a moment as the reader calls them."""
        return "您" if actor == self._me else told(actor, verified=self._sure(actor, at))

    def parts(self, parts: Sequence[str]) -> str:
        """Return the names of parts of a report, those of sections first; more than a few are counted."""
        if not parts:
            return "文字没有变"
        known = [self._names.get(part, GONE) for part in parts if part]
        names = list(dict.fromkeys(known)) or [OTHERS]
        return listed(names)

    def _title(self, event: Event) -> str:
        if event.what in FOLDED:
            merged = event.what is What.MERGED
            if merged and not event.parts:
                return "合并：同一句有两种写法"
            return ("合并：" if merged else "") + self.parts(event.parts)
        if event.what is What.ANSWERED and event.asked:
            return f"定下一处：{self._chosen(event.asked)}"
        name = event.name or "文件"
        return {
            What.CREATED: "新建", What.RESTORED: f"恢复：{self.parts(event.parts)}", What.MILESTONE: event.name,
            What.IMPORTED: f"导入 {name}", What.EXPORTED: f"导出 {name}",
        }.get(event.what, "")  # fmt: skip

    def _chosen(self, asked: Asked) -> str:
        if asked.question.kind in {Kind.MINE_DELETED, Kind.THEIRS_DELETED}:
            deleted = Answer.MINE if asked.question.kind is Kind.MINE_DELETED else Answer.THEIRS
            return "删去" if asked.answer is deleted else "留下"
        return {
            Answer.MINE: f"用{self._side(asked.mine)}的", Answer.THEIRS: f"用{self._side(asked.theirs)}的",
            Answer.BOTH: "两句都留", Answer.OWN: f"填{asked.text}" if asked.question.kind is Kind.AMOUNT else "改成一句",
        }.get(asked.answer or Answer.OWN, "")  # fmt: skip

    def _side(self, side: Side) -> str:
        return self.who(side.by, side.at)

    def _answer(self, asked: Asked) -> dict[str, Any]:
        """Return both wordings that a question was about, and what was chosen."""
        mine, theirs = self._side(asked.mine), self._side(asked.theirs)
        if mine == theirs:
            mine, theirs = f"{mine}后写", f"{theirs}先写"
        texts = [[theirs, asked.question.theirs], [mine, asked.question.mine]]
        if asked.question.kind in {Kind.TEXT, Kind.AMOUNT} and asked.answer in {Answer.OWN, Answer.BOTH}:
            texts.append(["定为", asked.text])
        return {"texts": [[name, text.strip("\n") or "（删去）"] for name, text in texts]}


def listed(names: Sequence[str]) -> str:
    """Return names one after the other; more than a few are counted."""
    more = f"等 {len(names)} 处" if len(names) > NAMED else ""
    return "、".join(names[:NAMED]) + more


def exact(moment: datetime) -> str:
    """Return a moment with its time of day: 今天 10:32, 12月19日 16:40."""
    said = spoken(moment)
    return said if ":" in said else f"{said} {moment.astimezone():%H:%M}"


def span(since: datetime, until: datetime) -> str:
    """Return a stretch of time: 今天 10:05—10:32."""
    first, last = exact(since), exact(until)
    if first == last:
        return last
    day, _, clock = last.rpartition(" ")
    return f"{first}—{clock}" if first.startswith(f"{day} ") else f"{first}—{last}"


def picks(
    words: Words,
    events: Sequence[Event],
    newest: Version,
    first: Version,
    marks: Sequence[Milestone],
    chosen: Sequence[Version],
) -> list[list[Any]]:
    """Return the versions that can be chosen for comparing: [number, words, group]."""
    found: list[list[Any]] = [[newest.number, f"当前稿　{exact(newest.at)}", ""]]
    found += [[mark.number, f"{mark.name}　{exact(mark.at)}", "定了名的稿"] for mark in reversed(marks)]
    others: list[list[Any]] = [
        [event.last, f"{words.who(event.actor, event.until)}　{exact(event.until)}", "保存的稿"]
        for event in events[:PICKED]
    ]
    others += [[each.number, f"{words.who(each.actor, each.at)}　{exact(each.at)}", "保存的稿"] for each in chosen]
    others.append([first.number, f"最早的一稿　{exact(first.at)}", "保存的稿"])
    known = {pick[0] for pick in found}
    for pick in sorted(others, key=lambda each: -each[0]):
        if pick[0] not in known:
            known.add(pick[0])
            found.append(pick)
    return found
