# SPDX-License-Identifier: Apache-2.0
"""A damaged workspace: named, left exactly as it is, and the newest good backup is offered."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from desktop.errors import (
    AlongsideError,
    DamagedWorkspace,
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseMissing,
    HeaderDamaged,
    HeaderParameters,
    HeaderTampered,
)
from desktop.operations import backups, care, kept_backups, records, workspaces
from desktop.storage.wal import index_of, log_of
from tests.pairs import PASSPHRASE, FakeClock, a_pair
from tests.sync.forged import titles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a volunteer's workspace, locked, that made two backups, and another one."""
    folder = tmp_path_factory.mktemp("whole")
    with a_pair(folder, approved=False) as pair:
        for name in ("J.", "K."):
            records.add(pair.volunteer, "family", {"known_as": name})
            assert backups.run_due(pair.volunteer) is not None
            pair.clock.move(days=1)
    return folder


@pytest.fixture
def locked(whole: Path, tmp_path: Path) -> Path:
    for name in ("volunteer", "hub"):
        shutil.copytree(whole / name, tmp_path / name)
    return tmp_path / "volunteer"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def records_of(folder: Path) -> Path:
    return folder / "records.db"


def rewrite(change: Callable[[bytes], bytes], name: str = "records.db") -> Callable[[Path], None]:
    def bend(folder: Path) -> None:
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return bend


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def of_another(folder: Path) -> None:
    shutil.copyfile(folder.parent / "hub" / "records.db", folder / "records.db")


def flipped(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


PLAIN = b"SQLite format 3\0".ljust(8192, b"\0")
DAMAGES: dict[str, tuple[Callable[[Path], None], type[AlongsideError]]] = {
    "empty": (rewrite(lambda _data: b""), DatabaseDamaged),
    "cut between pages": (
        rewrite(lambda data: data[: len(data) // PAGE // 2 * PAGE]),
        DatabaseDamaged,
    ),
    "cut inside a page": (rewrite(lambda data: data[: len(data) // 2 + 7]), DatabaseDamaged),
    "one page": (rewrite(lambda data: data[:PAGE]), DatabaseDamaged),
    "not encrypted": (rewrite(lambda _data: PLAIN), DatabaseForeign),
    "of another workspace": (of_another, DatabaseForeign),
    "missing": (remove("records.db"), DatabaseMissing),
    "first page": (rewrite(flipped(100)), DatabaseDamaged),
    "header missing": (remove("vault.json"), HeaderDamaged),
    "header empty": (rewrite(lambda _data: b"", "vault.json"), HeaderDamaged),
    "header cut": (rewrite(lambda data: data[:300], "vault.json"), HeaderDamaged),
    "header settings": (
        rewrite(lambda data: data.replace(b'"m":19456', b'"m":67108864'), "vault.json"),
        HeaderParameters,
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_the_newest_good_backup_is_offered(locked: Path, name: str) -> None:
    bend, expected = DAMAGES[name]
    bend(locked)
    before = contents(locked)

    with pytest.raises(DamagedWorkspace) as caught:
        workspaces.open_workspace(locked, PASSPHRASE, clock=FakeClock())

    fault = caught.value
    assert type(fault) is expected
    assert fault.offers_backup
    newest = locked / "backups" / "backup-20261123-101530.alongside"
    assert fault.facts["backup"] == str(newest)
    assert "23/11/2026" in fault.what_to_do()
    assert str(newest) in fault.what_to_do()
    assert contents(locked) == before
    found = backups.restore(newest, locked.parent / "new", passphrase=PASSPHRASE)
    assert found.records == 2
    assert contents(locked) == before
    with workspaces.open_workspace(locked.parent / "new", PASSPHRASE) as workspace:
        assert sorted(titles(workspace)) == ["J.", "K."]


def test_a_backup_that_is_damaged_too_is_passed_over(locked: Path) -> None:
    records_of(locked).write_bytes(b"")
    newest, older = sorted((locked / "backups").iterdir(), reverse=True)
    newest.write_bytes(flipped(5000)(newest.read_bytes()))

    with pytest.raises(DatabaseDamaged) as caught:
        workspaces.open_workspace(locked, PASSPHRASE)
    assert caught.value.facts["backup"] == str(older)

    older.write_bytes(older.read_bytes().replace(b'"records":1', b'"records":9'))
    with pytest.raises(DatabaseDamaged) as caught:
        workspaces.open_workspace(locked, PASSPHRASE)
    assert not caught.value.offers_backup
    assert "{" not in caught.value.what_to_do()


def test_a_backup_of_another_workspace_is_not_offered(locked: Path) -> None:
    with workspaces.open_workspace(locked.parent / "hub", PASSPHRASE) as hub:
        made = backups.make(hub, locked.parent)
    shutil.rmtree(locked / "backups")
    (locked / "backups").mkdir()
    shutil.copyfile(made.file, locked / "backups" / made.file.name)
    records_of(locked).write_bytes(b"")

    with pytest.raises(DatabaseDamaged) as caught:
        workspaces.open_workspace(locked, PASSPHRASE)

    assert not caught.value.offers_backup


def test_without_any_backup_nothing_is_offered(locked: Path) -> None:
    shutil.rmtree(locked / "backups")
    records_of(locked).unlink()
    with pytest.raises(DatabaseMissing) as caught:
        workspaces.open_workspace(locked, PASSPHRASE)
    assert not caught.value.offers_backup


def test_an_altered_header_is_no_case_for_a_backup(locked: Path) -> None:
    """There somebody was at it: first a person has to look."""
    rewrite(lambda data: data.replace(b'"gen":1', b'"gen":2'), "vault.json")(locked)
    with pytest.raises(HeaderTampered):
        workspaces.open_workspace(locked, PASSPHRASE)


def test_looking_for_a_backup_never_hides_the_fault(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise OSError(5, "gone")

    monkeypatch.setattr(kept_backups, "newest_usable", broken)
    records_of(locked).unlink()
    with pytest.raises(DatabaseMissing):
        workspaces.open_workspace(locked, PASSPHRASE)


def test_a_damaged_page_anywhere(locked: Path) -> None:
    """Noticed when it is opened, or by the doctor, who names the backup as well."""
    data = records_of(locked).read_bytes()
    seen = {"opening": 0, "doctor": 0}
    for page in range(0, len(data) // PAGE, 6):
        records_of(locked).write_bytes(flipped(page * PAGE + 1000)(data))
        try:
            with workspaces.open_workspace(locked, PASSPHRASE, clock=FakeClock()) as workspace:
                health = care.examine(workspace)
                found = next(check for check in health.checks if check.check == "database")
                assert not health.ok
                assert not found.ok
                assert "backup-20261123-101530.alongside" in found.detail
                seen["doctor"] += 1
        except DatabaseDamaged as fault:
            seen["opening"] += fault.offers_backup
        for left in (log_of(records_of(locked)), index_of(records_of(locked))):
            left.unlink(missing_ok=True)
    assert min(seen.values()) > 0
    assert sum(seen.values()) == len(range(0, len(data) // PAGE, 6))


def crashed(folder: Path) -> Path:
    """Return a copy of a workspace as it is when the power goes: its log is not empty."""
    copy = folder.with_name("crashed")
    with workspaces.open_workspace(folder, PASSPHRASE, clock=FakeClock()) as workspace:
        records.add(workspace, "family", {"known_as": "L."})
        records.add(workspace, "family", {"known_as": "M."})
        shutil.copytree(folder, copy)
    assert log_of(records_of(copy)).stat().st_size > 2 * PAGE
    return copy


@pytest.mark.parametrize("how", ["flipped", "deleted"])
def test_a_log_that_lost_saves(locked: Path, how: str) -> None:
    folder = crashed(locked)
    log = log_of(records_of(folder))
    if how == "flipped":
        log.write_bytes(flipped(PAGE)(log.read_bytes()))
    else:
        log.unlink()
    before = contents(folder)

    with pytest.raises(DatabaseDamaged) as caught:
        workspaces.open_workspace(folder, PASSPHRASE, clock=FakeClock())

    assert caught.value.offers_backup
    assert contents(folder) == before


def test_an_undamaged_log_is_no_damage(locked: Path) -> None:
    folder = crashed(locked)
    with workspaces.open_workspace(folder, PASSPHRASE, clock=FakeClock()) as workspace:
        assert sorted(titles(workspace)) == ["J.", "K.", "L.", "M."]
