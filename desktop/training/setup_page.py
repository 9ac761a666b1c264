"""The page on which a training is set up."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.i18n.backend_messages import filled, spoken
from desktop.i18n.text import figure, number
from desktop.training.actions import TrainingActions
from desktop.training.backend import StartModel, TrainingBackend
from desktop.training.data_choice import DataChoice
from desktop.training.group_choice import GroupChoice
from desktop.training.own_choice import OwnFaceChoice
from desktop.training.text import place_title, thinned_title
from desktop.widgets.buttons import action_button
from desktop.widgets.choice_cards import Choice, ChoiceCards
from desktop.widgets.collapsible import CollapsibleSection
from desktop.widgets.labels import ElidedLabel, PlainLabel, plain_tip
from desktop.widgets.scroll_page import ScrollPage
from training.dataset.check import TOO_FEW_FACES
from training.presets import PRESETS
from training.recipes import FINE_TUNE, RECIPES, recipe_for
from training.run_evaluation import Place
from training.settings import DRAWN, LEAST_FACES, TrainSettings, own_model_id
from training.thinning import Thinning

_WIDEST_PX = 980


class TrainingSetupPage(QWidget):
    """Data, architecture, preset, group and options; ``changed`` when ``plan`` has changed."""

    changed = Signal()

    def __init__(
        self,
        context: AppContext,
        backend: TrainingBackend,
        actions: TrainingActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        # First: widgets that change their place later are styled twice.
        inside = self._inside = QWidget(self)
        self.area = ScrollPage(inside, widest_px=_WIDEST_PX, parent=self)
        self.data = DataChoice(context, backend, inside)
        self.architecture = ChoiceCards(
            self.tr("Which network"), self._architectures(), parent=inside
        )
        self.start = StartChoice(inside)
        self.group = GroupChoice(inside)
        self.own = OwnFaceChoice(inside)
        presets = [
            Choice(one.name, spoken(one.title), spoken(one.sentence)) for one in PRESETS.values()
        ]
        self.preset = ChoiceCards(self.tr("How long"), presets, parent=inside)
        self.options = OptionsPanel(backend.work_dir / "tensorboard", inside)
        self.more = CollapsibleSection(self.tr("More settings"), self.options, inside)
        self._summary = ElidedLabel(self)
        self._summary.setProperty("muted", True)
        self.start_button = action_button(actions.start, self, style="primary")
        self.runs_button = action_button(actions.runs, self)
        self._arrange()
        self.data.changed.connect(self._refresh)
        self.data.corrections_found.connect(self._propose)
        self.architecture.changed.connect(self._refresh)
        self.start.changed.connect(self._refresh)
        self.group.changed.connect(self._refresh)
        self.preset.changed.connect(self._refresh)
        self.options.recipe.currentIndexChanged.connect(self._refresh)
        self._refresh()

    def _architectures(self) -> list[Choice]:
        return [
            Choice(
                "combined",
                self.tr("Combined"),
                self.tr("One network with two outputs: age and gender share the same features."),
            ),
            Choice(
                "separate",
                self.tr("Separate"),
                self.tr("Two independent networks: one for age, one for gender."),
            ),
            Choice(
                "duel",
                self.tr("Both as a duel"),
                self.tr(
                    "Both are trained in turns on the same faces: see which one learns better."
                ),
            ),
            Choice(
                "recommended",
                self.tr("Recommended"),
                self.tr(
                    "Our own deeper network, the most accurate one in AgeLens; it "
                    "also states how certain it is."
                ),
            ),
        ]

    def _arrange(self) -> None:
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(18)
        choices = (self.data, self.architecture, self.start, self.preset, self.group)
        for widget in (*choices, self.own, self.more):
            column.addWidget(widget)
        column.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._build_footer())

    def _build_footer(self) -> QFrame:
        bottom_row = QFrame(self)
        bottom_row.setObjectName("footRow")
        row = QHBoxLayout(bottom_row)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(12)
        row.addWidget(self._summary, 1)
        row.addWidget(self.runs_button)
        row.addWidget(self.start_button)
        return bottom_row

    def plan(self) -> TrainingPlan | None:
        """What is set, or ``None`` while no faces are chosen, or such that cannot be used."""
        if self.data.place is None or self._obstacle():
            return None
        return self._plan(self.data.place)

    def _plan(self, place: Place) -> TrainingPlan:
        return TrainingPlan(
            place=place,
            architecture=cast(ArchitectureChoice, self.architecture.key),
            preset=cast(PresetChoice, self.preset.key),
            start=self.start.model,
            thin=self.group.thin,
            options=self.options.options(),
        )

    def take(self, path: Path) -> None:
        """Use what was dropped, and show what is found in it."""
        self.data.choose(path)
        self.area.verticalScrollBar().setValue(0)

    def cancel(self) -> None:
        """Cancel the check of the data."""
        self.data.checking.cancel()

    @property
    def summary(self) -> str:
        """What would be started now, in a line."""
        return self._summary.text()

    def _obstacle(self) -> str:
        """Why the chosen faces cannot be trained on, as far as is known; "" if nothing is."""
        found = self.data.found
        if found is None:
            return ""
        if found.usable < TOO_FEW_FACES:
            told = self.tr(
                "Too few faces to train on: %Ln can be used; at least {0} are needed.",
                "",
                found.usable,
            )
            return told.format(number(TOO_FEW_FACES))
        known = found.usable - min(found.without_age, found.without_gender)
        if self.start.model is not None and known < LEAST_FACES:
            told = self.tr(
                "Starting from a model takes at least {0} labelled faces; there are %Ln.", "", known
            )
            return told.format(number(LEAST_FACES))
        return next(
            (filled(row.template, row.arguments) for row in found.rows if row.level == "error"), ""
        )

    @Slot(bool)
    def _propose(self, corrections: bool) -> None:
        """Propose fine-tuning the model in use on all faces if the table holds corrections."""
        if corrections and self.start.architecture_in_use:
            self.architecture.choose(self.start.architecture_in_use)
        self.start.propose(model=corrections)
        if corrections:
            self.preset.choose("full")

    @Slot()
    def _refresh(self) -> None:
        self.start.set_architecture(self.architecture.key)
        self.group.show_groups(self.data.groups)
        self.group.set_obstacle(self._why_no_group())
        choice = cast(ArchitectureChoice, self.architecture.key)
        self.options.offer_source(has_source_recipe(choice))
        self.options.show_defaults(self._plan(self.data.place or DRAWN).defaults())
        plan, obstacle = self.plan(), self._obstacle()
        if obstacle:
            self._summary.setText(obstacle)
        elif plan is None:
            self._summary.setText(self.tr("First choose a folder, an archive or a table."))
        else:
            names = [self.architecture.cards[plan.architecture], self.preset.cards[plan.preset]]
            parts = [place_title(plan.place), *(card.radio.text() for card in names)]
            if plan.thin is not None:
                parts.append(thinned_title(plan.thin))
            if plan.start is not None:
                parts.insert(2, self.tr("starts from {0}").format(plan.start.model_id))
            self._summary.setText("  ·  ".join(parts))
        self.changed.emit()

    def _why_no_group(self) -> str:
        if self.architecture.key == "duel":
            return self.tr("Not available for both networks as a duel: choose one network.")
        if self.start.model is not None:
            return self.tr(
                "Not available when starting from a model: it has seen the whole group already."
            )
        return ""


_NOTHING, _MODEL = "nothing", "model"


class StartChoice(QWidget):
    """From scratch, or from an installed model of the architecture; ``changed`` when it is new.

    What was chosen or proposed is remembered while there is no such model to start from.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models: tuple[StartModel, ...] = ()
        self._architecture = ""
        self._in_use: str | None = None
        self._wish = _NOTHING
        self._said = False  # whether the wish is the user's own, not one that was proposed
        self._arranging = False
        self.question = ChoiceCards(
            self.tr("Start from"),
            [
                Choice(
                    _NOTHING,
                    self.tr("Nothing: train from scratch"),
                    self.tr("The first predictions are random; learning takes thousands of faces."),
                ),
                Choice(_MODEL, self.tr("An installed model"), self._about_model()),
            ],
            parent=self,
        )
        self.box = QComboBox(self)
        self.box.setAccessibleName(self.tr("Model to start from"))
        self.box.view().setAccessibleName(self.tr("Models"))
        self._card = self.question.cards[_MODEL]
        self._card.column.addSpacing(4)
        self._card.column.addWidget(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.question)
        self.question.changed.connect(self._choose)
        self.box.currentIndexChanged.connect(self._tell)
        self._arrange()

    def _about_model(self) -> str:
        return self.tr(
            "Fine-tuning: the model keeps what it has learned and adapts to these "
            "faces. It needs at least {0} labelled faces; a few hundred are better."
        ).format(number(LEAST_FACES))

    @property
    def model(self) -> StartModel | None:
        """The model to start from, ``None`` from scratch."""
        chosen = self.box.currentData() if self.question.key == _MODEL else None
        return chosen if isinstance(chosen, StartModel) else None

    @property
    def architecture_in_use(self) -> str:
        """The architecture of the model that judges faces now; "" if it cannot be trained on."""
        chosen = (one for one in self._models if one.model_id == self._in_use)
        return next((one.architecture for one in chosen), "")

    def set_models(self, models: Sequence[StartModel], *, in_use: str | None) -> None:
        """These are installed; ``in_use`` is the id of the one that judges faces now."""
        self._models, self._in_use = tuple(models), in_use
        self._arrange()

    def set_architecture(self, name: str) -> None:
        """Only models of this architecture can be trained on; none by a duel."""
        if name != self._architecture:
            self._architecture = name
            self._arrange()

    def propose(self, *, model: bool) -> None:
        """Choose for the user, who may choose otherwise; a model of their own wish stays."""
        if model or not self._said:
            self._wish = _MODEL if model else _NOTHING
            self._said = False
            self._arrange()

    def _arrange(self) -> None:
        """Offer what there is, and choose what is wished for if it is among that."""
        before = self.model
        kept = self.box.currentData()
        self._arranging = True
        self.box.clear()
        fitting = [one for one in self._models if one.architecture == self._architecture]
        for one in fitting:
            self.box.addItem(one.model_id, one)
        wanted = kept.model_id if isinstance(kept, StartModel) else self._in_use
        self.box.setCurrentIndex(max(self.box.findText(wanted or ""), 0) if fitting else -1)
        self._card.setEnabled(bool(fitting))
        self._card.explain(self._about_model() if fitting else self._why_not())
        self.question.choose(self._wish if fitting else _NOTHING)
        self._arranging = False
        if self.model != before:
            self.changed.emit()

    def _why_not(self) -> str:
        if self._architecture == "duel":
            return self.tr(
                "Not available for a duel: to be fair, both networks start from scratch."
            )
        return self.tr("There is no model of this architecture yet: train one from scratch first.")

    @Slot(str)
    def _choose(self, key: str) -> None:
        if not self._arranging:
            self._wish, self._said = key, True
            self.changed.emit()

    @Slot()
    def _tell(self) -> None:
        if not self._arranging and self.model is not None:
            self.changed.emit()


_MOST_EPOCHS, _MOST_FACES, _MOST_SEED = 500, 512, 999_999


class OptionsPanel(QWidget):
    """Recipe, epochs, batch size, learning rate, augmentation, seed, and files for TensorBoard.

    ``events_dir`` is where these files would go.
    """

    def __init__(self, events_dir: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events_dir = events_dir
        own = self.tr("Default")
        self.recipe = QComboBox(self)
        self.recipe.addItem(own, None)
        self.recipe.addItem(self.tr("Tuned"), "tuned")
        self.recipe.addItem(self.tr("Original"), "source")
        self.recipe.setToolTip(self.tr("Default: tuned, or fine-tuning when starting from a model"))
        self.recipe.view().setAccessibleName(self.tr("Recipes"))
        self.epochs = _whole(self, most=_MOST_EPOCHS, own=own)
        self.batch_size = _whole(self, most=_MOST_FACES, own=own)
        self.learning_rate = QDoubleSpinBox(self)
        self.learning_rate.setDecimals(5)
        self.learning_rate.setRange(0.0, 1.0)
        self.learning_rate.setSingleStep(0.0005)
        self.learning_rate.setSpecialValueText(own)
        self.augment = QCheckBox(self.tr("On"), self)
        self.augment.setChecked(True)
        self.tensorboard = QCheckBox(self.tr("Write event files"), self)
        self.tensorboard.setToolTip(plain_tip(str(events_dir)))
        self.seed = QSpinBox(self)
        self.seed.setRange(0, _MOST_SEED)
        self.seed.setValue(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(4, 0, 4, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        for row, (control, title, sentence) in enumerate(self._rows()):
            _fill(grid, row, control=control, title=title, sentence=sentence)

    def show_defaults(self, defaults: RecipeDefaults) -> None:
        """Show the values that "Default" stands for."""
        words = self.tr("Default: {0}")
        fine = defaults.recipe == FINE_TUNE
        name = self.tr("fine-tuning") if fine else self.tr("tuned")
        self.recipe.setItemText(0, words.format(name))
        for box, values in (
            (self.epochs, defaults.epochs),
            (self.batch_size, defaults.batch_sizes),
            (self.learning_rate, defaults.learning_rates),
        ):
            box.setSpecialValueText(words.format(" / ".join(map(figure, _once(values)))))
            box.updateGeometry()

    def offer_source(self, offered: bool) -> None:
        """Let the source's own way be chosen or not; where it is chosen and ends, ours it is."""
        place = self.recipe.findData("source")
        model = self.recipe.model()
        flags = model.flags(model.index(place, 0))
        if offered == bool(flags & Qt.ItemFlag.ItemIsEnabled):
            return
        if not offered and self.recipe.currentIndex() == place:
            self.recipe.setCurrentIndex(0)
        cast(QStandardItemModel, model).item(place).setEnabled(offered)

    def options(self) -> TrainingOptions:
        """What is set now."""
        recipe = self.recipe.currentData()
        return TrainingOptions(
            recipe=recipe if isinstance(recipe, str) else None,
            epochs=self.epochs.value() or None,
            batch_size=self.batch_size.value() or None,
            learning_rate=self.learning_rate.value() or None,
            augment=self.augment.isChecked(),
            seed=self.seed.value(),
            tensorboard=self._events_dir if self.tensorboard.isChecked() else None,
        )

    def _rows(self) -> list[tuple[QWidget, str, str]]:
        return [*self._rows_on_learning(), *self._rows_on_faces()]

    def _rows_on_learning(self) -> list[tuple[QWidget, str, str]]:
        return [
            (
                self.recipe,
                self.tr("Recipe"),
                self.tr(
                    "How the network is trained. “Tuned” prepares the targets, lowers"
                    " the learning rate step by step and averages the weights; "
                    "“Original” is the plain method of the report that the two "
                    "networks come from. The layers are the same."
                ),
            ),
            (
                self.epochs,
                self.tr("Epochs"),
                self.tr(
                    "How many times each face is used. More epochs take longer "
                    "and may memorise the faces."
                ),
            ),
            (
                self.batch_size,
                self.tr("Batch size"),
                self.tr(
                    "How many faces are processed before the weights are updated. "
                    "Small batches are noisier; large ones need more memory."
                ),
            ),
            (
                self.learning_rate,
                self.tr("Learning rate"),
                self.tr(
                    "How far the weights move in each step. Too far, and the curves jump around."
                ),
            ),
        ]

    def _rows_on_faces(self) -> list[tuple[QWidget, str, str]]:
        return [
            (
                self.augment,
                self.tr("Augmentation"),
                self.tr(
                    "Shows each face slightly changed every time: mirrored, shifted, "
                    "darker, blurred. Without it, the network soon memorises the "
                    "training faces."
                ),
            ),
            (
                self.seed,
                self.tr("Seed"),
                self.tr(
                    "The start of the random numbers. The same seed gives the same "
                    "split of the faces and the same initial weights."
                ),
            ),
            (
                self.tensorboard,
                self.tr("TensorBoard files"),
                self.tr(
                    "Writes the curves as event files, too, for whoever has that program. They "
                    "go to the folder “tensorboard” beside the earlier runs."
                ),
            ),
        ]


def _once(values: Sequence[float]) -> Sequence[float]:
    """One value where all networks have the same, else all of them."""
    return values[:1] if len(set(values)) == 1 else values


def _whole(parent: QWidget, *, most: int, own: str) -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(0, most)
    box.setSpecialValueText(own)
    return box


def _fill(grid: QGridLayout, row: int, *, control: QWidget, title: str, sentence: str) -> None:
    name = PlainLabel(title, grid.parentWidget())
    name.setBuddy(control)
    control.setAccessibleName(title)
    control.setAccessibleDescription(sentence)
    control.setMinimumWidth(150)
    words = PlainLabel(sentence, grid.parentWidget())
    words.setWordWrap(True)
    words.setProperty("muted", True)
    grid.addWidget(name, row, 0)
    grid.addWidget(control, row, 1)
    grid.addWidget(words, row, 2)


ArchitectureChoice = Literal["combined", "separate", "duel", "recommended"]
PresetChoice = Literal["class_demo", "full"]
ARCHITECTURES_OF: dict[ArchitectureChoice, tuple[str, ...]] = {
    "combined": ("combined",),
    "separate": ("separate",),
    "duel": ("combined", "separate"),
    "recommended": ("recommended",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingOptions:
    """The settings that fold out; ``None`` leaves one to the preset and the recipe."""

    recipe: str | None = None
    epochs: int | None = None
    batch_size: int | None = None
    learning_rate: float | None = None
    augment: bool = True
    seed: int = 1
    tensorboard: Path | None = None

    def overrides(self) -> dict[str, Any]:
        """The options that override the preset."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeDefaults:
    """The values of preset and recipe, one for each architecture of the run, in its order."""

    recipe: str
    epochs: tuple[int, ...]
    batch_sizes: tuple[int, ...]
    learning_rates: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlan:
    """Which faces, which networks, from what on, how long, without whom, and everything else."""

    place: Place = DRAWN
    architecture: ArchitectureChoice = "combined"
    preset: PresetChoice = "class_demo"
    start: StartModel | None = None
    thin: Thinning | None = None
    options: TrainingOptions = field(default_factory=TrainingOptions)

    def settings(
        self, *, models_dir: Path, work_dir: Path, now: datetime.datetime
    ) -> tuple[TrainSettings, ...]:
        """The settings of a new run, one for each architecture; two if a group is thinned.

        Its models get ids of their own: they never replace or hide another model. Raises
        ``DataError`` for numbers that make no sense.
        """
        made = self._made(self.options, models_dir=models_dir, work_dir=work_dir)
        fine_tuned = self.start is not None
        return tuple(
            replace(one, model_id=own_model_id(one.variant, self.place, now, fine_tuned=fine_tuned))
            for one in made
        )

    def defaults(self) -> RecipeDefaults:
        """What preset and recipe choose where nothing else is set, network by network."""
        made = self._made(
            TrainingOptions(recipe=self.options.recipe), models_dir=Path(), work_dir=Path()
        )
        recipes = [recipe_for(one.architecture, one.recipe) for one in made]
        pairs = tuple(zip(made, recipes, strict=True))
        return RecipeDefaults(
            recipe=FINE_TUNE if self.start is not None else "tuned",
            epochs=tuple(one.epochs or recipe.epochs for one, recipe in pairs),
            batch_sizes=tuple(one.batch_size or recipe.batch_size for one, recipe in pairs),
            learning_rates=tuple(
                one.learning_rate or recipe.learning_rate for one, recipe in pairs
            ),
        )

    def _made(
        self, options: TrainingOptions, *, models_dir: Path, work_dir: Path
    ) -> tuple[TrainSettings, ...]:
        """The settings with the ids that the training would give by itself."""
        start: dict[str, Any] = {}
        if self.start is not None:
            start = {"start_from": self.start.folder, "recipe": FINE_TUNE}
        return PRESETS[self.preset].settings(
            data=self.place,
            architectures=ARCHITECTURES_OF[self.architecture],
            models_dir=models_dir,
            work_dir=work_dir,
            thin=self.thin,
            **{**start, **options.overrides()},
        )


def has_source_recipe(choice: ArchitectureChoice) -> bool:
    """Whether the report that the program goes back to says how to train these networks."""
    return all("source" in RECIPES[name] for name in ARCHITECTURES_OF[choice])
