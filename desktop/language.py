"""Which language the window speaks: the system's, or the one that the user chose."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.resources import as_file, files

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.settings import LANGUAGES, Language, LanguageChoice

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
