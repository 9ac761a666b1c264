"""The whole report as one HTML page that needs nothing else: no scripts, no files, no network.

Its sections go from what must be read first to how it was measured.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

import numpy as np
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from numpy.typing import NDArray
from PIL import Image as PillowImage

from engine.evaluation.answers import Mistake
from engine.evaluation.comparison import MetricDifference
from engine.evaluation.groups import DIFFERENCES_NOTE
from engine.evaluation.report import Evaluation, Report, unseen_unproven
from engine.files import write_atomically
from engine.report import charts, tables, words
from engine.report.markup import STYLES, escaped, joined, paragraphs, section, table, tag

TEST_SPLIT = "test split"
_PARTS = {
    TEST_SPLIT: "faces that were kept apart from training, together with their "
    "near-identical duplicates (the test split)",
    "all faces": "all faces of this data, which is not what the model says it was trained on. "
    "Should some of them have been in its training all the same, the figures flatter it",
}


Chips = Mapping[int, NDArray[np.uint8]]
"""Row number to aligned face, ``uint8`` RGB (S, S, 3)."""


def render_html(report: Report, *, chips: Chips | None = None) -> str:
    """The page as text, UTF-8 when written.

    ``chips`` (row number to face, ``uint8`` RGB (S, S, 3)) puts thumbnails beside the worst
    mistakes: only for reports that stay where the pictures may be seen. Raises ``ValueError`` for
    a report without a model.
    """
    if not report.evaluations:
        raise ValueError("A report needs at least one model. Received: 0")
    # Even if something slipped through the escaping, the page's policy lets a browser run and load
    # nothing. Names pass through ``escaped``, which also takes out what is unfit for a page.
    page = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return page.from_string(_file("report.html")).render(
        models=escaped(" and ".join(one.spec.model_id for one in report.evaluations)),
        data_name=escaped(report.data_name),
        faces=words.count(report.data_faces),
        created=words.moment(report.created),
        style=Markup(_file("report.css")),
        links=[(target, escaped(name)) for target, name in _links(report)],
        sections=[
            essentials(report),
            in_short(report),
            side_by_side(report),
            by_group(report),
            curves(report),
            *(
                model_section(one, place=place, chips=chips or {})
                for place, one in enumerate(report.evaluations)
            ),
            method(report),
        ],
    )


def _links(report: Report) -> list[tuple[str, str]]:
    """Target and name of each part of the page."""
    return [
        ("in-short", "In short"),
        ("side-by-side", "Side by side" if len(report.evaluations) > 1 else "All figures"),
        *([("by-group", _BY_GROUP)] if report.group_comparisons else []),
        ("curves", "Curves"),
        *(
            (f"model-{place}", f"Model {one.spec.model_id}")
            for place, one in enumerate(report.evaluations)
        ),
        ("method", "How this was measured"),
    ]


def _file(name: str) -> str:
    """A file beside this module, in the frozen program as well."""
    return resources.files("engine.report").joinpath(name).read_text(encoding="utf-8")


def write_report(report: Report, folder: Path, *, chips: Chips | None = None) -> tuple[Path, Path]:
    """Write the HTML and the JSON file into ``folder`` and return their paths, in that order.

    Each file is whole or not there. ``chips`` as for ``render_html``. Raises ``OutputError`` if
    the folder cannot be written.
    """
    page, data = folder / "report.html", folder / "report.json"
    text = json.dumps(report.to_dict(), indent=2, sort_keys=True, allow_nan=False) + "\n"
    content = render_html(report, chips=chips).encode()
    write_atomically(data, text.encode())
    write_atomically(page, content)
    return page, data


def essentials(report: Report) -> Markup:
    """What a reader must know before any figure: use, licence, labels, faces."""
    specs = [one.spec for one in report.evaluations]
    parts = dict.fromkeys(one.part for one in report.evaluations)
    panels = [
        ("Intended use", list(dict.fromkeys(spec.intended_use for spec in specs))),
        ("Licence of the weights", list(dict.fromkeys(spec.licence for spec in specs))),
        ("The labels", list(report.notes)),
        ("The faces", [_part_in_words(report, part) for part in parts]),
    ]
    maybe_known = [one for one in report.evaluations if one.part != TEST_SPLIT]
    warning = [tag("p", " ".join(map(unseen_unproven, maybe_known)), class_="flag")]
    return tag(
        "div",
        *(warning if maybe_known else ()),
        *(tag("div", tag("h2", title), paragraphs(texts)) for title, texts in panels if texts),
        class_="essentials",
        id="essentials",
    )


def _part_in_words(report: Report, part: str) -> str:
    ids = ", ".join(one.spec.model_id for one in report.evaluations if one.part == part)
    return f"{ids}: judged on {_PARTS.get(part, part)}."


def in_short(report: Report) -> Markup:
    """Two large figures a model, and the verdicts."""
    tiles = (_tile(one, f"tile s{place % STYLES}") for place, one in enumerate(report.evaluations))
    verdicts = [difference for pair in report.comparisons for difference in (pair.age, pair.gender)]
    return section(
        "In short", tag("div", *tiles, class_="tiles"), _verdicts(verdicts), id_="in-short"
    )


def _tile(one: Evaluation, class_: str) -> Markup:
    metrics = one.metrics
    return tag(
        "div",
        tag("h3", one.spec.model_id),
        tag("p", f"{one.spec.title}; {words.count(metrics.count)} faces"),
        tag(
            "dl",
            _large(
                "Apparent age, error",
                f"{metrics.age_mae_years:.1f} years",
                small=_span(one, "age_mae_years"),
            ),
            _large(
                "Perceived gender right",
                words.percent(metrics.gender_accuracy),
                small=_span(one, "gender_accuracy", percent=True),
            ),
            _large("One face", words.milliseconds(one.cost.ms_one_face), small="time to answer"),
        ),
        class_=class_,
    )


def _large(name: str, value: str, *, small: str) -> Markup:
    return tag("div", tag("dt", name), tag("dd", value, tag("small", small)))


def _span(one: Evaluation, name: str, *, percent: bool = False) -> str:
    """An interval of the metrics in words, for under a large figure."""
    bounds = one.metrics.intervals.get(name)
    if bounds is None:
        return ""
    low, high = (bound * (100 if percent else 1) for bound in bounds)
    return f"{low:.1f} to {high:.1f}{' %' if percent else ''}"


def _verdicts(differences: Sequence[MetricDifference]) -> Markup:
    if not differences:
        return Markup("")
    items = (
        tag("li", words.unbroken(one.verdict), class_="real" if one.better else None)
        for one in differences
    )
    return tag("ul", *items, class_="verdicts")


def side_by_side(report: Report) -> Markup:
    """All figures, the source method's table, and how sure the differences are."""
    parts = [tables.side_by_side(report.evaluations)]
    if all(one.part == TEST_SPLIT for one in report.evaluations):
        # Faces that a model may have learned say nothing about anybody else's result.
        parts += [
            tag("h3", "Beside the source method’s report"),
            tables.source_table(report.evaluations),
        ]
    if report.comparisons:
        counts = sorted({pair.count for pair in report.comparisons})
        faces = " or ".join(words.count(count) for count in counts)
        parts += [
            tag("h3", "How sure are the differences?"),
            tag(
                "p",
                f"Each pair on the same faces ({faces}). The bar is the 95 % interval: where it "
                "crosses the middle, chance alone can make the difference.",
            ),
            tag(
                "div",
                _figure("Age", charts.age_differences(report.comparisons)),
                _figure("Perceived gender", charts.gender_differences(report.comparisons)),
                class_="charts",
            ),
        ]
    title = "Side by side" if len(report.evaluations) > 1 else "All figures"
    return section(title, *parts, id_="side-by-side")


_BY_GROUP = "A group that was thinned"


def by_group(report: Report) -> Markup:
    """What it does to each group's errors to leave out a part of one; nothing if none was."""
    if not report.group_comparisons:
        return Markup("")
    parts = []
    for one in report.group_comparisons:
        told = (template.format(**arguments) for template, arguments in one.statements())
        parts += [tag("p", tables.thinned_words(one)), paragraphs(told, class_="flag")]
        parts.append(tables.group_table(one))
    fewer = (
        "The second network has learned from fewer faces altogether: the row of all other faces "
        "shows what that alone does."
    )
    return section(_BY_GROUP, *parts, tag("p", f"{fewer} {DIFFERENCES_NOTE}"), id_="by-group")


def curves(report: Report) -> Markup:
    """The charts that lay all models over each other."""
    all_of_them = report.evaluations
    bands = [(one.spec.model_id, one.metrics.age_bands) for one in all_of_them]
    figures = [
        _figure(
            "Error of age by true age",
            charts.error_by_band(bands, chart_id="error-by-band", title="Error of age"),
            note=f"Bars: 95 % intervals. {words.too_few_note()}",
        ),
        _figure(
            "Taken for older or younger, by true age",
            charts.bias_by_band(bands, chart_id="bias-by-band", title="Bias of age"),
            note="Above the dashed line people are taken for older than their label says.",
        ),
        _figure(
            "How many ages are told how well",
            charts.cumulative_score(all_of_them),
            note="Higher is better: the share of faces with an error of at most so many years.",
        ),
        _figure(
            "Perceived gender: ROC",
            charts.roc(all_of_them),
            note="Nearer to the upper left corner is better; the dashed line is chance.",
        ),
        _figure(
            "Perceived gender: calibration",
            charts.reliability(all_of_them),
            note="On the dashed line: of the faces with a score of 0.8, 80 % are labelled female.",
        ),
        _figure(
            "Perceived gender: error against share answered",
            charts.coverage(all_of_them),
            note="The marker is where the model stops answering and says “not sure”.",
        ),
    ]
    return section("Curves", tag("div", *figures, class_="charts"), id_="curves")


def model_section(one: Evaluation, *, place: int, chips: Chips) -> Markup:
    """All about one model: charts, tables by class, age and gender, audit, worst mistakes."""
    return section(
        f"Model {one.spec.model_id}",
        tag("p", f"{one.spec.title}. Architecture {one.spec.architecture}.", class_="lead"),
        _pictures(one, place),
        _part_tables(one),
        tables.data_source_table(one),
        tables.audit_table(one),
        tag("h3", "Worst mistakes"),
        worst_mistakes(one, chips),
        id_=f"model-{place}",
    )


def _pictures(one: Evaluation, place: int) -> Markup:
    most = max(max(row) for row in one.metrics.age.histogram)
    return tag(
        "div",
        _figure(
            "Predicted against true age",
            charts.predicted_against_true(one, f"histogram-{place}"),
            note="Each square: the faces of that true and answered age, the strongest colour for "
            f"{most} of them. On the dashed line the answer is right.",
        ),
        _figure(
            "Error of age by age and gender",
            charts.bands_by_gender(one, f"band-gender-{place}"),
            note=f"Bars: 95 % intervals. {words.too_few_note()}",
        ),
        class_="charts",
    )


def _part_tables(one: Evaluation) -> Markup:
    metrics = one.metrics
    return tag(
        "div",
        tables.part_table("By true age", metrics.age_bands, first="Age (years)"),
        tag(
            "div",
            tables.part_table("By gender label", metrics.genders, first="Label"),
            tables.confusion_and_classes(one),
        ),
        *(
            tables.part_table(f"By true age, labelled {gender}", parts, first="Age (years)")
            for gender, parts in metrics.age_bands_by_gender.items()
        ),
        class_="pair",
    )


def method(report: Report) -> Markup:
    """What the figures mean and how they were measured."""
    terms = joined(*(joined(tag("dt", term), tag("dd", text)) for term, text in _TERMS))
    machines = "; ".join(dict.fromkeys(one.cost.machine for one in report.evaluations))
    identity = table(
        "The models judged",
        ["Model", "Made", "SHA-256"],
        [
            [one.spec.model_id, words.moment(one.spec.created), one.spec.sha256[:16] + "…"]
            for one in report.evaluations
        ],
    )
    return section(
        "How this was measured",
        tag("dl", terms, class_="method"),
        tag(
            "p",
            f"Answering times and memory were measured on: {machines}. Training times come "
            "from the models and hold for the machine that each was trained on.",
        ),
        identity,
        id_="method",
    )


_TERMS = (
    (
        "Intervals",
        "95 % percentile bootstrap over faces: the figure worked out again on thousands of random "
        "draws of the same faces. Two models are compared on the same draws (paired). They tell "
        "chance in the choice of faces, not errors in the labels.",
    ),
    (
        "Mean absolute error, root mean square error, bias",
        "Years between answer and label: on average, with large errors counting more, and with "
        "sign (above 0: taken for older).",
    ),
    (
        "Gender right",
        "Decided at a score of 0.5 for every face. “Where sure” counts only the faces for which "
        "the model does not say “not sure”.",
    ),
    (
        "Precision, recall, F1",
        "Of the faces answered so, the share labelled so; of the faces labelled so, the share "
        "answered so; the harmonic mean of the two.",
    ),
    (
        "Area under the ROC curve",
        "How often a face labelled female gets a higher score of “female” than one labelled male.",
    ),
    (
        "Brier score, expected calibration error",
        "Mean squared difference of score and label (0.25 for guessing); mean gap between score "
        "and share in ten bins of equal width. Lower is better.",
    ),
    (
        "Times and memory",
        "The shortest of many runs on two threads. Memory: the peak of a whole process that only "
        "predicts 32 faces, Python and libraries included.",
    ),
)


def _figure(caption: str, chart: Markup, *, note: str = "") -> Markup:
    words_ = [tag("p", note)] if note else []
    return tag("figure", tag("figcaption", caption), chart, *words_)


THUMBNAIL_PX = 64
_SHOWN = 12
_LOOK = (
    "Look at the faces before blaming the model: among the worst mistakes there are always some "
    "wrong labels."
)
_WARNING = (
    "This report holds pictures of the data: pass it on only where the data themselves may go."
)


def worst_mistakes(one: Evaluation, chips: Chips) -> Markup:
    """The twelve worst ages and the twelve most confident wrong genders."""
    ages = [
        [
            _face(mistake, chips),
            mistake.age_label,
            f"{mistake.age_years:.0f}",
            words.signed(mistake.age_error, 0),
        ]
        for mistake in one.worst_ages[:_SHOWN]
    ]
    genders = [
        [_face(mistake, chips), mistake.gender_true, words.gender(mistake.female_score)]
        for mistake in one.worst_genders[:_SHOWN]
    ]
    warning = [tag("p", _WARNING, class_="flag")] if chips else []
    tables = tag("div", _ages(ages), _genders(genders), class_="pair")
    return joined(tag("p", _LOOK), *warning, tables)


def _ages(rows: Sequence[Sequence[str]]) -> Markup:
    if not rows:
        return tag("p", "No age is wrong.")
    header = ["Face", "Label (years)", "Answer (years)", "Error"]
    return table("Largest errors of age", header, rows, kind="figures faces")


def _genders(rows: Sequence[Sequence[str]]) -> Markup:
    if not rows:
        return tag("p", "No gender is wrong.")
    header = ["Face", "Label", "Answer and its score"]
    return table("Wrong genders, the most confident first", header, rows, kind="figures faces")


def _face(mistake: Mistake, chips: Chips) -> Markup:
    name = mistake.name or "face"
    words_ = tag("span", f"{name} (row {mistake.row})", class_="name")
    chip = chips.get(mistake.row)
    if chip is None:
        return words_
    return tag("div", thumbnail(chip, name=name), words_, class_="face")


def thumbnail(chip: NDArray[np.uint8], *, name: str) -> Markup:
    """A small picture inside the page itself, of a face ``uint8`` RGB (S, S, 3)."""
    side = (THUMBNAIL_PX, THUMBNAIL_PX)
    small = PillowImage.fromarray(np.asarray(chip)).resize(side, PillowImage.Resampling.LANCZOS)
    content = io.BytesIO()
    small.save(content, "JPEG", quality=80)
    data = base64.b64encode(content.getvalue()).decode("ascii")
    source = f"data:image/jpeg;base64,{data}"
    return tag("img", src=source, alt=f"The face {name}", width=THUMBNAIL_PX, height=THUMBNAIL_PX)
