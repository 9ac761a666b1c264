"""Give a stored model the ranges and the threshold that its own errors allow, without training.

    python -m training.recalibration MODEL_FOLDER --data DATA... --cache DIR --out MODELS_DIR
        [--mirrored] [--brightened] [--legibility | --ranges]

DATA are the faces that the model was trained on: it is calibrated on their validation split and
measured on their test split, as a training does at its end. The networks stay as they are; with
``--legibility`` its ranges and thresholds do, too, and only what it promises less of faces that are
hard to read is measured anew (training/legibility.py); with ``--ranges`` all that concerns the
gender stays.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from engine import store
from engine.errors import DataError, UserError
from engine.evaluation import evaluate
from engine.predictor import Predictor
from engine.spec import DETECTOR, Calibration, ModelSpec
from training.settings import TrainSettings
from training.trainer.control import Control
from training.trainer.data import Data, prepare
from training.trainer.model_writer import REPORT, calibration_on, legibility_on, range_figures

Part = Literal["legibility", "ranges"]


def main(arguments_given: Sequence[str] | None = None) -> int:
    """Read the command line, store the calibrated model, say what it promises."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", required=True, nargs="+")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--mirrored", action="store_true", help="answer with the mean for face and mirror image"
    )
    parser.add_argument(
        "--brightened",
        action="store_true",
        help="brighten faces in the dark before they are judged",
    )
    part = parser.add_mutually_exclusive_group()
    part.add_argument(
        "--legibility",
        action="store_const",
        dest="only",
        const="legibility",
        help="keep ranges and thresholds of clear faces",
    )
    part.add_argument(
        "--ranges",
        action="store_const",
        dest="only",
        const="ranges",
        help="keep all that concerns the gender",
    )
    arguments = parser.parse_args(arguments_given)
    try:
        spec = recalibrate(
            arguments.model,
            *arguments.data,
            work_dir=arguments.cache,
            out=arguments.out,
            mirrored=arguments.mirrored or None,
            brightened=arguments.brightened or None,
            only=arguments.only,
        )
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{spec.model_id}: {spec.calibration}, {dict(spec.metrics)}\n")
    return 0


def recalibrate(
    model: Path,
    *data: Path | str,
    work_dir: Path,
    out: Path,
    mirrored: bool | None = None,
    brightened: bool | None = None,
    only: Part | None = None,
) -> ModelSpec:
    """Store in ``out`` the same networks with a new calibration; returns the new description.

    ``data`` are the places of the faces that it was trained on, in their order. ``mirrored`` says
    whether it answers with the mean for face and mirror image, ``brightened`` whether faces in the
    dark are brightened first; ``None`` leaves that as it is. ``only`` "legibility" keeps the ranges
    and thresholds of clear faces, "ranges" all that concerns the gender. Raises ``ModelError`` for
    a damaged model and ``DataError`` if ``data`` are not the faces that it was trained on.
    """
    spec = store.verify(model)
    faces = faces_of(spec, *data, work_dir=work_dir)
    files: dict[str, bytes | Path] = {name: model / name for name in spec.files}
    if mirrored is not None:
        spec = replace(spec, calibration=replace(spec.calibration, mirrored=mirrored))
    if brightened is not None:
        spec = replace(spec, calibration=replace(spec.calibration, brightened=brightened))
    if only == "legibility":
        found = replace(spec.calibration, legibility=legibility_on(model, faces, spec))
    else:
        found = calibration_on(model, faces, spec)
    if only == "ranges":
        found = _with_ranges_of(spec.calibration, found)
    spec = replace(spec, calibration=found, detector=DETECTOR)
    cache, rows = faces.cache, faces.split.test
    estimates = Predictor(model, spec).predict(cache.chips[rows])
    metrics = evaluate(
        cache.ages[rows],
        cache.genders[rows],
        estimates,
        age_reach=cache.age_reaches[rows],
        groups=cache.groups[rows],
        sources=None if cache.sources is None else cache.sources[rows],
    )
    report = json.loads((model / REPORT).read_text(encoding="utf-8"))
    report["test"] = metrics.to_dict()
    files[REPORT] = json.dumps(report, indent=2, sort_keys=True).encode()
    figures = {
        "test_age_mae_years": metrics.age_mae_years,
        "test_gender_accuracy": metrics.gender_accuracy,
        **range_figures(metrics),
    }
    spec = replace(spec, metrics={**spec.metrics, **figures})
    return store.verify(store.save(out, spec, files))


def _with_ranges_of(former: Calibration, found: Calibration) -> Calibration:
    """A calibration with other ranges, of clear faces and of those that are hard to read."""
    legibility = former.legibility
    if legibility is not None and found.legibility is not None:
        legibility = replace(legibility, age=found.legibility.age)
    return replace(former, age_range=found.age_range, legibility=legibility)


def faces_of(spec: ModelSpec, *data: Path | str, work_dir: Path) -> Data:
    """The faces that a model was trained on, split as they were.

    Raises ``DataError`` if ``data`` are other faces.
    """
    facts = spec.training
    settings = TrainSettings(
        data=data[0],
        more_data=data[1:],
        architecture=spec.architecture,
        models_dir=work_dir,
        work_dir=work_dir,
        seed=facts["seed"],
        limit=facts["limit"],
    )
    faces = prepare(
        settings,
        sizes={spec.architecture: spec.input_px},
        alignment=spec.alignment,
        kept={},
        start=None,
        listener=lambda event: None,
        control=Control(),
        border=float(facts.get("recipe", {}).get("border", 0.0)),
    )[spec.architecture]
    if faces.cache.fingerprint != facts["data_sha256"]:
        raise DataError(
            "These are not the faces that the model was trained on: it may have seen "
            "those that it would be tested on.",
            received=", ".join(map(str, data)),
        )
    return faces


if __name__ == "__main__":
    raise SystemExit(main())
