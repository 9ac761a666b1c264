"""``agelens``: the window, or a command of the terminal; neither loads what the other needs."""

from __future__ import annotations

import codecs
import contextlib
import multiprocessing
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.cli.console import COMMANDS, meant, silence_libraries, tell_error


def main(argv: Sequence[str] | None = None) -> int:
    """Run AgeLens with these arguments (default: the process's own); returns the exit code."""
    # In the frozen program a training child starts here, too: it must be caught before anything.
    multiprocessing.freeze_support()
    if argv is None:
        _speak_utf8()
    arguments = list(sys.argv[1:] if argv is None else argv)
    paths = window_paths(arguments)
    somewhere = _is_somewhere()
    if paths is None:
        from desktop.cli import main as cli

        if not somewhere:
            tell_error(
                "The folder that this was started in is not there any more. Go to another one, "
                "then run the command again."
            )
            return 3
        if argv is None:  # this process is the command's alone
            silence_libraries()
        return cli.main(arguments)
    if (missing := missing_screen(os.environ)) is not None:
        tell_error(missing)
        return 2
    from desktop.application import run

    if not somewhere:
        os.chdir(Path.home())
    return run(paths)


def _speak_utf8() -> None:
    """Begin once more in Python's UTF-8 mode where the locale has another encoding.

    Names of files are bytes, and practically always UTF-8. In a locale of 8 bits, or of ASCII
    alone, they would come as other letters or as escapes, and stand so in tables; new files would
    get wrong names. Windows and macOS always have Unicode names.
    """
    other = codecs.lookup(sys.getfilesystemencoding()).name != "utf-8"
    if other and os.environ.get(_UTF8_MODE) != "1" and sys.executable and os.name == "posix":
        os.environ[_UTF8_MODE] = "1"  # children read it as well
        with contextlib.suppress(OSError):
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


_UTF8_MODE = "PYTHONUTF8"
_NO_SCREEN = (
    "There is no screen here for the window ({0}). Start AgeLens where you are logged in with a "
    "desktop, or work in this terminal: agelens label PHOTO... --out TABLE.csv."
)


def missing_screen(environment: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """Why no window can be opened, in a sentence; ``None`` if one probably can.

    Without a screen Qt ends the program at once, and advises to install it again.
    """
    if platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return None
    display, wayland = environment.get("DISPLAY"), environment.get("WAYLAND_DISPLAY")
    if not display and not wayland:
        return _NO_SCREEN.format("neither DISPLAY nor WAYLAND_DISPLAY is set")
    if wayland:
        folder = environment.get("XDG_RUNTIME_DIR", "")
        if _answers(os.path.join(folder, wayland)):  # noqa: PTH118 - either may be absolute
            return None
    if display and (local := re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)):
        name = f"/tmp/.X11-unix/X{local[1]}"
        if not _answers(name) and not _answers(f"\0{name}"):
            return _NO_SCREEN.format(f"nothing answers at DISPLAY {display}")
    elif not display:
        return _NO_SCREEN.format(f"nothing answers at WAYLAND_DISPLAY {wayland}")
    return None


def _answers(name: str) -> bool:
    """Whether somebody listens at a local socket."""
    import socket

    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(2.0)
            probe.connect(name)
    except (OSError, ValueError):
        return False
    return True


def _is_somewhere() -> bool:
    """Whether the current folder exists: without one not even absolute paths can be looked up."""
    try:
        Path.cwd()
    except OSError:
        return False
    return True


def window_paths(arguments: Sequence[str]) -> list[Path] | None:
    """The photos to open the window on, or ``None`` if these arguments are for the terminal."""
    if arguments and arguments[0] == "--":
        return [Path(argument) for argument in arguments[1:]]
    is_command = bool(arguments) and arguments[0] in COMMANDS
    if is_command or any(argument.startswith("-") for argument in arguments):
        return None
    # A mistyped command shall be told, not opened as a photo, also where its photos are there.
    if arguments and meant(arguments[0]):
        return None
    paths = [Path(argument) for argument in arguments if argument]
    return paths if not paths or any(path.exists() for path in paths) else None


if __name__ == "__main__":
    sys.exit(main())
