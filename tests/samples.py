"""Documents the tests are made of, written for them."""

from __future__ import annotations

from gongwen.document import BODY_ID, Document, Section, Signature


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
