"""An amount typed into a cell is read only when it is surely one amount."""

from __future__ import annotations

import pytest

from gongwen.errors import EditError
from gongwen.indicators.typed import amount_typed


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("24", "场", "24"), ("24场", "场", "24"), (" 1,234 ", "件", "1234"), ("１２", "件", "12"), ("1.2万", "件", "12000"),
        ("1.25亿", "元", "125000000"), ("97.30%", "%", "97.30"), ("９７．３％", "%", "97.3"), ("-3", "", "-3"), ("−3.5", "", "-3.5"),
        ("+7", "", "7"), ("0", "件", "0"), ("", "件", ""), ("—", "件", ""), ("/", "件", ""), ("1，234，567", "元", "1234567"),
        ("1.36万元", "万元", "1.36"), ("1 234", "件", "1234"),
    ],
)  # fmt: skip
def test_what_is_one_amount_is_stored_exactly(text: str, unit: str, amount: str) -> None:
    assert amount_typed(text, unit) == amount


@pytest.mark.parametrize(
    ("text", "unit"),
    [("三千多", "份"), ("约30", "件"), ("30余", "件"), ("30件", "场"), ("3-5", "件"), ("1,23", "件"), ("24场次", "场"), ("#REF!", "件"),
     ("=1+1", "件"), ("1e5", "件"), ("9" * 30, "件"), ("12件、3件", "件"), ("50%", "件"), ("24 18", "件"), ("24\n180", "件"), ("3 5件", "件"), ("007", "件"), ("1.2万", "万元")],
)  # fmt: skip
def test_what_may_be_something_else_is_refused_with_a_sentence(text: str, unit: str) -> None:
    with pytest.raises(EditError) as caught:
        amount_typed(text, unit)
    assert caught.value.mend
