# SPDX-License-Identifier: Apache-2.0
"""The root of the error tree."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator


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


def fault_of(slug: str | None) -> AlongsideError:
    """Return a fault by its slug, for a list that kept only the slug.

    Facts that were not kept read as an ellipsis. An unknown slug, from a newer version, gives a
    plain :class:`AlongsideError`.
    """
    kind = next((k for k in _descendants(AlongsideError) if k.slug == slug and slug), None)
    if kind is None:
        return AlongsideError()
    wording = f"{kind.message}{kind.advice}"
    names = {name for _text, name, _spec, _conversion in Formatter().parse(wording) if name}
    return kind(**dict.fromkeys(names, "…"))


def _descendants(kind: type[AlongsideError]) -> Iterator[type[AlongsideError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _descendants(child)
