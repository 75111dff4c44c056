"""The whole way: out to a Word file, opened and saved by LibreOffice, and back: nothing lost, nothing doubled."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from exports.docx import export_docx
from exports.docx_comments import Enclosed
from gongwen.importers.review import read_review
from gongwen.review.items import Descent
from gongwen.review.returned import returned
from tests.exports.annotated import by_chance
from tests.exports.reports import reports
from tests.layouts import all_layouts
from tests.samples import tabled

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("joint", "sample", "seals", "right", "letter", "minutes", "order", "tabled")
DOCUMENTS = {name: each for name, each in {**reports(), **all_layouts(), "tabled": tabled()}.items() if name in NAMES}


@pytest.fixture(scope="module")
def saved(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as LibreOffice saves them, each with remarks and suggestions anywhere."""
    folder = tmp_path_factory.mktemp("review")
    for name, document in DOCUMENTS.items():
        data = export_docx(document, review=Enclosed(by_chance(document, 11), "r7", 12)).data
        (folder / f"{name}.docx").write_bytes(data)
    command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx"]
    files = [str(folder / f"{name}.docx") for name in DOCUMENTS]
    subprocess.run([*command, "--outdir", str(folder / "saved"), *files], check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.parametrize("name", DOCUMENTS)
def test_libreoffice_loses_and_doubles_nothing(name: str, saved: Path) -> None:
    document, annotations = DOCUMENTS[name], by_chance(DOCUMENTS[name], 11)
    before = read_review((saved / f"{name}.docx").read_bytes(), name)
    after = read_review((saved / "saved" / f"{name}.docx").read_bytes(), name)
    assert (after.original, after.final) == (before.original, before.final)
    told = [sorted((each.by.name, each.by.at, each.text) for each in one.remarks) for one in (before, after)]
    assert told[0] == told[1]
    assert set(before.bookmarks) <= set(after.bookmarks)  # one over several cells ends where it begins
    found = returned(after, document, annotations, report="r7", version=12)
    assert found.descent is Descent.OURS
    assert (found.items, found.notes) == ((), ())
