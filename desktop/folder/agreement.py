"""Agreement between two raters: the choice of the pair, the figures and the disagreements."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.folder import text as words
from desktop.folder.project_controller import ProjectController
from desktop.folder.text import gender_brief, rater_name
from desktop.i18n.text import decimal, number, plural, translate
from desktop.jobs import Job, Urgency
from desktop.widgets.dialogs import show
from desktop.widgets.labels import PlainLabel, plain_tip
from engine.agreement import (
    ENOUGH,
    FAR_YEARS,
    FIGURE_COLUMNS,
    About,
    Agreement,
    Disagreement,
    DisagreementQueue,
    Figure,
    StatedLabel,
    agreement_steps,
    figure_table,
    save_figures,
)
from engine.project import HUMAN_GENDERS, Project


class AgreementController(QObject):
    """``face_wanted`` (face id) when the user wants to see a face on which two differ.

    ``asked`` (dialog) when the dialog is on screen.
    """

    face_wanted = Signal(int)
    asked = Signal(object)

    def __init__(self, context: AppContext, *, work: ProjectController, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._work, self._window = context, work, parent
        self._job: Job | None = None

    @Slot()
    def ask(self) -> None:
        """Show the dialog, once it is known who labelled."""
        project = self._work.project
        if project is None:
            return
        job = self._context.lanes.model.submit(project.reviewers)
        job.succeeded.connect(self._show)
        job.failed.connect(self._context.messages.report)

    @Slot(object)
    def _show(self, reviewers: Sequence[tuple[str, int]]) -> None:
        if self._work.project is None:
            return
        dialog = AgreementDialog(
            reviewers, reviewer=self._work.reviewer, parent=self._window.window()
        )
        dialog.pair_chosen.connect(lambda one, other: self._compute(dialog, one, other))
        dialog.face_chosen.connect(self._leave_for)
        dialog.save_wanted.connect(self._save)
        dialog.finished.connect(self._give_up)
        show(dialog)
        self.asked.emit(dialog)
        dialog.choose()

    def _compute(self, dialog: AgreementDialog, one: str, other: str | None) -> None:
        project = self._work.project
        self._give_up()
        if project is None:
            return
        job = self._job = self._context.lanes.model.submit(
            lambda: _steps(project, one, other), urgency=Urgency.SOON
        )
        job.succeeded.connect(lambda found: dialog.show_agreement(found, self._name_of))
        job.failed.connect(self._context.messages.report)

    @Slot()
    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _leave_for(self, found: Agreement, face_id: int) -> None:
        """Go through the faces on which the two differ, beginning with one of them."""
        if self._work.project is not None:
            self._work.settle(DisagreementQueue(found))
            self.face_wanted.emit(face_id)

    def _save(self, found: Agreement) -> None:
        project = self._work.project
        if project is None:
            return
        path = self._context.dialogs.save_as(
            self._window,
            title=self.tr("Save the figures"),
            name=f"{project.path.stem}-agreement.csv",
            kinds=self.tr("Table (*{0})").format(".csv"),
        )
        if path is None:
            return
        job = self._context.lanes.model.submit(lambda: save_figures(path, found))
        said = self.tr("Saved as {0}").format(path)
        job.succeeded.connect(lambda _: self._context.messages.say(said))
        job.failed.connect(self._context.messages.report)

    def _name_of(self, face_id: int) -> str:
        row = self._work.row_of(face_id)
        return "" if row is None else self._work.rows.names[row]


def _steps(project: Project, one: str, other: str | None) -> Generator[None, None, Agreement]:
    return (yield from agreement_steps(project.photos(), one, other))


_FACE_ROLE = Qt.ItemDataRole.UserRole
_MOST = 1000


class AgreementDialog(QDialog):
    """``pair_chosen`` (name, name or ``None`` for the model).

    ``face_chosen`` (Agreement, face id) when the faces on which the two differ are to be gone
    through, beginning with one; ``save_wanted`` (Agreement) when the figures are to be saved.
    """

    pair_chosen = Signal(str, object)
    face_chosen = Signal(object, int)
    save_wanted = Signal(object)

    def __init__(
        self, reviewers: Sequence[tuple[str, int]], *, reviewer: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Agreement"))
        self.resize(620, 520)
        self.one, self.other = QComboBox(self), QComboBox(self)
        self.one.setAccessibleName(self.tr("First rater"))
        self.other.setAccessibleName(self.tr("Second rater"))
        self._offer(reviewers, reviewer)
        self.summary = PlainLabel(self)
        self.summary.setWordWrap(True)
        self.kappa_note = PlainLabel(self)
        self.kappa_note.setWordWrap(True)
        self.kappa_note.setProperty("muted", True)
        self._figures = QWidget(self)
        self._grid = QGridLayout(self._figures)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(26)
        self._grid.setVerticalSpacing(5)
        self.differing = QListWidget(self)
        self.differing.setObjectName("faceList")
        self.differing.setSpacing(3)
        self.differing.setAccessibleName(self.tr("Faces with different labels"))
        self._heading = PlainLabel(self)
        self._heading.setObjectName("heading")
        self.defined = PlainLabel(
            self.tr(
                "Two labels differ if only one says that it is a face, if the genders are not the "
                "same, or if the ages are more than %Ln years apart. What one of the two left open "
                "does not count.",
                "",
                round(FAR_YEARS),
            ),
            self,
        )
        self.defined.setWordWrap(True)
        self.defined.setProperty("muted", True)
        self.review_all = QPushButton(self.tr("Review these faces"), self)
        self.review_all.setToolTip(
            self.tr("One after another; a face that is settled stays in the list, marked")
        )
        self.copy = QPushButton(self.tr("Copy figures"), self)
        self.save = QPushButton(self.tr("Save figures…"), self)
        self._found: Agreement | None = None
        self._arrange()
        self.review_all.clicked.connect(self._review_all)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(lambda: self.save_wanted.emit(self._found))
        self.one.activated.connect(self.choose)
        self.other.activated.connect(self.choose)
        self.differing.itemActivated.connect(self._go)

    def _offer(self, reviewers: Sequence[tuple[str, int]], reviewer: str) -> None:
        for name, count in reviewers:
            label = self.tr("{0} (%Ln faces)", "", count).format(rater_name(name))
            self.one.addItem(label, name)
            self.other.addItem(label, name)
        self.other.addItem(rater_name(None), None)
        names = [name for name, _ in reviewers]
        self._people = bool(names)
        if names:
            first = names.index(reviewer) if reviewer in names else 0
            self.one.setCurrentIndex(first)
            others = [place for place in range(len(names)) if place != first]
            self.other.setCurrentIndex(others[0] if others else len(names))

    def _arrange(self) -> None:
        raters = QWidget(self)
        raters.setVisible(self._people)
        pair = QHBoxLayout(raters)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(8)
        pair.addWidget(self.one)
        pair.addWidget(PlainLabel(self.tr("and"), self))
        pair.addWidget(self.other)
        pair.addStretch()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        for button in (self.copy, self.save):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        heading = QHBoxLayout()
        heading.addWidget(self._heading, 1)
        heading.addWidget(self.review_all)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(raters)
        column.addWidget(self.summary)
        column.addWidget(self._figures)
        column.addWidget(self.kappa_note)
        column.addLayout(heading)
        column.addWidget(self.defined)
        column.addWidget(self.differing, 100)
        column.addStretch(1)
        column.addWidget(buttons)
        self._clear()

    @property
    def figures(self) -> tuple[tuple[str, ...], ...]:
        """The table of figures on screen."""
        return self._shown

    _shown: tuple[tuple[str, ...], ...] = ()

    @Slot()
    def choose(self) -> None:
        """Ask for the figures of the pair that is chosen."""
        one, other = self.one.currentData(), self.other.currentData()
        self._clear()
        if not self._people:
            self.summary.setText(self.tr("No face in this project has been reviewed yet."))
        elif one == other:
            self.summary.setText(self.tr("Choose two different raters."))
        else:
            self.summary.setText(self.tr("Calculating…"))
            self.pair_chosen.emit(one, other)

    def show_agreement(self, found: Agreement, name_of: Callable[[int], str]) -> None:
        """Show the figures, and the faces on which the two differ under their photos' names."""
        self._clear()
        self._found = found
        for button in (self.copy, self.save):
            button.setEnabled(found.faces > 0)
        self.summary.setText(summary(found))
        self._shown, note = figure_rows(found), why_no_kappa(found)
        self.kappa_note.setText(note)
        self.kappa_note.setVisible(bool(note))
        for line, row in enumerate(self._shown):
            for place, text in enumerate(row):
                label = PlainLabel(text, self._figures)
                if text == NO_FIGURE:
                    label.setToolTip(plain_tip(note))
                if place == 0 or not row[0]:
                    label.setProperty("muted", True)
                self._grid.addWidget(label, line, place)
        self._grid.setColumnStretch(4, 1)
        differing = found.disagreements
        self._heading.setText(
            self.tr("The labels of %Ln faces differ (press Enter to open one)", "", len(differing))
        )
        self._heading.setVisible(bool(differing))
        self.review_all.setVisible(bool(differing))
        self.defined.setVisible(found.faces > 0)
        self.differing.setVisible(bool(differing))
        for face in differing[:_MOST]:
            text = face_line(face, name_of(face.face_id), raters=(found.one, found.other))
            item = QListWidgetItem(text, self.differing)
            about = ", ".join(self._about(kind) for kind in face.about)
            item.setToolTip(plain_tip(self.tr("Disagreement: {0}").format(about)))
            item.setData(_FACE_ROLE, face.face_id)

    def _about(self, kind: About) -> str:
        words: dict[About, str] = {
            "face": self.tr("whether it is a face"),
            "gender": self.tr("perceived gender"),
            "age": self.tr("apparent age"),
        }
        return words[kind]

    def _clear(self) -> None:
        self._shown, self._found = (), None
        for button in (self.copy, self.save):
            button.setEnabled(False)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.differing.clear()
        parts = (self._heading, self.defined, self.review_all, self.differing, self.kappa_note)
        for part in parts:
            part.hide()

    @Slot(QListWidgetItem)
    def _go(self, item: QListWidgetItem) -> None:
        self.face_chosen.emit(self._found, item.data(_FACE_ROLE))
        self.accept()

    @Slot()
    def _review_all(self) -> None:
        self._go(self.differing.item(0))

    @Slot()
    def _copy(self) -> None:
        """Put the figures into the clipboard, cells separated by tabs."""
        if self._found is not None:
            rows = (FIGURE_COLUMNS, *figure_table(self._found))
            QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))


NO_FIGURE = "–"
"""Shown where a figure is not defined."""


def summary(found: Agreement) -> str:
    """How many faces both labelled, and a warning where that is too few."""
    if not found.faces:
        return translate("folder", "There is no face that both have labelled.")
    message = plural("folder", "%Ln faces were labelled by both.", found.faces)
    if not found.enough:
        few = translate("folder", "Fewer than {0} is too few for reliable figures.")
        message = f"{message} {few.format(number(ENOUGH))}"
    return message


def why_no_kappa(found: Agreement) -> str:
    """Why there is a dash in place of a kappa, in words; "" if there is none."""
    if all(about is None or about.kappa is not None for about in (found.face, found.gender)):
        return ""
    return translate(
        "folder",
        "Kappa measures agreement beyond chance. It cannot be computed where both "
        "gave every face the same answer ({0}).",
    ).format(NO_FIGURE)


def values(one: StatedLabel) -> str:
    """A rater's answer for a face: "31, female"."""
    if not one.is_face:
        return words.verdict_text("not_a_face")
    parts = [] if one.age_years is None else [words.years(round(one.age_years, 1))]
    parts += [gender_brief(known) for known in HUMAN_GENDERS if known == one.gender]
    return ", ".join(parts) or translate("folder", "a face")


def face_line(one: Disagreement, photo: str, *, raters: tuple[str | None, str | None]) -> str:
    """A face on which two raters differ: its photo, its number and both answers."""
    message = translate("folder", "{photo}, face {number}").format(
        photo=photo, number=one.face_index
    )
    said = [
        translate("folder", "{rater}: {said}").format(rater=rater_name(name), said=values(what))
        for name, what in zip(raters, one.said, strict=True)
    ]
    return "  ·  ".join((message, *said))


def figure_rows(found: Agreement) -> tuple[tuple[str, ...], ...]:
    """A row of headings, then one for each thing that was labelled: what, how many, figures."""
    rows: list[tuple[str, ...]] = []
    headings: tuple[str, ...]
    for name, about in (
        (translate("folder", "A face or not"), found.face),
        (translate("folder", "Perceived gender"), found.gender),
    ):
        if about is not None:
            agreed = _percent(about.agreed)
            kappa = NO_FIGURE if about.kappa is None else _plain(about.kappa, digits=2)
            rows.append((name, number(about.faces), agreed, kappa))
    if rows:
        headings = ("", translate("folder", "Faces"), translate("folder", "Agreed"))
        rows.insert(0, (*headings, translate("folder", "Cohen’s kappa")))
    if found.age is not None:
        headings = (
            "",
            translate("folder", "Faces"),
            translate("folder", "Mean difference"),
            translate("folder", "Within 5 years"),
        )
        years = translate("folder", "{0} years").format(_plain(found.age.absolute, digits=1))
        name = translate("folder", "Apparent age")
        rows += [headings, (name, number(found.age.faces), years, _percent(found.age.within_5))]
    return tuple(rows)


def _percent(figure: Figure) -> str:
    message = f"{number(round(100 * figure.value))} %"
    if figure.low is None or figure.high is None:
        return message
    return f"{message} ({100 * figure.low:.0f}–{100 * figure.high:.0f})"


def _plain(figure: Figure, *, digits: int) -> str:
    message = decimal(figure.value, digits)
    if figure.low is None or figure.high is None:
        return message
    return f"{message} ({decimal(figure.low, digits)}–{decimal(figure.high, digits)})"
