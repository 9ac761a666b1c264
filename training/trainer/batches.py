"""What a network learns from in each epoch of a run: chips changed by chance, or as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import keras
import numpy as np

from training.dataset.batches import ChipBatches
from training.dataset.mixture import mixes
from training.recipes import AugmentSettings
from training.trainer.compilation import taught
from training.trainer.job import NetworkJob
from training.trainer.normalization import has_norms, recalibrate

_RECALIBRATION_BATCHES = 24
_SEED_STATE = "seed_generator_state"


def lesson(
    network: keras.Model,
    job: NetworkJob,
    *,
    outputs: Sequence[str],
    steps: int,
    epochs_done: int,
    partial: bool,
) -> keras.Model:
    """A compiled model around ``network`` for the epoch after ``epochs_done``.

    ``steps`` are those of the whole run; ``partial`` as in ``taught``.
    """
    recipe = job.recipe
    if is_plain(job, epochs_done + 1):
        plain = recipe.plain_augment or AugmentSettings(flip=recipe.augment.flip)
        recipe = replace(recipe, augment=plain)
    return taught(
        network,
        outputs=outputs,
        recipe=recipe,
        steps=steps,
        seed=job.seed * 1000 + epochs_done,
        partial=partial,
        border_px=_border_px(job),
    )


def _border_px(job: NetworkJob) -> int:
    """The border of the chips that a network learns from; none if the recipe asks for none."""
    cache = job.cache
    return (cache.wide.shape[1] - cache.chips.shape[1]) // 2 if job.recipe.border else 0


def reseed(model: keras.Model, *, seed: int, epoch: int) -> None:
    """Begin the chance of an epoch (from 1) anew: of changed chips, and of what is dropped out.

    So a run that was resumed ends where it would have ended without the interruption.
    """
    generators = [one for one in model.variables if one.name == _SEED_STATE]
    for number, state in enumerate(generators):
        draw = np.random.SeedSequence((seed, epoch, number)).generate_state(1)
        state.assign(np.array([draw[0], 0]).astype(state.dtype))


def steps_in_epoch(job: NetworkJob) -> int:
    """Batches in one epoch; at least one."""
    recipe, rows = job.recipe, job.split.train
    if recipe.mixture is not None and mixes(job.cache, rows):
        return recipe.mixture.batches(job.cache, rows, batch_size=recipe.batch_size)
    return max(len(rows) // recipe.batch_size, 1)


def is_plain(job: NetworkJob, epoch: int) -> bool:
    """Whether an epoch (from 1) sees the chips all but unchanged: the last few, never the first."""
    return epoch > max(job.epochs - job.recipe.plain_epochs, 1)


def batches_of(job: NetworkJob, outputs: Sequence[str], epoch: int) -> ChipBatches:
    """The training faces of an epoch (from 1), in its own order."""
    return ChipBatches(
        job.cache,
        job.split.train,
        outputs=outputs,
        batch_size=job.recipe.batch_size,
        seed=job.seed,
        epoch=epoch,
        mixed=0.0 if is_plain(job, epoch) else job.recipe.mixed,
        mixture=job.recipe.mixture,
        wide=_border_px(job) > 0,
    )


def settle_norms(model: keras.Model, network: keras.Model, batches: ChipBatches) -> None:
    """Measure the normalisations of averaged weights anew; ``model`` wraps ``network``."""
    if has_norms(network):
        count = min(_RECALIBRATION_BATCHES, max(len(batches) // 4, 2), len(batches))
        recalibrate(model, network, (batches[index][0] for index in range(count)))
