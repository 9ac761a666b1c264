"""``dataset.json`` beside a table: what is true of all its pictures and stands in no row.

    {"framed": true, "border": 0.125}

``framed`` says that every picture is a chip already, cut to the canonical frame by AgeLens's own
aligner, so that no detector is asked. ``border`` is what it shows beyond the frame on each side, as
a share of the frame's side: an eighth for pictures of 160 pixels with a frame of 128 in the middle.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from engine.errors import DataError
from engine.files import read_ordinary

DESCRIPTION = "dataset.json"
_MOST_BORDER = 1.0
_KNOWN = frozenset({"framed", "border"})


@dataclass(frozen=True, slots=True)
class Description:
    """How the pictures of a table were cut; as they are, unless a file says otherwise."""

    framed: bool = False
    border: float = 0.0


def description_beside(table: Path) -> Description:
    """What ``dataset.json`` in the folder of a table says; the usual without such a file.

    Raises ``DataError`` if it is there and says something that is not understood: chips cut
    otherwise than they were meant would teach nothing, and nobody would see why.
    """
    path = table.parent / DESCRIPTION
    if not path.is_file():
        return Description()
    try:
        values = json.loads(read_ordinary(path))
    except (OSError, ValueError) as error:
        raise DataError(
            "{description} cannot be read.", received=f"{path}, {error}", description=DESCRIPTION
        ) from error
    if not isinstance(values, dict) or not set(values) <= _KNOWN:
        raise _misunderstood(path, values)
    framed, border = values.get("framed", False), values.get("border", 0.0)
    number = isinstance(border, int | float) and not isinstance(border, bool)
    if not isinstance(framed, bool) or not number or not 0 <= border <= _MOST_BORDER:
        raise _misunderstood(path, values)
    if border and not framed:
        raise _misunderstood(path, values)
    return Description(framed=framed, border=float(border))


def _misunderstood(path: Path, values: object) -> DataError:
    return DataError(
        '{description} may say "framed" (true or false) and, where that is true, '
        '"border" (0 to {most_border:g}, a share of the frame\'s side).',
        received=f"{path}, {values!r:.200}",
        description=DESCRIPTION,
        most_border=_MOST_BORDER,
    )
