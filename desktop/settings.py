"""What the program remembers between two runs: an ini file that may be lost without harm."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Literal, TypeVar

from PySide6.QtCore import QByteArray, QSettings

ThemeChoice = Literal["system", "light", "dark"]
THEME_CHOICES: tuple[ThemeChoice, ...] = ("system", "light", "dark")
Language = Literal["en", "ru", "kk"]
LANGUAGES: tuple[Language, ...] = ("en", "ru", "kk")
LanguageChoice = Literal["system", "en", "ru", "kk"]
_LANGUAGE_CHOICES: tuple[LanguageChoice, ...] = ("system", *LANGUAGES)
_log = logging.getLogger(__name__)
_Value = TypeVar("_Value")
_Choice = TypeVar("_Choice", bound=str)


class Setting(Generic[_Value]):
    """One value of the settings file: its key, and how it is read and written.

    ``read`` is given whatever the file holds (``None`` for nothing) and falls back to the
    default where it cannot use that.
    """

    def __init__(
        self, key: str, read: Callable[[object], _Value], write: Callable[[_Value], object]
    ) -> None:
        self._key, self._read, self._write = key, read, write

    def __get__(self, settings: Settings, owner: type[Settings]) -> _Value:
        return self._read(settings._store.value(self._key))

    def __set__(self, settings: Settings, value: _Value) -> None:
        settings._store.setValue(self._key, self._write(value))


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _as_json(value: object) -> object:
    try:
        return json.loads(_as_text(value))
    except ValueError:
        return None


def _as_bytes(value: object) -> QByteArray:
    return value if isinstance(value, QByteArray) else QByteArray()


def _as_folder(value: object) -> Path:
    text = _as_text(value)
    return Path(text) if text else Path.home()


def _as_folders(value: object) -> dict[str, Path]:
    stored = _as_json(value)
    known = stored.items() if isinstance(stored, dict) else ()
    return {name: Path(text) for name, text in known if isinstance(text, str) and text}


def _as_keys(value: object) -> dict[str, list[str]]:
    stored = _as_json(value)
    return {
        name: [key for key in keys if isinstance(key, str)]
        for name, keys in (stored.items() if isinstance(stored, dict) else ())
        if isinstance(keys, list)
    }


def _as_texts(value: object) -> list[str]:
    stored = _as_json(value)
    return [one for one in stored if isinstance(one, str)] if isinstance(stored, list) else []


def _as_projects(value: object) -> list[dict[str, object]]:
    stored = _as_json(value)
    return [one for one in stored if isinstance(one, dict)] if isinstance(stored, list) else []


def _text(key: str) -> Setting[str]:
    return Setting(key, _as_text, str)


def _choice(key: str, choices: tuple[_Choice, ...]) -> Setting[_Choice]:
    """One of several words; the first is the default."""
    default = choices[0]
    return Setting(
        key,
        lambda value: next((one for one in choices if one == _as_text(value)), default),
        lambda chosen: chosen,
    )


def _flag(key: str, *, default: bool = False, yes: str = "yes", no: str = "no") -> Setting[bool]:
    """Yes or no; ``yes`` and ``no`` are the words that stand in the file."""
    return Setting(
        key,
        lambda value: _as_text(value) != no if default else _as_text(value) == yes,
        lambda flag: yes if flag else no,
    )


def _packed(key: str) -> Setting[QByteArray]:
    """What Qt packs into bytes by itself; empty at first."""
    return Setting(key, _as_bytes, lambda packed: packed)


class Settings:
    """Typed access to the settings file; whatever it holds, reading never fails."""

    theme = _choice("theme", THEME_CHOICES)
    text_percent = Setting[int](
        "text",
        lambda value: next((one for one in (125, 150) if _as_text(value) == str(one)), 100),
        str,
    )
    """How large text is, in terms of the system's."""
    language = _choice("language", _LANGUAGE_CHOICES)
    welcomed = _flag("welcome/note", yes="read", no="")
    """Whether somebody has read what the estimates are and are not."""
    model_id: Setting[str | None] = Setting(
        "model", lambda value: _as_text(value) or None, lambda model_id: model_id or ""
    )
    """The model last chosen, or ``None`` for the store's own choice."""
    last_folder = Setting("last_folder", _as_folder, str)
    """Where the user last opened or saved something; the home folder at first."""
    folders: Setting[dict[str, Path]] = Setting(
        "folders",
        _as_folders,
        lambda folders: json.dumps({name: str(path) for name, path in folders.items()}),
    )
    """The same for each purpose of a file dialog."""
    reviewer = _text("review/reviewer")
    """Name or initials under which faces are reviewed; "" until somebody said."""
    review_keys: Setting[dict[str, list[str]]] = Setting("review/keys", _as_keys, json.dumps)
    """The keys of the commands for which the user chose others, as portable text."""
    review_blind = _flag("review/blind")
    """Whether the model's answers are hidden from reviewers until they have given theirs."""
    recent_photos: Setting[list[str]] = Setting("photos/recent", _as_texts, json.dumps)
    """The photos and folders that were opened lately, newest first."""
    recent_projects: Setting[list[dict[str, object]]] = Setting(
        "folder/recent", _as_projects, json.dumps
    )
    """The labelling projects that were open lately, newest first, as the tab noted them."""
    faces_as_table = _flag("folder/view", yes="table", no="grid")
    """Whether the Folder tab shows faces as a table rather than as pictures."""
    face_columns = _packed("folder/columns")
    """Which columns the table of faces shows, and how wide they are."""
    webcam_notice_read = _flag("webcam/notice", yes="read", no="")
    """Whether somebody has read what the webcam does."""
    webcam_camera = _text("webcam/camera")
    """Id of the camera last chosen; "" for the system's usual one."""
    webcam_mirrored = _flag("webcam/mirrored", default=True)
    """Whether the live picture is shown as in a mirror."""
    webcam_opt_in = _flag("webcam/opt_in")
    """Whether everybody is blurred until they agree."""
    webcam_resumes = _flag("webcam/resumes")
    """Whether a camera that was on starts again when the tab is back on screen."""
    geometry = _packed("window/geometry")
    """Place and size of the window."""
    splitter = _packed("window/splitter")
    """How photo and face list share the width."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.started_afresh = False
        """Whether there was a file that could not be read."""
        self._store = QSettings(str(path), QSettings.Format.IniFormat)
        broken = self._store.status() is not QSettings.Status.NoError
        # What is no settings file at all counts as an empty one with Qt.
        if broken or (not self._store.allKeys() and _holds_something(path)):
            self.started_afresh = True
            _log.warning("The settings file could not be read and starts afresh: %s", path.name)
            self._store.clear()

    def forget_history(self) -> None:
        """Forget which photos, projects and folders were opened lately; what was chosen stays."""
        self.recent_projects, self.recent_photos = [], []
        self._store.remove("last_folder")
        self._store.remove("folders")
        self.save()

    def save(self) -> None:
        """Write the file now; one that cannot be written is a line in the log, no more."""
        self._store.sync()
        if self._store.status() is not QSettings.Status.NoError:
            _log.warning("The settings could not be saved: %s", self._store.status())


def _holds_something(path: Path) -> bool:
    """Whether there is a file with anything in it."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
