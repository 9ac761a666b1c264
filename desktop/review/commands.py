"""The commands of the review: what each key or button changes in the project."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop.folder.project_controller import ProjectController
from desktop.messages import Messages
from desktop.review.actions import ReviewActions
from desktop.review.panel import AnswerPart
from engine.project import HumanGender
from engine.project.review import answer_to_confirm, reviewer_answer


class ReviewCommands(QObject):
    """Carries out the commands on the current face, whose row ``row`` returns (``None``: no face).

    ``went_on`` when the next face is wanted, ``name_wanted`` when something is to be said but
    nobody knows by whom.
    """

    went_on = Signal()
    name_wanted = Signal()

    def __init__(
        self,
        *,
        work: ProjectController,
        actions: ReviewActions,
        answer: AnswerPart,
        messages: Messages,
        row: Callable[[], int | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._work, self._answer, self._messages = work, answer, messages
        self._row = row
        of = actions.commands
        of["confirm"].triggered.connect(self.confirm)
        of["not_a_face"].triggered.connect(self.dismiss)
        of["clear"].triggered.connect(self.clear)
        of["undo"].triggered.connect(work.undo)
        of["redo"].triggered.connect(work.redo)
        genders: tuple[HumanGender, ...] = ("female", "male", "unknown")
        for gender in genders:
            of[gender].triggered.connect(partial(self.say_gender, gender))

    @Slot()
    def confirm(self) -> None:
        """Store the typed or shown answer for the reviewed attribute, and go to the next face."""
        row, typed = self._row(), self._answer.age.typed
        if row is None or self._work.read_only:
            self.went_on.emit()
            return
        if typed and self._answer.age.years is None:
            return  # the complaint stands there already
        offer = answer_to_confirm(
            self._work.rows, row, self._work.attribute, typed=self._answer.age.years
        )
        if offer is None:
            self._answer.age.drop()
            self.went_on.emit()
        elif offer.empty:
            self._answer.complain(self._nothing())
        elif self.may_say():
            self._answer.age.drop()
            self._work.say(row, age=offer.age, gender=offer.gender)
            self.went_on.emit()

    def say_gender(self, gender: HumanGender) -> None:
        """Store a gender and a typed age; go to the next face if only gender is reviewed."""
        row = self._row()
        if row is None or self._work.attribute == "age" or not self.may_say():
            return
        age = self._answer.age.years
        if self._answer.age.typed and age is None:
            return  # the complaint stands there already
        answer = reviewer_answer(self._work.rows, row)
        if (gender, age) != (answer.gender, None):
            self._answer.age.drop()
            self._work.say(row, age=age, gender=gender)
        if self._work.attribute == "gender":
            self.went_on.emit()

    @Slot()
    def dismiss(self) -> None:
        """Store that it is not a face, and go to the next."""
        row = self._row()
        if row is None or not self.may_say():
            return
        self._answer.age.drop()
        if self._work.rows.verdict_of(row) != "not_a_face":
            self._work.not_a_face(row)
        self.went_on.emit()

    @Slot()
    def clear(self) -> None:
        """Clear the reviewer's answer for the face."""
        row = self._row()
        if row is not None and self.may_say():
            self._answer.age.drop()
            self._work.clear(row)

    def keep_typed(self) -> None:
        """Store a typed age when the reviewer leaves the face, without confirming the rest."""
        row, age = self._row(), self._answer.age.years
        self._answer.age.drop()
        if row is None or age is None or self._work.read_only or not self._work.reviewer:
            return
        if age != reviewer_answer(self._work.rows, row).age:
            self._work.say(row, age=age)

    def may_say(self) -> bool:
        """Whether an answer can be stored now; reports why not, or asks for the reviewer's name."""
        if self._work.read_only:
            self._messages.say(self.tr("This project is open read-only."))
            return False
        if not self._work.reviewer:
            self.name_wanted.emit()
            return False
        return True

    def _nothing(self) -> str:
        if self._work.attribute == "gender":
            return self.tr("The model is not sure of the gender: choose one.")
        return self.tr("The model has no estimate here: enter your own answer.")
