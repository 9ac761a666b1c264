"""The face wall: labels, guesses that move with the epochs, live or wound back, a duel."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from desktop.theme import DARK, LIGHT, Theme
from desktop.training.curves import series_style as look
from desktop.training.face_wall import FaceWall
from desktop.training.face_wall import card as words
from desktop.training.face_wall.card import FaceCard, Guess, Guesses
from desktop.training.face_wall.wall import WallLegend
from training.events import Preparing, WallFaces, WallGuesses

AGES = np.array([34.0, 8.0, 71.0, math.nan, 50.0, 100.0] * 2, dtype=np.float32)
GENDERS = np.array([1.0, 0.0, 1.0, 0.0, math.nan, 1.0] * 2, dtype=np.float32)
FACES = len(AGES)


def wall_faces(seed: int = 0) -> WallFaces:
    random = np.random.default_rng(seed)
    chips = random.integers(0, 256, (FACES, 16, 16, 3), dtype=np.uint8)
    return WallFaces(chips, AGES, GENDERS)


def combined(epoch: int) -> WallGuesses:
    """Guesses ten years closer to the truth with each epoch, and ever more certain."""
    ages = np.nan_to_num(AGES.astype(np.float64), nan=40.0) + (50.0 - 10.0 * epoch)
    return WallGuesses("combined", "model", epoch, ages, np.full(FACES, 0.5 + 0.1 * epoch))


def age_network(epoch: int) -> WallGuesses:
    return WallGuesses("separate", "age", epoch, np.full(FACES, 20.0 + epoch), None)


def gender_network(epoch: int) -> WallGuesses:
    return WallGuesses("separate", "gender", epoch, None, np.full(FACES, 0.1))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, "light")
    yield theme
    theme.choose("light")


@pytest.fixture
def wall(qtbot: QtBot, theme: Theme) -> FaceWall:
    wall = FaceWall(theme=theme)
    qtbot.addWidget(wall)
    wall.resize(1120, 760)
    wall.show()
    return wall


@pytest.fixture
def trained(wall: FaceWall) -> FaceWall:
    """Three epochs of ``combined``, live."""
    wall.on_events([wall_faces()])
    for epoch in range(4):
        wall.on_events([combined(epoch)])
    return wall


def slider(wall: FaceWall) -> QSlider:
    found = wall.findChild(QSlider)
    assert isinstance(found, QSlider)
    return found


def live(wall: FaceWall) -> QPushButton:
    (found,) = [button for button in wall.findChildren(QPushButton) if button.isCheckable()]
    return found


def shown_texts(wall: FaceWall) -> list[str]:
    return [label.text() for label in wall.findChildren(QLabel) if label.isVisible()]


def colours_of(card: FaceCard) -> set[str]:
    image = card.grab().toImage()
    places = itertools.product(range(image.width()), range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in places}


def key_texts(wall: FaceWall) -> tuple[str, ...]:
    found = wall.findChild(WallLegend)
    assert isinstance(found, WallLegend)
    return found.texts


# Guesses and words.


def test_a_guess_is_the_newest_of_each_network_up_to_an_epoch() -> None:
    guesses = Guesses()
    assert guesses.epochs == ()
    assert guesses.at(0, 3) == ()
    for event in (combined(0), combined(2), age_network(1), gender_network(3)):
        guesses.take(event)
    assert guesses.architectures == ("combined", "separate")
    assert guesses.epochs == (0, 1, 2, 3)
    first, second = guesses.at(0, 1)
    assert first == Guess("combined", 84.0, "model", 0.5, "model")
    assert second == Guess("separate", 21.0, "age", None, "")
    assert guesses.at(0, 0)[1] == Guess("separate")
    first, second = guesses.at(0, 3)
    assert first.age_years == 64.0
    assert second == Guess("separate", 21.0, "age", 0.1, "gender")
    entries = guesses.legend_entries(2)
    assert [(one.network, one.epoch) for one in entries] == [("model", 2), ("age", 1)]


@pytest.mark.parametrize(
    ("age", "gender", "expected"),
    [
        (34.0, 1.0, "age 34, female"),
        (8.0, 0.0, "age 8, male"),
        (math.nan, 0.0, "male"),
        (50.0, math.nan, "age 50"),
        (math.nan, math.nan, "no label"),
    ],
)
def test_what_the_data_say(age: float, gender: float, expected: str) -> None:
    assert words.label_text(age, gender) == expected


def test_what_a_network_says() -> None:
    guess = Guess("separate", 0.4, "age", 0.03, "gender")
    assert words.age_text(guess) == "<1"
    assert words.gender_text(guess).replace("\N{NO-BREAK SPACE}", " ") == "male 97 %"
    assert words.age_text(Guess("separate")) == words.gender_text(Guess("separate")) == "…"
    text = words.guess_sentence(2, label="age 34, female", guesses=(guess,), after_epoch=0)
    assert text.startswith("Face 2. Label: age 34, female. Before training: separate predicts")
    assert "apparent age <1, perceived gender (from appearance) male 97" in text


# The widget.


def test_empty_at_first(wall: FaceWall) -> None:
    assert any("once a training is running" in text for text in shown_texts(wall))
    assert not slider(wall).isVisible()
    wall.on_events([Preparing(1, 2)])
    assert wall.cards == ()


def test_faces_stand_there_before_the_first_guess(wall: FaceWall) -> None:
    wall.on_events([wall_faces()])
    assert len(wall.cards) == FACES
    assert [card.label for card in wall.cards[:2]] == ["age 34, female", "age 8, male"]
    assert wall.cards[0].accessibleName().endswith("no prediction yet.")
    assert not slider(wall).isEnabled()
    assert any("perceived gender (from appearance)" in text for text in shown_texts(wall))


def test_guesses_move_towards_the_truth(trained: FaceWall) -> None:
    card = trained.cards[0]
    assert trained.is_live
    assert trained.epoch == 3
    (guess,) = card.guesses
    assert guess.age_years == 54.0
    assert "apparent age 54" in card.accessibleName()
    assert "female 80" in card.accessibleName()
    places = []
    for epoch in (0, 1, 2, 3):
        slider(trained).setValue(epoch)
        (guess,) = card.guesses
        assert guess.age_years is not None
        places.append(card.marker_x(guess.age_years))
    assert places == sorted(places, reverse=True)
    assert places[-1] > card.marker_x(34.0)
    assert card.marker_x(-5.0) == card.marker_x(0.0)
    assert card.marker_x(116.0) == card.marker_x(100.0) < card.width()


def test_the_markers_are_painted_where_they_belong(trained: FaceWall) -> None:
    card = trained.cards[0]
    image = card.grab().toImage()
    ink = look.style_of("combined", "model").colour(LIGHT)
    on_line = range(image.height() - 40, image.height())
    columns = {x for x in range(image.width()) for y in on_line if image.pixelColor(x, y) == ink}
    # The line of what is still wrong reaches from the truth to the guess.
    assert min(columns) == pytest.approx(card.marker_x(34.0), abs=3)
    assert max(columns) == pytest.approx(card.marker_x(54.0), abs=6)


def test_winding_back_stays_there_while_training_goes_on(qtbot: QtBot, trained: FaceWall) -> None:
    slider(trained).setFocus()
    qtbot.keyClick(slider(trained), Qt.Key.Key_Home)
    assert trained.epoch == 0
    assert not trained.is_live
    assert "Before training" in shown_texts(trained)
    trained.on_events([combined(4)])
    assert trained.epoch == 0
    (guess,) = trained.cards[0].guesses
    assert guess.age_years == 84.0
    qtbot.keyClick(slider(trained), Qt.Key.Key_Right)
    assert trained.epoch == 1
    assert "After epoch 1" in shown_texts(trained)
    assert slider(trained).accessibleDescription() == "After epoch 1"


def test_live_goes_back_to_the_newest(qtbot: QtBot, trained: FaceWall) -> None:
    qtbot.keyClick(slider(trained), Qt.Key.Key_Home)
    live(trained).setFocus()
    qtbot.keyClick(live(trained), Qt.Key.Key_Space)
    assert trained.is_live
    assert trained.epoch == 3
    trained.on_events([combined(4)])
    assert trained.epoch == 4


def test_the_sliders_end_is_live_too(qtbot: QtBot, trained: FaceWall) -> None:
    qtbot.keyClick(slider(trained), Qt.Key.Key_Left)
    assert not trained.is_live
    qtbot.keyClick(slider(trained), Qt.Key.Key_End)
    assert trained.is_live


def test_a_duel_side_by_side(trained: FaceWall) -> None:
    trained.on_events([age_network(0)])
    trained.on_events([age_network(1)])
    first, second = trained.cards[0].guesses
    assert (first.architecture, second.architecture) == ("combined", "separate")
    assert second.age_years == 21.0
    assert second.female_score is None
    assert key_texts(trained) == ("combined (after epoch 3)", "separate: age (after epoch 1)")
    trained.on_events([gender_network(0)])
    assert trained.cards[0].guesses[1].gender_network == "gender"
    assert key_texts(trained)[2] == "separate: gender (before training)"
    found = colours_of(trained.cards[0])
    for who in (("combined", "model"), ("separate", "age"), ("separate", "gender")):
        assert look.style_of(*who).colour(LIGHT).name() in found


def test_a_network_of_genders_alone_puts_no_marker_on_the_line_of_ages(wall: FaceWall) -> None:
    wall.on_events([wall_faces()])
    wall.on_events([gender_network(0)])
    card = wall.cards[0]
    assert "apparent age …" in card.accessibleName()
    assert "male 90" in card.accessibleName()
    found = colours_of(card)
    assert look.style_of("separate", "gender").colour(LIGHT).name() in found
    for others in (look.style_of("separate", "age"), look.OTHER):
        assert others.colour(LIGHT).name() not in found


def test_faces_told_again_keep_their_guesses_and_new_faces_do_not(trained: FaceWall) -> None:
    trained.on_events([wall_faces()])
    assert trained.epoch == 3
    assert len(trained.cards[0].guesses) == 1
    trained.on_events([wall_faces(seed=1)])
    assert trained.cards[0].guesses == ()
    assert trained.epoch == 0


def test_clearing_forgets_everything(qtbot: QtBot, trained: FaceWall) -> None:
    qtbot.keyClick(slider(trained), Qt.Key.Key_Home)
    trained.clear()
    assert trained.cards == ()
    assert trained.is_live
    assert any("once a training is running" in text for text in shown_texts(trained))
    trained.on_events([wall_faces()])
    assert trained.cards[0].guesses == ()


def test_cards_flow_with_the_width_and_all_words_fit(qtbot: QtBot, trained: FaceWall) -> None:
    trained.on_events([age_network(0)])
    trained.on_events([gender_network(0)])

    def columns() -> int:
        return len({card.x() for card in trained.cards})

    assert columns() >= 4
    trained.resize(500, 760)
    assert trained.width() == 500
    qtbot.waitUntil(lambda: columns() == 2)
    for card in trained.cards:
        assert card.width() >= card.sizeHint().width()
        assert card.geometry().right() <= card.parentWidget().width()
    tops = sorted({card.y() for card in trained.cards})
    assert min(np.diff(tops)) >= trained.cards[0].height()


def test_the_theme_changes_while_faces_are_shown(trained: FaceWall, theme: Theme) -> None:
    theme.choose("dark")
    found = colours_of(trained.cards[0])
    assert QColor(DARK.surface).name() in found
    assert look.style_of("combined", "model").colour(DARK).name() in found
    assert all(card.font().pointSizeF() >= 11.0 for card in trained.cards)
    for label in trained.findChildren(QLabel):
        assert label.font().pointSizeF() >= 11.0


def test_what_comes_together_is_shown_once(wall: FaceWall, monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier run reports all of its epochs at once: the wall goes through them only once."""
    shown: list[int] = []
    monkeypatch.setattr(wall, "_refresh", lambda: shown.append(len(wall._guesses.epochs)))
    wall.on_events([combined(epoch) for epoch in range(40)])
    assert shown == [40]
