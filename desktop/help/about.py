"""Help: what the program is, what its estimates are and are not, and which keys it knows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.i18n.backend_messages import spoken
from desktop.i18n.text import decimal, number
from desktop.tab import KeyList, MenuActions
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.scroll_page import ScrollPage
from engine import __version__

if TYPE_CHECKING:
    from engine.spec import ModelSpec

_ICON_PX = 64
_WIDTH_PX = 560


class AboutDialog(QDialog):
    """Version, the essentials of the model card, licences, and where the log file is."""

    def __init__(
        self, *, spec: ModelSpec | None, log_file: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self.setWindowTitle(self.tr("About AgeLens"))
        self.setMinimumWidth(_WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(14)
        column.addLayout(self._build_head())
        for heading, text in self._chapters(spec):
            column.addWidget(self._chapter(heading, text))
        column.addWidget(self._build_log())
        column.addStretch()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
        # Wrapped lines: how high they are follows from the width.
        self.setMinimumHeight(column.totalHeightForWidth(_WIDTH_PX))

    def _build_head(self) -> QHBoxLayout:
        picture = QLabel(self)
        picture.setPixmap(icons.app_pixmap(_ICON_PX, self.devicePixelRatioF()))
        picture.setAccessibleName(self.tr("AgeLens"))
        promise = self.tr("Photos and video never leave this computer.")
        version = self.tr("Version {0}").format(__version__)
        title = QLabel(f"<h2 style='margin:0'>AgeLens</h2>{version}<br>{promise}", self)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture)
        row.addWidget(title, 1)
        return row

    def _chapters(self, spec: ModelSpec | None) -> list[tuple[str, str]]:
        chapters = [
            (
                self.tr("What the estimates are"),
                self.tr(
                    "Apparent age: how old a face looks in this picture, not how old the person "
                    "is. Perceived gender: how a face is likely to be read from its appearance, "
                    "not anybody's identity. Both can be wrong, more often for children, old "
                    "people, poor light and groups that the training data show rarely. Scores "
                    "say how sure the model is, not how right."
                ),
            )
        ]
        if spec is None:
            chapters.append((self.tr("Model"), self.tr("No model is in use.")))
            return chapters
        use = self.tr("{0} ({1}).").format(spoken(spec.title), spec.model_id)
        told = " ".join(
            part for part in (use, self._figures(spec), spoken(spec.intended_use)) if part
        )
        chapters.append((self.tr("Model in use"), told))
        program = self.tr("Program: Apache License 2.0.")
        chapters.append((self.tr("Licences"), f"{program} {spoken(spec.licence)}"))
        return chapters

    def _figures(self, spec: ModelSpec) -> str:
        """How good the model was on the test split of its data set, if its card says so."""
        years = spec.metrics.get("test_age_mae_years")
        share = spec.metrics.get("test_gender_accuracy")
        if years is None or share is None:
            return ""
        return self.tr(
            "On test faces of its own data set it was {0} years off on average, and read the "
            "gender as labelled in {1} %; expect less on other photos."
        ).format(decimal(years), number(round(100 * share)))

    def _chapter(self, heading: str, text: str) -> QLabel:
        body = f"<br>{escape(text)}" if text else ""
        label = QLabel(f"<b>{escape(heading)}</b>{body}", self)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _build_log(self) -> QWidget:
        box = QWidget(self)
        heading = self._chapter(self.tr("Log file"), "")
        place = ElidedLabel(box)
        place.setText(str(self._log_file))
        show = QPushButton(self.tr("Open folder"), box)
        show.setAccessibleName(self.tr("Open the folder of the log file"))
        copy = QPushButton(self.tr("Copy path"), box)
        copy.setAccessibleName(self.tr("Copy the path of the log file"))
        show.clicked.connect(self._open_log_folder)
        copy.clicked.connect(self._copy_log_path)
        row = QHBoxLayout()
        row.addWidget(heading, 1)
        row.addWidget(show)
        row.addWidget(copy)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(place)
        return box

    def _open_log_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_file.parent)))

    def _copy_log_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self._log_file))


class ShortcutsDialog(QDialog):
    """The keys of every action, and those that only the photo knows."""

    def __init__(
        self, actions: MenuActions, others: KeyList | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        table = QWidget(self)
        self._grid = QGridLayout(table)
        self._grid.setHorizontalSpacing(36)
        self._grid.setVerticalSpacing(7)
        menus = {"file": self.tr("File"), "edit": self.tr("Edit"), "view": self.tr("View")}
        for name, group in actions.items():
            rows = [
                (action.text().replace("&", "").rstrip("…"), _keys(action.shortcuts()))
                for action in group
                if action is not None and not action.shortcut().isEmpty()
            ]
            self._add_group(menus.get(name, name), rows)
        keys = self._photo_keys() if others is None else others
        self._add_group(self.tr("With the photo in front"), keys)
        area = ScrollPage(table, focusable=True, parent=self)
        area.setAccessibleName(self.tr("Keyboard shortcuts"))
        area.setMinimumSize(table.sizeHint().width() + 24, min(table.sizeHint().height() + 8, 520))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(area)
        column.addWidget(buttons)

    def _add_group(self, heading: str, rows: KeyList) -> None:
        """Add what serves one purpose, under its name."""
        if not rows:
            return
        grid, first = self._grid, self._grid.rowCount()
        title = QLabel(heading, grid.parentWidget())
        title.setObjectName("heading")
        title.setContentsMargins(0, 10 if grid.count() else 0, 0, 0)
        grid.addWidget(title, first, 0, 1, 2)
        for line, (what, keys) in enumerate(rows, start=first + 1):
            grid.addWidget(QLabel(what, grid.parentWidget()), line, 0)
            name = QLabel(keys, grid.parentWidget())
            name.setProperty("muted", True)
            grid.addWidget(name, line, 1)

    def _photo_keys(self) -> KeyList:
        return (
            (self.tr("Previous or next photo"), self.tr("Left, Right")),
            (self.tr("Previous or next face"), self.tr("Up, Down")),
            (self.tr("Move the enlarged photo"), self.tr("Shift with arrow keys")),
            (self.tr("Zoom, fit, actual size"), self.tr("+  −  0  1, or the wheel")),
        )


def _keys(sequences: Sequence[QKeySequence]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(sequence.toString(native) for sequence in sequences)
