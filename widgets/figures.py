"""The figures of the section that is open, each a card under its text: width, caption, words for who cannot see it, source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import ipywidgets as w
import traitlets

from gongwen.document import ALTERNATIVE, HEADING, SOURCE, Figure, Location
from gongwen.errors import EditError
from gongwen.figures import find_figure, insert_figure, remove_figure, update_figure
from gongwen.picture import MOST_BYTES, picture_of
from gongwen.targets import CELL
from widgets.channel import joined
from widgets.choice import Choice, Question
from widgets.field import Face, TextField
from widgets.insets import InsetForms
from widgets.picker import FilePicker

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.session import Session

FACES: Final = {
    HEADING: Face("图题", hint="“图1”这样的编号自动编，只有一张图时不编。"),
    ALTERNATIVE: Face(
        "给看不见图的人的文字说明", hint="用一两句话说出图上是什么、说明什么。读屏软件念给盲人听，不印出来。"
    ),
    SOURCE: Face("资料来源", placeholder="没有可不填"),
}
"""What is typed in a figure's card, in its order; the width comes last."""

WIDTHS: Final = (
    ("100", "满行", "和正文一样宽。"),
    ("75", "四分之三", "居中，占四分之三行。"),
    ("50", "一半", "居中，占半行。"),
)
LONGEST_NAME: Final = 120


class PicturePicker(FilePicker):
    """A button that takes a picture in; one may be dropped or pasted anywhere on the form, too."""

    _esm = joined("dom.js", "pictures.js")
    limit = traitlets.Int(MOST_BYTES).tag(sync=True)
    hint = traitlets.Unicode("放在光标所在的那一段后面。PNG 或 JPEG，5 MB 以内。").tag(sync=True)


class FigureCard:
    """One figure's form."""

    def __init__(self, session: Session, report: str) -> None:
        self._session = session
        self.inset = ""
        self.fields = {place: TextField(session, report, single=True, lines=False) for place in FACES}
        self.width = Choice(session, self._question())
        self.remove = w.Button(description="删除图片").add_class("gw-btn").add_class("is-quiet")
        self._title = w.HTML("").add_class("gw-grow")
        self._file = w.Label("").add_class("gw-hint")
        head = w.HBox([self._title, self.remove]).add_class("gw-row")
        self.box = w.VBox([head, self._file, *self.fields.values(), self.width]).add_class("gw-table-card")

    @property
    def typed(self) -> tuple[TextField, ...]:
        """What text is typed into."""
        return tuple(self.fields.values())

    def show(self, inset_id: str) -> None:
        """Show a figure, or what has changed of the one shown."""
        self.inset = inset_id
        for place, field in self.fields.items():
            target = f"{inset_id}{CELL}{place}"
            if field.target == target:
                field.refresh()
            else:
                field.show(target, FACES[place])
        self._dress()

    def follow(self) -> None:
        """Show what others made of the figure; what is being typed stays beside it."""
        for field in self.typed:
            field.follow()
        self._dress()

    def _dress(self) -> None:
        figure = find_figure(self._session.document, self.inset)
        size = f"{figure.picture.width}×{figure.picture.height} 像素"
        self._file.value = f"{figure.name}　{size}" if figure.name else size
        self.width.ask(self._question())

    def name(self, label: str) -> None:
        """Show what the figure is called; the words are a fixed form, so that no markup can come in."""
        self._title.value = f"<b>{label}</b>"

    def go(self, location: Location) -> None:
        """Put the caret into the field a place lies in; the picture itself leads to its caption."""
        self.fields.get(location.paragraph, self.fields[HEADING]).put_caret(
            (location.start, max(location.start, location.end))
        )

    def _question(self) -> Question:
        """Return the question of the width of the figure shown now."""
        figure_id = self.inset

        def read(document: Document) -> str:
            return str(find_figure(document, figure_id).width) if figure_id else ""

        def write(document: Document, value: str) -> Document:
            return update_figure(document, figure_id, lambda figure: replace(figure, width=int(value)))

        return Question(f"{figure_id}{CELL}0", "宽度", WIDTHS, read, write, row=True)


class FigureForms(InsetForms):
    """Keeps the cards of figures, and what takes a picture in."""

    def __init__(self, session: Session, report: str) -> None:
        self.picker = PicturePicker()
        self.picker.on_file = self.insert
        super().__init__(session, report, "图片", self.picker)

    def insets(self, document: Document) -> tuple[Figure, ...]:
        """Return a document's figures."""
        return document.figures

    def without(self, document: Document, inset_id: str) -> Document:
        """Return the document without a figure."""
        return remove_figure(document, inset_id)

    def new_card(self) -> FigureCard:
        """Return one more card."""
        return FigureCard(self._session, self._report)

    @property
    def cards(self) -> tuple[FigureCard, ...]:
        """The cards on the screen now."""
        return tuple(card for card in self.shown if isinstance(card, FigureCard))

    def insert(self, name: str, data: bytes) -> None:
        """Put a picture in and the caret into its caption; raise PictureError or EditError with what stands against it."""
        if not self.section:
            raise EditError("图片放在正文里", mend="请先打开正文的一节")
        new = Figure("", picture_of(data), name[:LONGEST_NAME])
        after = insert_figure(self._session.document, self.section, self.at(), new)
        figure_id = after.figures[-1].id
        self._session.apply(after, "插入图片", f"{figure_id}{CELL}0")
        self.go(Location(figure_id, HEADING))
