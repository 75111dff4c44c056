"""Draws the page pictures of docs/standard.md: the files as LibreOffice prints them."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Final

from bench.pages import typefaces
from exports.docx import export_docx
from gongwen.sample import sample
from tests.exports.reports import joint
from tests.layouts import letter, minutes, order

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"
DOTS: Final = "56"
PAGES: Final = {
    "sample": (sample, (1, 2, 6)), "joint": (joint, (1, 6, 7, 15)), "letter": (letter, (1, 2)), "order": (order, (1,)),
    "minutes": (minutes, (1, 2)),
}  # fmt: skip
"""The documents, and the pages that are shown."""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        for name, (make, _) in PAGES.items():
            (folder / f"{name}.docx").write_bytes(export_docx(make(), final=True).data)
        files = [str(folder / f"{name}.docx") for name in PAGES]
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", held, *files], check=True, capture_output=True, env=typefaces(folder))
        for name, (_, pages) in PAGES.items():
            for page in map(str, pages):
                draw = ["pdftoppm", "-r", DOTS, "-f", page, "-l", page, "-singlefile", "-png"]
                target = FOLDER / f"{name}-{page}"
                subprocess.run([*draw, str(folder / f"{name}.pdf"), str(target)], check=True)
                print(f"{target.name}.png: {target.with_suffix('.png').stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
