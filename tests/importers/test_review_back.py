"""A Word file that comes back: what is in it is read right, stands in the right place, and is brought once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongwen.errors import ImportRefusedError
from gongwen.importers.review import read_review
from gongwen.review.annotation import Annotation, Closing, Kind, Outcome, Weight
from gongwen.review.items import Descent, Item, Returned, What
from gongwen.review.printed import MARK
from gongwen.review.returned import returned
from gongwen.review.texts import rewrite, texts
from gongwen.targets import HEADING_SUFFIX
from tests.exports.annotated import AT, answer, by_chance, remark
from tests.exports.reports import reports
from tests.exports.test_review_out import words
from tests.importers.returns import changed, gone, ins, mark, rewritten, sent, t
from tests.importers.word_files import docx, p, run, table
from tests.layouts import all_layouts
from tests.pace import within
from tests.samples import FIGURES, long, small, tabled

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.document import Document

DOCUMENTS = {**reports(), **all_layouts(), "tabled": tabled()}


def back(data: bytes, document: Document, *annotations: Annotation, report: str = "r7") -> Returned:
    return returned(read_review(data, "x.docx"), document, annotations, report=report, version=12)


def applied(document: Document, items: tuple[Item, ...]) -> dict[str, str]:
    """Return the texts after all suggestions, the last ones first so that places stay true."""
    made = [item for item in items if item.replacement is not None and item.anchor is not None]
    for item in sorted(made, key=lambda each: (each.anchor.key, -each.anchor.start)):  # type: ignore[union-attr]
        at = item.anchor
        assert at is not None
        text = texts(document)[at.key]
        assert text[at.start : at.end] == at.quote
        document = rewrite(document, at.key, text[: at.start] + (item.replacement or "") + text[at.end :])
    return texts(document)


def only(found: Returned) -> Item:
    (item,) = found.items
    return item


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_comes_back_as_it_went_brings_nothing(name: str) -> None:
    document = DOCUMENTS[name]
    for seed in range(3):
        annotations = by_chance(document, seed)
        found = back(sent(document, *annotations), document, *annotations)
        assert found.descent is Descent.OURS
        assert (found.items, found.notes) == ((), ())


def test_without_our_own_part_bookmarks_tell_what_went_out() -> None:
    document = DOCUMENTS["joint"]
    annotations = by_chance(document, 4)
    stripped = rewritten(sent(document, *annotations), {}, without=("customXml", "docProps", "word/commentsExtended"))
    found = back(stripped, document, *annotations)
    assert found.descent is Descent.ALIKE
    assert not [item for item in found.items if item.what not in {What.REPLY, What.REFUSED}]


@pytest.mark.parametrize(
    ("old", "new", "key", "after"),
    [
        (t("镇长亲自部署。"), t("镇长") + gone("亲自") + ins("带头") + t("部署。"), "s2", "镇长带头部署。"),
        (t("镇长亲自部署。"), gone("镇长") + t("亲自部署。"), "s2", "亲自部署。"),
        (t("镇长亲自部署。"), t("镇长亲自") + ins("研究") + t("部署。"), "s2", "镇长亲自研究部署。"),
        (t("一、主要举措和成效"), t("一、主要") + gone("举措") + ins("做法") + t("和成效"), "s1#heading", "主要做法和成效"),
        (t("（二）规范执法行为。"), t("（二）") + ins("严格") + t("规范执法行为。"), "s3#heading", "严格规范执法行为。"),
        (t("中共清溪镇委员会"), t("中共") + gone("清溪") + ins("石桥") + t("镇委员会"), "signature", "中共石桥镇委员会"),
        (t("对重点排污单位实行清单管理。"), t("对重点") + gone("排污") + t("单位实行清单管理。"), "b1@cells", "对重点单位实行清单管理。"),
        (t("特此报告。"), t("特此报告") + ins("，请审阅") + t("。"), "closing", "特此报告，请审阅。"),
    ],
)  # fmt: skip
def test_a_tracked_change_arrives_as_a_suggestion(old: str, new: str, key: str, after: str) -> None:
    document = tabled(FIGURES)
    data = sent(document)
    found = back(rewritten(data, {"word/document.xml": lambda text: _replaced(text, old, new)}), document)
    item = only(found)
    assert (item.what, item.by.name) == (What.SUGGESTION, "赵敏")
    assert after in applied(document, found.items)[key]


def _replaced(text: str, old: str, new: str) -> str:
    """Replace a run, whatever its properties."""
    words_of = re.search(r">([^<]+)</w:t>", old)
    assert words_of is not None
    found = re.compile(
        r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space=\"preserve\">"
        + re.escape(words_of[1])
        + "</w:t></w:r>"
    )
    assert len(found.findall(text)) == 1, words_of[1]
    return found.sub(lambda _: new, text)


PARAGRAPH = '<w:p><w:pPr><w:pStyle w:val="GWParagraph"/>{}</w:pPr>{}</w:p>'


def test_paragraphs_put_in_taken_out_cut_and_joined() -> None:
    document = small()
    data = sent(document)
    own = PARAGRAPH.format("", t("镇长亲自部署。"))
    cases = {
        PARAGRAPH.format(mark("ins"), ins("书记带头学法。")) + own: "。\n书记带头学法。\n镇长亲自部署。",
        own + PARAGRAPH.format(mark("ins"), ins("书记带头学法。")): "镇长亲自部署。\n书记带头学法。",
        PARAGRAPH.format(mark("del"), gone("镇长亲自部署。")): "解决问题6项。",
        PARAGRAPH.format(mark("ins"), t("镇长亲自")) + PARAGRAPH.format("", t("部署。")): "镇长亲自\n部署。",
    }
    for new, after in cases.items():
        found = back(changed(data, (own, new)), document)
        assert [item.what for item in found.items] == [What.SUGGESTION], new
        assert applied(document, found.items)["s2"].endswith(after)
    head = '<w:p><w:pPr><w:pStyle w:val="GWParagraph"/></w:pPr>' + t("全年召开专题会议")
    found = back(changed(data, (head, head.replace("</w:pPr>", mark("del") + "</w:pPr>"))), document)
    assert applied(document, found.items)["s2"] == "全年召开专题会议4次，研究解决问题6项。镇长亲自部署。"


def test_an_item_that_is_taken_out_takes_its_mark_along() -> None:
    document = rewrite(small(), "s4", "（＃）宣传不够深入。\n（＃）投入不足。\n（＃）人手不够。")
    item = '<w:p><w:pPr><w:pStyle w:val="GWItem"/>{}</w:pPr>{}</w:p>'
    body = part_of(sent(document), "word/document.xml")
    own = next(match for match in re.findall(r"<w:p>.*?</w:p>", body) if "投入不足" in match)
    found = back(changed(sent(document), (own, item.format(mark("del"), gone("（2）投入不足。")))), document)
    assert applied(document, found.items)["s4"] == "（＃）宣传不够深入。\n（＃）人手不够。"


def test_a_move_is_two_suggestions_that_say_so() -> None:
    document = small()
    data = sent(document)
    own = PARAGRAPH.format("", t("镇长亲自部署。"))
    other = PARAGRAPH.format("", t("一是宣传不够深入。"))

    def moved(kind: str, text: str) -> str:
        who = 'w:id="91" w:author="赵敏" w:date="2026-11-27T09:30:00Z"'
        inner = PARAGRAPH.format(f"<w:rPr><w:{kind} {who}/></w:rPr>", f"<w:{kind} {who}>{run(text)}</w:{kind}>")
        return f'<w:{kind}RangeStart w:id="92" w:name="m1"/>{inner}<w:{kind}RangeEnd w:id="92"/>'

    file = changed(data, (own, moved("moveFrom", "镇长亲自部署。")), (other, other + moved("moveTo", "镇长亲自部署。")))
    revised = read_review(file, "x.docx")
    assert revised.original == read_review(data, "x.docx").original
    found = back(file, document)
    assert [item.what for item in found.items] == [What.SUGGESTION] * 2
    assert all("移动" in item.text for item in found.items)
    after = applied(document, found.items)
    assert after["s2"].strip(MARK) == "全年召开专题会议4次，研究解决问题6项。"
    assert after["s4"] == "一是宣传不够深入。\n镇长亲自部署。"


def test_accept_all_and_reject_all_are_the_truth() -> None:
    first, second = 'w:id="1" w:author="甲"', 'w:id="2" w:author="乙"'
    nested = f"<w:ins {first}>{run('新增')}<w:del {second}><w:r><w:delText>又删</w:delText></w:r></w:del></w:ins>"
    split = f"<w:del {first}><w:r><w:delText>旧</w:delText></w:r></w:del><w:del {first}><w:r><w:delText>话</w:delText></w:r></w:del>"
    row = f"<w:tr><w:trPr><w:del {first}/></w:trPr><w:tc>{p('删行')}</w:tc></w:tr>"
    cells = table(("甲格", "乙格")).replace("</w:tbl>", f"{row}</w:tbl>")
    data = docx(
        p(run("开头") + nested + run("结尾")),
        p(split + f"<w:ins {second}>{run('新话')}</w:ins>" + run("照旧")),
        f"<w:p><w:pPr><w:rPr><w:del {first}/></w:rPr></w:pPr>{run('前段')}</w:p>",
        p(f"<w:hyperlink><w:ins {first}>{run('链接')}</w:ins></w:hyperlink>{run('后段')}"),
        cells,
    )
    revised = read_review(data, "x.docx")
    assert revised.original == "开头结尾\n旧话照旧\n前段\n后段\n甲格\n乙格\n删行\n"
    assert revised.final == "开头新增结尾\n新话照旧\n前段链接后段\n甲格\n乙格\n"
    assert [each.what for each in revised.noted] == ["删除表格行"]


def test_silent_edits_are_found_by_comparison() -> None:
    document = small()
    data = sent(document)
    found = back(changed(data, ("镇长亲自部署。", "镇长带头部署。"), ("特此报告。", "特此报告.")), document)
    item = only(found)
    assert (item.what, item.text, item.by.name) == (What.SILENT, "未留痕修改", "")
    assert applied(document, found.items)["s2"].endswith("镇长带头部署。")


def test_computed_numbers_are_not_text() -> None:
    document = small()
    found = back(changed(sent(document), ("二、存在", "三、存在")), document)
    assert not found.items
    assert any("编号" in note for note in found.notes)


def test_format_changes_are_told_and_not_brought() -> None:
    document = small()
    bold = '<w:r><w:rPr><w:b/><w:rPrChange w:id="91" w:author="赵敏" w:date="2026-11-27T09:30:00Z"><w:rPr/></w:rPrChange></w:rPr>'
    found = back(changed(sent(document), (t("镇长亲自部署。"), t("镇长亲自部署。").replace("<w:r>", bold))), document)
    assert not found.items
    assert any("赵敏" in note and "文字格式" in note for note in found.notes)


COMMENT = '<w:comment w:id="{id}" w:author="赵敏" w:date="2026-11-27T09:30:00Z"><w:p w14:paraId="{para}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'


def commented(data: bytes, text: str, *, parent: str = "", number: int = 900, para: str = "00000ABC") -> bytes:
    """Return a file with a comment of another person on 镇长亲自部署, which may answer another one."""
    extended = (
        f'<w15:commentEx w15:paraId="{para}" w15:done="0"' + (f' w15:paraIdParent="{parent}"' if parent else "") + "/>"
    )
    start, end = f'<w:commentRangeStart w:id="{number}"/>', f'<w:commentRangeEnd w:id="{number}"/>'
    body = lambda xml: _replaced(xml, t("镇长亲自部署。"), start + t("镇长亲自部署") + end + t("。"))  # noqa: E731
    return rewritten(
        data,
        {
            "word/document.xml": body,
            "word/comments.xml": lambda xml: xml.replace(
                "</w:comments>", COMMENT.format(id=number, para=para, text=text) + "</w:comments>"
            ),
            "word/commentsExtended.xml": lambda xml: xml.replace("</w15:commentsEx>", extended + "</w15:commentsEx>"),
        },
    )


def test_a_new_comment_arrives_once_with_its_kind_and_weight() -> None:
    document = small()
    data = commented(sent(document), "【数据·必改】请核实")
    item = only(back(data, document))
    assert item.anchor is not None
    assert (item.what, item.text, item.kind, item.weight) == (What.REMARK, "请核实", Kind.FIGURE, Weight.MUST)
    assert (item.anchor.key, item.anchor.quote, item.by.name) == ("s2", "镇长亲自部署", "赵敏")
    brought = Annotation("a9", 9, "赵敏", AT, item.anchor, item.text, sent_at=AT, came_by="digest")
    assert not back(data, document, brought).items


def test_a_reply_arrives_in_its_thread_and_states_are_told() -> None:
    document = small()
    asked = remark(1, words(document, "s2", "4次"), "请核", replies=(answer(1, "已核"),))
    done = remark(2, words(document, "s2", "6项"), "漏了", closing=Closing(Outcome.ACCEPTED, "", "张三", AT, 1))
    data = sent(document, asked, done)
    root = re.findall(r'<comment thread="_GW1" part="" para="(\w+)"', part_of(data, "customXml/item1.xml"))[0]
    other = re.findall(r'<comment thread="_GW2" part="" para="(\w+)"', part_of(data, "customXml/item1.xml"))[0]
    file = commented(data, "还是不对", parent=root)

    def states(xml: str) -> str:
        closed = xml.replace(f'"{root}" w15:done="0"', f'"{root}" w15:done="1"')
        return closed.replace(f'"{other}" w15:done="1"', f'"{other}" w15:done="0"')

    found = back(rewritten(file, {"word/commentsExtended.xml": states}), document, asked, done)
    assert [(item.what, item.annotation, item.text) for item in found.items] == [
        (What.REPLY, "a1", "还是不对"), (What.CLOSED, "a1", ""), (What.REOPENED, "a2", ""),
    ]  # fmt: skip
    answered = replace(asked, replies=(*asked.replies, answer(2, "还是不对", "赵敏")))
    assert not back(file, document, answered, done).items


def part_of(data: bytes, name: str) -> str:
    kept: list[str] = []
    rewritten(data, {name: lambda text: kept.append(text) or text})  # type: ignore[func-returns-value]
    return kept[0]


def test_a_suggestion_that_word_accepted_refused_or_changed() -> None:
    document = small()
    one = remark(1, words(document, "s2", "亲自部署"), "", "带头部署")
    data = sent(document, one)
    body = part_of(data, "word/document.xml")
    out, into = re.findall(r"<w:del [^>]*>.*?</w:del>", body)[0], re.findall(r"<w:ins [^>]*>.*?</w:ins>", body)[0]
    taken = changed(data, (out, ""), (into, t("带头")))
    assert [(item.what, item.annotation) for item in back(taken, document, one).items] == [(What.TAKEN, "a1")]
    refused = changed(data, (out, t("亲自")), (into, ""))
    assert [(item.what, item.annotation) for item in back(refused, document, one).items] == [(What.REFUSED, "a1")]
    nested = (
        into.replace("<w:r>", "<w:del w:id='77' w:author='赵敏'><w:r>")
        .replace("</w:r>", "</w:r></w:del>")
        .replace("w:t", "w:delText")
    )
    item = only(back(changed(data, (into, nested)), document, one))
    assert (item.what, item.annotation) == (What.REPLY, "a1")


def test_wps_splits_runs_and_names_parts_otherwise() -> None:
    document = small()
    asked = remark(1, words(document, "s2", "4次"), "请核", replies=(answer(1, "已核"),))
    data = sent(document, asked)
    split = changed(
        data, (t("镇长亲自部署。"), "".join(f'<w:proofErr w:type="spellStart"/>{t(char)}' for char in "镇长亲自部署。"))
    )
    comments = part_of(split, "word/comments.xml")
    moved = rewritten(
        split,
        {
            "word/annotations.xml": lambda _: comments,
            "word/_rels/document.xml.rels": lambda xml: xml.replace('"comments.xml"', '"/word/annotations.xml"'),
        },
        without=("word/comments.xml",),
    )
    found = back(moved, document, asked)
    assert (found.items, found.notes) == ((), ())


def test_names_that_were_stripped_are_said() -> None:
    document = small()
    found = back(
        changed(
            sent(document),
            ("<w:evenAndOddHeaders/>", "<w:removePersonalInformation/><w:evenAndOddHeaders/>"),
            part="word/settings.xml",
        ),
        document,
    )
    assert found.nameless
    assert any("个人信息" in note for note in found.notes)


def test_a_file_of_another_report_or_text_brings_nothing() -> None:
    other = back(sent(small()), small(), report="r8")
    assert (other.descent, other.items) == (Descent.OTHER, ())
    foreign = back(docx(p("关于召开春季运动会的通知"), p("各班级：现定于三月举行。")), small())
    assert (foreign.descent, foreign.items) == (Descent.FOREIGN, ())
    assert "比较" in foreign.notes[0]


def test_a_report_four_times_as_long_is_read_in_little_more_than_four_times_the_time() -> None:
    short, document = long(12_500), long(50_000)
    parts, data = changed_everywhere(sent(short)), changed_everywhere(sent(document))
    assert within(6, lambda: back(data, document), lambda: back(parts, short))
    assert within(6, lambda: back(data, document), lambda: sent(document)), "and not much more than writing it took"
    found = back(data, document)
    assert len(found.items) == data_count(document)


def changed_everywhere(data: bytes) -> bytes:
    return rewritten(
        data, {"word/document.xml": lambda xml: xml.replace("扎实推进依法行政，健全重大", "切实推进依法行政，健全重大")}
    )


def data_count(document: Document) -> int:
    return sum(
        text.count("扎实推进依法行政，健全重大")
        for key, text in texts(document).items()
        if not key.endswith(HEADING_SUFFIX)
    )


def test_every_real_word_file_is_read(shared: Path) -> None:
    for file in sorted((shared / "corpus" / "docx").glob("*.docx")):
        revised = read_review(file.read_bytes(), file.name)
        kept = sum(len(each.text) for each in revised.stretches if each.is_kept)
        put_in = sum(len(each.text) for each in revised.stretches if each.put_in and not each.taken_out)
        taken_out = sum(len(each.text) for each in revised.stretches if each.taken_out and not each.put_in)
        assert len(revised.final) == kept + put_in, file.name
        assert len(revised.original) == kept + taken_out, file.name
        assert all(-1 <= each.start <= each.end for each in revised.remarks), file.name


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", "只是文字".encode()])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(ImportRefusedError):
        read_review(data, "x.docx")


def test_broken_and_bursting_parts_are_refused() -> None:
    data = sent(small(), remark(1, words(small(), "s2", "4次"), "请核"))
    with pytest.raises(ImportRefusedError):
        read_review(rewritten(data, {"word/comments.xml": lambda text: text[:-30]}), "x.docx")
    with pytest.raises(ImportRefusedError, match="展开后太大"):
        read_review(
            rewritten(data, {"word/comments.xml": lambda _: "<w:comments>" + " " * (60 << 20) + "</w:comments>"}),
            "x.docx",
        )
    deep = "<w:ins>" * 2000 + "</w:ins>" * 2000
    with pytest.raises(ImportRefusedError):
        read_review(changed(data, (t("镇长亲自部署。"), deep)), "x.docx")
