"""The models of this computer: what each is, and renaming, exporting and deleting one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
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
from desktop.i18n.text import decimal, number, translate
from desktop.jobs import Job
from desktop.model_import import ModelDescription
from desktop.unfit_model import UnfitModelDialog
from desktop.widgets.dialogs import show
from desktop.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from engine.spec import ModelSpec
    from engine.store import ModelStore

OpenModels = Callable[[], "ModelStore"]
_WIDTH_PX, _HEIGHT_PX, _LIST_PX = 780, 500, 250
_NAME_LENGTH = 80
_COMPARED = 2


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model and whether it is the user's own, to be renamed and deleted."""

    spec: ModelSpec
    is_own: bool


class ModelManager(QObject):
    """Shows the models and carries out what is asked; ``changed`` when the list is another.

    ``dialog`` is the one on screen, ``question`` the one that asks before it deletes or uses.
    """

    changed = Signal()

    def __init__(
        self, context: AppContext, open_models: OpenModels, window: Callable[[], QWidget]
    ) -> None:
        super().__init__(window())
        self._context, self._open_models, self._window = context, open_models, window
        self.dialog: ModelsDialog | None = None
        self.question: QMessageBox | UnfitModelDialog | None = None

    @Slot()
    def ask(self) -> None:
        """Show all models, the one in use chosen."""
        dialog = self.dialog = ModelsDialog(self._window())
        dialog.rename_wanted.connect(self._rename)
        dialog.export_wanted.connect(self._export)
        dialog.delete_wanted.connect(self._ask_to_delete)
        dialog.use_wanted.connect(self._want)
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
            self.dialog.show_models(models, choose=choose, in_use=self._in_use())

    def _in_use(self) -> str | None:
        spec = self._context.session.spec
        return None if spec is None else spec.model_id

    @Slot(object)
    def _want(self, spec: ModelSpec) -> None:
        """Use it; only after a question where it was trained on drawings or a thinned set."""
        if spec.for_photos:
            self._use(spec.model_id)
            return
        question = self.question = UnfitModelDialog(
            self.dialog or self._window(), thinned=not spec.knows_drawings_only
        )
        question.accepted.connect(lambda: self._use(spec.model_id))
        show(question)

    def _use(self, model_id: str) -> None:
        """Use this model in every tab from now on, and at the next start."""
        self._context.settings.model_id = model_id
        self._context.session.choose(model_id)
        self._context.messages.say(self.tr("Now using {0}").format(model_id))
        if self.dialog is not None:
            self.dialog.mark_in_use(model_id)

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

    @Slot(object)
    def _ask_to_delete(self, spec: ModelSpec) -> None:
        box = self.question = QMessageBox(self.dialog or self._window())
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete a model"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        # By both: the name is what a person gave it, and several may have the same one.
        name = f"{spoken(spec.title)} ({spec.model_id})"
        box.setText(self.tr("Delete “{0}” from this computer?").format(name))
        costs = self.tr("Without it, tables that were made with it cannot be replayed.")
        if spec.model_id == self._in_use():
            used = self.tr("It is in use now: AgeLens goes back to its own default model.")
            costs = f"{used} {costs}"
        box.setInformativeText(costs)
        yes = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        # Enter alone must not delete anything.
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        yes.clicked.connect(lambda: self._delete(spec.model_id))
        show(box)

    def _delete(self, model_id: str) -> None:
        open_models = self._open_models
        job = self._do(lambda: open_models().remove(model_id), choose=None)
        job.succeeded.connect(lambda _: self._forget_model(model_id))

    def _forget_model(self, model_id: str) -> None:
        """Look for it no more: one would be warned of what one deleted on purpose."""
        self._context.session.forget(model_id)
        if self._context.settings.model_id == model_id:
            self._context.settings.model_id = None

    def _do(self, change: Callable[[], object], *, choose: str | None) -> Job:
        """Change the store on the lane of the models, then list and use what there is."""
        job = self._context.lanes.model.submit(change)
        job.succeeded.connect(lambda _: self._changed(choose))
        job.failed.connect(self._fail)
        return job

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

    ``rename_wanted`` carries the id and the new name, ``export_wanted`` the id, the others the
    ``ModelSpec``. Two that are selected are compared.
    """

    rename_wanted = Signal(str, str)
    export_wanted = Signal(str)
    delete_wanted = Signal(object)
    use_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models"))
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self._models: list[InstalledModel] = []
        self._in_use: str | None = None
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setFixedWidth(_LIST_PX)
        self.list.setSpacing(4)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setToolTip(self.tr("Select two models, with Ctrl, to compare them"))
        self.list.itemSelectionChanged.connect(self._choose)
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
        self.delete.clicked.connect(lambda: self._want(self.delete_wanted))
        self.use = QPushButton(self.tr("Use by default"), self)
        self.use.setToolTip(self.tr("Use this model in all tabs, and at the next start"))
        self.use.clicked.connect(lambda: self._want(self.use_wanted))
        self.note = PlainLabel("", self)
        self.note.setWordWrap(True)
        self.note.setProperty("muted", True)
        self._details = QScrollArea(self)
        self._details.setWidgetResizable(True)
        self._details.setFrameShape(QScrollArea.Shape.NoFrame)
        self._details.setAccessibleName(self.tr("What the model says of itself"))
        for button in (self.rename, self.export, self.delete, self.use):
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
        buttons.addButton(self.use, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.export, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.delete, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(14)
        column.addLayout(middle, 1)
        column.addWidget(buttons)

    def show_models(
        self, models: list[InstalledModel], *, choose: str | None, in_use: str | None
    ) -> None:
        """List them; ``choose`` is the id of the one to show, else the first."""
        self._models, self._in_use = models, in_use
        self.list.clear()
        for model in models:
            item = QListWidgetItem(f"{spoken(model.spec.title)}\n{model.spec.model_id}")
            self.list.addItem(item)
        ids = [model.spec.model_id for model in models]
        self.list.setCurrentRow(ids.index(choose) if choose in ids else 0)

    def mark_in_use(self, model_id: str) -> None:
        """Show that another model is in use now."""
        self._in_use = model_id
        self._allow()

    def tell(self, sentence: str) -> None:
        """Say below the model what came of it."""
        self.note.setText(sentence)

    @property
    def _selected(self) -> list[InstalledModel]:
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [self._models[row] for row in rows if row < len(self._models)]

    @property
    def _chosen(self) -> InstalledModel | None:
        """The one that is selected; ``None`` for several."""
        selected = self._selected
        return selected[0] if len(selected) == 1 else None

    @property
    def _chosen_id(self) -> str:
        return self._chosen.spec.model_id if self._chosen else ""

    @Slot()
    def _choose(self) -> None:
        model, selected = self._chosen, self._selected
        self.note.clear()
        if model:
            self._details.setWidget(ModelDescription(model.spec, named=False))
        elif len(selected) == _COMPARED:
            self._details.setWidget(ModelComparison([one.spec for one in selected]))
        else:
            self._details.setWidget(QWidget())
            if selected:
                self.note.setText(self.tr("Select two models to compare them."))
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
        used = model is not None and model.spec.model_id == self._in_use
        self.use.setEnabled(model is not None and not used)
        self.use.setText(self.tr("In use") if used else self.tr("Use by default"))
        name = self.name.text().strip()
        another = model is not None and name != spoken(model.spec.title)
        self.rename.setEnabled(own and bool(name) and another)

    def _want(self, signal: SignalInstance) -> None:
        if self._chosen is not None:
            signal.emit(self._chosen.spec)

    @Slot()
    def _rename(self) -> None:
        if self.rename.isEnabled():
            self.rename_wanted.emit(self._chosen_id, self.name.text().strip())


class ModelComparison(QWidget):
    """Two models side by side, line by line; ``rows`` are (what, of the first, of the second)."""

    def __init__(self, specs: Sequence[ModelSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        columns = [_facts(spec) for spec in specs]
        self.rows = [
            (names[0], *values)
            for names, values in (
                ([what for what, _ in row], [value for _, value in row])
                for row in zip(*columns, strict=True)
            )
        ]
        for line, (what, *values) in enumerate(self.rows):
            name = PlainLabel(what, self)
            name.setProperty("muted", True)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(name, line, 0)
            for column, value in enumerate(values, start=1):
                text = PlainLabel(value, self)
                text.setWordWrap(True)
                text.setAlignment(Qt.AlignmentFlag.AlignTop)
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                if not line:
                    text.setObjectName("heading")
                grid.addWidget(text, line, column)
                grid.setColumnStretch(column, 1)
        note = PlainLabel(
            self.tr(
                "Figures can be set side by side only where both were found on the same faces; "
                "“agelens evaluate” judges both on the same ones."
            ),
            self,
        )
        note.setWordWrap(True)
        note.setProperty("muted", True)
        grid.addWidget(note, len(self.rows), 0, 1, 1 + len(specs))
        grid.setRowStretch(len(self.rows) + 1, 1)


def _facts(spec: ModelSpec) -> list[tuple[str, str]]:
    """What is compared of a model: (what, value), the same lines for every one."""
    size = sum(spec.files[name].size for name in set(spec.networks.values()))
    years = spec.metrics.get("test_age_mae_years")
    share = spec.metrics.get("test_gender_accuracy")
    faces = round(spec.metrics.get("test_faces", 0.0))
    trained = spec.training.get("train_faces")
    parameters = spec.training.get("parameters")
    unknown = translate("models", "not stated")
    return [
        (translate("models", "Name"), f"{spoken(spec.title)}\n{spec.model_id}"),
        (translate("models", "Architecture"), f"{spec.architecture}, {spec.input_px} px"),
        (
            translate("models", "Parameters"),
            number(parameters) if isinstance(parameters, int) else unknown,
        ),
        (translate("models", "Size"), translate("models", "{0} MB").format(decimal(size / 1e6))),
        (translate("models", "Age error (years)"), unknown if years is None else decimal(years, 2)),
        (
            translate("models", "Gender accuracy"),
            unknown if share is None else f"{decimal(100 * share)} %",
        ),
        (translate("models", "Test faces"), number(faces) if faces else unknown),
        (
            translate("models", "Training faces"),
            number(trained) if isinstance(trained, int) else unknown,
        ),
        (translate("models", "Made"), spec.created[:10] or unknown),
        (translate("models", "Terms"), spoken(spec.licence)),
    ]
