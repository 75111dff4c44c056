"""The workbook: one widget that holds the whole app, the same in JupyterLab and in Voila."""

from __future__ import annotations

import gc
import logging
import os
from typing import TYPE_CHECKING, Any, Final

import ipywidgets as w

from gongwen.errors import GongwenError
from widgets.frame import Frame

if TYPE_CHECKING:
    from gongwen.document import Document

SERVED: Final = "GONGWEN_SERVED"
"""Set where a kernel holds this app and nothing of an analyst's."""

log = logging.getLogger(__name__)


class Workbook(w.VBox):
    """The app: start page, then writer; nothing that fails inside reaches the notebook cell.

    `report` opens a stored report by its id, `document` a new one made in the notebook.
    """

    def __init__(self, report: str = "", document: Document | None = None) -> None:
        self.frame = Frame()
        self.body = w.Box().add_class("gw-body")
        self.above = w.Box().add_class("gw-above")
        super().__init__([self.frame, self.above, self.body])
        self.add_class("gw-app")
        self.frame.on_failure = self.frame.tell
        self.desk: Any = None
        try:
            from widgets.desk import Desk  # noqa: PLC0415 - whatever fails to load must become a sentence

            self.desk = Desk(self.frame, self.body)
            self.above.children = (self.desk.rescue, self.desk.seat.who, self.desk.seat.members)
            if document is not None:
                self.desk.take(document)
            elif report:
                self.desk.open(report)
            else:
                self.desk.home()
            if SERVED in os.environ:
                from widgets.checking import warm  # noqa: PLC0415 - as above

                warm()
        except GongwenError as error:
            self.frame.tell(error.sentence, "must")
        except Exception as error:  # noqa: BLE001 - the last door before the notebook cell
            log.error(  # noqa: TRY400 - a traceback could hold report text
                "the workbook could not start: %s", type(error).__name__
            )
            self.frame.tell(
                f"工作簿没有打开（{type(error).__name__}）。请重新运行；还不行，请把这句话告诉管理员", "must"
            )
        if SERVED in os.environ:
            gc.freeze()  # a full collection walks all that was imported: 150 ms in which no key would be answered

    def __repr__(self) -> str:
        """What a saved notebook keeps as its output's text: nothing of the report."""
        return "公文工作簿"
