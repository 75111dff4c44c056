"""The work file of a roll-up: one line of JSON a report, so that a rerun reads only what is new, whenever it was stopped."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from gongwen.county.row import Row, row_from, row_to_plain
from gongwen.errors import ExportError, GongwenError, ImportRefusedError
from gongwen.home import PRIVATE, home
from gongwen.plain import whole

if TYPE_CHECKING:
    from types import TracebackType
    from typing import BinaryIO

MARK: Final = "gongwen-county"
"""Begins every line, so that no other file is taken for a work file and written on."""


FOLDER: Final = "batch"
"""The folder of work files in GONGWEN_HOME."""


class WorkFile:
    """What is known already, and where what becomes known is written; a context that closes the file.

    A line that broke off or that other rules made is passed over. Raises ImportRefusedError for a file that is none of these,
    ExportError when it cannot be written.
    """

    def __init__(self, path: Path | None, basis: str) -> None:
        self._basis = basis
        self._file: BinaryIO | None = None
        self._known: dict[tuple[str, int, int, str], Row] = {}
        if path is None:
            return
        try:
            self._file = path.open("a+b")
            self._file.seek(0)
            self._take_in(self._file.read(), path.name)
        except OSError as error:
            raise ExportError(
                "工作文件读写不了", where=path.name, mend="请换一个文件名，或者检查文件夹的权限"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def known(self, key: tuple[str, int, int, str]) -> Row | None:
        """Return the row of a report that is still the same, or None."""
        return self._known.get(key)

    def keep(self, row: Row) -> None:
        """Write a row down, at once; one that was not read is not."""
        if self._file is None or not row.sha256:
            return
        line = json.dumps([MARK, self._basis, row_to_plain(row)], ensure_ascii=False)
        try:
            self._file.write(whole(line).encode() + b"\n")
            self._file.flush()
        except OSError as error:
            raise ExportError(
                "工作文件写不进去", mend="请检查磁盘满没满；已经写下的还在，改好再运行一遍就接着做"
            ) from error

    def _take_in(self, data: bytes, name: str) -> None:
        lines = data.split(b"\n")
        if data and not data.startswith(f'["{MARK}"'.encode()[: len(data)]):
            raise ImportRefusedError("这不是工作文件", where=name, mend="请换一个文件名，免得写坏别的文件")
        if lines[-1] and self._file is not None:
            self._file.write(b"\n")  # what broke off stays a line of its own, which nothing is read from
        for line in lines:
            row = _row(line, self._basis)
            if row is not None:
                self._known[row.key] = row


def _row(line: bytes, basis: str) -> Row | None:
    try:
        plain = json.loads(line)
        return (
            row_from(plain[2]) if isinstance(plain, list) and plain[:2] == [MARK, basis] and len(plain) == 3 else None
        )
    except (ValueError, RecursionError, GongwenError):
        return None


def work_file(where: str) -> Path:
    """Return the work file of a folder (empty: of the store) for who names none, in the program's own; raise ExportError."""
    kept = home() / FOLDER
    try:
        kept.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            "工作文件没有地方放", where=str(kept), mend="请检查 GONGWEN_HOME 的权限，或者自己写一个文件名"
        ) from error
    name = str(Path(where).expanduser().resolve()) if where else "store"
    return kept / f"{sha256(os.fsencode(name)).hexdigest()[:16]}.jsonl"
