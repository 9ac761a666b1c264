"""Which model ``agelens label`` judges with: asked about where it matters, never mixed silently."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from engine.labelling import FolderJob
from engine.spec import DRAWN_LICENCE
from tests.desktop.cli.test_label import label_args, photos, read

__all__ = ["label_args", "photos"]

LabelArgs = Callable[..., list[str]]
MakeModel = Callable[..., Path]


class Terminal(io.StringIO):
    """A terminal at which somebody types this."""

    def isatty(self) -> bool:
        return True


def stop_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a job be interrupted once all photos are done, so that its journal stays."""
    run_all = FolderJob.run_all

    def interrupted(job: FolderJob) -> Any:
        yield from run_all(job)
        raise KeyboardInterrupt

    monkeypatch.setattr(FolderJob, "run_all", interrupted)


@pytest.fixture
def begun(label_args: LabelArgs, photos: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A job whose photos were all judged by ``tiny``; its arguments."""
    arguments = label_args(photos, "--recursive")
    with monkeypatch.context() as patch:
        stop_at_the_end(patch)
        assert main(arguments) == 130
    return [*arguments, "--resume"]


@pytest.fixture
def combined(models_dir: Path, make_model: MakeModel) -> Path:
    """A model that is used where none is named."""
    return make_model(models_dir, "combined", networks={"model": "both"}, input_px=32, title="C")


def test_another_model_is_refused_unless_it_is_named(
    begun: list[str], combined: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(begun) == 2
    told = capsys.readouterr().err
    assert "This job was begun with the model tiny (" in told
    assert "now it would be combined (" in told
    assert "--model tiny to go on with it, or --model combined" in told
    assert (tmp_path / "t.csv.journal").exists()
    assert not (tmp_path / "t.csv").exists()


@pytest.mark.parametrize(("model", "again"), [("tiny", False), ("combined", True)])
def test_the_one_that_is_named_judges_all(
    begun: list[str],
    combined: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    model: str,
    again: bool,
) -> None:
    assert main([*begun, "--model", model]) == 0
    told = capsys.readouterr().err
    assert ("judged again, as they were judged by another model: tiny (" in told) is again
    assert {row["model_id"] for row in read(tmp_path / "t.csv")} == {model}


def test_a_model_that_was_deleted_is_said(
    begun: list[str],
    combined: Path,
    models_dir: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (models_dir / "tiny").rename(tmp_path / "elsewhere")
    capsys.readouterr()
    assert main(begun) == 2
    told = capsys.readouterr().err
    assert "tiny (" in told
    assert "which is not installed any more" in told
    assert "--model tiny" not in told
    assert "Say --model combined" in told


def test_the_same_model_goes_on_and_tells_what_changed(
    begun: list[str], photos: Path, make_photo: Callable[..., Path], capsys: Any
) -> None:
    (photos / "2.png").rename(photos / "3.png")
    (photos / "10.png").unlink()
    make_photo(photos / "4.png", 33, 21)
    capsys.readouterr()
    assert main(begun) == 0
    assert "Since the last run: 1 new, 1 moved, 1 gone." in capsys.readouterr().err


def test_a_first_run_compares_with_nothing(
    label_args: LabelArgs, photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(label_args(photos)) == 0
    assert "Since the last run" not in capsys.readouterr().err


@pytest.fixture
def drawn(models_dir: Path, make_model: MakeModel) -> Path:
    """A model that knows drawings only."""
    return make_model(models_dir, "sketch", licence=DRAWN_LICENCE)


def test_drawn_faces_are_asked_about_and_nobody_there_is_no(
    drawn: Path,
    label_args: LabelArgs,
    photos: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = label_args(photos, "--model", "sketch")
    for nobody in (io.StringIO("y\n"), None):
        monkeypatch.setattr(sys, "stdin", nobody)
        assert main(arguments) == 2
        told = capsys.readouterr().err
        assert "The model sketch was trained on drawn faces only" in told
        assert "--yes" in told
    assert not list(tmp_path.glob("t.*"))


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("yes\n", 0), ("n\n", 3), ("", 3)])
def test_somebody_there_decides(
    drawn: Path,
    label_args: LabelArgs,
    photos: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    code: int,
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert main(label_args(photos, "--model", "sketch")) == code
    told = capsys.readouterr().err
    assert "Use it all the same? [y/N] " in told
    assert ("Nothing was labelled." in told) == (code == 3)
    assert (tmp_path / "t.csv").exists() == (code == 0)


def test_yes_agrees_and_other_models_are_not_asked_about(
    drawn: Path,
    label_args: LabelArgs,
    photos: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert main(label_args(photos, "--model", "sketch", "--yes")) == 0
    assert main(label_args(photos, "--model", "tiny", "--force")) == 0
    assert "drawn" not in capsys.readouterr().err
