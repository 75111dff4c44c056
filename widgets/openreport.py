"""One open report: its session, its way to the store, the others who write in it, its panes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import ipywidgets as w

from gongwen.errors import EditError, StoreError
from gongwen.store.members import RIGHTS, Right
from gongwen.store.parts import digest_of_document
from widgets.checking import SOON, Checking, setting_of
from widgets.company import Company
from widgets.data import DataView
from widgets.findings import Findings
from widgets.history import History
from widgets.intake import Intake
from widgets.keeper import Keeper, flat
from widgets.leftbehind import left_behind
from widgets.noted import add, note
from widgets.parts import HEAD, IMPORTED, entry_of, holds
from widgets.review import Review
from widgets.reviewcourse import closed, turn
from widgets.takeaway import take_away
from widgets.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from exports.export import Export
    from gongwen.checks import Preset, Setting
    from gongwen.document import Location
    from gongwen.importers import ImportReport
    from gongwen.session import Change, Session, Step
    from gongwen.store import Asked, Store
    from gongwen.templates import Template
    from widgets.frame import Frame, Kept
    from widgets.members import MembersCard


class OpenReport:
    """Joins what belongs to one open report; `stored` is its id and version in the store ("" while it is in none)."""

    def __init__(
        self,
        frame: Frame,
        shelf: Callable[[], Store],
        session: Session,
        stored: tuple[str, int],
        imported: tuple[ImportReport | None, bool],
        template: Callable[[], Template | None],
    ) -> None:
        self._frame = frame
        self._shelf = shelf
        self._template = template
        self.session = session
        self.keeper = keeper = Keeper(frame, shelf, session, *stored)
        report, read = imported
        self._intake = Intake(session, frame, report, self.keep_report, read=read) if report else None
        panel = self._intake.panel if self._intake else None
        self.checking = Checking(session, self._going_by)
        self.findings = Findings(self.checking, session, frame, keeper, shelf)
        self.writer = writer = Writer(
            session, stored[0], frame, template, panel, lambda: shelf().person.name, self.findings
        )
        self.findings.on_go = writer.go
        self.findings.on_counted = writer.judge
        if self._intake:
            self._intake.panel.on_go = writer.go
            self._intake.on_read = writer.close_import
        self._company: Company | None = None
        self.members: MembersCard | None = None
        self._late: tuple[str, bytes] | None = None
        self.history: History | None = None
        self.review: Review | None = None
        self.data: DataView | None = None
        self.box = w.Box().add_class("gw-views")
        self._left: Location | None = None
        self._caret: Location | None = None
        frame.put(look="write", panel=False, musts=0)
        self.on_open: Callable[[str], None] = lambda _name: None
        writer.on_place = self._placed
        writer.form.on_disputed = keeper.hold
        keeper.on_named = self._named
        keeper.on_saved = self._settled
        keeper.on_export = self.export
        keeper.on_asked = self._ask
        keeper.on_refused = self.show_members
        writer.disputes.on_settle = lambda key, answer, text: shelf().questions.settle(keeper.name, key, answer, text)
        writer.disputes.on_amount = writer.quoting.on_table = self._tabled
        session.watch(self._changed)

    def begin(self, place: Location | None) -> None:
        """Show the report where it was left, and begin to look after the others; who only reviews is shown 批注."""
        self._left = place
        self._stored()
        self.view("review" if self._reviews() else "write")
        self.resume()
        with suppress(StoreError):  # what is ignored cannot be known now
            self.findings.reload()
            problems = self._shelf().findings.problems()
            if problems and self._frame.state["notice"] is None:
                self._frame.tell("".join(problems))
        self.checking.soon(SOON)

    def _going_by(self) -> Setting:
        """Return what the checks go by."""
        return setting_of(self._shelf, self.keeper.name, self._intake.report.notes if self._intake else ())

    def _reviews(self) -> bool:
        """Whether this person annotates the report and does not write it."""
        if not self.keeper.name:
            return False
        rights = RIGHTS[self._shelf().members.role(self.keeper.name)]
        return Right.ANNOTATE in rights and Right.WRITE not in rights

    def _write(self) -> None:
        """Open the fields for the first time; who never asks for them has none on the page."""
        place = self._left
        if self.writer.form.entry:
            return
        if place is not None and holds(self.session.document, place):
            self.writer.open(entry_of(place), location=place)
        else:
            self.writer.open(IMPORTED if self._intake and not self._intake.read else HEAD)

    def resume(self) -> None:
        """Look after the others, when there is a store that they are in too."""
        if self._company is None and self.keeper.name:
            self._company = Company(self.keeper, self._shelf(), self.session, self._frame)
            self._company.on_people = self.writer.show_people
            self._company.on_stored = self._stored
            self._company.start()

    def meet(self) -> None:
        """Take part anew, as when one's own name has become known."""
        if self._company:
            self._company.stop()
            self._company = None
        self.resume()
        self._stored()

    def show_members(self, *, opened: bool | None = None) -> None:
        """Show who may do what in the report, and close its fields to who may only read."""
        if self.members:
            self.members.show(self._shelf(), self.keeper.name, opened=opened)
            self._frame.put(only=self.members.face["only"])
            self._stand()

    def _stand(self) -> None:
        """Say how many annotations are open, whose turn it is, and that a signed report is closed to all but who proofread it."""
        if not self.keeper.name:
            return
        store, name = self._shelf(), self.keeper.name
        stands = store.course.bare(name)
        remarks = sum(each.is_open for each in store.review.all(name))
        self._frame.put(remarks=remarks, turn=turn(stands, store.person.name), only=closed(stands, store.person.name, self._frame.state["only"]))  # fmt: skip

    def view(self, name: str, preset: Preset | None = None) -> None:
        """Show a view of the report: write, check, review or history; each is made when first shown and stays as it was left.

        The view check is write with the panel beside the form, at a preset when one is given.
        """
        if preset is not None:
            self.findings.look(preset)
        panel, name = name == "check", "write" if name == "check" else name
        if name == "history" and self.history is None:
            self.history = History(self.keeper, self._shelf, self.session, self._frame)
        if name == "review" and self.review is None:
            self.review = Review(self.keeper, self._shelf, self.session, self._frame, self.findings.musts_at)
            self.review.on_checks = lambda preset: self.view("check", preset)
            self.review.on_decided = self.show_members
        if name == "data" and self.data is None:
            self.data = DataView(self.session, self._frame, self._shelf, self.writer.disputes)
            self.data.caret, self.data.on_go, self.data.on_file = self._caret, self._see, self.came
            self.data.on_may_keep, self.data.on_keep = self.findings.may_keep, self.findings.keep
        if name == "write":
            self._write()
        views = (self.review, self.data, self.history)
        writes = (self.writer.box,) if self.writer.form.entry else ()
        self.box.children = (*writes, *(view.box for view in views if view is not None))
        self._frame.put(look=name, panel=panel)
        self.findings.show(opened=panel)
        for view, of in zip(views, ("review", "data", "history"), strict=True):
            if view is not None:
                view.enter() if name == of else view.leave()

    def _placed(self, place: Location) -> None:
        """The caret came to a place: it is remembered, and what the view 数据 puts into the text goes there."""
        self.keeper.placed(place)
        self._caret = place
        if self.data is not None:
            self.data.caret = place

    def _tabled(self, indicator: str = "") -> None:
        """The table is to be seen, perhaps at an indicator."""
        self.view("data")
        if indicator and self.data is not None:
            self.data.choose(indicator)

    def _see(self, place: Location) -> None:
        """A place that quotes a figure is to be seen where it is written."""
        self.view("write")
        self.writer.go(place)

    def point(self, key: str) -> None:
        """Show one annotation, as a link names it."""
        self.view("review")
        if self.review is not None:
            self.review.point(key)

    def leave(self) -> bool:
        """Save what is left and close the report; return whether all is saved, else it stays open."""
        if not self.keeper.leave():
            return False
        self.checking.stop()
        if self._company:
            self._company.stop()
            self._company = None
        return True

    def left(self) -> list[Kept]:
        """Return what an earlier window of this person wrote and could not save before it ended."""
        return left_behind(self._shelf(), self.keeper.name)

    def step(self, go: Callable[[], Step | None]) -> None:
        """Take one's own last step back, or do it again (the session's undo or redo), and show where it was."""
        try:
            step = go()
        except EditError as error:
            self._frame.tell(error.sentence)
            return
        if self._frame.state["look"] != "data":  # there the table shows it
            self.writer.undone(step, self.session.document)

    def export(self, *, final: bool = False) -> None:
        """Hand a Word file of the document as it is now to the browser: 可编辑稿, or 定稿 with its lines pinned."""
        self.keeper.now()
        musts = self.findings.musts, lambda: self.view("check")
        take_away(self.session, self.writer, self._frame, self._template(), self._noted, final=final, musts=musts)

    def _noted(self, made: Export, form: str) -> str:
        digest = digest_of_document(self.session.document)
        stored = (self.keeper.name, self.keeper.version)
        return note(self._shelf, "export", stored, (made.name, made.data), form=form, document=digest)

    def came(self, name: str, data: bytes) -> None:
        """Put the file that the report was made from into the trail, now or as soon as the report is stored."""
        if not self.keeper.name:
            self._late = (name, data)
            return
        self._late = None
        add(self._frame, note(self._shelf, "import", (self.keeper.name, self.keeper.version), (name, data)))

    def keep_report(self) -> None:
        """Store the import report with the draft."""
        if self.keeper.name and self._intake:
            self._shelf().set_import_report(self.keeper.name, self._intake.kept())

    def _changed(self, change: Change) -> None:
        self._frame.put(undo=self.session.undo_label, redo=self.session.redo_label, title=flat(change.document.name))
        if not change.others:
            self.keeper.touch()
            if self._company:
                self._company.typed(change.target)
        if not change.typed and self._intake:
            self._intake.refresh()

    def _stored(self) -> None:
        """Something was stored, by whomever: what is to be decided, and what one may do, can be another."""
        self._ask()
        self.show_members()
        self.findings.reload()
        for view in filter(None, (self.review, self.history)):
            view.follow()

    def _ask(self, here: tuple[Asked, ...] = ()) -> None:
        """Show what is to be decided; `here` came up in this window just now."""
        if self.keeper.name:
            self.writer.ask(self._shelf().questions.open(self.keeper.name), here)

    def _named(self, name: str) -> None:
        self._frame.put(report=name)
        self.writer.form.name_report(name)
        if self._late:
            self.came(*self._late)
        self.keep_report()
        self.resume()

    def _settled(self) -> None:
        if self._intake and (not self._intake.read or self.writer.form.entry == IMPORTED):
            self._intake.refresh()
        self.writer.form.tell_saved()
        if self.data is not None:
            self.data.tell_saved()
        self.writer.follow()
        for view in filter(None, (self.review, self.history)):
            view.follow()
