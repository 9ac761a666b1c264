"""What is to be taken out of a project, in which form, of which faces, and whose labels count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.folder_recent import number
from engine.export import By

Kind = Literal["csv", "xlsx", "jsonl", "xmp", "sorted", "training"]
_INDENT_PX = 29


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWish:
    """``shown``: only what the filters let through. ``reviewer``: ``None`` for the newest label."""

    kind: Kind
    shown: bool = False
    reviewer: str | None = None
    by: By = "gender_age"
    crops: bool = True
    photos: bool = False


class ExportDialog(QDialog):
    """``wish`` is what is set once it is accepted."""

    def __init__(
        self,
        *,
        shown: int,
        rows: int,
        reviewers: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.setMinimumWidth(560)
        self.kinds: dict[Kind, QRadioButton] = {}
        self._group = QButtonGroup(self)
        buttons = self._build_buttons()
        self._sorting = self._build_sorting()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(3)
        for kind in get_args(Kind):
            name, about = self._about(kind)
            column.addWidget(self._radio(kind, name))
            column.addWidget(self._hint(about))
            if kind == "sorted":
                column.addWidget(self._sorting)
        column.addSpacing(10)
        column.addLayout(self._build_scope(shown=shown, rows=rows, reviewers=reviewers))
        column.addSpacing(10)
        column.addStretch()
        column.addWidget(buttons)
        self.kinds["csv"].setChecked(True)
        for switch in (*self.kinds.values(), self.crops, self.photos):
            switch.toggled.connect(self._refresh)
        self._refresh()
        self.resize(self.minimumWidth(), self.heightForWidth(self.minimumWidth()))

    @property
    def wish(self) -> ExportWish:
        """What is set."""
        kind = next(key for key, radio in self.kinds.items() if radio.isChecked())
        return ExportWish(
            kind=kind,
            shown=bool(self.scope.currentData()),
            reviewer=self.reviewer.currentData(),
            by=self.by.currentData(),
            crops=self.crops.isChecked(),
            photos=self.photos.isChecked(),
        )

    def _about(self, kind: Kind) -> tuple[str, str]:
        about: dict[Kind, tuple[str, str]] = {
            "csv": (
                self.tr("Table (CSV)"),
                self.tr("One row a face, with what each column means and all settings beside it."),
            ),
            "xlsx": (
                self.tr("Excel workbook"),
                self.tr("The same for Excel and LibreOffice, in sheets of one file."),
            ),
            "jsonl": (
                self.tr("JSON Lines"),
                self.tr("For programs: with the labels of every reviewer."),
            ),
            "xmp": (
                self.tr("XMP sidecars"),
                self.tr(
                    "A small file beside each photo with its face regions, for photo managers. "
                    "The photos themselves are not touched."
                ),
            ),
            "sorted": (
                self.tr("Pictures sorted into folders"),
                self.tr("Cut-out faces or copies of the photos, by label. Originals stay."),
            ),
            "training": (
                self.tr("Table to train on"),
                self.tr("The faces that people labelled, as the Training tab reads them."),
            ),
        }
        return about[kind]

    def _radio(self, kind: Kind, name: str) -> QRadioButton:
        radio = self.kinds[kind] = QRadioButton(name, self)
        self._group.addButton(radio)
        return radio

    def _hint(self, text: str) -> QLabel:
        hint = QLabel(text, self)
        hint.setProperty("muted", True)
        hint.setWordWrap(True)
        hint.setContentsMargins(_INDENT_PX, 0, 0, 5)
        return hint

    def _build_sorting(self) -> QWidget:
        sorting = QWidget(self)
        self.crops = QCheckBox(self.tr("Faces"), self)
        self.crops.setChecked(True)
        self.photos = QCheckBox(self.tr("Photos"), self)
        self.by = QComboBox(self)
        self.by.setAccessibleName(self.tr("Folders by"))
        names: tuple[tuple[str, By], ...] = (
            (self.tr("by gender and age"), "gender_age"),
            (self.tr("by gender"), "gender"),
            (self.tr("by age"), "age"),
            (self.tr("by state of review"), "state"),
        )
        for name, key in names:
            self.by.addItem(name, key)
        row = QHBoxLayout(sorting)
        row.setContentsMargins(_INDENT_PX, 0, 0, 6)
        row.setSpacing(12)
        for widget in (self.crops, self.photos, self.by):
            row.addWidget(widget)
        row.addStretch()
        return sorting

    def _build_scope(self, *, shown: int, rows: int, reviewers: Sequence[str]) -> QHBoxLayout:
        self.scope, self.reviewer = QComboBox(self), QComboBox(self)
        self.scope.setAccessibleName(self.tr("Which faces"))
        self.scope.addItem(self.tr("Everything"), False)
        if shown != rows:
            told = self.tr("Only what is shown ({0} of {1})")
            self.scope.addItem(told.format(number(shown), number(rows)), True)
        self.reviewer.setAccessibleName(self.tr("Whose labels"))
        self.reviewer.addItem(self.tr("the newest label of anybody"), None)
        for name in reviewers:
            self.reviewer.addItem(name, name)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.scope)
        row.addStretch()
        row.addWidget(QLabel(self.tr("Labels:"), self))
        row.addWidget(self.reviewer)
        return row

    def _build_buttons(self) -> QDialogButtonBox:
        cancel, ok = QDialogButtonBox.StandardButton.Cancel, QDialogButtonBox.StandardButton.Ok
        buttons = QDialogButtonBox(cancel | ok, self)
        self.ok = buttons.button(ok)
        self.ok.setText(self.tr("Export…"))
        self.ok.setObjectName("primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _refresh(self) -> None:
        sorting = self.kinds["sorted"].isChecked()
        self._sorting.setEnabled(sorting)
        self.ok.setEnabled(not sorting or self.crops.isChecked() or self.photos.isChecked())
