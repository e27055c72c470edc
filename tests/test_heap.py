# SPDX-License-Identifier: Apache-2.0
"""Memory is shared and searched as asked, and what nothing refers to is freed after a lock."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING
from weakref import ref

import pytest

from desktop import heap

if TYPE_CHECKING:
    from collections.abc import Iterator


class Library:
    """A C library with only what heaps need."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def mallopt(self, name: int, value: int) -> int:
        self.asked.append((name, value))
        return 1


class Ring:
    """Something that refers to itself."""

    def __init__(self) -> None:
        self.next = self


@pytest.fixture
def _collector() -> Iterator[None]:
    """The collector of this process, put back as it was."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_all_threads_share_one_heap_where_the_library_knows_how() -> None:
    library = Library()
    heap.share(system="linux", library=library)
    heap.share(system="darwin", library=library)
    heap.share(system="linux", library=object())
    heap.share()
    assert library.asked == [(-8, 1)]


@pytest.mark.usefixtures("_collector")
def test_what_stays_is_never_searched_again_and_what_comes_later_is_freed() -> None:
    heap.settle()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == (10_000, 20, 50)

    later = Ring()
    seen = ref(later)
    del later
    assert seen() is not None
    heap.sweep()
    assert seen() is None
