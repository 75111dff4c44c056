"""Old automatic saves can be thinned; what anybody may ask for again stays, and the trail says what is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from gongwen import edits
from gongwen.document import Document
from gongwen.errors import StoreError
from gongwen.person import Person
from gongwen.store import Answer, Store
from gongwen.store.retention import Rule, Tidied, rule_of, stretches, tidy
from gongwen.store.schema import blob, metadata
from tests.samples import long, small
from tests.store.test_verify import JIA, YI, intruder

RULE = Rule(days=90, minutes=30)
BEGAN = datetime(2026, 1, 1, 8, tzinfo=UTC)
LATER = BEGAN + timedelta(days=200)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each save is a minute after the one before, all long ago."""
    minutes = count()

    def now() -> str:
        return (BEGAN + timedelta(minutes=next(minutes))).isoformat(timespec="milliseconds")

    for room in ("saving", "history", "questions"):
        monkeypatch.setattr(f"gongwen.store.{room}.now", now)


def said(number: int, section: str = "s4") -> Document:
    return edits.set_paragraphs(small(), section, (f"第{number}句。",))


def written(store: Store, saves: int) -> str:
    """Return a report that was saved so many times after it was made."""
    name = store.create(small()).id
    for number in range(2, saves + 2):
        store.save(name, said(number), number - 1)
    return name


def tidied(store: Store, rule: Rule = RULE, now: datetime = LATER) -> Tidied:
    return tidy(store._access, rule, now=now)


def kept(store: Store, name: str) -> list[int]:
    return [version.number for version in store.history.versions(name)]


def test_a_stretch_leaves_its_last_save_and_the_trail_says_what_went(where: Path | str) -> None:
    store = Store.open(where, JIA)
    name = written(store, 70)
    done = tidied(store)
    # made at 8:00 (1), saved each minute after: the stretches end at 8:29 (30), 8:59 (60), and 9:10 is what stands (71)
    assert kept(store, name) == [1, 30, 60, 71]
    assert done.removed == {name: (*range(2, 30), *range(31, 60), *range(61, 71))}
    assert (done.kept, done.refused) == (4, ())
    act = store.upkeep.acts()[-1]
    assert (act.action, act.report) == ("tidy", name)
    assert act.details == {"removed": [[2, 29], [31, 59], [61, 70]], "days": 90, "minutes": 30}
    verdict = store.upkeep.verify()
    assert (verdict.faults, verdict.versions) == ((), 4)
    assert [store.history.at(name, number) for number in (1, 30, 60, 71)] == [small(), said(30), said(60), said(71)]
    assert store.history.at(name, 45) == said(30)
    assert tidied(store).removed == {}
    with store._access.reading() as connection:
        assert (
            connection.execute(select(func.count()).select_from(blob)).scalar_one()
            == len(list(small().walk())) - len(small().annexes) + 4
        )
    store.close()


def test_what_is_younger_or_all_of_it_stays(where: Path | str) -> None:
    store = Store.open(where, JIA)
    name = written(store, 20)
    for rule, now in ((RULE, BEGAN + timedelta(days=89)), (Rule(), LATER)):
        assert tidied(store, rule, now).removed == {}
    assert len(kept(store, name)) == 21
    tidied(store, RULE, BEGAN + timedelta(days=90, minutes=10, seconds=30))
    assert kept(store, name) == [1, *range(12, 22)]
    store.close()


def test_what_something_refers_to_stays(where: Path | str) -> None:
    one, two = Store.open(where, JIA), Store.open(where, YI)
    name = written(one, 5)  # 2 to 6
    one.history.mark(name, "送审稿", number=3)
    one.log("export", name, 4, file="一.docx", sha256="0" * 64)
    document = one.save(name, said(7), 6, action="restore").document  # 7
    one.save(name, edits.set_paragraphs(document, "s2", ("甲。",)), 7)  # 8
    asked = two.save(name, edits.set_paragraphs(document, "s2", ("乙。",)), 7).questions[0]  # 9, on 7
    one.questions.settle(name, asked.id, Answer.MINE, "乙。")
    for number in range(9, 13):
        standing = one.load(name).document
        one.save(name, edits.set_paragraphs(standing, "s3", (f"丙{number}。",)), number)  # 10 (the answer) to 13
    tidied(one)
    # 8 stays since the next is another's; 7 is the base of a merge, and a restore; 11 and 12 go into 13
    assert kept(one, name) == [1, 3, 4, 7, 8, 9, 10, 13]
    assert one.upkeep.verify().faults == ()
    assert [each.number for each in one.history.milestones(name)] == [3]
    assert one.questions.all(name)[0].answer is Answer.MINE
    for each in (one, two):
        each.close()


def test_nobody_is_made_the_writer_of_anothers_sentence(where: Path | str) -> None:
    one, two = Store.open(where, JIA), Store.open(where, YI)
    name = one.create(small()).id
    document, sentences = small(), []
    for number in range(2, 14):
        store = one if number // 3 % 2 else two
        sentences.append(f"{store.person.name}的第{number}句。")
        document = store.save(name, edits.set_paragraphs(document, "s4", ("".join(sentences),)), number - 1).document
    before = [(author.text, author.actor) for author in one.history.authors(name, "s4")]
    done = tidied(one)
    assert done.removed
    assert [(author.text, author.actor) for author in one.history.authors(name, "s4")] == before
    for each in (one, two):
        each.close()


def test_one_may_go_on_from_a_version_that_is_gone(where: Path | str) -> None:
    one, two = Store.open(where, JIA), Store.open(where, YI)
    name = written(one, 10)
    opened = two.history.at(name, 5)
    tidied(one)
    assert 5 not in kept(one, name)
    mine = edits.set_paragraphs(opened, "s2", ("乙在旧的一稿上写的。",))
    saved = two.save(name, mine, 5)
    assert saved.document.section("s2").paragraphs == ("乙在旧的一稿上写的。",)
    texts = saved.document.section("s4").paragraphs + tuple(
        side for each in saved.questions for side in (each.question.mine, each.question.theirs)
    )
    assert any("第11句。" in each for each in texts)
    assert one.upkeep.verify().faults == ()
    for each in (one, two):
        each.close()


def test_a_report_that_does_not_hold_is_left_alone(where: Path | str) -> None:
    store = Store.open(where, JIA)
    good, bad = written(store, 5), written(store, 5)
    with intruder(store._access.engine) as connection:
        connection.execute(
            text("UPDATE revision SET actor = '丙' WHERE number = 3 AND report_id = :name"), {"name": bad}
        )
    done = tidied(store)
    assert list(done.removed) == [good]
    assert "第 3 稿的作者、时间或者来历被改过" in done.refused[0]
    assert kept(store, bad) == [1, 2, 3, 4, 5, 6]
    store.close()


def test_what_was_tidied_away_cannot_come_back_unseen(where: Path | str) -> None:
    store = Store.open(where, JIA)
    name = written(store, 5)
    tidied(store)
    with intruder(store._access.engine) as connection:
        connection.execute(
            text(
                "INSERT INTO revision (report_id, number, at, actor, session, action) SELECT report_id, 3, at, actor, session, action FROM revision WHERE number = 6 AND report_id = :name"
            ),
            {"name": name},
        )
    assert "第 3 稿早已按规则删去，又出现了" in store.upkeep.verify().faults[0].sentence
    store.close()


def test_the_disk_gets_its_room_back(gongwen_home: Path) -> None:
    store = Store.open(gongwen_home, JIA)
    name = store.create(small()).id
    for number in range(2, 120):
        store.save(name, replace(long(20_000), title=f"{number}", note=f"{number * 7919}" * 300), number - 1)
    done = tidied(store)
    assert done.after < done.before / 2
    assert store.upkeep.verify().faults == ()
    store.close()


def test_a_thinned_report_goes_to_another_machine_and_into_a_backup(gongwen_home: Path, tmp_path: Path) -> None:
    store = Store.open(gongwen_home, JIA)
    name = written(store, 10)
    tidied(store)
    other = Store.open(tmp_path / "other", Person("丁"))
    other.upkeep.bring(store.upkeep.pack(name)[0], "一.gongwen")
    other.save(name, said(99), 11)
    tidied(other)
    assert other.upkeep.verify().faults == ()
    assert other.history.versions(name)[:-1] == store.history.versions(name)
    made, _ = other.upkeep.back_up(tmp_path / "一.db.gz")
    assert made.verdict.faults == ()
    for each in (store, other):
        each.close()


@given(
    acts=st.lists(
        st.tuples(
            st.booleans(),
            st.sampled_from(["s2", "s3", "s4"]),
            st.sampled_from(["save"] * 6 + ["mark", "restore", "old"]),
        ),
        max_size=25,
    ),
    minutes=st.integers(1, 20),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
def test_whatever_was_done_thinning_loses_nothing_that_was_to_stay(
    gongwen_home: Path, acts: list[tuple[bool, str, str]], minutes: int
) -> None:
    one, two = Store.open(gongwen_home, JIA), Store.open(gongwen_home, YI)
    name = one.create(small()).id
    for number, (first, section, kind) in enumerate(acts):
        store, draft = (one if first else two), one.load(name)
        version = max(1, draft.version - 2) if kind == "old" else draft.version
        base = one.history.at(name, version)
        if kind == "mark":
            one.history.mark(name, f"稿{number}")
        else:
            action = "restore" if kind == "restore" else "save"
            store.save(name, edits.set_paragraphs(base, section, (f"第{number}句。",)), version, action=action)
    before = {version.number: one.history.at(name, version.number) for version in one.history.versions(name)}
    marked = {each.number for each in one.history.milestones(name)}
    tidied(one, Rule(1, minutes))
    left = kept(one, name)
    assert marked | {1, max(before)} <= set(left)
    assert {number: one.history.at(name, number) for number in left} == {number: before[number] for number in left}
    assert one.load(name).document == before[max(before)]
    assert one.upkeep.verify().faults == ()
    for each in (one, two):
        each.close()


@pytest.mark.parametrize(
    ("plain", "says"),
    [
        ("keep = ", "读不出来"), ('kep = "all"', "是不是“keep”"), ("stranger = 1", "可以写的有"), ('keep = "some"', "keep 写错了"),
        ('keep = "thinned"', "days 写错了"), ('keep = "thinned"\ndays = 0\nminutes = 5', "days 写错了"),
        ('keep = "thinned"\ndays = true\nminutes = 5', "days 写错了"), ('keep = "thinned"\ndays = 9\nminutes = 9999', "minutes 写错了"),
    ],
)  # fmt: skip
def test_a_rule_that_is_not_right_is_a_sentence(tmp_path: Path, plain: str, says: str) -> None:
    (tmp_path / "retention.toml").write_text(plain, "utf-8")
    with pytest.raises(StoreError, match=says):
        rule_of(tmp_path)


def test_without_a_rule_all_is_kept(tmp_path: Path) -> None:
    assert rule_of(tmp_path) == Rule()
    (tmp_path / "retention.toml").write_text('keep = "all"\ndays = 90', "utf-8")
    assert rule_of(tmp_path) == Rule()
    (tmp_path / "retention.toml").write_text('keep = "thinned"\ndays = 90\nminutes = 30', "utf-8")
    assert rule_of(tmp_path) == Rule(90, 30)


def test_numbers_are_told_as_stretches() -> None:
    assert stretches([]) == []
    assert stretches([2, 3, 4, 7, 9, 10]) == [[2, 4], [7, 7], [9, 10]]


def test_every_table_is_backed_up_or_left_on_purpose() -> None:
    from gongwen.store.backup import LEFT

    carried = {
        "report",
        "section",
        "picture",
        "blob",
        "revision",
        "change",
        "milestone",
        "question",
        "unsaved",
        "member",
        "audit",
        "annotation",
        "reply",
        "closing",
        "read_mark",
        "decision",
        "called",
        "trip",
        "returned",
        "alias",
        "ignored",
        "word",
    }
    assert set(metadata.tables) == carried | LEFT
