"""Checks of an office's own beside the built-in ones: Python files in its folder, and installed packages that offer some.

They are code, run as who runs the program; nothing that comes with a report is ever run.
"""

from __future__ import annotations

import logging
import re
import sys
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import TYPE_CHECKING, Final, TypeVar

from gongwen.checks.cases import case
from gongwen.checks.engine import Checker
from gongwen.checks.officelists import folder_of_checks
from gongwen.checks.rule import Case, Hit, Rule, Spot
from gongwen.checks.rules import RULES
from gongwen.checks.rules.unusual import unusual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from importlib.metadata import EntryPoint
    from pathlib import Path

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting

log = logging.getLogger(__name__)

Found = TypeVar("Found")

GROUP: Final = "gongwen.checks"
"""The group of entry points under which a package offers rules: a rule, several, or a module that has some."""

FORM: Final = re.compile(r"OW\d\d")
"""The ids of own rules; no built-in one will ever have such."""

_MEND: Final = "程序自带的和别的检查照常；请改好这个文件，再打开报告"

_failed: dict[str, str] = {}
"""What own rules failed with while they ran, by their ids."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rules there are, the built-in ones first, and a sentence for each file or rule that cannot be used."""

    rules: tuple[Rule, ...]
    problems: tuple[str, ...] = ()

    @property
    def on(self) -> tuple[Rule, ...]:
        """The rules that run without being asked for by name."""
        return tuple(rule for rule in self.rules if not rule.off)


@dataclass(frozen=True, slots=True)
class _Room:
    """What one file or package gave."""

    rules: tuple[Rule, ...]
    problems: tuple[str, ...] = ()


def shelf(folder: Path | None = None) -> Shelf:
    """Return the built-in rules and the office's own; a broken file or rule hides no other.

    `folder` holds the office's Python files (default: checks/ in gongwen.home.home()). A file is run once for as long as
    it stays the same.
    """
    found: dict[str, Rule] = {}
    problems: list[str] = []
    for name, room in (*_rooms(folder or folder_of_checks(), problems), *_installed()):
        problems += room.problems
        for rule in room.rules:
            if rule.id in found:
                problems.append(_sentence(f"编号“{rule.id}”前面已经用了", name, "请换一个编号"))
            else:
                found[rule.id] = rule
    problems += [_failed[key] for key in found if key in _failed]
    return Shelf((*RULES, *found.values()), tuple(problems))


def checker(setting: Setting | None = None) -> Checker:
    """Return what checks a document by all rules that are on, the office's own among them, and by what an archive has taught."""
    learnt = (_guarded(unusual),) if setting is not None and setting.usage is not None else ()
    return Checker((*shelf().on, *learnt), setting)


def _rooms(folder: Path, problems: list[str]) -> Iterator[tuple[str, _Room]]:
    try:
        files = sorted(path for path in folder.glob("*.py") if path.name[0] not in "_.") if folder.is_dir() else []
        known = [(path, path.stat()) for path in files]
    except OSError:
        problems.append(_sentence("本单位检查的文件夹读不了", folder.name, "请检查文件夹的权限"))
        return
    for path, state in known:
        yield path.name, _room(path, state.st_mtime_ns, state.st_size)


@cache
def _room(path: Path, _changed: int, _size: int) -> _Room:
    try:
        code = compile(path.read_bytes(), path.name, "exec")
        module = ModuleType(f"gongwen_own_{path.stem}")
        module.__file__ = str(path)
        sys.modules[module.__name__] = module  # what is defined in it looks for it there
        exec(code, module.__dict__)  # noqa: S102 - it is the office's own, put there to be run
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a file can do must become a sentence
        return _Room((), (_broken(error, path.name),))
    return _sound(vars(module).values(), path.name)


@cache
def _installed() -> tuple[tuple[str, _Room], ...]:
    return tuple((each.name, _offered(each)) for each in entry_points(group=GROUP))


def _offered(entry: EntryPoint) -> _Room:
    try:
        value = entry.load()
        values = (
            vars(value).values() if isinstance(value, ModuleType)
            else (value,) if isinstance(value, Rule) else tuple(value)
        )  # fmt: skip
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a package can do must become a sentence
        return _Room((), (_broken(error, entry.name),))
    return _sound(values, entry.name)


def _sound(values: Iterable[object], name: str) -> _Room:
    """Return the rules among values that are right by their own examples, guarded, and what is wrong with the others."""
    built_in = set(map(id, RULES))
    rules, problems = [], []
    for value in values:
        if isinstance(value, Rule) and id(value) not in built_in:
            if fault := next(_faults(value), ""):
                problems.append(_sentence(fault, name, _MEND))
            else:
                _failed.pop(value.id, None)
                rules.append(_guarded(value))
    return _Room(tuple(rules), tuple(problems))


def _faults(rule: Rule) -> Iterator[str]:
    """Yield why a rule cannot be used."""
    if any(rule.id == each.id for each in RULES):
        yield f"编号“{rule.id}”是程序自带的检查，不能换掉"
    if not isinstance(rule.id, str) or not FORM.fullmatch(rule.id):
        yield f"编号“{str(rule.id)[:20]}”不对：本单位的检查用 OW01 到 OW99"
    for key, label in (("name", "名称"), ("clause", "依据"), ("why", "为什么")):
        if not isinstance(getattr(rule, key), str) or not getattr(rule, key).strip():
            yield f"“{rule.id}”没有写{label}（{key}）"
    if (rule.read is None) == (rule.survey is None):
        yield f"“{rule.id}”要有 read 或者 survey，只有一个"
    if not rule.bad or not rule.good:
        yield f"“{rule.id}”要有错的和对的例子（bad、good）"
    try:
        yield from _misbehaved(rule)
    except Exception as error:  # noqa: BLE001 - whatever a rule can do must become a sentence
        yield f"“{rule.id}”试例子时出错：{type(error).__name__}"


def _misbehaved(rule: Rule) -> Iterator[str]:
    """Yield on which examples a rule does not do what it should."""
    for examples, wanted in ((rule.bad, True), (rule.good, False)):
        for number, example in enumerate(examples, 1):
            one = example if isinstance(example, Case) else case(example)
            if bool(Checker([replace(rule, off=False)], one.setting).check(one.document)) is not wanted:
                yield f"“{rule.id}”在第 {number} 个{'错' if wanted else '对'}的例子上{'没有' if wanted else '也'}提示"


def _guarded(rule: Rule) -> Rule:
    """Return a rule that ends no check, whatever its function does."""
    read, survey = rule.read, rule.survey

    def reading(text: str, setting: Setting) -> tuple[Hit, ...]:
        found = _tried(rule.id, lambda: tuple(read(text, setting)) if read else ())
        return tuple(each for each in found if isinstance(each, Hit) and 0 <= each.start <= each.end <= len(text))

    def surveying(whole: Reading, setting: Setting) -> tuple[Spot, ...]:
        found = _tried(rule.id, lambda: tuple(survey(whole, setting)) if survey else ())
        return tuple(each for each in found if isinstance(each, Spot))

    return replace(rule, read=reading if read else None, survey=surveying if survey else None)


def _tried(name: str, ask: Callable[[], tuple[Found, ...]]) -> tuple[Found, ...]:
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - a report is checked by the others all the same
        if name not in _failed:
            log.warning("own check %s failed: %s", name, type(error).__name__)
        _failed[name] = _sentence(f"检查“{name}”运行时出错：{type(error).__name__}", "", _MEND)
        return ()


def _broken(error: BaseException, name: str) -> str:
    """Return what is wrong with a file, and where in it; nothing of what the error says, which may hold any text."""
    line = error.lineno if isinstance(error, SyntaxError) else None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            line = trace.tb_lineno
        trace = trace.tb_next
    place = f"{name} 第{line}行" if line else name
    return _sentence(f"这个检查文件用不了：{type(error).__name__}", place, _MEND)


def _sentence(what: str, where: str, mend: str) -> str:
    return f"{what}{f'（{where}）' if where else ''}。{mend}。"
