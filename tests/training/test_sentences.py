"""What a person is told of an error in the training child."""

from __future__ import annotations

import errno

import pytest

from engine.errors import DataError, OutputError
from training.worker import _user_error


class ResourceExhaustedError(Exception):
    """Named as TensorFlow names it."""


def chained(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


NO_SPACE = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "There was not enough memory"),
        (ResourceExhaustedError("OOM when allocating"), "There was not enough memory"),
        (RuntimeError("RESOURCE_EXHAUSTED: out of memory"), "There was not enough memory"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "There was not enough memory"),
        (NO_SPACE, "The disk is full"),
        (chained(DataError("Not written.", received="x"), NO_SPACE), "The disk is full"),
        (chained(OutputError("Not written.", received="x"), NO_SPACE), "The disk is full"),
        (ResourceExhaustedError("libraries/x.tempstate; No space left on device"), "disk is full"),
        (RuntimeError("RESOURCE_EXHAUSTED: x; Disk quota exceeded"), "The disk is full"),
        (
            RuntimeError("RESOURCE_EXHAUSTED: There is not enough space on the disk."),
            "disk is full",
        ),
        (
            chained(DataError("Not converted.", received="x"), RuntimeError("x; File too large")),
            "full",
        ),
        (chained(TypeError("odd"), chained(ValueError("odd"), NO_SPACE)), "The disk is full"),
        (DataError("No faces.", received="0"), "No faces. Received: 0"),
        (PermissionError(errno.EACCES, "Permission denied"), "has a folder gone"),
        (ValueError("odd"), "Received: ValueError: odd"),
    ],
)
def test_every_error_has_a_sentence(error: Exception, told: str) -> None:
    sentence = str(_user_error(error))
    assert told in sentence
    assert "Received: " in sentence
    if "memory" in told or "disk" in told:
        assert "resume" in sentence
