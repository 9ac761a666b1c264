"""The curves in the window: empty until a run begins, redrawn at a calm pace, saved on request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.curves import saving
from desktop.curves.history import METRICS, History
from desktop.curves.look import readable
from desktop.dialogs import FileDialogs
from desktop.messages import Messages
from desktop.theme import Theme
from engine.errors import UserError
from engine.files import write_atomically
from training.events import Event

if TYPE_CHECKING:
    from desktop.curves.board import Board
    from desktop.curves.plot import Canvas

# One plot a turn, all three at about 10 Hz: the window never waits for more than one of them.
_TURN_MS = 33


def preload() -> None:
    """Load the plotting library, which takes a few tenths of a second, from whatever thread.

    Not calling it is no error: the first event of a run then waits for it.
    """
    import desktop.curves.plot  # noqa: F401


class Curves(QWidget):
    """Loss, apparent-age error and perceived-gender accuracy, live, of one run.

    ``spoken`` carries what the user points at, as sentences.
    """

    spoken = Signal(str)

    def __init__(
        self,
        *,
        theme: Theme,
        dialogs: FileDialogs,
        messages: Messages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._dialogs, self._messages = theme, dialogs, messages
        self._history = History()
        self._board: Board | None = None
        self._canvases: list[Canvas] = []
        self._stale = False
        self._turn = 0
        self._timer = QTimer(self, singleShot=True, interval=_TURN_MS)
        self._timer.timeout.connect(self._redraw)
        self._logarithmic = QCheckBox(self.tr("Lo&garithmic scale"), self)
        self._logarithmic.setToolTip(
            self.tr(
                "For loss and age error: small values get as much room as large ones, "
                "so that late progress can be seen"
            )
        )
        self._save_picture = QPushButton(self.tr("Save &picture…"), self)
        self._save_table = QPushButton(self.tr("Save &table…"), self)
        self._tools = QWidget(self)
        self._pages = QStackedWidget(self)
        self._arrange()
        self._logarithmic.toggled.connect(self._set_logarithmic)
        self._save_picture.clicked.connect(self._ask_picture)
        self._save_table.clicked.connect(self._ask_table)
        theme.changed.connect(self._recolour)

    def _arrange(self) -> None:
        self.setAccessibleName(self.tr("Training curves"))
        self._save_picture.setAccessibleName(self.tr("Save the curves as a picture"))
        self._save_table.setAccessibleName(self.tr("Save the numbers of the curves as a table"))
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(8, 8, 8, 0)
        row.addWidget(self._logarithmic)
        row.addStretch()
        row.addWidget(self._save_picture)
        row.addWidget(self._save_table)
        note = QLabel(
            self.tr(
                "Curves appear here as soon as a training runs: loss, apparent-age error "
                "and perceived-gender accuracy, step by step."
            ),
            self,
        )
        for widget in (note, self._logarithmic):
            widget.setFont(readable(self.font()))
        note.setWordWrap(True)
        note.setProperty("muted", True)
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        note.setContentsMargins(24, 24, 24, 24)
        self._pages.addWidget(note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(self._pages, 1)
        self._tools.hide()

    @property
    def history(self) -> History:
        """What is shown."""
        return self._history

    @property
    def board(self) -> Board | None:
        """The plots; None until the first event, since they are slow to load."""
        return self._board

    @property
    def is_behind(self) -> bool:
        """Whether there is something that is not drawn yet."""
        return self._stale or self._turn > 0

    @property
    def is_waiting(self) -> bool:
        """Whether a redraw is about to come."""
        return self._timer.isActive()

    def clear(self) -> None:
        """Forget the run and show the empty state."""
        self._timer.stop()
        self._stale = False
        self._turn = 0
        self._history = History()
        self._tools.hide()
        self._pages.setCurrentIndex(0)
        if self._board is not None:
            self._board.choose(None)
            self._board.show_history(self._history)

    def on_event(self, event: Event) -> None:
        """Take in what a trainer reports; what is not about curves passes by."""
        if not self._history.take(event):
            return
        self._stale = True
        # Not restarted by later events: a fast run would put the redraw off for ever.
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what came while nobody looked."""
        super().showEvent(event)
        if self.is_behind:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw nothing that nobody sees."""
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def _redraw(self) -> None:
        """Draw the next plot; after the last one begin anew if more has come meanwhile.

        Building the plots and showing them for the first time are turns of their own.
        """
        if self._board is None:
            self._build_part()
        elif self._pages.currentWidget() is not self._board:
            self._pages.setCurrentWidget(self._board)
            self._tools.show()
        else:
            self._draw_part(self._board)
        if self.is_behind:
            self._timer.start()

    def _draw_part(self, board: Board) -> None:
        if self._turn == 0:
            self._stale = False
        board.draw_part(self._turn)
        self._turn = (self._turn + 1) % board.turns

    def _build_part(self) -> None:
        """Make one more plot; when there are all, the board that holds them."""
        from desktop.curves.board import Board
        from desktop.curves.plot import Canvas

        if len(self._canvases) < len(METRICS):
            metric = METRICS[len(self._canvases)]
            canvas = Canvas(metric, font=readable(self.font()), parent=self)
            self._canvases.append(canvas)
            return
        self._board = Board(self._history, canvases=self._canvases, parent=self)
        self._board.spoken.connect(self.spoken)
        self._board.recolour(self._theme.colours)
        self._board.set_logarithmic(self._logarithmic.isChecked())
        self._pages.addWidget(self._board)

    @Slot()
    def _recolour(self) -> None:
        if self._board is not None:
            self._board.recolour(self._theme.colours)

    @Slot(bool)
    def _set_logarithmic(self, logarithmic: bool) -> None:
        if self._board is not None:
            self._board.set_logarithmic(logarithmic)

    @Slot()
    def _ask_picture(self) -> None:
        ground = QColor(self._theme.colours.window)

        board = self._board
        if board is None:
            return

        def content() -> bytes:
            board.draw()
            return saving.picture(board, ground)

        self._save(
            content,
            title=self.tr("Save picture of the curves"),
            suffix=".png",
            kinds=self.tr("PNG picture (*.png)"),
            trouble=self.tr("The picture was not saved."),
        )

    @Slot()
    def _ask_table(self) -> None:
        self._save(
            lambda: saving.table(self._history.networks),
            title=self.tr("Save numbers of the curves"),
            suffix=".csv",
            kinds=self.tr("Table (*.csv)"),
            trouble=self.tr("The table was not saved."),
        )

    def _save(
        self, content: Callable[[], bytes], *, title: str, suffix: str, kinds: str, trouble: str
    ) -> None:
        name = f"agelens-curves{suffix}"
        path = self._dialogs.save_as(self, title=title, name=name, kinds=kinds)
        if path is None:
            return
        target = path if path.suffix else path.with_suffix(suffix)
        try:
            write_atomically(target, content())
        except UserError as error:
            self._messages.report(error, context=trouble)
        else:
            self._messages.say(self.tr("Saved as {0}").format(target))
