# SPDX-License-Identifier: Apache-2.0
"""How the process uses its memory: one heap for all threads, and few searches for garbage.

Owns what is asked of the C library and of Python for that. Nothing here changes what the program
does. Must not know anything else of it.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress
from typing import Any, Final

_M_ARENA_MAX: Final = -8  # mallopt(3) of glibc, malloc.h; others have no such thing
_RARELY: Final = (10_000, 20, 50)
"""Of new objects, then of searches among the young, between two searches for cycles."""

# What the system can answer when it has no such call, or a library without it.
_REFUSALS: Final = (OSError, ValueError, AttributeError)


def share(*, system: str = sys.platform, library: Any = None) -> None:
    """Let all threads allocate from one heap: each of its own would keep what it once needed.

    Saves about 30 MB in a window. Never raises; call it before there are threads.

    Args:
        system: as ``sys.platform`` names it.
        library: the C library; by default the one of this process.
    """
    with suppress(*_REFUSALS):
        if system.startswith("linux"):
            (ctypes.CDLL(None) if library is None else library).mallopt(_M_ARENA_MAX, 1)


def settle() -> None:
    """Call this when everything that stays is loaded: it is never searched for garbage again.

    Such a search holds up every thread. Over all that a window has loaded it takes 50 ms and more,
    in the middle of somebody's typing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_RARELY)


def sweep() -> None:
    """Free what nothing refers to any more, now: for after a lock, when nobody is typing."""
    gc.collect()
