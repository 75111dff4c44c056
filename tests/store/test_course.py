"""A report goes its steps: who may decides, on the text that stands, and what was signed is what was read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongwen import edits
from gongwen.checks import Checker, Finding, Severity
from gongwen.document import Header
from gongwen.errors import NotAllowedError, StoreError
from gongwen.person import Person
from gongwen.review.anchor import Anchor, anchored
from gongwen.review.annotation import Annotation, Outcome, Weight
from gongwen.review.course import Course, Obstacle, State
from gongwen.review.steps import NAME, Ruling
from gongwen.review.texts import texts
from gongwen.store import Role, Store
from tests.samples import sound

PEOPLE = {
    "拟": Role.DRAFTER, "核": Role.CHECKER, "会一": Role.COSIGNER, "会二": Role.COSIGNER, "审": Role.REVIEWER,
    "签": Role.SIGNER, "复": Role.PROOFREADER, "看": Role.READER,
}  # fmt: skip
FIRST = "全年召开专题会议4次，研究解决问题6项。"


class Office:
    """A report and the people who have a part in it."""

    def __init__(self, where: Path | str, people: dict[str, Role]) -> None:
        self.where, self.people = where, people
        made = self.of("拟").create(sound())
        self.name, self.version, self.document = made.id, made.version, made.document
        if people:
            self.of("拟").members.set(self.name, people)

    def of(self, who: str) -> Store:
        return Store.open(self.where, Person(who))

    @property
    def course(self) -> Course:
        return self.of("看").course.of(self.name)

    def decide(self, who: str, ruling: Ruling = Ruling.PASS, opinion: str = "同意") -> Course:
        return self.of(who).course.decide(self.name, self.version, ruling, opinion)

    def until_signed(self) -> None:
        self.decide("拟", Ruling.SUBMIT)
        for who in ("核", "会二", "会一", "审"):
            self.decide(who)
        self.decide("签", Ruling.SIGN)

    def write(self, who: str, text: str) -> None:
        saved = self.of(who).save(self.name, edits.set_paragraphs(self.document, "s2", (text,)), self.version)
        self.version, self.document = saved.version, saved.document

    def words(self, words: str) -> Anchor:
        found = texts(self.document)["s2"]
        return anchored(texts(self.document), "s2", found.index(words), found.index(words) + len(words))

    def annotate(self, who: str, words: str, weight: Weight = Weight.SHOULD) -> Annotation:
        return self.of(who).review.add(self.name, self.version, self.words(words), "请改", weight=weight)

    def states(self) -> list[str]:
        return [str(stage.state) for stage in self.course.stages]


@pytest.fixture
def office(where: Path | str) -> Office:
    made = Office(where, PEOPLE)
    made.write("拟", FIRST)
    return made


def test_a_report_goes_from_step_to_step_and_those_beside_each_other_sign_in_any_order(office: Office) -> None:
    turns = []
    for who, ruling in (
        ("拟", Ruling.SUBMIT), ("核", Ruling.PASS), ("会二", Ruling.PASS), ("会一", Ruling.PASS), ("审", Ruling.PASS),
        ("签", Ruling.SIGN), ("复", Ruling.PROOF),
    ):  # fmt: skip
        turns.append(office.course.turn)
        office.decide(who, ruling)
    assert turns == [("拟",), ("核",), ("会一", "会二"), ("会一",), ("审",), ("签",), ("复",)]
    done = office.course
    assert (done.current, done.turn, done.holds) == (None, (), True)
    assert office.states() == ["done"] * 6
    assert [each.name for each in done.decisions] == ["送审", "通过", "通过", "通过", "通过", "签发", "复核完成"]


def test_a_decision_carries_opinion_name_step_and_the_digest_of_a_milestone_made_with_it(office: Office) -> None:
    (made,) = office.decide("拟", Ruling.SUBMIT, "请审阅").decisions
    (mark,) = office.of("看").history.milestones(office.name)
    assert (made.opinion, made.by, made.step, made.round, made.version) == ("请审阅", "拟", "draft", 1, 2)
    assert (made.milestone, made.digest, made.version) == (mark.id, mark.digest, mark.number)
    assert mark.digest == office.of("看").history.digest(office.name, 2)
    assert (mark.name, office.of("看").list()[0].stage) == ("送审", "送审")


def test_who_may_not_decide_cannot_by_hand_either(office: Office) -> None:
    for who, ruling in (
        ("核", Ruling.SUBMIT), ("拟", Ruling.PASS), ("拟", Ruling.SIGN), ("看", Ruling.SUBMIT), ("路人", Ruling.SUBMIT),
        ("签", Ruling.SIGN), ("拟", Ruling.RETURN), ("复", Ruling.PROOF),
    ):  # fmt: skip
        with pytest.raises(NotAllowedError):
            office.decide(who, ruling)
    assert (office.course.decisions, office.of("看").history.milestones(office.name)) == ((), ())
    office.decide("拟", Ruling.SUBMIT)
    with pytest.raises(NotAllowedError, match=r"核稿.*请核定"):
        office.decide("签", Ruling.SIGN)


def test_a_decision_is_on_the_text_that_was_read(office: Office) -> None:
    office.decide("拟", Ruling.SUBMIT)
    read = office.version
    office.write("拟", FIRST + "又添了一句。")
    with pytest.raises(StoreError, match="又改了"):
        office.of("核").course.decide(office.name, read, Ruling.PASS, "")
    office.write("拟", FIRST)
    office.of("核").course.decide(office.name, read, Ruling.PASS, "")
    assert office.course.decisions[-1].version == office.version


def test_a_change_makes_decisions_stale_and_says_what_changed_and_undoing_it_makes_them_good(office: Office) -> None:
    office.decide("拟", Ruling.SUBMIT)
    office.decide("核")
    office.write("拟", FIRST.replace("4次", "5次"))
    now = office.course
    assert [each.stale for each in now.decisions] == [True, True]
    assert office.states()[:4] == ["stale", "stale", "current", "waiting"]
    changed = office.of("审").course.changed_since(office.name, now.decisions[1].id)
    assert [(row.old, row.new) for part in changed.parts for row in part.lines if row.place] == [
        (FIRST, FIRST.replace("4次", "5次"))
    ]
    office.write("拟", FIRST)
    assert [each.stale for each in office.course.decisions] == [False, False]


def test_a_step_that_says_so_is_done_again_when_the_text_changed(where: Path | str, gongwen_home: Path) -> None:
    built_in = (Path(__file__).parents[2] / "templates" / NAME).read_text("utf-8")
    gongwen_home.mkdir(parents=True, exist_ok=True)
    (gongwen_home / NAME).write_text(built_in.replace('roles = ["核稿"]', 'roles = ["核稿"]\nagain = true'), "utf-8")
    office = Office(where, PEOPLE)
    office.decide("拟", Ruling.SUBMIT)
    office.decide("核")
    office.write("拟", FIRST)
    assert (office.course.turn, office.states()[1]) == (("核",), "stale")
    office.decide("核")
    assert office.course.turn == ("会一", "会二")


def test_what_must_be_dealt_with_blocks_the_next_step_and_never_the_way_back(office: Office) -> None:
    office.decide("拟", Ruling.SUBMIT)
    must = office.annotate("核", "4次", Weight.MUST)
    with pytest.raises(StoreError, match=r"第 1 条必改意见还没有办结"):
        office.decide("核")
    assert office.of("拟").review.all(office.name) == ()
    office.decide("核", Ruling.RETURN, "次数不对")
    now = office.course
    assert (now.round, now.turn, now.decisions[-1].opinion) == (2, ("拟",), "次数不对")
    (blocker,) = now.blockers
    assert (blocker.why, blocker.ids) == (Obstacle.MUST, (must.id,))
    with pytest.raises(StoreError, match="第 1 条"):
        office.decide("拟", Ruling.SUBMIT)
    office.of("拟").review.close(office.name, must.id, Outcome.DECLINED, "台账如此", version=office.version)
    assert office.decide("拟", Ruling.SUBMIT).turn == ("核",)


def test_words_that_are_gone_and_unanswered_block_until_somebody_answers(office: Office) -> None:
    lost = office.annotate("核", FIRST)
    office.of("核").review.send(office.name)
    office.write("拟", "另起炉灶，讲的是食堂的伙食。")
    with pytest.raises(StoreError, match=r"第 1 条批注的原文已删"):
        office.decide("拟", Ruling.SUBMIT)
    office.of("拟").review.reply(office.name, lost.id, "这一段整个不要了")
    office.decide("拟", Ruling.SUBMIT)


def test_a_decision_sends_the_drafts_with_it_as_one_entry(office: Office) -> None:
    office.decide("拟", Ruling.SUBMIT)
    made = [office.annotate("核", words) for words in ("4次", "6项")]
    before = len(office.of("看").history.trail(office.name))
    office.decide("核")
    acts = office.of("看").history.trail(office.name)[before:]
    assert [act.action for act in acts] == ["milestone", "decide"]
    assert {each.id for each in office.of("拟").review.all(office.name)} == {each.id for each in made}


def test_sending_back_needs_a_word_and_begins_a_round_in_which_old_decisions_count_no_more(office: Office) -> None:
    office.decide("拟", Ruling.SUBMIT)
    office.decide("核")
    with pytest.raises(StoreError, match="意见"):
        office.decide("会一", Ruling.RETURN, " ")
    office.decide("会一", Ruling.RETURN, "再核一遍")
    assert (office.states()[:2], all(each.stale for each in office.course.decisions)) == (["current", "waiting"], True)
    assert office.annotate("核", "4次").round == 2


def test_after_signing_only_who_proofreads_changes_the_text(office: Office) -> None:
    office.until_signed()
    changed = edits.set_paragraphs(office.document, "s2", ("改了。",))
    for who in ("拟", "核", "审", "签", "看"):
        with pytest.raises(NotAllowedError):
            office.of(who).save(office.name, changed, office.version)
        with pytest.raises(NotAllowedError):
            office.of(who).save(office.name, changed, office.version, action="restore")
    assert office.of("看").load(office.name).document == office.document
    office.write("复", FIRST.replace("，", "；"))
    assert (office.course.holds, office.course.turn) == (True, ("复",))
    assert office.of("看").history.trail(office.name)[-1].details["corrections"]


def test_a_substantive_correction_goes_back_to_the_signer_and_undoing_it_does_not_leave_it_there(
    office: Office,
) -> None:
    office.until_signed()
    office.write("复", FIRST.replace("4次", "5次"))
    now = office.course
    assert (now.holds, now.turn, now.signed is not None and now.signed.stale) == (False, ("签",), True)
    with pytest.raises(NotAllowedError):
        office.decide("复", Ruling.PROOF)
    last = office.of("看").history.trail(office.name)[-1]
    assert set(last.details["corrections"].values()) == {"substance"}
    office.write("复", FIRST)
    assert (office.course.holds, office.course.turn) == (True, ("复",))
    office.write("复", FIRST.replace("4次", "5次"))
    office.decide("签", Ruling.SIGN)
    assert (office.course.holds, office.course.turn) == (True, ("复",))


def test_a_slip_is_called_one_by_who_proofreads_and_recorded(office: Office) -> None:
    office.until_signed()
    office.write("复", FIRST.replace("召开", "招开"))
    (one,) = office.course.corrections
    assert (office.course.turn, one.may_be_slip) == (("签",), True)
    with pytest.raises(NotAllowedError):
        office.of("拟").course.call_slips(office.name, [one.digest])
    now = office.of("复").course.call_slips(office.name, [one.digest])
    assert (now.holds, now.turn) == (True, ("复",))
    assert office.of("看").history.trail(office.name)[-1].action == "call_slip"
    office.write("复", FIRST.replace("4次", "5次"))
    (other,) = office.course.corrections
    with pytest.raises(NotAllowedError, match="错别字"):
        office.of("复").course.call_slips(office.name, [other.digest])


def test_a_correction_after_proofreading_is_proofread_again(office: Office) -> None:
    office.until_signed()
    office.decide("复", Ruling.PROOF)
    office.write("复", FIRST.replace("，", "；"))
    assert (office.course.turn, office.course.stages[-1].state) == (("复",), State.STALE)
    office.decide("复", Ruling.PROOF)
    assert office.course.current is None


def test_who_signed_may_take_it_back_for_changes(office: Office) -> None:
    office.until_signed()
    office.decide("复", Ruling.PROOF)
    with pytest.raises(NotAllowedError):
        office.decide("审", Ruling.RETURN, "我要改")
    office.decide("签", Ruling.RETURN, "有一处要重写")
    assert (office.course.turn, office.course.signed) == (("拟",), None)
    office.write("拟", "重写过了。")


def test_steps_nobody_has_are_left_out_but_no_report_goes_unsigned(where: Path | str) -> None:
    office = Office(where, {"拟": Role.DRAFTER, "审": Role.REVIEWER})
    office.decide("拟", Ruling.SUBMIT)
    office.decide("审")
    assert office.states() == ["done", "left_out", "left_out", "done", "current", "waiting"]
    with pytest.raises(NotAllowedError, match="签发"):
        office.decide("审", Ruling.SIGN)


def test_an_office_of_one_goes_all_steps_by_itself_and_signs_with_its_name(where: Path | str) -> None:
    office = Office(where, {})
    for ruling in (Ruling.SUBMIT, Ruling.PASS, Ruling.PASS, Ruling.SIGN, Ruling.PROOF):
        office.decide("拟", ruling)
    assert office.course.current is None
    assert office.states() == ["done", "done", "left_out", "done", "done", "done"]
    office.write("拟", FIRST)
    assert not office.course.holds


def test_a_file_of_steps_that_is_broken_is_said_in_a_sentence(office: Office, gongwen_home: Path) -> None:
    gongwen_home.mkdir(parents=True, exist_ok=True)
    (gongwen_home / NAME).write_text("[[stepp]]\n", "utf-8")
    with pytest.raises(StoreError, match=r"stepp.*是不是“step”"):
        _ = office.course


FAULTY = "全年召开专题会议4次，另有××次未记，研究解决问题6项。"


@pytest.fixture
def faulty(office: Office) -> Office:
    """An office whose report has something in it that the checks say must be mended."""
    office.write("拟", FAULTY)
    return office


def musts(office: Office) -> tuple[Finding, ...]:
    found = Checker().check(office.document)
    return tuple(each for each in found if each.severity is Severity.MUST)


def test_what_the_checks_say_must_be_mended_stands_in_the_way_until_it_is_mended(faulty: Office) -> None:
    (must,) = musts(faulty)
    (blocker,) = faulty.course.blockers
    assert (blocker.why, blocker.ids) == (Obstacle.FINDING, (must.fingerprint,))
    with pytest.raises(StoreError, match=r"还不能送审：检查出的“必改”还有 1 条没有改"):
        faulty.decide("拟", Ruling.SUBMIT)
    assert (faulty.course.decisions, faulty.of("看").history.milestones(faulty.name)) == ((), ())
    faulty.write("拟", FIRST)
    assert faulty.decide("拟", Ruling.SUBMIT).blockers == ()


def test_what_was_called_right_with_a_reason_stands_in_nobodys_way_until_that_is_taken_back(faulty: Office) -> None:
    (must,) = musts(faulty)
    made = faulty.of("核").findings.ignore(faulty.name, must, reason="原件如此", version=faulty.version)
    assert faulty.course.blockers == ()
    faulty.decide("拟", Ruling.SUBMIT)
    faulty.decide("核")
    faulty.of("审").findings.restore(faulty.name, made.id)
    with pytest.raises(StoreError, match="还不能通过"):
        faulty.decide("会一")
    faulty.decide("会一", Ruling.RETURN, "请写全")
    assert faulty.course.round == 2


def test_all_that_stands_in_the_way_is_named_together(faulty: Office) -> None:
    faulty.annotate("审", "专题会议", Weight.MUST)
    faulty.of("审").review.send(faulty.name)
    assert [each.why for each in faulty.course.blockers] == [Obstacle.MUST, Obstacle.FINDING]
    with pytest.raises(StoreError, match=r"第 1 条必改意见还没有办结；检查出的“必改”"):
        faulty.decide("拟", Ruling.SUBMIT)


def test_findings_stop_the_signature_but_not_the_proofreading_of_what_was_signed(office: Office) -> None:
    office.decide("拟", Ruling.SUBMIT)
    for who in ("核", "会一", "会二", "审"):
        office.decide(who)
    office.write("核", FAULTY)
    with pytest.raises(StoreError, match="还不能签发"):
        office.decide("签", Ruling.SIGN)
    (must,) = musts(office)
    made = office.of("核").findings.ignore(office.name, must, reason="原件如此", version=office.version)
    office.decide("签", Ruling.SIGN)
    office.of("核").findings.restore(office.name, made.id)
    assert office.course.blockers == ()
    assert office.decide("复", Ruling.PROOF).current is None


def test_who_signs_is_asked_for_at_the_check_and_not_before(where: Path | str) -> None:
    drafter = Store.open(where, Person("拟"))
    made = drafter.create(replace(sound(), header=Header()))
    drafter.members.set(made.id, {"拟": Role.DRAFTER, "核": Role.CHECKER, "签": Role.SIGNER})
    assert drafter.course.of(made.id).blockers == ()
    after = drafter.course.decide(made.id, 1, Ruling.SUBMIT)
    assert [each.why for each in after.blockers] == [Obstacle.FINDING]


def test_a_step_can_be_told_to_let_findings_pass(faulty: Office, gongwen_home: Path) -> None:
    built_in = (Path(__file__).parents[2] / "templates" / NAME).read_text("utf-8")
    gongwen_home.mkdir(parents=True, exist_ok=True)
    (gongwen_home / NAME).write_text(
        built_in.replace('decision = "送审"', 'decision = "送审"\nfindings = false'), "utf-8"
    )
    assert faulty.course.blockers == ()
    assert [each.why for each in faulty.decide("拟", Ruling.SUBMIT).blockers] == [Obstacle.FINDING]


def test_a_report_is_checked_once_a_version_and_anew_when_the_office_says_otherwise(
    faulty: Office, gongwen_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = faulty.of("拟")
    times: list[object] = []
    check = Checker.check

    def counted(self: Checker, *what: Any, **how: Any) -> tuple[Finding, ...]:
        times.append(what)
        return check(self, *what, **how)

    monkeypatch.setattr(Checker, "check", counted)
    for _ in range(3):
        assert store.course.of(faulty.name).blockers
    assert store.by(Person("审")).course.of(faulty.name).blockers
    assert len(times) == 1
    faulty.write("拟", FAULTY + "又一句。")
    assert store.course.of(faulty.name).blockers
    assert len(times) == 2
    (gongwen_home / "checks").mkdir(parents=True)
    (gongwen_home / "checks" / "words.tsv").write_text("词\n另有××次\n", "utf-8")
    store.course.of(faulty.name)
    assert len(times) == 3


def test_a_check_that_fails_is_a_sentence(faulty: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_what: Any, **_how: Any) -> tuple[Finding, ...]:
        raise RuntimeError(FAULTY)

    monkeypatch.setattr(Checker, "check", fails)
    with pytest.raises(StoreError, match=r"差错（RuntimeError）.*findings = false") as told:
        faulty.decide("拟", Ruling.SUBMIT)
    assert "专题" not in told.value.sentence
