"""Times, states and figures in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.training.text import (
    age_figure,
    architecture_title,
    details,
    gender_figure,
    heading,
    linked,
    network_title,
    stopping_costs,
)
from training.dataset.utkface import UTKFACE_NOTE
from training.progress_tracker import NetworkOutcome, RunStatus

# English plural forms are a translation as any other.
pytestmark = pytest.mark.usefixtures("qapp")

MIDWAY = RunStatus(
    phase="training",
    architecture="separate",
    network="age",
    epoch=3,
    epochs=24,
    step=120,
    steps=230,
    images_per_second=412.3,
    share=0.1,
    elapsed_seconds=80.0,
    left_seconds=185.0,
)


def test_a_run_in_words() -> None:
    assert heading("running", MIDWAY) == "Training, epoch 3 of 24"
    assert heading("paused", MIDWAY) == "Paused, epoch 3 of 24"
    told = details("running", MIDWAY)
    for part in ("Separate models, age", "step 120 of 230", "412 faces a second", "1 min 20 s"):
        assert part in told
    assert told.endswith("about 3 minutes left")
    assert "left" not in details("paused", MIDWAY)


def test_the_other_states_in_words() -> None:
    preparing = RunStatus(phase="preparing", done=120, total=4000)
    assert heading("running", preparing) == "Preparing the faces"
    assert "120 of 4,000" in details("running", preparing)
    drawing, unpacking = replace(preparing, work="drawing"), replace(preparing, work="unpacking")
    assert heading("running", drawing) == "Drawing the faces"
    assert heading("running", unpacking) == "Unpacking the faces"
    assert details("running", unpacking).startswith("3\N{NO-BREAK SPACE}%")  # of its bytes
    sized = replace(preparing, size_px=200)
    assert details("running", sized).startswith("120 of 4,000 at 200 × 200 pixels")
    assert heading("paused", preparing) == "Paused"
    assert heading("running", RunStatus(phase="starting")) == "Starting…"
    assert "converting" in heading("running", RunStatus(phase="converting")).lower()
    assert "best model so far" in heading("stopping", MIDWAY)
    for early in (preparing, RunStatus(phase="starting")):  # there is no model to keep
        assert heading("stopping", early) == "Stopping: nothing has been trained yet"
    assert heading("done", MIDWAY) == "Done"
    assert "interrupted" in heading("failed", MIDWAY)
    assert "it took" in details("done", MIDWAY)


def kept(network: str, *, done: int, best: int) -> NetworkOutcome:
    return NetworkOutcome(
        architecture="separate", network=network, epochs_done=done, epochs=6, best_epoch=best
    )


def test_a_stopped_run_says_how_far_it_came_and_what_is_kept() -> None:
    alone = replace(MIDWAY, cut_short=(kept("age", done=3, best=2),))
    assert heading("done", alone) == "Stopped after 3 of 6 epochs; kept epoch 2"
    begun = replace(MIDWAY, cut_short=(kept("age", done=1, best=0),))
    assert heading("done", begun).endswith("kept the initial weights")
    both = (kept("age", done=6, best=5), kept("gender", done=2, best=2))
    several = replace(MIDWAY, cut_short=both)
    assert heading("done", several) == "Stopped early"
    told = details("done", several)
    assert "Separate models, age: 6 of 6 epochs, kept epoch 5" in told
    assert "Separate models, gender: 2 of 6 epochs, kept epoch 2" in told


def test_an_epoch_that_was_stopped_midway_is_not_called_finished() -> None:
    stopped = replace(kept("age", done=1, best=1), partial=True)
    told = heading("done", replace(MIDWAY, cut_short=(stopped,)))
    assert told == "Stopped during epoch 1 of 6; kept what it had learned so far"
    later = replace(kept("age", done=3, best=2), partial=True)
    told = heading("done", replace(MIDWAY, cut_short=(later,)))
    assert told == "Stopped during epoch 3 of 6; kept epoch 2"


@pytest.mark.parametrize(
    ("elapsed", "left", "asked"),
    [(30.0, 900.0, False), (900.0, 30.0, False), (900.0, 900.0, True), (900.0, None, True)],
)
def test_less_than_a_minute_is_not_worth_a_question(
    elapsed: float, left: float | None, asked: bool
) -> None:
    status = replace(MIDWAY, elapsed_seconds=elapsed, left_seconds=left)
    assert bool(stopping_costs(status)) is asked


def test_architectures_have_names() -> None:
    assert network_title("combined", "model") == "Combined model"
    assert network_title("separate", "gender") == "Separate models, gender"
    assert network_title("recommended", "model") == "Recommended model"
    assert architecture_title("of-a-later-version") == "of-a-later-version"


def test_figures_say_on_how_many_faces() -> None:
    assert age_figure(6.04, 1234) == (
        "Apparent age: 6.0 years off on average, on 1,234 test faces."
    )
    assert "91.2" in gender_figure(0.912, 80)
    assert "Perceived gender" in gender_figure(0.912, 80)


def test_addresses_become_links() -> None:
    told = linked(UTKFACE_NOTE)
    assert '<a href="https://susanqq.github.io/UTKFace/">' in told
    assert linked("a < b") == "a &lt; b"
