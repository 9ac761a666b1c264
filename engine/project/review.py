"""Reviewers' answers: what confirming a face means, of one face and of many at once.

Of several reviewers' labels of a face ``consensus`` makes one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.project.face_table import Attribute, Codes, FaceRows, Flags, LabelColumns, Numbers
from engine.project.records import (
    HUMAN_GENDERS,
    VERDICTS,
    FaceEntry,
    HeldFace,
    HumanGender,
    HumanLabel,
    Verdict,
)
from engine.results import SAME_FACE_IOU, Estimate

Part = Literal["age", "gender"]
BOTH: frozenset[Part] = frozenset({"age", "gender"})
NEITHER: frozenset[Part] = frozenset()


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """An age in years and a gender; ``None`` where nothing is stated."""

    age: float | None = None
    gender: HumanGender | None = None

    @property
    def empty(self) -> bool:
        """Whether it states nothing at all."""
        return self.age is None and self.gender is None

    @property
    def stated(self) -> frozenset[Part]:
        """What it states."""
        age: frozenset[Part] = NEITHER if self.age is None else frozenset({"age"})
        gender: frozenset[Part] = NEITHER if self.gender is None else frozenset({"gender"})
        return age | gender

    def missing(self, attribute: Attribute) -> frozenset[Part]:
        """What it does not state of what is under review."""
        return (BOTH if attribute == "both" else frozenset({attribute})) - self.stated


def reviewer_answer(rows: FaceRows, row: int) -> ReviewAnswer:
    """The reviewer's answer in this row."""
    age = float(rows.human_age[row])
    return ReviewAnswer(None if math.isnan(age) else age, rows.human_gender_of(row))


def model_answer(rows: FaceRows, row: int) -> ReviewAnswer:
    """The model's answer in this row as a person would give it."""
    age = float(rows.age[row])
    genders: dict[int, HumanGender] = {1: "female", 0: "male"}
    return ReviewAnswer(
        None if math.isnan(age) else float(round(age)), genders.get(int(rows.gender[row]))
    )


def answer_to_confirm(
    rows: FaceRows,
    row: int,
    attribute: Attribute,
    *,
    typed: float | None = None,
    hidden: frozenset[Part] = NEITHER,
) -> ReviewAnswer | None:
    """The answer that confirming this row gives, ``None`` if the reviewer has given it before.

    That is the typed age, else the reviewer's earlier answer, else the model's unless that is
    ``hidden``; in one-attribute mode of that attribute only. It can be given only if nothing is
    ``missing``: the model may be not sure, or know no age.
    """
    before, model = reviewer_answer(rows, row), model_answer(rows, row)
    if rows.verdict_of(row) == "not_a_face" and typed is None:
        return None
    age: float | None = None
    gender: HumanGender | None = None
    if attribute != "gender":
        age = before.age if typed is None else typed
        age = model.age if age is None and "age" not in hidden else age
    if attribute != "age":
        gender = before.gender
        gender = model.gender if gender is None and "gender" not in hidden else gender
    answer = ReviewAnswer(age, gender)
    if answer.missing(attribute):
        return answer
    same_age = attribute == "gender" or age == before.age
    same_gender = attribute == "age" or gender == before.gender
    return None if same_age and same_gender else answer


def hidden_in_blind(rows: FaceRows, row: int, attribute: Attribute) -> frozenset[Part]:
    """What blind review hides of the model's answers in this row: what is not answered yet.

    Where age and gender are reviewed together, one of them could sway the other: both are hidden
    until both are stated.
    """
    if rows.verdict_of(row) == "not_a_face":
        return NEITHER
    stated = reviewer_answer(rows, row).stated
    if stated == BOTH or rows.face_ids[row] <= 0:
        return NEITHER
    return BOTH if attribute == "both" else BOTH - (stated & {attribute})


def verdict_for(rows: FaceRows, row: int, answer: ReviewAnswer) -> Verdict:
    """Whether an answer confirms the model's or corrects it; a drawn face stays "added".

    Hidden or not: what counts is what the model says at this moment.
    """
    if rows.drawn[row]:
        return "added"
    model = model_answer(rows, row)
    if not math.isnan(float(rows.female[row])) and model.gender is None:
        model = replace(model, gender="unknown")  # not being sure is an answer, too
    return agreed_verdict(answer, model)


def agreed_verdict(answer: ReviewAnswer, model: ReviewAnswer) -> Verdict:
    """Whether everything that is stated is what the model says.

    Ages are compared as they are shown, in whole years.
    """
    same_age = answer.age is None or answer.age == model.age
    same_gender = answer.gender is None or answer.gender == model.gender
    return "confirmed" if same_age and same_gender else "corrected"


@dataclass(frozen=True, slots=True)
class Consensus:
    """What several people's labels of a face come to, and on what there was no majority."""

    label: HumanLabel
    undecided: tuple[Literal["face", "gender"], ...] = ()


def consensus(
    labels: Sequence[HumanLabel], estimate: Estimate | None, *, drawn: bool = False
) -> Consensus | None:
    """One label of all of a face's labels; ``None`` if there are none.

    A face or not: what more than half of the people say; it stays a face if as many say the one as
    the other. Age: the median of those stated. Gender: what more than half of those who stated one
    say, else none. Only labels of a face count for age and gender. ``estimate`` is what the model
    says now: the consensus confirms or corrects that. It is blind if all labels are.
    """
    if not labels:
        return None
    of_faces = [label for label in labels if label.verdict != "not_a_face"]
    undecided: list[Literal["face", "gender"]] = []
    if 2 * len(of_faces) == len(labels):
        undecided.append("face")
    answer = ReviewAnswer()
    rejected = 2 * len(of_faces) < len(labels)
    if not rejected:
        ages = [label.age_years for label in of_faces if label.age_years is not None]
        genders = [label.gender for label in of_faces if label.gender is not None]
        answer = ReviewAnswer(median(ages) if ages else None, _majority(genders))
        if genders and answer.gender is None:
            undecided.append("gender")
    verdict = agreed_verdict(answer, _stated_by(estimate))
    label = HumanLabel(
        verdict="not_a_face" if rejected else "added" if drawn else verdict,
        reviewer="; ".join(sorted(label.reviewer for label in labels)),
        reviewed_at=max(label.reviewed_at for label in labels),
        age_years=answer.age,
        gender=answer.gender,
        blind=all(label.blind for label in labels),
    )
    return Consensus(label, tuple(undecided))


def _majority(genders: Sequence[HumanGender]) -> HumanGender | None:
    """What more than half say, ``None`` if there is no such gender."""
    found = Counter(genders).most_common(1)
    return found[0][0] if found and 2 * found[0][1] > len(genders) else None


def _stated_by(estimate: Estimate | None) -> ReviewAnswer:
    """An estimate as an answer; not being sure of the gender is one."""
    if estimate is None:
        return ReviewAnswer()
    return ReviewAnswer(float(round(estimate.age_years)), estimate.gender or "unknown")


def label_in(rows: FaceRows, row: int, reviewer: str) -> HumanLabel | None:
    """The reviewer's label in this row (without its time), ``None`` if there is none."""
    verdict = rows.verdict_of(row)
    if verdict is None:
        return None
    answer = reviewer_answer(rows, row)
    return HumanLabel(
        verdict=verdict,
        reviewer=reviewer,
        reviewed_at="",
        age_years=answer.age,
        gender=answer.gender,
        blind=bool(rows.blind[row]),
    )


Rows = NDArray[np.int64]
_REJECTED, _CONFIRMED, _CORRECTED, _ADDED = (
    VERDICTS.index(verdict) for verdict in ("not_a_face", "confirmed", "corrected", "added")
)
_FEMALE, _MALE, _UNKNOWN = (HUMAN_GENDERS.index(name) for name in ("female", "male", "unknown"))
_UNSAID = -1
_VERDICT_CODES: dict[str | None, int] = {name: code for code, name in enumerate(VERDICTS)}
_GENDER_CODES: dict[str | None, int] = {name: code for code, name in enumerate(HUMAN_GENDERS)}


@dataclass(frozen=True, slots=True, eq=False)
class HiddenParts:
    """Which of the model's answers the reviewer does not see, a row of the table each."""

    age: Flags
    gender: Flags

    @classmethod
    def all_or_none(cls, rows: FaceRows, *, hidden: bool) -> HiddenParts:
        """Everything, or nothing."""
        return cls(np.full(len(rows), hidden), np.full(len(rows), hidden))


def parts_hidden_in_blind(rows: FaceRows, attribute: Attribute) -> HiddenParts:
    """The same as ``hidden_in_blind`` for all rows at once."""
    age, gender = ~np.isnan(rows.human_age), rows.human_gender >= 0
    concerned = (rows.verdict != _REJECTED) & (rows.face_ids > 0) & ~(age & gender)
    hidden_age = concerned & ~(age if attribute == "age" else np.False_)
    hidden_gender = concerned & ~(gender if attribute == "gender" else np.False_)
    return HiddenParts(hidden_age, hidden_gender)


@dataclass(frozen=True, slots=True, eq=False)
class GroupAnswer:
    """What is to be said of many faces: its ``rows`` and, for each, an age and a gender.

    ``rejects``: they are no faces, of which nothing else is said. ``lacking`` are faces that cannot
    be confirmed, as there is no answer to take over; ``same`` those of which it is said already.
    """

    rows: Rows
    age: Numbers
    gender: Codes
    rejects: bool = False
    lacking: int = 0
    same: int = 0


def _model_answers(rows: FaceRows, index: Rows) -> tuple[Numbers, Codes]:
    """The same as ``model_answer``, as columns."""
    by_code = np.array([_MALE, _FEMALE, _UNSAID], dtype=np.int8)  # the last one is for code -1
    return np.round(rows.age[index]), by_code[rows.gender[index]]


def group_to_confirm(
    rows: FaceRows, index: Rows, attribute: Attribute, *, hidden: HiddenParts
) -> GroupAnswer:
    """The same as ``answer_to_confirm`` for many rows, each of a face."""
    rejected = rows.verdict[index] == _REJECTED
    kept = index[~rejected]
    before = rows.labels_in(kept)
    model_age, model_gender = _model_answers(rows, kept)
    age, gender = before.age, before.gender
    lacking = np.zeros(len(kept), dtype=bool)
    if attribute != "gender":
        age = np.where(np.isnan(age) & ~hidden.age[kept], model_age, age)
        lacking |= np.isnan(age)
    if attribute != "age":
        gender = np.where((gender < 0) & ~hidden.gender[kept], model_gender, gender)
        lacking |= gender < 0
    same = _equal_ages(age, before.age) & (gender == before.gender) & ~lacking
    new = ~(lacking | same)
    settled = int(rejected.sum() + same.sum())
    return GroupAnswer(kept[new], age[new], gender[new], lacking=int(lacking.sum()), same=settled)


def group_of_gender(rows: FaceRows, index: Rows, gender: HumanGender) -> GroupAnswer:
    """Of many rows, each of a face, those of which this gender is to be said."""
    code = HUMAN_GENDERS.index(gender)
    new = rows.human_gender[index] != code
    kept = index[new]
    codes = np.full(len(kept), code, dtype=np.int8)
    return GroupAnswer(kept, rows.human_age[kept], codes, same=int((~new).sum()))


def group_to_reject(rows: FaceRows, index: Rows) -> GroupAnswer:
    """Of many rows, each of a face, those of which it is to be said that they are none."""
    new = rows.verdict[index] != _REJECTED
    kept = index[new]
    nothing = np.full(len(kept), np.nan, dtype=np.float32)
    codes = np.full(len(kept), _UNSAID, dtype=np.int8)
    return GroupAnswer(kept, nothing, codes, rejects=True, same=int((~new).sum()))


def labels_of_group(
    rows: FaceRows, answer: GroupAnswer, *, hidden: HiddenParts, seen: HiddenParts
) -> LabelColumns:
    """The labels that an answer makes, with their verdicts and whether they were given blind.

    ``seen``: what the reviewer saw of the model's answers at some time, hidden or not by now.
    """
    index, age, gender = answer.rows, answer.age, answer.gender
    before = rows.labels_in(index)
    if answer.rejects:
        verdict = np.full(len(index), _REJECTED, dtype=np.int8)
    else:
        model_age, model_gender = _model_answers(rows, index)
        unsure = ~np.isnan(rows.female[index]) & (model_gender < 0)
        model_gender = np.where(unsure, _UNKNOWN, model_gender)
        agrees = (np.isnan(age) | (age == model_age)) & ((gender < 0) | (gender == model_gender))
        verdict = np.where(agrees, _CONFIRMED, _CORRECTED)
        verdict = np.where(rows.drawn[index], _ADDED, verdict).astype(np.int8)
    unlabelled = before.verdict < 0
    said_age = unlabelled | ~_equal_ages(age, before.age)
    said_gender = unlabelled | (gender != before.gender)
    if not answer.rejects:
        said_age, said_gender = said_age & ~np.isnan(age), said_gender & (gender >= 0)
    unseen_age = hidden.age[index] & ~seen.age[index]
    unseen_gender = hidden.gender[index] & ~seen.gender[index]
    blind = (unlabelled | before.blind) & (~said_age | unseen_age) & (~said_gender | unseen_gender)
    return LabelColumns(rows.face_ids[index], verdict, age, gender, blind)


def _equal_ages(one: Numbers, other: Numbers) -> Flags:
    """Whether the same age is stated, or none."""
    equal: Flags = (one == other) | (np.isnan(one) & np.isnan(other))
    return equal


def moved_label(label: HumanLabel, onto: FaceEntry, *, reviewer: str, at: str) -> HumanLabel:
    """What somebody said of a former picture's face, said anew by this person of another face."""
    verdict: Verdict = "not_a_face"
    if label.verdict != "not_a_face":
        answer = ReviewAnswer(label.age_years, label.gender)
        verdict = agreed_verdict(answer, _stated_by(onto.face.estimate))
        verdict = "added" if onto.origin == "person" else verdict
    return HumanLabel(
        verdict=verdict,
        reviewer=reviewer,
        reviewed_at=at,
        age_years=label.age_years,
        gender=label.gender,
    )


def likely_face(held: HeldFace) -> FaceEntry | None:
    """The face of the new picture that is most likely the held one; a person must decide.

    It lies where the held one would lie in one of the eight ways to turn or mirror the picture, or
    is the only one.
    """
    new = held.successor
    if new is None or not new.faces:
        return None
    size, into = (held.photo.width_px, held.photo.height_px), (new.width_px, new.height_px)
    best, most = (new.faces[0], 1.0) if len(new.faces) == 1 else (None, SAME_FACE_IOU)
    if best is not None or 0 in size or 0 in into:
        return best
    for orientation in range(1, 9):
        place = held.face.face.box.before(size, orientation, into_px=into)
        for face in new.faces:
            if (overlap := face.face.box.iou(place)) > most:
                best, most = face, overlap
    return best
