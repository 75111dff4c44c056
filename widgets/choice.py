"""A question with a few answers, each with a sentence on what it changes; the answer stands in the document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.document import LayoutKind
from gongwen.standard import PROFILES, TYPEFACE_LABELS
from widgets.channel import Channel, joined, text_of
from widgets.parts import EVERY, HEAD, LOOKS, TAIL, USUAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.session import Session


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, its answers (value, words, sentence), and how a document holds the answer.

    It follows the field `after` (none: it comes first), in the form of `layouts`; its answers may share a `row`.
    """

    target: str
    label: str
    answers: tuple[tuple[str, str, str], ...]
    read: Callable[[Document], str]
    write: Callable[[Document, str], Document]
    hint: str = ""
    after: str = ""
    layouts: frozenset[LayoutKind] = EVERY
    row: bool = False


LAYOUT: Final = Question(
    "layout",
    "公文格式",
    (
        ("ordinary", "一般", "报告、请示、通知等。红头下面一条红线。《党政机关公文格式》（GB/T 9704—2012）第7章。"),
        ("letter", "信函", "函等。红头下面和页面下端各一条红双线，首页不编页码。同一标准10.1。"),
        ("order", "命令（令）", "标志下面是令号，没有红线，由签发人署职务、盖签名章。同一标准10.2。"),
        ("minutes", "纪要", "标志为“某某纪要”，正文后面写出席、请假、列席人员，不盖章。同一标准10.3。"),
    ),
    lambda document: document.layout,
    lambda document, value: replace(document, layout=LayoutKind(value)),
    "换了格式，不用的项目收起来，内容还在。",
    after="title",
    row=True,
)

SEALED: Final = Question(
    "sealed",
    "盖章",
    (
        ("yes", "盖章", "成文日期右空四字，署名以日期为准居中，印章盖在署名和日期上面。"),
        ("no", "不盖章", "署名右空二字，日期在下一行；几个机关的，一个一行往下排。"),
    ),
    lambda document: "yes" if document.signature.sealed else "no",
    lambda document, value: replace(document, signature=replace(document.signature, sealed=value == "yes")),
    after="date",
    layouts=USUAL,
)

MARGIN_NOTES: Final = {
    "gb9704": "出自《党政机关公文格式》（GB/T 9704—2012）5.2.1、5.2.3，照印出来以后量的尺寸。",
    "gb33476": "出自《党政机关电子公文格式规范 第2部分：显现》（GB/T 33476.2—2016）6.2，照文字处理软件里填的数。"
    "软件在第一行上面也留空，所以边距小些。",
}

MARGINS: Final = Question(
    "profile",
    "页边距和行距",
    tuple((profile.name, profile.label, MARGIN_NOTES[profile.name]) for profile in PROFILES.values()),
    lambda document: document.appearance.profile,
    lambda document, value: replace(document, appearance=replace(document.appearance, profile=value)),
    "四个数是上、下、左、右边距。两种都是每页22行、每行28字。",
)

TYPEFACE_NOTES: Final = {
    "full": "公文的常用字体，要另外装；对方电脑也装了才一样。",
    "windows": "没有装那几种字体的电脑也能打开，不会变成别的字。",
}

FACES: Final = Question(
    "typefaces",
    "字体",
    tuple((name, label, TYPEFACE_NOTES[name]) for name, label in TYPEFACE_LABELS.items()),
    lambda document: document.appearance.typefaces,
    lambda document, value: replace(document, appearance=replace(document.appearance, typefaces=value)),
    "Word 文件里写明用哪一种，不看本机装了没有。",
)

QUESTIONS: Final = {HEAD: (LAYOUT,), TAIL: (SEALED,), LOOKS: (MARGINS, FACES)}
"""The questions of each part."""

PART_OF: Final = {question.target: part for part, questions in QUESTIONS.items() for question in questions}


def asks_first(part: str) -> bool:
    """Return whether a part begins with a question."""
    return any(not question.after for question in QUESTIONS.get(part, ()))


def questions_of(document: Document, part: str) -> tuple[Question, ...]:
    """Return the questions a part has in the layout of a document."""
    return tuple(question for question in QUESTIONS.get(part, ()) if document.layout in question.layouts)


class Choice(Channel):
    """Paints a question; an answer is a step of the session."""

    _esm = joined("dom.js", "choice.js")
    face = traitlets.Dict().tag(sync=True)
    value = traitlets.Unicode("").tag(sync=True)

    def __init__(self, session: Session, question: Question) -> None:
        face = {
            "label": question.label,
            "hint": question.hint,
            "answers": [list(each) for each in question.answers],
            "row": question.row,
        }
        super().__init__(face=face, value=question.read(session.document))
        self._session = session
        self._question = question
        self._waiting = False  # for a page that has not painted the question yet

    def ask(self, question: Question) -> None:
        """Ask the same of something else."""
        self._question = question
        self.refresh()

    def refresh(self) -> None:
        """Show the document's answer."""
        self.value = self._question.read(self._session.document)

    def focus(self) -> None:
        """Put the focus on the answer that holds."""
        self._waiting = True
        self.send({"type": "focus"})

    def on_ready_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page has painted the question."""
        if self._waiting:
            self.send({"type": "focus"})

    def on_focused_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page has done as asked."""
        self._waiting = False

    def on_choose_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """An answer was chosen; one that is none of the question's is ignored."""
        value = text_of(content, "value", 40)
        if any(value == known for known, _, _ in self._question.answers):
            document = self._question.write(self._session.document, value)
            self._session.apply(document, self._question.label, self._question.target)
        self.refresh()
