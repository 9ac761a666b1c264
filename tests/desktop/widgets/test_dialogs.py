"""The system's file dialogs: what they are asked, what comes back, and where they begin next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.widgets.dialogs import FileDialogs, show


class SystemDialogs:
    """Answers in place of the system with ``answer``; notes where each dialog began.

    A static function of ``QFileDialog`` returns "" or an empty list where the user cancels.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answer: Any = ""
        self.starts: list[str] = []
        for name in ("getOpenFileNames", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, self._ask_for_files)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", self._ask_for_folder)

    def _ask_for_files(
        self, _parent: QWidget, _title: str, start: str, kinds: str
    ) -> tuple[Any, str]:
        self.starts.append(start)
        return self.answer, kinds

    def _ask_for_folder(self, _parent: QWidget, _title: str, start: str) -> Any:
        self.starts.append(start)
        return self.answer


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> SystemDialogs:
    return SystemDialogs(monkeypatch)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


@pytest.fixture
def dialogs(settings: Settings, tmp_path: Path) -> FileDialogs:
    """The dialogs of somebody who was last in the folder "before"."""
    settings.last_folder = tmp_path / "before"
    return FileDialogs(settings)


def ask_photos(dialogs: FileDialogs, parent: QWidget) -> list[Path]:
    return dialogs.photos(parent, title="Open", kinds="Pictures (*.jpg)")


def ask_target(dialogs: FileDialogs, parent: QWidget) -> Path | None:
    return dialogs.save_as(parent, title="Export to", name="faces.csv", kinds="Table (*.csv)")


def test_photos_come_back_and_their_folder_is_proposed_next(
    dialogs: FileDialogs, system: SystemDialogs, parent: QWidget, tmp_path: Path
) -> None:
    chosen = [tmp_path / "may" / "1.jpg", tmp_path / "may" / "2.jpg"]
    system.answer = [str(path) for path in chosen]
    assert ask_photos(dialogs, parent) == chosen
    ask_photos(dialogs, parent)
    assert system.starts == [str(tmp_path / "before"), str(tmp_path / "may")]


def test_a_folder_is_the_place_for_the_next_dialog_itself(
    dialogs: FileDialogs, system: SystemDialogs, parent: QWidget, tmp_path: Path
) -> None:
    system.answer = str(tmp_path / "may")
    assert dialogs.folder(parent, title="Choose a folder") == tmp_path / "may"
    dialogs.folder(parent, title="Choose a folder")
    assert system.starts == [str(tmp_path / "before"), str(tmp_path / "may")]


def test_a_name_is_proposed_in_the_last_folder(
    dialogs: FileDialogs, system: SystemDialogs, parent: QWidget, tmp_path: Path
) -> None:
    system.answer = str(tmp_path / "out" / "mine.csv")
    assert ask_target(dialogs, parent) == tmp_path / "out" / "mine.csv"
    ask_target(dialogs, parent)
    assert system.starts == [
        str(tmp_path / "before" / "faces.csv"),
        str(tmp_path / "out" / "faces.csv"),
    ]


def test_cancel_chooses_nothing_and_forgets_no_folder(
    dialogs: FileDialogs, system: SystemDialogs, parent: QWidget, tmp_path: Path
) -> None:
    system.answer = []
    assert ask_photos(dialogs, parent) == []
    system.answer = ""
    assert dialogs.folder(parent, title="Choose a folder") is None
    assert ask_target(dialogs, parent) is None
    ask_photos(dialogs, parent)
    assert system.starts[-1] == str(tmp_path / "before")


def test_the_folder_is_remembered_for_the_next_start(
    dialogs: FileDialogs, system: SystemDialogs, parent: QWidget, tmp_path: Path
) -> None:
    system.answer = str(tmp_path / "may")
    dialogs.folder(parent, title="Choose a folder")
    later = FileDialogs(Settings(tmp_path / "settings" / "settings.ini"))
    later.folder(parent, title="Choose a folder")
    assert system.starts[-1] == str(tmp_path / "may")


def test_each_purpose_has_its_place(
    dialogs: FileDialogs, system: SystemDialogs, parent: QWidget, tmp_path: Path
) -> None:
    system.answer = str(tmp_path / "models")
    dialogs.folder(parent, title="Import a model", purpose="models")
    system.answer = str(tmp_path / "out" / "mine.csv")
    ask_target(dialogs, parent)
    system.starts.clear()
    system.answer = ""
    dialogs.folder(parent, title="Import a model", purpose="models")
    ask_target(dialogs, parent)
    dialogs.folder(parent, title="Folder of faces", purpose="training")  # never asked before
    assert system.starts == [
        str(tmp_path / "models"),
        str(tmp_path / "out" / "faces.csv"),
        str(tmp_path / "out"),
    ]


def test_a_name_without_ending_gets_it_and_is_asked_about(
    dialogs: FileDialogs, system: SystemDialogs, parent: QWidget, tmp_path: Path
) -> None:
    system.answer = str(tmp_path / "faces")
    assert ask_target(dialogs, parent) == tmp_path / "faces.csv"
    (tmp_path / "faces.csv").write_text("a night's work")
    for key, expected in ((Qt.Key.Key_Escape, None), (Qt.Key.Key_R, tmp_path / "faces.csv")):
        QTimer.singleShot(0, parent, lambda key=key: answer(key))
        assert ask_target(dialogs, parent) == expected
    # Of what was typed with its ending the system's own dialog has asked.
    system.answer = str(tmp_path / "faces.csv")
    assert ask_target(dialogs, parent) == tmp_path / "faces.csv"


def answer(key: Qt.Key) -> None:
    """Answer the question on screen: Escape, or the button whose name begins with a letter."""
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert "faces.csv" in box.text()
    if key == Qt.Key.Key_Escape:
        QTest.keyClick(box, key)
        return
    (button,) = [one for one in box.buttons() if one.text() == "Replace"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_dialog_is_as_large_as_it_asks_for_and_no_larger_than_the_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    plain, large = QDialog(window), QDialog(window)
    for dialog in (plain, large):
        column = QVBoxLayout(dialog)
        column.addWidget(QLabel("some words in a line " * 60, dialog, wordWrap=True))
    large.resize(100_000, 100_000)
    asked = plain.sizeHint()
    show(plain)
    assert plain.size() == asked
    plain.reject()
    show(large)
    room = large.screen().availableGeometry().size()
    assert large.size().boundedTo(room) == large.size()
    large.reject()
