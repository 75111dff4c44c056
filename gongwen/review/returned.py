"""What a Word file that comes back means for the report it was made from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongwen.review.collated import LIKE, collate
from gongwen.review.items import ADDED, TOLD, Descent, Item, Returned
from gongwen.review.printed import printed
from gongwen.review.returned_changes import Changes
from gongwen.review.returned_places import Places
from gongwen.review.returned_remarks import remarks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.document import Document
    from gongwen.review.annotation import Annotation
    from gongwen.review.revised import Revised

FOREIGN = "这个文件不像是从这份报告导出的：文字只有 {:.0%} 相同，没有带入。可以用“比较”看两份的不同。"
OTHER = "这个文件是从另一份报告（编号 {}）导出的，没有带入。请打开那一份再导入，或者用“比较”看两份的不同。"
ALIKE = "文件里没有注明是从哪份报告导出的（可能另存时去掉了），按文字比对，和这份报告相同的有 {:.0%}。"
NAMELESS = "这个文件设了“保存时从文件属性中删除个人信息”，批注和修订的作者名字被去掉了，请问一问是谁改的。"


def returned(
    revised: Revised, sent: Document, annotations: Sequence[Annotation], *, report: str = "", version: int = 0
) -> Returned:
    """Return what a file brings; `sent` is the report as it was at the version that the file was made from.

    `annotations` are those that stand in the report now: what is there already is not brought again.
    """
    if revised.report and report and revised.report != report:
        return Returned(Descent.OTHER, version, notes=(OTHER.format(revised.report),))
    page = printed(sent)
    collation = collate(page.text, revised.original)
    ours = bool(revised.report) and revised.report == report
    if not ours and collation.likeness < LIKE:
        return Returned(Descent.FOREIGN, version, notes=(FOREIGN.format(collation.likeness),))
    places = Places(page, collation, revised)
    changes = Changes(places, annotations)
    items = (*changes.items(), *remarks(places, annotations, changes.threads))
    fresh = tuple(_in_order(_unknown(items, annotations), places))
    notes = tuple(_notes(revised, changes.notes, None if ours else collation.likeness))
    authors = tuple(
        dict.fromkeys(filter(None, (by.name for item in fresh for by in (item.by, *(by for by, _ in item.replies)))))
    )
    return Returned(Descent.OURS if ours else Descent.ALIKE, version, fresh, notes, revised.nameless, authors)


def _unknown(items: Sequence[Item], annotations: Sequence[Annotation]) -> Iterator[Item]:
    """Yield the items without those that a file brought before: annotations on the same words that say the same."""
    there = Counter((one.anchor.quote, one.text.strip(), one.replacement) for one in annotations if one.came_by)
    said = {one.id: {each.text for each in one.replies} for one in annotations}
    for item in items:
        words = (item.anchor.quote if item.anchor else "", item.text.strip(), item.replacement)
        if item.what in ADDED and there[words] > 0:
            there[words] -= 1
        elif TOLD.get(item.what, "") not in said.get(item.annotation, ()):
            yield item


def _in_order(items: Iterator[Item], places: Places) -> list[Item]:
    return sorted(items, key=lambda item: places.order(item.anchor))


def _notes(revised: Revised, noted: Sequence[str], likeness: float | None) -> Iterator[str]:
    if likeness is not None:
        yield ALIKE.format(likeness)
    if revised.nameless:
        yield NAMELESS
    yield from noted
    formats = Counter((each.by.name, each.what) for each in revised.noted)
    for (name, what), count in formats.items():
        yield f"{name or '有人'}改了{what} {count} 处，没有带入：格式由程序按标准排。"
