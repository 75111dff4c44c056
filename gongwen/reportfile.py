"""The report file for exchange: JSON with a name and a version; a newer one is refused with a sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from gongwen.codec import from_plain, to_plain
from gongwen.errors import ReportFileError
from gongwen.plain import whole

if TYPE_CHECKING:
    from gongwen.document import Document

FORMAT: Final = "gongwen-report"
VERSION: Final = 3
"""Version 2 has the lines under the title, the attachments themselves, seals and the appearance; 3 has the indicators."""
KEYS: Final = ("format", "version", "document")
MOST_BYTES: Final = 32 << 20
"""The largest report file that is read: what an importer takes in fits with room to spare."""

_MEND: Final = "请用本程序重新导出这份报告"


def dumps(document: Document) -> str:
    """Return a document as the text of a report file, readable by people, ending in a line break."""
    plain = {"format": FORMAT, "version": VERSION, "document": to_plain(document)}
    return whole(json.dumps(plain, ensure_ascii=False, indent=1)) + "\n"


def loads(data: str | bytes) -> Document:
    """Return the document of a report file; raise ReportFileError when it is not ours, broken or newer."""
    if len(data) > MOST_BYTES:
        raise ReportFileError("报告文件太大", mend=f"最多 {MOST_BYTES >> 20} MB；请检查是不是选错了文件")
    try:
        plain = json.loads(data.decode("utf-8-sig") if isinstance(data, bytes) else data.removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise ReportFileError("报告文件不是 UTF-8 编码，或者已经损坏", mend=_MEND) from error
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 个字附近"
        raise ReportFileError("这不是报告文件，或者文件已经损坏", where=place, mend=_MEND) from error
    except (ValueError, RecursionError) as error:
        raise ReportFileError("这不是报告文件，或者文件已经损坏", mend=_MEND) from error
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise ReportFileError("这个 JSON 文件不是公文工作簿的报告文件", mend="请选用本程序存出来的 .json 文件")
    version = plain.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ReportFileError("报告文件没有写明版本", mend=_MEND)
    if version > VERSION:
        raise ReportFileError(
            f"这个报告文件是用更新的版本存的（第 {version} 版，这里认得到第 {VERSION} 版）",
            mend="请换用新版本的程序打开",
        )
    for key in plain:
        if key not in KEYS:
            raise ReportFileError(f"报告文件里有不认识的键“{key[:60]}”", mend=_MEND)
    return from_plain(plain.get("document"))
