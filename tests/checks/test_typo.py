"""The hint on typos: what a character can be mistaken for, counts of an archive, and what they find."""

from __future__ import annotations

import pytest

from gongwen.checks.alike import alike, is_alike


@pytest.mark.parametrize(("one", "other"), [("新", "形"), ("做", "作"), ("末", "未"), ("部", "布"), ("已", "己")])
def test_characters_said_or_written_alike_are_known(one: str, other: str) -> None:
    assert is_alike(one, other)
    assert is_alike(other, one)


def test_no_character_is_like_itself_and_none_like_a_mark() -> None:
    assert not is_alike("法", "法")
    assert not is_alike("法", "政")
    assert alike("，") == ""
