"""``agelens train`` and ``agelens evaluate``: a run in a terminal, told line by line."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.evaluation.report import Evaluation
from engine.progress import Progress
from engine.report import write_report
from engine.spec import ModelSpec
from engine.store import ModelStore
from engine.words import plural
from training.dataset.sources import DataSource, open_sources
from training.evaluation import evaluate_models
from training.events import (
    BatchDone,
    EpochDone,
    Event,
    Exporting,
    Finished,
    Insides,
    OwnGuess,
    Preparation,
    Preparing,
    Started,
    WallFaces,
    WallGuesses,
)
from training.lock import only_one
from training.settings import TrainSettings, together
from training.worker import library_files_in, missing_backend

Say = Callable[[str], None]
Show = Callable[[Progress, Callable[[], Sequence[str]]], None]
"""Shows how far a stage is, with what to add in words."""
_Told = Preparing | Started | BatchDone | EpochDone | Exporting | Finished
_SECONDS_BETWEEN_LINES = 5.0


class Narrator:
    """Turns training events into lines for a terminal, steps at most every few seconds.

    Where there is ``show``, steps go there instead, each of them.
    """

    def __init__(
        self, say: Say, *, show: Show | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say, self._show, self._clock = say, show, clock
        self._last = float("-inf")
        self._steps: dict[str, int] = {}

    def __call__(self, event: Event) -> None:
        """Say what an event means; faces on a wall are for a window."""
        if isinstance(event, WallFaces | WallGuesses | OwnGuess | Insides):
            return
        if isinstance(event, Started):
            self._steps[_who(event)] = event.steps_per_epoch
        if isinstance(event, BatchDone):
            step = Progress(event.step, self._steps.get(_who(event), 1), unit="step")
            self._pass(step, f"{_who(event)}, epoch {event.epoch}", lambda: self._line(event))
        elif isinstance(event, Preparing) and event.notes:
            for note in event.notes:
                self._say(note)
        elif isinstance(event, Preparing):
            faces = Progress(event.done, event.total, unit="face")
            self._pass(
                faces, _PREPARATIONS[event.work], lambda: self._line(event), last=faces.share == 1
            )
        else:
            self._say(self._line(event))

    def evaluated(self, model_id: str, done: int, total: int) -> None:
        """Say how far a model's evaluation is, every few seconds at most."""
        self._pass(
            Progress(done, total, unit="face"),
            f"{model_id} judged",
            lambda: f"{model_id}: {done} of {total} {plural('face', total)} judged",
        )

    def _pass(
        self, progress: Progress, words: str, line: Callable[[], str], *, last: bool = False
    ) -> None:
        """Show what will soon be out of date, or say it if it is time; ``last`` is always said."""
        if self._show is not None:
            self._show(progress, lambda: (words,))
        now = self._clock()
        if last or (self._show is None and now - self._last >= _SECONDS_BETWEEN_LINES):
            self._last = now
            self._say(line())

    def _line(self, event: _Told) -> str:
        if isinstance(event, Preparing):
            # Faces, or bytes of an archive.
            return f"{_PREPARATIONS[event.work]} faces: {event.done / max(event.total, 1):.0%}"
        if isinstance(event, Started):
            return (
                f"{_who(event)}: {event.train_faces} "
                f"{plural('face', event.train_faces)} to train on, "
                f"{event.validation_faces} to validate, {event.test_faces} to test; "
                f"epochs {event.epochs_done} of {event.epochs} done"
                + (f"; begins at {_figures(event.began)}" if event.began else "")
                + "".join(f"; {_UNTAUGHT[name]}" for name in event.untaught)
            )
        if isinstance(event, BatchDone):
            return (
                f"  {_who(event)}, epoch {event.epoch}, step {event.step} of "
                f"{self._steps.get(_who(event), 1)}, "
                f"{event.images_per_second:.0f} faces/s: {_figures(event.metrics)}"
            )
        if isinstance(event, EpochDone):
            best = ", best so far" if event.is_best else ""
            return f"{_who(event)}, epoch {event.epoch}: {_figures(event.metrics)}{best}"
        if isinstance(event, Exporting):
            return f"{event.architecture}: converting the best weights"
        return f"{event.architecture}: model stored in {event.folder}: {_figures(event.metrics)}"


_PREPARATIONS: dict[Preparation, str] = {
    "drawing": "drawing",
    "unpacking": "unpacking",
    "chips": "preparing",
}
_UNTAUGHT = {
    "age_out": "the age cannot be learned, as no face has one or all have the same",
    "gender_out": "the gender cannot be learned, as no face is labelled with one of the two",
}


def run_train(
    settings: TrainSettings | Sequence[TrainSettings], *, say: Say, show: Show | None = None
) -> tuple[ModelSpec, ...]:
    """Train as the settings say, several architectures in turns.

    Raises ``DataError`` or ``OutputError`` with a sentence for a person, ``DataError`` also while
    another training is going on in the same work folder. Imports Keras, which takes seconds.
    """
    several = together(settings)
    if (missing := missing_backend()) is not None:
        say(f"KERAS_BACKEND asks for {missing!r}, which is not installed: TensorFlow is used.")
    with only_one(several[0].work_dir), library_files_in(several[0].work_dir):
        from training.trainer.run import train

        return train(several, listener=Narrator(say, show=show))


def run_evaluate(
    *data: Path | str,
    model_ids: Sequence[str],
    store: ModelStore,
    out: Path,
    work_dir: Path,
    say: Say,
    show: Show | None = None,
    thumbnails: bool = False,
) -> list[Evaluation]:
    """Evaluate models on labelled faces; write ``report.html`` and ``report.json`` into ``out``.

    ``data`` are one or more places that ``open_source`` takes. A model meets none of the faces it
    was trained on, as long as the data are unchanged since. ``thumbnails`` puts small pictures of
    the worst mistakes into the page: such a report may not be passed on where the data may not.
    Raises ``DataError``, ``ModelError`` or ``OutputError`` with a sentence for a person.
    """
    for model_id in model_ids:  # a slip in a name is told before faces are prepared for minutes
        store.open(model_id)
    narrator = Narrator(say, show=show)

    def prepared(done: int, total: int) -> None:
        narrator(Preparing(done, total))

    sources = open_sources(data, work_dir=work_dir, progress=prepared)
    for source in sources:
        for problem in source.problems:
            say(f"left out {problem.name}: {problem.reason}")
        for note in source.notes:
            say(note)
    several = [(source.name, len(source.samples)) for source in sources]
    result = evaluate_models(
        [sample for source in sources for sample in source.samples],
        parts=several if len(several) > 1 else (),
        data_name=" and ".join(
            _name(source, place) for source, place in zip(sources, data, strict=True)
        ),
        model_ids=model_ids,
        store=store,
        work_dir=work_dir,
        say=say,
        prepared=prepared,
        progress=narrator.evaluated,
    )
    chips = result.chips if thumbnails else None
    for path in write_report(result.report, out, chips=chips):
        say(f"written: {path}")
    return list(result.report.evaluations)


def _name(source: DataSource, data: Path | str) -> str:
    """What to call the data; never a path, which may tell who somebody is."""
    return source.title or Path(data).resolve().name


def _who(event: Started | BatchDone | EpochDone) -> str:
    """The network that an event is about: "combined", "separate age"."""
    name = event.architecture
    return name if event.network == "model" else f"{name} {event.network}"


def _figures(metrics: dict[str, float]) -> str:
    """Metrics in words, in their given order."""
    parts = []
    for name, value in metrics.items():
        words = name.replace("_", " ").replace(" years", "").replace("val ", "validation ")
        if name.endswith("accuracy"):
            parts.append(f"{words} {value:.1%}")
        elif name.endswith("years"):
            parts.append(f"{words} {value:.2f} years")
        else:
            parts.append(f"{words} {value:.3g}")
    return ", ".join(parts)
