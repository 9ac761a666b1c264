"""Tables of figures: side by side, the source method's, by class, by part."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from engine.evaluation.bootstrap import Interval
from engine.evaluation.comparison import MetricDifference
from engine.evaluation.groups import GroupComparison, GroupRow
from engine.evaluation.parts import GROUPS_NOTE, Part
from engine.evaluation.report import SOURCE_FIGURES, SOURCE_NOTE, Evaluation
from engine.report import words
from engine.report.markup import joined, paragraphs, table, tag


def side_by_side(evaluations: Sequence[Evaluation]) -> Markup:
    """All key figures, a row each, a column a model."""
    header = ["", *(one.spec.model_id for one in evaluations)]
    rows = [
        [name, *cells]
        for name, *cells in zip(
            _figure_names(), *(_figures(one) for one in evaluations), strict=True
        )
    ]
    return table("Figures with their 95 % intervals in brackets", header, rows)


def _figure_names() -> list[str]:
    return [
        "Faces judged",
        "Apparent age: mean absolute error (years)",
        "Apparent age: root mean square error (years)",
        "Apparent age: median absolute error (years)",
        "Apparent age: bias, answer minus label (years)",
        "Apparent age: within 5 years",
        "Apparent age: labels inside the stated range",
        "Perceived gender: right, all faces",
        "Perceived gender: right, where sure",
        "Perceived gender: share answered surely",
        "Perceived gender: area under the ROC curve",
        "Perceived gender: Brier score",
        "Perceived gender: expected calibration error",
        "Training time",
        "Time for one face",
        "Time a face in batches of 32",
        "Parameters",
        "File size",
        "Peak memory while predicting",
    ]


def _figures(one: Evaluation) -> list[str]:
    metrics, cost = one.metrics, one.cost
    spans = metrics.intervals
    sure = metrics.sure_gender_accuracy
    return [
        f"{words.count(metrics.count)} ({one.part})",
        words.years(metrics.age_mae_years, spans.get("age_mae_years")),
        words.years(metrics.age_rmse_years, spans.get("age_rmse_years")),
        words.years(metrics.age_median_error_years),
        words.years(metrics.age_bias_years, spans.get("age_bias_years")),
        words.percent(metrics.age_within_5_share, spans.get("age_within_5_share")),
        _stated_range(one),
        words.percent(metrics.gender_accuracy, spans.get("gender_accuracy")),
        words.percent(sure),
        words.percent(metrics.sure_share),
        words.score(metrics.gender.auc, spans.get("gender_auc")),
        words.score(metrics.gender.brier, spans.get("gender_brier")),
        words.score(metrics.gender.calibration_error),
        words.duration(cost.training_seconds),
        words.milliseconds(cost.ms_one_face),
        words.milliseconds(cost.ms_batch_face),
        words.count(cost.parameters),
        words.megabytes(cost.file_bytes),
        words.megabytes(cost.peak_memory_bytes),
    ]


def _stated_range(one: Evaluation) -> str:
    ages = one.metrics.age
    if ages.range_coverage is None:
        return "states none"
    return f"{words.percent(ages.range_coverage)} of {words.years(ages.range_width_years)} years"


def source_table(evaluations: Sequence[Evaluation]) -> Markup:
    """The source method's report beside our own runs, and what it found about speed."""
    header = [
        "Approach",
        "Figures from",
        "Gender right",
        "Age error (years)",
        "Training time",
        "One face",
        "Batch of 32, a face",
        "Parameters",
    ]
    rows: list[list[str]] = []
    for figures in SOURCE_FIGURES:
        gender = f"about {100 * figures.gender_accuracy:.3g} %"
        age = f"about {figures.age_mae_years:.0f}"
        rows.append([figures.architecture, "the source’s report", gender, age, *["–"] * 4])
        rows += [
            _our_row(one) for one in evaluations if one.spec.architecture == figures.architecture
        ]
    known = {figures.architecture for figures in SOURCE_FIGURES}
    rows += [_our_row(one) for one in evaluations if one.spec.architecture not in known]
    notes = [SOURCE_NOTE, *_speed(evaluations)]
    return joined(
        table("The source method’s report and this one", header, rows, kind="figures source"),
        paragraphs(notes),
    )


def _our_row(one: Evaluation) -> list[str]:
    metrics, cost = one.metrics, one.cost
    return [
        one.spec.architecture,
        f"this report: {one.spec.model_id}",
        words.percent(metrics.gender_accuracy),
        words.years(metrics.age_mae_years),
        words.duration(cost.training_seconds),
        words.milliseconds(cost.ms_one_face),
        words.milliseconds(cost.ms_batch_face),
        words.count(cost.parameters),
    ]


def _speed(evaluations: Sequence[Evaluation]) -> list[str]:
    """Whether combined is faster here, too; nothing if one of the two is not in the report."""
    first = {one.spec.architecture: one.cost for one in reversed(evaluations)}
    if "combined" not in first or "separate" not in first:
        return []
    combined, separate = first["combined"], first["separate"]
    parts = []
    if combined.training_seconds is not None and separate.training_seconds is not None:
        parts.append(
            f"training took {words.duration(combined.training_seconds)} against "
            f"{words.duration(separate.training_seconds)}"
        )
    parts.append(
        f"one face takes {words.milliseconds(combined.ms_one_face)} against "
        f"{words.milliseconds(separate.ms_one_face)}"
    )
    return [f"Here, combined against separate: {', and '.join(parts)}."]


def confusion_and_classes(one: Evaluation) -> Markup:
    """Counts by label and answer, then precision, recall and F1 of both classes."""
    gender, spans = one.metrics.gender, one.metrics.intervals
    counts = gender.confusion
    confusion = table(
        "Perceived gender: faces by label and answer",
        ["Label", "answered female", "answered male"],
        [
            [f"labelled {name}", *(words.count(counts[f"{name}_as_{to}"]) for to in _GENDERS)]
            for name in _GENDERS
        ],
    )
    classes = table(
        "Perceived gender: by class",
        ["Class", "Faces", "Precision", "Recall", "F1"],
        [
            [
                figures.name,
                words.count(figures.count),
                words.percent(figures.precision, spans.get(f"{figures.name}_precision")),
                words.percent(figures.recall, spans.get(f"{figures.name}_recall")),
                words.percent(figures.f1, spans.get(f"{figures.name}_f1")),
            ]
            for figures in gender.classes
        ],
    )
    return joined(confusion, classes)


_GENDERS = ("female", "male")


def part_table(caption: str, parts: Sequence[Part], *, first: str) -> Markup:
    """Figures by part; "too few to say" where there are under 30 faces."""
    header = [first, "Faces", "Age error (years)", "Bias (years)", "Gender right", "Inside range"]
    return table(caption, header, [_part_row(part) for part in parts])


def _part_row(part: Part) -> list[str]:
    label = words.band(part.name)
    if not part.enough:
        return [label, words.count(part.count), *[words.TOO_FEW] * 4]
    return [
        label,
        words.count(part.count),
        words.years(part.age_mae_years, part.age_mae_interval),
        words.years(part.age_bias_years),
        words.percent(part.gender_accuracy, part.gender_interval),
        "–" if part.range_coverage is None else words.percent(part.range_coverage),
    ]


def data_source_table(one: Evaluation) -> Markup:
    """Figures by the source of the faces; nothing where they have one."""
    if not one.metrics.sources:
        return Markup("")
    return part_table("By the source of the faces", one.metrics.sources, first="Source")


def audit_table(one: Evaluation) -> Markup:
    """Errors by the data set's groups, marked as an audit; nothing if there are no groups."""
    groups = one.metrics.groups
    if not groups:
        return Markup("")
    body = part_table(
        "For audit of errors only: by the groups that the data set numbers",
        groups,
        first="Group of the data set",
    )
    note = f"{GROUPS_NOTE} AgeLens never tells a person’s group."
    return tag("div", tag("p", note, class_="flag"), body, class_="audit")


def thinned_words(one: GroupComparison) -> str:
    """Which network was shown less of what."""
    left = f"only {100 * one.share:g} % of" if one.share else "none of"
    whole, without = map(words.count, one.train_faces)
    return (
        f"{one.without} was trained as {one.whole} was, but was shown {left} the "
        f"{one.group_words}: "
        f"{without} training faces in place of {whole}. Both answer the same test faces."
    )


def group_table(one: GroupComparison) -> Markup:
    """Both networks' errors by group, side by side; the thinned group is marked."""
    header = ["Group", "Faces"]
    for figure in ("Age error (years)", "Gender right"):
        header += [f"{figure}, all faces", f"{figure}, thinned set", "Difference"]
    return table(
        "Figures with their 95 % intervals in brackets; a star marks a difference beyond chance",
        header,
        [_group_row(row, one) for row in one.rows],
    )


def _group_row(row: GroupRow, one: GroupComparison) -> list[str]:
    cells = [_group_name(row, one), words.count(row.whole.count)]
    if not row.whole.enough:
        return [*cells, *[words.TOO_FEW] * 6]
    age, gender = row.comparison.age, row.comparison.gender
    return [
        *cells,
        *(words.years(part.age_mae_years, part.age_mae_interval) for part in _both(row)),
        words.years(age.advantage, age.interval) + _star(age),
        *(words.percent(part.gender_accuracy, part.gender_interval) for part in _both(row)),
        words.percent(*_turned(gender)) + _star(gender),
    ]


def _both(row: GroupRow) -> tuple[Part, Part]:
    return row.whole, row.without


def _star(difference: MetricDifference) -> str:
    return " *" if difference.outcome == "real difference" else ""


def _turned(difference: MetricDifference) -> tuple[float, Interval | None]:
    """How much higher the share right is without the group, with its interval."""
    bounds = difference.interval
    return -difference.advantage, None if bounds is None else (-bounds[1], -bounds[0])


def _group_name(row: GroupRow, one: GroupComparison) -> str:
    name = {
        "thinned": f"The {one.group_words}",
        "others": "All other faces",
        "age": f"Aged {words.band(row.name)}",
        "gender": f"Labelled {row.name}",
        "group": f"Group {row.name} of the data set",
    }[row.kind]
    return f"{name} (thinned)" if row.thinned else name
