"""The notebook is a door of a few lines, kept bare, and nothing that breaks behind it shows as a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parent.parent / "notebooks" / "workbook.ipynb"


@pytest.mark.parametrize("path", sorted(NOTEBOOK.parent.glob("*.ipynb")), ids=lambda path: path.name)
def test_it_is_short_and_bare(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    code = [
        line
        for cell in cells
        if cell["cell_type"] == "code"
        for line in "".join(cell["source"]).split("\n")
        if line.strip()
    ]
    assert len(code) <= 12
    assert all(
        not cell.get("outputs") and cell.get("execution_count") is None for cell in cells if cell["cell_type"] == "code"
    )


def test_it_runs_and_shows_the_workbook() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("application/vnd.jupyter.widget-view+json" in output.get("data", {}) for output in outputs)
    assert not [output for output in outputs if output.output_type in {"error", "stream"}]
    assert {output["data"]["text/plain"] for output in outputs} == {"公文工作簿"}, "no text of a report is kept with it"


def break_database(home: Path, _patch: pytest.MonkeyPatch) -> None:
    home.mkdir(parents=True)
    (home / "drafts.db").write_bytes(b"this is no database, whatever its name says" * 50)


def break_templates(_home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("gongwen.templates.BUILT_IN", Path("/nowhere"))


def break_office_template(home: Path, _patch: pytest.MonkeyPatch) -> None:
    (home / "templates").mkdir(parents=True)
    (home / "templates" / "own.toml").write_text("nmae = '写错了'", "utf-8")


def break_import(_home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setitem(__import__("sys").modules, "widgets.desk", None)


@pytest.mark.parametrize("damage", [break_database, break_templates, break_office_template, break_import])
def test_what_is_broken_becomes_a_sentence(damage: object, gongwen_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from widgets import Workbook

    damage(gongwen_home, monkeypatch)  # type: ignore[operator]
    book = Workbook()
    notice = book.frame.state["notice"]
    assert notice is not None
    assert len(notice["text"]) > 10
    assert "Traceback" not in notice["text"]


NOTICE = "print(book.frame.state['notice']['text'])"
BREAKS = {
    "database": ("", NOTICE, "不是本程序的"),
    "templates": (
        "import gongwen.templates, pathlib; gongwen.templates.BUILT_IN = pathlib.Path('/nowhere')", NOTICE, "模板",
    ),
    "program": ("import sys; sys.modules['widgets.desk'] = None", NOTICE, "没有打开"),
    "import": (
        "import gongwen.importers as door; door.import_bytes = lambda *_all, **_more: 1 / 0",
        ("pick = book.desk.start.picker; pick.send = lambda content: print(content['text'])\n"
        "pick._receive(pick, {'type': 'piece', 'name': 'a.txt', 'at': 0, 'last': True}, [b'x'])"),
        "没有做成（ZeroDivisionError）",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BREAKS)
def test_nothing_that_breaks_reaches_a_cell(what: str, gongwen_home: Path) -> None:
    before, after, sentence = BREAKS[what]
    if what == "database":
        break_database(gongwen_home, pytest.MonkeyPatch())
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    cells = [nbformat.v4.new_code_cell(source) for source in (before, f"book = _\n{after}")]
    notebook.cells = [cells[0], *notebook.cells, cells[1]]
    NotebookClient(
        notebook, timeout=120, allow_errors=True, resources={"metadata": {"path": str(NOTEBOOK.parent)}}
    ).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output.output_type for output in outputs] in (["display_data", "stream"], ["execute_result", "stream"])
    assert sentence in outputs[-1].text
    assert "Traceback" not in outputs[-1].text
