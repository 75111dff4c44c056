"""The command line's share of figures: a report's table shown, figures of a file taken into it, what could not be read listed."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from gongwen import files
from gongwen.importers.sheets.figures import figures_of_file
from gongwen.indicators.faults import table_faults
from gongwen.indicators.indicator import spoken
from gongwen.indicators.table import by_id
from gongwen.indicators.taken import proposed, taken
from gongwen.person import of_machine
from gongwen.reportfile import dumps

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.indicators.data import Data

UNREAD = 1
"""The exit code when something in a file could not be read."""


def figures(
    options: argparse.Namespace, opened: Callable[[str], Document], made: Callable[[Document, Data], Document]
) -> int:
    """Print a report's table of indicators, with what is strange in it; with `--take` bring a file's figures in first.

    `made` gives the document with another table. Returns 1 when something in the file could not be read.
    """
    document = opened(options.file)
    said: list[str] = []
    unread: list[str] = []
    if options.take:
        found = figures_of_file(files.read(options.take), files.name_of(options.take), document.year)
        proposal = proposed(document.data, found.indicators)
        signed = of_machine().name, f"{datetime.now().astimezone():%Y-%m-%dT%H:%M:%S}"
        document = made(document, taken(document.data, proposal, *signed))
        unread = [*(each.sentence for each in found.unread), *proposal.asked]
        changed = [
            f"{each.indicator.name} {spoken(each.entry.period)}{each.entry.group}：{each.old} → {each.entry.amount}"
            for each in proposal.changed
        ]
        said = [
            f"新增指标 {len(proposal.new)} 项，新增数 {len(proposal.added)} 个，改 {len(changed)} 个",
            *changed,
            *found.notes,
        ]
    known = by_id(document.data)
    said += [f"{known[each.indicator].name} {each.told}" for each in table_faults(document.data)]
    if options.output:
        files.write(options.output, dumps(document).encode(), source=options.file)
    table = _table(document, options.format, said, unread)
    print(table, file=sys.stderr if options.output == files.STREAM else sys.stdout)
    return UNREAD if unread else 0


def _table(document: Document, form: str, said: list[str], unread: list[str]) -> str:
    from gongwen.indicators.frame import entries_frame, frame  # noqa: PLC0415 - pandas is slow to load

    if form == "csv":
        sys.stderr.write("".join(f"{each}\n" for each in (*said, *unread)))
        plain = frame(document.data)
        numbers = plain.select_dtypes("number").columns
        plain[numbers] = plain[numbers].map(_digits).astype(object)
        return str(plain.to_csv()).rstrip("\n")
    if form == "json":
        rows = entries_frame(document.data).to_dict("records")
        return json.dumps({"entries": rows, "said": said, "unread": unread}, ensure_ascii=False)
    shown = frame(document.data).drop(columns=["口径", "来源"])
    lines = [shown.to_string(na_rep="", float_format=_digits) if len(shown) else "还没有指标", *said]
    return "\n".join(
        [*lines, *([f"没有读进来的 {len(unread)} 处：", *(f"  {each}" for each in unread)] if unread else [])]
    )


def _digits(value: float) -> str:
    return "" if value != value else f"{value:.10f}".rstrip("0").rstrip(".")  # noqa: PLR0124 - NaN is nothing entered
