# SPDX-License-Identifier: Apache-2.0
"""How far long work has got, and whether somebody wants it to stop.

Written by the working thread, polled by whoever shows it; plain attributes are enough for that.
"""

from __future__ import annotations

from desktop.errors import Cancelled


class Progress:
    """Shared between the worker and whoever watches.

    Attributes:
        done: steps finished.
        total: steps known so far; 0 while that is not known.
        text: what is being done, in plain English; never record text.
    """

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.text = ""
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled = True

    def step(self, text: str = "", *, done: int = 1) -> None:
        """Count ``done`` steps as finished. Raises Cancelled when somebody asked to stop."""
        if self._cancelled:
            raise Cancelled
        self.done += done
        if text:
            self.text = text
