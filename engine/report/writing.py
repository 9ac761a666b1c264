"""A report on disk: ``report.html`` for people, ``report.json`` for programs."""

from __future__ import annotations

import json
from pathlib import Path

from engine.evaluation.report import Report
from engine.files import write_atomically
from engine.report.mistakes import Chips
from engine.report.page import render_html


def write_report(report: Report, folder: Path, *, chips: Chips | None = None) -> tuple[Path, Path]:
    """Write the HTML and the JSON file into ``folder`` and return their paths, in that order.

    Each file is whole or not there. ``chips`` as for ``render_html``. Raises ``OutputError`` if
    the folder cannot be written.
    """
    page, data = folder / "report.html", folder / "report.json"
    text = json.dumps(report.to_dict(), indent=2, sort_keys=True, allow_nan=False) + "\n"
    content = render_html(report, chips=chips).encode()
    write_atomically(data, text.encode())
    write_atomically(page, content)
    return page, data
