# SPDX-License-Identifier: Apache-2.0
"""What the tests of the window share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from desktop.ui.workroom import Workroom

MakeWindow = Callable[..., MainWindow]


def room_of(window: MainWindow) -> Workroom:
    """Return the open workspace's part of the window."""
    assert window.workroom is not None
    return window.workroom
