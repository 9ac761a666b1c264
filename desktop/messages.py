"""The one road to the user: a status line, errors as sentences with details, and the log file."""

from __future__ import annotations

import logging
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.i18n.backend_messages import error_text
from engine.errors import UserError
from engine.files import make_private_file, make_private_folder

_log = logging.getLogger("agelens")
_LOG_BYTES = 1_000_000
_LOG_FILES = 3


@dataclass(frozen=True, slots=True)
class ReportedProblem:
    """Something the user must know: a plain sentence, and details for whoever helps them."""

    sentence: str
    details: str = ""
    unexpected: bool = False
    """Whether nobody caught it: a mistake in the program."""


class Messages(QObject):
    """What the program says; widgets listen to its signals, everybody else calls its methods.

    ``say``, ``warn``, ``report`` and ``clear`` belong to the GUI thread; ``unexpected`` may be
    called from any thread.
    """

    status = Signal(str)
    problem = Signal(object)
    cleared = Signal()
    _waiting = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unexpected: queue.SimpleQueue[BaseException] = queue.SimpleQueue()
        self._waiting.connect(self._tell_unexpected, Qt.ConnectionType.QueuedConnection)

    def say(self, text: str) -> None:
        """Put one short line into the status bar."""
        self.status.emit(text)

    def warn(self, sentence: str) -> None:
        """Tell what must not be overlooked, though nothing has failed."""
        _log.warning("%s", sentence)
        self.problem.emit(ReportedProblem(sentence))

    def clear(self) -> None:
        """Take the last problem off the screen: the user has moved on."""
        self.cleared.emit()

    def report(self, error: BaseException, *, context: str = "") -> None:
        """Tell the user about ``error``; ``context`` is a sentence on what did not work."""
        self._emit(error, context=context, unexpected=False)

    def _emit(self, error: BaseException, *, context: str, unexpected: bool) -> None:
        details = "".join(traceback.format_exception(error)).strip()
        if isinstance(error, UserError):
            sentence = " ".join(part for part in (context, error_text(error)) if part)
            _log.warning("%s", sentence, exc_info=error)
        else:
            sentence = context or self.tr("Something went wrong in AgeLens.")
            sentence += " " + self.tr("Nothing was lost; the log file has the details.")
            _log.error("%s", sentence, exc_info=error)
        self.problem.emit(ReportedProblem(sentence, details, unexpected))

    def unexpected(self, error: BaseException) -> None:
        """Report an exception that nobody caught, from whatever thread it came."""
        self._unexpected.put(error)
        self._waiting.emit()

    @Slot()
    def _tell_unexpected(self) -> None:
        with suppress(queue.Empty):
            self._emit(self._unexpected.get_nowait(), context="", unexpected=True)


def install_hooks(messages: Messages) -> Callable[[], None]:
    """Send uncaught exceptions of all threads to ``messages``; returns what undoes it."""
    before = sys.excepthook, threading.excepthook

    def on_exception(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            messages.unexpected(error)
        else:
            before[0](kind, error, trace)

    def on_thread_exception(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            messages.unexpected(arguments.exc_value)

    sys.excepthook, threading.excepthook = on_exception, on_thread_exception

    def undo() -> None:
        sys.excepthook, threading.excepthook = before

    return undo


class _LogFile(RotatingFileHandler):
    """A log that nobody else may read, and that goes without a line where the disk is full."""

    def _open(self) -> TextIOWrapper:
        make_private_file(Path(self.baseFilename))
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: there is nobody on standard error, and the window must go on."""


def open_log(path: Path) -> Callable[[], None]:
    """Send the program's log to ``path``, 1 MB at a time, three old ones kept; returns its end.

    Where the file cannot be written the program runs without one.
    """
    root = logging.getLogger()
    try:
        make_private_folder(path.parent)
        handler = _LogFile(path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8")
    except OSError as error:
        _log.warning("No log file: %s", error)
        return lambda: None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # Pillow writes every tag of every picture at debug level; other libraries chat likewise.
    logging.getLogger("PIL").setLevel(logging.WARNING)

    def close() -> None:
        root.removeHandler(handler)
        root.setLevel(level)
        with suppress(OSError):  # the disk may be full
            handler.close()

    return close
