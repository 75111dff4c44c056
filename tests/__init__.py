"""The tests mirror the packages; samples.py holds the documents they are made of."""
