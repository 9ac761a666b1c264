"""Whether a model's ranges and thresholds hold on a source that they were not fitted on.

    python -m training.calibration_check MODEL_FOLDER --data DATA... --cache DIR

DATA are the faces that the model was trained on. Each of their sources, and each kind of worse
copies, is left out once: the calibration is fitted on the validation faces of the others and asked
about all validation faces of the one that it never saw.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine import store
from engine.errors import UserError
from engine.evaluation import AGE_BAND_STARTS
from engine.spec import Calibration
from training.calibration import HeldOut
from training.recalibration import faces_of
from training.thresholds import SureAnswers, sure_answers
from training.trainer.model_writer import answers_on

_ENOUGH = 100


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What a calibration that never saw a source is worth there; shares 0-1.

    ``held`` of its ``faces`` lie in their ranges, ``worst_band`` in the worst age band of at least
    100 faces (NaN without one); ``sure`` are its sure answers, ``None`` where there are no
    thresholds.
    """

    source: str
    faces: int
    held: float
    worst_band: float
    width_years: float
    sure: SureAnswers | None


def leave_one_source_out(held_out: HeldOut) -> Iterator[SourceCheck]:
    """Leave out one source after the other; none if there is but one."""
    if not held_out.several or held_out.sources is None:
        return
    copies = np.zeros(len(held_out.ages), bool) if held_out.copies is None else held_out.copies
    for name in np.unique(held_out.sources).tolist():
        own = held_out.sources == name
        # A source takes its degraded copies with it: they show its people.
        own_faces = held_out.take(own)
        others = held_out.take(~own & ~_copied(own, copies))
        yield check_source(name, own_faces, others.calibration())


def _copied(own: np.ndarray, copies: np.ndarray) -> np.ndarray:
    """Which faces are copies of those of a source; copies stand block by block, in their order."""
    count = int((~copies).sum())
    first = own[~copies]
    flags = copies.copy()
    flags[copies] = np.tile(first, len(copies) // count - 1)
    return flags


def check_source(name: str, faces: HeldOut, calibration: Calibration) -> SourceCheck:
    """What a calibration is worth on some faces of one source."""
    low, high = np.array([_bounds(faces, calibration, row) for row in range(len(faces.ages))]).T
    reaches = np.zeros(len(faces.ages)) if faces.reaches is None else faces.reaches
    known = np.isfinite(faces.ages)
    held = (low <= faces.ages + reaches) & (faces.ages - reaches <= high)
    begins = faces.ages - np.maximum(reaches - 5.0, 0.0)
    bands = np.searchsorted(AGE_BAND_STARTS, begins, side="right")
    by_band = [
        float(held[known & (bands == band)].mean())
        for band in np.unique(bands[known]).tolist()
        if (known & (bands == band)).sum() >= _ENOUGH
    ]
    sure = None
    if calibration.thresholds is not None:
        found = sure_answers(
            calibration.thresholds,
            faces.genders,
            faces.female,
            stated=faces.stated,
            sources=np.full(len(faces.ages), name),
        )
        sure = found[0] if found else None
    return SourceCheck(
        source=name,
        faces=len(faces.ages),
        held=float(held[known].mean()) if known.any() else float("nan"),
        worst_band=min(by_band, default=float("nan")),
        width_years=float((high - low).mean()),
        sure=sure,
    )


def _bounds(faces: HeldOut, calibration: Calibration, row: int) -> tuple[float, float]:
    age = float(faces.stated[row])
    if calibration.age_range is None:
        return age, age
    spread = None if faces.spreads is None else float(faces.spreads[row])
    return calibration.age_range.bounds(age, spread)


def main(arguments_given: Sequence[str] | None = None) -> int:
    """Read the command line and print a row for each source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", required=True, nargs="+")
    parser.add_argument("--cache", type=Path, required=True)
    arguments = parser.parse_args(arguments_given)
    try:
        spec = store.verify(arguments.model)
        data = faces_of(spec, *arguments.data, work_dir=arguments.cache)
        held_out = answers_on(arguments.model, data, spec, rows=data.split.validation)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(
        "source, faces, in range, worst band, width (years), answered, women wrong, men wrong\n"
    )
    for row in leave_one_source_out(held_out):
        sure = row.sure
        shares = () if sure is None else (sure.answered, sure.women_wrong, sure.men_wrong)
        figures = [f"{row.held:.3f}", f"{row.worst_band:.3f}", f"{row.width_years:.1f}"]
        figures += [f"{share:.3f}" for share in shares]
        sys.stdout.write(", ".join([row.source, str(row.faces), *figures]) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
