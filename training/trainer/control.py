"""Pause and stop a run from outside, and show its networks further faces."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from training.own_faces import OwnFace


class Control:
    """Pause and stop, from any thread; the trainer obeys after the current step.

    ``own_faces`` are those that each network guesses after its epochs, besides the wall's;
    ``watched`` is the face of which it tells what it sets off inside, numbered as in ``Insides``.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()
        self._shown = threading.Event()
        self.own_faces: tuple[OwnFace, ...] = ()
        self.watched: int | None = None

    def show(self, faces: Sequence[OwnFace]) -> None:
        """Have these faces guessed from the next epoch on, in place of the former ones."""
        self.own_faces = tuple(faces)
        self._shown.set()

    def await_faces(self) -> None:
        """Hold until it is known which faces are to be guessed from the beginning on."""
        self._shown.wait()

    def watch(self, face: int | None) -> None:
        """Tell from the next epoch on what this face sets off inside; ``None`` for nothing."""
        self.watched = face

    def stop(self) -> None:
        """Finish early and keep the best model so far."""
        self._stop.set()
        self._go.set()

    def pause(self) -> None:
        """Hold after the current step."""
        self._go.clear()

    def resume(self) -> None:
        """Go on after a pause."""
        self._go.set()

    @property
    def stopped(self) -> bool:
        """Whether a stop was asked for."""
        return self._stop.is_set()

    def wait(self) -> float:
        """Hold while paused; returns the seconds it lasted."""
        begun = time.monotonic()
        self._go.wait()
        return time.monotonic() - begun
