"""Gender of the main face on labelled photos that are not UTKFace: the guard against a crop
mismatch between training and use.

    python -m benchmarks.labelled_photos FOLDER [--model ID] [--models DIR] [--below 0.9]

FOLDER holds photos and a ``labels.csv`` with the columns file, gender (F/M), age_class. The main
face is the largest. A photo without a found face counts as wrong. Children are listed apart: their
gender is hard to see for anybody. Exits 1 where the share of right answers among the others is
below ``--below``.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from pathlib import Path

from desktop.paths import default_store
from engine.pipeline import Pipeline, open_pipeline
from engine.results import Estimate
from engine.store import ModelStore

Answer = tuple[str, Estimate | None]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--models", type=Path)
    parser.add_argument("--below", type=float, default=0.9)
    arguments = parser.parse_args()
    store = ModelStore([arguments.models]) if arguments.models else default_store()
    pipeline = open_pipeline(store, arguments.model)
    answers = answers_by_kind(pipeline, arguments.folder)
    adults = answers["all adults"]
    print(f"model {pipeline.spec.model_id}, {pipeline.spec.sha256[:12]}")
    print("kind          photos  right   women   men     not sure  no face")
    for kind, pairs in answers.items():
        print(f"{kind:13} {len(pairs):6}  {_line(pairs)}")
    return 0 if right(adults) >= arguments.below else 1


def answers_by_kind(pipeline: Pipeline, folder: Path) -> dict[str, list[Answer]]:
    """Label and estimate of each main face, by folder; children and all adults apart."""
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    answers: dict[str, list[Answer]] = defaultdict(list)
    for row in rows:
        result = pipeline.analyse_file(folder / row["file"])
        main_face = max(result.faces, key=lambda face: face.box.area, default=None)
        kind = "children" if row["age_class"] == "child" else row["file"].partition("/")[0]
        answers[kind].append((row["gender"], main_face.estimate if main_face else None))
    answers["all adults"] = [
        pair for kind, pairs in answers.items() if kind != "children" for pair in pairs
    ]
    return answers


def adults_right(model_folder: Path, photos: Path) -> float:
    """Share of adults whose gender a model that lies in a folder judges as labelled."""
    pipeline = open_pipeline(ModelStore([model_folder.parent]), model_folder.name)
    return right(answers_by_kind(pipeline, photos)["all adults"])


def right(pairs: list[Answer]) -> float:
    """Share of photos whose main face is judged as labelled, deciding at 0.5."""
    good = sum(
        estimate is not None and (estimate.female_score >= 0.5) == (label == "F")
        for label, estimate in pairs
    )
    return good / max(len(pairs), 1)


def _line(pairs: list[Answer]) -> str:
    women = [pair for pair in pairs if pair[0] == "F"]
    men = [pair for pair in pairs if pair[0] == "M"]
    unsure = sum(e is not None and e.gender is None for _, e in pairs) / max(len(pairs), 1)
    missed = sum(e is None for _, e in pairs)
    return f"{right(pairs):.3f}   {right(women):.3f}   {right(men):.3f}   {unsure:.3f}     {missed}"


if __name__ == "__main__":
    sys.exit(main())
