"""By what signs a line shows what it is: organs, dates, document numbers, titles, addressees, closing phrases."""

from __future__ import annotations

import re
from typing import Final

_TRADITIONAL: Final = "報總結見決請紀預計劃規點辦條細則匯職議簡專導責況實問題舉進設縣區鎮鄉黨團務員會單機關門處聯繫電話現將對發佈國廳長書記復達學習貫徹領標準種檢應強優執隊傳貧興備項頭與為後開補資產業園農體經濟環證財稅審評選認識號間麼來時擊瀏覽編輯當權訪閉"
_SIMPLIFIED: Final = "报总结见决请纪预计划规点办条细则汇职议简专导责况实问题举进设县区镇乡党团务员会单机关门处联系电话现将对发布国厅长书记复达学习贯彻领标准种检应强优执队传贫兴备项头与为后开补资产业园农体经济环证财税审评选认识号间么来时击浏览编辑当权访闭"
_FOLD: Final = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""The traditional characters of words by which this module and the templates know lines; texts keep their own."""

HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

_DIGIT: Final = "[0-9０-９xX×*]"
_YEAR: Final = rf"(?:{_DIGIT}{{2,4}}|[一二三四五六七八九〇○零ＯOo0×]{{4}})"
_DAY: Final = rf"(?:{_DIGIT}{{1,2}}|[一二三四五六七八九十]{{1,3}})"
DATE: Final = re.compile(
    rf"[（(]?{_YEAR}\s*年\s*{_DAY}\s*月(?:\s*{_DAY}\s*日)?[）)]?|[\[［【](?:成文|印发|落款)?(?:日期|时间|年月日)[\]］】]|20\d\d([-./])\d{{1,2}}\1\d{{1,2}}"
)
_SIGNER: Final = re.compile(
    r"[\u4e00-\u9fff]{0,16}(?:总理|主席|省长|市长|县长|区长|州长|乡长|镇长|部长|厅长|局长|主任|行长|署长|书记|院长)"
    r"[\s:：]+[\u4e00-\u9fff·]{1,4}(?:\s[\u4e00-\u9fff]{1,2})?"
)
_DAY_ALONE: Final = re.compile(rf"{_DAY}\s*月\s*{_DAY}\s*日")
_DATE_AT_END: Final = re.compile(rf"(?P<organs>.+?)[\s　]+(?P<date>{_YEAR}\s*年\s*{_DAY}\s*月\s*{_DAY}\s*日)")

DOCUMENT_NUMBER: Final = re.compile(
    r"[\u4e00-\u9fffA-Za-z（）()·]{1,16}\s*[〔\[［【(（]\s*(?:\d{4}|\d{2}[xX×]{2}|[xX×]{2,4})\s*[〕\]］】)）]\s*第?\s*[\dxX×]+\s*号"
)
ORDER_NUMBER: Final = re.compile(r"(?:令)?第\s*[\d一二三四五六七八九十百]+\s*号")
COPY_NUMBER: Final = re.compile(r"(?:№|No\.?)?\s*0\d{5}")
SIGNATORY: Final = re.compile(r"签\s*发\s*人\s*[:：]\s*(.*)")
CLASSIFICATION: Final = re.compile(r"(绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆]\s*(.{1,8}))?")
URGENCY: Final = re.compile(r"(?:特\s*急|加\s*急|平\s*急|特\s*提|紧\s*急)")
AUTHORITY_MARK: Final = re.compile(r"(?!.*(?:关于|印发|规范性))[\u4e00-\u9fff\s（）()]{3,40}文\s*件")

_ORGAN_END: Final = (
    "委员会|人民政府|政府|党委|党工委|管委会|办公厅|办公室|指挥部|领导小组|工作组|专班|领导组|办事处|党组|支部|总支|"
    "委|办|局|厅|部|院|署|司|处|科|室|所|站|中心|队|会|社|公司|集团|银行|学校|大学|学院|医院|小学|中学|工会|"
    "检察院|法院|人大|政协|团委|妇联|街道|镇|乡|县|区|市|省|国|村|组"
)
_ORGAN: Final = re.compile(rf"[\u4e00-\u9fff（）()“”·×xXA-Z]{{1,40}}(?:{_ORGAN_END})(?:[（(][^）)]{{1,10}}[）)])?")
_BLANK_ORGAN: Final = re.compile(r"[\[［【][^\]］】]{0,8}(?:单位|机关|部门)(?:名称|全称|署名)?[\]］】]")
_STRONG_ORGAN: Final = re.compile(
    r".*(?:委员会|人民政府|政府|党委|党工委|管委会|办公厅|办公室|办事处|党组|局|厅|国务院|军委|法院|检察院|公司|大学|中心|司|"
    r"(?:县|市|区|省|州|旗)委|领导小组|指挥部|联合会|协会|总工会|部|署|委|处|院)"
)

_DOCUMENT_TYPES: Final = (
    "报告|总结|通知|意见|决定|决议|命令|令|公报|公告|通告|通报|议案|请示|批复|函|复函|纪要|方案|预案|计划|规划|要点|"
    "办法|规定|条例|细则|规则|章程|汇报|讲话|致辞|述职|述法|答复|建议|提案|简报|专报|材料|说明|年报|公示|回复函|倡议书|"
    "清单|制度|指南|守则|公约|概况|情况|白皮书|声明|实施方案"
)
_TITLE_END: Final = re.compile(rf"(?:{_DOCUMENT_TYPES})(?:[（(][^（）()]{{1,16}}[）)])?$")
_TITLE_TAIL: Final = re.compile(r"[（(].{1,12}(?:稿|版|本|试行|暂行|节选|摘要)[）)]|[（(]试行[）)]")
LONGEST_TITLE_LINE: Final = 120

_ADDRESSEE_END: Final = re.compile(
    rf"(?:{_ORGAN_END}|单位|部门|机构|企业|直属机构|政府机关|机关|代表|委员|同志|同志们|主席|主任|书记|县长|市长|领导|朋友们|你们|"
    r"高校|各科室|成员单位|\]|］|】|渔业企业|党支部)(?:[（(][^）)]{1,30}[）)])?"
)
_NOT_ADDRESSEE: Final = re.compile(
    r"如下|以下|下列|报告|汇报|通知|情况|方面|主要|做到|要求|包括|分别|问题|措施|目标|任务|时间|内容"
)

CLOSING: Final = re.compile(
    r"(?:特此|专此|妥否|当否|可否|是否妥当|以上(?:报告|意见|请示|汇报|情况|方案|函复|复函)?|此复|此致|此令|敬请|恳请|请予|请审|现予)"
    r".{0,40}|(?:现将.{2,20}报来|请批示|请审示|请审阅|请指示)[。！]?"
)
_CLOSING_WORDS: Final = re.compile(
    r"特此|专此|此复|此致|此令|请.{0,14}(?:批|审|指|示|阅|研究|考虑|执行|转发|函复|指正)|报告|函复|汇报"
)
NOTE: Final = re.compile(r"[（(].{2,80}[）)]")
CONTACT: Final = re.compile(r"[（(]?\s*(?:联\s*系\s*人|联系电话|联系方式|信息公开选项|公开方式|公开属性|此件).{1,80}")
COPIED_TO: Final = re.compile(r"(?:抄\s*送|抄\s*报)\s*[:：]\s*(.+)")
PRINTED: Final = re.compile(rf"(.+?)[\s　]*({_YEAR}\s*年\s*{_DAY}\s*月\s*{_DAY}\s*日)\s*印\s*发")
ATTACHMENTS: Final = re.compile(r"附\s*件?\s*(?:[0-9一二三四五六七八九十]{0,2})\s*[:：]\s*(.*)")
ATTACHMENT_HEAD: Final = re.compile(r"附\s*(?:件|表|录)\s*[0-9一二三四五六七八九十]{0,2}\s*[:：]?")

PLACEHOLDER: Final = re.compile(
    r"(?:19|20)(?:[xX×*＊]{2}|[0-9][xX×*＊])(?=年|/|-|—|$|\D)|[×＊]{2,}|[xX]{2,}(?=[\u4e00-\u9fff])|(?<![A-Za-z0-9])[xX](?=[镇乡县市区村局次名件项场])|"
    r"(?<=[\u4e00-\u9fff])[ \u3000]{2,}(?=[%％])|[（(](?:此处|以下)(?:省略|略|补充|待补)[^）)]{0,10}[）)]|"
    r"_{3,}|＿{2,}|某某|[\[［](?!\d)[^\]］\d]{1,14}[\]］]|【[^】]{0,12}(?:填|补|待|略)[^】]{0,12}】"
)


def simplified(text: str) -> str:
    """Return a text with the traditional characters of known words simplified, as long as before."""
    return text.translate(_FOLD)


def traditional(text: str) -> str:
    """Return the traditional characters of known words that a text holds, each once."""
    return "".join(dict.fromkeys(char for char in text if char in _TRADITIONAL))


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else, placeholders (20xx年) and 二〇二四年 allowed."""
    return bool(DATE.fullmatch(text))


def is_signer(text: str) -> bool:
    """Whether a line names a person who signs, by office and name: 县长　王立新."""
    return bool(_SIGNER.fullmatch(text))


def is_day(text: str) -> bool:
    """Whether a line is a month and a day without the year: 11月4日."""
    return bool(_DAY_ALONE.fullmatch(text))


def organs(text: str) -> tuple[str, ...]:
    """Return the organs a signature line names (several stand apart by spaces), or none."""
    if _BLANK_ORGAN.fullmatch(text):
        return (text,)
    names = tuple(text.split())
    return names if names and all(_ORGAN.fullmatch(name) for name in names) else ()


def is_strong_organ(text: str) -> bool:
    """Whether all of a line's organs end in a word that only organs end in, or stand for one yet to be filled in."""
    if _BLANK_ORGAN.fullmatch(text):
        return True
    names = organs(text)
    return bool(names) and all(_STRONG_ORGAN.fullmatch(name) for name in names)


def organs_and_date(text: str) -> tuple[str, str] | None:
    """Return the organs and the date of a signature on one line, or None."""
    match = _DATE_AT_END.fullmatch(text)
    return (match["organs"], match["date"]) if match and is_strong_organ(match["organs"]) else None


def is_title_end(text: str) -> bool:
    """Whether a line ends as the title of an official document does."""
    return bool(_TITLE_END.search(simplified(text)))


def is_title_tail(text: str) -> bool:
    """Whether a line only says which edition the title above it is: （征求意见稿）."""
    return bool(_TITLE_TAIL.fullmatch(text))


def is_addressees(text: str) -> bool:
    """Whether a line names who a document is sent to: organs or people, a colon at the end."""
    text = simplified(text)
    bare = text.rstrip(":：").rstrip()
    if bare == text or not 2 <= len(bare) <= 250 or re.search("[。！？“]", bare):
        return False
    return bool(_ADDRESSEE_END.search(bare[-40:])) and not _NOT_ADDRESSEE.search(bare)


def is_closing(text: str) -> bool:
    """Whether a line is a closing phrase such as 特此报告。 or 妥否，请批示。."""
    text = simplified(text)
    return len(text) <= 60 and bool(CLOSING.fullmatch(text)) and bool(_CLOSING_WORDS.search(text))
