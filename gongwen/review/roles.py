"""What a person is in a report (党政机关公文处理工作条例, 18 to 25)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    """A part in the making of a report."""

    DRAFTER = "drafter"
    CHECKER = "checker"
    COSIGNER = "cosigner"
    REVIEWER = "reviewer"
    SIGNER = "signer"
    PROOFREADER = "proofreader"
    READER = "reader"


ROLES: Final[Mapping[Role, str]] = {
    Role.DRAFTER: "拟稿", Role.CHECKER: "核稿", Role.COSIGNER: "会签", Role.REVIEWER: "审核", Role.SIGNER: "签发",
    Role.PROOFREADER: "复核", Role.READER: "只读",
}  # fmt: skip
"""The roles as people call them."""
