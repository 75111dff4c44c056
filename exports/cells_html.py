"""What a notebook's cell shows of rows and of two versions: plain tables and marked text, escaped, nothing from outside."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from gongwen.together.rows import Fate
from gongwen.together.wording import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongwen.together.part import Comparison, Part
    from gongwen.together.rows import Row
    from gongwen.together.wording import Run

MOST_ROWS: Final = 500
"""So many rows are shown; a cell is for a look, and whoever wants all has the values."""

_CELL: Final = "text-align:left;vertical-align:top;white-space:pre-wrap;padding:3px 8px;border-top:1px solid #8886"
_NUMBER: Final = _CELL.replace("text-align:left", "text-align:right")
_NEW: Final = "text-decoration:underline;background:#2e9e5b33"
_OLD: Final = "text-decoration:line-through;background:#d6453d33"
_TONES: Final = {"必改": "color:#c4372f;font-weight:600", "建议": "color:#a06400"}
"""How some words of a table are coloured; they read on white and on a dark theme."""

_FATES: Final = {
    Fate.ADDED: "新增", Fate.DELETED: "删去", Fate.CAME: "从别处移来", Fate.WENT: "移走", Fate.CHANGED: "改动",
    Fate.SAME: "改动",
}  # fmt: skip


def rows_html(heads: Sequence[str], rows: Sequence[Sequence[object]], note: str = "") -> str:
    """Return rows as a table under their heads, with a line below it; numbers stand to the right."""
    top = "".join(f'<th scope="col" style="{_CELL};white-space:nowrap">{html.escape(head)}</th>' for head in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:MOST_ROWS])
    more = f"共 {len(rows)} 行，这里是前 {MOST_ROWS} 行。" if len(rows) > MOST_ROWS else ""
    told = f'<p style="opacity:.75;margin:4px">{html.escape(note + more)}</p>' if note or more else ""
    return (
        '<div style="max-height:560px;overflow:auto"><table style="border-collapse:collapse;font-size:13px">'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>{told}"
    )


def _cell(value: object) -> str:
    text = "是" if value is True else "" if value is False or value is None else str(value)
    style = _NUMBER if isinstance(value, (int, float)) and not isinstance(value, bool) else _CELL
    tone = _TONES.get(text)
    return f'<td style="{style}{f";{tone}" if tone else ""}">{html.escape(text)}</td>'


def comparison_html(comparison: Comparison, names: Mapping[str, str]) -> str:
    """Return what differs in two versions, part by part: what went is struck through, what came underlined."""
    parts = [_part(part, names) for part in comparison.parts if not part.is_same]
    chosen = [_choice(each.name, each.old, each.new) for each in comparison.choices]
    if not parts and not chosen:
        return '<p style="margin:4px">两份没有不同。</p>'
    told = f"{comparison.places} 处不同，多 {comparison.added} 字，少 {comparison.removed} 字"
    return (
        f'<div style="max-height:640px;overflow:auto;line-height:1.7">{"".join((*chosen, *parts))}</div>'
        f'<p style="opacity:.75;margin:4px">{told}</p>'
    )


def _part(part: Part, names: Mapping[str, str]) -> str:
    name = names.get(part.id) or (part.heading.new or part.heading.old if part.heading else part.id)
    fate = f"（{_FATES[part.fate]}）" if part.fate is not Fate.SAME else ""
    rows = "".join(_row(row) for row in part.lines if row.fate is not Fate.SAME and row.new + row.old)
    chosen = "".join(_choice(each.name, each.old, each.new) for each in part.choices)
    return f'<p style="margin:8px 0 2px"><b>{html.escape(name)}</b>{fate}</p>{chosen}{rows}'


def _row(row: Row) -> str:
    return f'<p style="margin:2px 0 2px 1em;white-space:pre-wrap">{_marked(row)}</p>'


def _marked(row: Row) -> str:
    if row.fate in {Fate.CAME, Fate.WENT}:
        old, new = (row.new or row.old, "") if row.fate is Fate.WENT else ("", row.new or row.old)
        return _struck(old) + _underlined(new)
    if row.fate is Fate.DELETED:
        return _struck(row.old)
    if row.fate is Fate.ADDED:
        return _underlined(row.new)
    return "".join(_run(run) for run in row.runs)


def _run(run: Run) -> str:
    if run.mark is Mark.BOTH:
        return html.escape(run.text)
    return _struck(run.text) if run.mark is Mark.OLD else _underlined(run.text)


def _struck(text: str) -> str:
    return f'<del style="{_OLD}">{html.escape(text)}</del>' if text else ""


def _underlined(text: str) -> str:
    return f'<ins style="{_NEW}">{html.escape(text)}</ins>' if text else ""


def _choice(name: str, old: str, new: str) -> str:
    return f'<p style="margin:2px 0">{html.escape(name)}：{_struck(old)}{_underlined(new)}</p>'
