"""PH: places still to be filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.checks.reading import ANYWHERE
from gongwen.checks.rule import Hit, Rule
from gongwen.gaps import YEAR_GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.setting import Setting

_YEAR: Final = re.compile(rf"{YEAR_GAP.pattern}|(?<!\d)20(?:[0-9][xX×*＊]|[*＊]{{2}}|[?？]{{2}}|__)(?=年|—|-|\D|$)")
_SIGNS: Final = re.compile(
    r"(?<![A-Za-z\d*])[xXＸ]{2,}(?![A-Za-z])|(?<![\d×])×{2,}|(?<![\dA-Za-z*])[*＊]{2,}(?![\d*＊])|[×xXＸ](?=[镇乡县市区村局次名件项场年月日](?!光|射))(?<![A-Za-z0-9]\S)|"
    r"[_＿]{2,}|(?<![?？！!])[?？]{3,}|\?{2,}(?=[\u4e00-\u9fff])|某某+|[□○●◯]{3,}|�+|锟斤拷"
)
_WORDS: Final = re.compile(
    r"(?<![A-Za-z])(?:TODO|TBD|FIXME|XXXX?)(?![A-Za-z])|待(?:补充?|填写?|插入|核实|确认|更新|完善)(?=[：:。；，,）)】\]]|$|数据|数字|内容|材料)|待定(?<=[\u4e00-\u9fff]{2}待定)(?=[。；，]|$)"
)
_BRACKETED: Final = re.compile(
    r"[（(【\[〔](?=[^）)】\]〕]{0,24}(?:待补|补充|待填|填写|填入|插入|待定|待核|此处|略去|从略))[^）)】\]〕]{1,24}[）)】\]〕]|"
    r"[\[［](?=[^\]］\d]*[\u4e00-\u9fff])[^\]］\d]{1,14}[\]］]|[（(]略[）)]|【[ \u3000]*】|〔[ \u3000]*〕|\[[ \u3000]*\]|[【\[](?:[\u4e00-\u9fff]{0,6}(?:单位|机关|部门|机构|镇|县|乡|村|项目|文件|领导|人员)?(?:名称|全称|姓名|职务|日期|年份|年度|数字|数据|金额|地点|时间|文号|标题))[】\]](?![：:])"
)
_TEMPLATE: Final = re.compile(
    r"\{\{.{0,40}?\}\}|\$\{.{0,40}?\}|<%.{0,40}?%>|\{[\u4e00-\u9fff]{1,12}\}|(?<!\{)\{[A-Za-z_][A-Za-z_0-9.]{0,30}\}"
)
_BROKEN: Final = re.compile(
    r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|错误[!！]\s*未(?:找到引用源|定义书签)[。.]?|"
    r"(?<![A-Za-z#.])(?:nan|NaN|None|null|NULL|undefined)(?![A-Za-z])(?! [A-Za-z])"
)
_SPACE: Final = re.compile("[ \u3000]")
_BLANK: Final = re.compile(
    r"(?<=[\u4e00-\u9fff：])[ \u3000]{2,}(?=[件次名项场户人家个起处亿万元份%％])|(?<=年)[ \u3000]+(?=月)|(?<=月)[ \u3000]+(?=日)|(?<=[（第])[ \u3000]{2,}(?=[）号次])"
)
_FORM: Final = re.compile("盖章|签字|签名|姓名[:：]|申报|申请|填表")
"""Words of a form that is meant to be written in by others."""

_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范姚谭廖邹熊陆郝孔崔毛邱秦史顾侯邵孟龙段雷钱汤尹黎乔贺赖龚"


def _after_surname(text: str, start: int, end: int) -> bool:
    """Whether a sign stands for a given name behind a surname (王某某, 李××), as published texts hide persons."""
    name = text[start - 1 : start] in _SURNAMES and end - start <= 2 and bool(start)
    return name and not re.match("[镇乡县市区村局家户件个次年月项场]", text[end : end + 1])


_KINDS: Final = (
    (re.compile("[xX×Ｘ*＊_＿?？□○●◯�某锟]"), _SIGNS, "“{}”还没有填"),
    (re.compile("[【［〔[（(]"), _BRACKETED, "“{}”还没有填"),
    (re.compile("待|TODO|TBD|FIXME|XXX"), _WORDS, "“{}”是留给自己的话"),
    (re.compile("[{<]"), _TEMPLATE, "“{}”是模板的变量，没有换成内容"),
    (re.compile("[#nNu]|错误"), _BROKEN, "“{}”是算错或者取不到的数"),
)
"""What a text must hold for a form to be looked for, the form, and what is said of it."""

_COMING: Final = re.compile(
    "年[，,]?(?:我[镇县市区局委]|全[镇县市区])?[，,]?(?:将|要|计划|拟|继续)|年[1-6]月[0-9]{1,2}日$"
)
"""What follows a year that is the coming one: what will be done, or the date of a paper of its first half."""

_MARKDOWN: Final = re.compile(r"\*\*[^*]{1,80}\*\*")


def _gaps(text: str, setting: Setting) -> Iterator[Hit]:
    done = [match.span() for match in _MARKDOWN.finditer(text)] if "**" in text else []
    for match in _YEAR.finditer(text) if "20" in text else ():
        instead = _written_out(text, match.end(), setting.year) if YEAR_GAP.fullmatch(match[0]) else ()
        done.append(match.span())
        yield Hit(match.start(), match.end(), f"年份“{match[0]}”还没有填", instead)
    for sign, form, message in _KINDS:
        for match in form.finditer(text) if sign.search(text) else ():
            start, end = match.span()
            if not any(a < end and start < b for a, b in done):
                done.append((start, end))
                yield Hit(start, end, message.format(match[0].strip()[:20]), (), _weight(text, start, end))
    yield from _blanks(text)


def _written_out(text: str, end: int, year: int) -> tuple[str, ...]:
    """Return the years that may be meant, the likelier first: the one reported on, or the next one in plans and dates."""
    if not year:
        return ()
    this, following = str(year), str(year + 1)
    return (following, this) if _COMING.match(text, end) else (this, following)


def _blanks(text: str) -> Iterator[Hit]:
    if _SPACE.search(text):
        for match in _BLANK.finditer(text):
            weight = Severity.HINT if _FORM.search(text) else None
            yield Hit(match.start(), match.end(), "空着的地方还没有填", (), weight)


def _weight(text: str, start: int, end: int) -> Severity | None:
    word = text[start:end]
    if _after_surname(text, start, end):
        return Severity.HINT
    if "略" in word and len(word) == len("（略）"):
        return Severity.HINT
    return Severity.SHOULD if word.endswith("待定") or word.startswith("待") else None


placeholders = Rule(
    id="PH01",
    name="还没有填的地方",
    severity=Severity.MUST,
    clause="《党政机关公文处理工作条例》第二十条（人名、地名、时间、数字等是否准确），实践：核稿常见差错",
    why="年份、人名、数字的空位和写给自己的提示没有填好就印发，等于内容缺失。",
    bad=("20xx年，全镇办理案件××件。", "由某某同志负责。", "（此处补充数据）", "完成率为{{ rate }}。", "全年投入#REF!万元。", "共召开会议    次。", "【单位名称】", "负责人：____。"),
    good=("2025年，全镇办理案件12件。", "规格为3×4米。", "按照《规定》（以下简称《规定》）。", "【案情】某日，双方发生纠纷。", "用X光机检查。", "张某因琐事与李某发生争执。", "全镇 上下齐心协力。"),
    read=_gaps,
    where=ANYWHERE,
)  # fmt: skip
