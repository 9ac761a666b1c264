"""Sentences for people: the noun after a number, and which sentences the window translates."""

from __future__ import annotations


def plural(noun: str, count: int) -> str:
    """The noun as it stands after this number: ``face`` after 1, ``faces`` after any other."""
    return noun if count == 1 else f"{noun}s"


def translatable(template: str) -> str:
    """The same sentence, marked so that ``tools.translations`` collects it for translators.

    Templates of ``UserError`` and of its subclasses need no mark where they are raised.
    """
    return template
