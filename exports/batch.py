"""Many reports made Word files or PDF: bytes of a report in, bytes of the file out, in whichever process that is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.docx import export_docx
from gongwen.county.reading import opened
from gongwen.errors import GongwenError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.county.sources import Source


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one report: the file's bytes, or a sentence that says why there are none."""

    name: str
    data: bytes = b""
    wrong: str = ""


def export_all(sources: Iterable[Source], *, pdf: bool, final: bool) -> tuple[Made, ...]:
    """Return the files of some reports: PDF, or the Word file, whose lines are fixed when it is `final`."""
    return tuple(_export(source, pdf=pdf, final=final) for source in sources)


def not_made(source: Source, why: str) -> Made:
    """Return what came of a report that could not be worked on."""
    return Made(source.name, wrong=f"这份没有做成（{why}）。请单独导出看一看。")


def _export(source: Source, *, pdf: bool, final: bool) -> Made:
    if source.wrong:
        return Made(source.name, wrong=source.wrong)
    try:
        document, _ = opened(source)
        if pdf:
            from exports.pdf import export_pdf  # noqa: PLC0415 - half a second that only who wants PDF waits for

            return Made(source.name, export_pdf(document).data)
        return Made(source.name, export_docx(document, final=final).data)
    except GongwenError as error:
        return Made(source.name, wrong=error.sentence)
    except Exception as error:  # noqa: BLE001 - one report never stops the others
        return not_made(source, type(error).__name__)
