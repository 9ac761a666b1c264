"""Ready-made ways of training: a quick one for a class, and the whole of a recipe.

No Keras here: the window shows these before anything is trained.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from engine.errors import DataError
from training.settings import TrainSettings, with_thinned
from training.thinning import Thinning

PresetName = Literal["class_demo", "full"]


@dataclass(frozen=True, slots=True)
class PresetPace:
    """How much is done: faces, epochs, batch size; ``None`` leaves it to data and recipe.

    ``learning_rates`` by architecture, where not the recipe's: a few hundred faces take larger
    steps than twenty thousand.
    """

    limit: int | None = None
    epochs: int | None = None
    batch_size: int | None = None
    learning_rates: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preset:
    """A name for programs, a title and a sentence for people, and what it sets.

    ``paces`` gives the pace for a choice of architectures, ``pair_paces`` for one that is trained
    twice, with a group thinned; any other choice takes the recipe's.
    """

    name: PresetName
    title: str
    sentence: str
    paces: Mapping[tuple[str, ...], PresetPace] = field(default_factory=dict)
    pair_paces: Mapping[tuple[str, ...], PresetPace] = field(default_factory=dict)

    def settings(
        self,
        *,
        data: Path | str,
        architectures: Sequence[str],
        models_dir: Path,
        work_dir: Path,
        thin: Thinning | None = None,
        **overrides: object,
    ) -> tuple[TrainSettings, ...]:
        """Settings for each of the architectures, to be trained together.

        ``overrides`` are fields of ``TrainSettings``; ``None`` leaves one to the preset. A run that
        starts from a model keeps the recipe's steps: those of the preset are for beginners. With
        ``thin`` one architecture is trained twice, on all faces and on the thinned ones. Raises
        ``DataError`` for values that make no sense.
        """
        if not architectures:
            raise DataError("A training needs at least one architecture.", received="none")
        paces = self.paces if thin is None else self.pair_paces
        pace = paces.get(tuple(sorted(architectures)), PresetPace())
        given = {name: value for name, value in overrides.items() if value is not None}
        if "start_from" in given:
            pace = replace(pace, batch_size=None, learning_rates={})
        values: dict[str, Any] = {
            "limit": pace.limit,
            "epochs": pace.epochs,
            "batch_size": pace.batch_size,
        }
        made = []
        for name in architectures:
            own = {"learning_rate": pace.learning_rates.get(name)}
            made.append(
                TrainSettings(
                    data=data,
                    architecture=name,
                    models_dir=models_dir,
                    work_dir=work_dir,
                    **{**values, **own, **given},
                )
            )
        return tuple(made) if thin is None else with_thinned(made, thin)


# Chosen so that a run on drawn faces takes about 100 seconds on two idle cores, from the click to
# the stored model, drawing included; three minutes are the limit there, and two busy cores take
# several times as long. A face of 200 pixels costs twice as much as one of 128, and "separate"
# learns from each face twice.
_FEW_FACES_RATE = 2.5e-3
_CLASS_PACES = {
    ("combined",): PresetPace(limit=1000, epochs=6, batch_size=32),
    ("separate",): PresetPace(
        limit=400, epochs=5, batch_size=8, learning_rates={"separate": _FEW_FACES_RATE}
    ),
    ("recommended",): PresetPace(
        limit=800, epochs=8, batch_size=16, learning_rates={"recommended": _FEW_FACES_RATE}
    ),
    ("combined", "separate"): PresetPace(
        limit=400, epochs=4, batch_size=8, learning_rates={"separate": _FEW_FACES_RATE}
    ),
}

# Both networks of a thinned pair together take about as long as one of the above.
_PAIR_PACES: dict[tuple[str, ...], PresetPace] = {
    ("combined",): PresetPace(limit=600, epochs=6, batch_size=16),
    ("separate",): PresetPace(
        limit=300, epochs=4, batch_size=8, learning_rates={"separate": _FEW_FACES_RATE}
    ),
    ("recommended",): PresetPace(
        limit=500, epochs=7, batch_size=16, learning_rates={"recommended": _FEW_FACES_RATE}
    ),
}

PRESETS: dict[str, Preset] = {
    "class_demo": Preset(
        "class_demo",
        "Class demo",
        "Some of the faces, a few rounds: two to three minutes if the computer does nothing else.",
        _CLASS_PACES,
        _PAIR_PACES,
    ),
    "full": Preset(
        "full",
        "Full",
        "All faces, as many rounds as the recipe says: minutes to hours, for a model that is "
        "to be used.",
    ),
}
