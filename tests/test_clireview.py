"""The command line lists a report's annotations and writes the tables an office files."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest

import gongwen
from gongwen.cli import main
from gongwen.errors import StoreError
from gongwen.person import of_machine
from gongwen.review.anchor import anchored
from gongwen.review.annotation import Outcome, Weight
from gongwen.review.steps import Ruling
from gongwen.review.texts import texts
from gongwen.store import Store
from tests.samples import small


@pytest.fixture
def name() -> str:
    store = Store.open()
    made = store.create(small())
    store.course.decide(made.id, 1, Ruling.SUBMIT, "请审阅")
    found = texts(made.document)
    one = store.review.add(made.id, 1, anchored(found, "s2", 0, 2), "说清楚", weight=Weight.MUST)
    store.review.add(made.id, 1, anchored(found, "s2", 2, 4), "第二条")
    store.review.send(made.id)
    store.review.add(made.id, 1, anchored(found, "s2", 2, 4), "草稿")
    store.review.close(made.id, one.id, Outcome.DECLINED, "已经清楚", version=1)
    store.close()
    return made.id


def test_annotations_and_the_step_are_listed_without_drafts(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "list", name]) == 0
    told = capsys.readouterr().out
    assert "到“核稿”这一步" in told
    assert "说清楚" in told
    assert "不采纳" in told
    assert "草稿" not in told
    assert main(["review", "list", name, "--format", "json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert [(each["number"], each["open"], each["outcome"]) for each in plain["annotations"]] == [
        (1, False, "不采纳"), (2, True, "待定"),
    ]  # fmt: skip


def test_the_tables_are_written_by_the_ending_of_the_name_and_noted(name: str, tmp_path: Path) -> None:
    for act, file in (("export", "表.docx"), ("export", "表.xlsx"), ("cover", "稿纸.docx")):
        assert main(["review", act, name, str(tmp_path / file)]) == 0
    assert "说清楚" in docx.Document(str(tmp_path / "表.docx")).tables[0].cell(1, 3).text
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "表.xlsx").read_bytes())).worksheets[0]
    assert (sheet["F2"].value, sheet.max_row) == ("已经清楚", 3)
    cells = [cell.text for row in docx.Document(str(tmp_path / "稿纸.docx")).tables[0].rows for cell in row.cells]
    assert of_machine().name in "".join(cells)
    forms = [act.details.get("form") for act in Store.open().history.trail(name) if act.action == "export"]
    assert forms == ["征求意见及采纳情况表", "征求意见及采纳情况表", "发文稿纸"]


def test_an_analyst_has_the_same_as_values(name: str) -> None:
    assert [(each.number, each.opinion, each.outcome) for each in gongwen.opinions(name)] == [
        (1, "（必改）说清楚", "不采纳"), (2, "第二条", "待定"),
    ]  # fmt: skip
    with pytest.raises(StoreError, match="没有找到报告"):
        gongwen.opinions("没有的报告")
