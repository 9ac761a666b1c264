"""``agelens models`` and ``agelens models import``."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.__main__ import main

MakeModel = Callable[..., Path]


class Terminal(io.StringIO):
    """Somebody at the keyboard."""

    def isatty(self) -> bool:
        return True


def test_a_model_is_described_and_imported(
    tmp_path: Path, make_model: MakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make_model(tmp_path / "usb", "guest", title="A guest")
    (tmp_path / "mine").mkdir()
    command = ["models", "--models", str(tmp_path / "mine"), "import", str(source), "--yes"]
    assert main(command) == 0
    told = capsys.readouterr()
    assert told.out == "guest is installed.\n"
    assert "Nobody has verified" in told.err
    assert main(["models", "--models", str(tmp_path / "mine")]) == 0
    assert "guest" in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "imported"), [("y\n", True), ("\n", False), ("no\n", False)])
def test_it_asks(
    tmp_path: Path,
    make_model: MakeModel,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    imported: bool,
) -> None:
    source = make_model(tmp_path / "usb", "guest")
    (tmp_path / "mine").mkdir()
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    command = ["models", "--models", str(tmp_path / "mine"), "import", str(source)]
    assert main(command) == (0 if imported else 3)
    assert (tmp_path / "mine" / "guest").exists() is imported


def test_nobody_to_ask_is_wrong_usage(
    tmp_path: Path,
    make_model: MakeModel,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    source = make_model(tmp_path / "usb", "guest")
    assert main(["models", "import", str(source)]) == 2
    assert "--yes" in capsys.readouterr().err


def test_a_model_that_loops_is_refused(
    tmp_path: Path, make_model: MakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make_model(tmp_path / "usb", "guest", networks={"model": "endless"})
    (tmp_path / "mine").mkdir()
    command = ["models", "--models", str(tmp_path / "mine"), "import", str(source), "--yes"]
    assert main(command) == 3
    assert "loops or branches" in capsys.readouterr().err
    assert not list((tmp_path / "mine").iterdir())


def test_what_is_no_model_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "import", str(tmp_path), "--yes"]) == 3
    assert "no model.json" in capsys.readouterr().err
