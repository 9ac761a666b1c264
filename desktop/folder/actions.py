"""The actions of the Folder tab, shared by menus and buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.tab import MenuActions
from desktop.widgets.buttons import Actions

if TYPE_CHECKING:  # the window is shown before NumPy is loaded
    from engine.project import HumanGender


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderActionState:
    """Which actions are possible: a project is ``open`` and ``writable``, a model ``ready``.

    ``state`` is that of the job; ``rows`` how many are listed, ``faces`` how many there are,
    ``held`` how many have labels that wait, ``selected`` how many rows are selected; ``genders``:
    genders are under review.
    """

    open: bool = False
    writable: bool = False
    ready: bool = False
    state: str = "idle"
    active: bool = False
    rows: int = 0
    faces: int = 0
    unfinished: bool = False
    held: int = 0
    listing: bool = False
    selected: int = 0
    genders: bool = True


class FolderActions(Actions):
    """The actions of the Folder tab; the page connects them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.choose_folder = self._make(self.tr("Choose a &folder…"), "folder", "Ctrl+O")
        self.open_project = self._make(self.tr("Open a &project…"), "open", "Ctrl+Shift+O")
        self.close_project = self._make(self.tr("&Close the project"), "", "Ctrl+W")
        self.check_changes = self._make(self.tr("Chec&k for new and changed photos"), "again")
        self.check_changes.setShortcut("F5")
        self.options = self._make(self.tr("Label with other &options…"), "")
        self.pause = self._make(self.tr("&Pause"), "pause", "Ctrl+Shift+P")
        self.resume = self._make(self.tr("Con&tinue"), "play", "Ctrl+Shift+R")
        self.stop = self._make(self.tr("&Stop labelling"), "stop")
        self.export = self._make(self.tr("&Export…"), "save", "Ctrl+E")
        self.train = self._make(self.tr("&Train on these labels…"), "")
        self.replay = self._make(self.tr("Check a table a&gain…"), "")
        self.agreement = self._make(self.tr("Reviewer &agreement…"), "")
        self.reviewers = self._make(self.tr("Re&viewers…"), "")
        self.sureness = self._make(self.tr("&Not sure below…"), "")
        self.held = self._make(self.tr("&Held labels…"), "warning")
        self.review = self._make(self.tr("&Review from here"), "review", "Ctrl+Return")
        self.clear_filters = self._make(self.tr("Clear &filters"), "", "Ctrl+Shift+F")
        self.find = self._make(self.tr("&Find a name or comment"), "", "Ctrl+F")
        self.grid = self._make(self.tr("As &pictures"), "grid", "Ctrl+1")
        self.table = self._make(self.tr("As a &table"), "table", "Ctrl+2")
        self._make_selection()
        views = QActionGroup(self)
        for action in (self.grid, self.table):
            action.setCheckable(True)
            views.addAction(action)
        self.review_menu = QMenu(self.tr("&Review"))
        self._reviewing: MenuActions = {}
        self.refresh(FolderActionState())

    def _make_selection(self) -> None:
        """What is done with all selected faces; the review's keys say it here as well."""
        self.select_all = self._make(self.tr("Select &all"), "", QKeySequence.StandardKey.SelectAll)
        self.select_all.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.confirm_selected = self._make(self.tr("&Confirm"), "")
        self.reject_selected = self._make(self.tr("Not a fa&ce"), "")
        self.gender_selected: dict[HumanGender, QAction] = {
            "female": self._make(self.tr("&Female"), ""),
            "male": self._make(self.tr("&Male"), ""),
            "unknown": self._make(self.tr("Cannot &tell"), ""),
        }
        self.selection_menu = QMenu(self.tr("&Selected faces"))
        self.selection_menu.addActions(self.of_selected)
        for action in self.of_selected:
            action.setAutoRepeat(False)  # nobody looks at what a held key says

    @property
    def of_selected(self) -> list[QAction]:
        """What can be said of all selected faces."""
        return [self.confirm_selected, *self.gender_selected.values(), self.reject_selected]

    def add_review(self, actions: MenuActions, *, by_purpose: MenuActions) -> None:
        """Offer the actions of the review in a menu of their own."""
        self._reviewing = by_purpose
        for group in actions.values():
            for action in group:
                if action is None:
                    self.review_menu.addSeparator()
                else:
                    self.review_menu.addAction(action)
            self.review_menu.addSeparator()
        self.review_menu.menuAction().setEnabled(True)

    def by_menu(self) -> MenuActions:
        """Which action belongs into which menu; ``None`` separates groups."""
        project = [self.choose_folder, self.open_project, self.close_project]
        job = [self.check_changes, self.options, self.pause, self.resume, self.stop]
        out = [self.export, self.train, self.replay]
        views: list[QAction | None] = [self.grid, self.table, None, self.find, self.clear_filters]
        return {
            "file": [*project, None, *job, None, *out],
            "edit": [
                self.select_all,
                self.selection_menu.menuAction(),
                None,
                self.review_menu.menuAction(),
                self.agreement,
                self.reviewers,
                self.sureness,
                self.held,
            ],
            "view": [self.review, None, *views],
        }

    @property
    def keyed(self) -> MenuActions:
        """All actions with shortcuts, including the review's, grouped by purpose."""
        found = [self.review, self.grid, self.table, self.find, self.clear_filters, self.select_all]
        job = [self.check_changes, self.pause, self.resume, self.stop]
        folder = [self.choose_folder, self.open_project, self.close_project, self.export]
        return {
            **self._reviewing,
            self.tr("In the list of faces"): found,
            self.tr("Selected faces"): self.of_selected,
            self.tr("Labelling"): job,
            self.tr("Folder and project"): folder,
        }

    def refresh(self, now: FolderActionState) -> None:
        """Offer what is possible now."""
        quiet = now.open and not now.active
        for action in (self.check_changes, self.options):
            action.setEnabled(quiet and now.writable and now.ready)
        self.check_changes.setText(self._check_changes_text(unfinished=now.unfinished))
        self.close_project.setEnabled(now.open)
        self.pause.setEnabled(now.state == "running")
        self.resume.setEnabled(now.state == "paused")
        self.stop.setEnabled(now.state in ("running", "paused"))
        self.export.setEnabled(now.open)
        self.train.setEnabled(now.open and now.faces > 0)
        self.replay.setEnabled(True)
        self.agreement.setEnabled(now.open and now.faces > 0)
        self.reviewers.setEnabled(now.open and now.faces > 0)
        self.sureness.setEnabled(now.open and now.faces > 0)
        self.held.setEnabled(now.open and now.held > 0)
        self.review.setEnabled(now.listing and now.rows > 0)
        for action in (self.clear_filters, self.find, self.grid, self.table):
            action.setEnabled(now.listing)
        self.review_menu.menuAction().setEnabled(now.open and bool(self._reviewing))
        self._refresh_selection(now)

    def _refresh_selection(self, now: FolderActionState) -> None:
        self.select_all.setEnabled(now.listing and now.rows > 0)
        saying = now.listing and now.writable and now.selected > 0
        for action in self.of_selected:
            action.setEnabled(saying)
        for action in self.gender_selected.values():
            action.setEnabled(saying and now.genders)
        self.selection_menu.menuAction().setEnabled(saying)

    def _check_changes_text(self, *, unfinished: bool) -> str:
        if unfinished:
            return self.tr("Continue &labelling")
        return self.tr("Chec&k for new and changed photos")
