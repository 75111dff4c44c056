"""docs/standard.md says what is so: every clause that is checked is in it, every name in it is there, every picture is small."""

from __future__ import annotations

import re
from pathlib import Path

from gongwen import standard
from gongwen.pieces import Role
from gongwen.typeset import signature, title
from tests.exports import conformity_foot, conformity_frame, conformity_insets, conformity_rules, conformity_word
from tests.exports.conformity import POINTS
from tests.exports.conformity_file import SOUND
from tests.exports.conformity_page import SEEN

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "standard.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in TEXT.split("\n") if row.startswith("| ")]
CLAUSES = [row for row in ROWS if len(row) == 4 and re.match(r"\d", row[0])]
LOOKS = {**POINTS.all, **SOUND.all, **SEEN.all}
ROOMS = (conformity_foot, conformity_frame, conformity_insets, conformity_rules, conformity_word)  # they fill the lists


def names(cells: list[str]) -> set[str]:
    return {name for cell in cells for name in re.findall(r"`(\w[\w.]*)`", cell)}


def test_every_point_of_the_check_is_in_the_table_at_its_clause() -> None:
    assert len(CLAUSES) > 25
    told = {name: row[0].split()[0] for row in CLAUSES for name in names(row[3:])}
    clauses = {row[0].split()[0] for row in CLAUSES}
    for point in (*POINTS.all.values(), *SEEN.all.values()):
        if point.clause != "practice":
            assert point.clause in clauses, point.name
            assert point.name in told, point.name
    assert set(LOOKS) <= names([cell for row in ROWS for cell in row])


def test_every_test_it_names_is_there() -> None:
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    held = names([row[-1] for row in ROWS if len(row) in {2, 4}]) - names(
        [row[-1] for row in ROWS if row[0] == "left open"]
    )
    found = {name for name in held if name.islower() and "_" in name}
    assert len(found) > 90
    assert [name for name in found if name not in LOOKS and f"def {name}(" not in tests] == []


def test_every_constant_and_role_it_names_is_there() -> None:
    for name in names([row[2] for row in CLAUSES]):
        role = name.removeprefix("Role.")
        assert (
            role in Role.__members__ or any(hasattr(room, name) for room in (standard, signature, title)) or "/" in name
        ), name


def test_pictures_are_there_and_small() -> None:
    pictures = re.findall(r"\]\((pictures/[\w-]+\.png)\)", TEXT)
    assert len(pictures) == 12
    for picture in pictures:
        assert (ROOT / "docs" / picture).stat().st_size <= 150 * 1024
    assert {path.name for path in (ROOT / "docs" / "pictures").iterdir()} >= {Path(one).name for one in pictures}
