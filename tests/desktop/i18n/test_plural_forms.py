"""Numbers in Russian: the screen's own strings choose the form that goes with 1, 2, 5, 11, 21."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.crash import CrashOffer, OpenFiles
from desktop.folder.agreement import AgreementDialog
from desktop.folder.opening import RecentProject
from desktop.i18n import language
from desktop.i18n import text as wording
from desktop.training.result import age_words
from desktop.training.text import age_figure, heading
from engine.evaluation import Mistake
from training.progress_tracker import NetworkOutcome, RunStatus

COUNTS = (1, 2, 5, 11, 21)


@pytest.fixture(autouse=True)
def russian(qapp: QApplication) -> Iterator[None]:
    language.install(qapp, "ru")
    yield
    language.install(qapp, "en")


def test_faces(qtbot: QtBot) -> None:
    forms = ["1 лицо", "2 лица", "5 лиц", "11 лиц", "21 лицо"]
    assert [wording.face_count(count) for count in COUNTS] == forms
    dialog = AgreementDialog([("Аня", count) for count in COUNTS], reviewer="")
    qtbot.addWidget(dialog)
    shown = [dialog.one.itemText(row) for row in range(len(COUNTS))]
    assert shown == [f"Аня ({form})" for form in forms]
    told = [age_figure(4.5, count) for count in (1, 2, 21, 1200)]
    assert told[0].endswith("4,5 года на 1 проверочном лице.")
    assert told[1].endswith("на 2 проверочных лицах.")
    assert told[2].endswith("на 21 проверочном лице.")
    assert told[3].endswith("на 1\N{NO-BREAK SPACE}200 проверочных лицах.")


def test_photos(qtbot: QtBot) -> None:
    """The Russian word keeps its form; the faces beside it do not."""
    offer = CrashOffer()
    qtbot.addWidget(offer)
    for count in COUNTS:
        offer.offer(OpenFiles(tuple(Path(f"{number}.jpg") for number in range(count))))
        assert f"({count} фото)" in offer.text
    project = RecentProject(path="a", folder="b", when=0, photos=21, done=2, faces=5, reviewed=1)
    assert project.summary.endswith("готово 2 из 21 фото  ·  проверено 1 из 5 лиц")


def test_years() -> None:
    words = [age_words(_mistake(count)).rpartition("ошибка ")[2] for count in COUNTS]
    assert words == ["1 год", "2 года", "5 лет", "11 лет", "21 год"]


def test_epochs() -> None:
    said = []
    for count in COUNTS:
        outcome = NetworkOutcome(
            architecture="combined", network="model", epochs_done=1, epochs=count, best_epoch=1
        )
        status = RunStatus(phase="converting", cut_short=(outcome,))
        said.append(heading("done", status).partition(": ")[2].partition(";")[0])
    assert said == [
        f"1 из {form}" for form in ("1 эпохи", "2 эпох", "5 эпох", "11 эпох", "21 эпохи")
    ]


def test_minutes() -> None:
    told = [wording.time_left(60 * count) for count in COUNTS]
    words = [text.partition("примерно ")[2] for text in told]
    assert words == ["1 минута", "2 минуты", "5 минут", "11 минут", "21 минута"]


def test_dates() -> None:
    assert "05.03.2026" in wording.date_time(datetime.datetime(2026, 3, 5, 12, 0))


def _mistake(off: int) -> Mistake:
    return Mistake(
        row=0, name="a", age_true=20.0, age_years=20.0 + off, gender_true="male", female_score=0.1
    )
