"""A whole lesson in the real window, by mouse and keyboard: is there a dead end, does it stall?

    xvfb-run -s "-screen 0 1280x800x24" python -m benchmarks.lesson PICTURES [--photo FILE]
        [--language en] [--theme light] [--size 1280x800] [--epochs 2]

From the start page to the next setup: drawn faces are looked at, a duel is started, paused and
resumed by the space bar, somebody's photo goes on the wall, the networks are looked into and
presented; then the result, a round of the class against the models, the earlier runs, and a model
that is used, renamed, exported and deleted. A click goes to whatever lies at that place of the
screen: what is covered or out of view cannot be pressed. After each station it is checked that
there is something to go on with. Pictures of the screen go into the folder PICTURES, whose names
are numbered; everything else goes into a scratch folder. Prints for each station the longest wait
between two turns of the event loop, by the clock and by the processor time of the window's own
thread: on a busy machine only the second one is the window's doing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, QPoint, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QScrollArea,
    QWidget,
)

from desktop.model_manager import ModelsDialog
from desktop.training.class_round import ClassRoundDialog
from desktop.unfit_model import UnfitModelDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction

    from desktop.application import Application
    from desktop.training.page import TrainingPage

PATIENCE_S = 240.0
_PULSE_MS, _TURN_MS, _SETTLE_MS = 5, 10, 400
_DIALOG_MS = 50
_LEFT = Qt.MouseButton.LeftButton
_Dialog = TypeVar("_Dialog", bound=QDialog)


class Pulse:
    """Every 5 ms, how long the window had to wait for its turn, and how long it worked itself."""

    def __init__(self) -> None:
        self.longest_ms = self.own_ms = 0.0
        self._timer = QTimer(interval=_PULSE_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._begin()
        self._timer.start()

    def _begin(self) -> None:
        self._wall, self._own = time.perf_counter(), time.thread_time()

    def _tick(self) -> None:
        wall, own = time.perf_counter(), time.thread_time()
        self.longest_ms = max(self.longest_ms, 1000 * (wall - self._wall))
        self.own_ms = max(self.own_ms, 1000 * (own - self._own))
        self._wall, self._own = wall, own

    def take(self) -> tuple[float, float]:
        """The longest wait and the longest work since the last call, in milliseconds."""
        told = self.longest_ms, self.own_ms
        self.longest_ms = self.own_ms = 0.0
        return told

    @contextmanager
    def held(self) -> Iterator[None]:
        """Count nothing of what happens meanwhile: it is not the program's doing."""
        self._timer.stop()
        yield
        self._begin()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()


class Hands:
    """A mouse and a keyboard; ``until`` lets the window live meanwhile."""

    def until(self, condition: Callable[[], bool], *, seconds: float = PATIENCE_S) -> None:
        """Wait for something; raises ``TimeoutError``."""
        clock = QElapsedTimer()
        clock.start()
        while not condition():
            if clock.elapsed() > 1000 * seconds:
                raise TimeoutError(f"It did not happen within {seconds:.0f} s.")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _TURN_MS)
            # Else this thread would have the processor all the time.
            time.sleep(0.001)

    def settle(self, milliseconds: int = _SETTLE_MS) -> None:
        """Let the window draw."""
        clock = QElapsedTimer()
        clock.start()
        self.until(lambda: clock.elapsed() > milliseconds)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press what a hand presses that aims at a widget; raises ``ValueError`` if it cannot."""
        self._bring_into_view(widget)
        place = widget.mapToGlobal(widget.rect().center() if at is None else at)
        hit = QApplication.widgetAt(place)
        if hit is None or not (hit is widget or widget.isAncestorOf(hit)):
            told = f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}"
            raise ValueError(f"{told} cannot be pressed at {place.toTuple()}: there is {hit}.")
        if not hit.isEnabled():
            raise ValueError(f"{type(hit).__name__} {hit.accessibleName()} is not enabled.")
        QTest.mouseClick(hit, _LEFT, pos=hit.mapFromGlobal(place))

    @staticmethod
    def _bring_into_view(widget: QWidget) -> None:
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
        QApplication.processEvents()

    def press(self, key: Qt.Key) -> None:
        """Press a key, wherever the focus is."""
        QTest.keyClick(focus(), key)

    def write(self, text: str) -> None:
        """Write over what is selected in the field that has the focus."""
        QTest.keyClicks(focus(), text)

    def choose(self, menu: QMenu, action: QAction) -> None:
        """Press an entry of a menu that is open."""
        self.until(menu.isVisible, seconds=5)
        QTest.mouseClick(menu, _LEFT, pos=menu.actionGeometry(action).center())

    def answer_files(self, path: Path, opened: Callable[[], None]) -> None:
        """Do something that opens a file dialog, and answer it by the keyboard."""
        timer = QTimer(interval=_DIALOG_MS)

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                return
            timer.stop()
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            box = dialog.findChild(QDialogButtonBox)
            if not isinstance(field, QLineEdit) or not isinstance(box, QDialogButtonBox):
                raise TypeError("The file dialog has no field for a name.")
            # Pasted: while one types, the dialog completes the names that it knows.
            field.setText(str(path))
            (accept,) = (
                one
                for one in box.buttons()
                if box.buttonRole(one) is QDialogButtonBox.ButtonRole.AcceptRole
            )
            QTest.mouseClick(accept, _LEFT)

        timer.timeout.connect(answer)
        timer.start()
        opened()
        self.until(lambda: not timer.isActive(), seconds=10)


def focus() -> QWidget:
    """What the keyboard acts on."""
    found = QApplication.focusWidget() or QApplication.activeWindow()
    if found is None:
        raise ValueError("No window has the keyboard.")
    return found


class Lesson:
    """A lesson in ``desktop``, a window that is on screen; pictures go into ``pictures``.

    ``photo`` shows somebody's face; at each station the window has ``settle_ms`` to draw. Raises
    ``ValueError`` or ``TimeoutError`` at a dead end.
    """

    def __init__(
        self,
        desktop: Application,
        *,
        photo: Path,
        exported: Path,
        pictures: Path | None = None,
        epochs: int | None = None,
        settle_ms: int = _SETTLE_MS,
    ) -> None:
        self._settle_ms = settle_ms
        self.desktop, self.hands, self.pulse = desktop, Hands(), Pulse()
        self._photo, self._exported, self._pictures = photo, exported, pictures
        self._epochs = epochs
        self.waits: dict[str, tuple[float, float]] = {}
        self.reports: list[Path] = []
        self._browser = _Browser(self.reports)

    @property
    def page(self) -> TrainingPage:
        """The page of the Training tab."""
        return self.desktop.training_tab.page

    def hold(self) -> None:
        """Go through all of it."""
        for step in (
            self.arrive,
            self.set_up,
            self.start,
            self.pause_by_space,
            self.put_a_face_on_the_wall,
            self.look_inside,
            self.present,
            self.wait_for_the_end,
            self.play_a_round,
            self.use_a_model,
            self.open_an_earlier_run,
            self.rename_export_and_delete,
            self.begin_anew,
        ):
            step()
        self.pulse.stop()

    def station(self, name: str) -> None:
        """Something is on screen: take its picture, and see whether one can go on from here."""
        self._front()
        self.hands.settle(self._settle_ms)
        self.waits[name] = self.pulse.take()
        with self.pulse.held():
            if self._pictures is not None:
                number = len(self.waits)
                keep_screen(self.desktop.window, self._pictures / f"{number:02} {name}.png")
            check_ways_on(name)

    def _front(self) -> None:
        """Do what a window manager does, where there is none: bring the window back."""
        if QApplication.activeWindow() is None:
            self.desktop.window.activateWindow()
            self.hands.until(lambda: QApplication.activeWindow() is not None, seconds=5)

    def arrive(self) -> None:
        """From the start page to the Training tab."""
        tabs = self.desktop.window.tabs
        place = tabs.indexOf(self.desktop.training_tab)
        self.hands.click(tabs.tabBar(), tabs.tabBar().tabRect(place).center())
        self.hands.until(lambda: self.desktop.training_tab.isVisible())
        # Not by asking for the page: whoever does is given it at once, not part by part.
        self.hands.until(lambda: self.desktop.training_tab.is_built)
        self.hands.until(self._resting)
        self.hands.until(lambda: self.page.setup.isVisible())
        self.station("setup")

    def set_up(self) -> None:
        """Drawn faces, both networks, little time."""
        setup, hands = self.page.setup, self.hands
        hands.click(setup.data.question.cards["drawn"])
        hands.click(setup.data.check_button)
        hands.until(self._resting)
        self.station("faces looked at")
        hands.click(setup.architecture.cards["duel"])
        hands.click(setup.preset.cards["class_demo"])
        if self._epochs is not None:
            hands.click(setup.more.heading)
            hands.settle()
            hands.click(setup.options.epochs)
            setup.options.epochs.selectAll()
            hands.write(str(self._epochs))
        self.station("set up")

    def start(self) -> None:
        """The run begins; the focus is where one pauses it."""
        self.hands.click(self.page.setup.start_button)
        self.hands.until(lambda: self.page.run.tracker.status().phase == "training")
        self.station("started")

    def pause_by_space(self) -> None:
        """Pause and resume by the same key, as often as one likes."""
        header, run = self.page.run_page.header, self.page.run
        for _ in range(2):
            demand(focus() is header.pause, "The focus is not on Pause.")
            self.hands.press(Qt.Key.Key_Space)
            self.hands.until(lambda: run.state == "paused")
            demand(focus() is header.resume, "After Pause the focus is not on Resume.")
            self.station("paused")
            self.hands.press(Qt.Key.Key_Space)
            self.hands.until(lambda: run.state == "running")

    def put_a_face_on_the_wall(self) -> None:
        """Somebody in the room, while the run rests."""
        header, wall, hands = self.page.run_page.header, self.page.run_page.wall, self.hands
        hands.click(header.pause)
        hands.until(lambda: self.page.run.state == "paused")
        self._show_faces()
        menu = wall.own.button.menu()
        hands.answer_files(
            self._photo, lambda: self._choose_from(wall.own.button, menu, wall.own.button.photo)
        )
        hands.until(lambda: len(self.page.own.faces) == 1)
        hands.click(header.resume)
        self.station("own face")

    def _show_faces(self) -> None:
        """Bring the wall to the front where it shares its place with the curves."""
        side = self.page.run_page.side
        bar, place = side.tabBar(), side.indexOf(self.page.run_page.wall)
        if bar.isVisible():
            self.hands.click(bar, bar.tabRect(place).center())

    def _choose_from(self, button: QWidget, menu: QMenu, action: QAction) -> None:
        """Press a button that has a menu, then an entry."""
        self.hands.click(button)
        self.hands.choose(menu, action)

    def look_inside(self) -> None:
        """Layers, then filters and activations."""
        page, hands = self.page.run_page, self.hands
        hands.click(page.details_button)
        self.station("layers")
        bar = page.pictures.tabBar()
        hands.click(bar, bar.tabRect(1).center())
        hands.until(lambda: bool(page.inside.chapters) or not self.page.run.active)
        self.station("filters")
        hands.click(page.details_button)
        demand(page.splitter.isVisible(), "Curves and faces did not come back.")

    def present(self) -> None:
        """The full screen and back."""
        window = self.desktop.window
        QTest.keyClick(window, Qt.Key.Key_F11)
        self.hands.until(window.isFullScreen)
        self.station("presented")
        self.hands.press(Qt.Key.Key_Escape)
        self.hands.until(lambda: not window.isFullScreen())
        self.station("a window again")

    def wait_for_the_end(self) -> None:
        """Curves and faces after some epochs; the result comes by itself."""
        run = self.page.run
        self.hands.until(lambda: run.tracker.status().epoch > 1 or not run.active)
        self.station("second epoch")
        self.hands.until(lambda: not run.active)
        demand(self.page.run.state == "done", f"The run ended as {self.page.run.state}.")
        self.hands.until(lambda: self.page.run_page.report.open_page.isEnabled())
        self.hands.until(self._resting)
        self.station("result")
        self.hands.click(self.page.run_page.report.open_page)
        demand(len(self.reports) == 1, "The report did not open.")

    def play_a_round(self) -> None:
        """The class says 35 of everybody; nothing but the keyboard is used."""
        hands, report = self.hands, self.page.run_page.report
        hands.click(report.play)
        dialog = shown_dialog(ClassRoundDialog)
        self.station("round")
        hands.press(Qt.Key.Key_Return)
        hands.until(lambda: dialog.round is not None)
        played = dialog.round
        if played is None:
            raise ValueError("There is no round.")
        for place in range(len(played.faces)):
            hands.write("35")
            hands.press(Qt.Key.Key_Return)
            if place == 0:
                self.station("answers")
            hands.press(Qt.Key.Key_Return)
        demand(dialog.pages.currentWidget() is dialog.end_page, "The round did not end.")
        self.station("round over")
        hands.press(Qt.Key.Key_Escape)
        demand(not dialog.isVisible(), "The round did not close.")

    def use_a_model(self) -> None:
        """One that knows drawings only is used after a question, and the usual one again."""
        hands, session = self.hands, self.desktop.context.session
        model_id, button = next(iter(self.page.run_page.report.use_buttons.items()))
        usual = session.spec
        hands.click(button)
        question = shown_dialog(UnfitModelDialog)
        self.station("drawn model")
        hands.click(question.use)
        hands.until(lambda: session.spec is not None and session.spec.model_id == model_id)
        hands.until(self._resting)
        demand(usual is not None, "No model was in use.")

    def open_an_earlier_run(self) -> None:
        """The list, one of it, and back."""
        page, hands = self.page, self.hands
        hands.click(page.run_page.report.again)
        self.station("setup again")
        hands.click(page.setup.runs_button)
        hands.until(lambda: page.runs_page.table.rowCount() > 0)
        hands.until(self._resting)
        hands.until(lambda: not page.runs_page.curves.is_behind)
        self.station("earlier runs")
        hands.press(Qt.Key.Key_Return)
        hands.until(lambda: page.pages.currentWidget() is page.run_page)
        hands.until(self._resting)
        self.station("earlier run")
        hands.click(page.run_page.report.again)

    def rename_export_and_delete(self) -> None:
        """What becomes of a model that a class has trained."""
        hands, window = self.hands, self.desktop.window
        bar = window.menuBar()
        hands.click(bar, bar.actionGeometry(window.model_menu.menuAction()).center())
        hands.until(window.model_menu.isVisible, seconds=5)
        self.station("model menu")
        hands.choose(window.model_menu, window.model_menu.actions()[-2])
        dialog = shown_dialog(ModelsDialog)
        hands.until(lambda: dialog.list.count() > 0)
        hands.until(lambda: dialog.delete.isEnabled())  # the one in use, which is the class's own
        self.station("models")
        dialog.name.selectAll()
        dialog.name.setFocus()
        hands.write("Class 9b")
        hands.press(Qt.Key.Key_Return)
        hands.until(lambda: "Class 9b" in dialog.list.currentItem().text())
        self.station("renamed")
        hands.answer_files(self._exported, lambda: hands.click(dialog.export))
        hands.until(lambda: any(self._exported.glob("*/model.json")))
        hands.until(lambda: bool(dialog.note.text()))
        self.station("exported")
        count = dialog.list.count()
        hands.click(dialog.delete)
        question = shown_dialog(QMessageBox)
        self.station("delete?")
        (yes,) = (
            one
            for one in question.buttons()
            if question.buttonRole(one) is QMessageBox.ButtonRole.DestructiveRole
        )
        hands.click(yes)
        hands.until(lambda: dialog.list.count() == count - 1)
        hands.until(lambda: not self.desktop.context.lanes.model.busy)
        self.station("deleted")
        hands.press(Qt.Key.Key_Escape)

    def begin_anew(self) -> None:
        """Everything can be started again."""
        demand(self.page.setup.start_button.isEnabled(), "No training can be started.")
        self.station("the end")

    def _resting(self) -> bool:
        lanes, tab = self.desktop.context.lanes, self.desktop.training_tab
        if tab.is_built and tab.page.is_settling:
            return False
        return not lanes.training.busy and not lanes.model.busy


class _Browser(QObject):
    """Stands in for the browser: notes what would be opened."""

    def __init__(self, opened: list[Path]) -> None:
        super().__init__()
        self._opened = opened
        QDesktopServices.setUrlHandler("file", self, "open")  # type: ignore[arg-type]

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Note a file."""
        self._opened.append(Path(url.toLocalFile()))


def shown_dialog(kind: type[_Dialog]) -> _Dialog:
    """The dialog of this kind that is in front."""
    Hands().until(lambda: isinstance(QApplication.activeModalWidget(), kind), seconds=30)
    return cast("_Dialog", QApplication.activeModalWidget())


def demand(fact: bool, otherwise: str) -> None:
    """Raise ``ValueError`` with a sentence unless something is so."""
    if not fact:
        raise ValueError(otherwise)


def check_ways_on(name: str) -> None:
    """Raise ``ValueError`` at a dead end: no button to press, or keys that go nowhere."""
    front = (
        QApplication.activePopupWidget()
        or QApplication.activeModalWidget()
        or QApplication.activeWindow()
    )
    demand(front is not None, f"{name}: no window is in front.")
    if front is None or isinstance(front, QMenu):
        return
    buttons = [one for one in front.findChildren(QAbstractButton) if one.isVisible()]
    demand(any(one.isEnabled() for one in buttons), f"{name}: there is nothing to press.")
    held = QApplication.focusWidget()
    demand(held is not None and held.isVisible(), f"{name}: the keyboard has no place.")


def keep_screen(window: QWidget, path: Path) -> None:
    """Write what is on screen: the window with whatever lies over it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if QGuiApplication.platformName() == "xcb":
        QGuiApplication.primaryScreen().grabWindow(0).save(str(path))
        return
    picture = QPixmap(window.size())
    painter = QPainter(picture)
    painter.drawPixmap(0, 0, window.grab())
    for other in (QApplication.activeModalWidget(), QApplication.activePopupWidget()):
        if other is not None:
            painter.drawPixmap(other.frameGeometry().topLeft() - window.pos(), other.grab())
    painter.end()
    picture.save(str(path))


def main() -> int:
    """Hold a lesson and print how the window kept up."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pictures", type=Path, metavar="PICTURES")
    parser.add_argument("--photo", type=Path, help="somebody's face (default: one without rights)")
    parser.add_argument("--language", choices=("en", "ru", "kk"), default="en")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--epochs", type=int)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for variable in ("DATA", "CONFIG", "STATE", "CACHE"):
            os.environ[f"XDG_{variable}_HOME"] = str(scratch / variable.lower())
        lesson = _prepared(asked, scratch)
        try:
            lesson.hold()
        except (ValueError, TimeoutError):
            keep_screen(lesson.desktop.window, asked.pictures / "stuck.png")
            raise
        finally:
            for station, (longest_ms, own_ms) in lesson.waits.items():
                print(f"{station:20} {longest_ms:7.1f} ms, own {own_ms:6.1f} ms", flush=True)
            lesson.desktop.close()
    return 0


def _prepared(asked: argparse.Namespace, scratch: Path) -> Lesson:
    from desktop import application
    from desktop.i18n import language
    from desktop.settings import Settings

    app = QApplication.instance() or QApplication(["lesson"])
    if not isinstance(app, QApplication):
        raise TypeError("There is an application without windows.")
    language.install(app, asked.language)
    settings = Settings(scratch / "settings.ini")
    settings.theme = asked.theme
    desktop = application.Application(
        app,
        settings=settings,
        log_file=scratch / "agelens.log",
        open_store=application.default_store,
        open_pipeline=application.open_pipeline,
    )
    desktop.window.resize(*map(int, asked.size.split("x")))
    desktop.window.move(0, 0)
    application.spare_collections(desktop)
    desktop.start()
    exported = scratch / "exported"
    exported.mkdir()
    lesson = Lesson(
        desktop,
        photo=asked.photo or astronaut(scratch),
        exported=exported,
        pictures=asked.pictures,
        epochs=asked.epochs,
    )
    lesson.hands.until(lambda: desktop.context.session.state == "ready")
    desktop.window.activateWindow()
    lesson.station("start page")
    return lesson


def astronaut(folder: Path) -> Path:
    """A photo in the public domain, written to a folder."""
    import cv2
    from skimage import data

    path = folder / "somebody.png"
    cv2.imwrite(str(path), cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR))
    return path


# The training child imports this file anew: nothing may begin then.
if __name__ == "__main__":
    sys.exit(main())
