"""A project's rows in words: for grid, table, review, tooltips and screen readers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from desktop.i18n import text as wording
from desktop.i18n.backend_messages import spoken
from desktop.i18n.text import decimal, plural, translate
from engine.project import (
    FLAGS,
    VERDICTS,
    Attribute,
    FaceEntry,
    FaceNote,
    FaceRows,
    Flag,
    HumanGender,
    HumanLabel,
    Order,
    Run,
    Verdict,
)
from engine.project.face_table import STATUSES
from engine.project.records import PhotoStatus
from engine.project.review import BOTH, NEITHER, Part, ReviewAnswer
from engine.results import Estimate, Face

if TYPE_CHECKING:
    from engine.spec import ModelSpec

Judges = Sequence[tuple[Run, int]]
"""Models whose values stand in a project, each with its number of photos, most first."""


def estimate_of(rows: FaceRows, row: int) -> Estimate | None:
    """What the model says about the face in this row."""
    age, female = float(rows.age[row]), float(rows.female[row])
    if math.isnan(age) or math.isnan(female):
        return None
    low, width = float(rows.age_low[row]), float(rows.age_range[row])
    bounded = not (math.isnan(low) or math.isnan(width))
    gender = {1: "female", 0: "male"}.get(int(rows.gender[row]))
    return Estimate(
        age,
        female,
        "female" if gender == "female" else "male" if gender == "male" else None,
        age_low=low if bounded else None,
        age_high=low + width if bounded else None,
    )


def file_name(rows: FaceRows, row: int) -> str:
    """The photo's name without its folder."""
    return PurePosixPath(rows.names[row]).name or rows.names[row]


def is_face(rows: FaceRows, row: int) -> bool:
    """Whether this row is a face, not a photo without one."""
    return bool(rows.face_ids[row] > 0)


def is_unread(rows: FaceRows, row: int) -> bool:
    """Whether the file of this row could not be read."""
    return STATUSES[int(rows.status[row])] == "unreadable" and not is_face(rows, row)


def is_unsure(rows: FaceRows, row: int, attribute: Attribute) -> bool:
    """Whether the model is not sure of the gender, where that is asked for."""
    return attribute != "age" and is_face(rows, row) and int(rows.gender[row]) < 0


def tile_lines(
    rows: FaceRows, row: int, attribute: Attribute, *, hidden: frozenset[Part] = NEITHER
) -> tuple[str, str]:
    """The two lines under a tile's picture: what is under review, then the rest or the name."""
    if not is_face(rows, row):
        return status_text(rows, row), file_name(rows, row)
    if rows.held[row]:
        return translate("folder", "label held"), file_name(rows, row)
    if rows.verdict_of(row) == "not_a_face":
        return verdict_text("not_a_face"), file_name(rows, row)
    age, gender = short_age(rows, row, hidden=hidden), short_gender(rows, row, hidden=hidden)
    if attribute == "gender":
        return gender, file_name(rows, row)
    return (age, file_name(rows, row)) if attribute == "age" else (age, gender)


def face_words(face: Face, hidden: frozenset[Part]) -> str:
    """What the model says of a face, as far as the reviewer is to see it."""
    if not hidden or face.estimate is None:
        return wording.face(face)
    if "age" not in hidden:
        age = wording.age(face.estimate)
        return translate("review", "apparent age {age}; gender hidden").format(age=age)
    if "gender" not in hidden:
        message = translate("review", "perceived gender (from appearance) {gender}; age hidden")
        return message.format(gender=wording.gender(face.estimate))
    return translate("review", "hidden until you answer")


def hidden_text() -> str:
    """Stands for an answer of the model that the reviewer is not to see yet."""
    return translate("folder", "hidden")


def age_text(rows: FaceRows, row: int, *, hidden: frozenset[Part] = NEITHER) -> str:
    """The model's apparent age, the range first: "29–41, around 34"."""
    if not is_face(rows, row):
        return ""
    return hidden_text() if "age" in hidden else wording.age(estimate_of(rows, row))


def short_age(rows: FaceRows, row: int, *, hidden: frozenset[Part] = NEITHER) -> str:
    """The current age in its shortest form: the reviewer's, else the model's range or age."""
    answer = float(rows.human_age[row])
    if not math.isnan(answer):
        return years(answer)
    if "age" in hidden:
        return hidden_text()
    estimate = estimate_of(rows, row)
    if estimate is None or estimate.age_low is None or estimate.age_high is None:
        return wording.age_brief(estimate)
    low, high = round(estimate.age_low), round(estimate.age_high)
    return translate("folder", "{low}–{high}").format(low=low, high=high)


def years(age: float) -> str:
    """A whole or half year as a number."""
    return wording.number(round(age)) if age == round(age) else wording.decimal(age)


def gender_text(rows: FaceRows, row: int, *, hidden: frozenset[Part] = NEITHER) -> str:
    """The model's perceived gender with its score, or "not sure"."""
    if not is_face(rows, row):
        return ""
    return hidden_text() if "gender" in hidden else wording.gender(estimate_of(rows, row))


def short_gender(rows: FaceRows, row: int, *, hidden: frozenset[Part] = NEITHER) -> str:
    """The current gender in a word: the reviewer's, else the model's."""
    answer = rows.human_gender_of(row)
    if answer == "unknown":
        return translate("folder", "unknown")  # the whole of it has no room under a picture
    if answer is not None:
        return human_gender(answer)
    if "gender" in hidden:
        return hidden_text()
    estimate = estimate_of(rows, row)
    if estimate is None:
        return ""
    if estimate.gender is None:
        return translate("folder", "not sure")
    return human_gender(estimate.gender)


def human_gender(gender: HumanGender) -> str:
    """A gender as a person may choose it."""
    words: dict[HumanGender, str] = {
        "female": translate("folder", "female"),
        "male": translate("folder", "male"),
        "unknown": translate("folder", "cannot tell"),
    }
    return words[gender]


def answer_text(rows: FaceRows, row: int) -> str:
    """The reviewer's answer for the face: "31, female"; "" without one."""
    verdict = rows.verdict_of(row)
    if verdict is None or verdict == "not_a_face":
        return ""
    age, gender = float(rows.human_age[row]), rows.human_gender_of(row)
    parts = [] if math.isnan(age) else [years(age)]
    parts += [] if gender is None else [human_gender(gender)]
    return ", ".join(parts)


def verdict_text(verdict: Verdict | None) -> str:
    """The review state of a face in words."""
    words: dict[Verdict | None, str] = {
        None: translate("folder", "not reviewed"),
        "confirmed": translate("folder", "confirmed"),
        "corrected": translate("folder", "corrected"),
        "not_a_face": translate("folder", "not a face"),
        "added": translate("folder", "added by hand"),
    }
    return words[verdict]


def status_text(rows: FaceRows, row: int) -> str:
    """The status of a photo without a face in words."""
    return _status_word(STATUSES[int(rows.status[row])])


def _status_word(status: PhotoStatus) -> str:
    words: dict[PhotoStatus, str] = {
        "pending": translate("folder", "not processed yet"),
        "no_face": translate("folder", "no face"),
        "unreadable": translate("folder", "could not be read"),
        "skipped": translate("folder", "could not be processed"),
        "ok": translate("folder", "no face"),
    }
    return words[status]


def state_words() -> tuple[str, ...]:
    """All words that may stand as the state of a row, but for the rare "settled"."""
    verdicts: tuple[Verdict | None, ...] = (None, *VERDICTS)
    partly = translate("folder", "partly reviewed")
    held, added = translate("folder", "held"), translate("folder", "added by hand, partly reviewed")
    return (*map(verdict_text, verdicts), *map(_status_word, STATUSES), partly, held, added)


def order_text(order: Order, value: float, *, hidden: frozenset[Part] = NEITHER) -> str:
    """By what a row is sorted, for its tile; "" where that stands there anyway, or is hidden."""
    concerned: dict[Order, frozenset[Part]] = {
        "female_score": frozenset({"gender"}),
        "range": frozenset({"age"}),
        "certainty": BOTH,
    }
    if math.isnan(value) or hidden & concerned.get(order, NEITHER):
        return ""
    if order == "size":
        return translate("folder", "{0} px").format(wording.number(round(value)))
    if order == "range":
        return plural("folder", "%Ln years wide", round(value))
    if order == "detector_score":
        return translate("folder", "detector {0}").format(decimal(value, 2))
    if order == "female_score":
        return translate("folder", "score {0}").format(decimal(value, 2))
    if order == "certainty":
        return translate("folder", "certainty {0}").format(decimal(value, 2))
    return ""


def state_text(rows: FaceRows, row: int, *, settled: bool = False) -> str:
    """The state of a row: of the face in review, or of the photo where there is no face.

    ``settled``: two raters differed on it, and no longer do.
    """
    if rows.held[row]:
        return translate("folder", "held")
    if settled:
        return translate("folder", "{0}, settled").format(state_text(rows, row))
    if not is_face(rows, row):
        return status_text(rows, row)
    verdict = rows.verdict_of(row)
    if not rows.is_partly(row):
        return verdict_text(verdict)
    if verdict == "added":
        return translate("folder", "added by hand, partly reviewed")
    return translate("folder", "partly reviewed")


def sentence(rows: FaceRows, row: int, *, hidden: frozenset[Part] = NEITHER) -> str:
    """The whole row for a screen reader."""
    name = file_name(rows, row)
    if not is_face(rows, row):
        return f"{name}: {status_text(rows, row)}"
    message = translate("folder", "{name}: apparent age {age}; perceived gender {gender}; {state}")
    return message.format(
        name=name,
        age=age_text(rows, row, hidden=hidden),
        gender=gender_text(rows, row, hidden=hidden) or translate("folder", "no estimate"),
        state=state_text(rows, row),
    )


def hint(rows: FaceRows, row: int, *, reviewer: str = "", hidden: frozenset[Part] = NEITHER) -> str:
    """The tooltip of a row: the photo's path, its estimates and answers, or what is wrong."""
    parts = [rows.names[row]]
    if is_face(rows, row):
        parts.append(sentence(rows, row, hidden=hidden).partition(": ")[2])
        answer = answer_text(rows, row)
        parts += [translate("folder", "reviewer: {0}").format(answer)] if answer else []
        remark = remark_text(rows, row, reviewer=reviewer)
        parts += [remark] if remark else []
    else:
        reason = rows.reasons.get(int(rows.photo_ids[row]), "")
        parts.append(spoken(reason, of_file=True) or status_text(rows, row))
    return "\n".join(parts)


def model_name(model: tuple[str, str], models: Sequence[ModelSpec]) -> str:
    """A model (id and hash) by its title, where it is installed, and first digits of its hash."""
    model_id, sha256 = model
    title = next((spoken(one.title) for one in models if model_of(one) == model), model_id)
    return f"{title} ({sha256[:8]})" if sha256 else title


def model_of(spec: ModelSpec) -> tuple[str, str]:
    """Id and hash of a model: two models may have one id."""
    return spec.model_id, spec.sha256


def judged_text(judges: Judges, models: Sequence[ModelSpec]) -> str:
    """Which model the values of a project come from; "" where there are none."""
    if not judges:
        return ""
    if len(judges) == 1:
        name = model_name(judges[0][0].model, models)
        return translate("folder", "Values by the model {0}").format(name)
    parts = [
        plural("folder", "{0}: %Ln photos", count).format(model_name(run.model, models))
        for run, count in judges
    ]
    return translate("folder", "Values by several models: {0}").format("; ".join(parts))


def model_warning(judges: Judges, current: ModelSpec | None, models: Sequence[ModelSpec]) -> str:
    """That the values do not all come from the current model; "" if they do, or without one."""
    found = {run.model for run, _ in judges}
    if current is None or not found or found == {model_of(current)}:
        return ""
    now = model_name(model_of(current), models)
    if len(found) > 1:
        told = translate("folder", "{0}. The current model is {1}.")
        return told.format(judged_text(judges, models), now)
    former = judges[0][0].model
    if former in map(model_of, models):
        told = translate("folder", "These values come from {0}; the current model is {1}.")
    else:
        told = translate(
            "folder",
            "These values come from {0}, which is no longer installed; the current model is {1}.",
        )
    return told.format(model_name(former, models), now)


_SURE, _FAIRLY = 0.8, 0.5


def confirm_text(offer: ReviewAnswer | None, attribute: Attribute) -> str:
    """The name of the button that confirms: it says what will be kept, or what is missing."""
    if offer is None:
        return translate("review", "Next face")
    if offer.empty:
        return translate("review", "Nothing to confirm")
    missing = offer.missing(attribute)
    if missing:
        name = translate("review", "Age is missing")
        return name if "age" in missing else translate("review", "Gender is missing")
    parts = [] if offer.age is None else [years(offer.age)]
    parts += [] if offer.gender is None else [gender_brief(offer.gender)]
    return translate("review", "Confirm {0}").format(", ".join(parts))


def ask_text(
    rows: FaceRows, row: int, missing: frozenset[Part], *, hidden: frozenset[Part] = NEITHER
) -> str:
    """What the reviewer has to state before the face can be confirmed, and why."""
    estimate = estimate_of(rows, row)
    if missing & hidden:
        if len(missing) == 2:
            return translate("review", "Enter an age and choose a gender.")
        if "age" in missing:
            return translate("review", "Enter an age.")
        return translate("review", "Choose a gender.")
    if estimate is None:
        if missing == {"gender"}:
            return translate("review", "The model has no estimate here: choose a gender.")
        if missing == {"age"}:
            return translate("review", "The model has no estimate here: enter an age.")
        return translate("review", "The model has no estimate here: enter your own answer.")
    return translate("review", "The model is not sure of the gender: choose one.")


def gender_brief(gender: HumanGender) -> str:
    """A gender where there is little room."""
    brief: dict[HumanGender, str] = {
        "female": translate("review", "female"),
        "male": translate("review", "male"),
        "unknown": translate("review", "unknown"),
    }
    return brief[gender]


def sureness(rows: FaceRows, row: int, attribute: Attribute) -> str:
    """How sure the model is, in a sentence; "" without an estimate."""
    of_age = not math.isnan(float(rows.age_range[row]))
    if attribute == "age" and not of_age:
        return ""  # without a range nobody knows
    certainty = float(rows.certainty(attribute if of_age else "gender")[row])
    if math.isnan(certainty):
        return ""
    if attribute == "both" and of_age:
        sentences = (
            translate("review", "The model is sure."),
            translate("review", "The model is fairly sure."),
            translate("review", "The model is not very sure."),
        )
    elif attribute == "age":
        sentences = (
            translate("review", "Sure of the age."),
            translate("review", "Fairly sure of the age."),
            translate("review", "Not very sure of the age."),
        )
    else:
        sentences = (
            translate("review", "Sure of the gender."),
            translate("review", "Fairly sure of the gender."),
            translate("review", "Not very sure of the gender."),
        )
    return sentences[0 if certainty >= _SURE else 1 if certainty >= _FAIRLY else 2]


def found_by(rows: FaceRows, row: int, entry: FaceEntry | None) -> str:
    """Who found the face, in a sentence."""
    score = float(rows.score[row])
    if entry is not None and entry.origin == "person":
        return translate("review", "Drawn by hand.")
    if entry is not None and entry.found_at is not None:
        return translate("review", "The box was moved by hand.")
    if entry is not None and not entry.found:
        return translate("review", "The current model no longer finds this face.")
    if math.isnan(score):
        return translate("review", "Centre of the photo; face detection was off.")
    return translate("review", "Face found with score {0}.").format(decimal(score, 2))


def other_labels(
    entry: FaceEntry | None, reviewer: str, *, hidden: frozenset[Part] = NEITHER
) -> Sequence[str]:
    """Other reviewers' labels of a face, a line each."""
    labels = [] if entry is None else [one for one in entry.labels if one.reviewer != reviewer]
    return [f"{one.reviewer}: {label_text(one, hidden=hidden)}" for one in labels]


def flag_name(flag: Flag) -> str:
    """A flag in words."""
    names: dict[Flag, str] = {
        "discuss": translate("review", "discuss"),
        "poor_picture": translate("review", "poor picture"),
        "good_example": translate("review", "good example"),
    }
    return names[flag]


def remark_text(rows: FaceRows, row: int, *, reviewer: str) -> str:
    """Everybody's flags on a face and the reviewer's own comment; "" if there are none.

    What others wrote is told only to who asks for their labels.
    """
    notes, flags = rows.notes_of(row), rows.flags_of(row)
    parts = [flag_name(flag) for flag in FLAGS if flag in flags]
    parts += [f"“{note.comment}”" for note in notes if note.reviewer == reviewer and note.comment]
    return "; ".join(parts)


def other_remarks(notes: Sequence[FaceNote], reviewer: str) -> Sequence[str]:
    """Other reviewers' remarks on a face, a line each."""
    lines = []
    for note in notes:
        parts = [flag_name(flag) for flag in FLAGS if flag in note.flags]
        parts += [f"“{note.comment}”"] if note.comment else []
        if note.reviewer != reviewer and parts:
            lines.append(f"{note.reviewer}: {'; '.join(parts)}")
    return lines


def label_text(label: HumanLabel, *, hidden: frozenset[Part] = NEITHER) -> str:
    """A label in words: "31, female (corrected)"; without the verdict where the model is hidden."""
    parts = [] if label.age_years is None else [years(label.age_years)]
    parts += [] if label.gender is None else [gender_brief(label.gender)]
    if hidden and parts:
        return ", ".join(parts)  # "corrected" tells of the model's answer
    partly = translate("folder", "partly reviewed")
    verdict = verdict_text(label.verdict) if label.complete else partly
    return f"{', '.join(parts)} ({verdict})" if parts else verdict


def rater_name(name: str | None) -> str:
    """The name of a rater; ``None`` is the model."""
    if name is None:
        return translate("folder", "the model")
    return name or translate("folder", "no name")
