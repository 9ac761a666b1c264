"""Figures as a person reads them: units, intervals, "too few to say", "not known"."""

from __future__ import annotations

import datetime

from engine.evaluation.bootstrap import ENOUGH, Interval

NOT_KNOWN = "not known"
NOT_DEFINED = "–"
TOO_FEW = "too few to say"


def years(value: float | None, span: Interval | None = None) -> str:
    """Years with two decimals, with the interval where there is one: ``8.21 (7.86–8.57)``."""
    return _with_interval(value, span, factor=1.0, digits=2)


def percent(value: float | None, span: Interval | None = None) -> str:
    """A share (0-1) in per cent: ``88.2 % (86.7–89.4)``."""
    return _with_interval(value, span, factor=100.0, digits=1, unit="\u00a0%")


def score(value: float | None, span: Interval | None = None) -> str:
    """A number between 0 and 1 with three decimals."""
    return _with_interval(value, span, factor=1.0, digits=3)


def _with_interval(
    value: float | None, span: Interval | None, *, factor: float, digits: int, unit: str = ""
) -> str:
    if value is None:
        return NOT_DEFINED
    text = signed(value * factor, digits) + unit
    if span is None:
        return text
    low, high = (signed(end * factor, digits) for end in span)
    # A dash between numbers would look like a minus sign beside one.
    return f"{text} ({low} to {high})" if "−" in low else f"{text} ({low}–{high})"


def signed(value: float, digits: int) -> str:
    """A number with a true minus sign, and none before a rounded zero."""
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        return text.lstrip("-")
    return text.replace("-", "−")


def count(value: int | None) -> str:
    """A whole number with separators: ``5,108,034``."""
    return NOT_KNOWN if value is None else f"{value:,}"


def megabytes(value: int | None) -> str:
    """A size in bytes as megabytes (10^6)."""
    return NOT_KNOWN if value is None else f"{value / 1e6:.1f} MB"


def milliseconds(value: float) -> str:
    """A time in milliseconds."""
    return f"{value:.1f} ms"


def duration(seconds: float | None) -> str:
    """A time in words of two units: ``2 h 40 min``, ``3 min 20 s``, ``45 s``."""
    if seconds is None:
        return NOT_KNOWN
    whole = round(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"


def moment(iso: str) -> str:
    """A time as ISO 8601 in words, in UTC: ``2026-11-24 04:50 UTC``."""
    try:
        found = datetime.datetime.fromisoformat(iso)
    except ValueError:
        return NOT_KNOWN
    return f"{found.astimezone(datetime.UTC):%Y-%m-%d %H:%M} UTC"


def band(name: str) -> str:
    """An age band with a true dash: ``20–29``."""
    return name.replace("-", "–")


def gender(female_score: float) -> str:
    """The answer with the probability of that answer: ``female, 97 %``."""
    name, sure = ("female", female_score) if female_score >= 0.5 else ("male", 1 - female_score)
    return f"{name}, {100 * sure:.0f}\u00a0%"


def unbroken(text: str) -> str:
    """The same text, kept from breaking between a number and its per cent sign."""
    return text.replace(" %", "\u00a0%")


def too_few_note() -> str:
    """What "too few to say" means."""
    return f"“{TOO_FEW}”: fewer than {ENOUGH} faces."
