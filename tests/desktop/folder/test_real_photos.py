"""The Folder tab on the real engine: real photos, the shipped model, the real job."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import application as desktop_app
from desktop.application import Application
from desktop.folder.backend import folder_backend
from desktop.settings import Settings
from engine.export import export_csv
from engine.preprocessing import Image
from engine.progress import drain
from engine.project import Project
from engine.results import Box
from engine.store import ModelStore

PATIENCE_MS = 120_000


@pytest.fixture
def photos(astronaut: Image, tmp_path: Path) -> Path:
    """A portrait, the same one mirrored below, a picture without a face, and a broken file."""
    folder = tmp_path / "photos"
    (folder / "below").mkdir(parents=True)
    for name, pixels in (
        ("portrait.jpg", astronaut),
        ("below/mirrored.png", astronaut[:, ::-1]),
        ("rocket.jpg", astronaut[20:200, 330:]),
    ):
        cv2.imwrite(str(folder / name), cv2.cvtColor(pixels.copy(), cv2.COLOR_RGB2BGR))
    (folder / "broken.jpg").write_bytes((folder / "portrait.jpg").read_bytes()[:900])
    return folder


@pytest.fixture
def desktop(qtbot: QtBot, tmp_path: Path, shipped_model: Path) -> Iterator[Application]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    store = ModelStore([shipped_model.parent])
    settings = Settings(tmp_path / "settings.ini")
    settings.reviewer = "AB"
    desktop = Application(
        app,
        settings=settings,
        log_file=tmp_path / "agelens.log",
        open_store=lambda: store,
        open_pipeline=desktop_app.open_pipeline,
        folder=folder_backend(
            open_store=lambda: store,
            projects_dir=tmp_path / "projects",
            thumbnails_file=tmp_path / "cache" / "thumbnails.db",
        ),
    )
    with qtbot.waitSignal(desktop.context.session.model_changed, timeout=PATIENCE_MS):
        desktop.start()
    yield desktop
    desktop.close()


@pytest.mark.slow
def test_from_a_folder_to_a_table_that_is_checked_again(
    desktop: Application, photos: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    def rest() -> None:
        qtbot.waitUntil(lambda: not desktop.context.lanes.model.busy, timeout=PATIENCE_MS)

    desktop.window.tabs.setCurrentWidget(desktop.folder_tab)
    page = desktop.folder_tab.page
    page.take([photos])
    rest()
    page.setup.start.click()
    qtbot.waitUntil(lambda: page.run.state == "done", timeout=PATIENCE_MS)
    rest()
    rows, listing = page.work.rows, page.model.listing
    found = {
        rows.names[row]: page.model.index(place, 4).data() for place, row in enumerate(listing)
    }
    assert found == {
        "portrait.jpg": "not reviewed",
        "rocket.jpg": "no face",
        "broken.jpg": "could not be read",
        "below/mirrored.png": "not reviewed",
    }
    portrait = rows.names.index("portrait.jpg")
    assert 25 <= rows.age[portrait] <= 45
    desktop.window.grab()
    qtbot.waitUntil(
        lambda: page.thumbs.pixmap(page.work.rows, portrait) is not None, timeout=PATIENCE_MS
    )
    # A face drawn by hand is judged by the model, too.
    with qtbot.waitSignal(page.work.face_added, timeout=PATIENCE_MS) as added:
        page.work.add_face(int(rows.photo_ids[portrait]), Box(170, 60, 120, 130))
    row = page.work.row_of(added.args[0])
    assert row is not None
    assert 20 <= page.work.rows.age[row] <= 50
    page.work.undo()
    rest()
    assert isinstance(page.work.project, Project)
    drain(export_csv(page.work.project, tmp_path / "out.csv"))
    # Checks that are given up midway leave the next one its networks.
    for _ in range(5):
        page.replay.start(tmp_path / "out.csv")
        assert page.replay._job is not None
        qtbot.waitSignal(page.replay._job.reported, timeout=PATIENCE_MS).wait()
        page.replay.cancel()
    with qtbot.waitSignal(page.replay.shown, timeout=PATIENCE_MS) as shown:
        page.take([tmp_path / "out.csv"])
    (dialog,) = shown.args
    assert dialog.heading.text().startswith("No differences")
    dialog.close()
