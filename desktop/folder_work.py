"""The project in hand: what the reviewer says about its faces, and the way back.

What they say is on screen at once and on disk a moment later; if it cannot be written, the screen
goes back to what is on disk, and says so.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from desktop import folder_lane_work as lane_work
from desktop.folder_lane_work import Loaded, Turned
from desktop.folder_reading import ProjectReading
from desktop.folder_said import said_of, settled
from desktop.folder_tools import FolderTools
from desktop.jobs import Job
from engine.project import Attribute, HumanGender, HumanLabel, Verdict, now
from engine.results import Box


class FolderWork(ProjectReading):
    """An open project, or none, in which a person says what they see.

    ``row_changed`` (row): what the reviewer said there has changed. ``face_added`` (face id) comes
    once the rows have a drawn face, ``turned`` (face id, photo id) when an undo or redo is done.
    ``all_written`` when nothing is on its way to the disk any more.
    """

    row_changed = Signal(int)
    reviewer_changed = Signal()
    attribute_changed = Signal()
    face_added = Signal(int)
    turned = Signal(int, int)
    all_written = Signal()

    def __init__(self, tools: FolderTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        self.attribute: Attribute = "both"
        self._saving = 0

    @property
    def writing(self) -> bool:
        """Whether something that was said is still on its way to the disk."""
        return self._saving > 0

    @property
    def reviewed(self) -> int:
        """How many faces this reviewer has spoken of, in the attribute under review."""
        mask = self.rows.reviewed(self.attribute) & (self.rows.face_ids > 0)
        return int(mask.sum())

    def set_reviewer(self, name: str) -> None:
        """Somebody else reviews from now on: they see what they said themselves."""
        name = name.strip()
        if name == self.reviewer:
            return
        self.reviewer = self._tools.settings.reviewer = name
        self._unwritten.clear()  # another one said it
        self._reread()
        self.reviewer_changed.emit()

    def set_attribute(self, attribute: Attribute) -> None:
        """Review gender and age, or only one of them."""
        if attribute != self.attribute:
            self.attribute = attribute
            self.attribute_changed.emit()
            self.counts_changed.emit()

    # What the reviewer says.

    def say(
        self,
        row: int,
        *,
        verdict: Verdict | None = None,
        age: float | None = None,
        gender: HumanGender | None = None,
        merge: bool = True,
    ) -> None:
        """Keep what the reviewer says of a face; with ``merge`` beside what they said before.

        Without a verdict it is worked out: "confirmed" if all agrees with the model.
        """
        if not self._may_say(row):
            return
        before = said_of(self.rows, row, self.reviewer) if merge else None
        if before is not None and before.verdict != "not_a_face":
            age = before.age_years if age is None else age
            gender = before.gender if gender is None else gender
        verdict = verdict or settled(self.rows, row, age=age, gender=gender)
        if verdict == "not_a_face":
            age = gender = None
        label = HumanLabel(
            verdict=verdict,
            reviewer=self.reviewer,
            reviewed_at=now(),
            age_years=age,
            gender=gender,
        )
        self._keep(row, label)

    def confirm(self, row: int) -> bool:
        """Take over the shown answer of what is under review; false if there is none to take."""
        rows, age, gender = self.rows, None, None
        before = said_of(rows, row, self.reviewer)
        if before is not None and before.verdict == "not_a_face":
            before = None
        if self.attribute != "gender":
            age = before.age_years if before is not None else None
            if age is None and not np.isnan(rows.age[row]):
                age = float(round(float(rows.age[row])))
        if self.attribute != "age":
            gender = before.gender if before is not None else None
            if gender is None and rows.gender[row] >= 0:
                gender = "female" if rows.gender[row] == 1 else "male"
        if age is None and gender is None:
            return False
        self.say(row, age=age, gender=gender)
        return True

    def not_a_face(self, row: int) -> None:
        """The model took something else for a face."""
        self.say(row, verdict="not_a_face", merge=False)

    def clear(self, row: int) -> None:
        """Take back what the reviewer said of a face."""
        if self._may_say(row) and self.rows.verdict[row] >= 0:
            self._keep(row, None)

    def add_face(self, photo_id: int, box: Box) -> None:
        """Keep a face that the model missed; ``photo_loaded`` and ``face_added`` follow."""
        if self.project is None or self._refused():
            return
        work = partial(
            lane_work.add_face,
            self.project,
            photo_id,
            box,
            reviewer=self.reviewer,
            pipeline=self._tools.session.pipeline,
            judge=self._tools.doors.judge_box,
        )
        job = self._submit(work, self._take_face)
        job.reported.connect(self.photo_loaded)
        self._await(job)

    def undo(self) -> None:
        """Take back the reviewer's last change, however long ago."""
        self._turn(back=True)

    def redo(self) -> None:
        """Do again what the reviewer took back last."""
        self._turn(back=False)

    def _turn(self, *, back: bool) -> None:
        if self.project is not None and not self._refused():
            project, reviewer = self.project, self.reviewer
            work = partial(lane_work.turn, project, reviewer, back=back)
            self._await(self._submit(work, self._take_turned))

    def _may_say(self, row: int) -> bool:
        is_face = 0 <= row < len(self.rows) and self.rows.face_ids[row] > 0
        return is_face and not self._refused()

    def _refused(self) -> bool:
        if self.read_only:
            self._tools.messages.say(self.tr("This project can only be looked at here."))
        return self.read_only

    def _keep(self, row: int, label: HumanLabel | None) -> None:
        project = self.project
        if project is None:
            return
        face_id, reviewer = int(self.rows.face_ids[row]), self.reviewer
        before = said_of(self.rows, row, reviewer)
        self._unwritten.setdefault(face_id, []).append(label)
        self._note(row, label)
        self._take_history(True, False)
        job = self._tools.lane.submit(
            lambda: lane_work.write(project, face_id, label, reviewer=reviewer)
        )
        job.succeeded.connect(lambda _edit: self._written(face_id))
        job.failed.connect(lambda error: self._put_back(face_id, before, reviewer, error))
        self._await(job)

    def _await(self, job: Job) -> None:
        self._saving += 1
        job.finished.connect(self._end_saving)

    @Slot()
    def _end_saving(self) -> None:
        self._saving -= 1
        if not self._saving:
            self.all_written.emit()

    def _note(self, row: int, label: HumanLabel | None) -> None:
        self.rows.note(row, label)
        self._since[int(self.rows.face_ids[row])] = label
        self.row_changed.emit(row)
        self.counts_changed.emit()

    def _written(self, face_id: int) -> None:
        waiting = self._unwritten.get(face_id, [])
        if waiting:
            waiting.pop(0)
        if not waiting:
            self._unwritten.pop(face_id, None)

    def _put_back(
        self, face_id: int, before: HumanLabel | None, reviewer: str, error: Exception
    ) -> None:
        self._written(face_id)
        row = self.row_of(face_id)
        if row is not None and reviewer == self.reviewer:
            self._note(row, before)
        self._tools.messages.report(error, context=self.tr("What you said was not kept."))
        self._reread()

    def _take_face(self, answer: tuple[int, Loaded]) -> None:
        self._take(answer[1])
        self._take_history(True, False)
        self.face_added.emit(answer[0])

    def _take_turned(self, turned: Turned) -> None:
        self._take_history(turned.can_undo, turned.can_redo)
        row = None if turned.edit is None else self.row_of(turned.edit.face_id)
        if row is not None:
            # What was said since then is newer than what the way back led to.
            said = self._unwritten.get(int(self.rows.face_ids[row]))
            self._note(row, said[-1] if said else turned.label)
        if turned.edit is not None:
            self.turned.emit(turned.edit.face_id, turned.edit.photo_id)
        if turned.reload:
            self._reread()
            if turned.edit is not None:
                self.load_photo(turned.edit.photo_id)
