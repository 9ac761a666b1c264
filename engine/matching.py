"""Which box of one set is which box of another: greedy matching by overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.results import Box

SAME_FACE_IOU = 0.5
"""Two boxes of one photo that overlap by this much show the same face."""


def match_boxes(
    first: Sequence[Box | None], second: Sequence[Box | None], *, min_iou: float = SAME_FACE_IOU
) -> dict[int, int]:
    """Pairs as index in ``first`` to index in ``second``, the greatest overlaps (IoU) first.

    Each box is in at most one pair; those of equal overlap are taken in order. ``None`` stands for
    a row without a box, which matches nothing.
    """
    return greedy_pairs(
        (overlap, one, other)
        for one, box in enumerate(first)
        for other, candidate in enumerate(second)
        if box is not None and candidate is not None and (overlap := box.iou(candidate)) >= min_iou
    )


def greedy_pairs(scored: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Pairs of (score, one, other) as one to other: the best first, each index used once."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in sorted(scored, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs
