"""The look of the program: light or dark, and how large its text is.

A table of colours each, from which palette and style sheet are made.
"""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStackedWidget, QStyleFactory, QWidget
from shiboken6 import isValid

from desktop.settings import ThemeChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, by use; text on its ground has a contrast of at least 4.5 : 1."""

    window: str
    surface: str
    canvas: str
    border: str
    hover: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    chosen: str
    problem: str
    on_problem: str
    problem_border: str

    def text_pairs(self) -> tuple[tuple[str, str, str], ...]:
        """Every pairing of text and ground that occurs: its name, the text, the ground."""
        grounds = ("window", "surface", "canvas", "hover", "chosen")
        pairs = [(text, ground) for text in ("text", "muted") for ground in grounds]
        pairs += [("on_accent", "accent"), ("on_accent", "accent_hover")]
        pairs += [("on_problem", "problem")]
        return tuple((f"{t} on {g}", getattr(self, t), getattr(self, g)) for t, g in pairs)


LIGHT = Colours(
    window="#f4f5f8",
    surface="#ffffff",
    canvas="#e8eaef",
    border="#d3d7df",
    hover="#e9ecf2",
    text="#1a1e26",
    muted="#545c6b",
    disabled="#9aa1ad",
    accent="#2358cf",
    accent_hover="#1c49b0",
    on_accent="#ffffff",
    chosen="#dfe8fb",
    problem="#fdebe8",
    on_problem="#7c1d13",
    problem_border="#eab5ad",
)
DARK = Colours(
    window="#1c1f25",
    surface="#252931",
    canvas="#15171b",
    border="#3a404b",
    hover="#2e333d",
    text="#e9ebef",
    muted="#a9b0bd",
    disabled="#6b7280",
    accent="#8ab1ff",
    accent_hover="#a5c3ff",
    on_accent="#0f1726",
    chosen="#2c3c5e",
    problem="#46231f",
    on_problem="#ffd8d1",
    problem_border="#7a403a",
)


def palette(colours: Colours) -> QPalette:
    """Return the Qt palette of ``colours``; widgets that paint themselves take theirs from it."""
    role = QPalette.ColorRole
    uses = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.canvas,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.Mid: colours.border,
        role.Midlight: colours.hover,
        role.Light: colours.surface,
        role.Dark: colours.border,
        role.Shadow: colours.border,
        role.BrightText: colours.on_problem,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
    }
    result = QPalette()
    for name, colour in uses.items():
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.disabled))
    return result


def style_sheet(colours: Colours) -> str:
    """Return ``resources/style.qss`` with its ``@name`` colours filled in, and the tick's place.

    It states no size of text: setting another style sheet takes a large window 0.3 s.
    """
    text = files("resources").joinpath("style.qss").read_text(encoding="utf-8")
    # A picture, as a style sheet draws nothing else inside a box.
    tick = files("resources").joinpath("icons", f"tick-{_name(colours)}.svg")
    text = text.replace("@tick", str(tick).replace("\\", "/"))
    # Longest name first: @accent is the beginning of @accent_hover.
    for name, colour in sorted(asdict(colours).items(), key=lambda item: -len(item[0])):
        text = text.replace(f"@{name}", colour)
    return text


def _name(colours: Colours) -> str:
    return "dark" if colours == DARK else "light"


TEXT_PERCENT = (100, 125, 150)
"""How large text can be, in terms of the system's."""

_TITLE_PX = 17
_PRESENTED_PX, _SCREENS_PX = 20, 54
"""Text of a presentation: 20 pixels and more, that is 54 lines on a screen."""
_POINTS_AN_INCH = 72.0
_BASE = "usualPointSize"  # a property of the application: windows come and go with the language


def title_px() -> int:
    """How large the title of a page or a dialog is, at the size that text has now, in pixels."""
    app = QApplication.instance()
    usual = None if app is None else app.property(_BASE)
    scale = QApplication.font().pointSizeF() / float(usual) if usual else 1.0
    return round(_TITLE_PX * scale)


class Theme(QObject):
    """The look of the program; follows the system until the user chooses otherwise.

    ``changed`` comes with other colours and with another size of text, ``recoloured`` only with
    the former.
    """

    changed = Signal()
    recoloured = Signal()

    def __init__(
        self,
        app: QApplication,
        choice: ThemeChoice = "system",
        *,
        text_percent: int = 100,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._choice: ThemeChoice = choice
        self._text_percent, self._presenting = text_percent, False
        self._shown: tuple[Colours, float] | None = None
        self._resizer = TextResizer(app, self)
        if app.property(_BASE) is None:
            app.setProperty(_BASE, app.font().pointSizeF())
        # The one style that looks alike everywhere and takes every colour from the palette.
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self.choose(choice)

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    @property
    def colours(self) -> Colours:
        """The table in use."""
        if self._choice == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = self._choice == "dark"
        return DARK if dark else LIGHT

    def choose(self, choice: ThemeChoice) -> None:
        """Show another theme from now on."""
        self._choice = choice
        schemes = {
            "system": Qt.ColorScheme.Unknown,
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
        }
        # Tells the system as well, so that title bar and file dialogs go along.
        self._app.styleHints().setColorScheme(schemes[choice])
        self._apply()

    @property
    def text_percent(self) -> int:
        """How large the user wants text to be, in terms of the system's."""
        return self._text_percent

    @property
    def scale(self) -> float:
        """How large text is now, in terms of the system's."""
        usual = float(self._app.property(_BASE))
        wanted = self._text_percent / 100
        return max(wanted, self._presented_points() / usual) if self._presenting else wanted

    @property
    def presenting(self) -> bool:
        """Whether everything is to be read from the last row."""
        return self._presenting

    def resize_text(self, percent: int) -> None:
        """Show text at another size from now on."""
        self._text_percent = percent
        self._apply()

    def present(self, presenting: bool) -> None:
        """Show text so that a room can read it, or at its size again."""
        self._presenting = presenting
        self._apply()

    @property
    def waiting(self) -> int:
        """How many widgets, none of them on screen, do not have the new size of text yet."""
        return self._resizer.waiting

    def end(self) -> None:
        """Do no more: the windows are about to go."""
        self._resizer.stop()

    def _presented_points(self) -> float:
        screen = self._app.primaryScreen()
        side_px = max(_PRESENTED_PX, round(screen.size().height() / _SCREENS_PX))
        return side_px * _POINTS_AN_INCH / screen.logicalDotsPerInchY()

    @Slot()
    def _apply(self) -> None:
        colours, scale = self.colours, self.scale
        if self._shown == (colours, scale):
            return
        former, self._shown = self._shown, (colours, scale)
        font = self._app.font()
        font.setPointSizeF(float(self._app.property(_BASE)) * scale)
        self._app.setFont(font)
        if former is None or former[0] != colours:
            self._app.setPalette(palette(colours))
            self._app.setStyleSheet(style_sheet(colours))
            self.recoloured.emit()
        if former is not None and former[1] != scale:
            self._resizer.begin()
        self.changed.emit()


_A_TURN = 100  # widgets: some 4 ms


class TextResizer(QObject):
    """Hands another size of text on: at once to pages on screen, to everything else in turns.

    Under a style sheet Qt does not: a widget takes over its parent's font when it is polished.
    Setting the style sheet anew would polish each widget as often as it has parents.
    """

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._waiting: deque[QWidget] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def waiting(self) -> int:
        """How many widgets still have the former size."""
        return len(self._waiting)

    def begin(self) -> None:
        """Hand the application's font on."""
        self._waiting.clear()
        windows = self._app.topLevelWidgets()
        for widget in _parents_first((one for one in windows if one.isVisible()), self._put_off):
            self._resize(widget)
        hidden = [one for one in windows if not one.isVisible()]
        self._waiting.extend(_parents_first([*self._waiting, *hidden]))
        self._timer.start()

    def _put_off(self, widget: QWidget) -> bool:
        """Leave a page that is not in front for later, with all that is in it."""
        put_off = widget.isHidden() and isinstance(widget.parentWidget(), QStackedWidget)
        if put_off:
            self._waiting.append(widget)
        return put_off

    def stop(self) -> None:
        """Leave the others as they are."""
        self._waiting.clear()
        self._timer.stop()

    @Slot()
    def _go_on(self) -> None:
        for _ in range(min(_A_TURN, len(self._waiting))):
            widget = self._waiting.popleft()
            if isValid(widget):  # it may be gone meanwhile
                self._resize(widget)
        if not self._waiting:
            self._timer.stop()

    def _resize(self, widget: QWidget) -> None:
        own = widget.font() if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) else None
        widget.style().polish(widget)
        if own is not None:  # that may have brought back the one of before the style sheet
            widget.setFont(own)
        # As Qt tells after a style sheet, for sizes that a widget remembers, and as it tells
        # windows, for those that choose their size themselves.
        for told in (QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange):
            QApplication.sendEvent(widget, QEvent(told))


def _parents_first(
    found: Iterable[QWidget], skip: Callable[[QWidget], bool] = lambda _: False
) -> Iterator[QWidget]:
    """These widgets and all that is in them but not in what is skipped, nor in other windows."""
    row = deque(found)
    while row:
        widget = row.popleft()
        yield widget
        children = (one for one in widget.children() if isinstance(one, QWidget))
        row.extend(one for one in children if not one.isWindow() and not skip(one))
