"""The project in hand: what the reviewer says about its faces, and the way back.

What they say is on screen at once and on disk a moment later; if it cannot be written, the screen
goes back to what is on disk, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from desktop.context import AppContext
from desktop.folder.backend import FolderBackend
from desktop.folder.project_work import (
    FaceIndex,
    LoadedFaces,
    OpenedProject,
    ProjectSummary,
    UndoResult,
    add_face,
    load,
    move_face,
    move_root,
    open_project,
    settle,
    undo_or_redo,
    write,
)
from desktop.jobs import Job, Urgency
from engine.agreement import DisagreementQueue
from engine.project import (
    Attribute,
    Counts,
    Edit,
    FaceEntry,
    FaceNote,
    Flag,
    HumanGender,
    HumanLabel,
    Project,
    Run,
    Verdict,
    no_rows,
    now,
)
from engine.project.face_table import LabelColumns
from engine.project.review import (
    BOTH,
    NEITHER,
    GroupAnswer,
    HiddenParts,
    Part,
    ReviewAnswer,
    answer_to_confirm,
    group_of_gender,
    group_to_confirm,
    group_to_reject,
    hidden_in_blind,
    label_in,
    labels_of_group,
    parts_hidden_in_blind,
    verdict_for,
)
from engine.project.workload import Assignment
from engine.results import Box


class ProjectController(QObject):
    """The open project, or none, and the reviewer's answers; lives on the GUI thread, never waits.

    ``opened``: a project was opened or closed. ``open_failed`` (exception): the former one stays
    open. ``rows_changed``: rows were read anew, so their numbers are no longer valid.
    ``photo_loaded`` (PhotoEntry) answers ``load_photo``. ``row_changed`` (row): the reviewer's
    answer there has changed, ``rows_answered`` (rows) those in many at once. ``blind_changed``: the
    model's answers are hidden until the reviewer has given theirs, or no longer. ``face_added``
    (face id) comes once the rows have a drawn face, ``undone`` (face id, photo id) when an undo or
    redo is done, ``held_settled`` when a held label was moved or dropped, or could not be.
    ``face_moved`` (face id) when a face has another box. ``queue_changed`` when there is another
    ``queue`` of faces to settle, or other faces in it, ``assignment_changed`` when faces are for
    other reviewers. ``all_written`` when every
    answer is on the disk.
    """

    opened = Signal()
    about_changed = Signal()
    open_failed = Signal(object)
    rows_changed = Signal()
    counts_changed = Signal()
    history_changed = Signal()
    photo_loaded = Signal(object)
    row_changed = Signal(int)
    rows_answered = Signal(object)
    reviewer_changed = Signal()
    attribute_changed = Signal()
    blind_changed = Signal()
    face_added = Signal(int)
    undone = Signal(int, int)
    face_moved = Signal(int)
    held_settled = Signal()
    queue_changed = Signal()
    assignment_changed = Signal()
    all_written = Signal()

    def __init__(
        self, context: AppContext, backend: FolderBackend, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._backend = context, backend
        self.project: Project | None = None
        self.rows = no_rows()
        self.counts = Counts()
        self.about = ProjectSummary()
        self.judges: tuple[tuple[Run, int], ...] = ()
        self.reviewer = context.settings.reviewer
        self.attribute: Attribute = "both"
        self.blind = context.settings.review_blind
        self.can_undo = self.can_redo = False
        self.queue: DisagreementQueue | None = None
        self.assignment: Assignment | None = None
        self._by_face = FaceIndex.of(self.rows.face_ids)
        self._rows_of = self.reviewer
        # Answers not yet known to be on disk, oldest first; and those given since a reading began,
        # which therefore knows nothing of them: they are put into the rows that it brings.
        self._unwritten: list[LabelColumns] = []
        self._since: list[LabelColumns] = []
        # The same of remarks, by face.
        self._unwritten_notes: list[tuple[int, FaceNote]] = []
        self._notes_since: list[tuple[int, FaceNote]] = []
        # What reviewers have seen of the model's answers, by name and face, though it may be hidden
        # again by now: an answer to it was not given blind.
        self._seen: dict[tuple[str, int], frozenset[Part]] = {}
        self._reading: Job | None = None
        self._again = False
        self._saving = 0

    @property
    def read_only(self) -> bool:
        """Whether the open project is read-only."""
        return self.project is not None and self.project.read_only

    @property
    def writing(self) -> bool:
        """Whether an answer is still being written to the disk."""
        return self._saving > 0

    @property
    def reviewed(self) -> int:
        """How many faces this reviewer has dealt with, in the attribute under review."""
        return self.count_reviewed(self.attribute)

    @property
    def partly(self) -> int:
        """Of how many faces this reviewer has stated only age or only gender."""
        return int((self.rows.partly() & self._faces).sum())

    @property
    def faces(self) -> int:
        """How many faces there are to review; held ones are not."""
        return int(self._faces.sum())

    @property
    def _faces(self) -> NDArray[np.bool_]:
        faces: NDArray[np.bool_] = (self.rows.face_ids > 0) & ~self.rows.held
        return faces

    def count_reviewed(self, attribute: Attribute) -> int:
        """How many faces this reviewer has dealt with, in the sense of an attribute."""
        return int((self.rows.reviewed(attribute) & self._faces).sum())

    def hidden(self, row: int) -> frozenset[Part]:
        """What of the model's answers in this row the reviewer is not to see yet."""
        if not self.blind:
            return NEITHER
        if self._rows_of != self.reviewer:  # what they have answered is being read
            return BOTH
        return hidden_in_blind(self.rows, row, self.attribute)

    def note_seen(self, row: int) -> None:
        """Remember that the reviewer sees the answers in this row, but for the hidden ones."""
        key = self.reviewer, int(self.rows.face_ids[row])
        self._seen[key] = self._seen.get(key, NEITHER) | (BOTH - self.hidden(row))

    def is_written(self, face_id: int) -> bool:
        """Whether everything that was said of a face is on the disk."""
        return not any(face_id in labels.face_ids for labels in self._unwritten)

    def rows_of(self, face_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of faces, -1 for those that are not (or no longer) there."""
        return self._by_face.rows_of(face_ids)

    def row_of(self, face_id: int) -> int | None:
        """The row of a face, if it is (still) there."""
        return self._by_face.row_of(face_id)

    def open(self, path: Path, root: Path | None = None, *, known: bool = True) -> Job:
        """Open a project, or begin one for the photos of ``root``; the former one is closed.

        One that is not ``known`` here fails with ``ForeignProjectError`` if its photos are said to
        lie anywhere but beside it.
        """
        backend, reviewer = self._backend, self.reviewer
        # As urgent as closing: who closes a project and opens it again finds it closed.
        job = self._context.lanes.model.submit(
            lambda: open_project(backend, path, root, reviewer=reviewer, known=known),
            urgency=Urgency.SOON,
        )
        job.succeeded.connect(self._take_project)
        job.failed.connect(self.open_failed)
        return job

    def close(self) -> None:
        """Close the project; nothing is open then."""
        if self.project is not None:
            self._close_file(self.project)
            self.project, self.about = None, ProjectSummary()
            self.settle(None)
            nothing = FaceIndex.of(np.zeros(0, np.int64))
            self._take(LoadedFaces(no_rows(), Counts(), False, False, nothing, self.reviewer))
            self.opened.emit()

    def refresh(self) -> None:
        """Read the project anew; asked while that is being done, once more afterwards."""
        if self.project is None:
            return
        if self._reading is not None:
            self._again = True
            return
        project, reviewer = self.project, self.reviewer
        self._since = list(self._unwritten)
        self._notes_since = list(self._unwritten_notes)
        self._reading = self._submit(
            lambda: load(project, reviewer), self._take, urgency=Urgency.SOON
        )
        self._reading.finished.connect(self._end_reading)

    def move_root(self, root: Path) -> None:
        """Say where the folder of the photos is by now; ``about_changed`` follows."""
        if self.project is not None:
            project = self.project
            self._submit(lambda: move_root(project, root), self._take_about)

    def load_photo(self, photo_id: int) -> None:
        """Read a photo with all its faces; ``photo_loaded`` brings it."""
        if self.project is not None:
            project = self.project
            self._submit(lambda: project.photo(photo_id), self.photo_loaded.emit)

    def set_reviewer(self, name: str) -> None:
        """Switch to another reviewer, who sees their own answers."""
        name = name.strip()
        if name == self.reviewer:
            return
        self.reviewer = self._context.settings.reviewer = name
        self._unwritten.clear()  # another one said it
        self._reread()
        self.reviewer_changed.emit()

    def set_attribute(self, attribute: Attribute) -> None:
        """Review gender and age, or only one of them."""
        if attribute != self.attribute:
            self.attribute = attribute
            self.attribute_changed.emit()
            self.counts_changed.emit()

    def settle(self, queue: DisagreementQueue | None) -> None:
        """Go through the faces on which two raters differ; ``None`` leaves them."""
        if queue is not self.queue:
            self.queue = queue
            self.queue_changed.emit()

    def is_settled(self, row: int) -> bool:
        """Whether a face of the queue is settled: the two agree, or a third person has answered."""
        return self.queue is not None and self._is_settled(int(self.rows.face_ids[row]))

    @property
    def settled(self) -> list[int]:
        """The faces of the queue that are settled."""
        faces = () if self.queue is None else self.queue.face_ids
        return [face_id for face_id in faces if self._is_settled(face_id)]

    def _is_settled(self, face_id: int) -> bool:
        queue = self.queue
        if queue is None or face_id not in queue:
            return False
        if queue.agreed(face_id):
            return True
        row = None if self.reviewer in (queue.one, queue.other) else self.row_of(face_id)
        label = None if row is None else label_in(self.rows, row, self.reviewer)
        return label is not None and label.complete

    @Slot()
    def drop_settled(self) -> None:
        """Take the settled faces out of the queue; an empty one is left."""
        if self.queue is not None:
            self.queue.without(self.settled)
            if self.queue.face_ids:
                self.queue_changed.emit()
            else:
                self.settle(None)

    @property
    def assigned(self) -> tuple[int, int] | None:
        """How many of the faces that are for this reviewer they have dealt with, and of how many.

        ``None`` where nothing is for anybody.
        """
        if self.assignment is None or self.reviewer not in self.assignment.reviewers:
            return None
        mine = self.assignment.mask(self.rows, self.reviewer) & self._faces
        return int((self.rows.reviewed(self.attribute) & mine).sum()), int(mine.sum())

    def assign(self, assignment: Assignment | None) -> None:
        """Say for whom the faces are, or that they are for everybody."""
        if self.project is None or self._refused():
            return
        self._take_assignment(assignment)
        self._await(self._submit(partial(self.project.keep_assignment, assignment), lambda _: None))

    def decide_at(self, threshold: float | None) -> None:
        """From which score on a gender counts as answered; ``None``: the model's own rule."""
        if self.project is None or self._refused():
            return
        work = partial(self.project.keep_gender_threshold, threshold)
        self._await(self._submit(work, lambda _: self._reread()))

    def _take_assignment(self, assignment: Assignment | None) -> None:
        if assignment != self.assignment:
            self.assignment = assignment
            self.assignment_changed.emit()
            self.counts_changed.emit()

    def set_blind(self, blind: bool) -> None:
        """Hide the model's answers until the reviewer has given theirs, or show them."""
        if blind != self.blind:
            self.blind = self._context.settings.review_blind = blind
            self.blind_changed.emit()

    def say(
        self,
        row: int,
        *,
        verdict: Verdict | None = None,
        age: float | None = None,
        gender: HumanGender | None = None,
        merge: bool = True,
    ) -> None:
        """Store the reviewer's answer for a face; ``merge`` completes it from their earlier one.

        Without a verdict it is worked out: "confirmed" if all agrees with the model.
        """
        project = self._open_for(row)
        if project is None:
            return
        before = label_in(self.rows, row, self.reviewer)
        if merge and before is not None and before.verdict != "not_a_face":
            age = before.age_years if age is None else age
            gender = before.gender if gender is None else gender
        answer = ReviewAnswer(age, gender)
        verdict = verdict or verdict_for(self.rows, row, answer)
        label = HumanLabel(
            verdict=verdict,
            reviewer=self.reviewer,
            reviewed_at=now(),
            age_years=None if verdict == "not_a_face" else age,
            gender=None if verdict == "not_a_face" else gender,
        )
        blind = self._is_blind(row, label, before)
        self._keep_one(project, row, replace(label, blind=blind))

    def _is_blind(self, row: int, label: HumanLabel, before: HumanLabel | None) -> bool:
        """Whether what the label says anew was said without ever having seen the model's answer."""
        if before is not None and not before.blind:
            return False
        said: set[Part] = set()
        if before is None or label.age_years != before.age_years:
            said.add("age")
        if before is None or label.gender != before.gender:
            said.add("gender")
        if label.verdict != "not_a_face":
            said &= ReviewAnswer(label.age_years, label.gender).stated
        seen = self._seen.get((self.reviewer, int(self.rows.face_ids[row])), NEITHER)
        return said <= self.hidden(row) - seen

    def confirm(self, row: int) -> bool:
        """Take over the shown answer of what is under review; false if there is none to take."""
        answer = answer_to_confirm(self.rows, row, self.attribute, hidden=self.hidden(row))
        if answer is None or answer.missing(self.attribute):
            return False
        self.say(row, age=answer.age, gender=answer.gender)
        return True

    def confirm_all(self, index: NDArray[np.int64]) -> GroupAnswer | None:
        """Take over the shown answers of what is under review in these rows, as one step.

        Returns what could be said; ``None`` if nothing can be said now.
        """
        hidden = self._hidden_parts()
        found = group_to_confirm(self.rows, self._faces_in(index), self.attribute, hidden=hidden)
        return self._say_all(found)

    def say_gender_of_all(
        self, index: NDArray[np.int64], gender: HumanGender
    ) -> GroupAnswer | None:
        """Store a gender for the faces in these rows, as one step; their ages stay."""
        return self._say_all(group_of_gender(self.rows, self._faces_in(index), gender))

    def reject_all(self, index: NDArray[np.int64]) -> GroupAnswer | None:
        """Store of these rows that the model took something else for a face, as one step."""
        return self._say_all(group_to_reject(self.rows, self._faces_in(index)))

    def _faces_in(self, index: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those of these rows of which something can be said."""
        faces: NDArray[np.int64] = index[self._faces[index]]
        return faces

    def _hidden_parts(self) -> HiddenParts:
        """The same as ``hidden`` for all rows."""
        if self.blind and self._rows_of == self.reviewer:
            return parts_hidden_in_blind(self.rows, self.attribute)
        return HiddenParts.all_or_none(self.rows, hidden=self.blind)

    def _seen_parts(self) -> HiddenParts:
        """What the reviewer has seen of the model's answers, in all rows."""
        seen = HiddenParts.all_or_none(self.rows, hidden=False)
        for (reviewer, face_id), parts in self._seen.items() if self.blind else ():
            row = self.row_of(face_id) if reviewer == self.reviewer else None
            if row is not None:
                seen.age[row], seen.gender[row] = "age" in parts, "gender" in parts
        return seen

    def _say_all(self, answer: GroupAnswer) -> GroupAnswer | None:
        if self.project is None or self._refused():
            return None
        if len(answer.rows):
            hidden, seen = self._hidden_parts(), self._seen_parts()
            labels = labels_of_group(self.rows, answer, hidden=hidden, seen=seen)
            self._keep(
                labels,
                partial(self.project.set_labels, labels, reviewer=self.reviewer),
                before=self.rows.labels_in(answer.rows),
            )
        return answer

    def not_a_face(self, row: int) -> None:
        """The model took something else for a face."""
        self.say(row, verdict="not_a_face", merge=False)

    def a_face_after_all(self, row: int) -> None:
        """Take back that it is no face; one that a person drew is theirs again."""
        if self.rows.drawn[row]:
            self.say(row, verdict="added", merge=False)
        else:
            self.clear(row)

    def clear(self, row: int) -> None:
        """Clear the reviewer's answer for a face."""
        project = self._open_for(row)
        if project is not None and self.rows.verdict[row] >= 0:
            self._keep_one(project, row, None)

    def add_face(self, photo_id: int, box: Box) -> None:
        """Keep a face that the model missed; ``photo_loaded`` and ``face_added`` follow."""
        if self.project is None or self._refused():
            return
        work = partial(
            add_face,
            self.project,
            photo_id,
            box,
            reviewer=self.reviewer,
            blind=self.blind,
            pipeline=self._context.session.pipeline,
            judge=self._backend.analyse_box,
        )
        job = self._submit(work, self._take_face)
        job.reported.connect(self.photo_loaded)
        self._await(job)

    def move_face(self, face_id: int, photo_id: int, box: Box) -> None:
        """Give a face another box, which the model judges; ``face_moved`` follows."""
        if self.project is None or self._refused():
            return
        work = partial(
            move_face,
            self.project,
            (face_id, photo_id),
            box,
            reviewer=self.reviewer,
            pipeline=self._context.session.pipeline,
            judge=self._backend.analyse_box,
        )
        self._await(self._submit(work, self._take_moved))

    def note_of(self, row: int) -> FaceNote | None:
        """What the reviewer remarked on the face in this row."""
        notes = self.rows.notes_of(row)
        return next((note for note in notes if note.reviewer == self.reviewer), None)

    def remark(
        self, row: int, *, comment: str | None = None, flags: frozenset[Flag] | None = None
    ) -> None:
        """Store the reviewer's comment or flags on a face; ``None`` leaves the one as it is."""
        project = self._open_for(row)
        if project is None:
            return
        before = self.note_of(row) or FaceNote(reviewer=self.reviewer)
        note = FaceNote(
            reviewer=self.reviewer,
            comment=before.comment if comment is None else " ".join(comment.split()),
            flags=before.flags if flags is None else flags,
            noted_at=now(),
        )
        if (note.comment, note.flags) == (before.comment, before.flags):
            return
        face_id, entry = int(self.rows.face_ids[row]), (int(self.rows.face_ids[row]), note)
        self._unwritten_notes.append(entry)
        self._notes_since.append(entry)
        self._show_note(face_id, note)
        self._take_history(True, False)
        job = self._context.lanes.model.submit(partial(project.set_note, face_id, note))
        job.succeeded.connect(lambda _edit: self._note_written(entry))
        job.failed.connect(lambda error: self._put_note_back(entry, before, error))
        self._await(job)

    def _put_note(self, face_id: int, note: FaceNote) -> None:
        """Put a remark beside those of other people."""
        others = [one for one in self.rows.notes.get(face_id, ()) if one.reviewer != note.reviewer]
        mine = [] if note.empty else [note]
        self.rows.put_notes(face_id, tuple(sorted([*others, *mine], key=lambda one: one.reviewer)))

    def _show_note(self, face_id: int, note: FaceNote) -> None:
        self._put_note(face_id, note)
        row = self.row_of(face_id)
        if row is not None:
            self.row_changed.emit(row)

    def _note_written(self, entry: tuple[int, FaceNote]) -> None:
        self._unwritten_notes = [one for one in self._unwritten_notes if one is not entry]

    def _put_note_back(
        self, entry: tuple[int, FaceNote], before: FaceNote, error: Exception
    ) -> None:
        self._note_written(entry)
        self._show_note(entry[0], before)
        self._context.messages.report(error, context=self.tr("Your remark could not be saved."))
        self._reread()

    def _take_moved(self, entry: FaceEntry) -> None:
        self._take_history(True, False)
        self._show_moved(entry)

    def _show_moved(self, entry: FaceEntry) -> None:
        """Put a face where its box is by now, with what the model says of it there."""
        row = self.row_of(entry.face_id)
        if row is not None:
            self.rows.put_face(row, entry.face)
            self.face_moved.emit(entry.face_id)
            self.row_changed.emit(row)
        if self._reading is not None:  # it may have been read before
            self._reread()

    def settle_held(self, face_id: int, *, onto: int | None) -> None:
        """Move the held label of a face to the face ``onto``, or drop it.

        ``held_settled`` follows.
        """
        if self.project is None or self._refused():
            return
        work = partial(settle, self.project, face_id, onto, reviewer=self.reviewer)
        job = self._submit(work, self._take_settled)
        job.failed.connect(lambda _error: self.held_settled.emit())
        self._await(job)

    def _take_settled(self, _edit: Edit) -> None:
        self._take_history(True, False)
        self._reread()
        self.held_settled.emit()

    def undo(self) -> None:
        """Take back the reviewer's last change, however long ago."""
        self._undo_or_redo(back=True)

    def redo(self) -> None:
        """Do again what the reviewer took back last."""
        self._undo_or_redo(back=False)

    def _submit(
        self,
        work: Callable[[], object],
        take: Callable[..., object],
        urgency: Urgency = Urgency.NOW,
    ) -> Job:
        """Work on the project that is open; its answer counts only while it still is."""
        project = self.project
        job = self._context.lanes.model.submit(work, urgency=urgency)
        job.succeeded.connect(lambda answer: take(answer) if self.project is project else None)
        job.failed.connect(self._context.messages.report)
        return job

    def _reread(self) -> None:
        """What is being read is out of date: read again."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self.refresh()

    @Slot()
    def _end_reading(self) -> None:
        if self.sender() is not self._reading:
            return
        self._reading = None
        if self._again:
            self._again = False
            self.refresh()

    @Slot(object)
    def _take_project(self, opened: OpenedProject) -> None:
        if self.project is not None:
            self._close_file(self.project)
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self.project, self.about = opened.project, opened.about
        self._unwritten.clear()
        self._since.clear()
        self._unwritten_notes.clear()
        self._notes_since.clear()
        self.settle(None)
        self._take(opened.loaded)
        self.opened.emit()

    def _take_about(self, about: ProjectSummary) -> None:
        self.about = about
        self.about_changed.emit()

    def _close_file(self, project: Project) -> None:
        # After what is still being read of it: the file is then one, whole and portable.
        job = self._context.lanes.model.submit(project.close, urgency=Urgency.SOON)
        job.failed.connect(self._context.messages.report)

    @Slot(object)
    def _take(self, loaded: LoadedFaces) -> None:
        self.rows, self.counts, self._by_face = loaded.rows, loaded.counts, loaded.by_face
        self.judges = loaded.judges
        self._take_assignment(loaded.assignment)
        self._rows_of = loaded.reviewer
        for labels in self._since:
            index = self.rows_of(labels.face_ids)
            self.rows.note_all(index[index >= 0], labels.of(index >= 0))
        for face_id, note in self._notes_since:
            self._put_note(face_id, note)
        self.rows_changed.emit()
        self.counts_changed.emit()
        if not self._since and not self._notes_since:
            self._take_history(loaded.can_undo, loaded.can_redo)

    def _take_history(self, can_undo: bool, can_redo: bool) -> None:
        if (can_undo, can_redo) != (self.can_undo, self.can_redo):
            self.can_undo, self.can_redo = can_undo, can_redo
            self.history_changed.emit()

    def _open_for(self, row: int) -> Project | None:
        """The project if its reviewer may say something in this row, a face; else ``None``."""
        is_face = 0 <= row < len(self.rows) and self.rows.face_ids[row] > 0
        return self.project if is_face and not self._refused() else None

    def _refused(self) -> bool:
        if self.read_only:
            self._context.messages.say(self.tr("This project is open read-only."))
        return self.read_only

    def _keep_one(self, project: Project, row: int, label: HumanLabel | None) -> None:
        face_id, index = int(self.rows.face_ids[row]), np.array([row], dtype=np.int64)
        self._keep(
            LabelColumns.one(face_id, label),
            partial(write, project, face_id, label, reviewer=self.reviewer),
            before=self.rows.labels_in(index),
        )

    def _keep(
        self, labels: LabelColumns, work: Callable[[], object], *, before: LabelColumns
    ) -> None:
        """Show labels at once and write them by and by; ``before`` stands there if that fails."""
        reviewer = self.reviewer
        self._unwritten.append(labels)
        self._note(labels)
        self._take_history(True, False)
        job = self._context.lanes.model.submit(work)
        job.succeeded.connect(lambda _edit: self._written(labels))
        job.failed.connect(lambda error: self._put_back(labels, before, reviewer, error))
        self._await(job)

    def _await(self, job: Job) -> None:
        self._saving += 1
        job.finished.connect(self._end_saving)

    @Slot()
    def _end_saving(self) -> None:
        self._saving -= 1
        if not self._saving:
            self.all_written.emit()

    def _note(self, labels: LabelColumns) -> None:
        """Put labels into the rows of their faces, as far as those are there."""
        index = self.rows_of(labels.face_ids)
        known = index >= 0
        index = index[known]
        self.rows.note_all(index, labels.of(known))
        self._since.append(labels)
        if self.queue is not None:
            for row in index.tolist():
                face_id = int(self.rows.face_ids[row])
                if face_id in self.queue:
                    label = label_in(self.rows, row, self.reviewer)
                    self.queue.note(face_id, self.reviewer, label)
        if len(index) == 1:
            self.row_changed.emit(int(index[0]))
        elif len(index):
            self.rows_answered.emit(index)
        self.counts_changed.emit()

    def _written(self, labels: LabelColumns) -> None:
        self._unwritten = [one for one in self._unwritten if one is not labels]

    def _put_back(
        self, labels: LabelColumns, before: LabelColumns, reviewer: str, error: Exception
    ) -> None:
        self._written(labels)
        if reviewer == self.reviewer:
            self._note(before)
        self._context.messages.report(error, context=self.tr("Your answer could not be saved."))
        self._reread()

    def _take_face(self, answer: tuple[int, LoadedFaces]) -> None:
        self._take(answer[1])
        self._take_history(True, False)
        self.face_added.emit(answer[0])

    def _undo_or_redo(self, *, back: bool) -> None:
        if self.project is not None and not self._refused():
            project, reviewer = self.project, self.reviewer
            work = partial(undo_or_redo, project, reviewer, back=back)
            job = self._submit(work, partial(self._take_undone, back=back))
            job.reported.connect(
                lambda labels: self._take_ahead(labels) if reviewer == self.reviewer else None
            )
            job.failed.connect(lambda _error: self._reread())
            self._await(job)

    def _take_ahead(self, labels: LabelColumns) -> None:
        """Show what many faces come to before it is on the disk."""
        self._note(labels)
        self._note_newer()

    def _note_newer(self) -> None:
        """What was said since then is newer than what the way back led to."""
        for labels in list(self._unwritten):
            self._note(labels)

    def _take_undone(self, undone: UndoResult, *, back: bool) -> None:
        self._take_history(undone.can_undo, undone.can_redo)
        edit = undone.edit
        if edit is None:
            return
        self._tell_undone(edit.count, back=back)
        if edit.what != "label" and undone.entry is not None:
            self._take_undone_remark(edit, undone.entry)
            return
        if edit.count == 1 and self.row_of(edit.face_id) is not None:
            self._note(LabelColumns.one(edit.face_id, undone.label))
            self._note_newer()
        self.undone.emit(edit.face_id, edit.photo_id)
        if undone.reload:
            self._reread()
            self.load_photo(edit.photo_id)

    def _tell_undone(self, count: int, *, back: bool) -> None:
        """Say it: else the last success would stand there as if nothing had been taken back."""
        if back:
            told = self.tr("Undone: a change to %Ln faces.", "", count)
        else:
            told = self.tr("Redone: a change to %Ln faces.", "", count)
        self._context.messages.say(told)

    def _take_undone_remark(self, edit: Edit, entry: FaceEntry) -> None:
        """Show what the way back led to where it was no label."""
        if edit.what == "box":
            self._show_moved(entry)
        else:
            note = entry.note_of(self.reviewer)
            self._show_note(edit.face_id, note or FaceNote(reviewer=self.reviewer))
        self.undone.emit(edit.face_id, edit.photo_id)
