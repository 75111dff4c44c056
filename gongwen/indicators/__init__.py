"""Figures that stay true: the table of indicators, the sentences that quote it, what is made from it."""
