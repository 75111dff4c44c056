"""The screen: ipywidgets and anywidget are known only here; each widget's JavaScript stands beside its Python file."""

from widgets.workbook import Workbook

__all__ = ["Workbook"]
