# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.records import merge


@dataclass(frozen=True)
class Point:
    id: str
    parents: tuple[str, ...] = ()
    envelope_sha256: str = "0"


def point(name: str, *parents: str) -> Point:
    return Point(name, parents, f"hash of {name}")


A, B, C = point("a"), point("b", "a"), point("c", "a")
JOINED = point("d", "b", "c")


@st.composite
def graphs(draw: st.DrawFn) -> list[Point]:
    """Make a record's versions; the ids are in no relation to the order of writing."""
    size = draw(st.integers(1, 9))
    names = draw(st.permutations([f"{number:02x}" for number in range(size)]))
    points: list[Point] = []
    for place, name in enumerate(names):
        earlier = st.lists(st.sampled_from(names[:place]), unique=True, max_size=3)
        points.append(point(name, *(draw(earlier) if place else ())))
    return points


@dataclass
class Store:
    """The smallest thing that imports: keeps what is new, refuses what is reused."""

    kept: dict[str, Point]

    def take(self, batch: list[Point]) -> None:
        known = {name: kept.envelope_sha256 for name, kept in self.kept.items()}
        found = merge.classify(known, batch)
        assert not found.id_reused
        assert len(found.new) + len(found.duplicates) == len(batch)
        self.kept.update({new.id: new for new in found.new})


@given(graph=graphs(), seed=st.integers(0, 2**32), cut=st.integers(1, 5))
def test_any_order_any_number_of_times_gives_the_same(
    *, graph: list[Point], seed: int, cut: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - an order to try, nothing secret
    arrivals = graph + chance.choices(graph, k=len(graph))
    chance.shuffle(arrivals)
    store = Store({})
    for start in range(0, len(arrivals), cut):
        store.take(arrivals[start : start + cut])
    assert set(store.kept.values()) == set(graph)
    assert merge.heads(store.kept.values()) == merge.heads(graph)
    assert merge.history(store.kept.values()) == merge.history(graph)
    assert merge.pending(store.kept.values()) == ()


@given(graph=graphs(), data=st.data())
def test_with_gaps_the_rest_is_settled_or_waits(graph: list[Point], data: st.DataObject) -> None:
    here = data.draw(st.lists(st.sampled_from(graph), unique=True))
    settled = merge.history(here)
    waiting = merge.pending(here)
    assert {p.id for p in settled} | set(waiting) == {p.id for p in here}
    present = {p.id for p in here}
    for p in settled:
        assert merge.ancestors(here, p.id) <= present
    for name in waiting:
        assert not merge.ancestors(here, name) <= present
    assert set(merge.heads(here)) <= {p.id for p in settled}
    assert bool(merge.heads(here)) == bool(settled)


@given(graphs())
def test_heads_are_those_that_nobody_names(graph: list[Point]) -> None:
    named = {parent for p in graph for parent in p.parents}
    assert merge.heads(graph) == tuple(sorted({p.id for p in graph} - named))


@given(graphs())
def test_history_puts_parents_first(graph: list[Point]) -> None:
    seen: set[str] = set()
    for p in merge.history(graph):
        assert set(p.parents) <= seen
        seen.add(p.id)
    assert len(seen) == len(graph)


def test_two_amendments_are_a_conflict_and_a_decision_ends_it() -> None:
    assert merge.heads([C, A, B]) == ("b", "c")
    assert merge.heads([JOINED, C, A, B]) == ("d",)
    assert [p.id for p in merge.history([JOINED, C, B, A])] == ["a", "b", "c", "d"]


def test_what_misses_a_parent_waits_and_hides_nothing() -> None:
    assert merge.heads([A, B, JOINED]) == ("b",)
    assert merge.pending([A, B, JOINED]) == ("d",)
    assert merge.heads([B]) == ()
    assert merge.pending([point("e", "d"), JOINED, A]) == ("d", "e")


def test_a_circle_never_settles() -> None:
    circle = [point("x", "y"), point("y", "x"), A]
    assert merge.heads(circle) == ("a",)
    assert merge.pending(circle) == ("x", "y")
    assert merge.ancestors(circle, "x") == {"y"}


def test_ancestors() -> None:
    graph = [A, B, C, JOINED]
    assert merge.ancestors(graph, "d") == {"a", "b", "c"}
    assert merge.ancestors(graph, "a") == frozenset()
    assert merge.ancestors(graph, "not here") == frozenset()
    assert merge.ancestors([JOINED], "d") == {"b", "c"}


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [("b", "c", {"a"}), ("b", "d", {"a", "b"}), ("a", "a", {"a"})],
)
def test_common_ancestors(*, one: str, other: str, common: set[str]) -> None:
    assert merge.common_ancestors([A, B, C, JOINED], one=one, other=other) == common


def test_classify() -> None:
    changed = Point("a", (), "other bytes")
    known = {"a": A.envelope_sha256}
    found = merge.classify(known, [A, B, A, B, changed])
    assert found.new == (B,)
    assert found.duplicates == (A, A, B)
    assert found.id_reused == (changed,)


def test_two_that_claim_one_id_are_both_refused_in_either_order() -> None:
    changed = Point("b", (), "other bytes")
    for batch in ([B, changed], [changed, B], [B, changed, B]):
        found = merge.classify({}, batch)
        assert (found.new, found.duplicates) == ((), ())
        assert found.id_reused == tuple(batch)


def test_nothing_comes_of_nothing() -> None:
    assert merge.classify({}, []) == merge.Classified((), (), ())
    assert merge.heads([]) == merge.pending([]) == merge.history([]) == ()
