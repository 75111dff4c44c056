"""The command line's share of review: a report to Word with its annotations, and what a returned Word file brings."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from gongwen import files
from gongwen.clistore import opened

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.returns import Look
    from gongwen.review.annotation import Annotation
    from gongwen.review.items import Item
    from gongwen.store import Store


def send(options: argparse.Namespace, written: Callable[[Document, tuple[Annotation, ...], str, int], bytes]) -> None:
    """Write a report as it stands into a Word file with its open annotations, or all."""
    with opened() as store:
        name, title = store.upkeep.find(options.report)
        draft = store.load(name)
        annotations = tuple(each for each in store.review.all(name) if options.all or each.is_open)
        data = written(draft.document, annotations, name, draft.version)
        files.write(options.file, data)
        count = sum(not each.is_draft for each in annotations)
        file = files.name_of(options.file)
        digest = sha256(data).hexdigest()
        store.trips.sent(name, draft.version, digest, [each.id for each in annotations if not each.is_draft], file=file)
    if options.file == files.STREAM:
        return
    if options.format == "json":
        print(json.dumps({"file": file, "annotations": count, "version": draft.version, "sha256": digest}))
    else:
        print(f"“{title}”第 {draft.version} 稿带 {count} 条批注，已写到 {file}。")


def take(options: argparse.Namespace) -> None:
    """Tell what a returned Word file brings, and store it when that is wanted."""
    from gongwen.returns import look  # noqa: PLC0415 - each command loads only what it needs
    from gongwen.returns import take as put  # noqa: PLC0415

    data = files.read(options.file)
    with opened() as store:
        name, _title = store.upkeep.find(options.report)
        seen = look(store, name, data, files.name_of(options.file))
        stored = put(store, name, seen) if options.yes else 0
    if options.format == "json":
        print(json.dumps(_plain(seen, stored), ensure_ascii=False))
        return
    brings = seen.brings
    print(f"{brings.summary}。")
    for note in brings.notes:
        print(f"  {note}")
    for item in brings.items:
        print(f"  {_line(item)}")
    if brings.items:
        print(f"收进了 {stored} 条。" if options.yes else "什么也没有动。要收进报告，请加上 --yes。")


def show(options: argparse.Namespace) -> None:
    """List a report's annotations, and how it stands on its way."""
    from gongwen.review.annotation import KINDS, WEIGHTS  # noqa: PLC0415
    from gongwen.review.opinions import opinions  # noqa: PLC0415

    with opened() as store:
        name, title = store.upkeep.find(options.report)
        sent = tuple(each for each in store.review.all(name) if not each.is_draft and not each.gone)
        course = store.course.of(name)
    rows = list(zip(sent, opinions(sent), strict=True))
    if options.format == "json":
        plain = [
            {
                "id": each.id, "number": each.number, "round": each.round, "by": each.by, "at": each.at.isoformat(),
                "kind": each.kind, "weight": each.weight, "standing": each.anchor.standing, "open": each.is_open,
                "original": row.original, "opinion": row.opinion, "outcome": row.outcome, "reason": row.reason,
            }
            for each, row in rows
        ]  # fmt: skip
        steps = [{"step": stage.step.key, "state": stage.state, "left": stage.left} for stage in course.stages]
        about = {"report": name, "round": course.round, "steps": steps, "annotations": plain}
        print(json.dumps(about | {"obstacle": course.obstacle}, ensure_ascii=False))
        return
    where = f"到“{course.current.step.name}”这一步" if course.current else "步骤都走完了"
    print(f"“{title}”第 {course.round} 轮，{where}。" + (f"{course.obstacle}。" if course.blockers else ""))
    for each, row in rows:
        cells = (
            str(each.number),
            each.by,
            KINDS[each.kind],
            WEIGHTS[each.weight],
            row.original,
            row.opinion,
            row.outcome,
        )
        print("\t".join(cells).replace("\n", "⏎"))


def table(options: argparse.Namespace, made: Callable[[Store, str, Document, str], bytes]) -> None:
    """Write a report's table of opinions, or its cover sheet, into a file."""
    with opened() as store:
        name, title = store.upkeep.find(options.report)
        draft = store.load(name)
        data = made(store, name, draft.document, options.file)
        files.write(options.file, data)
        file, digest = files.name_of(options.file), sha256(data).hexdigest()
        form = "征求意见及采纳情况表" if options.act == "export" else "发文稿纸"
        store.log("export", name, draft.version, file=file, sha256=digest, bytes=len(data), form=form)
    if options.file == files.STREAM:
        return
    if options.format == "json":
        print(json.dumps({"file": file, "version": draft.version, "sha256": digest}))
    else:
        print(f"“{title}”的{form}写到了 {file}。")


def _line(item: Item) -> str:
    from gongwen.review.items import WHATS  # noqa: PLC0415

    quote = item.anchor.quote.replace("\n", "⏎") if item.anchor else ""
    change = f"“{quote}”" if item.replacement is None else f"“{quote}”→“{item.replacement}”"
    told = (WHATS[item.what], item.by.name, change if item.anchor else item.annotation, item.text)
    return "　".join(filter(None, told)).replace("\n", "⏎")


def _plain(seen: Look, stored: int) -> dict[str, object]:
    rows = [
        {
            "what": item.what, "by": item.by.name, "at": item.by.at, "text": item.text, "replacement": item.replacement,
            "annotation": item.annotation, "quote": item.anchor.quote if item.anchor else "",
        }
        for item in seen.brings.items
    ]  # fmt: skip
    brings = seen.brings
    return {
        "descent": brings.descent,
        "version": brings.version,
        "items": rows,
        "notes": brings.notes,
        "stored": stored,
    }
