"""The built-in sample: a whole report of a town that does not exist, to look at and to try things on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.reportfile import loads
from gongwen.templates import BUILT_IN

if TYPE_CHECKING:
    from gongwen.document import Document

FILE: Final = BUILT_IN / "samples" / "rule_of_law_report.json"


def sample() -> Document:
    """Return the sample report; raise ReportFileError when its file has been damaged."""
    return loads(FILE.read_bytes())
