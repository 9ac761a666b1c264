"""The setup page of a labelling job, and its controller."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.folder.backend import JobOrder
from desktop.folder.job import JobController
from desktop.folder.opening import ProjectLocation, ProjectOpener
from desktop.folder.project_controller import ProjectController
from desktop.folder.scan_options import ScanOptions
from desktop.folder.text import model_name, model_of, model_warning
from desktop.i18n import text as wording
from desktop.i18n.backend_messages import error_text, spoken
from desktop.i18n.text import translate
from desktop.widgets.collapsible import CollapsibleSection
from desktop.widgets.dialogs import show
from desktop.widgets.labels import ElidedLabel, PlainLabel, write_as_title
from desktop.widgets.scroll_page import ScrollPage
from engine.errors import ClusterError
from engine.images import SUFFIXES
from engine.labelling.cluster import ClusterSettings, check_address
from engine.spec import ModelSpec

_WIDEST_PX = 720
_INDENT_PX = 29


class FolderSetupPage(QWidget):
    """``start_wanted`` and ``back_wanted`` come from the buttons, ``place_wanted`` from the third.

    The place can be chosen only for a project that is still to be made.
    """

    start_wanted = Signal()
    back_wanted = Signal()
    place_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(self)
        write_as_title(self._title)
        self._where = ElidedLabel(self)
        self._where.setProperty("muted", True)
        self.recursive = QCheckBox(self.tr("Include subfolders"), self)
        self.hidden = QCheckBox(self.tr("Include hidden files and folders"), self)
        self.detect = QCheckBox(self.tr("Detect faces"), self)
        self.thorough = QRadioButton(self.tr("Thorough: also find small faces in large photos"))
        self.fast = QRadioButton(self.tr("Fast: may miss faces that are small in their photo"))
        self._search = self._build_search()
        self.detect.toggled.connect(self._offer_search)
        self._kinds = {name: (QCheckBox(name, self), group) for name, group in kinds()}
        self.kinds = CollapsibleSection(self.tr("File types"), self._build_kinds(), self)
        self.kinds.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.cluster = QLineEdit(self)
        self.cluster.setPlaceholderText(self.tr("Address of its scheduler, or local"))
        self.cluster.setAccessibleName(self.tr("Address of a Dask cluster"))
        self.insecure = QCheckBox(self.tr("This network is safe: allow plain TCP"))
        self.send = QCheckBox(self.tr("Send the photos: the other computers do not see the folder"))
        self.promise = self._hint("", indent_px=0)
        self.promise.setObjectName("clusterPromise")
        self.others = CollapsibleSection(self.tr("Other computers"), self._build_others(), self)
        self.others.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for box in (self.recursive, self.hidden, self.detect):
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._model = PlainLabel(self)
        self._model.setWordWrap(True)
        self.caution = PlainLabel(self)
        self.caution.setObjectName("caution")
        self.caution.setWordWrap(True)
        self.caution.hide()
        self._place = ElidedLabel(self)
        self.elsewhere = QPushButton(self.tr("Change…"), self)
        self.elsewhere.setAccessibleName(self.tr("Save the project elsewhere"))
        self.elsewhere.clicked.connect(self.place_wanted)
        self.start = QPushButton(self.tr("Start labelling"), self)
        self.start.setObjectName("primary")
        self.start.clicked.connect(self.start_wanted)
        self.back = QPushButton(self.tr("Back"), self)
        self.back.clicked.connect(self.back_wanted)
        self._ready = False
        for box, _ in self._kinds.values():
            box.toggled.connect(self._refresh)
        self.cluster.textChanged.connect(self._refresh)
        for check in (self.insecure, self.send):
            check.toggled.connect(self._refresh)
        self._arrange()
        self.set_options(ScanOptions())

    def _build_search(self) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(_INDENT_PX, 0, 0, 0)
        for button in (self.thorough, self.fast):
            column.addWidget(button)
        return box

    def _build_others(self) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(22, 0, 0, 0)
        hint = self.tr(
            "The address of a Dask cluster lets its computers do the work. They must have AgeLens "
            "and this model, and see the folder under the same path."
        )
        for part in (self._hint(hint, indent_px=0), self.cluster, self.insecure, self.send):
            column.addWidget(part)
        return box

    @Slot()
    def _offer_search(self) -> None:
        self._search.setEnabled(self.detect.isChecked())

    def _build_kinds(self) -> QWidget:
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(22, 0, 0, 0)
        for number, (check, group) in enumerate(self._kinds.values()):
            check.setToolTip(" ".join(sorted(group)))
            grid.addWidget(check, number // 3, number % 3)
        grid.setColumnStretch(3, 1)
        return box

    def _arrange(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._where)
        column.addSpacing(12)
        for heading, parts in self._chapters():
            label = PlainLabel(heading, self)
            label.setObjectName("heading")
            column.addWidget(label)
            for part in parts:
                column.addWidget(part)
            column.addSpacing(12)
        column.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(ScrollPage(inside, widest_px=_WIDEST_PX, parent=self), 1)
        whole.addWidget(self._build_button_row())

    def _chapters(self) -> list[tuple[str, list[QWidget]]]:
        detect_hint = self._hint(
            self.tr(
                "Turn this off for photos that show one face and little else. AgeLens then "
                "uses the centre square of each photo, whatever it shows."
            )
        )
        place = QWidget(self)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._place, 1)
        row.addWidget(self.elsewhere)
        place_hint = self._hint(
            self.tr(
                "One file holds all estimates and answers. You can stop at any time and "
                "continue later."
            ),
            indent_px=0,
        )
        return [
            (self.tr("Photos"), [self.recursive, self.hidden, self.kinds]),
            (self.tr("Faces"), [self.detect, detect_hint, self._search]),
            (self.tr("Model"), [self._model, self.caution]),
            (self.tr("Where the work is done"), [self.promise, self.others]),
            (self.tr("Save the project in"), [place, place_hint]),
        ]

    def _hint(self, text: str, *, indent_px: int = _INDENT_PX) -> QLabel:
        label = PlainLabel(text, self)
        label.setWordWrap(True)
        label.setProperty("muted", True)
        label.setContentsMargins(indent_px, 0, 0, 0)
        return label

    def _build_button_row(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("footRow")
        self._note = PlainLabel(self)
        self._note.setWordWrap(True)  # the advice stands at its end
        self._note.setProperty("muted", True)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(12)
        row.addWidget(self._note, 1)
        row.addWidget(self.back)
        row.addWidget(self.start)
        return bar

    @property
    def options(self) -> ScanOptions:
        """What is set."""
        chosen = (group for box, group in self._kinds.values() if box.isChecked())
        return ScanOptions(
            recursive=self.recursive.isChecked(),
            hidden=self.hidden.isChecked(),
            suffixes=frozenset[str]().union(*chosen),
            detect=self.detect.isChecked(),
            thorough=self.thorough.isChecked(),
            cluster=self.cluster.text().strip(),
            insecure=self.insecure.isChecked(),
            send=self.send.isChecked(),
        )

    def set_options(self, options: ScanOptions) -> None:
        """Set everything."""
        self.recursive.setChecked(options.recursive)
        self.hidden.setChecked(options.hidden)
        self.detect.setChecked(options.detect)
        (self.thorough if options.thorough else self.fast).setChecked(True)
        self._offer_search()
        self.cluster.setText(options.cluster)
        self.insecure.setChecked(options.insecure)
        self.send.setChecked(options.send)
        self.others.set_open(bool(options.cluster))
        for box, group in self._kinds.values():
            box.setChecked(group <= options.suffixes)
        self._refresh()

    def show_folder(self, folder: Path, project: Path, *, new: bool) -> None:
        """Say which folder it is and where its project is."""
        self._title.setText(folder.name or str(folder))
        self._where.setText(str(folder))
        self._place.setText(str(project))
        self.elsewhere.setVisible(new)

    def show_model(self, title: str | None, *, loading: bool, caution: str = "") -> None:
        """Show which model will be used; without one no job can start."""
        self.caution.setText(caution)
        self.caution.setVisible(bool(caution))
        self._ready = title is not None
        if title is not None:
            message = self.tr("{0} (change it in the Model menu)").format(title)
        elif loading:
            message = self.tr("The model is being loaded…")
        else:
            message = self.tr("No model is in use: choose one in the Model menu.")
        self._model.setText(message)
        self._refresh()

    def focus_start(self) -> None:
        """Give the keys to the button that starts, as soon as a model is there for it."""
        holder = self.start if self.start.isEnabled() else self
        holder.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def note(self) -> str:
        """Why the job cannot start, or ""."""
        return self._note.text()

    @Slot()
    def _refresh(self) -> None:
        options = self.options
        note = "" if options.suffixes else self.tr("Choose at least one file type.")
        self.promise.setText(self._promise(options))
        note = note or _refusal_of(options)
        self._note.setText(note)
        self.start.setEnabled(self._ready and not note)
        if self.hasFocus():
            self.focus_start()

    def _promise(self, options: ScanOptions) -> str:
        """What holds of the photos: they stay here, unless other computers do the work."""
        cluster = ClusterSettings(address=options.cluster)
        if not options.cluster or cluster.is_here:
            return self.tr("On this computer. Photos and video never leave it.")
        if cluster.is_reached_here and options.send:
            return self.tr(
                "On the cluster: the photos are sent to its workers, so they leave this computer "
                "unless the workers run on it."
            )
        if cluster.is_reached_here:
            return self.tr(
                "On the cluster: its workers read the photos from the folder, so the photos leave "
                "this computer unless the workers run on it."
            )
        if options.send:
            return self.tr(
                "On the cluster: the photos are sent to its computers, so they leave this one."
            )
        return self.tr(
            "On the cluster: its computers read the photos from the folder, so the photos leave "
            "this one."
        )


class JobSetupController(QObject):
    """``shown`` when the settings page is to be shown, ``left`` when it is not any more.

    ``project_wanted`` (place) when a new project is to be opened; ``go_on`` then starts the job.
    """

    shown = Signal()
    left = Signal()
    project_wanted = Signal(object)

    def __init__(
        self,
        context: AppContext,
        *,
        page: FolderSetupPage,
        work: ProjectController,
        run: JobController,
        opening: ProjectOpener,
    ) -> None:
        super().__init__(page)
        self._context, self._page, self._work = context, page, work
        self._run, self._opening = run, opening
        self._place: ProjectLocation | None = None
        self._order: JobOrder | None = None
        self.question: QMessageBox | None = None
        page.start_wanted.connect(self._start)
        page.back_wanted.connect(self.left)
        page.place_wanted.connect(self._choose_place)
        opening.folder_found.connect(self._set_up)
        context.session.model_changed.connect(self._show_model)
        self._show_model()

    @Slot()
    def show_options(self) -> None:
        """Show the setup page for the open project."""
        about, project = self._work.about, self._work.project
        if project is None or about.root is None:
            return
        self._place = None
        self._page.set_options(about.options or ScanOptions())
        self._page.show_folder(about.root, project.path, new=False)
        self._show_model()
        self.shown.emit()

    @Slot()
    def check_changes(self) -> None:
        """Continue, or scan for changes; where another model judged, a question comes first."""
        spec = self._context.session.spec
        if spec is None or self._work.project is None:
            return
        if self._is_other(spec):
            self._ask_model(spec)
        else:
            self._check_with(spec)

    def _check_with(self, spec: ModelSpec) -> None:
        options = self._work.about.options or ScanOptions()
        self._begin(JobOrder(spec=spec, options=options))

    def _ask_model(self, spec: ModelSpec) -> None:
        """Ask by which model new photos are to be judged: never by another one than the rest."""
        models, judges = self._context.session.models, self._work.judges
        former = next((one for one in models if model_of(one) == judges[0][0].model), None)
        box = self.question = QMessageBox(self._page.window())
        box.setWindowTitle(self.tr("Which model?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(model_warning(judges, spec, models))
        box.setInformativeText(
            self.tr(
                "All values of a project should come from one model. Reviewers’ answers stay, "
                "whichever you choose."
            )
        )
        name = spoken(spec.title)
        again = box.addButton(
            self.tr("Analyse everything with {0}…").format(name), QMessageBox.ButtonRole.AcceptRole
        )
        again.clicked.connect(self.show_options)
        if former is not None and former != spec:
            keep = box.addButton(
                self.tr("Check with {0}").format(spoken(former.title)),
                QMessageBox.ButtonRole.AcceptRole,
            )
            keep.clicked.connect(lambda: self._check_with(former))
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        cancel.setText(self.tr("Leave everything as it is"))
        box.setDefaultButton(cancel)
        show(box)

    @Slot()
    def go_on(self) -> None:
        """Start the job for which the new project was created."""
        order, self._order = self._order, None
        if order is None or self._work.project is None or self._work.read_only:
            return
        if self._is_other(order.spec):  # the place that was chosen held a project already
            self._ask_model(order.spec)
        else:
            self._begin(order)

    @Slot()
    def give_up(self) -> None:
        """The new project could not be opened."""
        self._order = None

    @Slot(object)
    def _set_up(self, place: ProjectLocation) -> None:
        self._place = place
        self._page.set_options(ScanOptions())
        self._page.show_folder(place.folder, place.path, new=True)
        self._show_model()
        self.shown.emit()

    @Slot()
    def _choose_place(self) -> None:
        if self._place is None:
            return
        path = self._opening.ask_place(self._place.folder)
        if path is not None:
            self._place = replace(self._place, path=path)
            self._page.show_folder(self._place.folder, path, new=True)

    @Slot()
    def _start(self) -> None:
        spec = self._context.session.spec
        if spec is None:
            return
        order = JobOrder(spec=spec, options=self._page.options)
        if self._place is not None:
            self._order = order
            self.project_wanted.emit(self._place)
        else:
            self._begin(order)
            self.left.emit()

    def _begin(self, order: JobOrder) -> None:
        self._context.messages.clear()
        self._work.about = replace(self._work.about, options=order.options)
        self._run.start(order)

    @Slot()
    def _show_model(self) -> None:
        session, judges = self._context.session, self._work.judges
        caution = ""
        if self._place is None and session.spec is not None and self._is_other(session.spec):
            caution = self.tr(
                "This project was labelled with another model ({0}). If you start, all "
                "photos are processed again with this one. Reviewers’ answers stay."
            ).format(model_name(judges[0][0].model, session.models))
        if session.spec is not None and not session.spec.for_photos:
            caution = f"{wording.unfit_for_photos(session.spec)} {caution}".rstrip()
        self._page.show_model(
            spoken(session.spec.title) if session.spec else None,
            loading=session.state == "loading",
            caution=caution,
        )

    def _is_other(self, spec: ModelSpec) -> bool:
        """Whether another model than this one has judged the photos of the open project.

        Not while this one is at it: then whoever began that has been asked.
        """
        found = {run.model for run, _ in self._work.judges}
        under_way = model_of(spec) in found and self._work.counts.pending > 0
        return bool(found) and found != {model_of(spec)} and not under_way


def _refusal_of(options: ScanOptions) -> str:
    """Why the cluster's address cannot be used, or ""."""
    if not options.cluster:
        return ""
    settings = ClusterSettings(address=options.cluster, insecure=options.insecure)
    try:
        check_address(settings)
    except ClusterError as error:
        return error_text(error)
    return ""


def kinds() -> list[tuple[str, frozenset[str]]]:
    """Kinds of files by name; together they are all that AgeLens reads."""
    named = [
        (translate("folder", "JPEG"), {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"}),
        (translate("folder", "PNG"), {".png", ".apng"}),
        (translate("folder", "HEIC and AVIF"), {".heic", ".heif", ".hif", ".avif"}),
        (translate("folder", "TIFF"), {".tif", ".tiff"}),
        (translate("folder", "WebP"), {".webp"}),
    ]
    known = [(name, SUFFIXES & group) for name, group in named]
    rest = SUFFIXES.difference(*(group for _, group in known))
    return [*known, (translate("folder", "Other"), rest)]
