"""The line and page engine: decides lines and pages once, for the preview, the exporters and the command line."""

from gongwen.typeset.layout import Layout, Line, Page, Run
from gongwen.typeset.typesetter import Typesetter, typeset

__all__ = ["Layout", "Line", "Page", "Run", "Typesetter", "typeset"]
