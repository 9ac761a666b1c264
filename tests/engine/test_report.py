"""The report: whole in one file, safe with any name, readable without seeing, honest on few."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from engine.errors import OutputError
from engine.evaluation import compare, evaluate_answers, gather
from engine.evaluation.cost import Cost
from engine.evaluation.report import LABEL_NOISE_NOTE, Evaluation, Report
from engine.report import render_html, write_report
from engine.results import Estimate
from engine.spec import FileRecord, ModelSpec
from tests.engine.test_report_parts import Reader

HOSTILE = '<script>alert("1")</script> & \ud800 \u202e.jpg'
COST = Cost(
    parameters=5_108_034,
    file_bytes=5_133_504,
    training_seconds=9500.0,
    ms_one_face=2.5,
    ms_batch_face=2.25,
    peak_memory_bytes=None,
    machine="Linux x86_64, 2 processor cores",
)


def evaluation(
    model_id: str,
    *,
    count: int = 300,
    spread: float = 6.0,
    architecture: str = "combined",
    title: str = "A model",
    name: str = "face",
) -> Evaluation:
    random = np.random.default_rng(len(model_id))
    ages = np.floor(np.linspace(0, 70, count))
    females = np.arange(count) % 2
    scores = np.clip(random.normal(0.25 + 0.5 * females, 0.2), 0, 1)
    estimates = [
        Estimate(
            float(max(age, 0)),
            float(score),
            None if 0.4 < score < 0.6 else "female" if score >= 0.5 else "male",
        )
        for age, score in zip(ages + random.normal(0, spread, count), scores, strict=True)
    ]
    names = [f"{name} {row}" for row in range(count)]
    answers = gather(ages, females, estimates, rows=np.arange(count) + 100, names=names)
    spec = ModelSpec(
        model_id=model_id,
        title=title,
        architecture=architecture,
        input_px=32,
        networks={"model": "model.tflite"},
        files={"model.tflite": FileRecord(size=5_133_504, sha256="ab" * 32)},
        created="2026-11-20T10:00:00+00:00",
    )
    groups = np.arange(count) % 3
    groups[:5] = 4  # a group too small to say anything about
    return Evaluation(
        spec=spec,
        part="test split",
        metrics=evaluate_answers(answers, groups=groups, resamples=50),
        cost=COST,
        answers=answers,
    )


def report(*evaluations: Evaluation) -> Report:
    comparisons = tuple(
        compare(
            evaluations[0].answers,
            other.answers,
            ids=(evaluations[0].spec.model_id, other.spec.model_id),
            resamples=200,
        )
        for other in evaluations[1:]
    )
    return Report(
        data_name="faces",
        data_faces=1000,
        created="2026-11-24T04:50:00+00:00",
        evaluations=evaluations,
        comparisons=comparisons,
        notes=(LABEL_NOISE_NOTE,),
    )


@pytest.fixture(scope="module")
def two() -> Report:
    slower = evaluation("separate", spread=9.0, architecture="separate")
    slower = replace(slower, cost=replace(COST, training_seconds=24_000.0, ms_one_face=6.0))
    return report(evaluation("combined"), slower)


@pytest.fixture(scope="module")
def page(two: Report) -> str:
    return render_html(two)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def drawings(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]


SVG = "{http://www.w3.org/2000/svg}"


def test_the_page_needs_nothing_else(page: str) -> None:
    assert page.startswith("<!DOCTYPE html>")
    reader = read(page)
    tags = {name for name, _ in reader.seen}
    assert "holds pictures" not in page
    assert tags.isdisjoint({"script", "link", "iframe", "img", "object", "form"})
    assert page.replace("http://www.w3.org/2000/svg", "").count("http") == 1  # http-equiv
    for _, attributes in reader.seen:
        assert not any(name.startswith("on") for name in attributes)
        assert attributes.get("href", "#").startswith("#")  # type: ignore[union-attr]
    assert "default-src 'none'" in page.replace("&#x27;", "'")
    assert len(page) < 400_000


def test_links_lead_somewhere_and_ids_are_unique(page: str) -> None:
    reader = read(page)
    ids = [attributes["id"] for _, attributes in reader.seen if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {str(a["href"])[1:] for _, a in reader.seen if "href" in a}
    assert targets
    assert targets <= set(ids)


def test_every_chart_has_a_name_a_description_and_units(page: str) -> None:
    charts = drawings(page)
    assert len(charts) == 2 + 6 + 2 * 2
    for chart in charts:
        assert chart.get("role") == "img"
        title, description = chart.find(f"{SVG}title"), chart.find(f"{SVG}desc")
        assert title is not None
        assert description is not None
        assert len(title.text or "") > 5
        assert len(description.text or "") > 20
        named = [title.get("id"), description.get("id")]
        assert chart.get("aria-labelledby") == " ".join(map(str, named))
        assert any(text.get("class") == "label" for text in chart.iter(f"{SVG}text"))
    words_ = " ".join("".join(chart.itertext()) for chart in charts)
    for label in ("True age (years)", "Mean absolute error (years)", "(percentage points)"):
        assert label in words_


def test_nothing_is_drawn_outside_its_chart(page: str) -> None:
    for chart in drawings(page):
        _, _, width, height = map(float, str(chart.get("viewBox")).split())
        for element in chart.iter():
            for x, limit in (("x", width), ("cx", width), ("x1", width), ("x2", width)):
                assert 0 <= float(element.get(x, "0")) <= limit
            for y, limit in (("y", height), ("cy", height), ("y1", height), ("y2", height)):
                assert 0 <= float(element.get(y, "0")) <= limit


def test_what_must_be_read_first_comes_first(two: Report, page: str) -> None:
    text = " ".join(read(page).words)
    spec = two.evaluations[0].spec
    for first in (spec.intended_use, spec.licence, "4.0 years on average"):
        assert text.index(first) < text.rindex("In short")
    assert "apparent age and perceived gender (from appearance)" in text
    assert "race" not in text.lower()


def test_verdicts_and_the_source_stand_beside_our_figures(two: Report, page: str) -> None:
    text = " ".join(read(page).words).replace("\u00a0", " ")
    (comparison,) = two.comparisons
    assert comparison.age.verdict in text
    assert "about 93 %" in text
    assert "about 87.8 %" in text
    assert "about 17" in text
    assert "training took 2 h 38 min against 6 h 40 min, and one face takes 2.5 ms against" in text
    assert "not known" in text  # peak memory


def test_figures_on_faces_that_may_be_known_are_flagged(two: Report) -> None:
    first, second = two.evaluations
    elsewhere = replace(first, part="all faces")
    shown = render_html(report(elsewhere, second))
    text = " ".join(read(shown).words)
    assert f"not proven that {first.spec.model_id} has never met these faces" in text
    assert f"not proven that {second.spec.model_id}" not in text
    assert text.index("not proven") < text.index("Intended use")
    assert "Beside the source method’s report" not in text
    assert "not proven" not in render_html(two)


def test_groups_are_an_audit_and_few_faces_say_nothing(page: str) -> None:
    text = " ".join(read(page).words)
    assert "For audit of errors only" in text
    few = re.search(r'<tr><th scope="row">4</th><td>5</td>(.*?)</tr>', page)
    assert few is not None
    assert few.group(1).count("too few to say") == 4
    # Not one figure of the small group slips through.
    assert re.search(r"\d", few.group(1)) is None


def test_tables_have_captions_and_headers(page: str) -> None:
    reader = read(page)
    names = [name for name, _ in reader.seen]
    assert names.count("caption") == names.count("table") > 10
    assert all("scope" in attributes for name, attributes in reader.seen if name == "th")


def test_names_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    hostile = report(evaluation("combined", title=HOSTILE, name=HOSTILE))
    hostile = replace(hostile, data_name=HOSTILE, notes=(HOSTILE,))
    page, data = write_report(hostile, tmp_path)
    text = page.read_text(encoding="utf-8")
    reader = read(text)
    assert "script" not in {name for name, _ in reader.seen}
    assert "alert" in " ".join(reader.words)
    assert "\u202e" not in text
    assert HOSTILE in json.loads(data.read_text())["_about"]["data"]


def test_pictures_only_where_they_are_handed_over(two: Report) -> None:
    one = replace(two, evaluations=two.evaluations[:1], comparisons=())
    rows = [mistake.row for mistake in one.evaluations[0].worst_ages[:2]]
    chips = {row: np.full((32, 32, 3), 200, dtype=np.uint8) for row in rows}
    reader = read(render_html(one, chips=chips))
    assert any("holds pictures of the data" in text for text in reader.words)
    pictures = [attributes for name, attributes in reader.seen if name == "img"]
    assert len(pictures) >= 2
    for attributes in pictures:
        assert str(attributes["src"]).startswith("data:image/jpeg;base64,")
        assert str(attributes["alt"]).startswith("The face face ")


def test_both_files_are_written_and_the_data_are_keyed_by_model(
    two: Report, tmp_path: Path
) -> None:
    page, data = write_report(two, tmp_path / "new" / "folder")
    assert (page.name, data.name) == ("report.html", "report.json")
    written = json.loads(data.read_text(encoding="utf-8"))
    assert set(written) == {"combined", "separate", "_about", "_comparisons", "_source_method"}
    assert written["combined"]["metrics"]["count"] == 300
    assert written["combined"]["worst_ages"][0]["row"] >= 100
    assert written["_comparisons"][0]["first"] == "combined"
    assert [row["architecture"] for row in written["_source_method"]["figures"]] == [
        "combined",
        "separate",
    ]
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_report(two, tmp_path / "file")


@pytest.mark.parametrize("count", [1, 2, 29])
def test_a_handful_of_faces_makes_a_report_too(count: int) -> None:
    few = report(evaluation("combined", count=count), evaluation("other", count=count))
    text = " ".join(read(render_html(few)).words)
    assert "Too few faces to tell which is better at age" in text
    assert "nan" not in text.lower().split()


def test_many_models_share_the_styles() -> None:
    many = report(*(evaluation(f"{'m' * number}", count=60) for number in range(1, 7)))
    assert len(drawings(render_html(many))) == 2 + 6 + 2 * 6


def test_a_model_alone_is_not_set_side_by_side(two: Report) -> None:
    page = render_html(replace(two, evaluations=two.evaluations[:1], comparisons=()))
    assert "Side by side" not in page
    assert len(drawings(page)) == 6 + 2
    with pytest.raises(ValueError, match="at least one model"):
        render_html(replace(two, evaluations=(), comparisons=()))
