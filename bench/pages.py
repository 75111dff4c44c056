"""Sets every document of a folder, exports it, lets LibreOffice set it too, and prints how many lines and page ends agree."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.typeface import joined, widths
from exports.docx import export_docx
from gongwen.errors import GongwenError
from gongwen.importers import import_bytes
from gongwen.pieces import pieces
from gongwen.sample import sample
from gongwen.standard import TYPEFACES
from gongwen.typeset import Typesetter
from gongwen.typeset.metrics import LATIN, ZERO_WIDTH
from gongwen.typeset.rules import LIBREOFFICE_HANGING, OURS
from tests.layouts import all_layouts
from tests.pictures import illustrated
from tests.samples import long, roster, small, tabled, wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.document import Document
    from gongwen.typeset import Layout
    from gongwen.typeset.rules import BreakRules

CORPUS: Final = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "full"
INVISIBLE: Final = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0xAD])
FOLIO: Final = re.compile(r"—\d+—")
"""A page number: the last line of an upright page, somewhere at the side of one that lies on its side."""

AT_ONCE: Final = 20

STAND_INS: Final = {
    "仿宋_GB2312": "FandolFang", "楷体_GB2312": "FandolKai", "黑体": "FandolHei", "方正小标宋简体": "FandolSong",
    "宋体": "FandolSong", "仿宋": "FandolFang", "楷体": "FandolKai", "华文中宋": "FandolSong",
}  # fmt: skip
"""Free typefaces (Debian: texlive-lang-chinese) that stand in for those a file names; without them any will do."""

DASHES: Final = "—―…"
"""What stands in pairs, which some typefaces draw as one glyph."""

Pages = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two settings of one document agree: lines, page ends, and the first line that differs."""

    name: str
    lines: int
    same_lines: int
    ends: int
    same_ends: int
    first: str = ""


def documents(folder: Path | None) -> Iterator[tuple[str, Document]]:
    """Yield every document that can be read in a folder, or the project's own samples."""
    if folder is None:
        yield from (("small", small()), ("sample", sample()), ("long", long(20_000)), ("tables", tabled()))
        yield from (("rows", tabled(roster(150))), ("wide", tabled(wide(), roster(3))), ("figures", illustrated()))
        yield from all_layouts().items()
        return
    for path in sorted(folder.iterdir()):
        if path.suffix in {".txt", ".md", ".docx", ".html"}:
            try:
                yield path.name, import_bytes(path.read_bytes(), name=path.name).document
            except GongwenError as error:
                print(f"{path.name}: {error.sentence}")


def typefaces(folder: Path) -> dict[str, str]:
    """Return the environment in which a program finds the stand-ins; the file that says so is written to a folder.

    Who names a file of his own in FONTCONFIG_FILE has what that file shows. The language is fixed: LibreOffice counts a
    paragraph's first dash to the script of its menus.
    """
    environment = {"FONTCONFIG_FILE": str(folder / "fonts.conf"), **os.environ, "LC_ALL": "C.UTF-8"}
    rows = "".join(
        f'<match target="pattern"><test name="family"><string>{wanted}</string></test>'
        f'<edit name="family" mode="prepend" binding="strong"><string>{other}</string></edit></match>'
        for wanted, other in STAND_INS.items()
    )
    _write(folder / "fonts.conf", f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rows}')
    return environment


def only(shown: Iterable[Path], folder: Path) -> Path:
    """Return a file for FONTCONFIG_FILE, written to a folder, that shows the typefaces of some folders and no others."""
    rows = "".join(f"<dir>{each}</dir>" for each in shown)
    rest = f'<cachedir>{folder}/fonts-seen</cachedir><include ignore_missing="yes">/etc/fonts/conf.d</include>'
    return _write(folder / "only.conf", rows + rest)


def _write(path: Path, rows: str) -> Path:
    path.write_text(f'<?xml version="1.0"?><fontconfig>{rows}</fontconfig>', "utf-8")
    return path


def rendered(files: Iterable[Path], folder: Path, soffice: str = "soffice") -> dict[str, Pages]:
    """Return the lines of each page as LibreOffice sets the files, page numbers left out, without any blanks."""
    waiting = list(files)
    command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    environment = typefaces(folder)
    out: dict[str, Pages] = {}
    for at in range(0, len(waiting), AT_ONCE):
        batch = waiting[at : at + AT_ONCE]
        subprocess.run(
            [*command, "--outdir", str(folder), *map(str, batch)], check=True, capture_output=True, env=environment
        )
        for path in batch:
            made = subprocess.run(
                ["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"], capture_output=True, text=True, check=True
            )
            out[path.stem] = tuple(_page(page) for page in made.stdout.split("\f")[:-1])
    return out


def foretelling(sources: Iterable[Document], folder: Path) -> BreakRules:
    """Return LibreOffice's rules with the widths of the typeface it finds here for text.

    It reads overflowPunct the wrong way round: a file that forbids hanging marks makes it hang them.
    """
    chars = {char for document in sources for piece in pieces(document) for char in piece.text}
    wanted = [char for char in sorted(chars) if not LATIN.match(char) and not ZERO_WIDTH.match(char)]
    name, environment = TYPEFACES["fangsong"], typefaces(folder)
    pairs = joined(name, DASHES, environment)
    return replace(LIBREOFFICE_HANGING, widths=widths(name, wanted, environment), joined=pairs, unbroken=pairs)


def rows_of(layout: Layout) -> Pages:
    """Return the lines of each page; what stands in one row (a number and its marks, the ends of an imprint) is a line."""
    out = []
    for page in layout.pages:
        rows = list(page.text)
        shift = len(rows) - len(page.lines)  # under the last table or figure a row is a line
        for at in range(len(page.lines) - 1, 0, -1):
            line, before = page.lines[at], page.lines[at - 1]
            if any(each.piece.table or each.piece.figure for each in (line, before)):
                break
            if page.tops[at] == page.tops[at - 1] and line.height == before.height:
                ahead = (before.align == "right", before.left) <= (line.align == "right", line.left)
                pair = rows[at + shift - 1], rows.pop(at + shift)
                rows[at + shift - 1] = "".join(pair if ahead else reversed(pair))
        out.append(tuple(rows))
    return tuple(out)


def squeezed(pages: Pages) -> Pages:
    """Return pages of lines without blanks and characters nobody can see; lines of nothing else are gone."""
    return tuple(tuple(filter(None, map(_squeeze, page))) for page in pages)


def compare(name: str, ours: Pages, theirs: Pages) -> Agreement:
    """Return how far two settings agree: a line does when its text and its page are the same."""
    mine = {(number, line) for number, page in enumerate(ours) for line in _told_apart(page)}
    other = {(number, line) for number, page in enumerate(theirs) for line in _told_apart(page)}
    first = next(
        (
            f"page {number + 1}: {line!r} / {their!r}"
            for number, (page, their_page) in enumerate(zip(ours, theirs, strict=False))
            for line, their in zip(page, their_page, strict=False)
            if line != their
        ),
        "" if len(ours) == len(theirs) else f"{len(ours)} pages / {len(theirs)}",
    )
    ends = sum(1 for page, their in zip(ours, theirs, strict=False) if page[-1:] == their[-1:])
    return Agreement(name, len(mine), len(mine & other), max(len(ours), len(theirs)), ends, first)


def _told_apart(page: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    seen: dict[str, int] = {}
    for line in page:
        seen[line] = seen.get(line, 0) + 1
        yield line, seen[line]


def _squeeze(line: str) -> str:
    return "".join(line.translate(INVISIBLE).split())


def _page(page: str) -> tuple[str, ...]:
    rows = tuple(filter(None, map(_squeeze, page.split("\n"))))
    folio = next((at for at in range(len(rows) - 1, -1, -1) if FOLIO.fullmatch(rows[at])), len(rows))
    return (*rows[:folio], *rows[folio + 1 :])


def main() -> None:
    """Print one line a document that differs, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS if CORPUS.is_dir() else None)
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--editable", action="store_true", help="the file without pins")
    parser.add_argument(
        "--fonts", nargs="+", type=Path, metavar="FOLDER", help="as on a machine with no other typefaces"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        if options.fonts:
            os.environ["FONTCONFIG_FILE"] = str(only(options.fonts, folder))
        ours: dict[str, Pages] = {}
        sources = dict(islice(documents(options.folder), options.most))
        setter = Typesetter(rules=foretelling(sources.values(), folder) if options.editable else OURS)
        for name, document in sources.items():
            stem = Path(name).stem
            ours[stem] = squeezed(rows_of(setter.layout(document)))
            (folder / f"{stem}.docx").write_bytes(export_docx(document, final=not options.editable).data)
        theirs = rendered([folder / f"{stem}.docx" for stem in ours], folder)
    found = [compare(stem, ours[stem], theirs[stem]) for stem in ours]
    for one in found:
        if one.same_lines < one.lines or one.same_ends < one.ends:
            print(f"{one.name}: {one.same_lines}/{one.lines} lines, {one.same_ends}/{one.ends} page ends; {one.first}")
    lines, same = sum(one.lines for one in found), sum(one.same_lines for one in found)
    ends, same_ends = sum(one.ends for one in found), sum(one.same_ends for one in found)
    exact = sum(one.same_ends == one.ends for one in found)
    print(
        f"{len(found)} documents: {same}/{lines} lines ({same / lines:.3%}), {same_ends}/{ends} page ends "
        f"({same_ends / ends:.3%}), {exact} with every page end"
    )


if __name__ == "__main__":
    main()
