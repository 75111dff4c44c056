"""What the last new report was made from, so that the next one begins with the same kind, organs and addressees."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

from gongwen.home import PRIVATE, home

NAME: Final = "last_used.json"


@dataclass(frozen=True, slots=True)
class LastUsed:
    """The kind (a template's key), the organs and the addressees of the last new report; all empty before the first.

    `year` is the year it was about, `season` the one that was usual then: the choice holds no longer than that.
    """

    kind: str = ""
    organs: tuple[str, ...] = ()
    addressees: str = ""
    year: int = 0
    season: int = 0

    @classmethod
    def load(cls) -> LastUsed:
        """Return what was last used; empty when nothing was or the file cannot be read: it is only a proposal."""
        try:
            plain = json.loads((home() / NAME).read_text("utf-8"))
        except (OSError, ValueError):
            return cls()
        if not isinstance(plain, dict):
            return cls()
        kind, organs, addressees = plain.get("kind"), plain.get("organs"), plain.get("addressees")
        if not isinstance(kind, str) or not isinstance(organs, list) or not isinstance(addressees, str):
            return cls()
        years = (plain.get("year"), plain.get("season"))
        year, season = (value if isinstance(value, int) else 0 for value in years)
        return cls(kind, tuple(organ for organ in organs if isinstance(organ, str)), addressees, year, season)

    def save(self) -> None:
        """Remember this; a folder that cannot be written costs only the proposal."""
        try:
            home().mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            (home() / NAME).write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")
        except OSError:
            return
