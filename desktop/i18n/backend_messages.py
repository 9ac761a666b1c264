"""Words that come from below the window, where nobody knows its language.

``engine`` and ``training`` speak English. What people meet most of it is listed here and translated
on its way to the screen; anything else is shown as it came.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.i18n.text import translate
from engine.errors import UserError

_RECEIVED = " Received: "
# The templates of UserError, and plain sentences. A test finds each of these in the sources.
_TROUBLE: tuple[object, ...] = (
    QT_TRANSLATE_NOOP(
        "below", "This file is not a picture that AgeLens can read, or it is damaged."
    ),
    QT_TRANSLATE_NOOP("below", "This picture is damaged or incomplete."),
    QT_TRANSLATE_NOOP("below", "There is not enough free memory to open this picture."),
    QT_TRANSLATE_NOOP("below", "This file was changed while AgeLens was looking at it."),
    QT_TRANSLATE_NOOP("below", "This file is empty."),
    QT_TRANSLATE_NOOP("below", "This picture is empty."),
    QT_TRANSLATE_NOOP("below", "This is a folder, not a picture."),
    QT_TRANSLATE_NOOP("below", "This is a device or a pipe, not a picture file."),
    QT_TRANSLATE_NOOP("below", "This file is not there, or not there any more."),
    QT_TRANSLATE_NOOP("below", "You have no permission to read this file."),
    QT_TRANSLATE_NOOP("below", "This file could not be read ({reason})."),
    QT_TRANSLATE_NOOP("below", "This picture is too large; AgeLens opens up to {limit}."),
    QT_TRANSLATE_NOOP("below", "The box of this face lies outside the picture."),
    QT_TRANSLATE_NOOP(
        "below",
        "The file could not be written: is it open in another program, or the disk full or "
        "read-only?",
    ),
    QT_TRANSLATE_NOOP(
        "below",
        "The folder of the photos is not there: is its drive connected? Everything that was done "
        "is kept.",
    ),
    QT_TRANSLATE_NOOP("below", "This file is not an AgeLens project."),
    QT_TRANSLATE_NOOP(
        "below",
        "This project is open in another window or write-protected, so it can only be looked at.",
    ),
    QT_TRANSLATE_NOOP(
        "below", "This project cannot be read: is it damaged, or its disk no longer there?"
    ),
    QT_TRANSLATE_NOOP(
        "below", "This project was made by a newer AgeLens: install that one to open it."
    ),
    QT_TRANSLATE_NOOP(
        "below", "This photo was changed after AgeLens looked at it: let it look again."
    ),
    QT_TRANSLATE_NOOP(
        "below",
        "This folder lies among the photos, and the copies would be taken for photos: choose one "
        "outside.",
    ),
    QT_TRANSLATE_NOOP("below", "This table cannot be read."),
    QT_TRANSLATE_NOOP(
        "below", "This table is damaged, or another program has saved it in its own way."
    ),
    QT_TRANSLATE_NOOP("below", "This is not a table by AgeLens, or its columns were changed."),
    QT_TRANSLATE_NOOP("below", "No model is installed: train one or import a model folder."),
    QT_TRANSLATE_NOOP("below", "The model's file {name} is missing."),
    QT_TRANSLATE_NOOP(
        "below", "The model's file {name} is damaged or was changed: install the model again."
    ),
    QT_TRANSLATE_NOOP("below", "This model was made for another version of AgeLens."),
    QT_TRANSLATE_NOOP(
        "below", "The model could not be saved in {folder}: is the disk full or read-only?"
    ),
    QT_TRANSLATE_NOOP(
        "below", "The face detector's data files are missing: install AgeLens again."
    ),
    QT_TRANSLATE_NOOP("below", "Another training is going on. Wait for it to end, or stop it."),
    QT_TRANSLATE_NOOP(
        "below", "The folder for training cannot be written: is the disk full or read-only?"
    ),
    QT_TRANSLATE_NOOP(
        "below",
        "The training was ended by the system, perhaps because the memory ran out. Finished epochs "
        "are saved: resume it, with a smaller batch if this happens again.",
    ),
    QT_TRANSLATE_NOOP(
        "below", "The training ended unexpectedly. Finished epochs are saved: resume it."
    ),
    QT_TRANSLATE_NOOP(
        "below", "There are too few faces to train on and to test with; a few dozen is the least."
    ),
    QT_TRANSLATE_NOOP("below", "There is no folder, archive or table with training data here."),
    QT_TRANSLATE_NOOP(
        "below", "This file is neither a table (.csv) nor an archive (.zip, .tar, .tar.gz)."
    ),
    QT_TRANSLATE_NOOP(
        "below",
        "No labelled faces were found here. AgeLens looks for UTKFace names such as "
        "25_0_2_20170116174525125.jpg, for folders named by class (female, male, 30, 20-29, 60+), "
        "and for a table (CSV) with path, age and gender.",
    ),
    QT_TRANSLATE_NOOP(
        "below", "This archive could not be unpacked: is it damaged, or the disk full?"
    ),
)
_WORDS: tuple[object, ...] = (
    # The titles of the models that AgeLens brings.
    QT_TRANSLATE_NOOP("below", "Combined model"),
    QT_TRANSLATE_NOOP("below", "Separate models"),
    QT_TRANSLATE_NOOP("below", "Recommended model"),
    QT_TRANSLATE_NOOP("below", "Class demo"),
    QT_TRANSLATE_NOOP(
        "below",
        "A part of the faces, a few rounds: done within three minutes, while the class watches.",
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
)
SENTENCES = tuple(str(one) for one in (*_TROUBLE, *_WORDS))


def spoken(sentence: str) -> str:
    """Return a sentence of engine or training in the window's language, as far as it is known."""
    text, mark, received = sentence.partition(_RECEIVED)
    return _with_received(translate("below", text), received) if mark else translate("below", text)


def error_text(error: UserError) -> str:
    """Return what an error says in the window's language: its template translated, then filled."""
    if not error.arguments:
        return spoken(str(error))
    text = translate("below", error.template).format(**error.arguments)
    return _with_received(text, error.received) if error.received else text


def _with_received(text: str, received: str) -> str:
    return f"{text} " + translate("below", "Received: {0}").format(received)
