"""The desk: which report is open, from where it came, and what the top bar asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.newyear import begun
from gongwen.anchors import home_of
from gongwen.errors import GongwenError, StoreError
from gongwen.importers import import_bytes, import_text
from gongwen.lastused import LastUsed
from gongwen.nextyear.roll import year_reported
from gongwen.plain import whole
from gongwen.reportfile import loads
from gongwen.sample import sample
from gongwen.session import Session
from gongwen.templates import Template, blank, shelf
from widgets.carried import told_of_new
from widgets.goingon import fill, write_on
from widgets.intake import read_kept
from widgets.keeper import clock, flat
from widgets.openreport import OpenReport
from widgets.parts import holds
from widgets.reports import SAMPLE, Reports
from widgets.rescue import Rescue
from widgets.seat import Seat
from widgets.start import Start, usual_year

if TYPE_CHECKING:
    import ipywidgets as w

    from gongwen.document import Document, Location
    from gongwen.importers import Imported, ImportReport
    from widgets.frame import Frame, Kept
    from widgets.writer import Writer


class Desk:
    """Joins the store, the session and the screen; every entry of a person's way goes through here."""

    def __init__(self, frame: Frame, body: w.Box) -> None:
        self._frame = frame
        self._body = body
        self._open: OpenReport | None = None
        self._templates = self._load_templates()
        self.rescue = Rescue()
        self.start = Start(self._templates)
        self._wire()
        self.seat = Seat(frame, lambda: self._open)
        self._shelf = self.seat.store
        self.reports = Reports(self.start.drafts, self._shelf, self._templates)
        self.start.earlier = self.reports.earlier

    @property
    def session(self) -> Session | None:
        """The open report's session, or None on the start page."""
        return self._open.session if self._open else None

    @property
    def writer(self) -> Writer | None:
        """The open report's panes, or None on the start page."""
        return self._open.writer if self._open else None

    def _wire(self) -> None:
        frame, start = self._frame, self.start
        frame.commands = {
            "home": self.home, "undo": self.undo, "redo": self.redo, "save": self.save,
        }  # fmt: skip
        frame.on_export = lambda final: self.export(final=final)
        frame.on_open = lambda report: self.open(report) if report else self.home()
        frame.on_hello = self._hello
        frame.on_remark = lambda key: self._open.point(key) if self._open else None
        frame.on_view = lambda name: self._open.view(name) if self._open else None
        frame.on_step = lambda by: self.writer.step(by) if self.writer else None
        frame.on_kept = self._found
        self.rescue.on_failure = frame.tell
        self.rescue.on_disputed = lambda asked: self._open.keeper.dispute(asked) if self._open else None
        self.rescue.on_forget = lambda session: self._shelf().unsaved.forget(self._name, session)
        self.rescue.on_go = lambda place: self.writer.go(place) if self.writer else None
        self.rescue.on_amount = lambda *cell: fill(self._open, *cell)
        self.rescue.on_remark = lambda *card: write_on(self._open, *card)
        start.on_new = self.new
        start.on_text = self.paste
        start.on_sample = self._sample
        start.picker.on_file = self.bring_in
        start.drafts.on_failure = frame.tell
        start.drafts.on_open = self.open
        start.drafts.on_next = self.next_year
        start.on_next = self.next_year

    def _hello(self, report: str) -> None:
        if report and report != self._name:
            self.open(report)
        elif self._open is None:
            self._list()  # a kernel that was made ready before the page came has an old list

    @property
    def _name(self) -> str:
        return self._open.keeper.name if self._open else ""

    def _load_templates(self) -> tuple[Template, ...]:
        try:
            found = shelf()
        except GongwenError as error:
            self._frame.tell(error.sentence, "must")
            return ()
        if found.problems:
            self._frame.tell("".join(found.problems), "should")
        return found.templates

    # --- ways in ------------------------------------------------------------------------------------------------

    def home(self) -> None:
        """Show the start page; what is open is saved first, and stays open when that fails."""
        if self._open is not None and not self._open.leave():
            return
        self._open = None
        self.rescue.clear()
        self._list()  # first, or the page would show for a moment what was worked on before
        self._body.children = (self.start.box,)
        self._frame.put(
            view="start", report="", title="", saved="saved", at="", undo="", redo="", people=[], only="", remarks=0, turn="",
            panel=False, musts=0,
        )  # fmt: skip
        self.seat.at_start()
        self.start.propose(LastUsed.load())
        self.start.offer()
        self.reports.begin()

    def new(self, template: Template, year: int, organs: tuple[str, ...], addressees: str) -> None:
        """Make a report from a template and open it."""
        LastUsed(template.key, organs, addressees, year, usual_year()).save()
        self.take(blank(template, year=year, organs=organs, addressees=addressees))

    def next_year(self, name: str, year: int = 0) -> None:
        """Begin a new year's report from one of an earlier year; without a year the one that is usual now."""
        old = self._shelf().load(name).document
        document = begun(old, year or max(usual_year(), year_reported(old) + 1))
        self.take(document)
        self._frame.tell(told_of_new(document, year_reported(old)), "done")

    def _sample(self) -> None:
        """Open the sample: the one there is, whatever has been tried on it, or a new one."""
        try:
            known = next((summary.id for summary in self._shelf().list() if summary.label == SAMPLE), "")
        except StoreError:
            known = ""  # it can be looked at all the same
        if known:
            self.open(known)
        else:
            self.take(sample(), label=SAMPLE)

    def bring_in(self, name: str, data: bytes) -> None:
        """Bring in a file: a report file as it is, one with its history with all of it, anything else by the importers."""
        if name.lower().endswith(".gongwen"):
            self.open(self._shelf().upkeep.bring(data, name)[0])
            return
        if name.lower().endswith(".json"):
            self.take(loads(data))
        else:
            self._imported(import_bytes(data, name=name))
        self._came(name, data)

    def paste(self, text: str) -> None:
        """Bring in a text."""
        self._imported(import_text(text))
        self._came("粘贴的文字", whole(text).encode())

    def _came(self, name: str, data: bytes) -> None:
        if self._open:
            self._open.came(name, data)

    def take(self, document: Document, report: ImportReport | None = None, *, label: str = "") -> None:
        """Open a new document; it is stored at once under a label, or kept open with a sentence when the store fails."""
        saved = None
        try:
            saved = self._shelf().create(document, label=label)
        except StoreError as error:
            self._frame.tell(error.sentence, "must")
        else:
            self._frame.dismiss()
        made = self._show(document, (report, False), saved.id if saved else "", saved.version if saved else 0)
        if saved:
            self._frame.put(at=clock(saved.at), tag=label)
            made.keep_report()
        else:
            made.keeper.now()

    def open(self, name: str, place: Location | None = None) -> None:
        """Open a stored report where it was left, or at a place."""
        if self._open is not None and not self._open.leave():
            return
        try:
            draft = self._shelf().load(name)
        except StoreError as error:
            if self._open is None:
                self.home()
            else:
                self._open.resume()
            self._frame.tell(error.sentence, "must")
            return
        self._frame.dismiss()
        made = self._show(draft.document, read_kept(draft.import_report), name, draft.version, draft.place)
        self._frame.put(at=clock(draft.saved_at), tag=draft.label)
        if place is not None and holds(draft.document, home_of(draft.document, place)):
            made.view("write")
            made.writer.go(place)

    def _imported(self, imported: Imported) -> None:
        self.take(imported.document, imported.report)

    def _show(
        self, document: Document, imported: tuple[ImportReport | None, bool], name: str, version: int,
        place: Location | None = None,
    ) -> OpenReport:  # fmt: skip
        session = Session(document)
        made = OpenReport(
            self._frame, self._shelf, session, (name, version), imported,
            lambda: self._template_of(session.document.kind),
        )  # fmt: skip
        self._open = made
        self.seat.at_report(made)
        self.reports.stop()
        made.on_open = self.open
        self.rescue.clear()
        self._body.children = (made.box,)
        self._frame.put(
            view="write", report=name, only="", title=flat(document.name), tag="", saved="saved", undo="", redo=""
        )
        made.begin(place)
        if name:
            self.rescue.offer(name, session, made.left())
        return made

    def undo(self) -> None:
        """Take the last step back and show where it was; a question that waits is answered with no first."""
        if self._frame.asks:
            self._frame.dismiss()
        elif self._open:
            self._open.step(self._open.session.undo)

    def redo(self) -> None:
        """Do the step taken back again and show where it is."""
        if self._open:
            self._open.step(self._open.session.redo)

    def save(self) -> None:
        """Save at once."""
        if self._open:
            self._open.keeper.now()

    def export(self, *, final: bool = False) -> None:
        """Hand a Word file of the document as it is now to the browser: 可编辑稿, or 定稿 with its lines pinned."""
        if self._open:
            self._open.export(final=final)

    # --- what the browser kept ----------------------------------------------------------------------------------

    def _found(self, report: str, items: list[Kept]) -> None:
        if self._open and report == self._name:
            self.rescue.offer(report, self._open.session, items)

    # --- the list -----------------------------------------------------------------------------------------------

    def _list(self) -> None:
        try:
            self.reports.show()
        except StoreError as error:
            self._frame.tell(error.sentence, "must")

    def _template_of(self, kind: str) -> Template | None:
        return next((template for template in self._templates if template.key == kind), None)
