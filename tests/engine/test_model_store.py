"""Several folders of models: which one is meant, what is imported, what is wrong."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import ModelError
from engine.predictor import try_out
from engine.progress import drain
from engine.store import ModelStore, shipped_models_dir, verify

MakeModel = Callable[..., Path]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_first_folder_with_an_id_wins(tmp_path: Path, make_model: MakeModel) -> None:
    make_model(tmp_path / "user", "combined", title="mine")
    make_model(tmp_path / "shipped", "combined", title="theirs")
    make_model(tmp_path / "shipped", "separate")
    models = ModelStore([tmp_path / "user", tmp_path / "shipped", tmp_path / "absent"])
    assert [(spec.model_id, spec.title) for spec in models.models()] == [
        ("combined", "mine"),
        ("separate", "A tiny model for tests"),
    ]
    assert models.open("combined")[0] == tmp_path / "user" / "combined"
    assert models.problems() == ()


def test_a_broken_model_does_not_hide_a_sound_one(tmp_path: Path, make_model: MakeModel) -> None:
    (make_model(tmp_path / "user", "combined") / "model.tflite").write_bytes(b"")
    make_model(tmp_path / "shipped", "combined", title="theirs")
    models = ModelStore([tmp_path / "user", tmp_path / "shipped"])
    assert models.open("combined")[1].title == "theirs"
    (problem,) = models.problems()
    assert str(tmp_path / "user" / "combined") in problem


def test_a_renamed_folder_is_a_problem(models_dir: Path) -> None:
    (models_dir / "tiny").rename(models_dir / "copy of tiny")
    models = ModelStore([models_dir])
    assert models.models() == ()
    assert "expected tiny" in models.problems()[0]


@pytest.mark.parametrize(
    ("ids", "default"),
    [
        (["zebra", "combined", "recommended"], "recommended"),
        (["alpha", "combined"], "combined"),
        (["zebra", "alpha"], "alpha"),
    ],
)
def test_default(tmp_path: Path, make_model: MakeModel, ids: list[str], default: str) -> None:
    for model_id in ids:
        make_model(tmp_path, model_id)
    assert ModelStore([tmp_path]).default_id() == default


def test_no_model_at_all_is_told(tmp_path: Path) -> None:
    models = ModelStore([tmp_path / "absent"])
    with pytest.raises(ModelError, match="No model is installed"):
        models.default_id()
    with pytest.raises(ModelError, match=r"known: none. Received: combined"):
        models.open("combined")


def test_an_unknown_id_names_the_known_ones(tiny_store: ModelStore) -> None:
    with pytest.raises(ModelError, match=r"known: tiny. Received: nope"):
        tiny_store.open("nope")


def test_opening_a_broken_model_says_why(models_dir: Path, tiny_store: ModelStore) -> None:
    (models_dir / "tiny" / "model.tflite").unlink()
    with pytest.raises(ModelError, match=r"tiny cannot be used.*missing"):
        tiny_store.open("tiny")


def test_import_goes_into_the_first_folder(tmp_path: Path, make_model: MakeModel) -> None:
    source = make_model(tmp_path / "usb", "guest")
    source = source.rename(tmp_path / "usb" / "guest (1)")
    (source / "notes.txt").write_text("not recorded, so not copied")
    models = ModelStore([tmp_path / "user", tmp_path / "shipped"])
    assert drain(models.import_folder(source)).model_id == "guest"
    assert sorted(contents(tmp_path / "user")) == [
        str(Path("guest", "model.json")),
        str(Path("guest", "model.tflite")),
    ]


def test_import_never_replaces_nor_hides(tmp_path: Path, make_model: MakeModel) -> None:
    make_model(tmp_path / "shipped", "combined")
    models = ModelStore([tmp_path / "user", tmp_path / "shipped"])
    same = make_model(tmp_path / "usb", "combined")
    assert drain(models.import_folder(same)).model_id == "combined"
    assert not (tmp_path / "user").exists()
    other = make_model(tmp_path / "usb", "combined", networks={"age": "age", "gender": "gender"})
    assert drain(models.import_folder(other)).model_id == "combined-2"
    assert drain(models.import_folder(other)).model_id == "combined-2"
    assert [spec.model_id for spec in models.models()] == ["combined-2", "combined"]


def test_import_refuses_an_unsound_folder(tmp_path: Path, make_model: MakeModel) -> None:
    source = make_model(tmp_path / "usb")
    (source / "setup.py").write_text("print()")
    with pytest.raises(ModelError, match=r"setup\.py"):
        drain(ModelStore([tmp_path / "user"]).import_folder(source))
    assert not (tmp_path / "user").exists()


def test_the_shipped_folder_lies_in_the_package() -> None:
    folder = shipped_models_dir()
    assert folder.parts[-2:] == ("resources", "models")
    assert folder.parent.is_dir()


def test_shipped_models_are_sound() -> None:
    models = ModelStore([shipped_models_dir()])
    assert models.problems() == ()


def test_a_model_is_tried_once_before_it_is_opened(tmp_path: Path, make_model: MakeModel) -> None:
    folder = make_model(tmp_path / "user", "guest")
    store = ModelStore([tmp_path / "user"], tried=tmp_path / "state" / "tried.json")
    assert store.open("guest")[0] == folder
    before = (tmp_path / "state" / "tried.json").read_bytes()
    assert store.open("guest")[0] == folder
    assert (tmp_path / "state" / "tried.json").read_bytes() == before
    make_model(tmp_path / "user", "other", networks={"age": "age", "gender": "gender"})
    store.open("other")
    assert (tmp_path / "state" / "tried.json").read_bytes() != before


@pytest.mark.parametrize(
    ("network", "told"),
    [
        ("endless", r"loops or branches.*Received: WHILE"),
        ("huge", r"trial run"),
        ("nan", r"gave an answer that is not a number"),
        ("score_of_50", r"gender score outside"),
        ("other_name", r"not a network with an input named image"),
    ],
)
def test_a_model_that_cannot_answer_is_neither_imported_nor_opened(
    tmp_path: Path, make_model: MakeModel, network: str, told: str
) -> None:
    source = make_model(tmp_path / "usb", "guest", networks={"model": network})
    user, tried = tmp_path / "user", tmp_path / "tried.json"
    with pytest.raises(ModelError, match=told):
        drain(ModelStore([user], tried=tried).import_folder(source))
    assert not user.exists()
    with pytest.raises(ModelError, match=told):
        ModelStore([tmp_path / "usb"], tried=tried).open("guest")
    assert not tried.exists()


def test_an_import_that_is_given_up_leaves_nothing(tmp_path: Path, make_model: MakeModel) -> None:
    source = make_model(tmp_path / "usb", "guest")
    user, tried = tmp_path / "user", tmp_path / "tried.json"
    steps = ModelStore([user], tried=tried).import_folder(source)
    next(steps)
    (child,) = multiprocessing.active_children()
    pid = child.pid
    steps.close()
    assert not child_runs(pid)
    assert not user.exists()
    assert not tried.exists()


def test_a_trial_has_a_time_limit(tmp_path: Path, make_model: MakeModel) -> None:
    folder = make_model(tmp_path, "guest")
    # A process takes longer than that to start.
    with pytest.raises(ModelError, match=r"guest did not answer within 0 seconds"):
        drain(try_out(folder, verify(folder), limit_s=0.0))
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("note", [b"", b"[", b"7", b'{"a": 1}', b"[1, null, [2]]", b"\xff"])
def test_a_damaged_note_of_trials_is_no_obstacle(
    tmp_path: Path, make_model: MakeModel, note: bytes
) -> None:
    make_model(tmp_path / "user", "guest")
    tried = tmp_path / "tried.json"
    tried.write_bytes(note)
    _, spec = ModelStore([tmp_path / "user"], tried=tried).open("guest")
    assert json.loads(tried.read_bytes())[-1] == spec.sha256


def child_runs(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    return True
