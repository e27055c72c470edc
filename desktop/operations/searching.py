# SPDX-License-Identifier: Apache-2.0
"""Search while somebody is typing, and what they may have meant when nothing is found.

For a list that goes by how well it fits, see :func:`desktop.operations.records.search`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.operations.views import hit_of
from desktop.storage import lists, near_words

if TYPE_CHECKING:
    from desktop.records.rows import SearchHit
    from desktop.storage.database import Connection
    from desktop.workspace import Workspace

MAX_LIMIT: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found.

    Attributes:
        hits: the records, the newest first.
        instead_of: (what was typed, what was looked for instead) for each word that nobody wrote
            and that is nearly one that somebody did; empty when what was typed was found as it is,
            and when nothing was found either way.
    """

    hits: tuple[SearchHit, ...] = ()
    instead_of: tuple[tuple[str, str], ...] = ()


def as_typed(workspace: Workspace, text: str, *, limit: int = 50) -> Found:
    """Find records that hold every word of ``text``, each as the beginning of a word.

    Fast enough for every keystroke. One letter finds nothing: everything begins with it. Accents
    and case do not matter, and nothing that can be typed is an error. Where nothing is found,
    words that nobody wrote are read as the nearest that somebody did.

    Args:
        workspace: where.
        text: what was typed so far.
        limit: the most records.
    """
    most = max(0, min(limit, MAX_LIMIT))

    def work(connection: Connection) -> Found:
        hits = lists.search_newest(connection, text, limit=most)
        instead = () if hits else near_words.instead(connection, text)
        if instead:
            meant = near_words.corrected(text, instead)
            hits = lists.search_newest(connection, meant, limit=most)
        found = tuple(hit_of(hit) for hit in hits)
        return Found(hits=found, instead_of=instead if found else ())

    workspace.catch_up()  # what was typed a moment ago is found, too
    return workspace.read(work)
