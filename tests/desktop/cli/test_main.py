"""The commands of the terminal through the real ``main``; ``label`` has a file of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop import __main__ as entry
from desktop import paths
from desktop.__main__ import main, window_paths
from desktop.cli import console, models
from desktop.cli import train as cli_train
from engine import __version__
from engine.architectures import ARCHITECTURES

MakeModel = Callable[..., Path]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], []),
        (["photo.jpg"], ["photo.jpg"]),
        (["photo.jpg", "absent.jpg"], ["photo.jpg", "absent.jpg"]),
        (["--", "-odd.jpg"], ["-odd.jpg"]),
        (["label", "photo.jpg"], None),
        (["models"], None),
        (["--version"], None),
        (["-h"], None),
        (["photo.jpg", "--help"], None),
        (["lable", "absent.jpg"], None),
        (["lable", "photo.jpg"], None),
        (["Trian", "photo.jpg"], None),
        (["replays", "photo.jpg"], ["replays", "photo.jpg"]),  # a folder of this name is there
        (["models.jpg", "photo.jpg"], ["models.jpg", "photo.jpg"]),
        (["holidays", "photo.jpg"], ["holidays", "photo.jpg"]),
    ],
)
def test_window_or_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("photo.jpg").write_bytes(b"")
    Path("replays").mkdir()
    found = window_paths(arguments)
    assert found == (None if expected is None else [Path(path) for path in expected])


def test_the_window_gets_the_photos(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Sequence[Path]] = []

    class App:
        @staticmethod
        def run(paths: Sequence[Path]) -> int:
            opened.append(paths)
            return 7

    monkeypatch.setitem(sys.modules, "desktop.application", App)
    monkeypatch.setattr(sys, "argv", ["agelens", str(tmp_path)])
    assert main() == 7
    assert main([]) == 7
    assert opened == [[tmp_path], []]


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"AgeLens {__version__}\n"
    assert main(["--help"]) == 0
    assert "agelens PHOTO..." in capsys.readouterr().out
    for command in entry.COMMANDS:
        assert main([command, "--help"]) == 0
    assert "JSON Lines" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["lable"],
        ["label"],
        ["label", "a.jpg"],
        ["label", "a.jpg", "--out", "a.jpg"],
        ["label", "a.jpg", "--json", "--resume"],
        ["label", "a.jpg", "--out", "t.csv", "--colour"],
        ["models", "--models", "absent"],
        ["train"],
        ["train", "--data", "d", "--architecture", "combined", "--epochs", "0"],
        ["train", "--data", "d", "--architecture", "combined", "--batch-size", "0"],
        ["train", "--data", "d", "--architecture", "combined", "--preset", "magic"],
        ["train", "--data", "d", "--architecture"],
        ["evaluate", "--data", "d", "--out", "o"],
    ],
)
def test_wrong_usage(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err
    assert list(tmp_path.iterdir()) == []


def test_models(
    models_dir: Path, make_model: MakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    metrics = {"test_age_mae_years": 6.214, "test_gender_accuracy": 0.9134}
    make_model(models_dir, "combined", metrics=metrics)
    (make_model(models_dir, "broken") / "model.tflite").unlink()
    assert main(["models", "--models", str(models_dir)]) == 0
    captured = capsys.readouterr()
    header, combined, tiny = captured.out.splitlines()
    assert header.split()[:2] == ["id", "architecture"]
    for cell in ("combined", "32 px", "0.0 MB", "6.21 years", "91.3%"):
        assert cell in combined
    assert len(combined.split()[-1]) == 64
    assert tiny.split()[-4:-1] == ["-", "-", "-"]
    assert "Used where none is named: combined" in captured.err
    assert "not usable: " in captured.err
    assert "broken" in captured.err


def test_a_mistyped_name_is_not_called_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["holidays"]) == 2
    told = capsys.readouterr().err
    assert "no photo, folder or command of this name" in told
    assert told.rstrip().endswith("Received: holidays")


@pytest.mark.parametrize("argv", [["--out", "x.xlsx"], ["--out", "x.xlsx", "label", "a.jpg"]])
def test_without_a_command_it_says_what_is_missing(
    capsys: pytest.CaptureFixture[str], argv: list[str]
) -> None:
    assert main(argv) == 2
    told = capsys.readouterr().err
    assert "A command comes first, for instance: agelens label PHOTO... --out TABLE.csv" in told
    assert f"Received: {' '.join(argv)}" in told


@pytest.mark.parametrize("more", [[], ["photo.jpg"], ["photo.jpg", "--out", "t.csv"], ["--help"]])
def test_a_mistyped_command_is_told_and_opens_no_window(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("photo.jpg").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "desktop.application", None)  # whoever imports it fails
    assert main(["lable", *more]) == 2
    told = capsys.readouterr().err
    assert told == "agelens: There is no command “lable”. Did you mean “label”?\n"


def test_no_models(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "--models", str(tmp_path)]) == 0
    assert "No model is installed" in capsys.readouterr().err


def test_train_passes_its_settings_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from training import commands

    given: list[Any] = []
    monkeypatch.setattr(commands, "run_train", lambda settings, **_: given.append(settings))
    arguments = ["train", "--data", str(tmp_path), "--architecture", "separate"]
    assert main(arguments) == 0
    assert (
        main(
            [
                *arguments,
                *("--recipe", "source", "--epochs", "3", "--out", "m", "--resume"),
                *("--seed", "5", "--limit", "100", "--cache", "c"),
            ]
        )
        == 0
    )
    (usual,), (special,) = given
    assert (usual.models_dir, usual.work_dir) == (paths.user_models_dir(), paths.training_dir())
    # Beside the shipped models, never in their place; elsewhere the folder is the user's choice.
    assert usual.model_id is not None
    assert usual.model_id.startswith(f"separate-{tmp_path.name[:5].replace('_', '-')}")
    assert special.model_id is None
    assert (usual.recipe, usual.epochs, usual.seed, usual.limit) == ("tuned", None, 1, None)
    assert (special.data, special.architecture) == (tmp_path, "separate")
    assert (special.models_dir, special.work_dir) == (Path("m"), Path("c"))
    assert (special.recipe, special.epochs, special.seed) == ("source", 3, 5)
    assert (special.limit, special.resume) == (100, True)


def test_the_place_of_ones_own_models_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models"]) == 0
    assert f"Your own models are in: {paths.user_models_dir()}\n" in capsys.readouterr().err


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The settings of the runs that were asked for; nothing is trained."""
    from training import commands

    given: list[Any] = []
    monkeypatch.setattr(commands, "run_train", lambda settings, **_: given.extend(settings))
    return given


def test_training_on_one_of_ones_own_models(
    trained: list[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make_model: MakeModel
) -> None:
    folder = make_model(tmp_path / "own", "mine")
    monkeypatch.setattr(cli_train, "user_models_dir", lambda: tmp_path / "own")
    arguments = ["train", "--data", "drawn", "--architecture", "combined", "--start-from", "mine"]
    assert main(arguments) == 0
    assert main([*arguments, "--recipe", "tuned"]) == 0
    plain, chosen = trained
    assert (plain.start_from, plain.recipe) == (folder, "fine-tune")
    assert (chosen.start_from, chosen.recipe) == (folder, "tuned")
    # It says what it is and hides neither the model that it began as nor a shipped one.
    assert plain.model_id.startswith("combined-fine-drawn-")


def test_a_model_to_start_from_is_looked_for_in_the_folder_of_the_results_first(
    trained: list[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make_model: MakeModel
) -> None:
    make_model(tmp_path / "own", "mine")
    folder = make_model(tmp_path / "out", "mine")
    monkeypatch.setattr(cli_train, "user_models_dir", lambda: tmp_path / "own")
    arguments = ["train", "--data", "drawn", "--architecture", "combined", "--start-from", "mine"]
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 0
    (settings,) = trained
    assert settings.start_from == folder
    assert settings.model_id == "combined-fine"


def test_training_on_what_a_former_run_left(trained: list[Any], tmp_path: Path) -> None:
    folder = tmp_path / "former run"
    folder.mkdir()
    arguments = ["train", "--data", "drawn", "--architecture", "combined"]
    arguments += ["--start-from", str(folder), "--out", str(tmp_path / "out")]
    assert main(arguments) == 0
    (settings,) = trained
    assert settings.start_from == folder
    assert (settings.recipe, settings.model_id) == ("tuned", None)


def test_an_unknown_model_to_start_from_is_a_sentence(
    trained: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["train", "--data", "drawn", "--architecture", "combined"]
    assert main([*arguments, "--start-from", "no-such-model"]) == 3
    told = capsys.readouterr().err
    assert told.startswith(
        "agelens: There is neither a model nor a folder of that name to start from."
    )
    assert "no-such-model" in told
    assert trained == []


def test_train_takes_presets_duels_and_drawn_faces(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from training import commands
    from training.presets import PRESETS

    given: list[Any] = []
    monkeypatch.setattr(commands, "run_train", lambda settings, **_: given.append(settings))
    arguments = ["train", "--data", "drawn", "--architecture", "combined", "separate"]
    assert main(arguments) == 0
    extra = ["--preset", "class_demo", "--epochs", "2", "--batch-size", "8", "--no-augment"]
    assert main([*arguments, *extra]) == 0
    full, demo = given
    for settings in given:
        assert [one.architecture for one in settings] == ["combined", "separate"]
        assert {one.data for one in settings} == {"drawn"}
    assert {(one.epochs, one.limit, one.augment) for one in full} == {(None, None, True)}
    limit = PRESETS["class_demo"].paces[("combined", "separate")].limit
    assert {(one.epochs, one.batch_size, one.limit, one.augment) for one in demo} == {
        (2, 8, limit, False)
    }


def test_a_group_is_thinned_in_a_second_network(
    trained: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["train", "--data", "drawn", "--architecture", "combined"]
    thin = ["--thin", "age=60+:10%"]
    assert main([*arguments, *thin, "--out", str(tmp_path)]) == 0
    assert main([*arguments, *thin]) == 0
    assert [str(one.thin) for one in trained] == ["None", "age=60+:10%"] * 2
    assert [one.model_id for one in trained[:2]] == [None, None]
    ids = [str(one.model_id) for one in trained[2:]]
    assert ids[0].startswith("combined-drawn-")
    assert ids[1].startswith("combined-thinned-drawn-")
    assert main([*arguments, "separate", *thin]) == 3
    assert "train one architecture: it is trained twice" in capsys.readouterr().err
    assert main([*arguments, "--thin", "women"]) == 3
    assert "is spelt age=60+:10%" in capsys.readouterr().err


def test_training_without_data_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["evaluate", "--data", str(tmp_path / "absent"), "--model", "combined"]
    assert main([*arguments, "--out", str(tmp_path / "report")]) == 3
    assert capsys.readouterr().err.startswith("agelens: There is no folder, archive or table")


def test_a_slip_in_the_name_of_a_model_is_told_before_any_face_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [
        "evaluate",
        "--data",
        str(tmp_path / "absent"),
        "--model",
        "combined",
        "recomended",
    ]
    assert main([*arguments, "--out", str(tmp_path / "report")]) == 3
    assert capsys.readouterr().err.startswith("agelens: There is no such model")


def test_train_names_every_architecture(capsys: pytest.CaptureFixture[str]) -> None:
    main(["train", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert all(name in told for name in ARCHITECTURES)


def test_evaluate_passes_its_arguments_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, models_dir: Path
) -> None:
    from training import commands

    given: dict[str, Any] = {}
    monkeypatch.setattr(
        commands, "run_evaluate", lambda data, **rest: given.update(rest, data=data)
    )
    arguments = ["evaluate", "--data", "d", "--model", "a", "b", "--models", str(models_dir)]
    assert main([*arguments, "--out", "report"]) == 0
    assert (given["data"], given["out"]) == (Path("d"), Path("report"))
    assert list(given["model_ids"]) == ["a", "b"]
    assert given["work_dir"] == paths.training_dir()
    assert given["thumbnails"] is False
    assert main([*arguments, "--out", "report", "--thumbnails"]) == 0
    assert given["thumbnails"] is True
    assert [spec.model_id for spec in given["store"].models()] == ["tiny"]


def test_ctrl_c_elsewhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(models, "_list", interrupted)
    assert main(["models"]) == 130
    assert capsys.readouterr().err == "Stopped.\n"


@pytest.mark.skipif(os.name != "posix", reason="closes a pipe as a shell does")
def test_a_reader_that_goes_away_ends_a_command_without_complaint(
    models_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as nobody_reads:
        monkeypatch.setattr(sys, "stdout", nobody_reads)
        assert main(["models", "--models", str(models_dir)]) == 141
        print("and what Python would write at its end goes nowhere", flush=True)
    assert capsys.readouterr().err == ""


def test_output_that_is_no_file_can_be_abandoned_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)  # as in a windowed program on Windows
    console.abandon_output()
    assert sys.stdout is None


def test_places_lie_in_the_users_own_folders() -> None:
    for path in (
        paths.user_models_dir(),
        paths.training_dir(),
        paths.log_file(),
        paths.settings_file(),
    ):
        assert path.is_absolute()
        assert "AgeLens" in path.parts
    assert paths.user_models_dir() not in (paths.training_dir(), paths.log_file().parent)


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[str]:
    """A local socket at which somebody answers; sockets want short paths."""
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as server:
        path = str(Path(short) / "wayland-0")
        server.bind(path)
        server.listen()
        yield path


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no such sockets")
def test_no_screen_is_a_sentence(listening: str, tmp_path: Path) -> None:
    folder, name = os.path.split(listening)
    there = {"WAYLAND_DISPLAY": name, "XDG_RUNTIME_DIR": folder}
    gone = {"WAYLAND_DISPLAY": "absent", "XDG_RUNTIME_DIR": str(tmp_path)}
    for environment, told in (
        ({}, "neither DISPLAY"),
        ({"DISPLAY": "", "WAYLAND_DISPLAY": ""}, "neither DISPLAY"),
        ({"DISPLAY": ":8765"}, "DISPLAY :8765"),
        ({"DISPLAY": "unix:8765.0"}, "DISPLAY unix:8765.0"),
        (gone, "WAYLAND_DISPLAY absent"),
        (gone | {"DISPLAY": ":8765"}, "DISPLAY :8765"),
    ):
        sentence = entry.missing_screen(environment, "linux")
        assert sentence is not None
        assert told in sentence
        assert "agelens label" in sentence
        assert entry.missing_screen(environment | {"QT_QPA_PLATFORM": "offscreen"}, "linux") is None
        assert entry.missing_screen(environment, "win32") is None
    assert entry.missing_screen(there, "linux") is None
    assert entry.missing_screen({"WAYLAND_DISPLAY": listening}, "linux") is None
    assert entry.missing_screen({"DISPLAY": "elsewhere:10.0"}, "linux") is None, "Qt finds out"


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a screen be missing")
def test_the_window_without_a_screen_ends_with_2() -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    done = subprocess.run(
        [sys.executable, "-m", "desktop"],
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name not in hidden},
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 2
    assert done.stderr.startswith("agelens: There is no screen here")
