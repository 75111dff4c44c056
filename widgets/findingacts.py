"""What a person does with findings: mends them, one or all of a rule; each is one step of undo, and nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gongwen.checks import AddPart, Preset, mended
from gongwen.checks.fixes import target_in
from gongwen.checks.tidy import tidied
from gongwen.errors import EditError
from widgets.channel import Channel, count_of, text_of
from widgets.findingcards import Named, Places, known, named, preview, tidy_preview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.checks import Finding, Fix
    from gongwen.checks.ignored import Ignored
    from gongwen.session import Session
    from widgets.checking import Checking
    from widgets.frame import Frame

GONE: Final = "这一处的文字已经改过，没有再动"
LOOK: Final = "请看现在列出的"


class FindingActs(Channel):
    """The part of the panel that mends; `shown` are the findings it lists, in the order it lists them."""

    def __init__(self, checking: Checking, session: Session, frame: Frame) -> None:
        super().__init__()
        self._checking = checking
        self._session = session
        self._frame = frame
        self.shown: tuple[Named, ...] = ()
        self._spoken = Places(session.document)
        self._tidy = session.document, session.document, 0
        self._ignored: tuple[Ignored, ...] = ()

    def _places(self) -> Places:
        if self._spoken.document is not self._session.document:
            self._spoken = Places(self._session.document)
        return self._spoken

    def follow(self) -> None:
        """Bring all that is shown up to date."""
        raise NotImplementedError

    def point(self, each: Named) -> None:
        """Make a finding the current one, and show its place."""
        raise NotImplementedError

    def kept(self, found: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return the findings that nobody has called right."""
        return tuple(found)

    def sorted(self, found: Sequence[Finding], preset: Preset) -> tuple[Named, ...]:
        """Return the findings of a preset as they are listed: by weight, by rule, and as the text has them."""
        rules = list(dict.fromkeys(each.rule for each in found))
        chosen = [each for each in named(found) if each.finding.severity in preset.shows]
        return tuple(sorted(chosen, key=lambda each: (each.finding.severity.rank, rules.index(each.finding.rule))))

    def one(self, key: str) -> Named:
        """Return a finding by the name the page knows it by, as the text is now; raise EditError when it is gone."""
        self._checking.now()
        found = next((each for each in self.shown if each.key == key), None)
        if found is None:
            raise EditError(GONE, mend=LOOK)
        return found

    def on_fix_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A finding is to be mended in one of its ways; what was typed since is checked first."""
        each, at = self.one(text_of(content, "id", 60)), count_of(content, "at", 50)
        if at >= len(each.finding.fixes):
            raise EditError(GONE, mend=LOOK)
        fix, number = each.finding.fixes[at], self.shown.index(each)
        self._mend([fix], rule_name(each.finding.rule))
        if content.get("on") is True and number < len(self.shown):
            self.point(self.shown[number])
        if len(fix.changes) > 1:
            self._frame.tell_done(f"“{rule_name(each.finding.rule)}”改好了 {len(fix.changes)} 处。", self._session)

    def on_fix_all_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """All findings of a rule and a weight, as they are listed together, are to be mended in their first way."""
        rule = text_of(content, "rule", 20)
        fixes = self._fixes(rule, content)
        self._mend(fixes, rule_name(rule))
        count = sum(len(fix.changes) for fix in fixes)
        self._frame.tell_done(f"“{rule_name(rule)}”改好了 {count} 处。", self._session)

    def on_preview_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What mending would change is wanted: of one finding's way, or of all of a rule and a weight."""
        if "rule" in content:
            rule = text_of(content, "rule", 20)
            fixes, key = self._fixes(rule, content), f"rule:{content['weight']}:{rule}"
        else:
            each, at = self.one(text_of(content, "id", 60)), count_of(content, "at", 50)
            fixes, key = list(each.finding.fixes[at : at + 1]), each.key
        told = preview(fixes, self._places())
        self.send({"type": "preview", "of": key, "at": content.get("at", 0), **told})

    def on_tidy_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What 一键规范 would change is wanted."""
        before = self._session.document
        after, found = tidied(before, self._checking.going_by(), self._ignored)
        told = tidy_preview(found, self._places())
        self._tidy = before, after, told["count"]
        if not found:
            self._frame.tell("标点、空格、数字写法都已规范，没有要改的。", "done")
        self.send({"type": "tidy", **told})

    def on_tidied_message(self, content: dict[str, Any], buffers: list[memoryview]) -> None:
        """What was shown of 一键规范 is to be done; where the text is another now, what it would be is shown anew."""
        before, after, count = self._tidy
        if before is not self._session.document:
            self.on_tidy_message(content, buffers)
            self._frame.tell("刚才文字又改过，没有规范。请看现在会改什么。")
            return
        self._writes()
        self._session.apply(after, "一键规范")
        self._checking.now()
        self._frame.tell_done(f"一键规范改好了 {count} 处。", self._session)

    def _fixes(self, rule: str, content: dict[str, Any]) -> list[Fix]:
        weight = text_of(content, "weight", 10)
        self._checking.now()
        alike = [each.finding for each in self.shown if (each.finding.rule, each.finding.severity) == (rule, weight)]
        fixes = [each.fixes[0] for each in alike if each.fixes]
        if not fixes:
            raise EditError(GONE, mend=LOOK)
        return fixes

    def _mend(self, fixes: Sequence[Fix], name: str) -> None:
        """Take the mended document as one step of undo, and check it at once, so that what is listed is so."""
        self._writes()
        document = self._session.document
        changes = [change for fix in fixes for change in fix.changes]
        targets = {"" if isinstance(each, AddPart) else target_in(document, each.location) for each in changes}
        self._session.apply(mended(document, fixes), f"检查：{name}", targets.pop() if len(targets) == 1 else "")
        self._checking.now()

    def _writes(self) -> None:
        if self._frame.state["only"]:
            raise EditError("这份报告您只能看", mend="要改，请找这份报告的拟稿人")


def rule_name(rule: str) -> str:
    """Return what a rule is called on the screen."""
    found = known().get(rule)
    return found.name if found else rule
