"""The findings of stored reports, remembered by version and by what they were checked by; a window has one."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from gongwen.checks import Checker, Setting, Severity
from gongwen.checks.ignored import sift
from gongwen.errors import GongwenError, StoreError
from gongwen.store.earlier import year_before
from gongwen.store.findings import read_ignored, read_office
from gongwen.store.saving import found, read_known
from gongwen.store.schema import report

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from gongwen.checks import Finding, Office, Preset, Rule
    from gongwen.importers.report import Note

MOST: Final = 8
"""Reports of which it is remembered what was found."""

_NOTES: Final = select(report.c.import_report).where(report.c.id == bindparam("name"))


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a report is checked by, as far as it can become another without the report."""

    rules: tuple[Rule, ...]
    office: Office
    today: date
    notes: str
    before: tuple[str, int] | None


@dataclass(slots=True)
class _Report:
    """One report: its checker, and what it found in which version."""

    basis: _Basis
    setting: Setting
    checker: Checker
    version: int = 0
    found: dict[Preset, tuple[Finding, ...]] = field(default_factory=dict)


class Checked:
    """What the checks find in reports as they are stored."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reports: OrderedDict[str, _Report] = OrderedDict()

    def setting(self, connection: Connection, name: str) -> Setting:
        """Return what a report is checked by: the office's lists and words, the day, the import, last year's report."""
        with self._lock:
            return self._one(connection, name).setting

    def musts(self, connection: Connection, name: str, preset: Preset) -> tuple[Finding, ...]:
        """Return what must be mended in a report as it stands, and was not called right with a reason."""
        with self._lock:
            findings = self._findings(connection, name, preset)
        musts = [each for each in findings if each.severity is Severity.MUST]
        return sift(musts, read_ignored(connection, name))[0] if musts else ()

    def _findings(self, connection: Connection, name: str, preset: Preset) -> tuple[Finding, ...]:
        one, stands = self._one(connection, name), found(connection, name)["version"]
        if one.version != stands:
            one.version, one.found = stands, {}
        if preset not in one.found:
            document = read_known(connection, name, stands).document
            try:
                one.found[preset] = one.checker.check(document, preset)
            except Exception as error:
                raise StoreError(
                    "检查这份报告时出了差错", where=type(error).__name__,
                    mend="请把这句话告诉管理员；急用时可以在 steps.toml 里写 findings = false",
                ) from error  # fmt: skip
        return one.found[preset]

    def _one(self, connection: Connection, name: str) -> _Report:
        from gongwen.checks.own import shelf  # noqa: PLC0415 - only who checks needs the rules

        notes = connection.execute(_NOTES, {"name": name}).scalar() or ""
        rules = shelf().on
        today = datetime.now().astimezone().date()
        basis = _Basis(rules, read_office(connection), today, notes, year_before(connection, name))
        one = self._reports.get(name)
        if one is None or one.basis != basis:
            earlier = (read_known(connection, *basis.before).document,) if basis.before else ()
            setting = Setting(office=basis.office, today=today, earlier=earlier, notes=_notes(notes))
            one = self._reports[name] = _Report(basis, setting, Checker(rules, setting))
        self._reports.move_to_end(name)
        while len(self._reports) > MOST:
            self._reports.popitem(last=False)
        return one


def _notes(kept: str) -> tuple[Note, ...]:
    if not kept:
        return ()
    from gongwen.importers.report import ImportReport  # noqa: PLC0415 - only what was imported needs the importers

    try:
        return ImportReport.from_plain(json.loads(kept)).notes
    except (ValueError, GongwenError):
        return ()  # what the import told is no reason not to check
