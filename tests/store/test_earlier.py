"""The report of the year before is found by kind and organs, or by its title, and checks go by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from gongwen import edits
from gongwen.document import Document, Signature
from gongwen.store import Store
from tests.samples import small


def of_year(year: int, *organs: str, **also: object) -> Document:
    """Return a report of a year and of organs."""
    document = replace(small(), year=year, title=f"关于{year}年度法治政府建设情况的报告")
    return replace(document, signature=Signature(organs or ("清溪镇人民政府",)), **also)  # type: ignore[arg-type]


def earlier(store: Store, name: str) -> tuple[Document, ...]:
    return store.findings.setting(name).earlier


def test_last_years_report_of_the_same_kind_and_organ_is_found(where: Path | str) -> None:
    store = Store.open(where)
    wanted = of_year(2024)
    store.create(wanted)
    for other in (
        of_year(2023), of_year(2025), of_year(2024, "白石镇人民政府"), of_year(2024, kind="work_report"),
        of_year(2024, "清溪镇人民政府", "中共清溪镇委员会"),
    ):  # fmt: skip
        store.create(other)
    name = store.create(of_year(2025)).id
    assert earlier(store, name) == (wanted,)
    assert [each.year for each in earlier(store, store.list()[-1].id)] == [2023]


def test_organs_are_the_same_in_any_order_and_with_blanks(where: Path | str) -> None:
    store = Store.open(where)
    store.create(of_year(2024, "中共清溪镇委员会", "清溪镇 人民政府"))
    name = store.create(of_year(2025, "清溪镇人民政府", "中共清溪镇委员会")).id
    assert len(earlier(store, name)) == 1


def test_without_organs_the_title_tells_but_for_the_year(where: Path | str) -> None:
    store = Store.open(where)
    store.create(replace(of_year(2024), signature=Signature()))
    store.create(replace(of_year(2024), signature=Signature(), title="关于2024年度别的工作的报告"))
    name = store.create(replace(of_year(2025), signature=Signature())).id
    assert [each.title for each in earlier(store, name)] == ["关于2024年度法治政府建设情况的报告"]


def test_of_several_the_archived_one_counts_then_the_last_saved_and_none_in_the_bin(where: Path | str) -> None:
    store = Store.open(where)
    first, second, third = (store.create(of_year(2024, addressees=f"第{at}份")) for at in range(3))
    name = store.create(of_year(2025)).id
    assert earlier(store, name) == (third.document,)
    store.delete(third.id)
    assert earlier(store, name) == (second.document,)
    store.archive(first.id)
    assert earlier(store, name) == (first.document,)
    changed = edits.set_paragraphs(first.document, "s4", ("改过的。",))
    store.save(first.id, changed, 1)
    assert earlier(store, name) == (changed,)


@pytest.mark.parametrize("year", [2025, 0])
def test_where_there_is_none_nothing_is_found(where: Path | str, year: int) -> None:
    store = Store.open(where)
    store.create(of_year(0))
    name = store.create(of_year(year)).id
    assert earlier(store, name) == ()
    assert earlier(store, "不在的") == ()


def test_the_setting_is_of_today_and_of_the_import(where: Path | str) -> None:
    store = Store.open(where)
    name = store.create(of_year(2025)).id
    note = '{"kind": "changed", "line": 3, "source": "二、成效", "message": "改了编号", "location": ["s4", 0, 0, 2]}'
    store.set_import_report(name, f'{{"source_name": "去年.docx", "half_width": 0, "notes": [{note}], "read": true}}')
    setting = store.findings.setting(name)
    assert setting.today == datetime.now().astimezone().date()
    assert [each.message for each in setting.notes] == ["改了编号"]
    store.set_import_report(name, "坏的")
    assert store.findings.setting(name).notes == ()


def test_finding_it_again_reads_no_report_anew(where: Path | str) -> None:
    store = Store.open(where)
    store.create(of_year(2024))
    name = store.create(of_year(2025)).id
    first = earlier(store, name)
    statements: list[str] = []
    event.listen(store._access.engine, "before_cursor_execute", lambda *what: statements.append(what[2]))
    assert earlier(store, name)[0] is first[0]
    assert not [each for each in statements if "section" in each or "frame" in each]
