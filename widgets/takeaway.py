"""Taking the Word file away: the file goes to the browser, and the notice says what is still open in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exports.docx import export_docx
from gongwen.punctuation import half_width_marks
from widgets.intake import make_full_width
from widgets.unfinished import Open, unfinished

if TYPE_CHECKING:
    from collections.abc import Callable

    from exports.export import Export
    from gongwen.session import Session
    from gongwen.templates import Template
    from widgets.frame import Frame
    from widgets.writer import Writer

NAMED: Final = 4
"""Open things the notice names; the outline shows all."""


def take_away(
    session: Session, writer: Writer, frame: Frame, template: Template | None, noted: Callable[[Export, str], str],
    *, final: bool, musts: tuple[int, Callable[[], None]],
) -> None:  # fmt: skip
    """Hand a Word file of the document as it is now to the browser: 可编辑稿, or 定稿 with its lines pinned.

    `noted` puts the file and its kind into the trail, and returns what to say when it could not. `musts` is how many
    findings must be mended, and what shows them: they keep nobody from taking the file.
    """
    made = export_docx(session.document, final=final)
    frame.download(made)
    layout = writer.preview.layout_now
    pages = f"，{len(layout.pages)} 页" if layout else ""
    kind = "定稿" if final else "可编辑稿"
    said = f"已导出{kind}：{made.name}{pages}。文件在浏览器的下载目录。"
    if missed := noted(made, kind):
        said += f"\n{missed}"
    found = unfinished(session.document, template)
    actions: dict[str, Callable[[], None]] = {"看看": lambda: _show(writer, found[0])} if found else {}
    count, show = musts
    if count:
        said += f"\n检查里还有 {count} 条必改。"
        actions["看必改"] = show
    if half_width_marks(session.document):
        actions["标点改成全角"] = lambda: make_full_width(session, frame)
    frame.tell(said + _open_words(found), "done", **actions)


def _open_words(found: tuple[Open, ...]) -> str:
    if not found:
        return ""
    more = "等" if len(found) > NAMED else ""
    return f"\n还有 {len(found)} 项要看：{'、'.join(each.words for each in found[:NAMED])}{more}。"


def _show(writer: Writer, first: Open) -> None:
    if isinstance(first.at, str):
        writer.open(first.at)
    else:
        writer.go(first.at)
