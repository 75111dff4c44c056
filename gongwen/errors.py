"""The one tree of errors; each says what happened, where, and the mend, in Chinese for the person at the screen.

GongwenError
├── TemplateError      a template (TOML) is refused: file, key, nearest right key
├── ReportFileError    a report file (JSON) is refused: not ours, broken, newer
├── ImportRefusedError a source cannot be read: encrypted, .doc/.wps, bomb, not text
├── PictureError       a picture cannot be taken in: another kind, too large, on its side, broken
├── EditError          an edit names a section that is not there, or goes deeper than four levels
├── ExportError        a document cannot be written in the wanted form
└── StoreError         the store of drafts cannot be opened or written
    ├── OvertakenError both this window and another wrote one sentence; nothing was written over it
    └── NotAllowedError one's role in a report does not reach so far
"""

from __future__ import annotations


class GongwenError(Exception):
    """Something a person can be told: what happened, where, and what to do about it."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The whole message as one Chinese sentence or two, for a screen or a terminal."""
        place = f"（{self.where}）" if self.where else ""
        first = f"{self.what}{place}".rstrip("。") + "。"
        return first + (self.mend.rstrip("。") + "。" if self.mend else "")


class TemplateError(GongwenError):
    """A template is refused."""


class ReportFileError(GongwenError):
    """A report file is refused."""


class ImportRefusedError(GongwenError):
    """A source file or text cannot be brought in."""


class PictureError(GongwenError):
    """A picture cannot be taken in."""


class EditError(GongwenError):
    """An edit cannot be carried out on this document."""


class ExportError(GongwenError):
    """A document cannot be written in the wanted form."""


class StoreError(GongwenError):
    """The store of drafts cannot be opened, read or written."""


class OvertakenError(StoreError):
    """Another window has saved this report since, and both wrote at one place."""


class NotAllowedError(StoreError):
    """One's role in a report does not reach so far."""
