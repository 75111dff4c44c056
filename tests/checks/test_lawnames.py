"""Law names: known with and without 中华人民共和国 and brackets; one slip off is known, two are not, other laws are not."""

from __future__ import annotations

import pytest

from gongwen.checks.lawnames import law_meant, law_named
from gongwen.checks.lists import listed


@pytest.mark.parametrize(
    "title",
    [
        "行政许可法",
        "中华人民共和国行政许可法",
        "中华人民共和国行政许可法（修订）",
        "法治政府建设实施纲要(2021-2025年)",
        "刑法",
    ],
)
def test_a_law_is_known_in_every_form_of_its_title(title: str) -> None:
    assert law_named(title) is not None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("道路交通安金法", "道路交通安全法"),
        ("中华人民共和国社区矫证法", "社区矫正法"),
        ("优化营商坏境条例", "优化营商环境条例"),
        ("农村土地承包纠纷调解仲裁法", None),
        ("农村土地承包经营纠纷调解仲裁", None),
        ("退役军人障法", "退役军人保障法"),
        ("退役军人保障发", "退役军人保障法"),
        ("反电信网络炸骗法", "反电信网络诈骗法"),
        ("家庭教育促法", "家庭教育促进法"),
        ("生产安全事故急应条例", "生产安全事故应急条例"),
        ("重大行政决策程序暂行的条例", "重大行政决策程序暂行条例"),
    ],
)
def test_a_title_one_slip_off_is_known(title: str, name: str | None) -> None:
    assert law_named(title) is None
    meant = law_meant(title)
    assert (meant.name if meant else None) == name


@pytest.mark.parametrize(
    "title", ["居民身份证", "盐业管理条例", "法治乡村", "公文处理办法", "红旗谱", "人民日报", "清溪镇志"]
)
def test_other_titles_mean_no_law(title: str) -> None:
    assert law_named(title) is None
    assert law_meant(title) is None


def test_the_list_is_whole() -> None:
    laws = listed("law_names")
    names = laws.column("name")
    assert "source" in laws.source
    assert len(set(names)) == len(names) > 1400
    assert all(row["level"] for row in laws.rows)
    assert all(1980 < int(row["repealed"]) < 2100 for row in laws.rows if row["repealed"])
    assert all(law_named(row["now"]) for row in laws.rows if row["now"])


def test_what_replaces_a_repealed_law_is_in_force() -> None:
    for row in listed("law_names").rows:
        law = law_named(row["now"]) if row["now"] else None
        assert law is None or not law.repealed, row["name"]
