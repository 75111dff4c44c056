"""Documents the tests are made of, written for them."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document import ANCHOR, BODY_ID, Document, Header, Merge, Section, Signature, Table
from gongwen.indicators.data import Data, Drawing, Form, Link, Wording
from gongwen.indicators.indicator import Entry, Indicator


def small() -> Document:
    """Return a report with every common element: two levels, a run-in heading, two organs, an attachment."""
    return Document(
        kind="rule_of_law_report",
        year=2025,
        title="关于2025年度法治政府建设情况的报告",
        addressees="县委、县政府",
        body=Section(
            BODY_ID,
            paragraphs=("2025年，清溪镇深入学习贯彻习近平法治思想。现将有关情况报告如下。",),
            children=(
                Section(
                    "s1",
                    "主要举措和成效",
                    children=(
                        Section("s2", "加强组织领导", ("全年召开专题会议4次，研究解决问题6项。", "镇长亲自部署。")),
                        Section(
                            "s3", "规范执法行为。", ("开展执法检查76次，持证率100%。", "案卷评查2次。"), run_in=True
                        ),
                    ),
                ),
                Section("s4", "存在的不足和原因", ("一是宣传不够深入。",)),
            ),
        ),
        closing=("特此报告。",),
        attachments=("2025年行政执法数据表",),
        signature=Signature(("中共清溪镇委员会", "清溪镇人民政府"), "2026年1月15日"),
    )


def sound() -> Document:
    """Return a report that nothing is to be mended in before it goes on."""
    return replace(small(), header=Header(signatories=("张明",)))


def long(characters: int) -> Document:
    """Return a report of at least so many characters: thirty sections of even paragraphs."""
    sentence = "扎实推进依法行政，健全重大行政决策程序，全年开展合法性审查136件，覆盖率达到100%，群众满意度进一步提升。"
    each = max(1, characters // 30 // len(sentence) // 4)
    sections = tuple(
        Section(f"t{index}", f"第{index}项工作", tuple(sentence * each for _ in range(4))) for index in range(30)
    )
    return Document(
        kind="work_report",
        year=2025,
        title="关于2025年工作情况的报告",
        addressees="县政府",
        body=Section(BODY_ID, paragraphs=("现报告如下。",), children=sections),
        signature=Signature(("清溪镇人民政府",), "2026年1月15日"),
    )


FIGURES = Table(
    "b1",
    (
        ("执法领域", "检查次数", "", "立案（件）", "罚没金额", "主要做法"),
        ("", "2024年", "2025年", "", "", ""),
        (
            "市场监管",
            "1,204",
            "1,318",
            "46",
            "125.50",
            "推行“双随机、一公开”监管，检查前三天在平台公示，检查结果全部录入系统。",
        ),
        ("生态环境", "86", "97", "8", "33.2", "对重点排污单位实行清单管理。"),
        ("城市管理", "2,310", "2,077", "131", "9.075", "首违不罚事项扩大到28项，\n轻微违法当场改正的不立案。"),
        ("安全生产", "413", "—", "17", "88", "与消防救援大队联合检查。"),
        ("合计", "4,013", "3,492", "202", "255.775", ""),
    ),
    caption="2024年和2025年行政执法情况",
    unit="次、件、万元",
    header_rows=2,
    merges=(Merge(0, 0, 2, 1), Merge(0, 1, 1, 2), Merge(0, 3, 2, 1), Merge(0, 4, 2, 1), Merge(0, 5, 2, 1)),
    note="安全生产领域2025年检查次数并入专项行动统计。",
    source="清溪镇综合行政执法队台账",
)
"""A table with everything a table has: two header rows, merged cells, decimals of different length, a break in a cell."""


def roster(rows: int, table_id: str = "b2") -> Table:
    """Return a table of so many rows under its header, every fifth with a text of several lines."""
    long_text = "组织网格员逐户走访，登记排查房屋安全、用电用气、防汛避险等情况，发现隐患当天上报、限期销号。"
    head = ("序号", "行政村", "户数", "工作情况")
    body = tuple(
        (
            str(number),
            f"第{number}村",
            str(97 + number * 31 % 400),
            long_text if number % 5 == 0 else "按月走访，台账齐全。",
        )
        for number in range(1, rows + 1)
    )
    return Table(table_id, (head, *body), caption="各村走访情况", unit="户")


def wide() -> Table:
    """Return a table of sixteen columns, too many for an upright page."""
    head = ("单位", *(f"{month}月办结件数" for month in range(1, 13)), "合计", "同比增减", "备注说明")
    body = tuple(
        (f"清溪镇第{number}网格", *(str(1000 + number * month) for month in range(1, 13)), "12,345", "-3.5%", "无")
        for number in range(1, 9)
    )
    return Table("b3", (head, *body), caption="各网格逐月办结情况", unit="件", note="合计数含上年结转。")


def tabled(*tables: Table) -> Document:
    """Return a report with tables between the paragraphs of its sections: FIGURES, a long one and a wide one."""
    tables = tables or (FIGURES, roster(40), wide())
    filler = (
        "各网格按照“排查、登记、整改、销号”四步推进，全年办结群众诉求1,286件，按期办结率99.2%，群众满意率逐季提高。"
    )
    document = small()
    sections = tuple(
        Section(f"u{number}", f"第{number}项情况", (filler * 2, ANCHOR + table.id, filler, filler))
        for number, table in enumerate(tables, 1)
    )
    body = replace(document.body, children=(*document.body.children, *sections))
    return replace(document, body=body, tables=tables)


DATA = Data(
    (
        Indicator(
            "i1", "普法宣传", "场", "口径", "台账", ("法治宣传",), places=0, whole=True, least="0", most="99",
            entries=(Entry("2023", "18", by="王芳", at="2024-01-05T10:00:00"), Entry("2024Q1", "-0.50", "南坡村")),
        ),
        Indicator("i2", "占比", "%", formula="share i1 i1", parts=("i1",)),
    ),
    (Link("i3", "i1", "2023", "s1", "18场", "宣传", "，", "", Wording(Form.CHANGE, "万", 1, thousands=True)),),
    (Drawing("b1", "rows = []"),),
    ("0a1b",),
)  # fmt: skip
"""The figures of a report in which every list has an item; nothing of it stands in a text."""
