"""Where the reports of a county lie: a folder, or the store; each is read only when its turn comes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen import files
from gongwen.county.row import NO_STAGE
from gongwen.errors import GongwenError, ImportRefusedError
from gongwen.reportfile import dumps

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from gongwen.store import Store

READ: Final = frozenset({".docx", ".txt", ".md", ".markdown", ".htm", ".html", ".json"})
"""The ends of names that importers read."""

LISTED: Final = READ | {".doc", ".docm", ".wps", ".wpt", ".rtf", ".odt", ".pdf", ".ofd", ".uot"}
"""What offices hand in as a report; what cannot be read of it is a row with a sentence, so that nobody is overlooked."""


DONE: Final = "办完"
"""The stage of a stored report all of whose steps are done."""


@dataclass(frozen=True, slots=True)
class Source:
    """A report's bytes as they lie there; without bytes, `wrong` says why in a sentence.

    A stored report is its report file; its `modified` is its version.
    """

    name: str
    data: bytes = b""
    stage: str = NO_STAGE
    stored: bool = False
    size: int = 0
    modified: int = 0
    sha256: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One report that is there, and how to get its bytes."""

    name: str
    read: Callable[[], Source]


def folder(where: Path, leave: Collection[Path] = ()) -> tuple[Place, ...]:
    """Return the reports in a folder and those below it, by their paths; raise ImportRefusedError when there is no such folder.

    What word processors lock and what begins with a dot is left out, and so are the files and folders named.
    """
    if not where.is_dir():
        raise ImportRefusedError("没有这个文件夹", where=where.name, mend="请检查文件夹的名字")
    left = {each.resolve() for each in leave}
    found = []
    for base, folders, names in os.walk(where):
        folders[:] = [name for name in folders if name[0] != "." and (Path(base) / name).resolve() not in left]
        for name in names:
            path = Path(base) / name
            if path.suffix.lower() in LISTED and not name.startswith((".", "~$")) and path.resolve() not in left:
                found.append(path)
    named = sorted(
        (files.name_of(str(path.relative_to(where)).replace(os.sep, "\u29f8")).replace("\u29f8", "/"), path)
        for path in found
    )
    return tuple(Place(name, lambda name=name, path=path: _from_file(name, path)) for name, path in named)  # type: ignore[misc]


def _from_file(name: str, path: Path) -> Source:
    try:
        state = path.stat()
        data = files.read(str(path))
    except GongwenError as error:
        return Source(name, wrong=error.sentence)
    except OSError:
        return Source(name, wrong="这个文件读不了。请检查有没有读的权限。")
    return Source(
        name, data, size=len(data), modified=state.st_mtime_ns, sha256=sha256(data).hexdigest()
    )  # fmt: skip


def stored(store: Store) -> tuple[Place, ...]:
    """Return the reports of a store that are not in the bin; raise StoreError when it cannot be read."""
    return tuple(
        Place(each.id, lambda key=each.id, named=each.stage: _from_store(store, key, named))  # type: ignore[misc]
        for each in sorted(store.list(), key=lambda each: each.id)
    )


def _stage(store: Store, key: str, named: str) -> str:
    """Return how far a report is on its way to being signed; before its first step, the name of its last version that has one."""
    course = store.course.bare(key)
    if not course.decisions:
        return named
    if course.current is None:
        return DONE
    return f"已签发，等{course.current.step.name}" if course.holds else f"等{course.current.step.name}"


def _from_store(store: Store, key: str, named: str) -> Source:
    try:
        draft, stage = store.load(key), _stage(store, key, named)
    except GongwenError as error:
        return Source(key, stored=True, stage=named, wrong=error.sentence)
    data = dumps(draft.document).encode()
    return Source(key, data, stage, True, len(data), draft.version, sha256(data + stage.encode()).hexdigest())  # noqa: FBT003
