"""What is open, kept on disk while the window runs: the start after a crash offers it again."""

from __future__ import annotations

import faulthandler
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine import lock
from engine.errors import OutputError
from engine.files import write_atomically

# A list of this many names is written in a moment; whoever has more open has a folder of them.
_MOST_PHOTOS = 2_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """What was on screen: photos in their order, and the labelling project."""

    photos: tuple[Path, ...] = ()
    project: Path | None = None

    def __bool__(self) -> bool:
        return bool(self.photos) or self.project is not None


class LastSession:
    """The file that says what is open; one that a window left behind is what a crash left.

    ``left`` is what the window before had open when it ended without saying so. Only the first of
    several windows keeps a session; a place that cannot be written means that none is kept.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: Opened | None = None
        self._lock: lock.Lock | None = None
        self.left = Opened()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = lock.take(path.with_suffix(".lock"), keep=False)
        except OSError as error:
            _log.warning("What is open will not be remembered: %s", error)
        if self._lock is not None:
            self.left = _read(path)

    def keep(self, opened: Opened) -> None:
        """Write down what is open now."""
        opened = Opened(opened.photos[:_MOST_PHOTOS], opened.project)
        if self._lock is None or opened == self._kept:
            return
        self._kept = opened
        if not opened:
            self._forget()
            return
        text = json.dumps(
            {
                "photos": [str(path) for path in opened.photos],
                "project": str(opened.project) if opened.project is not None else None,
            }
        )
        try:
            write_atomically(self._path, text.encode("utf-8", "surrogateescape"))
        except OutputError as error:
            _log.warning("What is open could not be noted: %s", error)

    def end(self) -> None:
        """The window closes as it should: nothing is left behind. May be called twice."""
        if self._lock is not None:
            self._forget()
            self._lock.release()
            self._lock = None

    def _forget(self) -> None:
        with suppress(OSError):
            self._path.unlink()


def _read(path: Path) -> Opened:
    """What a file says; nothing where it is not there or says nothing sensible."""
    try:
        told = json.loads(path.read_text("utf-8", "surrogateescape"))
        photos = tuple(Path(name) for name in told["photos"] if isinstance(name, str))
        project = told["project"]
    except (OSError, ValueError, TypeError, KeyError):
        return Opened()
    return Opened(photos, Path(project) if isinstance(project, str) else None)


def open_trace(path: Path) -> Callable[[], None]:
    """Let Python write where it was into ``path`` if a library crashes; returns its end.

    Such a crash ends the program before any dialog could; the file is what remains for helpers.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a", encoding="utf-8")
    except OSError as error:
        _log.warning("No file for crashes: %s", error)
        return lambda: None
    faulthandler.enable(file)

    def close() -> None:
        faulthandler.disable()
        file.close()

    return close
