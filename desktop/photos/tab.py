"""The Photos tab: what is open, what is looked at, and what becomes of the results."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.i18n import text as wording
from desktop.i18n.backend_messages import error_text
from desktop.jobs import Job, import_in_lane
from desktop.photos.corrections import Correction, Corrections
from desktop.photos.export import PhotoExport
from desktop.photos.loading import (
    BackgroundAnalyser,
    Deeper,
    Found,
    PhotoLoader,
    PhotoOpener,
    PhotoStep,
    RecentPhotos,
)
from desktop.photos.page import PhotoActions, PhotoList, PhotosPage, SubfolderBanner
from desktop.photos.slideshow import Slideshow
from desktop.tab import MenuActions, Tab
from desktop.viewer.picture_cache import Entry, Picture, Thumbnailer
from desktop.welcome import WelcomePage
from desktop.widgets.dialogs import show
from desktop.widgets.drop_frame import DropCatcher
from engine.errors import UserError
from engine.results import Face, PhotoResult

if TYPE_CHECKING:  # the window is shown before NumPy is loaded
    from engine.robustness import FaceCutout


_PATIENCE_MS = 150  # most photos come sooner, and an empty page in between would flicker


class PhotosTab(Tab):
    """Drop, paste or open photos; see every face; take the results along.

    ``labelling_wanted`` (folder) when faces are to be labelled where answers are kept.
    """

    labelling_wanted = Signal(object)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lane, session, dialogs = context.lanes.model, context.session, context.dialogs
        messages, progress = context.messages, context.progress
        self.title = self.tr("Photos")
        self._context, self._session, self._messages = context, session, messages
        self._shown: Entry | None = None
        self._failed: Entry | None = None  # chosen, but it cannot be shown
        self._awaited: Entry | None = None  # chosen, and being read
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._wait.timeout.connect(self._show_waiting)
        self._pasted = 0
        self.corrections = Corrections()
        self._told_problem = self._just_told = False
        self.menu_actions = actions = PhotoActions(self)
        self.photos = PhotoList(self)
        self.loader = PhotoLoader(lane=lane, session=session, parent=self)
        self.rest = BackgroundAnalyser(
            lane=lane, session=session, loader=self.loader, progress=progress, parent=self
        )
        self.thumbnailer = Thumbnailer(lane, self)
        self.opening = PhotoOpener(lane=lane, dialogs=dialogs, progress=progress, parent=self)
        self.export = PhotoExport(
            lane=lane,
            messages=messages,
            progress=progress,
            dialogs=dialogs,
            corrections=self.corrections,
            reviewer=lambda: context.settings.reviewer,
            parent=self,
        )
        self.recent = RecentPhotos(actions.recent_menu, context.settings, self)
        self.slideshow: Slideshow | None = None
        self._shake_job: Job | None = None
        self.empty = WelcomePage(
            photos=actions.open_photos, folder=actions.open_folder, parent=self
        )
        self.work = PhotosPage(actions=self.menu_actions, photos=self.photos, parent=self)
        self.subfolders = SubfolderBanner(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.work)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.subfolders)
        column.addWidget(self._pages, 1)
        self._connect_parts()
        self._connect_actions()
        self._refresh()

    def _connect_parts(self) -> None:
        catcher = DropCatcher(self)
        catcher.dropped.connect(self.opening.open_intake)
        catcher.hovering.connect(self.empty.set_hovered)
        self.opening.found.connect(self._on_found)
        self.opening.deeper.connect(self._on_deeper)
        self.recent.chosen.connect(lambda path: self.open_paths([path]))
        self.subfolders.accepted.connect(self._open_deeper)
        self.opening.pictured.connect(self._on_pictured)
        self.opening.failed.connect(self._tell)
        self.photos.thumbnail_wanted.connect(self.thumbnailer.want)
        self.thumbnailer.ready.connect(self.photos.set_thumbnail)
        self.loader.opened.connect(self._on_opened)
        self.loader.answered.connect(self._on_answered)
        self.loader.known.connect(self._on_known)
        self.loader.sharpened.connect(self._on_sharpened)
        self.loader.failed.connect(self._on_failed)
        self.loader.busy_changed.connect(self.work.busy_line.set_busy)
        self._session.model_changed.connect(self._on_model)
        self.work.busy_line.shown.connect(self._note_state)
        self.work.chosen.connect(self._show_row)
        self.work.stepped.connect(self.step)
        self.work.jumped.connect(self._jump)
        self.work.face_selected.connect(self._show_correction)
        self.work.panel.correction.corrected.connect(self._correct)
        self.work.panel.correction.label_wanted.connect(self._label_folder)
        self.work.strip.drag_data = self._drag_data
        self.work.view.detail_wanted.connect(self.loader.sharpen)

    def _connect_actions(self) -> None:
        actions, view = self.menu_actions, self.work.view
        for action, slot in (
            (actions.open_photos, self.opening.ask_photos),
            (actions.open_folder, self.opening.ask_folder),
            (actions.paste, self.opening.paste),
            (actions.remove, self.remove_current),
            (actions.close_all, self.close_all),
            (actions.save_picture, self._save_picture),
            (actions.save_table, self._save_table),
            (actions.copy_text, self._copy_text),
            (actions.copy_picture, self._copy_picture),
            (actions.zoom_in, view.zoom_in),
            (actions.zoom_out, view.zoom_out),
            (actions.zoom_fit, view.zoom_fit),
            (actions.zoom_face, self.work.zoom_to_face),
            (actions.boxes, self._show_marks),
            (actions.labels, self._show_marks),
            (actions.slideshow, self._begin_slideshow),
            (actions.shake_test, self._prepare_shake_test),
        ):
            action.triggered.connect(slot)
        actions.zoom_actual.triggered.connect(lambda: view.zoom_actual())
        actions.previous.triggered.connect(lambda: self.step(-1))
        actions.next.triggered.connect(lambda: self.step(1))

    def by_menu(self) -> MenuActions:
        """The tab's actions for the window's menus."""
        return self.menu_actions.by_menu()

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders beside what is open, and show the first of them."""
        self.opening.open_paths(paths)

    def layout_state(self) -> QByteArray:
        """How photo and list share the width, as Qt packs it."""
        return self.work.splitter.saveState()

    def restore_layout(self, packed: QByteArray) -> None:
        """Share the width as before; what cannot be read is left alone."""
        self.work.splitter.restoreState(packed)

    def cancel(self) -> None:
        """Give up everything that is under way."""
        if self.slideshow is not None:
            self.slideshow.close()
        if self._shake_job is not None:
            self._shake_job.cancel()
        self.opening.cancel()
        self.loader.cancel()
        self.rest.cancel()
        self.thumbnailer.cancel()

    @Slot()
    def close_all(self) -> None:
        """Back to the empty state."""
        self.cancel()
        self.loader.forget()
        self.photos.clear()
        self.corrections.forget()
        self.subfolders.withdraw()
        self.work.clear()
        self._arrived(None)
        self._clear_problem()
        self._refresh()

    @Slot(int)
    def step(self, by: int) -> None:
        """Go on to another photo, as far as there are any."""
        row = self.work.row + by
        if self.photos.entry(row) is not None:
            self.work.strip.show_row(row)

    @Slot(bool)
    def _jump(self, last: bool) -> None:
        """Go to the first or the last photo."""
        self.work.strip.show_row(self.photos.rowCount() - 1 if last else 0)

    @Slot()
    def remove_current(self) -> None:
        """Close the photo in front and show its neighbour; its file is not touched."""
        entry = self.photos.entry(self.work.row)
        if entry is None:
            return
        if self.photos.rowCount() == 1:
            self.close_all()
            return
        self._clear_problem()
        self.corrections.forget(entry)
        self.photos.remove(entry)  # the strip goes on to a neighbour
        self._refresh()

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        self.subfolders.withdraw()
        self.recent.note(found.asked, gone=found.gone)
        if found.problem is not None:
            self._tell(found.problem)
            self._just_told = bool(found.names)  # the first of these must not wipe it away
        first = self.photos.add_files(found.names)
        if first is not None:
            self._choose(first)
            self.rest.start(self.photos.entries)

    @Slot(object)
    def _on_deeper(self, deeper: Deeper) -> None:
        self.subfolders.offer(deeper.names, here=deeper.here)

    @Slot(object)
    def _open_deeper(self, names: tuple[str, ...]) -> None:
        """List them behind what is open; the photo on screen stays."""
        first = self.photos.add_files(names)
        if first is not None and (self._shown or self._awaited) is None:
            self._choose(first)
        self.rest.start(self.photos.entries)
        self._refresh()

    @Slot(object)
    def _on_pictured(self, image: QImage) -> None:
        self._pasted += 1
        text = self.tr("Pasted picture {0}").format(self._pasted)
        self._choose(self.photos.add_image(image, text))

    def _choose(self, entry: Entry) -> None:
        row = self.photos.row_of(entry)
        if row is None:
            return
        if self.work.row == row:
            self._show_row(row)
        else:
            self.work.strip.show_row(row)
        self.work.view.setFocus()

    @Slot(int)
    def _show_row(self, row: int) -> None:
        entry = self.photos.entry(row)
        if entry is not None:
            self.loader.show(entry)
            before = self._shown or self._failed or self._awaited
            if self._shown is not entry and (before is not None or self.photos.rowCount() > 1):
                self._await(entry)
            self._refresh()

    def _await(self, entry: Entry) -> None:
        """Name the photo that is being read, and offer nothing of the one before any more."""
        if self._awaited is None:
            self._wait.start()
        self._shown, self._failed, self._awaited = None, None, entry
        self.work.await_picture()

    @Slot()
    def _show_waiting(self) -> None:
        """The photo takes long to come: the picture of the one before goes, too."""
        if self._awaited is not None:
            self.work.view.clear()
            self.work.panel.show_note(self.tr("Opening the photo…"))

    @Slot(object, object)
    def _on_opened(self, entry: Entry, picture: Picture) -> None:
        self._clear_problem()
        self._arrived(entry)
        self.work.show_picture(picture)
        if self.slideshow is not None:
            self.slideshow.show_picture(picture)
        if self._session.state != "ready":
            self._note_state()
        self._refresh()

    def _arrived(self, shown: Entry | None) -> None:
        """Nothing is waited for any more: a photo is shown, or none."""
        self._shown, self._failed, self._awaited = shown, None, None
        self._wait.stop()

    @Slot(object, object)
    def _on_answered(self, entry: Entry, result: PhotoResult) -> None:
        if entry is self._shown:
            self.work.show_faces(result.faces)
            for index, face in enumerate(result.faces):
                said = self.corrections.of(entry, face)
                if not said.empty:
                    self.work.panel.show_said(index, face, said)
            if self.slideshow is not None:
                self.slideshow.show_faces(result.faces)
            self._refresh()

    @Slot(int)
    def _show_correction(self, index: int) -> None:
        """Offer to correct the face that is chosen."""
        if self._shown is not None:
            said = self.corrections.of(self._shown, self.work.view.faces[index])
            in_folder = isinstance(self._shown.source, Path)
            self.work.panel.correction.show_correction(said, folder=in_folder)
            self.work.panel.reveal(index)

    @Slot(object)
    def _correct(self, said: Correction) -> None:
        index, entry = self.work.view.selected, self._shown
        if index is None or entry is None:
            return
        face = self.work.view.faces[index]
        self.corrections.say(entry, face, said)
        self.work.panel.show_said(index, face, said)

    @Slot()
    def _label_folder(self) -> None:
        if self._shown is not None and isinstance(self._shown.source, Path):
            self.labelling_wanted.emit(self._shown.source.absolute().parent)

    def _drag_data(self) -> QMimeData | None:
        """The result on screen, to be dragged out of the window."""
        result, picture = self._result(), self.work.view.picture
        if self._shown is None or result is None or picture is None:
            return None
        return self.export.drag_data(self._shown, picture, result)

    @Slot()
    def _show_marks(self) -> None:
        """Show boxes and labels as far as they are wanted."""
        boxes, labels = self.menu_actions.boxes, self.menu_actions.labels
        self.work.view.set_marks(boxes=boxes.isChecked(), labels=labels.isChecked())
        self._refresh()

    @Slot()
    def _begin_slideshow(self) -> None:
        picture = self.work.view.picture
        if picture is None or self.slideshow is not None:
            return
        show = self.slideshow = Slideshow(self)
        marks = self.menu_actions
        show.view.set_marks(boxes=marks.boxes.isChecked(), labels=marks.labels.isChecked())
        show.stepped.connect(self._step_round)
        show.ended.connect(self._end_slideshow)
        show.show_picture(picture)
        show.show_faces(self.work.view.faces)
        show.begin()

    @Slot(int)
    def _step_round(self, by: int) -> None:
        """Go on to another photo, from the last one to the first."""
        count = self.photos.rowCount()
        if count > 1:
            self.work.strip.show_row((self.work.row + by) % count)

    @Slot()
    def _end_slideshow(self) -> None:
        self.slideshow = None

    @Slot()
    def _prepare_shake_test(self) -> None:
        """Cut the chosen face, or the first one, out of its photo for the shake test."""
        entry, view = self._shown, self.work.view
        if entry is None or not view.faces or self._shake_job is not None:
            return
        if view.selected is None:
            self.work.select_face(0)
        face = view.faces[view.selected or 0]
        # What the dialog needs takes half a second to import: in the lane, too.
        job = self._context.lanes.model.submit(lambda: _cut_out(entry, face))
        self._shake_job = job
        job.succeeded.connect(lambda cutout: self._open_shake_test(cutout, face))
        job.failed.connect(self._tell)
        job.finished.connect(self._shake_test_prepared)

    @Slot()
    def _shake_test_prepared(self) -> None:
        self._shake_job = None

    def _open_shake_test(self, cutout: FaceCutout, face: Face) -> None:
        """Show the dialog, unless the user has turned to another face meanwhile."""
        from desktop.photos.shake_test import ShakeTestDialog

        pipeline = self._session.pipeline
        if pipeline is not None and face in self.work.view.faces:
            show(ShakeTestDialog(self._context, cutout, face, pipeline=pipeline, parent=self))

    @Slot(object, object)
    def _on_known(self, entry: Entry, result: PhotoResult) -> None:
        self.photos.set_answer(entry, wording.face_count(len(result.faces)))

    @Slot(object, object)
    def _on_sharpened(self, entry: Entry, picture: Picture) -> None:
        if entry is self._shown:
            self.work.view.sharpen(picture)

    @Slot(object, object)
    def _on_failed(self, entry: Entry, error: Exception) -> None:
        # The page says it, too: nothing is to lie over another tab's page on that account.
        if self.isVisible() or entry is self._shown or self.photos.rowCount() == 1:
            self._tell(error)
        if entry is self._shown:
            self.work.panel.show_note(self.tr("This photo could not be analysed"))
        elif (self._shown or self._awaited) is None and self.photos.rowCount() == 1:
            # Nothing to go back to: better the invitation than an empty frame.
            self.photos.remove(entry)
        elif entry is self.loader.entry:
            self._show_failed(entry, error)
        self._refresh()

    def _show_failed(self, entry: Entry, error: Exception) -> None:
        """Say of the chosen photo why it is not there, and show nothing of the one before."""
        self._arrived(None)
        self._failed = entry
        self.work.clear()
        trouble = self.tr("This photo could not be opened")
        self.photos.set_answer(entry, self.tr("Unreadable"))  # as much as a thumbnail has room for
        reason = error_text(error) if isinstance(error, UserError) else ""
        help_text = self.tr(
            "If another program opens the file, save it anew from there and open it again. The "
            "Delete key takes it off the list."
        )
        self.work.panel.show_note(trouble, f"{reason}\n\n{help_text}".strip())

    @Slot()
    def _on_model(self) -> None:
        self.work.panel.show_model(self._session.spec)
        self.photos.forget_answers()
        self.rest.start(self.photos.entries)
        if self._session.state == "missing":
            self._note_state()
        self._refresh()

    @Slot()
    def _note_state(self) -> None:
        """Say why there are no faces yet."""
        panel = self.work.panel
        if self._shown is None or self._result() is not None:
            return
        if self._session.state == "missing":
            hint = self.tr(
                "Choose one in the Model menu. Until then, photos are shown without estimates."
            )
            panel.show_note(self.tr("No model is in use"), hint)
        elif self._session.state == "loading":
            panel.show_note(self.tr("The model is being loaded…"))
        else:
            panel.show_note(self.tr("Looking for faces…"))

    def _result(self) -> PhotoResult | None:
        """What is known about the photo on screen."""
        return self.loader.results.get(self._shown) if self._shown is not None else None

    @Slot()
    def _copy_text(self) -> None:
        result = self._result()
        if self._shown is not None and result is not None:
            self.export.copy_text(self._shown, result)

    @Slot()
    def _copy_picture(self) -> None:
        result = self._result()
        if self._shown is not None and result is not None:
            self.export.copy_picture(self._shown, result)

    @Slot()
    def _save_picture(self) -> None:
        result = self._result()
        if self._shown is not None and result is not None:
            self.export.save_picture(self._shown, result)

    @Slot()
    def _save_table(self) -> None:
        pipeline = self._session.pipeline
        if pipeline is None or not self.photos.rowCount():
            return
        job = self.export.save_table(self.photos.entries, self.loader.found, pipeline=pipeline)
        if job is not None:
            self.rest.cancel()  # the table does the same
            job.reported.connect(lambda step: self._keep(step, pipeline))

    def _keep(self, step: PhotoStep, pipeline: object) -> None:
        """Use the answers found for the table, unless the model was changed meanwhile."""
        if pipeline is self._session.pipeline:
            self.loader.keep(step)

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        self._told_problem = True
        self._messages.report(error)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take away what was said of a photo when another tab comes to the front."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._just_told = False
            self._clear_problem()

    def _clear_problem(self) -> None:
        """Take away what this tab complained about, never what others did."""
        if self._told_problem and not self._just_told:
            self._told_problem = False
            self._messages.clear()
        self._just_told = False

    def _refresh(self) -> None:
        """Bring page, names and actions in line with what is open."""
        count, row = self.photos.rowCount(), self.work.row
        named = self._shown or self._failed or self._awaited
        opened = count > 1 or (count == 1 and named is not None)
        self._pages.setCurrentWidget(self.work if opened else self.empty)
        self.work.show_strip()
        if named is not None:
            self.work.bar.show_photo(named.name, "  ·  ".join(self._facts(named)))
        self.menu_actions.refresh(
            photos=count,
            row=row,
            shown=self._shown is not None,
            answered=self._result() is not None,
            ready=self._session.pipeline is not None,
            faces=len(self.work.view.faces),
        )

    def _facts(self, named: Entry) -> list[str]:
        """What is said beside the name of the photo: its place, page and size, where known."""
        count, place = self.photos.rowCount(), self.photos.row_of(named)
        facts = []
        if count > 1 and place is not None:
            facts.append(self.tr("{0} of {1}").format(place + 1, count))
        picture = self.work.view.picture
        if picture is None or named is not self._shown:
            return facts
        if picture.pages > 1:
            page, pages = wording.number(picture.page), wording.number(picture.pages)
            facts.append(self.tr("Page {0} of {1}").format(page, pages))
        return [*facts, self.tr("{0} × {1}").format(picture.width_px, picture.height_px)]


def _cut_out(entry: Entry, face: Face) -> FaceCutout:
    """Work for the lane: what the shake test needs of a face."""
    import_in_lane("desktop.photos.shake_test")
    from desktop.photos.shake_test import prepare

    return prepare(entry, face)
