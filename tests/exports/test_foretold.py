"""What LibreOffice makes of a file without pins is foretold: texts written to end lines at every kind of change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bench.pages import compare, foretelling, rendered, rows_of, squeezed
from exports.docx import export_docx
from gongwen.document import BODY_ID, Document, Section
from gongwen.typeset import Typesetter
from tests.samples import roster, small, tabled

if TYPE_CHECKING:
    from pathlib import Path

HAN = "全镇各村居持续开展普法宣传并组织干部群众参加学习讨论交流经验取得良好成效"

CHANGES = {
    "signs": ("李白·杜甫", "5·6", "12·4”", "气温18℃，", "零下°", "面积3km²、", "±5以内", "α与β、", "Ω值"),
    "marks of no script": ("“A”与“乙”", "占6.45‰，", "占前1‰", "“5G+”、", "“人工智能+”，", "……3", "——A", "第②项", "①A"),
    "numbers": ("3～5年", "8：30前", "≥60分", "≤3次", "1:3的", "2020—2025年", "（15）、", "3）、", "100%”", "1/3以上"),
    "numbers apart": ("第1，75家", "第12，75家", "第5%，7家", "共1、7"),
    "words": (
        "A/B，",
        "GB/T的",
        "abc/defgh的",
        "5G（含",
        "T+0《办法》",
        "H5“页面”",
        "AI+，",
        "COVID-19、",
        "km的",
        "App “甲”",
    ),
    "blanks": ("报送时间： 年 月 日", "姓名 （签字） 日期", "第 3 组", "， 5次", "甲 A 乙"),
    "beginnings": ("，", "、"),
}


def paragraphs(kind: str) -> tuple[str, ...]:
    """Return paragraphs whose first or second line ends before, in and behind each change of a kind."""
    heads = ("——", "“", "①", "·", "…") if kind == "beginnings" else ("",)
    return tuple(
        f"{head}{HAN[: length - 4]}{'5' * odd}{HAN[length - 4 : length]}{change}{HAN[:24]}。"
        for head in heads
        for change in CHANGES[kind]
        for length in range(18, 28)
        for odd in (0, 1)
    )


def document(kind: str) -> Document:
    children = tuple(
        Section(f"r{length}", HAN[:length] + "。", (HAN * 2 + "。",), run_in=True) for length in range(8, 26)
    )
    return replace(small(), body=Section(BODY_ID, paragraphs=paragraphs(kind), children=children))


@pytest.fixture(scope="module")
def theirs(
    soffice: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, tuple[tuple[str, ...], ...]]]:
    """The lines of LibreOffice for the editable file of each kind, and the folder they were made in."""
    folder = tmp_path_factory.mktemp("foretold")
    paths = [folder / f"{kind}.docx" for kind in CHANGES]
    for path in paths:
        path.write_bytes(export_docx(document(path.stem)).data)
    return folder, rendered(paths, folder, soffice)


@pytest.mark.parametrize("kind", CHANGES)
def test_every_line_of_the_editable_file_is_foretold(
    kind: str, theirs: tuple[Path, dict[str, tuple[tuple[str, ...], ...]]]
) -> None:
    folder, printed = theirs
    setter = Typesetter(rules=foretelling([document(kind)], folder))
    found = compare(kind, squeezed(rows_of(setter.layout(document(kind)))), printed[kind])
    assert (found.same_lines, found.same_ends) == (found.lines, found.ends), found.first


def test_the_typeface_at_hand_says_how_wide_its_signs_are(
    theirs: tuple[Path, dict[str, tuple[tuple[str, ...], ...]]],
) -> None:
    folder, printed = theirs
    kind = "marks of no script"
    known = foretelling([document(kind)], folder)
    assert not {"“", "”", "—", "…", "①", "镇", "，"} & known.widths.keys()
    layout = Typesetter(rules=replace(known, widths={})).layout(document(kind))
    found = compare(kind, squeezed(rows_of(layout)), printed[kind])
    # Where the typeface has signs of other widths, those are what makes the difference.
    assert (found.same_lines < found.lines) == bool(known.widths)


def test_pages_of_tables_without_pins_end_where_foretold(soffice: str, tmp_path: Path) -> None:
    tables = tabled(roster(150))
    path = tmp_path / "rows.docx"
    path.write_bytes(export_docx(tables).data)
    printed = rendered([path], tmp_path, soffice)["rows"]
    setter = Typesetter(rules=foretelling([tables], tmp_path))
    found = compare("rows", squeezed(rows_of(setter.layout(tables))), printed)
    assert found.same_ends == found.ends, found.first
