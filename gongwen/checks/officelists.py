"""The office's own lists for the checks, TSV files in checks/ of its home: right words, wrong words, organs, hidden words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.checks.lists import parsed
from gongwen.checks.setting import Office, Organ
from gongwen.errors import GongwenError, TemplateError
from gongwen.home import home

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER: Final = "checks"
"""The folder of the office's lists and checks, in GONGWEN_HOME."""

FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "words.tsv": ("词",), "wrong.tsv": ("错", "对"), "organs.tsv": ("名称", "简称", "起", "止"), "secret.tsv": ("词",),
}  # fmt: skip
"""The lists, each with the names of its columns; columns that are left out are empty, the first is needed."""

MOST_BYTES: Final = 4 << 20
"""The largest file that is read."""

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class OfficeLists:
    """What the lists say, and a sentence for each file that cannot be read."""

    office: Office
    problems: tuple[str, ...] = ()


def folder_of_checks() -> Path:
    """Return the folder of the office's lists and checks; it may not be there."""
    return home() / FOLDER


def office_lists(folder: Path | None = None) -> OfficeLists:
    """Return what the office's lists say; a broken file hides no other, and of it nothing is used."""
    found: dict[str, list[Row]] = {}
    problems: list[str] = []
    organs: tuple[Organ, ...] = ()
    for name in FILES:
        try:
            found[name] = _rows((folder or folder_of_checks()) / name)
            if name == "organs.tsv":
                organs = tuple(_organ(row, number) for number, row in enumerate(found[name], 1))
        except GongwenError as error:
            found[name] = []
            problems.append(error.sentence)
    office = Office(
        words=frozenset(row["词"] for row in found["words.tsv"]),
        wrong=tuple((row["错"], row["对"]) for row in found["wrong.tsv"]),
        organs=organs,
        secret=tuple(dict.fromkeys(row["词"] for row in found["secret.tsv"])),
    )
    return OfficeLists(office, tuple(problems))


def _rows(path: Path) -> list[Row]:
    heads = FILES[path.name]
    try:
        if not path.exists():
            return []
        if path.stat().st_size > MOST_BYTES:
            raise _wrong("这个词表太大", path, f"最多 {MOST_BYTES >> 20} MB")
        data = path.read_bytes()
    except OSError as error:
        raise _wrong("这个词表读不了", path, "请检查文件的权限") from error
    from gongwen.importers.decode import decode  # noqa: PLC0415 - only who has such a list needs the importers

    lines = decode(data, name=path.name).text.split("\n")
    rows = parsed(lines, path.name).rows
    if not rows:
        return []
    for head in rows[0]:
        if head not in heads:
            raise _wrong(
                f"词表的表头里有不认识的列“{head[:20]}”", path, f"第一行写列名：{'、'.join(heads)}，用制表符隔开"
            )
    if heads[0] not in rows[0]:
        raise _wrong(f"词表的表头里没有“{heads[0]}”这一列", path, f"第一行写列名：{'、'.join(heads)}，用制表符隔开")
    cleaned = [{head: row.get(head, "").strip() for head in heads} for row in rows]
    return [row for row in cleaned if row[heads[0]]]


def _organ(row: Row, number: int) -> Organ:
    years = [_year(row[head], number) for head in ("起", "止")]
    short = tuple(name.strip() for name in row["简称"].split("、") if name.strip())
    return Organ(row["名称"], short, *years)


def _year(text: str, number: int) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) == len("2025")):
        raise TemplateError(
            f"第 {number} 个机关的年份“{text[:10]}”写错了", where="organs.tsv", mend="起、止写四位数字的年份，或者空着"
        )
    return int(text)


def _wrong(what: str, path: Path, mend: str) -> TemplateError:
    return TemplateError(what, where=path.name, mend=mend)
