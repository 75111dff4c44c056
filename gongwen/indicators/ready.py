"""Ready recipes: the built-in ones and the office's own, beside its templates; a broken file hides no other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongwen.errors import TemplateError
from gongwen.home import home, template_folders
from gongwen.indicators.recipe import MOST_BYTES, NAME, TableRecipe, read
from gongwen.strict import text_of

BUILT_IN: Final = Path(__file__).resolve().parent.parent.parent / "templates" / "drawings"

FOLDER: Final = "drawings"
"""The folder beside an office's templates that its own recipes lie in."""

_OPENING: Final = re.compile(r"\A(?:\s*#[^\n]*\n)*\s*")
"""What is said about a file at its head is not for every report that is made by it."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready recipe: the name of its file, what it is called in lists, its text; `tabular` is a table, not a chart."""

    key: str
    name: str
    text: str
    tabular: bool


@dataclass(frozen=True, slots=True)
class Recipes:
    """The recipes that can be used, and a sentence for each file that cannot."""

    ready: tuple[Ready, ...]
    problems: tuple[str, ...]


def recipes() -> Recipes:
    """Return the built-in recipes and the office's own; a later one takes the place of an earlier one with its key."""
    found: dict[str, Ready] = {}
    problems: list[str] = []
    for folder in (BUILT_IN, *(each / FOLDER for each in (home() / "templates", *template_folders()))):
        try:
            paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
        except OSError:
            problems.append(
                TemplateError("制表说明的文件夹读不了", where=folder.name, mend="请检查文件夹的权限").sentence
            )
            continue
        for path in paths:
            try:
                text = _OPENING.sub("", text_of(path, NAME, MOST_BYTES))
                recipe = read(text, path.name)
            except TemplateError as error:
                problems.append(error.sentence)
            else:
                found[path.stem] = Ready(path.stem, recipe.name or path.stem, text, isinstance(recipe, TableRecipe))
    return Recipes(tuple(found.values()), tuple(problems))


def ready(key: str) -> Ready:
    """Return the recipe of this key; raise TemplateError when there is none that can be used."""
    one = next((each for each in recipes().ready if each.key == key), None)
    if one is None:
        raise TemplateError(f"没有叫“{key[:40]}”的{NAME}", where=FOLDER, mend="请看 templates/drawings 里有哪些")
    return one
