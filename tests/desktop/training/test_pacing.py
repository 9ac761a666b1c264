"""Events in bundles: nothing lost but what is overtaken, order kept, the source closed."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest

from desktop.training.run import paced
from engine.errors import UserError
from tests.desktop.training.training_driver import batches, epoch_done, started
from training.events import BatchDone, Event, Preparing


def clock(*, step_s: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += step_s


def source(
    *events: Event | None, error: Exception | None = None
) -> Generator[Event | None, None, str]:
    yield from events
    if error is not None:
        raise error
    return "done"


def collect(
    bundles: Generator[tuple[Event, ...] | None, None, str],
) -> tuple[list[tuple[Event, ...]], str]:
    seen: list[tuple[Event, ...]] = []
    while True:
        try:
            bundle = next(bundles)
        except StopIteration as stop:
            return seen, stop.value
        if bundle is not None:
            seen.append(bundle)


def test_a_thousand_steps_become_a_few_bundles() -> None:
    steps = [BatchDone("combined", "model", 1, n, 400.0, {"loss": 1 / n}) for n in range(1, 1001)]
    ticks = clock(step_s=0.001)
    bundles, result = collect(paced(source(*steps), every_s=0.1, clock=lambda: next(ticks)))
    assert result == "done"
    assert 3 <= len(bundles) <= 25
    assert [step for bundle in bundles for step in bundle] == steps


def test_only_what_is_overtaken_is_lost() -> None:
    first = batches("separate", "age", epoch=1, epochs=2)
    second = batches("separate", "gender", epoch=1, epochs=2)
    end = epoch_done("separate", "age", epoch=1, epochs=2)
    preparing = [Preparing(1, 9), Preparing(5, 9), Preparing(9, 9)]
    events = [*preparing, started(), *first, end, *second]
    bundles, _ = collect(paced(source(*events), every_s=99.0, clock=lambda: 0.0))
    # The first event goes out at once; all others wait for the end.
    told = [event for bundle in bundles for event in bundle]
    assert told == [Preparing(1, 9), Preparing(9, 9), started(), *first, end, *second]


def test_the_last_events_come_before_the_failure() -> None:
    error = UserError("It broke. Received: nothing")
    end = epoch_done("combined", "model", epoch=1, epochs=2)
    bundles = paced(source(None, started(), end, error=error), every_s=99.0, clock=lambda: 0.0)
    assert next(bundles) is None
    assert next(bundles) == (started(),)
    assert next(bundles) is None
    assert next(bundles) == (end,)
    with pytest.raises(UserError, match="It broke"):
        next(bundles)


def test_closing_it_closes_the_source() -> None:
    events = source(None, None, None)
    bundles = paced(events)
    next(bundles)
    bundles.close()
    with pytest.raises(StopIteration):
        next(events)


def test_silence_is_passed_on() -> None:
    bundles = paced(source(None, None))
    assert next(bundles) is None
    assert next(bundles) is None
