"""The desk: which report is open, from where it came, and what the top bar asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.errors import GongwenError, StoreError
from gongwen.importers import import_bytes, import_text
from gongwen.lastused import LastUsed
from gongwen.reportfile import loads
from gongwen.sample import sample
from gongwen.session import Change, Session
from gongwen.store import Store
from gongwen.templates import Template, blank, shelf
from widgets.intake import Intake, read_kept
from widgets.keeper import Keeper, clock, flat
from widgets.parts import HEAD, IMPORTED, entry_of, holds
from widgets.rescue import Rescue
from widgets.start import Start, usual_year
from widgets.takeaway import take_away
from widgets.writer import Writer

if TYPE_CHECKING:
    import ipywidgets as w

    from gongwen.document import Document, Location
    from gongwen.importers import Imported, ImportReport
    from widgets.frame import Frame, Kept

SAMPLE: Final = "示例"
"""The label of the sample, which is not offered to be gone on with."""


class Desk:
    """Joins the store, the session and the screen; every entry of a person's way goes through here."""

    def __init__(self, frame: Frame, body: w.Box) -> None:
        self._frame = frame
        self._body = body
        self._store: Store | None = None
        self._session: Session | None = None
        self._keeper: Keeper | None = None
        self._writer: Writer | None = None
        self._intake: Intake | None = None
        self._templates = self._load_templates()
        self.rescue = Rescue()
        self.start = Start(self._templates)
        self._wire()

    @property
    def session(self) -> Session | None:
        """The open report's session, or None on the start page."""
        return self._session

    @property
    def writer(self) -> Writer | None:
        """The open report's panes, or None on the start page."""
        return self._writer

    def _wire(self) -> None:
        frame, start = self._frame, self.start
        frame.commands = {
            "home": self.home, "undo": self.undo, "redo": self.redo, "save": self.save,
        }  # fmt: skip
        frame.on_export = lambda final: self.export(final=final)
        frame.on_open = lambda report: self.open(report) if report else self.home()
        frame.on_hello = self._hello
        frame.on_step = lambda by: self._writer.step(by) if self._writer else None
        frame.on_kept = self._found
        self.rescue.on_failure = frame.tell
        self.rescue.on_go = lambda place: self._writer.go(place) if self._writer else None
        start.on_new = self.new
        start.on_text = lambda text: self._imported(import_text(text))
        start.on_sample = self._sample
        start.picker.on_file = self.bring_in
        start.drafts.on_failure = frame.tell
        start.drafts.on_open = self.open
        start.drafts.on_delete = self._delete
        start.drafts.on_restore = self._restore

    def _hello(self, report: str) -> None:
        if report and report != self._name:
            self.open(report)
        elif self._session is None:
            self._list()  # a kernel that was made ready before the page came has an old list

    @property
    def _name(self) -> str:
        return self._keeper.name if self._keeper else ""

    def _load_templates(self) -> tuple[Template, ...]:
        try:
            found = shelf()
        except GongwenError as error:
            self._frame.tell(error.sentence, "must")
            return ()
        if found.problems:
            self._frame.tell("".join(found.problems), "should")
        return found.templates

    def _shelf(self) -> Store:
        if self._store is None:
            self._store = Store.open()
        return self._store

    # --- ways in ------------------------------------------------------------------------------------------------

    def home(self) -> None:
        """Show the start page; what is open is saved first, and stays open when that fails."""
        if self._keeper is not None and not self._keeper.leave():
            return
        self._session = self._keeper = self._writer = self._intake = None
        self.rescue.clear()
        self._body.children = (self.start.box,)
        self._frame.put(view="start", report="", title="", saved="saved", at="", undo="", redo="")
        self.start.propose(LastUsed.load())
        self._list()

    def new(self, template: Template, year: int, organs: tuple[str, ...], addressees: str) -> None:
        """Make a report from a template and open it."""
        LastUsed(template.key, organs, addressees, year, usual_year()).save()
        self.take(blank(template, year=year, organs=organs, addressees=addressees))

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
        """Bring in a file: a report file as it is, anything else by the importers."""
        if name.lower().endswith(".json"):
            self.take(loads(data))
        else:
            self._imported(import_bytes(data, name=name))

    def take(self, document: Document, report: ImportReport | None = None, *, label: str = "") -> None:
        """Open a new document; it is stored at once under a label, or kept open with a sentence when the store fails."""
        saved = None
        try:
            saved = self._shelf().create(document, label=label)
        except StoreError as error:
            self._frame.tell(error.sentence, "must")
        else:
            self._frame.dismiss()
        keeper = self._show(document, (report, False), saved.id if saved else "", saved.version if saved else 0)
        if saved:
            self._frame.put(at=clock(saved.at), tag=label)
            self._keep_report()
        else:
            keeper.now()

    def open(self, name: str) -> None:
        """Open a stored report where it was left."""
        if self._keeper is not None and not self._keeper.leave():
            return
        try:
            draft = self._shelf().load(name)
        except StoreError as error:
            if self._session is None:
                self.home()
            self._frame.tell(error.sentence, "must")
            return
        self._frame.dismiss()
        self._show(draft.document, read_kept(draft.import_report), name, draft.version, draft.place)
        self._frame.put(at=clock(draft.saved_at), tag=draft.label)

    def _imported(self, imported: Imported) -> None:
        self.take(imported.document, imported.report)

    def _show(
        self,
        document: Document,
        imported: tuple[ImportReport | None, bool],
        name: str,
        version: int,
        place: Location | None = None,
    ) -> Keeper:
        self._session = session = Session(document)
        self._keeper = keeper = Keeper(self._frame, self._shelf, session, name, version)
        report, read = imported
        self._intake = Intake(session, self._frame, report, self._keep_report, read=read) if report else None
        panel = self._intake.panel if self._intake else None
        self._writer = writer = Writer(session, name, self._frame, self._template, panel)
        if self._intake:
            self._intake.panel.on_go = writer.go
            self._intake.on_read = writer.close_import
        writer.on_place = keeper.placed
        keeper.on_named = self._named
        keeper.on_saved = self._settled
        keeper.on_export = self.export
        keeper.on_open = self.open
        session.watch(self._changed)
        self.rescue.clear()
        self._body.children = (writer.box,)
        self._frame.put(view="write", report=name, title=flat(document.name), tag="", saved="saved", undo="", redo="")
        if place is not None and holds(document, place):
            writer.open(entry_of(place), location=place)
        else:
            writer.open(IMPORTED if self._intake and not self._intake.read else HEAD)
        return keeper

    # --- the top bar --------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back and show where it was; a question that waits is answered with no first."""
        if self._frame.asks:
            self._frame.dismiss()
            return
        if self._session and self._writer:
            step = self._session.undo()
            self._writer.undone(step, self._session.document)

    def redo(self) -> None:
        """Do the step taken back again and show where it is."""
        if self._session and self._writer:
            step = self._session.redo()
            self._writer.undone(step, self._session.document)

    def save(self) -> None:
        """Save at once."""
        if self._keeper:
            self._keeper.now()

    def export(self, *, final: bool = False) -> None:
        """Hand a Word file of the document as it is now to the browser: 可编辑稿, or 定稿 with its lines pinned."""
        if self._session is None or self._writer is None:
            return
        if self._keeper:
            self._keeper.now()
        take_away(self._session, self._writer, self._frame, self._template(), final=final)

    # --- what follows a change ----------------------------------------------------------------------------------

    def _changed(self, change: Change) -> None:
        if self._keeper is None or self._session is None:
            return
        session = self._session
        self._frame.put(undo=session.undo_label, redo=session.redo_label, title=flat(change.document.name))
        self._keeper.touch()
        if not change.typed and self._intake:
            self._intake.refresh()

    def _named(self, name: str) -> None:
        self._frame.put(report=name)
        if self._writer:
            self._writer.form.name_report(name)
        self._keep_report()

    def _settled(self) -> None:
        if self._writer is None:
            return
        if self._intake and (not self._intake.read or self._writer.form.entry == IMPORTED):
            self._intake.refresh()
        self._writer.form.tell_saved()
        self._writer.follow()

    def _keep_report(self) -> None:
        if self._name and self._intake:
            self._shelf().set_import_report(self._name, self._intake.kept())

    def _found(self, report: str, items: list[Kept]) -> None:
        if self._session and report == self._name:
            self.rescue.offer(report, self._session, items)

    # --- the list -----------------------------------------------------------------------------------------------

    def _list(self) -> None:
        kinds = {template.key: template.name for template in self._templates}
        try:
            summaries = self._shelf().list()
            own = next((summary for summary in summaries if summary.label != SAMPLE), None)
            latest = self._shelf().load(own.id) if own else None
            self.start.drafts.show_bin(self._shelf().bin())
        except StoreError as error:
            self._frame.tell(error.sentence, "must")
            return
        template = self._template_of(latest.document.kind) if latest else None
        self.start.drafts.show(summaries, kinds, latest, template)

    def _delete(self, name: str) -> None:
        self._shelf().delete(name)
        self._list()

    def _restore(self, name: str) -> None:
        self._shelf().restore(name)
        self._list()

    def _template(self) -> Template | None:
        return self._template_of(self._session.document.kind) if self._session else None

    def _template_of(self, kind: str) -> Template | None:
        return next((template for template in self._templates if template.key == kind), None)
