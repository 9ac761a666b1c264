"""The page on which a training is set up."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.language_below import spoken
from desktop.photo_bar import ElidedLabel
from desktop.training_choice import Answer, Question
from desktop.training_data import DataChoice
from desktop.training_doors import Place
from desktop.training_fold import Fold
from desktop.training_options import OptionsPanel
from desktop.training_plan import (
    ArchitectureChoice,
    Plan,
    PresetChoice,
    has_source_recipe,
    place_title,
)
from desktop.training_start import LEAST_FACES, StartChoice
from desktop.training_tools import Tools
from training.dataset.findings import TOO_FEW_FACES
from training.presets import PRESETS
from training.settings import DRAWN

_WIDEST_PX = 980


class SetupPage(QWidget):
    """Data, architecture, preset and more; ``plan`` is what is set, ``changed`` that it is new."""

    changed = Signal()

    def __init__(self, tools: Tools, start: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data = DataChoice(tools, self)
        self.architecture = Question(
            self.tr("What is to learn"), self._architectures(), parent=self
        )
        self.start = StartChoice(self)
        presets = [
            Answer(one.name, spoken(one.title), spoken(one.sentence)) for one in PRESETS.values()
        ]
        self.preset = Question(self.tr("How long"), presets, parent=self)
        self.options = OptionsPanel(self)
        self.more = Fold(self.tr("More settings"), self.options, self)
        self._summary = ElidedLabel(self)
        self._summary.setProperty("muted", True)
        self.start_button = QPushButton(start.text().replace("&", ""), self)
        self.start_button.setObjectName("primary")
        self.start_button.clicked.connect(start.trigger)
        self._arrange()
        self.data.changed.connect(self._refresh)
        self.data.corrections_found.connect(self._propose)
        self.architecture.changed.connect(self._refresh)
        self.start.changed.connect(self._refresh)
        self.preset.changed.connect(self._refresh)
        self.options.recipe.currentIndexChanged.connect(self._refresh)
        start.enabledChanged.connect(self.start_button.setEnabled)
        self._refresh()

    def _architectures(self) -> list[Answer]:
        return [
            Answer(
                "combined",
                self.tr("Combined"),
                self.tr("One network with two answers: age and gender share what they see."),
            ),
            Answer(
                "separate",
                self.tr("Separate"),
                self.tr(
                    "Two networks that know nothing of each other: one for age, one for gender."
                ),
            ),
            Answer(
                "duel",
                self.tr("Both as a duel"),
                self.tr("Both ways in turns, on the same faces: watch which one learns better."),
            ),
            Answer(
                "recommended",
                self.tr("Recommended"),
                self.tr(
                    "A deeper network of our own, the best that comes with the program; it says "
                    "how sure it is."
                ),
            ),
        ]

    def _arrange(self) -> None:
        inside = QWidget(self)
        inside.setMaximumWidth(_WIDEST_PX)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(18)
        for widget in (self.data, self.architecture, self.start, self.preset, self.more):
            column.addWidget(widget)
        column.addStretch()
        centred = QWidget(self)
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName("page")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(centred)
        self.area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(self._build_foot())

    def _build_foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("footRow")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(12)
        row.addWidget(self._summary, 1)
        row.addWidget(self.start_button)
        return foot

    def plan(self) -> Plan | None:
        """What is set, or ``None`` while no faces are chosen, or such that cannot be used."""
        if self.data.place is None or self._obstacle():
            return None
        return self._plan(self.data.place)

    def _plan(self, place: Place) -> Plan:
        return Plan(
            place=place,
            architecture=cast(ArchitectureChoice, self.architecture.key),
            preset=cast(PresetChoice, self.preset.key),
            start=self.start.model,
            options=self.options.options(),
        )

    def take(self, path: Path) -> None:
        """Use what was dropped, and show what is found in it."""
        self.data.choose(path)
        self.area.verticalScrollBar().setValue(0)

    def cancel(self) -> None:
        """Give up the look at the data."""
        self.data.looking.cancel()

    @property
    def summary(self) -> str:
        """What would be started now, in a line."""
        return self._summary.text()

    def _obstacle(self) -> str:
        """Why the chosen faces cannot be trained on, as far as is known; "" if nothing is."""
        found = self.data.found
        if found is None:
            return ""
        if found.usable < TOO_FEW_FACES:
            told = self.tr("Too few faces to train on: {0} can be used, {1} are the least.")
            return told.format(found.usable, TOO_FEW_FACES)
        known = found.usable - min(found.without_age, found.without_gender)
        if self.start.model is not None and known < LEAST_FACES:
            told = self.tr("To start from a model takes {0} labelled faces; there are {1}.")
            return told.format(LEAST_FACES, known)
        return next((row.what for row in found.rows if row.level == "error"), "")

    @Slot(bool)
    def _propose(self, corrections: bool) -> None:
        """What people corrected is for the model that they corrected, and all of it."""
        if corrections and self.start.architecture_in_use:
            self.architecture.choose(self.start.architecture_in_use)
        self.start.propose(model=corrections)
        if corrections:
            self.preset.choose("full")

    @Slot()
    def _refresh(self) -> None:
        self.start.set_architecture(self.architecture.key)
        choice = cast(ArchitectureChoice, self.architecture.key)
        self.options.offer_source(has_source_recipe(choice))
        self.options.show_usual(self._plan(self.data.place or DRAWN).usual())
        plan, obstacle = self.plan(), self._obstacle()
        if obstacle:
            self._summary.setText(obstacle)
        elif plan is None:
            self._summary.setText(self.tr("First choose a folder, an archive or a table."))
        else:
            names = [self.architecture.cards[plan.architecture], self.preset.cards[plan.preset]]
            parts = [place_title(plan.place), *(card.radio.text() for card in names)]
            if plan.start is not None:
                parts.insert(2, self.tr("starts from {0}").format(plan.start.model_id))
            self._summary.setText("  ·  ".join(parts))
        self.changed.emit()
