# SPDX-License-Identifier: Apache-2.0
"""New keys for a workspace whose passphrase became known."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from desktop.crypto import vault, vault_format
from desktop.errors import (
    DatabaseDamaged,
    DatabaseForeign,
    DiskFull,
    WeakPassphrase,
    WorkspaceInUse,
    WorkspaceMissing,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongRole,
)
from desktop.operations import backups, care, hub_keys, key_change, records, sending, workspaces
from desktop.storage import copies, rekey, trust
from desktop.storage.database import Database
from desktop.storage.folder import WorkspaceFolder
from tests.pairs import PASSPHRASE, WEAKEST, Pair, a_pair
from tests.sync.forged import dump, titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace

NEW = "seven herons under the early bridge"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        records.add(made.volunteer, "family", {"known_as": "A."})
        made.round_trip()
        yield made


def renew(pair: Pair, side: Workspace, *, current: str = PASSPHRASE, new: str = NEW) -> Workspace:
    return change(pair, side.folder, current=current, new=new).workspace


def change(
    pair: Pair, folder: Path, *, current: str = PASSPHRASE, new: str = NEW
) -> key_change.Renewed:
    return key_change.renew(folder, current=current, new=new, strength=WEAKEST, clock=pair.clock)


def opens(folder: Path, passphrase: str) -> bool:
    try:
        workspaces.open_workspace(folder, passphrase).lock()
    except WrongPassphrase:
        return False
    return True


@pytest.mark.parametrize("side", ["volunteer", "hub"])
def test_everything_is_there_under_new_keys(pair: Pair, side: str) -> None:
    workspace: Workspace = getattr(pair, side)
    before = dump(workspace, without=["meta"])
    code = getattr(pair, f"{side}_created").recovery_code
    old_key = workspace.secrets().database_key()
    old_gen = vault_format.read((workspace.folder / "vault.json").read_bytes()).gen
    workspace.lock()
    renewed = change(pair, workspace.folder)
    with renewed.workspace as again:
        assert dump(again, without=["meta"]) == before
        assert again.secrets().database_key() != old_key
        assert again.read(lambda c: trust.get_meta(c, rekey.NEW_KEYS_AT)) == again.now()
        assert care.examine(again).ok
        if side == "hub":
            assert len(hub_keys.keys(again)) == 3
    header = (workspace.folder / "vault.json").read_bytes()
    assert vault_format.read(header).gen == old_gen + 1
    assert opens(workspace.folder, NEW)
    assert not opens(workspace.folder, PASSPHRASE)
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_with_recovery(header, code)
    assert vault.unlock_with_recovery(header, renewed.recovery_code).vault
    left = {path.name for path in workspace.folder.iterdir() if path.is_file()}
    assert left - {"concerns.db"} == {"vault.json", "records.db", "lock"}
    with pytest.raises(DatabaseForeign):
        Database.open(
            workspace.folder / "records.db",
            key=old_key,
            vault=vault_format.read(header).vault,
        )


def test_the_two_sides_go_on(pair: Pair) -> None:
    pair.volunteer.lock()
    pair.hub.lock()
    with renew(pair, pair.volunteer) as volunteer, renew(pair, pair.hub) as hub:
        records.add(volunteer, "family", {"known_as": "B."})
        for workspace in (volunteer, hub, volunteer):
            sending.synchronise(workspace)
        assert titles(hub) == ["A.", "B."]
        assert {row.state for row in records.list_records(volunteer)} == {"received"}


def test_an_older_copy_of_the_header_opens_nothing_any_more(pair: Pair) -> None:
    pair.volunteer.lock()
    old = (pair.volunteer.folder / "vault.json").read_bytes()
    renew(pair, pair.volunteer).lock()
    (pair.volunteer.folder / "vault.json").write_bytes(old)
    with pytest.raises(DatabaseForeign):
        workspaces.open_workspace(pair.volunteer.folder, PASSPHRASE)
    assert (pair.volunteer.folder / "records.db").exists()


def test_older_backups_and_copies_go(pair: Pair) -> None:
    backups.run_due(pair.volunteer)
    folder = pair.volunteer.folder
    (old,) = (folder / "backups").iterdir()
    old_copy = folder / "records.before-3.db"
    shutil.copy(folder / "records.db", old_copy)
    (folder / "vault.json.1").write_bytes((folder / "vault.json").read_bytes())
    pair.volunteer.lock()
    pair.clock.move(minutes=1)
    renew(pair, pair.volunteer).lock()
    (new,) = (folder / "backups").iterdir()
    assert new.name != old.name
    assert not old_copy.exists()
    assert not (folder / "vault.json.1").exists()
    restored = backups.restore(new, folder.parent / "restored", passphrase=NEW)
    assert restored.records == 1


def test_a_backup_that_cannot_be_made_now_does_not_stop_it(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.run_due(pair.volunteer)
    pair.volunteer.lock()

    def full(*_args: object, **_named: object) -> None:
        raise DiskFull

    monkeypatch.setattr(backups, "run_due", full)
    renew(pair, pair.volunteer).lock()
    assert opens(pair.volunteer.folder, NEW)


def test_nothing_is_changed_by_a_mistake(pair: Pair, tmp_path: Path) -> None:
    folder = pair.volunteer.folder
    with pytest.raises(WorkspaceInUse):
        change(pair, folder)
    pair.volunteer.lock()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(WrongPassphrase):
        change(pair, folder, current="not the passphrase")
    with pytest.raises(WeakPassphrase):
        change(pair, folder, new="password")
    with pytest.raises(WorkspaceMissing):
        change(pair, tmp_path / "nowhere")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert opens(folder, PASSPHRASE)


def test_whoever_cannot_read_the_concerns_cannot_change_their_key(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.hub.lock()
    monkeypatch.setattr(vault.Secrets, "concerns_key", None)
    with pytest.raises(WrongRole):
        change(pair, pair.hub.folder)
    monkeypatch.undo()
    assert opens(pair.hub.folder, PASSPHRASE)


def test_a_full_disk_leaves_nothing_behind(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.hub.lock()
    folder = pair.hub.folder
    before = {path.name for path in folder.iterdir()}
    copy, calls = copies.copy_encrypted, []

    def full(*args: Any, **named: Any) -> None:
        calls.append(args)
        if len(calls) == 2:  # the concerns
            raise DiskFull
        copy(*args, **named)

    monkeypatch.setattr(copies, "copy_encrypted", full)
    with pytest.raises(DiskFull):
        change(pair, folder)
    assert {path.name for path in folder.iterdir()} == before
    assert opens(folder, PASSPHRASE)


def test_a_copy_that_is_not_the_same_is_not_used(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.volunteer.lock()
    monkeypatch.setattr(rekey, "_counts_of", lambda *_args, **_named: {})
    with pytest.raises(DatabaseDamaged):
        change(pair, pair.volunteer.folder)
    assert opens(pair.volunteer.folder, PASSPHRASE)
    assert not rekey.next_of(WorkspaceFolder(pair.volunteer.folder).records).exists()


def test_again_and_again(pair: Pair) -> None:
    pair.volunteer.lock()
    current = PASSPHRASE
    for number in range(3):
        renew(pair, pair.volunteer, current=current, new=f"{NEW} {number}").lock()
        current = f"{NEW} {number}"
    with workspaces.open_workspace(pair.volunteer.folder, current) as again:
        assert titles(again) == ["A."]


def test_a_copy_that_the_header_does_not_fit_is_forgotten(pair: Pair) -> None:
    """As a crash before the switch leaves it; also one that is no database at all."""
    folder = WorkspaceFolder(pair.volunteer.folder)
    pair.volunteer.lock()
    for data in (b"", b"x" * 8192, folder.records.read_bytes()[:4096]):
        rekey.next_of(folder.records).write_bytes(data)
        assert opens(folder.path, PASSPHRASE)
        assert not rekey.next_of(folder.records).exists()


def test_a_copy_is_kept_while_neither_opens(pair: Pair) -> None:
    """Whatever went wrong, what may be the only good copy is not removed."""
    folder = WorkspaceFolder(pair.volunteer.folder)
    pair.volunteer.lock()
    good = folder.records.read_bytes()
    folder.records.write_bytes(b"x" * len(good))
    rekey.next_of(folder.records).write_bytes(b"y" * len(good))
    with pytest.raises(DatabaseForeign):
        workspaces.open_workspace(folder.path, PASSPHRASE)
    assert rekey.next_of(folder.records).exists()


def test_a_folder_in_the_place_of_the_copy_is_left_alone(pair: Pair) -> None:
    pair.volunteer.lock()
    in_the_way = pair.volunteer.folder / "records.next.db"
    in_the_way.mkdir()

    with workspaces.open_workspace(pair.volunteer.folder, PASSPHRASE, clock=pair.clock) as opened:
        assert [row.title for row in records.list_records(opened)] == ["A."]
    assert in_the_way.is_dir()
