"""Three hundred odd files: each has its row with a reason, and no spreadsheet runs a name."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as PillowImage

from engine.export import CSV_COLUMNS, original
from engine.preprocessing import Image

# Names that a spreadsheet, a shell, a terminal or a careless program would trip over.
_NAMES = (
    "=cmd|' calc'!A0 {}",
    "+1+1 {}",
    "-2+3 {}",
    "@SUM(1,1) {}",
    '=HYPERLINK("http:x","y") {}',
    "'=1 {}",
    "\t=1 {}",
    'a "quoted", name; with, commas {}',
    "Ünïcödé 写真 фото 📷 {}",
    "\u202egnp.exe {}",
    " leading and trailing {} ",
    "new\nline {}",
    "$(touch x) `id` %PATH% {}",
)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="these names cannot be made elsewhere")
def test_three_hundred_odd_files(
    tmp_path: Path,
    models_dir: Path,
    make_broken_files: Callable[[Path], list[Path]],
    astronaut: Image,
) -> None:
    folder = tmp_path / "odd"
    broken = [path for path in make_broken_files(folder) if path.is_file()]
    sound = folder / os.fsdecode(b"no text \xff\xfe.png")
    PillowImage.fromarray(astronaut).save(sound)
    forms = [form for form in _NAMES for _ in range(300 // len(_NAMES) + 1)]
    for number in range(300 - len(list(folder.iterdir()))):
        source = sound if number % 10 == 0 else broken[number % len(broken)]
        name = forms[number].format(number) + source.suffix
        (folder / name).write_bytes(source.read_bytes())
    names = {path.name for path in folder.iterdir()}
    assert len(names) == 300
    before = {path.name: path.lstat().st_mtime_ns for path in folder.iterdir()}

    out = tmp_path / "t.csv"
    options = ["--out", str(out), "--models", str(models_dir)]
    outcome = subprocess.run(
        [sys.executable, "-m", "desktop", "label", str(folder), *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=500,
    )
    assert outcome.returncode == 0, outcome.stderr
    assert b"Traceback" not in outcome.stderr
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(CSV_COLUMNS)
    start = f"{folder}{os.sep}"
    told = {original(row["image_path"]).removeprefix(start) for row in rows}
    shown = {name.encode("utf-8", "backslashreplace").decode() for name in names}
    assert told == shown
    assert len(rows) == 300
    statuses = {row["status"] for row in rows}
    assert statuses == {"ok", "unreadable"}
    sounds = [row for row in rows if row["status"] == "ok"]
    assert len(sounds) == 1 + sum(number % 10 == 0 for number in range(300 - len(broken) - 1))
    for row in rows:
        assert not any(re.match(r"[=+\-@\t\r\n]", cell) for cell in row.values())
    after = {path.name: path.lstat().st_mtime_ns for path in folder.iterdir()}
    assert after == before  # nothing was touched, nothing was added
