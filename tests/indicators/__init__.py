"""Figures that stay true: indicators, what follows from them, the sentences that quote them."""
