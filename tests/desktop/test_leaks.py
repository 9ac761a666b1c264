"""The leak fixture itself: it must see what it is there to see."""

from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.conftest import leaks


def test_threads_timers_and_windows_are_seen(qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    assert leaks(before) == []
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait, name="forgotten", daemon=True)
    thread.start()
    qthread, timer, window = QThread(), QTimer(), QWidget()
    qthread.start()
    timer.start(1000)
    window.show()
    kinds = [leak.split()[0] for leak in leaks(before)]
    assert sorted(kinds) == ["QThread", "thread", "timer", "window"]
    gate.set()
    thread.join()
    qthread.quit()
    qthread.wait()
    timer.stop()
    window.close()
    assert leaks(before) == []


def test_a_timer_of_a_subclass_and_with_a_parent_is_seen(qtbot: QtBot) -> None:
    class Ticker(QTimer):
        def __init__(self, parent: QWidget) -> None:
            super().__init__(parent, interval=1000)

    before = set(threading.enumerate())
    window = QWidget()
    Ticker(window).start()
    assert [leak.split()[0] for leak in leaks(before)] == ["timer"]
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert leaks(before) == []
