"""The model in use: loaded in the lane, swapped on request, kept when another one fails."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.session import Session, SessionPipeline, SessionStore
from engine.errors import ModelError
from tests.desktop.conftest import FakePipeline, FakeStore, Recorder, make_spec


@pytest.fixture
def store() -> FakeStore:
    return FakeStore({name: FakePipeline(make_spec(name)) for name in ("combined", "separate")})


@pytest.fixture
def session(lane: Lane, messages: Messages, store: FakeStore) -> Session:
    def open_pipeline(_: SessionStore, model_id: str) -> SessionPipeline:
        assert threading.current_thread() is not threading.main_thread()
        if model_id == "separate" and "broken" in store.pipelines:
            raise ModelError("The model's file is damaged. Received: 3 bytes")
        return store.pipelines[model_id]

    return Session(
        lane=lane, messages=messages, open_store=lambda: store, open_pipeline=open_pipeline
    )


def test_the_default_model_is_loaded(qtbot: QtBot, session: Session) -> None:
    assert session.state == "loading"
    with qtbot.waitSignals([session.models_changed, session.model_changed], order="strict"):
        session.choose()
    assert session.state == "ready"
    assert [spec.model_id for spec in session.models] == ["combined", "separate"]
    assert session.spec is not None
    assert session.spec.model_id == "combined"


def test_choosing_and_falling_back(qtbot: QtBot, session: Session) -> None:
    for wish, expected in (("separate", "separate"), ("gone", "combined")):
        with qtbot.waitSignal(session.model_changed):
            session.choose(wish)
        assert session.spec is not None
        assert session.spec.model_id == expected


def test_the_last_choice_wins(qtbot: QtBot, session: Session, lane: Lane) -> None:
    changes: list[str] = []
    session.model_changed.connect(lambda: changes.append(session.spec.model_id))
    session.choose("combined")
    session.choose("separate")
    qtbot.waitUntil(lambda: not lane.busy)
    assert changes == ["separate"]


def test_a_broken_model_leaves_the_former_one(
    qtbot: QtBot, session: Session, store: FakeStore, recorder: Recorder
) -> None:
    with qtbot.waitSignal(session.model_changed):
        session.choose("combined")
    store.pipelines["broken"] = FakePipeline(make_spec("broken"))
    with qtbot.waitSignal(session.model_changed):
        session.choose("separate")
    assert session.state == "ready"
    assert session.spec is not None
    assert session.spec.model_id == "combined"
    assert recorder.sentences == [
        "The model could not be loaded. The model's file is damaged. Details: 3 bytes"
    ]


def test_no_model_at_all(
    qtbot: QtBot, session: Session, store: FakeStore, recorder: Recorder
) -> None:
    store.pipelines.clear()
    with qtbot.waitSignal(session.model_changed):
        session.choose()
    assert session.state == "missing"
    assert "No model is installed" in recorder.sentences[0]
