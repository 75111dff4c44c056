"""Drafts outside the checkout: SQLite by SQLAlchemy, with migrations from the first day."""

from gongwen.store.store import Draft, Store, Summary

__all__ = ["Draft", "Store", "Summary"]
