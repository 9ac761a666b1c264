"""The lane's promises: one at a time, answers on the GUI thread, silence after cancel, a join."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.jobs import Job, Lane, LaneTask, ProgressReporter, Urgency


class Heard:
    """Everything a job said, in order, and whether it was said on the test's thread."""

    def __init__(self, job: Job) -> None:
        self.said: list[tuple[str, Any]] = []
        self.threads: set[threading.Thread] = set()
        job.reported.connect(lambda value: self.hear("reported", value))
        job.succeeded.connect(lambda value: self.hear("succeeded", value))
        job.failed.connect(lambda error: self.hear("failed", error))
        job.finished.connect(lambda: self.hear("finished", None))

    def hear(self, what: str, value: Any) -> None:
        self.said.append((what, value))
        self.threads.add(threading.current_thread())

    @property
    def kinds(self) -> list[str]:
        return [what for what, _ in self.said]


def test_a_job_succeeds_on_the_gui_thread(qtbot: QtBot, lane: Lane) -> None:
    workers: list[threading.Thread] = []

    def work() -> int:
        workers.append(threading.current_thread())
        return 42

    job = lane.submit(work)
    heard = Heard(job)
    with qtbot.waitSignal(job.finished):
        pass
    assert heard.said == [("succeeded", 42), ("finished", None)]
    assert heard.threads == {threading.main_thread()}
    assert workers != [threading.main_thread()]
    assert not lane.busy


def test_a_generator_reports_then_succeeds(qtbot: QtBot, lane: Lane) -> None:
    def work() -> Generator[str | None, None, str]:
        yield "one"
        yield None
        yield "two"
        return "end"

    job = lane.submit(work)
    heard = Heard(job)
    with qtbot.waitSignal(job.finished):
        pass
    assert heard.said == [
        ("reported", "one"),
        ("reported", "two"),
        ("succeeded", "end"),
        ("finished", None),
    ]


@pytest.mark.parametrize("stepwise", [False, True])
def test_a_job_fails_with_its_exception(qtbot: QtBot, lane: Lane, stepwise: bool) -> None:
    error = ValueError("no")

    def plain() -> None:
        raise error

    def steps() -> Generator[int, None, None]:
        yield 1
        raise error

    job = lane.submit(steps if stepwise else plain)
    heard = Heard(job)
    with qtbot.waitSignal(job.finished):
        pass
    assert heard.said[-2:] == [("failed", error), ("finished", None)]


def test_the_lane_goes_on_after_a_failure(qtbot: QtBot, lane: Lane) -> None:
    def fail() -> None:
        raise RuntimeError

    lane.submit(fail)
    job = lane.submit(lambda: "fine")
    with qtbot.waitSignal(job.succeeded) as signal:
        pass
    assert signal.args == ["fine"]


def test_cancel_is_silent_before_during_and_after(qtbot: QtBot, lane: Lane) -> None:
    gate, running, cleaned = threading.Event(), threading.Event(), threading.Event()

    def work() -> Generator[int, None, str]:
        try:
            running.set()
            gate.wait(20)
            yield 1
            return "never"
        finally:
            cleaned.set()

    first, second = lane.submit(work), lane.submit(lambda: "never either")
    heard = [Heard(first), Heard(second)]
    qtbot.waitUntil(running.is_set)
    first.cancel()
    first.cancel()
    second.cancel()
    assert first.cancelled
    gate.set()
    qtbot.waitUntil(lambda: not lane.busy)
    assert [h.kinds for h in heard] == [["finished"], ["finished"]]
    assert cleaned.is_set()


def test_a_cancelled_job_that_cannot_clean_up_is_logged_and_no_harm(
    qtbot: QtBot, lane: Lane, caplog: pytest.LogCaptureFixture
) -> None:
    gate, running = threading.Event(), threading.Event()

    def work() -> Generator[int, None, None]:
        try:
            running.set()
            gate.wait(20)
            yield 1
        finally:
            raise OSError("the disk is full")

    job = lane.submit(work)
    heard = Heard(job)
    qtbot.waitUntil(running.is_set)
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: not lane.busy)
    assert heard.kinds == ["finished"]
    assert "failed while it cleaned up" in caplog.text
    assert "the disk is full" in caplog.text
    with qtbot.waitSignal(lane.submit(lambda: "fine").succeeded):
        pass


def test_an_answer_on_its_way_is_dropped_by_cancel(qtbot: QtBot, lane: Lane) -> None:
    done = threading.Event()

    def work() -> str:
        done.set()
        return "late"

    job = lane.submit(work)
    heard = Heard(job)
    # The worker is through, but this thread has not been back to Qt: the answer still waits.
    assert done.wait(20)
    job.cancel()
    qtbot.waitUntil(lambda: not lane.busy)
    assert heard.kinds == ["finished"]


def test_more_urgent_jobs_go_first_even_between_steps(qtbot: QtBot, lane: Lane) -> None:
    order: list[str] = []
    gate, started = threading.Event(), threading.Event()

    def slow() -> Generator[None, None, None]:
        started.set()
        gate.wait(20)
        order.append("slow 1")
        yield
        order.append("slow 2")

    def note(name: str) -> Callable[[], None]:
        return lambda: order.append(name)

    lane.submit(slow, urgency=Urgency.IDLE)
    qtbot.waitUntil(started.is_set)
    lane.submit(note("soon"), urgency=Urgency.SOON)
    lane.submit(note("now 1"))
    lane.submit(note("now 2"))
    gate.set()
    qtbot.waitUntil(lambda: not lane.busy)
    assert order == ["slow 1", "now 1", "now 2", "soon", "slow 2"]


def test_one_worker_serves_one_job_at_a_time(qtbot: QtBot, lane: Lane) -> None:
    inside, most = [], []

    def work() -> None:
        inside.append(1)
        most.append(len(inside))
        sum(range(2000))  # long enough for a second worker to come in between
        inside.pop()

    for _ in range(20):
        lane.submit(work)
    qtbot.waitUntil(lambda: not lane.busy)
    assert max(most) == 1


def test_close_cancels_and_joins(qtbot: QtBot) -> None:
    lane = Lane("test")
    running, gate = threading.Event(), threading.Event()

    def work() -> str:
        running.set()
        gate.wait(20)
        return "never"

    jobs = [lane.submit(work), lane.submit(lambda: "never")]
    heard = [Heard(job) for job in jobs]
    qtbot.waitUntil(running.is_set)
    threading.Timer(0.05, gate.set).start()
    assert lane.close()
    assert [h.kinds for h in heard] == [["finished"], ["finished"]]
    assert not [t for t in threading.enumerate() if t.name == "test lane"]
    assert lane.submit(lambda: "never").cancelled
    assert lane.close()


def test_close_gives_up_on_what_hangs(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    lane = Lane("stuck")
    gate, running = threading.Event(), threading.Event()

    def work() -> None:
        running.set()
        gate.wait(20)

    lane.submit(work)
    qtbot.waitUntil(running.is_set)
    with caplog.at_level(logging.ERROR):
        assert not lane.close(timeout_s=0.01)
    assert "stuck lane did not stop" in caplog.text
    gate.set()
    assert lane.close()


@pytest.mark.parametrize("fails", [False, True])
def test_a_lane_that_has_worked_says_once_that_it_is_quiet(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, fails: bool
) -> None:
    told: list[str] = []

    def when_quiet() -> None:
        told.append(threading.current_thread().name)
        if fails:
            raise OSError("nothing to tidy up")

    lane = Lane("tidy", when_quiet=when_quiet, quiet_s=0.01)

    def work(count: int) -> None:
        with qtbot.waitSignal(lane.submit(lambda: None).finished):
            pass
        qtbot.waitUntil(lambda: len(told) >= count)

    with caplog.at_level(logging.ERROR):
        work(1)
        work(2)
    assert told == ["tidy lane"] * 2
    assert ("when it is quiet failed" in caplog.text) is fails
    assert lane.close()


def test_an_unused_lane_has_no_thread(qtbot: QtBot) -> None:
    before = threading.active_count()
    lane = Lane("idle")
    assert threading.active_count() == before
    assert lane.close()


def test_of_a_task_only_the_latest_piece_counts(qtbot: QtBot, lane: Lane) -> None:
    task = LaneTask(lane)
    results: list[object] = []
    ended: list[bool] = []
    task.succeeded.connect(results.append)
    task.ended.connect(lambda: ended.append(True))
    gate, running = threading.Event(), threading.Event()

    def held(_: ProgressReporter) -> str:
        running.set()
        gate.wait(20)
        return "first"

    task.start(held)
    qtbot.waitUntil(running.is_set)
    task.start(lambda _: "second")
    assert ended == [True]
    assert task.busy
    gate.set()
    qtbot.waitUntil(lambda: not lane.busy)
    assert results == ["second"]
    assert ended == [True, True]
    assert not task.busy


def test_a_task_on_a_closed_lane_never_starts(qtbot: QtBot) -> None:
    lane = Lane("closed")
    assert lane.close()
    task = LaneTask(lane)
    started: list[object] = []
    task.started.connect(started.append)
    task.start(lambda _: pytest.fail("it ran"))
    assert started == []
    assert not task.busy
