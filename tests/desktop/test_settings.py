"""Settings survive a restart, and nothing that is in the file stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from desktop.settings import Settings


def test_defaults(settings: Settings) -> None:
    assert settings.theme == "system"
    assert settings.model_id is None
    assert settings.last_folder == Path.home()
    assert settings.geometry.isEmpty()
    assert settings.splitter.isEmpty()


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.ini"
    settings = Settings(path)
    settings.theme = "dark"
    settings.model_id = "separate"
    settings.last_folder = tmp_path / "größe"
    settings.geometry = QByteArray(b"\x00\x01packed")
    settings.save()
    again = Settings(path)
    assert again.theme == "dark"
    assert again.model_id == "separate"
    assert again.last_folder == tmp_path / "größe"
    assert again.geometry == QByteArray(b"\x00\x01packed")


def test_the_words_in_the_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    settings = Settings(path)
    assert settings.webcam_mirrored
    settings.language = "kk"
    settings.welcomed = settings.webcam_opt_in = settings.faces_as_table = True
    settings.webcam_mirrored = False
    settings.reviewer = "AB"
    settings.review_keys = {"male": ["W"]}
    settings.save()
    assert path.read_text().splitlines() == [
        "[General]",
        "language=kk",
        "",
        "[folder]",
        "view=table",
        "",
        "[review]",
        r"keys={\"male\": [\"W\"]}",
        "reviewer=AB",
        "",
        "[webcam]",
        "mirrored=no",
        "opt_in=yes",
        "",
        "[welcome]",
        "note=read",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00garbage\x00[[[",
        b"theme=plaid\nmodel=\n[window]\ngeometry=@Variant(\\0\\0)\nsplitter=12\n",
        b"[General]\ntheme=@Invalid()\nlast_folder=1, 2, 3\n",
        b"=\n]\n[\n",
    ],
)
def test_a_broken_file_is_no_harm(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.ini"
    path.write_bytes(content)
    settings = Settings(path)
    assert settings.theme == "system"
    assert isinstance(settings.last_folder, Path)
    assert isinstance(settings.geometry, QByteArray)
    assert isinstance(settings.splitter, QByteArray)
    settings.theme = "light"
    settings.save()
    assert Settings(path).theme == "light"


def test_a_file_that_cannot_be_written_is_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings = Settings(blocked / "settings.ini")
    settings.theme = "dark"
    settings.save()
    assert settings.theme == "dark"
