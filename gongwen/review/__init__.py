"""Review of a report: annotations that keep their place, suggestions, and the steps up to sign-off."""
