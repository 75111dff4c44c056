"""Plants defects of many kinds into reports and counts how many of each the checks find, and by which rules."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bench import planting as p
from gongwen.checks import Checker, Setting
from gongwen.sample import sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.checks import Finding, Rule
    from gongwen.checks.usage import Usage
    from gongwen.document import Document, Location

NEAR: Final = 4
"""How many characters beside what was planted a finding may stand and still be of it."""

PHRASES: Final = ("习近平新时代中国特色社会主义思想", "以人民为中心", "中国式现代化", "国家治理体系和治理能力", "高质量发展",
                  "四个意识", "四个自信", "两个维护", "两个确立", "中华民族共同体意识", "习近平法治思想", "全面从严治党")  # fmt: skip
"""Set phrases that government reports are full of."""

MISTAKEN: Final = (("协调", "协凋"), ("措施", "错施"), ("继续", "继序"), ("根据", "跟据"), ("影响", "影晌"), ("需要", "须要"), ("充分", "充份"),
                   ("竞争", "竟争"), ("坚决", "坚绝"), ("严峻", "严竣"), ("持续", "特续"), ("增长", "增涨"), ("改造", "改照"), ("基础", "基楚"),
                   ("标准", "标淮"), ("环境", "环镜"), ("能力", "能立"), ("效率", "效律"), ("保障", "保章"), ("资源", "资原"), ("覆盖", "复盖"),
                   ("部署", "布署"), ("完善", "完擅"), ("贯彻", "惯彻"), ("落实", "落是"), ("稳步", "稳布"))  # fmt: skip
"""Wrong words a person makes, written down before any list of the program was looked at."""

TRADITIONAL: Final = (("发展", "發展"), ("经济", "經濟"), ("实现", "實現"), ("工业", "工業"), ("建设", "建設"), ("农村", "農村"), ("产业", "產業"),
                      ("医疗", "醫療"), ("环", "環"), ("创新", "創新"), ("质量", "質量"))  # fmt: skip

LAWS: Final = ("中华人民共和国行政处罚法", "中华人民共和国行政许可法", "中华人民共和国安全生产法", "中华人民共和国土地管理法",
               "优化营商环境条例", "中华人民共和国行政复议法", "重大行政决策程序暂行条例", "中华人民共和国乡村振兴促进法")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of defect; `own` ones are planted into the program's sample, which has every field of a report."""

    name: str
    plant: p.Plant
    own: bool = False


def _law(dice: random.Random) -> str:
    name = dice.choice(LAWS)
    at = dice.randrange(2, len(name) - 1)
    other = p.near(name[at], dice) or "某"
    return f"认真执行《{name[:at]}{other}{name[at + 1 :]}》。"


def _total(dice: random.Random) -> str:
    parts = [dice.randint(12, 90) for _ in range(3)]
    thing = dice.choice(
        (("信访事项", "件"), ("问题隐患", "处"), ("培训", "场次"), ("案件", "件"), ("项目", "个"), ("纠纷", "起"))
    )
    kinds = dice.sample(("土地类", "劳资类", "城建类", "交通类", "环保类", "教育类"), 3)
    total = sum(parts) + dice.choice((-7, -3, 4, 10))
    each = "、".join(f"{kind}{count}{thing[1]}" for kind, count in zip(kinds, parts, strict=True))
    return f"全年共办理{thing[0]}{total}{thing[1]}，其中{each}。"


def _share(dice: random.Random) -> str:
    whole = dice.randint(120, 900)
    part = dice.randint(whole // 3, whole - 5)
    wrong = min(round(part / whole * 100 + dice.choice((-9.4, -4.1, 3.7, 6.2)), 1), 99.9)
    return dice.choice((
        f"受理投诉{whole}件，办结{part}件，办结率{wrong}%。",
        f"排查隐患{whole}处，已整改{part}处，整改率达{wrong}%。",
        f"全县共有村{whole}个，其中{part}个建成示范点，占{wrong}%。",
    ))  # fmt: skip


def _growth(dice: random.Random) -> str:
    before = dice.randint(200, 900)
    after = before + dice.randint(20, 180)
    wrong = round((after / before - 1) * 100 + dice.choice((-6.3, 5.4, 11.2)), 1)
    return dice.choice(
        (
            f"全年办理案件{after}件，上年为{before}件，同比增长{abs(wrong)}%。",
            f"接待群众由{before}人次增加到{after}人次，增长{abs(wrong)}%。",
        )
    )


def _again(lines: list[str], at: list[int]) -> str:
    """Two headings of the first level bear one number."""
    return "\n".join("一" + line[1:] if number == at[0] else line for number, line in enumerate(lines))


def _skipped(lines: list[str], at: list[int]) -> str:
    """A number of the first level is left out."""
    return "\n".join("九" + line[1:] if number == at[0] else line for number, line in enumerate(lines))


_text, _swap, _pattern, _make = p.in_text, p.swap, p.pattern, p.sentences


def _said(*lines: str) -> p.Plant:
    return _text(_make(lambda dice: dice.choice(lines)))


KINDS: Final = (
    Kind("half-width comma", _text(_swap(("，", ",")))),
    Kind("half-width stop or colon", _text(_swap(("；", ";"), ("：", ":")))),
    Kind("half-width brackets", _text(_pattern("（([^（）]+)）", lambda at, _: f"({at[1]})"))),
    Kind("closing mark lost", _text(_swap(("”", ""), ("》", ""), ("）", "")))),
    Kind("opening mark lost", _text(_swap(("“", ""), ("《", ""), ("（", "")))),
    Kind("mark twice", _text(_swap(("，", "，，"), ("。", "。。"), ("、", "、，"), ("。", "，。")))),
    Kind("blank in a word", _text(p.blank)),
    Kind("mark before 等", _text(_pattern("(?<=[一-龥])等(?=[一-龥])", lambda _at, _dice: "、等"))),
    Kind("traditional character", _text(_swap(*TRADITIONAL))),
    Kind("year of two digits", _text(_pattern("20([0-9]{2})年", lambda at, _: f"{at[1]}年"))),
    Kind("digits mixed in a year", _text(_pattern("20([0-9]{2})年", lambda at, _: f"二0{at[1]}年"))),
    Kind("day that is none", _said("会议于2月30日召开。", "自6月31日起施行。", "任务于13月5日前完成。", "截至11月31日全部办结。")),
    Kind("about … or so", _text(_pattern("([0-9.]+)(亿元|万元|万人|公里|%)", lambda at, _: f"约{at[1]}{at[2]}左右"))),
    Kind("over … and more", _text(_pattern("([0-9]+)(亿元|万元|万人|公里|家|个)", lambda at, _: f"超过{at[1]}余{at[2]}"))),
    Kind("fall by multiples", _said("事故起数比上年下降2倍。", "投诉量同比减少3倍。", "能耗降低了1.5倍。")),
    Kind("rate over 100 %", _said("案件办结率达到118%。", "群众满意率为103.5%。", "持证上岗率达112%。")),
    Kind("parts that miss the total", _text(_make(_total))),
    Kind("share that is wrong", _text(_make(_share))),
    Kind("growth that is wrong", _text(_make(_growth))),
    Kind("one sum, two values", p.two_values),
    Kind("one sum, two values, own report", p.two_values, own=True),
    Kind("placeholder for a year", _text(_pattern("20[0-9]{2}年", lambda _at, _dice: "20xx年"))),
    Kind("placeholder for a name", _said("由某某同志牵头负责。", "走访企业XX家。", "报××审定。", "由___负责落实。")),
    Kind("note to oneself", _said("（此处待补充数据）", "【待核实】", "TODO：补最新数字。", "数据待定。")),
    Kind("line of a web page", p.line("上一篇：关于做好防汛工作的通知", "分享到：微信 微博", "【打印本页】【关闭窗口】", "浏览次数：1208", "版权所有：某某网 技术支持：某公司")),
    Kind("mark-up", _text(_pattern("(?<=[，。])", lambda _at, dice: dice.choice(("&nbsp;", "<br>", "</p>", "&ldquo;"))))),
    Kind("wrong word, not of the lists", _text(_swap(*MISTAKEN))),
    Kind("any character, said alike", _text(p.sound)),
    Kind("set phrase, one said alike", _text(p.within(*PHRASES))),
    Kind("set phrase, one left out", _text(p.dropped(*PHRASES))),
    Kind("set phrase, two turned round", _text(p.turned(*PHRASES))),
    Kind("法治 as 法制", _text(_swap(("依法治国", "依法制国"), ("法治政府", "法制政府"), ("法治化", "法制化"), ("法治宣传", "法制宣传")))),
    Kind("截至 as 截止", _said("截止2025年底，全部完成整改。", "截止目前，已建成12处。", "截止6月底，完成投资3亿元。")),
    Kind("的 for 地", _said("有效的推进了改革。", "扎实的开展了排查整治。", "稳妥的化解了风险。", "积极的落实了各项任务。")),
    Kind("做出 for 作出", _text(_swap(("作出", "做出")))),
    Kind("character twice", _text(_pattern("(?<=[一-龥])[的了和是在](?=[一-龥])", lambda at, _: at[0] * 2))),
    Kind("word twice", _text(p.doubled_word)),
    Kind("sentence twice", p.again),
    Kind("sentence without a subject", _said("通过开展专项整治，使营商环境得到明显改善。", "经过全县上下共同努力，使各项任务全面完成。")),
    Kind("law title, one said alike", _text(_make(_law))),
    Kind("law that is repealed", _said("依据《中华人民共和国合同法》签订协议。", "落实《中华人民共和国物权法》要求。", "贯彻《中华人民共和国侵权责任法》。")),
    Kind("organ of former times", _said("由县国土资源局牵头。", "县工商局开展检查。", "县扶贫办负责落实。", "县卫计委组织培训。")),
    Kind("中共 … 党委", _said("在中共清溪镇党委的领导下推进工作。", "中共长安县党委专题研究。")),
    Kind("count goes on wrongly", _said("一是加强领导。二是压实责任。二是严格考核。", "一是完善制度。三是强化监督。", "第一，健全机制。第二，抓好落实。第四，跟踪问效。")),
    Kind("number with square brackets", _said("按照《关于加强督查的通知》（国办发[2025]12号）要求办理。", "落实国发（2024）8号文件。", "执行县政发〔2025〕第3号文件。")),
    Kind("identity card and telephone", _said("联系人身份证号11010519491231002X。", "联系电话13800138000。")),
    Kind("asks in a report", _said("妥否，请批示。", "以上请予批准。", "当否，请批复。")),
    Kind("heading with a stop", p.headed(lambda text, _: text.rstrip("。；") + "；")),
    Kind("section without text", p.emptied),
    Kind("number of a heading twice", p.numbered(_again), own=True),
    Kind("number of a heading left out", p.numbered(_skipped), own=True),
    Kind("title of another year", p.field(lambda d, _: replace(d, title=d.title.replace("2025", "2023"))), own=True),
    Kind("title without 的", p.field(lambda d, _: replace(d, title=d.title.replace("的报告", "报告"))), own=True),
    Kind("no organ in the title", p.field(lambda d, _: replace(d, title="关于2025年度法治政府建设情况的报告"))
         , own=True),
    Kind("signed by another organ", p.field(lambda d, _: replace(d, signature=replace(d.signature, organs=("澄湾镇政府",)))), own=True),
    Kind("dated before the year's end", p.field(lambda d, _: replace(d, signature=replace(d.signature, date="2025年3月20日"))), own=True),
    Kind("date with zeros", p.field(lambda d, _: replace(d, signature=replace(d.signature, date="2026年01月05日"))), own=True),
    Kind("date in Chinese numerals", p.field(lambda d, _: replace(d, signature=replace(d.signature, date="二〇二六年一月二十日"))), own=True),
    Kind("number of the document", p.field(lambda d, dice: replace(d, header=replace(d.header, document_number=dice.choice(("澄发[2026]6号", "澄发〔2026〕第6号", "澄发〔2026〕06号", "澄发（2026）6号"))))), own=True),
    Kind("a statutory part is missing", p.field(lambda d, _: replace(d, body=replace(d.body, children=(*d.body.children[:2], *d.body.children[3:])))), own=True),
    Kind("attachment named, none there", p.field(lambda d, _: replace(d, attachments=("1.工作数据表。",))), own=True),
)  # fmt: skip
"""What is planted; `own` sentences and words are none of the program's."""


def _marks(findings: Sequence[Finding]) -> set[tuple[str, str, Location]]:
    return {(each.rule, each.message, place) for each in findings for place in each.places}


def _touches(place: Location, planted: Location) -> bool:
    same = (place.section, place.paragraph) == (planted.section, planted.paragraph)
    return same and place.start <= planted.end + NEAR and planted.start <= place.end + NEAR


def found(checker: Checker, before: set[tuple[str, str, Location]], planted: p.Planted) -> set[str]:
    """Return the rules that find what was planted: at its place, or anything new when it is about the whole."""
    marks = _marks(checker.check(planted.document))
    if planted.places:
        at = {rule for rule, _, place in marks if any(_touches(place, each) for each in planted.places)}
        return at - {rule for rule, _, place in before if any(_touches(place, each) for each in planted.places)}
    said = {(rule, message) for rule, message, _ in before}
    return {rule for rule, message, _ in marks if (rule, message) not in said}


def measure(
    kind: Kind, documents: Sequence[Document], rules: Sequence[Rule], times: int, usage: Usage | None = None
) -> tuple[int, Counter[str]]:
    """Return how many defects of a kind were planted, and how many each rule found; "" counts those any rule found."""
    dice = random.Random(kind.name)  # noqa: S311 - repeatable, no secrets
    hits: Counter[str] = Counter()
    checkers: dict[int, tuple[Checker, set[tuple[str, str, Location]]]] = {}
    count = 0
    for turn in range(times * 3):
        at = turn % len(documents)
        planted = kind.plant(documents[at], dice)
        if planted is None:
            continue
        if at not in checkers or planted.before is not None:
            checker = Checker(rules, Setting(notes=planted.notes, usage=usage))
            clean = Checker(rules, Setting(usage=usage)).check(planted.before or documents[at])
            checkers[at] = checker, _marks(clean)
        rules_found = found(*checkers[at], planted)
        hits.update(rules_found)
        hits[""] += bool(rules_found)
        count += 1
        if count == times:
            break
    return count, hits


def table(documents: Sequence[Document], rules: Sequence[Rule], times: int) -> None:
    """Print recall per kind and by which rules."""
    planted = caught = 0
    print(f"\n{'planted':<34}{'count':>6}{'found':>7}{'recall':>8}  by")
    for kind in KINDS:
        count, hits = measure(kind, [sample()] if kind.own else documents, rules, times)
        planted, caught = planted + count, caught + hits[""]
        by = ", ".join(f"{rule} {number}" for rule, number in hits.most_common() if rule)
        print(f"{kind.name:<34}{count:>6}{hits['']:>7}{hits[''] / max(count, 1):>8.2f}  {by[:60]}")
    print(f"{len(KINDS)} kinds{'':<26}{planted:>6}{caught:>7}{caught / max(planted, 1):>8.2f}")
