"""What the documents say of the code is so: the glossary's names, the architecture's rooms and dependencies."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from gongwen import document, numerals, pieces, standard, store, templates
from gongwen.county import expected, reading, reminders, rollup, totals, work
from gongwen.importers import report
from gongwen.indicators import data, formulas, indicator, prescribed, ready, recipe
from widgets.help import manual

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    document,
    pieces,
    numerals,
    standard,
    templates,
    store,
    report,
    data,
    formulas,
    indicator,
    recipe,
    ready,
    prescribed,
    rollup,
    totals,
    expected,
    reading,
    reminders,
    work,
)


def rows(name: str) -> list[list[str]]:
    """Return the cells of all tables of a document of docs/."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in text.split("\n") if line.startswith("| ")
    ]


def resolve(name: str) -> object:
    """Return what a name of the glossary is, or None."""
    first, _, rest = name.partition(".")
    found = next((getattr(room, first) for room in ROOMS if hasattr(room, first)), None)
    if rest and hasattr(found, "__dataclass_fields__"):
        return found.__dataclass_fields__.get(rest)
    return getattr(found, rest, None) if rest else found


def test_every_name_of_the_glossary_is_in_the_code() -> None:
    names = [name for row in rows("glossary.md") for name in re.findall(r"`([\w.]+)`", row[2])]
    assert len(names) > 50
    assert [name for name in names if resolve(name) is None] == []


def test_every_field_of_a_document_and_every_role_is_in_the_glossary() -> None:
    named = {name for row in rows("glossary.md") for name in re.findall(r"`([\w.]+)`", row[2])}
    kinds = (document.Document, document.Header, document.Section, document.Signature, document.Imprint,
             document.Table, document.Attendance, document.Figure)  # fmt: skip
    wanted = {f"{kind.__name__}.{field.name}" for kind in kinds for field in fields(kind)}
    wanted |= {f"Role.{role.name}" for role in pieces.Role} | {kind.__name__ for kind in kinds}
    assert wanted - named == set()


def test_no_term_stands_in_the_glossary_twice() -> None:
    terms = [row[0] for row in rows("glossary.md")]
    assert len(terms) == len(set(terms))


def test_every_dependency_has_its_licence_and_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[<>=\[]", item)[0] for item in project["dependencies"]}
    given = {name: row for row in rows("architecture.md") for name in re.findall(r"`([\w-]+)`", row[0])}
    assert wanted - set(given) == set()
    assert all(
        re.fullmatch("MIT|BSD|PSF|Apache-2.0|LGPL", given[name][1]) and len(given[name][2]) > 15 for name in wanted
    )


def test_every_room_of_the_core_is_on_the_map() -> None:
    text = " ".join(row[0] for row in rows("architecture.md"))
    rooms = {
        path.name for path in (ROOT / "gongwen").iterdir() if path.suffix == ".py" and not path.name.startswith("__")
    }
    rooms |= {f"{path.name}/" for path in (ROOT / "gongwen").iterdir() if (path / "__init__.py").is_file()}
    assert {room for room in rooms if not re.search(rf"[`/]{re.escape(room)}`", text)} == set()


def test_links_of_the_documents_lead_somewhere() -> None:
    for path in (ROOT / "docs").glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), (path.name, target)


def test_documents_hold_no_address_of_a_machine() -> None:
    for path in (*(ROOT / "docs").glob("*.md"), ROOT / "README.md"):
        text = path.read_text("utf-8")
        assert not re.search(r"/work/|/root/|/tmp/|https?://", text), path.name


MANUAL = ROOT / "docs" / "manual.zh.md"
PICTURE = re.compile(r"!\[[^\]]+\]\((?:docs/)?pictures/([\w-]+\.png)\)")


def test_every_picture_is_used_and_every_picture_named_is_there_and_small() -> None:
    named = {name for path in (*(ROOT / "docs").glob("*.md"), ROOT / "README.md")
             for name in PICTURE.findall(path.read_text("utf-8"))}  # fmt: skip
    kept = {path.name: path.stat().st_size for path in (ROOT / "docs" / "pictures").iterdir()}
    assert named == set(kept)
    assert max(kept.values()) <= 120 * 1024


def test_what_the_manual_says_stands_on_the_screen_stands_there() -> None:
    """Words in bold are the screen's own: each begins and ends where a text of the screen's source does, or a clause of it."""
    files = (path for path in (ROOT / "widgets").rglob("*") if path.suffix in {".py", ".js", ".html", ".j2"})
    source = "\n".join([*(path.read_text("utf-8") for path in files), f'"{store.OTHER_WINDOW}"'])
    names = set(re.findall(r"\*\*([^*]+)\*\*", MANUAL.read_text("utf-8")))
    assert len(names) > 70
    ends = r"(?:[\"'`<”：（，。{ ]|\$|=)"
    assert {name for name in names if not re.search(rf"[\"'`>“：。，( }}]{re.escape(name)}{ends}", source)} == set()


def test_the_manual_has_every_kind_of_report_and_every_key() -> None:
    text = MANUAL.read_text("utf-8")
    assert {kind.name for kind in templates.shelf().templates if kind.name not in text} == set()
    keys = (ROOT / "widgets" / "keys.js").read_text("utf-8").split("];", maxsplit=1)[0]
    found = re.findall(r'\["([^"]+)", "([^"]+)"\]', keys)
    assert len(found) > 8
    assert [tuple(row) for row in rows("manual.zh.md") if tuple(row) in found] == found


def test_the_help_of_the_program_shows_the_manual_without_its_marks() -> None:
    blocks = manual()
    assert {kind for kind, _ in blocks} == {"title", "head", "item", "text"}
    assert ["head", "链接找不到了"] in blocks
    assert ["item", "Ctrl+S　立即保存"] in blocks
    assert not [text for _, text in blocks if re.search(r"[*#|`<>]|\.png", text)]
