"""The bar above the faces: which are shown, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.folder.actions import FolderActions
from desktop.widgets.buttons import action_button, tool_button
from desktop.widgets.labels import PlainLabel, plain_tip
from desktop.widgets.search_field import SearchField
from engine.project import ORDERS, SHOWS, Filter, Order, Remark, Show

_PATIENCE_MS = 200


class FilterBar(QFrame):
    """``filter_changed`` and ``order_changed`` when the user chose something else."""

    filter_changed = Signal()
    order_changed = Signal()

    def __init__(self, actions: FolderActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterRow")
        self.show_box, self.order_box = self._box(), self._box()
        self.show_box.setAccessibleName(self.tr("Which faces are shown"))
        self.order_box.setAccessibleName(self.tr("Sort order"))
        for show in SHOWS:
            self.show_box.addItem(self._show_name(show), show)
        for order in ORDERS:
            self.order_box.addItem(self._order_name(order), order)
        self.down = self._flip(self.tr("Reverse order"))
        self.text = SearchField(self.tr("Find a name or comment"), self)
        self.text.setMinimumWidth(90)
        self.more = MoreFilters(actions.clear_filters, self)
        self.more_button = self._more_button()
        self._typing = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._quiet = False
        self._arrange(actions)
        self._connect(actions)
        self.more.hide()

    def _connect(self, actions: FolderActions) -> None:
        self.show_box.currentIndexChanged.connect(self._emit_filter)
        self.order_box.currentIndexChanged.connect(self._emit_order)
        self.down.toggled.connect(self._emit_order)
        self.text.textChanged.connect(lambda: self._typing.start())
        self.text.returnPressed.connect(self._emit_filter)
        self._typing.timeout.connect(self._emit_filter)
        self.more.changed.connect(self._emit_filter)
        self.more_button.toggled.connect(self.more.setVisible)
        actions.clear_filters.triggered.connect(self.clear)
        actions.find.triggered.connect(self._find)

    def _arrange(self, actions: FolderActions) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._name(self.tr("Show"), self.show_box))
        row.addWidget(self.show_box)
        row.addSpacing(6)
        row.addWidget(self._name(self.tr("Sort by"), self.order_box))
        row.addWidget(self.order_box)
        row.addWidget(self.down)
        row.addSpacing(6)
        row.addWidget(self.text, 1)
        row.addWidget(self.more_button)
        row.addSpacing(4)
        for action in (actions.grid, actions.table):
            row.addWidget(tool_button(action, self, style="toggle", icon_px=18))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.more)

    def _box(self) -> QComboBox:
        box = QComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    def _name(self, text: str, buddy: QWidget) -> QLabel:
        label = PlainLabel(text, self)
        label.setProperty("muted", True)
        label.setBuddy(buddy)
        return label

    def _flip(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("toggle")
        button.setCheckable(True)
        button.setIconSize(QSize(18, 18))
        icons.mark(button, "ascending")
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _more_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("toggle")
        button.setText(self.tr("Filters"))
        button.setCheckable(True)
        button.setIconSize(QSize(18, 18))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(self.tr("Gender, remarks, age, size, range and folder"))
        icons.mark(button, "filter")
        return button

    @property
    def filter(self) -> Filter:
        """What is to be shown."""
        show: Show = self.show_box.currentData()
        return self.more.filter(show=show, text=self.text.text().strip())

    @property
    def order(self) -> Order:
        """By what it is sorted."""
        order: Order = self.order_box.currentData()
        return order

    @property
    def descending(self) -> bool:
        """Whether the largest comes first."""
        return self.down.isChecked()

    @property
    def active(self) -> bool:
        """Whether anything is left out."""
        return self.filter != Filter()

    @Slot()
    def clear(self) -> None:
        """Show everything."""
        self._quiet = True
        self.show_box.setCurrentIndex(0)
        self.text.clear()
        self.more.clear()
        self._quiet = False
        self._emit_filter()

    def reset(self, folders: Sequence[str]) -> None:
        """Another project: begin with everything, in the order of the scan."""
        self._quiet = True
        self.order_box.setCurrentIndex(0)
        self.down.setChecked(False)
        self.more_button.setChecked(False)
        self._quiet = False
        self.clear()
        self.more.list_folders(folders)

    def allow_ranges(self, known: bool) -> None:
        """Whether any face has an age range to filter and to sort by."""
        self.more.allow_ranges(known)
        model, place = self.order_box.model(), self.order_box.findData("range")
        item = model.item(place) if isinstance(model, QStandardItemModel) else None
        if item is not None:
            item.setEnabled(known)
            item.setToolTip("" if known else self.more.width_from.toolTip())

    def show_order(self, order: Order, *, descending: bool) -> None:
        """Follow an order that was chosen elsewhere, for instance by a click on a heading."""
        self._quiet = True
        self.order_box.setCurrentIndex(self.order_box.findData(order))
        self.down.setChecked(descending)
        self._quiet = False
        self._turn_arrow()

    @Slot()
    def _find(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    @Slot()
    def _emit_filter(self) -> None:
        if not self._quiet:
            self._typing.stop()
            self._name_filters()
            self.filter_changed.emit()

    @Slot()
    def _emit_order(self) -> None:
        self._turn_arrow()
        if not self._quiet:
            self.order_changed.emit()

    def _name_filters(self) -> None:
        """Say how many filters are on, also while their row is folded away."""
        count = self.more.count
        name = self.tr("Filters ({0})").format(count) if count else self.tr("Filters")
        self.more_button.setText(name)

    def _turn_arrow(self) -> None:
        icons.mark(self.down, "descending" if self.descending else "ascending")
        icons.refresh(self.down)

    def _show_name(self, show: Show) -> str:
        names: dict[Show, str] = {
            "all": self.tr("Everything"),
            "unreviewed": self.tr("Still to review"),
            "partly": self.tr("Partly reviewed"),
            "reviewed": self.tr("Reviewed"),
            "unsure": self.tr("Model not sure"),
            "not_a_face": self.tr("Not a face"),
            "no_face": self.tr("Photos without a face"),
            "unread": self.tr("Could not be read"),
            "held": self.tr("Held labels"),
        }
        return names[show]

    def _order_name(self, order: Order) -> str:
        names: dict[Order, str] = {
            "scan": self.tr("Folder order"),
            "certainty": self.tr("Least sure first"),
            "age": self.tr("Age"),
            "range": self.tr("Age range width"),
            "female_score": self.tr("Gender score"),
            "detector_score": self.tr("Detector score"),
            "size": self.tr("Face size"),
            "state": self.tr("State"),
            "name": self.tr("Name"),
        }
        return names[order]


_OLDEST = 120
_LARGEST_PX = 5000
_FOLDER_CHARACTERS = 14
_FIELDS = (
    "assignee",
    "remark",
    "gender",
    "age_from",
    "age_to",
    "side_from_px",
    "range_from_years",
    "folder",
)


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
        self.remark = QComboBox(self)
        self.remark.setAccessibleName(self.tr("Remarks on the face"))
        for name, key in (
            (self.tr("Any remarks"), "any"),
            (self.tr("With a flag"), "flagged"),
            (self.tr("Discuss"), "discuss"),
            (self.tr("Poor picture"), "poor_picture"),
            (self.tr("Good example"), "good_example"),
            (self.tr("With a comment"), "comment"),
        ):
            self.remark.addItem(name, key)
        self.assignee = QComboBox(self)
        self.assignee.setAccessibleName(self.tr("Faces of a reviewer"))
        self.list_reviewers(())
        self.age_from = self._spin(_OLDEST, self.tr("Minimum age"))
        self.age_to = self._spin(_OLDEST, self.tr("Maximum age"))
        self.side = self._spin(_LARGEST_PX, self.tr("Minimum face size"), step=20)
        self.side.setSuffix(self.tr(" px"))
        self.width_from = self._spin(_OLDEST, self.tr("Minimum range width"))
        self.folder = QComboBox(self)
        self.folder.setAccessibleName(self.tr("Folder"))
        self.folder.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.folder.setMinimumContentsLength(_FOLDER_CHARACTERS)
        self.list_folders(())
        # The action's own text is too long for this row in some languages.
        self._clear = action_button(clear, self, text=self.tr("Clear filters"), style="small")
        self._arrange()
        self.gender.currentIndexChanged.connect(self.changed)
        self.folder.currentIndexChanged.connect(self.changed)
        self.remark.currentIndexChanged.connect(self.changed)
        self.assignee.currentIndexChanged.connect(self.changed)
        for spin in (self.age_from, self.age_to, self.side, self.width_from):
            spin.valueChanged.connect(self.changed)

    def _arrange(self) -> None:
        # In one row they would make the window wider than small screens are.
        rows = (QHBoxLayout(), QHBoxLayout())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in rows:
            row.setSpacing(6)
            column.addLayout(row)
        rows[0].addWidget(self.gender)
        rows[0].addWidget(self.remark)
        rows[0].addWidget(self.assignee)
        self._add_named(rows[0], (self.tr("Age"), self.age_from), (self.tr("to"), self.age_to))
        rows[0].addStretch(1)
        rows[1].addWidget(self.folder, 1)
        self._add_named(
            rows[1], (self.tr("Face from"), self.side), (self.tr("Range from"), self.width_from)
        )
        rows[1].addWidget(self._clear)

    def _add_named(self, row: QHBoxLayout, *fields: tuple[str, QSpinBox]) -> None:
        for text, widget in fields:
            label = PlainLabel(text, self)
            label.setProperty("muted", True)
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget)

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
        spin.setMinimumHeight(self.gender.sizeHint().height())
        return spin

    def filter(self, *, show: Show, text: str) -> Filter:
        """What is set here, together with what is set elsewhere."""
        gender: Literal["any", "female", "male", "unsure"] = self.gender.currentData()
        remark: Remark = self.remark.currentData()
        return Filter(
            show=show,
            gender=gender,
            age_from=_limit(self.age_from),
            age_to=_limit(self.age_to),
            side_from_px=_limit(self.side),
            range_from_years=_limit(self.width_from),
            folder=self.folder.currentData() or "",
            text=text,
            remark=remark,
            assignee=self.assignee.currentData() or "",
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
        self.remark.setCurrentIndex(0)
        self.assignee.setCurrentIndex(0)
        for spin in (self.age_from, self.age_to, self.side, self.width_from):
            spin.setValue(spin.minimum())

    def allow_ranges(self, known: bool) -> None:
        """Offer the width of the age range only where some face has one, and say why not else."""
        if not known:
            self.width_from.setValue(self.width_from.minimum())
        self.width_from.setEnabled(known)
        self.width_from.setSpecialValueText(self.tr("any") if known else self.tr("none"))
        message = self.tr("Minimum range width")
        if not known:
            message = self.tr("No face here has an age range: the model estimates only an age")
        self.width_from.setToolTip(message)

    def list_reviewers(self, names: Sequence[str]) -> None:
        """Offer those for whom faces are; hidden where they are for everybody."""
        chosen = self.assignee.currentData() or ""
        self.assignee.blockSignals(True)
        self.assignee.clear()
        self.assignee.addItem(self.tr("Anybody’s faces"), "")
        for name in names:
            self.assignee.addItem(self.tr("For {0}").format(name), name)
        self.assignee.setCurrentIndex(max(self.assignee.findData(chosen), 0))
        self.assignee.blockSignals(False)
        self.assignee.setVisible(bool(names))

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
            tip = plain_tip(folder)
            self.folder.setItemData(self.folder.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.folder.setCurrentIndex(max(self.folder.findData(chosen), 0))
        self.folder.blockSignals(False)
        self.folder.setEnabled(bool(every))


def _upwards(folder: str) -> list[str]:
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _limit(spin: QSpinBox) -> float | None:
    return None if spin.value() == spin.minimum() else float(spin.value())
