"""Model folders: whole or refused, replaced or untouched."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine import store
from engine.errors import ModelError, OutputError
from engine.progress import drain
from engine.store import ModelStore, verify

MakeModel = Callable[..., Path]


@pytest.fixture
def tiny(models_dir: Path) -> Path:
    return models_dir / "tiny"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_save_records_every_file(tiny: Path) -> None:
    spec = verify(tiny)
    content = (tiny / "model.tflite").read_bytes()
    assert spec.files["model.tflite"].size == len(content)
    assert spec.files["model.tflite"].sha256 == hashlib.sha256(content).hexdigest()
    assert sorted(contents(tiny)) == ["model.json", "model.tflite"]


def test_save_takes_contents_and_leaves_no_scratch(tmp_path: Path, tiny: Path) -> None:
    spec = verify(tiny)
    files: dict[str, bytes | Path] = {
        "model.tflite": tiny / "model.tflite",
        "report.json": b"{}",
        "history.csv": b"epoch\n",
    }
    folder = store.save(tmp_path / "new" / "models", replace(spec, model_id="more"), files)
    assert folder == tmp_path / "new" / "models" / "more"
    assert sorted(verify(folder).files) == ["history.csv", "model.tflite", "report.json"]
    assert [path.name for path in folder.parent.iterdir()] == ["more"]


def test_save_replaces_a_model_of_the_same_id(models_dir: Path, make_model: MakeModel) -> None:
    make_model(models_dir, title="Second")
    assert verify(models_dir / "tiny").title == "Second"
    assert [path.name for path in models_dir.iterdir()] == ["tiny"]


def test_a_failed_save_leaves_the_old_model(models_dir: Path, tiny: Path) -> None:
    before = contents(models_dir)
    spec = verify(tiny)
    with pytest.raises(OutputError, match="could not be saved"):
        store.save(models_dir, spec, {"model.tflite": tiny / "missing.tflite"})
    with pytest.raises(ModelError, match="kind that is never loaded"):
        store.save(models_dir, spec, {"model.tflite": b"x", "extra.pkl": b"x"})
    with pytest.raises(ModelError, match=r"model\.json"):
        store.save(models_dir, spec, {"other.tflite": b"x"})
    assert contents(models_dir) == before


def test_a_rename_that_fails_brings_the_old_model_back(
    models_dir: Path, make_model: MakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(models_dir)
    rename = Path.rename

    def fail_for_scratch(self: Path, target: Path) -> Path:
        if self.name.startswith(".saving-"):
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_scratch)
    with pytest.raises(OutputError, match="No space left"):
        make_model(models_dir, title="Second")
    monkeypatch.undo()
    assert contents(models_dir) == before


def test_a_crash_between_the_renames_loses_nothing(models_dir: Path, make_model: MakeModel) -> None:
    (models_dir / "tiny").rename(models_dir / ".tiny.previous")
    models = ModelStore([models_dir])
    assert [spec.model_id for spec in models.models()] == ["tiny"]
    assert models.open("tiny")[0] == models_dir / ".tiny.previous"
    make_model(models_dir, title="Second")
    assert [path.name for path in models_dir.iterdir()] == ["tiny"]
    assert models.open("tiny")[1].title == "Second"


@pytest.mark.parametrize(
    "model_id", ["", ".", "..", "a/b", "a\\b", ".hidden", "x" * 65, "a b", "a."]
)
def test_an_id_must_be_a_plain_name(tiny: Path, tmp_path: Path, model_id: str) -> None:
    spec = replace(verify(tiny), model_id=model_id)
    with pytest.raises(ModelError, match="A model's id"):
        store.save(tmp_path, spec, {"model.tflite": b"x"})


@pytest.mark.parametrize(
    "name", ["../x.tflite", "a/b.tflite", ".x.tflite", "model.json", "a\\b.tflite"]
)
def test_a_file_must_have_a_plain_name(tiny: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match="plain name"):
        store.save(tmp_path, verify(tiny), {name: b"x"})


@pytest.mark.skipif(os.name != "posix", reason="permissions work otherwise there")
def test_saved_models_are_readable_for_others_on_the_machine(tiny: Path) -> None:
    umask = os.umask(0)
    os.umask(umask)
    assert tiny.stat().st_mode & 0o777 == 0o777 & ~umask


def test_a_changed_file_is_refused(tiny: Path) -> None:
    content = bytearray((tiny / "model.tflite").read_bytes())
    content[100] ^= 1
    (tiny / "model.tflite").write_bytes(content)
    with pytest.raises(ModelError, match="damaged or was changed"):
        verify(tiny)


def test_a_shortened_file_is_refused(tiny: Path) -> None:
    content = (tiny / "model.tflite").read_bytes()
    (tiny / "model.tflite").write_bytes(content[:-1])
    with pytest.raises(ModelError, match=f"Received: {len(content) - 1} bytes"):
        verify(tiny)


def test_a_missing_file_is_refused(tiny: Path) -> None:
    (tiny / "model.tflite").unlink()
    with pytest.raises(ModelError, match=r"model\.tflite is missing"):
        verify(tiny)


@pytest.mark.parametrize(
    "name", ["run.py", "weights.pkl", "weights.h5", "lib.so", "x.dll", "noext", "stray.tflite"]
)
def test_strangers_are_refused(tiny: Path, name: str) -> None:
    (tiny / name).write_bytes(b"x")
    with pytest.raises(ModelError, match=f"could run code. Received: {name}"):
        verify(tiny)


def test_a_folder_inside_is_refused(tiny: Path) -> None:
    (tiny / "__pycache__").mkdir()
    with pytest.raises(ModelError, match="__pycache__"):
        verify(tiny)


@pytest.mark.parametrize("name", ["README.md", "notes.txt", ".DS_Store", "Thumbs.db", "LICENSE"])
def test_notes_and_litter_are_no_harm(tiny: Path, name: str) -> None:
    (tiny / name).write_bytes(b"x")
    assert verify(tiny).model_id == "tiny"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[" * 100_000, b"{}", b'{"format_version": 1}']
)
def test_a_damaged_description_is_refused(tiny: Path, content: bytes) -> None:
    (tiny / "model.json").write_bytes(content)
    with pytest.raises(ModelError):
        verify(tiny)


@pytest.mark.parametrize(
    ("model_id", "told"), [("../tiny", "A model's id"), (["tiny"], "description .* is damaged")]
)
def test_a_description_with_a_bad_id_is_refused(tiny: Path, model_id: object, told: str) -> None:
    card = json.loads((tiny / "model.json").read_text(encoding="utf-8"))
    (tiny / "model.json").write_text(json.dumps(card | {"model_id": model_id}), encoding="utf-8")
    with pytest.raises(ModelError, match=told):
        verify(tiny)


def test_not_a_model_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a model folder"):
        verify(tmp_path)
    with pytest.raises(ModelError, match="not a model folder"):
        verify(tmp_path / "absent")


def test_an_open_model_can_be_replaced_and_deleted(models_dir: Path, make_model: MakeModel) -> None:
    from engine.predictor import Predictor

    folder, spec = ModelStore([models_dir]).open("tiny")
    predictor = Predictor(folder, spec)
    make_model(models_dir, title="Second")
    shutil.rmtree(models_dir)
    assert predictor.spec is spec


def test_a_title_changes_and_nothing_that_tables_know_a_model_by(models_dir: Path) -> None:
    before = verify(models_dir / "tiny")
    renamed = ModelStore([models_dir]).rename("tiny", "  Our class, room 12 ")
    after = verify(models_dir / "tiny")
    assert renamed == after == replace(before, title="Our class, room 12")
    assert after.sha256 == before.sha256


@pytest.mark.parametrize("title", ["", "   ", "two\nlines", "a\tb", "x" * 81, "\x1b[2J"])
def test_a_title_is_one_line_that_fits_a_menu(models_dir: Path, title: str) -> None:
    before = contents(models_dir)
    with pytest.raises(ModelError, match="one line"):
        ModelStore([models_dir]).rename("tiny", title)
    assert contents(models_dir) == before


def test_a_deleted_model_leaves_nothing_and_harms_no_other(
    models_dir: Path, make_model: MakeModel
) -> None:
    make_model(models_dir, "other")
    kept = contents(models_dir / "other")
    ModelStore([models_dir]).remove("tiny")
    assert [path.name for path in models_dir.iterdir()] == ["other"]
    assert contents(models_dir / "other") == kept


def test_a_damaged_model_can_be_deleted(models_dir: Path) -> None:
    (models_dir / "tiny" / "model.tflite").write_bytes(b"half")
    ModelStore([models_dir]).remove("tiny")
    assert list(models_dir.iterdir()) == []


@pytest.mark.parametrize("change", ["remove", "rename"])
def test_what_came_with_the_program_stays(change: str) -> None:
    folder = store.shipped_models_dir()
    before = sorted(path.name for path in folder.iterdir())
    models = ModelStore([folder])
    with pytest.raises(ModelError, match="came with AgeLens"):
        _ = models.remove("combined") if change == "remove" else models.rename("combined", "x")
    assert sorted(path.name for path in folder.iterdir()) == before
    with pytest.raises(ModelError, match="no such model"):
        models.changeable("nobody")


def test_an_exported_model_is_imported_as_the_same(tmp_path: Path, models_dir: Path) -> None:
    models = ModelStore([models_dir])
    folder = models.export("tiny", tmp_path / "stick", also={"model.keras": b"as bytes"})
    assert folder == tmp_path / "stick" / "tiny"
    assert verify(folder).sha256 == verify(models_dir / "tiny").sha256
    assert (folder / "model.keras").read_bytes() == b"as bytes"
    mine = ModelStore([tmp_path / "mine"])
    assert drain(mine.import_folder(folder)).sha256 == verify(folder).sha256


def test_an_export_replaces_nothing(tmp_path: Path, models_dir: Path) -> None:
    models = ModelStore([models_dir])
    folder = models.export("tiny", tmp_path / "stick")
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match="already"):
        models.export("tiny", tmp_path / "stick")
    assert (folder / "notes.txt").read_text() == "mine"
