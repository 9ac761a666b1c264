"""How each architecture is trained: the source's own way and ours, and how a model is trained on.

A recipe never touches the layers; it sets loss, optimiser, schedule, averaging and augmentation.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from engine.errors import DataError

AgeLoss = Literal["mae", "mse", "distribution"]

FINE_TUNE = "fine-tune"
"""The recipe for training an installed model on."""


@dataclass(frozen=True, slots=True)
class AugmentSettings:
    """Strengths of the random changes made to a training chip; shares (0-1) unless stated.

    ``shift``, ``zoom``, ``brightness``, ``contrast``, ``colour`` and ``noise`` are the largest
    change; ``grey`` is its probability; ``blur``, ``jpeg`` and ``noisy`` the shares of each batch
    that are damaged so (together at most 1); ``rotation_deg`` degrees. ``erase`` and ``dark`` are
    the probabilities that a part of the face is covered, and that it lies in low light.
    """

    flip: bool = True
    shift: float = 0.0
    rotation_deg: float = 0.0
    zoom: float = 0.0
    brightness: float = 0.0
    contrast: float = 0.0
    colour: float = 0.0
    blur: float = 0.0
    grey: float = 0.0
    jpeg: float = 0.0
    noisy: float = 0.0
    noise: float = 0.0
    erase: float = 0.0
    dark: float = 0.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """Loss, optimiser and schedule of one way of training.

    ``age_scale_years`` divides age errors inside the loss (squared for "mse"), so that both tasks
    pull alike; "distribution" adds the distance from a normal distribution around the label, for a
    network that states one; ``warmup_share`` of the steps raise the learning rate, a cosine lowers
    it after;
    ``average_momentum`` > 0 keeps an exponential moving average of the weights and judges that;
    ``weight_decay`` is decoupled from the gradient (AdamW: Loshchilov and Hutter, ICLR 2019);
    ``normalise`` adds batch normalisation while training, folded into the layers afterwards;
    ``mixed`` is the share of faces (0-1) that are blended with another of about the same age;
    ``gender_weight`` is how much more the gender's loss counts than the age's;
    the last ``plain_epochs`` see the chips as they are, unchanged by chance and unblended;
    ``mirrored`` makes the model answer with the mean for a face and its mirror image;
    ``hold_norms`` keeps the normalisations of a network as they came with the model that it begins
    as; ``patience_epochs`` ends a run whose validation does not improve.
    """

    name: str
    epochs: int
    batch_size: int
    learning_rate: float
    age_loss: AgeLoss
    age_scale_years: float = 1.0
    data_bias: bool = False
    cosine: bool = False
    warmup_share: float = 0.0
    average_momentum: float = 0.0
    gender_smoothing: float = 0.0
    weight_decay: float = 0.0
    normalise: bool = False
    patience_epochs: int | None = None
    plain_epochs: int = 0
    mixed: float = 0.0
    gender_weight: float = 1.0
    mirrored: bool = False
    hold_norms: bool = False
    augment: AugmentSettings = field(default_factory=AugmentSettings)


_SOURCE_AUGMENT = AugmentSettings(flip=True, shift=0.1)
_TUNED_AUGMENT = AugmentSettings(
    flip=True,
    shift=0.05,
    rotation_deg=8.0,
    zoom=0.1,
    brightness=0.15,
    contrast=0.2,
    colour=0.08,
    blur=0.15,
    grey=0.15,
    jpeg=0.15,
    noisy=0.15,
    noise=0.05,
)

_RECOMMENDED_AUGMENT = replace(_TUNED_AUGMENT, erase=0.25, dark=0.1)

# For a model that knows its task already: small steps from where it stands, and an end as soon as
# the validation says so. The figures behind it: docs/adr/0006-fine-tuning.md.
_FINE_TUNE = Recipe(
    FINE_TUNE,
    12,
    16,
    1e-4,
    "mae",
    age_scale_years=15.0,
    cosine=True,
    warmup_share=0.1,
    average_momentum=0.998,
    gender_smoothing=0.05,
    weight_decay=0.05,
    patience_epochs=4,
    augment=_TUNED_AUGMENT,
)

RECIPES: dict[str, dict[str, Recipe]] = {
    "combined": {
        "source": Recipe("source", 30, 32, 1e-3, "mae", augment=_SOURCE_AUGMENT),
        "tuned": Recipe(
            "tuned",
            24,
            64,
            1.5e-3,
            "mae",
            age_scale_years=15.0,
            data_bias=True,
            cosine=True,
            warmup_share=0.04,
            average_momentum=0.998,
            gender_smoothing=0.05,
            weight_decay=0.05,
            normalise=True,
            augment=_TUNED_AUGMENT,
        ),
        FINE_TUNE: _FINE_TUNE,
    },
    "separate": {
        "source": Recipe("source", 30, 32, 1e-4, "mse", augment=_SOURCE_AUGMENT),
        "tuned": Recipe(
            "tuned",
            16,
            64,
            1e-3,
            "mae",
            age_scale_years=15.0,
            data_bias=True,
            cosine=True,
            warmup_share=0.04,
            average_momentum=0.998,
            gender_smoothing=0.05,
            weight_decay=0.05,
            normalise=True,
            augment=_TUNED_AUGMENT,
        ),
        FINE_TUNE: _FINE_TUNE,
    },
    "recommended": {
        "tuned": Recipe(
            "tuned",
            26,
            64,
            2e-3,
            "distribution",
            age_scale_years=15.0,
            cosine=True,
            warmup_share=0.06,
            average_momentum=0.998,
            gender_smoothing=0.05,
            weight_decay=0.05,
            plain_epochs=3,
            mixed=0.5,
            gender_weight=2.0,
            mirrored=True,
            augment=_RECOMMENDED_AUGMENT,
        ),
        FINE_TUNE: replace(_FINE_TUNE, age_loss="distribution", mirrored=True, hold_norms=True),
    },
}


def recipe_for(architecture: str, name: str) -> Recipe:
    """The recipe of that name; raises ``DataError`` listing the known ones."""
    known = RECIPES.get(architecture, {})
    if name not in known:
        raise DataError(
            f"There is no such way to train this architecture; known: {sorted(known)}. "
            f"Received: architecture={architecture}, recipe={name}"
        )
    return known[name]
