# SPDX-License-Identifier: Apache-2.0
"""Backups are made, proved by restoring them, kept in order, and tested again every month."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import (
    BackupAltered,
    BackupDamaged,
    BackupNewer,
    BackupNotMade,
    BackupOfAnother,
    Cancelled,
    DatabaseMissing,
    DiskFull,
    FolderUnreadable,
    NotABackup,
    WorkspaceLocked,
    WrongRole,
)
from desktop.operations import backups, key_change, records, restoring, sending, workspaces
from desktop.operations.progress import Progress
from desktop.storage import backup, copies, trust
from desktop.storage.folder import WorkspaceFolder, sync_folder
from tests.copied_pair import a_copy
from tests.pairs import PASSPHRASE, WEAKEST, Pair, a_pair
from tests.sync.forged import dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.workspace import Workspace


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pair, Path]:
    folder = tmp_path_factory.mktemp("template")
    with a_pair(folder, approved=False) as made:
        pass
    return made, folder


@pytest.fixture
def pair(template: tuple[Pair, Path], tmp_path: Path) -> Iterator[Pair]:
    with a_copy(*template, tmp_path) as made:
        yield made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "other stick"
    folder.mkdir()
    return folder


def write(pair: Pair, name: str = "J.") -> None:
    records.add(pair.volunteer, "family", {"known_as": name})


def run(pair: Pair) -> Path:
    """Change something, and make the backup that is due a day later."""
    write(pair)
    pair.clock.move(days=1)
    made = backups.run_due(pair.volunteer)
    assert made is not None
    return made.file


def kept(workspace: Workspace) -> list[Path]:
    return [row.file for row in backups.status(workspace).kept]


def bend(path: Path, at: int = -5000) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def left_over(workspace: Workspace) -> set[str]:
    """Return what lies in the workspace's folder beside the workspace itself and its backups."""
    usual = {"vault.json", "vault.json.1", "records.db", "concerns.db", "lock", "backups"}
    names = {path.name for path in workspace.folder.iterdir()}
    return {name for name in names - usual if not name.endswith(("-wal", "-shm"))}


def test_the_folder_of_backups_is_on_the_disk_before_a_backup_is_in_it(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a power cut can take the folder away again, with a backup that was reported."""
    flushed: list[tuple[Path, bool]] = []

    def note(folder: Path) -> None:
        flushed.append((folder, (folder / "backups").is_dir()))
        sync_folder(folder)

    monkeypatch.setattr(backups, "sync_folder", note)
    run(pair)

    assert flushed == [(pair.volunteer.folder, True)]


def test_a_backup_by_hand(pair: Pair, stick: Path) -> None:
    write(pair)
    before = dump(pair.volunteer, without=["meta"])

    made = backups.make(pair.volunteer, stick)

    assert made == backups.BackupMade(
        stick / "backup-20261122-101530.alongside", 1, verified=True, away=False
    )
    assert dump(pair.volunteer, without=["meta"]) == before
    assert [path.name for path in stick.iterdir()] == [made.file.name]
    assert not left_over(pair.volunteer)
    assert backups.look(made.file) == backups.BackupView(
        "2026-11-22T10:15:30.123Z", 1, "volunteer", made.file.stat().st_size
    )
    status = backups.status(pair.volunteer)
    assert (status.last_at, status.kept) == ("2026-11-22T10:15:30.123Z", ())
    assert (status.away_at, status.away_due) == (None, False)
    backups.test(pair.volunteer, made.file)


def test_the_folder_has_to_be_there(pair: Pair, stick: Path) -> None:
    """A stick that is not plugged in must not turn into a folder on the disk."""
    with pytest.raises(FolderUnreadable):
        backups.make(pair.volunteer, stick / "missing")
    assert list(stick.iterdir()) == []


def test_what_is_written_meanwhile_is_kept_and_comes_with_the_next(
    pair: Pair, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearse = restoring.rehearse

    def slow(*args: Any, **named: Any) -> int:
        write(pair, "meanwhile")
        return rehearse(*args, **named)

    monkeypatch.setattr(backups, "rehearse", slow)
    write(pair)
    assert backups.make(pair.volunteer, stick).records == 1
    monkeypatch.undo()
    assert backups.make(pair.volunteer, stick).records == 2


def test_one_is_made_when_there_is_none(pair: Pair) -> None:
    assert backups.is_due(pair.volunteer)

    made = backups.run_due(pair.volunteer)

    assert made is not None
    assert made.file.parent == pair.volunteer.folder / "backups"
    assert kept(pair.volunteer) == [made.file]
    if os.name == "posix":
        assert made.file.parent.stat().st_mode & 0o777 == 0o700
        assert made.file.stat().st_mode & 0o777 == 0o600
    assert not backups.is_due(pair.volunteer)
    assert backups.run_due(pair.volunteer) is None


def test_the_next_needs_a_day_and_a_change(pair: Pair) -> None:
    backups.run_due(pair.volunteer)
    write(pair)
    pair.clock.move(hours=23, minutes=59)
    assert backups.run_due(pair.volunteer) is None
    pair.clock.move(minutes=1)
    assert backups.run_due(pair.volunteer) is not None
    pair.clock.move(days=20)
    assert backups.run_due(pair.volunteer) is None  # nothing new
    records.save_draft(pair.volunteer, "family", {"known_as": "half"})
    assert backups.run_due(pair.volunteer) is not None


def test_a_backup_elsewhere_does_not_replace_the_one_of_the_day(pair: Pair, stick: Path) -> None:
    backups.make(pair.volunteer, stick)
    assert backups.is_due(pair.volunteer)


def test_three_are_kept(pair: Pair) -> None:
    made = [run(pair) for _ in range(5)]

    assert kept(pair.volunteer) == made[:1:-1]
    assert {path.name for path in made[0].parent.iterdir()} == {path.name for path in made[2:]}
    assert [row.records for row in backups.status(pair.volunteer).kept] == [5, 4, 3]


def test_a_good_one_is_never_given_up_for_a_bad_one(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [run(pair) for _ in range(3)]
    write(pair)
    pair.clock.move(days=1)

    def bad(*_args: object, **_named: object) -> int:
        raise BackupDamaged(name="x")

    monkeypatch.setattr(backups, "rehearse", bad)
    with pytest.raises(BackupNotMade):
        backups.run_due(pair.volunteer)

    assert {path.name for path in made[0].parent.iterdir()} == {path.name for path in made}
    assert not left_over(pair.volunteer)
    monkeypatch.undo()
    assert backups.run_due(pair.volunteer) is not None


def test_what_is_damaged_does_not_count_as_kept(pair: Pair, tmp_path: Path) -> None:
    made = [run(pair) for _ in range(3)]
    bend(made[2])
    made[1].write_bytes(b"")
    foreign = made[0].parent / "backup-20200101-000000.alongside"
    foreign.write_bytes(backups.make(pair.hub, tmp_path).file.read_bytes())
    other = made[0].parent / "notes.txt"
    other.write_text("mine")

    newest = run(pair)

    assert {path.name for path in newest.parent.iterdir()} == {
        path.name for path in (made[0], newest, foreign, other)
    }
    assert kept(pair.volunteer) == [newest, made[0]]


def test_what_cannot_be_judged_is_left_alone(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [run(pair) for _ in range(3)]
    newer = made[0].parent / "backup-20200101-000000.alongside"
    newer.write_bytes(made[0].read_bytes())
    link = made[0].parent / "backup-20200102-000000.alongside"
    link.symlink_to(made[0])
    find = backup.BackupFile._read_manifest

    def from_the_future(self: backup.BackupFile) -> backup.Manifest:
        if self.path == newer:
            raise BackupNewer(name=self.path.name)
        return find(self)

    monkeypatch.setattr(backup.BackupFile, "_read_manifest", from_the_future)
    newest = run(pair)

    left = {path.name for path in newest.parent.iterdir()}
    assert left == {path.name for path in (*made[1:], newest, newer, link)}


def test_with_new_keys_the_old_backups_go(pair: Pair, tmp_path: Path) -> None:
    """What opens with a passphrase that somebody knows must not stay."""
    old = {path: path.read_bytes() for path in [run(pair) for _ in range(2)]}
    pair.volunteer.lock()
    renewed = key_change.renew(
        tmp_path / "volunteer",
        current=PASSPHRASE,
        new="seven swans beyond the old harbour",
        strength=WEAKEST,
        clock=pair.clock,
    )
    with renewed.workspace as workspace:
        folder = workspace.folder / "backups"
        folder.mkdir(exist_ok=True)
        for path, data in old.items():
            path.write_bytes(data)
            with pytest.raises(BackupOfAnother):
                backups.test(workspace, path)
        assert not set(kept(workspace)) & set(old)
        made = backups.run_due(workspace)
        assert made is not None
        assert not set(folder.iterdir()) & set(old)
        for path in folder.iterdir():
            backups.test(workspace, path)


def test_the_monthly_test(pair: Pair) -> None:
    path = run(pair)
    first = backups.status(pair.volunteer).tested_at
    assert first == pair.volunteer.now()  # it was restored when it was made

    pair.clock.move(days=29)
    assert backups.run_due(pair.volunteer) is None
    assert backups.status(pair.volunteer).tested_at == first
    pair.clock.move(days=1)
    assert backups.run_due(pair.volunteer) is None

    status = backups.status(pair.volunteer)
    assert (status.tested_at, status.test_failed) == (pair.volunteer.now(), False)
    assert kept(pair.volunteer) == [path]


def test_the_monthly_test_finds_damage_and_a_new_one_is_made(pair: Pair) -> None:
    path = run(pair)
    bend(path)
    pair.clock.move(days=30)

    made = backups.run_due(pair.volunteer)  # although nothing changed

    assert made is not None
    status = backups.status(pair.volunteer)
    assert (status.test_failed, kept(pair.volunteer)) == (False, [made.file])
    assert not path.exists()


def test_damage_stays_noted_until_there_is_a_better_one(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = run(pair)
    bend(path)
    pair.clock.move(days=30)

    def full(*_args: object, **_named: object) -> None:
        raise DiskFull

    monkeypatch.setattr(backup, "write", full)
    with pytest.raises(DiskFull):
        backups.run_due(pair.volunteer)
    assert backups.status(pair.volunteer).test_failed
    assert path.exists()
    monkeypatch.undo()
    pair.clock.move(minutes=1)
    assert backups.run_due(pair.volunteer) is not None
    assert not backups.status(pair.volunteer).test_failed


def test_a_test_that_could_not_be_done_says_nothing_about_the_backup(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = run(pair)

    def full(*_args: object, **_named: object) -> None:
        raise DiskFull

    monkeypatch.setattr(backups, "rehearse", full)
    with pytest.raises(DiskFull):
        backups.test(pair.volunteer, path)
    assert not backups.status(pair.volunteer).test_failed


@pytest.mark.parametrize("year", [1970, 2106, 9999])
def test_a_clock_that_is_wrong(pair: Pair, year: int) -> None:
    """Names and ages come from the clock; nothing good is lost while it is wrong, or after."""
    made = [run(pair) for _ in range(3)]
    right = pair.clock.now
    pair.clock.now = right.replace(year=year, month=12, day=31)
    write(pair)

    wrong = backups.run_due(pair.volunteer)

    assert wrong is not None
    assert kept(pair.volunteer)[0 if year > 2026 else -1] in {wrong.file, made[1], made[0]}
    assert wrong.file in kept(pair.volunteer)
    pair.clock.now = right
    pair.clock.move(days=1)
    write(pair)
    again = backups.run_due(pair.volunteer)
    assert again is not None
    assert kept(pair.volunteer)[0] == again.file
    assert len(kept(pair.volunteer)) == 3
    newest = backups.newest_usable(pair.volunteer.folder, clock=pair.clock)
    assert newest is not None
    assert newest.file == again.file


def test_a_backup_in_another_place(pair: Pair, stick: Path) -> None:
    assert backups.status(pair.hub).away_due
    assert not backups.make(pair.hub, stick).away
    assert backups.status(pair.hub).away_due

    made = backups.make(pair.hub, stick, elsewhere=True)

    status = backups.status(pair.hub)
    assert made.away
    assert made.file.name == "backup-20261122-101531.alongside"  # the first one stays
    assert (status.away_at, status.away_tested_at) == (pair.hub.now(), pair.hub.now())
    assert not status.away_due
    pair.clock.move(days=29, hours=23)
    assert not backups.status(pair.hub).away_due
    pair.clock.move(hours=1)
    assert backups.status(pair.hub).away_due


def on_another_disk(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    stat = Path.stat

    def elsewhere(self: Path, **named: Any) -> os.stat_result:
        found = stat(self, **named)
        if self != folder:
            return found
        return os.stat_result((*found[:2], found.st_dev + 1, *found[3:10]))

    monkeypatch.setattr(Path, "stat", elsewhere)


def test_another_disk_is_another_place(
    pair: Pair, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_another_disk(monkeypatch, stick)

    made = backups.make(pair.hub, stick)

    assert made.away
    assert not backups.status(pair.hub).away_due
    pair.clock.move(days=20)
    backups.test(pair.hub, made.file)
    status = backups.status(pair.hub)
    assert status.away_at != status.away_tested_at == pair.hub.now()
    pair.clock.move(days=10)
    assert backups.status(pair.hub).away_due  # tested lately, but old


def test_the_own_folder_is_no_other_place(pair: Pair) -> None:
    backups.run_due(pair.hub)

    assert not backups.make(pair.hub, pair.hub.folder / "backups", elsewhere=True).away


def test_practice_is_not_nagged(pair: Pair) -> None:
    pair.hub.write(lambda c: trust.set_meta(c, "practice", "yes"))
    pair.hub.reload()

    assert not backups.status(pair.hub).away_due


def test_backups_from_before_new_keys_do_not_count_as_away(pair: Pair, stick: Path) -> None:
    backups.make(pair.hub, stick, elsewhere=True)
    pair.clock.move(days=1)
    pair.hub.write(lambda c: trust.set_meta(c, "new_keys_at", pair.hub.now()))

    assert backups.status(pair.hub).away_due


def test_a_hub_that_cannot_read_its_concerns(
    pair: Pair, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pair.hub.secrets(), "_concerns", None)
    with pytest.raises(WrongRole):
        backups.make(pair.hub, stick)
    assert list(stick.iterdir()) == []
    assert not left_over(pair.hub)


def test_a_hub_without_its_concerns(pair: Pair, stick: Path) -> None:
    WorkspaceFolder(pair.hub.folder).concerns.unlink()
    with pytest.raises(DatabaseMissing):
        backups.make(pair.hub, stick)
    assert list(stick.iterdir()) == []


def test_the_test_of_a_file(pair: Pair, stick: Path) -> None:
    made = backups.make(pair.volunteer, stick).file
    with pytest.raises(BackupOfAnother):
        backups.test(pair.hub, made)
    whole = made.read_bytes()
    bend(made)
    with pytest.raises(BackupDamaged):
        backups.test(pair.volunteer, made)
    made.write_bytes(whole.replace(b'"records":0', b'"records":1'))
    with pytest.raises(BackupDamaged):  # the checksum inside the ZIP
        backups.test(pair.volunteer, made)
    made.write_bytes(b"nothing of the kind")
    with pytest.raises(NotABackup):
        backups.test(pair.volunteer, made)
    assert not left_over(pair.volunteer)


def test_a_backup_that_somebody_wrote_anew(pair: Pair, stick: Path) -> None:
    """With every hash right, only the MAC tells."""
    made = backups.make(pair.volunteer, stick).file
    forged = forge(pair, made, stick, records=1)

    with pytest.raises(BackupAltered):
        backups.test(pair.volunteer, forged)


def forge(pair: Pair, made: Path, folder: Path, **changes: Any) -> Path:
    parts = {}
    with backup.BackupFile(made) as found:
        for name in found.manifest.files:
            parts[name] = folder / name
            found.extract(name, parts[name])
        said = found.manifest
    facts = {"vault": said.vault, "made": said.made, "epoch": said.epoch, "role": said.role}
    written = backup.Facts(**{**facts, "records": said.records, **changes})
    key = changes.pop("key", bytes(32))
    unfinished = backup.write(folder, written, files=parts, key=key)
    return backup.keep(unfinished, said.made)


def test_locking_ends_a_backup(pair: Pair, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copies.copy_database

    def locked(*args: Any, **named: Any) -> None:
        pair.volunteer.lock()
        copy(*args, **named)

    monkeypatch.setattr(backups, "copy_database", locked)
    with pytest.raises(WorkspaceLocked):
        backups.make(pair.volunteer, stick)
    assert list(stick.iterdir()) == []
    assert not left_over(pair.volunteer)
    with workspaces.open_workspace(pair.volunteer.folder, PASSPHRASE) as workspace:
        assert backups.make(workspace, stick).verified


@pytest.mark.parametrize("number", range(12))
def test_cancelling_leaves_nothing(pair: Pair, stick: Path, number: int) -> None:
    class Impatient(Progress):
        left = number

        def step(self, text: str = "", *, done: int = 1) -> None:
            if self.left == 0:
                self.cancel()
            self.left -= 1
            super().step(text, done=done)

    with pytest.raises(Cancelled):
        backups.make(pair.volunteer, stick, progress=Impatient())
    assert list(stick.iterdir()) == []
    assert not left_over(pair.volunteer)
    assert backups.status(pair.volunteer).last_at is None


def test_progress_is_told(pair: Pair) -> None:
    progress = Progress()
    backups.run_due(pair.volunteer, progress=progress)
    assert (progress.done, progress.total) == (3, 4)
    assert progress.text == backups.TIDYING


def test_what_a_crash_left_goes_away(pair: Pair, stick: Path) -> None:
    path = run(pair)
    vault = pair.volunteer.secrets().vault
    for folder in (path.parent, stick):
        (folder / f".backup-{vault}-{'0' * 16}.tmp").write_bytes(b"half")
    working = pair.volunteer.folder / "working" / "abc"
    working.mkdir(parents=True)
    (working / "records.db").write_bytes(b"half")
    run(pair)
    backups.make(pair.volunteer, stick)
    assert not list(path.parent.glob(".*"))
    assert not list(stick.glob(".*"))
    pair.volunteer.lock()
    workspaces.open_workspace(pair.volunteer.folder, PASSPHRASE).lock()
    assert not (pair.volunteer.folder / "working").exists()


def test_a_round_and_a_backup_do_not_disturb_each_other(tmp_path: Path) -> None:
    with a_pair(tmp_path) as pair:
        _disturb(pair)


def _disturb(pair: Pair) -> None:
    write(pair)
    made = run(pair)
    sending.synchronise(pair.volunteer)
    pair.round_trip()
    assert backups.run_due(pair.hub) is not None
    assert (
        restoring.rehearse(
            made,
            pair.volunteer.secrets(),
            WorkspaceFolder(pair.volunteer.folder),
            at=pair.hub.now(),
        )
        == 2
    )
    assert {row.state for row in records.list_records(pair.volunteer)} == {"received"}
