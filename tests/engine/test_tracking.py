"""Following faces: who is who from frame to frame, calm numbers, fading, and no guessing."""

from __future__ import annotations

import itertools
import statistics
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.live import FaceTracker, Smoother, TrackingSettings, drift
from engine.results import Box, Estimate, Face, Keypoints

STEP_S = 0.1


def face(x: float, y: float = 100.0, *, side: float = 100.0, age: float = 30.0) -> Face:
    points = Keypoints(
        (x + 30, y + 30), (x + 70, y + 30), (x + 50, y + 50), (x + 50, y + 70),
        (x + 5, y + 35), (x + 95, y + 35),
    )  # fmt: skip
    estimate = Estimate(age, 0.9, "female", age - 5, age + 5)
    return Face(Box(x, y, side, side), points, 0.9, estimate)


def test_a_moving_face_keeps_its_track() -> None:
    tracker = FaceTracker()
    for step in range(30):
        tracker.update([face(10 + 25 * step)], at_s=step * STEP_S)
    (track,) = tracker.tracks(29 * STEP_S)
    assert track.track_id == 1
    assert track.seen
    assert track.strength == 1.0


def test_a_box_moves_on_between_predictions_and_then_stops() -> None:
    tracker = FaceTracker()
    for step in range(10):
        tracker.update([face(100.0 * step * STEP_S)], at_s=step * STEP_S)
    last = 9 * STEP_S
    assert tracker.tracks(last)[0].face.box.x == pytest.approx(90.0)
    between = tracker.tracks(last + 0.05)[0].face
    assert between.box.x == pytest.approx(95.0, abs=0.5)
    assert between.keypoints is not None
    assert between.keypoints.nose[0] == pytest.approx(145.0, abs=0.5)
    late = tracker.tracks(last + 1.0)[0].face.box.x
    assert late == tracker.tracks(last + 0.25)[0].face.box.x


def test_people_side_by_side_are_not_mixed_up() -> None:
    tracker = FaceTracker()
    for step in range(20):
        tracker.update(
            [face(400 - 8 * step, age=60), face(100 + 2 * step, age=20)], at_s=step * STEP_S
        )
    left, right = tracker.tracks(19 * STEP_S)
    assert (left.track_id, right.track_id) == (2, 1)
    assert [round(t.face.estimate.age_years) for t in (left, right) if t.face.estimate] == [20, 60]


def test_a_doubtful_match_begins_a_new_track() -> None:
    """Where two faces could be the one that was followed, neither inherits anything."""
    tracker = FaceTracker()
    tracker.update([face(100)], at_s=0.0)
    tracker.update([face(85), face(115)], at_s=STEP_S)
    assert {track.track_id for track in tracker.tracks(STEP_S)}.isdisjoint({1})
    assert len(tracker.tracks(STEP_S)) == 2


def test_two_tracks_that_want_one_face_both_end() -> None:
    tracker = FaceTracker()
    tracker.update([face(50), face(150)], at_s=0.0)
    tracker.update([face(100)], at_s=STEP_S)
    seen = [track.track_id for track in tracker.tracks(STEP_S) if track.seen]
    assert seen == [3]


def test_a_face_that_is_not_seen_pales_and_is_forgotten() -> None:
    tracker = FaceTracker()
    tracker.update([face(100)], at_s=0.0)
    tracker.update([], at_s=STEP_S)
    (track,) = tracker.tracks(STEP_S)
    assert not track.seen
    strengths = [tracker.tracks(t)[0].strength for t in (0.3, 0.6, 0.9, 1.15)]
    assert strengths[0] == 1.0
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[-1] < 0.15
    assert tracker.tracks(1.3) == ()
    tracker.update([face(100)], at_s=1.4)
    assert tracker.tracks(1.4)[0].track_id == 2


def test_a_face_elsewhere_after_a_gap_is_somebody_new() -> None:
    tracker = FaceTracker()
    tracker.update([face(100)], at_s=0.0)
    tracker.update([], at_s=STEP_S)
    tracker.update([face(160)], at_s=2 * STEP_S)
    assert [t.track_id for t in tracker.tracks(2 * STEP_S) if t.seen] == [2]


def test_a_short_gap_is_bridged() -> None:
    tracker = FaceTracker()
    tracker.update([face(100)], at_s=0.0)
    tracker.update([], at_s=STEP_S)
    tracker.update([face(105)], at_s=2 * STEP_S)
    (track,) = tracker.tracks(2 * STEP_S)
    assert (track.track_id, track.seen) == (1, True)


def test_clearing_forgets_everybody() -> None:
    tracker = FaceTracker()
    tracker.update([face(100)], at_s=0.0)
    tracker.clear()
    assert tracker.tracks(0.0) == ()
    tracker.update([face(100)], at_s=STEP_S)
    assert tracker.tracks(STEP_S)[0].track_id == 2


@given(
    st.lists(
        st.lists(st.tuples(st.floats(0, 1200), st.floats(0, 600), st.floats(0, 200)), max_size=6),
        max_size=12,
    )
)
def test_every_face_gets_exactly_one_track_of_its_own(
    frames: list[list[tuple[float, float, float]]],
) -> None:
    tracker = FaceTracker()
    for step, boxes in enumerate(frames):
        faces = [Face(Box(x, y, side, side)) for x, y, side in boxes]
        tracker.update(faces, at_s=step * STEP_S)
        tracks = tracker.tracks(step * STEP_S)
        assert sum(track.seen for track in tracks) == len(faces)
        assert len({track.track_id for track in tracks}) == len(tracks)
        assert {t.face.box for t in tracks if t.seen} == {f.box for f in faces}


def test_drift_without_landmarks_counts_centres() -> None:
    bare = Face(Box(0, 0, 100, 100))
    assert drift(bare, Face(Box(50, 0, 100, 100))) == pytest.approx(0.5)
    assert drift(Face(Box(0, 0, 0, 0)), bare) == float("inf")


def test_the_shown_age_is_the_median_and_does_not_flicker() -> None:
    random = np.random.default_rng(5)
    smoother = Smoother()
    shown = []
    for step in range(100):
        age = 34.5 + float(random.normal(0, 2.0)) + (40.0 if step % 17 == 0 else 0.0)
        smoother.add(Estimate(age, 0.8, "female"), at_s=step * STEP_S)
        assert smoother.shown is not None
        shown.append(smoother.shown.age_years)
    assert all(years == round(years) for years in shown)
    settled = shown[10:]
    assert statistics.pstdev(settled) <= 1.0
    changes = sum(a != b for a, b in itertools.pairwise(settled))
    assert changes < 20


def test_a_real_change_arrives_within_the_window() -> None:
    smoother = Smoother()
    for step in range(40):
        smoother.add(Estimate(20.0 if step < 20 else 50.0, 0.8, "female"), at_s=step * STEP_S)
        if step == 30:
            assert smoother.shown is not None
            assert smoother.shown.age_years == 50.0


def test_the_range_moves_with_the_year() -> None:
    smoother = Smoother()
    for step, age in enumerate((30.2, 30.6, 29.9, 30.7, 30.4)):
        smoother.add(Estimate(age, 0.8, "female", age - 6.4, age + 6.4), at_s=step * STEP_S)
        assert smoother.shown == Estimate(30.0, 0.8, "female", 24.0, 36.0)


def test_gender_changes_only_when_it_is_clear() -> None:
    smoother = Smoother()
    said = []
    for step in range(40):
        score = 0.51 if step % 2 else 0.49
        gender = "female" if score > 0.5 else "male"
        smoother.add(Estimate(30, score, gender), at_s=step * STEP_S)
        assert smoother.shown is not None
        said.append(smoother.shown.gender)
    assert len(set(said)) == 1


def test_unsure_comes_late_and_goes_late() -> None:
    smoother = Smoother()
    sure, unsure = Estimate(30, 0.8, "female"), Estimate(30, 0.55, None)
    said = []
    for step, estimate in enumerate([sure] * 11 + [unsure] * 11 + [sure] * 11):
        smoother.add(estimate, at_s=step * STEP_S)
        assert smoother.shown is not None
        said.append(smoother.shown.gender)
    changes = [step for step in range(1, 33) if said[step] != said[step - 1]]
    assert len(changes) == 2
    assert 15 <= changes[0] <= 18
    assert 26 <= changes[1] <= 29


def test_settings_are_kept() -> None:
    settings = replace(TrackingSettings(), forget_after_s=0.8)
    tracker = FaceTracker(settings)
    tracker.update([face(10)], at_s=0.0)
    assert tracker.tracks(0.7)
    assert not tracker.tracks(0.9)
