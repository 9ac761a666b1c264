"""What the program remembers between two runs: an ini file that may be lost without harm."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QByteArray, QSettings

ThemeChoice = Literal["system", "light", "dark"]
THEME_CHOICES: tuple[ThemeChoice, ...] = ("system", "light", "dark")
Language = Literal["en", "ru", "kk"]
LANGUAGES: tuple[Language, ...] = ("en", "ru", "kk")
LanguageChoice = Literal["system", "en", "ru", "kk"]
_log = logging.getLogger(__name__)


class Settings:
    """Typed access to the settings file; whatever it holds, reading never fails."""

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

    @property
    def theme(self) -> ThemeChoice:
        """Light, dark, or as the system has it."""
        text = self._text("theme")
        return text if text in THEME_CHOICES else "system"

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("theme", choice)

    @property
    def language(self) -> LanguageChoice:
        """The language of the window, or as the system has it."""
        text = self._text("language")
        return next((one for one in LANGUAGES if one == text), "system")

    @language.setter
    def language(self, choice: LanguageChoice) -> None:
        self._store.setValue("language", choice)

    @property
    def welcomed(self) -> bool:
        """Whether somebody has read what the estimates are and are not."""
        return self._text("welcome/note") == "read"

    @welcomed.setter
    def welcomed(self, read: bool) -> None:
        self._store.setValue("welcome/note", "read" if read else "")

    @property
    def model_id(self) -> str | None:
        """The model last chosen, or ``None`` for the store's own choice."""
        return self._text("model") or None

    @model_id.setter
    def model_id(self, model_id: str) -> None:
        self._store.setValue("model", model_id)

    @property
    def last_folder(self) -> Path:
        """Where the user last opened or saved something; the home folder at first."""
        text = self._text("last_folder")
        return Path(text) if text else Path.home()

    @last_folder.setter
    def last_folder(self, folder: Path) -> None:
        self._store.setValue("last_folder", str(folder))

    @property
    def reviewer(self) -> str:
        """Name or initials under which faces are reviewed; "" until somebody said."""
        return self._text("review/reviewer")

    @reviewer.setter
    def reviewer(self, name: str) -> None:
        self._store.setValue("review/reviewer", name)

    @property
    def review_keys(self) -> dict[str, list[str]]:
        """The keys of the commands for which the user chose others, as portable text."""
        try:
            kept = json.loads(self._text("review/keys") or "{}")
        except ValueError:
            return {}
        if not isinstance(kept, dict):
            return {}
        return {
            name: [key for key in keys if isinstance(key, str)]
            for name, keys in kept.items()
            if isinstance(keys, list)
        }

    @review_keys.setter
    def review_keys(self, keys: Mapping[str, Sequence[str]]) -> None:
        self._store.setValue("review/keys", json.dumps({k: list(v) for k, v in keys.items()}))

    @property
    def recent_projects(self) -> list[dict[str, object]]:
        """The labelling projects that were open lately, newest first, as the tab noted them."""
        try:
            kept = json.loads(self._text("folder/recent") or "[]")
        except ValueError:
            return []
        return [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []

    @recent_projects.setter
    def recent_projects(self, projects: Sequence[Mapping[str, object]]) -> None:
        self._store.setValue("folder/recent", json.dumps([dict(one) for one in projects]))

    @property
    def faces_as_table(self) -> bool:
        """Whether the Folder tab shows faces as a table rather than as pictures."""
        return self._text("folder/view") == "table"

    @faces_as_table.setter
    def faces_as_table(self, table: bool) -> None:
        self._store.setValue("folder/view", "table" if table else "grid")

    @property
    def webcam_notice_read(self) -> bool:
        """Whether somebody has read what the webcam does."""
        return self._text("webcam/notice") == "read"

    @webcam_notice_read.setter
    def webcam_notice_read(self, read: bool) -> None:
        self._store.setValue("webcam/notice", "read" if read else "")

    @property
    def webcam_camera(self) -> str:
        """Id of the camera last chosen; "" for the system's usual one."""
        return self._text("webcam/camera")

    @webcam_camera.setter
    def webcam_camera(self, camera_id: str) -> None:
        self._store.setValue("webcam/camera", camera_id)

    @property
    def webcam_mirrored(self) -> bool:
        """Whether the live picture is shown as in a mirror."""
        return self._text("webcam/mirrored") != "no"

    @webcam_mirrored.setter
    def webcam_mirrored(self, mirrored: bool) -> None:
        self._store.setValue("webcam/mirrored", "yes" if mirrored else "no")

    @property
    def webcam_opt_in(self) -> bool:
        """Whether everybody is blurred until they agree."""
        return self._text("webcam/opt_in") == "yes"

    @webcam_opt_in.setter
    def webcam_opt_in(self, opt_in: bool) -> None:
        self._store.setValue("webcam/opt_in", "yes" if opt_in else "no")

    @property
    def webcam_resumes(self) -> bool:
        """Whether a camera that was on starts again when the tab is back on screen."""
        return self._text("webcam/resumes") == "yes"

    @webcam_resumes.setter
    def webcam_resumes(self, resumes: bool) -> None:
        self._store.setValue("webcam/resumes", "yes" if resumes else "no")

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the window as Qt packs them; empty at first."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, packed: QByteArray) -> None:
        self._store.setValue("window/geometry", packed)

    @property
    def splitter(self) -> QByteArray:
        """How photo and face list share the width, as Qt packs it; empty at first."""
        return self._bytes("window/splitter")

    @splitter.setter
    def splitter(self, packed: QByteArray) -> None:
        self._store.setValue("window/splitter", packed)

    def save(self) -> None:
        """Write the file now; one that cannot be written is a line in the log, no more."""
        self._store.sync()
        if self._store.status() is not QSettings.Status.NoError:
            _log.warning("The settings could not be saved: %s", self._store.status())

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()


def _holds_something(path: Path) -> bool:
    """Whether there is a file with anything in it."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
