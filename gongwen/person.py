"""Who works here: a name, and how the program came to know it."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

HUB_USER: Final = "JUPYTERHUB_USER"
HUB_TOKEN: Final = "JUPYTERHUB_API_TOKEN"  # noqa: S105 - a variable's name
"""What JupyterHub puts into the environment of a server that it starts: whose it is, and the key to the hub."""

LONGEST_NAME: Final = 40
"""Characters of a name; longer ones are cut, and no mark that ends a line stays in one."""


UNVERIFIED: Final = "（未核实）"
"""Stands behind a name that nobody vouches for."""


class KnownBy(StrEnum):
    """How the program came to know a name; only the first two are proof of anything."""

    HUB = "hub"
    """JupyterHub let this user in and started this server."""

    PROXY = "proxy"
    """The office's own proxy, at a trusted address, said so in a header."""

    TYPED = "typed"
    """The name was typed once on this machine; anybody could."""

    MACHINE = "machine"
    """The name of the account on this machine, for want of another."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who writes, and how far the name can be trusted."""

    name: str
    known_by: KnownBy = KnownBy.MACHINE

    @property
    def verified(self) -> bool:
        """Whether somebody else than the person vouches for the name."""
        return self.known_by in {KnownBy.HUB, KnownBy.PROXY}

    @property
    def shown(self) -> str:
        """The name as others read it."""
        return told(self.name, verified=self.verified)


def told(name: str, *, verified: bool) -> str:
    """Return a name as it is read: with a word behind it when nobody vouches for it."""
    return name if verified or not name else f"{name}{UNVERIFIED}"


def named(name: str, known_by: KnownBy) -> Person:
    """Return a person by a name that came from outside, made fit to be shown and stored."""
    return Person(" ".join("".join(char for char in name if char.isprintable()).split())[:LONGEST_NAME], known_by)


def of_machine() -> Person:
    """Return the person by the account's name; where there is none, 本机用户."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):
        name = ""
    return named(name or "本机用户", KnownBy.MACHINE)


def of_hub() -> Person | None:
    """Return the person JupyterHub started this server for, or None where none did.

    A page cannot change the environment; whoever can run code can, and could write into the database just as well.
    """
    name = os.environ.get(HUB_USER, "").strip()
    return named(name, KnownBy.HUB) if name and os.environ.get(HUB_TOKEN) else None
