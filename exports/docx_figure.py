"""A figure of the Word file: its picture in the line, in a row that the engine made high enough; captions as fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exports.docx_runs import runs_of
from exports.docx_xml import attribute
from gongwen.document import HEADING
from gongwen.pieces import Role, pieces
from gongwen.typeset.figure import set_figure

if TYPE_CHECKING:
    from exports.docx_xml import Slots
    from gongwen.document import Document
    from gongwen.picture import Picture
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.settings import Setting

DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
EMU_PER_TWIP: Final = 635
LONGEST_NAME: Final = 80
COUNTED: Final = {Role.FIGURE_CAPTION: "图", Role.TABLE_CAPTION: "表"}
"""What captions are counted by."""


def pictures_of(document: Document) -> tuple[Picture, ...]:
    """Return the pictures that a document prints, each once."""
    printed = (piece.figure.picture for piece in pieces(document) if piece.role is Role.FIGURE and piece.figure)
    return tuple(dict.fromkeys(printed))


def part_name(picture: Picture) -> str:
    """Return the name of a picture's part under word/."""
    return f"media/{picture.digest[:16]}.{picture.extension}"


def relation(picture: Picture) -> str:
    """Return the id by which the body names a picture."""
    return f"rIdPicture{picture.digest[:16]}"


def related(relations: bytes, pictures: tuple[Picture, ...]) -> bytes:
    """Return the relations of the body with those of its pictures."""
    rows = "".join(
        f'<Relationship Id="{relation(picture)}" Type="{IMAGE}" Target="{part_name(picture)}"/>' for picture in pictures
    )
    return relations.replace(b"</Relationships>", rows.encode() + b"</Relationships>")


def typed(types: bytes, pictures: tuple[Picture, ...]) -> bytes:
    """Return the content types of the package with those of its pictures."""
    kinds = sorted({(picture.extension, picture.media) for picture in pictures})
    rows = "".join(f'<Default Extension="{extension}" ContentType="{media}"/>' for extension, media in kinds)
    return types.replace(b"<Override", rows.encode() + b"<Override", 1)


def drawing(piece: Piece, setting: Setting, profile: LayoutProfile, number: int) -> str:
    """Return a figure's picture as a run; `number` is unlike that of any other in the file."""
    figure = piece.figure
    if figure is None:
        return ""
    (line,) = set_figure(piece, setting, profile)
    width, height = line.width * EMU_PER_TWIP, line.drawn * EMU_PER_TWIP
    name = attribute(figure.name[:LONGEST_NAME] or f"图片{number}")
    told = attribute(figure.alternative.strip() or figure.caption.strip())
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name={name} descr={told}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{DRAWING}/main" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name={name} descr={told}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation(figure.picture)}"/><a:stretch>'
        '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def counted(piece: Piece) -> bool:
    """Whether a paragraph is a caption with a number."""
    return piece.role in COUNTED and piece.spans[0].generated and piece.spans[0].source.paragraph == HEADING


def caption(piece: Piece, slots: Slots) -> str:
    """Return the runs of a caption whose number is a field, so that Word's own lists of figures find it."""
    word, end = COUNTED[piece.role], piece.spans[0].end - 1
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return (
        f"{runs_of(piece, 0, len(word), slots)}{marks[0]}"
        f'<w:r><w:instrText xml:space="preserve"> SEQ {word} \\* ARABIC </w:instrText></w:r>{marks[1]}'
        f"{runs_of(piece, len(word), end, slots)}{marks[2]}{runs_of(piece, end, len(piece.text), slots)}"
    )
