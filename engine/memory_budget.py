"""One budget of memory for all pictures that are being decoded, whoever decodes them.

Each worker alone may need a gigabyte for one picture; four at once may need more than there is,
and the system then ends the program. Here they wait for each other instead.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SHARE = 0.5  # of the computer's memory
_LEAST_BYTES = 2**29
_UNKNOWN_BYTES = 4 * 2**30
_CONTROL_GROUPS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


class MemoryBudget:
    """So many bytes, shared by threads: a large need waits until others have given theirs back."""

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self._used = 0
        self._changed = threading.Condition()

    @contextmanager
    def held(self, count: int) -> Iterator[None]:
        """Take ``count`` bytes for the block, waiting for them.

        Raises ``MemoryError`` if there will never be so many.
        """
        if count > self.limit_bytes:
            raise MemoryError(f"{count} bytes of {self.limit_bytes}")
        with self._changed:
            self._changed.wait_for(lambda: self._used + count <= self.limit_bytes)
            self._used += count
        try:
            yield
        finally:
            with self._changed:
                self._used -= count
                self._changed.notify_all()


def memory_bytes() -> int:
    """The memory of this computer, or of the container that this process runs in, in bytes."""
    found = [_UNKNOWN_BYTES]
    with suppress(AttributeError, OSError, ValueError):
        found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    if sys.platform == "win32":
        found = [_windows_memory_bytes()]
    for limit in _CONTROL_GROUPS:
        with suppress(OSError, ValueError):
            found.append(int(limit.read_text()))
    return min(found)


def _windows_memory_bytes() -> int:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = [
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in "abcdefg"),
        ]

    status = Status()
    status.length = ctypes.sizeof(status)
    if not ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):  # type: ignore[attr-defined]
        return _UNKNOWN_BYTES
    return int(status.a)


PICTURES = MemoryBudget(max(int(memory_bytes() * _SHARE), _LEAST_BYTES))
"""For pictures that are being decoded in this process."""
