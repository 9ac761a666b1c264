"""The worst mistakes as tables, with small pictures only where the caller hands them over."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image as PillowImage

from engine.evaluation.mistakes import Mistake
from engine.evaluation.report import Evaluation
from engine.report import words
from engine.report.markup import Markup, joined, table, tag

Chips = Mapping[int, NDArray[np.uint8]]
"""Row number to aligned face, ``uint8`` RGB (S, S, 3)."""

THUMBNAIL_PX = 64
_SHOWN = 12
_LOOK = (
    "Look at the faces before blaming the model: among the worst mistakes there are always some "
    "wrong labels."
)
_WARNING = (
    "This report holds pictures of the data: pass it on only where the data themselves may go."
)


def worst_mistakes(one: Evaluation, chips: Chips) -> Markup:
    """The twelve worst ages and the twelve most confident wrong genders."""
    ages = [
        [
            _face(mistake, chips),
            f"{mistake.age_true:.0f}",
            f"{mistake.age_years:.0f}",
            words.signed(mistake.age_years - mistake.age_true, 0),
        ]
        for mistake in one.worst_ages[:_SHOWN]
    ]
    genders = [
        [_face(mistake, chips), mistake.gender_true, words.gender(mistake.female_score)]
        for mistake in one.worst_genders[:_SHOWN]
    ]
    warning = [tag("p", _WARNING, class_="flag")] if chips else []
    tables = tag("div", _ages(ages), _genders(genders), class_="pair")
    return joined(tag("p", _LOOK), *warning, tables)


def _ages(rows: Sequence[Sequence[str]]) -> Markup:
    if not rows:
        return tag("p", "No age is wrong.")
    header = ["Face", "Label (years)", "Answer (years)", "Error"]
    return table("Largest errors of age", header, rows, kind="figures faces")


def _genders(rows: Sequence[Sequence[str]]) -> Markup:
    if not rows:
        return tag("p", "No gender is wrong.")
    header = ["Face", "Label", "Answer and its score"]
    return table("Wrong genders, the most confident first", header, rows, kind="figures faces")


def _face(mistake: Mistake, chips: Chips) -> Markup:
    name = mistake.name or "face"
    words_ = tag("span", f"{name} (row {mistake.row})", class_="name")
    chip = chips.get(mistake.row)
    if chip is None:
        return words_
    return tag("div", thumbnail(chip, name=name), words_, class_="face")


def thumbnail(chip: NDArray[np.uint8], *, name: str) -> Markup:
    """A small picture inside the page itself, of a face ``uint8`` RGB (S, S, 3)."""
    side = (THUMBNAIL_PX, THUMBNAIL_PX)
    small = PillowImage.fromarray(np.asarray(chip)).resize(side, PillowImage.Resampling.LANCZOS)
    content = io.BytesIO()
    small.save(content, "JPEG", quality=80)
    data = base64.b64encode(content.getvalue()).decode("ascii")
    source = f"data:image/jpeg;base64,{data}"
    return tag("img", src=source, alt=f"The face {name}", width=THUMBNAIL_PX, height=THUMBNAIL_PX)
