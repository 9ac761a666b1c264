"""docs/RESULTS.md from trained models: the source's table beside ours, per recipe, with curves.

    python -m benchmarks.results MODEL_FOLDER... --hours-on "two processor cores" --out docs

MODEL_FOLDER is what ``agelens train`` writes. Every figure comes from its ``report.json`` (test
split), ``history.csv`` and ``model.json``, except the times a face, which are measured now, and the
labelled photos (``--photos FOLDER``, see labelled_photos.py). Curves become SVG files in
``OUT/images``. What stands outside the marks in an existing RESULTS.md is kept. ``--former`` names
the folders of the models that a model was trained on from, in their order: their epochs, hours and
commands stand before its own.
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.labelled_photos import adults_right
from engine import store
from engine.evaluation.cost import Cost, machine, measure_cost
from engine.evaluation.report import SOURCE_FIGURES
from engine.files import write_atomically
from engine.predictor import Predictor
from engine.report import words
from engine.report.markup import Chart, axis
from engine.spec import ModelSpec
from training.recipes import RECIPES, AugmentSettings

BEGIN, END = "<!-- results begin: benchmarks/results.py -->", "<!-- results end -->"
_STYLE = """<style>
text { font: 15px system-ui, "DejaVu Sans", sans-serif; fill: #16191d; }
.line { fill: none; stroke-width: 2; } .grid { stroke: #e3e7eb; }
.reference { stroke: #4d5661; stroke-dasharray: 4 4; }
.line.s0 { stroke: #0072b2; } .mark.s0 { fill: #0072b2; }
.line.s1 { stroke: #d55e00; stroke-dasharray: 7 4; } .mark.s1 { fill: #d55e00; }
.line.s2 { stroke: #009e73; } .mark.s2 { fill: #009e73; }
.line.s3 { stroke: #b5568e; stroke-dasharray: 7 4; } .mark.s3 { fill: #b5568e; }
</style><rect width="100%" height="100%" fill="#ffffff"/>"""
Rows = dict[str, list[dict[str, float]]]


@dataclass(frozen=True, slots=True)
class Run:
    """One trained model with what it wrote and what it costs."""

    spec: ModelSpec
    report: dict[str, Any]
    history: Rows
    cost: Cost
    alone: Cost
    photos: float | None
    former: tuple[ModelSpec, ...] = ()

    @property
    def recipe(self) -> str:
        return str(self.spec.training["recipe"]["name"])

    @property
    def name(self) -> str:
        return f"{self.spec.architecture}, {self.recipe}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="+", type=Path)
    parser.add_argument("--former", nargs="*", type=Path, default=[])
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--hours-on", required=True, help="in words: where the training ran")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    runs = [opened(folder, arguments.photos, arguments.former) for folder in arguments.models]
    pictures = [curves(run, arguments.out / "images") for run in runs]
    text = "\n".join(
        [
            *figures(runs, arguments.hours_on),
            *(
                line
                for run, names in zip(runs, pictures, strict=True)
                for line in shown(run, names)
            ),
        ]
    )
    place = arguments.out / "RESULTS.md"
    old = place.read_text(encoding="utf-8") if place.exists() else f"# Results\n\n{BEGIN}\n{END}\n"
    before, _, rest = old.partition(BEGIN)
    _, _, after = rest.partition(END)
    write_atomically(place, f"{before}{BEGIN}\n{text}\n{END}{after}".encode())


def opened(folder: Path, photos: Path | None, former: list[Path]) -> Run:
    spec = store.verify(folder)
    before = [place for place in former if _kind(store.verify(place)) == _kind(spec)]
    if bool(before) != ("started_from_sha256" in spec.training):
        raise SystemExit(f"{folder}: say with --former from which models it was trained on")
    history: Rows = {}
    for place in (*before, folder):
        epochs = {name: rows[-1]["epoch"] for name, rows in history.items()}
        for name, rows in read_history(place).items():
            history.setdefault(name, []).extend(
                row | {"epoch": row["epoch"] + epochs.get(name, 0)} for row in rows
            )
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    right = None if photos is None else adults_right(folder, photos)
    cost = measure_cost(folder, Predictor(folder, spec, num_threads=2))
    alone = measure_cost(folder, Predictor(folder, spec, num_threads=1))
    specs = tuple(store.verify(place) for place in before)
    return Run(spec, report, history, cost, alone, right, specs)


def _kind(spec: ModelSpec) -> tuple[str, str]:
    return spec.architecture, spec.training["recipe"]["name"]


def read_history(folder: Path) -> Rows:
    history: Rows = {}
    with (folder / "history.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            values = {key: float(value) for key, value in row.items() if key != "network" and value}
            history.setdefault(row["network"], []).append(values)
    return history


def figures(runs: list[Run], hours_on: str) -> list[str]:
    """The source's table beside ours, and how each of ours was made."""
    lines = [
        "| model | gender accuracy | age error (MAE, years) | labelled photos, gender | "
        "training | 1 face, one thread | two | in batches of 32 | parameters | file |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for source in SOURCE_FIGURES:
        accuracy, error = f"{source.gender_accuracy:.1%}", f"{source.age_mae_years:.0f}"
        lines.append(
            f"| {source.architecture}, as the source reports | {accuracy} | {error} |" + " |" * 7
        )
    for run in runs:
        test, cost = run.report["test"], run.cost
        spans = test["intervals"]
        photos = "" if run.photos is None else words.percent(run.photos)
        cells = [
            run.name,
            words.percent(test["gender_accuracy"], tuple(spans["gender_accuracy"])),
            words.years(test["age_mae_years"], tuple(spans["age_mae_years"])),
            photos,
            words.duration(
                sum(sum(s.training["seconds"].values()) for s in (*run.former, run.spec))
            ),
            words.milliseconds(run.alone.ms_one_face),
            words.milliseconds(cost.ms_one_face),
            words.milliseconds(cost.ms_batch_face),
            words.count(cost.parameters),
            words.megabytes(cost.file_bytes),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    count = runs[0].report["test"]["count"]
    lines += [
        "",
        f"Ours: {count} faces of the twin-free test split, 95 % bootstrap intervals in brackets; "
        "the source used a random split, on which twins leak. Training times: "
        f"{hours_on}, shared with other work. Times a face: {machine()}.",
        "",
        "| model | command | epochs done | best epoch | seed | conversion: age, gender |",
        "|---|---|---|---|---|---|",
        *(line for run in runs for line in made(run)),
        "",
    ]
    return lines


def made(run: Run) -> list[str]:
    error = run.report["conversion"]
    lost = (
        f"{error['age_mean_difference_years']:.2f} years, "
        f"{error['gender_decisions_changed']:.2%} changed"
    )
    steps = [*run.former, run.spec]
    lines = []
    for number, spec in enumerate(steps, start=1):
        facts = spec.training
        epochs = ", ".join(f"{name} {count}" for name, count in facts["epochs"].items())
        best = ", ".join(f"{name} {count}" for name, count in facts["best_epoch"].items())
        name = run.name if len(steps) == 1 else f"{run.name}, step {number} of {len(steps)}"
        cells = (name, command(spec), epochs, best, str(facts["seed"]))
        lines.append(f"| {' | '.join(cells)} | {lost if spec is run.spec else ''} |")
    return lines


def command(spec: ModelSpec) -> str:
    facts, recipe = spec.training, spec.training["recipe"]
    usual = RECIPES[spec.architecture][recipe["name"]]
    words_of = [
        f"agelens train --data UTKFACE --architecture {spec.architecture}",
        f"--recipe {recipe['name']} --epochs {recipe['epochs']} --seed {facts['seed']}",
        f"--precision {facts['precision']}",
    ]
    if "started_from_sha256" in facts:
        words_of.append("--start-from RUN_OF_THE_STEP_BEFORE")
    if recipe["learning_rate"] != usual.learning_rate:
        words_of.append(f"--learning-rate {recipe['learning_rate']:g}")
    if AugmentSettings(**recipe["augment"]) != usual.augment:
        words_of.append("--no-augment")
    return f"`{' '.join(words_of)}`"


def curves(run: Run, folder: Path) -> list[tuple[str, str]]:
    """Two charts a model: (file name, what it shows)."""
    made: list[tuple[str, str]] = []
    for key, label in (
        ("age_mae_years", "Age error (years)"),
        ("gender_accuracy", "Gender accuracy"),
    ):
        percent = key == "gender_accuracy"
        series = {
            f"{name}, {words_of}": [
                (row["epoch"], row[prefix + key]) for row in rows if prefix + key in row
            ]
            for name, rows in run.history.items()
            for prefix, words_of in (("", "training"), ("val_", "validation"))
        }
        series = {name: points for name, points in series.items() if points}
        values = [value for points in series.values() for _, value in points]
        last = max(epoch for points in series.values() for epoch, _ in points)
        title = f"{run.name}: {label.lower()} by epoch"
        ends = "; ".join(f"{name} ends at {points[-1][1]:.3g}" for name, points in series.items())
        chart = Chart(
            key.replace("_", "-"),
            title=title,
            summary=f"{title}; {ends}.",
            x=axis("Epoch", low=0, high=last),
            y=axis(label, low=min(values) * 0.95, high=max(values) * 1.02, percent=percent),
            series=list(series),
        )
        for place, points in enumerate(series.values()):
            chart.line(place, points, markers=6)
        name = f"curve-{run.spec.architecture}-{run.recipe}-{'gender' if percent else 'age'}.svg"
        svg = str(chart.svg())
        head = svg.index(">") + 1
        write_atomically(folder / name, f"{svg[:head]}{_STYLE}{svg[head:]}\n".encode())
        made.append((name, title))
    return made


def shown(run: Run, pictures: list[tuple[str, str]]) -> list[str]:
    return [f"## {run.name}", "", *(f"![{title}](images/{name})" for name, title in pictures), ""]


if __name__ == "__main__":
    main()
