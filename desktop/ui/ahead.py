# SPDX-License-Identifier: Apache-2.0
"""What is done ahead, once the first window is painted and somebody types a passphrase.

Owns what an open workspace shows first needs: our modules, and what Qt and Python make when they
first meet something. All of it would happen later by itself, while somebody waits. Must not know
any workspace.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QListView

from desktop import heap

if TYPE_CHECKING:
    from desktop.ui.theme import Theme

_ROOMS: Final = ("tomllib", *(f"desktop.ui.{n}" for n in ("workroom", "today", "inbox", "idle")))
"""What an open workspace shows first, at a volunteer's and at a hub."""


def load() -> None:
    """Load the rest of the program. For another thread than that of the windows."""
    for name in _ROOMS:
        import_module(name)
    # Not at the top: the window that is painted first would wait for them.
    from desktop.records import kinds
    from desktop.ui import session_watch

    kinds.prepare()
    session_watch.load()


def get_ready(theme: Theme) -> None:
    """Do what only the windows' thread can do, after :func:`load`."""
    from desktop.ui import catalogue, session_watch

    catalogue.draw_icons(theme)
    session_watch.connect_early()
    _meet_classes()
    heap.settle()


def _meet_classes() -> None:
    """Let PySide make the classes of what a list is put together from.

    It makes a class, with all its enumerations, when it first has to tell what something is.
    """
    view = QListView()
    view.viewport()
    view.verticalScrollBar()
    view.selectionModel()
