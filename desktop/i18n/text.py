"""How results are put into words, on screen, in the clipboard and for screen readers alike."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from engine.results import Estimate, Face, PhotoResult

if TYPE_CHECKING:
    from engine.spec import ModelSpec

# The name by which lupdate finds the strings.
translate = QCoreApplication.translate
_NO_BREAK = "\N{NO-BREAK SPACE}"
_MINUTE_S, _HOUR_S = 60, 3600
_KILO = 1000


def age(estimate: Estimate | None) -> str:
    """Apparent age, the range first where there is one: "29–41, around 34"."""
    if estimate is None:
        return translate("wording", "no estimate")
    years = round(estimate.age_years)
    # An unrounded 0.4 years is a baby; "around 0" would not be English.
    around = (
        translate("wording", "around {years}").format(years=years)
        if years >= 1
        else translate("wording", "under 1")
    )
    if estimate.age_low is None or estimate.age_high is None:
        return around
    low, high = round(estimate.age_low), round(estimate.age_high)
    return translate("wording", "{low}–{high}, {around}").format(low=low, high=high, around=around)


def age_brief(estimate: Estimate | None) -> str:
    """The apparent age as a bare number, for where nothing longer fits."""
    if estimate is None:
        return translate("wording", "?")
    years = round(estimate.age_years)
    return str(years) if years >= 1 else translate("wording", "<1")


def gender(estimate: Estimate | None) -> str:
    """Perceived gender with its score, "female 97 %", or "not sure"."""
    if estimate is None:
        return ""
    if estimate.gender is None:
        return translate("wording", "not sure")
    female = estimate.gender == "female"
    score = estimate.female_score if female else 1.0 - estimate.female_score
    # A model that claims certainty claims too much.
    percent = min(round(100 * score), 99)
    word = translate("wording", "female") if female else translate("wording", "male")
    return f"{word} {percent}{_NO_BREAK}%"


def face(one: Face) -> str:
    """One face in a full sentence's worth of words."""
    if one.estimate is None:
        return translate("wording", "no estimate")
    return translate(
        "wording", "apparent age {age}; perceived gender (from appearance) {gender}"
    ).format(age=age(one.estimate), gender=gender(one.estimate))


def face_count(count: int) -> str:
    """How many faces there are: "no face", "1 face", "5 faces"."""
    if count == 0:
        return translate("wording", "No face")
    return plural("wording", "%Ln faces", count)


def unfit_for_photos(spec: ModelSpec) -> str:
    """The model's name, and why it is not one for photos; "" if it is."""
    if spec.knows_drawings_only:
        told = translate(
            "wording",
            "{title}: trained on drawn faces only. Its results on photos are meaningless.",
        )
    elif spec.is_thinned:
        told = translate(
            "wording",
            "{title}: trained on purpose with a part of a group left out. Not for use on photos.",
        )
    else:
        return ""
    return told.format(title=translate("below", spec.title))


def result(name: str, answer: PhotoResult) -> str:
    """The whole answer on one photo as text for the clipboard, one line a face."""
    lines = [name]
    if not answer.faces:
        lines.append(translate("wording", "No face found."))
    for number, one in enumerate(answer.faces, start=1):
        lines.append(
            translate("wording", "Face {number}: {face}").format(number=number, face=face(one))
        )
    return "\n".join(lines)


def plural(context: str, text: str, count: int) -> str:
    """Translate a sentence with a number: ``%Ln`` stands for it, and it decides on the form.

    For functions; a widget says ``self.tr("%Ln faces", "", count)``.
    """
    return translate(context, text, "", count)


def number(count: int) -> str:
    """A count with the thousands set apart, as the user's country writes it."""
    return QLocale().toString(count)


def file_size(count: int) -> str:
    """A number of bytes as people say it: "13 bytes", "2.0 kB"."""
    if count < _KILO:  # Qt knows one form of the word for all numbers
        return plural("wording", "%Ln bytes", count)
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def decimal(value: float, digits: int = 1) -> str:
    """A number with this many digits after the user's decimal sign."""
    return QLocale().toString(round(value, digits), "f", digits)


def plain_decimal(value: float) -> str:
    """A number with no more digits than it has, six at most: "0.3", "0.0015", "2"."""
    return QLocale().toString(float(value), "g", 6)


def date_time(when: datetime | int) -> str:
    """A date (or seconds since 1970) with its time, as short as the user's country writes it."""
    moment = QDateTime.fromSecsSinceEpoch(int(when if isinstance(when, int) else when.timestamp()))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def duration(seconds: float) -> str:
    """A time in two units at most: "2 h 40 min", "3 min 20 s", "45 s"."""
    whole = max(round(seconds), 0)
    hours, minutes = whole // _HOUR_S, whole % _HOUR_S // _MINUTE_S
    if hours:
        return translate("wording", "{0} h {1} min").format(number(hours), minutes)
    if minutes:
        return translate("wording", "{0} min {1} s").format(minutes, whole % _MINUTE_S)
    return translate("wording", "{0} s").format(whole)


def time_left(seconds: float) -> str:
    """The time that is left, as exactly as anybody would believe."""
    if seconds < 10:
        return translate("wording", "a few seconds left")
    if seconds < _MINUTE_S:
        return translate("wording", "less than a minute left")
    minutes = round(seconds / _MINUTE_S)
    if minutes < 60:
        return plural("wording", "about %Ln minutes left", minutes)
    hours, minutes = divmod(minutes, 60)
    return translate("wording", "about {0} h {1} min left").format(number(hours), minutes)
