"""Benchmarks; python -m bench prints them."""
