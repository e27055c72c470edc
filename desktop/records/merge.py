# SPDX-License-Identifier: Apache-2.0
"""How versions from several people come together: set union, and what follows from it.

Pure functions over revisions. Does not know where revisions are kept, who may write what, or how
a person decides between two versions. Nothing here looks at a clock, so the order in which
revisions arrive, and how often, makes no difference.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Node(Protocol):
    """What of a revision matters to the shape of a record."""

    @property
    def id(self) -> str:
        """The revision's id."""
        ...

    @property
    def parents(self) -> tuple[str, ...]:
        """The ids of the revisions it was written on top of."""
        ...


class Identified(Node, Protocol):
    """A node whose contents are told apart by a hash."""

    @property
    def envelope_sha256(self) -> str:
        """SHA-256 of the envelope."""
        ...


N = TypeVar("N", bound=Node)
R = TypeVar("R", bound=Identified)


@dataclass(frozen=True, slots=True)
class Classified(Generic[R]):
    """What a batch of revisions means to those who already know some.

    Attributes:
        new: not known before, each once, in the order they came.
        duplicates: known already, or repeated in the batch.
        id_reused: the id is taken by different contents; nothing of such a batch may be used.
    """

    new: tuple[R, ...]
    duplicates: tuple[R, ...]
    id_reused: tuple[R, ...]


def classify(known: Mapping[str, str], incoming: Iterable[R]) -> Classified[R]:
    """Sort a batch by what is known already.

    When two revisions of one batch share an id and differ, both count as reused: neither can be
    told to be the right one, and the answer must not depend on which came first.

    Args:
        known: envelope hash of each revision that is kept, by revision id.
        incoming: the batch.
    """
    batch = [(revision, revision.envelope_sha256) for revision in incoming]
    hashes: dict[str, set[str]] = {}
    for revision, found in batch:
        hashes.setdefault(revision.id, set()).add(found)
    new: dict[str, R] = {}
    duplicates: list[R] = []
    id_reused: list[R] = []
    for revision, found in batch:
        expected = known.get(revision.id)
        accepted = hashes[revision.id] if expected is None else {expected}
        if accepted != {found}:
            id_reused.append(revision)
        elif expected is not None or revision.id in new:
            duplicates.append(revision)
        else:
            new[revision.id] = revision
    return Classified(tuple(new.values()), tuple(duplicates), tuple(id_reused))


def history(revisions: Iterable[N]) -> tuple[N, ...]:
    """Return the settled revisions of one record, every parent before its children.

    Settled means that every ancestor is here. Where the graph leaves a choice, the smaller id
    comes first, so the result is the same for any order of arrival. Ids grow with time, so this
    is oldest first as far as it can be known.
    """
    nodes = {node.id: node for node in revisions}
    children: dict[str, list[str]] = {}
    missing: dict[str, int] = {}
    ready: list[str] = []
    for node in nodes.values():
        parents = set(node.parents)
        missing[node.id] = len(parents)
        for parent in parents:
            children.setdefault(parent, []).append(node.id)
        if not parents:
            ready.append(node.id)
    heapq.heapify(ready)
    settled: list[N] = []
    while ready:
        current = heapq.heappop(ready)
        settled.append(nodes[current])
        for child in children.get(current, ()):
            missing[child] -= 1
            if not missing[child]:
                heapq.heappush(ready, child)
    return tuple(settled)


def pending(revisions: Iterable[Node]) -> tuple[str, ...]:
    """Return the ids that wait for an ancestor that is not here, smallest first."""
    nodes = tuple(revisions)
    settled = {node.id for node in history(nodes)}
    return tuple(sorted({node.id for node in nodes} - settled))


def heads(revisions: Iterable[Node]) -> tuple[str, ...]:
    """Return the ids of the settled revisions that no settled one names as parent.

    The smallest comes first: it is the one to show until a person decides. More than one is a
    conflict.
    """
    settled = history(revisions)
    named = {parent for node in settled for parent in node.parents}
    return tuple(sorted(node.id for node in settled if node.id not in named))


def ancestors(revisions: Iterable[Node], start: str) -> frozenset[str]:
    """Return every id that ``start`` was written on top of, near and far, without itself."""
    parents_of = {node.id: node.parents for node in revisions}
    found: set[str] = set()
    waiting = list(parents_of.get(start, ()))
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(parents_of.get(current, ()))
    return frozenset(found - {start})


def common_ancestors(revisions: Iterable[Node], *, one: str, other: str) -> frozenset[str]:
    """Return what both revisions were written on top of; one may be an ancestor of the other."""
    nodes = tuple(revisions)
    return (ancestors(nodes, one) | {one}) & (ancestors(nodes, other) | {other})
