"""A whole training on a scripted process: run, pause, stop, fail, resume, judge, use."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.training.page import TrainingPage
from desktop.training.result import MistakeDialog, MistakeRow
from desktop.training.setup_page import TrainingOptions, TrainingPlan
from engine.errors import DataError
from tests.desktop.conftest import FakePipeline, MakeRig, Rig, make_spec
from tests.desktop.test_drops import drop, urls
from tests.desktop.training.test_setup import open_tab, rest
from tests.desktop.training.training_driver import batches, epoch_done, started, whole_run
from tests.desktop.training.training_fakes import begin, end, fail, hear
from training.events import Preparing, StoppedError
from training.interrupted_runs import InterruptedRun, NetworkEpochs

NOW = datetime.datetime(2026, 11, 24, 9, 0, 0, tzinfo=datetime.UTC)


@pytest.fixture
def page(rig: Rig) -> TrainingPage:
    return open_tab(rig)


def unfinished(rig: Rig, page: TrainingPage) -> InterruptedRun:
    backend = rig.stage.backend()
    made = TrainingPlan().settings(
        models_dir=backend.models_dir, work_dir=backend.work_dir, now=NOW
    )
    return InterruptedRun(
        settings=tuple(replace(one, resume=True) for one in made),
        title="combined on drawn faces",
        when=NOW,
        networks=(NetworkEpochs("combined", "model", 3, 8),),
        path=Path("note.json"),
    )


def test_a_run_from_the_click_to_the_model_in_use(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    assert process.settings[0].data == "drawn"
    assert page.pages.currentWidget() is page.run_page
    assert rig.recorder.said[-1] == "Training: Combined model on Drawn faces"
    hear(rig, page, process, *whole_run(["combined"]))
    header = page.run_page.header
    header.refresh()
    assert header.title.text() == "Training, epoch 6 of 6"
    assert page.run_page.curves.history.networks
    end(rig, page, process)
    assert page.run.state == "done"
    report = page.run_page.report
    assert report.isVisible()
    model_id = process.settings[0].model_id
    assert model_id is not None
    told = " ".join(report.texts)
    assert "6.0 years off on average, on 80 test faces" in told
    assert "as labelled in 91.2" in told
    assert "drawn by a program" in told
    assert "Training took 1 min 0 s" in told
    rig.store.pipelines[model_id] = FakePipeline(make_spec(model_id, title="Combined model"))
    button = report.use_buttons[model_id]
    with rig.qtbot.waitSignal(rig.desktop.context.session.model_changed, timeout=20_000):
        button.click()
        question = page.result.question
        assert question is not None
        assert question.isVisible()
        question.use.click()
    assert rig.desktop.context.session.spec is not None
    assert rig.desktop.context.session.spec.model_id == model_id
    assert rig.desktop.settings.model_id == model_id
    assert button.text() == "In use"
    assert not rig.recorder.problems


def test_a_model_trained_on_drawings_is_not_used_by_accident(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"]))
    end(rig, page, process)
    before = rig.desktop.context.session.spec
    (button,) = page.run_page.report.use_buttons.values()
    button.click()
    question = page.result.question
    assert question is not None
    assert "are meaningless" in question.findChild(QLabel).text()
    question.leave.click()
    rig.idle()
    assert rig.desktop.context.session.spec is before
    assert button.text() == "Use this model"


def test_nothing_is_offered_with_a_model_that_was_deleted(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page, architecture="duel")
    end(rig, page, process)
    report, session = page.run_page.report, rig.desktop.context.session
    first, second = report.use_buttons
    before, saved = session.spec, rig.desktop.settings.model_id
    assert before is not None
    # Deleted in another program: the session finds it gone, and nothing of it is kept.
    page.result.use_model(second)
    rig.idle()
    assert session.spec is not None
    assert session.spec.model_id != second
    assert rig.desktop.settings.model_id == saved
    assert not any("Now using" in said for said in rig.recorder.said)
    told = [button.text() for button in report.use_buttons.values()]
    assert told == ["Deleted", "Deleted"]
    assert not any(button.isEnabled() for button in report.use_buttons.values())
    assert not report.play.isEnabled()
    assert report.play.toolTip() == "The models of this training have been deleted"
    assert page.result.class_round is None
    # One is there: it can be used, and a round goes against it alone.
    rig.store.pipelines[first] = FakePipeline(make_spec(first))
    rig.desktop.model_manager.changed.emit()
    rig.idle()
    assert report.use_buttons[first].text() == "Use this model"
    assert not report.use_buttons[second].isEnabled()
    assert page.result.class_round is not None
    assert [one.model_id for one in page.result.class_round._rivals] == [first]
    assert report.play.toolTip() == "Guess ages of test faces before the models do"


def test_a_duel_ends_with_a_verdict(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page, architecture="duel")
    assert [one.architecture for one in process.settings] == ["combined", "separate"]
    hear(rig, page, process, *whole_run(["combined", "separate"], upto=2))
    end(rig, page, process)
    report = page.run_page.report
    assert len(report.use_buttons) == 2
    told = " ".join(report.texts)
    assert "Combined model is better at age by" in told
    assert "a real difference" in told
    (order,) = rig.stage.orders
    assert order.model_ids == tuple(one.model_id for one in process.settings)
    assert order.limit == process.settings[0].limit
    assert order.out.parent == rig.stage.backend().work_dir / "reports"
    report.open_page.click()
    assert rig.stage.opened == [(order.out / "report.html").as_uri()]


def test_mistakes_are_faces_to_click(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, started())
    end(rig, page, process)
    rows = page.run_page.report.findChildren(MistakeRow)
    assert [len(row.buttons) for row in rows] == [10, len(rows[1].buttons)]
    face = rows[0].buttons[0]
    assert "off by" in face.accessibleName()
    face.click()
    dialog = rig.window.findChild(MistakeDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert "Apparent age: labelled" in dialog.words.text()
    assert "The label itself may be wrong" in dialog.words.text()
    dialog.close()


def test_what_cannot_be_judged_is_still_stored(rig: Rig, page: TrainingPage) -> None:
    rig.stage.evaluation_error = DataError("There is nothing to evaluate. Received: 0 faces")
    process = begin(rig, page)
    hear(rig, page, process, started())
    end(rig, page, process)
    report = page.run_page.report
    assert "could not be evaluated. There is nothing to evaluate" in report.texts[-1]
    assert len(report.use_buttons) == 1
    assert not report.open_page.isEnabled()


def test_what_fails_unforeseen_in_the_evaluation_is_told(rig: Rig, page: TrainingPage) -> None:
    rig.stage.evaluation_error = ValueError("layer 17")
    process = begin(rig, page)
    hear(rig, page, process, started())
    end(rig, page, process)
    (sentence,) = rig.recorder.sentences
    assert sentence.startswith("The models are saved, but could not be evaluated. ")
    assert "layer 17" not in sentence
    assert len(page.run_page.report.use_buttons) == 1


def test_another_training_takes_the_result_of_the_one_before_away(
    rig: Rig, page: TrainingPage
) -> None:
    report = page.run_page.report
    first = begin(rig, page)
    hear(rig, page, first, started())
    end(rig, page, first)
    former = set(report.use_buttons)
    assert report.findChildren(MistakeRow)
    report.again.click()
    second = begin(rig, page, architecture="separate")
    assert not report.use_buttons
    assert not report.findChildren(MistakeRow)
    assert not report.open_page.isEnabled()
    end(rig, page, second)
    assert set(report.use_buttons) == {second.settings[0].model_id}
    assert not former & set(report.texts)
    assert "Separate models" in report.texts
    assert "Combined model" not in report.texts


def test_a_training_that_cannot_start_is_told(
    rig: Rig, page: TrainingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    impossible = TrainingPlan(options=TrainingOptions(epochs=-1))
    monkeypatch.setattr(page.setup, "plan", lambda: impossible)
    rig.desktop.training_tab.menu_actions.start.trigger()
    (sentence,) = rig.recorder.sentences
    assert sentence.startswith("The training cannot start. ")
    assert "epochs=-1" in sentence
    assert page.pages.currentWidget() is page.setup
    assert not rig.stage.processes


def test_pause_and_resume(rig: Rig, page: TrainingPage) -> None:
    actions, header = rig.desktop.training_tab.menu_actions, page.run_page.header
    process = begin(rig, page)
    hear(rig, page, process, started(), *batches("combined", "model", epoch=1, epochs=6))
    assert header.pause.isVisible()
    assert not header.resume.isVisible()
    header.pause.click()
    assert process.commands == ["pause"]
    assert header.title.text() == "Paused, epoch 1 of 6"
    assert header.resume.isVisible()
    actions.resume.trigger()
    assert process.commands == ["pause", "resume"]
    assert header.title.text().startswith("Training")


def test_stop_keeps_the_best_so_far(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, started(), epoch_done("combined", "model", epoch=1, epochs=6))
    page.run.pause()
    page.run_page.header.stop.click()
    assert process.commands == ["pause", "resume", "stop"]
    assert page.run.state == "stopping"
    assert "best model so far" in page.run_page.header.title.text()
    assert not page.run_page.header.stop.isVisible()
    end(rig, page, process)
    assert page.run.state == "done"
    assert page.run_page.header.title.text() == "Stopped after 1 of 6 epochs; kept epoch 1"
    assert rig.recorder.said[-1] == "Stopped after 1 of 6 epochs; kept epoch 1"
    assert len(page.run_page.report.use_buttons) == 1


def agree(page: TrainingPage) -> None:
    """Press the button of a question that gives something up."""
    box = page.question
    assert box is not None
    (button,) = [one for one in box.buttons() if one is not box.escapeButton()]
    button.click()


def test_space_after_pause_resumes(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    header = page.run_page.header
    header.pause.setFocus()
    for _ in range(3):
        focused = QApplication.focusWidget()
        assert focused in (header.pause, header.resume)
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Space)
    assert process.commands == ["pause", "resume", "pause"]
    assert header.resume.hasFocus()
    header.resume.click()
    assert header.pause.hasFocus()


def test_the_focus_elsewhere_is_left_there(rig: Rig, page: TrainingPage) -> None:
    begin(rig, page)
    elsewhere = page.run_page.details_button
    elsewhere.setFocus()
    page.run.pause()
    assert elsewhere.hasFocus()


def test_the_focus_goes_on_when_a_run_ends(rig: Rig, page: TrainingPage) -> None:
    header, report = page.run_page.header, page.run_page.report
    process = begin(rig, page)
    assert header.pause.hasFocus()
    end(rig, page, process)
    assert report.play.hasFocus()  # a model of drawings is not for use
    page.show_setup()
    fail(rig, page, begin(rig, page))
    assert header.resume.hasFocus()
    # Stop goes at once, and the run ends later; by then the focus may be elsewhere on purpose.
    header.resume.click()
    header.stop.setFocus()
    header.stop.click()
    end(rig, page, rig.stage.process)
    assert report.play.hasFocus()
    page.show_setup()
    process = begin(rig, page)
    header.stop.click()
    elsewhere = page.run_page.details_button
    elsewhere.setFocus()
    end(rig, page, process)
    assert elsewhere.hasFocus()


def test_stop_asks_if_minutes_would_be_lost(
    rig: Rig, page: TrainingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = begin(rig, page)
    begun = page.run.tracker.clock()
    hear(rig, page, process, started())
    monkeypatch.setattr(page.run.tracker, "clock", lambda: begun + 725.0)
    page.run_page.header.stop.click()
    box = page.question
    assert box is not None
    assert "It has been training for 12 min 5 s" in box.informativeText()
    assert box.defaultButton() is box.escapeButton()
    box.reject()
    assert page.question is None
    assert page.run.state == "running"
    page.run_page.header.stop.click()
    agree(page)
    assert process.commands == ["stop"]
    # The question had the focus while the button that asked went away.
    end(rig, page, process)
    assert rig.window.focusWidget() is page.run_page.report.play


def test_stop_while_preparing_is_no_failure(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, Preparing(1, 3000))
    page.run_page.header.stop.click()
    process.fail(StoppedError("It was stopped."))
    rig.qtbot.waitUntil(lambda: page.run.state == "failed", timeout=20_000)
    rest(rig)
    assert page.run_page.header.title.text() == "Stopped while preparing the faces"
    assert rig.recorder.said[-1] == "Stopped while preparing the faces"
    assert not rig.recorder.problems
    assert page.run_page.again.isVisible()
    # Whatever else ends such a run is told.
    page.run_page.again.click()
    fail(rig, page, begin(rig, page))
    assert rig.recorder.sentences == ["The memory ran out. Details: signal 9"]
    assert page.run_page.header.title.text() == "The training was interrupted"


def test_a_question_about_a_run_that_ends_goes_away(
    rig: Rig, page: TrainingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = begin(rig, page)
    begun = page.run.tracker.clock()
    hear(rig, page, process, started())
    monkeypatch.setattr(page.run.tracker, "clock", lambda: begun + 725.0)
    page.run_page.header.stop.click()
    assert page.question is not None
    end(rig, page, process)
    assert page.question is None
    assert process.commands == []


def test_never_two_at_once(rig: Rig, page: TrainingPage, tmp_path: Path) -> None:
    actions = rig.desktop.training_tab.menu_actions
    begin(rig, page)
    assert not actions.start.isEnabled()
    assert not actions.choose_folder.isEnabled()
    page.start()
    page.run.start_again()
    page.show_setup()
    assert len(rig.stage.processes) == 1
    assert page.pages.currentWidget() is page.run_page
    assert drop(rig.desktop.training_tab, urls(tmp_path))
    rig.idle()
    assert "A training is running" in rig.recorder.said[-1]
    assert page.setup.data.place == "drawn"


def test_a_failure_is_told_and_can_be_resumed(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=2))
    fail(rig, page, process)
    assert rig.recorder.sentences == ["The memory ran out. Details: signal 9"]
    assert page.pages.currentWidget() is page.run_page
    assert page.run_page.curves.history.networks, "the curves are kept"
    header = page.run_page.header
    assert header.title.text() == "The training was interrupted"
    assert header.resume.isVisible()
    header.resume.click()
    again = rig.stage.process
    assert again is not process
    assert [replace(one, resume=False) for one in again.settings] == list(process.settings)
    assert all(one.resume for one in again.settings)
    assert page.run_page.curves.history.networks
    hear(rig, page, again, started(done=2))
    header.refresh()
    assert header.title.text() == "Training, epoch 3 of 6"
    end(rig, page, again)
    assert page.run.state == "done"


def test_after_a_failure_another_training_can_be_set_up(rig: Rig, page: TrainingPage) -> None:
    fail(rig, page, begin(rig, page))
    page.run_page.again.click()
    assert page.pages.currentWidget() is page.setup
    begin(rig, page)
    assert len(rig.stage.processes) == 2
    assert not rig.stage.process.settings[0].resume


def test_interrupted_runs_are_offered(make_rig: MakeRig) -> None:
    rig = make_rig()
    run = unfinished(rig, rig.desktop.training_tab.page)
    rig.stage.waiting = [run, replace(run, path=Path("other.json"))]
    rest(rig)
    page = open_tab(rig)
    page._list_interrupted()
    rest(rig)
    assert page.banner.isVisible()
    for part in ("Combined model on Drawn faces", "3 of 8 epochs", "1 more"):
        assert part in page.banner.text
    page.banner.discard.click()
    rest(rig)
    assert page.question is not None
    assert "deletes 3 trained epochs" in page.question.informativeText()
    page.question.reject()
    rest(rig)
    assert not rig.stage.discarded
    page.banner.discard.click()
    agree(page)
    rest(rig)
    assert rig.stage.discarded == [run]
    assert "more" not in page.banner.text
    page.banner.resume.click()
    assert page.run.state == "running"
    assert rig.stage.process.settings == run.settings
    assert not page.banner.isVisible()


def test_no_banner_without_interrupted_runs(page: TrainingPage) -> None:
    assert not page.banner.isVisible()
    assert page.banner.text == ""


def test_an_evaluation_is_shown_part_by_part(rig: Rig, page: TrainingPage) -> None:
    """Figures, labels and pictures of two networks at once would hold up the window."""
    process = begin(rig, page, architecture="duel")
    report = page.run_page.report
    counts: list[int] = []
    report._filling.timeout.connect(lambda: counts.append(report._body.count()))
    end(rig, page, process)
    added = [after - before for before, after in pairwise(counts)]
    assert len(counts) == 8  # the comparison; for each network labels and two rows of faces; none
    assert max(added) == 2  # a heading and what stands below it
