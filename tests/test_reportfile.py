"""A report file says what it is, comes back as it was, and is refused by key and place when it is not as it should be."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.codec import to_plain
from gongwen.document import (
    BODY_ID,
    Appearance,
    Attendance,
    Document,
    Figure,
    Header,
    Imprint,
    Merge,
    Section,
    Signature,
    Table,
)
from gongwen.errors import ReportFileError
from gongwen.indicators.data import Data, Drawing, Link, Wording
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.reportfile import FORMAT, KEYS, MOST_BYTES, VERSION, dumps, loads
from tests.pictures import figure
from tests.samples import DATA, FIGURES, long, small
from tests.test_codec import DOCUMENTS

ROOT = Path(__file__).resolve().parent.parent


@given(DOCUMENTS)
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    assert loads(dumps(document)) == document
    assert loads(b"\xef\xbb\xbf" + dumps(document).encode()) == document


def test_a_long_report_is_read_and_written_quickly_and_small() -> None:
    assert loads(dumps(long(50_000))) == long(50_000)
    assert len(dumps(long(50_000)).encode()) < 50_000 * 4


def test_the_text_of_the_file_can_be_read_by_people() -> None:
    assert '"title": "关于2025年度法治政府建设情况的报告"' in dumps(small())
    assert dumps(small()).endswith("}\n")


def test_half_a_character_does_not_stop_the_file() -> None:
    torn = Document(title="标\ud83d题", body=Section(BODY_ID, paragraphs=("\ud83d\ude00",)))
    kept = loads(dumps(torn).encode())
    assert (kept.title, kept.body.paragraphs) == ("标�题", ("😀",))
    assert loads(dumps(small()).replace("特此报告。", "\\ud83d")).closing == ("�",)


def _file(**changes: object) -> str:
    return json.dumps({"format": FORMAT, "version": VERSION, "document": to_plain(small()), **changes})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "损坏"),
        ("[]", "不是公文工作簿"),
        ('{"format": "other"}', "不是公文工作簿"),
        (dumps(small())[:-200], "损坏（第 "),
        ("[" * 100_000, "损坏"),
        ('{"format": ' + "9" * 10_000 + "}", "损坏"),
        ("一份稿子".encode("gb18030"), "UTF-8"),
        (_file(version=VERSION + 1), f"第 {VERSION + 1} 版"),
        (_file(version="1"), "没有写明版本"),
        (_file(version=True), "没有写明版本"),
        (_file(version=0), "没有写明版本"),
        (_file(extra=1), "“extra”"),
        (_file(document=None), "“document”"),
        (_file(document={**to_plain(small()), "year": 1e400}), "“year”"),
        (" " * (MOST_BYTES + 1), "太大"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_not_as_it_should_be_is_a_sentence(data: str | bytes, says: str) -> None:
    with pytest.raises(ReportFileError) as caught:
        loads(data)
    assert says in caught.value.sentence
    assert caught.value.mend


@pytest.mark.parametrize("name", ["a#heading", "a b", "x" * 81, "<b>", "a/b"])
def test_a_sections_id_is_a_plain_word(name: str) -> None:
    with pytest.raises(ReportFileError, match="“id”不能用"):
        loads(dumps(Document(body=Section(BODY_ID, children=(Section(name),)))))


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_whatever_comes_it_is_a_document_or_a_sentence(data: bytes | str) -> None:
    with pytest.raises(ReportFileError):
        loads(data)


@given(st.data())
def test_a_file_damaged_anywhere_is_refused_or_still_a_document(data: st.DataObject) -> None:
    text = dumps(small())
    at = data.draw(st.integers(0, len(text) - 1))
    broken = text[:at] + data.draw(st.sampled_from(["", '"', "{", "]", ",", "null", "9"])) + text[at + 1 :]
    try:
        found: object = loads(broken)
    except ReportFileError as error:
        found = error
    assert isinstance(found, Document) or found.mend  # type: ignore[attr-defined]


def test_the_document_of_the_format_says_what_the_code_reads() -> None:
    text = (ROOT / "docs" / "report-format.md").read_text("utf-8")
    example = re.search(r"```json\n(.+?)```", text, re.DOTALL)
    assert example
    assert loads(example[1]).section("s1").slot == "done"
    assert tuple(json.loads(example[1])) == KEYS
    parts = dict(re.findall(r"^## (\w+)：.+?\n(.+?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    kinds = {"document": Document, "section": Section, "header": Header, "signature": Signature, "imprint": Imprint,
             "appearance": Appearance, "attendance": Attendance, "table": Table, "merge": Merge,
             "figure": Figure, "data": Data, "indicator": Indicator, "entry": Entry, "link": Link, "wording": Wording,
             "drawing": Drawing}  # fmt: skip
    types = {"文字": str, "整数": int, "真或假": bool, "列表": list, "对象": dict}
    plain = to_plain(
        replace(small(), tables=(FIGURES,), attendance=(Attendance("出席", "王芳"),), figures=(figure(),), data=DATA)
    )
    data = cast("dict[str, list[dict[str, list[object]]]]", plain["data"])
    table = cast("list[dict[str, list[object]]]", plain["tables"])[0]
    plain_of = {"document": plain, "section": plain["body"], "table": table, "merge": table["merges"][0],
                "attendance": cast("list[object]", plain["attendance"])[0],
                "figure": cast("list[object]", plain["figures"])[0], "data": data, "indicator": data["indicators"][0],
                "entry": data["indicators"][0]["entries"][0], "link": data["links"][0],
                "wording": data["links"][0]["wording"], "drawing": data["drawings"][0]}  # fmt: skip
    assert set(parts) == set(kinds)
    for name, kind in kinds.items():
        rows = re.findall(r"^\| `(\w+)` \| (\S+) \|", parts[name], re.MULTILINE)
        assert [key for key, _ in rows] == [field.name for field in fields(kind)], name
        values = plain_of.get(name, plain.get(name))
        assert isinstance(values, dict)
        for key, word in rows:
            assert type(values[key]) is types[word], key
