"""What stands behind the signature and under the title: attachments and bylines, told by general signs."""

from __future__ import annotations

from gongwen.importers import NoteKind, import_text
from tests.importers.test_text import messages


def test_what_is_attached_behind_the_signature() -> None:
    letter = "清溪镇关于印发《河道管理办法》的通知\n各村：\n现印发给你们。\n清溪镇人民政府\n2026年1月5日\n"
    rules = (
        "河道管理办法\n第一条　为加强管理，制定本办法。\n第二条　本办法适用于全镇。\n第三条　本办法自公布之日起施行。"
    )
    passed_on = import_text(letter + rules)
    (annex,) = passed_on.document.annexes
    assert (annex.heading, annex.paragraphs[1]) == ("河道管理办法", "第二条　本办法适用于全镇。")
    assert any("落款之后" in message for message in messages(passed_on, NoteKind.UNCLEAR))
    table = "附件2\n河道巡查\n登记表\n（样式）\n一、填写要求\n按月填写。\n二、报送时间\n每月5日前。\n- 4 -"
    listed = letter.replace("现印发给你们。", "现印发给你们。\n附件：1.河道管理办法\n2.河道巡查登记表")
    both = import_text(listed + "附件1：\n" + rules + "\n" + table)
    first, second = both.document.annexes
    assert first == annex
    assert second.heading == "河道巡查登记表（样式）"
    assert [(child.heading, child.paragraphs) for child in second.children] == [
        ("填写要求", ("按月填写。",)),
        ("报送时间", ("每月5日前。",)),
    ]
    assert [note.source for note in both.report.of(NoteKind.LEFT_OUT)] == ["- 4 -"]
    assert not both.report.of(NoteKind.UNCLEAR)
    places = [note.location for note in both.report.notes if "附件的正文" in note.message]
    assert [place.section for place in places if place] == ["a1", "a2"]


def test_what_stands_under_a_title_is_its_byline() -> None:
    imported = import_text(
        "政府工作报告\n——2026年1月8日在清溪镇第三届人民代表大会第六次会议上\n镇长　王立新\n各位代表：\n现在，我报告工作。"
    )
    assert imported.document.byline == ("——2026年1月8日在清溪镇第三届人民代表大会第六次会议上", "镇长　王立新")
    assert imported.document.addressees == "各位代表"
    published = import_text(
        "清溪镇2025年法治政府建设情况报告\n清溪镇人民政府\n（2026年1月8日）\n2025年，全镇扎实工作。"
    )
    assert published.document.byline == ("清溪镇人民政府", "（2026年1月8日）")
    assert not any("没有认出" in message and "日期" in message for message in messages(published, NoteKind.UNCLEAR))


def test_attachments_of_a_text_that_nobody_signs() -> None:
    imported = import_text(
        "清溪镇防汛工作总结\n一、主要做法\n巡查36次。\n附件\n物资储备情况说明\n储备编织袋6000条。沙袋和水泵都已到位。"
    )
    (annex,) = imported.document.annexes
    assert (annex.heading, annex.paragraphs) == ("物资储备情况说明", ("储备编织袋6000条。沙袋和水泵都已到位。",))
    assert imported.document.body.children[0].paragraphs == ("巡查36次。",)


def test_an_attachment_keeps_a_way_of_counting_of_its_own() -> None:
    rows = [f"（{'一二三四五六'[at]}）指标" if at % 2 else f"{'一二三'[at // 2]}、方面" for at in range(6)]
    imported = import_text(
        "\n".join(
            ["关于考核的通知", "各村：", "请执行。", "清溪镇人民政府", "2026年1月5日", "附件", "考核指标表", *rows]
        )
    )
    (annex,) = imported.document.annexes
    assert annex.paragraphs == tuple(rows)
    assert not imported.report.of(NoteKind.CHANGED)


def test_a_note_and_an_attachment_run_together_and_names_that_open_with_a_year() -> None:
    imported = import_text(
        "关于考核的通知\n各村：\n请执行。\n附件：1.负面清单\n2.2025年度评定细则\n清溪镇人民政府\n2026年1月5日\n（联系人：王芳，电话：8123456） 附件1 负面清单 有下列情形之一的，不得参评：\n1.发生责任事故的；\n2.弄虚作假的。"
    )
    assert imported.document.attachments == ("负面清单", "2025年度评定细则")
    assert imported.document.note == "联系人：王芳，电话：8123456"
    (annex,) = imported.document.annexes
    assert (annex.heading, annex.paragraphs[0]) == ("负面清单", "有下列情形之一的，不得参评：")
