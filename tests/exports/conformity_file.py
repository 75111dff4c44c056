"""The points of a sound Word file: parts, relations, styles, order, fields, bytes; each yields what is wrong."""

from __future__ import annotations

import io
import posixpath
import re
import tempfile
from pathlib import Path
from typing import Final

import docx
from lxml import etree
from openxml_audit import OpenXmlValidator

from gongwen.pieces import canonical_text
from tests.exports.conformity import Wrong
from tests.exports.opened import RELATION, Opened, W, value
from tests.exports.points import Points

SOUND: Final[Points[Opened]] = Points()

PARAGRAPH_ORDER: Final = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
]
RUN_ORDER: Final = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
]
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def _parts(file: Opened) -> list[str]:
    return [name for name in file.parts if not name.endswith(".rels") and name != "[Content_Types].xml"]


@SOUND("schema")
def it_is_valid_against_the_schema(file: Opened) -> Wrong:
    """openxml-audit finds no error."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(file.data)
        yield from OpenXmlValidator().validate(path).errors  # a port of the Open XML SDK


@SOUND("package")
def every_part_has_its_content_type(file: Opened) -> Wrong:
    """Every part has a type, every type a part."""
    types = file.roots["[Content_Types].xml"]
    named = {one.get("PartName") for one in types if one.get("PartName")}
    pictures = {one.get("Extension") for one in types if (one.get("ContentType") or "").startswith("image/")}
    yield from {f"/{name}" for name in _parts(file) if name.rpartition(".")[2] not in pictures} ^ named
    yield from pictures - {name.rpartition(".")[2] for name in _parts(file)}


def _relations(file: Opened) -> list[tuple[str, str, str, str]]:
    out = []
    for name, root in file.roots.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            out += [
                (
                    name,
                    one.get("Id", ""),
                    posixpath.normpath(posixpath.join(folder, one.get("Target", ""))),
                    one.get("TargetMode", ""),
                )
                for one in root
            ]
    return out


@SOUND("package")
def no_relation_dangles_and_no_part_is_lost(file: Opened) -> Wrong:
    """Every relation leads to a part, every part is reached, every id used in a part is there, nothing is outside."""
    rows = _relations(file)
    yield from (row for row in rows if row[2] not in file.parts or row[3] == "External")
    yield from set(_parts(file)) - {row[2] for row in rows}
    ids = {row[1] for row in rows if row[0] == "word/_rels/document.xml.rels"}
    yield from set(file.body.xpath(".//@*[namespace-uri()=$ns]", ns=RELATION[1:-1])) - ids


@SOUND("styles")
def no_style_dangles(file: Opened) -> Wrong:
    """Every style named by a paragraph, a run, a table or another style is there; each id and name once."""
    for root in file.roots.values():
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            yield from (value(node) for node in root.iter(W + tag) if value(node) not in file.styles)
    nodes = list(file.roots["word/styles.xml"].iter(W + "style"))
    names = [value(node.find(W + "name")) for node in nodes]
    if len(set(names)) != len(nodes) or len(file.styles) != len(nodes):
        yield sorted(names)


@SOUND("styles")
def no_number_or_note_dangles(file: Opened) -> Wrong:
    """No list, note, comment or bookmark is named that is not there."""
    for tag in ("numId", "footnoteReference", "endnoteReference", "commentReference"):
        yield from (tag for _ in file.body.iter(W + tag))
    begun = {value(node, "id") for node in file.body.iter(W + "bookmarkStart")}
    yield from begun ^ {value(node, "id") for node in file.body.iter(W + "bookmarkEnd")}


def _ordered(node: etree._Element, order: list[str]) -> bool:
    places = [order.index(etree.QName(child).localname) for child in node]
    return places == sorted(set(places))


@SOUND("schema")
def properties_stand_in_schema_order(file: Opened) -> Wrong:
    """Children of pPr and rPr in the order of the schema, none twice."""
    for root in file.roots.values():
        yield from (etree.tostring(node)[:300] for node in root.iter(W + "pPr") if not _ordered(node, PARAGRAPH_ORDER))
        yield from (etree.tostring(node)[:300] for node in root.iter(W + "rPr") if not _ordered(node, RUN_ORDER))


@SOUND("bytes")
def the_same_document_gives_the_same_bytes(file: Opened) -> Wrong:
    """Made twice, equal to the byte; one time for all parts."""
    if file.data != file.again or len(file.stamps) != 1:
        yield file.stamps


@SOUND("fields")
def page_fields_are_whole(file: Opened) -> Wrong:
    """PAGE: begin, instruction, separator, a result in the field's own type, end."""
    for root in file.footers.values():
        kinds = [node.get(W + "fldCharType", "") for node in root.iter(W + "fldChar")]
        asked = [(node.text or "").strip() for node in root.iter(W + "instrText")]
        if kinds != ["begin", "separate", "end"] or asked != ["PAGE"]:
            yield kinds, asked
        runs = list(root.iter(W + "r"))
        at = next(
            index for index, run in enumerate(runs) if run.find(f"{W}fldChar[@{W}fldCharType='separate']") is not None
        )
        if not re.fullmatch(r"\d+", "".join(runs[at + 1].itertext())) or runs[at + 1].find(f"{W}rPr/{W}rFonts") is None:
            yield etree.tostring(runs[at + 1])


@SOUND("text")
def no_run_is_empty(file: Opened) -> Wrong:
    """Every run holds a text, a break, a tab or a part of a field."""
    for root in (file.body, *file.footers.values()):
        for run in root.iter(W + "r"):
            held = [child for child in run if child.tag != W + "rPr"]
            if not held or any(child.tag == W + "t" and not child.text for child in held):
                yield etree.tostring(run)


@SOUND("text")
def blanks_at_edges_are_kept(file: Opened) -> Wrong:
    """xml:space="preserve" wherever a text begins or ends with a blank."""
    for root in (file.body, *file.footers.values()):
        for node in root.iter(W + "t"):
            if (node.text or "").strip() != (node.text or "") and node.get(XML_SPACE) != "preserve":
                yield node.text


@SOUND("fonts")
def every_typeface_is_in_the_font_table(file: Opened) -> Wrong:
    """fontTable.xml names every typeface used; no theme typeface is used."""
    known = {value(node, "name") for node in file.roots["word/fontTable.xml"].iter(W + "font")}
    for name in ("word/document.xml", "word/styles.xml"):
        for node in file.roots[name].iter(W + "rFonts"):
            for key, given in node.attrib.items():
                slot = etree.QName(key).localname
                if slot.endswith("Theme") or (slot != "hint" and given not in known):
                    yield slot, given


@SOUND("text")
def its_text_is_the_document_s(file: Opened) -> Wrong:
    """python-docx opens it, and its characters are those of the document, in order; a joint mark's 文件 stands beside."""
    opened = docx.Document(io.BytesIO(file.data))
    found = "".join(node.text or "" for node in opened.element.body.iter(W + "t"))
    wanted = canonical_text(file.asked).replace("\n", "")
    head = wanted.index(file.asked.title.replace("\n", ""))
    if sorted(found[:head]) != sorted(wanted[:head]) or found[head:] != wanted[head:]:
        yield found[:60], wanted[:60]


@SOUND("package")
def nothing_is_left_of_a_tool(file: Opened) -> Wrong:
    """No thumbnail, no custom XML, no revision marks, no name of a tool or path of a machine."""
    yield from (name for name in file.parts if re.search("thumbnail|customXml|vba", name))
    held = b"".join(file.parts[name] for name in file.roots).decode()
    yield from re.findall(r"python-docx|MS Mincho|/work/|/tmp/|/home/|/root/|w:rsid\w*", held)
