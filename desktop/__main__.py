# SPDX-License-Identifier: Apache-2.0
"""Where the program starts, as ``alongside`` or as ``python -m desktop``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from desktop.cli import run
from desktop.hardening import harden

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command, or open the window when there is none.

    Args:
        arguments: what follows the program's name; by default what this process was given.

    Returns:
        The exit status: 0 done, 1 refused or not well, 2 mistyped.
    """
    harden()
    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
