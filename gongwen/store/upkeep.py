"""What is done to a store as a whole by who looks after it: held against its trail, a report found by its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from gongwen.errors import StoreError
from gongwen.store.audit import FIRST, Entry, acts
from gongwen.store.backup import back_up, recover
from gongwen.store.packing import bring, pack
from gongwen.store.retention import tidy
from gongwen.store.schema import audit, report
from gongwen.store.told import BRING, evidence
from gongwen.store.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.store.access import Access
    from gongwen.store.audit import Act
    from gongwen.store.backup import BackedUp
    from gongwen.store.retention import Rule, Tidied
    from gongwen.store.verify import Verdict


class Upkeep:
    """Looks after one store."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def verify(self, noted: str = "") -> Verdict:
        """Return whether all that is stored is what the trail says; `noted` is a hash written down outside."""
        with self._access.reading() as connection:
            return verify(connection, noted)

    def head(self) -> str:
        """Return the hash of the trail's last entry."""
        with self._access.reading() as connection:
            return connection.execute(select(audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).scalar() or FIRST

    def back_up(self, file: Path) -> tuple[BackedUp, str]:
        """Write all into a new file and try it; return it, and the sentence that it does not stand in the trail, if so."""
        made = back_up(self._access.engine, file)
        return made, self._noted("backup", made.file.name, made.sha256)

    def recover(self, file: Path) -> tuple[Verdict, str]:
        """Fill this store, which must be empty, from a backup; return what came, and the sentence as in `back_up`."""
        verdict, digest = recover(file, self._access.engine)
        return verdict, self._noted("recover", file.name, digest)

    def pack(self, name: str) -> tuple[bytes, int]:
        """Return a report with all it has been as a file (.gongwen), and the version that stood."""
        return pack(self._access, name)

    def bring(self, data: bytes, file: str) -> tuple[str, int]:
        """Store a report from such a file; return its id and how many versions came.

        Raise ReportFileError when the file is not sound, or the report is here already.
        """
        return bring(self._access, data, file)

    def tidy(self, rule: Rule, *, dry: bool = False) -> Tidied:
        """Thin old automatic saves by a rule, or only say what would go."""
        return tidy(self._access, rule, dry=dry)

    def _noted(self, action: str, file: str, digest: str) -> str:
        try:
            with self._access.writing() as connection:
                self._access.log(connection, Entry(action, details={"file": file, "sha256": digest}))
        except StoreError as error:
            return f"没有记入留痕：{error.sentence}"
        return ""

    def acts(self, name: str = "") -> tuple[Act, ...]:
        """Return the trail of one report, with what came along with it from another place, or of all."""
        with self._access.reading() as connection:
            found: list[Act] = []
            for act in list(acts(connection, name)):
                if name and act.action == BRING:
                    found += evidence(connection, act) or ()
                found.append(act)
        return tuple(found)

    def titles(self) -> dict[str, str]:
        """Return the titles of all reports by their ids, those in the bin too."""
        with self._access.reading() as connection:
            rows = connection.execute(select(report.c.id, report.c.title).order_by(report.c.saved_at.desc())).all()
        return {row.id: row.title.replace("\n", "") for row in rows}

    def find(self, words: str) -> tuple[str, str]:
        """Return the id and title of the one report of this id, or with this title, or with these words in it."""
        rows = list(self.titles().items())
        for fits in (
            [row for row in rows if row[0] == words],
            [row for row in rows if row[1] == words],
            [row for row in rows if words and words in row[1]],
        ):
            if len(fits) == 1:
                return fits[0]
            if fits:
                some = "、".join(f"{key}（{title}）" for key, title in fits[:5])
                raise StoreError(f"叫“{words[:60]}”的报告有 {len(fits)} 份", mend=f"请写编号：{some}")
        raise StoreError(f"没有找到报告“{words[:60]}”", mend="请用 gongwen audit show 看有哪些，或者检查写的标题")
