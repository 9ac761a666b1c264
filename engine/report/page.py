"""The whole report as one HTML page that needs nothing else: no scripts, no files, no network."""

from __future__ import annotations

import json
from pathlib import Path

from engine.evaluation.report import Report
from engine.files import write_atomically
from engine.report import sections, words
from engine.report.markup import Markup, joined, tag
from engine.report.sections import Chips
from engine.report.style import STYLE

# Even if something slipped through the escaping, a browser would run and load nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def render_html(report: Report, *, chips: Chips | None = None) -> str:
    """The page as text, UTF-8 when written.

    ``chips`` (row number to face, ``uint8`` RGB (S, S, 3)) puts thumbnails beside the worst
    mistakes: only for reports that stay where the pictures may be seen. Raises ``ValueError`` for
    a report without a model.
    """
    if not report.evaluations:
        raise ValueError("A report needs at least one model. Received: 0")
    body = tag(
        "main",
        _header(report),
        sections.essentials(report),
        sections.in_short(report),
        sections.side_by_side(report),
        sections.curves(report),
        *(
            sections.model_section(one, place=place, chips=chips or {})
            for place, one in enumerate(report.evaluations)
        ),
        sections.method(report),
        _footer(),
    )
    return f"<!DOCTYPE html>\n{tag('html', _head(report), tag('body', body), lang='en')}\n"


def _head(report: Report) -> Markup:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex"),
        tag("title", f"AgeLens report: {_models(report)} on {report.data_name}"),
        tag("style", Markup(STYLE)),
    )


def _header(report: Report) -> Markup:
    links = [
        ("in-short", "In short"),
        ("side-by-side", "Side by side" if len(report.evaluations) > 1 else "All figures"),
        ("curves", "Curves"),
        *(
            (f"model-{place}", f"Model {one.spec.model_id}")
            for place, one in enumerate(report.evaluations)
        ),
        ("method", "How this was measured"),
    ]
    faces = words.count(report.data_faces)
    return tag(
        "header",
        tag("h1", "How well are age and gender told?"),
        tag(
            "p",
            f"AgeLens evaluation of {_models(report)}: apparent age and perceived gender (from "
            f"appearance), on “{report.data_name}” ({faces} usable faces), "
            f"{words.moment(report.created)}.",
            class_="lead",
        ),
        tag(
            "nav",
            tag("ul", *(tag("li", tag("a", name, href=f"#{to}")) for to, name in links)),
            aria_label="Parts of this report",
        ),
    )


def _models(report: Report) -> str:
    return " and ".join(one.spec.model_id for one in report.evaluations)


def _footer() -> Markup:
    return tag(
        "footer",
        joined(
            tag("p", "Made by AgeLens on this computer. The same figures stand in report.json."),
            tag("p", "Figures of a group of faces say nothing about any one person."),
        ),
    )


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
