"""The page of the Folder tab: creates and connects start, setup, faces and review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.folder.actions import FolderActions, FolderActionState
from desktop.folder.agreement import AgreementController
from desktop.folder.backend import FolderBackend
from desktop.folder.export_dialog import ExportController
from desktop.folder.face_model import FaceModel
from desktop.folder.faces_page import FacesPage
from desktop.folder.job import HeldLabelsController, JobController, JobStatus
from desktop.folder.opening import (
    ProjectLocation,
    ProjectOpener,
    ProjectRescue,
    ProjectTrust,
    RecentProject,
    ReplayController,
    current_project,
    forget,
    recent,
    remember,
)
from desktop.folder.project_controller import ProjectController
from desktop.folder.reviewers import ReviewersController
from desktop.folder.selection import SelectionController, follow_keys
from desktop.folder.setup_page import FolderSetupPage, JobSetupController
from desktop.folder.start_page import StartPage
from desktop.folder.sureness import SurenessController
from desktop.folder.text import judged_text, model_warning
from desktop.folder.thumbnails import FaceThumbs, ThumbnailCache
from desktop.i18n.backend_messages import spoken
from desktop.review.view import ReviewView
from engine.errors import ClusterError, DamagedProjectError, ForeignProjectError
from engine.project import Changes


class FolderPage(QWidget):
    """Connects the parts; ``training_wanted`` (path of a table) hands labels to the trainer."""

    training_wanted = Signal(object)

    def __init__(
        self,
        context: AppContext,
        backend: FolderBackend,
        actions: FolderActions,
        *,
        training_active: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._actions = context, actions
        self._review: ReviewView | None = None
        self.work = ProjectController(context, backend, self)
        self.model = FaceModel(self.work, self)
        cache = ThumbnailCache(backend.thumbnails_file)
        self.thumbs = FaceThumbs(lane=context.lanes.model, work=self.work, cache=cache, parent=self)
        self.run = JobController(
            lane=context.lanes.model, backend=backend, work=self.work, parent=self
        )
        self.opening = ProjectOpener(context, backend, self)
        self.start = StartPage(
            choose=actions.choose_folder, open_project=actions.open_project, parent=self
        )
        self.setup = FolderSetupPage(self)
        self.setup_controller = JobSetupController(
            context, page=self.setup, work=self.work, run=self.run, opening=self.opening
        )
        self.faces = FacesPage(
            work=self.work, model=self.model, thumbs=self.thumbs, actions=actions, parent=self
        )
        self.saying = SelectionController(
            work=self.work,
            selection=self.faces.selection,
            actions=actions,
            messages=context.messages,
            parent=self,
        )
        self.export = ExportController(
            context, work=self.work, model=self.model, training_active=training_active, parent=self
        )
        self.agreement = AgreementController(context, work=self.work, parent=self)
        self.reviewers = ReviewersController(context, work=self.work, parent=self)
        self.sureness = SurenessController(context, work=self.work, parent=self)
        self.held = HeldLabelsController(context, work=self.work, cache=cache, parent=self)
        self.replay = ReplayController(context, backend, parent=self)
        self.rescue = ProjectRescue(context, backend, parent=self)
        self.trust = ProjectTrust(parent=self)
        self._projects_dir = backend.projects_dir
        self._opening_path = Path()
        self.pages = QStackedWidget(self)
        for page in (self.start, self.setup, self.faces):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self._connect_actions()
        self._connect_parts()
        self.faces.show_table(context.settings.faces_as_table)
        self.faces.table.show_columns(context.settings.face_columns)
        self._show_home()
        # After the rest is on screen: all at once would hold up the window for too long.
        QTimer.singleShot(0, self, lambda: self.review)

    @property
    def review(self) -> ReviewView:
        """The big view, built now if it is not there yet."""
        if self._review is None:
            view = ReviewView(work=self.work, model=self.model, context=self._context, parent=self)
            self._review = view
            self.pages.addWidget(view)
            view.current_changed.connect(self.faces.follow_row)
            view.closed.connect(self._leave_review)
            actions = view.menu_actions
            self._actions.add_review(actions.by_menu(), by_purpose=actions.by_purpose())
            # Undo is wanted among the tiles as well; the view itself is hidden then.
            keys, commands = view.menu_actions.keys, view.menu_actions.commands
            keys.changed.connect(lambda: follow_keys(self._actions, keys))
            follow_keys(self._actions, keys)
            self.faces.addActions([commands["undo"], commands["redo"]])
            self.faces.offer_menus(undo=commands["undo"], redo=commands["redo"])
            self._refresh()
        return self._review

    def _connect_actions(self) -> None:
        actions = self._actions
        for action, slot in (
            (actions.choose_folder, self.opening.ask_folder),
            (actions.open_project, self.opening.ask_project),
            (actions.close_project, self.close_project),
            (actions.check_changes, self.setup_controller.check_changes),
            (actions.options, self.setup_controller.show_options),
            (actions.pause, self.run.pause),
            (actions.resume, self.run.resume),
            (actions.stop, self.run.stop),
            (actions.export, self.export.ask),
            (actions.train, self.export.train),
            (actions.replay, self.opening.ask_table),
            (actions.agreement, self.agreement.ask),
            (actions.reviewers, self.reviewers.ask),
            (actions.sureness, self.sureness.ask),
            (actions.held, self._show_held),
            (actions.review, self._review_current),
        ):
            action.triggered.connect(slot)

    def _connect_parts(self) -> None:
        work, run = self.work, self.run
        self.opening.project_found.connect(self.open_project)
        self.opening.table_found.connect(self.replay.start)
        self.rescue.saved.connect(self.open_project)
        self.trust.agreed.connect(lambda path: self._open(path, None, known=True))
        self.opening.failed.connect(self._context.messages.report)
        self.start.recent_chosen.connect(lambda one: self.open_project(Path(one.path)))
        self.start.recent_dropped.connect(self._forget)
        self.setup_controller.shown.connect(self._show_setup)
        self.setup_controller.left.connect(self._show_home)
        self.setup_controller.project_wanted.connect(self._begin_project)
        work.opened.connect(self._on_opened)
        work.open_failed.connect(self._on_open_failed)
        work.about_changed.connect(self._show_banner)
        work.counts_changed.connect(self._follow)
        self.model.listed.connect(self._refresh)
        self._context.session.model_changed.connect(self._refresh)
        for signal in (self._context.session.model_changed, work.rows_changed, run.changed):
            signal.connect(self._show_banner)
        run.changed.connect(self._follow)
        run.failed.connect(self._on_failed)
        run.noticed.connect(self._context.messages.report)
        run.ended.connect(self._note_recent)
        work.rows_changed.connect(self._note_progress)
        run.checked.connect(self._show_changes)
        self.faces.opened.connect(self.show_review)
        self.faces.selection.changed.connect(self._refresh)
        self.saying.name_wanted.connect(self.faces.ask_name)
        work.attribute_changed.connect(self._refresh)
        self.faces.banner.folder_wanted.connect(self._find_folder)
        self.faces.banner.again_wanted.connect(self.setup_controller.show_options)
        self.agreement.face_wanted.connect(self._show_face)
        self.export.training_ready.connect(self.training_wanted)

    def take(self, paths: Sequence[Path]) -> None:
        """Open what was dropped."""
        self._context.messages.clear()
        self.opening.take(paths)

    @Slot(object)
    def open_project(self, path: Path) -> None:
        """Open an existing project; a job on another one is stopped first."""
        self._after_stop(lambda: self._open(path, None))

    @Slot()
    def close_project(self) -> None:
        """Close the project; a job on it is stopped first."""
        self._note_recent()
        self._after_stop(self.work.close)

    @Slot(object)
    def _begin_project(self, place: ProjectLocation) -> None:
        self._after_stop(lambda: self._open(place.path, place.folder))

    def _open(self, path: Path, root: Path | None, *, known: bool = False) -> None:
        self._note_recent()
        if self.work.project is not None and self.work.project.path == path:
            self._show_home()  # it is open already, and locked by ourselves
            return
        self.export.cancel()
        self._opening_path = path
        job = self.work.open(path, root, known=known or self._knows(path))
        self._context.progress.watch(job, self.tr("Opening {0}").format(path.name))

    def _knows(self, path: Path) -> bool:
        """Whether a project was made or opened here before, so that its folder is no stranger's."""
        own = path.parent == self._projects_dir
        return own or any(one.path == str(path) for one in recent(self._context.settings))

    def _after_stop(self, go: Callable[[], object]) -> None:
        if self.run.active:
            self.run.ended.connect(go, Qt.ConnectionType.SingleShotConnection)
            self.run.stop()
        else:
            go()

    @Slot()
    def _on_opened(self) -> None:
        self._show_banner()
        self._note_recent()
        self._show_home()
        self.faces.focus_faces()
        self.setup_controller.go_on()

    @Slot(object)
    def _on_open_failed(self, error: Exception) -> None:
        self.setup_controller.give_up()
        if isinstance(error, ForeignProjectError):
            self.trust.ask(self._opening_path, error)
            return
        self._context.messages.report(error, context=self.tr("The project could not be opened."))
        if isinstance(error, DamagedProjectError):
            self.rescue.offer(self._opening_path, error)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        context = self.tr("Labelling has stopped. Everything finished so far is saved.")
        if isinstance(error, ClusterError):
            advice = self.tr("Label with other options… lets you change the cluster’s address.")
            context = f"{context} {advice}"
        self._context.messages.report(error, context=context)

    @Slot()
    def _find_folder(self) -> None:
        folder = self._context.dialogs.folder(self, title=self.tr("Where are the photos now?"))
        if folder is not None:
            self.thumbs.forget()
            self.work.move_root(folder)

    @Slot(object)
    def _forget(self, one: RecentProject) -> None:
        forget(self._context.settings, one.path)
        self.show_recent()

    def show_recent(self) -> None:
        """Offer the projects that are remembered now."""
        self.start.show_recent(recent(self._context.settings))

    @Slot()
    def _note_recent(self) -> None:
        """Remember the open project and how far it is."""
        kept = current_project(self.work)
        if kept is not None:
            remember(self._context.settings, kept)

    @Slot()
    def _note_progress(self) -> None:
        """Remember how far a job is: a program that is killed says nothing at its end."""
        if self.run.active:
            self._note_recent()

    def cancel(self) -> None:
        """Cancel everything in progress; a job continues when the project is opened again."""
        if self.run.active:
            message = self.tr("Labelling continues when you open the project again.")
            self._context.messages.say(message)
        if self._review is not None and self.pages.currentWidget() is self._review:
            self._review.leave()
        self._note_recent()
        self.run.stop()
        self.export.cancel()
        self.replay.cancel()
        self.thumbs.close()
        self._context.settings.faces_as_table = self.faces.as_table
        self._context.settings.face_columns = self.faces.table.columns

    def end(self) -> None:
        """Close the project's file; only once the lane is closed, which may still use it."""
        if self.work.project is not None:
            self.work.project.close()

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self._refresh()

    @Slot()
    def _show_setup(self) -> None:
        self._show(self.setup)
        self.setup.focus_start()

    @Slot()
    def _show_home(self) -> None:
        """The faces of the open project, or the first page."""
        if self.work.project is None:
            self.show_recent()
        self._show(self.start if self.work.project is None else self.faces)

    @Slot(int)
    def show_review(self, row: int) -> None:
        """Review, beginning with this row; of a held label it is asked where it belongs."""
        if self.work.rows.held[row]:
            self.held.ask(int(self.work.rows.face_ids[row]))
            return
        self._show(self.review)
        self.review.show_row(row)

    @Slot()
    def _review_current(self) -> None:
        row = self.faces.row
        if row is not None:
            self.show_review(row)

    @Slot()
    def _show_held(self) -> None:
        self._show(self.faces)
        self.faces.show_held()
        self.held.ask()

    @Slot(object)
    def _show_changes(self, changes: Changes | None) -> None:
        self.faces.changes.show_changes(changes)
        if changes is not None and not changes.photos:
            self._context.messages.say(self.tr("Nothing has changed in the folder."))

    @Slot()
    def _leave_review(self) -> None:
        if self.pages.currentWidget() is self._review:
            self._show_home()
            self.faces.focus_faces()

    @Slot(int)
    def _show_face(self, face_id: int) -> None:
        row = self.work.row_of(face_id)
        if row is not None:
            self.show_review(row)

    @Slot()
    def _show_banner(self) -> None:
        about, work, session = self.work.about, self.work, self._context.session
        warning = ""
        if not self.run.active:  # while a job runs, it is just changing that
            warning = model_warning(work.judges, session.spec, session.models)
        self.faces.banner.show_project(
            read_only=work.read_only,
            root=about.root,
            root_there=about.root_there,
            model_warning=warning,
            current="" if session.spec is None else spoken(session.spec.title),
        )
        self.faces.header.show_model(judged_text(work.judges, session.models))

    @Slot()
    def _follow(self) -> None:
        """The job or the project has come further."""
        work, run = self.work, self.run
        if work.project is not None:
            title = work.project.path.stem
            self.faces.show_status(
                JobStatus(title, run.state, run.active, run.progress, work.counts)
            )
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Bring the actions in line with what is possible now."""
        work, run = self.work, self.run
        self._actions.refresh(
            FolderActionState(
                open=work.project is not None,
                writable=work.project is not None and not work.read_only,
                ready=self._context.session.spec is not None,
                state=run.state,
                active=run.active,
                rows=self.model.rowCount(),
                faces=work.counts.faces,
                unfinished=work.counts.pending > 0,
                held=work.counts.held,
                listing=self.pages.currentWidget() is self.faces,
                selected=self.faces.selection.count,
                genders=work.attribute != "age",
            )
        )
