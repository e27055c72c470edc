# SPDX-License-Identifier: Apache-2.0
"""How much memory the computer can spare for deriving a key.

Owns asking the operating system. It must not know what the memory is for. Every answer is a hint:
None means that this system does not say.
"""

from __future__ import annotations

import ctypes
import os
import re
from pathlib import Path
from typing import Any, Final

_LINUX_REPORT: Final = Path("/proc/meminfo")
_AVAILABLE: Final = re.compile(rb"^MemAvailable:\s+(\d{1,15}) kB$", re.MULTILINE)


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API (sysinfoapi.h)."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        ("available", ctypes.c_uint64),
        ("others", ctypes.c_uint64 * 5),
    )


def available_memory() -> int | None:
    """Return the bytes of memory that a program could take now, or None if nobody knows."""
    for ask in (_linux, _windows, _half_of_all):
        answer = ask()
        if answer is not None:
            return answer
    return None


def _linux(report: Path = _LINUX_REPORT) -> int | None:
    try:
        found = _AVAILABLE.search(report.read_bytes())
    except OSError:
        return None
    return int(found[1]) * 1024 if found else None


def _windows(system: Any = None) -> int | None:
    system = system or getattr(ctypes, "windll", None)
    if system is None:
        return None
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    known = system.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
    return int(status.available) if known else None


def _half_of_all() -> int | None:
    """Guess that half of the memory is free: macOS says only how much there is."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (AttributeError, ValueError, OSError):
        return None
