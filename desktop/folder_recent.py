"""The projects that were open lately: which, when, and how far they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime, QLocale

from desktop.settings import Settings
from desktop.wording import translate

if TYPE_CHECKING:
    from desktop.folder_work import FolderWork

_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A project as it was when it was last open; ``when`` in seconds since 1970."""

    path: str
    folder: str = ""
    when: int = 0
    photos: int = 0
    done: int = 0
    faces: int = 0
    reviewed: int = 0

    @property
    def title(self) -> str:
        """What it is called on screen."""
        return Path(self.path).stem

    @property
    def place(self) -> str:
        """Where its photos are, or the project where nobody knows."""
        return self.folder or str(Path(self.path).parent)

    @property
    def told(self) -> str:
        """When it was open and how far it is, in a line."""
        locale = QLocale()
        when = QDateTime.fromSecsSinceEpoch(self.when)
        parts = [locale.toString(when, QLocale.FormatType.ShortFormat)]
        one, many = translate("folder", "1 photo"), translate("folder", "{0} photos")
        photos = counted(self.photos, one=one, many=many)
        if self.done < self.photos:
            done = translate("folder", "{0} of {1} done")
            photos = done.format(number(self.done), photos)
        parts.append(photos)
        if self.faces:
            one, many = translate("folder", "1 face"), translate("folder", "{0} faces")
            said = translate("folder", "{0} of {1} reviewed")
            faces = counted(self.faces, one=one, many=many)
            parts.append(said.format(number(self.reviewed), faces))
        return "  ·  ".join(parts)


def recent(settings: Settings) -> list[Recent]:
    """All that are remembered, newest first; what cannot be understood is left out."""
    found = (_read(one) for one in settings.recent_projects)
    return [one for one in found if one is not None]


def remember(settings: Settings, project: Recent) -> None:
    """Put a project first."""
    others = [one for one in recent(settings) if one.path != project.path]
    settings.recent_projects = [asdict(one) for one in [project, *others][:_KEPT]]


def forget(settings: Settings, path: str) -> None:
    """Leave a project out: it is there no more."""
    settings.recent_projects = [asdict(one) for one in recent(settings) if one.path != path]


def noted_now(work: FolderWork) -> Recent | None:
    """The open project as it is now, ``None`` if none is open."""
    if work.project is None:
        return None
    counts = work.counts
    return Recent(
        path=str(work.project.path),
        folder=str(work.about.root or ""),
        when=QDateTime.currentSecsSinceEpoch(),
        photos=counts.photos,
        done=counts.done,
        faces=counts.faces,
        # What was said since the last reading is not among the counts.
        reviewed=max(counts.reviewed, work.reviewed),
    )


def counted(count: int, *, one: str, many: str) -> str:
    """The sentence for one thing, or the one with a number in place of "{0}"."""
    return one if count == 1 else many.format(number(count))


def number(count: int) -> str:
    """A count with the thousands set apart, as the user's country writes it."""
    return QLocale().toString(count)


def _read(noted: Mapping[str, Any]) -> Recent | None:
    known = {field.name: noted[field.name] for field in fields(Recent) if field.name in noted}
    texts = all(isinstance(known.get(name, ""), str) for name in ("path", "folder"))
    counts = all(
        isinstance(value, int) for name, value in known.items() if name not in ("path", "folder")
    )
    return Recent(**known) if texts and counts and known.get("path") else None
