"""Starting from an installed model: what is offered, what is proposed, what comes of it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt

from desktop.jobs import ProgressReporter
from desktop.paths import user_models_dir
from desktop.training.backend import StartModel, training_backend
from desktop.training.page import TrainingPage
from desktop.training.setup_page import StartChoice
from engine.export import TRAINING_COLUMNS
from engine.store import shipped_models_dir
from tests.desktop.conftest import MakeRig, Rig
from tests.desktop.training.test_setup import open_tab, rest
from tests.desktop.training.training_driver import faces
from tests.desktop.training.training_fakes import begin, end
from training.run_evaluation import EvaluationRequest

MODELS = [
    StartModel(model_id="combined-mine", architecture="combined", folder=Path("m/combined-mine")),
    StartModel(model_id="tiny", architecture="combined", folder=Path("m/tiny")),
    StartModel(model_id="separate", architecture="separate", folder=Path("m/separate")),
]


@pytest.fixture
def page(make_rig: MakeRig) -> TrainingPage:
    return opened(make_rig())


def opened(rig: Rig, models: list[StartModel] | None = None) -> TrainingPage:
    rig.stage.models = MODELS if models is None else models
    return open_tab(rig)


@pytest.fixture
def corrections(tmp_path: Path) -> Path:
    """Sixty faces as ``engine.export.export_training`` hands them over."""
    path = tmp_path / "corrections.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(TRAINING_COLUMNS)
        for number, face in enumerate(faces(100, side_px=64)):
            picture = tmp_path / f"{number}.png"
            cv2.imwrite(str(picture), face[:, :, ::-1])
            writer.writerow((picture, 5 + number, ("male", "female")[number % 2], 0, 0, 64, 64))
    return path


def names(start: StartChoice) -> list[str]:
    return [start.box.itemText(n) for n in range(start.box.count())]


def test_scratch_is_the_usual_way_and_models_are_offered_by_architecture(rig: Rig) -> None:
    setup = opened(rig).setup
    assert setup.start.model is None
    assert names(setup.start) == ["combined-mine", "tiny"]
    assert setup.start.box.currentText() == "tiny"  # the one that judges faces now
    setup.architecture.choose("separate")
    assert names(setup.start) == ["separate"]
    setup.start.question.choose("model")
    plan = setup.plan()
    assert plan is not None
    assert plan.start == MODELS[2]
    assert "starts from separate" in setup.summary


def test_a_duel_begins_from_scratch_and_the_wish_is_remembered(rig: Rig) -> None:
    setup = opened(rig).setup
    rig.qtbot.mouseClick(setup.start.question.cards["model"], Qt.MouseButton.LeftButton)
    assert setup.start.model == MODELS[1]
    setup.architecture.choose("duel")
    assert setup.start.model is None
    card = setup.start.question.cards["model"]
    assert not card.isEnabled()
    assert "duel" in card.sentence.text()
    assert "starts from" not in setup.summary
    setup.architecture.choose("combined")
    assert setup.start.model == MODELS[1]
    assert "100" in card.sentence.text()


def test_without_a_model_of_the_kind_there_is_a_sentence(rig: Rig) -> None:
    setup = opened(rig, [MODELS[2]]).setup
    card = setup.start.question.cards["model"]
    assert not card.isEnabled()
    assert "no model of this architecture" in card.sentence.text()
    setup.start.propose(model=True)
    assert setup.start.model is None
    setup.start.set_models(MODELS, in_use=None)
    assert setup.start.model == MODELS[0]


def test_corrections_are_for_the_model_in_use_and_all_of_them(rig: Rig, corrections: Path) -> None:
    """What the Folder tab does when it hands its table over."""
    rig.stage.models = MODELS
    page = rig.desktop.training_tab.page
    page.take(corrections)
    rest(rig)
    assert page.setup.start.model == MODELS[1]
    assert page.setup.preset.key == "full"
    assert "100 usable faces" in page.setup.data.findings.summary
    assert page.setup.summary == "corrections.csv  ·  Combined  ·  starts from tiny  ·  Full"
    rig.window.tabs.setCurrentWidget(rig.desktop.training_tab)
    process = begin(rig, page)
    (one,) = process.settings
    assert (one.data, one.start_from, one.recipe) == (corrections, Path("m/tiny"), "fine-tune")
    assert (one.model_id or "").startswith("combined-fine-corrections-")
    assert one.limit is None
    end(rig, page, process)
    assert rig.stage.orders[-1].beside == Path("m/tiny")
    assert "Starts from the weights of tiny" in hood(page)


def hood(page: TrainingPage) -> str:
    page.run_page.model_details.show_run(page.run.settings, None)
    return page.run_page.model_details.toPlainText()


def test_corrections_choose_the_architecture_of_the_model_in_use(
    rig: Rig, corrections: Path
) -> None:
    in_use = StartModel(model_id="tiny", architecture="recommended", folder=Path("m/tiny"))
    page = opened(rig, [*MODELS[:1], in_use])
    assert page.setup.architecture.key == "combined"
    page.take(corrections)
    rest(rig)
    assert page.setup.architecture.key == "recommended"
    assert page.setup.start.model == in_use
    assert "Recommended" in page.setup.summary


def test_other_faces_do_not_overrule_the_user(rig: Rig, corrections: Path) -> None:
    page = opened(rig)
    start = page.setup.start
    plain = corrections.with_name("plain.csv")
    plain.write_text(corrections.read_text(encoding="utf-8-sig").replace("path,", "file,", 1))
    page.take(corrections)
    rest(rig)
    assert start.model is not None
    page.take(plain)  # it was only proposed: other faces, another proposal
    rest(rig)
    assert start.model is None
    start.question.choose("model")
    page.take(plain)
    rest(rig)
    assert start.model is not None
    page.setup.data.question.choose("drawn")
    assert start.model is not None


def test_back_to_the_corrections_they_are_proposed_again(rig: Rig, corrections: Path) -> None:
    page = opened(rig)
    page.take(corrections)
    rest(rig)
    page.setup.data.question.choose("drawn")
    assert page.setup.start.model is None
    page.setup.data.question.choose("own")
    rest(rig)
    assert page.setup.start.model is not None


def test_a_model_that_was_trained_meanwhile_is_offered(rig: Rig) -> None:
    page = opened(rig, [])
    assert not page.setup.start.question.cards["model"].isEnabled()
    rig.stage.models = MODELS
    page.show_setup()
    rest(rig)
    assert page.setup.start.question.cards["model"].isEnabled()
    assert page.setup.start.model is None


def test_the_model_before_is_judged_beside_the_new_one(
    tmp_path: Path, make_model: Callable[..., Path], corrections: Path
) -> None:
    make_model(tmp_path / "models", "after")
    before = make_model(tmp_path / "shipped", "before")
    backend = training_backend(models_dir=tmp_path / "models", work_dir=tmp_path / "work")

    def order(beside: Path | None) -> EvaluationRequest:
        return EvaluationRequest(
            place=corrections,
            limit=None,
            model_ids=("after",),
            out=tmp_path / "report",
            beside=beside,
        )

    report = backend.evaluate(order(before), ProgressReporter()).result.report
    assert [one.spec.model_id for one in report.evaluations] == ["after", "before"]
    assert [one.count for one in report.comparisons] == [100]
    report = backend.evaluate(order(tmp_path / "former-run"), ProgressReporter()).result.report
    assert [one.spec.model_id for one in report.evaluations] == ["after"]


def test_the_real_backend_lists_what_is_installed(tmp_path: Path, shipped_model: Path) -> None:
    backend = training_backend(models_dir=tmp_path / "models", work_dir=tmp_path / "work")
    found = {one.model_id: one for one in backend.start_models()}
    assert found["combined"].folder == shipped_models_dir() / "combined"
    assert found["combined"].architecture == "combined"
    assert not backend.is_corrections(tmp_path)
    assert training_backend().models_dir == user_models_dir()
