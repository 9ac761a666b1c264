"""A small window from which a file can be dragged: ``drag_source.py FILE X Y``, for e2e scripts."""

from __future__ import annotations

import sys
from pathlib import PurePosixPath

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """Offers one file; a press and a move begin the drag."""

    def __init__(self, file: PurePosixPath) -> None:
        super().__init__(f"drag me: {file.name}")
        self._url = QUrl.fromLocalFile(str(file))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedSize(160, 60)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([self._url])
        drag.setMimeData(data)
        small = QPixmap(24, 24)
        small.fill(Qt.GlobalColor.red)
        drag.setPixmap(small)
        drag.setHotSpot(QPoint(-12, -12))
        taken = drag.exec(Qt.DropAction.CopyAction)
        print("taken" if taken == Qt.DropAction.CopyAction else "refused", flush=True)


if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = Source(PurePosixPath(sys.argv[1]))
    window.setWindowFlag(Qt.WindowType.X11BypassWindowManagerHint)
    window.move(int(sys.argv[2]), int(sys.argv[3]))
    window.show()
    print("shown", flush=True)
    sys.exit(app.exec())
