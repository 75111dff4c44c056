"""The steps a report goes through, as TOML says: the office's own file in its home, else the built-in one."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from gongwen.errors import TemplateError
from gongwen.home import home
from gongwen.review.roles import ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Value = TypeVar("Value")

NAME: Final = "steps.toml"
"""The file of the steps, in GONGWEN_HOME or beside the templates."""

BUILT_IN: Final = Path(__file__).resolve().parent.parent.parent / "templates" / NAME
MOST: Final = 20
"""Steps there can be."""

LONGEST: Final = 20
"""Characters of a step's name, and of its key."""


class Ruling(StrEnum):
    """What is decided of a report."""

    SUBMIT = "submit"
    PASS = "pass"  # noqa: S105 - no password
    SIGN = "sign"
    PROOF = "proof"
    RETURN = "return"


RULINGS: Final[Mapping[Ruling, str]] = {
    Ruling.SUBMIT: "送审", Ruling.PASS: "通过", Ruling.SIGN: "签发", Ruling.PROOF: "复核完成", Ruling.RETURN: "退回修改",
}  # fmt: skip
"""The decisions as people call them."""

KEYS: Final = {
    "key": "英文字母、数字或者下划线", "name": "文字", "roles": "文字的列表", "decision": "文字", "each": "true 或 false",
    "needed": "true 或 false", "again": "true 或 false", "findings": "true 或 false",
}  # fmt: skip
"""The keys of a step and the type of each, as people are told."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `roles` are who does it, the first of them that anybody has; `ruling` is how it is done.

    With `each` all of them decide, in any order; one that is `needed` is not left out though nobody has the role;
    `again` says that it is to be done again when the text has changed since. Without `findings` what the checks say must
    be mended is no reason not to pass the report on.
    """

    key: str
    name: str
    roles: tuple[Role, ...]
    ruling: Ruling
    each: bool = False
    needed: bool = False
    again: bool = False
    findings: bool = True


def steps(folder: Path | None = None) -> tuple[Step, ...]:
    """Return the steps of the office (in `folder`, default: its home) or the built-in ones; raise TemplateError for a bad file."""
    own = (folder or home()) / NAME
    return read(own if own.exists() else BUILT_IN)


def read(path: Path) -> tuple[Step, ...]:
    """Return the steps in a file; raise TemplateError naming the key at fault and the nearest right one."""
    try:
        plain = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise _wrong("步骤的文件读不出来", "请对照程序自带的 templates/steps.toml 改") from error
    _demand_known(plain, {"step": ""}, "")
    found = plain.get("step")
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found) or not 0 < len(found) <= MOST:
        raise _wrong("步骤的文件里没有 [[step]]，或者太多", f"请写 1 到 {MOST} 个 [[step]]")
    made = tuple(_step(cast("dict[str, object]", each), number) for number, each in enumerate(found, 1))
    _demand_order(made)
    return made


def _step(plain: Mapping[str, object], number: int) -> Step:
    where = f"step{number}."
    _demand_known(plain, KEYS, where)
    key, name = _text(plain, where, "key"), _text(plain, where, "name")
    if not re.fullmatch(r"[A-Za-z0-9_]+", key):
        raise _wrong(f"“{where}key”应当是{KEYS['key']}", "请改正后再打开")
    roles = plain.get("roles")
    if not isinstance(roles, list) or not roles or not all(isinstance(each, str) for each in roles):
        raise _wrong(f"“{where}roles”应当是{KEYS['roles']}", f"可以写的有：{'、'.join(_ROLES)}")
    return Step(
        key, name, tuple(_one_of(each, _ROLES, f"{where}roles") for each in roles),
        _one_of(_text(plain, where, "decision"), _DECISIONS, f"{where}decision"),
        *(_flag(plain, where, each, usual=each == "findings") for each in ("each", "needed", "again", "findings")),
    )  # fmt: skip


_ROLES: Final = {name: role for role, name in ROLES.items() if role is not Role.READER}
_DECISIONS: Final = {name: ruling for ruling, name in RULINGS.items() if ruling is not Ruling.RETURN}


def _demand_known(plain: Mapping[str, object], keys: Mapping[str, str], where: str) -> None:
    for key in plain:
        if key not in keys:
            raise _wrong(f"步骤的文件里有不认识的项“{where}{key[:40]}”", _nearest(key, keys))


def _one_of(text: str, choices: Mapping[str, Value], where: str) -> Value:
    if text not in choices:
        raise _wrong(f"“{where}”里不能写“{text[:40]}”", _nearest(text, choices))
    return choices[text]


def _nearest(text: str, choices: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(text, choices, 1, 0.5)
    return f"是不是“{near[0]}”" if near else f"可以写的有：{'、'.join(choices)}"


def _text(plain: Mapping[str, object], where: str, key: str) -> str:
    value = plain.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        raise _wrong(f"“{where}{key}”应当是{KEYS[key]}，最多 {LONGEST} 个字", "请改正后再打开")
    return value.strip()


def _flag(plain: Mapping[str, object], where: str, key: str, *, usual: bool = False) -> bool:
    value = plain.get(key, usual)
    if not isinstance(value, bool):
        raise _wrong(f"“{where}{key}”应当是{KEYS[key]}", "请改正后再打开")
    return value


def _demand_order(made: Sequence[Step]) -> None:
    keys, rulings = [step.key for step in made], [step.ruling for step in made]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise _wrong(f"步骤的 key“{twice}”出现了两次", "请改成不同的")
    if rulings[0] is not Ruling.SUBMIT or rulings.count(Ruling.SUBMIT) != 1:
        raise _wrong("第一步应当是“送审”，别的步骤都不是", "请改第一个 [[step]] 的 decision")
    if rulings.count(Ruling.SIGN) != 1:
        raise _wrong("应当有一步是“签发”，只有一步", "请改 decision")
    after = rulings[rulings.index(Ruling.SIGN) + 1 :]
    if after not in ([], [Ruling.PROOF]) or rulings.count(Ruling.PROOF) != len(after):
        raise _wrong("“签发”以后只能有“复核完成”一步，以前不能有", "请改 [[step]] 的次序")


def _wrong(what: str, mend: str) -> TemplateError:
    return TemplateError(what, where=NAME, mend=mend)
