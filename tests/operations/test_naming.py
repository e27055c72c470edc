# SPDX-License-Identifier: Apache-2.0
"""The name of a workspace stands in the open, so it is neutral, short and harmless to show."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from desktop.errors import WrongPassphrase
from desktop.operations import naming, records, workspaces
from tests.pairs import a_pair

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace
    from tests.pairs import Pair


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with a_pair(tmp_path_factory.mktemp("naming"), approved=False) as pair:
        yield pair


@pytest.fixture
def workspace(shared: Pair) -> Workspace:
    return shared.volunteer


def test_a_workspace_goes_by_the_name_that_it_was_given(workspace: Workspace) -> None:
    folder = workspace.folder
    naming.give_name(workspace, "")
    assert workspaces.kind_of(folder) == workspaces.WorkspaceCard(folder, True, folder.name, False)
    assert naming.give_name(workspace, "  Blue \n notebook ") == "Blue notebook"

    card = workspaces.kind_of(folder)
    assert (card.label, card.is_named) == ("Blue notebook", True)
    assert (folder / naming.NAME_FILE).read_bytes() == b"Blue notebook\n"
    naming.give_name(workspace, "")
    assert not workspaces.kind_of(folder).is_named


def test_a_name_opens_nothing(workspace: Workspace) -> None:
    """Whoever writes another into the file changes what is shown, and nothing else."""
    (workspace.folder / naming.NAME_FILE).write_text("Mine now\n", encoding="utf-8")
    with pytest.raises(WrongPassphrase):
        workspaces.require_passphrase(workspace, "not the passphrase at all")
    assert naming.name_of(workspace.folder) == "Mine now"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (b"", ""),
        (b"\xff\xfe evil", "\ufffd\ufffd evil"),
        (b"one\x00\x1b[31mtwo", "one[31mtwo"),
        ("over \u202eride".encode(), "over ride"),
        (b"x" * 500, "x" * naming.LONGEST),
        (b"x" * 5_000, ""),
    ],
)
def test_what_somebody_else_put_there_is_harmless(
    tmp_path: Path, written: bytes, shown: str
) -> None:
    (tmp_path / naming.NAME_FILE).write_bytes(written)
    assert naming.name_of(tmp_path) == shown


def test_a_pipe_or_a_link_is_not_read(tmp_path: Path) -> None:
    assert naming.name_of(tmp_path) == ""
    os.mkfifo(tmp_path / naming.NAME_FILE)
    assert naming.name_of(tmp_path) == ""
    (tmp_path / naming.NAME_FILE).unlink()
    (tmp_path / "elsewhere").write_text("secret", encoding="utf-8")
    (tmp_path / naming.NAME_FILE).symlink_to(tmp_path / "elsewhere")
    assert naming.name_of(tmp_path) == ""


def test_a_familys_name_is_noticed(workspace: Workspace) -> None:
    records.save_draft(workspace, "family", {"known_as": "Asha Rai"})
    assert naming.names_a_family(workspace, "asha  RAI and I")
    assert naming.names_a_family(workspace, "Rai Asha")
    for name in ("Blue notebook", "Ash", ""):
        assert not naming.names_a_family(workspace, name)
