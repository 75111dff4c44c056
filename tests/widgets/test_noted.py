"""Files that come in and go out stand in the trail with their digests; where they cannot, the file is there all the same."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from gongwen.errors import StoreError
from gongwen.reportfile import dumps
from gongwen.store import Store
from tests.samples import small
from tests.store.test_verify import lived
from widgets import Workbook

TEXT = "关于2024年工作情况的报告\n县政府：\n一、甲情况\n文字。\n"


def notice(book: Workbook) -> str:
    return str((book.frame.state["notice"] or {}).get("text", ""))


def sent(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    files: list[bytes] = []
    monkeypatch.setattr(book.frame, "download", lambda made: files.append(made.data))
    return files


def test_a_word_file_taken_away_stands_in_the_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook(document=small())
    files = sent(book, monkeypatch)
    book.desk.session.type("s4", "改过。")
    book.desk.export(final=True)
    store, name = Store.open(), book.frame.state["report"]
    act = store.history.trail(name)[-1]
    assert (act.action, act.version, act.details["form"]) == ("export", 2, "定稿")
    assert act.details["sha256"] == sha256(files[0]).hexdigest()
    assert act.details["bytes"] == len(files[0])
    assert str(act.details["file"]).endswith("_定稿.docx")
    assert act.details["document"] == store.history.digest(name, 2)
    assert "留痕" not in notice(book)


@pytest.mark.parametrize(
    ("name", "data"), [("去年.txt", TEXT.encode("gb18030")), ("报告.json", dumps(small()).encode())]
)
def test_a_file_brought_in_stands_in_the_trail(name: str, data: bytes) -> None:
    book = Workbook()
    book.desk.bring_in(name, data)
    create, brought = Store.open().history.trail(book.frame.state["report"])
    assert (create.action, brought.action, brought.version) == ("create", "import", 1)
    assert brought.details == {"file": name, "sha256": sha256(data).hexdigest(), "bytes": len(data)}


def test_a_pasted_text_stands_in_the_trail() -> None:
    book = Workbook()
    book.desk.paste(TEXT)
    act = Store.open().history.trail(book.frame.state["report"])[-1]
    assert (act.details["file"], act.details["sha256"]) == ("粘贴的文字", sha256(TEXT.encode()).hexdigest())


def test_a_report_with_its_history_is_brought_in_with_all_of_it(tmp_path: Path) -> None:
    store, name = lived(tmp_path / "there")
    data = store.upkeep.pack(name)[0]
    store.close()
    book = Workbook()
    book.desk.bring_in("一.gongwen", data)
    assert book.frame.state["report"] == name
    assert len(Store.open().history.versions(name)) == 4
    assert Store.open().upkeep.acts(name)[-1].details["file"] == "一.gongwen"


def test_a_trail_that_cannot_be_written_loses_no_file_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("磁盘满了", mend="请腾出磁盘空间")

    monkeypatch.setattr(Store, "log", full)
    book = Workbook()
    book.desk.bring_in("去年.txt", TEXT.encode())
    assert "没有记入留痕：磁盘满了" in notice(book)
    assert book.desk.session.document.sections
    files = sent(book, monkeypatch)
    book.desk.export()
    assert files[0][:2] == b"PK"
    assert "已导出可编辑稿" in notice(book)
    assert "没有记入留痕：磁盘满了" in notice(book)


def test_without_a_store_the_file_is_taken_away_and_the_missing_trail_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise StoreError("磁盘满了", mend="请腾出磁盘空间")

    book = Workbook()
    files = sent(book, monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "create", gone)
        book.desk.bring_in("去年.txt", TEXT.encode())
        assert "磁盘满了" in notice(book)
        book.desk.export()
    assert files[0][:2] == b"PK"
    assert "所以这个文件没有记入留痕" in notice(book)
    book.desk.save()
    create, brought = Store.open().history.trail(book.frame.state["report"])
    assert (create.action, brought.action, brought.details["file"]) == ("create", "import", "去年.txt")
