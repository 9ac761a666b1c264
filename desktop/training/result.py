"""The result of a finished run: its models are evaluated, shown and can be put to use."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QEvent,
    QLocale,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import QIcon, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.i18n.backend_messages import filled, spoken
from desktop.i18n.text import duration, number, plural, translate
from desktop.jobs import Job, LaneTask
from desktop.training.backend import TrainingBackend
from desktop.training.class_round import ClassRoundDialog, round_against
from desktop.training.group_table import GroupTable
from desktop.training.run import Made, TrainingRun, common_limit
from desktop.training.text import (
    age_figure,
    architecture_title,
    gender_figure,
    model_title,
    thinned_title,
)
from desktop.unfit_model import UnfitModelDialog
from desktop.viewer.qimage import qimage_of
from desktop.widgets.dialogs import show
from desktop.widgets.labels import PlainLabel, plain_tip
from desktop.widgets.progress import ProgressPanel
from desktop.widgets.scroll_page import ScrollPage
from engine.errors import UserError
from engine.evaluation import GroupComparison, Mistake
from engine.evaluation.gender import confusion
from engine.evaluation.groups import DIFFERENCES_NOTE
from engine.evaluation.report import Evaluation
from training.dataset.drawn import DRAWN_NOTE
from training.run_evaluation import EvaluatedModels, EvaluationRequest
from training.settings import DRAWN, TrainSettings
from training.thinning import Thinning, parted

_LONGEST_NAME = 120


class ResultController(QObject):
    """Evaluates the models of a run, fills the result panel and handles its buttons."""

    def __init__(self, context: AppContext, backend: TrainingBackend, panel: ResultPanel) -> None:
        super().__init__(panel)
        self._context, self._backend, self._panel = context, backend, panel
        self._page: Path | None = None
        self.evaluation = LaneTask(context.lanes.training, self)
        panel.page_wanted.connect(self._open_page)
        self._drawn = False
        self._thinned: set[str] = set()
        self.question: UnfitModelDialog | None = None
        self.class_round: ClassRoundDialog | None = None
        self._made: tuple[Made, ...] = ()
        self._settings: tuple[TrainSettings, ...] = ()
        self._left: frozenset[str] = frozenset()
        self._wanted: str | None = None
        panel.model_wanted.connect(self._want_model)
        panel.round_wanted.connect(self._open_round)
        self.evaluation.started.connect(panel.show_progress)
        self.evaluation.succeeded.connect(self._show)
        self.evaluation.failed.connect(self._tell)
        context.session.model_changed.connect(self._change_model)
        context.session.models_changed.connect(self._mark_deleted)

    def clear(self) -> None:
        """Clear the result of the run before."""
        self.evaluation.cancel()
        self._page = None
        self._made, self._left = (), frozenset()
        self._end_round()
        self._panel.clear()

    def _end_round(self) -> None:
        dialog, self.class_round = self.class_round, None
        if dialog is not None:
            dialog.finished.disconnect(self._renew_round)
            dialog.reject()
            dialog.deleteLater()

    def show(self, run: TrainingRun) -> None:
        """Show the models of a run and evaluate them on its test faces."""
        place = run.settings[0].data
        self._drawn = place == DRAWN
        made_of = {one.finished.model_id: one.finished.architecture for one in run.made}
        self._thinned = {model_id for model_id, name in made_of.items() if parted(name)[1]}
        self._panel.show_models(run.made, drawn=self._drawn, in_use=self._model_in_use())
        if not run.made:
            return
        ids = tuple(one.finished.model_id for one in run.made)
        self._made, self._settings = tuple(run.made), run.settings
        self._left = frozenset(ids)
        self._offer_round(self._made)
        order = EvaluationRequest(
            place=place,
            limit=common_limit(run.settings),
            model_ids=ids,
            beside=run.settings[0].start_from,
            by_group=any(one.thin is not None for one in run.settings),
            out=self._backend.work_dir / "reports" / "-and-".join(ids)[:_LONGEST_NAME],
        )
        self.evaluation.start(lambda report: self._backend.evaluate(order, report))

    def _offer_round(self, made: Sequence[Made]) -> None:
        self.class_round = round_against(
            self._context,
            self._backend,
            made,
            settings=self._settings,
            known_only=False,
            parent=self._panel.window(),
        )
        self.class_round.finished.connect(self._renew_round)

    @Slot()
    def _mark_deleted(self) -> None:
        """Offer nothing with models that are gone; a round goes against those that are left."""
        known = {spec.model_id for spec in self._context.session.models}
        ids = frozenset({one.finished.model_id for one in self._made} & known)
        if ids == self._left:
            return
        self._left = ids
        if self.class_round is not None and self.class_round.has_score:
            self.class_round.make_last()
        else:
            self._offer_another()
        self._panel.mark_left(ids, playing=self.class_round is not None)
        self._mark_model()

    @Slot()
    def _renew_round(self) -> None:
        """The dialog was closed: put another in its place if it has played its last round."""
        if self.class_round is not None and self.class_round.is_done:
            self._offer_another()
            self._panel.mark_left(self._left, playing=self.class_round is not None)

    def _offer_another(self) -> None:
        """Offer a round against the models that are left."""
        self._end_round()
        left = [one for one in self._made if one.finished.model_id in self._left]
        if left:
            self._offer_round(left)

    @Slot()
    def _open_round(self) -> None:
        if self.class_round is not None:
            self.class_round.open()

    @Slot(str)
    def _want_model(self, model_id: str) -> None:
        """Use it; only after a question where it was trained on drawings or a thinned set."""
        if not self._drawn and model_id not in self._thinned:
            self.use_model(model_id)
            return
        question = self.question = UnfitModelDialog(
            self._panel.window(), thinned=model_id in self._thinned
        )
        question.accepted.connect(lambda: self.use_model(model_id))
        question.finished.connect(question.deleteLater)
        question.open()

    @Slot(str)
    def use_model(self, model_id: str) -> None:
        """Use this model in every tab, and at the next start, as soon as it has been loaded."""
        self._wanted = model_id
        self._context.session.choose(model_id)

    @Slot(object)
    def _show(self, judged: EvaluatedModels) -> None:
        self._page = judged.page
        self._panel.show_evaluation(judged)

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        told = self.tr("The models are saved, but could not be evaluated.")
        if isinstance(error, UserError):
            self._panel.say(f"{told} {error}")
        else:
            self._context.messages.report(error, context=told)

    @Slot()
    def _open_page(self) -> None:
        if self._page is not None:
            self._backend.open_url(QUrl.fromLocalFile(str(self._page)))

    @Slot()
    def _change_model(self) -> None:
        """Keep the choice only of a model that is there: it may have been deleted meanwhile."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted == self._model_in_use():
            self._context.settings.model_id = wanted
            self._context.messages.say(self.tr("Now using {0}").format(wanted))
        self._mark_model()

    def _mark_model(self) -> None:
        self._panel.mark_in_use(self._model_in_use())

    def _model_in_use(self) -> str | None:
        spec = self._context.session.spec
        return spec.model_id if spec is not None else None


_FACES = 10
_BREATH_MS = 10  # between two parts of an evaluation, each of which takes some
_END = object()


class ResultPanel(QWidget):
    """The result of a run; ``model_wanted`` carries the id of a model to use from now on."""

    model_wanted = Signal(str)
    page_wanted = Signal()
    round_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.use_buttons: dict[str, QPushButton] = {}
        self._deleted: set[str] = set()
        self._drawn = False
        self._figures: dict[str, tuple[PlainLabel, float, int]] = {}
        self.progress = ProgressPanel(self)
        self.open_page = QPushButton(self.tr("Open the full report"), self)
        self.play = QPushButton(self.tr("Class against the model…"), self)
        self.again = QPushButton(self.tr("Train again"), self)
        self.open_page.clicked.connect(self.page_wanted)
        self.play.clicked.connect(self.round_wanted)
        self.again.clicked.connect(self.again_wanted)
        self._body = QVBoxLayout()
        self._body.setSpacing(10)
        self._parts: Iterator[None] = iter(())
        self._filling = QTimer(self, interval=_BREATH_MS)
        self._filling.timeout.connect(self._add_part)
        self._arrange()
        self.clear()

    def _arrange(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addLayout(self._body)
        column.addWidget(self.progress)
        column.addStretch()
        bottom_row = QHBoxLayout()
        bottom_row.setContentsMargins(14, 8, 14, 10)
        bottom_row.setSpacing(8)
        bottom_row.addWidget(self.open_page)
        bottom_row.addWidget(self.play)
        bottom_row.addWidget(self.again)
        bottom_row.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        page = ScrollPage(inside, focusable=True, parent=self)
        page.setAccessibleName(self.tr("Result"))
        whole.addWidget(page, 1)
        whole.addLayout(bottom_row)

    def clear(self) -> None:
        """Remove everything shown."""
        self._filling.stop()
        self._empty(self._body)
        self.use_buttons.clear()
        self._deleted.clear()
        self._figures.clear()
        self.open_page.setEnabled(False)
        self._allow_round(False)

    def show_models(self, made: Sequence[Made], *, drawn: bool, in_use: str | None) -> None:
        """Show the stored models with the figures of the run itself."""
        self.clear()
        self._drawn = drawn
        self._allow_round(bool(made))
        cards = QHBoxLayout()
        cards.setSpacing(10)
        self._body.addLayout(cards)
        for one in made:
            figures = one.finished.metrics
            faces = round(figures.get("test_faces", 0.0))
            lines = []
            if "test_age_mae_years" in figures:
                lines.append(age_figure(figures["test_age_mae_years"], faces))
            if "test_gender_accuracy" in figures:
                lines.append(gender_figure(figures["test_gender_accuracy"], faces))
            lines += _training_took(one.seconds)
            cards.addWidget(self._card(one, lines, faces=faces), 1)
        if drawn:
            self._say(spoken(DRAWN_NOTE), name="caution")
        self.mark_in_use(in_use)

    def next_buttons(self) -> Sequence[QPushButton]:
        """What is done next with a result, the likeliest first; drawings are for the class."""
        use = [] if self._drawn else list(self.use_buttons.values())
        return *use, self.play, self.again

    def show_progress(self, job: Job) -> None:
        """Follow the evaluation of the models."""
        self.progress.watch(job, self.tr("Evaluating on the test faces"))

    def show_evaluation(self, judged: EvaluatedModels) -> None:
        """Add the result of the evaluation, part by part: the comparison, the largest errors."""
        self.open_page.setEnabled(True)
        self._parts = self._evaluated(judged)
        self._filling.start()

    @property
    def is_filling(self) -> bool:
        """Whether there are parts of the evaluation that are not shown yet."""
        return self._filling.isActive()

    @Slot()
    def _add_part(self) -> None:
        if next(self._parts, _END) is _END:
            self._filling.stop()

    def _evaluated(self, judged: EvaluatedModels) -> Iterator[None]:
        report = judged.result.report
        titles = {one.spec.model_id: model_title(one.spec) for one in report.evaluations}
        for compared in report.group_comparisons:
            self._show_groups(compared)
        for comparison in report.comparisons:
            told = self.tr("Which is better, on the same %Ln test faces?", "", comparison.count)
            self._say(told, name="heading")
            for template, arguments in comparison.statements():
                self._say(_verdict_text(template, arguments, titles))
        yield
        for evaluation in report.evaluations:
            if evaluation.spec.model_id in self.use_buttons:  # not those it is compared with
                self._show_figures(evaluation)
                self._show_confusion(evaluation)
                yield
                yield from self._show_mistakes(judged, evaluation)

    def say(self, sentence: str) -> None:
        """Add a sentence."""
        self._say(sentence)

    @Slot(object)
    def mark_in_use(self, model_id: str | None) -> None:
        """Show which of the models is in use in the other tabs."""
        for known, button in self.use_buttons.items():
            if known in self._deleted:
                continue
            used = known == model_id
            button.setText(self.tr("In use") if used else self.tr("Use this model"))
            button.setToolTip(self.tr("Use this model in all other tabs"))
            button.setEnabled(not used)

    def mark_left(self, model_ids: Collection[str], *, playing: bool) -> None:
        """Show that the other models have been deleted; ``playing``: whether there is a round."""
        self._deleted = self.use_buttons.keys() - model_ids
        for model_id in self._deleted:
            button = self.use_buttons[model_id]
            button.setText(self.tr("Deleted"))
            button.setToolTip(self.tr("This model is no longer on this computer"))
            button.setEnabled(False)
        self._allow_round(playing)

    def _allow_round(self, allowed: bool) -> None:
        self.play.setEnabled(allowed)
        tip = self.tr("Guess ages of test faces before the models do")
        if self._deleted and not allowed:
            tip = self.tr("The models of this training have been deleted")
        self.play.setToolTip(plain_tip(tip))

    @property
    def texts(self) -> list[str]:
        """The texts shown, in order."""
        return [label.text() for label in self.findChildren(QLabel) if label.text()]

    def _card(self, made: Made, lines: Sequence[str], *, faces: int) -> QFrame:
        card = QFrame(self)
        card.setObjectName("card")
        title = PlainLabel(architecture_title(made.finished.architecture), card)
        title.setObjectName("heading")
        name = PlainLabel(made.finished.model_id, card)
        name.setProperty("muted", True)
        name.setWordWrap(True)
        words = PlainLabel("\n".join(lines), card)
        words.setWordWrap(True)
        use = QPushButton(self.tr("Use this model"), card)
        use.setObjectName("primary")
        use.setAccessibleDescription(made.finished.model_id)
        model_id = made.finished.model_id
        use.clicked.connect(lambda: self.model_wanted.emit(model_id))
        self.use_buttons[model_id] = use
        self._figures[model_id] = words, made.seconds, faces
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        for widget in (title, name, words):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(use, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _show_figures(self, evaluation: Evaluation) -> None:
        """Put the figures of the evaluation in place of those of the run if it asked more faces."""
        metrics = evaluation.metrics
        words, seconds, faces = self._figures[evaluation.spec.model_id]
        if metrics.count <= faces:
            return
        lines = [
            age_figure(metrics.age_mae_years, metrics.count),
            gender_figure(metrics.gender_accuracy, metrics.count),
        ]
        if faces:  # or the same model would have two figures, and nobody would know why
            told = self.tr(
                "“Manage models” shows what the training found, on %Ln test faces.", "", faces
            )
            lines.append(told)
        words.setText("\n".join([*lines, *_training_took(seconds)]))

    def _show_groups(self, compared: GroupComparison) -> None:
        """What leaving out a part of a group has done, in words and group by group."""
        self._say(self.tr("What the missing faces did"), name="heading")
        thin = Thinning.parse(compared.group)
        whole, without = compared.train_faces
        told = self.tr("%Ln training faces in place of {0}.", "", without).format(number(whole))
        self._say(f"{thinned_title(thin)}. {told}")
        for template, arguments in compared.statements():
            self._say(_verdict_text(template, arguments, {}))
        self._body.addWidget(GroupTable(compared, self))
        note = self.tr(
            "In brackets: 95 % intervals. A star marks a difference that is beyond chance."
        )
        fewer = self.tr(
            "The second network has learned from fewer faces altogether: the row “All other faces” "
            "shows what that alone does."
        )
        self._say(f"{fewer} {note} {spoken(DIFFERENCES_NOTE)}")

    def _show_confusion(self, evaluation: Evaluation) -> None:
        title = model_title(evaluation.spec)
        self._say(self.tr("{0}: labels and predicted genders").format(title), name="heading")
        self._body.addWidget(ConfusionTable(confusion_of(evaluation), self))

    def _show_mistakes(self, judged: EvaluatedModels, evaluation: Evaluation) -> Iterator[None]:
        title = model_title(evaluation.spec)
        kinds: tuple[tuple[str, tuple[Mistake, ...], bool], ...] = (
            (self.tr("{0}: largest age errors"), evaluation.worst_ages, True),
            (self.tr("{0}: gender differs from the label"), evaluation.worst_genders, False),
        )
        chips = judged.result.chips
        for heading, mistakes, ages in kinds:
            shown = [
                MistakenFace(one, chips[one.row], evaluation.spec.model_id)
                for one in mistakes[:_FACES]
                if one.row in chips
            ]
            if shown:
                self._say(heading.format(title), name="heading")
                self._body.addWidget(MistakeRow(shown, ages=ages, parent=self))
                yield

    def _say(self, text: str, *, name: str = "") -> None:
        label = PlainLabel(text, self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._body.addWidget(label)

    def _empty(self, layout: QLayout) -> None:
        while (item := layout.takeAt(0)) is not None:
            inner, widget = item.layout(), item.widget()
            if inner is not None:
                self._empty(inner)
            if widget is not None:
                # Hidden at once: it must not be seen until Qt comes round to deleting it.
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()


def _training_took(seconds: float) -> list[str]:
    if seconds <= 0:
        return []
    return [translate("training", "Training took {0}.").format(duration(seconds))]


def confusion_of(evaluation: Evaluation) -> dict[str, int]:
    """Counts by label and answer, by names such as "female_as_male"."""
    answers = evaluation.answers
    return confusion(answers.female_score, answers.female_true)


class ConfusionTable(QTableWidget):
    """How many faces of each label were taken for which gender; right ones are marked."""

    def __init__(self, counts: Mapping[str, int], parent: QWidget | None = None) -> None:
        super().__init__(2, 3, parent)
        names = {"female": translate("training", "female"), "male": translate("training", "male")}
        self.setObjectName("confusion")
        self.setAccessibleName(self.tr("Labels and predicted genders"))
        predicted = self.tr("predicted {0}")
        self.setHorizontalHeaderLabels(
            [*(predicted.format(name) for name in names.values()), self.tr("as labelled")]
        )
        labelled = self.tr("labelled {0}")
        self.setVerticalHeaderLabels([labelled.format(name) for name in names.values()])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTabKeyNavigation(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            header.setAccessibleName(self.accessibleName())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for row, label in enumerate(names):
            total = sum(counts[f"{label}_as_{answer}"] for answer in names)
            for column, answer in enumerate(names):
                self._put(row, column, number(counts[f"{label}_as_{answer}"]), bold=row == column)
            right = counts[f"{label}_as_{label}"]
            share = f"{round(100 * right / total)}{_NO_BREAK}%" if total else "–"
            self._put(row, 2, share, bold=False)
        self._fit()

    def _put(self, row: int, column: int, text: str, *, bold: bool) -> None:
        item = QTableWidgetItem(text)
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        if bold:
            font = self.font()
            font.setBold(True)
            item.setFont(font)
            item.setBackground(self.palette().color(QPalette.ColorRole.Midlight))
        self.setItem(row, column, item)

    def _fit(self) -> None:
        """Be as large as its cells: it is part of a page."""
        self.resizeColumnsToContents()
        self.resizeRowsToContents()
        across, down = self.horizontalHeader(), self.verticalHeader()
        width_px = down.sizeHint().width() + across.length() + 2 * self.frameWidth()
        height_px = across.sizeHint().height() + down.length() + 2 * self.frameWidth()
        self.setFixedSize(width_px, height_px)

    def changeEvent(self, event: QEvent) -> None:
        """Take on another size of text and other colours."""
        super().changeEvent(event)
        kinds = QEvent.Type
        if event.type() in (kinds.FontChange, kinds.PaletteChange, kinds.StyleChange):
            ground = self.palette().color(QPalette.ColorRole.Midlight)
            for place in range(2):
                item = self.item(place, place)
                if item is not None:
                    item.setBackground(ground)
            self._fit()


def _verdict_text(template: str, arguments: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """A verdict in the window's language, with titles instead of ids if they are distinct."""
    point = QLocale().decimalPoint()
    shown = {name: value.replace(".", point) for name, value in arguments.items()}
    if "better" in arguments:
        better = arguments["better"]
        distinct = len(set(titles.values())) == len(titles)
        shown["better"] = titles[better] if distinct else better
    return filled(template, shown)


_SMALL_PX, _LARGE_PX = 64, 320
_GAP_PX = 6
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, eq=False)
class MistakenFace:
    """A mistake with its face, ``uint8`` RGB (S, S, 3), and the model that made it."""

    mistake: Mistake
    chip: NDArray[np.uint8]
    model: str


def picture(chip: NDArray[np.uint8], side_px: int) -> QPixmap:
    """A chip as a picture of ``side_px`` pixels."""
    mode = Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(qimage_of(chip)).scaled(
        side_px, side_px, Qt.AspectRatioMode.KeepAspectRatio, mode
    )


def age_words(mistake: Mistake) -> str:
    """Label and guess of an age."""
    off = round(abs(mistake.age_error))
    told = plural("training", "labelled {0}, guessed {1}: off by %Ln years", off)
    return told.format(mistake.age_label, number(round(mistake.age_years)))


def gender_words(mistake: Mistake) -> str:
    """Label and guess of a gender, with the score of the guess."""
    female = mistake.female_score >= 0.5
    score = mistake.female_score if female else 1.0 - mistake.female_score
    names = {"female": translate("training", "female"), "male": translate("training", "male")}
    told = translate("training", "labelled {0}, predicted {1} {2}%")
    guess = names["female" if female else "male"]
    return told.format(names[mistake.gender_true], guess, f"{min(100 * score, 99):.0f}{_NO_BREAK}")


class MistakeRow(QWidget):
    """Small faces side by side; a click shows one large."""

    def __init__(
        self, shown: Sequence[MistakenFace], *, ages: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = age_words if ages else gender_words
        self.buttons: list[QToolButton] = []
        for one in shown:
            button = QToolButton(self)
            button.setObjectName("face")
            button.setIcon(QIcon(picture(one.chip, 2 * _SMALL_PX)))
            button.setIconSize(QSize(_SMALL_PX, _SMALL_PX))
            button.setAccessibleName(self._words(one.mistake))
            button.setToolTip(plain_tip(self._words(one.mistake)))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _, one=one: self._enlarge(one))
            self.buttons.append(button)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make as many rows as the width asks for."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        # No layout: one whose height follows from its width confuses the scroll area around it.
        x, y, row = 0, 0, 0
        for button in self.buttons:
            size = button.sizeHint()
            if x and x + size.width() > self.width():
                x, y = 0, y + row + _GAP_PX
            button.setGeometry(QRect(QPoint(x, y), size))
            x, row = x + size.width() + _GAP_PX, size.height()
        self.setFixedHeight(y + row)

    def _enlarge(self, one: MistakenFace) -> None:
        show(MistakeDialog(one, self.window()))


class MistakeDialog(QDialog):
    """One error of a model, with an enlarged face and its details."""

    def __init__(self, shown: MistakenFace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mistake = shown.mistake
        self.setWindowTitle(self.tr("Model error"))
        face = PlainLabel(self)
        face.setPixmap(picture(shown.chip, _LARGE_PX))
        face.setAlignment(Qt.AlignmentFlag.AlignCenter)
        face.setAccessibleName(self.tr("The face"))
        lines = [
            self.tr("Apparent age: {0}").format(age_words(mistake)),
            self.tr("Perceived gender: {0}").format(gender_words(mistake)),
            self.tr("Model: {0}").format(shown.model),
            self.tr("File: {0}").format(mistake.name),
            self.tr("The label itself may be wrong."),
        ]
        self.words = PlainLabel("\n".join(lines), self)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for widget in (face, self.words, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(_LARGE_PX + 60)
