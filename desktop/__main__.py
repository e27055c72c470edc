# SPDX-License-Identifier: Apache-2.0
"""Where the program starts, as ``alongside`` or as ``python -m desktop``."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

from desktop import heap
from desktop.hardening import harden

if TYPE_CHECKING:
    from collections.abc import Sequence

_BEFORE_QT: Final = ("datetime", "platformdirs", "unicodedata", "desktop.operations.preferences")
"""What the first window needs besides Qt."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command, or open the window when there is none.

    Args:
        arguments: what follows the program's name; by default what this process was given.

    Returns:
        The exit status: 0 done, 1 refused or not well, 2 mistyped.
    """
    harden()
    heap.share()
    chosen = sys.argv[1:] if arguments is None else list(arguments)
    if not chosen and _can_open_window():
        from desktop.ui import application

        return application.run()
    # Not before: the window, which is what most people want, needs none of it.
    from desktop.cli import run

    return run(chosen)


def _can_open_window() -> bool:
    """Return whether a window can be opened here; if not, the command line says why."""
    from desktop import preflight
    from desktop.errors import AlongsideError

    for name in _BEFORE_QT:
        # Qt's import hook reads the source of every module that comes after it.
        import_module(name)
    try:
        preflight.check_windows()
    except AlongsideError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
