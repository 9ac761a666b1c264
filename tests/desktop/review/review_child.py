"""A process that confirms face after face by key until it is killed; prints what is kept.

``python review_child.py PROJECT SETTINGS FOLDER_OF_THE_REPOSITORY``: a line a face id, as soon as
its write was answered.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.settings import Settings

sys.path.insert(0, sys.argv[3])


def main() -> int:
    play = importlib.import_module("tests.desktop.review.review_driver")
    app = QApplication(["review"])
    exposed = SimpleNamespace(waitExposed=lambda widget: app.processEvents())
    lane = Lane("model")
    rig = play.make_rig(
        qtbot=exposed, lane=lane, settings=Settings(Path(sys.argv[2])), messages=Messages()
    )
    told: set[int] = set()

    def press() -> None:
        rig.press("Return")
        for row in range(rig.row):
            face_id = int(rig.work.rows.face_ids[row])
            if face_id not in told and rig.work.is_written(face_id):
                told.add(face_id)
                print(face_id, flush=True)

    timer = QTimer(interval=0)
    timer.timeout.connect(press)

    def begin() -> None:
        rig.view.show_row(0)
        timer.start()

    rig.work.opened.connect(begin)
    rig.work.open(Path(sys.argv[1]))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
