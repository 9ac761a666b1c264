"""A review that has begun, for the tests that need no other one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.settings import Settings
from tests.desktop.review.review_driver import FACES, ReviewRig, make_project, make_rig, one_face


@pytest.fixture
def rig(
    qtbot: QtBot, lane: Lane, settings: Settings, messages: Messages, tmp_path: Path
) -> Iterator[ReviewRig]:
    """Three photos: several faces, one, none; the first face is under review."""
    rig = make_rig(qtbot=qtbot, lane=lane, settings=settings, messages=messages)
    rig.open(make_project(tmp_path, [FACES, [one_face(0)], []]))
    rig.begin()
    yield rig
    rig.close()
