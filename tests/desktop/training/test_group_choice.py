"""A group left out: chosen in the window, trained as a duel, compared group by group."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from desktop.training.curves.series_style import name_of, style_of
from desktop.training.group_choice import GroupOption
from desktop.training.group_table import GroupTable
from desktop.training.page import TrainingPage
from tests.desktop.conftest import Rig
from tests.desktop.training.kept_runs import leave_run
from tests.desktop.training.test_setup import open_tab, rest
from tests.desktop.training.training_driver import whole_run
from tests.desktop.training.training_fakes import begin, end, hear
from training.dataset.drawn import write_drawn_set
from training.thinning import Thinning

BOTH = ["combined", "combined-thinned"]


@pytest.fixture
def page(rig: Rig) -> TrainingPage:
    return open_tab(rig)


def offered(page: TrainingPage) -> list[GroupOption]:
    box = page.setup.group.group
    return [box.itemData(row) for row in range(box.count())]


def leave_out(page: TrainingPage, *, group: GroupOption, share: float) -> None:
    choice = page.setup.group
    choice.question.choose("group")
    choice.group.setCurrentIndex(offered(page).index(group))
    choice.share.setCurrentIndex(choice.share.findData(share))


def test_nobody_is_left_out_unless_somebody_says_so(page: TrainingPage) -> None:
    plan = page.setup.plan()
    assert plan is not None
    assert plan.thin is None
    assert not page.setup.group.group.isEnabled()
    leave_out(page, group=GroupOption("age", "60+"), share=0.1)
    plan = page.setup.plan()
    assert plan is not None
    assert plan.thin == Thinning("age", "60+", 0.1)
    assert page.setup.summary.endswith("Faces aged 60 and over: 10\N{NO-BREAK SPACE}% stay")
    assert page.setup.options.epochs.text() == "Default: 6"


def test_a_duel_of_two_architectures_cannot_be_thinned(page: TrainingPage) -> None:
    choice = page.setup.group
    leave_out(page, group=GroupOption("gender", "male"), share=0.0)
    page.setup.architecture.choose("duel")
    assert choice.thin is None
    assert not choice.question.cards["group"].isEnabled()
    assert "choose one network" in choice.question.cards["group"].sentence.text()
    page.setup.architecture.choose("separate")
    assert choice.thin == Thinning("gender", "male", 0.0)


def test_groups_that_the_data_name_are_offered(
    rig: Rig, page: TrainingPage, tmp_path: Path
) -> None:
    pictures = sorted(write_drawn_set(tmp_path / "faces", count=40, seed=1, size_px=32).iterdir())
    table = tmp_path / "faces.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["path", "age", "gender", "group"])
        for place, path in enumerate(one for one in pictures if one.suffix == ".jpg"):
            rows.writerow([path, 20 + place, place % 2, "north" if place % 3 else "south"])
    page.setup.take(table)
    rest(rig)
    names = [page.setup.group.group.itemText(row) for row in range(page.setup.group.group.count())]
    assert names[-2:] == ["Faces of the group “north”", "Faces of the group “south”"]
    leave_out(page, group=GroupOption("group", "south"), share=0.5)
    assert page.setup.group.thin == Thinning("group", "south", 0.5)
    page.setup.data.question.choose("drawn")
    assert GroupOption("group", "south") not in offered(page)


def test_two_networks_of_one_kind_from_the_click_to_the_table(rig: Rig, page: TrainingPage) -> None:
    leave_out(page, group=GroupOption("gender", "female"), share=0.1)
    process = begin(rig, page)
    assert [one.variant for one in process.settings] == BOTH
    assert len({one.model_id for one in process.settings}) == 2
    assert "Combined model, with and without a group" in rig.recorder.said[-1]
    hear(rig, page, process, *whole_run(BOTH, upto=2))
    drawn = page.run_page.curves.history.networks
    assert [(one.architecture, len(one.epochs)) for one in drawn] == [(name, 2) for name in BOTH]
    guesses = page.run_page.wall.cards[0].guesses
    assert [one.architecture for one in guesses] == BOTH
    assert "combined (thinned set) predicts" in page.run_page.wall.cards[0].accessibleName()
    end(rig, page, process)
    (order,) = rig.stage.orders
    assert order.by_group
    report = page.run_page.report
    (table,) = report.findChildren(GroupTable)
    cells = [[table.item(row, column).text() for column in range(6)] for row in (0, 1)]
    assert cells[0][0] == "Faces labelled female (thinned)"
    assert cells[1][0] == "All other faces"
    assert cells[0][3].endswith("★")
    told = " ".join(report.texts)
    assert "350 training faces in place of 640" in told
    assert "is beyond chance" in told
    _is_not_used_by_accident(rig, page, process.settings[1].model_id or "")


def _is_not_used_by_accident(rig: Rig, page: TrainingPage, model_id: str) -> None:
    before = rig.desktop.settings.model_id
    page.run_page.report.use_buttons[model_id].click()
    question = page.result.question
    assert question is not None
    assert "a part of a group left out" in question.findChild(QLabel).text()
    question.leave.click()
    rig.idle()
    assert rig.desktop.settings.model_id == before


def test_both_are_told_apart_wherever_they_stand_together() -> None:
    for network, of in (("model", "combined"), ("age", "separate"), ("gender", "separate")):
        ours, theirs = style_of(of, network), style_of(f"{of}-thinned", network)
        assert (ours.on_light, ours.marker) != (theirs.on_light, theirs.marker)
    looks = {
        (style.on_light, style.marker)
        for variant in ("separate", "separate-thinned")
        for network in ("age", "gender")
        for style in [style_of(variant, network)]
    }
    assert len(looks) == 4
    assert name_of("combined-thinned", "model") == "combined (thinned set)"


def test_it_is_listed_among_the_earlier_runs_and_opened(rig: Rig) -> None:
    leave_run(rig.stage.folder, number=1, thin=Thinning("gender", "female", 0.1))
    page = open_tab(rig)
    rig.desktop.training_tab.menu_actions.runs.trigger()
    rest(rig)
    item = page.runs_page.table.item(0, 2)
    assert item is not None
    assert item.text() == "Combined model, with and without a group"
    page.runs_page.open.trigger()
    rest(rig)
    assert [one.architecture for one in page.run_page.curves.history.networks] == BOTH
    assert [one.thin for one in page.run.settings] == [None, Thinning("gender", "female", 0.1)]
