"""Where AgeLens keeps things on this computer: the system's own places for each kind of file.

And how what it keeps about a person's photos only for convenience is removed from there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import PlatformDirs

if TYPE_CHECKING:
    from engine.store import ModelStore

_NAME = "AgeLens"


def user_models_dir() -> Path:
    """The models that the user trained or imported; made when the first one is saved."""
    return _dirs().user_data_path / "models"


def training_dir() -> Path:
    """Prepared faces and the checkpoints of training runs; may grow to gigabytes."""
    # Not the cache folder: systems clear that, and with it a night's checkpoints.
    return _dirs().user_data_path / "training"


def addon_dir() -> Path:
    """The installed training add-on, for a program that came without TensorFlow."""
    return _dirs().user_data_path / "addons"


def projects_dir() -> Path:
    """Labelling projects whose photos lie where nothing may be written beside them."""
    return _dirs().user_data_path / "projects"


def journals_dir() -> Path:
    """What ``agelens label --json`` has done, while it runs."""
    return _dirs().user_state_path / "journals"


def thumbnails_file() -> Path:
    """Small pictures of faces that were shown in the Folder tab; may be deleted at any time."""
    return _dirs().user_cache_path / "thumbnails.db"


def log_file() -> Path:
    """The log of the window."""
    return _dirs().user_log_path / "agelens.log"


def settings_file() -> Path:
    """What the window remembers."""
    return _dirs().user_config_path / "settings.ini"


def session_file() -> Path:
    """What is open while the window runs; left behind by a crash only."""
    return _dirs().user_state_path / "session.json"


def tried_models_file() -> Path:
    """Which models have answered in a process of their own once, as one from elsewhere must."""
    return _dirs().user_state_path / "models-tried.json"


def default_store() -> ModelStore:
    """The user's models, then the shipped ones; the first with an id wins."""
    from engine.store import shipped_models_dir

    return store_of([user_models_dir(), shipped_models_dir()])


def store_of(folders: Sequence[Path]) -> ModelStore:
    """The models of these folders, wherever they came from: tried before they are opened."""
    from engine.store import ModelStore

    return ModelStore(folders, tried=tried_models_file())


def forget_history() -> tuple[Path, ...]:
    """Remove the files that tell which photos were opened here; returns those that remain.

    Small pictures of faces, the logs, and what is open. Labelling projects, models and trainings
    are work, and stay. A window may be running meanwhile.
    """
    log = log_file()
    old_logs = log.parent.glob(f"{log.name}.*") if log.parent.is_dir() else ()
    removals: list[tuple[Path, Callable[[Path], None]]] = [
        (thumbnails_file(), _empty_database),
        (log, _empty_file),  # a window goes on writing to the file that it has open
        (log.with_name("crash.log"), _empty_file),
        *((old, Path.unlink) for old in old_logs),
        (session_file(), Path.unlink),
    ]
    kept = []
    for path, remove in removals:
        try:
            if path.exists():
                remove(path)
        except (OSError, sqlite3.Error):
            kept.append(path)
    return tuple(kept)


def _empty_file(path: Path) -> None:
    with path.open("wb"):
        pass


def _empty_database(path: Path) -> None:
    """Leave no picture behind in a database that a window may have open."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("PRAGMA secure_delete = ON")
            db.execute("DELETE FROM thumbnails")
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:  # damaged, or empty: it is made anew
        for part in ("", "-wal", "-shm"):
            path.with_name(path.name + part).unlink(missing_ok=True)


def _dirs() -> PlatformDirs:
    return PlatformDirs(_NAME, appauthor=False, roaming=False)
