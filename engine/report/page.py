"""The whole report as one HTML page that needs nothing else: no scripts, no files, no network."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from engine.evaluation.report import Report
from engine.files import write_atomically
from engine.report import sections, words
from engine.report.markup import escaped
from engine.report.sections import Chips


def render_html(report: Report, *, chips: Chips | None = None) -> str:
    """The page as text, UTF-8 when written.

    ``chips`` (row number to face, ``uint8`` RGB (S, S, 3)) puts thumbnails beside the worst
    mistakes: only for reports that stay where the pictures may be seen. Raises ``ValueError`` for
    a report without a model.
    """
    if not report.evaluations:
        raise ValueError("A report needs at least one model. Received: 0")
    # Even if something slipped through the escaping, the page's policy lets a browser run and load
    # nothing. Names pass through ``escaped``, which also takes out what is unfit for a page.
    page = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return page.from_string(_file("report.html")).render(
        models=escaped(" and ".join(one.spec.model_id for one in report.evaluations)),
        data_name=escaped(report.data_name),
        faces=words.count(report.data_faces),
        created=words.moment(report.created),
        style=Markup(_file("report.css")),
        links=[(target, escaped(name)) for target, name in _links(report)],
        sections=[
            sections.essentials(report),
            sections.in_short(report),
            sections.side_by_side(report),
            sections.curves(report),
            *(
                sections.model_section(one, place=place, chips=chips or {})
                for place, one in enumerate(report.evaluations)
            ),
            sections.method(report),
        ],
    )


def _links(report: Report) -> list[tuple[str, str]]:
    """Target and name of each part of the page."""
    return [
        ("in-short", "In short"),
        ("side-by-side", "Side by side" if len(report.evaluations) > 1 else "All figures"),
        ("curves", "Curves"),
        *(
            (f"model-{place}", f"Model {one.spec.model_id}")
            for place, one in enumerate(report.evaluations)
        ),
        ("method", "How this was measured"),
    ]


def _file(name: str) -> str:
    """A file beside this module, in the frozen program as well."""
    return resources.files("engine.report").joinpath(name).read_text(encoding="utf-8")


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
