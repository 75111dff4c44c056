"""What is done with annotations that are there: answered, closed, opened again, suggestions put into the report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.errors import EditError, GongwenError
from gongwen.review.annotation import Kind, Outcome, Weight
from gongwen.review.steps import RULINGS, Ruling
from gongwen.review.suggestions import Way, propose, put_in
from gongwen.together.wording import runs
from widgets.channel import text_of
from widgets.historynames import names_of
from widgets.preview import Preview
from widgets.reviewcourse import since

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gongwen.review.anchor import Anchor
    from gongwen.review.annotation import Annotation
    from gongwen.session import Change, Session
    from gongwen.store import Store
    from widgets.frame import Frame
    from widgets.keeper import Keeper

LONGEST: Final = 2_000
"""Characters of what an annotation or a reply says."""


class Acts(Preview):
    """The part of the view 批注 that answers and closes; `asked` is a suggestion that waits for a person's word."""

    asked = traitlets.Dict().tag(sync=True)

    def __init__(self, keeper: Keeper, shelf: Callable[[], Store], session: Session, frame: Frame) -> None:
        super().__init__()
        self._keeper = keeper
        self._shelf = shelf
        self._session = session
        self._frame = frame
        self._all: tuple[Annotation, ...] = ()
        self._told: dict[str, dict[str, Any]] = {}
        self._taken: dict[str, Sequence[tuple[Annotation, Anchor]]] = {}  # what each step of undo put in, by its label
        self._undone: set[str] = set()
        session.watch(self._stepped)
        self.on_decided: Callable[[], None] = lambda: None

    def follow(self) -> None:
        """Bring all that is shown up to date."""
        raise NotImplementedError

    @property
    def _name(self) -> str:
        return self._keeper.name

    def _one(self, key: str) -> Annotation:
        """Return an annotation as it stands now; raise EditError when it is gone."""
        found = next((each for each in self._shelf().review.all(self._name) if each.id == key), None)
        if found is None:
            raise EditError("这条批注已经不在了", mend="它可能刚被删去")
        return found

    # --- the thread ---------------------------------------------------------------------------------------------

    def on_seen_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Cards were looked at."""
        keys = content.get("ids")
        if isinstance(keys, list):  # the page knows that it has shown them
            known = [key for key in keys[:50] if isinstance(key, str)]
            self._told |= {key: {**self._told[key], "unread": False} for key in known if key in self._told}
            self._shelf().review.seen(self._name, known)

    def on_reply_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """An annotation was answered."""
        self._shelf().review.reply(self._name, text_of(content, "id", 60), said(content))
        self.follow()

    def on_unreply_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """One's own answer is to be taken back."""
        self._shelf().review.remove_reply(self._name, text_of(content, "reply", 60))
        self.follow()

    def on_edit_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """One's own annotation is to say something else."""
        key = text_of(content, "id", 60)
        replacement = text_of(content, "replacement", 20_000) if content.get("replacement") is not None else None
        self._shelf().review.edit(
            self._name, key, text=said(content), kind=kind_of(content), weight=weight_of(content), replacement=replacement
        )  # fmt: skip
        self.follow()

    def on_remove_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """One's own annotation is to be taken back."""
        self._shelf().review.remove(self._name, text_of(content, "id", 60))
        self.follow()
        self._frame.tell("批注已删去。", "done")

    # --- closing ------------------------------------------------------------------------------------------------

    def on_reopen_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A closed annotation is to be open again."""
        self._shelf().review.reopen(self._name, text_of(content, "id", 60), said(content, "reason"))
        self.follow()

    def on_close_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """An annotation is to be closed; with 采纳 what it suggests is put in, when that can be done."""
        key, outcome, reason = text_of(content, "id", 60), outcome_of(content), said(content, "reason")
        self.asked = {}
        if not self._keeper.now():
            raise EditError("刚写的还没有存上，先没有办结", mend="请点“再存一次”，再办结")
        each = self._one(key)
        if outcome is Outcome.ACCEPTED and each.is_suggestion:
            self._accept(each, sure=content.get("sure") is True)
        else:
            self._shelf().review.close(self._name, key, outcome, reason, version=self._keeper.version)
            self.follow()

    def on_unasked_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What was asked is not to be done."""
        self.asked = {}

    def _accept(self, each: Annotation, *, sure: bool) -> None:
        """Put a suggestion in; one whose words have changed asks first, one whose words are gone is refused."""
        anchor = each.anchor
        proposal = propose(anchor, each.replacement or "")
        if proposal.way is Way.GONE:
            self.asked = {
                "id": each.id, "says": "原文已经不在了，没法放进去。可以“重新指到原文”再采纳，或者写理由办结。",
                "texts": [["提建议时的原文", anchor.quote], ["建议改成", each.replacement]],
            }  # fmt: skip
            return
        if proposal.way is Way.ASK and not sure:
            says = "采纳后是这样：" if proposal.merged else "两处改法碰在一起，采纳后只用建议的写法："
            marked = [list(run) for run in runs(proposal.now, proposal.result)]
            self.asked = {"id": each.id, "says": f"提建议以后，原文又改过。{says}", "runs": marked}
            return
        document, there = put_in(self._session.document, anchor, proposal.result)
        self._apply([(each, there)], document, f"采纳批注 {each.number}")
        self._frame.tell_done(f"已采纳批注 {each.number}，改好了正文。", self._session)

    def on_all_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """All suggestions that the list shows are to be accepted: one step of undo."""
        keys = content.get("ids")
        wanted = set(keys) if isinstance(keys, list) else set()
        if not self._keeper.now():
            raise EditError("刚写的还没有存上，先没有采纳", mend="请点“再存一次”，再采纳")
        listed = [each for each in self._shelf().review.all(self._name) if each.id in wanted]
        chosen = [each for each in listed if each.is_open and not each.is_draft]
        taken, left = standing([each for each in chosen if each.is_suggestion])
        if not taken:
            raise EditError("列出的批注里没有能直接采纳的修改建议", mend="原文改过的，请一条一条看")
        document, placed = self._session.document, []
        for each in reversed(taken):  # from the end, so that the places of those before stay true
            document, there = put_in(document, each.anchor, each.replacement or "")
            placed.append((each, there))
        self._apply(settled(placed[::-1]), document, f"采纳批注 {taken[0].number} 等 {len(taken)} 条")
        more = f"还有 {left} 条的原文改过或者与别的重叠，请一条一条看。" if left else ""
        self._frame.tell_done(f"已采纳 {len(taken)} 条修改建议。{more}", self._session)

    # --- decisions ----------------------------------------------------------------------------------------------

    def on_send_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """One's drafts are to be sent without a decision."""
        sent = self._shelf().review.send(self._name)
        self.follow()
        self._frame.tell(f"已发出 {sent} 条。" if sent else "没有要发出的草稿。", "done")

    def on_decide_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A step is decided; one's drafts go out with it."""
        given, opinion = text_of(content, "name", 20), said(content, "opinion")
        if given not in set(Ruling):
            raise GongwenError("没有这种决定", mend="请刷新页面再试")
        if not self._keeper.now():
            raise EditError("刚写的还没有存上，先没有定", mend="请点“再存一次”，再定")
        self._shelf().course.decide(self._name, self._keeper.version, Ruling(given), opinion)
        self.on_decided()  # what one may do can be another
        self.follow()
        self._frame.tell(f"已{RULINGS[Ruling(given)]}，意见和草稿批注一起发出了。", "done")

    def on_slip_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A correction after the signature is called a slip of the pen."""
        self._shelf().course.call_slips(self._name, [text_of(content, "digest", 80)])
        self.on_decided()  # what one may do can be another
        self.follow()

    def on_since_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What changed since a decision is wanted."""
        key = text_of(content, "id", 60)
        found = since(self._shelf().course.changed_since(self._name, key), names_of(self._session.document))
        self.send({"type": "since", "id": key, "rows": found})

    def _apply(self, placed: Sequence[tuple[Annotation, Anchor]], document: Any, label: str) -> None:
        """Take a document with suggestions put in as a version, and close them on it."""
        if self._frame.state["only"]:
            raise EditError("这份报告您只能看", mend="要采纳，请找这份报告的拟稿人")
        self._taken.pop(label, None)
        self._undone.discard(label)
        self._session.apply(document, label)
        if not self._keeper.now():
            raise EditError("采纳后的正文没有存上，批注先没有办结", mend="请点“再存一次”，再采纳一次")
        self._taken[label] = placed
        self._close(placed)

    def _close(self, placed: Sequence[tuple[Annotation, Anchor]]) -> None:
        review, version = self._shelf().review, self._keeper.version
        for each, anchor in placed:
            review.close(self._name, each.id, Outcome.ACCEPTED, "", version=version, anchor=anchor, applied=version)
        self.follow()

    def _stepped(self, _change: Change) -> None:
        """Open again what was accepted when the acceptance is undone, and close it when it is done again."""
        back, on = self._session.redo_label, self._session.undo_label
        if back in self._taken and back not in self._undone and self._keeper.now():
            self._undone.add(back)
            closed = {each.id for each in self._shelf().review.all(self._name) if not each.is_open}
            for each, _anchor in self._taken[back]:
                if each.id in closed:
                    self._shelf().review.reopen(self._name, each.id, "撤销了采纳")
            self.follow()
        elif on in self._undone and self._keeper.now():
            self._undone.discard(on)
            self._close(self._taken[on])


def standing(suggestions: Sequence[Annotation]) -> tuple[list[Annotation], int]:
    """Return those that can be put in at once, in the order of the text and none over another, and how many cannot."""
    ready = [each for each in suggestions if propose(each.anchor, each.replacement or "").way is Way.READY]
    ready.sort(key=lambda each: (each.anchor.key, each.anchor.start, each.anchor.end))
    taken: list[Annotation] = []
    for each in ready:
        last = taken[-1].anchor if taken else None
        if last is None or last.key != each.anchor.key or last.end <= each.anchor.start:
            taken.append(each)
    return taken, len(suggestions) - len(taken)


def settled(placed: Sequence[tuple[Annotation, Anchor]]) -> list[tuple[Annotation, Anchor]]:
    """Return where replacements stand once all of them are put in: those before in the same text moved those after."""
    moved: list[tuple[Annotation, Anchor]] = []
    key, by = "", 0
    for each, there in placed:
        if there.key != key:
            key, by = there.key, 0
        moved.append((each, replace(there, start=there.start + by, end=there.end + by)))
        by += len(each.replacement or "") - len(each.anchor.now)
    return moved


def said(content: dict[str, Any], key: str = "text") -> str:
    """Return what a person wrote, without blanks round it; raise EditError when it is too long."""
    text = text_of(content, key).strip()
    if len(text) > LONGEST:
        raise EditError(f"写了 {len(text)} 个字，最多 {LONGEST} 个", mend="请写短一些，或者分成几条")
    return text


def kind_of(content: dict[str, Any]) -> Kind:
    """Return what an annotation is about; OTHER for what is not known."""
    given = content.get("kind")
    return Kind(given) if isinstance(given, str) and given in set(Kind) else Kind.OTHER


def weight_of(content: dict[str, Any]) -> Weight:
    """Return whether an annotation must be dealt with."""
    return Weight.MUST if content.get("weight") == Weight.MUST else Weight.SHOULD


def outcome_of(content: dict[str, Any]) -> Outcome:
    """Return how an annotation is to be closed; raise GongwenError for what is no way."""
    given = content.get("outcome")
    if not isinstance(given, str) or given not in set(Outcome):
        raise GongwenError("没有这种办结", mend="请刷新页面再试")
    return Outcome(given)
