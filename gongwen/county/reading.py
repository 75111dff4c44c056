"""One report read and checked, wherever that is done: bytes in, a row out, and never an exception."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from gongwen import __version__
from gongwen.checks import Setting
from gongwen.checks.mentions import mentions
from gongwen.checks.officelists import folder_of_checks, office_lists
from gongwen.checks.own import checker, shelf
from gongwen.checks.reading import Reading
from gongwen.checks.rules.agreement import behind
from gongwen.checks.setting import Office
from gongwen.county.row import Amount, Count, Row
from gongwen.errors import GongwenError
from gongwen.importers import import_bytes
from gongwen.indicators.data import Data, Form
from gongwen.indicators.formulas import rounded, value_of
from gongwen.indicators.indicator import Entry, Indicator, canonical
from gongwen.indicators.table import by_id
from gongwen.indicators.wording import SCALES
from gongwen.reportfile import loads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.county.sources import Source
    from gongwen.document import Document
    from gongwen.importers.report import Note

PLACES: Final = 4
"""Digits after the point of what was divided."""

_ORGAN: Final = re.compile(r"(.{2,40}?(?:政府|委员会|办事处|党委|局|街道|乡|镇|村|中心|委|办))(?:关于|20\d\d年)")
_SPOKEN: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万亿|[万亿]?)")
_TIMES: Final = {**SCALES, "万亿": SCALES["万"] * SCALES["亿"]}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An indicator that every report should have: its name, its unit (empty: any), other names of it."""

    name: str
    unit: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What reports are read by: the year (0: each report's own), the indicators wanted, the office's words and organs."""

    year: int = 0
    wanted: tuple[Wanted, ...] = ()
    office: Office = field(default_factory=Office)

    @property
    def digest(self) -> str:
        """A hash that changes whenever a report might be read otherwise: with the program, its rules, and all of the above."""
        rules = [(rule.id, rule.severity, rule.name) for rule in shelf().on]
        own = [path.read_bytes() for path in sorted(folder_of_checks().glob("*.py"))]
        office = (sorted(self.office.words), self.office.wrong, self.office.organs, self.office.secret)
        return sha256(repr((__version__, self.year, self.wanted, office, rules, own)).encode()).hexdigest()


def basis_of(year: int, wanted: Iterable[Wanted]) -> Basis:
    """Return what reports are read by on this machine."""
    return Basis(year, tuple(wanted), office_lists().office)


def read_all(sources: Iterable[Source], *, basis: Basis) -> tuple[Row, ...]:
    """Return the rows of some reports."""
    return tuple(read(source, basis) for source in sources)


def read(source: Source, basis: Basis) -> Row:
    """Return the row of a report; whatever is wrong with it is a sentence in it."""
    bare = Row(source.name, stage=source.stage, size=source.size, modified=source.modified, sha256=source.sha256)
    if source.wrong:
        return replace(bare, wrong=source.wrong)
    try:
        document, notes = opened(source)
        return _row(bare, document, notes, basis)
    except GongwenError as error:
        return replace(bare, wrong=error.sentence)
    except Exception as error:  # noqa: BLE001 - one report never stops the others
        return failed(source, type(error).__name__)


def failed(source: Source, why: str) -> Row:
    """Return the row of a report that could not be read for a reason that may pass; it is tried again next time."""
    return Row(source.name, stage=source.stage, wrong=f"这份没有读成（{why}）。请单独打开看一看。")


def opened(source: Source) -> tuple[Document, tuple[Note, ...]]:
    """Return a report's document, and the notes of its import when it was one; raise GongwenError."""
    if source.stored or source.name.lower().endswith(".json"):
        return loads(source.data), ()
    imported = import_bytes(source.data, name=source.name.rsplit("/", 1)[-1])
    return imported.document, imported.report.notes


def _row(bare: Row, document: Document, notes: tuple[Note, ...], basis: Basis) -> Row:
    counts: dict[tuple[str, str], int] = {}
    for each in checker(Setting(office=basis.office, notes=notes)).check(document):
        counts[each.rule, str(each.severity)] = counts.get((each.rule, str(each.severity)), 0) + 1
    tabled = bool(document.data.indicators)
    year = basis.year or document.year
    return replace(
        bare,
        organs=_organs(document),
        kind=document.kind,
        year=document.year,
        title=document.name,
        characters=document.characters,
        findings=tuple(Count(rule, severity, count) for (rule, severity), count in sorted(counts.items())),
        amounts=(_tabled(document.data, year) if tabled else _spoken(document, basis.wanted, year)) if year else (),
        tabled=tabled,
    )


def _organs(document: Document) -> tuple[str, ...]:
    """Return whose report it is: who signs it, or whom its title begins with."""
    if document.signature.organs:
        return document.signature.organs
    match = _ORGAN.match(document.title.replace("\n", ""))
    return (match[1],) if match else ()


def _tabled(data: Data, year: int) -> tuple[Amount, ...]:
    known = by_id(data)

    def much(key: str, when: int) -> str:
        return _amount(value_of(known, key, str(when)))

    return tuple(
        Amount(each.name, each.unit, much(each.id, year), much(each.id, year - 1), _adds(each))
        for each in data.indicators
    )


def _adds(indicator: Indicator) -> bool:
    return not indicator.is_share and not indicator.formula.startswith(("share", "completion", "average"))


def _amount(value: Decimal | None) -> str:
    if value is None:
        return ""
    exponent = value.as_tuple().exponent
    return canonical(rounded(value, PLACES) if isinstance(exponent, int) and exponent < -PLACES else value)


def _spoken(document: Document, wanted: tuple[Wanted, ...], year: int) -> tuple[Amount, ...]:
    """Return what sentences surely say of the indicators wanted; one of which they say two things is left out."""
    zeros = (Entry(str(year - 1), "0"), Entry(str(year), "0"))
    asked = {f"w{number}": each for number, each in enumerate(wanted) if each.unit}
    table = tuple(
        Indicator(key, each.name, each.unit, aliases=each.aliases, entries=zeros) for key, each in asked.items()
    )
    probe = replace(document, year=year, data=Data(table))
    said: dict[tuple[str, str], set[Decimal]] = {}
    for each in mentions(probe, behind(Reading(probe))):
        match = _SPOKEN.match(each.words)
        if each.wording.form is Form.VALUE and match:
            value = Decimal(match[1].replace(",", "")) * _TIMES[match[2]]
            said.setdefault((each.indicator.id, each.period), set()).add(value)
    found = []
    for indicator in table:
        now, base = (said.get((indicator.id, entry.period), set()) for entry in reversed(zeros))
        if len(now) == 1:
            before = canonical(max(base)) if len(base) == 1 else ""
            found.append(
                Amount(indicator.name, indicator.unit, canonical(max(now)), before, not indicator.is_share, spoken=True)
            )
    return tuple(found)
