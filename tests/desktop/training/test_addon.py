from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from desktop import training_addon
from desktop.__main__ import main
from desktop.training_addon import LIST, AddonStamp, TrainingAddon, file_name, read_stamp
from engine.errors import DataError, OutputError
from tests.desktop.training.addon_fakes import FILES, an_addon, listed, make_file, pack


@pytest.fixture
def addon_file(tmp_path: Path) -> Path:
    return make_file(tmp_path / "stick")


@pytest.fixture
def addon(tmp_path: Path) -> Iterator[TrainingAddon]:
    with an_addon(tmp_path / "home" / "addons") as made:
        yield made


def test_its_modules_can_be_imported_once_it_is_installed(
    addon: TrainingAddon, addon_file: Path
) -> None:
    told: list[tuple[int, int]] = []
    addon.install(addon_file, progress=lambda done, total: told.append((done, total)))
    assert importlib.import_module("tensorflow_stand_in").ANSWER == 42
    total = sum(map(len, FILES.values()))
    assert told[-1] == (total, total)
    assert sys.path[-1] == str(addon.folder)
    assert [path.name for path in addon.home.iterdir()] == [addon.folder.name]


def test_installing_twice_is_no_harm(addon: TrainingAddon, addon_file: Path) -> None:
    addon.install(addon_file)
    addon.install(addon_file)
    assert [path.name for path in addon.home.iterdir()] == [addon.folder.name]
    assert sys.path.count(str(addon.folder)) == 1


def test_a_new_one_takes_the_place_of_former_versions(
    addon: TrainingAddon, addon_file: Path
) -> None:
    former = addon.home / "0123456789abcdef"
    former.mkdir(parents=True)
    (former / "old.py").write_text("")
    addon.install(addon_file)
    assert not former.exists()


def test_one_of_another_version_is_refused(addon: TrainingAddon, tmp_path: Path) -> None:
    other = {"tensorflow_stand_in/__init__.py": b"ANSWER = 0\n"}
    file = pack(tmp_path / "other.tar.xz", {LIST: listed(other), **other})
    with pytest.raises(DataError, match=r"belongs to another version .* Received: [0-9a-f]{16}$"):
        addon.install(file)
    assert not list(addon.home.iterdir())


ODD = {
    "changed": {**FILES, "tensorflow_stand_in/__init__.py": b"import os; os.abort()\n"},
    "added": {**FILES, "sitecustomize.py": b"import os; os.abort()\n"},
    "climbing": {**FILES, "../../climbed.py": b"pass\n"},
    "incomplete": {"tensorflow_stand_in/__init__.py": b"ANSWER = 42\n"},
}


@pytest.mark.parametrize("members", ODD.values(), ids=ODD.keys())
def test_whatever_differs_from_the_list_is_refused(
    addon: TrainingAddon, tmp_path: Path, members: Mapping[str, bytes]
) -> None:
    file = pack(tmp_path / "odd.tar.xz", {LIST: listed(FILES), **members})
    with pytest.raises(DataError, match="damaged or not complete"):
        addon.install(file)
    assert not list(addon.home.iterdir())
    assert not (tmp_path / "climbed.py").exists()
    assert not (tmp_path / "home" / "climbed.py").exists()


def test_a_file_that_ends_early_is_refused(addon: TrainingAddon, addon_file: Path) -> None:
    content = addon_file.read_bytes()
    addon_file.write_bytes(content[: len(content) // 2])
    with pytest.raises(DataError, match="damaged or not complete"):
        addon.install(addon_file)
    assert not list(addon.home.iterdir())


@pytest.mark.parametrize("content", [b"", b"no archive", b"\xfd7zXZ\x00 nearly one"])
def test_no_archive_is_refused(addon: TrainingAddon, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises(DataError, match=r"Received: notes\.txt$|Received: an empty file$"):
        addon.install(file)


def test_another_archive_is_refused(addon: TrainingAddon, tmp_path: Path) -> None:
    file = pack(tmp_path / "photos.tar.xz", {"photo.jpg": b"x"})
    with pytest.raises(DataError, match=r"not the training add-on.* Received: photo\.jpg$"):
        addon.install(file)


def test_a_file_that_is_gone(addon: TrainingAddon, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"cannot be read\. Received: gone\.tar\.xz"):
        addon.install(tmp_path / "gone.tar.xz")


def test_a_full_disk(
    addon: TrainingAddon, addon_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(addon_file)
    monkeypatch.setattr(
        training_addon.shutil, "disk_usage", lambda _: usage._replace(free=1_000_000)
    )
    with pytest.raises(OutputError, match=r"needs 2 MB of disk: .* Received: 1 MB free$"):
        addon.install(addon_file)
    assert not list(addon.home.iterdir())


def test_a_home_that_cannot_be_written(addon: TrainingAddon, addon_file: Path) -> None:
    addon.home.parent.mkdir(parents=True)
    addon.home.write_text("in the way")
    with pytest.raises(OutputError, match="full or read-only"):
        addon.install(addon_file)


def test_a_program_with_everything_needs_none(tmp_path: Path, addon_file: Path) -> None:
    whole = TrainingAddon(tmp_path / "addons", None)
    assert not whole.missing()
    with pytest.raises(DataError, match="needs no training add-on"):
        whole.install(addon_file)


def test_missing_until_it_is_installed(
    addon: TrainingAddon, addon_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        training_addon.importlib.util,
        "find_spec",
        lambda name: found("tensorflow_stand_in" if name == "tensorflow" else name),
    )
    assert addon.missing()
    addon.install(addon_file)
    assert not addon.missing()
    sys.path.remove(str(addon.folder))  # as in a fresh process
    importlib.invalidate_caches()
    assert not addon.missing()


def test_the_stamp_of_a_build(tmp_path: Path) -> None:
    file = tmp_path / "stamp.json"
    assert read_stamp(file) is None
    file.write_text('{"list_sha256": "ab", "bytes": 7}')
    assert read_stamp(file) == AddonStamp("ab", 7)
    file.write_text('{"bytes": "many"}')
    assert read_stamp(file) is None


def test_in_a_terminal(
    addon: TrainingAddon,
    addon_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(training_addon, "default_addon", lambda: addon)
    assert main(["add-training", str(addon_file)]) == 0
    assert capsys.readouterr().out == "The training add-on is installed.\n"
    assert addon.folder.is_dir()
    assert main(["add-training", str(addon_file.with_name("gone"))]) == 3
    assert "Received: gone" in capsys.readouterr().err


def test_training_in_a_terminal_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(TrainingAddon, "missing", lambda self: True)
    assert main(["train", "--data", "drawn", "--architecture", "combined"]) == 3
    told = capsys.readouterr().err
    assert "agelens add-training FILE installs it" in told
    assert file_name() in told
