"""Colours: contrast computed, style sheet complete, choice applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QProxyStyle,
    QSlider,
    QStyle,
)
from pytestqt.qtbot import QtBot

from desktop import icons
from desktop.settings import ThemeChoice
from desktop.theme import DARK, LIGHT, Colours, Theme, palette, style_sheet
from desktop.viewer import annotate


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable(colours: Colours) -> None:
    poor = {
        name: round(contrast(QColor(text), QColor(ground)), 2)
        for name, text, ground in colours.text_pairs()
        if contrast(QColor(text), QColor(ground)) < 4.5
    }
    assert not poor


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_palette_is_readable(colours: Colours) -> None:
    made, role = palette(colours), QPalette.ColorRole
    for text, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.Midlight),
        (role.PlaceholderText, role.Base),
        (role.PlaceholderText, role.Midlight),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
    ):
        assert contrast(made.color(text), made.color(ground)) >= 4.5, (text, ground)


def test_labels_over_photos_are_readable() -> None:
    # The worst ground for a nearly opaque dark plate is a white photo.
    plate, share = annotate.PLATE, annotate.PLATE.alphaF()
    mixed = [share * c + (1 - share) for c in (plate.redF(), plate.greenF(), plate.blueF())]
    assert contrast(annotate.PLATE_TEXT, QColor.fromRgbF(*mixed)) >= 4.5
    assert contrast(annotate.PLATE_TEXT, annotate.CHOSEN_PLATE) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_knows_all_its_colours(colours: Colours) -> None:
    text = style_sheet(colours)
    assert not re.findall(r"@\w+", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_a_checked_box_shows_a_tick(qtbot: QtBot, theme: Theme, choice: ThemeChoice) -> None:
    """The box is filled, and the tick in it has the colour of text on such ground."""
    theme.choose(choice)
    box = QCheckBox("on")
    qtbot.addWidget(box)
    box.setChecked(True)
    box.show()
    image, colours = box.grab().toImage(), theme.colours
    left = [(x, y) for x in range(2, 20) for y in range(image.height())]
    found = {image.pixelColor(x, y).name() for x, y in left}
    assert colours.accent in found
    assert colours.on_accent in found


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, "light")
    yield theme
    theme.choose("light")


def test_choosing_changes_palette_and_tells(qapp: QApplication, theme: Theme) -> None:
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.choice))
    theme.choose("dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    theme.choose("dark")
    theme.choose("light")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)
    assert told == ["dark", "light"]


def test_system_theme_is_one_of_the_two(theme: Theme) -> None:
    theme.choose("system")
    assert theme.colours in (LIGHT, DARK)


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    names = [f.name for f in files("resources").joinpath("icons").iterdir()]
    assert len(names) > 10
    for name in names:
        if name == "app.svg":
            continue
        picture = icons.line_icon(name.removesuffix(".svg"), palette(LIGHT)).pixmap(20, 20)
        image = picture.toImage()
        drawn = sum(
            image.pixelColor(x, y).alpha() > 60
            for x in range(image.width())
            for y in range(image.height())
        )
        assert drawn > 15, name
    assert not icons.app_icon().isNull()
    assert icons.app_pixmap(64, 2.0).width() == 128


def test_buttons_of_dialogs_have_no_standard_icons(qapp: QApplication, theme: Theme) -> None:
    class DesktopWithIcons(QProxyStyle):
        def styleHint(self, hint, option=None, widget=None, data=None):
            if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
                return 1
            return super().styleHint(hint, option, widget, data)

    style = DesktopWithIcons("Fusion")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    box.setStyle(style)
    box.ensurePolished()
    hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    assert style.styleHint(hint, None, box)
    assert not box.style().styleHint(hint, None, box)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_a_slider_that_is_off_looks_so(
    qapp: QApplication, theme: Theme, choice: ThemeChoice
) -> None:
    theme.choose(choice)
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.resize(200, 24)
    slider.setValue(60)
    colours = []
    for enabled in (True, False):
        slider.setEnabled(enabled)
        colours.append(slider.grab().toImage().pixelColor(40, 12))
    on, off = (colour.hsvSaturationF() for colour in colours)
    assert off < 0.6 * on
