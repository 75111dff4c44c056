"""Word files: the numbers Word computes become the tree, what is not running text is named, nothing printed is lost."""

from __future__ import annotations

import pytest

from gongwen.importers import Imported, NoteKind, import_bytes
from gongwen.importers.word_numbers import written
from gongwen.pieces import canonical_text
from tests.importers.word_files import NAMESPACES, W, docx, field, level, numbering, p, run, style, table

CHINESE = numbering(
    level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）")
)
HEADING = f"<w:styles {W}>" + style("1", "heading 1", more='<w:outlineLvl w:val="0"/>') + "</w:styles>"
TEXT = "今年以来，全镇认真落实各项部署，全年办结事项126件，群众满意度进一步提升。"


def bring(*blocks: str, **parts: str) -> Imported:
    return import_bytes(docx(*blocks, parts=parts), name="来文.docx")


def lines(imported: Imported) -> list[str]:
    return canonical_text(imported.document).splitlines()


def left_out(imported: Imported) -> list[str]:
    return [note.source for note in imported.report.of(NoteKind.LEFT_OUT)]


def said(imported: Imported) -> str:
    return "".join(note.message for note in imported.report.notes)


def test_words_own_numbers_become_the_tree() -> None:
    imported = bring(
        p("关于清溪镇防汛工作的报告"),
        p("主要做法", number=(1, 0)),
        p("压实责任", number=(1, 1)),
        p(TEXT),
        p("建立台账。逐户登记，逐项销号。", number=(1, 2)),
        p("落实人员", number=(1, 1)),
        p("存在问题", number=(1, 0)),
        p("物资储备", number=(1, 1)),
        numbering=CHINESE,
    )
    assert lines(imported)[1:] == [
        "一、主要做法", "（一）压实责任", TEXT, "1.建立台账。逐户登记，逐项销号。", "（二）落实人员", "二、存在问题", "（一）物资储备",
    ]  # fmt: skip
    assert not imported.report.of(NoteKind.CHANGED)


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("chineseCounting", 21, "二十一"), ("chineseCountingThousand", 10, "十"), ("japaneseCounting", 3, "三"), ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 2, "乙"), ("ideographZodiac", 1, "子"), ("chineseLegalSimplified", 12, "壹拾贰"), ("decimalZero", 3, "03"),
        ("upperRoman", 14, "XIV"), ("lowerLetter", 27, "aa"), ("upperLetter", 2, "B"), ("decimalEnclosedCircle", 3, "③"), ("decimal", 1200, "1200"),
        ("ordinal", 4, "4"), ("chineseCounting", 0, "0"),
    ],
)  # fmt: skip
def test_forms_of_numbers(form: str, number: int, text: str) -> None:
    assert written(number, form) == text


def test_levels_of_decimal_numbers_become_the_tree() -> None:
    scheme = numbering(level(0, "decimal", "%1") + level(1, "decimal", "%1.%2") + level(2, "decimal", "%1.%2.%3"))
    imported = bring(
        p("工作总结"), p("工作情况", number=(1, 0)), p("督查", number=(1, 1)), p(TEXT), p("信息", number=(1, 1)), p("打算", number=(1, 0)),
        p("督查", number=(1, 1)), p("频次", number=(1, 2)),
        numbering=scheme,
    )  # fmt: skip
    assert lines(imported)[1:] == ["一、工作情况", "（一）督查", TEXT, "（二）信息", "二、打算", "（一）督查", "1.频次"]


def test_numbers_start_and_restart_as_word_says() -> None:
    scheme = numbering(
        level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>'),
        level(0, "decimal", "（%1）", start=5),
        more='<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    )
    imported = bring(
        p("甲。" * 40, number=(1, 0)), p("抓好统筹协调的各项工作；", number=(1, 1)), p("乙。" * 40, number=(1, 0)), p("抓好督查落实的各项工作；", number=(1, 1)),
        p("丙。" * 40, number=(9, 0)), p("第五件要做的事；", number=(2, 0)), p("第六件要做的事；", number=(2, 0)),
        numbering=scheme,
    )  # fmt: skip
    text = canonical_text(imported.document)
    assert "1.抓好统筹协调的各项工作；" in text
    assert "2.抓好督查落实的各项工作；" in text, "a level that does not restart counts on"
    assert "（5）第五件要做的事；" in text
    assert "（6）第六件要做的事；" in text
    assert [note for note in imported.report.of(NoteKind.CHANGED) if "丙" in note.source], (
        "the override began anew at 一"
    )


def test_a_style_gives_the_number_and_the_level() -> None:
    styles = (
        f"<w:styles {W}>"
        + style("1", "heading 1", more='<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>')
        + style("2", "heading 2", based_on="1", more='<w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>')
        + style("T", "Title")
        + "</w:styles>"
    )
    imported = bring(
        p("防汛工作情况", style="T"), p("主要做法", style="1"), p("压实责任", style="2"), p(TEXT), p("存在问题", style="1"),
        styles=styles, numbering=CHINESE,
    )  # fmt: skip
    assert imported.document.title == "防汛工作情况"
    assert lines(imported)[1:] == ["一、主要做法", "（一）压实责任", TEXT, "二、存在问题"]


def test_headings_without_numbers_get_them_and_it_is_said() -> None:
    imported = bring(
        p("防汛工作报告"), p("主要做法", style="1"), p(TEXT), p("问题", outline=0), p("小节", outline=1), styles=HEADING
    )
    assert lines(imported)[1:] == ["一、主要做法", TEXT, "二、问题", "（一）小节"]
    assert "有3个标题原来没有编号" in said(imported)


def test_typed_digits_under_a_heading_style_follow_the_style() -> None:
    imported = bring(p("防汛工作报告"), p("1. 主要做法", style="1"), p(TEXT), p("2. 问题", style="1"), styles=HEADING)
    assert lines(imported)[1:] == ["一、主要做法", TEXT, "二、问题"]


def test_tracked_changes_are_taken_as_accepted() -> None:
    imported = bring(
        p("防汛工作报告"),
        p(
            run("全年巡查")
            + f'<w:del w:author="甲">{run("3").replace("w:t", "w:delText")}</w:del><w:ins w:author="甲">{run("36")}</w:ins>'
            + run("次。")
        ),
        '<w:p><w:pPr><w:rPr><w:del w:author="甲"/></w:rPr></w:pPr>' + run("上半") + "</w:p>",
        p("年度完成任务。"),
    )
    assert lines(imported)[1:] == ["全年巡查36次。", "上半年度完成任务。"]
    assert "修订" in said(imported)


def test_what_word_wraps_around_text_is_text() -> None:
    imported = bring(
        p("防汛工作报告"),
        p(run("见") + f'<w:hyperlink r:id="x">{run("通知")}</w:hyperlink>' + f'<w:smartTag>{run("三")}</w:smartTag>' + field("REF a", "（一）") + run("。")),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件里的一段文字。')}</w:sdtContent></w:sdt>",
        p("<w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t><w:noBreakHyphen/><w:t>尾</w:t></w:r>"),
        p("<w:ruby><w:rt><w:r><w:t>fa</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>法</w:t></w:r></w:rubyBase></w:ruby>"),
    )  # fmt: skip
    assert lines(imported)[1:] == ["见通知三（一）。", "控件里的一段文字。", "第一行", "第二行-尾", "法"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('文本框里的一段话。')}</w:txbxContent>"
    both = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    imported = bring(p("防汛工作报告"), p(run("正文一段。") + both))
    assert lines(imported)[1:] == ["正文一段。", "文本框里的一段话。"]


def test_pictures_and_hidden_text_are_counted() -> None:
    imported = bring(
        p("防汛工作报告"), p("<w:r><w:drawing/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着的字。</w:t></w:r>")
    )
    assert "1张图片" in said(imported)
    assert "1处隐藏文字" in said(imported)
    assert "藏着的字。" in lines(imported)


def test_what_stands_beside_the_text_is_left_out_by_name() -> None:
    page = p(run("第") + field("PAGE", "1") + run("页"))
    imported = bring(
        p("防汛工作报告"), p(TEXT),
        header=f"<w:hdr {W}>{p('内部资料')}</w:hdr>",
        header2=f"<w:hdr {W}>{p('内部资料')}</w:hdr>",
        footer=f"<w:ftr {W}>{page}</w:ftr>",
        footnotes=f'<w:footnotes {W}><w:footnote w:type="separator">{p("线")}</w:footnote><w:footnote>{p("数据来自统计站。")}</w:footnote></w:footnotes>',
        comments=f'<w:comments {W}><w:comment w:author="李科长">{p("这句要核实")}</w:comment></w:comments>',
    )  # fmt: skip
    assert left_out(imported) == ["内部资料", "数据来自统计站。", "李科长：这句要核实"]
    assert lines(imported) == ["防汛工作报告", TEXT]


def test_a_table_that_only_places_text_is_read_on() -> None:
    imported = bring(
        table(("清政发〔2026〕3号", "签发人：张三")),
        p("关于防汛工作的报告"),
        table((TEXT,)),
        table(("清溪镇人民政府", "2026年1月5日")),
    )
    assert imported.document.header.document_number == "清政发〔2026〕3号"
    assert imported.document.header.signatories == ("张三",)
    assert imported.document.body.paragraphs == (TEXT,)
    assert imported.document.signature.date == "2026年1月5日"
    assert not imported.report.of(NoteKind.LEFT_OUT)


def test_a_table_of_contents_is_left_out() -> None:
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    imported = bring(
        p("防汛工作报告"), p(start + run("主要做法\t1")), p(run("存在问题\t3") + end), p("一、主要做法"), p(TEXT)
    )
    assert left_out(imported) == ["主要做法\t1\n存在问题\t3"]
    assert lines(imported)[1:] == ["一、主要做法", TEXT]


def test_strict_files_and_other_places_of_parts_are_read() -> None:
    body = f"<w:document {NAMESPACES}><w:body>{p('防汛工作报告')}{p(TEXT)}</w:body></w:document>"
    strict = body.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    imported = import_bytes(docx(document=strict), name="来文.docx")
    assert lines(imported) == ["防汛工作报告", TEXT]
