"""Who may do what in a report: the card in which those who draft name people, and the word to who may only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.errors import NotAllowedError
from gongwen.person import KnownBy, named
from gongwen.review.roles import ROLES, Role
from gongwen.store.members import RIGHTS, Right
from widgets.channel import Channel, joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.store import Store

MOST: Final = 200
"""People a report may name."""

DOES: Final = {
    Role.DRAFTER: "改正文，定谁能做什么",
    Role.CHECKER: "改正文，写批注",
    Role.COSIGNER: "看、写批注、会签",
    Role.REVIEWER: "看、写批注、审核",
    Role.SIGNER: "看、写批注、签发",
    Role.PROOFREADER: "看、写批注，签发以后复核",
    Role.READER: "看、导出",
}
"""What a role may do, in the words of the card."""


class MembersCard(Channel):
    """Shows the people of the open report; what is set goes to the store, which decides whether one may."""

    _esm = joined("dom.js", "members.js")
    face = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(face={"open": False, "only": ""})
        self._store: Store | None = None
        self._report = ""
        self.on_closed: Callable[[], None] = lambda: None

    @property
    def opened(self) -> bool:
        """Whether the person has opened the card."""
        return bool(self.face["open"])

    def show(self, store: Store | None, report: str, *, opened: bool | None = None) -> None:
        """Show how things stand in a report ("": none is open); raise StoreError when that cannot be known."""
        opened = self.opened if opened is None and report == self._report else bool(opened)
        self._store, self._report = store, report
        if store is None or not report:
            self.face = {"open": False, "only": ""}
            return
        people, me = store.members.of(report), store.person
        role = people.get(me.name, Role.READER) if people else Role.DRAFTER
        face: dict[str, Any] = {"open": opened, "only": _only(people, role)}
        if opened:
            known = {version.actor for version in store.history.versions(report)}
            known |= {here.actor for here in store.presence.others(report)}
            face |= {
                "may": Right.MANAGE in RIGHTS[role], "me": me.name, "unsure": not me.verified,
                "people": [[name, str(each)] for name, each in people.items()],
                "roles": [[str(each), ROLES[each], DOES[each]] for each in Role],
                "known": sorted(known - {""}),
            }  # fmt: skip
        if face != self.face:
            self.face = face

    def on_set_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The people of the report were named."""
        if self._store is None or not self._report:
            return
        self._store.members.set(self._report, _people(content.get("people")))
        self.show(self._store, self._report, opened=False)
        self.on_closed()

    def on_close_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The card is to go."""
        self.show(self._store, self._report, opened=False)
        self.on_closed()


def _only(people: dict[str, Role], role: Role) -> str:
    """Return the sentence to who may not write; empty for who may."""
    if Right.WRITE in RIGHTS[role]:
        return ""
    drafters = "、".join(name for name, each in people.items() if each is Role.DRAFTER)
    if Right.ANNOTATE in RIGHTS[role]:
        return f"您在这份报告里是“{ROLES[role]}”，可以写批注、提修改建议、办理自己这一步；正文由拟稿的{drafters}改。"
    return f"只读：可以看、可以导出，不能改。要改，请找拟稿的{drafters}。"


def _people(said: object) -> dict[str, Role]:
    """Return people and roles as a page sent them; raise NotAllowedError for what is none."""
    if not isinstance(said, list) or len(said) > MOST:
        raise NotAllowedError(f"最多列 {MOST} 个人", mend="请去掉几个")
    people: dict[str, Role] = {}
    for each in said:
        if not (isinstance(each, list) and len(each) == 2 and all(isinstance(part, str) for part in each)):
            raise NotAllowedError("页面送来的内容不完整", mend="请刷新页面再试")
        name = named(each[0], KnownBy.TYPED).name
        if name in people:
            raise NotAllowedError(f"“{name}”列了两次", mend="请去掉一个")
        if each[1] not in list(Role):
            raise NotAllowedError("没有这样的角色", mend="请刷新页面再试")
        if name:
            people[name] = Role(each[1])
    return people
