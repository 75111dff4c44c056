"""What is kept of findings: those called right in a report, the office's words; each act in the transaction of its entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update

from gongwen.checks.finding import Severity
from gongwen.checks.ignored import Ignored, Scope
from gongwen.checks.officelists import office_lists
from gongwen.errors import StoreError
from gongwen.store.access import now
from gongwen.store.audit import Entry
from gongwen.store.findingschema import ignored, word
from gongwen.store.members import Right, demand
from gongwen.store.parts import digest_of
from gongwen.store.reviewer import following, told
from gongwen.store.saving import found

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from gongwen.checks.finding import Finding
    from gongwen.checks.setting import Office, Setting
    from gongwen.store.access import Access
    from gongwen.store.checked import Checked

SHORTEST, LONGEST = 2, 40
"""Characters of a word that is right everywhere; one character would silence what stands on it alone."""

LONGEST_REASON: Final = 500
"""Characters of a reason."""


class Findings:
    """The findings of reports that were called right, and what the office has told the checks."""

    def __init__(self, access: Access, checked: Checked) -> None:
        self._access = access
        self._checked = checked

    def ignored(self, name: str) -> tuple[Ignored, ...]:
        """Return what is ignored in a report now, the first first."""
        with self._access.reading() as connection:
            return read_ignored(connection, name)

    def ignore(
        self, name: str, finding: Finding, scope: Scope = Scope.PLACE, reason: str = "", *, version: int
    ) -> Ignored:
        """Call a finding right, as it was found in a version, at its place or for its word in the whole report.

        Raise NotAllowedError for who only reads, StoreError without a reason for what must be mended.
        """
        reason = reason.strip()[:LONGEST_REASON]
        if finding.severity is Severity.MUST and not reason:
            raise StoreError("忽略“必改”要写理由", mend="请写一句为什么这里不用改")
        if scope is Scope.WORD and not finding.excerpt:
            raise StoreError("这一条没有指着哪个词", mend="请用“忽略此处”")
        key = finding.excerpt if scope is Scope.WORD else finding.fingerprint
        with self._access.writing() as connection:
            self._demand(connection, name, version)
            for each in read_ignored(connection, name):
                if (each.rule, each.scope, each.key) == (finding.rule, scope, key) and (each.reason or not reason):
                    return each
            row = {
                "report_id": name, "id": following(connection, ignored.c.id, ignored.c.report_id == name),
                "rule": finding.rule, "scope": str(scope), "key": key, "excerpt": finding.excerpt, "reason": reason,
                "actor": self._me, "at": now(), "version": version,
            }  # fmt: skip
            connection.execute(insert(ignored), row)
            self._log(connection, "ignore", name, version, str(row["id"]))
            return read_ignored(connection, name)[-1]

    def restore(self, name: str, key: int) -> None:
        """Take back that a finding is ignored; the row stays, with who did so."""
        here = (ignored.c.report_id == name, ignored.c.id == key, ignored.c.restored_at.is_(None))
        with self._access.writing() as connection:
            self._demand(connection, name)
            values = {"restored_by": self._me, "restored_at": now()}
            if connection.execute(update(ignored).where(*here).values(values)).rowcount != 1:
                raise StoreError("没有找到这条忽略", mend="它可能已经取消了，请看一眼现在的样子")
            self._log(connection, "unignore", name, 0, str(key))

    def setting(self, name: str) -> Setting:
        """Return what a report is checked by: the office, the day, what its import told, last year's report."""
        with self._access.reading() as connection:
            return self._checked.setting(connection, name)

    def office(self) -> Office:
        """Return what the office has told the checks: its files, and the words that were added here."""
        with self._access.reading() as connection:
            return read_office(connection)

    def problems(self) -> tuple[str, ...]:
        """Return a sentence for each of the office's files that cannot be read."""
        from gongwen.checks.own import shelf  # noqa: PLC0415 - only who checks needs the rules

        return (*office_lists().problems, *shelf().problems)

    def add_word(self, text: str, name: str) -> None:
        """Call a word right in all reports, as one who has a part in the report it stands in."""
        text = text.strip()
        if not SHORTEST <= len(text) <= LONGEST or "\n" in text:
            raise StoreError(f"单位词库里的词是 {SHORTEST} 到 {LONGEST} 个字", mend="请换一个词，或者用“忽略此处”")
        with self._access.writing() as connection:
            self._demand(connection, name)
            if text in read_words(connection):
                return
            values = {"actor": self._me, "at": now(), "report_id": name, "removed_by": None, "removed_at": None}
            if not connection.execute(update(word).where(word.c.text == text).values(values)).rowcount:
                connection.execute(insert(word), {"text": text, **values})
            self._access.log(connection, Entry("word_add", name, details={"word": digest_of(text)}))

    def remove_word(self, text: str) -> None:
        """Take a word out that was added here; one of the office's own file stays, and is said to."""
        here = (word.c.text == text, word.c.removed_at.is_(None))
        with self._access.writing() as connection:
            values = {"removed_by": self._me, "removed_at": now()}
            if connection.execute(update(word).where(*here).values(values)).rowcount != 1:
                raise StoreError("单位词库里没有这个词", mend="写在 words.tsv 里的词，请在文件里改")
            self._access.log(connection, Entry("word_remove", details={"word": digest_of(text)}))

    @property
    def _me(self) -> str:
        return self._access.person.name

    def _demand(self, connection: Connection, name: str, version: int = 1) -> None:
        """Raise NotAllowedError for who only reads a report, StoreError where it was never of this version."""
        stands: int = found(connection, name, held=True)["version"]
        demand(connection, name, self._me, Right.ANNOTATE)
        if not 0 < version <= stands:
            raise StoreError("检查的是一个没有存下的稿", mend="请等文字存好再试")

    def _log(self, connection: Connection, action: str, name: str, version: int, key: str) -> None:
        self._access.log(connection, Entry(action, name, version, told(connection, name, ignored=[key])))


def read_ignored(connection: Connection, name: str) -> tuple[Ignored, ...]:
    """Return what is ignored in a report now, the first first."""
    current = ignored.c.report_id == name, ignored.c.restored_at.is_(None)
    query = select(ignored).where(*current).order_by(ignored.c.id)
    return tuple(map(_ignored, connection.execute(query).mappings()))


def _ignored(row: RowMapping) -> Ignored:
    return Ignored(
        row["id"], row["rule"], Scope(row["scope"]), row["key"], row["excerpt"], row["reason"], row["actor"],
        datetime.fromisoformat(row["at"]), row["version"],
    )  # fmt: skip


def read_words(connection: Connection) -> frozenset[str]:
    """Return the words that were added here and not taken out."""
    return frozenset(connection.execute(select(word.c.text).where(word.c.removed_at.is_(None))).scalars())


def read_office(connection: Connection) -> Office:
    """Return what the office's files and the words that were added say together."""
    office = office_lists().office
    return replace(office, words=office.words | read_words(connection))
