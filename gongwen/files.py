"""What the faces without a screen read and write: files whole or not at all, standard input and output."""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import shutil
import sys
from pathlib import Path
from typing import IO, Final

from gongwen.errors import ExportError, ImportRefusedError

STREAM: Final = "-"
"""The file name that stands for standard input or output."""

MOST_BYTES: Final = 64 << 20
"""More than any source that is brought in may have; so much is read at most, whatever the file is."""


def open_streams() -> None:
    """Make standard output and error ready: there at all, and UTF-8 unless a person reads them on a terminal.

    What a stream cannot show (half a character of a file name) is replaced, never an error.
    """
    for name in ("stdout", "stderr"):
        stream: IO[str] | None = getattr(sys, name)
        if stream is None:  # closed by the caller, as by >&-
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for the whole run
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def mute() -> None:
    """Let go of standard output after it broke, so that the end of the program does not try once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def name_of(file: str) -> str:
    """Return a file's name for people; one that is not UTF-8 is read as GB18030."""
    if file == STREAM:
        return "标准输入"
    name = os.fsencode(Path(file).name)
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def read(file: str) -> bytes:
    """Return what a file or standard input holds; raise ImportRefusedError when it cannot be read."""
    try:
        if file == STREAM:
            data = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
        else:
            with Path(file).open("rb") as source:
                data = source.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise ImportRefusedError("没有这个文件", where=name_of(file), mend="请检查文件名") from error
    except (OSError, ValueError) as error:
        raise ImportRefusedError(
            "这个文件读不了", where=name_of(file), mend="请检查它是不是文件夹、有没有读的权限"
        ) from error
    if len(data) > MOST_BYTES:
        raise ImportRefusedError("这个文件太大", where=name_of(file), mend="请检查是不是选错了文件")
    return data


def write(file: str, data: bytes, *, source: str = STREAM) -> None:
    """Write a file whole or not at all; the source is never written over. Raise ExportError when it cannot be."""
    if file == STREAM:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    try:
        target = Path(file).resolve()
        if source != STREAM and target.exists() and target.samefile(source):
            raise ExportError("不能写到原来的文件上", where=name_of(file), mend="请换一个文件名")
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or a pipe; a folder refuses by itself
        else:
            _replace(target, data)
    except (OSError, ValueError) as error:
        raise ExportError(
            "写不了这个文件", where=name_of(file), mend="请检查文件夹在不在、有没有写的权限、磁盘满没满"
        ) from error


def _replace(target: Path, data: bytes) -> None:
    beside = target.with_name(f".gongwen-{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as made:
            made.write(data)
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
