"""The desk: which report is open, from where it came, where it is kept, and what the top bar asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.docx import export_docx
from gongwen.errors import GongwenError, OvertakenError, StoreError
from gongwen.importers import import_bytes, import_text
from gongwen.reportfile import loads
from gongwen.sample import sample
from gongwen.session import Change, Session
from gongwen.store import OTHER_WINDOW, Saved, Store
from gongwen.templates import Template, blank, shelf
from widgets.autosave import Autosave
from widgets.drafts import spoken
from widgets.form import entry_of
from widgets.intake import Intake, kept, read_kept
from widgets.outline import HEAD, IMPORTED
from widgets.start import Start
from widgets.writer import Writer

if TYPE_CHECKING:
    from datetime import datetime

    import ipywidgets as w

    from gongwen.document import Document, Location
    from gongwen.importers import Imported, ImportReport
    from widgets.frame import Frame


class Desk:
    """Joins the store, the session and the screen; every entry of a person's way goes through here."""

    def __init__(self, frame: Frame, body: w.Box) -> None:
        self._frame = frame
        self._body = body
        self._store: Store | None = None
        self._report = ""
        self._version = 0
        self._session: Session | None = None
        self._autosave: Autosave | None = None
        self._writer: Writer | None = None
        self._intake: Intake | None = None
        self._place: Location | None = None
        self._templates = self._load_templates()
        self.start = Start(self._templates, lambda sentence: frame.tell(sentence, "must"))
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
        self._frame.commands = {
            "home": self.home, "undo": self.undo, "redo": self.redo, "save": self.save, "export": self.export,
        }  # fmt: skip
        self._frame.on_open = lambda report: self.open(report) if report else self.home()
        self._frame.on_hello = self._hello
        self._frame.on_step = lambda by: self._writer.step(by) if self._writer else None
        start = self.start
        start.on_new = self.new
        start.on_text = lambda text: self._imported(import_text(text))
        start.on_sample = lambda: self.take(sample())
        start.picker.on_file = self.bring_in
        start.drafts.on_open = self.open
        start.drafts.on_delete = self._delete
        start.drafts.on_restore = self._restore

    def _hello(self, report: str) -> None:
        if report and report != self._report:
            self.open(report)
        elif self._session is None:
            self._list()  # a kernel that was made ready before the page came has an old list

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
        if self._autosave is not None and not self._autosave.stop():
            return
        self._session = self._autosave = self._writer = self._intake = None
        self._report = ""
        self._body.children = (self.start.box,)
        self._frame.put(view="start", report="", title="", saved="saved", at="", undo="", redo="")
        self._list()

    def new(self, template: Template, year: int, organs: tuple[str, ...], addressees: str) -> None:
        """Make a report from a template and open it."""
        self.take(blank(template, year=year, organs=organs, addressees=addressees))

    def bring_in(self, name: str, data: bytes) -> None:
        """Bring in a file: a report file as it is, anything else by the importers."""
        if name.lower().endswith(".json"):
            self.take(loads(data))
        else:
            self._imported(import_bytes(data, name=name))

    def take(self, document: Document, report: ImportReport | None = None) -> None:
        """Open a new document; it is stored at once, or kept open with a sentence when the store fails."""
        name = ""
        try:
            saved = self._shelf().create(document)
            name, self._version = saved.id, saved.version
            if report is not None:
                self._shelf().set_import_report(name, kept(report))
        except StoreError as error:
            self._frame.tell(error.sentence, "must")
        self._show(name, document, report, None)

    def open(self, name: str) -> None:
        """Open a stored report where it was left."""
        if self._autosave is not None and not self._autosave.stop():
            return
        try:
            draft = self._shelf().load(name)
        except StoreError as error:
            self._frame.tell(error.sentence, "must")
            if self._session is None:
                self.home()
            return
        self._version = draft.version
        self._show(name, draft.document, read_kept(draft.import_report), draft.place)
        self._frame.put(at=spoken(draft.saved_at).removeprefix("今天 "))

    def _imported(self, imported: Imported) -> None:
        self.take(imported.document, imported.report)

    def _show(self, name: str, document: Document, report: ImportReport | None, place: Location | None) -> None:
        self._report = name
        self._session = session = Session(document)
        self._autosave = Autosave(self._save, lambda: session.document)
        if name:
            self._autosave.start_from(document)
        self._autosave.on_saving = lambda: self._frame.put(saved="saving", reason="")
        self._autosave.on_saved = self._saved
        self._autosave.on_failed = self._unsaved
        self._intake = Intake(session, self._frame, report, self._keep_report) if report is not None else None
        panel = self._intake.panel if self._intake else None
        self._writer = Writer(session, name, self._frame, self._template, panel)
        if self._intake:
            self._intake.panel.on_go = self._writer.go
        self._writer.on_place = self._placed
        session.watch(self._changed)
        self._body.children = (self._writer.box,)
        self._frame.put(view="write", report=name, title=_flat(document.title), saved="saved", undo="", redo="")
        if place is not None and _holds(document, place):
            self._writer.open(entry_of(place), location=place)
        else:
            self._writer.open(IMPORTED if report is not None else HEAD)

    # --- the top bar --------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back and show where it was."""
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
        if self._autosave and self._autosave.now():
            self._saved_state()

    def export(self) -> None:
        """Hand the Word file of the document as it is now to the browser."""
        if self._session:
            if self._autosave:
                self._autosave.now()
            made = export_docx(self._session.document)
            self._frame.download(made)
            pages = (
                len(self._writer.preview.layout_now.pages) if self._writer and self._writer.preview.layout_now else 0
            )
            self._frame.tell(f"已导出：{made.name}，{pages} 页。文件在浏览器的下载目录。", "done")

    # --- what follows a change ----------------------------------------------------------------------------------

    def _changed(self, change: Change) -> None:
        if self._autosave is None or self._session is None:
            return
        session = self._session
        self._frame.put(undo=session.undo_label, redo=session.redo_label, title=_flat(change.document.title))
        self._autosave.touch()
        if not change.typed and self._intake:
            self._intake.refresh()

    def _save(self, document: Document) -> datetime:
        store = self._shelf()
        try:
            saved = store.save(self._report, document, self._version) if self._report else store.create(document)
        except OvertakenError:
            saved = self._keep_apart(document)
        if saved.id != self._report:
            self._frame.put(report=saved.id)
        self._report, self._version = saved.id, saved.version
        return saved.at

    def _keep_apart(self, document: Document) -> Saved:
        """Keep this window's text as a report of its own, because another window has saved the one it began as."""
        other = self._report
        saved = self._shelf().create(document, label=OTHER_WINDOW)
        if self._intake:
            self._shelf().set_import_report(saved.id, kept(self._intake.report))
        self._frame.tell(
            f"这份报告在另一个窗口里改过，已经存好。您这个窗口里的文字另存成了“{_flat(document.title)}（{OTHER_WINDOW}）”，"
            "现在写的就是这一份；两份都在报告列表里，都没有丢。", "should",
            看另一窗口存的=lambda: self.open(other),
        )  # fmt: skip
        return saved

    def _saved(self, at: datetime) -> None:
        if self._place is not None and self._report:
            self._shelf().set_place(self._report, self._place)
            self._place = None
        self._frame.put(saved="saved", at=spoken(at).removeprefix("今天 "), reason="")
        self._saved_state()

    def _saved_state(self) -> None:
        if self._writer:
            self._writer.form.tell_saved()
            self._writer.follow()

    def _unsaved(self, sentence: str) -> None:
        self._frame.put(saved="failed", reason=sentence)
        self._frame.tell(
            f"没有存上：{sentence}文字还在页面上，程序会自动再存。", "must", 再存一次=self.save, 下载Word=self.export
        )

    def _keep_report(self, report: ImportReport) -> None:
        if self._report:
            self._shelf().set_import_report(self._report, kept(report))

    def _placed(self, place: Location) -> None:
        self._place = place

    # --- the list -----------------------------------------------------------------------------------------------

    def _list(self) -> None:
        kinds = {template.key: template.name for template in self._templates}
        try:
            self.start.drafts.show(self._shelf().list(), kinds)
        except StoreError as error:
            self._frame.tell(error.sentence, "must")

    def _delete(self, name: str) -> None:
        self._shelf().delete(name)
        self._list()

    def _restore(self, name: str) -> None:
        self._shelf().restore(name)
        self._list()

    def _template(self) -> Template | None:
        kind = self._session.document.kind if self._session else ""
        return next((template for template in self._templates if template.key == kind), None)


def _flat(title: str) -> str:
    return title.replace("\n", "") or "（还没有标题）"


def _holds(document: Document, place: Location) -> bool:
    return entry_of(place) != place.section or any(section.id == place.section for section in document.body.walk())
