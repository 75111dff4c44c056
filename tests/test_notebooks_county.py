"""Both notebooks run by a program with parameters, as papermill and nbclient do it; what they keep, and what they never show."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient import NotebookClient

from gongwen.store import Store
from tests.county.towns import WANTED, YEAR, Planted, plant
from tests.samples import small
from widgets.bare import before_save

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return plant(tmp_path_factory.mktemp("county") / "报告", 16, seed=3)


def run(name: str, out: Path, **parameters: object) -> list[dict[str, object]]:
    """Run a notebook by papermill and return its outputs."""
    papermill.execute_notebook(
        str(FOLDER / name), str(out), parameters=parameters, cwd=str(FOLDER), progress_bar=False, log_output=False
    )
    cells = json.loads(out.read_text("utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_each_has_one_cell_of_parameters_before_all_others(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    tagged = [at for at, cell in enumerate(cells) if "parameters" in cell["metadata"].get("tags", [])]
    assert tagged == [0]


def test_the_county_is_put_together_by_papermill_and_kept_to_read(county: Planted, tmp_path: Path) -> None:
    organs, wanted = tmp_path / "名单.tsv", tmp_path / "指标.tsv"
    organs.write_text(county.list, "utf-8")
    wanted.write_text(WANTED, "utf-8")
    outputs = run(
        "county.ipynb", tmp_path / "out.ipynb", folder=str(county.folder), year=YEAR, organs=str(organs), indicators=str(wanted), start=True
    )  # fmt: skip
    assert [output["output_type"] for output in outputs] == ["execute_result"]
    data = outputs[0]["data"]
    assert isinstance(data, dict)
    assert "application/vnd.jupyter.widget-view+json" in data
    shown = "".join(data["text/html"])
    assert f"应报 {len(county.organs)} 个单位" in shown
    assert all(organ in shown for organ in county.out)
    assert str(county.sums["信访事项"]) in shown


def test_without_start_nothing_is_read_and_nothing_kept(county: Planted, tmp_path: Path) -> None:
    outputs = run("county.ipynb", tmp_path / "out.ipynb", folder=str(county.folder))
    assert [set(output["data"]) for output in outputs] == [{"application/vnd.jupyter.widget-view+json", "text/plain"}]  # type: ignore[call-overload]


def test_a_stored_report_is_opened_by_papermill(tmp_path: Path, gongwen_home: Path) -> None:
    store = Store.open(gongwen_home)
    saved = store.create(small())
    store.close()
    outputs = run("workbook.ipynb", tmp_path / "out.ipynb", report=saved.id)
    assert [output["output_type"] for output in outputs] == ["execute_result"]
    state = json.loads((tmp_path / "out.ipynb").read_text("utf-8"))["metadata"].get("widgets", {})
    kept = json.dumps(state, ensure_ascii=False)
    assert small().title in kept or not state


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"folder": "/nowhere/at/all"}, "没有这个文件夹"),
        ({"year": 25}, "四位数字"),
        ({"organs": "/nowhere.tsv"}, "没有这个文件"),
    ],
)
def test_what_is_wrong_is_a_sentence_in_the_panel(
    wrong: dict[str, object], sentence: str, county: Planted, tmp_path: Path
) -> None:
    outputs = run("county.ipynb", tmp_path / "out.ipynb", **{"folder": str(county.folder), "start": True, **wrong})
    assert [output["output_type"] for output in outputs] == ["execute_result"]
    data = outputs[0]["data"]
    assert isinstance(data, dict)
    assert sentence in "".join(data["text/html"])
    assert "Traceback" not in json.dumps(outputs)


def test_what_was_read_is_there_for_the_next_cell_and_cells_keep_nothing_else(county: Planted) -> None:
    notebook = nbformat.read(FOLDER / "county.ipynb", as_version=4)
    notebook.cells[0].source = f"folder, year, organs, indicators, start = {str(county.folder)!r}, {YEAR}, '', '', True"
    notebook.cells += [
        nbformat.v4.new_code_cell(source)
        for source in ("print(len(panel.found.frame))", "%reset -f", notebook.cells[0].source, notebook.cells[1].source)
    ]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert outputs[1].text == f"{county.files}\n"
    assert outputs[0].data["text/html"] == outputs[2].data["text/html"], "each cell runs from the parameters alone"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_what_jupyterlab_saves_of_them_is_bare(path: Path) -> None:
    content = json.loads(path.read_text("utf-8"))
    cell = content["cells"][1]
    cell["outputs"], cell["execution_count"] = [{"output_type": "stream", "name": "stdout", "text": "甲镇"}], 3
    model = {"type": "notebook", "content": content}
    before_save(model, path=f"folder/{path.name}")
    assert content == json.loads(path.read_text("utf-8"))
    cell["outputs"] = [{}]
    before_save(model, path="folder/2025年汇总.ipynb")
    assert cell["outputs"] == [{}], "under another name it is an analyst's own"
