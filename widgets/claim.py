"""Whose a kernel is: the server notes it beside the kernel's secret, where the kernel can read it and no page can write."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from gongwen.person import KnownBy, Person, named

PROXIED: Final = "GONGWEN_PROXIED"
"""Set for the kernels of an app that stands behind the office's proxy: whose they are is noted when somebody comes."""

NOTE: Final = ".who"
"""The ending of the note beside a kernel's connection file."""


def claim(connection_file: str, name: str) -> bool:
    """Note whose a kernel is, the first time somebody comes to it; return whether it is this person's.

    The note lies where the kernel's own secret lies: the kernel can read it, no page can write it.
    """
    note = Path(connection_file).with_suffix(NOTE)
    try:
        descriptor = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return note.read_text("utf-8") == json.dumps(name)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(json.dumps(name))
    for old in note.parent.glob(f"*{NOTE}"):
        if not old.with_suffix(".json").exists():
            old.unlink(missing_ok=True)  # its kernel has ended
    return True


def claimed(connection_file: str) -> Person | None:
    """Return whose a kernel is, or None when nobody has come to it yet."""
    try:
        return named(json.loads(Path(connection_file).with_suffix(NOTE).read_text("utf-8")), KnownBy.PROXY)
    except (OSError, ValueError):
        return None
