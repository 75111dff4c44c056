"""Checks: what a good 核稿人 would catch, each finding with its place, its clause and, where there is one, its mend."""

from gongwen.checks.engine import Checker
from gongwen.checks.finding import AddPart, Change, Finding, Fix, Severity
from gongwen.checks.fixes import mended
from gongwen.checks.rule import FAMILIES, Case, Hit, Preset, Rule, Spot
from gongwen.checks.setting import Office, Organ, Setting
from gongwen.checks.tidy import Tidied, tidied

__all__ = ["FAMILIES", "AddPart", "Case", "Change", "Checker", "Finding", "Fix", "Hit", "Office", "Organ", "Preset", "Rule",
           "Setting", "Severity", "Spot", "Tidied", "mended", "tidied"]  # fmt: skip
