"""The window and the terminal of AgeLens, on top of the engine and the training.

The folder that the program is started in is no place to import from: it may hold a stranger's
photos, and among them a ``pickle.py``. Python puts it first where a module is run by ``-m``, and so
does each child process that is spawned. It goes before anything else is imported; children are told
by the variable.

All classes of PySide6 are made when it is imported, not each when it is first asked for: pages are
imported in other threads, and two threads that have classes made at once crash (docs/adr/0012).
"""

import os
import sys


def _leave_current_folder() -> None:
    """Import nothing from the current folder, unless the program itself lies there."""
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        current = os.getcwd()  # noqa: PTH109 - pathlib would be imported from that very folder
    except OSError:  # it was deleted
        current = ""
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    if not current or os.path.realpath(current) != os.path.realpath(home):
        sys.path[:] = [place for place in sys.path if place not in ("", ".", current)]


_leave_current_folder()
os.environ.setdefault("PYSIDE6_OPTION_LAZY", "0")
