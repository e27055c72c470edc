# SPDX-License-Identifier: Apache-2.0
"""The desk is found as it was left, and nobody else ever sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import WorkspaceLocked
from desktop.operations import desk, records, sending, workspaces
from desktop.storage import trust
from tests.pairs import PASSPHRASE, a_pair
from tests.sync.forged import dump

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace
    from tests.pairs import Pair

JSON = st.dictionaries(
    st.text(),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    ),
    max_size=5,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with a_pair(tmp_path_factory.mktemp("desk"), approved=False) as pair:
        yield pair


@pytest.fixture
def workspace(shared: Pair) -> Workspace:
    return shared.volunteer


def put(workspace: Workspace, text: str) -> None:
    workspace.write(lambda c: trust.set_meta(c, "desk.place", text))


def test_what_was_kept_is_there_again(workspace: Workspace) -> None:
    assert desk.recall(workspace, "never-kept") == {}
    desk.remember(workspace, "listening-timer", {"started": "2026-11-22", "seconds": 5})
    desk.remember(workspace, "place", {"page": "today"})
    desk.remember(workspace, "place", {"page": "families", "cursor": [1, 2]})
    assert desk.recall(workspace, "place") == {"page": "families", "cursor": [1, 2]}
    assert desk.recall(workspace, "listening-timer")["seconds"] == 5
    desk.remember(workspace, "place", {})
    assert desk.recall(workspace, "place") == {}


@given(JSON)
def test_whatever_json_holds_comes_back(shared: Pair, value: dict[str, object]) -> None:
    desk.remember(shared.volunteer, "anything", value)
    assert desk.recall(shared.volunteer, "anything") == value


def test_what_is_too_large_is_not_kept(workspace: Workspace) -> None:
    for text in ("x" * (desk.LARGEST - len('{"a": ""}')), "\u00e9" * 2000):
        desk.remember(workspace, "place", {"a": text})
        assert desk.recall(workspace, "place") == {"a": text}
        desk.remember(workspace, "place", {"a": text * 8})
        assert desk.recall(workspace, "place") == {}


@pytest.mark.parametrize("name", ["", "a.b", "A", "a b", "a\n", "\u00e9", "desk/a"])
def test_names_are_plain(workspace: Workspace, name: str) -> None:
    with pytest.raises(ValueError, match=r"^" if not name else "."):
        desk.remember(workspace, name, {})
    with pytest.raises(ValueError, match=r"^" if not name else "."):
        desk.recall(workspace, name)


@pytest.mark.parametrize("text", ["", "{", "[1]", "7", "nonsense", "[" * 200_000])
def test_what_is_damaged_counts_as_nothing(workspace: Workspace, text: str) -> None:
    put(workspace, text)
    assert desk.recall(workspace, "place") == {}
    desk.remember(workspace, "place", {"page": "today"})
    assert desk.recall(workspace, "place") == {"page": "today"}


def test_what_has_not_changed_costs_no_write(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.remember(workspace, "place", {"page": "today"})
    writes: list[object] = []
    monkeypatch.setattr(workspace, "write", writes.append)
    desk.remember(workspace, "place", {"page": "today"})
    desk.remember(workspace, "never-kept", {})
    assert writes == []


def test_it_stays_encrypted_on_this_computer(tmp_path: Path) -> None:
    with a_pair(tmp_path) as pair:
        desk.remember(pair.volunteer, "place", {"page": "hippopotamus"})
        records.add(pair.volunteer, "family", {"known_as": "giraffe"})
        sending.synchronise(pair.volunteer)
        sending.synchronise(pair.hub)
        arrived = repr(dump(pair.hub))
        assert "giraffe" in arrived
        assert "hippopotamus" not in arrived
        assert "desk." not in arrived
        pair.volunteer.lock()
        for path in (*pair.volunteer.folder.iterdir(), *pair.carrier.rglob("*")):
            if path.is_file():
                assert b"hippopotamus" not in path.read_bytes()
        with pytest.raises(WorkspaceLocked):
            desk.recall(pair.volunteer, "place")
        with workspaces.open_workspace(pair.volunteer.folder, PASSPHRASE) as again:
            assert desk.recall(again, "place") == {"page": "hippopotamus"}
