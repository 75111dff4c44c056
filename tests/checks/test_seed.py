"""A report as found: every mechanical defect is found, each once; the mended one has nothing that must be mended."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import gongwen
from gongwen.checks import Checker, Finding, Setting, Severity

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "rule_of_law_report.txt"

OURS = """关于2025年度法治政府建设工作情况报告

首页 > 政务公开 打印 关闭

县委、县政府:

20xx年以来,在县委、县政府领导下,中共清溪镇党委、清溪镇人民政府认真学习贯彻党的二十大和总书记重要讲话精神。现将有关情况报告如下:

一、主要举措和成效

(一)加强组织领导

我镇党委政府高度重视,全年召开会议4次。成立以镇长任组长的领导小组,认真学习、践行。

(二)加强法治宣传

开展法制宣传12场,掀起学法、尊法、守法、用法的热潮,通过横幅、广播等新式扩大影响,有效的推进了工作。截止12月底,共化解纠纷30件,其中山林纠纷10件、邻里纠纷15件、其他纠纷4件。

二、存在的问题和不足

群众的的法律意识不强。

二、党政主要负责人履行第一责任人职责情况

党委主要负责人切实履行法治建设第一责任人职责。

四、下一步工作计划

20xx年,我镇将继续做好《中华人民共和国行政处法法》的学习。

中共清溪镇委员会 清溪镇人民政府

20xx年12月21日
"""

OURS_HAS = {
    "FM01": 2, "FM02": 1, "PH03": 1, "PH01": 3, "NM01": 1, "PR03": 1, "NM02": 1, "SY02": 1, "PR01": 3, "WD02": 2,
    "WD03": 1, "FG02": 1, "DU02": 1, "ST01": 1, "ST08": 1, "LW01": 1, "TY01": 1, "FM05": 1, "FM08": 1, "CU02": 1,
}  # fmt: skip
"""What stands wrong in it, by rule and in how many findings."""

SEED_HAS = {
    "FM01": 2, "FM02": 1, "PH03": 3, "PH01": 5, "NM01": 1, "PR03": 1, "NM02": 1, "WD02": 1, "DU03": 1, "ST01": 1,
    "ST08": 1, "ST07": 1, "TY01": 1, "FM05": 1, "FM08": 1, "CU02": 1,
}  # fmt: skip

MENDS = (
    ("关于2024年度法治政府建设工作情况报告", "中共棠阴镇委员会　棠阴镇人民政府关于2024年度法治政府建设情况的报告"),
    ("好学生 分享 时间:\n\n", ""),
    ('\n\n35 3431606\n");', ""),
    ("20xx年以来", "2024年以来"),
    ("纳入20xx年", "纳入2024年"),
    ("20xx年我镇", "2024年我镇"),
    ("20xx年,我镇将", "2025年,我镇将"),
    ("20xx年12月21日", "2025年1月10日"),
    ("中共棠阴镇党委、", "棠阴镇党委、"),
    ("党的二十大和总书记", "党的二十大和二十届历次全会精神、习近平总书记"),
    ("法制宣传", "法治宣传"),
    ("学法、用法、遵法、守法", "尊法学法守法用法"),
    ("二、党政主要负责人", "三、党政主要负责人"),
)
"""What somebody mends who does what must be done and no more."""


def found(text: str) -> tuple[Finding, ...]:
    report = gongwen.read_text(text)
    assert report.imported is not None
    return Checker(setting=Setting(notes=report.imported.notes)).check(report.document)


def test_each_defect_of_our_own_report_is_found_once() -> None:
    counts = Counter(each.rule for each in found(OURS))
    assert {rule: counts[rule] for rule in OURS_HAS} == OURS_HAS


@pytest.mark.skipif(not SEED.is_file(), reason="the report as found is not on this machine")
def test_each_defect_of_the_report_as_found_is_found_once() -> None:
    findings = found(SEED.read_text("utf-8"))
    counts = Counter(each.rule for each in findings)
    assert {rule: counts[rule] for rule in SEED_HAS} == SEED_HAS
    places = [(each.rule, each.location, each.excerpt) for each in findings]
    assert len(places) == len(set(places))
    assert next(each for each in findings if each.rule == "NM02").count == 3
    words = Counter(each.excerpt for each in findings)
    assert words["法制"] == 4
    assert words["新式"] == words["使镇上下"] == words["学法、用法、遵法、守法"] == 1


@pytest.mark.skipif(not SEED.is_file(), reason="the report as found is not on this machine")
def test_the_mended_report_has_nothing_that_must_be_mended() -> None:
    text = SEED.read_text("utf-8")
    for old, new in MENDS:
        assert old in text
        text = text.replace(old, new)
    report = gongwen.read_text(text).full_width().put("signatories", "张三\n李四")
    musts = [fault for fault in report.check() if fault.severity == Severity.MUST.label]
    assert musts == []
