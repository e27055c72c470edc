# SPDX-License-Identifier: Apache-2.0
"""A page alone in a window of its own, as several tests want it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from desktop.ui.page import Page

if TYPE_CHECKING:
    from desktop.operations.workspaces import Workspace

P = TypeVar("P", bound=Page)


class ShowPage(Protocol):
    """Shows a page of a workspace, with the focus in its window, and reads it once.

    ``size``: of the window in pixels; ``dressed``: with the style sheet, for sizes that are real.
    """

    def __call__(
        self,
        kind: type[P],
        workspace: Workspace,
        *,
        size: tuple[int, int] = (1100, 700),
        dressed: bool = False,
    ) -> P: ...
