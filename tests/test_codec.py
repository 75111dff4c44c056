"""What a report file holds is exactly what was written, and a damaged one is refused by the key at fault."""

from __future__ import annotations

import copy
import json
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.codec import from_plain, section_from_plain, section_to_plain, to_plain
from gongwen.document import (
    BODY_ID,
    FIELD_IDS,
    MAX_LEVEL,
    Appearance,
    Attendance,
    Document,
    Header,
    Imprint,
    LayoutKind,
    Merge,
    Section,
    Signature,
    Table,
)
from gongwen.errors import ReportFileError
from gongwen.indicators.data import Data
from gongwen.standard import OWN_FACES
from tests.pictures import figure
from tests.samples import DATA

TEXT = st.text(max_size=20)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)


@st.composite
def trees(draw: st.DrawFn, root: str = BODY_ID) -> Section:
    """Draw a root with sections of any shape down to the fourth level, ids unique."""
    counter = iter(range(10_000))

    def node(section_id: str, level: int) -> Section:
        room = 0 if level == MAX_LEVEL else draw(st.integers(0, 3 - level // 2))
        return Section(
            section_id,
            heading=draw(TEXT),
            paragraphs=draw(TEXTS),
            children=tuple(node(f"s{next(counter)}", level + 1) for _ in range(room)),
            run_in=draw(st.booleans()),
            slot=draw(TEXT),
        )

    return node(root, 0)


HEADERS = st.builds(Header, TEXT, TEXT, TEXT, TEXT, TEXTS, TEXT, TEXTS)


@st.composite
def grids(draw: st.DrawFn, table_id: str = "b") -> Table:
    """Draw a table of any size, its upper left cells perhaps merged."""
    height, width = draw(st.integers(0, 4)), draw(st.integers(1, 4))
    rows = [[draw(TEXT) for _ in range(width)] for _ in range(height)]
    merges: tuple[Merge, ...] = ()
    if height and draw(st.booleans()):
        merges = (Merge(0, 0, draw(st.integers(1, height)), draw(st.integers(1, width))),)
        for row in range(merges[0].rows):
            for column in range(merges[0].columns):
                rows[row][column] = "" if row or column else rows[0][0]
    return Table(
        table_id, tuple(map(tuple, rows)), draw(TEXT), draw(TEXT), draw(st.integers(0, height)), merges,
        draw(TEXT), draw(TEXT), draw(st.booleans()),
    )  # fmt: skip


DOCUMENTS = st.builds(
    Document,
    kind=TEXT,
    year=st.integers(0, 9999),
    title=TEXT,
    header=HEADERS,
    addressees=TEXT,
    body=trees(),
    closing=TEXTS,
    attachments=TEXTS,
    signature=st.builds(Signature, TEXTS, TEXT),
    note=TEXT,
    imprint=st.builds(Imprint, TEXTS, TEXT, TEXT),
    tables=st.lists(grids(), max_size=1).map(tuple),
    layout=st.sampled_from(LayoutKind),
    attendance=st.lists(st.builds(Attendance, TEXT, TEXT), max_size=2).map(tuple),
    data=st.sampled_from((Data(), DATA)),
)


@given(DOCUMENTS)
def test_a_document_comes_back_from_json_as_it_was(document: Document) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(document)))) == document


@given(trees("s-root"))
def test_a_section_comes_back_as_it_was(section: Section) -> None:
    assert section_from_plain(json.loads(json.dumps(section_to_plain(section)))) == section


def _paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(cast("dict[str | int, object]", value).items())
    elif isinstance(value, list):
        inner = list(enumerate(cast("list[object]", value)))
    return [path, *(found for key, item in inner for found in _paths(item, (*path, key)))]


LATER = ("byline", "annexes", "appearance", "sealed", "tables", "layout", "attendance", "figures", "data", *OWN_FACES)
"""Keys the first version did not have."""


def _full() -> dict[str, object]:
    """Return a plain document in which every list has an item."""
    leaf = Section("s2", "小标题", ("甲。",), (), run_in=True, slot="x")
    return to_plain(
        Document(
            "work_report",
            2024,
            "标题",
            Header("1", "秘密", "1年", "特急", ("甲局",), "甲发〔2024〕1号", ("张三",)),
            "市政府",
            Section(BODY_ID, "", ("开头。",), (Section("s1", "一级", ("乙。",), (leaf,)),)),
            ("特此报告。",),
            ("附表",),
            Signature(("甲局",), "2024年1月5日"),
            "附注",
            Imprint(("乙局",), "甲局办公室", "2024年1月5日"),
            tables=(Table("b1", (("项目", ""), ("立案", "46")), "办案", "件", 1, (Merge(0, 0, 1, 2),), "注", "台账"),),
            attendance=(Attendance("出席", "王芳"),),
            figures=(figure(),),
            data=DATA,
        )
    )


def _owner(plain: dict[str, object], path: tuple[str | int, ...]) -> dict[str | int, object]:
    """Return the mapping or list that holds the last step of a path (both take an index in brackets)."""
    found: object = plain
    for key in path[:-1]:
        found = cast("dict[str | int, object]", found)[key]
    return cast("dict[str | int, object]", found)


NOT_TEXT = {
    "year",
    "run_in",
    "header_rows",
    "row",
    "column",
    "rows",
    "columns",
    "width",
    "places",
    "whole",
    "thousands",
}
"""Keys whose value is not text, or not always."""

PATHS = [path for path in _paths(_full()) if path]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)))
def test_a_value_of_another_type_is_refused_by_its_key(path: tuple[str | int, ...]) -> None:
    plain = _full()
    for wrong in (None, 1.5, "字" if path[-1] in NOT_TEXT else 7):
        broken = copy.deepcopy(plain)
        _owner(broken, path)[path[-1]] = wrong
        with pytest.raises(ReportFileError) as caught:
            from_plain(broken)
        key = next(str(step) for step in reversed(path) if isinstance(step, str))
        assert key in caught.value.sentence
        assert "请" in caught.value.mend


@pytest.mark.parametrize(
    "path",
    [path for path in PATHS if isinstance(path[-1], str) and path[-1] not in LATER],
    ids=lambda path: ".".join(map(str, path)),
)
def test_a_missing_key_is_named(path: tuple[str | int, ...]) -> None:
    plain = _full()
    del _owner(plain, path)[path[-1]]
    with pytest.raises(ReportFileError, match=f"缺少键“{path[-1]}”"):
        from_plain(plain)


def test_a_document_of_the_first_version_is_read() -> None:
    plain = _full()
    for path in reversed(PATHS):
        if path[-1] in LATER:
            del _owner(plain, path)[path[-1]]
    document = from_plain(plain)
    assert (document.byline, document.annexes, document.appearance) == ((), (), Appearance())
    assert document.signature.sealed
    assert (document.tables, document.figures) == ((), ())
    assert (document.layout, document.attendance) == (LayoutKind.ORDINARY, ())


@pytest.mark.parametrize("name", ["", "memo", "Letter"])
def test_a_layout_that_the_standard_does_not_have_is_refused(name: str) -> None:
    with pytest.raises(ReportFileError, match="没有叫") as caught:
        from_plain({**_full(), "layout": name})
    assert caught.value.where == "document.layout"
    assert "letter" in caught.value.mend


@pytest.mark.parametrize(
    "path", [(), ("header",), ("body",), ("body", "children", 0), ("signature",), ("imprint",)], ids=str
)
def test_an_unknown_key_is_named(path: tuple[str | int, ...]) -> None:
    plain = _full()
    _owner(plain, (*path, "neuer"))["neuer"] = ""
    with pytest.raises(ReportFileError, match="不认识的键“neuer”"):
        from_plain(plain)


@pytest.mark.parametrize("year", [True, -1, 10_000, "2024", 2024.0])
def test_a_year_is_an_integer_in_its_range(year: object) -> None:
    with pytest.raises(ReportFileError, match="“year”"):
        from_plain({**_full(), "year": year})


@pytest.mark.parametrize("value", [None, [], "document", 1])
def test_what_is_no_mapping_is_refused(value: object) -> None:
    with pytest.raises(ReportFileError, match="对象"):
        from_plain(value)


def test_sections_may_not_share_an_id_or_take_a_fields_name() -> None:
    twin = Document(body=Section(BODY_ID, children=(Section("s1"), Section("s1"))))
    with pytest.raises(ReportFileError, match="同一个“id”"):
        from_plain(to_plain(twin))
    for bad in ("", *FIELD_IDS):
        with pytest.raises(ReportFileError, match="“id”不能用"):
            from_plain(to_plain(Document(body=Section(BODY_ID, children=(Section(bad),)))))
    with pytest.raises(ReportFileError, match="“body”"):
        from_plain(to_plain(Document(body=Section("other"))))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"rows": [["甲"], ["乙", "丙"]]}, "rows"),
        ({"rows": [["甲"] * 61]}, "rows"),
        ({"header_rows": 3}, "header_rows"),
        ({"merges": [{"row": 1, "column": 0, "rows": 2, "columns": 1}]}, "merges"),
        ({"merges": [{"row": 1, "column": 0, "rows": 1, "columns": 2}]}, "merges"),
        ({"merges": [{"row": 0, "column": 0, "rows": 1, "columns": 2}] * 2}, "merges"),
        ({"id": "s1"}, "id"),
        ({"id": "title"}, "id"),
    ],
)
def test_a_table_that_cannot_be_is_refused_by_its_key(change: dict[str, object], key: str) -> None:
    plain = _full()
    table = cast("list[dict[str, object]]", plain["tables"])[0]
    with pytest.raises(ReportFileError, match=f"“{key}”") as caught:
        from_plain({**plain, "tables": [{**table, **change}]})
    assert caught.value.where.startswith("document.tables[0]")


@pytest.mark.parametrize("levels", [5, 5_000])
def test_a_tree_deeper_than_four_levels_is_refused_however_deep(levels: int) -> None:
    plain = section_to_plain(Section("leaf"))
    for number in range(levels - 1):
        plain = {**section_to_plain(Section(f"t{number}")), "children": [plain]}
    body = {**section_to_plain(Section(BODY_ID)), "children": [plain]}
    with pytest.raises(ReportFileError, match="最多4级"):
        from_plain({**to_plain(Document()), "body": body})


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"width": 0}, "宽度应当是 5 到 100"),
        ({"picture": "不是"}, "base64"),
        ({"picture": "Qk0="}, "BMP 图片放不进来"),
        ({"picture": ""}, "不是 PNG 或 JPEG"),
        ({"id": "body"}, "同一个“id”"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_its_key(change: dict[str, object], word: str) -> None:
    plain = _full()
    held = cast("list[dict[str, object]]", plain["figures"])[0]
    with pytest.raises(ReportFileError, match=word) as caught:
        from_plain({**plain, "figures": [{**held, **change}]})
    assert caught.value.where.startswith("document.figures[0]")
