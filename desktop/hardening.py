# SPDX-License-Identifier: Apache-2.0
"""Keep other programs of this computer, and its crash reports, out of our memory.

Owns what the process asks of the operating system for itself: no core dumps, no debuggers of the
same user (docs/security.md, "What is open", names what is left). Keys and record text are in memory
while a workspace is open, and a core dump would write them to the disk. Whatever the system refuses
is passed over: a program that does not start protects nobody.
Must not know anything else of the program.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import Any, Final

_PR_SET_DUMPABLE: Final = 4  # prctl(2), linux/prctl.h
_PT_DENY_ATTACH: Final = 31  # ptrace(2) of macOS, sys/ptrace.h

# What the system can answer when it has no such call, or a library without it.
_REFUSALS: Final = (OSError, ValueError, AttributeError, ImportError)


def harden(*, system: str = sys.platform, library: Any = None) -> None:
    """Ask for everything that this system offers. Never raises; doing it again changes nothing.

    Args:
        system: as ``sys.platform`` names it.
        library: the C library; by default the one of this process.
    """
    with suppress(*_REFUSALS):
        _forbid_core_dumps()
    with suppress(*_REFUSALS):
        if system.startswith("linux"):
            # Also takes /proc/PID/mem and ptrace from other processes of the same user.
            _library(library).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        elif system == "darwin":
            _library(library).ptrace(_PT_DENY_ATTACH, 0, None, 0)


def _forbid_core_dumps() -> None:
    import resource  # not on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _library(given: Any) -> Any:
    return ctypes.CDLL(None) if given is None else given
