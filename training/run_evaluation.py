"""What the window asks of the models of a run: to be evaluated, and to be guessed against.

Nothing heavy is imported before it is asked: the window needs the questions early, and has them
answered in a process of its own (``training.apart``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.store import ModelStore
    from training.apart import Progress
    from training.class_round import ClassRound
    from training.evaluation import EvaluationResult

Place = Path | str
"""Where labelled faces are: a folder, an archive, a table, or the word ``drawn``."""

_MEANINGFUL, _TEST_SHARE = 240, 0.1
"""Test faces from which a class may draw conclusions; share of the faces that are for the test."""
_MEANINGFUL_BY_GROUP = 600
"""The same where errors are set side by side group by group: some 60 faces in ten years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRequest:
    """Which models to evaluate on the test faces of which data.

    ``limit`` is the number of faces that they were given of these data; ``beside`` the folder of
    the model that they were fine-tuned from, to be compared with; ``out`` receives the report's
    files. ``by_group`` says that one of them was shown less of a group.
    """

    place: Place
    limit: int | None
    model_ids: tuple[str, ...]
    out: Path
    beside: Path | None = None
    by_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRequest:
    """Which faces a class is to guess against which models; ``limit`` as for an evaluation.

    ``known_only``: only if they are known to be those that were kept for the test.
    """

    place: Place
    limit: int | None
    model_ids: tuple[str, ...]
    count: int
    seed: int
    known_only: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class EvaluatedModels:
    """An evaluation, its report as a file, and whether the faces are the drawn ones."""

    result: EvaluationResult
    page: Path
    drawn: bool


@dataclass(frozen=True, slots=True)
class RunPlaces:
    """Where models and the work of trainings are, and the file that tells which were tried."""

    models_dir: Path
    work_dir: Path
    tried: Path

    def store_of(self, folders: Sequence[Path]) -> ModelStore:
        """The models of these folders, wherever they came from: tried before they are opened."""
        from engine.store import ModelStore

        return ModelStore(folders, tried=self.tried)


def evaluate_run(
    order: EvaluationRequest, places: RunPlaces, progress: Progress
) -> EvaluatedModels:
    """Evaluate the models of a run and write the report; raises what ``evaluate_models`` raises."""
    from engine.report import write_report
    from training.dataset.sources import open_source
    from training.dataset.utkface import limited
    from training.evaluation import evaluate_models, untouched
    from training.lineage import is_model

    source = open_source(order.place, work_dir=places.work_dir, progress=progress)
    enough = _MEANINGFUL_BY_GROUP if order.by_group else _MEANINGFUL
    folders, ids = [places.models_dir], order.model_ids
    if order.beside is not None and is_model(order.beside):
        folders, ids = [places.models_dir, order.beside.parent], (*ids, order.beside.name)
    store, kept_apart = places.store_of(folders), False
    samples = limited(source.samples, order.limit)
    if source.kind == "drawn" and len(samples) * _TEST_SHARE < enough:
        # A tenth of the few faces of a demonstration says nothing; of drawn ones there are more.
        specs = [store.open(model_id)[1] for model_id in ids]
        more = untouched(specs, samples=source.samples, limit=order.limit, most=enough)
        samples, kept_apart = (more, True) if more else (samples, False)
    result = evaluate_models(
        samples,
        kept_apart=kept_apart,
        data_name=source.title,
        model_ids=ids,
        store=store,
        work_dir=places.work_dir,
        say=lambda _: None,
        prepared=progress,
        progress=lambda _, done, total: progress(done, total),
    )
    # The pictures stay on this computer, beside the data that they come from.
    page, _ = write_report(result.report, order.out, chips=result.chips)
    return EvaluatedModels(result, page, drawn=source.kind == "drawn")


def draw_run_round(order: RoundRequest, places: RunPlaces, progress: Progress) -> ClassRound:
    """Draw the faces of a round and have the models guess; raises what ``draw_round`` raises."""
    from training.dataset.cache import open_cache
    from training.dataset.sources import open_source
    from training.dataset.utkface import limited
    from training.round_faces import draw_round

    source = open_source(order.place, work_dir=places.work_dir, progress=progress)
    samples = limited(source.samples, order.limit)
    store = places.store_of([places.models_dir])
    specs = [store.open(model_id)[1] for model_id in order.model_ids]
    caches = [
        open_cache(
            samples,
            folder=places.work_dir / "cache",
            size_px=spec.input_px,
            alignment=spec.alignment,
            progress=progress,
        )
        for spec in specs
    ]
    return draw_round(
        caches,
        samples=samples,
        model_ids=order.model_ids,
        store=store,
        count=order.count,
        seed=order.seed,
        known_only=order.known_only,
    )
