# SPDX-License-Identifier: Apache-2.0
"""Two clocks that a test sets."""

from __future__ import annotations

from desktop.ui.idle import Moment


class Clocks:
    """What the computer's clocks say, until a test says otherwise."""

    def __init__(self) -> None:
        self.wall = 1_763_800_000.0
        self.steady = 500.0

    def now(self) -> Moment:
        """Read both."""
        return Moment(wall=self.wall, steady=self.steady)

    def pass_awake(self, seconds: float) -> None:
        """Let time pass while the computer is awake."""
        self.wall += seconds
        self.steady += seconds

    def pass_asleep(self, seconds: float) -> None:
        """Let time pass while it sleeps: the steady clock stands still, as on Linux and a Mac."""
        self.wall += seconds
