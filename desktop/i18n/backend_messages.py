"""Words that come from below the window, where nobody knows its language.

``engine`` and ``training`` speak English. ``tools.translations`` collects the templates of their
errors and findings for translators; other texts that people meet are listed here. All of them are
translated on their way to the screen; anything else is shown as it came.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.i18n.text import file_size, number, translate
from engine.errors import ImageError, OutputError, ProjectError, UserError

_RECEIVED = " Received: "
_BYTES = re.compile(r"(?<=, )(\d+) bytes?(?=,|$)")
# Texts that no error carries. A test finds each of these in the sources.
_WORDS: tuple[object, ...] = (
    # The titles of the models that AgeLens brings.
    QT_TRANSLATE_NOOP("below", "Combined model"),
    QT_TRANSLATE_NOOP("below", "Separate models"),
    QT_TRANSLATE_NOOP("below", "Recommended model"),
    QT_TRANSLATE_NOOP("below", "Class demo"),
    QT_TRANSLATE_NOOP(
        "below",
        "Some of the faces, a few rounds: two to three minutes if the computer does nothing else.",
    ),
    QT_TRANSLATE_NOOP("below", "Full"),
    QT_TRANSLATE_NOOP(
        "below",
        "All faces, as many rounds as the recipe says: minutes to hours, for a model that is to be "
        "used.",
    ),
    QT_TRANSLATE_NOOP(
        "below",
        "These faces are drawn by a program and strongly simplified. The signs of age and gender "
        "in them were made up so that a network can learn them in minutes; they say nothing about "
        "people, and a model trained on them must not be used on photos.",
    ),
    QT_TRANSLATE_NOOP(
        "below",
        "UTKFace is a collection of more than 20,000 face photos labelled with ages from 0 to 116 "
        "and with gender, by Zhang, Song and Qi (CVPR 2017). AgeLens neither contains nor "
        "downloads it: fetch it yourself from its authors' project page, "
        "https://susanqq.github.io/UTKFace/ (the aligned and cropped faces), then choose the "
        "folder or the archive here. Its terms: for non-commercial research only; the photos come "
        "from the internet and are not the authors' property. A model trained on it is bound by "
        "the same terms.",
    ),
    QT_TRANSLATE_NOOP(
        "below",
        "Estimates of apparent age and of gender as perceived from appearance, for teaching and "
        "research. Not for identifying people, nor for any decision about a person.",
    ),
    QT_TRANSLATE_NOOP(
        "below",
        "Weights: non-commercial research use, as the terms of their training data require.",
    ),
    QT_TRANSLATE_NOOP(
        "below", "Weights: free to use; they were trained on drawings made by a program."
    ),
    QT_TRANSLATE_NOOP(
        "below",
        "Trained on purpose with a part of a group left out, to show what that does to its errors. "
        "Not for use on photos.",
    ),
    QT_TRANSLATE_NOOP(
        "below",
        "Of twenty differences that are none, chance makes one look real: what counts is the first "
        "row, for which the networks were trained.",
    ),
)
SENTENCES = tuple(str(one) for one in _WORDS)


def spoken(sentence: str, *, of_file: bool = False) -> str:
    """Return a sentence of engine or training in the window's language, as far as it is known.

    ``of_file`` where what was received is a file.
    """
    text, mark, received = sentence.partition(_RECEIVED)
    text = translate("below", text)
    return _with_received(text, received, of_file=of_file) if mark else text


def error_text(error: UserError) -> str:
    """Return what an error says in the window's language: its template translated, then filled."""
    of_file = isinstance(error, ImageError | ProjectError | OutputError)
    if not error.arguments:
        return spoken(str(error), of_file=of_file)
    text = filled(error.template, error.arguments)
    return _with_received(text, error.received, of_file=of_file) if error.received else text


def filled(template: str, arguments: Mapping[str, object]) -> str:
    """Return a template in the window's language with its arguments, whole numbers as usual there.

    Without arguments it is a plain sentence, in which braces are braces.
    """
    text = translate("below", template)
    if not arguments:
        return text
    return text.format(
        **{name: number(one) if isinstance(one, int) else one for name, one in arguments.items()}
    )


def _with_received(text: str, received: str, *, of_file: bool) -> str:
    label = translate("below", "File: {0}") if of_file else translate("below", "Details: {0}")
    if of_file:
        received = _BYTES.sub(lambda found: file_size(int(found[1])), received)
    return f"{text} {label.format(received)}"
