"""How well annotations keep their place: real reports, random edits, and the truth by the identity of every character.

Half of the changed characters are phrases, a quarter sentences, a quarter paragraphs (half of these move). An annotation is alive when at
least half of its characters are left together, gone when less than a quarter is; it is right when it overlaps the truth by half of both.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen.errors import GongwenError
from gongwen.importers import import_bytes
from gongwen.review.anchor import anchored
from gongwen.review.following import follow
from gongwen.review.texts import texts
from gongwen.sample import sample
from gongwen.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongwen.review.anchor import Anchor

CORPUS: Final = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "full"
LEVELS: Final = (0.01, 0.05, 0.10, 0.20, 0.40)
MARKS: Final = 200
"""Annotations a document."""

Char = tuple[str, int]
"""A character and its identity; 0 is new."""

Truth = tuple[str, int, int]


class Model:
    """A document's texts whose characters know who they are."""

    def __init__(self, found: Mapping[str, str], dice: random.Random, foreign: Sequence[str]) -> None:
        count = 0
        self.parts: dict[str, list[Char]] = {}
        for key, text in found.items():
            self.parts[key] = [(char, count + at) for at, char in enumerate(text, 1)]
            count += len(text)
        self.size = count
        self._dice = dice
        self._foreign = foreign

    @property
    def texts(self) -> dict[str, str]:
        """The texts as they are now."""
        return {key: "".join(char for char, _ in part) for key, part in self.parts.items()}

    def change(self, share: float) -> None:
        """Change so large a share of all characters."""
        left = share * self.size
        while left > 0:
            left -= self.once()

    def once(self) -> int:
        """Make one change and return how many characters it was."""
        dice, keys = self._dice, [key for key, part in self.parts.items() if len(part) > 20]
        if not keys:
            return self.size
        key = dice.choices(keys, [len(self.parts[each]) for each in keys])[0]
        way = dice.random()
        if way < 0.72:  # phrases are short, so that most changes are phrases
            return self._phrase(self.parts[key])
        return self._sentence(self.parts[key]) if way < 0.94 else self._paragraph(key)

    def _new(self, size: int) -> list[Char]:
        text = self._dice.choice(self._foreign)
        start = self._dice.randrange(max(1, len(text) - size))
        return [(char, 0) for char in text[start : start + size].replace("\n", "，")]

    def _phrase(self, part: list[Char]) -> int:
        size, at = self._dice.randint(2, 10), self._dice.randrange(len(part) - 10)
        way = self._dice.choice(("replace", "insert", "delete", "number"))
        digits = [spot for spot, (char, _) in enumerate(part[at : at + 200], at) if char.isdigit()]
        if way == "number" and digits:
            part[digits[0]] = (self._dice.choice("0123456789"), 0)
            return 1
        if any(char == "\n" for char, _ in part[at : at + size]):
            size = 0
        part[at : at + (0 if way == "insert" else size)] = (
            [] if way == "delete" else self._new(self._dice.randint(2, 10))
        )
        return max(size, 2)

    def _bounds(self, part: list[Char], *, paragraph: bool) -> tuple[int, int]:
        text = "".join(char for char, _ in part)
        pieces = text.splitlines(keepends=True) if paragraph else sentences(text)
        spans, foot = [], 0
        for piece in pieces:
            spans.append((foot, foot + len(piece)))
            foot += len(piece)
        return self._dice.choice(spans)

    def _sentence(self, part: list[Char]) -> int:
        start, end = self._bounds(part, paragraph=False)
        way = self._dice.choice(("insert", "delete", "rewrite"))
        if way == "insert":
            made = self._new(self._dice.randint(15, 50))
            part[start:start] = made
            return len(made)
        if way == "delete":
            del part[start:end]
            return end - start
        for at in range(start, end):
            if self._dice.random() < 0.4 and part[at][0] != "\n":
                part[at] = self._new(1)[0] if self._dice.random() < 0.8 else part[at]
        return (end - start) // 3

    def _paragraph(self, key: str) -> int:
        part = self.parts[key]
        start, end = self._bounds(part, paragraph=True)
        if end - start > len(part) // 2 and len(self.parts) < 3:
            return 1
        way = self._dice.random()
        taken = part[start:end]
        if way < 0.25:
            part[start:start] = [*self._new(self._dice.randint(60, 200)), ("\n", 0)]
            return 120
        del part[start:end]
        if way >= 0.5:
            other = self.parts[self._dice.choice(list(self.parts))]
            spots = [0, *(at + 1 for at, (char, _) in enumerate(other) if char == "\n")]
            at = self._dice.choice(spots)
            other[at:at] = [*taken, *([] if taken and taken[-1][0] == "\n" else [("\n", 0)])]
        return end - start


def truth_of(model: Model, wanted: Sequence[int]) -> tuple[float, Truth | None]:
    """Return the share of an annotation's characters that are left together, and where."""
    ids = set(wanted)
    best: tuple[int, Truth] | None = None
    for key, part in model.parts.items():
        spots = [at for at, (_, name) in enumerate(part) if name in ids]
        while spots:
            near = [at for at in spots if at - spots[0] <= 3 * len(wanted) + 60]
            if best is None or len(near) > best[0]:
                best = len(near), (key, near[0], near[-1] + 1)
            spots = spots[len(near) :]
    return (best[0] / len(wanted), best[1]) if best else (0.0, None)


@dataclass(slots=True)
class Count:
    """What became of annotations."""

    alive: int = 0
    attached: int = 0
    right: int = 0
    exact: int = 0
    gone: int = 0
    false: int = 0
    spent: float = 0.0
    documents: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    def take(self, anchor: Anchor, share: float, truth: Truth | None) -> None:
        """Count one annotation."""
        if share < 0.25:
            self.gone += 1
            self.false += not anchor.lost
        elif share >= 0.5 and truth:
            self.alive += 1
            self.attached += not anchor.lost
            if not anchor.lost and anchor.key == truth[0]:
                common = min(anchor.end, truth[2]) - max(anchor.start, truth[1])
                self.right += common > 0 and common / (max(anchor.end, truth[2]) - min(anchor.start, truth[1])) >= 0.5
                self.exact += (anchor.start, anchor.end) == truth[1:]

    def row(self, name: str) -> str:
        """Return the line of the table."""
        share = self.right / max(1, self.alive), self.right / max(1, self.attached), self.exact / max(1, self.alive)
        false = f"{self.false}/{self.gone} ({100 * self.false / max(1, self.gone):.1f}%)"
        each = self.spent / max(1, self.documents) * 1000
        return f"{name:<28}{share[0]:>9.4f}{share[1]:>11.4f}{share[2]:>9.3f}{false:>20}{self.alive:>8}{each:>9.1f}"


def marks(found: Mapping[str, str], dice: random.Random) -> dict[str, tuple[Anchor, list[int]]]:
    """Return random annotations of all lengths: words, phrases, sentences, several sentences."""
    keys = [key for key, text in found.items() if len(text) > 30]
    made = {}
    for number in range(MARKS):
        key = dice.choices(keys, [len(found[each]) for each in keys])[0]
        text, way = found[key], dice.random()
        size = dice.randint(2, 6) if way < 0.25 else dice.randint(7, 20) if way < 0.6 else 0
        if size:
            start = dice.randrange(len(text) - size)
        else:
            pieces = sentences(text)
            first = dice.randrange(len(pieces))
            start = sum(map(len, pieces[:first]))
            size = sum(map(len, pieces[first : first + (1 if way < 0.9 else 3)]))
        while size > 1 and text[start + size - 1].isspace():
            size -= 1
        if not text[start : start + size].strip():
            continue
        made[str(number)] = anchored(found, key, start, start + size), list(range(start, start + size))
    return made


def documents(most: int) -> Iterator[dict[str, str]]:
    """Yield the texts of real reports, or of the sample where there are none here."""
    paths = sorted(CORPUS.glob("gwr*.txt"))[:most] if CORPUS.is_dir() else []
    for path in paths:
        try:
            found = texts(import_bytes(path.read_bytes(), name=path.name).document)
        except GongwenError:
            continue
        yield {key: text for key, text in found.items() if text}
    if not paths:
        yield {key: text for key, text in texts(sample()).items() if text}


def measure(
    found: Mapping[str, str], level: float, saves: int, seed: str, foreign: Sequence[str], count: Count
) -> None:
    """Edit one document so much in so many saves, follow its annotations and count what became of them."""
    dice = random.Random(seed)  # noqa: S311 - repeatable edits, no secrets
    model = Model(found, dice, foreign)
    made = marks(found, dice)
    names = {name: [model.parts[anchor.key][at][1] for at in spots] for name, (anchor, spots) in made.items()}
    anchors = {name: anchor for name, (anchor, _) in made.items()}
    before = model.texts
    for _ in range(saves):
        model.change(level / saves)
        after = model.texts
        begin = time.process_time()
        anchors |= follow(anchors, before, after)
        count.spent += time.process_time() - begin
        before = after
    count.documents += 1
    for name, anchor in anchors.items():
        assert anchor.lost or before[anchor.key][anchor.start : anchor.end] == anchor.now  # noqa: S101 - a figure of a broken one is none
        count.take(anchor, *truth_of(model, names[name]))


def later(found: Mapping[str, str], seed: str, count: Count) -> None:
    """Cut the sentences of annotations in one save and paste them elsewhere in a later one."""
    dice = random.Random(seed)  # noqa: S311
    keys = [key for key, text in found.items() if len(text) > 60]
    for _ in range(MARKS // 4):
        key, other = dice.choice(keys), dice.choice(keys)
        pieces = list(sentences(found[key]))
        at = dice.randrange(len(pieces))
        if len(pieces[at]) < 4:
            continue
        start = sum(map(len, pieces[:at]))
        anchor = anchored(found, key, start, start + len(pieces[at]))
        cut = {**found, key: "".join(pieces[:at] + pieces[at + 1 :])}
        gone = follow({"a": anchor}, found, cut).get("a", anchor)
        pasted = {**cut, other: cut[other] + "\n" + pieces[at]}
        back = follow({"a": gone}, cut, pasted).get("a", gone)
        count.alive += 1
        count.attached += not back.lost
        count.right += not back.lost and (back.key, back.start) == (other, len(cut[other]) + 1)
        count.exact += back.now == anchor.quote and not back.lost
    count.documents += 1


def twins(found: Mapping[str, str], seed: str, count: Count) -> None:
    """Delete annotated sentences that have a near copy elsewhere in the same text; attached to the copy is wrong."""
    dice = random.Random(seed)  # noqa: S311
    for key, text in found.items():
        pieces = list(sentences(text))
        if len(pieces) < 4:
            continue
        at = dice.randrange(len(pieces))
        words = pieces[at]
        if len(words) < 8:
            continue
        copy = "".join(dice.choice("甲乙丙丁") if dice.random() < 0.15 else char for char in words.rstrip("\n"))
        with_copy = {**found, key: "".join([*pieces[: at + 1], *pieces[at + 1 :]]) + "\n" + copy}
        start = sum(map(len, pieces[:at]))
        anchor = anchored(with_copy, key, start, start + len(words))
        without = {**with_copy, key: "".join(pieces[:at] + pieces[at + 1 :]) + "\n" + copy}
        after = follow({"a": anchor}, with_copy, without).get("a", anchor)
        count.gone += 1
        count.false += not after.lost
    count.documents += 1


def _others(all_texts: Sequence[Mapping[str, str]], own: int) -> list[str]:
    """Return texts of other documents, to insert words of; where there is one only, its own, backwards."""
    if len(all_texts) == 1:
        return [text[::-1] for text in all_texts[0].values() if len(text) > 100]
    return [text for at, found in enumerate(all_texts) if at != own for text in found.values() if len(text) > 100]


def main() -> None:
    """Print the table; the number of documents can be given."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    all_texts = list(documents(most))
    print(f"{len(all_texts)} documents, {MARKS} annotations each, two seeds\n")
    print(f"{'':<28}{'recall':>9}{'precision':>11}{'exact':>9}{'wrong of gone':>20}{'alive':>8}{'ms':>9}")
    for level in LEVELS:
        count = Count()
        for at, found in enumerate(all_texts):
            for seed in range(2):
                measure(found, level, 1, f"{at} {seed} {level}", _others(all_texts, at), count)
        print(count.row(f"{level:.0%} changed, one save"), flush=True)
    for name, saves in (("40% changed in 20 saves", 20),):
        count = Count()
        for at, found in enumerate(all_texts):
            measure(found, 0.4, saves, f"{at} many", _others(all_texts, at), count)
        print(count.row(name), flush=True)
    for name, run in (("cut, pasted a save later", later), ("a twin stays, it is deleted", twins)):
        count = Count()
        for at, found in enumerate(all_texts):
            run(found, f"{at} {name}", count)
        print(count.row(name), flush=True)


if __name__ == "__main__":
    main()
