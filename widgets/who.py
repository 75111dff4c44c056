"""Who sits before the page: as the hub or the office's proxy says, else the name typed there, else the account's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.person import KnownBy, Person, named, of_hub, of_machine
from widgets.channel import Channel, joined, text_of
from widgets.claim import PROXIED, claimed

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS: Final = {
    KnownBy.HUB: "名字来自 JupyterHub 的登录",
    KnownBy.PROXY: "名字来自单位的登录系统",
    KnownBy.TYPED: "名字是在这台电脑上自己填的，没有人核实",
    KnownBy.MACHINE: "还没有填名字，先用这台电脑的账号名，没有人核实",
}
"""How far a name can be trusted, said where it is shown."""


class Who(Channel):
    """Finds the person and asks for a name where nobody vouches for one; `on_named` hears of a name typed."""

    _esm = joined("dom.js", "name.js", "who.js")
    face = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._vouched = of_hub()
        self._proxied = PROXIED in os.environ
        self.on_named: Callable[[], None] = lambda: None
        self.show()

    @property
    def person(self) -> Person:
        """Who sits here, as far as is known by now: a kernel made ready beforehand learns it when somebody comes."""
        if self._vouched is None and self._proxied:
            self._vouched = claimed(_connection_file())
        if self._vouched is not None:
            return self._vouched
        typed = named(self._typed, KnownBy.TYPED)
        return typed if typed.name and not self._proxied else of_machine()

    @property
    def opened(self) -> bool:
        """Whether the person has opened the card."""
        return bool(self.face.get("open"))

    def typed(self, name: str) -> None:
        """Take a name typed in this browser, now or before; where somebody vouches for another it says nothing."""
        self._typed = name
        self.show()

    def show(self, *, asks: bool | None = None, opened: bool | None = None) -> None:
        """Bring the card up to date; `asks` says that this is the page on which one is asked."""
        person, before = self.person, self.face
        start = bool(before.get("start")) if asks is None else asks
        self.face = {
            "name": person.name if self._vouched or not self._proxied else "", "by": str(person.known_by), "verified": person.verified,
            "words": WORDS[person.known_by],
            "start": start, "asks": start and person.known_by is KnownBy.MACHINE and not self._proxied,
            "open": before.get("open", False) if opened is None else opened,
        }  # fmt: skip

    def on_named_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A name was typed."""
        self.typed(text_of(content, "name", 100))
        self.on_named()

    def on_close_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The card is to go."""
        self.show(opened=False)


def _connection_file() -> str:
    from ipykernel.connect import get_connection_file  # noqa: PLC0415 - only a kernel has one

    try:
        return get_connection_file()
    except (RuntimeError, OSError):
        return ""
