"""A big Word file, pictures and all, comes in whole: its pieces are smaller than any limit of a message."""

from __future__ import annotations

import io
import os
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1 << 20


def word_file(size: int) -> bytes:
    """Return a Word file of about so many bytes: a short report and a picture that does not shrink."""
    made = io.BytesIO()
    document = docx.Document()
    for text in ("关于2024年度工作情况的报告", "县政府：", "一、工作情况", "全年工作平稳。"):
        document.add_paragraph(text)
    document.save(made)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/picture.png", os.urandom(size - len(made.getvalue()) - 500))
    return made.getvalue()


@pytest.mark.parametrize(("megabytes", "answer"), [(15, ""), (19.9, ""), (21, "超过了 20 MB")])
def test_a_big_file_comes_in_or_is_told_why_not(
    chromium: str, voila_server: str, tmp_path: Path, megabytes: float, answer: str
) -> None:
    file = tmp_path / "大文件.docx"
    file.write_bytes(word_file(int(megabytes * MEGABYTE)))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(voila_server)
        page.wait_for_selector(".gw-start-left")
        page.set_input_files("input[type=file]", file)
        place = ".gw-start-left" if answer else ".gw-preview"
        expect(page.locator(place)).to_contain_text(answer or "全年工作平稳。", timeout=30_000)
        browser.close()
