"""The Webcam tab in a whole window, and shorthands for what tests do with it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.webcam.video_view import DisplayedFrame
from engine.preprocessing import Image
from tests.desktop.conftest import Rig
from tests.desktop.webcam.webcam_driver import plain

STEP_S = 0.1


class Cam:
    """The tab in front; ``notice`` says whether the notice was read before."""

    def __init__(self, rig: Rig, *, notice: bool = True) -> None:
        self.rig, self.qtbot, self.stage = rig, rig.qtbot, rig.webcam_stage
        rig.desktop.settings.webcam_notice_read = notice
        self.tab = rig.desktop.webcam_tab
        rig.window.tabs.setCurrentWidget(self.tab)
        rig.idle()
        self.page, self.menu_actions = self.tab.page, self.tab.menu_actions
        self.view, self.live = self.page.view, self.page.live
        self._shade = 0

    def start(self) -> None:
        """Press Start and let one frame come."""
        self.menu_actions.start.trigger()
        self.frame()

    def frame(self, pixels: Image | None = None) -> None:
        """Let the camera send a frame; wait until it is shown and judged."""
        self.stage.seconds += STEP_S
        self._shade = (self._shade + 1) % 100
        camera, before = self.stage.camera, self.view.frame
        camera.send(plain(60 + self._shade) if pixels is None else pixels)
        self.qtbot.waitUntil(lambda: self.view.frame is not None and self.view.frame is not before)
        self.rig.idle()

    @property
    def seen(self) -> tuple[DisplayedFrame, ...]:
        """The faces as they are shown now."""
        assert self.view.frame is not None
        return self.page.seen_in(self.view.frame)

    @property
    def title(self) -> str:
        """The headline that stands in place of a picture; "" while there is one."""
        showing = self.page.pages.currentWidget() is self.page.empty
        return self.page.empty.notice.title if showing else ""

    def click(self, index: int) -> None:
        """Click on a face."""
        middle = self.view.face_rect(self.seen[index]).center().toPoint()
        self.qtbot.mouseClick(self.view, Qt.MouseButton.LeftButton, pos=middle)
