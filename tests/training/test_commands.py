"""What a terminal says during a run."""

from __future__ import annotations

from pathlib import Path

from training.commands import Narrator
from training.events import BatchDone, EpochDone, Exporting, Finished, Preparing, Started


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def step(number: int) -> BatchDone:
    return BatchDone(
        "combined", "model", 1, number, 97.6, {"age_mae_years": 8.126, "gender_accuracy": 0.9}
    )


def test_steps_are_told_every_few_seconds_and_the_rest_always() -> None:
    lines: list[str] = []
    clock = Clock()
    narrator = Narrator(lines.append, clock=clock)
    narrator(Started("combined", "model", 800, 100, 90, 3, 0, 25))
    narrator(step(1))
    clock.now = 4.9
    narrator(step(2))
    clock.now = 5.1
    narrator(step(3))
    narrator(EpochDone("combined", "model", 1, 60.0, {"val_age_mae_years": 7.5}, is_best=True))
    narrator(EpochDone("combined", "model", 2, 120.0, {"val_age_mae_years": 7.6}, is_best=False))
    narrator(Exporting("combined"))
    narrator(
        Finished("combined", "combined", Path("models/combined"), {"test_gender_accuracy": 0.912})
    )
    assert lines == [
        "combined: 800 faces to train on, 100 to validate, 90 to test; epochs 0 of 3 done",
        "  combined, epoch 1, step 1 of 25, 98 faces/s: age mae 8.13 years, gender accuracy 90.0%",
        "  combined, epoch 1, step 3 of 25, 98 faces/s: age mae 8.13 years, gender accuracy 90.0%",
        "combined, epoch 1: validation age mae 7.50 years, best so far",
        "combined, epoch 2: validation age mae 7.60 years",
        "combined: converting the best weights",
        f"combined: model stored in {Path('models/combined')}: test gender accuracy 91.2%",
    ]


def test_the_end_of_preparing_is_always_told() -> None:
    lines: list[str] = []
    narrator = Narrator(lines.append, clock=Clock())
    for done in (100, 200, 300):
        narrator(Preparing(done, 300))
    assert lines == ["preparing faces: 33%", "preparing faces: 100%"]


def test_steps_go_to_the_bar_where_there_is_one() -> None:
    lines: list[str] = []
    shown: list[tuple[int, int, str]] = []
    narrator = Narrator(
        lines.append,
        show=lambda progress, words: shown.append((progress.done, progress.total, *words())),
        clock=Clock(),
    )
    narrator(Preparing(100, 300))
    narrator(Preparing(300, 300))
    narrator(Started("combined", "model", 800, 100, 90, 3, 0, 25))
    narrator(step(1))
    narrator(step(2))
    narrator.evaluated("combined", 5, 90)
    assert shown == [
        (100, 300, "preparing"),
        (300, 300, "preparing"),
        (1, 25, "combined, epoch 1"),
        (2, 25, "combined, epoch 1"),
        (5, 90, "combined judged"),
    ]
    assert [line.partition(":")[0] for line in lines] == ["preparing faces", "combined"]
