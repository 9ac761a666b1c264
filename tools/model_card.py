"""MODEL_CARD.md: what a shipped model is, what it was made from, how well and how badly it does.

    python -m tools.model_card [MODEL_FOLDER] [--photos PHOTOS] [--hard HARD.json]
        [--out MODEL_CARD.md]

Every figure comes from the model's ``report.json`` (test split) and ``model.json``, except the
labelled photos (see labelled_photos.py), the photos that are hard to read (docs/hard-to-read.json,
see hard_to_read.py) and the times a face, which are measured now. The form is
that of Mitchell et al., "Model Cards for Model Reporting" (FAT* 2019).
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.labelled_photos import answers_by_kind, right
from engine import store
from engine.evaluation.cost import machine, measure_cost
from engine.files import write_atomically
from engine.pipeline import open_pipeline
from engine.predictor import Predictor
from engine.report import words
from engine.spec import ModelSpec

_HEADER = ["", "faces", "age error (years)", "bias (years)", "gender right", "inside the range"]
_USE = (
    "It is **not** for identifying people, for deciding anything about a person (access, age "
    "checks, hiring, policing, health), for watching people who have not agreed, or for telling "
    "anybody's gender identity or date of birth. AgeLens shows its answers as estimates of "
    "appearance, with ranges and with \u201cnot sure\u201d, so that nobody takes them for more."
)
_DATA = (
    "UTKFace (Zhang, Song, Qi: Age Progression/Regression by Conditional Adversarial Autoencoder, "
    "CVPR 2017): aligned faces collected from the web, with ages and genders that were partly "
    "estimated by a program and checked by people. Its terms allow non-commercial research only, "
    "and so do these weights. Identical and nearly identical pictures were kept in one part of the "
    "split, or the test would meet faces that the training knew. Such twins disagree by 4 years on "
    "average and in 7 % of cases on gender: no honest error can be far below that."
)
_MORE_DATA = {
    "fairface": (
        "FairFace (K\u00e4rkk\u00e4inen, Joo: FairFace, WACV 2021; CC BY 4.0): web photos balanced "
        "by origin, with ages as intervals of about ten years. Hard: profiles, bad light, blur."
    ),
    "aaf": (
        "All-Age-Faces (Cheng, Li, Wang, Yu, Wang 2019; no licence stated, used for research): web "
        "photos of mostly East Asian people of 2 to 80 years, with an exact apparent age."
    ),
}
_FAILURES = (
    "**Small children's gender**: hard to see for anybody; the figures by age say how often.",
    "**Old age** is underestimated: there are few faces above 80 to learn from.",
    "**Profiles, masks, hands, sunglasses**: the detector may miss them, and what it finds is "
    "judged from what is visible. Almost all training faces look into the camera.",
    "**Old scans, strong make-up, heavy filters, drawings**: unlike the training data. Ages of "
    "drawings mean nothing.",
    "**Very small or blurred faces**: answers drift towards the most frequent age, about 30. Where "
    "the blur is an eighth of the distance between the eyes or more, ranges hold a little too "
    "seldom even though they are twice as wide, a quarter of the faces is not found, and a gender "
    "is seldom answered.",
    "**Groups**: errors differ between the groups that the data set numbers (above). Differences "
    "of that size are a reason not to use the answers where they matter to a person.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    shipped = store.shipped_models_dir()
    default = store.ModelStore([shipped]).default_id()
    parser.add_argument("model", type=Path, nargs="?", default=shipped / default)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--hard", type=Path, default=Path("docs/hard-to-read.json"))
    parser.add_argument("--out", type=Path, default=Path("MODEL_CARD.md"))
    arguments = parser.parse_args()
    folder = arguments.model
    spec = store.verify(folder)
    test = json.loads((folder / "report.json").read_text(encoding="utf-8"))["test"]
    lines = [
        *_details(spec, folder),
        *_purpose(spec, [one["name"] for one in test.get("sources", ())]),
        *_results(spec, test, folder, arguments.photos),
        *_hard_to_read(spec, arguments.hard),
        *_by_part(test),
        "## Known failures",
        "",
        *(f"- {failure}" for failure in _FAILURES),
        "",
        "Faces of the test split come from the same collection as those of the training; on photos "
        "from elsewhere the answers are worse, and nobody can say for all photos by how much.",
        "",
    ]
    write_atomically(arguments.out, "\n".join(lines).encode())


def _details(spec: ModelSpec, folder: Path) -> list[str]:
    facts, recipe = spec.training, spec.training["recipe"]
    # What was done, which may be less than the recipe wants.
    epochs = max(facts["epochs"].values())
    cost = measure_cost(folder, Predictor(folder, spec, num_threads=1))
    two = measure_cost(folder, Predictor(folder, spec, num_threads=2))
    return [
        f"# Model card: {spec.title}",
        "",
        f"Made by `tools/model_card.py` for `{spec.model_id}`, {spec.created[:10]}, model "
        f"hash `{spec.sha256[:12]}`. The other models: docs/RESULTS.md and `agelens evaluate`.",
        "",
        "## Details",
        "",
        f"- Architecture `{spec.architecture}`: {words.count(cost.parameters)} parameters, "
        f"{words.megabytes(cost.file_bytes)}, input {spec.input_px} \u00d7 {spec.input_px} pixels "
        f"(engine/architectures/{spec.architecture}.py).",
        f"- Recipe `{recipe['name']}` (training/recipes.py): {epochs} epochs, seed "
        f"{facts['seed']}, {words.duration(sum(facts['seconds'].values()))}{_before(facts)}.",
        f"- One face: {words.milliseconds(cost.ms_one_face)} on one thread, "
        f"{words.milliseconds(two.ms_one_face)} on two ({machine()}).",
        f"- {spec.licence}",
        "",
    ]


def _before(facts: Mapping[str, Any]) -> str:
    """That a training went on from an earlier one, whose time is not in the figure."""
    learned = facts.get("learned_share", {})
    if learned or "share_of_start" in facts:
        share = facts.get("share_of_start", 1.0 - min(learned.values(), default=1.0))
        kept = words.percent(share)
        return (
            f", from the model that was shipped before; {kept} of the weights are still that "
            "model's (docs/RESULTS.md)"
        )
    return ", after an earlier training (docs/RESULTS.md)" if "started_from_sha256" in facts else ""


def _purpose(spec: ModelSpec, sources: Sequence[str]) -> list[str]:
    facts = spec.training
    return [
        "## Use",
        "",
        spec.intended_use,
        "",
        _USE,
        "",
        "## Data",
        "",
        _DATA,
        "",
        *(line for name in sources if name in _MORE_DATA for line in (_MORE_DATA[name], "")),
        f"Used: {words.count(facts['faces'])} faces, of them {words.count(facts['train_faces'])} "
        f"to train, {words.count(facts['validation_faces'])} to choose and to calibrate, "
        f"{words.count(facts['test_faces'])} to test.",
        "",
    ]


def _results(spec: ModelSpec, test: dict[str, Any], folder: Path, photos: Path | None) -> list[str]:
    spans, age = test["intervals"], test["age"]

    def of(name: str) -> tuple[float, float] | None:
        return _span(spans, name)

    lines = [
        "## Figures",
        "",
        f"On {words.count(test['count'])} test faces; 95 % bootstrap intervals in brackets.",
        "",
        f"- Apparent age: off by {words.years(test['age_mae_years'], of('age_mae_years'))} "
        f"years on average, within 5 years for "
        f"{words.percent(test['age_within_5_share'], of('age_within_5_share'))}.",
        f"- Perceived gender: right for "
        f"{words.percent(test['gender_accuracy'], of('gender_accuracy'))}; with "
        f"\u201cnot sure\u201d {_unsure(spec)}, "
        f"{words.percent(test['sure_share'])} get an answer, right for "
        f"{words.percent(test['sure_gender_accuracy'])}.",
    ]
    told = spec.calibration.age_range
    if told is not None:
        lines.append(
            f"- Range: promised for {words.percent(told.coverage)}, right for "
            f"{words.percent(age['range_coverage'])}, {words.years(age['range_width_years'])} "
            "years wide on average (split-conformal: training/calibration.py)."
        )
    if photos is not None:
        lines += _elsewhere(folder, photos)
    lines += ["", "Fewer answers, fewer errors:", "", "| answered | wrong |", "|---|---|"]
    points = test["gender"]["coverage"]
    for share in (1.0, 0.95, 0.9, 0.8, 0.7, 0.5):
        point = min(points, key=lambda one: abs(one["answered_share"] - share))
        answered, wrong = words.percent(point["answered_share"]), words.percent(point["error"])
        lines.append(f"| {answered} | {wrong} |")
    return [*lines, ""]


def _unsure(spec: ModelSpec) -> str:
    """Below which scores a model gives no gender."""
    each = spec.calibration.thresholds
    if each is None:
        return f"below a score of {spec.calibration.unsure_below:.2f}"

    def least(score: float) -> str:
        return "never" if score > 1 else f"{score:.2f}"

    return (
        f"below a score of {least(each.female)} for women and {least(each.male)} for men, under a "
        f"stated age of {each.child_years:.0f} {least(each.child_female)} for girls and "
        f"{least(each.child_male)} for boys"
    )


def _elsewhere(folder: Path, photos: Path) -> list[str]:
    """Gender on labelled photos that are not UTKFace."""
    pipeline = open_pipeline(store.ModelStore([folder.parent]), folder.name)
    adults = answers_by_kind(pipeline, photos)["all adults"]
    by_sex = {sex: [pair for pair in adults if pair[0] == sex] for sex in ("F", "M")}
    women, men = (words.percent(right(by_sex[sex])) for sex in ("F", "M"))
    return [
        f"- Photos from elsewhere ({len(adults)} adults, press pictures and portraits): gender "
        f"right for {words.percent(right(adults))}, women {women}, men {men}."
    ]


_HARD_HEADER = (
    "photo",
    "found",
    "inside the range",
    "range (years)",
    "gender answered",
    "women wrong",
    "men wrong",
)


def _hard_to_read(spec: ModelSpec, path: Path) -> list[str]:
    """What ranges and sure answers are worth on photos that were made worse."""
    figures = json.loads(path.read_text(encoding="utf-8"))
    if figures["model_sha256"] != spec.sha256:
        raise SystemExit(f"{path} is of another model: run benchmarks.hard_to_read first.")
    rows = figures["kinds"]
    chance = 1.96 * math.sqrt(0.16 / rows[0]["faces"])  # where 80 of 100 are right
    lines = [
        "## Hard to read",
        "",
        f"{words.count(rows[0]['faces'])} faces of the {figures['side']} split in photos of 520 "
        "pixels, each made worse in every way below, found and judged as any photo is "
        "(benchmarks/hard_to_read.py). Ranges get wider and \u201cnot sure\u201d comes sooner as "
        "detail, light or the lower half of a face is missing (training/legibility.py). Wrong are "
        "shares of the answers that are given. So few faces tell what is inside the range to "
        f"\u00b1 {words.percent(chance)} (95 %), and what is wrong of each gender less well.",
        "",
        f"| {' | '.join(_HARD_HEADER)} |",
        "|" + "---|" * len(_HARD_HEADER),
    ]
    for row in rows:
        shares = ("found", "held", "answered", "women_wrong", "men_wrong")
        found, held, answered, *wrong = (words.percent(row[name]) for name in shares)
        cells = [row["kind"], found, held, words.years(row["width_years"]), answered, *wrong]
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def _by_part(test: dict[str, Any]) -> list[str]:
    lines = ["## By age, gender and group", "", "Under 30 faces are too few to say.", ""]
    if test.get("sources", ()):
        lines += _table("source", test.get("sources", ()))
    lines += _table("age", test["age_bands"])
    for gender, parts in sorted(test["age_bands_by_gender"].items()):
        lines += _table(f"{gender}, age", parts)
    lines += [f"{test['groups_note']} AgeLens never tells a person's group.", ""]
    return lines + _table("group", test["groups"])


def _table(first: str, parts: list[dict[str, Any]]) -> list[str]:
    header = [first, *_HEADER[1:]]
    lines = [f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
    for part in parts:
        cells = [words.band(part["name"]), str(part["count"])]
        if part["enough"]:
            cells += [
                words.years(part["age_mae_years"], _span(part, "age_mae_interval")),
                words.years(part["age_bias_years"], _span(part, "age_bias_interval")),
                words.percent(part["gender_accuracy"], _span(part, "gender_interval")),
                words.percent(part["range_coverage"]),
            ]
        else:
            cells += [words.TOO_FEW] * 4
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def _span(spans: dict[str, Any], name: str) -> tuple[float, float] | None:
    found = spans.get(name)
    return None if found is None else (found[0], found[1])


if __name__ == "__main__":
    main()
