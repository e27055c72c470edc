# SPDX-License-Identifier: Apache-2.0
"""The root of the error tree."""

from __future__ import annotations

from typing import ClassVar


class AlongsideError(Exception):
    """Root of the tree. ``facts`` fill the placeholders of ``message`` and ``advice``.

    Attributes:
        slug: stable name of the fault, in lower-case-with-hyphens.
        message: what happened, in plain English, with ``{placeholders}``.
        safe: what is safe.
        advice: what to do.
        retryable: the same step may succeed when it is simply tried again.
    """

    slug: ClassVar[str] = ""
    message: ClassVar[str] = ""
    safe: ClassVar[str] = ""
    advice: ClassVar[str] = ""
    retryable: ClassVar[bool] = False

    def __init__(self, **facts: str | int) -> None:
        self.facts = facts
        super().__init__(self.message.format(**facts))

    def what_to_do(self) -> str:
        """Return what is safe and what to do, as one English sentence group."""
        return f"{self.safe} {self.advice.format(**self.facts)}"
