"""A new year from last year's report: which years roll, what comes along, and what nobody has looked at yet."""
