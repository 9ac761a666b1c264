"""The training that is set up, as a value, and the settings of the run it becomes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import (
    asdict,
    dataclass,
    field,
    replace,
)
from pathlib import Path
from typing import Any, Literal

from desktop.i18n.text import translate
from desktop.training.backend import Place, StartModel
from training.presets import PRESETS
from training.recipes import FINE_TUNE, RECIPES, recipe_for
from training.settings import DRAWN, TrainSettings, own_model_id

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
    """Which faces, which networks, from what on, how long, and everything else."""

    place: Place = DRAWN
    architecture: ArchitectureChoice = "combined"
    preset: PresetChoice = "class_demo"
    start: StartModel | None = None
    options: TrainingOptions = field(default_factory=TrainingOptions)

    def settings(
        self, *, models_dir: Path, work_dir: Path, now: datetime.datetime
    ) -> tuple[TrainSettings, ...]:
        """The settings of a new run, one for each architecture.

        Its models get ids of their own: they never replace or hide another model. Raises
        ``DataError`` for numbers that make no sense.
        """
        made = self._made(self.options, models_dir=models_dir, work_dir=work_dir)
        fine_tuned = self.start is not None
        return tuple(
            replace(
                one,
                model_id=own_model_id(one.architecture, self.place, now, fine_tuned=fine_tuned),
            )
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
            **{**start, **options.overrides()},
        )


def has_source_recipe(choice: ArchitectureChoice) -> bool:
    """Whether the report that the program goes back to says how to train these networks."""
    return all("source" in RECIPES[name] for name in ARCHITECTURES_OF[choice])


def place_title(place: Place) -> str:
    """What to call the data."""
    return translate("training", "Drawn faces") if place == DRAWN else Path(str(place)).name


def architecture_title(name: str) -> str:
    """What to call an architecture."""
    if name == "combined":
        return translate("training", "Combined model")
    if name == "separate":
        return translate("training", "Separate models")
    if name == "recommended":
        return translate("training", "Recommended model")
    return name


def network_title(architecture: str, network: str) -> str:
    """What to call one network of an architecture."""
    if architecture == "separate" and network == "age":
        return translate("training", "Separate models, age")
    if architecture == "separate" and network == "gender":
        return translate("training", "Separate models, gender")
    return architecture_title(architecture)


def titles(settings: Sequence[TrainSettings]) -> str:
    """What to call the networks of a run."""
    names = [architecture_title(one.architecture) for one in settings]
    return translate("training", " and ").join(names)
