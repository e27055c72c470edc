# SPDX-License-Identifier: Apache-2.0
"""Restoring gives back everything, in a new folder and a new epoch; or it makes nothing at all."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from desktop.crypto import vault
from desktop.errors import (
    AlongsideError,
    BackupAltered,
    BackupDamaged,
    BackupNewer,
    DiskFull,
    HeaderParameters,
    NotABackup,
    PassphraseNeeded,
    RecoveryCodeMistyped,
    WorkspaceExists,
    WorkspaceInUse,
    WorkspaceNewer,
    WrongPassphrase,
    WrongRecoveryCode,
)
from desktop.operations import backups, headers, records, sending, workspaces
from desktop.storage import backup, changes, health, trust
from desktop.storage.database import Database
from desktop.storage.folder import WorkspaceFolder
from tests.copied_pair import a_copy
from tests.pairs import PASSPHRASE, WEAKEST, Pair, a_pair
from tests.sync.forged import dump, held, titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from desktop.storage.database import Connection

#: What begins anew in a restored workspace, or is about what was lost.
ANEW = ("epoch", "roster_version", "answer_due", "backup_")


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "calibrate", lambda: WEAKEST)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pair, Path]:
    folder = tmp_path_factory.mktemp("template")
    with a_pair(folder, approved=False) as made:
        records.add(made.volunteer, "family", {"known_as": "J."})
        records.save_draft(made.volunteer, "family", {"known_as": "half a draft"})
    return made, folder


@pytest.fixture
def pair(template: tuple[Pair, Path], tmp_path: Path) -> Iterator[Pair]:
    with a_copy(*template, tmp_path) as made:
        yield made


@pytest.fixture
def file(pair: Pair) -> Path:
    made = backups.run_due(pair.volunteer)
    assert made is not None
    return made.file


def restored(file: Path, folder: Path, **how: Any) -> backups.Restored:
    return backups.restore(file, folder, **(how or {"passphrase": PASSPHRASE}))


def rewritten(
    file: Path, folder: Path, *, key: bytes = bytes(32), files: Mapping[str, Path], **changes: Any
) -> Path:
    """Write a backup anew with other files or other facts, every hash right."""
    folder.mkdir(exist_ok=True)
    with backup.BackupFile(file) as found:
        said = found.manifest
        sources = {}
        for name in said.files:
            sources[name] = folder / name
            found.extract(name, sources[name])
    facts = {
        "vault": said.vault,
        "made": said.made,
        "epoch": said.epoch,
        "role": said.role,
        "records": said.records,
    }
    unfinished = backup.write(
        folder, backup.Facts(**{**facts, **changes}), files={**sources, **files}, key=key
    )
    return backup.keep(unfinished, said.made)


def test_everything_comes_back(pair: Pair, file: Path, tmp_path: Path) -> None:
    before = dump(pair.volunteer, without=["meta"])
    epoch = pair.volunteer.party.epoch

    found = restored(file, tmp_path / "new")

    assert (found.workspace, found.records) == (tmp_path / "new", 2)
    assert found.epoch != epoch
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        "vault.json",
        "records.db",
        "lock",
    }
    secrets = pair.volunteer.secrets()
    database = Database.open(
        tmp_path / "new" / "records.db", key=secrets.database_key(), vault=secrets.vault
    )
    with database.read() as connection:
        facts = trust.all_meta(connection)
    database.close()
    assert facts["epoch"] == found.epoch
    known = pair.volunteer.read(trust.all_meta)
    kept = {key: value for key, value in known.items() if not key.startswith(ANEW)}
    assert {key: facts.get(key) for key in kept} == kept
    with workspaces.open_workspace(tmp_path / "new", PASSPHRASE, clock=pair.clock) as workspace:
        assert workspace.party.epoch == found.epoch
        assert titles(workspace) == titles(pair.volunteer)
        status = backups.status(workspace)
        assert (status.last_at, status.kept, status.tested_at) == (None, (), None)
        after = dump(workspace, without=["meta"])
    for table in ("revision", "record", "draft", "secret_key", "person", "document"):
        assert after[table] == before[table]


def test_a_restored_laptop_does_not_enrol_twice(tmp_path: Path) -> None:
    with a_pair(tmp_path) as pair:
        records.add(pair.volunteer, "family", {"known_as": "A."})
        made = backups.make(pair.volunteer, tmp_path).file
        records.add(pair.volunteer, "family", {"known_as": "B."})
        pair.round_trip()
        pair.volunteer.lock()
        restored(made, tmp_path / "new")

        with workspaces.open_workspace(tmp_path / "new", PASSPHRASE, clock=pair.clock) as again:
            records.add(again, "family", {"known_as": "C."})
            for _ in range(3):
                sending.synchronise(again)
                sending.synchronise(pair.hub)
            assert sorted(titles(pair.hub)) == sorted(titles(again)) == ["A.", "B.", "C."]
        assert held(pair.hub) == []


def test_the_original_stays_as_it_is(pair: Pair, file: Path, tmp_path: Path) -> None:
    pair.volunteer.lock()
    before = {path.name: path.read_bytes() for path in (tmp_path / "volunteer").glob("*.*")}

    restored(file, tmp_path / "new")

    after = {path.name: path.read_bytes() for path in (tmp_path / "volunteer").glob("*.*")}
    assert after == before


def test_with_the_recovery_code(pair: Pair, file: Path, tmp_path: Path) -> None:
    code = pair.volunteer_created.recovery_code

    assert restored(file, tmp_path / "new", recovery_code=f" {code.lower()} ").records == 2

    with workspaces.recover(
        tmp_path / "new", code=code, new_passphrase="seven swans beyond the old harbour"
    ) as workspace:
        assert len(records.list_records(workspace)) == 2


def test_a_hub_comes_back_with_its_concerns(pair: Pair, tmp_path: Path) -> None:
    file = backups.make(pair.hub, tmp_path, elsewhere=True).file

    restored(file, tmp_path / "new")

    with workspaces.open_workspace(tmp_path / "new", PASSPHRASE, clock=pair.clock) as workspace:
        assert workspace.hub == pair.hub.hub
        assert workspace.party.device == pair.hub.party.device
        assert backups.status(workspace).away_at is None  # as it was when the copy was begun
        secrets = workspace.secrets()
        concerns = Database.open(
            tmp_path / "new" / "concerns.db", key=secrets.concerns_key or b"", vault=secrets.vault
        )
        with concerns.read() as connection:
            assert len(trust.keys(connection, purpose="recipient")) == 1
        concerns.close()


def test_a_backup_opens_with_the_passphrase_of_its_day(
    pair: Pair, file: Path, tmp_path: Path
) -> None:
    new = "seven swans beyond the old harbour"
    workspaces.change_passphrase(pair.volunteer, current=PASSPHRASE, new=new)
    with pytest.raises(WrongPassphrase):
        restored(file, tmp_path / "new", passphrase=new)
    assert not (tmp_path / "new").exists()
    restored(file, tmp_path / "new")
    pair.clock.move(seconds=1)
    later = backups.make(pair.volunteer, tmp_path).file
    restored(later, tmp_path / "newer", passphrase=new)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"passphrase": "wrong"}, WrongPassphrase),
        ({"passphrase": ""}, WrongPassphrase),
        ({"recovery_code": "ABC"}, RecoveryCodeMistyped),
        ({"passphrase": None}, PassphraseNeeded),
    ],
)
def test_what_does_not_open_it(
    file: Path, tmp_path: Path, how: dict[str, Any], expected: type[AlongsideError]
) -> None:
    with pytest.raises(expected):
        backups.restore(file, tmp_path / "new", **how)
    assert not (tmp_path / "new").exists()


def test_the_recovery_code_of_another(pair: Pair, file: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongRecoveryCode):
        restored(file, tmp_path / "new", recovery_code=pair.hub_created.recovery_code)
    assert not (tmp_path / "new").exists()


def test_never_into_what_is_there(pair: Pair, file: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    (tmp_path / "file").write_text("dear")
    for folder in ("volunteer", "hub", "full", "file"):
        before = sorted((path, path.stat().st_size) for path in (tmp_path / folder).rglob("*"))
        with pytest.raises(WorkspaceExists):
            restored(file, tmp_path / folder)
        after = sorted((path, path.stat().st_size) for path in (tmp_path / folder).rglob("*"))
        assert after == before
    assert titles(pair.volunteer)
    (tmp_path / "empty").mkdir()
    assert restored(file, tmp_path / "empty").records == 2


def test_two_at_once_into_one_folder(pair: Pair, file: Path, tmp_path: Path) -> None:
    half = WorkspaceFolder.create(tmp_path / "new")
    with half.lock(), pytest.raises(WorkspaceInUse):
        restored(file, tmp_path / "new")
    assert restored(file, tmp_path / "new").records == 2


def test_damage_anywhere(file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    bent = tmp_path / "bent.alongside"
    for at in range(50, len(whole), len(whole) // 40):
        bent.write_bytes(whole[:at] + bytes([whole[at] ^ 16]) + whole[at + 1 :])
        with pytest.raises(BackupDamaged):
            restored(bent, tmp_path / "new")
        bent.write_bytes(whole[:at])
        with pytest.raises((BackupDamaged, NotABackup)):
            restored(bent, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_alterations_with_every_hash_right(pair: Pair, file: Path, tmp_path: Path) -> None:
    """Somebody without the keys puts other files together, or says other things."""
    other = tmp_path / "other"
    other.mkdir()
    header = tmp_path / "header"
    header.write_bytes((pair.hub.folder / "vault.json").read_bytes())
    bent = tmp_path / "bent.json"
    bent.write_bytes(
        (pair.volunteer.folder / "vault.json").read_bytes().replace(b'"gen":1', b'"gen":2')
    )
    weak = tmp_path / "weak.json"
    weak.write_bytes(
        (pair.volunteer.folder / "vault.json").read_bytes().replace(b'"m":19456', b'"m":1945600')
    )
    noise = tmp_path / "noise"
    noise.write_bytes(b"{}")
    page = tmp_path / "records"
    page.write_bytes(bytes(8192))
    cases: list[tuple[dict[str, Any], type[AlongsideError]]] = [
        ({"files": {}, "records": 5}, BackupAltered),
        ({"files": {}, "epoch": "00" * 8}, BackupAltered),
        ({"files": {}, "vault": "00" * 16}, BackupAltered),
        ({"files": {"vault.json": header}}, BackupAltered),
        ({"files": {"vault.json": bent}}, BackupAltered),
        ({"files": {"vault.json": weak}}, BackupAltered),
        ({"files": {"vault.json": noise}}, BackupDamaged),
        ({"files": {"records.db": page}}, BackupAltered),
    ]
    for number, (case, expected) in enumerate(cases):
        forged = rewritten(file, tmp_path / f"{number}", **case)
        with pytest.raises(expected):
            restored(forged, tmp_path / "new")
        if expected is BackupAltered and "vault" not in case:
            with pytest.raises(AlongsideError):
                backups.test(pair.volunteer, forged)
    assert not (tmp_path / "new").exists()


def test_files_that_do_not_belong_together_even_with_the_keys(
    pair: Pair, file: Path, tmp_path: Path
) -> None:
    """Whoever holds the keys may be at fault too: the databases are opened and counted."""
    key = pair.volunteer.secrets().backup_key()
    foreign, plain, empty = tmp_path / "foreign", tmp_path / "plain", tmp_path / "empty"
    foreign.write_bytes((tmp_path / "hub" / "concerns.db").read_bytes())
    plain.write_bytes(b"SQLite format 3\0".ljust(8192, b"\0"))
    empty.write_bytes(b"")
    cases: list[dict[str, Any]] = [
        {"files": {"records.db": foreign}},
        {"files": {"records.db": plain}},
        {"files": {"records.db": empty}},
        {"files": {}, "records": 3},
        {"files": {}, "epoch": "00" * 8},
    ]
    for number, case in enumerate(cases):
        forged = rewritten(file, tmp_path / f"{number}", key=key, **case)
        with pytest.raises(BackupDamaged):
            restored(forged, tmp_path / "new")
        assert not (tmp_path / "new").exists()
        with pytest.raises(BackupDamaged):
            backups.test(pair.volunteer, forged)


def test_a_backup_of_a_newer_version(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer(*_args: object, **_named: object) -> None:
        raise WorkspaceNewer(needed=99, known=1)

    monkeypatch.setattr(Database, "open", newer)
    with pytest.raises(BackupNewer):
        restored(file, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_key_settings_of_a_hostile_backup_are_not_computed(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object) -> None:
        raise HeaderParameters

    monkeypatch.setattr(vault, "unlock", refused)
    with pytest.raises(BackupAltered):
        restored(file, tmp_path / "new")


def test_pages_that_turn_out_bad(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "examine", lambda *_: ("pages: 3",))
    with pytest.raises(BackupDamaged):
        restored(file, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_what_was_written_turns_out_other(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last look is at the finished workspace; then nothing is taken away any more."""
    count = changes.count_records
    asked: list[int] = []

    def other_the_second_time(connection: Connection) -> int:
        asked.append(1)
        return count(connection) if len(asked) == 1 else 99

    monkeypatch.setattr(changes, "count_records", other_the_second_time)
    with pytest.raises(BackupDamaged):
        restored(file, tmp_path / "new")
    assert workspaces.kind_of(tmp_path / "new").exists


def test_a_header_that_does_not_read_in_a_test(pair: Pair, file: Path, tmp_path: Path) -> None:
    noise = tmp_path / "noise"
    noise.write_bytes(b"{}")
    forged = rewritten(file, tmp_path / "x", files={"vault.json": noise})

    with pytest.raises(BackupDamaged):
        backups.test(pair.volunteer, forged)


@pytest.mark.parametrize("existed", [True, False])
def test_no_room(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, existed: bool
) -> None:
    if existed:
        (tmp_path / "new").mkdir()

    def full(*_args: object, **_named: object) -> None:
        raise DiskFull

    monkeypatch.setattr(backup.BackupFile, "extract", full)
    with pytest.raises(DiskFull):
        restored(file, tmp_path / "new")
    assert (tmp_path / "new").exists() == existed
    assert not workspaces.kind_of(tmp_path / "new").exists
    monkeypatch.undo()
    assert restored(file, tmp_path / "new").records == 2


def test_what_is_left_when_even_tidying_fails_can_be_used_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(backup.BackupFile, "extract", full)
        patch.setattr(WorkspaceFolder, "discard", full)
        with pytest.raises(DiskFull):
            restored(file, tmp_path / "new")
    assert not workspaces.kind_of(tmp_path / "new").exists
    assert restored(file, tmp_path / "new").records == 2


def test_the_newest_header_is_the_one_that_is_kept(pair: Pair, tmp_path: Path) -> None:
    """A damaged newest header is not what goes into a backup."""
    workspaces.change_passphrase(
        pair.volunteer, current=PASSPHRASE, new="seven swans beyond the old harbour"
    )
    header = pair.volunteer.folder / "vault.json"
    header.write_bytes(header.read_bytes()[:200])
    made = backups.make(pair.volunteer, tmp_path).file

    found = restored(made, tmp_path / "new")

    assert found.records == 2
    secrets = pair.volunteer.secrets()
    target = WorkspaceFolder(tmp_path / "new")
    assert headers.working(target, lambda data: vault.require_whole(data, secrets)).data


def test_restoring_can_be_repeated(pair: Pair, file: Path, tmp_path: Path) -> None:
    first = restored(file, tmp_path / "one")
    second = restored(file, tmp_path / "two")

    assert first.epoch != second.epoch
    shutil.rmtree(tmp_path / "one")
    made = None
    with workspaces.open_workspace(tmp_path / "two", PASSPHRASE, clock=pair.clock) as workspace:
        made = backups.run_due(workspace)
    assert made is not None
    assert restored(made.file, tmp_path / "one").epoch not in {first.epoch, second.epoch}
