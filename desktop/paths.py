"""Where AgeLens keeps things on this computer: the system's own places for each kind of file."""

from __future__ import annotations

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


def default_store() -> ModelStore:
    """The user's models, then the shipped ones; the first with an id wins."""
    from engine.store import ModelStore, shipped_models_dir

    return ModelStore([user_models_dir(), shipped_models_dir()])


def _dirs() -> PlatformDirs:
    return PlatformDirs(_NAME, appauthor=False, roaming=False)
