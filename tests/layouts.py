"""A letter, an order and minutes, written for the tests: each with everything its layout has a place for."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document import (
    BODY_ID,
    Attendance,
    Document,
    Header,
    Imprint,
    LayoutKind,
    Section,
    Signature,
)

PARAGRAPH = (
    "近期强降雨过程频繁，清溪河沿岸三个行政村的堤防有多处渗漏。经现场勘查，需加固堤段4.2公里，更换涵闸11座，预算资金386.5万元。"
    "该项工程已列入《清溪县2026年度水利建设计划》，前期工作由我镇负责，技术方案请贵局审定。"
)


def letter(paragraphs: int = 3) -> Document:
    """Return a letter of so many paragraphs: marks in the corner, a number, copies, no printer."""
    return Document(
        title="清溪镇人民政府关于商请支持清溪河堤防加固工程的函",
        header=Header(
            copy_number="000012", classification="秘密", classification_period="1年", urgency="加急",
            authority_mark=("清溪镇人民政府",), document_number="清政函〔2026〕8号",
        ),
        addressees="清溪县水利局",
        body=Section(BODY_ID, paragraphs=("为保障沿岸群众安全度汛，现就有关事项函商如下。", *(PARAGRAPH,) * paragraphs)),
        closing=("请予支持为盼。",),
        attachments=("清溪河堤防加固工程量清单",),
        signature=Signature(("清溪镇人民政府",), "2026年4月9日"),
        note="联系人：周文，电话：0571-00000000",
        imprint=Imprint(("县发展和改革局", "县财政局")),
        layout=LayoutKind.LETTER,
    )  # fmt: skip


def order(paragraphs: int = 2) -> Document:
    """Return an order signed by office and name."""
    text = "凡在禁牧区内放牧的，由镇综合行政执法队责令改正；拒不改正的，依照《清溪县封山禁牧条例》第二十三条处理。"
    return Document(
        header=Header(authority_mark=("清溪县人民政府令",), document_number="第16号"),
        body=Section(BODY_ID, paragraphs=("《清溪县封山禁牧管理办法》已经2026年3月2日县人民政府第7次常务会议通过，现予公布，自2026年5月1日起施行。", *(text,) * paragraphs)),
        signature=Signature(("县长　沈立群",), "2026年3月6日"),
        imprint=Imprint(("县委办公室",), "清溪县人民政府办公室", "2026年3月6日"),
        layout=LayoutKind.ORDER,
    )  # fmt: skip


def minutes(topics: int = 3) -> Document:
    """Return the minutes of a meeting on so many topics, with those who were there, who were excused and who sat in."""
    sections = tuple(
        Section(f"m{number}", f"关于第{number}项议题", (f"会议听取了镇水利站的汇报。{PARAGRAPH}", "会议要求，责任到人、限期办结。"))
        for number in range(1, topics + 1)
    )  # fmt: skip
    present = "沈立群、周文、王芳、李青山、赵敏、陈志远、孙晓梅、高建国、吴海涛、郑丽华、钱伟、冯春雨、蒋立新（党政办）"
    return Document(
        title="研究防汛和水利建设工作",
        header=Header(authority_mark=("清溪镇人民政府镇长办公会议纪要",), document_number="〔2026〕3号"),
        body=Section(BODY_ID, paragraphs=("2026年4月8日，镇长沈立群主持召开镇长办公会议，研究防汛和水利建设工作。现纪要如下。",), children=sections),
        signature=Signature(("清溪镇党政办公室",), "2026年4月9日"),
        imprint=Imprint(("县水利局", "各行政村"), "清溪镇党政办公室", "2026年4月9日"),
        attendance=(
            Attendance("出席", present),
            Attendance("请假", "马跃"),
            Attendance("列席", "清溪县水利局何平，清溪河管理站唐宁"),
        ),
        layout=LayoutKind.MINUTES,
    )  # fmt: skip


def all_layouts() -> dict[str, Document]:
    """Return the documents by the name of their layout, short ones and such of several pages."""
    return {
        "letter": letter(), "order": order(), "minutes": minutes(), "letter-long": letter(24), "order-long": order(24),
        "minutes-long": minutes(12), "letter-bare": replace(letter(), header=Header(authority_mark=("清溪县人民政府办公室",))),
    }  # fmt: skip
