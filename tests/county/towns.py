"""A made-up county: towns whose reports are varied from a template, with gaps planted that a roll-up must find."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from exports.docx import export_docx
from gongwen.document import Header, Location, Section, Signature
from gongwen.edits import set_paragraphs
from gongwen.indicators.data import Data, Link
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.links import linked
from gongwen.pieces import canonical_text
from gongwen.reportfile import dumps
from gongwen.templates import blank, load_templates, offers, with_slot

if TYPE_CHECKING:
    from gongwen.document import Document

YEAR = 2025

FIGURES = (
    ("法治宣传活动", "场", 40), ("发放宣传资料", "份", 6000), ("行政执法案件", "件", 60), ("化解矛盾纠纷", "件", 130),
    ("排查矛盾纠纷", "件", 150), ("合法性审查", "件", 45), ("法治培训", "期", 9), ("法律援助", "件", 25), ("信访事项", "件", 70),
    ("政府信息公开", "条", 320), ("群众满意度", "%", 96), ("普法志愿者", "人", 55),
)  # fmt: skip
"""What every town is to report: name, unit, about how much."""

_FIRST = "清澄云石柳松桃梅竹兰青白碧金银龙凤南北东西长平安永丰华新"
_LAST = ("溪", "湾", "河", "山", "坪", "塘", "桥", "岭", "洲", "港", "坝", "峰")
_KINDS = (("镇", "镇人民政府"), ("乡", "乡人民政府"), ("街道", "街道办事处"))

_SENTENCES = (
    "坚持把学习宣传贯彻习近平法治思想作为重要政治任务，纳入理论学习中心组年度学习计划，全年专题学习{a}次。",
    "健全重大行政决策程序，落实公众参与、专家论证、风险评估、合法性审查和集体讨论决定的要求，对{a}项决策事项逐项把关。",
    "推进行政执法规范化，落实行政执法公示、执法全过程记录和重大执法决定法制审核制度，组织案卷评查{a}次。",
    "加强基层执法队伍建设，组织执法人员参加业务培训和考试，新取得执法资格{a}人。",
    "完善突发事件应急预案，开展防汛、消防和地质灾害应急演练{a}次，提高依法处置能力。",
    "依托综治中心整合调解力量，落实首问负责和限时办结，推动{a}个村完善人民调解组织。",
    "主动接受人大监督和民主监督，按期答复代表建议和委员提案{a}件。",
    "推动政务服务向村延伸，{a}个事项可以在村级便民服务站办理。",
    "规范村规民约的制定和修订，指导{a}个村完成备案审查。",
    "落实法律顾问制度，法律顾问参与合同审查和纠纷处理{a}次。",
)  # fmt: skip


@dataclass
class Planted:
    """Where the reports lie, who is expected, and the truth about every gap."""

    folder: Path
    organs: tuple[str, ...]
    out: set[str] = field(default_factory=set)
    bad: dict[str, str] = field(default_factory=dict)
    other_year: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    missing: dict[str, set[str]] = field(default_factory=dict)
    odd_unit: str = ""
    outlier: tuple[str, str] = ("", "")
    must: set[str] = field(default_factory=set)
    sums: dict[str, Decimal] = field(default_factory=dict)
    files: int = 0

    @property
    def list(self) -> str:
        """The list of organs, as an analyst would have it."""
        return "机关\t简称\n" + "".join(f"{organ}\t{short(organ)}\n" for organ in self.organs)


WANTED = "指标\t单位\n" + "".join(f"{name}\t{unit}\n" for name, unit, _ in FIGURES)


def short(organ: str) -> str:
    """Return a town's name without its organ."""
    return organ.removesuffix("人民政府").removesuffix("办事处")


def names(count: int) -> tuple[str, ...]:
    """Return so many organs of towns, no two alike."""
    made = [
        f"{first}{last}{_KINDS[(at + number) % 3][1]}"
        for at, last in enumerate(_LAST)
        for number, first in enumerate(_FIRST)
    ]
    return tuple(made[:count])


def plant(folder: Path, count: int, seed: int = 1) -> Planted:
    """Write the reports of a county of so many towns, a tenth of which have something wrong."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    folder.mkdir(parents=True, exist_ok=True)
    county = Planted(folder, names(count))
    order = list(county.organs)
    dice.shuffle(order)
    each = max(count // 50, 1)
    take = iter(order)
    county.out = {next(take) for _ in range(each)}
    broken = [next(take) for _ in range(len(DAMAGES))]
    county.other_year = {next(take) for _ in range(each)}
    county.twice = {next(take) for _ in range(each)}
    for _ in range(each * 2):
        county.missing[next(take)] = {name for name, _, _ in dice.sample(FIGURES[:10], dice.randint(1, 3))}
    county.must = {next(take) for _ in range(each)}
    county.odd_unit, outlier = next(take), next(take)
    county.outlier = (outlier, "法治培训")
    for number, organ in enumerate(county.organs):
        if organ in county.out:
            continue
        if organ in broken:
            _broken(county, organ, list(DAMAGES)[broken.index(organ)], dice)
            continue
        _hand_in(county, organ, number, dice)
    return county


def _hand_in(county: Planted, organ: str, number: int, dice: random.Random) -> None:
    year = YEAR - 1 if organ in county.other_year else YEAR
    missing = county.missing.get(organ, set())
    amounts = {name: _much(usual, dice) for name, _, usual in FIGURES if name not in missing}
    bases = {name: _much(usual, dice) for name, _, usual in FIGURES}
    ending = (".json", ".json", ".docx", ".txt", ".html", ".docx")[number % 6]
    if organ == county.odd_unit:
        ending = ".json"
    if organ == county.outlier[0]:
        amounts[county.outlier[1]] = Decimal(9000)
    document = report(organ, year, amounts, bases, dice, odd=organ == county.odd_unit)
    if organ in county.must:
        document = set_paragraphs(document, "t-other2", ("全年共排查隐患XX处，已全部整改。",))
    folder = county.folder / ("甲片", "乙片", "")[number % 3]
    _write(folder / f"{short(organ)}{year}年报告{ending}", document)
    county.files += 1
    if organ in county.twice:
        _write(folder / f"{short(organ)}（修改稿）.txt", document)
        county.files += 1
    if year == YEAR:
        for name, amount in amounts.items():
            if not (name == "发放宣传资料" and organ == county.odd_unit):
                county.sums[name] = county.sums.get(name, Decimal(0)) + amount


def _much(usual: int, dice: random.Random) -> Decimal:
    if usual == 96:
        return Decimal(dice.randint(900, 999)) / 10
    return Decimal(dice.randint(usual * 7 // 10, usual * 13 // 10))


def report(
    organ: str, year: int, amounts: dict[str, Decimal], bases: dict[str, Decimal], dice: random.Random, *, odd: bool = False
) -> Document:  # fmt: skip
    """Return a town's report of some 3,000 characters, with its table and every figure in a sentence, linked."""
    template = next(each for each in load_templates() if each.key == "rule_of_law_report")
    document = blank(template, year=year, organs=(organ,), addressees="县委、县政府")
    document = replace(document, signature=Signature((organ,), f"{year + 1}年1月{dice.randint(5, 28)}日"))
    table = tuple(
        _indicator(f"i{at}", name, unit, amounts, bases, year, odd=odd)
        for at, (name, unit, _) in enumerate(FIGURES)
        if name in amounts
    )
    document = replace(document, data=Data(table), header=Header(signatories=("张明",)))
    for slot in offers(template, document, document.section("t-measures")):
        document, _ = with_slot(template, document, "t-measures", slot.key)
    parts = [section.id for section in document.body.walk() if section.id != "body" and not section.children]
    document = set_paragraphs(
        document, "body", (f"{year}年，{short(organ)}扎实推进法治政府建设。现将有关情况报告如下。",)
    )
    for key in parts:
        about = document.section(key).heading[:8]
        texts = [f"在{about}方面，{text.format(a=dice.randint(2, 30))}" for text in dice.sample(_SENTENCES, 9)]
        document = set_paragraphs(document, key, tuple("".join(texts[part : part + 3]) for part in (0, 3, 6)))
        if key == parts[0]:
            document = set_paragraphs(document, key, tuple(f"全年{each.name}{_said(each, year)}。" for each in table))
    document = replace(document, body=replace(document.body, children=_with_other(document)))
    for at, each in enumerate(table):
        words = _said(each, year)
        start = len(f"全年{each.name}")
        place = Location(parts[0], at, start, start + len(words))
        document = linked(document, Link(f"k{at}", each.id, str(year), parts[0], words), place)
    return document


def _with_other(document: Document) -> tuple[Section, ...]:
    return (*document.body.children, Section("t-other2", "其他需要报告的情况", ("无其他需要报告的情况。",)))


def _indicator(
    key: str, name: str, unit: str, amounts: dict[str, Decimal], bases: dict[str, Decimal], year: int, *, odd: bool
) -> Indicator:  # fmt: skip
    entries = (Entry(str(year - 1), str(bases[name])), Entry(str(year), str(amounts[name])))
    if odd and name == "发放宣传资料":
        return Indicator(
            key,
            name,
            "万份",
            entries=tuple(replace(each, amount=str(Decimal(each.amount) / 10_000)) for each in entries),
        )
    return Indicator(key, name, unit, entries=entries)


def _said(indicator: Indicator, year: int) -> str:
    entry = indicator.entry(str(year))
    assert entry is not None
    return f"{entry.amount}{indicator.unit}"


def _write(path: Path, document: Document) -> None:
    path.parent.mkdir(exist_ok=True)
    if path.suffix == ".json":
        data = dumps(document).encode()
    elif path.suffix == ".docx":
        data = export_docx(document).data
    else:
        text = canonical_text(document)
        data = text.encode("gb18030") if len(text) % 2 else text.encode()
        if path.suffix == ".html":
            lines = "".join(f"<p>{line}</p>" for line in text.split("\n"))
            data = f'<html><head><meta charset="utf-8"></head><body>{lines}</body></html>'.encode()
    path.write_bytes(data)


def _broken(county: Planted, organ: str, damage: str, dice: random.Random) -> None:
    amounts = {name: _much(usual, dice) for name, _, usual in FIGURES}
    whole = export_docx(report(organ, YEAR, amounts, amounts, dice)).data
    name = f"{short(organ)}{YEAR}年报告{'.doc' if damage == 'old' else '.docx'}"
    (county.folder / name).write_bytes(DAMAGES[damage](whole))
    county.bad[organ] = name
    county.files += 1


_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)

DAMAGES = {
    "truncated": lambda whole: whole[: len(whole) // 2],
    "empty": lambda _whole: b"",
    "binary": lambda whole: bytes(byte ^ 0x5A for byte in whole[:4096]),
    "locked": lambda _whole: _OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512),
    "old": lambda _whole: _OLE + "WordDocument".encode("utf-16-le") + bytes(512),
}
"""What may have happened to a Word file: cut off, empty, another kind of bytes, locked by a password, of the old kind."""
