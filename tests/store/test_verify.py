"""Whatever is changed past the program is found by holding the store against its trail, and the first link is named."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from gongwen import edits
from gongwen.errors import StoreError
from gongwen.person import KnownBy, Person
from gongwen.store import Answer, Role, Store
from gongwen.store.audit import hash_of
from gongwen.store.schema import audit
from gongwen.store.verify import Verdict
from tests.pictures import illustrated, png
from tests.samples import small
from tests.store.test_migrations import NAMES, write_first

JIA, YI = Person("甲", KnownBy.PROXY), Person("乙")


def lived(where: Path | str) -> tuple[Store, str]:
    """Return a store with two reports, one of which has been through all that the trail tells of."""
    one, two = Store.open(where, JIA), Store.open(where, YI)
    name = one.create(small()).id
    one.save(name, edits.set_paragraphs(small(), "s4", ("甲写的一句。",)), 1)
    asked = two.save(name, edits.set_paragraphs(small(), "s4", ("乙写的一句。",)), 1).questions[0]
    one.questions.settle(name, asked.id, Answer.BOTH, "甲写的一句。乙写的一句。")
    both = edits.set_paragraphs(small(), "s4", ("甲写的一句。乙写的一句。",))
    version = one.save(name, both, 3).version
    one.history.mark(name, "送审稿", "报办公室")
    one.members.set(name, {"甲": Role.DRAFTER, "乙": Role.CHECKER})
    one.log("export", name, version, file="报告.docx", sha256="0" * 64)
    other = two.create(replace(small(), title="另一份报告"))
    two.save(other.id, replace(small(), title="另一份报告", note="改过"), 1)
    two.close()
    return one, name


@contextmanager
def intruder(engine: Engine, *, guards: bool = True) -> Iterator[Connection]:
    """Give a connection past the program, on which the trail can be changed; the triggers are put back after."""
    with engine.begin() as connection:
        server = engine.dialect.name == "postgresql"
        made = []
        if server:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        else:
            made = list(
                connection.execute(
                    text("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'audit' AND type = 'trigger'")
                )
            )
            for name, _ in made:
                connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection
        if server and guards:
            connection.execute(text("ALTER TABLE audit ENABLE TRIGGER USER"))
        elif guards:
            for _, sql in made:
                connection.execute(text(sql))


def verdict_after(where: Path | str, *statements: str) -> Verdict:
    store, name = lived(where)
    assert store.upkeep.verify().faults == ()
    with intruder(store._access.engine) as connection:
        for statement in statements:
            assert connection.execute(text(statement), {"name": name} if ":name" in statement else {}).rowcount != 0
    verdict = store.upkeep.verify()
    store.close()
    return verdict


def test_what_the_program_did_holds(where: Path | str) -> None:
    store, _ = lived(where)
    verdict = store.upkeep.verify()
    assert (verdict.entries, verdict.reports, verdict.versions, verdict.faults) == (10, 2, 6, ())
    assert store.upkeep.verify(verdict.head[:16]).noted == 10
    store.close()


CLOSED_UP = [f"UPDATE audit SET seq = {at - 1} WHERE seq = {at}" for at in range(7, 11)]  # noqa: S608 - of this test
TAMPERINGS = {
    "an actor changed": (["UPDATE audit SET actor = '丙' WHERE seq = 3"], 3, "内容被改过"),
    "a moment changed": (["UPDATE audit SET at = '2020-01-01T00:00:00.000+00:00' WHERE seq = 2"], 2, "内容被改过"),
    "a name made trusted": (["UPDATE audit SET verified = (1 = 1) WHERE seq = 3"], 3, "内容被改过"),
    "a file's hash changed": (["UPDATE audit SET details = replace(details, '0000', '1111') WHERE seq = 8"], 8, "内容被改过"),
    "details that are none": (["UPDATE audit SET details = 'x' WHERE seq = 4"], 4, "内容被改过"),
    "an entry deleted": (["DELETE FROM audit WHERE seq = 6"], 6, "第 6 条不见了"),
    "the first deleted": (["DELETE FROM audit WHERE seq = 1"], 1, "第 1 条不见了"),
    "deleted and closed up": (
        ["DELETE FROM audit WHERE seq = 6", *CLOSED_UP],
        6, "接不上",
    ),
    "two changed places": (
        ["UPDATE audit SET seq = 99 WHERE seq = 5", "UPDATE audit SET seq = 5 WHERE seq = 6", "UPDATE audit SET seq = 6 WHERE seq = 99"],
        5, "接不上",
    ),
    "the tail cut off": (["DELETE FROM audit WHERE seq >= 10"], 9, "最后一稿是第 1 稿，现在却记成第 2 稿"),
    "all cut off": (["DELETE FROM audit"], 0, "凭空来的"),
    "texts swapped in blob": (
        [("UPDATE blob SET data = (SELECT b.data FROM blob b WHERE b.digest <> blob.digest ORDER BY b.digest LIMIT 1) "
         "WHERE digest = (SELECT digest FROM change WHERE report_id = :name AND number = 2 AND part = 's4')")],
        2, "第 2 稿的“存在的不足和原因”一节存下的文字被改过",
    ),
    "a blob deleted": (
        ["DELETE FROM blob WHERE digest = (SELECT digest FROM change WHERE report_id = :name AND number = 2 AND part = 's4')"],
        2, "存下的文字被改过，或者不见了",
    ),
    "the standing text": (["UPDATE section SET paragraphs = '[\"假的。\"]' WHERE report_id = :name AND section_id = 's4'"], 5, "被绕过程序改过"),
    "a standing section never touched": (
        ["UPDATE section SET paragraphs = '[\"假的。\"]' WHERE report_id = :name AND section_id = 's2'"], 1, "“加强组织领导”一节被绕过程序改过",
    ),
    "the standing frame": (["UPDATE report SET frame = replace(frame, '县委', '市委') WHERE id = :name"], 1, "标题、目录和各栏被绕过程序改过"),
    "a standing section deleted": (["DELETE FROM section WHERE report_id = :name AND section_id = 's3'"], 1, "“规范执法行为。”一节不见了"),
    "a standing section inserted": (
        ["INSERT INTO section (report_id, section_id, paragraphs, version, saved_at, saved_by) VALUES (:name, 's9', '[]', 1, '', '')"], 0, "凭空来的",
    ),
    "who saved a section last": (["UPDATE section SET saved_by = '丙' WHERE report_id = :name AND section_id = 's4'"], 5, "作者被改过"),
    "who saved last": (["UPDATE report SET saved_by = '丙' WHERE id = :name"], 5, "最后保存的人"),
    "the standing version": (["UPDATE report SET version = 7 WHERE id = :name"], 5, "最后一稿是第 4 稿，现在却记成第 7 稿"),
    "a revision deleted": (
        ["DELETE FROM change WHERE report_id = :name AND number = 2", "DELETE FROM revision WHERE report_id = :name AND number = 2"],
        2, "第 2 稿不见了",
    ),
    "a revision inserted": (
        ["INSERT INTO revision (report_id, number, at, actor, session, action) VALUES (:name, 9, '2026-01-01T00:00:00.000+00:00', '甲', '', 'save')"],
        0, "第 9 稿是凭空来的",
    ),
    "an author changed": (["UPDATE revision SET actor = '丙' WHERE report_id = :name AND number = 2"], 2, "第 2 稿的作者、时间或者来历被改过"),
    "a version's moment changed": (["UPDATE revision SET at = '2020-01-01T00:00:00.000+00:00' WHERE report_id = :name AND number = 1"], 1, "第 1 稿的作者、时间"),
    "a merge's base changed": (["UPDATE revision SET base = 2 WHERE report_id = :name AND number = 3"], 3, "来历被改过"),
    "a change's digest changed": (
        ["UPDATE change SET digest = (SELECT min(c.digest) FROM change c WHERE c.part = 's3') WHERE report_id = :name AND number = 2"], 2, "记录被换过",
    ),
    "a change deleted": (["DELETE FROM change WHERE report_id = :name AND number = 1 AND part = 's3'"], 1, "记录被换过"),
    "a report deleted": (["DELETE FROM report WHERE id = :name"], 5, "整份报告不见了"),
    "a report inserted": (
        ["INSERT INTO report (id, kind, year, title, frame, characters, version, created_at, saved_at) VALUES ('x', '', 0, '假', '{}', 0, 1, '', '')"],
        0, "“假”：这份报告是凭空来的",
    ),
    "a milestone renamed": (["UPDATE milestone SET name = '定稿'"], 6, "定名的“送审稿”被改过"),
    "a milestone's note": (["UPDATE milestone SET note = ''"], 6, "定名的“送审稿”被改过"),
    "a milestone moved": (["UPDATE milestone SET number = 1"], 6, "定名的“送审稿”被改过"),
    "a milestone deleted": (["DELETE FROM milestone"], 6, "定名的“送审稿”不见了"),
    "a milestone inserted": (
        ["INSERT INTO milestone (id, report_id, number, name, note, digest, at, actor) VALUES ('m', :name, 1, '定稿', '', '', '', '甲')"], 0, "“定稿”是凭空来的",
    ),
    "a question's text": (["UPDATE question SET theirs = '没有写过的。'"], 3, "两种写法的文字"),
    "a question deleted": (["DELETE FROM question"], 3, "一处两种写法不见了"),
    "an answer changed": (["UPDATE question SET answer = 'mine'"], 4, "选定的结果被改过"),
    "an answer's text": (["UPDATE question SET answer_text = '别的。'"], 4, "选定的结果被改过"),
    "who answered": (["UPDATE question SET answered_by = '乙'"], 4, "选定的结果被改过"),
    "an answer taken back": (["UPDATE question SET answer = NULL"], 4, "选定了没有"),
    "a role raised": (["UPDATE member SET role = 'drafter' WHERE actor = '乙'"], 7, "谁能做什么，被改过"),
    "the roles removed": (["DELETE FROM member"], 7, "谁能做什么，被改过"),
}  # fmt: skip


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_each_kind_of_tampering_is_found_and_the_first_link_named(where: Path | str, kind: str) -> None:
    statements, seq, says = TAMPERINGS[kind]
    first = verdict_after(where, *statements).faults[0]
    assert first.seq == seq
    assert says in first.sentence
    assert re.search(r"[一-鿿]。$", first.sentence)


def test_the_database_refuses_and_a_guard_taken_away_is_missed(where: Path | str) -> None:
    store, _ = lived(where)
    for statement in ("UPDATE audit SET actor = '丙'", "DELETE FROM audit"):
        with pytest.raises(Exception, match="append-only"), store._access.engine.begin() as connection:
            connection.execute(text(statement))
    with intruder(store._access.engine, guards=False):
        pass
    (fault,) = store.upkeep.verify().faults
    assert "关卡被拆掉了" in fault.sentence
    store.close()


def test_a_picture_exchanged_is_found(where: Path | str) -> None:
    store = Store.open(where, JIA)
    store.create(illustrated())
    assert store.upkeep.verify().faults == ()
    with intruder(store._access.engine) as connection:
        connection.execute(text("UPDATE picture SET data = :data"), {"data": png(40, 31)})
    fault = store.upkeep.verify().faults[0]
    assert (fault.seq, "第 1 稿的一张图片被换过" in fault.sentence) == (1, True)
    store.close()


def rewritten(connection: Connection) -> None:
    """Chain all entries anew, as somebody can who holds the database."""
    previous = "0" * 64
    for row in list(connection.execute(audit.select().order_by(audit.c.seq)).mappings()):
        made = {**row, "previous": previous}
        previous = hash_of(made)
        change = audit.update().where(audit.c.seq == row["seq"])
        connection.execute(change.values(previous=made["previous"], hash=previous))


def test_what_is_rewritten_throughout_is_found_only_by_a_hash_kept_outside(where: Path | str) -> None:
    store, _ = lived(where)
    noted = store.upkeep.verify().head
    with intruder(store._access.engine) as connection:
        connection.execute(text("UPDATE audit SET actor = '丙' WHERE seq = 8"))
        rewritten(connection)
    assert store.upkeep.verify().faults == ()
    (fault,) = store.upkeep.verify(noted).faults
    assert "写下来的校验码在留痕里找不到" in fault.sentence
    store.close()


def test_an_export_cut_off_the_end_is_found_only_by_a_hash_kept_outside(where: Path | str) -> None:
    store, name = lived(where)
    store.log("export", name, 5, file="外发.docx", sha256="1" * 64)
    noted = store.upkeep.verify().head[:16]
    with intruder(store._access.engine) as connection:
        connection.execute(text("DELETE FROM audit WHERE seq = 11"))
    assert store.upkeep.verify().faults == ()
    assert store.upkeep.verify(noted).noted is None
    store.close()


def test_an_upgraded_store_begins_its_trail_with_what_stood_before(gongwen_home: Path) -> None:
    for revision in ("0001", "0002", "0003"):
        folder = gongwen_home / revision
        write_first(folder, revision)
        store = Store.open(folder)
        draft = store.load(NAMES[0])
        store.save(draft.id, replace(draft.document, title="升级以后"), draft.version)
        verdict = store.upkeep.verify()
        assert (verdict.entries, verdict.versions, verdict.faults) == (3, 3, ())
        with intruder(store._access.engine) as connection:
            connection.execute(text("UPDATE section SET paragraphs = '[]' WHERE section_id = 's2'"))
        assert store.upkeep.verify().faults[0].seq == 1
        store.close()


def test_details_hold_digests_and_names_never_text(where: Path | str) -> None:
    store, _ = lived(where)
    told = json.dumps([dict(act.details) for act in store.upkeep.acts()], ensure_ascii=False)
    assert not re.search("一句|宣传|会议|法治", told)
    store.close()


def test_a_report_is_found_by_its_id_or_words_of_its_title(where: Path | str) -> None:
    store, name = lived(where)
    assert store.upkeep.find(name)[0] == store.upkeep.find("法治政府")[0] == name
    for words, says in (("报告", "有 2 份"), ("没有这个", "没有找到"), ("", "没有找到")):
        with pytest.raises(StoreError, match=says):
            store.upkeep.find(words)
    store.close()
