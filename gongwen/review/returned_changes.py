"""The changes of a returned text as suggestions: those that were tracked, and those that were not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.review.clusters import Group, clusters, groups, take
from gongwen.review.collated import same
from gongwen.review.items import UNTRACKED, Item, What
from gongwen.review.printed import MARK
from gongwen.review.revised import BREAK, By, Thread
from gongwen.review.sent import edits_between
from gongwen.review.texts import APART
from gongwen.targets import HEADING_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.review.annotation import Annotation
    from gongwen.review.clusters import Cluster
    from gongwen.review.collated import Difference
    from gongwen.review.returned_places import Places
    from gongwen.review.sent import Edit

MOVED: Final = "移动：这里的文字移到了另一处，或者从另一处移来。"
FURTHER: Final = "在 Word 里又改了这条修改建议，改后是：“{}”"
COMPUTED: Final = "编号、标点等由程序生成的文字有 {} 处改动（如“{}”），没有带入。"
JOINED: Final = "建议和下一段合并，或者改动了段落之间的位置。"
ADDED_THERE: Final = "建议在这里增加：“{}”"


class Changes:
    """Reads the changes of a returned text once."""

    def __init__(self, places: Places, annotations: Sequence[Annotation]) -> None:
        self._places = places
        self._annotations = {f"_GW{each.number}": each for each in annotations}
        self.threads = {each.name: each for each in _threads(places, annotations)}
        self.notes: list[str] = []
        self._computed: list[str] = []
        self._settled: set[Difference] = set()

    def items(self) -> list[Item]:
        """Return the suggestions, and what was done to suggestions that are here already."""
        found = list(clusters(self._places.revised.stretches))
        items: list[Item] = []
        for thread in self.threads.values():
            items += self._known(thread, found)
        for cluster in found:
            for group in groups(cluster):
                items += self._suggested(
                    group, self._places.collation.range_of(group.first, group.last), What.SUGGESTION
                )
        for each in self._places.collation.differences:
            if each not in self._settled:
                items += self._silent(each)
        if self._computed:
            self.notes.append(COMPUTED.format(len(self._computed), self._computed[0]))
        return items

    def _known(self, thread: Thread, found: Sequence[Cluster]) -> Iterator[Item]:
        """Yield what was done to a suggestion that went out as tracked changes; its marks are taken out of the clusters."""
        one = self._annotations.get(thread.name)
        text = self._places.page.texts.get(thread.key, "")
        if one is None or thread.replacement is None or thread.end > len(text):
            return
        edits = tuple(edits_between(thread.key, thread.start, text[thread.start : thread.end], thread.replacement))
        fates = [self._fate(edit, found, one.by) for edit in edits]
        if "further" in fates:
            yield Item(What.REPLY, annotation=one.id, text=FURTHER.format(self._now(thread)))
        elif fates and all(fate == "taken" for fate in fates) and one.is_open:
            yield Item(What.TAKEN, annotation=one.id)
        elif fates and all(fate == "refused" for fate in fates) and one.is_open:
            yield Item(What.REFUSED, annotation=one.id)
        elif any(fate != "there" for fate in fates) and one.is_open:
            yield Item(What.REPLY, annotation=one.id, text=FURTHER.format(self._now(thread)))

    def _now(self, thread: Thread) -> str:
        """Return how the words of a thread read in the file with every change accepted."""
        where = self._places.revised.bookmarks.get(thread.name)
        if where is None:
            return "（见 Word 文件）"
        out, at = [], 0
        for each in self._places.revised.stretches:
            first, last = max(where[0], at), min(where[1], at + len(each.text))
            if first < last and each.taken_out is None:
                out.append(each.text[first - at : last - at])
            at += len(each.text)
        return "".join(out)

    def _fate(self, edit: Edit, found: Sequence[Cluster], by: str) -> str:
        """Return what became of one change of a suggestion: there, further changed, taken, refused, or gone."""
        page, collation = self._places.page, self._places.collation
        out = page.range_of(edit.key, edit.start, edit.end)
        at = page.before(edit.key, edit.start)
        first, last = collation.back(out.start, out.stop) if out else collation.back(at, at)
        for cluster in found:
            near = cluster.parts and cluster.first <= last and first <= cluster.last
            if near and (fate := take(cluster, out, edit.new, by, self._places.sent_at)):
                return fate
        old = "".join(page.text[place] for place in out)
        now = self._places.original[first:last]
        if same(now, edit.new) and not same(edit.new, old):
            self._settled |= {each for each in collation.differences if first <= each.first and each.last <= last}
            return "taken"
        return "refused" if same(now, old) else "gone"

    def _silent(self, each: Difference) -> Iterator[Item]:
        new = self._places.original[each.first : each.last]
        old = self._places.page.text[each.start : each.end]
        if not (old + new).strip(f"{MARK}{BREAK}\t") and not (MARK in old + new and self._between(each)):
            return
        group = Group(By(), each.first, each.last, new)
        for item in self._suggested(group, range(each.start, each.end), What.SILENT):
            yield replace(item, text=UNTRACKED if item.replacement is not None else f"{UNTRACKED}：{item.text}")

    def _between(self, each: Difference) -> bool:
        """Whether a difference that is only ends of paragraphs lies inside one text."""
        keys = self._places.page.keys
        beside = (keys[at] for at in (each.start - 1, each.end) if 0 <= at < len(keys))
        named = set(beside) | {keys[at] for at in range(each.start, each.end)}
        return len(named) == 1 and named.pop() + HEADING_SUFFIX in self._places.page.texts

    def _suggested(self, group: Group, where: range, what: What) -> Iterator[Item]:
        """Yield a group as suggestions, one for each text that it changes."""
        new = group.new.replace(BREAK, MARK)
        text = MOVED if group.moved else ""
        parts = list(self._places.parts(where)) if where else []
        own = [(key, low, high) for key, low, high in parts if low < high]
        ends = bool(where) and self._places.page.text[where[-1]] == MARK
        if where and not own and not parts and not new.strip():
            yield Item(what, group.by, self._places.beside(where.start), JOINED)
            return
        if not own:
            yield from self._put_in(group, where, new, what)
            return
        for index, (key, low, high) in enumerate(own):
            words = self._places.page.texts[key]
            if not new and ends and high == len(words) and words[:low].endswith(MARK):
                low -= len(MARK)  # noqa: PLW2901 - the last paragraph goes with what parts it from the one before
            if not new:
                low, high = self._places.whole(key, low, high)  # noqa: PLW2901 - an item goes with its mark
            start, end = self._places.grown(key, low, high)
            inner = new if not index else ""
            if high == len(words) or words[high - 1 : high] == MARK:
                inner = inner if words[high - 1 : high] == MARK or len(own) == 1 else inner.rstrip(MARK)
            if APART in words[start:end]:
                yield Item(what, group.by, self._places.anchor(key, start, end), f"建议改为：“{inner}”")
                continue
            made = words[start:low] + inner + words[high:end]
            yield Item(what, group.by, self._places.anchor(key, start, end), text, made)

    def _put_in(self, group: Group, where: range, new: str, what: What) -> Iterator[Item]:
        """Yield what is put in at a place as a suggestion on words beside it."""
        if not new.strip(MARK + BREAK) and not new:
            return
        if where:  # only computed characters were replaced
            self._computed.append(self._places.page.text[where.start : where.stop].strip())
            return
        key, offset, new = self._home(where.start, new)
        if not key:
            yield Item(what, group.by, self._places.beside(where.start), ADDED_THERE.format(new.strip()))
            return
        start, end = self._places.grown(key, offset, offset)
        words = self._places.page.texts[key]
        if start == end or APART in words[start:end]:
            yield Item(what, group.by, self._places.beside(where.start), ADDED_THERE.format(new.strip()))
            return
        made = words[start:offset] + new + words[offset:end]
        yield Item(what, group.by, self._places.anchor(key, start, end), MOVED if group.moved else "", made)

    def _home(self, at: int, new: str) -> tuple[str, int, str]:
        """Return the text that something put in at a printed place belongs to, the offset in it, and what it is there."""
        page = self._places.page
        before = at - 1 if at > 0 else -1
        if before >= 0 and page.text[before] != MARK and page.keys[before]:
            key, offset = page.keys[before], page.highs[before]
            if new.startswith(MARK) and key.endswith(HEADING_SUFFIX):
                body = key.removesuffix(HEADING_SUFFIX)
                if page.texts.get(body):
                    return body, 0, new.removeprefix(MARK) + MARK
                return "", 0, new
            return key, offset, new
        after = page.keys[at] if at < len(page.keys) else ""
        whole = new.endswith(MARK)
        if whole and before > 0 and after != page.keys[before - 1]:
            # a paragraph of its own after the last one of a text; under a heading it is the first one of the section
            key = page.keys[before - 1]
            if key.endswith(HEADING_SUFFIX) and page.texts.get(body := key.removesuffix(HEADING_SUFFIX)):
                return body, 0, new
            if key and not key.endswith(HEADING_SUFFIX) and MARK not in after:
                return key, page.highs[before - 1], MARK + new.removesuffix(MARK)
        return (after, page.lows[at], new) if after else ("", 0, new)


def _threads(places: Places, annotations: Sequence[Annotation]) -> Iterator[Thread]:
    """Yield the annotations that the file was sent with; where it lost its own list, those whose bookmarks are left."""
    if places.revised.threads:
        yield from places.revised.threads
        return
    for one in annotations:
        where = places.revised.bookmarks.get(f"_GW{one.number}")
        if where is not None and not one.is_draft:
            anchor = places.on(places.sent_range(*where))
            yield Thread(f"_GW{one.number}", anchor.key, anchor.start, anchor.end, not one.is_open, one.replacement)
