"""Banners above the content of a page, and the one of the window that shows a problem."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.messages import Messages, ReportedProblem
from desktop.widgets.labels import PlainLabel, plain_tip

_DETAILS_HEIGHT_PX = 150


class Banner(QFrame):
    """A sentence above the content, with its buttons; hidden while there is nothing to say.

    ``row`` holds the sentence and the buttons, ``column`` the row and whatever belongs below it.
    ``closer`` is the button that takes it away, which Escape presses as well; some have none.
    """

    closer: QAbstractButton | None = None

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAccessibleName(name)
        self.label = PlainLabel(self)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.row = QHBoxLayout()
        self.row.setSpacing(10)
        self.row.addWidget(self.label, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 7, 16, 7)
        self.column.setSpacing(8)
        self.column.addLayout(self.row)
        self.hide()

    def add_button(self, text: str, *, name: str = "") -> QPushButton:
        """Add a button at the end of the row; ``name`` is for screen readers."""
        button = QPushButton(text, self)
        button.setAccessibleName(name)
        self.row.addWidget(button)
        return button

    @property
    def text(self) -> str:
        """The sentence on screen, or "" while the banner is hidden."""
        return "" if self.isHidden() else self.label.text()

    def add_close_button(self, *, tip: str, name: str) -> QToolButton:
        """Add a small cross at the end of the row; ``name`` is for screen readers."""
        close = QToolButton(self)
        close.setAutoRaise(True)
        close.setToolTip(plain_tip(tip))
        close.setAccessibleName(name)
        icons.mark(close, "close")
        self.row.addWidget(close)
        self.closer = close
        return close

    def show_text(self, text: str) -> None:
        """Show a sentence; "" hides the banner."""
        self.label.setText(text)
        self.setVisible(bool(text))


class MessageBar(Banner):
    """Shows the last problem of ``messages`` until it is dismissed or cleared."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("messageBar")
        self.setAccessibleName(self.tr("Message"))
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        mark = PlainLabel(self)
        mark.setAccessibleName(self.tr("Problem"))
        icons.mark(mark, "warning")
        self.row.insertWidget(0, mark)
        self._copy = self.add_button(self.tr("Copy details"))
        self._copy.hide()
        self._toggle = self.add_button(
            self.tr("Details"), name=self.tr("Show the details of the message")
        )
        self._toggle.setCheckable(True)
        close = self.add_close_button(tip=self.tr("Dismiss"), name=self.tr("Dismiss the message"))
        self._details = self._build_details()
        self.column.addWidget(self._details)
        self._toggle.toggled.connect(self._details.setVisible)
        self._toggle.toggled.connect(self._copy.setVisible)
        self._copy.clicked.connect(self._copy_details)
        close.clicked.connect(self.dismiss)
        messages.problem.connect(self.show_problem)
        messages.cleared.connect(self.dismiss)

    def _build_details(self) -> QPlainTextEdit:
        details = QPlainTextEdit(self)
        details.setReadOnly(True)
        details.setTabChangesFocus(True)
        details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        details.setFixedHeight(_DETAILS_HEIGHT_PX)
        details.setAccessibleName(self.tr("Details of the message"))
        details.hide()
        return details

    @Slot(object)
    def show_problem(self, problem: ReportedProblem) -> None:
        """Show ``problem`` instead of whatever stood here; one unforeseen has its own dialog."""
        if problem.unexpected:
            return
        self._details.setPlainText(problem.details)
        self._toggle.setChecked(False)
        self._toggle.setVisible(bool(problem.details))
        self.show_text(problem.sentence)

    @Slot()
    def dismiss(self) -> None:
        """Take the bar away."""
        self._toggle.setChecked(False)
        self.hide()

    @Slot()
    def _copy_details(self) -> None:
        text = f"{self.label.text()}\n\n{self._details.toPlainText()}"
        QGuiApplication.clipboard().setText(text)


class BannerOverlay(QWidget):
    """Banners along the lower edge of a widget, over what it shows.

    ``placed`` carries how many pixels of it they cover now, for those who have buttons there.
    """

    placed = Signal(int)

    def __init__(self, banners: Sequence[Banner], *, over: QWidget) -> None:
        super().__init__(over)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for banner in banners:
            column.addWidget(banner)
        over.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Take as much room as the banners that are shown by now."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        over, layout = self.parentWidget(), self.layout()
        if over is None or layout is None:
            return
        width = over.width()
        height = min(max(layout.totalHeightForWidth(width), 0), over.height())
        self.setGeometry(0, over.height() - height, width, height)
        self.raise_()
        self.placed.emit(height)


def first_to_close(window: QWidget) -> QAbstractButton | None:
    """The button that takes away the first banner on screen that has one.

    Those that lie over the page come first, then the uppermost.
    """
    shown = [one for one in window.findChildren(Banner) if one.closer is not None]
    first = min(
        filter(QWidget.isVisible, shown),
        key=lambda one: (
            not isinstance(one.parentWidget(), BannerOverlay),
            one.mapTo(window, QPoint()).y(),
        ),
        default=None,
    )
    return None if first is None else first.closer


def close_first(window: QWidget) -> bool:
    """Take away the first banner on screen that has a button for it; false if none has."""
    closer = first_to_close(window)
    if closer is not None:
        closer.click()
    return closer is not None
