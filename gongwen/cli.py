"""The command line: import, export, layout, text, new, templates; a face like the widgets, without a screen.

Exit codes: 0 done, 1 the input is at fault, 2 wrong usage. A traceback is never shown.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from gongwen.errors import ExportError, GongwenError, ImportRefusedError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document import Document
    from gongwen.importers import ImportReport
    from gongwen.templates import Template

STREAM: Final = "-"
"""The file name that stands for standard input or output."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every error is a sentence on standard error."""
    options = _parser().parse_args(argv)
    try:
        _COMMANDS[options.command](options)
        sys.stdout.flush()
    except GongwenError as error:
        return _fail(error.sentence, as_json=getattr(options, "format", "text") == "json")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return _fail("已停止。", as_json=False)
    except Exception as error:  # noqa: BLE001 - a traceback is never shown
        return _fail(f"没有做成（{type(error).__name__}）。请把这句话告诉管理员。", as_json=False)
    return 0


def _fail(sentence: str, *, as_json: bool) -> int:
    print(json.dumps({"error": sentence}, ensure_ascii=False) if as_json else sentence, file=sys.stderr)
    return 1


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line, and whose exit code is 2."""

    def error(self, message: str) -> NoReturn:
        print(f"用法不对：{message}\n请看：{self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="gongwen", description="公文工作簿的命令行")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    def command(name: str, text: str, *, source: bool = True) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        if source:
            made.add_argument("file", help="报告文件（.json）或要导入的文件；- 是标准输入")
        made.add_argument("--format", choices=("text", "json"), default="text", help="输出的样式")
        return made

    bring = command("import", "把 Word、文本或网页变成报告文件")
    bring.add_argument("--template", help="报告种类（见 gongwen templates）")
    bring.add_argument("-o", "--output", default=STREAM, help="写到哪个文件；- 是标准输出")
    export = command("export", "导出 Word（.docx）")
    export.add_argument("-o", "--output", required=True, help="写到哪个文件；- 是标准输出")
    command("layout", "排版，给出每页每行")
    command("text", "给出全文，一段一行，序号已编好")
    new = command("new", "从模板新建报告文件", source=False)
    new.add_argument("--template", required=True, help="报告种类（见 gongwen templates）")
    new.add_argument("--year", required=True, type=_year, help="报告年度，四位数字")
    new.add_argument("--organ", action="append", required=True, help="发文机关，可写多次")
    new.add_argument("--to", default="", help="主送机关")
    new.add_argument("-o", "--output", default=STREAM, help="写到哪个文件；- 是标准输出")
    command("templates", "列出报告种类", source=False)
    return parser


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"年度要写四位数字，这里是“{text}”")
    return int(text)


def _import(options: argparse.Namespace) -> None:
    from gongwen.importers import import_bytes  # noqa: PLC0415 - each command loads only what it needs
    from gongwen.reportfile import dumps  # noqa: PLC0415

    template = _template(options.template) if options.template else None
    imported = import_bytes(_read(options.file), name=_name(options.file), template=template)
    _write(options.output, dumps(imported.document).encode(), source=options.file)
    _say(imported.report, as_json=options.format == "json")


def _say(report: ImportReport, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(report.to_plain(), ensure_ascii=False), file=sys.stderr)
        return
    labels = {"recognised": "认出", "changed": "改动", "left_out": "没有带入", "unclear": "要看一看"}
    counts = {kind: sum(note.kind == kind for note in report.notes) for kind in labels}
    print("，".join(f"{labels[kind]} {count} 处" for kind, count in counts.items()), file=sys.stderr)
    for note in report.notes:
        if note.kind != "recognised":
            print(f"  第 {note.line} 行：{note.message} {note.source[:40]}", file=sys.stderr)
    if report.half_width:
        print(f"  有 {report.half_width} 处半角标点", file=sys.stderr)


def _export(options: argparse.Namespace) -> None:
    from exports.docx import export_docx  # noqa: PLC0415

    if options.output != STREAM and Path(options.output).suffix.lower() != ".docx":
        raise ExportError("现在只能导出 .docx", where=options.output, mend="请把文件名写成 .docx")
    made = export_docx(_document(options.file))
    _write(options.output, made.data, source=options.file)
    if options.format == "json":
        print(json.dumps({"name": made.name, "bytes": len(made.data)}, ensure_ascii=False), file=sys.stderr)


def _layout(options: argparse.Namespace) -> None:
    from gongwen.typeset import typeset  # noqa: PLC0415

    pages = typeset(_document(options.file)).text
    if options.format == "json":
        print(json.dumps({"pages": pages}, ensure_ascii=False))
        return
    for number, lines in enumerate(pages, 1):
        print("\n".join((*lines, f"— {number} —", "")))


def _text(options: argparse.Namespace) -> None:
    from gongwen.pieces import canonical_text  # noqa: PLC0415

    text = canonical_text(_document(options.file))
    if options.format == "json":
        print(json.dumps({"text": text}, ensure_ascii=False))
    else:
        sys.stdout.write(text)


def _new(options: argparse.Namespace) -> None:
    from gongwen.reportfile import dumps  # noqa: PLC0415
    from gongwen.templates import blank  # noqa: PLC0415

    document = blank(_template(options.template), year=options.year, organs=tuple(options.organ), addressees=options.to)
    _write(options.output, dumps(document).encode(), source=None)


def _templates(options: argparse.Namespace) -> None:
    from gongwen.templates import shelf  # noqa: PLC0415

    found = shelf()
    if options.format == "json":
        rows = [{"key": template.key, "name": template.name, "basis": template.basis} for template in found.templates]
        print(json.dumps({"templates": rows, "problems": found.problems}, ensure_ascii=False))
        return
    for template in found.templates:
        print(f"{template.key}\t{template.name}")
    for problem in found.problems:
        print(problem, file=sys.stderr)


_COMMANDS: Final = {
    "import": _import, "export": _export, "layout": _layout, "text": _text, "new": _new, "templates": _templates,
}  # fmt: skip


def _template(key: str) -> Template:
    from gongwen.templates import load_templates  # noqa: PLC0415

    templates = load_templates()
    for template in templates:
        if template.key == key:
            return template
    keys = "、".join(template.key for template in templates)
    raise TemplateError(f"没有叫“{key}”的报告种类", mend=f"可以用的有：{keys}")


def _document(file: str) -> Document:
    from gongwen.reportfile import loads  # noqa: PLC0415

    data = _read(file)
    if _name(file).lower().endswith(".json") or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return loads(data)
    from gongwen.importers import import_bytes  # noqa: PLC0415

    return import_bytes(data, name=_name(file)).document


def _name(file: str) -> str:
    return "标准输入" if file == STREAM else Path(file).name


def _read(file: str) -> bytes:
    if file == STREAM:
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except FileNotFoundError as error:
        raise ImportRefusedError("没有这个文件", where=file, mend="请检查文件名") from error
    except OSError as error:
        raise ImportRefusedError("这个文件读不了", where=file, mend="请检查它是不是文件夹、有没有读的权限") from error


def _write(file: str, data: bytes, *, source: str | None) -> None:
    """Write a file whole or not at all; the source is never overwritten."""
    if file == STREAM:
        sys.stdout.buffer.write(data)
        return
    target = Path(file)
    if source not in {None, STREAM} and target.exists() and target.samefile(str(source)):
        raise ExportError("不能写到原来的文件上", where=file, mend="请换一个文件名")
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".gongwen-", delete=False) as held:
            held.write(data)
        temporary = Path(held.name)
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as error:
        raise ExportError("写不了这个文件", where=file, mend="请检查文件夹在不在、有没有写的权限") from error
