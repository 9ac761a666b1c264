"""Errors meant for a person: one clear sentence each, ending with what was received."""

from __future__ import annotations


class UserError(Exception):
    """A failure that the user can understand; ``str(error)`` is the sentence to show."""


class ImageError(UserError):
    """A file could not be turned into a picture."""


class ModelError(UserError):
    """A model folder is missing, damaged or not safe to load."""


class DataError(UserError):
    """Training or evaluation data is missing or cannot be used."""


class OutputError(UserError):
    """A result could not be written where the user asked for it."""


class ProjectError(UserError):
    """A labelling project cannot be opened, or not be changed."""
