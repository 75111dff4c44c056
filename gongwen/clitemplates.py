"""The command line's share of the kinds of report: which there are, and the one of a key."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from gongwen.errors import TemplateError
from gongwen.templates import load_templates, shelf

if TYPE_CHECKING:
    import argparse

    from gongwen.templates import Template, TemplateSection


def told(options: argparse.Namespace) -> None:
    """Print the kinds of report, and what is wrong with an office's own."""
    kinds = shelf()
    if options.format == "json":
        rows = [
            {
                "key": template.key, "name": template.name, "basis": template.basis, "practice": template.practice,
                "titles": template.titles, "deadline": template.deadline, "length": template.length,
                "sections": [_plain(section) for section in template.sections],
            }
            for template in kinds.templates
        ]  # fmt: skip
        print(json.dumps({"templates": rows, "problems": kinds.problems}, ensure_ascii=False))
        return
    for template in kinds.templates:
        print(f"{template.key}\t{template.name}")
    for problem in kinds.problems:
        print(problem, file=sys.stderr)


def _plain(section: TemplateSection) -> dict[str, object]:
    return {
        "key": section.key, "heading": section.heading, "guidance": section.guidance, "required": section.required,
        "length": section.length, "years": section.years, "sections": [_plain(child) for child in section.children],
    }  # fmt: skip


def found(key: str) -> Template:
    """Return the kind of report with a key; raise TemplateError with those there are."""
    templates = load_templates()
    for template in templates:
        if template.key == key:
            return template
    keys = "、".join(template.key for template in templates)
    broken = next((problem for problem in shelf().problems if f"{key}.toml" in problem), "")
    if broken:
        raise TemplateError(f"报告种类“{key[:40]}”现在不能用", where=broken.rstrip("。"), mend="请改好模板文件")
    raise TemplateError(f"没有叫“{key[:40]}”的报告种类", mend=f"可以用的有：{keys}")
