"""The figures of a document as plain values that JSON can hold, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from gongwen.errors import ReportFileError
from gongwen.indicators.data import Data, Drawing, Form, Link, Wording
from gongwen.indicators.indicator import Entry, Indicator, is_period
from gongwen.indicators.table import MOST_PLACES, fault_of, fault_of_all
from gongwen.indicators.wording import SCALES
from gongwen.plain import MEND, Reader, flat

if TYPE_CHECKING:
    from collections.abc import Callable


Item = TypeVar("Item", Indicator, Link, Drawing)


def data_to_plain(data: Data) -> dict[str, object]:
    """Return the figures of a document as dicts, lists, texts and numbers, every key present."""
    return {
        "indicators": [{**flat(each), "entries": [flat(entry) for entry in each.entries]} for each in data.indicators],
        "links": [{**flat(each), "wording": flat(each.wording)} for each in data.links],
        "drawings": [flat(each) for each in data.drawings],
        "carried": list(data.carried),
    }


def data_from(read: Reader) -> Data:
    """Return the figures that `data_to_plain` wrote; raise ReportFileError naming the first key that is wrong."""
    data = Data(
        indicators=_items(read, "indicators", Indicator, _indicator),
        links=_items(read, "links", Link, _link),
        drawings=_items(read, "drawings", Drawing, lambda each: Drawing(each.text("id"), each.text("recipe"))),
        carried=read.texts("carried"),
    )
    if fault := fault_of_all(data.indicators):
        raise ReportFileError(fault, where=read.place("indicators"), mend=MEND)
    return data


def _items(read: Reader, key: str, kind: type[Item], make: Callable[[Reader], Item]) -> tuple[Item, ...]:
    place = read.place(key)
    found = tuple(make(Reader(value, f"{place}[{at}]", kind)) for at, value in enumerate(read.items(key)))
    if len({each.id for each in found}) < len(found):
        raise ReportFileError(f"“{key}”里两处用了同一个“id”", where=place, mend=MEND)
    return found


def _indicator(read: Reader) -> Indicator:
    place = read.place("entries")
    entries = (Reader(value, f"{place}[{at}]", Entry) for at, value in enumerate(read.items("entries")))
    found = Indicator(
        id=read.text("id"),
        name=read.text("name"),
        unit=read.text("unit"),
        definition=read.text("definition"),
        source=read.text("source"),
        aliases=read.texts("aliases"),
        formula=read.text("formula"),
        places=read.whole("places"),
        whole=read.truth("whole"),
        least=read.text("least"),
        most=read.text("most"),
        parts=read.texts("parts"),
        entries=tuple(Entry(*(each.text(one.name) for one in fields(Entry))) for each in entries),
    )
    if fault := fault_of(found):
        raise ReportFileError(f"“{fault[0]}”{fault[1]}", where=read.place(fault[0]), mend=MEND)
    return found


def _link(read: Reader) -> Link:
    inner = read.inner("wording", Wording)
    form, scale, places = inner.text("form"), inner.text("scale"), inner.whole("places")
    if form not in set(Form):
        raise ReportFileError(f"“form”里没有“{form[:20]}”", where=inner.place("form"), mend=MEND)
    if scale not in SCALES:
        raise ReportFileError("“scale”只能是空、万或者亿", where=inner.place("scale"), mend=MEND)
    if not -1 <= places <= MOST_PLACES:
        raise ReportFileError("“places”应当是 -1 到 8", where=inner.place("places"), mend=MEND)
    if not is_period(read.text("period")):
        raise ReportFileError("“period”应当是 2025 或者 2025Q3", where=read.place("period"), mend=MEND)
    return Link(
        id=read.text("id"),
        indicator=read.text("indicator"),
        period=read.text("period"),
        section=read.text("section"),
        words=read.text("words"),
        before=read.text("before"),
        after=read.text("after"),
        group=read.text("group"),
        wording=Wording(Form(form), scale, places, inner.truth("thousands")),
    )
