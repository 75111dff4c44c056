"""The table of a report on the command line: shown, filled from a workbook, what could not be read listed and the code 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gongwen.cli import main
from gongwen.reportfile import dumps, loads
from tests.importers.sheet_files import workbook
from tests.indicators.samples import report, text_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_table_is_shown_and_filled_and_the_text_follows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, sheet, out = tmp_path / "r.json", tmp_path / "表.xlsx", tmp_path / "新.json"
    source.write_text(dumps(report()), "utf-8")
    assert main(["figures", str(source)]) == 0
    assert "增长33.3%" in capsys.readouterr().out
    sheet.write_bytes(
        workbook([["指标", "单位", "2025年"], ["法治宣传活动", "场", 30], ["发放宣传资料", "份", "约7000"]])
    )
    assert main(["figures", str(source), "--take", str(sheet), "-o", str(out)]) == 1
    said = capsys.readouterr().out
    assert "法治宣传活动 2025年：24 → 30" in said
    assert "C3" in said
    assert "活动30场，同比增长66.7%；" in text_of(loads(out.read_text("utf-8")), "a")


def test_programs_get_json_or_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "r.json"
    source.write_text(dumps(report()), "utf-8")
    assert main(["figures", str(source), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"][0]["数值"] == 18
    assert main(["figures", str(source), "--format", "csv"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("指标,单位,2024,2025")
    assert "法治宣传活动,场,18,24,33.3," in told.out
    sheet = tmp_path / "表.csv"
    sheet.write_text("指标,单位,2025年\n法治宣传活动,场,约30\n", "utf-8")
    assert main(["figures", str(source), "--take", str(sheet), "--format", "csv"]) == 1
    told = capsys.readouterr()
    assert "约数" in told.err
    assert "约数" not in told.out
