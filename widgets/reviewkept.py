"""What was being written in a card when its page ended: read back from the browser, where it had been kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from gongwen.review.annotation import KINDS, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping

REMARK: Final = "remark#"
"""Begins the name under which a browser keeps it; the card's id and what was written there follow."""

NEW: Final = "new"
"""The card of an annotation that is not there yet."""

MODES: Final = frozenset({NEW, "reply", "partly", "declined", "reopen", "edit"})


def card_of(target: str) -> tuple[str, str]:
    """Return the card's id and what was written there; a mode that is none is a reply."""
    card, _, mode = target.removeprefix(REMARK).rpartition("#")
    return card, mode if mode in MODES else "reply"


def said_in(base: str) -> dict[str, Any]:
    """Return what the browser kept beside the text; what cannot be read is empty."""
    try:
        found = json.loads(base)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def written(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the form as the page takes them; what is not of their kind is left out."""
    texts = {name: said[name] for name in ("text", "replacement", "aim") if isinstance(said.get(name), str)}
    choices = {"kind": [str(each) for each in KINDS], "weight": [str(each) for each in WEIGHTS]}
    chosen = {name: said[name] for name, known in choices.items() if said.get(name) in known}
    return {**texts, **chosen, "suggests": said.get("suggests") is True}


def where(said: Mapping[str, Any], found: Mapping[str, str]) -> tuple[str, int, int] | None:
    """Return the range of the report's own text it was about, or None for the whole report.

    Words that have moved are looked for in their text, the nearest; such as are nowhere there leave the whole report, too.
    """
    own, words = said.get("own"), said.get("words")
    if not isinstance(own, list) or len(own) != len(("key", "first", "last")) or not isinstance(words, str):
        return None
    key, first, last = own
    text = found.get(key) if isinstance(key, str) else None
    if text is None or not isinstance(first, int) or not isinstance(last, int):
        return None
    if 0 <= first <= last and text[first:last] == words:
        return key, first, last
    places = [at for at in range(len(text)) if words and text.startswith(words, at)]
    at = min(places, key=lambda each: abs(each - first), default=None)
    return None if at is None else (key, at, at + len(words))
