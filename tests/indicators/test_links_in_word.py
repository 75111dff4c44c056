"""Figures that are linked go to Word as plain text, and are linked still when it comes back, but for what was changed there."""

from __future__ import annotations

import io
import re
import zipfile

from docx import Document as WordFile

from exports.docx import export_docx
from gongwen.importers import import_bytes
from gongwen.indicators.links import State, followed, placed
from gongwen.person import KnownBy, Person
from gongwen.returns import look, take
from gongwen.review.suggestions import accepted
from gongwen.session import Session
from gongwen.store import Store
from tests.importers.returns import changed, gone, ins, sent, t
from tests.indicators.samples import TEXT, report, text_of, with_amount


def test_word_shows_plain_text_and_nothing_of_the_table() -> None:
    data = export_docx(report()).data
    assert TEXT in [paragraph.text.strip() for paragraph in WordFile(io.BytesIO(data)).paragraphs]
    again = import_bytes(data, name="x.docx").document
    assert "\n".join(again.body.children[0].paragraphs) == TEXT
    assert again.data.indicators == (), "a table with names of people in it goes to nobody with the text"


def run_of(data: bytes, words: str) -> str:
    """Return the run of a Word file that holds just these words."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read("word/document.xml").decode()
    (found,) = re.findall(rf"<w:r>(?:(?!</w:r>).)*>{words}</w:t></w:r>", text)
    return str(found)


def test_what_was_changed_in_word_is_told_and_the_rest_follows_the_table_still() -> None:
    store = Store.open(person=Person("张三", KnownBy.TYPED))
    name = store.create(report()).id
    data = sent(report(), report=name, version=1)
    amount, words = run_of(data, "24"), run_of(data, "份。")
    data = changed(
        data, (amount, gone("24") + ins("26")), (words, words.replace("份。", "份") + ins("给群众", number=3) + t("。"))
    )
    take(store, name, look(store, name, data, "x.docx"))
    session = Session(store.load(name).document)
    session.apply(accepted(session.document, store.review.all(name)), "采纳")
    back = store.save(name, session.document, store.version(name)).document
    assert text_of(back, "a") == "全年开展法治宣传活动26场，同比增长33.3%；发放宣传资料6500份给群众。"
    assert [each.state for each in placed(back)] == [State.TYPED, *[State.TRUE] * 5]
    after = followed(back, with_amount(with_amount(back.data, "talks", "36"), "leaflets", "9"))
    assert text_of(after, "a") == "全年开展法治宣传活动26场，同比增长100%；发放宣传资料9份给群众。"
