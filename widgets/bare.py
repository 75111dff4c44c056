"""Keeps the program's notebooks bare: what JupyterLab saves holds no output, no state, no text of a report."""

from __future__ import annotations

from typing import Any, Final

NOTEBOOKS: Final = frozenset({"workbook.ipynb", "county.ipynb"})
"""The program's own; what an analyst wants to keep of a run is saved under another name."""


def before_save(model: dict[str, Any], path: str = "", **_others: object) -> None:
    """Take out of the program's own notebooks all that came from running it; other notebooks are an analyst's own affair."""
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict) or path.rsplit("/", 1)[-1] not in NOTEBOOKS:
        return
    metadata = content.get("metadata", {})
    metadata.pop("widgets", None)
    metadata["language_info"] = {"name": "python"}
    for cell in content.get("cells", []):
        if cell.get("cell_type") == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
        for key in ("execution", "trusted", "scrolled"):
            cell.get("metadata", {}).pop(key, None)
