"""Remarks that an office makes again and again, in a file of its own (remarks.toml) that people may edit by hand."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.errors import StoreError
from gongwen.home import PRIVATE, home
from gongwen.review.annotation import KINDS, WEIGHTS, Kind, Weight

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME: Final = "remarks.toml"
MOST: Final = 40
"""Remarks that are kept; the first nine have keys."""

LONGEST: Final = 300
"""Characters of one remark."""

HEAD: Final = """\
# 常用批注。每条一段：text 是文字，about 是类别（事实、数据、表述、格式、政治、其他），weight 是必改或者建议。
# 前九条在“批注”里按 Ctrl+Alt+1 到 9 就加上。
"""


@dataclass(frozen=True, slots=True)
class Stock:
    """One remark: its text, what it is about, whether it must be dealt with."""

    text: str
    kind: Kind = Kind.WORDING
    weight: Weight = Weight.SHOULD


KIND_OF: Final = {label: kind for kind, label in KINDS.items()}
WEIGHT_OF: Final = {label: weight for weight, label in WEIGHTS.items()}

USUAL: Final = (
    Stock("请核实数字，写明出处。", Kind.FIGURE, Weight.MUST),
    Stock("与上文数字不一致，请统一。", Kind.FIGURE, Weight.MUST),
    Stock("请核实时间和文件名称。", Kind.FACT, Weight.MUST),
    Stock("读不通，请改写。", Kind.WORDING, Weight.MUST),
    Stock("与前文重复，请合并。", Kind.WORDING),
    Stock("这一段太长，请压缩。", Kind.WORDING),
    Stock("机构名称请用规范全称或者规范化简称。", Kind.WORDING),
    Stock("层次序数、标点请按公文格式改。", Kind.FORM),
    Stock("提法请与最新文件一致。", Kind.POLITICS, Weight.MUST),
)
"""What an office begins with."""


def load() -> tuple[tuple[Stock, ...], str]:
    """Return the office's remarks, and a sentence when its file cannot be used; then, and without a file, the usual ones."""
    path = home() / NAME
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return USUAL, ""
    except (OSError, ValueError):
        return USUAL, f"常用批注的文件读不了，先用自带的（{path.name}）。请看看它是不是写错了一行。"
    rows = plain.get("remark")
    made = [_one(row) for row in rows[:MOST]] if isinstance(rows, list) else []
    return tuple(each for each in made if each is not None), ""


def save(remarks: Sequence[Stock]) -> None:
    """Keep the office's remarks in place of those before; raise StoreError when the folder cannot be written."""
    rows = [
        f"\n[[remark]]\ntext = {json.dumps(each.text[:LONGEST], ensure_ascii=False)}\n"
        f'about = "{KINDS[each.kind]}"\nweight = "{WEIGHTS[each.weight]}"\n'
        for each in remarks[:MOST]
    ]
    path = home() / NAME
    draft = path.with_name(f"{NAME}.{os.getpid()}")
    try:
        home().mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        draft.write_text(HEAD + "".join(rows), "utf-8")
        draft.replace(path)
    except OSError as error:
        raise StoreError("常用批注没有存下", where=path.name, mend="请管理员看看数据文件夹能不能写") from error


def written(remarks: Sequence[Stock]) -> str:
    """Return remarks as lines to edit, 必改 数据 请核实数字, one each."""
    return "\n".join(f"{WEIGHTS[each.weight]} {KINDS[each.kind]} {each.text}" for each in remarks)


def parsed(lines: str) -> tuple[Stock, ...]:
    """Return the remarks that such lines say; a line may leave out weight and kind."""
    found = []
    for line in lines.splitlines():
        words = line.strip()
        weight, kind = Weight.SHOULD, Kind.WORDING
        for labels in (WEIGHT_OF, KIND_OF):
            first, _, rest = words.partition(" ")
            if first in labels and rest.strip():
                words = rest.strip()
                weight, kind = (WEIGHT_OF[first], kind) if labels is WEIGHT_OF else (weight, KIND_OF[first])
        if words:
            found.append(Stock(words[:LONGEST], kind, weight))
    return tuple(found[:MOST])


def _one(row: object) -> Stock | None:
    """Return a remark of the file; None for one without text. A kind or weight that nobody knows is the usual one."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
        return None
    kind, weight = (
        KIND_OF.get(str(row.get("about")), Kind.WORDING),
        WEIGHT_OF.get(str(row.get("weight")), Weight.SHOULD),
    )
    return Stock(row["text"].strip()[:LONGEST], kind, weight)
