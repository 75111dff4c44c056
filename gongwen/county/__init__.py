"""The county above the town: many reports read, counted and put together; what is missing, and whom to remind."""
