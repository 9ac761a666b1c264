"""A table that AgeLens wrote of what people said is known at a glance."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.export import CSV_COLUMNS, TRAINING_COLUMNS
from training.dataset.sources import is_own_table


@pytest.mark.parametrize(
    ("header", "own"),
    [
        (",".join(TRAINING_COLUMNS), True),
        (";".join(TRAINING_COLUMNS), True),
        (",".join(CSV_COLUMNS), True),
        ("path,age,gender", False),
        ("path,age,gender,box_x,box_y,box_w,box_h,note", False),
        ("", False),
    ],
)
def test_a_table_that_agelens_wrote_is_known_by_its_first_line(
    header: str, own: bool, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(header + "\r\n1,2,3\r\n", encoding="utf-8-sig")
    assert is_own_table(path) == own
    assert not is_own_table(path.rename(tmp_path / "table.txt"))
    assert not is_own_table(tmp_path / "gone.csv")
    assert not is_own_table(tmp_path)
    assert not is_own_table("drawn")
