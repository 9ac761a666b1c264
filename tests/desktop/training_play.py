"""What tests do with a training on a scripted process: begin it, hear it, let it end or fail."""

from __future__ import annotations

from desktop.training_desk import TrainingDesk
from engine.errors import UserError

from .conftest import Rig
from .test_training_setup import rest
from .training_stage import ScriptedProcess


def begin(rig: Rig, desk: TrainingDesk, *, architecture: str = "combined") -> ScriptedProcess:
    desk.setup.architecture.choose(architecture)
    rig.desktop.training_tab.acts.start.trigger()
    assert desk.run.state == "running"
    return rig.stage.process


def hear(rig: Rig, desk: TrainingDesk, process: ScriptedProcess, *events: object) -> None:
    """Let the process say something, and wait until the last of it has arrived."""
    heard: list[object] = []
    desk.run.happened.connect(heard.extend)
    process.say(*events)  # type: ignore[arg-type]
    rig.qtbot.waitUntil(lambda: events[-1] in heard, timeout=20_000)
    desk.run.happened.disconnect(heard.extend)


def end(rig: Rig, desk: TrainingDesk, process: ScriptedProcess) -> None:
    process.finish()
    rig.qtbot.waitUntil(lambda: not desk.run.active, timeout=20_000)
    rest(rig)


def fail(rig: Rig, desk: TrainingDesk, process: ScriptedProcess) -> None:
    process.fail(UserError("The memory ran out. Received: signal 9"))
    rig.qtbot.waitUntil(lambda: desk.run.state == "failed", timeout=20_000)
    rest(rig)
