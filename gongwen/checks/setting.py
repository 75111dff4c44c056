"""What a check goes by beside the document: the day, the office's words and organs, last year's report, the import."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from gongwen.checks.usage import Usage
    from gongwen.document import Document
    from gongwen.importers.report import Note


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ of the office's own list: its full name, its short forms, and the years it bears the name (0 for open ends)."""

    name: str
    short: tuple[str, ...] = ()
    since: int = 0
    until: int = 0


@dataclass(frozen=True, slots=True)
class Office:
    """What an office has told the checks: words that are right, further wrong words with the right ones, its organs, hidden words."""

    words: frozenset[str] = frozenset()
    wrong: tuple[tuple[str, str], ...] = ()
    organs: tuple[Organ, ...] = ()
    secret: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What checks go by.

    `today` is the day of the check (None leaves out what depends on it); `earlier` are reports of past years, the
    latest first; `notes` are those of the import the document came from; `usage` is what an archive has taught.
    """

    office: Office = field(default_factory=Office)
    today: date | None = None
    earlier: tuple[Document, ...] = ()
    notes: tuple[Note, ...] = ()
    usage: Usage | None = None
    year: int = 0
    """The year reported on, as rules of single texts need it; the engine takes it from the document."""
