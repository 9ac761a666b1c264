"""How far a labelling job is, in words."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.folder_recent import counted, number
from desktop.wording import translate
from engine.labelling import JobProgress
from engine.project import Counts

_MINUTE_S, _HOUR_S = 60, 3600


@dataclass(frozen=True, slots=True)
class Standing:
    """A project, and the job on it: its ``state``, its progress, what the project holds."""

    title: str
    state: str
    active: bool
    progress: JobProgress
    counts: Counts


def told(standing: Standing) -> str:
    """What is going on and what came of it so far, in a line."""
    return "  ·  ".join(part for part in (headline(standing), details(standing)) if part)


def headline(standing: Standing) -> str:
    """What is going on, in a line."""
    state, now, counts = standing.state, standing.progress, standing.counts
    if state == "stopping":
        return translate("folder", "Stopping after the photos in hand…")
    if state in ("running", "paused"):
        return _at_work(now, paused=state == "paused")
    if not counts.photos:
        if state == "done":
            return translate("folder", "There is no photo in this folder")
        return translate("folder", "No photos yet")
    if counts.pending:
        if counts.photos == 1:
            return translate("folder", "The photo is not done yet")
        done = translate("folder", "{0} of {1} photos are done")
        return done.format(number(counts.done), number(counts.photos))
    return counted(
        counts.photos,
        one=translate("folder", "The photo is done"),
        many=translate("folder", "All {0} photos are done"),
    )


def _at_work(now: JobProgress, *, paused: bool) -> str:
    if now.stage == "finishing":
        return translate("folder", "Finishing…")
    if now.stage == "scanning":
        if now.total:
            return counted(
                now.total,
                one=translate("folder", "Looking through the folder: 1 photo so far"),
                many=translate("folder", "Looking through the folder: {0} photos so far"),
            )
        return translate("folder", "Looking through the folder…")
    word = translate("folder", "Paused") if paused else translate("folder", "Labelling")
    line = translate("folder", "{0}: {1} of {2} photos")
    if now.total == 1:
        line = translate("folder", "{0}: {1} of 1 photo")
    return line.format(word, number(now.done), number(now.total))


def details(standing: Standing) -> str:
    """Counts, speed and time left of a running job; counts of a project at rest."""
    now = standing.progress
    if standing.active and now.stage == "working":
        parts = [_faces(now.faces), *_unread(now.unread)]
        if standing.state == "running":
            parts += _speed(now)
        return "  ·  ".join(parts)
    counts = standing.counts
    if standing.active or not counts.photos:
        return ""
    parts = [_faces(counts.faces)]
    if counts.no_face:
        one = translate("folder", "1 photo without a face")
        many = translate("folder", "{0} photos without a face")
        parts.append(counted(counts.no_face, one=one, many=many))
    parts += _unread(counts.unreadable + counts.skipped)
    if counts.twins:
        one, many = translate("folder", "1 duplicate"), translate("folder", "{0} duplicates")
        parts.append(counted(counts.twins, one=one, many=many))
    if counts.gone:
        parts.append(translate("folder", "{0} no longer there").format(number(counts.gone)))
    return "  ·  ".join(parts)


def _faces(count: int) -> str:
    one, many = translate("folder", "1 face"), translate("folder", "{0} faces")
    return counted(count, one=one, many=many)


def _unread(count: int) -> list[str]:
    return [translate("folder", "{0} could not be read").format(number(count))] if count else []


def _speed(now: JobProgress) -> list[str]:
    if not now.photos_per_s or now.seconds_left is None:
        return []
    rate = now.photos_per_s
    shown = f"{rate:.1f}" if rate < 10 else number(round(rate))
    return [translate("folder", "{0} photos a second").format(shown), left(now.seconds_left)]


def left(seconds: float) -> str:
    """The time that is left, as exactly as anybody would believe."""
    if seconds < _MINUTE_S:
        return translate("folder", "less than a minute left")
    if seconds < _HOUR_S:
        minutes = round(seconds / _MINUTE_S)
        if minutes == 1:
            return translate("folder", "about 1 minute left")
        return translate("folder", "about {0} minutes left").format(minutes)
    hours, minutes = divmod(round(seconds / _MINUTE_S), 60)
    return translate("folder", "about {0} h {1} min left").format(hours, minutes)
