# SPDX-License-Identifier: Apache-2.0
"""Opening the window from the command line, after looking whether there can be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def require_window() -> None:
    """Make sure that the window can be opened here.

    Raises:
        NoDisplay, QtLibraryMissing, EncryptionUnsupported: it cannot.
    """
    from desktop import preflight

    preflight.check_windows()
    preflight.check_encryption()


def open_window(workspace: Path | None = None) -> int:
    """Open the window and stay until it is closed.

    Args:
        workspace: the one to offer first.

    Returns:
        The exit status.

    Raises:
        NoDisplay, QtLibraryMissing, EncryptionUnsupported: it cannot run here.
    """
    require_window()
    # Only now: without a screen or a library, merely loading Qt ends the process.
    from desktop.ui import application

    return application.run(folder=workspace)
