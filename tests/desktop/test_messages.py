"""The one road to the user: sentences, details, the bar, the hooks and the log file."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.messages import Messages, install_hooks, open_log
from desktop.widgets.banner import MessageBar
from engine.errors import ImageError
from tests.desktop.conftest import Recorder


def test_a_user_error_is_its_own_sentence(messages: Messages, recorder: Recorder) -> None:
    messages.report(ImageError("This file is empty. Received: a.jpg"))
    assert recorder.sentences == ["This file is empty. File: a.jpg"]
    assert "ImageError" in recorder.problems[0].details


def test_context_comes_first(messages: Messages, recorder: Recorder) -> None:
    messages.report(ImageError("It is gone."), context="The picture was not saved.")
    assert recorder.sentences == ["The picture was not saved. It is gone."]


def test_other_errors_get_a_plain_sentence(messages: Messages, recorder: Recorder) -> None:
    messages.report(KeyError("layer_17"))
    assert "layer_17" not in recorder.sentences[0]
    assert "layer_17" in recorder.problems[0].details


def test_hooks_catch_what_nobody_caught(
    qtbot: QtBot, messages: Messages, recorder: Recorder
) -> None:
    before = sys.excepthook, threading.excepthook
    undo = install_hooks(messages)
    try:
        error = ValueError("from the window")
        sys.excepthook(ValueError, error, None)

        def fail() -> None:
            raise ValueError("from a thread")

        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(recorder.problems) == 2)
    finally:
        undo()
    assert (sys.excepthook, threading.excepthook) == before
    details = " ".join(problem.details for problem in recorder.problems)
    assert "from the window" in details
    assert "from a thread" in details


def test_the_bar_shows_hides_and_copies(qtbot: QtBot, messages: Messages) -> None:
    bar = MessageBar(messages)
    qtbot.addWidget(bar)
    assert bar.text == ""
    messages.report(ImageError("This file is empty."))
    assert bar.text == "This file is empty."
    details = bar.findChild(QPlainTextEdit)
    assert details is not None
    toggle, copy = bar.findChildren(QPushButton)
    if copy.isCheckable():
        toggle, copy = copy, toggle
    assert details.isHidden()
    toggle.click()
    assert not details.isHidden()
    assert "ImageError" in details.toPlainText()
    copy.click()
    assert QGuiApplication.clipboard().text().startswith("This file is empty.")
    close = bar.findChild(QToolButton)
    assert close is not None
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert bar.text == ""
    messages.report(ImageError("Again."))
    assert details.isHidden()
    messages.clear()
    assert bar.text == ""


def test_markup_in_a_file_name_is_text(qtbot: QtBot, messages: Messages) -> None:
    bar = MessageBar(messages)
    qtbot.addWidget(bar)
    messages.report(ImageError("Received: <img src=x>.jpg"))
    assert bar.text == "Received: <img src=x>.jpg"


def test_the_log_rotates(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "agelens.log"
    close = open_log(path)
    try:
        for _ in range(3):
            logging.getLogger("agelens").info("x" * 500_000)
    finally:
        close()
    assert path.exists()
    assert path.with_name("agelens.log.1").exists()
    assert path.stat().st_size < 1_100_000


def test_no_log_is_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    open_log(blocked / "agelens.log")()


def test_problems_reach_the_log(
    messages: Messages, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    messages.report(ImageError("This file is empty. Received: a.jpg"))
    assert "This file is empty. Received: a.jpg" in caplog.text


def test_a_full_disk_takes_no_log_and_nobody_is_bothered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no disk that is always full")
    log = tmp_path / "agelens.log"
    log.symlink_to(full)
    close = open_log(log)
    logging.getLogger("agelens").info("a line that no disk takes")
    close()
    assert capsys.readouterr().err == ""
