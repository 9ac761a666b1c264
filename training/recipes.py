"""How each architecture is trained: the source's own way and ours, and how a model is trained on.

A recipe never touches the layers; it sets loss, optimiser, schedule, averaging and augmentation.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

from engine.errors import DataError
from training.dataset.mixture import Mixture

AgeLoss = Literal["mae", "mse", "distribution"]

FINE_TUNE = "fine-tune"
"""The recipe for training an installed model on."""

BROAD = "broad"
"""The recipe for faces of several sources, for photos unlike those of any one of them."""


@dataclass(frozen=True, slots=True)
class AugmentSettings:
    """Strengths of the random changes made to a training chip; shares (0-1) unless stated.

    ``shift``, ``zoom``, ``brightness``, ``contrast``, ``colour`` and ``noise`` are the largest
    change; ``grey`` is its probability; ``blur``, ``jpeg``, ``noisy`` and ``halftone`` the shares
    of each batch that are damaged so (together at most 1); ``rotation_deg`` degrees. ``erase`` and
    ``dark`` are the probabilities that a part of the face is covered, and that it lies in low
    light. ``turned`` is the probability of a rotation by up to ``turned_deg``, ``masked`` that of a
    covered lower half, ``underexposed`` that of a picture darker by up to ``stops`` (halvings of
    the light).
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
    turned: float = 0.0
    turned_deg: float = 0.0
    masked: float = 0.0
    underexposed: float = 0.0
    stops: float = 0.0
    halftone: float = 0.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """Loss, optimiser and schedule of one way of training.

    ``age_scale_years`` divides age errors inside the loss (squared for "mse"), so that both tasks
    pull alike; "distribution" adds the distance from a normal distribution around the label, for a
    network that states one; ``warmup_share`` of the steps raise the learning rate, a cosine lowers
    it in the last ``decay_share``;
    ``average_momentum`` > 0 keeps an exponential moving average of the weights and judges that;
    ``weight_decay`` is decoupled from the gradient (AdamW: Loshchilov and Hutter, ICLR 2019);
    ``normalise`` adds batch normalisation while training, folded into the layers afterwards;
    ``mixed`` is the share of faces (0-1) that are blended with another of about the same age;
    ``gender_weight`` is how much more the gender's loss counts than the age's;
    the last ``plain_epochs`` see the chips as they are, unchanged by chance and unblended, or only
    as much changed as ``plain_augment`` says;
    ``mirrored`` makes the model answer with the mean for a face and its mirror image,
    ``brightened`` makes it see faces in the dark brightened;
    ``hold_norms`` keeps the normalisations of a network as they came with the model that it begins
    as; ``patience_epochs`` ends a run whose validation does not improve; ``border`` is how much
    of a chip's surroundings random changes may bring into it, as a share of its side; ``mixture``
    puts batches together where faces come from several places; ``interpolated`` are shares (0-1) of
    what was learned, in a mean with the weights the run began with, that are tried at its end.
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
    brightened: bool = False
    hold_norms: bool = False
    augment: AugmentSettings = field(default_factory=AugmentSettings)
    decay_share: float = 1.0
    plain_augment: AugmentSettings | None = None
    border: float = 0.0
    mixture: Mixture | None = None
    interpolated: tuple[float, ...] = ()

    def chosen(self) -> dict[str, Any]:
        """All values but the usual ones, so that a new setting leaves former runs as they were."""
        usual = {one.name: one.default for one in fields(self)}
        return {
            name: value
            for name, value in asdict(self).items()
            if usual[name] != getattr(self, name)
        }


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

# What photos from elsewhere show, and UTKFace hardly does: heads that the landmarks leave turned,
# pictures three stops too dark, masks, the dots of newspapers and old books.
_BROAD_AUGMENT = replace(
    _RECOMMENDED_AUGMENT,
    shift=0.06,
    turned=0.3,
    turned_deg=25.0,
    masked=0.08,
    underexposed=0.15,
    stops=3.0,
    halftone=0.08,
)
_PLAIN_BROAD_AUGMENT = AugmentSettings(flip=True, shift=0.02, rotation_deg=4.0, zoom=0.03)

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
            brightened=True,
            augment=_RECOMMENDED_AUGMENT,
        ),
        # Each epoch shows half of the main faces. The rate is held and the weights are averaged
        # over some hundred steps, so that what is kept is of use at any time; the last quarter lets
        # it settle (Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed
        # Training Durations", NeurIPS 2024).
        BROAD: Recipe(
            BROAD,
            80,
            64,
            1e-3,
            "distribution",
            age_scale_years=15.0,
            cosine=True,
            warmup_share=0.005,
            decay_share=0.25,
            average_momentum=0.998,
            gender_smoothing=0.05,
            weight_decay=0.05,
            plain_epochs=8,
            plain_augment=_PLAIN_BROAD_AUGMENT,
            mixed=0.5,
            gender_weight=2.0,
            mirrored=True,
            brightened=True,
            augment=_BROAD_AUGMENT,
            border=0.125,
            mixture=Mixture(main_share=0.5, evenness=0.5, main_parts=2),
            interpolated=(0.5, 0.7, 0.85),
        ),
        FINE_TUNE: replace(
            _FINE_TUNE, age_loss="distribution", mirrored=True, brightened=True, hold_norms=True
        ),
    },
}


def recipe_for(architecture: str, name: str) -> Recipe:
    """The recipe of that name; raises ``DataError`` listing the known ones."""
    known = RECIPES.get(architecture, {})
    if name not in known:
        raise DataError(
            "There is no such recipe for this architecture; known: {known}.",
            received=f"architecture={architecture}, recipe={name}",
            known=", ".join(sorted(known)),
        )
    return known[name]
