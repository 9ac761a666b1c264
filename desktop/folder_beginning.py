"""From a folder to a job on it: the settings page, where the project is kept, and the start."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop import wording
from desktop.folder_doors import JobOrder
from desktop.folder_job import FolderRun
from desktop.folder_opening import FolderOpening
from desktop.folder_place import Place
from desktop.folder_settings import Look
from desktop.folder_setup import SetupPage
from desktop.folder_tools import FolderTools
from desktop.folder_work import FolderWork
from engine.labelling import run_of
from engine.spec import ModelSpec


class Beginning(QObject):
    """``shown`` when the settings page is to be shown, ``left`` when it is not any more.

    ``project_wanted`` (place) when a new project is to be opened; ``go_on`` then starts the job.
    """

    shown = Signal()
    left = Signal()
    project_wanted = Signal(object)

    def __init__(
        self,
        tools: FolderTools,
        *,
        page: SetupPage,
        work: FolderWork,
        run: FolderRun,
        opening: FolderOpening,
    ) -> None:
        super().__init__(page)
        self._tools, self._page, self._work = tools, page, work
        self._run, self._opening = run, opening
        self._place: Place | None = None
        self._order: JobOrder | None = None
        page.start_wanted.connect(self._start)
        page.back_wanted.connect(self.left)
        page.place_wanted.connect(self._choose_place)
        opening.folder_found.connect(self._set_up)
        tools.session.model_changed.connect(self._show_model)
        self._show_model()

    @Slot()
    def show_options(self) -> None:
        """Choose how to look through the folder of the open project, and with which model."""
        about, project = self._work.about, self._work.project
        if project is None or about.root is None:
            return
        self._place = None
        self._page.set_look(about.look or Look())
        self._page.show_folder(about.root, project.path, new=False)
        self._show_model()
        self.shown.emit()

    @Slot()
    def look_again(self) -> None:
        """Go on, or look for what is new; with another model than before only after a question."""
        spec = self._tools.session.spec
        if spec is None or self._work.project is None:
            return
        if self._is_other(spec):
            self.show_options()
        else:
            self._begin(JobOrder(spec=spec, look=self._work.about.look or Look()))

    @Slot()
    def go_on(self) -> None:
        """The new project is open: do what it was made for."""
        order, self._order = self._order, None
        if order is not None and self._work.project is not None and not self._work.read_only:
            self._begin(order)

    @Slot()
    def give_up(self) -> None:
        """The new project could not be opened."""
        self._order = None

    @Slot(object)
    def _set_up(self, place: Place) -> None:
        self._place = place
        self._page.set_look(Look())
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
        spec = self._tools.session.spec
        if spec is None:
            return
        order = JobOrder(spec=spec, look=self._page.look)
        if self._place is not None:
            self._order = order
            self.project_wanted.emit(self._place)
        else:
            self._begin(order)
            self.left.emit()

    def _begin(self, order: JobOrder) -> None:
        self._tools.messages.clear()
        run = run_of(order.spec, detect=order.look.detect)
        self._work.about = replace(self._work.about, look=order.look, run=run)
        self._run.start(order)

    @Slot()
    def _show_model(self) -> None:
        session, about = self._tools.session, self._work.about
        caution = ""
        if self._place is None and session.spec is not None and self._is_other(session.spec):
            before = about.run.model_id if about.run is not None else ""
            caution = self.tr(
                "This project was labelled with another model ({0}). If you start, all photos are "
                "looked at again with this one. What people said stays."
            ).format(before)
        if session.spec is not None and session.spec.knows_drawings_only:
            caution = f"{wording.drawings_only(session.spec)} {caution}".rstrip()
        self._page.show_model(
            session.spec.title if session.spec else None,
            loading=session.state == "loading",
            caution=caution,
        )

    def _is_other(self, spec: ModelSpec) -> bool:
        """Whether another model than this one has judged the photos of the open project."""
        before = self._work.about.run
        if before is None or self._work.project is None:
            return False
        return (before.model_id, before.model_sha256) != (spec.model_id, spec.sha256)
