"""Spreadsheets in: workbooks, CSV and pasted cells as indicators, and a list of all that could not be read."""
