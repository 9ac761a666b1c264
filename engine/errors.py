"""Errors meant for a person: one clear sentence each, then what was received."""

from __future__ import annotations

from typing import Any


class UserError(Exception):
    """A failure that the user can understand; ``str(error)`` is the English sentence to show.

    ``template`` is the sentence with named places such as ``{name}``, ``arguments`` holds what
    stands in them, so that the window can translate the one and fill in the other. Without
    arguments the template is a plain sentence, in which braces are braces. ``received`` says what
    was found instead of what was expected; the sentence ends with it.
    """

    def __init__(self, template: str, /, *, received: object = "", **arguments: object) -> None:
        self.template = template
        self.arguments = arguments
        self.received = str(received)
        sentence = template.format(**arguments) if arguments else template
        # The sentence is the only argument of the exception, so that it can be pickled.
        super().__init__(f"{sentence} Received: {self.received}" if self.received else sentence)


class ImageError(UserError):
    """A file could not be turned into a picture."""


class ModelError(UserError):
    """A model folder is missing, damaged or not safe to load."""


class DataError(UserError):
    """Training or evaluation data is missing or cannot be used."""


class OutputError(UserError):
    """A result could not be written where the user asked for it."""


class ClusterError(UserError):
    """A cluster cannot be used, or not be reached any more."""


class ProjectError(UserError):
    """A labelling project cannot be opened, or not be changed."""


class ForeignProjectError(ProjectError):
    """A project whose photos are said to lie where only its owner can know whether that is right.

    ``folder`` is that place, ``None`` for photos that may be anywhere.
    """

    def __init__(self, template: str, /, *, folder: str | None, received: object = "") -> None:
        self.folder = folder
        super().__init__(template, received=received)

    def __reduce__(self) -> tuple[Any, ...]:
        return _foreign, (self.template, self.folder, self.received)


def _foreign(template: str, folder: str | None, received: str) -> ForeignProjectError:
    return ForeignProjectError(template, folder=folder, received=received)


class DamagedProjectError(ProjectError):
    """A project holds what the program never writes; ``integrity.rescue`` may save a part of it."""
