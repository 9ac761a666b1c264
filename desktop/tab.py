"""The tabs of the window, and those that build their page when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import icons
from desktop.jobs import Job, Lane, import_in_lane
from desktop.messages import Messages
from desktop.widgets.labels import PlainLabel

MenuActions = dict[str, Sequence[QAction | None]]
"""Actions under "file", "edit" and "view"; ``None`` separates groups."""
KeyList = Sequence[tuple[str, str]]
"""Keys that are no actions: what they do, and which they are."""
_PATIENCE_MS = 300
_BREATH_MS = 10  # between two parts of a page, for what has come in meanwhile
_END = object()
PageT = TypeVar("PageT", bound=QWidget)


class Tab(QWidget):
    """One tab of the window, with its own entries in the menus.

    ``close_wanted`` comes when the tab has done what it asked the window to wait for.
    """

    close_wanted = Signal()
    title: str = ""
    presents = False
    """Whether the full screen is a presentation: large text, and controls while the mouse moves."""

    def by_menu(self) -> MenuActions:
        """The tab's actions, offered while it is in front."""
        return {}

    def keyed_actions(self) -> MenuActions:
        """All actions that have keys, also those that stand in no menu of the window."""
        return self.by_menu()

    def key_list(self) -> KeyList | None:
        """The keys that are no actions; ``None`` for the usual ones, those of a photo."""
        return None

    def show_controls(self, shown: bool) -> None:
        """Show or hide what only the presenter needs; of no use to tabs that do not present."""

    def may_close(self) -> bool:
        """Whether the window may close now; a tab that says no asks the user what to do."""
        return True

    def cancel(self) -> None:
        """Cancel everything in progress; the window is about to close."""


class LazyTab(Tab, Generic[PageT]):
    """A tab that is empty until it is first shown.

    What its page shows needs NumPy and more, for which the window's start does not wait: when the
    tab is shown, ``module`` is imported in ``lane``, and ``build_page`` is called after that.
    ``prepare`` makes parts of a large page before, each in a turn of the event loop. ``loaded``
    comes when much has been loaded that stays.
    """

    loaded = Signal()

    def __init__(
        self,
        *,
        module: str,
        build_page: Callable[[], PageT],
        lane: Lane,
        messages: Messages,
        prepare: Callable[[], Iterator[None]] = lambda: iter(()),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._module, self._build_page = module, build_page
        self._prepare = prepare
        self._parts: Iterator[None] | None = None
        self._import_lane, self._import_errors = lane, messages
        self._importing: Job | None = None
        self._page: PageT | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._sign: QLabel | None = None
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._wait.timeout.connect(self._show_sign)
        self._building = QTimer(self, interval=_BREATH_MS)
        self._building.timeout.connect(self._build_part)

    @property
    def is_built(self) -> bool:
        """Whether the page is there."""
        return self._page is not None

    @property
    def page(self) -> PageT:
        """What the tab shows, built now if it is not there yet."""
        if self._page is None:
            self._building.stop()
            while self._has_another_part():
                pass
            self._page = self._build_page()
            self._remove_sign()
            self._column.addWidget(self._page)
            icons.refresh(self._page)
            self.loaded.emit()
        return self._page

    def page_wanted(self) -> bool:
        """Whether the page is what the tab shows now."""
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Build the page, the first time."""
        super().showEvent(event)
        if self._page is None and self._importing is None and self.page_wanted():
            # Bound here: the job must not keep the widget alive in another thread.
            module = self._module
            job = self._importing = self._import_lane.submit(lambda: import_in_lane(module))
            job.succeeded.connect(self._show_page)
            job.failed.connect(self._import_errors.report)
            job.failed.connect(self._remove_sign)
            self._wait.start()

    @Slot()
    def _show_sign(self) -> None:
        """Say that something is coming: on a slow computer it takes seconds."""
        if self._page is None:
            self._sign = PlainLabel(self.tr("Opening…"), self)
            self._sign.setProperty("muted", True)
            self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(self._sign)

    @Slot()
    def _remove_sign(self) -> None:
        self._wait.stop()
        if self._sign is not None:
            self._sign.hide()
            self._sign.deleteLater()
            self._sign = None

    @Slot()
    def _show_page(self) -> None:
        self._importing = None
        self._building.start()

    @Slot()
    def _build_part(self) -> None:
        if not self._has_another_part():
            self._building.stop()
            self.page.show()

    def _has_another_part(self) -> bool:
        """Make the next part of the page; False if there is none."""
        if self._parts is None:
            self._parts = self._prepare()
        return next(self._parts, _END) is not _END
