"""The review view in its states, for the pictures of the Folder tab.

``scenes`` wants a review that is open on a project with some faces, and hands out one name after
another; at each the window is as it shall be shown. No label of it is kept: all is undone.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.review.keys_dialog import KeysDialog
from desktop.review.view import ReviewView
from engine.project import Attribute


def scenes(view: ReviewView) -> Iterator[str]:
    """Bring an open review into its states, one a step; the caller lets the lane rest between.

    Yields "" where there is nothing to show yet, only something to wait for.
    """
    actions, canvas = view.menu_actions, view.parts.canvas
    yield "review"
    actions.commands["male"].trigger()
    view.parts.panel.answer.age.take("4")
    view.parts.panel.answer.age.take("1")
    yield "review-typing"
    actions.commands["back"].trigger()
    actions.commands["clear"].trigger()
    actions.commands["close_up"].trigger()
    yield ""
    yield "review-close-up"
    actions.commands["close_up"].trigger()
    yield from _drawing(view)
    yield from _one_attribute(view, "gender")
    actions.change_reviewer.trigger()
    yield "review-name"
    view.parts.reviewer_line.hide()
    canvas.setFocus()
    yield from _keys(view)


def _drawing(view: ReviewView) -> Iterator[str]:
    view.menu_actions.commands["add"].trigger()
    canvas = view.parts.canvas
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        for _ in range(6):
            QTest.keyClick(canvas, key)
    yield "review-drawing"
    canvas.end_drawing()


def _one_attribute(view: ReviewView, attribute: Attribute) -> Iterator[str]:
    view.menu_actions.attributes[attribute].trigger()
    yield f"review-only-{attribute}"
    view.menu_actions.attributes["both"].trigger()


def _keys(view: ReviewView) -> Iterator[str]:
    view.menu_actions.change_keys.trigger()
    dialog = view.findChild(KeysDialog)
    if dialog is None:
        raise LookupError("The dialog did not open. Received: nothing")
    dialog.move(view.window().mapToGlobal(QPoint(60, 40)))
    dialog.activateWindow()
    yield ""
    dialog.table.selectRow(3)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    if dialog.table.editor is None:
        raise LookupError("No key can be entered. Received: nothing")
    QTest.keyClick(dialog.table.editor, Qt.Key.Key_M)
    yield "review-keys"
    dialog.close()
    view.window().activateWindow()
    yield ""
