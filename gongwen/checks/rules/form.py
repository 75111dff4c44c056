"""FM: the title, the addressees, attachments and what a report must not hold (《党政机关公文处理工作条例》, GB/T 9704-2012)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case, notes
from gongwen.checks.finding import Change, Fix, Severity
from gongwen.checks.reading import ANYWHERE, Kind
from gongwen.checks.rule import Hit, Rule, Spot
from gongwen.document import BODY_ID, Location
from gongwen.importers.report import NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting

REPORTS: Final = frozenset({"rule_of_law_report", "work_report", "information_disclosure_report"})
"""The kinds that are reports."""

_ABOUT: Final = "关于"
_TYPE: Final = re.compile(r"(?:年度|年|专题|综合|调查|调研|自查|整改|述职|述法)?报告(?:[（(][^（）()]{1,12}[）)])?$")
_OF_NEAR: Final = 10
"""How far before 报告 a 的 may stand: 的情况报告, 的调查报告."""

_SENDING: Final = re.compile("关于(?:报送|上报|呈报|呈送|报请)(?!《)")
_ENDS: Final = re.compile("(?:报告|总结|汇报|要点|材料|方案|年报|说明|白皮书)(?:[（(][^（）()]{1,12}[）)])?$")
_END_MARK: Final = "。，、；：,;:."
_WHOLE_TITLE: Final = re.compile(
    "[^，。；：]{0,40}(?:关于|(?:19|20)[0-9]{2}年)[^，。；：]{4,60}(?:报告|总结)[。，；：]?"
)


def _title(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    text = reading.document.title
    flat = text.replace("\n", "")
    if not flat.strip():
        yield from _taken_for_text(reading)
        return
    if flat[-1] in _END_MARK:
        yield _spot(len(text) - 1, len(text), "标题末尾不加标点", "", "删去标点")
    bare = text.rstrip(_END_MARK)
    about = bare.find(_ABOUT)
    if about >= 0:
        yield from _about(bare, about)
    if about == 0 and not reading.document.header.authority_mark:
        yield _no_issuer(reading)
    if about >= 0 and not _ENDS.search(bare.replace("\n", "")):
        yield _spot(
            max(len(bare) - 4, 0), len(bare), "标题末尾没有写文种，如“报告”", "的报告", "补“的报告”", after=len(bare)
        )
    if flat.endswith("汇报"):
        yield _spot(len(bare) - 2, len(bare), "公文没有“汇报”这个文种，向上级汇报工作用“报告”", "报告", "改为“报告”")
    if flat.endswith("请示报告"):
        yield _spot(len(bare) - 4, len(bare), "“请示”和“报告”是两个文种，不能合用", "报告", "改为“报告”")


def _taken_for_text(reading: Reading) -> Iterator[Spot]:
    """Yield a first paragraph that is the title a report lacks; a stop at its end keeps the import from knowing it."""
    first = next(iter(reading.by_section.get(BODY_ID, ())), None)
    if first is not None and first.location.paragraph == 0 and _WHOLE_TITLE.fullmatch(first.text.strip()):
        whole = first.at(0, len(first.text))
        name = first.text.strip().rstrip(_END_MARK)
        changes = (Change(Location("title", 0, 0, 0), name), Change(whole, ""))
        yield Spot(whole, "这一行像是标题，标题末尾不加标点", (Fix("放到标题一栏", changes),))


def _about(text: str, about: int) -> Iterator[Spot]:
    """Yield what is wrong with 关于…报告: 的 left out, 报送 put in."""
    end = _TYPE.search(text)
    before = text[about : end.start()].replace("\n", "") if end else ""
    if end and "的" not in text[max(about, end.start() - _OF_NEAR) : end.start()] and len(before) > len(_ABOUT):
        at = end.start()
        yield _spot(at, end.end(), "“关于”后面要有“的”：关于……的报告", "的", f"改为“的{end[0]}”", after=at)
    if (sent := _SENDING.search(text, about)) and end:
        start = sent.start() + len(_ABOUT)
        word = text[start : sent.end()]
        yield _spot(start, sent.end(), f"报告本身就是报上去的，标题不写“{word}”", "", f"删去“{word}”")


def _no_issuer(reading: Reading) -> Spot:
    organs = [organ.strip() for organ in reading.document.signature.organs if organ.strip()]
    fixes: tuple[Fix, ...] = ()
    if organs and not any(char in "xX×【[" for organ in organs for char in organ):
        name = "　".join(organs)
        fixes = (Fix(f"加上“{name}”", (Change(Location("title", 0, 0, 0), name),)),)
    return Spot(Location("title", 0, 0, len(_ABOUT)), "标题没有写发文机关", fixes, Severity.HINT)


def _spot(start: int, end: int, message: str, instead: str, label: str, *, after: int = -1) -> Spot:
    """Return a finding about the title whose fix replaces the place, or puts the text in at `after`."""
    change = Location("title", 0, start, end) if after < 0 else Location("title", 0, after, after)
    return Spot(Location("title", 0, start, end), message, (Fix(label, (Change(change, instead),)),))


title = Rule(
    id="FM01",
    name="标题的写法",
    severity=Severity.SHOULD,
    clause="《党政机关公文处理工作条例》第八条、第九条第七项",
    why="标题由发文机关名称、事由和文种组成。“关于”和文种之间用“的”连起来；“报告”本身就有报送的意思，不再写“报送”。",
    bad=(
        case(title="清溪镇人民政府关于2025年度法治政府建设情况报告"),
        case(title="关于2025年度法治政府建设情况的报告"),
        case(title="清溪镇人民政府关于报送2025年度法治政府建设情况的报告"),
        case(title="清溪镇人民政府关于2025年度法治政府建设情况的报告。"),
        case(title="清溪镇人民政府关于2025年度法治政府建设情况"),
        case(title="清溪镇人民政府关于2025年度法治政府建设情况的汇报"),
        case("清溪镇人民政府关于2025年度法治政府建设情况的报告。\n全年工作。", title=""),
        case(title="清溪镇人民政府\n关于2025年度法治政府建设情况的请示报告"),
    ),
    good=(
        case(title="清溪镇人民政府关于2025年度法治政府建设情况的报告"),
        case(title="清溪镇人民政府\n关于2025年度法治政府建设的情况报告"),
        case(title="清溪镇2025年度法治政府建设情况报告"),
        case(title="清溪镇人民政府2025年法治政府建设年度报告（征求意见稿）"),
        case(title=""),
    ),
    survey=_title,
    kinds=REPORTS,
)


_GREETING: Final = re.compile("各位|代表|同志|委员")
_BAD_END: Final = re.compile("[:，,。.；;、]+$")
_PERSON: Final = re.compile("(?:书记|省长|市长|县长|区长|州长|乡长|镇长|局长|厅长|部长|同志|先生|女士)$")
_ORGANS_ONLY: Final = re.compile(
    "(?:[\\u4e00-\\u9fff]{0,12}(?:委|党委|政府|委员会|局|厅|办公室|办公厅|部|党组|党工委|管委会|人大常委会)[、，,]?){1,4}[:：。]?"
)
_MOST: Final = 2
"""The party committee and the government above: 《法治政府建设与责任落实督察工作规定》 wants both told."""


def _addressees(reading: Reading, setting: Setting) -> Iterator[Spot]:
    text = reading.document.addressees.rstrip()
    if not text:
        yield from _unmarked(reading)
        return
    bare = text.rstrip("：")
    if wrong := _BAD_END.search(bare):
        place = Location("addressees", 0, wrong.start(), len(bare))
        yield Spot(place, "主送机关后面用全角冒号，冒号由程序加", (Fix("删去这里的标点", (Change(place, ""),)),))
    for note in setting.notes:
        source = note.source.rstrip()
        if (
            note.kind is NoteKind.RECOGNISED
            and note.location
            and note.location.section == "addressees"
            and source.endswith(":")
        ):
            where = Location("addressees", 0, 0, len(text))
            what = "称呼" if _GREETING.search(text) else "主送机关"
            said = f"原文{what}后面是半角冒号，程序已改成全角"
            yield Spot(where, said, severity=Severity.SHOULD, excerpt=source, settled=True)
    names = [name for name in re.split("[、，,；;]", bare) if name.strip()]
    whole = Location("addressees", 0, 0, len(text))
    if len(names) > _MOST and reading.document.kind in REPORTS:
        yield Spot(whole, f"主送了{len(names)}个机关，上行文原则上只主送一个上级机关", severity=Severity.HINT)
    if reading.document.kind in REPORTS and any(_PERSON.search(name.strip()) for name in names):
        yield Spot(whole, "报告报给机关，不以机关名义报给领导本人", severity=Severity.SHOULD)


def _unmarked(reading: Reading) -> Iterator[Spot]:
    """Yield a first paragraph that names organs alone: an addressee whose colon was left out."""
    first = next(iter(reading.by_section.get(BODY_ID, ())), None)
    if first is None or first.kind is not Kind.PARAGRAPH or first.location.paragraph > 0:
        return
    words = first.text.strip()
    if _ORGANS_ONLY.fullmatch(words):
        name = words.rstrip(":：。、，,")
        changes = (Change(Location("addressees", 0, 0, 0), name), Change(first.at(0, len(first.text)), ""))
        yield Spot(first.at(0, len(first.text)), "这一行像是主送机关，后面缺冒号", (Fix("放到主送机关一栏", changes),))


addressees = Rule(
    id="FM02",
    name="主送机关",
    severity=Severity.MUST,
    clause="GB/T 9704-2012 7.3.2；《党政机关公文处理工作条例》第十五条第一项、第五项",
    why="主送机关写全称、规范化简称或者统称，最后一个名称后标全角冒号；上行文原则上主送一个上级机关，不报给领导本人。",
    bad=(
        case(addressees="县委、县政府:"),
        case(addressees="县委、县政府，"),
        case("县委、县政府\n现将有关情况报告如下：", addressees=""),
        case(addressees="李县长"),
        case(addressees="县委、县政府、县人大、县政协"),
        case(setting=notes("县委、县政府:", "认作主送机关。", "addressees", NoteKind.RECOGNISED)),
    ),
    good=(
        case(addressees="县委、县政府"),
        case(addressees="县委、县政府："),
        case("全年研究法治工作4次。", addressees=""),
        case(addressees="市司法局"),
        case(setting=notes("县委、县政府：", "认作主送机关。", "addressees", NoteKind.RECOGNISED)),
    ),
    survey=_addressees,
)


_NO_TEXT: Final = re.compile("[（(]?此页无正文[）)]?")


def _no_text(text: str, _setting: Setting) -> Iterator[Hit]:
    if "此页无正文" in text:
        for match in _NO_TEXT.finditer(text):
            yield Hit(match.start(), match.end(), "不用“此页无正文”，排不下的调整行距、字距", ("",))


no_text = Rule(
    id="FM07",
    name="此页无正文",
    severity=Severity.SHOULD,
    clause="GB/T 9704-2012 7.3.5.5；实践：各地公文格式细则不用“此页无正文”",
    why="排版后所剩空白容不下印章和成文日期的，调整行距、字距来解决。本程序自己排得下。",
    bad=("（此页无正文）", "(此页无正文)", "此页无正文"),
    good=("此页无附表。", "（此件公开发布）", "正文另附。"),
    read=_no_text,
    where=ANYWHERE,
)


_ASKING: Final = re.compile(
    "(?<![报提申呈邀聘])请(?:予)?(?:批示|批复|审批|批准|指示|核准)(?!精神|件|要求|指示)|请予(?:审定|支持|解决|拨付)|(?:妥否|当否|可否|是否妥当|是否可行)[，,]"
    "|(?:恳请|请求|敬请|拟请|建议)(?:[省市县区州]|上级|党委|各级)[^，。；]{0,14}(?:给予|予以|帮助|协调|拨付|安排|追加|解决|支持|批准|增加)"
)
_QUOTED: Final = re.compile("“[^”]*”|《[^》]*》")
_AFTER_OTHERS: Final = re.compile("(?:及时|主动|严格|按规定|逐级|依法|向[^，。；]{1,16})$")


def _asks(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    for block in reading.paragraphs:
        if "请" not in block.text and "否" not in block.text and "建议" not in block.text:
            continue
        text = _QUOTED.sub(lambda match: "□" * len(match[0]), block.text)
        for match in _ASKING.finditer(text):
            if not _AFTER_OTHERS.search(text[: match.start()]):
                yield Spot(block.at(match.start(), match.end()), "报告里不能夹带请示，要请上级办的事另行文请示")
                break


asks = Rule(
    id="FM10",
    name="报告夹带请示",
    severity=Severity.MUST,
    clause="《党政机关公文处理工作条例》第十五条第四项",
    why="不得在报告等非请示性公文中夹带请示事项。报告不要求答复，夹在里面的请求会没有下文。",
    bad=(
        "以上报告，妥否，请批示。",
        "恳请县委、县政府给予专项经费支持。",
        "建议市里增加基层执法编制。",
        "以上事项，请予审批。",
    ),
    good=(
        "特此报告。",
        "对重大事项及时向县委请示，请示事项依法办理。",
        "办理“请予批准”类事项12件。",
        "群众请求调解的纠纷全部办结。",
        "认真落实县委请批示件。",
        "规划报请批准后印发，重大事项提请审批。",
    ),
    survey=_asks,
    kinds=REPORTS,
)
