"""A report goes to another machine with all it has been, and what was changed on the way is refused."""

from __future__ import annotations

import gzip
import json
import pickle
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from gongwen import edits
from gongwen.errors import GongwenError, ReportFileError
from gongwen.person import Person
from gongwen.store import Role, Store
from gongwen.store.audit import hash_of
from gongwen.store.packfile import VERSION
from tests.pictures import figure, illustrated
from tests.store.test_backup import empty
from tests.store.test_verify import JIA, intruder, lived

__all__ = ["empty"]


def test_everything_a_report_has_been_is_there_on_the_other_machine(where: Path | str, empty: Path | str) -> None:
    store, name = lived(where)
    store.set_import_report(name, '{"notes": []}')
    data, version = store.upkeep.pack(name)
    other = Store.open(empty, Person("丁"))
    other.create(illustrated())
    came, count = other.upkeep.bring(data, "报告.gongwen")
    assert (came, version, count) == (name, 4, 4)
    assert other.load(name) == store.load(name)
    assert other.history.versions(name) == store.history.versions(name)
    assert [other.history.at(name, at) for at in range(1, 5)] == [store.history.at(name, at) for at in range(1, 5)]
    assert other.history.milestones(name) == store.history.milestones(name)
    assert other.questions.all(name) == store.questions.all(name)
    assert other.history.authors(name, "s4") == store.history.authors(name, "s4")
    assert other.members.of(name) == {}
    *before, brought = other.upkeep.acts(name)
    assert [(act.action, act.actor, act.at) for act in before] == [
        (act.action, act.actor, act.at) for act in store.upkeep.acts(name)
    ]
    assert (brought.action, brought.actor, brought.details["file"]) == ("import_history", "丁", "报告.gongwen")
    verdict = other.upkeep.verify()
    assert (verdict.faults, verdict.reports, verdict.versions) == ((), 2, 5)
    for each in (store, other):
        each.close()


def test_it_is_written_on_there_and_comes_back_from_there(gongwen_home: Path, tmp_path: Path) -> None:
    store = Store.open(gongwen_home, JIA)
    name = store.create(illustrated(figure())).id
    there = Store.open(tmp_path / "there", Person("丁"))
    there.upkeep.bring(store.upkeep.pack(name)[0], "一.gongwen")
    draft = there.load(name)
    saved = there.save(name, edits.set_paragraphs(draft.document, "s4", ("丁写的。",)), draft.version)
    there.members.set(name, {"丁": Role.DRAFTER})
    third = Store.open(tmp_path / "third")
    third.upkeep.bring(there.upkeep.pack(name)[0], "二.gongwen")
    assert third.load(name).document == saved.document
    assert third.history.at(name, 1) == illustrated(figure())
    assert [act.action for act in third.upkeep.acts(name)] == [
        "create",
        "import_history",
        "save",
        "members",
        "import_history",
    ]
    for each in (there, third):
        assert each.upkeep.verify().faults == ()
    fourth = Store.open(tmp_path / "fourth")
    fourth.upkeep.bring(third.upkeep.pack(name)[0], "三.gongwen")
    assert fourth.upkeep.verify().faults == ()
    for each in (store, there, third, fourth):
        each.close()


def test_what_came_is_held_against_the_trail_it_came_with(where: Path | str, tmp_path: Path) -> None:
    store, name = lived(where)
    other = Store.open(tmp_path / "other")
    other.upkeep.bring(store.upkeep.pack(name)[0], "一.gongwen")
    with intruder(other._access.engine) as connection:
        connection.execute(text("UPDATE revision SET actor = '丙' WHERE number = 2"))
    (fault,) = other.upkeep.verify().faults
    assert "第 2 稿的作者、时间或者来历被改过" in fault.sentence
    with intruder(other._access.engine) as connection:
        connection.execute(text("UPDATE revision SET actor = '甲' WHERE number = 2"))
        digest = str(other.upkeep.acts()[-1].details["evidence"])
        connection.execute(
            text("UPDATE blob SET data = :data WHERE digest = :digest"),
            {"digest": digest, "data": zlib.compress(b"[]")},
        )
    assert "随这份报告带来的留痕被改过" in other.upkeep.verify().faults[0].sentence
    for each in (store, other):
        each.close()


def test_a_report_that_is_here_already_is_not_taken_in_again(gongwen_home: Path) -> None:
    store, name = lived(gongwen_home)
    before = store.upkeep.verify()
    with pytest.raises(ReportFileError, match="这里已经有了"):
        store.upkeep.bring(store.upkeep.pack(name)[0], "一.gongwen")
    assert store.upkeep.verify() == before
    store.close()


Plain = dict[str, Any]


def rechained(plain: Plain) -> None:
    for row in plain["trail"]:
        row["hash"] = hash_of(row)


def forged_author(plain: Plain) -> None:
    plain["revisions"][1]["actor"] = "丙"


def forged_trail(plain: Plain) -> None:
    plain["trail"][1]["actor"] = "丙"


def forged_trail_with_its_hash(plain: Plain) -> None:
    plain["trail"][1]["actor"] = "丙"
    rechained(plain)


def swapped_texts(plain: Plain) -> None:
    one, other = list(plain["texts"])[:2]
    plain["texts"][one], plain["texts"][other] = plain["texts"][other], plain["texts"][one]


def lost_version(plain: Plain) -> None:
    plain["revisions"] = [row for row in plain["revisions"] if row["number"] != 2]
    plain["changes"] = [row for row in plain["changes"] if row["number"] != 2]


def lost_text(plain: Plain) -> None:
    plain["texts"].popitem()


def lost_milestone(plain: Plain) -> None:
    plain["milestones"] = []


def lost_trail(plain: Plain) -> None:
    plain["trail"] = []


def cut_trail(plain: Plain) -> None:
    plain["trail"] = plain["trail"][:2]


def another_reports(plain: Plain) -> None:
    plain["id"] = "other"


def swapped_entries(plain: Plain) -> None:
    plain["trail"] = [plain["trail"][1], plain["trail"][0], *plain["trail"][2:]]


def a_stranger(plain: Plain) -> None:
    plain["stranger"] = 1


def a_missing_key(plain: Plain) -> None:
    del plain["label"]


def a_wrong_type(plain: Plain) -> None:
    plain["revisions"][0]["number"] = True


def a_long_name(plain: Plain) -> None:
    plain["revisions"][0]["actor"] = "长" * 1000


def a_huge_number(plain: Plain) -> None:
    plain["questions"][0]["place"] = 1 << 40


def no_moment(plain: Plain) -> None:
    plain["milestones"][0]["at"] = "昨天"


def newer(plain: Plain) -> None:
    plain["version"] = VERSION + 1


def another_format(plain: Plain) -> None:
    plain["format"] = "gongwen-report"


@pytest.mark.parametrize(
    ("forge", "says"),
    [
        (forged_author, "对不上"), (forged_trail, "被改过"), (forged_trail_with_its_hash, "被改过"), (swapped_texts, "校验码对不上"),
        (lost_version, "对不上"), (lost_text, "."), (lost_milestone, "不见了"), (lost_trail, "被改过"), (cut_trail, "."),
        (another_reports, "别的报告"), (swapped_entries, "被改过"), (a_stranger, "不认识的键"), (a_missing_key, "缺少键"),
        (a_wrong_type, "格式不对"), (a_long_name, "太长"), (a_huge_number, "数不对"), (no_moment, "时间读不出来"),
        (newer, "更新的版本"), (another_format, "不是带全部历史"),
    ],
)  # fmt: skip
def test_a_file_changed_on_its_way_is_refused_whole(
    gongwen_home: Path, tmp_path: Path, forge: Callable[[Plain], None], says: str
) -> None:
    store, name = lived(gongwen_home)
    plain = json.loads(gzip.decompress(store.upkeep.pack(name)[0]))
    forge(plain)
    other = Store.open(tmp_path / "other")
    with pytest.raises(GongwenError, match=says):
        other.upkeep.bring(gzip.compress(json.dumps(plain).encode()), "一.gongwen")
    assert (other.upkeep.verify().entries, other.list()) == (0, ())
    for each in (store, other):
        each.close()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "不是带全部历史"), (b"text", "不是带全部历史"), (gzip.compress(b"{"), "损坏"), (gzip.compress(b"[]"), "损坏"),
        (gzip.compress(b"[" * 100_000), "损坏"), (gzip.compress(b"{}")[:-4], "不完整"), (gzip.compress(b"{}") + b"x", "不完整"),
        (gzip.compress(pickle.dumps({"format": "gongwen-history"})), "损坏"), (gzip.compress(b"\xff"), "损坏"),
    ],
    ids=["empty", "text", "half", "list", "deep", "cut", "more", "pickle", "bytes"],  # gzip writes the time into its files
)  # fmt: skip
def test_what_is_no_such_file_is_a_sentence(gongwen_home: Path, data: bytes, says: str) -> None:
    store = Store.open(gongwen_home)
    with pytest.raises(ReportFileError, match=says):
        store.upkeep.bring(data, "一.gongwen")
    store.close()


def test_a_bomb_is_not_unpacked(gongwen_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongwen.store.packfile.MOST_UNPACKED", 1 << 20)
    store = Store.open(gongwen_home)
    with pytest.raises(ReportFileError, match="展开以后太大"):
        store.upkeep.bring(gzip.compress(b" " * (8 << 20)), "一.gongwen")
    store.close()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Plain:
    store, name = lived(tmp_path_factory.mktemp("packed"))
    made: Plain = json.loads(gzip.decompress(store.upkeep.pack(name)[0]))
    store.close()
    return made


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.lists(st.none(), max_size=1) | st.just({})


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_whatever_stands_in_a_file_it_is_taken_in_whole_or_refused_in_a_sentence(
    plain: Plain, gongwen_home: Path, data: st.DataObject
) -> None:
    changed = json.loads(json.dumps(plain))
    at: Any = changed
    while True:
        keys = sorted(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(at[key], (dict, list)) and at[key] and data.draw(st.integers(0, 4)):
            at = at[key]
            continue
        before, at[key] = at[key], data.draw(VALUES)
        break
    store = Store.open(gongwen_home)
    try:
        store.upkeep.bring(gzip.compress(json.dumps(changed).encode()), "一.gongwen")
    except GongwenError:
        assert store.upkeep.verify().entries == 0
    else:
        # Only what no digest vouches for may differ: the label, the import report, when it was first stored.
        assert before == at[key] or key in {"label", "import_report", "created_at"}
        (gongwen_home / "drafts.db").unlink()
    store.close()


def test_a_file_with_a_review_is_not_passed_off_as_one_of_before_there_were_any(
    plain: Plain, gongwen_home: Path
) -> None:
    store = Store.open(gongwen_home)
    forged = gzip.compress(json.dumps(plain | {"version": 1}).encode())
    with pytest.raises(GongwenError, match="版本被改过"):
        store.upkeep.bring(forged, "一.gongwen")
    assert store.upkeep.verify().entries == 0
