"""A finding that was called right is silent while its text stands, whatever is written elsewhere, and no other is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from gongwen.checks import Checker, Finding, Hit, Rule, Setting, Severity
from gongwen.checks.cases import case
from gongwen.checks.ignored import Ignored, Scope, sift
from gongwen.store.findingschema import ignored as table


def _looked_for(text: str, _setting: Setting) -> Iterator[Hit]:
    for word in ("甲", "乙"):
        at = text.find(word)
        while at >= 0:
            yield Hit(at, at + 1, f"写了{word}")
            at = text.find(word, at + 1)


RULE = Rule(
    id="WD99", name="试", severity=Severity.SHOULD, clause="实践", why="试。", bad=("甲",), good=("丙",), read=_looked_for, most=4
)  # fmt: skip
GRAVE = Rule(
    id="WD98", name="重", severity=Severity.MUST, clause="实践", why="试。", bad=("甲",), good=("丙",), read=_looked_for, most=4
)  # fmt: skip


def found(text: str, rule: Rule = RULE) -> tuple[Finding, ...]:
    return Checker([rule]).check(case(text).document)


def ignore(finding: Finding, scope: Scope = Scope.PLACE, reason: str = "", number: int = 1) -> Ignored:
    key = finding.fingerprint if scope is Scope.PLACE else finding.excerpt
    return Ignored(number, finding.rule, scope, key, finding.excerpt, reason, "拟", datetime.now(UTC), 1)


def left(text: str, *ignored: Ignored, rule: Rule = RULE) -> list[tuple[str, int]]:
    """Return the section and start of each place that is open."""
    return [(place.section, place.start) for each in sift(found(text, rule), ignored)[0] for place in each.places]


ONE = "# 一节\n开头写得很长很长，甲在这里面，后面写得也很长很长。\n# 二节\n别的。"


@pytest.mark.parametrize(
    "edited",
    [
        ONE.replace("开头写得", "开头添了字写得"),
        ONE.replace("也很长很长。", "也很长。另起一句。"),
        "# 新的一节\n新的一段。\n" + ONE,
        "# 一节\n后来移动了。\n# 二节\n开头写得很长很长，甲在这里面，后面写得也很长很长。",
    ],
)
def test_a_place_stays_ignored_through_edits_elsewhere(edited: str) -> None:
    (one,) = found(ONE)
    assert left(edited) != []
    assert left(edited, ignore(one)) == []


@pytest.mark.parametrize(
    "edited", [ONE.replace("，甲在", "，乙在"), ONE.replace("很长，甲", "很长。甲"), ONE.replace("甲在这里", "甲不在")]
)
def test_a_place_whose_text_changed_is_found_again(edited: str) -> None:
    (one,) = found(ONE)
    assert len(left(edited, ignore(one))) == 1


TWINS = "# 一节\n走在前面的是这样，我们说甲在这里面，后来的是那样。\n再来，我们说甲在这里面，完了。"


def test_of_two_alike_only_the_ignored_one_is_silent_though_the_other_goes() -> None:
    first, second = found(TWINS)
    assert first.fingerprint != second.fingerprint
    assert [at for _, at in left(TWINS, ignore(second))] == [12]
    assert [at for _, at in left(TWINS, ignore(first))] == [6]
    alone = TWINS.replace("走在前面的是这样，我们说甲在这里面", "走在前面的是这样")
    assert left(alone, ignore(second)) == []
    assert len(left(alone, ignore(first))) == 1


def test_a_like_place_that_comes_later_is_open() -> None:
    (one,) = found("# 一节\n再来，我们说甲在这里面，完了。")
    assert left(TWINS, ignore(one)) == [("s1", 12)]


def test_two_paragraphs_that_are_the_same_are_told_apart_by_their_order() -> None:
    text = "# 一节\n同样的甲。\n同样的甲。\n同样的甲。"
    one, two, three = found(text)
    assert len({each.fingerprint for each in (one, two, three)}) == 3
    open_, quiet = sift((one, two, three), [ignore(two)])
    assert (open_, quiet[0][0]) == ((one, three), two)
    assert len(left(text.replace("\n同样的甲。", "", 1), ignore(two))) == 1


def test_a_word_is_ignored_in_the_whole_report_and_under_its_rule_alone() -> None:
    text = "# 一节\n有甲有乙。\n还是甲。"
    word = ignore(found(text)[0], Scope.WORD)
    assert left(text, word) == [("s1", 3)]
    assert left(text + "\n新写的甲。", word) == [("s1", 3)]
    assert len(left(text, word, rule=GRAVE)) == 3


def test_what_must_be_mended_is_silenced_by_a_reason_only() -> None:
    text = "# 一节\n有甲有乙。"
    first, _ = found(text, GRAVE)
    for scope in Scope:
        assert len(left(text, ignore(first, scope), rule=GRAVE)) == 2
        assert len(left(text, ignore(first, scope, " "), rule=GRAVE)) == 2
        assert left(text, ignore(first, scope, "原文如此"), rule=GRAVE) == [("s1", 3)]
        assert left(text, ignore(first, scope), ignore(first, scope, "原文如此", 2), rule=GRAVE) == [("s1", 3)]


MANY = "# 一节\n" + "\n".join(f"这是第{number}段，里面有甲也有话。" for number in "一二三四五六")


def test_many_alike_are_ignored_as_one_and_stay_so_while_they_are_of_the_same_words() -> None:
    (all_,) = found(MANY)
    assert all_.count == 6
    open_, quiet = sift((all_,), [ignore(all_)])
    assert (open_, quiet[0][0]) == ((), all_)
    assert left(MANY.replace("里面有甲也有话", "改了", 3), ignore(all_)) == []
    assert len(left(MANY + "\n这里是乙。", ignore(all_))) == 7


def test_of_many_alike_some_can_be_ignored_and_stay_so_when_they_become_many() -> None:
    few = "\n".join(MANY.split("\n")[:4])
    single = found(few)
    assert len(single) == 3
    ignored = [ignore(each, number=number) for number, each in enumerate(single, 1)]
    (open_,), quiet = sift(found(MANY), ignored)
    assert (open_.count, len(open_.each), [each.count for each, _ in quiet]) == (3, 3, [1, 1, 1])
    assert "共3处" in open_.message
    both = f"{MANY}\n这里是乙。"
    (open_,), _ = sift(found(both), [ignore(single[0], Scope.WORD)])
    assert (open_.excerpt, open_.count) == ("乙", 1)
    word = ignore(found(both)[0], Scope.WORD)
    assert left(both, word, ignore(open_, number=2)) == []


def test_a_key_has_room_in_its_column() -> None:
    longest = table.c.key.type.length or table.c.key.type.longest
    assert max(len(each.fingerprint) for each in found("# 一节\n同样的甲。\n同样的甲。")) + 6 < longest


def test_findings_of_rules_nothing_is_said_of_are_left_as_they_are() -> None:
    (one,) = found(ONE)
    assert sift((one,), ()) == ((one,), ())
    assert sift((), [ignore(one)]) == ((), ())
