"""How often characters stand together in an archive: counts of one to four in a row, and how likely a row of seven is."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from gongwen.errors import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Codes = NDArray[np.uint16]
    Keys = NDArray[np.uint64]

LONGEST: Final = 4
"""Characters that are counted together."""

WIDE: Final = 2 * LONGEST - 1
"""Characters of a row in the middle of which one is tried: all that it stands together with."""

BACK: Final = np.float32(np.log(0.4))
"""What a step back to a shorter row costs (Brants and others, Large Language Models in Machine Translation, 2007)."""

FORMAT: Final = 1
_BREAK: Final = 0


def codes(text: str) -> Codes:
    """Return the characters of a text as numbers; figures are one, letters are one, the ends of texts break rows."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    found = np.minimum(points, 0xFFFF).astype(np.uint16)  # one number a character, so that places stay places
    found[(found >= ord("0")) & (found <= ord("9"))] = ord("0")
    found[((found >= ord("A")) & (found <= ord("Z"))) | ((found >= ord("a")) & (found <= ord("z")))] = ord("a")
    found[found <= ord(" ")] = _BREAK
    return found


def rows(found: Codes, size: int) -> Keys:
    """Return a number for every so many characters in a row, 16 bits each."""
    if len(found) < size:
        return np.zeros(0, np.uint64)
    keys = np.zeros(len(found) - size + 1, np.uint64)
    for at in range(size):
        keys = (keys << np.uint64(16)) | found[at : len(found) - size + 1 + at].astype(np.uint64)
    return keys


@dataclass(frozen=True, slots=True)
class Counts:
    """What an archive counted: the rows of 1 to LONGEST characters in order, and how often each was there."""

    keys: tuple[Keys, ...]
    often: tuple[NDArray[np.float32], ...]
    """The logarithm of each row's count."""
    total: float
    """The logarithm of all characters."""

    @classmethod
    def of(cls, texts: Iterable[str], least: int = 1) -> Counts:
        """Return the counts of texts; longer rows that were there less than so often are left out."""
        found = codes("\n".join(texts))
        keys, often = [], []
        for size in range(1, LONGEST + 1):
            every = rows(found, size)
            whole = np.ones(len(every), bool)
            for at in range(size):
                whole &= found[at : at + len(every)] != _BREAK
            each, count = np.unique(every[whole], return_counts=True)
            kept = count >= (least if size > 2 else 1)
            keys.append(each[kept])
            often.append(np.log(count[kept]).astype(np.float32))
        return cls(tuple(keys), tuple(often), float(np.log(max(len(found), 1))))

    def seen(self, wanted: Keys, size: int) -> NDArray[np.float32]:
        """Return the logarithm of how often rows were there; -1 for those that were not."""
        keys = self.keys[size - 1]
        if not len(keys):
            return np.full(len(wanted), -1, np.float32)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, self.often[size - 1][at], np.float32(-1))

    def likely(self, found: Codes) -> NDArray[np.float32]:
        """Return for rows of WIDE characters how likely the last LONGEST are after those before them (logarithm)."""
        gains = np.zeros(len(found), np.float32)
        for end in range(LONGEST, WIDE + 1):
            gains += self._after(found[:, end - LONGEST : end])
        return gains

    def _after(self, found: Codes) -> NDArray[np.float32]:
        """Return for rows of LONGEST characters how likely the last is after the others, by the longest row that is known."""
        left = np.full(len(found), np.nan, np.float32)
        open_ = np.arange(len(found))
        cost = np.float32(0)
        for size in range(LONGEST, 0, -1):
            part = found[open_, LONGEST - size :]
            key = np.zeros(len(part), np.uint64)
            for at in range(size):
                key = (key << np.uint64(16)) | part[:, at].astype(np.uint64)
            count = self.seen(key, size)
            known = count >= 0
            before = self.seen(key[known] >> np.uint64(16), size - 1) if size > 1 else np.float32(self.total)
            left[open_[known]] = count[known] - before + cost
            open_ = open_[~known]
            if not len(open_):
                break
            cost += BACK
        left[open_] = np.log(0.5) - self.total + cost
        return left

    def saved(self) -> bytes:
        """Return the counts as a file: arrays only, nothing that a reader would have to run."""
        out = io.BytesIO()
        parts: dict[str, NDArray[np.generic]] = {"format": np.array([FORMAT]), "total": np.array([self.total])}
        for size, (keys, often) in enumerate(zip(self.keys, self.often, strict=True), 1):
            parts[f"keys{size}"] = np.diff(keys, prepend=np.uint64(0))
            parts[f"often{size}"] = np.minimum(np.round(np.exp(often)), 2**32 - 1).astype(np.uint32)
        np.savez_compressed(out, allow_pickle=False, **parts)
        return out.getvalue()

    @classmethod
    def loaded(cls, data: bytes) -> Counts:
        """Return the counts a file holds; raise ImportRefusedError when it is none."""
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as parts:
                kind = int(parts["format"][0])
                total = float(parts["total"][0])
                sizes = range(1, LONGEST + 1)
                keys = tuple(np.cumsum(parts[f"keys{size}"], dtype=np.uint64) for size in sizes)
                often = tuple(np.log(parts[f"often{size}"]).astype(np.float32) for size in sizes)
        except Exception as error:
            raise _broken() from error
        if kind != FORMAT or [each.shape for each in keys] != [each.shape for each in often]:
            raise _broken()
        return cls(keys, often, total)


def _broken() -> ImportRefusedError:
    return ImportRefusedError("用语模型读不出来", mend="请用 gongwen learn 重新生成")
