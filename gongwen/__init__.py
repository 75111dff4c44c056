"""公文工作簿's headless core: the model, the typesetting, the importers and the store of official documents."""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["Report", "gather", "kinds", "new_report", "open_report", "opinions", "read_text", "sample_report"]


def __dir__() -> list[str]:
    """Show the analyst's names before they are loaded, so that Tab finds them."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    """Load the analyst's names only when one is asked for, so that `import gongwen` stays light."""
    if name in __all__:
        from gongwen import api, apicounty  # noqa: PLC0415

        return getattr(apicounty if name == "gather" else api, name)
    raise AttributeError(name)
