"""The look of the program: light or dark, and how large its text is.

A table of colours each, from which palette and style sheet are made.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.resources import files

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.settings import ThemeChoice


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


def style_sheet(colours: Colours, *, scale: float = 1.0) -> str:
    """Return ``resources/style.qss`` with its ``@name`` colours filled in, and the tick's place.

    ``scale`` is how large text is, in terms of the usual size.
    """
    text = files("resources").joinpath("style.qss").read_text(encoding="utf-8")
    # A picture, as a style sheet draws nothing else inside a box.
    tick = files("resources").joinpath("icons", f"tick-{_name(colours)}.svg")
    text = text.replace("@tick", str(tick).replace("\\", "/"))
    text = text.replace("@title_px", f"{round(_TITLE_PX * scale)}px")
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


class Theme(QObject):
    """The look of the program; follows the system until the user chooses otherwise.

    ``changed`` comes with other colours and with another size of text.
    """

    changed = Signal()

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

    def _presented_points(self) -> float:
        screen = self._app.primaryScreen()
        side_px = max(_PRESENTED_PX, round(screen.size().height() / _SCREENS_PX))
        return side_px * _POINTS_AN_INCH / screen.logicalDotsPerInchY()

    @Slot()
    def _apply(self) -> None:
        colours, scale = self.colours, self.scale
        if self._shown == (colours, scale):
            return
        self._shown = colours, scale
        font = self._app.font()
        font.setPointSizeF(float(self._app.property(_BASE)) * scale)
        self._app.setFont(font)
        self._app.setPalette(palette(colours))
        self._app.setStyleSheet(style_sheet(colours, scale=scale))
        self.changed.emit()
