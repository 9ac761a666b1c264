"""The figures that the detector must show, on real photos: skipped where there are none."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from engine.detection import BlazeFaceDetector
from engine.images import read_photo
from engine.preprocessing import Image

ROOT = Path(__file__).parents[2]
PHOTOS = ROOT.parent / "shared" / "data" / "photos"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """``benchmarks/detection.py``, which judges photos."""
    name = "bench_detection"
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / "detection.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_each_box_is_found_once_and_what_matches_none_is_false(
    bench: ModuleType, astronaut: Image
) -> None:
    photo = bench.from_array(astronaut)
    face, far = bench.Box(170, 70, 100, 110), bench.Box(400, 400, 20, 40)
    verdict = bench.judge("a", photo, (face, face, far), BlazeFaceDetector())
    assert len(verdict.pairs) == 1
    assert verdict.false == ()
    assert verdict.recall(from_px=30) == (1, 2)
    assert verdict.recall(from_px=0, to_px=30) == (0, 1)
    assert bench.judge("a", photo, (far,), BlazeFaceDetector()).false == verdict.faces


@pytest.mark.slow
def test_recall_and_false_faces_on_photos(bench: ModuleType) -> None:
    """All of them: one crowd more or less moves the figures by percents."""
    if not (PHOTOS / "boxes.json").is_file():
        pytest.skip("../shared/data/photos is not here: no real photos to test")
    detector = BlazeFaceDetector()
    verdicts = [
        bench.judge(name, read_photo(PHOTOS / name), boxes, detector)
        for name, boxes in bench.read_boxes(PHOTOS).items()
    ]
    recall, false = bench.totals(verdicts)
    assert recall >= bench.MIN_RECALL
    assert false <= bench.MAX_FALSE
