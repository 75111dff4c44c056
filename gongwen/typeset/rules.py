"""Where a line may break: our own rules, and those of Word and LibreOffice, so that their lines can be foreseen.

Sources: GB/T 15834-2011, 5.1; Word's default lists for Chinese (MS-OI29500, 2.1.52); LibreOffice 7.4's lists for zh-CN.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class BreakRules:
    """One program's rules: marks kept from a line's start and end, marks that may hang, and spaces at Latin words.

    `gap` is the space between a full-width character and a Latin letter or digit in em; `edge` says that the
    letter-spacing is not applied where a portion ends (see scripts.py); `unbroken` are pairs of marks that stay together;
    `after_latin` are characters a Latin word may be broken after; `closing` are marks that hold a Latin letter or
    digit after them; `holds_quotes` says that an opening quotation mark stays with a Latin word or number before it,
    `by_language` that nothing hangs and no opening mark is parted from a word where the last letter or digit that fits
    is a Latin one, `free_after_latin` are marks that may begin a line there; `joining` are marks that hold the Latin words on both their sides
    together, `held` marks that stay with a Latin word before them; `loose` are characters that count
    as no Latin word there. `slack` twips of the line stay empty. `keeps_whole` says that what is
    kept with the next paragraph is never split. `widths` are those of characters, in em, that the Chinese typeface at
    hand makes narrower or wider than full-width, `joined` the pairs it draws as one glyph, where it is known: the
    letter-spacing between the two is lost.
    """

    name: str
    not_first: frozenset[str]
    not_last: frozenset[str]
    hanging: frozenset[str] = frozenset()
    gap: float = 1 / 4
    edge: bool = False
    unbroken: frozenset[str] = frozenset({"——", "……"})
    after_latin: str = "-"
    closing: frozenset[str] = frozenset()
    holds_quotes: bool = False
    by_language: bool = False
    free_after_latin: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    slack: float = 0.0
    keeps_whole: bool = False
    widths: Mapping[str, float] = field(default_factory=dict, hash=False)
    joined: frozenset[str] = frozenset()


_WORD_FIRST: Final = frozenset(
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
_WORD_LAST: Final = frozenset("$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥")
_WORD_HANGING: Final = frozenset("!%),.:;>?]}¢°·ˇ’”‰′″℃∶、。〃〉》」』】〕〗〞﹚﹜﹞！＂％＇），．：；？］｝￠")
_OFFICE_FIRST: Final = frozenset(
    ":!),.:;?]}¢'\"、。〉》」』】〕〗〞︰︱︳﹐､﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？｜｝︴︶︸︺︼︾﹀﹂﹄﹏～￠々‖•·ˇˉ―-′’”"
)
_OFFICE_LAST: Final = frozenset("([{£¥'\"‵〈《「『【〔〖（［｛￡￥〝︵︷︹︻︽︿﹁﹃﹙﹛﹝“‘")
_OFFICE_HANGING: Final = frozenset("!,.:;?、。！，．：；？")
_OFFICE_CLOSING: Final = frozenset("，、。．）》」』】〉〕”’·％℃‰①②③④⑤⑥⑦⑧⑨⑩∶―")
_SYMBOLS: Final = frozenset(
    chr(code)
    for first, last in ((0xA1, 0xC0), (0x250, 0x300), (0x370, 0x590), (0x2030, 0x2038), (0x2070, 0x2C00))
    for code in range(first, last)
)
"""Signs that LibreOffice takes for letters where it breaks a line as Unicode says: ² ° ≥ ℃ ‰."""

OPENING: Final = frozenset("（《〈〔【「『〖［｛")
"""Opening marks that LibreOffice leaves with a Latin word before them."""

OURS: Final = BreakRules(
    "ours", _WORD_FIRST | _OFFICE_FIRST, _WORD_LAST | _OFFICE_LAST, closing=_OFFICE_CLOSING | _SYMBOLS,
    holds_quotes=True, held=frozenset("％∶") | _SYMBOLS | OPENING,
)  # fmt: skip
"""What holds in every program: nothing hangs, a mark takes its character down with it."""

WORD: Final = BreakRules("word", _WORD_FIRST, _WORD_LAST)
WORD_HANGING: Final = BreakRules("word hanging", _WORD_FIRST, _WORD_LAST, hanging=_WORD_HANGING)
LIBREOFFICE: Final = BreakRules(
    "libreoffice", _OFFICE_FIRST, _OFFICE_LAST, gap=1 / 5, edge=True, unbroken=frozenset(), after_latin="-/!",
    closing=_OFFICE_CLOSING, holds_quotes=True, slack=5.0, keeps_whole=True,
)  # fmt: skip
LIBREOFFICE_HANGING: Final = BreakRules(
    "libreoffice hanging", _OFFICE_FIRST, _OFFICE_LAST, hanging=_OFFICE_HANGING, gap=1 / 5, edge=True,
    unbroken=frozenset(), after_latin="-/!", closing=(_OFFICE_CLOSING - _OFFICE_HANGING) | _SYMBOLS, holds_quotes=True,
    by_language=True, free_after_latin=frozenset("～｜"), joining=_OFFICE_HANGING - frozenset("：；"),
    held=frozenset("％∶") | _SYMBOLS,
    loose=frozenset("+"), slack=5.0, keeps_whole=True,
)  # fmt: skip

OTHERS: Final = (WORD, WORD_HANGING, LIBREOFFICE, LIBREOFFICE_HANGING)
"""The programs a file is opened in; whether marks hang depends on how each reads overflowPunct."""
