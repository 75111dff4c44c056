"""A Word file that comes back to a stored report: looked at without a trace, taken in once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exports.docx import export_docx
from exports.docx_comments import Enclosed
from gongwen.cli import main
from gongwen.person import KnownBy, Person
from gongwen.returns import look, take
from gongwen.review.anchor import anchored
from gongwen.review.texts import rewrite, texts
from gongwen.store import Store
from tests.importers.returns import changed, gone, ins, t
from tests.importers.test_review_back import commented
from tests.samples import small

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store() -> Store:
    return Store.open(person=Person("张三", KnownBy.TYPED))


def test_a_returned_file_is_looked_at_and_taken_in_once(store: Store) -> None:
    name = store.create(small()).id
    version = store.version(name)
    asked = store.review.add(name, version, anchored(texts(small()), "s2", 4, 8), "请核")
    store.review.send(name)
    sent = export_docx(small(), review=Enclosed(store.review.all(name), name, version)).data
    data = changed(
        commented(sent, "这里要写明"),
        (t("一是宣传不够深入。"), t("一是宣传") + gone("不够") + ins("还不") + t("深入。")),
    )
    acts = len(store.history.trail(name))
    seen = look(store, name, data, "x.docx")
    assert "新批注 1 条" in seen.brings.summary
    assert "修订 1 条" in seen.brings.summary
    assert len(store.history.trail(name)) == acts
    assert [each.id for each in store.review.all(name)] == [asked.id]
    now = rewrite(store.load(name).document, "s4", "主要问题：一是宣传不够深入。")
    store.save(name, now, version)
    assert take(store, name, seen, people={"赵敏": "赵主任"}) == 2
    _, remark, suggestion = sorted(store.review.all(name), key=lambda each: each.number)
    assert {remark.by, suggestion.by} == {"赵主任"}
    assert suggestion.anchor.now == "不够"
    assert texts(now)["s4"][suggestion.anchor.start : suggestion.anchor.end] == "不够"
    assert not look(store, name, data, "x.docx").brings.items


def test_a_file_of_another_report_brings_nothing(store: Store) -> None:
    name, other = store.create(small()).id, store.create(small()).id
    data = export_docx(small(), review=Enclosed((), other, 1)).data
    assert not look(store, name, data, "x.docx").brings.items


def test_the_command_line_sends_and_takes(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = store.create(small()).id
    store.review.add(name, 1, anchored(texts(small()), "s2", 4, 8), "请核")
    store.review.send(name)
    file = tmp_path / "送审.docx"
    assert main(["review", "send", name, str(file)]) == 0
    assert "1 条批注" in capsys.readouterr().out
    file.write_bytes(commented(file.read_bytes(), "这里要写明"))
    assert main(["review", "take", name, str(file)]) == 0
    assert "什么也没有动" in capsys.readouterr().out
    assert len(store.review.all(name)) == 1
    assert main(["review", "take", name, str(file), "--yes"]) == 0
    assert "收进了 1 条" in capsys.readouterr().out
    assert store.review.all(name)[1].text == "这里要写明"
    assert main(["review", "take", name, str(file), "--yes"]) == 0
    assert "没有新的批注和修改" in capsys.readouterr().out
