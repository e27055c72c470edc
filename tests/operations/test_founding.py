# SPDX-License-Identifier: Apache-2.0
"""What a new hub leaves behind when something fails at the very end of its founding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import CarrierUnknown, DeviceGone, NameNeeded
from desktop.operations import founding, hub, workspaces
from desktop.storage.folder import WorkspaceFolder
from tests.pairs import PASSPHRASE, FakeClock, make_hub

if TYPE_CHECKING:
    from pathlib import Path

OFFLINE = {"root-key.txt", "escrow-identity.txt"}


def fail(_folder: WorkspaceFolder, _header: bytes = b"") -> None:
    raise DeviceGone


def offline_files(folder: Path) -> set[str]:
    return {path.name for path in (folder / "offline").iterdir()}


def test_the_keys_of_a_hub_that_is_there_stay_whatever_failed_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(WorkspaceFolder, "_forget_unfinished", fail)
        with pytest.raises(DeviceGone):
            make_hub(tmp_path, FakeClock())
    assert offline_files(tmp_path) == OFFLINE
    with workspaces.open_workspace(tmp_path / "hub", PASSPHRASE) as opened:
        assert opened.role == "hub"


def test_the_keys_of_a_hub_that_never_came_to_be_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(WorkspaceFolder, "finish", fail)
        with pytest.raises(DeviceGone):
            make_hub(tmp_path, FakeClock())
    assert offline_files(tmp_path) == set()


@pytest.mark.parametrize("address", ["", "nonsense", "gopher://hole", "folder:"])
def test_an_invitation_never_names_a_place_that_cannot_be_used(
    tmp_path: Path, address: str
) -> None:
    made = make_hub(tmp_path, FakeClock())
    try:
        with pytest.raises(CarrierUnknown):
            hub.invite(made.workspace, name="Vera", carriers=[address])
    finally:
        made.workspace.lock()


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200b\n"])
def test_a_name_that_shows_nothing_is_no_name(name: str) -> None:
    with pytest.raises(NameNeeded):
        founding.clean_name(name)
