"""The page of earlier runs: a list of them, and the curves of those that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.i18n.text import date_time, decimal, number, plural, translate
from desktop.training.curves import CurvesPanel
from desktop.training.curves.series_style import StylesInTurn, name_of
from desktop.training.text import architecture_title, place_title, titles
from desktop.widgets.buttons import ENTER, action_button, offer_menu
from desktop.widgets.labels import ElidedLabel, PlainLabel, plain_tip, write_as_title
from training.events import Started
from training.runs import MORE_EPOCHS, KeptRun

_FIRST_COMPARED = 3
_SHARES = [300, 380]
_MB, _GB = 1e6, 1e9


class RunsPage(QWidget):
    """Lists the runs; what is asked for is carried as the names of runs.

    Runs whose box is ticked have their curves side by side below the list.
    """

    open_wanted = Signal(str)
    continue_wanted = Signal(str)
    more_wanted = Signal(str)
    round_wanted = Signal(str)
    delete_wanted = Signal(object)
    left = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[KeptRun, ...] = ()
        self._known: set[str] = set()
        self._compared: set[str] = set()
        self._styles = StylesInTurn()
        self.title = PlainLabel(self.tr("Earlier runs"), self)
        write_as_title(self.title)
        self.about = ElidedLabel(self)
        self.about.setProperty("muted", True)
        self.back = QPushButton(self.tr("Back"), self)
        self.table = RunTable(self)
        self.curves = CurvesPanel(
            theme=context.theme,
            dialogs=context.dialogs,
            messages=context.messages,
            note=self.tr("Tick runs in the list to see their curves together."),
            steps=False,
            style_of=self._styles,
            parent=self,
        )
        self.curves.spoken.connect(context.messages.say)
        self._build_actions()
        self._arrange()
        self.back.clicked.connect(self.left)
        self.table.itemSelectionChanged.connect(self._allow)
        self.table.itemChanged.connect(self._tick)
        self.table.chosen.connect(self._choose)
        self._allow()

    def _build_actions(self) -> None:
        self.open = QAction(self.tr("&Open"), self)
        self.open.setToolTip(self.tr("Show the curves, the faces and the result of this run"))
        self.carry_on = QAction(self.tr("&Continue"), self)
        self.carry_on.setToolTip(self.tr("Train the epochs that were planned and are not done yet"))
        more = plural("runs", "Train %Ln more epochs", MORE_EPOCHS)
        self.more = QAction(more, self)
        self.play = QAction(self.tr("Class against the &model…"), self)
        self.play.setToolTip(self.tr("Guess ages of test faces before the models of this run do"))
        self.delete = QAction(self.tr("&Delete…"), self)
        self.delete.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self.delete.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.open.triggered.connect(self._choose)
        self.carry_on.triggered.connect(lambda: self._want(self.continue_wanted))
        self.more.triggered.connect(lambda: self._want(self.more_wanted))
        self.play.triggered.connect(lambda: self._want(self.round_wanted))
        self.delete.triggered.connect(lambda: self.delete_wanted.emit(self.selected_names))
        offer_menu(self.table, (self.open, self.play, self.carry_on, self.more, None, self.delete))

    def _arrange(self) -> None:
        head = QFrame(self)
        head.setObjectName("toolRow")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 10, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.about, 1)
        row.addWidget(self.back)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(3)
        splitter.addWidget(self.table)
        splitter.addWidget(self.curves)
        splitter.setSizes(_SHARES)
        bottom_row = QFrame(self)
        bottom_row.setObjectName("footRow")
        foot = QHBoxLayout(bottom_row)
        foot.setContentsMargins(12, 6, 12, 6)
        foot.setSpacing(8)
        for action in (self.open, self.play, self.carry_on, self.more):
            foot.addWidget(action_button(action, self))
        foot.addStretch()
        foot.addWidget(action_button(self.delete, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(splitter, 1)
        column.addWidget(bottom_row)

    def show_runs(self, runs: Sequence[KeptRun]) -> None:
        """List these; what was ticked and selected before stays so."""
        selected = self.selected_names
        self._runs = tuple(runs)
        if not self._known:
            drawn = [run.name for run in runs if _has_curves(run)]
            self._compared = set(drawn[:_FIRST_COMPARED])
        self._known = {run.name for run in runs}
        self._compared &= self._known
        self.table.show_runs(runs, ticked=self._compared, selected=selected)
        size = sum(run.size_bytes for run in runs)
        if runs:
            count = plural("runs", "%Ln runs, {0}", len(runs))
            self.about.setText(count.format(size_text(size)))
        else:
            self.about.setText(self.tr("No run is kept on this computer yet."))
        self._draw()
        self._allow()

    @property
    def selected_names(self) -> list[str]:
        """The names of the selected runs, from the top."""
        return [run.name for run in self._selected]

    @property
    def _selected(self) -> list[KeptRun]:
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._runs[row] for row in rows if row < len(self._runs)]

    @Slot()
    def _allow(self) -> None:
        """Offer what can be done with the selected runs."""
        selected = self._selected
        one = selected[0] if len(selected) == 1 else None
        self.open.setEnabled(one is not None and one.record is not None)
        self.carry_on.setEnabled(one is not None and one.can_continue)
        self.more.setEnabled(one is not None and one.can_train_more)
        self.more.setToolTip(plain_tip(self._about_more(one)))
        self.play.setEnabled(one is not None and one.record is not None and bool(one.record.models))
        self.delete.setEnabled(bool(selected))

    def _about_more(self, one: KeptRun | None) -> str:
        """What training on makes of a run, or why it cannot be trained on."""
        if one is None:
            return self.tr("Choose one run to train on")
        if one.can_train_more:
            return self.tr(
                "Train the model of this run on the same faces, in small steps; "
                "this makes another model"
            )
        if one.state == "interrupted":
            return self.tr("This run is not at its end: continue it first")
        if one.record is not None and len(one.record.models) > 1:
            return self.tr(
                "This run made several models: to train one of them on, begin a training and "
                "choose it under Start from"
            )
        return self.tr("This run has left no model to train on")

    @Slot()
    def _choose(self) -> None:
        if self.open.isEnabled():
            self._want(self.open_wanted)

    def _want(self, signal: object) -> None:
        names = self.selected_names
        if names:
            signal.emit(names[0])  # type: ignore[attr-defined]

    @Slot(QTableWidgetItem)
    def _tick(self, item: QTableWidgetItem) -> None:
        """A box was ticked or cleared."""
        if item.column() or item.row() >= len(self._runs):
            return
        name = self._runs[item.row()].name
        ticked = item.checkState() == Qt.CheckState.Checked
        if ticked != (name in self._compared):
            (self._compared.add if ticked else self._compared.discard)(name)
            self._draw()

    def _draw(self) -> None:
        """Draw the curves of the ticked runs, one look for each network of each."""
        self.curves.clear()
        self._styles.clear()
        labels = _labels(self._runs)
        for run in self._runs:
            if run.name not in self._compared or run.record is None:
                continue
            for started in run.record.started:
                self.curves.on_event(_named(started, labels[run.name]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _has_curves(run: KeptRun) -> bool:
    return run.record is not None and any(one.history for one in run.record.started)


def _labels(runs: Sequence[KeptRun]) -> dict[str, str]:
    """What to call the runs in the plots, by name: their dates, numbered where these are alike."""
    labels: dict[str, str] = {}
    for run in reversed(runs):
        when = date_time(run.when)
        count = sum(label.partition(" (")[0] == when for label in labels.values())
        labels[run.name] = f"{when} ({count + 1})" if count else when
    return labels


def _named(started: Started, when: str) -> Started:
    """A network of a run under a name that tells the runs apart; without what all have in common.

    The baselines of other faces would be others.
    """
    name = f"{when}, {name_of(started.architecture)}"
    return replace(started, architecture=name, naive={}, steps=None)


def size_text(size_bytes: int) -> str:
    """What something takes of the disk: "34.1 MB", "1.1 GB"."""
    if size_bytes >= _GB:
        return translate("runs", "{0} GB").format(decimal(size_bytes / _GB))
    return translate("runs", "{0} MB").format(decimal(size_bytes / _MB))


def state_text(run: KeptRun) -> str:
    """How a run ended."""
    return {
        "running": translate("runs", "Training now"),
        "interrupted": translate("runs", "Interrupted"),
        "stopped": translate("runs", "Stopped"),
        "finished": translate("runs", "Finished"),
    }[run.state]


def epochs_text(run: KeptRun) -> str:
    """Finished epochs of all that were planned, of each network where they differ: "3 of 6"."""
    pairs = dict.fromkeys((done, run.planned.get(name)) for name, done in run.epochs.items())
    told = translate("runs", "{0} of {1}")
    return ", ".join(
        number(done) if planned is None else told.format(number(done), number(planned))
        for done, planned in pairs
    )


_COLUMNS, _FIRST_NUMBER = 8, 4
_BOX_PX = 44


class RunTable(QTableWidget):
    """One row a run; ``chosen`` when one is to be opened, by double click or Enter."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, _COLUMNS, parent)
        self.setObjectName("runTable")
        self.setAccessibleName(self.tr("Earlier runs"))
        self.setHorizontalHeaderLabels(
            [
                self.tr("Last at work"),
                self.tr("State"),
                self.tr("Network"),
                self.tr("Faces"),
                self.tr("Epochs"),
                self.tr("Age error (years)"),
                self.tr("Gender accuracy"),
                self.tr("On disk"),
            ]
        )
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(16, 16))
        self.verticalHeader().hide()
        self.verticalHeader().setAccessibleName(self.tr("Rows"))
        header = self.horizontalHeader()
        header.setAccessibleName(self.tr("Columns"))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _: self.chosen.emit())

    def show_runs(
        self, runs: Sequence[KeptRun], *, ticked: set[str], selected: Sequence[str]
    ) -> None:
        """Show other runs, without a word to whoever listens for boxes that are ticked."""
        blocked = self.blockSignals(True)
        self.clearSelection()
        self.setRowCount(len(runs))
        for row, run in enumerate(runs):
            items = [QTableWidgetItem(text) for text in _cells(run)]
            # The box is drawn by the style sheet, which Qt leaves out of account.
            date_px = self.fontMetrics().horizontalAdvance(items[0].text()) + _BOX_PX
            items[0].setSizeHint(QSize(date_px, self.fontMetrics().height() + 10))
            if _has_curves(run):
                on = run.name in ticked
                items[0].setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                items[0].setToolTip(self.tr("Tick it to draw its curves below"))
            for column, item in enumerate(items):
                if column >= _FIRST_NUMBER:
                    side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    item.setTextAlignment(side)
                self.setItem(row, column, item)
        self.blockSignals(blocked)
        wanted = [row for row, run in enumerate(runs) if run.name in selected] or [0]
        for row in wanted if runs else ():
            index = self.model().index(row, 0)
            flags = self.selectionModel().SelectionFlag
            self.selectionModel().select(index, flags.Select | flags.Rows)
        if runs:
            self.setCurrentCell(wanted[0], 0, self.selectionModel().SelectionFlag.NoUpdate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the run."""
        if event.key() in ENTER:
            self.chosen.emit()
            return
        super().keyPressEvent(event)


def _cells(run: KeptRun) -> tuple[str, ...]:
    figures = run.figures
    age, gender = figures.get("age_mae_years"), figures.get("gender_accuracy")
    return (
        date_time(run.when),
        state_text(run),
        _networks(run),
        place_title(run.settings[0].data) if run.settings else "",
        epochs_text(run),
        "" if age is None else decimal(age),
        "" if gender is None else f"{decimal(100 * gender)} %",
        size_text(run.size_bytes),
    )


def _networks(run: KeptRun) -> str:
    if not run.settings:
        return architecture_title(run.name.partition("-")[0])
    told = titles(run.settings)
    if any(one.start_from is not None for one in run.settings):
        return translate("runs", "{0}, from a model").format(told)
    return told
