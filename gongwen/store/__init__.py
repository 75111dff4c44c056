"""Drafts outside the checkout: SQLite by SQLAlchemy, with migrations from the first day."""

from gongwen.store.store import OTHER_WINDOW, Draft, Saved, Store, Summary

__all__ = ["OTHER_WINDOW", "Draft", "Saved", "Store", "Summary"]
