"""What a report is built from: markup that cannot be broken out of, charts, figures in words."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from engine.report import words
from engine.report.markup import Axis, Chart, Tick, axis, escaped, table, tag


class Reader(HTMLParser):
    """Checks that elements close in order and keeps what a person reads."""

    VOID = frozenset({"meta", "img", "br", "hr", "col"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)


@given(st.text())
def test_any_text_comes_through_as_text(text: str) -> None:
    reader = Reader()
    reader.feed(tag("p", text, title=text))
    reader.close()
    fit = escaped(text)
    assert [name for name, _ in reader.seen] == ["p"]
    assert "<" not in fit
    assert escaped(fit) is fit
    fit.encode()  # no halves of surrogate pairs


def test_markup_of_elements() -> None:
    assert (
        tag("line", x1=1.239, x2=-0.001, class_="a", y1=None)
        == '<line x1="1.24" x2="0" class="a"/>'
    )
    assert tag("td") == "<td></td>"
    assert tag("p", "a < b", Markup("<b>x</b>")) == "<p>a &lt; b<b>x</b></p>"
    assert '<th scope="row">one</th><td>2</td>' in table("t", ["a", "b"], [["one", "2"]])


@pytest.mark.parametrize(
    ("low", "high", "percent", "labels"),
    [
        (0, 30, False, ["0", "5", "10", "15", "20", "25", "30"]),
        (0, 1, True, ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]),
        (-1, 1, False, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
        (0, 0.02, True, ["0.0 %", "0.5 %", "1.0 %", "1.5 %", "2.0 %"]),
        (3, 3, False, ["3.0", "3.2", "3.4", "3.6", "3.8", "4.0"]),
    ],
)
def test_ticks_are_round(low: float, high: float, percent: bool, labels: list[str]) -> None:
    assert [tick.label for tick in axis("x", low=low, high=high, percent=percent).ticks] == labels


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e4))
def test_ticks_lie_on_their_axis(low: float, length: float) -> None:
    found = axis("x", low=low, high=low + length)
    assert 2 <= len(found.ticks) <= 8
    slack = 1e-6 * max(length, abs(low))
    assert all(low - slack <= tick.at <= low + length + slack for tick in found.ticks)


def test_places_are_held_inside_the_plot() -> None:
    ticks = Axis("x", 0, 1, (Tick(0.0, "0"),))
    chart = Chart("c", title="Title", summary="Summary", x=ticks, y=ticks)
    assert chart.at(-5, 9) == chart.at(0, 1)
    assert chart.at(1, 0)[0] > chart.at(0, 0)[0]
    assert chart.at(0, 1)[1] < chart.at(0, 0)[1]


def test_words() -> None:
    assert words.years(8.208, (7.86, 8.57)) == "8.21 (7.86–8.57)"
    assert words.years(-1.87, (-2.39, -1.38)) == "−1.87 (−2.39 to −1.38)"
    assert words.years(-0.001) == "0.00"
    assert words.percent(0.882, (0.867, 0.894)) == "88.2\u00a0% (86.7–89.4)"
    assert (words.percent(None), words.score(0.5)) == ("–", "0.500")
    assert [words.duration(s) for s in (45.2, 200, 3600, 9500, None)] == [
        "45 s",
        "3 min 20 s",
        "1 h 0 min",
        "2 h 38 min",
        "not known",
    ]
    assert words.moment("2026-11-24T05:50:00+01:00") == "2026-11-24 04:50 UTC"
    assert words.moment("") == words.megabytes(None) == words.count(None) == "not known"
    assert (words.gender(0.97), words.gender(0.03)) == ("female, 97\u00a0%", "male, 97\u00a0%")
