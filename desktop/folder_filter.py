"""The bar above the faces: which are shown, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.folder_actions import FolderActions
from desktop.folder_filter_more import MoreFilters
from engine.project import ORDERS, SHOWS, Filter, Order, Show

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
        self.order_box.setAccessibleName(self.tr("In which order"))
        for show in SHOWS:
            self.show_box.addItem(self._show_name(show), show)
        for order in ORDERS:
            self.order_box.addItem(self._order_name(order), order)
        self.down = self._flip(self.tr("The other way round"))
        self.text = QLineEdit(self)
        self.text.setObjectName("field")
        self.text.setPlaceholderText(self.tr("Find a name"))
        self.text.setAccessibleName(self.tr("Text in the name"))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(90)
        self.more = MoreFilters(actions.clear_filters, self)
        self.more_button = self._more_button()
        self._typing = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._quiet = False
        self._arrange(actions)
        self._connect(actions)
        self.more.hide()

    def _connect(self, actions: FolderActions) -> None:
        self.show_box.currentIndexChanged.connect(self._tell_filter)
        self.order_box.currentIndexChanged.connect(self._tell_order)
        self.down.toggled.connect(self._tell_order)
        self.text.textChanged.connect(lambda: self._typing.start())
        self.text.returnPressed.connect(self._tell_filter)
        self._typing.timeout.connect(self._tell_filter)
        self.more.changed.connect(self._tell_filter)
        self.more_button.toggled.connect(self.more.setVisible)
        actions.clear_filters.triggered.connect(self.clear)
        actions.find.triggered.connect(self._find)

    def _arrange(self, actions: FolderActions) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._name(self.tr("Show"), self.show_box))
        row.addWidget(self.show_box)
        row.addSpacing(6)
        row.addWidget(self._name(self.tr("Order"), self.order_box))
        row.addWidget(self.order_box)
        row.addWidget(self.down)
        row.addSpacing(6)
        row.addWidget(self.text, 1)
        row.addWidget(self.more_button)
        row.addSpacing(4)
        for action in (actions.grid, actions.table):
            row.addWidget(self._view_button(action))
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
        label = QLabel(text, self)
        label.setProperty("muted", True)
        label.setBuddy(buddy)
        return label

    def _flip(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("toggle")
        button.setCheckable(True)
        button.setArrowType(Qt.ArrowType.DownArrow)
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
        button.setToolTip(self.tr("Gender, age, size, range and folder"))
        icons.mark(button, "filter")
        return button

    def _view_button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("toggle")
        button.setDefaultAction(action)
        button.setIconSize(QSize(18, 18))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setAccessibleName(action.text().replace("&", ""))
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
        self._tell_filter()

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
    def _tell_filter(self) -> None:
        if not self._quiet:
            self._typing.stop()
            self._name_filters()
            self.filter_changed.emit()

    @Slot()
    def _tell_order(self) -> None:
        self._turn_arrow()
        if not self._quiet:
            self.order_changed.emit()

    def _name_filters(self) -> None:
        """Say how many filters are on, also while their row is folded away."""
        count = self.more.count
        name = self.tr("Filters ({0})").format(count) if count else self.tr("Filters")
        self.more_button.setText(name)

    def _turn_arrow(self) -> None:
        arrow = Qt.ArrowType.UpArrow if self.descending else Qt.ArrowType.DownArrow
        self.down.setArrowType(arrow)

    def _show_name(self, show: Show) -> str:
        names: dict[Show, str] = {
            "all": self.tr("Everything"),
            "unreviewed": self.tr("Not reviewed"),
            "reviewed": self.tr("Reviewed"),
            "unsure": self.tr("Model not sure"),
            "not_a_face": self.tr("Not a face"),
            "no_face": self.tr("Photos without a face"),
            "unread": self.tr("Could not be read"),
        }
        return names[show]

    def _order_name(self, order: Order) -> str:
        names: dict[Order, str] = {
            "scan": self.tr("As in the folder"),
            "certainty": self.tr("Least sure first"),
            "age": self.tr("Age"),
            "range": self.tr("Width of the age range"),
            "female_score": self.tr("Gender score"),
            "detector_score": self.tr("Detector score"),
            "size": self.tr("Size of the face"),
            "state": self.tr("State"),
            "name": self.tr("Name"),
        }
        return names[order]
