"""Annotations in the Word file: the parts that hold comments and their threads, and what names them when the file returns."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from exports.docx_properties import CUSTOM
from exports.docx_revisions import REFERENCE_STYLE, Change, Place, weave
from exports.docx_xml import NAMESPACE, attribute, clean, slots
from gongwen.document import BODY_ID, HEADING
from gongwen.review.anchor import Scope
from gongwen.review.printed import printed
from gongwen.review.sent import REPORT, VERSION, clock, digest, to_send
from gongwen.review.texts import CELLS
from gongwen.targets import CELL, HEADING_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongwen.document import Document
    from gongwen.review.annotation import Annotation
    from gongwen.review.printed import Printed
    from gongwen.review.sent import Said, Sent

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MICROSOFT: Final = "http://schemas.microsoft.com/office"
W14, W15 = f"{MICROSOFT}/word/2010/wordml", f"{MICROSOFT}/word/2012/wordml"
W16CID: Final = f"{MICROSOFT}/word/2016/wordml/cid"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OURS: Final = "urn:gongwen:review"
"""The namespace of the part that says which report and version a file was made from, and which comment is whose."""

STORE_ID: Final = "{6B0C2B0E-5C1F-4B7D-9E55-6F2E7A1D0C42}"
"""What names the part of OURS among others; the same in every file."""

DATASTORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
STORE_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
PARTS: Final = (
    ("comments", f"{RELATIONS}/comments"),
    ("commentsExtended", f"{MICROSOFT}/2011/relationships/commentsExtended"),
    ("commentsIds", f"{MICROSOFT}/2016/09/relationships/commentsIds"),
    ("people", f"{MICROSOFT}/2011/relationships/people"),
)
"""The parts and how the body relates to them."""

PARA_IDS: Final = 0x7FFFFFFF
"""What names paragraphs is below this."""

TEXT_STYLE: Final = "CommentText"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What goes with a document into its Word file: annotations, and the report and the version they are on."""

    annotations: tuple[Annotation, ...] = ()
    report: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment as the file has it: its number, its thread's bookmark, its paragraph's name and that of the thread's first."""

    number: int
    thread: Sent
    said: Said
    name: str
    parent: str


def with_comments(parts: Mapping[str, bytes], document: Document, enclosed: Enclosed) -> dict[str, bytes]:
    """Return the parts of a document's file with the annotations: ranges and changes in the body, threads beside it."""
    page = printed(document)
    sent = to_send(document, enclosed.annotations, page)
    comments = tuple(_numbered(sent))
    numbers: dict[str, tuple[int, ...]] = {}
    for each in comments:
        numbers[each.thread.name] = (*numbers.get(each.thread.name, ()), each.number)
    places = [Place(_where(one, page), one.name, numbers.get(one.name, ())) for one in sent]
    body = parts["word/document.xml"].decode()
    woven = weave(body, page, places, list(_changes(sent, page)), slots(document.appearance.names))
    made = {
        "word/comments.xml": _comments(comments),
        "word/commentsExtended.xml": _extended(comments),
        "word/commentsIds.xml": _ids(comments),
        "word/people.xml": _people(sent, comments),
        "customXml/item1.xml": _identity(enclosed, sent, comments),
        "customXml/itemProps1.xml": _store_item(),
        "customXml/_rels/item1.xml.rels": _store_relation(),
    }
    return {
        **parts,
        "word/document.xml": woven.encode(),
        "word/styles.xml": parts["word/styles.xml"].replace(b"</w:styles>", _styles().encode() + b"</w:styles>"),
        "word/_rels/document.xml.rels": _related(parts["word/_rels/document.xml.rels"]),
        "[Content_Types].xml": _typed(parts["[Content_Types].xml"]),
        "docProps/custom.xml": _named(parts["docProps/custom.xml"], enclosed),
        **{name: (HEAD + text).encode() for name, text in made.items()},
    }


def _numbered(sent: Sequence[Sent]) -> Iterator[_Comment]:
    number, taken = 0, set()
    for one in sent:
        first = ""
        for said in one.said:
            value = int.from_bytes(sha256(f"{one.name}/{said.part}".encode()).digest()[:4]) % (PARA_IDS - 1) + 1
            while value in taken:
                value = value % (PARA_IDS - 1) + 1
            taken.add(value)
            name = f"{value:08X}"
            yield _Comment(number, one, said, name, first)
            first = first or name
            number += 1


def _where(one: Sent, page: Printed) -> range:
    """Return where an annotation's words stand; where they do not, the heading of its section, at last the title."""
    at = one.annotation.anchor
    if at.scope is Scope.RANGE and not at.lost and (found := page.range_of(at.key, at.start, at.end)):
        return found
    if at.scope is Scope.RANGE and not at.lost and at.key and (near := page.before(at.key, at.start)) >= 0:
        return range(max(near - 1, 0), max(near, 1))
    section = at.key.removesuffix(HEADING_SUFFIX).removesuffix(CELLS).partition(CELL)[0]
    for key in (
        f"{section}{HEADING_SUFFIX}",
        f"{section}{CELL}{HEADING}",
        f"{section}{CELLS}",
        section,
        "title",
        BODY_ID,
    ):
        if at.scope is not Scope.REPORT or key in {"title", BODY_ID}:
            text = page.texts.get(key, "")
            if found := page.range_of(key, 0, len(text)):
                line = page.paragraph(found.start)
                last = found.stop if key.endswith(HEADING_SUFFIX) or key == "title" else min(found.stop, line.stop)
                return range(line.start if key.endswith(HEADING_SUFFIX) else found.start, last)
    return range(0)


def _changes(sent: Sequence[Sent], page: Printed) -> Iterator[Change]:
    for one in sent:
        by, when = one.annotation.by, clock(one.annotation.at)
        for edit in one.edits:
            out = page.range_of(edit.key, edit.start, edit.end)
            at = out.stop if out else page.before(edit.key, edit.start)
            yield Change(edit.key, out, at, edit.new, by, when)


def _comments(comments: Sequence[_Comment]) -> str:
    rows = []
    for each in comments:
        *lines, last = each.said.text.split("\n")
        style = f'<w:pPr><w:pStyle w:val="{TEXT_STYLE}"/></w:pPr>'
        sign = f'<w:r><w:rPr><w:rStyle w:val="{REFERENCE_STYLE}"/></w:rPr><w:annotationRef/></w:r>'
        texts = [f'<w:r><w:t xml:space="preserve">{clean(line)}</w:t></w:r>' for line in (*lines, last)]
        texts[0] = sign + texts[0]
        paragraphs = "".join(f"<w:p>{style}{text}</w:p>" for text in texts[:-1])
        rows.append(
            f'<w:comment w:id="{each.number}" w:author={attribute(each.said.by)} w:date="{clock(each.said.at)}"'
            f" w:initials={attribute(each.said.by[:1])}>{paragraphs}"
            f'<w:p w14:paraId="{each.name}" w14:textId="77777777">{style}{texts[-1]}</w:p></w:comment>'
        )
    names = f'xmlns:w="{NAMESPACE}" xmlns:w14="{W14}" xmlns:mc="{MC}" mc:Ignorable="w14"'
    return f"<w:comments {names}>{''.join(rows)}</w:comments>"


def _extended(comments: Sequence[_Comment]) -> str:
    rows = []
    for each in comments:
        parent = f' w15:paraIdParent="{each.parent}"' if each.parent else ""
        done = int(not each.thread.annotation.is_open)
        rows.append(f'<w15:commentEx w15:paraId="{each.name}"{parent} w15:done="{done}"/>')
    return f'<w15:commentsEx xmlns:w15="{W15}" xmlns:mc="{MC}" mc:Ignorable="w15">{"".join(rows)}</w15:commentsEx>'


def _ids(comments: Sequence[_Comment]) -> str:
    rows = "".join(
        f'<w16cid:commentId w16cid:paraId="{each.name}" w16cid:durableId="{each.name}"/>' for each in comments
    )
    return (
        f'<w16cid:commentsIds xmlns:w16cid="{W16CID}" xmlns:mc="{MC}" mc:Ignorable="w16cid">{rows}</w16cid:commentsIds>'
    )


def _people(sent: Sequence[Sent], comments: Sequence[_Comment]) -> str:
    names = dict.fromkeys((*(each.said.by for each in comments), *(one.annotation.by for one in sent if one.edits)))
    rows = "".join(
        f"<w15:person w15:author={attribute(name)}>"
        f'<w15:presenceInfo w15:providerId="None" w15:userId={attribute(name)}/></w15:person>'
        for name in names
    )
    return f'<w15:people xmlns:w15="{W15}" xmlns:mc="{MC}" mc:Ignorable="w15">{rows}</w15:people>'


def _identity(enclosed: Enclosed, sent: Sequence[Sent], comments: Sequence[_Comment]) -> str:
    threads = "".join(
        f"<thread name={attribute(one.name)} key={attribute(one.annotation.anchor.key)}"
        f' start="{one.annotation.anchor.start}" end="{one.annotation.anchor.end}"'
        f' done="{int(not one.annotation.is_open)}" tracked="{int(bool(one.edits))}">'
        f"{clean(one.annotation.replacement or '') if one.edits else ''}</thread>"
        for one in sent
    )
    rows = "".join(
        f"<comment thread={attribute(each.thread.name)} part={attribute(each.said.part)} para={attribute(each.name)}"
        f' digest="{digest(each.said.text)}"/>'
        for each in comments
    )
    named = f'report={attribute(enclosed.report)} version="{enclosed.version}"'
    return f'<review xmlns="{OURS}" {named}>{threads}{rows}</review>'


def _named(properties: bytes, enclosed: Enclosed) -> bytes:
    """Return the file's own properties with the report and the version: programs that drop the part keep these."""
    number = properties.count(b"<property ") + 2
    rows = "".join(
        f'<property fmtid="{CUSTOM}" pid="{number + index}" name="{name}"><vt:lpwstr>{clean(value)}</vt:lpwstr></property>'
        for index, (name, value) in enumerate(((REPORT, enclosed.report), (VERSION, str(enclosed.version))))
    )
    return properties.replace(b"</Properties>", rows.encode() + b"</Properties>")


def _store_item() -> str:
    return (
        f'<ds:datastoreItem xmlns:ds="{DATASTORE}" ds:itemID="{STORE_ID}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{OURS}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def _store_relation() -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    row = f'<Relationship Id="rId1" Type="{RELATIONS}/customXmlProps" Target="itemProps1.xml"/>'
    return f'<Relationships xmlns="{space}">{row}</Relationships>'


def _styles() -> str:
    line = '<w:spacing w:line="240" w:lineRule="auto"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{TEXT_STYLE}"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{line}<w:jc w:val="left"/></w:pPr><w:rPr><w:spacing w:val="0"/><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>'
        f'</w:style><w:style w:type="character" w:styleId="{REFERENCE_STYLE}"><w:name w:val="annotation reference"/>'
        '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
    )


def _related(relations: bytes) -> bytes:
    rows = "".join(f'<Relationship Id="rId{name}" Type="{kind}" Target="{name}.xml"/>' for name, kind in PARTS)
    rows += f'<Relationship Id="rIdreview" Type="{RELATIONS}/customXml" Target="../customXml/item1.xml"/>'
    return relations.replace(b"</Relationships>", rows.encode() + b"</Relationships>")


def _typed(types: bytes) -> bytes:
    rows = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{name}+xml"/>' for name, _ in PARTS)
    rows += f'<Override PartName="/customXml/itemProps1.xml" ContentType="{STORE_TYPE}"/>'
    return types.replace(b"</Types>", rows.encode() + b"</Types>")
