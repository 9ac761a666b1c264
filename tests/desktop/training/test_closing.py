"""Closing the window during a training: the question, its answers, and that nothing is left."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.training.page import TrainingPage
from tests.desktop.conftest import Rig
from tests.desktop.training.test_setup import open_tab
from tests.desktop.training.training_driver import started
from tests.desktop.training.training_fakes import begin, end, fail, hear


@pytest.fixture
def page(rig: Rig) -> TrainingPage:
    return open_tab(rig)


def test_closing_during_a_run_asks_and_goes_on(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    rig.window.close()
    assert rig.window.isVisible()
    question = page.closing.question
    assert question is not None
    assert question.isVisible()
    rig.window.close()
    assert page.closing.question is question, "it is asked once"
    question.stay.click()
    assert page.closing.question is None
    assert process.commands == []
    assert page.run.state == "running"


def test_leaving_closes_at_once_and_can_be_continued(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, started())
    rig.window.close()
    assert page.closing.question is not None
    page.closing.question.leave.click()
    assert not rig.window.isVisible()
    rig.qtbot.waitUntil(lambda: process.closed, timeout=20_000)
    assert process.commands == []
    rig.desktop.close()
    assert not [one for one in threading.enumerate() if one.name == "training lane"]
    assert not rig.recorder.problems


def test_stopping_closes_once_the_model_is_stored(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, started())
    rig.window.close()
    assert page.closing.question is not None
    page.closing.question.stop.click()
    assert process.commands == ["stop"]
    assert rig.window.isVisible()
    process.finish()
    rig.qtbot.waitUntil(lambda: not rig.window.isVisible(), timeout=20_000)
    assert rig.stage.orders == [], "nobody waits for an evaluation"


def test_closing_a_run_that_is_stopping_waits_for_its_model(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, started())
    page.run_page.header.stop.click()
    rig.window.close()
    assert page.closing.question is not None
    page.closing.question.stop.click()
    assert process.commands == ["stop"], "it is told once"
    assert rig.window.isVisible()
    process.finish()
    rig.qtbot.waitUntil(lambda: not rig.window.isVisible(), timeout=20_000)


def test_a_shutdown_of_the_computer_asks_nothing(
    rig: Rig, page: TrainingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = begin(rig, page)
    hear(rig, page, process, started())
    rig.window.close()
    assert page.closing.question is not None
    monkeypatch.setattr(QGuiApplication, "isSavingSession", lambda _: True)
    assert rig.window.close()
    assert page.closing.question is None, "nobody is there to answer"
    rig.qtbot.waitUntil(lambda: process.closed, timeout=20_000)
    assert process.commands == []
    assert not rig.recorder.problems


def test_a_failure_while_closing_keeps_the_window(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    rig.window.close()
    assert page.closing.question is not None
    page.closing.question.stop.click()
    fail(rig, page, process)
    assert rig.window.isVisible()
    assert len(rig.recorder.problems) == 1


def test_a_run_that_ends_meanwhile_takes_the_question_away(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    rig.window.close()
    end(rig, page, process)
    assert page.closing.question is None
    assert page.run.state == "done"
    rig.window.close()
    assert not rig.window.isVisible()


def test_the_end_of_the_program_ends_the_run(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, started())
    rig.desktop.close()
    assert not [one for one in threading.enumerate() if one.name == "training lane"]
    assert process.closed
    assert process.commands == []
