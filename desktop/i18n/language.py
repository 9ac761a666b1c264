"""Which language the window speaks: the system's, or the one that the user chose."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.resources import as_file, files

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget

from desktop.settings import LANGUAGES, Language, LanguageChoice, Settings

# Every language by its own name: whoever is lost in a foreign one must recognise theirs.
NAMES: dict[Language, str] = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
_log = logging.getLogger(__name__)


def resolve(choice: LanguageChoice, wishes: Sequence[str] | None = None) -> Language:
    """Return the language for ``choice``.

    ``wishes`` are the system's languages, the most wanted first, as "kk-KZ"; by default what Qt
    says of this computer. A language that AgeLens does not speak is passed over; English is last.
    """
    if choice != "system":
        return choice
    for wish in QLocale.system().uiLanguages() if wishes is None else wishes:
        for language in LANGUAGES:
            if wish.replace("_", "-").partition("-")[0].lower() == language:
                return language
    return "en"


def install(app: QApplication, choice: LanguageChoice) -> Language:
    """Speak ``choice`` in everything that is built from now on; returns which language that is.

    A file that cannot be read leaves its strings in English, and a line in the log.
    """
    language = resolve(choice)
    for former in app.findChildren(QTranslator):
        app.removeTranslator(former)
        former.deleteLater()
    QLocale.setDefault(QLocale.system() if choice == "system" else QLocale(language))
    own = QTranslator(app)
    with as_file(files("resources").joinpath("translations", f"agelens_{language}.qm")) as path:
        _install(app, own, loaded=own.load(str(path)), name=path.name)
    if language != "en":  # Qt's own buttons and file dialogs
        qt = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        name = f"qtbase_{language}"
        _install(app, qt, loaded=qt.load(name, folder), name=name)
    return language


def _install(app: QApplication, translator: QTranslator, *, loaded: bool, name: str) -> None:
    if not loaded:
        _log.warning("This translation cannot be read: %s", name)
        translator.deleteLater()
        return
    app.installTranslator(translator)


# In the chosen language: what is said of the restart, and the names of the two buttons.
_RESTART: dict[Language, tuple[str, str, str]] = {
    "en": (
        "AgeLens needs to restart to speak English. Your photos and your project are opened again.",
        "Restart now",
        "Later",
    ),
    "ru": (
        "Чтобы заговорить по-русски, AgeLens нужно перезапустить. Ваши фото и проект откроются "
        "снова.",
        "Перезапустить",
        "Позже",
    ),
    "kk": (
        "AgeLens қазақша сөйлеуі үшін оны қайта іске қосу керек. Фотоларыңыз бен жобаңыз қайта "
        "ашылады.",
        "Қайта іске қосу",
        "Кейін",
    ),
}


class LanguageMenu(QMenu):
    """Lets the user choose a language; ``restart_wanted`` to show the window in it at once."""

    restart_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings, self._spoken = settings, settings.language
        self._window = parent
        # The word in English beside it, or somebody lost in Kazakh would not find it.
        name = self.tr("&Language")
        self.setTitle(name if name == "&Language" else f"{name} (Language)")
        group = QActionGroup(self)
        choices: dict[LanguageChoice, str] = {"system": self.tr("Same as &system")}
        choices |= {one: NAMES[one] for one in LANGUAGES}
        for choice, text in choices.items():
            action = self.addAction(text)
            action.setCheckable(True)
            action.setChecked(choice == settings.language)
            action.setData(choice)
            group.addAction(action)
        group.triggered.connect(self._choose)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        choice: LanguageChoice = action.data()
        self._settings.language = choice
        self._settings.save()
        if choice == self._spoken:
            return
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(self.tr("Language"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        text, restart, later = _RESTART[resolve(choice)]
        box.setText(text)
        button = box.addButton(restart, QMessageBox.ButtonRole.AcceptRole)
        # Once the dialog has gone: the window that it belongs to is about to close.
        button.clicked.connect(lambda: QTimer.singleShot(0, self, self.restart_wanted.emit))
        box.addButton(later, QMessageBox.ButtonRole.RejectRole)
        box.finished.connect(box.deleteLater)
        box.open()
