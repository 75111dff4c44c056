"""What a person has said of findings: called right here or everywhere, taken back, handed on as an annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gongwen.checks import Severity
from gongwen.checks.ignored import Scope, sift
from gongwen.checks.offers import overlap
from gongwen.errors import EditError, GongwenError
from gongwen.review.remark import remark
from widgets.channel import count_of, text_of
from widgets.drafts import spoken
from widgets.findingacts import FindingActs, rule_name
from widgets.findingcards import known

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gongwen.checks import Finding
    from gongwen.checks.ignored import Ignored
    from gongwen.document import Location
    from gongwen.session import Session
    from gongwen.store import Store
    from widgets.checking import Checking
    from widgets.frame import Frame
    from widgets.keeper import Keeper

OFFICE: Final = "office"
"""What the page calls it that a word is right in all reports."""

CONTRADICTS: Final = "FG04"
"""The rule of figures that are not what the table says."""

SCOPES: Final = {Scope.PLACE: "此处", Scope.WORD: "本文里的这个词"}


class FindingKept(FindingActs):
    """The part of the panel that speaks with the store; without a row there it only shows what is found."""

    def __init__(
        self, checking: Checking, session: Session, frame: Frame, keeper: Keeper, shelf: Callable[[], Store]
    ) -> None:
        super().__init__(checking, session, frame)
        self._keeper = keeper
        self._shelf = shelf
        self._silent: tuple[tuple[Finding, Ignored], ...] = ()

    def reload(self) -> None:
        """Ask anew what is ignored in the report: others may have said so."""
        ignored = self._shelf().findings.ignored(self._keeper.name) if self._keeper.name else ()
        if ignored != self._ignored:
            self._ignored = ignored
            self.follow()

    def kept(self, found: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return the findings that nobody has called right."""
        left, self._silent = sift(found, self._ignored)
        return left

    @property
    def silent(self) -> int:
        """How many acts of ignoring keep something silent now."""
        return len({by.id for _, by in self._silent})

    @property
    def keeps(self) -> bool:
        """Whether this person may call a finding right, or make an annotation of it."""
        return bool(self._keeper.name) and not self._frame.state["only"].startswith("只读")

    def on_ignore_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A finding is called right: at its place, for its word in this report, or for its word in all."""
        scope, reason = text_of(content, "scope", 20), text_of(content, "reason", 500).strip()
        if scope not in {*Scope, OFFICE}:
            raise GongwenError("页面送来的内容不完整", mend="请刷新页面再试")
        each = self._stored(text_of(content, "id", 60))
        name, version, store = self._keeper.name, self._keeper.version, self._shelf().findings
        if scope != OFFICE:
            store.ignore(name, each.finding, Scope(scope), reason, version=version)
            self.reload()
            return
        if not each.word:
            raise EditError("这一条说的不是一个词", mend="请用“忽略此处”")
        if each.finding.severity is Severity.MUST:  # the reason is kept with the report it was given in
            store.ignore(name, each.finding, Scope.WORD, reason, version=version)
        store.add_word(each.word, name)
        self._checking.reset()
        self._checking.now()
        self.reload()
        self._frame.tell(f"“{each.word}”已加入单位词库，全单位都不再提。", "done")

    def may_keep(self) -> None:
        """Raise EditError where nothing can be called right: by who only reads, and in what is not stored."""
        if not self.keeps:
            raise EditError(
                "理由要和报告一起存着，这份报告还没有存，或者您只能看", mend="请先存上，或者找这份报告的拟稿人"
            )

    def keep(self, place: Location, reason: str) -> None:
        """Call right, for a reason, what is found against the words at a place; where nothing is found there is nothing to do."""
        self._keeper.now()
        for each in self._checking.now():
            for one in each.each or (each,):
                if overlap(one.location, place) and one.rule == CONTRADICTS:
                    store, version = self._shelf().findings, self._keeper.version
                    store.ignore(self._keeper.name, one, Scope.PLACE, reason, version=version)
        self.reload()

    def on_ignored_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The list of what is ignored is wanted."""
        self._tell_ignored()

    def on_restore_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What was ignored is to be listed again."""
        self._shelf().findings.restore(self._keeper.name, count_of(content, "id"))
        self.reload()
        self._tell_ignored()

    def _tell_ignored(self) -> None:
        shown = {by.id: (finding, by) for finding, by in reversed(self._silent)}
        rows = [
            {
                "id": by.id, "rule": rule_name(by.rule), "words": by.excerpt, "scope": SCOPES[by.scope], "who": by.by,
                "at": spoken(by.at), "reason": by.reason, "weight": str(finding.severity),
                "place": self._places().spoken(finding.location),
            }
            for _, (finding, by) in sorted(shown.items(), reverse=True)
        ]  # fmt: skip
        self.send({"type": "ignored", "rows": rows})

    def on_remark_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A finding is to be an annotation, for people to settle among themselves."""
        each = self._stored(text_of(content, "id", 60))
        rule = known().get(each.finding.rule)
        made = remark(self._session.document, each.finding, rule.clause if rule else "")
        self._shelf().review.add(
            self._keeper.name, self._keeper.version, made.anchor, made.text, kind=made.kind, weight=made.weight,
            replacement=made.replacement,
        )  # fmt: skip
        self._frame.tell("已转为批注，在“批注”里办；现在是草稿，随本轮决定一起发出。", "done")

    def _stored(self, key: str) -> Any:
        """Return a finding of the text as it is stored; raise EditError when it is gone or the text is not stored."""
        if not self.keeps:
            raise EditError("这份报告您只能看", mend="要忽略或者批注，请找这份报告的拟稿人")
        if not self._keeper.now():
            raise EditError("刚写的还没有存上", mend="请点“再存一次”，再忽略")
        return self.one(key)
