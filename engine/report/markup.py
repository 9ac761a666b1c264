"""HTML and SVG elements as ``markupsafe.Markup``: whatever is not markup already is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

Attribute = str | float | None
_VOID = frozenset({"meta", "img", "br", "hr", "line", "rect", "circle", "path", "polyline", "col"})
# Control characters, halves of surrogate pairs (undecodable file names) and signs that turn the
# direction of text: none may come from a file's name into a page.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def escaped(text: str) -> Markup:
    """Text as markup: ``<``, ``>``, ``&`` and quotes escaped, unfit characters replaced."""
    if isinstance(text, Markup):
        return text
    return escape(_UNFIT.sub("\ufffd", text))


def joined(*parts: str) -> Markup:
    """Parts one after the other; plain strings are escaped."""
    return Markup("".join(escaped(part) for part in parts))


def tag(name: str, /, *children: str, **attributes: Attribute) -> Markup:
    """One element. ``class_`` stands for ``class``, an underscore inside a name for a dash.

    Attributes that are ``None`` are left out; numbers get at most two decimals.
    """
    words = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if not children and name in _VOID:
        return Markup(f"<{name}{words}/>")
    return Markup(f"<{name}{words}>{joined(*children)}</{name}>")


def _value(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else number(value)


def number(value: float) -> str:
    """A coordinate with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def table(
    caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, kind: str = "figures"
) -> Markup:
    """A table with a caption; the first cell of each row is its header, the rest its figures."""
    head = tag("tr", *(tag("th", cell, scope="col") for cell in header))
    body = (
        tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:]))
        for row in rows
    )
    inner = joined(tag("caption", caption), tag("thead", head), tag("tbody", *body))
    return tag("div", tag("table", inner, class_=kind), class_="scroll", tabindex="0")


def section(title: str, *children: str, id_: str | None = None, level: int = 2) -> Markup:
    """A section with its heading."""
    return tag("section", tag(f"h{level}", title), *children, id=id_)


def paragraphs(texts: Iterable[str], class_: str | None = None) -> Markup:
    """One paragraph a text."""
    return joined(*(tag("p", text, class_=class_) for text in texts))
