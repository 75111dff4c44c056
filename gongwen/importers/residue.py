"""What the web and the printer leave in a text: menus, buttons, page numbers, scraps of code; told by general signs."""

from __future__ import annotations

import re
from typing import Final

from gongwen.document import ANCHOR
from gongwen.importers.signs import HAN, simplified

_BUTTON_WORDS: Final = (
    "打印 打印本页 关闭 关闭窗口 关闭本页 分享 分享到 收藏 加入收藏 下载 全屏 字号 字体 大 中 小 加大 还原 减小 默认 放大 缩小 "
    "首页 返回 返回首页 返回顶部 返回列表 上一篇 下一篇 上一页 下一页 上一条 下一条 无障碍 无障碍阅读 长者模式 简体 繁体 登录 注册 搜索 "
    "搜索位置 匹配度 排序 复制链接 扫一扫 扫一扫在手机打开当前页 微信 微博 朋友圈 空间 QQ QQ空间 QQ好友 新浪微博 腾讯微博 人人网 "
    "展开 收起 更多 点赞 评论 举报 附件下载 相关链接 相关文章 相关报道 相关阅读 相关解读 推荐阅读 展开全文 阅读全文 语音播报 "
    "朗读 播放 暂停 网站地图 联系我们 关于我们 主办单位 承办单位 纠错 我要纠错 政务微信 视力保护色 浏览次数 来源 作者 "
    "设为首页 客户端 手机版 电脑版 已阅 保存 编辑 字体大小 标签 责任编辑 正文 目录 T"
)
_BUTTONS: Final = frozenset(_BUTTON_WORDS.split())
_LABELS: Final = re.compile(
    r"(?:信息|文章|稿件|文件|新闻)?(?:来源|发布时间|发布日期|发布机构|发布单位|发文机关|发文日期|成文日期|索引号|主题分类|主题词|公开日期|生成日期|"
    r"更新时间|发表时间|浏览次数|浏览量|浏览|阅读次数|阅读量|阅读|点击数|点击量|点击|访问量|人气|作者|编辑|责任编辑|责编|摄影|供稿|"
    r"字号|字体|字体大小|版本|文号|文\s*号|关键词|标签|有效性|效力状态|体裁分类|组配分类|信息分类|网站编辑|上一篇|下一篇|相关链接|"
    r"分享到|分享至|扫一扫|当前位置|您的位置|您现在的位置|您现在所在的位置|所在位置|位置|链接|原文链接|网址|打印|视力保护色)\s*[:：]"
)
MAIL: Final = re.compile(
    r"(?:发件人|收件人|寄件人|抄送人|密送|主题|发送时间|发件时间|时间|日期|附件名|From|To|Cc|Subject|Date)\s*[:：].{1,80}"
)
MAIL_SENDER: Final = re.compile("发件人|寄件人|From")
_CHAT: Final = re.compile(
    r"@所有人|\[(?:图片|链接|文件|视频|语音|表情|动画表情)\].{0,40}|收到|收到，?谢谢[。！]?|以上(?:为|是)转发"
)
_STAMP: Final = re.compile(r"[•·\s]*(?:时间|日期|状态|分类|名称)\s*[:：]\s*(?:[\d\s年月日/.:：-]*|现行有效|有效)")
"""Labels that also stand over minutes of a meeting: scraps only when bare or before a web server's stamp."""

_STAMPED: Final = re.compile(r"[:：]\s*$|\d[-/.]\d|\d[:：]\d|有效$")
_LEADS: Final = re.compile(
    r"(?:当前位置|您的位置|您现在|您当前|所在位置|首页\s*[>＞→»/|]|版权所有|Copyright|©|[\u4e00-\u9fff]{1,3}ICP备|.{0,6}公网安备|"
    r"仅展示|未经.{0,8}(?:授权|许可|允许)|本文来自|免责声明|声明[:：]|转载请|上一篇|下一篇|责任编辑|扫描二维码|扫一扫|分享到|【\s*(?:打印|字体|字号|关闭|大|来源))"
)
_CRUMBS: Final = re.compile(r"首页.*[>＞→»]|(?:[>＞→»].*){2}")
_NO_TEXT: Final = re.compile(r"[（(]?\s*(?:本|此)页无正文[^）)]{0,20}[）)]?")
_PAGE: Final = re.compile(
    r"[-—–－·\s]*(?:第\s*)?\d{1,4}\s*(?:页|/\s*\d{1,4}|页\s*[,，/]?\s*共\s*\d{1,4}\s*页)?[-—–－·\s]*"
)
_MARKED_PAGE: Final = re.compile(
    r"[-—–－·]+\s*\d{1,4}\s*[-—–－·]+|第\s*\d{1,4}\s*页.{0,10}|\d{1,4}\s*/\s*\d{1,4}|共\s*\d+\s*页"
)
_CODE: Final = re.compile(
    r"[{}<>=;$\\]|\b(?:var|function|document|window|script|return|null|undefined|false|true|href|http)\b"
)
_CAPTION: Final = re.compile(r".{0,80}(?:记者|通讯员)[\s　]*[\u4e00-\u9fff\s　]{2,12}[/／]?摄(?:影报道)?")
_RIGHTS: Final = re.compile(r"公有领域|版权|著作权法|本站|本网|维基|转载|免责|本作品|公共领域|本模板")
_SPLIT: Final = re.compile(r"[\s　|｜/:：【】\[\]（）()>＞→»•·、,，]+")
_SENTENCE: Final = re.compile(r"[。！？；;]")
_LONGEST: Final = 90

NO_TEXT: Final = "“此页无正文”一类的话，公文不再这样写，没有带入。"
PAGE: Final = "像是页码，没有带入正文。"
CODE: Final = "像是网页代码的残片，没有带入正文。"
SYMBOLS: Final = "只有符号或数字，没有文字，没有带入正文。"
MAILED: Final = "像是邮件的抬头，没有带入正文。"
CHAT: Final = "像是聊天里的话，没有带入正文。"
PICTURE: Final = "像是新闻图片的说明，没有带入正文。"
WEB: Final = "像是网页上的按钮、栏目或来源说明，没有带入正文。"
RIGHTS: Final = "像是网站的版权或转载说明，没有带入正文。"


def residue(text: str) -> str:
    """Return why a line is no text wherever it stands, or empty."""
    if text.startswith(ANCHOR):
        return ""
    for form, reason in ((_NO_TEXT, NO_TEXT), (_MARKED_PAGE, PAGE), (_CAPTION, PICTURE), (_CHAT, CHAT)):
        if form.fullmatch(text):
            return reason
    if not HAN.search(text):
        if not any(char.isalnum() for char in text):
            return CODE if re.search(r"[;{}<>)\]\"']", text) and len(text) > 1 else SYMBOLS
        if _CODE.search(text) and not re.search(r"https?://|@", text):
            return CODE
    if _buttons(text) or _LEADS.match(text):
        return WEB
    return ""


def edge_residue(text: str) -> str:
    """Return why a line before the title or behind the signature is no text, or empty."""
    if text.startswith(ANCHOR):
        return ""
    text = simplified(text)
    if reason := residue(text):
        return reason
    if not HAN.search(text):
        return PAGE if _PAGE.fullmatch(text) else WEB if re.search("[A-Za-z]", text) else SYMBOLS
    if _PAGE.fullmatch(text):
        return PAGE
    short = len(text) <= _LONGEST and not _SENTENCE.search(text)
    labelled = (
        len(text) <= _LONGEST * 2 and not text.endswith("。") and (_LABELS.search(text[:40]) or _CRUMBS.search(text))
    )
    stamped = _STAMP.fullmatch(text) and _STAMPED.search(text)
    if labelled or stamped or (short and _mostly_buttons(text)):
        return WEB
    return RIGHTS if _RIGHTS.search(text) else ""


def is_bare_number(text: str) -> bool:
    """Whether a line is digits and spaces alone: a page number, or a cell of a table without its lines."""
    return bool(re.fullmatch(r"[\d\s.,%％]+", text))


def _mostly_buttons(text: str) -> bool:
    pieces = [piece for piece in _SPLIT.split(text) if piece]
    known = sum(1 for piece in pieces if piece in _BUTTONS)
    return known > 0 and known * 3 >= len(pieces)


def _buttons(text: str) -> bool:
    pieces = [piece for piece in _SPLIT.split(text) if piece]
    known = bool(pieces) and all(piece in _BUTTONS for piece in pieces)
    return known and (len(pieces) > 1 or len(text) > 1) and not text.startswith(("大会", "中共"))
