"""What careless hands bring: texts a PDF broke, chats, mails, two papers in one file, scanned numbers, blanks and emoji."""

from __future__ import annotations

import pytest

from gongwen.importers import NoteKind, import_text
from tests.importers.test_nothing_lost import assert_nothing_lost
from tests.importers.test_text import headings, messages

BROKEN = """关于2025年河道整治情况的报告
县人民政府：
    2025年，我镇认真贯彻落实县委、县政府关于河道整治的部署要
求，坚持系统治理、标本兼治，全力做好各项工作，现将有关情况报
告如下：
    一、主要做法
    （一）压实责任。成立由镇长任组长的河道整治工作领导小组，明
确各村责任人，签订责任书36份，做到层层有人抓、事事有人管。
    （二）筹措资金。多方筹措资金120万元，其中县级补助80万元、
镇级配套40万元，全部用于清淤和护岸。
清溪镇人民政府
2026年1月5日"""

PAGED = """清溪镇人民政府关于2025年度普法工作情况的报告
县委依法治县办：
2025年，清溪镇把普法工作摆上重要位置，坚持集中宣传和日常
宣传相结合，各项工作取得新的进展。现将有关情况报告如下。
一、主要做法
镇党委、镇政府主要负责同志带头学法，全年集中学习12次，参
— 1 —
清溪镇人民政府
加旁听庭审2次，领导干部依法办事的能力进一步提高，为全镇各
项工作提供了有力的法治保障，受到群众普遍好评。
二、存在问题
宣传形式还比较单一，部分群众对身边的法律知识了解不多，需要
— 2 —
清溪镇人民政府
在今后的工作中下功夫改进，努力做到家喻户晓、人人皆知。
清溪镇人民政府
2026年1月15日"""


def test_short_texts_that_a_pdf_broke_are_joined() -> None:
    imported = import_text(BROKEN)
    document = imported.document
    assert document.body.paragraphs == (
        "2025年，我镇认真贯彻落实县委、县政府关于河道整治的部署要求，坚持系统治理、标本兼治，全力做好各项工作，现将有关情况报告如下：",
    )
    first, second = document.body.children[0].children
    assert first.paragraphs[0].endswith("明确各村责任人，签订责任书36份，做到层层有人抓、事事有人管。")
    assert second.paragraphs[0].endswith("县级补助80万元、镇级配套40万元，全部用于清淤和护岸。")
    assert document.signature.organs == ("清溪镇人民政府",)
    assert any("4 行接成了完整的段落" in message for message in messages(imported, NoteKind.CHANGED))


def test_sentences_go_on_past_the_heads_of_pages() -> None:
    imported = import_text(PAGED)
    assert "参加旁听庭审2次" in imported.document.body.children[0].paragraphs[0]
    assert "需要在今后的工作中" in imported.document.body.children[1].paragraphs[0]
    assert imported.document.signature.organs == ("清溪镇人民政府",)
    left = [note.source for note in imported.report.of(NoteKind.LEFT_OUT)]
    assert sorted(left) == ["— 1 —", "— 2 —", "清溪镇人民政府", "清溪镇人民政府"]


def test_short_lines_that_nobody_broke_stay_lines() -> None:
    text = "关于防汛工作的报告\n全镇共有水库五座、塘坝三十六处、河道七条\n清溪河、云溪河、石溪河、河口河、柳河\n东村、西村、南村、北村、中村、新村、老村\n以上情况属实。"
    assert import_text(text).document.body.paragraphs == tuple(text.split("\n")[1:])


def test_a_chat_loses_its_faces_and_its_talk() -> None:
    text = "王主任：\n转发给大家看一下\n@所有人\n【清溪镇】关于做好岁末年初安全生产工作的通知\n各村（社区）：\n👉一、提高认识🔥\n高度重视。😊\n👉二、排查隐患\n1️⃣ 开展自查\n2️⃣ 整改销号\n收到请回复[抱拳]\n清溪镇应急办\n2025年12月20日\n[图片]\n李四 2025/12/20 10:21:33\n收到"
    imported = import_text(text)
    assert imported.document.title == "【清溪镇】关于做好岁末年初安全生产工作的通知"
    assert imported.document.addressees == "各村（社区）"
    assert headings(imported) == [(1, "提高认识"), (1, "排查隐患"), (2, "开展自查"), (2, "整改销号")]
    assert not [note for note in imported.report.of(NoteKind.UNCLEAR) if "抱拳" in note.source]
    assert any("5 个表情" in message for message in messages(imported, NoteKind.CHANGED))
    assert imported.document.signature.date == "2025年12月20日"


def test_a_mail_s_head_is_no_title() -> None:
    text = "发件人：王芳 <wangfang@example.cn>\n收件人：县委办\n主题：报送2025年工作总结\n日期：2026年1月5日\n\n县委办：\n您好！现将我镇总结报上，请查收。\n清溪镇2025年工作总结\n一、主要工作\n完成投资1.2亿元。\n清溪镇人民政府\n2026年1月5日"
    imported = import_text(text)
    assert imported.document.title == "清溪镇2025年工作总结"
    assert_nothing_lost(text, imported)


def test_minutes_are_no_mail() -> None:
    imported = import_text(
        "关于防汛工作的会议纪要\n时间：2026年1月5日\n主题：研究防汛工作\n日期：周一\n会议研究了防汛工作。"
    )
    assert "主题：研究防汛工作" in imported.document.body.paragraphs


def test_of_two_papers_in_one_file_the_first_comes_in_and_it_is_said() -> None:
    one = "{0}镇2025年法治政府建设情况报告\n县政府：\n2025年，扎实推进。\n一、主要举措\n开展检查76次。\n{0}镇人民政府\n2026年1月5日\n"
    text = one.format("清溪") + one.format("云溪")
    imported = import_text(text)
    assert imported.document == import_text(one.format("清溪")).document
    (note,) = imported.report.of(NoteKind.LEFT_OUT)
    assert note.source == one.format("云溪").strip()
    assert "另一份文件" in note.message


def test_chapters_with_sections_are_two_levels() -> None:
    imported = import_text(
        "清溪镇2025年工作总结\n第一章 工作回顾\n第一节 经济发展\n1、工业\n①增加值增长8%。\n第二节 社会事业\n新建学校1所。\n第二章 下步打算\n第一节 抓项目\n继续努力。"
    )
    assert headings(imported) == [
        (1, "工作回顾"), (2, "经济发展"), (3, "工业"), (2, "社会事业"), (1, "下步打算"), (2, "抓项目"),
    ]  # fmt: skip


def test_what_a_scanner_reads_for_the_number_one() -> None:
    imported = import_text(
        "关于２０２５年度工作总结的报告\n一、主要工作\n（－）抓项目\n新建3个。\n（二）抓招商\n引进2家。"
    )
    assert headings(imported) == [(1, "主要工作"), (2, "抓项目"), (2, "抓招商")]
    assert imported.document.year == 2025


def test_blanks_between_all_characters_go() -> None:
    imported = import_text(
        "关 于 2025 年 工 作 情 况 的 报 告\n县 政 府 ：\n2025 年 ， 我 镇 完 成 各 项 任 务 。\n一 、 主 要 工 作\n完 成 GDP 1.2 亿 元 。"
    )
    assert imported.document.addressees == "县政府"
    assert imported.document.body.children[0].paragraphs == ("完成 GDP 1.2亿元。",)


def test_drafts_say_what_is_still_to_be_filled() -> None:
    imported = import_text(
        "关于2025年工作情况的报告\n县政府：\n完成投资12亿元，同比增长  %。\n（此处省略）\n继续努力。"
    )
    assert [note.line for note in imported.report.of(NoteKind.UNCLEAR) if "还没有填" in note.message] == [3, 4]


@pytest.mark.parametrize("text", ["", " \n\u3000\n", "\ufeff", "关于2025年工作情况的报告"])
def test_blank_files_and_a_lone_title(text: str) -> None:
    imported = import_text(text)
    assert imported.document.title == text.strip("\ufeff \n\u3000")
    assert not imported.document.body.paragraphs


def test_a_very_long_paragraph_and_a_very_long_text_come_in_whole() -> None:
    sentence = "全年开展执法检查，办理行政处罚案件，没有发生被复议纠错的情况，受到群众普遍好评。"
    for text in ("关于防汛工作的报告\n" + sentence * 750, "关于防汛工作的报告\n" + f"{sentence * 4}\n" * 1200):
        imported = import_text(text)
        assert imported.document.characters == len(text.replace("\n", "")) - len("关于防汛工作的报告")


def test_a_form_not_yet_filled_in_has_its_signature_and_says_so() -> None:
    imported = import_text("关于补助经费的请示\n[主送单位]：\n我镇需要补助。\n妥否，请批示。\n[发文单位]\n[日期]")
    assert imported.document.signature.organs == ("[发文单位]",)
    assert imported.document.signature.date == "[日期]"
    assert imported.document.closing == ("妥否，请批示。",)
    assert sum("还没有填全" in message for message in messages(imported, NoteKind.UNCLEAR)) == 2


def test_the_first_item_that_runs_on_from_its_sentence_is_a_heading_too() -> None:
    imported = import_text(
        "关于防汛工作的会议纪要\n会议决定，一、开展巡查。每周一次。\n二、备足物资。月底前完成。\n会议强调：一、两手抓。"
    )
    assert headings(imported) == [(1, "开展巡查。"), (1, "备足物资。")]
    assert imported.document.body.paragraphs == ("会议决定，",)
    assert imported.document.body.children[1].paragraphs[-1] == "会议强调：一、两手抓。"


def test_a_title_over_short_sentences() -> None:
    assert import_text("防汛工作小记\n今年雨水多。\n镇里巡查了河道。").document.title == "防汛工作小记"


def test_labels_of_minutes_are_no_byline() -> None:
    imported = import_text("关于防汛工作的会议纪要\n- 时间：2026年1月5日\n- 主持人：王立新\n会议研究了防汛工作。")
    assert not imported.document.byline


def test_a_text_in_traditional_characters_is_understood_and_left_as_it_is() -> None:
    text = "關於2025年度法治政府建設情況的報告\n縣委、縣政府：\n2025年，我鎮扎實推進法治政府建設。\n一、主要舉措和成效\n召開會議4次。\n二、存在的不足和原因\n力量不足。\n三、黨政主要負責人履行推進法治建設第一責任人職責情況\n帶頭學法。\n四、下一年度主要安排\n繼續努力。\n特此報告。\n清溪鎮人民政府\n2026年1月5日"
    imported = import_text(text)
    assert [section.slot for section in imported.document.body.children] == [
        "measures", "shortcomings", "first_responsibility", "next_year",
    ]  # fmt: skip
    assert imported.document.title == text.split("\n", maxsplit=1)[0]
    assert imported.document.closing == ("特此報告。",)
    assert any("繁体字" in message for message in messages(imported, NoteKind.UNCLEAR))
