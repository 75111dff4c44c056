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
        store.log("export", name, draft.version, file=file, sha256=digest, bytes=len(data), form="批注稿")
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
