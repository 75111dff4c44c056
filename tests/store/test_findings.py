"""What is kept of findings: who called what right and why, the office's words; each in the trail, none of it destroyed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from sqlalchemy import select, text

from gongwen import edits
from gongwen.checks import Checker, Finding, Severity
from gongwen.checks.ignored import Scope, sift
from gongwen.errors import NotAllowedError, ReportFileError, StoreError
from gongwen.person import Person
from gongwen.store import Role, Store
from gongwen.store.findingschema import ignored
from tests.samples import small
from tests.store.test_backup import empty
from tests.store.test_verify import intruder

__all__ = ["empty"]

PEOPLE = {"拟": Role.DRAFTER, "审": Role.REVIEWER, "看": Role.READER}
WRONG = "全年召开专题会议4次，深入开展法制宣传教育"


def kept(where: Path | str) -> tuple[Store, str, tuple[Finding, ...]]:
    """Return a drafter's store with a report, and what is found in it."""
    store = Store.open(where, Person("拟"))
    made = store.create(edits.set_paragraphs(small(), "s2", (WRONG,)))
    store.members.set(made.id, PEOPLE)
    return store, made.id, Checker().check(made.document)


def of(findings: tuple[Finding, ...], severity: Severity) -> Finding:
    return next(each for each in findings if each.severity is severity)


def test_an_ignored_finding_is_kept_with_who_why_and_on_which_version(where: Path | str) -> None:
    store, name, findings = kept(where)
    must = of(findings, Severity.MUST)
    made = store.findings.ignore(name, must, Scope.PLACE, " 县里另有规定 ", version=1)
    assert (made.id, made.rule, made.scope, made.key) == (1, must.rule, Scope.PLACE, must.fingerprint)
    assert (made.excerpt, made.reason, made.by, made.version) == (must.excerpt, "县里另有规定", "拟", 1)
    reviewer = store.by(Person("审"))
    hint = of(findings, Severity.HINT)
    also = reviewer.findings.ignore(name, hint, Scope.PLACE, version=1)
    assert (also.id, also.by, also.reason) == (2, "审", "")
    assert Store.open(where).findings.ignored(name) == (made, also)
    open_, quiet = sift(findings, store.findings.ignored(name))
    assert {by for _, by in quiet} == {made, also}
    assert len(open_) == len(findings) - 2
    assert store.findings.ignore(name, must, Scope.PLACE, "再说一遍", version=1) == made


def test_what_must_be_mended_is_not_ignored_without_a_reason(where: Path | str) -> None:
    store, name, findings = kept(where)
    for scope in Scope:
        with pytest.raises(StoreError, match="理由"):
            store.findings.ignore(name, of(findings, Severity.MUST), scope, "  ", version=1)
    assert store.findings.ignored(name) == ()
    assert "ignore" not in {act.action for act in store.upkeep.acts(name)}


def test_who_only_reads_ignores_nothing(where: Path | str) -> None:
    store, name, findings = kept(where)
    made = store.findings.ignore(name, findings[0], Scope.PLACE, "对的", version=1)
    for who in ("看", "路人"):
        other = store.by(Person(who))
        with pytest.raises(NotAllowedError):
            other.findings.ignore(name, findings[1], Scope.PLACE, "对的", version=1)
        with pytest.raises(NotAllowedError):
            other.findings.restore(name, made.id)
        with pytest.raises(NotAllowedError):
            other.findings.add_word("法制宣传", name)
        assert other.findings.ignored(name) == (made,)
    assert store.findings.office().words == frozenset()


def test_a_version_that_never_was_and_a_word_that_is_none_are_refused(where: Path | str) -> None:
    store, name, findings = kept(where)
    for version in (0, 2):
        with pytest.raises(StoreError, match="没有存下"):
            store.findings.ignore(name, findings[0], Scope.PLACE, "对的", version=version)
    nowhere = next(each for each in findings if not each.excerpt)
    with pytest.raises(StoreError, match="忽略此处"):
        store.findings.ignore(name, nowhere, Scope.WORD, "对的", version=1)
    for word in ("", "，", "一" * 41, "两\n行"):
        with pytest.raises(StoreError, match="个字"):
            store.findings.add_word(word, name)


def test_what_is_taken_back_stays_in_the_trail_and_its_row_too(where: Path | str) -> None:
    store, name, findings = kept(where)
    one, two = (store.findings.ignore(name, each, Scope.PLACE, "对的", version=1) for each in findings[:2])
    store.by(Person("审")).findings.restore(name, one.id)
    assert store.findings.ignored(name) == (two,)
    with pytest.raises(StoreError, match="没有找到"):
        store.findings.restore(name, one.id)
    again = store.findings.ignore(name, findings[0], Scope.PLACE, "还是对的", version=1)
    assert (again.id, again.reason) == (3, "还是对的")
    assert [(act.action, act.actor) for act in store.upkeep.acts(name)][-4:] == [
        ("ignore", "拟"), ("ignore", "拟"), ("unignore", "审"), ("ignore", "拟"),
    ]  # fmt: skip
    with store._access.reading() as connection:
        rows = connection.execute(select(ignored).order_by(ignored.c.id)).mappings().all()
    assert [(row["id"], row["restored_by"]) for row in rows] == [(1, "审"), (2, None), (3, None)]
    assert store.upkeep.verify().faults == ()


def test_the_trail_holds_no_text(where: Path | str) -> None:
    store, name, findings = kept(where)
    store.findings.ignore(name, next(each for each in findings if each.excerpt), Scope.WORD, "领导定的", version=1)
    store.findings.add_word("法制宣传", name)
    store.findings.remove_word("法制宣传")
    details = "".join(json.dumps(dict(act.details), ensure_ascii=False) for act in store.upkeep.acts())
    assert "法制" not in details
    assert "领导定的" not in details
    assert [act.action for act in store.upkeep.acts()][-3:] == ["ignore", "word_add", "word_remove"]


def test_words_are_right_in_all_reports_until_they_are_taken_out(where: Path | str) -> None:
    store, name, _ = kept(where)
    store.findings.add_word(" 法制宣传 ", name)
    store.findings.add_word("法制宣传", name)
    store.by(Person("审")).findings.add_word("清溪办", name)
    assert Store.open(where).findings.office().words == {"法制宣传", "清溪办"}
    store.findings.remove_word("法制宣传")
    assert store.findings.office().words == {"清溪办"}
    with pytest.raises(StoreError, match=r"没有这个词.*words\.tsv"):
        store.findings.remove_word("法制宣传")
    store.findings.add_word("法制宣传", name)
    assert store.findings.office().words == {"法制宣传", "清溪办"}
    assert [act.action for act in store.upkeep.acts()].count("word_add") == 3


TAMPERINGS = {
    "reason": ("UPDATE ignored SET reason = '没说过'", "忽略被改过"),
    "who": ("UPDATE ignored SET actor = '别人'", "忽略被改过"),
    "taken back": ("UPDATE ignored SET restored_at = at, restored_by = '拟'", "忽略被改过"),
    "gone": ("DELETE FROM ignored", "忽略不见了"),
    "more": (
        "INSERT INTO ignored SELECT report_id, 2, rule, scope, key, excerpt, reason, actor, at, version, NULL, NULL FROM ignored",
        "忽略是凭空来的",
    ),
}


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_each_kind_of_tampering_is_found(where: Path | str, kind: str) -> None:
    store, name, findings = kept(where)
    store.findings.ignore(name, findings[0], Scope.PLACE, "对的", version=1)
    assert store.upkeep.verify().faults == ()
    statement, says = TAMPERINGS[kind]
    with intruder(store._access.engine) as connection:
        connection.execute(text(statement))
    assert says in "".join(fault.sentence for fault in store.upkeep.verify().faults)


def test_it_goes_along_to_another_store(where: Path | str, empty: Path | str) -> None:
    store, name, findings = kept(where)
    one, two = (store.findings.ignore(name, each, Scope.PLACE, "对的", version=1) for each in findings[:2])
    store.findings.restore(name, one.id)
    other = Store.open(empty, Person("另处"))
    other.upkeep.bring(store.upkeep.pack(name)[0], "报告.gongwen")
    assert other.findings.ignored(name) == (two,)
    assert other.upkeep.verify().faults == ()
    assert other.findings.ignore(name, findings[0], Scope.PLACE, "还是对的", version=1).id == 3


def test_a_file_of_before_there_was_any_is_taken_in_and_a_changed_one_is_refused(
    gongwen_home: Path, tmp_path: Path
) -> None:
    store, name, findings = kept(gongwen_home)
    plain = json.loads(gzip.decompress(store.upkeep.pack(name)[0]))
    old = {key: value for key, value in plain.items() if key != "ignored"} | {"version": 2}
    other = Store.open(tmp_path / "other")
    other.upkeep.bring(packed(old), "旧.gongwen")
    assert (other.findings.ignored(name), other.upkeep.verify().faults) == ((), ())
    with pytest.raises(ReportFileError, match="版本被改过"):
        Store.open(tmp_path / "third").upkeep.bring(packed(plain | {"version": 2}), "改.gongwen")
    store.findings.ignore(name, findings[0], Scope.PLACE, "对的", version=1)
    for column, value in (("reason", "没说过"), ("scope", "没有的"), ("rule", "AA01")):
        forged = json.loads(gzip.decompress(store.upkeep.pack(name)[0]))
        forged["ignored"][0][column] = value
        third = Store.open(tmp_path / "third")
        with pytest.raises(ReportFileError):
            third.upkeep.bring(packed(forged), "改过.gongwen")
        assert third.list() == ()


def packed(plain: dict[str, object]) -> bytes:
    return gzip.compress(json.dumps(plain, ensure_ascii=False).encode())


def test_a_backup_holds_it(where: Path | str, tmp_path: Path) -> None:
    store, name, findings = kept(where)
    made = store.findings.ignore(name, findings[0], Scope.PLACE, "对的", version=1)
    store.findings.add_word("法制宣传", name)
    assert store.upkeep.back_up(tmp_path / "backup.db.gz")[0].verdict.faults == ()
    other = Store.open(tmp_path / "other", Person("拟"))
    other.upkeep.recover(tmp_path / "backup.db.gz")
    assert (other.findings.ignored(name), other.findings.office().words) == ((made,), {"法制宣传"})
