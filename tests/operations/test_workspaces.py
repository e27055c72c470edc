# SPDX-License-Identifier: Apache-2.0
"""Setting up, opening, recovering: every way in, and every way that must not lead in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.crypto import vault
from desktop.errors import (
    DiskFull,
    HeaderDamaged,
    InvitationDamaged,
    InvitationExpired,
    OfflineFolderInUse,
    ProgrammeUnknown,
    RecoveryCodeMistyped,
    WeakPassphrase,
    WordsDiffer,
    WorkspaceExists,
    WorkspaceInUse,
    WorkspaceLocked,
    WorkspaceMissing,
    WrongPassphrase,
    WrongRecoveryCode,
)
from desktop.operations import care, founding, hub, records, sending, workspaces
from desktop.storage import exchange
from desktop.storage.folder import WorkspaceFolder
from tests.pairs import PASSPHRASE, WEAKEST, FakeClock, Pair, a_pair, make_hub
from tests.sync.forged import titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEW = "seven swans beyond the old harbour"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path, approved=False) as made:
        yield made


def create_hub(folder: Path, **changes: Any) -> workspaces.HubCreated:
    settings: dict[str, Any] = {
        "name": "Riverside hub",
        "staff": "Ann Coordinator",
        "programme": "default",
        "offline_out": folder / "offline",
        "passphrase": PASSPHRASE,
        "strength": WEAKEST,
        "clock": FakeClock(),
    }
    return workspaces.create_hub(folder / "hub", **{**settings, **changes})


def create_volunteer(pair: Pair, folder: Path, **changes: Any) -> workspaces.VolunteerCreated:
    settings: dict[str, Any] = {
        "passphrase": PASSPHRASE,
        "strength": WEAKEST,
        "clock": pair.clock,
    }
    settings |= changes
    if "invitation" not in settings:
        settings["invitation"] = hub.invite(pair.hub, name="Wanda").data
    return workspaces.create_volunteer(folder, **settings)


def test_a_new_hub(tmp_path: Path) -> None:
    made = create_hub(tmp_path, name=" River\u202eside\n hub ")
    with made.workspace as workspace:
        assert (workspace.role, workspace.hub_name) == ("hub", "River side hub")
        assert workspace.person.name == "Ann Coordinator"
        assert (len(made.words), workspace.hub, workspace.practice) == (8, made.hub, False)
        assert {path.name for path in made.offline_files} == {"root-key.txt", "escrow-identity.txt"}
    with pytest.raises(WorkspaceLocked):
        sending.status(workspace)


def test_a_hub_that_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "something").touch()
    (tmp_path / "file").touch()
    refusals: list[tuple[dict[str, Any], type[Exception]]] = [
        ({"passphrase": "short"}, WeakPassphrase),
        ({"programme": "no such pack"}, ProgrammeUnknown),
        ({"offline_out": tmp_path / "full"}, OfflineFolderInUse),
        ({"offline_out": tmp_path / "file"}, OfflineFolderInUse),
    ]
    for changes, expected in refusals:
        with pytest.raises(expected):
            create_hub(tmp_path, **changes)
    assert {path.name for path in tmp_path.iterdir()} == {"full", "file"}
    with create_hub(tmp_path, passphrase="practice", practice=True).workspace as workspace:
        assert workspace.practice
    with pytest.raises(WorkspaceExists):
        create_hub(tmp_path, offline_out=tmp_path / "other")


def test_an_offline_folder_that_cannot_be_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(type(tmp_path), "is_dir", refused)
    (tmp_path / "offline").mkdir()
    with pytest.raises(OfflineFolderInUse):
        workspaces._require_empty(tmp_path / "offline")


def test_setting_up_a_hub_can_be_repeated_after_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise DiskFull

    monkeypatch.setattr(founding, "found_hub", full)
    with pytest.raises(DiskFull):
        create_hub(tmp_path)
    monkeypatch.undo()
    assert not workspaces.kind_of(tmp_path / "hub").exists
    create_hub(tmp_path).workspace.lock()
    assert workspaces.kind_of(tmp_path / "hub").exists


def test_what_an_invitation_says(pair: Pair) -> None:
    data = hub.invite(pair.hub, name="Wanda").data
    view = workspaces.read_invitation(data, clock=pair.clock)
    assert (view.hub_name, view.person_name) == ("Riverside hub", "Wanda")
    assert view.hub_words == pair.hub_created.words
    assert view.programme_title == pair.hub.programme.title
    assert view.expires == "2026-12-06T10:15:30.123Z"
    with pytest.raises(InvitationDamaged):
        workspaces.read_invitation(data[:-20], clock=pair.clock)
    pair.clock.move(days=15)
    with pytest.raises(InvitationExpired):
        workspaces.read_invitation(data, clock=pair.clock)


def test_a_new_volunteer(pair: Pair, tmp_path: Path) -> None:
    made = create_volunteer(pair, tmp_path / "w")
    with made.workspace as workspace:
        assert (workspace.role, workspace.person.name) == ("volunteer", "Wanda")
        assert made.hub_words == pair.hub_created.words
        assert not made.hub_words_checked
        assert [c.url for c in sending.list_carriers(workspace)] == [pair.url]
        assert [b.kind for b in workspace.read(exchange.open_bundles)] == ["enrol"]
    heard = ", ".join(made.hub_words).title()
    made = create_volunteer(pair, tmp_path / "x", hub_words=heard)
    made.workspace.lock()
    assert made.hub_words_checked


def test_a_volunteer_that_is_not_made(pair: Pair, tmp_path: Path) -> None:
    device_words = " ".join(pair.volunteer_created.words)
    refusals: list[tuple[dict[str, Any], type[Exception]]] = [
        ({"passphrase": "short"}, WeakPassphrase),
        ({"invitation": b"nonsense"}, InvitationDamaged),
        ({"hub_words": device_words}, WordsDiffer),
    ]
    for changes, expected in refusals:
        with pytest.raises(expected):
            create_volunteer(pair, tmp_path / "w", **changes)
    assert not (tmp_path / "w").exists()
    with pytest.raises(WorkspaceExists):
        create_volunteer(pair, tmp_path / "volunteer")


def test_opening(pair: Pair, tmp_path: Path) -> None:
    folder = tmp_path / "volunteer"
    with pytest.raises(WorkspaceInUse):
        workspaces.open_workspace(folder, PASSPHRASE)
    records.add(pair.volunteer, "family", {"known_as": "J."})
    pair.volunteer.lock()
    for wrong in ("wrong", ""):
        with pytest.raises(WrongPassphrase):
            workspaces.open_workspace(folder, wrong)
    with workspaces.open_workspace(folder, PASSPHRASE) as workspace:
        assert titles(workspace) == ["J."]
        assert len(workspace.read(exchange.open_bundles)) == 1  # no second enrolment
    for nothing in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(WorkspaceMissing):
            workspaces.open_workspace(nothing, PASSPHRASE)
        card = workspaces.kind_of(nothing)
        assert (card.exists, card.label) == (False, nothing.name)


def test_a_workspace_that_fails_while_opening_is_not_left_in_use(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.volunteer.lock()

    def full(_workspace: object) -> None:
        raise DiskFull

    monkeypatch.setattr(founding, "seal_enrolment", full)
    with pytest.raises(DiskFull):
        workspaces.open_workspace(tmp_path / "volunteer", PASSPHRASE)
    monkeypatch.undo()
    workspaces.open_workspace(tmp_path / "volunteer", PASSPHRASE).lock()


def test_changing_the_passphrase(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        workspaces.change_passphrase(pair.volunteer, current="wrong", new=NEW)
    with pytest.raises(WeakPassphrase):
        workspaces.change_passphrase(pair.volunteer, current=PASSPHRASE, new="short")
    workspaces.change_passphrase(pair.volunteer, current=PASSPHRASE, new=NEW)
    pair.volunteer.lock()
    with pytest.raises(WrongPassphrase):
        workspaces.open_workspace(tmp_path / "volunteer", PASSPHRASE)
    workspaces.open_workspace(tmp_path / "volunteer", NEW).lock()


def test_recovering(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, code = tmp_path / "volunteer", pair.volunteer_created.recovery_code
    records.add(pair.volunteer, "family", {"known_as": "J."})
    pair.volunteer.lock()
    wrong: list[tuple[str, str, type[Exception]]] = [
        ("AAAA", NEW, RecoveryCodeMistyped),
        (pair.hub_created.recovery_code, NEW, WrongRecoveryCode),
        (code, "short", WeakPassphrase),
    ]
    for typed, new, expected in wrong:
        with pytest.raises(expected):
            workspaces.recover(folder, code=typed, new_passphrase=new)
    # A fault while the new passphrase is written leaves the old one, and nothing in use.
    with monkeypatch.context() as patch:
        patch.setattr(workspaces, "_rewrap", _full)
        with pytest.raises(DiskFull):
            workspaces.recover(folder, code=code, new_passphrase=NEW)
    workspaces.open_workspace(folder, PASSPHRASE).lock()
    with workspaces.recover(folder, code=code.lower(), new_passphrase=NEW) as workspace:
        assert titles(workspace) == ["J."]
    workspaces.open_workspace(folder, NEW).lock()


@pytest.mark.parametrize("role", ["volunteer", "hub"])
def test_a_new_recovery_code(pair: Pair, tmp_path: Path, role: str) -> None:
    workspace = pair.hub if role == "hub" else pair.volunteer
    created = pair.hub_created if role == "hub" else pair.volunteer_created
    folder, old = tmp_path / role, created.recovery_code
    before = (folder / "vault.json").read_bytes()
    with pytest.raises(WrongPassphrase):
        workspaces.new_recovery_code(workspace, passphrase="wrong")
    assert (folder / "vault.json").read_bytes() == before
    code = workspaces.new_recovery_code(workspace, passphrase=PASSPHRASE)
    again = workspaces.new_recovery_code(workspace, passphrase=PASSPHRASE)
    assert len({old, code, again}) == 3
    workspace.lock()
    workspaces.open_workspace(folder, PASSPHRASE).lock()
    headers = [(folder / name).read_bytes() for name in ("vault.json", "vault.json.1")]
    for gone in (old, code):
        with pytest.raises(WrongRecoveryCode):
            workspaces.recover(folder, code=gone, new_passphrase=NEW)
        for header in headers:  # nor does the one that is kept from before
            with pytest.raises(WrongRecoveryCode):
                vault.unlock_with_recovery(header, gone)
    workspaces.recover(folder, code=again, new_passphrase=NEW).lock()
    workspaces.open_workspace(folder, NEW).lock()
    if role == "hub":
        opened = vault.unlock_with_recovery((folder / "vault.json").read_bytes(), again)
        assert opened.concerns_key is not None


def test_a_new_recovery_code_counts_once_it_is_written(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, fails = WorkspaceFolder.write_header, [True]

    def full(folder: WorkspaceFolder, header: bytes, *, previous: bytes) -> None:
        if fails.pop(0):
            raise DiskFull
        write(folder, header, previous=previous)

    monkeypatch.setattr(WorkspaceFolder, "write_header", full)
    with pytest.raises(DiskFull):
        workspaces.new_recovery_code(pair.volunteer, passphrase=PASSPHRASE)
    header = (tmp_path / "volunteer" / "vault.json").read_bytes()
    vault.unlock_with_recovery(header, pair.volunteer_created.recovery_code)
    fails[:] = [False, True]
    code = workspaces.new_recovery_code(pair.volunteer, passphrase=PASSPHRASE)
    vault.unlock_with_recovery((tmp_path / "volunteer" / "vault.json").read_bytes(), code)


def damage(folder: Path) -> bytes:
    """Damage the newest header so that it still looks whole; return the one before."""
    before = (folder / "vault.json.1").read_bytes()
    newest = folder / "vault.json"
    newest.write_bytes(newest.read_bytes().replace(b'"slots"', b'"slats"'))
    return before


def test_a_damaged_header_gives_way_to_the_one_before_everywhere(
    pair: Pair, tmp_path: Path
) -> None:
    folder = tmp_path / "volunteer"
    workspaces.change_passphrase(pair.volunteer, current=PASSPHRASE, new=NEW)
    pair.volunteer.lock()
    before = damage(folder)
    with workspaces.open_workspace(folder, PASSPHRASE) as workspace:
        keys = next(c for c in care.examine(workspace).checks if c.check == "keys")
        assert not keys.ok
        assert "The newest header is damaged; opened with the one before" in keys.detail
        assert "Change the passphrase" in keys.detail
        with pytest.raises(WrongPassphrase):
            workspaces.change_passphrase(workspace, current=NEW, new=NEW)
        workspaces.change_passphrase(workspace, current=PASSPHRASE, new=NEW)
        # The damaged one has not taken the place of the good one.
        assert (folder / "vault.json.1").read_bytes() == before
        assert next(c for c in care.examine(workspace).checks if c.check == "keys").ok
    workspaces.open_workspace(folder, NEW).lock()

    damage(folder)
    code = pair.volunteer_created.recovery_code
    workspaces.recover(folder, code=code, new_passphrase=NEW).lock()
    assert (folder / "vault.json.1").read_bytes() == before
    workspaces.open_workspace(folder, NEW).lock()


def test_two_damaged_headers(pair: Pair, tmp_path: Path) -> None:
    folder = tmp_path / "volunteer"
    workspaces.change_passphrase(pair.volunteer, current=PASSPHRASE, new=NEW)
    (folder / "vault.json.1").write_bytes(b"{}")
    damage(folder)
    keys = next(c for c in care.examine(pair.volunteer).checks if c.check == "keys")
    assert (keys.ok, keys.detail[:8]) == (False, "The file")
    pair.volunteer.lock()
    with pytest.raises(HeaderDamaged):
        workspaces.open_workspace(folder, NEW)


def _full(*_args: object) -> None:
    raise DiskFull


def test_advice_about_passphrases() -> None:
    offered = workspaces.suggest_passphrase()
    assert len(offered.split()) == 6
    good = workspaces.check_passphrase(offered)
    assert (good.ok, good.text) == (True, "")
    bad = workspaces.check_passphrase("password")
    assert not bad.ok
    assert bad.text
    assert 0 <= bad.score < 3


def test_names_are_one_line_without_tricks() -> None:
    assert founding.clean_name("  A\u0301nn\u202e\u2028\tO'Neill \ud800") == "\u00c1nn O'Neill"
    assert len(founding.clean_name("x" * 500)) == founding.MAX_NAME


def test_the_hub_of_the_pair_is_like_any_other(tmp_path: Path) -> None:
    with make_hub(tmp_path, FakeClock()).workspace as workspace:
        assert sending.own_words(workspace)
        assert workspace.folder == tmp_path / "hub"
