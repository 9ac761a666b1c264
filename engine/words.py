"""Words of sentences that hold a number, as the terminal and messages of errors tell it."""

from __future__ import annotations


def plural(noun: str, count: int) -> str:
    """The noun as it stands after this number: ``face`` after 1, ``faces`` after any other."""
    return noun if count == 1 else f"{noun}s"
