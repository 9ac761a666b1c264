"""A model that knows drawings only says so wherever it could judge photos."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.cli.models import _model_row
from engine.spec import DRAWN_LICENCE, ModelSpec
from tests.desktop.conftest import FakePipeline, FakeStore, MakeRig, make_spec
from tests.desktop.folder.folder_fakes import Folder
from training.dataset.drawn import DRAWN_NOTE

WritePhoto = Callable[..., Path]
DRAWN = replace(make_spec("sketch", title="Sketches"), licence=DRAWN_LICENCE)


@pytest.fixture
def drawn_store() -> FakeStore:
    return FakeStore({"sketch": FakePipeline(DRAWN), "tiny": FakePipeline(make_spec())})


def test_the_photos_say_it_until_another_model_is_in_use(
    make_rig: MakeRig, drawn_store: FakeStore, write_photo: WritePhoto
) -> None:
    rig = make_rig(drawn_store)
    rig.open(write_photo("1.jpg"))
    caution = rig.panel.model_caution
    assert caution.isVisible()
    assert caution.text().startswith("Sketches: trained on drawn faces only")
    with rig.qtbot.waitSignal(rig.desktop.context.session.model_changed, timeout=20_000):
        rig.desktop.context.session.choose("tiny")
    assert not caution.isVisible()


def test_a_folder_is_not_labelled_with_it_unwarned(
    make_rig: MakeRig, drawn_store: FakeStore, write_photo: WritePhoto
) -> None:
    folder = Folder(make_rig(drawn_store))
    folder.choose(write_photo("1.jpg").parent)
    caution = folder.page.setup.caution
    assert caution.isVisible()
    assert "trained on drawn faces only" in caution.text()
    assert folder.page.setup.start.isEnabled()


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        (replace(make_spec(), metrics={"test_faces": 2134.0}), "2,134 faces in photos"),
        (replace(DRAWN, metrics={"test_faces": 100.0}), "100 drawn faces"),
        (
            replace(make_spec(), metrics={"test_faces": 80.0}, intended_use=DRAWN_NOTE),
            "80 drawn faces",
        ),
        (make_spec(), "-"),
    ],
)
def test_the_list_of_models_says_what_they_were_judged_on(spec: ModelSpec, told: str) -> None:
    assert _model_row(spec)[-2] == told
