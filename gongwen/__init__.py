"""公文工作簿's headless core: the model, the typesetting, the importers and the store of official documents."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

__all__ = ["Report", "new_report", "open_report", "read_text"]

_API = {"Report", "new_report", "open_report", "read_text"}


def __getattr__(name: str) -> Any:
    """Load the analyst's names only when one is asked for, so that `import gongwen` stays light."""
    if name in _API:
        from gongwen import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(name)
