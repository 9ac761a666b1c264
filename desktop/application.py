"""The composition root of the window: builds everything, passes it in, closes in order."""

from __future__ import annotations

import gc
import logging
import signal
import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop import crash, icons, messages, paths
from desktop.context import AppContext, Lanes
from desktop.crash import CrashWatch, LastSession, OpenFiles
from desktop.folder.backend import FolderBackend, folder_backend
from desktop.folder.tab import FolderTab
from desktop.help.menu import HistoryCleaner
from desktop.i18n import language
from desktop.jobs import Lane
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.model_import import ImportModel, ModelImporter
from desktop.model_manager import ModelManager
from desktop.photos.tab import PhotosTab
from desktop.session import Session, SessionPipeline, SessionStore
from desktop.settings import Settings
from desktop.tab import LazyTab, Tab
from desktop.theme import Theme
from desktop.training.backend import TrainingBackend, training_backend
from desktop.training.tab import TrainingTab
from desktop.training_addon import default_addon
from desktop.webcam.backend import WebcamBackend, webcam_backend
from desktop.webcam.tab import WebcamTab
from desktop.welcome import WAYS, Way
from desktop.widgets.dialogs import FileDialogs
from desktop.widgets.drop_frame import DropRouter
from desktop.widgets.progress import ProgressPanel
from engine import __version__

if TYPE_CHECKING:
    from engine.spec import ModelSpec

_log = logging.getLogger(__name__)


def run(photos: Sequence[Path]) -> int:
    """Open the window on ``photos`` (files and folders) and stay until it is closed."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("AgeLens")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("agelens")
    app.setWindowIcon(icons.app_icon())
    # Or Ctrl+C in the terminal would wait until somebody touches the window.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    close_log = messages.open_log(paths.log_file())
    close_trace = crash.open_trace(paths.log_file().with_name("crash.log"))
    _log.info("AgeLens %s starts, Python %s on %s", __version__, sys.version, sys.platform)
    settings = Settings(paths.settings_file())
    opened = OpenFiles()
    try:
        while True:
            language.install(app, settings.language)
            desktop = Application(
                app,
                settings=settings,
                log_file=paths.log_file(),
                open_store=default_store,
                open_pipeline=open_pipeline,
                last=LastSession(paths.session_file()),
            )
            code = _show(app, desktop, photos, opened)
            if desktop.to_reopen is None:
                return code
            # In another language: a new window with what was open in the former one.
            photos, opened = (), desktop.to_reopen
    finally:
        close_trace()
        close_log()


def _show(
    app: QApplication, desktop: Application, photos: Sequence[Path], opened: OpenFiles
) -> int:
    """Show a window and stay until it is closed."""
    undo_hooks = messages.install_hooks(desktop.messages)
    try:
        desktop.window.fit_screen()
        spare_collections(desktop)
        desktop.start(photos)
        if opened:
            desktop.reopen(opened)
        return app.exec()
    finally:
        desktop.close()
        undo_hooks()
        gc.unfreeze()


def spare_collections(desktop: Application) -> None:
    """Have collections of garbage pass over what has been loaded: modules, models, pages.

    One that goes through all of it takes 70 ms, in whatever thread it happens to begin, and the
    window waits. ``gc.unfreeze`` ends this.
    """
    desktop.context.session.model_changed.connect(
        lambda: gc.freeze(), Qt.ConnectionType.SingleShotConnection
    )
    for tab in desktop.tabs:
        if isinstance(tab, LazyTab):
            tab.loaded.connect(lambda: gc.freeze())


class Application(QObject):
    """All parts of the running window; ``start`` shows it, ``close`` ends it."""

    def __init__(
        self,
        app: QApplication,
        *,
        settings: Settings,
        log_file: Path,
        open_store: Callable[[], SessionStore],
        open_pipeline: Callable[[SessionStore, str], SessionPipeline],
        dialogs: FileDialogs | None = None,
        folder: FolderBackend | None = None,
        webcam: WebcamBackend | None = None,
        training: TrainingBackend | None = None,
        last: LastSession | None = None,
        import_model: ImportModel | None = None,
        clear_history: Callable[[], Sequence[Path]] = paths.forget_history,
    ) -> None:
        super().__init__()
        self._closed = False
        self.settings = settings
        self.theme = Theme(app, settings.theme, text_percent=settings.text_percent, parent=self)
        self.messages = Messages(self)
        lanes = Lanes(
            model=Lane("model", self, when_quiet=_return_memory), training=Lane("training", self)
        )
        self.context = AppContext(
            lanes=lanes,
            session=Session(
                lane=lanes.model,
                messages=self.messages,
                open_store=open_store,
                open_pipeline=open_pipeline,
                parent=self,
            ),
            settings=settings,
            messages=self.messages,
            dialogs=dialogs or FileDialogs(settings),
            theme=self.theme,
            progress=ProgressPanel(compact=True),
        )
        self.photo_tab = PhotosTab(self.context)
        self.photo_tab.restore_layout(settings.splitter)
        self.folder_tab = FolderTab(
            self.context,
            folder or folder_backend(open_store=open_store),
            training_active=lambda: self.training_tab.active,
        )
        self.webcam_tab = WebcamTab(self.context, webcam or webcam_backend())
        self.training_tab = TrainingTab(
            self.context, training or training_backend(), addon=default_addon()
        )
        # In the order in which the start page names them.
        self.tabs: list[Tab] = [self.photo_tab, self.folder_tab, self.webcam_tab, self.training_tab]
        self.window = self._build_window(log_file)
        self.window.closing.connect(self._remember)
        self.models = ModelImporter(
            self.context, import_model or _import_model, window=lambda: self.window
        )
        self.model_manager = ModelManager(
            self.context, paths.default_store, window=lambda: self.window
        )
        self.history = HistoryCleaner(self.context, clear_history, window=lambda: self.window)
        self._connect_folder()
        self._connect_models()
        self._connect_welcome()
        self.training_tab.picture_wanted.connect(self._take_picture)
        self._crash_watch = self._watch_for_crashes(last)
        self.to_reopen: OpenFiles | None = None
        self.window.language_menu.restart_wanted.connect(self._restart)

    def _build_window(self, log_file: Path) -> MainWindow:
        return MainWindow(
            tabs=self.tabs,
            session=self.context.session,
            messages=self.messages,
            settings=self.settings,
            theme=self.theme,
            progress=self.context.progress,
            log_file=log_file,
        )

    def _connect_folder(self) -> None:
        """What belongs into the Folder tab goes there from wherever it is dropped, and back."""
        self.folder_tab.training_wanted.connect(self._train_on)
        self.photo_tab.labelling_wanted.connect(self._take_folder)
        self.drops = DropRouter(self.context.lanes.model, self)
        self.drops.watch(self.photo_tab, otherwise=self.photo_tab.opening.open_intake)
        self.drops.watch(self.training_tab, otherwise=self.training_tab.take)
        self.drops.watch(self.folder_tab, otherwise=self.folder_tab.take_dropped)
        self.drops.diverted.connect(self._take_folder)
        self.window.help_menu.clearing_wanted.connect(self.history.ask)
        self.history.cleared.connect(self.folder_tab.show_recent)
        self.history.cleared.connect(self.photo_tab.recent.fill)

    def _connect_models(self) -> None:
        """A model comes in by the menu, or is dropped wherever anything can be."""
        self.window.import_wanted.connect(self.models.ask)
        self.drops.model_dropped.connect(self.models.take)
        self.window.managing_wanted.connect(self.model_manager.ask)
        # To list it: the one in use stays in use.
        self.models.imported.connect(lambda _: self._list_models())
        self.model_manager.changed.connect(self._list_models)

    @Slot()
    def _list_models(self) -> None:
        self.context.session.choose(self._model_in_use())

    def _model_in_use(self) -> str | None:
        spec = self.context.session.spec
        return spec.model_id if spec is not None else self.settings.model_id

    def _connect_welcome(self) -> None:
        """The first page leads to the other tabs, and its note is shown until it has been read."""
        page = self.photo_tab.empty
        page.way_chosen.connect(self._go)
        self.window.help_menu.way_chosen.connect(self._go)
        page.note_read.connect(self._note_read)
        if not self.settings.welcomed:
            page.show_note()

    @Slot(str)
    def _go(self, way: Way) -> None:
        self.window.tabs.setCurrentWidget(self.tabs[WAYS.index(way)])
        if way == "photos":
            self.photo_tab.menu_actions.open_photos.trigger()

    def _watch_for_crashes(self, last: LastSession | None) -> CrashWatch:
        offer, tabs = self.window.offer, self.window.tabs
        offer.accepted.connect(self._go_back_to)
        watch = CrashWatch(
            last,
            photos=self.photo_tab,
            folder=self.folder_tab,
            front=lambda: WAYS[tabs.currentIndex()],
            offer=offer,
        )
        tabs.currentChanged.connect(watch.note_soon)
        return watch

    @Slot(object)
    def _go_back_to(self, opened: OpenFiles) -> None:
        """Bring the tab of before in front; else, without photos, somebody was in a project."""
        if opened.tab in WAYS:
            self.window.tabs.setCurrentIndex(WAYS.index(opened.tab))
        elif not opened.photos:
            self.window.tabs.setCurrentWidget(self.folder_tab)

    @Slot()
    def _note_read(self) -> None:
        self.settings.welcomed = True
        self.settings.save()

    @Slot()
    def _restart(self) -> None:
        """Close the window to build it anew in another language; ``run`` does that.

        A training asks first: the window then closes later, or not at all.
        """
        opened = self._crash_watch.open_files()
        if self.window.close():
            self.to_reopen = opened
        elif (question := self.training_tab.question) is not None:
            question.accepted.connect(lambda: self._await_closing(opened))
        else:
            self._await_closing(opened)

    def _await_closing(self, opened: OpenFiles) -> None:
        """Build the window anew as soon as a tab lets it close."""

        def note() -> None:
            self.to_reopen = opened

        for tab in self.tabs:
            tab.close_wanted.connect(note, Qt.ConnectionType.SingleShotConnection)

    def start(self, photos: Sequence[Path] = ()) -> None:
        """Show the window; photos and model follow once it is on screen."""
        self.window.show()
        QTimer.singleShot(0, self, lambda: self._fill(photos))

    def reopen(self, opened: OpenFiles) -> None:
        """Open what was open in a former window, once this one is on screen."""
        self._go_back_to(opened)
        QTimer.singleShot(0, self, lambda: self._crash_watch.reopen(opened))

    def close(self) -> None:
        """End everything in order: window, lanes, then what they used. May be called twice."""
        if self._closed:
            return
        self._closed = True
        # Whoever comes here does not ask any more: a training that goes on can be resumed.
        self.training_tab.cancel()
        self._crash_watch.end()
        self.theme.end()
        self.window.close()
        closed = True
        for lane in (self.context.lanes.training, self.context.lanes.model):
            if not lane.close():
                closed = False
                _log.warning("The program ends although one of its lanes is still at work")
        if closed:  # else somebody may still be at work on it
            self.folder_tab.end()
        # Now, not at some collection of garbage, which might run in another thread.
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _fill(self, photos: Sequence[Path]) -> None:
        if self._closed:
            return
        self.drops.divert(photos, otherwise=lambda: self.photo_tab.open_paths(photos))
        self.context.session.choose(self.settings.model_id)
        self.training_tab.announce_interrupted()
        if self.settings.started_afresh:
            told = self.tr("The settings could not be read, so AgeLens is using the default ones.")
            self.messages.say(told)

    @Slot(object)
    def _take_folder(self, path: Path) -> None:
        self.window.tabs.setCurrentWidget(self.folder_tab)
        self.folder_tab.take([path])

    @Slot(object)
    def _train_on(self, table: Path) -> None:
        self.window.tabs.setCurrentWidget(self.training_tab)
        self.training_tab.page.take(table)

    @Slot()
    def _take_picture(self) -> None:
        """A webcam picture for the face wall."""
        from desktop.webcam.snapshot import SnapshotDialog

        dialog = SnapshotDialog(self.context, self.webcam_tab.backend, self.window)
        dialog.taken.connect(self.training_tab.page.own.take_picture)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _remember(self) -> None:
        self.settings.splitter = self.photo_tab.layout_state()
        self.settings.save()


def default_store() -> SessionStore:
    """The program's own models."""
    return paths.default_store()


def _return_memory() -> None:
    from engine.images.opening import return_free_memory

    return_free_memory()


def _import_model(folder: Path) -> Generator[None, None, ModelSpec]:
    return (yield from paths.default_store().import_folder(folder))


def open_pipeline(store: SessionStore, model_id: str) -> SessionPipeline:
    """Load one of them. Imported here: the window is shown before NumPy and OpenCV are loaded."""
    from engine import pipeline
    from engine.store import ModelStore

    if not isinstance(store, ModelStore):
        raise TypeError(f"Not a model store. Received: {type(store).__name__}")
    return pipeline.open_pipeline(store, model_id)
