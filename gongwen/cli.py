"""The command line: files in and out, and the store's upkeep (clistore.py); a face like the widgets, without a screen.

Exit codes: 0 done, 1 the input is at fault (or `check` found what must be mended), 2 wrong usage. A traceback is never shown.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen import clireview, clistore, clitemplates, files
from gongwen.cliwords import parser
from gongwen.errors import ExportError, GongwenError, ImportRefusedError
from gongwen.files import STREAM

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

    from gongwen.checks import Rule
    from gongwen.clicheck import Found
    from gongwen.document import Document
    from gongwen.importers import ImportReport
    from gongwen.importers.report import Note
    from gongwen.review.annotation import Annotation
    from gongwen.store import Store


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every error is a sentence on standard error."""
    files.open_streams()
    options = parser().parse_args(argv)
    as_json = options.format == "json"
    try:
        code = _COMMANDS[options.command](options) or 0
        sys.stdout.flush()
    except GongwenError as error:
        return _fail(error.sentence, as_json=as_json)
    except BrokenPipeError:
        files.mute()
        return 1
    except OSError:
        files.mute()
        return _fail("写不出去。请检查磁盘满没满、标准输出是不是关了。", as_json=as_json)
    except KeyboardInterrupt:
        return _fail("已停止。", as_json=as_json)
    except Exception as error:  # noqa: BLE001 - a traceback is never shown
        return _fail(f"没有做成（{type(error).__name__}）。请把这句话告诉管理员。", as_json=as_json)
    return code


def _fail(sentence: str, *, as_json: bool) -> int:
    print(_json({"error": sentence}) if as_json else sentence, file=sys.stderr)
    return 1


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _tell(options: argparse.Namespace, text: str) -> None:
    """Print what goes beside a result: where the result does not go."""
    print(text, file=sys.stderr if options.output == STREAM else sys.stdout)


def _written(options: argparse.Namespace) -> None:
    if options.output != STREAM:
        _tell(options, f"已写到 {files.name_of(options.output)}")


def _import(options: argparse.Namespace) -> None:
    from gongwen.importers import import_bytes  # noqa: PLC0415 - each command loads only what it needs
    from gongwen.punctuation import full_width  # noqa: PLC0415
    from gongwen.reportfile import dumps, loads  # noqa: PLC0415

    template = clitemplates.found(options.template) if options.template else None
    data, name = files.read(options.file), files.name_of(options.file)
    if _is_report(data, name):
        loads(data)  # a file that only looks like one is refused as such
        raise ImportRefusedError("这已经是报告文件，不用导入", where=name, mend="请直接用 export、layout 或者 text")
    imported = import_bytes(data, name=name, template=template)
    document = full_width(imported.document)[0] if options.full_width else imported.document
    files.write(options.output, dumps(document).encode(), source=options.file)
    if options.format == "json":
        _tell(options, _json(imported.report.to_plain()))
    else:
        _tell(options, _spoken(imported.report))


def _spoken(report: ImportReport) -> str:
    labels = {"recognised": "认出", "changed": "改动", "left_out": "没有带入", "unclear": "要看一看"}
    counts = {kind: sum(note.kind == kind for note in report.notes) for kind in labels}
    lines = ["，".join(f"{labels[kind]} {count} 处" for kind, count in counts.items())]
    for note in report.notes:
        if note.kind != "recognised":
            place = f"第 {note.line} 行：" if note.line else "全文："
            lines.append(f"  {place}{note.message} {' '.join(note.source[:40].split())}".rstrip())
    if report.half_width:
        lines.append(f"  有 {report.half_width} 处半角标点")
    return "\n".join(lines)


def _export(options: argparse.Namespace) -> None:
    suffix = Path(options.output).suffix.lower()
    if options.output != STREAM and suffix not in {".docx", ".pdf"}:
        raise ExportError("只能导出 .docx 和 .pdf", where=files.name_of(options.output), mend="请改文件名的结尾")
    document = _document(options.file)
    instead: tuple[tuple[str, str], ...] = ()
    if suffix == ".pdf":
        from exports.pdf import export_pdf, faces_for  # noqa: PLC0415 - each command loads only what it needs

        made = export_pdf(document)
        instead = faces_for(tuple(document.appearance.names.items())).instead
    else:
        from exports.docx import export_docx  # noqa: PLC0415

        made = export_docx(document, final=options.final)
    files.write(options.output, made.data, source=options.file)
    if options.format == "json":
        name = made.name if options.output == STREAM else files.name_of(options.output)
        _tell(options, _json({"name": name, "bytes": len(made.data)}))
        return
    _written(options)
    if instead:
        _tell(options, f"这台电脑上没有的字体用别的代替：{'，'.join(f'{own}用{other}' for own, other in instead)}")


def _layout(options: argparse.Namespace) -> None:
    from gongwen.typeset import typeset  # noqa: PLC0415

    pages = typeset(_document(options.file)).text
    if options.format == "json":
        print(_json({"pages": pages}))
        return
    for number, lines in enumerate(pages, 1):
        print("\n".join((*lines, f"— {number} —", "")))


def _text(options: argparse.Namespace) -> None:
    from gongwen.pieces import canonical_text  # noqa: PLC0415

    text = canonical_text(_document(options.file))
    if options.format == "json":
        print(_json({"text": text}))
    else:
        sys.stdout.write(text)


def _new(options: argparse.Namespace) -> None:
    from gongwen.reportfile import dumps  # noqa: PLC0415
    from gongwen.templates import blank  # noqa: PLC0415

    document = blank(
        clitemplates.found(options.template), year=options.year, organs=tuple(options.organ), addressees=options.to
    )
    files.write(options.output, dumps(document).encode())
    if options.format == "json":
        _tell(options, _json({"title": document.title, "sections": [part.heading for part in document.body.children]}))
        return
    _written(options)


def _check(options: argparse.Namespace) -> int:
    from exports.findings import Checked, as_html, as_json, as_sarif  # noqa: PLC0415
    from gongwen import clicheck  # noqa: PLC0415 - each command loads only what it needs

    def written(found: Sequence[Found], rules: Mapping[str, Rule], form: str) -> str:
        sources = [Checked(name, document, findings, rules) for name, document, findings in found]
        return {"json": as_json, "sarif": as_sarif, "html": as_html}[form](sources)

    return clicheck.check(options, _opened, written)


def _learn(options: argparse.Namespace) -> None:
    from gongwen import clicheck  # noqa: PLC0415

    clicheck.learn(options, _opened)


def _tidy(options: argparse.Namespace) -> None:
    from gongwen.clitidy import tidy  # noqa: PLC0415

    tidy(options, _document)


def _next(options: argparse.Namespace) -> None:
    from exports.newyear import begun  # noqa: PLC0415
    from gongwen import clinext  # noqa: PLC0415

    clinext.next_year(options, lambda file, year: begun(_document(file), year))


def _figures(options: argparse.Namespace) -> int:
    from exports.drawings import with_data  # noqa: PLC0415
    from gongwen import clifigures  # noqa: PLC0415

    return clifigures.figures(options, _document, with_data)


def _review(options: argparse.Namespace) -> None:
    if options.act in {"list", "take"}:
        (clireview.take if options.act == "take" else clireview.show)(options)
        return
    if options.act in {"export", "cover"}:
        clireview.table(options, _opinions if options.act == "export" else _cover)
        return
    from exports.docx import export_docx  # noqa: PLC0415 - each command loads only what it needs
    from exports.docx_comments import Enclosed  # noqa: PLC0415

    def written(document: Document, annotations: tuple[Annotation, ...], report: str, version: int) -> bytes:
        return export_docx(document, review=Enclosed(annotations, report, version)).data

    clireview.send(options, written)


def _opinions(store: Store, name: str, document: Document, file: str) -> bytes:
    from exports.opinions import opinions_docx, opinions_xlsx  # noqa: PLC0415
    from gongwen.review.opinions import opinions  # noqa: PLC0415

    write = opinions_xlsx if file.lower().endswith(".xlsx") else opinions_docx
    return write(document, opinions(store.review.all(name))).data


def _cover(store: Store, name: str, document: Document, _file: str) -> bytes:
    from exports.cover_sheet import cover_sheet  # noqa: PLC0415

    return cover_sheet(document, store.course.of(name), store.upkeep.head()).data


def _batch(options: argparse.Namespace) -> int:
    from functools import partial  # noqa: PLC0415 - each command loads only what it needs

    from gongwen import clibatch  # noqa: PLC0415

    if options.act != "export":
        return clibatch.batch(options)
    from exports.batch import export_all, not_made  # noqa: PLC0415
    from gongwen.county.spread import Task  # noqa: PLC0415

    return clibatch.batch_export(options, Task(partial(export_all, pdf=options.pdf, final=options.final), not_made))


_COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int | None]]] = {
    "import": _import, "export": _export, "layout": _layout, "text": _text, "new": _new, "templates": clitemplates.told,
    "audit": clistore.audit, "backup": clistore.backup, "restore": clistore.restore,
    "pack": clistore.pack, "unpack": clistore.unpack, "thin": clistore.thin, "review": _review,
    "check": _check, "learn": _learn, "tidy": _tidy, "batch": _batch, "next": _next,
    "figures": _figures,
}  # fmt: skip


def _document(file: str) -> Document:
    return _opened(file)[0]


def _opened(file: str) -> tuple[Document, tuple[Note, ...]]:
    """Return a file's document, and the notes of its import when it was one."""
    from gongwen.reportfile import loads  # noqa: PLC0415

    data, name = files.read(file), files.name_of(file)
    if _is_report(data, name):
        return loads(data), ()
    from gongwen.importers import import_bytes  # noqa: PLC0415

    imported = import_bytes(data, name=name)
    return imported.document, imported.report.notes


def _is_report(data: bytes, name: str) -> bool:
    """Whether a source is meant as a report file, whatever it is called; a damaged one is then refused as such."""
    begins = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    return name.lower().endswith(".json") or (begins.startswith(b"{") and b'"format"' in begins)
