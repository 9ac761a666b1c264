"""What drops and the clipboard can hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.widgets import drop_frame as intake


def test_files(qapp: QApplication) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/a b/ü.jpg"), QUrl("https://example.org/x.jpg")])
    assert intake.can_take(mime)
    taken = intake.take(mime)
    assert taken is not None
    assert taken.paths == (Path("/a b/ü.jpg"),)


def test_a_file_goes_before_its_picture(qapp: QApplication) -> None:
    mime = QMimeData()
    mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert intake.take(mime).image is not None
    mime.setUrls([QUrl.fromLocalFile("/a.jpg")])
    assert intake.take(mime).paths == (Path("/a.jpg"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/photos/a.jpg", ["/photos/a.jpg"]),
        (' "/photos/a b.jpg" \n', ["/photos/a b.jpg"]),
        ("/a.jpg\n/b.jpg", ["/a.jpg", "/b.jpg"]),
        ("file:///a%20b.jpg", ["/a b.jpg"]),
    ],
)
def test_paths_as_text(qapp: QApplication, text: str, expected: list[str]) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert not intake.can_take(mime)
    taken = intake.take(mime)
    assert taken is not None
    assert [str(path) for path in taken.paths] == expected


@pytest.mark.parametrize("text", ["", "hello", "two words\n/a.jpg", "https://example.org/a.jpg"])
def test_other_text_is_nothing(qapp: QApplication, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert intake.take(mime) is None


def test_a_link_from_a_browser_is_nothing(qapp: QApplication) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/x.jpg")])
    assert intake.take(mime) is None
