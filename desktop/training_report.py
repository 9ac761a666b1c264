"""What came out of a run: models in words, their comparison, mistakes, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.language_below import spoken
from desktop.training_doors import Judged
from desktop.training_meter import Meter
from desktop.training_meter_bar import MeterBar
from desktop.training_mistakes import MistakeRow, Shown
from desktop.training_plan import architecture_title
from desktop.training_run import Made
from desktop.training_wording import age_figure, duration, gender_figure
from engine.evaluation import Mistake
from engine.evaluation.report import Evaluation
from training.dataset.drawn import DRAWN_NOTE

_FACES = 10


class ReportPanel(QWidget):
    """The result of a run; ``model_wanted`` carries the id of a model to use from now on."""

    model_wanted = Signal(str)
    page_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.use_buttons: dict[str, QPushButton] = {}
        self.meter_bar = MeterBar(self)
        self.open_page = QPushButton(self.tr("Open the full report"), self)
        self.again = QPushButton(self.tr("Train again"), self)
        self.open_page.clicked.connect(self.page_wanted)
        self.again.clicked.connect(self.again_wanted)
        self._body = QVBoxLayout()
        self._body.setSpacing(10)
        self._arrange()
        self.clear()

    def _arrange(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addLayout(self._body)
        column.addWidget(self.meter_bar)
        column.addStretch()
        area = QScrollArea(self)
        area.setObjectName("page")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 10)
        foot.setSpacing(8)
        foot.addWidget(self.open_page)
        foot.addWidget(self.again)
        foot.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(foot)

    def clear(self) -> None:
        """Nothing has come out yet."""
        self._empty(self._body)
        self.use_buttons.clear()
        self.open_page.setEnabled(False)
        self.meter_bar.rest()

    def show_made(self, made: Sequence[Made], *, drawn: bool, in_use: str | None) -> None:
        """Show the models that were stored, by the figures of the run itself."""
        self.clear()
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
            if one.seconds > 0:
                lines.append(self.tr("Training took {0}.").format(duration(one.seconds)))
            cards.addWidget(self._card(one, lines), 1)
        if drawn:
            self._say(spoken(DRAWN_NOTE), name="caution")
        self.mark_in_use(in_use)

    def show_meter(self, meter: Meter) -> None:
        """Say that the models are being judged."""
        self.meter_bar.watch(meter, self.tr("Judging on the test faces"))

    def show_judged(self, judged: Judged) -> None:
        """Add what the judgement found: the comparison and the worst mistakes."""
        self.meter_bar.rest()
        self.open_page.setEnabled(True)
        report = judged.judgement.report
        titles = {
            one.spec.model_id: architecture_title(one.spec.architecture)
            for one in report.evaluations
        }
        for comparison in report.comparisons:
            told = self.tr("Which one is better, on the same {0} test faces?")
            self._say(told.format(f"{comparison.count:,}"), name="heading")
            self._say(_named(comparison.age.verdict, titles))
            self._say(_named(comparison.gender.verdict, titles))
        for evaluation in report.evaluations:
            if evaluation.spec.model_id in self.use_buttons:  # not those it is compared with
                self._show_mistakes(judged, evaluation)

    def say(self, sentence: str) -> None:
        """Add a sentence."""
        self.meter_bar.rest()
        self._say(sentence)

    @Slot(object)
    def mark_in_use(self, model_id: str | None) -> None:
        """Show which of the models is in use in the other tabs."""
        for known, button in self.use_buttons.items():
            used = known == model_id
            button.setText(self.tr("In use") if used else self.tr("Use this model"))
            button.setEnabled(not used)

    @property
    def texts(self) -> list[str]:
        """Everything that is said, in order."""
        return [label.text() for label in self.findChildren(QLabel) if label.text()]

    def _card(self, made: Made, lines: Sequence[str]) -> QFrame:
        card = QFrame(self)
        card.setObjectName("card")
        title = QLabel(architecture_title(made.finished.architecture), card)
        title.setObjectName("heading")
        name = QLabel(made.finished.model_id, card)
        name.setProperty("muted", True)
        name.setWordWrap(True)
        words = QLabel("\n".join(lines), card)
        words.setWordWrap(True)
        use = QPushButton(self.tr("Use this model"), card)
        use.setObjectName("primary")
        use.setAccessibleDescription(made.finished.model_id)
        use.setToolTip(self.tr("From now on it judges the faces in every other tab"))
        model_id = made.finished.model_id
        use.clicked.connect(lambda: self.model_wanted.emit(model_id))
        self.use_buttons[model_id] = use
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        for widget in (title, name, words):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(use, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _show_mistakes(self, judged: Judged, evaluation: Evaluation) -> None:
        title = architecture_title(evaluation.spec.architecture)
        kinds: tuple[tuple[str, tuple[Mistake, ...], bool], ...] = (
            (self.tr("{0}: largest errors of age"), evaluation.worst_ages, True),
            (self.tr("{0}: gender read otherwise than labelled"), evaluation.worst_genders, False),
        )
        chips = judged.judgement.chips
        for heading, mistakes, ages in kinds:
            shown = [
                Shown(one, chips[one.row], evaluation.spec.model_id)
                for one in mistakes[:_FACES]
                if one.row in chips
            ]
            if shown:
                self._say(heading.format(title), name="heading")
                self._body.addWidget(MistakeRow(shown, ages=ages, parent=self))

    def _say(self, text: str, *, name: str = "") -> None:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
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


def _named(verdict: str, titles: dict[str, str]) -> str:
    """A verdict with titles in place of ids, as long as they tell the models apart."""
    if len(set(titles.values())) == len(titles):
        for model_id, title in titles.items():
            verdict = verdict.replace(model_id, title)
    return verdict
