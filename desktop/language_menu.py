"""The switch between languages: a menu, and the sentence that says when it takes effect."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from desktop import language
from desktop.settings import LANGUAGES, Language, LanguageChoice, Settings

# Nobody who has chosen a language by mistake should have to read it to get out again.
_LATER: dict[Language, str] = {
    "en": "AgeLens will speak English when you start it the next time.",
    "ru": "AgeLens заговорит по-русски при следующем запуске.",
    "kk": "AgeLens келесі іске қосылғанда қазақша сөйлейді.",
}


class LanguageMenu(QMenu):
    """Lets the user choose a language; what is on screen stays as it is until the next start."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._window = parent
        # The word in English beside it, or somebody lost in Kazakh would not find it.
        name = self.tr("&Language")
        self.setTitle(name if name == "&Language" else f"{name} (Language)")
        group = QActionGroup(self)
        choices: dict[LanguageChoice, str] = {"system": self.tr("As the &system")}
        choices |= {one: language.NAMES[one] for one in LANGUAGES}
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
        if choice == self._settings.language:
            return
        self._settings.language = choice
        self._settings.save()
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(self.tr("Language"))
        box.setText(_LATER[language.resolve(choice)])
        box.finished.connect(box.deleteLater)
        box.open()
