"""The field people type report text into: native textarea on the page, the session's target behind it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import traitlets

from gongwen import targets
from gongwen.errors import EditError
from gongwen.insets import figure_numbers
from gongwen.tablepieces import flat
from gongwen.tablepieces import numbers as table_numbers
from gongwen.together.texts import merge_text
from widgets.channel import Channel, count_of, joined, text_of
from widgets.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.session import Session

    Quoted = Callable[[str, int, str, dict[str, Any]], None]
    """Puts a chosen figure (target, offset, words, choice) into the text, or raises EditError with the session unchanged."""


@dataclass(frozen=True, slots=True)
class Face:
    """What stands round a field: its label, computed number, hint.

    `picks` are buttons (words, text) that write a text into the field; `date` adds a calendar.
    """

    label: str = ""
    number: str = ""
    hint: str = ""
    placeholder: str = ""
    picks: tuple[tuple[str, str], ...] = ()
    date: bool = False


def table_labels(document: Document) -> dict[str, str]:
    """Return what each table and figure is called where the text says that it stands."""
    tables, figures = table_numbers(document), figure_numbers(document)
    return {
        **{each.id: f"表{tables.get(each.id, '')}：{flat(each.caption) or '没有表题'}" for each in document.tables},
        **{each.id: f"图{figures.get(each.id, '')}：{flat(each.caption) or '没有图题'}" for each in document.figures},
    }


class TextField(Channel):
    """One typed text: a heading, a section's paragraphs, the title and so on.

    `show` points it at a target of the session; what is typed goes there as splices that name the length they must
    result in. `on_disputed` hears (target, the text both began with) of what met others' changes before it stands in the
    session. `lines` says that a line break starts a new item or paragraph, `marks` that a paragraph may be an item of
    a list or a quotation.
    """

    _esm = joined(
        "dom.js",
        "text.js",
        "kept.js",
        "company.js",
        "pick.js",
        "anchors.js",
        "marks.js",
        "waves.js",
        "carriedmarks.js",
        "clipboard.js",
        "field.js",
    )
    single = traitlets.Bool(False).tag(sync=True)  # noqa: FBT003 - traitlets' own form
    lines = traitlets.Bool(True).tag(sync=True)  # noqa: FBT003
    marks = traitlets.Bool(False).tag(sync=True)  # noqa: FBT003

    def __init__(
        self, session: Session, report: str, *, single: bool = False, lines: bool = True, marks: bool = False
    ) -> None:
        super().__init__(single=single, lines=lines, marks=marks)
        self.session = session
        self.report = report
        self.target = ""
        self.on_place: Callable[[str, int], None] = lambda _target, _offset: None
        self.on_disputed: Callable[[str, str], None] = lambda _target, _base: None
        self.on_quoted: Callable[[str, int, str, dict[str, Any]], None] = lambda _target, _at, _words, _choice: None
        """A figure chosen from the table (target, offset, words, what was chosen): puts it in, or raises EditError."""
        self._epoch = 0
        self._seq = 0
        self._text = ""
        self._last: dict[str, str] = {}
        """What the page last sent of each text."""
        self._saved_seq = -1
        self._face = Face()
        self._tables: dict[str, str] = {}
        self._tokens: list[list[Any]] = []
        self._waiting: tuple[int, int] | None = None  # a selection for a page that has not painted the field yet

    def show(self, target: str, face: Face, *, caret: tuple[int, int] | None = None, focus: bool = False) -> None:
        """Show a target's text under a face; `caret` is what is selected, its ends equal for a bare caret."""
        self.target = target
        self._face = face
        self._waiting = caret if focus else None
        self.reload(caret=caret, focus=focus)

    def reload(self, *, caret: tuple[int, int] | None = None, focus: bool = False) -> None:
        """Send the target's text anew, as after undo."""
        at, until = caret or (None, None)
        self._text = targets.read(self.session.document, self.target)
        self._epoch += 1
        self._tables = table_labels(self.session.document)
        self._tokens = tokens(self.session.document, self.target)
        self.send(
            {
                "type": "load", "report": self.report, "target": self.target, "epoch": self._epoch, "text": self._text,
                "caret": at, "until": until, "focus": focus, "tables": self._tables, "tokens": self._tokens, **asdict(self._face),
            }
        )  # fmt: skip

    def refresh(self) -> None:
        """Send the text anew only when the session's differs from what this field knows."""
        if self.target and targets.read(self.session.document, self.target) != self._text:
            self.reload()
        else:
            self.mark_tokens()

    def follow(self) -> None:
        """Send what others made of the text; what is being typed stays beside it, and the caret where it is."""
        if not self.target:
            return
        text = targets.read(self.session.document, self.target)
        if text != self._text:
            self._text = text
            self._epoch += 1
            self._tokens = tokens(self.session.document, self.target)
            self.send(
                {"type": "others", "target": self.target, "epoch": self._epoch, "text": text, "tokens": self._tokens}
            )
        else:
            self.mark_tokens()

    def mark_tokens(self) -> None:
        """Show which words quote the table now, when no word has changed but the table has."""
        if self.target and (found := tokens(self.session.document, self.target)) != self._tokens:
            self._tokens = found
            self.send({"type": "tokens", "target": self.target, "tokens": found})

    def renumber(self, number: str) -> None:
        """Show another computed number beside the field."""
        if number != self._face.number:
            self._face = replace(self._face, number=number)
            self.send({"type": "number", "number": number})

    def name_tables(self) -> None:
        """Show what the tables are called now, where the text says that they stand."""
        labels = table_labels(self.session.document)
        if labels != self._tables:
            self._tables = labels
            self.send({"type": "tables", "tables": labels})

    def tell_saved(self) -> None:
        """Tell the page that all it sent is saved, so that it may forget its own copy."""
        self.send({"type": "saved", "seq": self._seq})

    def put_caret(self, caret: tuple[int, int]) -> None:
        """Select from one offset of the text to another (equal: a bare caret) and put the focus into the field."""
        at, until = self._waiting = caret
        self.send({"type": "caret", "target": self.target, "at": at, "until": until})

    def on_ready_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page has painted the field and wants its text."""
        if self.target:
            self.reload(caret=self._waiting, focus=self._waiting is not None)

    def name_report(self, report: str) -> None:
        """Take the id the report has now, so that the page keeps unsaved text under it."""
        self.report = report
        self.send({"type": "report", "report": report})

    def on_edit_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A splice was typed; where the two sides differ the whole text is asked for, nothing is guessed.

        A splice for a target just left is still carried out: typing goes on while the next one is on its way.
        """
        target, seq, view = text_of(content, "target", 200), count_of(content, "seq"), text_of(content, "view", 40)
        here = target == self.target
        try:
            if here and content.get("epoch") != self._epoch:
                raise EditError("页面和程序里的文字对不上")  # noqa: TRY301 - the same answer as for a splice that fails
            change = count_of(content, "at"), count_of(content, "remove"), text_of(content, "insert")
            before = self._text if here else targets.read(self.session.document, target)
            text = targets.splice(before, *change, count_of(content, "length"))
        except EditError:
            self.send({"type": "again", "view": view, "target": target, "seq": seq})
            return
        quote = content.get("quote")
        self._take(target, text, seq, view, change, quote if isinstance(quote, dict) else None)
        if here:
            self.on_place(target, count_of(content, "caret"))

    def on_whole_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The whole text of a target, after a mismatch or from a target just left; others' changes stay beside it.

        Where they touch, what was typed stands for now: it is a person's to decide, and not in the midst of typing.
        """
        target, text, base = text_of(content, "target", 200), text_of(content, "text"), text_of(content, "base")
        here = target == self.target
        known = len(self._text if here else "")
        now = self._text if here else self._standing(target)
        if self._last.get(target) == now:
            base = now  # all that stands there is what this page has sent
        merged, disputed = merge_text(base, text, now)
        if disputed:
            self.on_disputed(target, base)
        self._take(target, text, count_of(content, "seq"), text_of(content, "view", 40), (0, known, text))
        if not disputed and base != now:
            self.session.type(target, merged)
            self.follow()

    def _standing(self, target: str) -> str:
        try:
            return targets.read(self.session.document, target)
        except EditError:
            return ""  # its section is gone; whoever writes there is told so

    def _take(
        self,
        target: str,
        text: str,
        seq: int,
        view: str,
        change: tuple[int, int, str],
        quote: dict[str, Any] | None = None,
    ) -> None:
        """Take a text that one view of the field sent; the answer tells the notebook's other views what changed."""
        self._seq = seq
        self._waiting = None
        self._last[target] = text
        if target == self.target:
            self._text = text
        try:
            if quote is not None:
                self._quoted(target, text, change, quote)
            else:
                self.session.type(target, text)
        finally:
            at, remove, insert = change
            here = target == self.target
            found = tokens(self.session.document, target) if here else []
            more = {"tokens": found} if here and found != self._tokens else {}
            self._tokens = found if here else self._tokens
            self.send(
                {
                    "type": "ack", "seq": seq, "view": view, "target": target,
                    "at": at, "remove": remove, "insert": insert, **more,
                }
            )  # fmt: skip

    def _quoted(self, target: str, text: str, change: tuple[int, int, str], quote: dict[str, Any]) -> None:
        """Have a figure linked that was put in; what cannot be linked stands as words that were typed."""
        try:
            self.on_quoted(target, change[0], change[2], quote)
        except EditError:
            self.session.type(target, text)
            raise
