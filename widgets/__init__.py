"""The screen: ipywidgets and anywidget are known only here; each widget's JavaScript stands beside its Python file."""

import logging

from widgets.county import County
from widgets.workbook import Workbook

logging.getLogger("widgets").addHandler(logging.NullHandler())  # without one a warning would be printed under the cell

__all__ = ["County", "Workbook"]
