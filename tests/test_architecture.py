"""The laws of the house: arrows point down, few know a screen or a file format, there are no circles, rooms stay small."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {"gongwen": 0, "exports": 1, "widgets": 2}
SCREEN = {"ipywidgets", "anywidget", "traitlets", "IPython", "voila", "jupyter_server", "jupyterlab"}
FORMATS = {"docx", "typst", "lxml", "zipfile", "defusedxml", "xml", "html", "openpyxl"}
FACES = {"gongwen/cli.py", "gongwen/api.py", "gongwen/apirows.py", "gongwen/apicounty.py", "gongwen/__main__.py"}
FORBIDDEN = {"utils", "helpers", "common", "manager", "util", "helper", "misc"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 60

FILES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Return the modules a file imports at run time, wherever in the file."""
    found = set()
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and getattr(block.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_down_and_only_the_right_rooms_know_screens_and_formats(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    floor = name.split("/")[0]
    tops = {module.split(".")[0] for module in imports(path)}
    if name not in FACES:
        assert not {top for top in tops if FLOORS.get(top, -1) > FLOORS[floor]}
    if floor != "widgets":
        assert not tops & (SCREEN if name not in FACES else SCREEN - {"html"})
    if floor == "gongwen" and not name.startswith("gongwen/importers/"):
        assert not tops & (FORMATS if name not in FACES else FORMATS - {"html"})
    if floor == "widgets":
        assert not tops & (FORMATS - {"html"})


def test_there_is_no_circle() -> None:
    names = {
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): path
        for path in FILES
    }
    graph = {}
    for name, path in names.items():
        own = {module for module in imports(path) if module in names and module != name}
        # a package's __init__ gathers its rooms; a room that names a sibling does not thereby need the gathering
        graph[name] = {module for module in own if not name.startswith(f"{module}.")}
    list(TopologicalSorter(graph).static_order())


def kept(node: ast.ClassDef) -> set[str]:
    """Return the private names that a class gives its objects when it makes them."""
    made = (each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__")
    return {
        each.attr
        for init in made
        for each in ast.walk(init)
        if isinstance(each, ast.Attribute)
        and isinstance(each.ctx, ast.Store)
        and getattr(each.value, "id", "") == "self"
        and each.attr.startswith("_")
    }


def test_a_class_takes_no_private_name_of_those_it_is_made_from() -> None:
    classes = {
        node.name: node
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }

    def above(node: ast.ClassDef) -> list[ast.ClassDef]:
        direct = [classes[base.id] for base in node.bases if isinstance(base, ast.Name) and base.id in classes]
        return direct + [each for base in direct for each in above(base)]

    taken = [(node.name, base.name, kept(node) & kept(base)) for node in classes.values() for base in above(node)]
    assert [each for each in taken if each[2]] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_one_room(path: Path) -> None:
    text = path.read_text("utf-8")
    assert path.stem not in FORBIDDEN
    assert len(text.splitlines()) <= LONGEST_FILE
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, node.name
    assert ast.get_docstring(tree), "the first line says what the room is for"


def test_pages_ask_nothing_from_outside() -> None:
    for path in (ROOT / "widgets").rglob("*"):
        if path.suffix in {".js", ".css", ".html", ".j2"}:
            text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
            assert "http://" not in text, path.name
            assert "https://" not in text, path.name


def test_every_test_file_has_its_own_name() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert len(names) == len(set(names)), "pytest takes two files of one name for the same module"
