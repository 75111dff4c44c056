"""Prints what the program costs: layout, an edit, the Word file, a save, at 5,000 and 50,000 characters."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from exports.docx import export_docx
from gongwen.edits import set_paragraphs
from gongwen.store import Store
from gongwen.typeset import Typesetter
from tests.samples import long

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document


def timed(action: Callable[[], object], times: int = 9) -> float:
    """Return the median of some runs in milliseconds."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        spent.append((time.perf_counter() - begin) * 1000)
    return statistics.median(spent)


def measure(size: int) -> str:
    """Return one line of figures for a report of about so many characters."""
    document = long(size)
    setter = Typesetter()
    setter.layout(document)
    count = iter(range(10_000))

    def edited() -> Document:
        return set_paragraphs(document, "t5", (f"改过了{next(count)}。", *document.section("t5").paragraphs[1:]))

    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder))
        saved = store.create(document)

        def save() -> None:
            nonlocal saved
            saved = store.save(saved.id, edited(), saved.version)

        figures = (
            f"layout {timed(lambda: Typesetter().layout(document)):6.1f} ms",
            f"edit {timed(lambda: setter.layout(edited())):5.2f} ms",
            f"docx {timed(lambda: export_docx(document)):5.1f} ms",
            f"save {timed(save):5.2f} ms",
        )
        store.close()
    return f"{document.characters:6} characters: {', '.join(figures)}"


def main() -> None:
    """Print one line a size."""
    for size in (5_000, 50_000):
        print(measure(size))


if __name__ == "__main__":
    main()
