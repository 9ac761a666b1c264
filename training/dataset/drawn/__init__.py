"""A built-in set of drawn faces, so that training works at once, offline, with nobody's photo."""

from training.dataset.drawn.demo_set import (
    DEMO_COUNT,
    DEMO_SEED,
    DRAWN_NOTE,
    is_drawn_set,
    write_drawn_set,
)
from training.dataset.drawn.face import draw_face

__all__ = ["DEMO_COUNT", "DEMO_SEED", "DRAWN_NOTE", "draw_face", "is_drawn_set", "write_drawn_set"]
