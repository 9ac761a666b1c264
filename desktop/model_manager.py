"""The models of this computer: what each is, and renaming, exporting and deleting one's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.i18n.backend_messages import spoken
from desktop.model_import import ModelDescription
from desktop.widgets.dialogs import show
from desktop.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from engine.spec import ModelSpec
    from engine.store import ModelStore

OpenModels = Callable[[], "ModelStore"]
_WIDTH_PX, _HEIGHT_PX, _LIST_PX = 760, 440, 250
_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model and whether it is the user's own, to be renamed and deleted."""

    spec: ModelSpec
    is_own: bool


class ModelManager(QObject):
    """Shows the models and carries out what is asked; ``changed`` when the list is another.

    ``dialog`` is the one on screen, ``question`` the one that asks before it deletes.
    """

    changed = Signal()

    def __init__(
        self, context: AppContext, open_models: OpenModels, window: Callable[[], QWidget]
    ) -> None:
        super().__init__(window())
        self._context, self._open_models, self._window = context, open_models, window
        self.dialog: ModelsDialog | None = None
        self.question: QMessageBox | None = None

    @Slot()
    def ask(self) -> None:
        """Show all models, the one in use chosen."""
        dialog = self.dialog = ModelsDialog(self._window())
        dialog.rename_wanted.connect(self._rename)
        dialog.export_wanted.connect(self._export)
        dialog.delete_wanted.connect(self._ask_to_delete)
        dialog.finished.connect(self._forget)
        current = self._context.session.spec
        self._list(choose=None if current is None else current.model_id)
        show(dialog)

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    def _list(self, *, choose: str | None) -> None:
        open_models = self._open_models
        job = self._context.lanes.model.submit(lambda: _installed(open_models()))
        job.succeeded.connect(lambda models: self._show(models, choose))
        job.failed.connect(self._fail)

    def _show(self, models: list[InstalledModel], choose: str | None) -> None:
        if self.dialog is not None:
            self.dialog.show_models(models, choose=choose)

    @Slot(str, str)
    def _rename(self, model_id: str, title: str) -> None:
        open_models = self._open_models
        self._do(lambda: open_models().rename(model_id, title), choose=model_id)

    @Slot(str)
    def _export(self, model_id: str) -> None:
        dialog = self.dialog or self._window()
        folder = self._context.dialogs.folder(
            dialog, title=self.tr("Export the model to"), purpose="models"
        )
        if folder is None:
            return
        open_models = self._open_models
        job = self._context.lanes.model.submit(lambda: open_models().export(model_id, folder))
        job.succeeded.connect(self._told_where)
        job.failed.connect(self._fail)
        self._context.progress.watch(job, self.tr("Exporting {0}").format(model_id))

    @Slot(object)
    def _told_where(self, folder: Path) -> None:
        told = self.tr("The model was exported to {0}.").format(folder)
        self._context.messages.say(told)
        if self.dialog is not None:
            self.dialog.tell(told)

    @Slot(str)
    def _ask_to_delete(self, model_id: str) -> None:
        box = self.question = QMessageBox(self.dialog or self._window())
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete a model"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Delete “{0}” from this computer?").format(model_id))
        box.setInformativeText(
            self.tr("Without it, tables that were made with it cannot be replayed.")
        )
        yes = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        # Enter alone must not delete anything.
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        yes.clicked.connect(lambda: self._delete(model_id))
        show(box)

    def _delete(self, model_id: str) -> None:
        open_models = self._open_models
        self._do(lambda: open_models().remove(model_id), choose=None)

    def _do(self, change: Callable[[], object], *, choose: str | None) -> None:
        """Change the store on the lane of the models, then list and use what there is."""
        job = self._context.lanes.model.submit(change)
        job.succeeded.connect(lambda _: self._changed(choose))
        job.failed.connect(self._fail)

    def _changed(self, choose: str | None) -> None:
        self._list(choose=choose)
        self.changed.emit()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._context.messages.report(error)
        if self.dialog is not None:
            self.dialog.tell(spoken(str(error)))


def _installed(store: ModelStore) -> list[InstalledModel]:
    """All models, each once; work for the lane."""
    from engine.store import shipped_models_dir

    shipped = shipped_models_dir()
    return [InstalledModel(spec, folder.parent != shipped) for folder, spec in store.located()]


class ModelsDialog(QDialog):
    """The list, what the chosen model says of itself, and what can be done with it.

    ``rename_wanted`` carries the id and the new name, the other two the id.
    """

    rename_wanted = Signal(str, str)
    export_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models"))
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self._models: list[InstalledModel] = []
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setFixedWidth(_LIST_PX)
        self.list.setSpacing(4)
        self.list.currentRowChanged.connect(self._choose)
        self.name = QLineEdit(self)
        self.name.setAccessibleName(self.tr("Name of the model"))
        self.name.setMaxLength(_NAME_LENGTH)
        self.name.textChanged.connect(self._allow)
        self.name.returnPressed.connect(self._rename)
        self.rename = QPushButton(self.tr("Rename"), self)
        self.rename.clicked.connect(self._rename)
        self.export = QPushButton(self.tr("Export…"), self)
        self.export.clicked.connect(lambda: self.export_wanted.emit(self._chosen_id))
        self.delete = QPushButton(self.tr("Delete…"), self)
        self.delete.clicked.connect(lambda: self.delete_wanted.emit(self._chosen_id))
        self.note = PlainLabel("", self)
        self.note.setWordWrap(True)
        self.note.setProperty("muted", True)
        self._details = QScrollArea(self)
        self._details.setWidgetResizable(True)
        self._details.setFrameShape(QScrollArea.Shape.NoFrame)
        self._details.setAccessibleName(self.tr("What the model says of itself"))
        for button in (self.rename, self.export, self.delete):
            button.setAutoDefault(False)  # Enter in the name renames, and does nothing else
        self._build()
        self._allow()

    def _build(self) -> None:
        naming = QHBoxLayout()
        naming.addWidget(self.name, 1)
        naming.addWidget(self.rename)
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addLayout(naming)
        side.addWidget(self._details, 1)
        side.addWidget(self.note)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addWidget(self.list)
        middle.addLayout(side, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        buttons.addButton(self.export, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.delete, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(14)
        column.addLayout(middle, 1)
        column.addWidget(buttons)

    def show_models(self, models: list[InstalledModel], *, choose: str | None) -> None:
        """List them; ``choose`` is the id of the one to show, else the first."""
        self._models = models
        self.list.clear()
        for model in models:
            item = QListWidgetItem(f"{spoken(model.spec.title)}\n{model.spec.model_id}")
            self.list.addItem(item)
        ids = [model.spec.model_id for model in models]
        self.list.setCurrentRow(ids.index(choose) if choose in ids else 0)

    def tell(self, sentence: str) -> None:
        """Say below the model what came of it."""
        self.note.setText(sentence)

    @property
    def _chosen(self) -> InstalledModel | None:
        row = self.list.currentRow()
        return self._models[row] if 0 <= row < len(self._models) else None

    @property
    def _chosen_id(self) -> str:
        return self._chosen.spec.model_id if self._chosen else ""

    @Slot(int)
    def _choose(self, row: int) -> None:
        model = self._chosen
        self.note.clear()
        self._details.setWidget(ModelDescription(model.spec, named=False) if model else QWidget())
        self.name.setText(spoken(model.spec.title) if model else "")
        if model and not model.is_own:
            self.note.setText(self.tr("This model came with AgeLens and stays as it is."))
        self._allow()

    @Slot()
    def _allow(self) -> None:
        """Offer what can be done with the chosen model."""
        model = self._chosen
        own = model is not None and model.is_own
        self.name.setEnabled(own)
        self.delete.setEnabled(own)
        self.export.setEnabled(model is not None)
        name = self.name.text().strip()
        another = model is not None and name != spoken(model.spec.title)
        self.rename.setEnabled(own and bool(name) and another)

    @Slot()
    def _rename(self) -> None:
        if self.rename.isEnabled():
            self.rename_wanted.emit(self._chosen_id, self.name.text().strip())
