"""HTML and SVG elements as ``markupsafe.Markup``, and a small SVG chart made of them.

Whatever is not markup already is escaped. A chart has axes with units, series told apart by colour,
marker and dash, and a legend. Colours come from the page's style (classes ``s0`` to ``s3``), so
that one drawing serves light and dark. Every mark may carry a title, which a browser shows as a
hint and a screen reader can read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


Point = tuple[float, float]
STYLES = 4
_FONT = 15.0
_CHARACTER = 0.56 * _FONT  # mean width of a sans-serif character
_LINE = 20.0
_GAP = 12.0
_LONGEST_LABEL = 34


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, its label, and a smaller line below it."""

    at: float
    label: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis in data units; the label names quantity and unit."""

    label: str
    low: float
    high: float
    ticks: tuple[Tick, ...]

    def share(self, value: float) -> float:
        """Where a value lies along the axis, 0-1, held inside."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def axis(label: str, *, low: float, high: float, percent: bool = False) -> Axis:
    """An axis over [low, high] with round ticks; ``percent`` labels shares (0-1) in per cent."""
    if not high > low:
        high = low + 1.0
    step = _round_step((high - low) / 6)
    digits = max(0, -math.floor(math.log10(step * (100 if percent else 1)) + 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    ticks = []
    for place in range(first, last + 1):
        at = place * step
        text = f"{at * (100 if percent else 1):.{digits}f}".replace("-", "−")
        ticks.append(Tick(at, f"{text} %" if percent else text))
    return Axis(label, low, high, tuple(ticks))


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is no less."""
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * (1 - 1e-9))


class Chart:
    """A chart being drawn; ``svg()`` gives its markup.

    ``summary`` says in words what the chart shows, for those who cannot see it. ``series`` are the
    names for the legend; a mark says by number which one it belongs to, and ``style`` shifts the
    colours. Give an id that is unique on the page.
    """

    def __init__(
        self,
        chart_id: str,
        *,
        title: str,
        summary: str,
        x: Axis,
        y: Axis,
        series: Sequence[str] = (),
        style: int = 0,
        lines: bool = True,
        size: tuple[float, float] = (600.0, 420.0),
    ) -> None:
        self._id, self._title, self._summary = chart_id, title, summary
        self._x, self._y = x, y
        self._style, self._lines = style, lines
        self._width, self._height = size
        entries, legend_rows = self._legend_layout(series)
        widest = max((_width(_short(tick.label)) for tick in y.ticks), default=0.0)
        has_second_line = any(tick.below for tick in x.ticks)
        self._left = widest + _GAP + _LINE + 6
        self._right = self._width - 30
        self._top = 14 + legend_rows * _LINE + (6 if legend_rows else 0)
        self._bottom = self._height - 2 * _LINE - 12 - (_LINE - 4 if has_second_line else 0)
        self._parts: list[Markup] = []
        self._legend = [
            self._legend_entry(place, name, *where)
            for place, (name, where) in enumerate(zip(series, entries, strict=True))
        ]

    def at(self, x: float, y: float) -> Point:
        """Pixels of a place in data units, held inside the plot."""
        across = self._left + self._x.share(x) * (self._right - self._left)
        up = self._bottom - self._y.share(y) * (self._bottom - self._top)
        return across, up

    def line(self, series: int, points: Sequence[Point], *, markers: int = 0) -> None:
        """A line through points; ``markers`` of them, evenly spread along x, tell it apart."""
        if not points:
            return
        places = [self.at(*point) for point in points]
        path = " ".join(f"{number(x)},{number(y)}" for x, y in places)
        self._parts.append(tag("polyline", points=path, class_=f"line {self._class(series)}"))
        spread = self._right - self._left
        for wanted in range(markers):
            # Shifted by series, so that lines on top of one another both show.
            target = self._left + spread * (wanted + 0.3 + 0.2 * (series % 3)) / markers
            across, up = min(places, key=lambda place: abs(place[0] - target))
            self._parts.append(_marker(across, up, (series + self._style) % STYLES))

    def mark(self, series: int, point: Point, *, hint: str = "", radius: float = 5.5) -> None:
        """One marker with a hint."""
        self._parts.append(
            _marker(*self.at(*point), (series + self._style) % STYLES, hint=hint, radius=radius)
        )

    def span(self, series: int, start: Point, end: Point) -> None:
        """An interval as a bar with short ends, upright or level."""
        (x0, y0), (x1, y1) = self.at(*start), self.at(*end)
        dx, dy = (0.0, 5.0) if abs(y1 - y0) < abs(x1 - x0) else (5.0, 0.0)
        path = (
            f"M{number(x0)} {number(y0)}L{number(x1)} {number(y1)}"
            f"M{number(x0 - dx)} {number(y0 - dy)}L{number(x0 + dx)} {number(y0 + dy)}"
            f"M{number(x1 - dx)} {number(y1 - dy)}L{number(x1 + dx)} {number(y1 + dy)}"
        )
        self._parts.append(tag("path", d=path, class_=f"span {self._class(series)}"))

    def reference(self, start: Point, end: Point) -> None:
        """A thin dashed line to compare with, such as the diagonal."""
        (x0, y0), (x1, y1) = self.at(*start), self.at(*end)
        self._parts.append(tag("line", x1=x0, y1=y0, x2=x1, y2=y1, class_="reference"))

    def cell(self, low: Point, high: Point, *, strength: float, class_: str, hint: str) -> None:
        """A filled rectangle; ``strength`` 0-1 is how much of its colour shows."""
        (x0, y0), (x1, y1) = self.at(*low), self.at(*high)
        area = tag(
            "rect",
            *([tag("title", hint)] if hint else []),
            x=min(x0, x1),
            y=min(y0, y1),
            width=abs(x1 - x0),
            height=abs(y1 - y0),
            fill_opacity=strength,
            class_=class_,
        )
        self._parts.append(area)

    def text(
        self, point: Point, words: str, *, upright: bool = False, anchor: str = "middle"
    ) -> None:
        """A small note inside the plot; ``upright`` runs upwards."""
        across, up = self.at(*point)
        turn = f"rotate(-90 {number(across)} {number(up)})" if upright else None
        self._parts.append(
            tag("text", words, x=across, y=up, transform=turn, class_="note", text_anchor=anchor)
        )

    def svg(self) -> Markup:
        """The finished chart with its name and description."""
        names = (f"{self._id}-title", f"{self._id}-text")
        return tag(
            "svg",
            tag("title", self._title, id=names[0]),
            tag("desc", self._summary, id=names[1]),
            self._frame(),
            *self._parts,
            *self._legend,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {number(self._width)} {number(self._height)}",
            role="img",
            aria_labelledby=" ".join(names),
            class_="chart",
        )

    def _class(self, series: int) -> str:
        return f"s{(series + self._style) % STYLES}"

    def _frame(self) -> Markup:
        """Grid, tick labels and axis labels."""
        parts: list[Markup] = []
        for tick in self._x.ticks:
            across, _ = self.at(tick.at, self._y.low)
            parts.append(_grid(across, self._top, across, self._bottom))
            parts.append(_text(across, self._bottom + _LINE, tick.label))
            if tick.below:
                parts.append(_text(across, self._bottom + 2 * _LINE - 4, tick.below, "small"))
        for tick in self._y.ticks:
            _, up = self.at(self._x.low, tick.at)
            parts.append(_grid(self._left, up, self._right, up))
            label = _short(tick.label)
            parts.append(_text(self._left - 8, up + 5, label, "tick", anchor="end"))
        middle = (self._left + self._right) / 2
        parts.append(_text(middle, self._height - 8, self._x.label, "label"))
        across, up = _LINE - 2, (self._top + self._bottom) / 2
        turn = f"rotate(-90 {number(across)} {number(up)})"
        parts.append(
            tag(
                "text",
                self._y.label,
                x=across,
                y=up,
                transform=turn,
                class_="label",
                text_anchor="middle",
            )
        )
        return joined(*parts)

    def _legend_layout(self, series: Sequence[str]) -> tuple[list[Point], int]:
        """Where each entry begins, in as many rows as are needed, and how many those are."""
        places: list[Point] = []
        across, row = 12.0, 0
        for name in series:
            needed = 44 + _width(_short(name)) + _GAP
            if places and across + needed > self._width:
                across, row = 12.0, row + 1
            places.append((across, 16 + row * _LINE))
            across += needed
        return places, row + 1 if places else 0

    def _legend_entry(self, series: int, name: str, across: float, up: float) -> Markup:
        style = (series + self._style) % STYLES
        line = tag("line", x1=across, y1=up, x2=across + 34, y2=up, class_=f"line s{style}")
        return joined(
            line if self._lines else "",
            _marker(across + 17, up, style),
            _text(across + 42, up + 5, _short(name), anchor="start"),
        )


def _marker(x: float, y: float, style: int, *, hint: str = "", radius: float = 6.0) -> Markup:
    """Circle, square, triangle or diamond: the shape tells a series where colour does not."""
    r = radius
    corners: tuple[Iterable[Point], ...] = (
        (),
        ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)),
        ((x, y - 1.2 * r), (x + 1.2 * r, y + r), (x - 1.2 * r, y + r)),
        ((x, y - 1.3 * r), (x + 1.3 * r, y), (x, y + 1.3 * r), (x - 1.3 * r, y)),
    )
    title = [tag("title", hint)] if hint else []
    if style == 0:
        return tag("circle", *title, cx=x, cy=y, r=r, class_="mark s0")
    path = "M" + "L".join(f"{number(a)} {number(b)}" for a, b in corners[style]) + "Z"
    return tag("path", *title, d=path, class_=f"mark s{style}")


def _grid(x1: float, y1: float, x2: float, y2: float) -> Markup:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="grid")


def _text(x: float, y: float, words: str, class_: str = "tick", anchor: str = "middle") -> Markup:
    return tag("text", escaped(words), x=x, y=y, class_=class_, text_anchor=anchor)


def _width(words: str) -> float:
    return _CHARACTER * len(words)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_LABEL else words[: _LONGEST_LABEL - 1] + "…"
