"""Charts that lay several models over each other: errors by age, cumulative score, ROC and more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from engine.evaluation.bootstrap import Interval
from engine.evaluation.comparison import Comparison, MetricDifference
from engine.evaluation.parts import AGE_BAND_STARTS, Part, band_name
from engine.evaluation.report import Evaluation
from engine.report import words
from engine.report.markup import Axis, Chart, Tick, axis

_MARKERS = 6
_BIAS = "Answer minus label (years)"

Bands = tuple[str, Sequence[Part]]
"""A name for the legend and figures by age band."""


def error_by_band(series: Sequence[Bands], *, chart_id: str, title: str, style: int = 0) -> Markup:
    """Mean absolute error of age with its interval, by age band, for one or more series."""
    label = "Mean absolute error (years)"
    return _by_band(series, chart_id=chart_id, title=title, label=label, style=style)


def bias_by_band(series: Sequence[Bands], *, chart_id: str, title: str) -> Markup:
    """Mean of answer minus label with its interval, by age band, for one or more series."""
    return _by_band(series, chart_id=chart_id, title=title, label=_BIAS)


def _by_band(
    series: Sequence[Bands], *, chart_id: str, title: str, label: str, style: int = 0
) -> Markup:
    values = {name: [_value(part, label) for part in parts] for name, parts in series}
    there = {part.name for _, parts in series for part in parts}
    bands = [name for name in map(band_name, range(len(AGE_BAND_STARTS))) if name in there]
    ends = [end for points in values.values() for value in points if value for end in value[1]]
    chart = Chart(
        chart_id,
        title=title,
        summary=_bands_in_words(label, series),
        x=_band_axis(bands, series),
        y=axis(label, low=1.05 * min([0.0, *ends]), high=1.05 * max([0.0, *ends])),
        series=[name for name, _ in series],
        style=style,
        lines=False,
    )
    chart.reference((-0.6, 0.0), (len(bands) - 0.4, 0.0))
    for number, (name, parts) in enumerate(series):
        shift = (number - (len(series) - 1) / 2) * 0.8 / max(len(series), 3)
        for part, value in zip(parts, values[name], strict=True):
            x = bands.index(part.name) + shift
            if value is None:
                above = 0.02 * (max([0.0, *ends]) - min([0.0, *ends]))
                chart.text((x + 0.08, above), words.TOO_FEW, upright=True, anchor="start")
                continue
            figure, (low, high) = value
            chart.span(number, (x, low), (x, high))
            hint = f"{name}, {part.name} years: {words.years(figure, (low, high))} years"
            chart.mark(number, (x, figure), hint=f"{hint}, {part.count} faces")
    return chart.svg()


def _value(part: Part, label: str) -> tuple[float, Interval] | None:
    """The figure and its interval, ``None`` where there are too few faces."""
    is_bias = label == _BIAS
    bounds = part.age_bias_interval if is_bias else part.age_mae_interval
    if not part.enough or bounds is None:
        return None
    return part.age_bias_years if is_bias else part.age_mae_years, bounds


def _band_axis(bands: Sequence[str], series: Sequence[Bands]) -> Axis:
    """One place a band; below it how many faces there are, if all series have as many."""
    ticks = []
    for place, band in enumerate(bands):
        counts = {part.count for _, parts in series for part in parts if part.name == band}
        below = f"n {counts.pop()}" if len(counts) == 1 else ""
        ticks.append(Tick(place, words.band(band), below))
    return Axis("True age (years)", -0.6, len(bands) - 0.4, tuple(ticks))


def _bands_in_words(label: str, series: Sequence[Bands]) -> str:
    sentences = []
    for name, parts in series:
        readings = []
        for part in parts:
            value = _value(part, label)
            readings.append(f"{part.name}: {words.years(value[0]) if value else words.TOO_FEW}")
        sentences.append(f"{name}, {label.lower()} by true age: {', '.join(readings)}.")
    return " ".join(sentences)


def cumulative_score(evaluations: Sequence[Evaluation]) -> Markup:
    """Share of faces whose age is told to within so many years."""
    last = len(evaluations[0].metrics.age.cumulative_score) - 1
    chart = Chart(
        "cumulative-score",
        title="Share of faces with an error of at most so many years",
        summary=" ".join(
            f"{one.spec.model_id}: {words.percent(one.metrics.age_within_5_share)} of the faces "
            f"within 5 years, {words.percent(one.metrics.age.cumulative_score[10])} within 10."
            for one in evaluations
        ),
        x=axis("Error of age, at most (years)", low=0, high=last),
        y=axis("Share of faces", low=0, high=1, percent=True),
        series=_ids(evaluations),
    )
    for number, one in enumerate(evaluations):
        points = [(float(t), share) for t, share in enumerate(one.metrics.age.cumulative_score)]
        chart.line(number, points, markers=_MARKERS)
    return chart.svg()


def roc(evaluations: Sequence[Evaluation]) -> Markup:
    """Receiver operating characteristic of "female"."""
    chart = Chart(
        "roc",
        title="Perceived gender: ROC of “female”",
        summary="Area under the curve, 1 being perfect and 0.5 chance: "
        + ", ".join(
            f"{one.spec.model_id} {words.score(one.metrics.gender.auc)}" for one in evaluations
        )
        + ".",
        x=axis("Faces labelled male, answered female", low=0, high=1, percent=True),
        y=axis("Faces labelled female, answered female", low=0, high=1, percent=True),
        series=[
            f"{one.spec.model_id}, AUC {words.score(one.metrics.gender.auc)}" for one in evaluations
        ],
    )
    chart.reference((0, 0), (1, 1))
    for number, one in enumerate(evaluations):
        chart.line(number, one.metrics.gender.roc, markers=_MARKERS)
    return chart.svg()


def reliability(evaluations: Sequence[Evaluation]) -> Markup:
    """Reliability diagram: the score of "female" against the share labelled so."""
    chart = Chart(
        "reliability",
        title="Perceived gender: does the score mean what it says?",
        summary="Expected calibration error, 0 being perfect: "
        + ", ".join(
            f"{one.spec.model_id} {words.score(one.metrics.gender.calibration_error)}"
            for one in evaluations
        )
        + ".",
        x=axis("Score of “female” (mean of each bin)", low=0, high=1),
        y=axis("Share labelled female", low=0, high=1, percent=True),
        series=_ids(evaluations),
    )
    chart.reference((0, 0), (1, 1))
    for number, one in enumerate(evaluations):
        bins = one.metrics.gender.calibration
        chart.line(number, [(b.mean_score, b.female_share) for b in bins])
        for b in bins:
            hint = f"{one.spec.model_id}, score {words.score(b.mean_score)}: "
            hint += f"{words.percent(b.female_share)} labelled female, {b.count} faces"
            chart.mark(number, (b.mean_score, b.female_share), hint=hint)
    return chart.svg()


def coverage(evaluations: Sequence[Evaluation]) -> Markup:
    """Error of gender against the share of faces answered, the surest first."""
    highest = max(point.error for one in evaluations for point in one.metrics.gender.coverage)
    chart = Chart(
        "coverage",
        title="Perceived gender: error if only the surest faces are answered",
        summary=" ".join(_coverage_in_words(one) for one in evaluations),
        x=axis("Share of faces answered, the surest first", low=0, high=1, percent=True),
        y=axis("Share of answers wrong", low=0, high=max(1.1 * highest, 0.01), percent=True),
        series=_ids(evaluations),
    )
    for number, one in enumerate(evaluations):
        points = one.metrics.gender.coverage
        chart.line(number, [(p.answered_share, p.error) for p in points])
        sure, accuracy = one.metrics.sure_share, one.metrics.sure_gender_accuracy
        if accuracy is not None:
            chart.mark(number, (sure, 1 - accuracy), hint=_coverage_in_words(one), radius=7)
    return chart.svg()


def _coverage_in_words(one: Evaluation) -> str:
    metrics = one.metrics
    if metrics.sure_gender_accuracy is None:
        return f"{one.spec.model_id} is not sure of any face."
    return (
        f"{one.spec.model_id} answers {words.percent(metrics.sure_share)} of the faces and is "
        f"wrong in {words.percent(1 - metrics.sure_gender_accuracy)} of those; answering all, in "
        f"{words.percent(1 - metrics.gender_accuracy)}."
    )


def age_differences(comparisons: Sequence[Comparison]) -> Markup:
    """By how many years one model of each pair is better, with the interval."""
    pairs = [(comparison, comparison.age) for comparison in comparisons]
    label = "Difference of the mean absolute errors (years)"
    return _differences(pairs, chart_id="age-differences", label=label, factor=1.0)


def gender_differences(comparisons: Sequence[Comparison]) -> Markup:
    """By how many percentage points one model of each pair is better, with the interval."""
    pairs = [(comparison, comparison.gender) for comparison in comparisons]
    label = "Difference of the shares right (percentage points)"
    return _differences(pairs, chart_id="gender-differences", label=label, factor=100.0)


def _differences(
    pairs: Sequence[tuple[Comparison, MetricDifference]],
    *,
    chart_id: str,
    label: str,
    factor: float,
) -> Markup:
    ends = [abs(end) * factor for _, one in pairs for end in (one.advantage, *(one.interval or ()))]
    x = axis(label, low=-max(1.15 * max(ends), 0.5), high=max(1.15 * max(ends), 0.5))
    # Both sides count as an advantage, so neither is negative.
    x = replace(x, ticks=tuple(replace(tick, label=tick.label.lstrip("−")) for tick in x.ticks))
    chart = Chart(
        chart_id,
        title=label,
        summary=" ".join(one.verdict for _, one in pairs),
        x=x,
        y=Axis("", -0.5, len(pairs) - 0.5, ()),
        size=(600.0, 70.0 + 80.0 * len(pairs)),
    )
    chart.reference((0, -0.5), (0, len(pairs) - 0.5))
    for place, (pair, one) in enumerate(reversed(pairs)):
        chart.text((x.low, place + 0.28), f"← {pair.second} better", anchor="start")
        chart.text((x.high, place + 0.28), f"{pair.first} better →", anchor="end")
        if one.interval is None:
            chart.text((0, place), words.TOO_FEW)
            continue
        low, high = one.interval
        chart.span(0, (low * factor, place), (high * factor, place))
        chart.mark(0, (one.advantage * factor, place), hint=one.verdict)
    return chart.svg()


def _ids(evaluations: Sequence[Evaluation]) -> list[str]:
    return [one.spec.model_id for one in evaluations]


_GENDER_STYLE = 2  # not the colours of the models


def predicted_against_true(evaluation: Evaluation, chart_id: str) -> Markup:
    """A two-dimensional histogram; on the dashed diagonal the answer is right."""
    ages = evaluation.metrics.age
    counts, width = ages.histogram, ages.bin_years
    most = max(max(row) for row in counts)
    end = len(counts) * width
    metrics = evaluation.metrics
    chart = Chart(
        chart_id,
        title="Predicted against true age",
        summary=f"Counts of {metrics.count} faces in squares of {width} by {width} years; the "
        f"darkest holds {most}. Mean error {words.years(metrics.age_bias_years)} years, mean "
        f"absolute error {words.years(metrics.age_mae_years)} years.",
        x=axis("True age (years)", low=0, high=end),
        y=axis("Apparent age as answered (years)", low=0, high=end),
        size=(600.0, 560.0),
    )
    for i, row in enumerate(counts):
        for j, count in enumerate(row):
            if not count:
                continue
            hint = (
                f"true {i * width} to {(i + 1) * width}, answered {j * width} to "
                f"{(j + 1) * width} years: {count} faces"
            )
            chart.cell(
                (i * width, j * width),
                ((i + 1) * width, (j + 1) * width),
                # The root keeps squares with few faces visible beside crowded ones.
                strength=0.12 + 0.88 * (count / most) ** 0.5,
                class_="heat",
                hint=hint,
            )
    chart.reference((0, 0), (end, end))
    return chart.svg()


def bands_by_gender(evaluation: Evaluation, chart_id: str) -> Markup:
    """Error of age by age band for faces labelled male and female."""
    series = [
        (f"labelled {gender}", parts)
        for gender, parts in evaluation.metrics.age_bands_by_gender.items()
    ]
    title = "Error of age by age and gender"
    return error_by_band(series, chart_id=chart_id, title=title, style=_GENDER_STYLE)
