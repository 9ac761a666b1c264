"""The window: tabs and menus, nothing else; both are built elsewhere and passed in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu, QTabWidget, QVBoxLayout, QWidget

from desktop import icons
from desktop.crash import CrashDialog, CrashOffer
from desktop.help.menu import HelpMenu, ShortcutsDialog
from desktop.i18n.backend_messages import spoken
from desktop.i18n.language import LanguageMenu
from desktop.i18n.text import number
from desktop.messages import Messages, ReportedProblem
from desktop.presentation import Presentation
from desktop.session import Session
from desktop.settings import Settings, ThemeChoice
from desktop.tab import Tab
from desktop.theme import TEXT_PERCENT, Theme
from desktop.widgets.banner import BannerOverlay, MessageBar, close_first
from desktop.widgets.buttons import EnterPresses, trigger_by_place
from desktop.widgets.labels import PlainLabel, plain_tip
from desktop.widgets.progress import ProgressPanel

_SMALLEST = QSize(800, 540)  # a screen of 1920 × 1080 at 200 %
_STATUS_MS, _STATUS_MS_A_SIGN = 10_000, 100
_USUAL = QSize(1120, 760)


class MainWindow(QMainWindow):
    """Shows tabs, each of which brings its own menu entries; ``closing`` is its last word.

    ``import_wanted`` when a model is to be imported, ``managing_wanted`` to see all of them.
    """

    closing = Signal()
    import_wanted = Signal()
    managing_wanted = Signal()

    def __init__(
        self,
        *,
        tabs: Sequence[Tab],
        session: Session,
        messages: Messages,
        settings: Settings,
        theme: Theme,
        progress: ProgressPanel,
        log_file: Path,
    ) -> None:
        super().__init__()
        self._tab_list = tuple(tabs)
        self._session, self._settings, self._theme = session, settings, theme
        self._crash: CrashDialog | None = None
        self.setWindowTitle(self.tr("AgeLens"))
        self.setMinimumSize(_SMALLEST)
        self.resize(_USUAL)
        self.bar = MessageBar(messages, self)
        self.offer = CrashOffer(self)
        self.tabs = self._build_tabs()
        self._build_centre()
        self._build_status(messages, progress)
        self.presentation = Presentation(self, self.tabs, theme)
        self.model_menu = QMenu(self.tr("&Model"), self)
        self._model_group = QActionGroup(self.model_menu)
        self.help_menu = self._build_help(messages, log_file)
        self._build_menus()
        messages.problem.connect(self._show_crash)
        session.models_changed.connect(self._list_models)
        session.model_changed.connect(self._list_models)
        theme.recoloured.connect(self._draw_icons)
        self._enter = EnterPresses(self)
        self._list_models()
        self._offer_actions()
        self._draw_icons()
        if not settings.geometry.isEmpty():
            self.restoreGeometry(settings.geometry)

    def _build_help(self, messages: Messages, log_file: Path) -> HelpMenu:
        return HelpMenu(
            session=self._session,
            settings=self._settings,
            messages=messages,
            log_file=log_file,
            shortcuts=self._key_dialog,
            parent=self,
        )

    def fit_screen(self) -> None:
        """Become no larger than the screen, and lie on it: the usual size may be too much."""
        room = self.screen().availableGeometry()
        self.resize(self.size().boundedTo(room.size()))
        inside = self.geometry()
        if not room.contains(inside):
            inside.moveRight(min(inside.right(), room.right()))
            inside.moveBottom(min(inside.bottom(), room.bottom()))
            self.move(max(inside.left(), room.left()), max(inside.top(), room.top()))

    def _build_tabs(self) -> QTabWidget:
        tabs = QTabWidget(self)
        tabs.setAccessibleName(self.tr("What to do"))
        tabs.setDocumentMode(True)
        # One tab needs no bar; with the second one it appears by itself.
        tabs.setTabBarAutoHide(True)
        # It hands the focus to that bar; hidden, it would be the end of the road for the Tab key.
        tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for tab in self._tab_list:
            tabs.addTab(tab, tab.title)
            tab.close_wanted.connect(self.close)
        tabs.currentChanged.connect(self._offer_actions)
        return tabs

    def _build_centre(self) -> None:
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs, 1)
        self._overlay = BannerOverlay((self.offer, self.bar), over=centre)
        self._overlay.placed.connect(self._keep_clear)
        self.tabs.currentChanged.connect(lambda: self._keep_clear(self._overlay.height()))
        self.setCentralWidget(centre)

    @Slot(int)
    def _keep_clear(self, covered_px: int) -> None:
        """Keep what a tab shows above the banners, as far as it can do with less room.

        The tabs themselves stay where they are: nobody who aims at one misses it.
        """
        tab = self.tabs.currentWidget()
        stack = tab.parentWidget() if tab is not None else None
        if stack is None:
            return
        kept = tab.contentsMargins().bottom()
        spare = stack.height() - (tab.minimumSizeHint().height() - kept)
        wanted = max(0, min(covered_px, spare))
        if wanted != kept:
            tab.setContentsMargins(0, 0, 0, wanted)

    def _build_status(self, messages: Messages, progress: ProgressPanel) -> None:
        self.status_text = PlainLabel(self)
        self.status_text.setContentsMargins(10, 0, 0, 0)
        self._model_name = PlainLabel(self)
        self._model_name.setContentsMargins(0, 0, 6, 0)
        status = self.statusBar()
        status.setSizeGripEnabled(False)
        status.addWidget(self.status_text, 1)
        status.addPermanentWidget(progress)
        status.addPermanentWidget(self._model_name)
        self._expiry = QTimer(self, singleShot=True)
        self._expiry.timeout.connect(self.status_text.clear)
        messages.status.connect(self._show_status)

    @Slot(str)
    def _show_status(self, text: str) -> None:
        """Show a line for as long as it takes to read it, and a good while more."""
        self.status_text.setText(text)
        self._expiry.start(_STATUS_MS + _STATUS_MS_A_SIGN * len(text))

    def _build_menus(self) -> None:
        bar = self.menuBar()
        menus = {
            "file": bar.addMenu(self.tr("&File")),
            "edit": bar.addMenu(self.tr("&Edit")),
            "view": bar.addMenu(self.tr("&View")),
        }
        for tab in self._tab_list:
            for name, actions in tab.by_menu().items():
                for action in actions:
                    if action is None:
                        menus[name].addSeparator()
                    else:
                        menus[name].addAction(action)
                menus[name].addSeparator()
        leave = menus["file"].addAction(self.tr("&Quit"), self.close)
        leave.setShortcut(QKeySequence(QKeySequence.StandardKey.Quit))
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        self.full_screen = menus["view"].addAction(self.tr("F&ull screen"))
        self.full_screen.setCheckable(True)
        self.full_screen.setShortcut("F11")
        self.full_screen.toggled.connect(self._fill_screen)
        menus["view"].addMenu(self._build_theme_menu())
        menus["view"].addMenu(self._build_text_menu())
        self.language_menu = LanguageMenu(self._settings, self)
        menus["view"].addMenu(self.language_menu)
        bar.addMenu(self.model_menu)
        bar.addMenu(self.help_menu)

    @Slot(bool)
    def _fill_screen(self, whole: bool) -> None:
        """Fill the screen, or go back to the window of before."""
        if whole:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        else:
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)
        self.presentation.set_active(whole)

    def _build_theme_menu(self) -> QMenu:
        menu = QMenu(self.tr("&Theme"), self)
        names: dict[ThemeChoice, str] = {
            "system": self.tr("Same as &system"),
            "light": self.tr("&Light"),
            "dark": self.tr("&Dark"),
        }
        group = QActionGroup(menu)
        for choice, name in names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(choice == self._theme.choice)
            action.setData(choice)
            group.addAction(action)
        group.triggered.connect(self._choose_theme)
        return menu

    def _build_text_menu(self) -> QMenu:
        menu = QMenu(self.tr("Te&xt size"), self)
        group = QActionGroup(menu)
        for percent in TEXT_PERCENT:
            action = menu.addAction(f"{number(percent)} %")
            action.setCheckable(True)
            action.setChecked(percent == self._theme.text_percent)
            action.setData(percent)
            group.addAction(action)
        group.triggered.connect(self._choose_text_size)
        return menu

    @Slot(QAction)
    def _choose_text_size(self, action: QAction) -> None:
        self._settings.text_percent = action.data()
        self._theme.resize_text(action.data())

    @Slot()
    def _offer_actions(self) -> None:
        """Show the actions of the tab in front; hidden ones lose their shortcuts, too."""
        for tab in self._tab_list:
            in_front = tab is self.tabs.currentWidget()
            for actions in tab.by_menu().values():
                for action in actions:
                    if action is not None:
                        action.setVisible(in_front)

    @Slot()
    def _list_models(self) -> None:
        current = self._session.spec
        self._model_name.setText(spoken(current.title) if current else "")
        self.model_menu.clear()
        self._model_group.deleteLater()
        self._model_group = QActionGroup(self.model_menu)
        self._model_group.triggered.connect(self._choose_model)
        if not self._session.models:
            loading = self._session.state == "loading"
            text = self.tr("Looking for models…") if loading else self.tr("No model found")
            self.model_menu.addAction(text).setEnabled(False)
            self._offer_import()
            return
        names = [spoken(spec.title) for spec in self._session.models]
        for spec in self._session.models:
            # Whoever trains has many of one title; only the ids tell them apart.
            title = spoken(spec.title)
            name = title if names.count(title) == 1 else f"{title} ({spec.model_id})"
            action = self.model_menu.addAction(name)
            action.setToolTip(plain_tip(spec.model_id))
            action.setData(spec.model_id)
            action.setCheckable(True)
            action.setChecked(current is not None and spec.model_id == current.model_id)
            self._model_group.addAction(action)
        self._offer_import()

    def _offer_import(self) -> None:
        self.model_menu.addSeparator()
        self.model_menu.addAction(self.tr("&Manage models…"), self.managing_wanted.emit)
        self.model_menu.addAction(self.tr("&Import a model…"), self.import_wanted.emit)

    @Slot(QAction)
    def _choose_model(self, action: QAction) -> None:
        self._settings.model_id = action.data()
        self._session.choose(action.data())

    @Slot(QAction)
    def _choose_theme(self, action: QAction) -> None:
        self._settings.theme = action.data()
        self._theme.choose(action.data())

    @Slot()
    def _draw_icons(self) -> None:
        icons.refresh(self)

    def _key_dialog(self) -> QDialog | None:
        """The keys of the tab in front."""
        current = self.tabs.currentWidget()
        if not isinstance(current, Tab):
            return None
        return ShortcutsDialog(current.keyed_actions(), current.key_list(), self)

    @Slot(object)
    def _show_crash(self, problem: ReportedProblem) -> None:
        """A dialog for what nobody foresaw; while it is open, more of that goes into it."""
        if not problem.unexpected:
            return
        if self._crash is not None:
            self._crash.add(problem)
            return
        self._crash = CrashDialog(problem, self)
        self._crash.quit_wanted.connect(self.close)
        self._crash.finished.connect(self._end_crash)
        # Not exec(): a loop in the middle of whatever went wrong would make it worse.
        self._crash.open()

    @Slot()
    def _end_crash(self) -> None:
        if self._crash is not None:
            self._crash.deleteLater()
            self._crash = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes a notice, then leaves the full screen.

        Shortcuts work by the place of their key where a layout has no Latin letters.
        """
        if trigger_by_place(self, event):
            return
        if event.key() == Qt.Key.Key_Escape and close_first(self):
            return
        # Not isFullScreen(): a screen without a window manager never says so.
        if event.key() == Qt.Key.Key_Escape and self.full_screen.isChecked():
            self.full_screen.setChecked(False)
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place, then let the program end what is under way."""
        if not all(tab.may_close() for tab in self._tab_list):
            event.ignore()
            return
        self._settings.geometry = self.saveGeometry()
        for tab in self._tab_list:
            tab.cancel()
        event.accept()
        self.closing.emit()
