"""Text is searched without regard to widths, cases and marks; what stands in a text is found in it by any piece of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.store.words import LONGEST_PHRASE, MOST_PHRASES, Seeker, phrases, squeezed, tokens, wanted

TEXTS = st.text(st.sampled_from("法治政府建设年度2４aBＣ，。“” 、（1）々㎡𠮷é"), max_size=40)


def has(text: str, words: str) -> bool:
    """Whether an index that holds a text gives it for words, and the words really stand in it."""
    kept, asked = tokens([text]), phrases(words)
    given_back = all(
        any(word.startswith(token.text) for word in kept) if token.begins else token.text in kept
        for token in wanted(asked)
    )
    stands = Seeker(asked).all_in([text])
    assert given_back or not stands, "the index would hide a text that has the words"
    return stands


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("深入推进“放管服”改革。", "放管服改革"),
        ("深入推进放管服改革。", "“放管服”改革"),
        ("检查１，２８６件（次）", "1286"),
        ("检查1,286件", "１２８６"),
        ("推广ＡＩ应用", "ai应用"),
        ("推广AI应用", "Ａ"),
        ("建设Big  Data平台", '"big data"'),
        ("2024年度法治政府建设", "2024年"),
        ("今年", "年"),
        ("年初", "年"),
        ("一是抓培训，二是抓监督", "监督 培训"),
        ("𠮷林、峄城", "𠮷林"),
        ("99.2%", "99.2"),
    ],
)
def test_words_are_found_however_they_are_written(text: str, words: str) -> None:
    assert has(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("法治建设和政府工作", "法治政府"),
        ("检查12864件", "2864"),
        ("一是抓培训", "培训 监督"),
        ("工作好，报告多，作报表", "工作报"),
        ("big and data", '"big data"'),
    ],
)
def test_what_is_not_there_is_not_found(text: str, words: str) -> None:
    assert not has(text, words)


@given(TEXTS, st.integers(0, 40), st.integers(1, 12))
def test_any_piece_of_a_text_that_begins_with_a_word_finds_it(text: str, at: int, length: int) -> None:
    whole = squeezed(text)
    at = min(at, len(whole))
    while at and whole[at - 1 : at] < "\u2e80" and whole[at : at + 1] < "\u2e80":
        at -= 1
    piece = whole[at : at + length].strip()
    if piece:
        assert has(text, f'"{piece}"')


@given(TEXTS, TEXTS)
def test_an_index_never_hides_what_stands_in_a_text(text: str, words: str) -> None:
    has(text, words)


@given(TEXTS)
def test_what_is_marked_is_what_was_asked_for(text: str) -> None:
    for phrase in phrases(text):
        for start, end in Seeker([phrase]).ranges(text):
            assert squeezed(text[start:end]).startswith(phrase[:1])
            assert phrase in squeezed(text[start:end])


def test_phrases_are_few_and_short_and_without_marks() -> None:
    assert phrases("  ，。 “” ") == ()
    assert phrases("甲 乙 甲 “丙 丁”") == ("甲", "乙", "丙丁")
    assert len(phrases(" ".join(str(at) for at in range(50)))) == MOST_PHRASES
    assert len(phrases("长" * 500)[0]) == LONGEST_PHRASE
