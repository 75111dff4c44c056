"""What the program costs without a screen: layout, an edit, the Word file, a save, an import."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from exports.docx import export_docx
from gongwen.edits import set_paragraphs
from gongwen.importers import import_bytes, import_text
from gongwen.pieces import canonical_text
from gongwen.store import Store
from gongwen.typeset import Typesetter
from tests.samples import long

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongwen.document import Document

SIZES = (5_000, 50_000, 500_000)


def timed(action: Callable[[], object], times: int = 9) -> float:
    """Return the median of some runs in milliseconds."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        spent.append((time.perf_counter() - begin) * 1000)
    return statistics.median(spent)


def figures(size: int) -> Iterator[tuple[str, float]]:
    """Yield (what, milliseconds) for a report of about so many characters."""
    document = long(size)
    times = 9 if size < 500_000 else 3
    setter = Typesetter()
    setter.layout(document)
    count = iter(range(10_000))

    def edited() -> Document:
        return set_paragraphs(document, "t5", (f"改过了{next(count)}。", *document.section("t5").paragraphs[1:]))

    yield "layout from nothing", timed(lambda: Typesetter().layout(document), times)
    yield "layout after an edit", timed(lambda: setter.layout(edited()), times)
    yield "Word file", timed(lambda: export_docx(document), times)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder))
        saved = [store.create(document)]

        def save() -> None:
            saved.append(store.save(saved[0].id, edited(), saved[-1].version))

        yield "save after an edit", timed(save, times)
        yield "open from the store", timed(lambda: store.load(saved[0].id), times)
        store.close()
    text = canonical_text(document)
    word = export_docx(document).data
    tens = document.characters / 10_000
    yield "import of text, per 10,000 characters", timed(lambda: import_text(text), times) / tens
    yield "import of Word, per 10,000 characters", timed(lambda: import_bytes(word, name="a.docx"), times) / tens


def main() -> None:
    """Print a table: one row a figure, one column a size."""
    columns = [dict(figures(size)) for size in SIZES]
    print(f"{'ms':42}" + "".join(f"{size:>12,}" for size in SIZES))
    for what in columns[0]:
        print(f"{what:42}" + "".join(f"{column[what]:12.2f}" for column in columns))
