"""The manual as blocks a page can paint as text: (title, head, item or text; words)."""

from __future__ import annotations

import re
from typing import Final

from widgets.channel import HERE

MANUAL: Final = HERE.parent / "docs" / "manual.zh.md"
MARKS: Final = re.compile(r"\*\*|`|!?\[([^\]]*)\]\([^)]*\)")
KINDS: Final = (("### ", "head"), ("## ", "head"), ("# ", "title"), ("- ", "item"), ("| ", "item"))


def manual() -> list[list[str]]:
    """Return the manual's blocks; one that says so when the manual is not beside the program."""
    try:
        text = MANUAL.read_text("utf-8")
    except OSError:
        return [["text", "手册不在程序旁边，请看程序文件夹里的 docs。"]]
    return [
        _block(line) for part in text.split("\n") if (line := part.strip()) and not line.startswith(("![", "|--", "<"))
    ]


def _block(line: str) -> list[str]:
    line = MARKS.sub(r"\1", line)
    for mark, kind in KINDS:
        if line.startswith(mark):
            return [kind, line.removeprefix(mark).removesuffix(" |").replace(" | ", "　")]
    return ["text", line]
