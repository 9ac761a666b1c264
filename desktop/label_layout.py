"""Where labels go: beside their boxes, inside the picture, never one over another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom. Plain numbers: a crowd takes ten thousands of comparisons."""

Size = tuple[float, float]
_GAP = 3.0
_OTHER_BOX_COST = 4.0
_OWN_BOX_COST = 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A label's place; ``form`` counts the forms offered, 0 for the fullest."""

    rect: Rect
    form: int


def place_labels(
    boxes: Sequence[Rect],
    forms: Sequence[Sequence[Size]],
    *,
    bounds: Rect,
    first: int | None = None,
) -> list[Placed | None]:
    """Find a place for every label, or ``None`` where there is no room for any form of it.

    ``forms`` holds for every box the sizes of its label, fullest first. Labels stay inside
    ``bounds`` and never overlap; they avoid the faces where they can. Box ``first`` (the selected
    one) is served first, then large boxes before small ones.
    """
    order = sorted(range(len(boxes)), key=lambda i: (i != first, -_area(boxes[i]), i))
    placed: list[Placed | None] = [None] * len(boxes)
    taken: list[Rect] = []
    for index in order:
        if not _overlap(boxes[index], bounds):
            continue
        for form, size in enumerate(forms[index]):
            rect = _best(index, boxes, size, bounds=bounds, taken=taken)
            if rect is not None:
                placed[index] = Placed(rect, form)
                taken.append(rect)
                break
    return placed


def _best(
    index: int, boxes: Sequence[Rect], size: Size, *, bounds: Rect, taken: Sequence[Rect]
) -> Rect | None:
    best, lowest = None, float("inf")
    for rank, rect in enumerate(_candidates(boxes[index], size, bounds)):
        if any(_overlap(rect, other) for other in taken):
            continue
        covered = sum(
            _overlap(rect, box) * (_OWN_BOX_COST if i == index else _OTHER_BOX_COST)
            for i, box in enumerate(boxes)
        )
        cost = covered / (size[0] * size[1]) + 0.02 * rank
        if cost < lowest:
            best, lowest = rect, cost
    return best


def _candidates(box: Rect, size: Size, bounds: Rect) -> Iterator[Rect]:
    """Places in order of preference, pushed back inside the bounds; none if it cannot fit."""
    width, height = size
    if width > bounds[2] - bounds[0] or height > bounds[3] - bounds[1]:
        return
    left, top, right, bottom = box
    middle = (left + right - width) / 2
    for x, y in (
        (left, top - height - _GAP),
        (left, bottom + _GAP),
        (right - width, top - height - _GAP),
        (right - width, bottom + _GAP),
        (middle, top - height - _GAP),
        (middle, bottom + _GAP),
        (right + _GAP, top),
        (left - width - _GAP, top),
        (right + _GAP, bottom - height),
        (left - width - _GAP, bottom - height),
        (left, bottom - height),
        (left, top),
    ):
        x = min(max(x, bounds[0]), bounds[2] - width)
        y = min(max(y, bounds[1]), bounds[3] - height)
        yield x, y, x + width, y + height


def _area(rect: Rect) -> float:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


def _overlap(one: Rect, other: Rect) -> float:
    """Shared area; 0.0 where the two do not touch."""
    if one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]:
        return 0.0
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height
