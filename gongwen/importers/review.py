"""Reads a Word file that comes back from review: comments with their threads, tracked changes, what it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.errors import ImportRefusedError
from gongwen.importers.package import Package, W, attribute, child
from gongwen.importers.refusal import is_zip, refuse_long, refuse_unreadable
from gongwen.importers.review_body import Walk
from gongwen.importers.word_styles import Styles
from gongwen.review.revised import By, Known, Remark, Revised, Thread
from gongwen.review.sent import REPORT, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
W16CID: Final = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
OURS: Final = "{urn:gongwen:review}"
ON: Final = frozenset({"1", "true", "on"})
OFF: Final = frozenset({"0", "false", "off"})
LONGEST: Final = 10_000
"""Characters of a comment that are read."""


def read_review(data: bytes, name: str) -> Revised:
    """Return what a returned Word file says; raise ImportRefusedError when it is none, is broken, or would burst."""
    refuse_unreadable(data, name)
    if not is_zip(data):
        raise ImportRefusedError("这不是 Word 文件（.docx）", where=name, mend="请选别人改好、批好发回来的 DOCX")
    package = Package(data, name)
    walk = Walk(Styles(_first(package, "styles")))
    body = child(package.root(package.main), "body")
    if body is not None:
        walk.blocks(body)
    stretches = walk.stretches()
    refuse_long(sum(len(each.text) for each in stretches), name)
    identity = _identity(package)
    return Revised(
        stretches=stretches,
        remarks=tuple(_remarks(package, walk)),
        noted=tuple(walk.noted),
        known=identity.known,
        threads=identity.threads,
        bookmarks={name: (start, end) for name, start, end in walk.bookmarks()},
        report=identity.report,
        version=identity.version,
        nameless=_is_nameless(package),
    )


def _first(package: Package, kind: str) -> Element | None:
    for part in package.related(kind):
        return package.root(part)
    return None


@dataclass(frozen=True, slots=True)
class _Identity:
    report: str = ""
    version: int = 0
    known: tuple[Known, ...] = ()
    threads: tuple[Thread, ...] = ()


def _identity(package: Package) -> _Identity:
    """Return what a file was made from and with, as its own part says; without it, what its properties say."""
    for part in package.related("customXml"):
        root = package.root(part)
        if root is None or root.tag != f"{OURS}review":
            continue
        known = tuple(
            Known(node.get("thread", ""), node.get("part", ""), node.get("para", "").upper(), node.get("digest", ""))
            for node in root.iter(f"{OURS}comment")
        )
        threads = tuple(
            Thread(
                node.get("name", ""), node.get("key", ""), _whole(node.get("start", "")), _whole(node.get("end", "")),
                node.get("done") in ON, (node.text or "") if node.get("tracked") in ON else None,
            )
            for node in root.iter(f"{OURS}thread")
        )  # fmt: skip
        return _Identity(root.get("report", ""), _whole(root.get("version", "")), known, threads)
    values = dict(package.properties())
    return _Identity(values.get(REPORT, ""), _whole(values.get(VERSION, "")))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _is_nameless(package: Package) -> bool:
    settings = _first(package, "settings")
    node = child(settings, "removePersonalInformation")
    return node is not None and attribute(node, "val") not in OFF


def _remarks(package: Package, walk: Walk) -> Iterator[Remark]:
    """Yield the comments in the order of the file's part, each with its thread and state."""
    root = _first(package, "comments")
    nodes = list(root.iter(f"{W}comment")) if root is not None else []
    paras = [_para(node) for node in nodes]
    places = {para: index for index, para in enumerate(paras) if para}
    extended = _first(package, "commentsExtended")
    threads = (
        {node.get(f"{W15}paraId", "").upper(): node for node in extended.iter(f"{W15}commentEx")}
        if extended is not None
        else {}
    )
    durable = _durable(package)
    # LibreOffice writes the part only when something is closed, and only what is
    tells = extended is not None or "LibreOffice" in _program(package)
    for index, node in enumerate(nodes):
        thread = threads.get(paras[index])
        parent = places.get((thread.get(f"{W15}paraIdParent") or "").upper(), -1) if thread is not None else -1
        start, end = walk.range_of(attribute(node, "id"))
        yield Remark(
            By(attribute(node, "author"), attribute(node, "date")),
            _text(node)[:LONGEST],
            start,
            end,
            parent if parent != index else -1,
            (thread is not None and thread.get(f"{W15}done") in ON) if tells else None,
            tuple(filter(None, (paras[index], durable.get(paras[index], "")))),
        )


def _para(node: Element) -> str:
    """Return what names a comment in other parts: the name of its last paragraph."""
    rows = node.findall(f"{W}p")
    return rows[-1].get(f"{W14}paraId", "").upper() if rows else ""


def _durable(package: Package) -> dict[str, str]:
    root = _first(package, "commentsIds")
    nodes = root.iter(f"{W16CID}commentId") if root is not None else ()
    return {node.get(f"{W16CID}paraId", "").upper(): node.get(f"{W16CID}durableId", "").upper() for node in nodes}


def _program(package: Package) -> str:
    root = package.root("docProps/app.xml")
    return (
        "".join("".join(node.itertext()) for node in root if node.tag.endswith("}Application"))
        if root is not None
        else ""
    )


def _text(node: Element) -> str:
    walk = Walk(None)
    walk.blocks(node)
    return "".join(each.text for each in walk.stretches() if each.taken_out is None).replace("\v", "\n").strip()
