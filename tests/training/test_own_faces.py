"""A face of somebody in the room: cut as a photo's, guessed after each epoch, kept nowhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.detection import BlazeFaceDetector
from engine.errors import ImageError
from engine.images import from_array
from engine.pipeline import cut_chips, find_faces
from engine.preprocessing import Alignment, Image, chip_side_px
from tests.training.run_driver import drained, make_data, plain_settings
from tests.training.small_networks import small_networks_in_children
from tests.training.test_network import cache, run, split
from training.dataset.cache import ChipCache
from training.dataset.chips import main_face
from training.dataset.split import Split
from training.events import EpochDone, Event, Finished, Insides, OwnGuess, WallFaces, WallGuesses
from training.own_faces import OwnFace, find_own_face
from training.trainer.control import Control
from training.worker import TrainingProcess

__all__ = ["cache", "small_networks_in_children", "split"]  # fixtures


@pytest.fixture(scope="module")
def detector() -> BlazeFaceDetector:
    return BlazeFaceDetector(num_threads=1)


@pytest.fixture
def own(astronaut: Image, detector: BlazeFaceDetector) -> OwnFace:
    return find_own_face(from_array(astronaut), number=7, detector=detector)


@pytest.mark.parametrize("size_px", [128, 200])
def test_it_is_cut_as_the_same_face_of_a_photo_is(
    own: OwnFace, astronaut: Image, detector: BlazeFaceDetector, size_px: int
) -> None:
    photo = from_array(astronaut)
    face = main_face(find_faces(photo, detector))
    assert face is not None
    expected = cut_chips(photo, [face], size_px=size_px, alignment=Alignment())[0]
    chip = own.chip(size_px=size_px, alignment=Alignment())
    assert chip.shape == (size_px, size_px, 3)
    assert np.abs(chip.astype(int) - expected).mean() < 0.5
    assert own.number == 7


def test_of_a_huge_face_no_more_is_kept_than_a_network_is_shown(
    astronaut: Image, detector: BlazeFaceDetector
) -> None:
    near = np.repeat(np.repeat(astronaut[:260, 100:360], 10, axis=0), 10, axis=1)
    face = find_own_face(from_array(near), number=1, detector=detector)
    assert chip_side_px(face.keypoints, Alignment()) == pytest.approx(600, abs=1)
    assert max(face.pixels.shape) < 2000
    small = find_own_face(from_array(astronaut), number=1, detector=detector)
    chips = [one.chip(size_px=128, alignment=Alignment()).astype(int) for one in (face, small)]
    assert np.abs(chips[0] - chips[1]).mean() < 12


def test_a_picture_without_a_face_is_refused(detector: BlazeFaceDetector) -> None:
    grey = np.full((300, 300, 3), 128, np.uint8)
    with pytest.raises(ImageError, match="No face was found in this picture"):
        find_own_face(from_array(grey), number=1, detector=detector)


def test_a_network_guesses_it_as_it_guesses_the_same_face_on_the_wall(
    cache: ChipCache, split: Split, tmp_path: Path, own: OwnFace
) -> None:
    """A chip of the wall, shown as somebody's own face, is guessed alike."""
    wall = split.validation[:3]
    side = cache.chips.shape[1]

    class Same(OwnFace):
        """The wall's second chip, however it is asked for."""

        def chip(self, *, size_px: int, alignment: Alignment) -> Image:
            assert (size_px, alignment) == (side, Alignment())
            return np.array(cache.chips[wall[1]])

    control = Control()
    control.show([Same(3, own.pixels, own.keypoints), own])
    _, events, _ = run(cache, split, tmp_path, epochs=2, wall=wall, control=control)
    walls = {event.epoch: event for event in events if isinstance(event, WallGuesses)}
    told = [event for event in events if isinstance(event, OwnGuess)]
    assert [(one.epoch, one.face) for one in told] == [(n, f) for n in range(3) for f in (3, 7)]
    for one in told:
        guesses = walls[one.epoch]
        assert guesses.ages is not None
        assert guesses.female_scores is not None
        if one.face == 3:
            assert one.age_years == pytest.approx(guesses.ages[1], abs=1e-3)
            assert one.female_score == pytest.approx(guesses.female_scores[1], abs=1e-4)
        else:
            assert one.age_years is not None
            assert 0 <= one.age_years <= 120


@pytest.mark.slow
@pytest.mark.usefixtures("small_networks_in_children")
def test_a_running_child_guesses_it_and_leaves_no_trace_of_it(tmp_path: Path, own: OwnFace) -> None:
    make_data(tmp_path / "data", count=40)
    process = TrainingProcess(plain_settings(tmp_path, epochs=3))
    process.show([own])  # before the child has begun: it waits for it
    process.watch(0)

    def act(event: Event) -> None:
        if isinstance(event, EpochDone) and event.epoch == 1:
            process.show([])
            process.watch(None)

    events, _ = drained(process, act)
    told = [event for event in events if isinstance(event, OwnGuess)]
    assert {one.face for one in told} == {7}
    assert {0, 1} <= {one.epoch for one in told}
    assert all(one.female_score is not None for one in told)
    assert any(isinstance(event, Finished) for event in events)
    looks = [event for event in events if isinstance(event, Insides)]
    assert [(one.epoch, one.face) for one in looks][:2] == [(0, 0), (1, 0)]
    # Neither a pixel of it nor what was guessed is in any file of the run.
    row = own.pixels[len(own.pixels) // 2].tobytes()
    chip = own.chip(size_px=128, alignment=Alignment())[64].tobytes()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 40
    (faces,) = [event for event in events if isinstance(event, WallFaces)]
    walls = [event for event in events if isinstance(event, WallGuesses)]
    for path in files:
        content = path.read_bytes()
        assert row not in content
        assert chip not in content
        for one in told:
            assert str(one.female_score).encode() not in content
    assert all(event.ages is not None and len(event.ages) == len(faces.ages) for event in walls)
