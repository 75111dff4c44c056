"""A comparison as the page paints it: parts with their headings, sentences, cells; what is equal is folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gongwen.anchors import anchored
from gongwen.document import BODY_ID
from gongwen.paragraphs import QUOTATION, Lists, bare, mark_of
from gongwen.together.compare import BESIDE
from gongwen.together.pairing import BREAK
from gongwen.together.part import Kind
from gongwen.together.rows import Fate, Row
from gongwen.together.wording import runs
from widgets.choice import QUESTIONS
from widgets.historynames import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.document import Document
    from gongwen.together.part import Choice, Comparison, Part

    Block = dict[str, Any]

ROUND: Final = dict(zip(BESIDE, ("题", "单位", "注", "来源", "给看不见图的人的文字说明"), strict=True))
"""What stands round a table or a figure."""

CHOSEN: Final = {question.target: question for questions in QUESTIONS.values() for question in questions}

CHOICES: Final = {
    "kind": "报告种类", "year": "报告年度", "run_in": "小标题与正文同一行", "slot": "对应的模板栏目", "header_rows": "表头行数",
    "merges": "合并的格子", "landscape": "横排页", "width": "图的宽度（%）", "name": "图片的文件名", "picture": "图片",
}  # fmt: skip

SHOWN: Final = {"True": "是", "False": "否", "yes": "是", "no": "否", "": "（无）"}

ACTS: Final = {Fate.CHANGED: "这一句改回甲", Fate.ADDED: "不要这一处", Fate.DELETED: "放回这一处"}
"""What a change can be taken back by."""

ASIDE: Final = 1
"""Equal sentences that stay in sight before and after a change of the same part."""

FEW: Final = 2
"""Equal sentences that are not worth folding."""


def painted(found: Comparison, old: Document, new: Document) -> list[Block]:
    """Return the blocks of a comparison in reading order: part, row, grid, choice, fold."""
    names = _Names(old, new)
    blocks: list[Block] = []
    kept: set[int] = set()
    above: list[tuple[int, int]] = []  # level and index of the headings over a section
    for part in found.parts:
        if part.kind is Kind.FIELD and not any(row.old or row.new for row in part.rows):
            continue
        at = len(blocks)
        blocks.append(_head(part, names))
        spot = part.after or part.before
        if part.kind is Kind.SECTION and spot:
            above = [(level, index) for level, index in above if level < spot.level]
            kept |= set() if part.is_same else {index for _, index in above}
            above += [(spot.level, at)] if part.id != BODY_ID else []
        if not part.is_same:
            kept.add(at)
        inner = [*map(_choice, part.choices), *_rows(part, names), *_grid(part)]
        kept |= _in_sight(inner, at + 1, whole=part.fate in {Fate.ADDED, Fate.DELETED})
        blocks += inner
    kept |= set(range(len(blocks), len(blocks) + len(found.choices)))
    blocks += map(_choice, found.choices)
    return list(_folded(blocks, kept))


class _Names:
    """What parts are called in the two versions."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = names_of(old), names_of(new)

    def part(self, key: str) -> str:
        """Return what a part is called in the newer version, or in the older one."""
        return self.new.get(key) or self.old.get(key, "")


def _head(part: Part, names: _Names) -> Block:
    spot = part.after or part.before
    block: Block = {
        "k": "part", "id": part.id, "kind": str(part.kind), "f": str(part.fate), "p": part.place,
        "level": spot.level if spot else 1,
        "old": "" if part.fate is Fate.ADDED else names.old.get(part.was or part.id, ""),
        "new": "" if part.fate is Fate.DELETED else names.new.get(part.id, ""),
    }  # fmt: skip
    if part.kind is not Kind.SECTION:
        return block
    if part.heading and part.heading.fate is not Fate.SAME and not part.place:
        marked = _marked(part.heading.old, part.heading.new)
        block |= {"p": part.heading.place, "act": "小标题改回甲", "t": marked,
                  "numbers": [spot.number if spot else "" for spot in (part.before, part.after)]}  # fmt: skip
    if part.fate is Fate.CAME:
        block["note"] = f"整节移到了这里，原来是{block['old']}"
    elif part.fate is Fate.ADDED:
        block |= {"note": "整节是新加的", "act": "不要这一节"}
    elif part.fate is Fate.DELETED:
        block |= {"note": "整节删去了", "act": "放回这一节"}
    if part.fate in {Fate.CHANGED, Fate.CAME} and any(row.fate is not Fate.SAME for row in part.rows):
        block["restore"] = "这一节恢复成甲"
    return block


class _Side:
    """One version's text as it is printed: numbers in the place of marks, names in the place of tables."""

    def __init__(self, names: _Names) -> None:
        self._names = names
        self._lists = Lists()
        self.begins = True

    def shown(self, text: str) -> str:
        """Return the next sentence of the text as it reads."""
        begins, self.begins = self.begins, text == BREAK or (self.begins and not text)
        if inset := anchored(text):
            return f"〔{self._names.part(inset)}〕"
        if not begins or not text:
            return text
        number = self._lists.number(text)
        return ("引文：" if mark_of(text) == QUOTATION else number) + bare(text)


def _rows(part: Part, names: _Names) -> Iterator[Block]:
    if part.kind in {Kind.TABLE, Kind.FIGURE}:
        for place, row in zip(BESIDE, part.rows, strict=True):
            if row.fate is not Fate.SAME:
                yield {**_row(part, row, ROUND[place]), "t": _marked(row.old, row.new), "i": -1}
        return
    old, new = _Side(names), _Side(names)
    before, moved = 0, (Fate.SAME, "")
    for at, row in enumerate(part.rows):
        begins = new.begins if row.new else old.begins
        was, now = old.shown(row.old), new.shown(row.new)
        if BREAK in {row.old, row.new}:
            if row.fate is Fate.SAME or _beside(part.rows, at):
                continue
            was, now = was and "（原来从这里另起一段）", now and "（从这里另起一段）"
        block = {**_row(part, row), "t": _marked(was, now), "i": at, "np": begins}
        if row.fate in {Fate.CAME, Fate.WENT} and moved != (row.fate, row.other):
            block["note"] = _told(row, part, names)
        moved = (row.fate, row.other)
        if row.place == before:
            block.pop("act", None)
        before = row.place
        yield block


def _told(row: Row, part: Part, names: _Names) -> str:
    """Return where a sentence came from or went to."""
    came = row.fate is Fate.CAME
    if row.other == part.id:
        return "本节里挪了位置" if came else "挪到了本节别处"
    there = names.part(row.other)
    return f"从“{there}”移来" if came else f"移到了“{there}”"


def _row(part: Part, row: Row, label: str = "") -> Block:
    block: Block = {"k": "row", "f": str(row.fate), "p": row.place}
    if row.fate in ACTS and not part.place:
        block["act"] = ACTS[row.fate]
    return {**block, "label": label} if label else block


def _beside(rows: Sequence[Row], at: int) -> bool:
    """Whether a line break is told by what came or went beside it."""
    near = (rows[each] for each in (at - 1, at + 1) if 0 <= each < len(rows))
    return not rows[at].place or any(row.place == rows[at].place for row in near)


def _grid(part: Part) -> Iterator[Block]:
    if all(cell and cell.fate is Fate.SAME for line in part.grid for cell in line):
        return
    lines: list[Any] = []
    for at, line in enumerate(part.grid):
        if at and all(cell and cell.fate is Fate.SAME for cell in line):
            if lines and isinstance(lines[-1], int):
                lines[-1] += 1
            else:
                lines.append(1)
        else:
            lines.append([_cell(cell, part) for cell in line])
    yield {"k": "grid", "rows": lines, "p": 0}


def _cell(cell: Row | None, part: Part) -> Block | None:
    if cell is None:
        return None
    block: Block = {"f": str(cell.fate), "p": cell.place, "t": _marked(cell.old, cell.new)}
    return {**block, "act": "这一格改回甲"} if cell.fate is Fate.CHANGED and not part.place else block


def _marked(old: str, new: str) -> list[list[str]]:
    return [[str(run.mark), run.text] for run in runs(old, new)]


def _choice(choice: Choice) -> Block:
    question = CHOSEN.get(choice.name)
    words = {value: label for value, label, _ in question.answers} if question else {}
    old, new = (words.get(each, SHOWN.get(each, each)) for each in (choice.old, choice.new))
    label = question.label if question else CHOICES.get(choice.name, choice.name)
    if choice.name in {"picture", "merges", "slot"}:
        old, new = "原来的", "换过的"
    return {"k": "choice", "p": choice.place, "label": label, "old": old, "new": new}


def _in_sight(inner: list[Block], first: int, *, whole: bool) -> set[int]:
    """Return which of a part's blocks are not folded: what changed, and the sentence before and after."""
    kept: set[int] = set()
    for at, block in enumerate(inner):
        if whole or block["k"] != "row" or block["f"] != Fate.SAME:
            kept |= set(range(at - ASIDE, at + ASIDE + 1))
    return {first + at for at in kept if 0 <= at < len(inner)}


def _folded(blocks: list[Block], kept: set[int]) -> Iterator[Block]:
    away: list[Block] = []
    for at in range(len(blocks) + 1):
        if at < len(blocks) and at not in kept:
            away.append(blocks[at])
            continue
        count = sum(block["k"] == "row" for block in away)
        if count > FEW or any(block["k"] == "part" for block in away):
            yield {"k": "fold", "n": count, "items": away}
        else:
            yield from away
        away = []
        if at < len(blocks):
            yield blocks[at]
