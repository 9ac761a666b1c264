"""The columns of every table: their order, meaning and rounding; a contract with scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "whole", "decimal", "time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what it means, its unit, the values it may have, and digits after the dot.

    ``model`` says that the value comes from the detector or the model, not from a file or person.
    """

    name: str
    meaning: str
    unit: str = ""
    values: str = ""
    kind: Kind = "text"
    decimals: int = 0
    model: bool = False


def _box(name: str, meaning: str) -> Column:
    return Column(
        name=name,
        meaning=f"{meaning} of the face's box in the upright picture",
        unit="pixels",
        values="decimal number",
        kind="decimal",
        decimals=1,
        model=True,
    )


def _years(name: str, meaning: str, *, model: bool = True) -> Column:
    return Column(
        name=name,
        meaning=meaning,
        unit="years",
        values="decimal number",
        kind="decimal",
        decimals=1,
        model=model,
    )


def _score(name: str, meaning: str) -> Column:
    return Column(
        name=name, meaning=meaning, values="0 to 1", kind="decimal", decimals=4, model=True
    )


def _whole(name: str, meaning: str, *, unit: str = "") -> Column:
    return Column(name=name, meaning=meaning, unit=unit, values="whole number", kind="whole")


COLUMNS: tuple[Column, ...] = (
    Column(
        name="image_path",
        meaning="where the photo is: the folder joined with the path below it, or as it was given",
        values="text; begins with an apostrophe where a spreadsheet would take it for a formula",
    ),
    Column(
        name="status",
        meaning="what came of the file",
        values="ok (a face was found or drawn); no_face; unreadable (not a sound picture); "
        "skipped (not judged)",
        model=True,
    ),
    _whole("image_width", "width of the upright picture, EXIF orientation applied", unit="pixels"),
    _whole("image_height", "height of the upright picture", unit="pixels"),
    _whole("face_index", "number of the face in its picture, from left to right; from 1"),
    _whole("face_count", "faces in this picture; empty where nobody looked"),
    _box("box_x", "left edge"),
    _box("box_y", "top edge"),
    _box("box_w", "width"),
    _box("box_h", "height"),
    _score(
        "detector_score",
        "how sure the detector is; empty where the centre square stands for a face, where a "
        "person drew, moved or resized the box, and where the model finds the face no longer",
    ),
    _years("apparent_age", "the model's estimate of the apparent age"),
    _years("age_low", "lower end of the model's range, where it states one"),
    _years("age_high", "upper end of the model's range, where it states one"),
    Column(
        name="perceived_gender",
        meaning="the model's answer from appearance; empty when it is not sure",
        values="female; male; empty",
        model=True,
    ),
    _score("female_score", 'the model\'s probability of "female"'),
    Column(
        name="review_state",
        meaning="what the person named under reviewer did with this face",
        values="unreviewed; partly (only age or only gender was stated); confirmed (both are what "
        "the model said then, the age in whole years); corrected; rejected (not a face); "
        "added (the model missed it; what was not stated is empty)",
    ),
    _years("human_age", "the apparent age as that person sees it", model=False),
    Column(
        name="human_gender",
        meaning="the perceived gender as that person sees it",
        values="female; male; unknown (unknown / prefer not to say); empty",
    ),
    Column(name="reviewer", meaning="who reviewed the face", values="text"),
    Column(
        name="reviewed_at",
        meaning="when, in universal time (UTC)",
        values="2026-01-31T12:00:00Z",
        kind="time",
    ),
    Column(name="model_id", meaning="which model answered", values="text"),
    Column(
        name="model_sha256",
        meaning="one hash over all that decides the model's answers",
        values="64 hexadecimal digits",
    ),
    Column(name="app_version", meaning="version of AgeLens that judged the photo", values="text"),
    Column(
        name="message",
        meaning="why the status is not ok: what is wrong with the file, or that no face was found; "
        "or that the model no longer finds the face, or that the file was changed since",
        values="text, in English; empty where nothing is to be said",
    ),
    Column(
        name="blind",
        meaning="whether the model's answers were hidden from that person until they had given "
        "theirs; of a consensus, from all of them",
        values="yes; no; empty where nobody has labelled the face",
    ),
    Column(
        name="label_rule",
        meaning="by which rule the label in this row counts",
        values="latest (the newest label of anybody); one reviewer; consensus (age: the median; "
        "gender, and a face or not: what more than half say), with what there was no such majority "
        "for: consensus; no majority: face, gender; empty where nobody has labelled the face",
    ),
    Column(
        name="comment",
        meaning="what people remarked on the face: of one reviewer the comment alone, else each "
        "one with the name before it, separated by a vertical bar",
        values="text; NAME: text | NAME: text; empty where nobody has",
    ),
    Column(
        name="flags",
        meaning="the flags that people put on the face; they change nothing else",
        values="discuss; poor_picture; good_example; several separated by a semicolon and a space; "
        "empty for none",
    ),
    Column(
        name="model_box",
        meaning="where the model found the face, if a person has moved or resized its box since: "
        "left, top, width and height in pixels; the estimates are of the box as it is now",
        values="four decimal numbers, separated by spaces; empty for any other box",
    ),
    Column(
        name="gender_threshold",
        meaning="from which score on the project took a gender for an answer; below it "
        "perceived_gender is empty",
        values="0.50 to 0.99; empty where the model's own rule decided",
        kind="decimal",
        decimals=2,
    ),
)
CSV_COLUMNS: tuple[str, ...] = tuple(column.name for column in COLUMNS)
FIRST_COLUMNS = CSV_COLUMNS[: CSV_COLUMNS.index("app_version") + 1]
"""The columns of the first tables; later ones were only added behind them."""
BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}


Value = str | int | float | None
# What a spreadsheet runs, where it begins a cell; the last four are as wide as Chinese characters.
_FORMULA = "[=+\\-@\uff1d\uff0b\uff0d\uff20]"
# A cell begins with the text, and where another dialect separates by semicolons, tabs or lines;
# apostrophes, quotes and spaces may stand before.
_BEGINS = rf"(?=['\" ]*(?:{_FORMULA}|[\t\r\n]))"
_BEGINS_INSIDE = rf"(?=['\" ]*{_FORMULA})"
_RUNS = re.compile(rf"^{_BEGINS}|(?<=[;|\t\r\n]){_BEGINS_INSIDE}")
_HIDDEN = re.compile(rf"^'{_BEGINS}|(?<=[;|\t\r\n])'{_BEGINS_INSIDE}")


def neutralised(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: ``= + - @`` and the like get an apostrophe.

    So do those after a semicolon, a bar, a tab or a line break, where a spreadsheet of another
    language would begin a cell. Text that begins so but for leading apostrophes gets one more, so
    that ``original`` is exact.
    """
    return _RUNS.sub("'", text)


def original(cell: str) -> str:
    """The text of a neutralised cell, for instance to join ``image_path`` with files again."""
    return _HIDDEN.sub("", cell)


def encodable(text: str) -> str:
    """File names need not be valid Unicode; a table must be: odd bytes become escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def rounded(column: str, value: float) -> float:
    """A number as precise as its column is."""
    # A whole number may come as an int; adding zero turns -0.0 into 0.0.
    return round(float(value), BY_NAME[column].decimals) + 0.0


def cell(column: str, value: Value) -> str:
    """The text of a CSV file's cell."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.{BY_NAME[column].decimals}f}"
    return neutralised(value) if isinstance(value, str) else str(value)
