"""The first page of the Folder tab: choose a folder, or go on with a project."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop import icons
from desktop.folder.opening import RecentProject
from desktop.widgets.drop_frame import DropArea
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.scroll_page import ScrollPage

_WIDEST_PX = 720
_LENS_PX = 64


class StartPage(QWidget):
    """``recent_chosen`` and ``recent_dropped`` carry a ``RecentProject``."""

    recent_chosen = Signal(object)
    recent_dropped = Signal(object)

    def __init__(
        self, *, choose: QAction, open_project: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("No folder is open"))
        self.drop = DropArea(
            self.tr("Label a whole folder"),
            self.tr(
                "Every face gets an apparent age and a perceived gender, which you can "
                "then review. Drop a folder or a project here, or choose one. Your photos "
                "are never changed."
            ),
            actions=(choose, open_project),
            parent=self,
        )
        self._heading = PlainLabel(self.tr("Recent projects"), self)
        self._heading.setObjectName("heading")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._cards: list[_RecentCard] = []
        promise = PlainLabel(self.tr("Photos and video never leave this computer."), self)
        promise.setProperty("muted", True)
        promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 20, 20, 12)
        column.setSpacing(12)
        column.addWidget(self.drop, 1)
        column.addWidget(self._heading)
        column.addLayout(self._rows)
        column.addWidget(promise)
        self._arrange(inside)
        self.show_recent([])

    def _arrange(self, inside: QWidget) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollPage(inside, widest_px=_WIDEST_PX, parent=self))

    @property
    def cards(self) -> Sequence[_RecentCard]:
        """The projects that are offered."""
        return tuple(self._cards)

    def show_recent(self, projects: Sequence[RecentProject]) -> None:
        """Offer these projects."""
        for card in self._cards:
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [_RecentCard(project, self) for project in projects]
        for card in self._cards:
            card.button.clicked.connect(lambda _=False, one=card.project: self._choose(one))
            card.drop.clicked.connect(lambda _=False, one=card.project: self._drop(one))
            self._rows.addWidget(card)
        self._heading.setVisible(bool(projects))
        icons.refresh(self)

    def set_hovered(self, hovered: bool) -> None:
        """Show that letting go here would open what is being dragged."""
        self.drop.set_hovered(hovered)

    def _choose(self, project: RecentProject) -> None:
        self.recent_chosen.emit(project)

    def _drop(self, project: RecentProject) -> None:
        self.recent_dropped.emit(project)


class _RecentCard(QFrame):
    """One project that was open lately."""

    def __init__(self, project: RecentProject, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.project = project
        name = ElidedLabel(self)
        name.setObjectName("photoName")
        name.setText(project.title)
        place, progress = ElidedLabel(self), ElidedLabel(self)
        place.setText(project.place)
        progress.setText(project.summary)
        self.summary = project.summary
        place.setProperty("muted", True)
        progress.setProperty("muted", True)
        self.button = QPushButton(self.tr("Open"), self)
        self.button.setAccessibleName(self.tr("Open the project {0}").format(project.title))
        self.drop = QToolButton(self)
        self.drop.setAutoRaise(True)
        self.drop.setToolTip(self.tr("Remove from this list; the project itself stays"))
        self.drop.setAccessibleName(self.tr("Remove {0} from this list").format(project.title))
        icons.mark(self.drop, "close")
        lines = QVBoxLayout()
        lines.setSpacing(1)
        for label in (name, place, progress):
            lines.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.addLayout(lines, 1)
        row.addWidget(self.button)
        row.addWidget(self.drop)
