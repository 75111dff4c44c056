"""What is known of one report among many: a frozen value, and as a line of a work file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.indicators.indicator import amount_of
from gongwen.plain import Reader, flat

if TYPE_CHECKING:
    from decimal import Decimal

    from gongwen.checks.finding import Severity

NO_STAGE: Final = "—"
"""The stage of a file: only what is stored goes through steps."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How much a report says an indicator is, in its year and the year before (`base`); empty where it says nothing.

    `adds` says that amounts of several reports may be summed: neither rates nor what was divided may. `spoken` ones were
    read from sentences, for want of a table.
    """

    name: str
    unit: str
    amount: str = ""
    base: str = ""
    adds: bool = True
    spoken: bool = False

    @property
    def value(self) -> Decimal | None:
        """The amount as a number."""
        return amount_of(self.amount)


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings a rule has in a report, and how grave they are."""

    rule: str
    severity: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """One report: where it is, whose, on what, how far it is, what the checks find, what its indicators are.

    `file` is a path below the folder, or the id of a stored report. `stage` is the step that a stored report
    waits for, or the name of its last version. `tabled` says that it has a table of indicators. `wrong` is a sentence, and then all else may be empty.
    `size`, `modified` (nanoseconds, or the version of a stored report) and `sha256` tell whether it is still the same;
    without a hash it was not read, and is tried again.
    """

    file: str
    organs: tuple[str, ...] = ()
    kind: str = ""
    year: int = 0
    title: str = ""
    stage: str = NO_STAGE
    characters: int = 0
    findings: tuple[Count, ...] = ()
    amounts: tuple[Amount, ...] = ()
    tabled: bool = False
    wrong: str = ""
    size: int = 0
    modified: int = 0
    sha256: str = ""

    @property
    def organ(self) -> str:
        """The organs in one line."""
        return "　".join(self.organs)

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What a report is known by: the same key means the same bytes at the same place."""
        return self.file, self.size, self.modified, self.sha256

    def found(self, severity: Severity) -> int:
        """Return how many findings are so grave."""
        return sum(each.count for each in self.findings if each.severity == severity)

    @property
    def families(self) -> dict[str, int]:
        """How many findings each family of rules has, by its two letters."""
        found: dict[str, int] = {}
        for each in self.findings:
            found[each.rule[:2]] = found.get(each.rule[:2], 0) + each.count
        return found


def row_to_plain(row: Row) -> dict[str, object]:
    """Return a row as dicts, lists, texts and numbers, every key present."""
    return {
        **flat(row),
        "findings": [flat(each) for each in row.findings],
        "amounts": [flat(each) for each in row.amounts],
    }


def row_from(plain: object) -> Row:
    """Return the row that `row_to_plain` wrote; raise ReportFileError for anything else."""
    read = Reader(plain, "row", Row)
    counts = [Reader(value, "findings", Count) for value in read.items("findings")]
    amounts = [Reader(value, "amounts", Amount) for value in read.items("amounts")]
    return Row(
        file=read.text("file"),
        organs=read.texts("organs"),
        kind=read.text("kind"),
        year=read.whole("year"),
        title=read.text("title"),
        stage=read.text("stage"),
        characters=read.whole("characters"),
        findings=tuple(Count(each.text("rule"), each.text("severity"), each.whole("count")) for each in counts),
        amounts=tuple(
            Amount(each.text("name"), each.text("unit"), each.text("amount"), each.text("base"), each.truth("adds"), each.truth("spoken"))
            for each in amounts
        ),
        tabled=read.truth("tabled"),
        wrong=read.text("wrong"),
        size=read.whole("size"),
        modified=read.whole("modified"),
        sha256=read.text("sha256"),
    )  # fmt: skip
