"""What an office's own archive has taught of how words are used: a model in its folder, opened when first asked."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from gongwen import files
from gongwen.home import PRIVATE, home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from gongwen.checks.ngrams import Counts
    from gongwen.checks.typo import Suspect

FILE: Final = "usage.npz"
"""The model's name in GONGWEN_HOME."""

LARGE: Final = 5_000_000
"""Characters of an archive from which on a row of characters must be there twice: so much text has typos of its own."""

SPARE: Final = 4_000
"""Texts that are remembered."""


class Usage:
    """The use of words in an archive; remembers what it found in each text."""

    def __init__(self, load: Callable[[], Counts]) -> None:
        self._load = load
        self._found: dict[str, tuple[Suspect, ...]] = {}

    @cached_property
    def counts(self) -> Counts:
        """The counts; raise ImportRefusedError when the model's file is broken."""
        return self._load()

    def suspects(self, texts: Sequence[str]) -> tuple[tuple[Suspect, ...], ...]:
        """Return for each text the characters that seem wrong; those not asked for before are read all at once."""
        from gongwen.checks.typo import suspects  # noqa: PLC0415 - numpy is loaded by those who want the hint

        new = list(dict.fromkeys(text for text in texts if text not in self._found))
        if len(self._found) + len(new) > SPARE:
            self._found = {text: self._found[text] for text in texts if text in self._found}
        if new:
            self._found.update(zip(new, suspects(new, self.counts), strict=True))
        return tuple(self._found[text] for text in texts)


def taught(texts: Iterable[str]) -> Usage:
    """Return the use of words in texts, counted when it is first asked."""

    def load() -> Counts:
        from gongwen.checks.ngrams import Counts  # noqa: PLC0415

        every = list(texts)
        return Counts.of(every, 2 if sum(map(len, every)) > LARGE else 1)

    return Usage(load)


def model(file: Path | None = None) -> Usage | None:
    """Return what a model's file holds, GONGWEN_HOME's by default; None when there is none."""
    path = file or home() / FILE
    try:
        state = path.stat()
    except OSError:
        return None
    return _model(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=2)
def _model(path: Path, _changed: int, _size: int) -> Usage:
    """Return a file's model, one for all who ask while it stays the same: it is large, and remembers what it found."""

    def load() -> Counts:
        from gongwen.checks.ngrams import Counts  # noqa: PLC0415

        return Counts.loaded(path.read_bytes())

    return Usage(load)


def keep(usage: Usage, file: str = "") -> tuple[str, int]:
    """Write a model to a file, GONGWEN_HOME's by default; return its name and bytes. Raise ExportError when it cannot be."""
    data = usage.counts.saved()
    if not file:
        home().mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        file = str(home() / FILE)
    files.write(file, data)
    return file, len(data)
