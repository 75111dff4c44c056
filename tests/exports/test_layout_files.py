"""Letters, orders and minutes in the finished files: LibreOffice's pages are the engine's, and its ink is where the standard wants it."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from bench.pages import compare, rendered, rows_of, squeezed
from exports.docx import export_docx
from exports.page_html import pages_html
from exports.pdf import export_pdf
from gongwen.document import Header, LayoutKind
from gongwen.standard import GB33476
from gongwen.typeset import Typesetter, typeset
from gongwen.typeset.rules import LIBREOFFICE_HANGING, OURS
from tests.exports.files import hold_valid
from tests.exports.printed import Printed, bands, span
from tests.layouts import all_layouts, letter, minutes, order
from tests.samples import small, tabled, wide

if TYPE_CHECKING:
    from gongwen.document import Document

DOCUMENTS = {
    **all_layouts(),
    "letter-wide": replace(tabled(wide()), layout=LayoutKind.LETTER, header=letter().header),
    "letter-33476": replace(letter(24), appearance=replace(letter().appearance, profile="gb33476")),
}
TOLERANCE = 0.5
"""mm by which what is printed may miss its place."""


@pytest.fixture(scope="module")
def folder(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every document as LibreOffice prints it, editable and final."""
    held = tmp_path_factory.mktemp("layouts")
    files = []
    for name, document in DOCUMENTS.items():
        for final in (False, True):
            path = held / f"{name}{'-final' * final}.docx"
            path.write_bytes(export_docx(document, final=final).data)
            files.append(path)
    rendered(files, held, soffice)
    return held


def printed(folder: Path, name: str, *, final: bool = True) -> Printed:
    return Printed(folder / f"{name}{'-final' * final}.pdf", DOCUMENTS[name], final=final)


def lines_of(path: Path) -> tuple[tuple[str, ...], ...]:
    made = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    pages = ([*filter(None, ("".join(row.split()) for row in page.split("\n")))] for page in made.split("\f")[:-1])
    return tuple(tuple(row for row in page if not re.fullmatch(r"—\d+—", row)) for page in pages)


@pytest.mark.parametrize("final", [False, True], ids=["editable", "final"])
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "letter-wide"])
def test_libreoffice_sets_the_same_lines_and_pages(folder: Path, name: str, *, final: bool) -> None:
    layout = Typesetter(rules=OURS if final else LIBREOFFICE_HANGING).layout(DOCUMENTS[name])
    found = compare(name, squeezed(rows_of(layout)), lines_of(folder / f"{name}{'-final' * final}.pdf"))
    assert (found.same_lines, found.same_ends) == (found.lines, found.ends), found.first


@pytest.mark.parametrize("final", [False, True], ids=["editable", "final"])
def test_a_letter_s_mark_and_double_rules_are_printed_in_their_places(folder: Path, *, final: bool) -> None:
    for name in ("letter", "letter-bare", "letter-33476"):
        sheet = printed(folder, name, final=final)
        _, thick, thin, foot_thin, foot_thick = bands(sheet.red(0))
        top, bottom = sheet.reach(DOCUMENTS[name].header.authority_mark[0])
        assert top == pytest.approx(30, abs=TOLERANCE)
        assert thick[0] - bottom == pytest.approx(4, abs=TOLERANCE)
        assert foot_thick[1] == pytest.approx(297 - 20, abs=TOLERANCE)
        assert thick[1] - thick[0] > thin[1] - thin[0]
        assert foot_thick[1] - foot_thick[0] > foot_thin[1] - foot_thin[0]
        for top, bottom in ((thick[0] - 0.2, thin[1] + 0.2), (foot_thin[0] - 0.2, foot_thick[1] + 0.2)):
            assert span(sheet.red(0, top, bottom), 0) == pytest.approx((20, 190), abs=TOLERANCE)
        if name != "letter-bare":
            number_top, _ = sheet.reach(DOCUMENTS[name].header.document_number)
            assert number_top - thin[1] == pytest.approx(16 * 7 / 8 * 25.4 / 72, abs=TOLERANCE)


def test_only_a_letter_s_first_page_has_no_number_and_only_it_has_rules(folder: Path) -> None:
    sheet = printed(folder, "letter-long")
    numbers = [[row.text for row in page if re.fullmatch(r"—\d+—", row.text)] for page in sheet.rows]
    assert numbers == [[], *([f"—{number}—"] for number in range(2, len(sheet.rows) + 1))]
    assert not any(sheet.red(number).any() for number in sheet.shown[1:])
    dash = next(row for row in sheet.rows[1] if row.text == "—2—")
    other = next(row for row in printed(folder, "order").rows[1] if row.text == "—2—")
    assert (dash.top, dash.left) == pytest.approx((other.top, other.left), abs=0.2)  # where every layout has it


def test_a_letter_with_a_table_on_its_side_keeps_its_pages(folder: Path) -> None:
    sheet = printed(folder, "letter-wide")
    pages = typeset(DOCUMENTS["letter-wide"]).pages
    assert [width > height for width, height in sheet.sizes] == [page.wide for page in pages]
    assert len(bands(sheet.red(0))) == 5


def test_an_order_and_minutes_are_printed_in_their_places(folder: Path) -> None:
    order_top, _ = printed(folder, "order").reach(DOCUMENTS["order"].header.authority_mark[0])
    assert order_top == pytest.approx(37 + 20, abs=TOLERANCE)
    assert len(bands(printed(folder, "order").red(0))) == 1
    (_, bottom), (rule, _) = bands(printed(folder, "minutes").red(0))
    minutes_top, _ = printed(folder, "minutes").reach(DOCUMENTS["minutes"].header.authority_mark[0])
    assert minutes_top == pytest.approx(37 + 35, abs=TOLERANCE)
    page = printed(folder, "minutes")
    _, issued = page.reach(DOCUMENTS["minutes"].signature.organs[0])
    assert rule - issued == pytest.approx(4, abs=TOLERANCE)
    rows = {row.text[:2]: row.left for row in page.rows[1]}
    assert rows["出席"] == pytest.approx(28 + 2 * 16 * 25.4 / 72, abs=TOLERANCE)
    assert bottom < rule


def test_the_first_page_shows_text_under_a_mark_of_twelve_organs_and_their_signatories(
    soffice: str, tmp_path: Path
) -> None:
    towns = "清溪白石河口南岭东湖北山石桥青龙双河大安新田长坪"
    names = [f"{towns[at : at + 2]}镇人民政府" for at in range(0, len(towns), 2)]
    mark = (*names[:-1], f"{names[-1]}文件")
    signatories = ("周明远", "欧阳建国") * (len(names) // 2)
    number = "清发〔2026〕6号"
    header = Header(authority_mark=mark, document_number=number, signatories=signatories)
    text = replace(small().body, paragraphs=(small().body.paragraphs[0] * 5,))
    joint = replace(small(), header=header, title="关于清溪等十二个镇2025年度\n法治政府建设情况的报告", body=text)
    for final in (False, True):
        path = tmp_path / f"{final}.docx"
        path.write_bytes(export_docx(joint, final=final).data)
        first, _ = rendered([path], tmp_path, soffice)[path.stem]
        assert text.paragraphs[0].startswith(first[-1])
    assert squeezed(rows_of(typeset(joint)))[0][-1] == first[-1]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_file_is_valid(name: str, tmp_path: Path) -> None:
    hold_valid(export_docx(DOCUMENTS[name], final=True).data, tmp_path)


def test_only_a_letter_has_parts_of_its_own() -> None:
    def parts(document: Document) -> set[str]:
        return set(zipfile.ZipFile(io.BytesIO(export_docx(document).data)).namelist())

    assert parts(letter()) - parts(order()) == {
        f"word/{name}.xml" for name in ("header1", "footer5", "footer6", "footer7")
    }
    assert parts(order()) == parts(minutes()) == parts(small())


@pytest.mark.parametrize("name", ["letter", "order", "minutes"])
def test_the_pdf_holds_the_engine_s_lines_and_a_letter_s_first_page_no_number(name: str) -> None:
    document = DOCUMENTS[name]
    layout = typeset(document, GB33476 if name == "letter-33476" else None)
    reader = pypdf.PdfReader(io.BytesIO(export_pdf(document).data))
    assert len(reader.pages) == len(layout.pages)
    for drawn, page in zip(reader.pages, layout.pages, strict=True):
        text = "".join(drawn.extract_text().split())
        folio = f"—{page.number}—" if page.folio else ""
        assert text == "".join("".join(page.text).split()) + folio


def test_a_letter_s_rules_are_drawn_in_the_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(export_pdf(letter()).data)
    sheet = Printed(path, letter(), final=True)
    _, thick, thin, foot_thin, foot_thick = bands(sheet.red(0))
    top, bottom = sheet.reach(letter().header.authority_mark[0])
    assert (top, foot_thick[1]) == pytest.approx((30, 277), abs=TOLERANCE)
    assert thick[0] - bottom == pytest.approx(4, abs=TOLERANCE)
    assert thin[1] - thick[0] == pytest.approx(foot_thick[1] - foot_thin[0], abs=0.2)


def test_a_cell_of_a_notebook_shows_no_number_on_a_letter_s_first_page() -> None:
    shown = pages_html(letter())
    assert "— 1 —" not in shown
    assert "— 2 —" in shown
