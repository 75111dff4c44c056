"""The choice of a layout: the form shows its fields and no others, the pages follow, nothing is lost, undo takes it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document import Attendance, Document, Header, LayoutKind
from gongwen.store import Store
from gongwen.targets import read, write
from gongwen.typeset.letterhead import double_rules
from tests.layouts import letter, minutes, order
from tests.samples import small
from tests.widgets.screen import listen, opened, tell
from widgets import Workbook
from widgets.choice import LAYOUT, SEALED
from widgets.outline import entries
from widgets.parts import EXTRAS, HEAD, PARTS, TAIL, fields_of
from widgets.preview import painted


def choose(book: Workbook, kind: LayoutKind) -> None:
    book.desk.writer.open(HEAD)
    choice = next(each for each in book.desk.writer.form.choices if each.face["label"] == LAYOUT.label)
    tell(choice, "choose", value=str(kind))


def targets(book: Workbook, entry: str) -> list[str]:
    book.desk.writer.open(entry)
    return [field.target for field in book.desk.writer.form.fields]


def test_every_layout_can_be_chosen_and_says_where_it_comes_from() -> None:
    assert [value for value, _, _ in LAYOUT.answers] == list(LayoutKind)
    assert all("第7章" in note or "10." in note for _, _, note in LAYOUT.answers)


def test_each_layout_has_its_fields_and_no_others() -> None:
    book = opened()
    assert {"signatories", "byline"} <= set(targets(book, HEAD))
    choose(book, LayoutKind.LETTER)
    assert not {"signatories", "byline"} & set(targets(book, HEAD))
    assert targets(book, EXTRAS) == ["attachments", "copied_to"]
    choose(book, LayoutKind.MINUTES)
    assert "attendance" in targets(book, EXTRAS)
    assert book.desk.writer.form.choices == ()
    assert targets(book, TAIL) == ["signature", "date"]
    choose(book, LayoutKind.ORDER)
    assert targets(book, EXTRAS) == ["attachments", "copied_to", "printed", "printed_on"]


def test_the_open_form_follows_the_choice_at_once_and_labels_say_what_is_meant() -> None:
    book = opened(order())
    book.desk.writer.open(HEAD)
    form = book.desk.writer.form
    number = next(field for field in form.fields if field.target == "document_number")
    sent = listen(number)
    tell(number, "ready")
    assert sent[-1]["label"] == "令号"
    choose(book, LayoutKind.MINUTES)
    assert [each["label"] for each in sent if "label" in each] == ["令号", "纪要编号"]
    assert [field.target for field in form.fields] == [
        field.target for field in fields_of(book.desk.session.document, HEAD)
    ]


def test_a_choice_is_stored_and_undo_takes_it_back_and_shows_where() -> None:
    book = opened()
    choose(book, LayoutKind.LETTER)
    assert Store.open().load(book.frame.state["report"]).document.layout is LayoutKind.LETTER
    book.desk.writer.open("s2")
    book.desk.undo()
    assert book.desk.session.document == small()
    assert book.desk.writer.form.entry == HEAD
    assert "signatories" in [field.target for field in book.desk.writer.form.fields]


def test_what_a_layout_does_not_show_is_there_again_when_it_is_changed_back() -> None:
    full = replace(small(), header=Header(authority_mark=("清溪镇人民政府文件",), signatories=("周明远",)))
    book = opened(full)
    choose(book, LayoutKind.LETTER)
    choose(book, LayoutKind.ORDINARY)
    assert book.desk.session.document == full


def test_what_is_printed_can_be_reached() -> None:
    for document in (small(), letter(), order(), minutes()):
        for kind in LayoutKind:
            shown = {each.target for part in PARTS for each in fields_of(replace(document, layout=kind), part)}
            book = opened(replace(document, layout=kind))
            layout = book.desk.writer.preview.layout_now
            assert layout
            printed = {span.source.section for page in layout.pages for line in page.lines for span in line.sources}
            assert {
                section for section in printed if section in {each.target for f in PARTS.values() for each in f}
            } <= shown


def test_a_seal_is_asked_for_only_where_one_is_put() -> None:
    for document, asked in ((small(), True), (letter(), True), (order(), False), (minutes(), False)):
        book = opened(document)
        book.desk.writer.open(TAIL)
        labels = [choice.face["label"] for choice in book.desk.writer.form.choices]
        assert (SEALED.label in labels) is asked


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("出席：沈立群、周文", (Attendance("出席", "沈立群、周文"),)),
        ("出席:沈立群(10:30到会)", (Attendance("出席", "沈立群(10:30到会)"),)),
        ("出席", (Attendance(names="出席"),)),
        ("：沈立群", (Attendance(names="：沈立群"),)),
        ("出席：\n", (Attendance("出席"), Attendance())),
        ("", ()),
    ],
)
def test_a_line_of_attendance_is_a_label_and_names_and_keeps_its_length(
    text: str, held: tuple[Attendance, ...]
) -> None:
    document = write(minutes(), "attendance", text)
    assert document.attendance == held
    assert read(document, "attendance") == text.replace("席:", "席：")


def test_the_page_is_told_the_double_rules_and_that_a_letter_s_first_page_has_no_number() -> None:
    book = opened(letter(24))
    preview = book.desk.writer.preview
    sent = listen(preview)
    tell(preview, "ready")
    assert sent[-1]["bare"] == [1]
    mark = sent[-1]["insert"][0]
    assert [len(rule) for rule in mark["d"]] == [2] * 4
    layout = preview.layout_now
    assert layout
    line = layout.pages[0].lines[0]
    assert [rule[0] * 15 for rule in painted(line, 0)["d"]] == pytest.approx([down for down, _ in double_rules(line)])
    choose(book, LayoutKind.ORDINARY)
    assert (sent[-1]["base"], sent[-1]["bare"]) == (-1, [])


def test_an_order_and_minutes_need_no_title_and_no_addressee() -> None:
    def state(document: Document) -> str:
        head = next(item for item in entries(document, None, imported=False) if item["id"] == HEAD)
        return str(head["state"])

    assert state(order()) == "已填"
    assert state(replace(minutes(), title="")) == "已填"
    assert state(replace(order(), header=Header())) == "缺标志"
    assert state(replace(letter(), title="")) == "缺标题"
