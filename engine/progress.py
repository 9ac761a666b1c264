"""How far a piece of work has come, and how work that reports it in steps is run to its end."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from typing import TypeVar

Step = TypeVar("Step")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` units; ``total`` is 0 until it is known.

    Long work is a generator of these (or of a subclass that also carries what was found) and
    returns its result. A lane runs it in the window, ``drain`` everywhere else.
    """

    done: int = 0
    total: int = 0
    unit: str = field(default="photo", kw_only=True)

    @property
    def share(self) -> float:
        """The part that is done, 0-1; 0 while the total is unknown."""
        return min(self.done / self.total, 1.0) if self.total else 0.0


def drain(
    steps: Generator[Step, None, Result], on_step: Callable[[Step], None] | None = None
) -> Result:
    """Run ``steps`` to their end and return their result; the generator is closed in any case.

    ``on_step`` receives what each step yields; an exception that it raises stops the work.
    """
    with closing(steps):
        while True:
            try:
                step = next(steps)
            except StopIteration as stop:
                result: Result = stop.value
                return result
            if on_step is not None:
                on_step(step)
