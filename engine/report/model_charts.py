"""Charts of one model: predicted against true age, error by age band and gender."""

from __future__ import annotations

from engine.evaluation.report import Evaluation
from engine.report import words
from engine.report.charts import error_by_band
from engine.report.markup import Markup
from engine.report.svg import Chart, axis

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
