"""All rules there are, family by family; a room's rules are the values of kind Rule in it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from gongwen.checks.rule import Rule

ROOMS: Final = tuple(import_module(f"{__name__}.{room.name}") for room in iter_modules(__path__))

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted(
        (value for room in ROOMS for value in vars(room).values() if isinstance(value, Rule)), key=lambda rule: rule.id
    )
)
