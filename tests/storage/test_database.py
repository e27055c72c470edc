# SPDX-License-Identifier: Apache-2.0
"""Transactions, snapshots, threads, checks and closing of an encrypted database."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
import sqlalchemy
from sqlcipher3 import dbapi2 as driver

from desktop.errors import (
    Busy,
    DatabaseDamaged,
    DeviceGone,
    ReadOnly,
    WorkspaceExists,
    WorkspaceLocked,
)
from desktop.storage import health, recipe, wal
from desktop.storage.database import Database, Reader
from tests.storage.samples import (
    KEY,
    PAGE,
    VAULT,
    as_after_a_crash,
    flip,
    make,
    names,
    note,
    reopen,
    saved,
    value_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with_tables = make(tmp_path / "records.db")
    yield with_tables
    with_tables.close()


def test_what_was_written_is_there_after_reopening(tmp_path: Path, database: Database) -> None:
    note(database, "first", "säve")
    database.close()
    again = reopen(database.path)
    assert saved(again) == {"first"}
    again.close()


def test_a_new_database_says_whose_it_is(database: Database) -> None:
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT key, value FROM meta").fetchall()
    assert sorted(rows) == [("role", "volunteer"), ("vault_id", VAULT)]
    assert value_of(database, "application_id") == recipe.APPLICATION_ID
    assert value_of(database, "user_version") == recipe.SCHEMA_VERSION


def test_only_the_owner_may_read_the_file(database: Database) -> None:
    assert stat.S_IMODE(database.path.stat().st_mode) == 0o600


def test_creating_leaves_what_is_there_alone(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    path.write_bytes(b"")
    with pytest.raises(WorkspaceExists):
        make(path)
    assert path.read_bytes() == b""


def test_a_failed_creation_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(sqlalchemy.exc.StatementError):
        Database.create(tmp_path / "records.db", key=KEY, vault=VAULT, role=object())  # type: ignore[arg-type]  # a role that cannot be stored
    assert list(tmp_path.iterdir()) == []


def test_a_fault_in_a_transaction_undoes_all_of_it(database: Database) -> None:
    def write_and_fail() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('lost', '')")
            raise KeyError

    with pytest.raises(KeyError):
        write_and_fail()
    assert saved(database) == set()
    note(database, "next")
    assert saved(database) == {"next"}


def test_a_commit_that_is_refused_leaves_no_transaction_open(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE child (n REFERENCES meta (key) DEFERRABLE INITIALLY DEFERRED)"
        )
    with pytest.raises(sqlalchemy.exc.IntegrityError), database.write() as connection:
        connection.exec_driver_sql("INSERT INTO child VALUES ('nobody')")
    assert not database._raw.in_transaction
    note(database, "next")


def test_a_broken_rule_of_the_tables_is_not_hidden(database: Database) -> None:
    note(database, "once")
    with pytest.raises(sqlalchemy.exc.IntegrityError):
        note(database, "once")


def test_errors_do_not_quote_what_people_wrote(database: Database) -> None:
    note(database, "once")
    with pytest.raises(sqlalchemy.exc.IntegrityError) as caught:
        note(database, "once", "a secret of hers")
    assert "secret" not in str(caught.value)


def test_a_transaction_holds_the_right_to_write_from_its_start(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe, "BUSY_SECONDS", 0)
    second = reopen(database.path)
    with database.write(), pytest.raises(Busy):
        note(second, "second")
    note(second, "second")  # and afterwards both can go on
    note(database, "first")
    assert saved(database) == {"first", "second"}
    second.close()


def test_a_snapshot_does_not_change_while_it_is_read(database: Database) -> None:
    note(database, "before")
    with database.read() as connection:
        note(database, "meanwhile")
        assert names(connection) == {"before"}
    assert saved(database) == {"before", "meanwhile"}


def test_a_snapshot_begins_when_it_is_asked_for(database: Database) -> None:
    with database.read() as connection:
        note(database, "meanwhile")
        assert names(connection) == set()


def test_reading_and_writing_in_two_threads(database: Database) -> None:
    """The reader sees each transaction whole or not at all, while the writer goes on."""
    seen: list[int] = []
    looked, done = threading.Event(), threading.Event()

    def look() -> None:
        reader = database.reader()
        while not done.is_set():
            with reader.read() as connection:
                first = len(names(connection))
                assert len(names(connection)) == first
            seen.append(first)
            looked.set()
        reader.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(look)
        try:
            assert looked.wait(30)
            for batch in range(50):
                with database.write() as connection:
                    for number in range(5):
                        connection.exec_driver_sql(
                            "INSERT INTO meta (key, value) VALUES (?, '')", (f"{batch}.{number}",)
                        )
        finally:
            done.set()
        running.result()
    assert {count % 5 for count in seen} == {0}
    assert seen == sorted(seen)


def test_a_connection_belongs_to_its_thread(database: Database) -> None:
    def write() -> None:
        note(database, "elsewhere")

    with ThreadPoolExecutor(1) as pool, pytest.raises(sqlalchemy.exc.ProgrammingError):
        pool.submit(write).result()
    assert saved(database) == set()


def test_a_reader_cannot_write(database: Database) -> None:
    reader = database.reader()
    with pytest.raises(ReadOnly), reader.read() as connection:
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('no', '')")
    reader.close()
    assert saved(database) == set()


def test_after_closing_everything_says_locked(tmp_path: Path, database: Database) -> None:
    reader = database.reader()
    reader.close()
    reader.close()
    database.close()
    database.close()
    with pytest.raises(WorkspaceLocked), reader.read():
        pass
    with pytest.raises(WorkspaceLocked), database.write():
        pass
    with pytest.raises(WorkspaceLocked), database.read():
        pass
    for verb in (database.reader, database.checkpoint, database.check, database.optimise):
        with pytest.raises(WorkspaceLocked):
            verb()


def test_closing_forgets_the_key(database: Database) -> None:
    kept = database._key
    assert bytes(kept) == KEY
    database.close()
    assert bytes(kept) == bytes(32)


def test_closing_leaves_one_file(tmp_path: Path, database: Database) -> None:
    note(database, "first")
    saved(database)
    assert wal.log_of(database.path).stat().st_size > 0
    database.close()
    assert [path.name for path in tmp_path.iterdir()] == ["records.db"]


def test_closing_with_a_reader_left_keeps_everything(tmp_path: Path, database: Database) -> None:
    reader = database.reader()
    with reader.read():
        note(database, "first")
        database.close()
    reader.close()
    again = reopen(database.path)
    assert saved(again) == {"first"}
    again.close()


def test_closing_empties_the_log_even_if_a_reader_is_left_open(database: Database) -> None:
    reader = database.reader()
    note(database, "first")
    database.close()
    assert wal.log_of(database.path).stat().st_size == 0
    reader.close()


def test_a_checkpoint_empties_the_log(database: Database) -> None:
    note(database, "first")
    assert database.checkpoint()
    assert wal.log_of(database.path).stat().st_size == 0


def test_a_checkpoint_does_not_wait_for_a_reader(database: Database) -> None:
    note(database, "first")
    with database.read():
        note(database, "second")
        begun = time.monotonic()
        assert not database.checkpoint()
        assert time.monotonic() - begun < recipe.BUSY_SECONDS / 2
        with pytest.raises(Busy):
            database.check()
    assert database.checkpoint()
    assert database.check() == ()


def test_opening_after_a_crash_empties_the_log(tmp_path: Path, database: Database) -> None:
    note(database, "first")
    path = as_after_a_crash(database, tmp_path / "crashed")
    again = reopen(path)
    assert saved(again) == {"first"}
    assert wal.log_of(path).stat().st_size == 0
    again.close()


def test_every_flipped_page_is_reported(tmp_path: Path, database: Database) -> None:
    with database.write() as connection:
        for number in range(60):
            connection.exec_driver_sql(
                "INSERT INTO meta (key, value) VALUES (?, ?)", (f"{number}", "x" * 1500)
            )
    database.close()
    good = database.path.read_bytes()
    reported, refused = 0, 0
    for page in range(len(good) // PAGE):
        database.path.write_bytes(good)
        flip(database.path, page * PAGE + 1000)
        try:
            damaged = reopen(database.path)
        except DatabaseDamaged:
            refused += 1
            continue
        found = damaged.check()
        assert any(f"page {page + 1}" in problem for problem in found), page
        reported += 1
        damaged.close()
    assert reported > 40
    assert refused < 8  # only the few pages that opening itself has to read


def test_damage_met_while_working_is_named(tmp_path: Path, database: Database) -> None:
    for number in range(40):
        note(database, f"{number}", "x" * 3000)
    database.close()
    good = database.path.read_bytes()
    for page in range(len(good) // PAGE - 10, len(good) // PAGE):
        flip(database.path, page * PAGE + 1000)
    damaged = reopen(database.path)
    with pytest.raises(DatabaseDamaged), damaged.read() as connection:
        connection.exec_driver_sql("SELECT sum(length(value)) FROM meta").scalar()
    damaged.close()


def test_pages_missing_at_the_end_are_found_while_it_is_open(database: Database) -> None:
    for number in range(40):
        note(database, f"{number}", "x" * 3000)
    database.checkpoint()
    size = database.path.stat().st_size
    # Not through a file opened here: closing it would drop the library's locks.
    os.truncate(database.path, size - 5 * PAGE)
    assert any(problem.startswith("length: ") for problem in database.check())


def test_rows_that_refer_to_nothing_are_reported(database: Database) -> None:
    with recipe.maintenance(database._raw):
        database._raw.execute("PRAGMA foreign_keys = OFF")
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO invitation (id, person, secret, mailbox, expires)"
            " VALUES ('i', 'nobody', x'00', 'm', '2026')"
        )
    assert any(problem.startswith("references: ") for problem in database.check())


def test_a_search_index_that_does_not_agree_is_reported(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO search (rowid, title, body) VALUES (1, 'words', 'more words')"
        )
        connection.exec_driver_sql("UPDATE search_content SET c0 = 'others'")
    assert any(problem.startswith("structure: ") for problem in database.check())


def test_other_faults_during_a_check_are_raised(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bool:
        raise driver.ProgrammingError

    with monkeypatch.context() as patched:
        patched.setattr(health, "empty_log", broken)
        with pytest.raises(driver.ProgrammingError):
            database.check()


def test_deleted_words_leave_the_search_index(database: Database) -> None:
    """With secure-delete the words go at once; the index is not merged for it."""
    with database.write() as connection:
        for number in range(1, 200):
            connection.exec_driver_sql(
                "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
                (number, "title", f"quokka{number}"),
            )
    with database.write() as connection:
        connection.exec_driver_sql("DELETE FROM search")
    with database.read() as connection:
        blocks = connection.exec_driver_sql("SELECT block FROM search_data").scalars().all()
    assert not any(b"quokka" in block for block in blocks)


def test_optimise_keeps_the_words(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO search (rowid, title, body) VALUES (1, 'title', 'wombat')"
        )
    database.optimise()
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT rowid FROM search WHERE search MATCH 'wombat'")
        assert rows.scalars().all() == [1]


def test_nothing_on_the_disk_is_plain_text(tmp_path: Path, database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO meta (key, value) VALUES ('k', 'quokka in the value')"
        )
        connection.exec_driver_sql("INSERT INTO search (title, body) VALUES ('quokka', 'quokka')")
    crashed = as_after_a_crash(database, tmp_path / "crashed").parent
    database.close()
    for path in (database.path, *crashed.iterdir()):
        data = path.read_bytes()
        assert b"quokka" not in data
        assert b"CREATE TABLE" not in data
    assert not database.path.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(database.path).execute("SELECT * FROM sqlite_schema")


def test_the_key_is_the_raw_key(database: Database) -> None:
    """Any SQLCipher opens the file with the 32 bytes as they are; none is stretched."""
    database.close()
    plain = driver.connect(str(database.path))
    plain.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    assert plain.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone() == (VAULT,)
    plain.close()


def test_a_reader_of_a_lost_file_says_so(tmp_path: Path, database: Database) -> None:
    database.close()
    database.path.unlink()
    with pytest.raises(DeviceGone):
        Reader(database.path, key=KEY, vault=VAULT)
    assert list(tmp_path.iterdir()) == []
