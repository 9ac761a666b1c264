"""The second row of the filter bar: gender, age, size, width of the range, folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from engine.project import Filter, Show

_OLDEST = 120
_LARGEST_PX = 5000
_FOLDER_CHARACTERS = 14
_FIELDS = ("gender", "age_from", "age_to", "side_from_px", "range_from_years", "folder")


class MoreFilters(QWidget):
    """``changed`` when any of them is another; a box at its lowest value is no limit."""

    changed = Signal()

    def __init__(self, clear: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gender = QComboBox(self)
        self.gender.setAccessibleName(self.tr("Perceived gender"))
        for name, key in (
            (self.tr("Any gender"), "any"),
            (self.tr("Female"), "female"),
            (self.tr("Male"), "male"),
            (self.tr("Not sure"), "unsure"),
        ):
            self.gender.addItem(name, key)
        self.age_from = self._spin(_OLDEST, self.tr("Youngest"))
        self.age_to = self._spin(_OLDEST, self.tr("Oldest"))
        self.side = self._spin(_LARGEST_PX, self.tr("Smallest face"), step=20)
        self.side.setSuffix(self.tr(" px"))
        self.width_from = self._spin(_OLDEST, self.tr("Narrowest age range"))
        self.folder = QComboBox(self)
        self.folder.setAccessibleName(self.tr("Folder"))
        self.folder.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.folder.setMinimumContentsLength(_FOLDER_CHARACTERS)
        self.list_folders(())
        # Not the action's own words: in some languages they are too long for this row.
        self._clear = QPushButton(self.tr("Clear filters"), self)
        self._clear.setAccessibleName(clear.text().replace("&", ""))
        self._clear.setObjectName("small")
        self._clear.clicked.connect(clear.trigger)
        self._arrange()
        self.gender.currentIndexChanged.connect(self.changed)
        self.folder.currentIndexChanged.connect(self.changed)
        for spin in (self.age_from, self.age_to, self.side, self.width_from):
            spin.valueChanged.connect(self.changed)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.gender)
        for text, widget in (
            (self.tr("Age"), self.age_from),
            (self.tr("to"), self.age_to),
            (self.tr("Face from"), self.side),
            (self.tr("Range from"), self.width_from),
        ):
            label = QLabel(text, self)
            label.setProperty("muted", True)
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget)
        row.addWidget(self.folder, 1)
        row.addWidget(self._clear)

    def _spin(self, largest: int, name: str, *, step: int = 1) -> QSpinBox:
        spin = QSpinBox(self)
        spin.setRange(-1 if step == 1 else 0, largest)
        spin.setSingleStep(step)
        spin.setValue(spin.minimum())
        spin.setSpecialValueText(self.tr("any"))
        spin.setAccessibleName(name)
        spin.setToolTip(name)
        spin.setKeyboardTracking(False)
        spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        spin.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return spin

    def filter(self, *, show: Show, text: str) -> Filter:
        """What is set here, together with what is set elsewhere."""
        gender: Literal["any", "female", "male", "unsure"] = self.gender.currentData()
        return Filter(
            show=show,
            gender=gender,
            age_from=_limit(self.age_from),
            age_to=_limit(self.age_to),
            side_from_px=_limit(self.side),
            range_from_years=_limit(self.width_from),
            folder=self.folder.currentData() or "",
            text=text,
        )

    @property
    def count(self) -> int:
        """How many of them are on."""
        set_here, nothing = self.filter(show="all", text=""), Filter()
        return sum(getattr(set_here, name) != getattr(nothing, name) for name in _FIELDS)

    @Slot()
    def clear(self) -> None:
        """No limit any more."""
        self.gender.setCurrentIndex(0)
        self.folder.setCurrentIndex(0)
        for spin in (self.age_from, self.age_to, self.side, self.width_from):
            spin.setValue(spin.minimum())

    def allow_ranges(self, known: bool) -> None:
        """Offer the width of the age range only where some face has one, and say why not else."""
        if not known:
            self.width_from.setValue(self.width_from.minimum())
        self.width_from.setEnabled(known)
        self.width_from.setSpecialValueText(self.tr("any") if known else self.tr("none"))
        told = self.tr("Narrowest age range")
        if not known:
            told = self.tr("No face here has an age range: the model gives only an age")
        self.width_from.setToolTip(told)

    def list_folders(self, folders: Sequence[str]) -> None:
        """Offer the folders in which there are photos, with those above them, as a tree."""
        chosen = self.folder.currentData() or ""
        every = sorted({above for folder in folders for above in _upwards(folder)})
        listed = [self.folder.itemData(place) for place in range(1, self.folder.count())]
        if self.folder.count() and listed == every:
            return
        self.folder.blockSignals(True)
        self.folder.clear()
        self.folder.addItem(self.tr("All folders"), "")
        for folder in every:
            depth, name = folder.count("/"), folder.rpartition("/")[2]
            self.folder.addItem("    " * depth + name, folder)
            self.folder.setItemData(self.folder.count() - 1, folder, Qt.ItemDataRole.ToolTipRole)
        self.folder.setCurrentIndex(max(self.folder.findData(chosen), 0))
        self.folder.blockSignals(False)
        self.folder.setEnabled(bool(every))


def _upwards(folder: str) -> list[str]:
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _limit(spin: QSpinBox) -> float | None:
    return None if spin.value() == spin.minimum() else float(spin.value())
