"""Where the program keeps what is a person's own: GONGWEN_HOME, or the user's data folder; never the checkout."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """Return the folder for drafts, the office's templates and settings; it may not exist yet."""
    named = os.environ.get("GONGWEN_HOME", "").strip()
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed when the folder is named

    return user_data_path("gongwen", appauthor=False)
