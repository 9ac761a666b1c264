"""``agelens selftest``: whether this installation works, with no network and no photo of anyone."""

from __future__ import annotations

import os
import platform
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Sequence

from desktop import training_addon
from desktop.cli_console import answer
from desktop.cli_label import open_store
from desktop.selftest import CheckError, Checks, SkippedError
from engine import __version__
from engine.errors import UserError
from engine.words import plural

Check = tuple[str, Callable[[], str]]


def run(args: Namespace) -> int:
    """Print a page on what works; returns 0 if all that can be tried here does, else 1."""
    begun = time.monotonic()
    for line in _head():
        answer(line)
    checks = list(Checks(open_store(args.models)).all())
    if args.training:
        checks.append(("a network learns in a process of its own", _train))
    failures = sum(not _holds(about, check) for about, check in checks)
    seconds = time.monotonic() - begun
    verdict = f"{failures} of {len(checks)} checks failed" if failures else "This AgeLens works"
    answer(f"{verdict}. {seconds:.0f} s, no network used.")
    return 1 if failures else 0


def _head() -> Sequence[str]:
    """What is being tested; nothing that tells who tests it or where."""
    kind = "installed program" if getattr(sys, "frozen", False) else "Python package"
    cores = os.cpu_count() or 1
    return (
        f"AgeLens {__version__}, {kind}: self-test",
        f"{platform.system()} {platform.release()}, {platform.machine()}, "
        f"{cores} {plural('core', cores)}, Python {platform.python_version()}",
    )


def _holds(about: str, check: Callable[[], str]) -> bool:
    """Make one check and print its line."""
    begun = time.monotonic()
    try:
        found = check()
    except SkippedError as reason:
        answer(f"left out  {about}: {reason}")
        return True
    except (CheckError, UserError) as error:
        notes = getattr(error, "__notes__", ())
        answer("\n".join([f"FAILED  {about}: {error}", *notes]))
        return False
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - a self-test reports whatever is broken
        answer(f"FAILED  {about}: {error!r}")
        return False
    answer(f"ok      {about}: {found} ({time.monotonic() - begun:.1f} s)")
    return True


def _train() -> str:
    from desktop.selftest_training import train

    return train(training_addon.default_addon())
