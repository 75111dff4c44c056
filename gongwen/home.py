"""Where the program keeps what is a person's own: GONGWEN_HOME, or the user's data folder; never the checkout."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o700
"""Who may enter the folder when the program makes it: drafts of official papers are their writer's alone."""

FOLDERS: Final = "GONGWEN_TEMPLATES"
"""The environment variable that names further folders of templates, as a shared drive of the office."""


DATABASE: Final = "GONGWEN_DATABASE"
"""The environment variable that names a PostgreSQL database by its URL, in place of the folder's own file."""


FILE: Final = "drafts.db"
"""The file in the folder that holds reports."""


def database() -> Path | str:
    """Return where reports are stored: a database's URL, or the folder for a file of its own."""
    return os.environ.get(DATABASE, "").strip() or home()


def home() -> Path:
    """Return the folder for drafts, the office's templates and settings; it may not exist yet."""
    named = os.environ.get("GONGWEN_HOME", "").strip()
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed when the folder is named

    return user_data_path("gongwen", appauthor=False)


def template_folders() -> tuple[Path, ...]:
    """Return the folders of templates that GONGWEN_TEMPLATES names."""
    return tuple(Path(name).expanduser() for name in os.environ.get(FOLDERS, "").split(os.pathsep) if name.strip())


def settle() -> Path:
    """Fix both for the programs this one starts, which stand in other folders: a relative name means here."""
    folder = home().absolute()
    os.environ["GONGWEN_HOME"] = str(folder)
    if named := template_folders():
        os.environ[FOLDERS] = os.pathsep.join(str(path.absolute()) for path in named)
    return folder
