"""Near-identical pictures, found by difference hashes, so that none straddles a split.

About one UTKFace chip in 13 has a duplicate, often with another label; a random split would test
on pictures that it trained on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image as PillowImage

from engine.preprocessing import Image

HASH_BYTES = 32
DUPLICATE_DISTANCE_BITS = 20
_SIDE = 16


def difference_hash(image: Image) -> NDArray[np.uint8]:
    """256-bit difference hash of an RGB image as 32 bytes (Krawetz, "Kind of like that", 2013)."""
    grey = PillowImage.fromarray(image).convert("L")
    small = grey.resize((_SIDE + 1, _SIDE), PillowImage.Resampling.LANCZOS)
    values = np.asarray(small, dtype=np.int16)
    return np.packbits(values[:, 1:] > values[:, :-1])


def duplicate_groups(
    hashes: NDArray[np.uint8], *, distance_bits: int = DUPLICATE_DISTANCE_BITS
) -> NDArray[np.int64]:
    """A group number for each of N hashes (N, 32); chains of duplicates share one.

    Numbers are the smallest index of each group. Takes O(N^2) bit counts in blocks: about two
    seconds for 20,000 pictures.
    """
    words = np.ascontiguousarray(hashes).view(np.uint64)
    parent = np.arange(len(words), dtype=np.int64)

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = int(parent[i])
        return i

    for start in range(0, len(words), _BLOCK):
        block = words[start : start + _BLOCK]
        distance = np.zeros((len(block), len(words) - start), dtype=np.uint16)
        for column in range(words.shape[1]):
            different = block[:, column, np.newaxis] ^ words[np.newaxis, start:, column]
            distance += np.bitwise_count(different)
        rows, columns = np.nonzero(np.triu(distance <= distance_bits, k=1))
        for first, second in zip(rows + start, columns + start, strict=True):
            low, high = sorted((root(int(first)), root(int(second))))
            parent[high] = low
    return np.array([root(i) for i in range(len(words))], dtype=np.int64)


_BLOCK = 512
