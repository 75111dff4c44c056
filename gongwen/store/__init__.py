"""Reports outside the checkout: SQLite or PostgreSQL by SQLAlchemy, with every version, who saved it, and the trail."""

from gongwen.store.members import Role
from gongwen.store.questions import Answer, Asked, Side
from gongwen.store.store import OTHER_WINDOW, Draft, Saved, Store, Summary

__all__ = ["OTHER_WINDOW", "Answer", "Asked", "Draft", "Role", "Saved", "Side", "Store", "Summary"]
