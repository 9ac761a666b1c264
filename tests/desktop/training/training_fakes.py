"""What tests do with a training on a scripted process: begin it, hear it, let it end or fail."""

from __future__ import annotations

from desktop.training.page import TrainingPage
from engine.errors import UserError
from tests.desktop.conftest import Rig
from tests.desktop.training.test_setup import rest
from tests.desktop.training.training_driver import ScriptedProcess


def begin(rig: Rig, page: TrainingPage, *, architecture: str = "combined") -> ScriptedProcess:
    page.setup.architecture.choose(architecture)
    rig.desktop.training_tab.menu_actions.start.trigger()
    assert page.run.state == "running"
    return rig.stage.process


def hear(rig: Rig, page: TrainingPage, process: ScriptedProcess, *events: object) -> None:
    """Let the process say something, and wait until the last of it has arrived."""
    heard: list[object] = []
    page.run.happened.connect(heard.extend)
    process.say(*events)  # type: ignore[arg-type]
    rig.qtbot.waitUntil(lambda: events[-1] in heard, timeout=20_000)
    page.run.happened.disconnect(heard.extend)


def end(rig: Rig, page: TrainingPage, process: ScriptedProcess) -> None:
    process.finish()
    rig.qtbot.waitUntil(lambda: not page.run.active, timeout=20_000)
    rest(rig)


def fail(rig: Rig, page: TrainingPage, process: ScriptedProcess) -> None:
    process.fail(UserError("The memory ran out. Received: signal 9"))
    rig.qtbot.waitUntil(lambda: page.run.state == "failed", timeout=20_000)
    rest(rig)
