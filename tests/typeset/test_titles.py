"""Titles break by sense, in few lines that make a trapezium or a diamond, at least cost in time."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.standard import LETTER_SPACING, SIZE_2, TYPE_AREA_WIDTH
from gongwen.typeset.metrics import positions
from gongwen.typeset.title import break_title

BROKEN = (
    "中共石桥镇委员会　石桥镇人民政府|关于2024年度法治政府建设情况的报告",
    "中共石桥镇委员会　石桥镇人民政府　|石桥镇人民武装部关于2024年度|推进法治政府建设情况的报告",
    "石桥镇人民政府关于贯彻落实|《法治政府建设与责任落实督察工作规定》和|《法治政府建设实施纲要（2021—2025年）》|情况的报告",
    "石桥镇人民政府办公室|转发县政府办公室关于进一步|规范行政规范性文件合法性审核工作的通知",
    "关于2025年第一季度|行政执法案件评查结果的通报",
    "石桥县人民政府关于印发|《石桥县行政执法责任制实施办法》的通知",
    "石桥镇2024年度重大行政决策|事项目录和合法性审查情况、|规范性文件备案审查情况一览表",
)


def test_titles_end_their_lines_where_sense_and_shape_want_it() -> None:
    for wanted in BROKEN:
        assert "|".join(break_title(wanted.replace("|", ""))) == wanted


def test_a_title_that_fits_stays_whole() -> None:
    assert break_title("关于2024年度法治政府建设情况的报告") == ("关于2024年度法治政府建设情况的报告",)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="中共石桥镇人民政府关于的报告2025年《》、，　和情况a-", max_size=130))
def test_no_character_is_lost_and_no_line_is_too_long(text: str) -> None:
    lines = break_title(text)
    assert "".join(lines) == text
    for line in lines:
        fits = positions(line.rstrip(" \u3000"), SIZE_2, LETTER_SPACING)[-1] <= TYPE_AREA_WIDTH + 1
        assert fits or not line.strip(), line
