"""Every text of the style sheet can be read, and the focus be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources import files

import pytest
from PySide6.QtGui import QColor

from desktop.theme import DARK, LIGHT, Colours
from tests.desktop.test_theme import contrast


def rules() -> Iterator[tuple[str, dict[str, str]]]:
    """The rules of the style sheet: selector, properties."""
    text = files("resources").joinpath("style.qss").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        pairs = (line.partition(":") for line in body.split(";") if ":" in line)
        properties = {name.strip(): value.strip() for name, _, value in pairs}
        for selector in selectors.split(","):
            yield " ".join(selector.split()), properties


def grounds(selector: str, known: dict[str, str]) -> set[str]:
    """The colours that a text may stand on: its own rule's, its base rule's, or the pages'."""
    plain = re.sub(r":[\w-]+", "", selector)
    for key in (selector, plain):
        ground = known.get(key, "")
        if ground.startswith("@"):
            return {ground[1:]}
    return {"window", "surface"}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_of_the_style_sheet_can_be_read(colours: Colours) -> None:
    table = asdict(colours)
    known = {
        selector: properties["background"]
        for selector, properties in rules()
        if "background" in properties
    }
    poor: dict[str, float] = {}
    checked = 0
    for selector, properties in rules():
        colour = properties.get("color", "")
        if not colour.startswith("@") or "disabled" in selector or colour == "@disabled":
            continue  # what cannot be used need not stand out (WCAG 2, 1.4.3)
        found = grounds(selector, known)
        if selector.startswith("QFrame#messageBar"):
            found = {"problem"}
        for ground in found:
            ratio = contrast(QColor(table[colour[1:]]), QColor(table[ground]))
            checked += 1
            if ratio < 4.5:
                poor[f"{selector}: {colour} on @{ground}"] = round(ratio, 2)
    assert checked > 40
    assert poor == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_can_be_seen(colours: Colours) -> None:
    """What has the focus is framed in a colour that stands out at least 3 : 1 (WCAG 2, 1.4.11)."""
    table = asdict(colours)
    framed = 0
    for selector, properties in rules():
        border = re.search(r"@(\w+)", properties.get("border", ""))
        if ":focus" not in selector or border is None:
            continue
        framed += 1
        grounds_here = ("problem",) if "messageBar" in selector else ("window", "surface")
        for ground in grounds_here:
            ratio = contrast(QColor(table[border.group(1)]), QColor(table[ground]))
            assert ratio >= 3.0, (selector, ground, ratio)
    assert framed >= 6
