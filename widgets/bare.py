"""Keeps the workbook's notebook bare: what JupyterLab saves holds no output, no state, no text of a report."""

from __future__ import annotations

from typing import Any, Final

NOTEBOOK: Final = "workbook.ipynb"


def before_save(model: dict[str, Any], path: str = "", **_others: object) -> None:
    """Take out of the workbook's notebook all that came from running it; other notebooks are an analyst's own affair."""
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict) or path.rsplit("/", 1)[-1] != NOTEBOOK:
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
