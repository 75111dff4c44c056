"""Every finished Word file is looked at as somebody would who knows only the standard: the file, and its printed pages."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from bench.pages import typefaces
from exports.docx import export_docx
from gongwen.document import Document, Signature
from gongwen.importers import import_bytes
from tests.exports import conformity_foot, conformity_frame, conformity_insets, conformity_rules, conformity_word
from tests.exports.conformity import POINTS
from tests.exports.conformity_file import SOUND
from tests.exports.conformity_page import SEEN
from tests.exports.faults import FAULTS, PRINTED, spoiled
from tests.exports.opened import Opened
from tests.exports.printed import Printed
from tests.exports.reports import elements, joint, plain_signature, put_right, reports

ROOMS: Final = (conformity_foot, conformity_frame, conformity_insets, conformity_rules, conformity_word)
"""What adds its points to the lists when it is imported."""

KINDS: Final = {"editable": False, "final": True}
FILES: Final = [(name, kind) for name in reports() for kind in KINDS]
WITH_FRAME: Final = {
    "attachments_hang_under_their_first_character", "attachments_have_pages_of_their_own", "the_mark_begins_35_mm_down",
    "the_red_rule_is_4_mm_under_the_number", "the_title_is_two_rows_under_the_red_rule", "the_imprint_ends_the_last_page", "the_imprint_s_text_stands_between_its_rules",
}  # fmt: skip

OF_INSETS: Final = {
    point.name
    for looks in (POINTS, SEEN)
    for point in looks.all.values()
    if point.find.__module__ == conformity_insets.__name__
}


@cache
def opened(name: str, kind: str) -> Opened:
    document = reports()[name]
    final = KINDS[kind]
    return Opened(export_docx(document, final=final).data, document, export_docx(document, final=final).data)


def _report(point: str) -> Document:
    """Return a report that has what a point looks at."""
    if point in OF_INSETS:
        return elements()
    return plain_signature() if point.startswith("without_a_seal") else joint()


def spoiled_report(point: str) -> tuple[Document, bytes]:
    document = _report(point) if point in WITH_FRAME | OF_INSETS else put_right()
    return document, spoiled(export_docx(document, final=True).data, PRINTED[point])


@pytest.fixture(scope="module")
def prints(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files as PDF, good and spoiled ones, made by one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("prints")
    for name, kind in FILES:
        (folder / f"{name}-{kind}.docx").write_bytes(opened(name, kind).data)
    for point in PRINTED:
        (folder / f"{point}.docx").write_bytes(spoiled_report(point)[1])
    command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    files = map(str, sorted(folder.glob("*.docx")))
    subprocess.run(
        [*command, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=300, env=typefaces(folder)
    )
    return folder


@pytest.mark.parametrize(("name", "kind"), FILES)
def test_its_format_is_the_standard_s(name: str, kind: str) -> None:
    file = opened(name, kind)
    found = {point.name: list(point.find(file))[:3] for point in POINTS.all.values()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(("name", "kind"), FILES)
def test_the_file_is_sound(name: str, kind: str) -> None:
    file = opened(name, kind)
    found = {point.name: list(point.find(file))[:3] for point in SOUND.all.values()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(("name", "kind"), FILES)
def test_its_pages_are_the_standard_s(name: str, kind: str, prints: Path) -> None:
    file = Printed(prints / f"{name}-{kind}.pdf", reports()[name], final=KINDS[kind])
    found = {point.name: list(point.find(file))[:3] for point in SEEN.all.values()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_real_report_put_right_is_the_standard_s(shared: Path) -> None:
    text = (shared / "seed" / "rule_of_law_report.txt").read_text("utf-8").replace("20xx", "2024")
    document = import_bytes(text.encode(), name="seed.txt").document
    organs = ("中共棠阴镇委员会", "棠阴镇人民政府")
    document = replace(document, signature=Signature(organs, "2025年1月21日"))
    for final in KINDS.values():
        data = export_docx(document, final=final).data
        file = Opened(data, document, export_docx(document, final=final).data)
        found = {point.name: list(point.find(file))[:3] for point in (*POINTS.all.values(), *SOUND.all.values())}
        assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_every_point_has_its_fault() -> None:
    assert {*POINTS.all, *SOUND.all} == set(FAULTS)
    assert set(SEEN.all) == set(PRINTED)


@pytest.mark.parametrize("point", FAULTS)
def test_a_point_sees_its_fault(point: str) -> None:
    document = _report(point)
    data = export_docx(document).data
    looks = {**POINTS.all, **SOUND.all}[point]
    assert list(looks.find(Opened(data, document, data))) == []
    assert list(looks.find(Opened(spoiled(data, FAULTS[point]), document, data)))


@pytest.mark.parametrize("point", PRINTED)
def test_a_page_shows_its_fault(point: str, prints: Path) -> None:
    document, _ = spoiled_report(point)
    assert list(SEEN.all[point].find(Printed(prints / f"{point}.pdf", document, final=True)))
