"""Reports outside the checkout: SQLite or PostgreSQL by SQLAlchemy, with every version, who saved it, and the trail."""

from gongwen.review.roles import Role
from gongwen.store.lists import Listing, Summary
from gongwen.store.questions import Answer, Asked, Side
from gongwen.store.store import OTHER_WINDOW, Draft, Saved, Store

__all__ = ["OTHER_WINDOW", "Answer", "Asked", "Draft", "Listing", "Role", "Saved", "Side", "Store", "Summary"]
