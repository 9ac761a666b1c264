"""Events of a run, gathered so that the window hears of them a few times a second at most."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeVar

from training.events import BatchDone, Event, Preparing

Result = TypeVar("Result")
EVERY_S = 0.08


def paced(
    events: Generator[Event | None, None, Result],
    *,
    every_s: float = EVERY_S,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[tuple[Event, ...] | None, None, Result]:
    """Pass on what ``events`` yields in bundles, at most one in ``every_s`` seconds.

    Of several steps of one epoch only the newest is kept: its figures are those of the whole
    epoch so far. Nothing else is lost, and the order stays. Closing this closes ``events``.
    """
    waiting: list[Event] = []
    last = clock() - every_s
    with closing(events):
        try:
            while True:
                event = next(events)
                if event is not None:
                    _gather(waiting, event)
                if waiting and clock() - last >= every_s:
                    last = clock()
                    yield tuple(waiting)
                    waiting.clear()
                else:
                    yield None
        except StopIteration as stop:
            result: Result = stop.value
        except Exception:
            # What led to the failure is shown before the failure itself.
            if waiting:
                yield tuple(waiting)
            raise
    if waiting:
        yield tuple(waiting)
    return result


def _gather(waiting: list[Event], event: Event) -> None:
    """Add an event; it takes the place of an older one that it makes needless."""
    if waiting and _replaces(event, waiting[-1]):
        waiting[-1] = event
    else:
        waiting.append(event)


def _replaces(event: Event, older: Event) -> bool:
    if isinstance(event, Preparing):
        return isinstance(older, Preparing)
    return (
        isinstance(event, BatchDone)
        and isinstance(older, BatchDone)
        and (event.architecture, event.network, event.epoch)
        == (older.architecture, older.network, older.epoch)
    )
