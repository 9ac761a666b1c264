"""Two networks' errors by group, side by side: one of them was shown less of a group."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.i18n.text import decimal, number, translate
from desktop.training.text import group_title
from engine.evaluation import ENOUGH, GroupComparison, GroupRow, MetricDifference, Part
from engine.evaluation.bootstrap import Interval

_NO_BREAK = "\N{NO-BREAK SPACE}"
_LINE = "\n"
_STAR = " ★"
_PADDING_PX = 10


class GroupTable(QTableWidget):
    """One row a group: how many faces, then age error and gender accuracy of both networks.

    The rows of the thinned group are bold; as high as its rows, and it fills the width.
    """

    def __init__(self, compared: GroupComparison, parent: QWidget | None = None) -> None:
        super().__init__(len(compared.rows), 6, parent)
        self.setObjectName("groupTable")
        self.setAccessibleName(self.tr("Errors by group"))
        age, gender = self.tr("Age error (years)"), self.tr("Gender accuracy")
        whole, without = self.tr("all faces"), self.tr("thinned set")
        self.setHorizontalHeaderLabels(
            [
                self.tr("Group"),
                self.tr("Test faces"),
                *(f"{what},{_LINE}{who}" for what in (age, gender) for who in (whole, without)),
            ]
        )
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setAccessibleName(self.tr("Rows"))
        header = self.horizontalHeader()
        header.setAccessibleName(self.tr("Columns"))
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._thinned = [row.thinned for row in compared.rows]
        for place, row in enumerate(compared.rows):
            for column, text in enumerate(_cells(row, compared)):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.setItem(place, column, item)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines for the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take on another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        font = self.font()
        font.setBold(True)
        for place, thinned in enumerate(self._thinned):
            for column in range(self.columnCount()):
                item = self.item(place, column)
                if thinned and item is not None:
                    item.setFont(font)
        self.resizeRowsToContents()
        height_px = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length()
        self.setFixedHeight(height_px + 2 * self.frameWidth())


def _cells(row: GroupRow, compared: GroupComparison) -> tuple[str, ...]:
    whole, without = row.whole, row.without
    name, count = _name(row, compared), number(whole.count)
    if not whole.enough:
        few = translate("training", "fewer than {0}").format(number(ENOUGH))
        return (name, f"{count} ({few})", *["–"] * 4)
    age, gender = row.comparison.age, row.comparison.gender
    return (
        name,
        count,
        _years(whole),
        _years(without) + _star(age),
        _share(whole),
        _share(without) + _star(gender),
    )


def _name(row: GroupRow, compared: GroupComparison) -> str:
    if row.kind == "others":
        return translate("training", "All other faces")
    if row.kind == "thinned":
        kind, _, value = compared.group.rpartition(":")[0].partition("=")
        title = group_title(kind, value)
    else:
        title = group_title(row.kind, row.name)
    return translate("training", "{0} (thinned)").format(title) if row.thinned else title


def _years(part: Part) -> str:
    return decimal(part.age_mae_years) + _between(part.age_mae_interval, factor=1.0)


def _share(part: Part) -> str:
    told = f"{decimal(100 * part.gender_accuracy)}{_NO_BREAK}%"
    return told + _between(part.gender_interval, factor=100.0)


def _between(bounds: Interval | None, *, factor: float) -> str:
    if bounds is None:
        return ""
    low, high = (decimal(factor * bound) for bound in bounds)
    return _LINE + translate("training", "({0} to {1})").format(low, high)


def _star(difference: MetricDifference) -> str:
    return _STAR if difference.outcome == "real difference" else ""
