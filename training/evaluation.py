"""Judging stored models on labelled faces: which faces, what they answer, who is better."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from engine.evaluation import (
    Answers,
    Comparison,
    GroupComparison,
    compare,
    compare_groups,
    evaluate_answers,
    gather,
)
from engine.evaluation.cost import measure_cost
from engine.evaluation.report import LABEL_NOISE_NOTE, Evaluation, Report, unseen_unproven
from engine.predictor import Predictor
from engine.results import Estimate
from engine.spec import ModelSpec
from engine.store import ModelStore
from engine.words import plural
from training.dataset.cache import NOT_GIVEN, ChipCache, data_fingerprint, open_cache
from training.dataset.duplicates import duplicate_groups
from training.dataset.split import split_by_group, split_faces
from training.dataset.utkface import Sample, limited
from training.lineage import trainings
from training.thinning import thinning_of

Say = Callable[[str], None]
Rows = NDArray[np.int64]
Prepared = Callable[[int, int], None]
"""Called with the faces prepared so far and all of them."""
Progress = Callable[[str, int, int], None]
"""Called with a model's id, the faces judged so far and all of them; may raise to stop."""

ALL, TEST_SPLIT = "all faces", "test split"
_BATCH = 32


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EvaluationResult:
    """A report, and the faces of the worst mistakes to show beside it on this machine.

    ``chips`` maps row numbers of the mistakes to faces, ``uint8`` RGB (S, S, 3).
    """

    report: Report
    chips: dict[int, NDArray[np.uint8]]


def evaluate_models(
    samples: Sequence[Sample],
    *,
    data_name: str,
    model_ids: Sequence[str],
    store: ModelStore,
    work_dir: Path,
    say: Say,
    parts: Sequence[tuple[str, int]] = (),
    prepared: Prepared | None = None,
    progress: Progress | None = None,
    kept_apart: bool = False,
) -> EvaluationResult:
    """Evaluate models on labelled faces and compare each pair on the faces allowed for both.

    ``kept_apart`` says that no model has learned from any of the samples (``untouched``).
    ``parts`` are names and sizes of the places that gave the samples, where there are several.
    A model meets none of the faces it was trained on, as long as the data are unchanged since.
    Raises ``DataError``, ``ModelError`` or ``OutputError`` with a sentence for a person.
    """
    evaluations: list[Evaluation] = []
    caches: list[ChipCache] = []
    chips: dict[int, NDArray[np.uint8]] = {}
    faces = 0
    for model_id in dict.fromkeys(model_ids):
        folder, spec = store.open(model_id)
        cache = _open_cache(samples, spec, work_dir=work_dir, parts=parts, prepared=prepared)
        faces = len(cache.names)
        rows, part = np.arange(len(cache.names)), TEST_SPLIT
        if not kept_apart:
            rows, part = held_out_rows(spec, cache, samples=samples)
        evaluation = _evaluate(folder, spec, cache=cache, rows=rows, part=part, progress=progress)
        evaluations.append(evaluation)
        caches.append(cache)
        chips |= _worst_chips(evaluation, cache)
        say(summary(evaluation))
        if evaluation.part != TEST_SPLIT:
            say(unseen_unproven(evaluation))
    comparisons, problems = _compare_all(evaluations, say)
    report = Report(
        data_name=data_name,
        data_faces=faces,
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        evaluations=tuple(evaluations),
        comparisons=comparisons,
        notes=(LABEL_NOISE_NOTE, *problems),
        group_comparisons=_compare_groups(evaluations, caches, say),
    )
    return EvaluationResult(report=report, chips=chips)


def _open_cache(
    samples: Sequence[Sample],
    spec: ModelSpec,
    *,
    work_dir: Path,
    parts: Sequence[tuple[str, int]],
    prepared: Prepared | None,
) -> ChipCache:
    return open_cache(
        samples,
        folder=work_dir / "cache",
        size_px=spec.input_px,
        alignment=spec.alignment,
        parts=parts,
        progress=prepared,
    )


def held_out_rows(
    spec: ModelSpec, cache: ChipCache, *, samples: Sequence[Sample] = ()
) -> tuple[Rows, str]:
    """Rows of a cache that a model did not train on, and what to call them.

    A model that was trained on a part of these ``samples`` (``--limit``) is judged on that part's
    test split: judged on all of them, it would meet faces that it knows. So would a fine-tuned
    model on those of the model that it began as.
    """
    rows, part = np.arange(len(cache.names)), ALL
    for training in trainings(spec.training):
        kept = _kept_for_test(training, cache, samples)
        if kept is not None:
            rows, part = np.intersect1d(rows, kept), TEST_SPLIT
    return rows, part


def untouched(
    specs: Sequence[ModelSpec], *, samples: Sequence[Sample], limit: int | None, most: int
) -> list[Sample]:
    """Up to ``most`` samples that the choice of ``limit`` faces has left out.

    None if any of the models has learned from another choice of them, or from more than that.
    Only for faces of which no two show the same person, such as drawn ones.
    """
    chosen = limited(samples, limit)
    known = data_fingerprint(chosen)
    for spec in specs:
        if any(one.get("data_sha256") != known for one in trainings(spec.training)):
            return []
    used = set(chosen)
    left = [sample for sample in samples if sample not in used]
    return limited(left, most) if left else []


def _kept_of_a_part(training: Mapping[str, Any], cache: ChipCache, *, seed: int) -> Rows | None:
    """Test split of a place that a model has learned from, and all faces of the other places."""
    start = 0
    for part in cache.parts:
        if part.fingerprint == training["data_sha256"]:
            sides = split_faces(cache, seed=seed)
            rows = np.arange(len(cache.names))
            elsewhere = (rows < start) | (rows >= start + part.rows)
            return rows[elsewhere | np.isin(rows, sides.test)]
        start += part.rows
    return None


def _kept_for_test(
    training: Mapping[str, Any], cache: ChipCache, samples: Sequence[Sample]
) -> Rows | None:
    """The test split of one training, ``None`` if none of these faces are known to be its."""
    trained_on = training.get("data_sha256")
    seed, limit = training.get("seed"), training.get("limit")
    if not isinstance(seed, int) or trained_on is None:
        return None
    known: Rows | None = None
    if trained_on == cache.fingerprint:
        return split_faces(cache, seed=seed).test
    if len(cache.parts) > 1:
        return _kept_of_a_part(training, cache, seed=seed)
    if isinstance(limit, int) and 0 < limit < len(samples):
        chosen = limited(samples, limit)
        if data_fingerprint(chosen) == trained_on:
            known = _rows_of(chosen, samples, cache=cache)
    if known is None:
        return None
    groups = duplicate_groups(cache.hashes[known])
    split = split_by_group(cache.ages[known], cache.genders[known], groups, seed=seed)
    rows: Rows = known[split.test]
    return rows


def _rows_of(
    chosen: Sequence[Sample], samples: Sequence[Sample], *, cache: ChipCache
) -> Rows | None:
    """Rows of some of the samples; the cache holds the readable ones in their order."""
    rows: dict[Sample, int] = {}
    for sample in samples:
        if len(rows) < len(cache.names) and cache.names[len(rows)] == sample.path.name:
            rows[sample] = len(rows)
    if len(rows) != len(cache.names):
        return None
    return np.array([rows[sample] for sample in chosen if sample in rows], dtype=np.int64)


def _evaluate(
    folder: Path,
    spec: ModelSpec,
    *,
    cache: ChipCache,
    rows: Rows,
    part: str,
    progress: Progress | None,
) -> Evaluation:
    predictor = Predictor(folder, spec)
    # Some data give one of the two labels only; such faces cannot be judged.
    rows = rows[np.isfinite(cache.ages[rows]) & np.isfinite(cache.genders[rows])]
    answers = gather(
        cache.ages[rows],
        cache.genders[rows],
        _predict(predictor, cache, rows=rows, progress=progress),
        age_reach=cache.age_reaches[rows],
        rows=rows,
        names=[cache.names[row] for row in rows],
    )
    return Evaluation(
        spec=spec,
        part=part,
        metrics=evaluate_answers(
            answers,
            groups=_groups(cache, rows),
            sources=None if cache.sources is None else cache.sources[rows],
        ),
        cost=measure_cost(folder, predictor),
        answers=answers,
    )


def _worst_chips(evaluation: Evaluation, cache: ChipCache) -> dict[int, NDArray[np.uint8]]:
    worst = (*evaluation.worst_ages, *evaluation.worst_genders)
    return {mistake.row: np.array(cache.chips[mistake.row]) for mistake in worst}


def _predict(
    predictor: Predictor, cache: ChipCache, *, rows: Rows, progress: Progress | None
) -> list[Estimate]:
    estimates: list[Estimate] = []
    for start in range(0, len(rows), _BATCH):
        estimates += predictor.predict(cache.chips[rows[start : start + _BATCH]])
        if progress is not None:
            progress(predictor.spec.model_id, len(estimates), len(rows))
    return estimates


def _groups(cache: ChipCache, rows: Rows) -> NDArray[np.str_] | None:
    """The data set's groups for the audit, ``None`` where it names none."""
    groups: NDArray[np.str_] = cache.groups[rows]
    return groups if (groups != NOT_GIVEN).any() else None


def _compare_all(
    evaluations: Sequence[Evaluation], say: Say
) -> tuple[tuple[Comparison, ...], list[str]]:
    """Each pair of models, and a sentence for each pair that cannot be compared."""
    comparisons: list[Comparison] = []
    problems: list[str] = []
    for first, second in combinations(evaluations, 2):
        ids = (first.spec.model_id, second.spec.model_id)
        try:
            comparison = compare(*_on_common_faces(first.answers, second.answers), ids=ids)
        except DataError as error:
            problems.append(f"{ids[0]} and {ids[1]} are not compared. {error}")
            say(problems[-1])
            continue
        comparisons.append(comparison)
        for difference in (comparison.age, comparison.gender):
            faces = plural("face", comparison.count)
            say(f"{ids[0]} and {ids[1]}, {comparison.count} {faces}: {difference.verdict}")
    return tuple(comparisons), problems


def _compare_groups(
    evaluations: Sequence[Evaluation], caches: Sequence[ChipCache], say: Say
) -> tuple[GroupComparison, ...]:
    """Each model of a thinned set beside the one that learned from all faces of it."""
    found = []
    for without, cache in zip(evaluations, caches, strict=True):
        thin = thinning_of(without.spec)
        if thin is None:
            continue
        whole = next((one for one in evaluations if _is_whole(one.spec, without.spec)), None)
        if whole is None:
            continue
        ours, theirs = _on_common_faces(whole.answers, without.answers)
        names = _groups(cache, ours.rows)
        one = compare_groups(
            ours,
            theirs,
            ids=(whole.spec.model_id, without.spec.model_id),
            group=str(thin),
            group_words=thin.group_words,
            kind=thin.kind,
            share=thin.share,
            train_faces=(_train_faces(whole.spec), _train_faces(without.spec)),
            members=thin.members(cache)[ours.rows],
            names=names,
        )
        for template, arguments in one.statements():
            say(f"{without.spec.model_id}: {template.format(**arguments)}")
        found.append(one)
    return tuple(found)


def _is_whole(spec: ModelSpec, without: ModelSpec) -> bool:
    """Whether two models differ in nothing but the faces that one of them was not shown."""
    same = ("data_sha256", "seed", "limit", "recipe")
    return (
        thinning_of(spec) is None
        and spec.architecture == without.architecture
        and all(spec.training.get(name) == without.training.get(name) for name in same)
    )


def _train_faces(spec: ModelSpec) -> int:
    return int(spec.training.get("train_faces", 0))


def _on_common_faces(first: Answers, second: Answers) -> tuple[Answers, Answers]:
    """Both models' answers on the faces that neither was trained on."""
    _, ours, theirs = np.intersect1d(
        first.rows, second.rows, assume_unique=True, return_indices=True
    )
    return first.take(ours), second.take(theirs)


def summary(evaluation: Evaluation) -> str:
    """One model's key figures in a line."""
    metrics = evaluation.metrics
    return (
        f"{evaluation.spec.model_id} on {metrics.count} "
        f"{plural('face', metrics.count)} ({evaluation.part}): "
        f"age error {metrics.age_mae_years:.2f} years, "
        f"gender {metrics.gender_accuracy:.1%} right, "
        f"{evaluation.ms_one_face:.1f} ms a face alone, "
        f"{evaluation.ms_batch_face:.1f} ms in batches"
    )
