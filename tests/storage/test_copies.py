# SPDX-License-Identifier: Apache-2.0
"""A copy of a database is of one moment, while others go on writing; or it is not there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from desktop.errors import Cancelled, DatabaseDamaged, DatabaseForeign, DatabaseMissing, DiskFull
from desktop.storage import changes, copies
from tests.storage.samples import KEY, VAULT, make, note, reopen, saved

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.database import Database


def copy(path: Path, target: Path) -> None:
    copies.copy_database(path, target, key=KEY, vault=VAULT)


def test_a_copy_of_what_is_open(tmp_path: Path) -> None:
    database = make(tmp_path / "records.db")
    note(database, "first", "x" * 3000)

    copy(tmp_path / "records.db", tmp_path / "copy.db")
    note(database, "second")

    assert saved(database) == {"first", "second"}
    assert database.check() == ()
    database.close()
    other = reopen(tmp_path / "copy.db")
    assert saved(other) == {"first"}
    assert other.check() == ()
    other.close()
    assert b"SQLite format 3" not in (tmp_path / "copy.db").read_bytes()[:100]
    assert {path.name for path in tmp_path.iterdir()} == {"records.db", "copy.db"}


def test_a_copy_is_of_the_moment_when_it_was_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each save in between would otherwise start it again, and it might never end."""
    database = make(tmp_path / "records.db")
    for number in range(30):
        note(database, f"{number}", "x" * 3000)
    monkeypatch.setattr(copies, "_STEP", 4)
    steps: list[int] = []

    def watch() -> None:
        steps.append(1)
        note(database, f"meanwhile {len(steps)}", "y" * 3000)

    copies.copy_database(
        tmp_path / "records.db", tmp_path / "copy.db", key=KEY, vault=VAULT, watch=watch
    )

    assert 10 < len(steps) < 200
    database.close()
    other = reopen(tmp_path / "copy.db")
    assert saved(other) == {f"{number}" for number in range(30)}
    assert other.check() == ()
    other.close()


def test_others_write_from_another_thread(tmp_path: Path) -> None:
    database = make(tmp_path / "records.db")
    note(database, "before", "x" * 3000)
    fault: list[BaseException] = []

    def copy_ten_times() -> None:
        try:
            for number in range(10):
                copy(tmp_path / "records.db", tmp_path / f"copy-{number}.db")
        except BaseException as error:
            fault.append(error)

    thread = threading.Thread(target=copy_ten_times)
    thread.start()
    number = 0
    while thread.is_alive():
        number += 1
        note(database, f"{number}")
    thread.join()
    assert not fault
    assert database.check() == ()
    database.close()
    for path in tmp_path.glob("copy-*.db"):
        other = reopen(path)
        assert "before" in saved(other)
        other.close()


def test_a_copy_that_is_stopped_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = make(tmp_path / "records.db")
    monkeypatch.setattr(copies, "_STEP", 16)
    for number in range(1, 100):
        left = [number]

        def watch(left: list[int] = left) -> None:
            left[0] -= 1
            if not left[0]:
                raise Cancelled

        try:
            copies.copy_database(
                tmp_path / "records.db", tmp_path / "copy.db", key=KEY, vault=VAULT, watch=watch
            )
        except Cancelled:
            names = {path.name for path in tmp_path.iterdir()}
            assert names == {"records.db", "records.db-wal", "records.db-shm"}
        else:
            break
    assert number > 2
    database.close()


def test_what_cannot_be_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "copy.db"
    with pytest.raises(DatabaseMissing):
        copy(tmp_path / "records.db", target)
    make(tmp_path / "records.db").close()
    with pytest.raises(DatabaseForeign):
        copies.copy_database(tmp_path / "records.db", target, key=KEY[::-1], vault=VAULT)

    def full(_path: Path) -> None:
        raise OSError(28, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(copies, "sync_file", full)
        with pytest.raises(DiskFull):
            copy(tmp_path / "records.db", target)
    data = bytearray((tmp_path / "records.db").read_bytes())
    data[-2000] ^= 1
    (tmp_path / "records.db").write_bytes(data)
    with pytest.raises(DatabaseDamaged):
        copy(tmp_path / "records.db", target)
    assert {path.name for path in tmp_path.iterdir()} == {"records.db"}


def state(database: Database) -> str:
    with database.read() as connection:
        return changes.state(connection)


def test_changes_are_noticed(tmp_path: Path) -> None:
    database = make(tmp_path / "records.db")
    before = state(database)
    assert state(database) == before
    note(database, "something")
    after = state(database)
    assert after != before
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO meta VALUES ('backup_last_at', 'now')")
    assert state(database) == after
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO meta VALUES ('epoch', 'other')")
    assert state(database) != after
    database.close()
