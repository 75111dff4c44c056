"""Exporters: a Document in; bytes, file name and MIME type out; no file is ever opened."""
