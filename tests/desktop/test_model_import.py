"""A model that somebody received: dropped or chosen, described, asked about, tried and copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QDialogButtonBox

from desktop.model_import import ModelImporter, ModelQuestion
from engine.store import ModelStore
from tests.desktop.conftest import MakeRig, Rig
from tests.desktop.test_drops import drop

MakeModel = Callable[..., Path]


@pytest.fixture
def received(rig: Rig, tmp_path: Path) -> Rig:
    """A window that imports into a folder of this test."""
    store = ModelStore([tmp_path / "user"], tried=tmp_path / "tried.json")
    rig.desktop.models._install = store.import_folder
    return rig


def question(rig: Rig) -> ModelQuestion:
    rig.qtbot.waitUntil(lambda: rig.desktop.models.question is not None, timeout=10_000)
    found = rig.desktop.models.question
    assert found is not None
    return found


def urls(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


@pytest.mark.parametrize("tab", ["photo_tab", "folder_tab", "training_tab"])
@pytest.mark.parametrize("what", ["", "model.json"])
def test_a_dropped_model_is_described_and_imported_when_asked_for(
    received: Rig, tmp_path: Path, make_model: MakeModel, tab: str, what: str
) -> None:
    source = make_model(tmp_path / "usb", "guest-1.2", title="A <b>guest</b>")
    target = getattr(received.desktop, tab)
    received.window.tabs.setCurrentWidget(target)
    assert drop(target, urls(source / what))
    asked = question(received)
    rows = dict(asked.rows)
    assert rows["Name"] == "guest-1.2"
    assert rows["Made"] == "not stated"
    with received.qtbot.waitSignal(received.desktop.models.imported, timeout=60_000):
        asked.confirm.click()
    received.idle()
    assert (tmp_path / "user" / "guest-1.2" / "model.json").is_file()
    assert any("guest-1.2" in said and "installed" in said for said in received.recorder.said)
    assert received.desktop.context.session.spec is received.pipeline.spec
    assert not received.recorder.problems


def test_cancel_is_what_enter_chooses_and_imports_nothing(
    received: Rig, tmp_path: Path, make_model: MakeModel
) -> None:
    received.dialogs.answer = [make_model(tmp_path / "usb", "guest")]
    received.window.import_wanted.emit()
    asked = question(received)
    box = asked.findChild(QDialogButtonBox)
    assert box is not None
    cancel = box.button(QDialogButtonBox.StandardButton.Cancel)
    assert cancel.isDefault()
    cancel.click()
    received.idle()
    assert not (tmp_path / "user").exists()


@pytest.mark.parametrize(
    ("network", "told"), [("endless", "loops or branches"), ("nan", "not a number")]
)
def test_a_model_that_fails_its_trial_is_told_and_not_imported(
    received: Rig, tmp_path: Path, make_model: MakeModel, network: str, told: str
) -> None:
    received.desktop.models.take(make_model(tmp_path / "usb", "guest", networks={"model": network}))
    question(received).confirm.click()
    received.qtbot.waitUntil(lambda: bool(received.recorder.problems), timeout=60_000)
    (sentence,) = received.recorder.sentences
    assert sentence.startswith("The model was not imported.")
    assert told in sentence
    assert not (tmp_path / "user").exists()


def test_a_damaged_model_is_told_before_anything_is_asked(
    received: Rig, tmp_path: Path, make_model: MakeModel
) -> None:
    source = make_model(tmp_path / "usb", "guest")
    (source / "setup.py").write_text("print()")
    received.desktop.models.take(source)
    received.idle()
    (sentence,) = received.recorder.sentences
    assert "setup.py" in sentence
    assert received.desktop.models.question is None


def test_the_menu_offers_it_even_without_models(make_rig: MakeRig) -> None:
    rig = make_rig()
    texts = [action.text() for action in rig.window.model_menu.actions()]
    assert texts[-1] == "&Import a model…"
    assert isinstance(rig.desktop.models, ModelImporter)


def test_figures_and_terms_are_shown_as_the_model_states_them(
    received: Rig, tmp_path: Path, make_model: MakeModel
) -> None:
    metrics = {"test_faces": 1200.0, "test_age_mae_years": 4.5, "test_gender_accuracy": 0.951}
    source = make_model(
        tmp_path / "usb",
        "guest",
        metrics=metrics,
        created="2026-01-02T03:04:05+00:00",
        versions={"agelens": "0.9"},
    )
    received.desktop.models.take(source)
    rows = dict(question(received).rows)
    assert rows["Figures"] == "age 4.5 years off, gender right for 95 %, on 1,200 faces"
    assert rows["Made"] == "2026-01-02"
    assert rows["Made with"] == "AgeLens 0.9"
    question(received).reject()
