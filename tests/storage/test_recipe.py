# SPDX-License-Identifier: Apache-2.0
"""Every guard and every setting of the recipe, each shown to be needed."""

from __future__ import annotations

import os
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pytest
import sqlalchemy
from sqlcipher3 import dbapi2 as driver

from desktop.errors import (
    Busy,
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseMissing,
    InternalFault,
    ReadOnly,
    WorkspaceNewer,
)
from desktop.storage import recipe
from tests.storage.samples import (
    KEY,
    OTHER_KEY,
    OTHER_VAULT,
    PAGE,
    as_after_a_crash,
    flip,
    make,
    note,
    reopen,
    saved,
    unchanged,
    value_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.storage.database import Database

# What each setting answers when it is right, and a value that would be wrong.
SETTINGS: Final = {
    "temp_store": (2, "FILE"),
    "trusted_schema": (0, "ON"),
    "cell_size_check": (1, "OFF"),
    "foreign_keys": (1, "OFF"),
    "secure_delete": (1, "OFF"),
    "recursive_triggers": (1, "OFF"),
    "mmap_size": (0, "1048576"),
    "journal_mode": ("wal", "DELETE"),
    "synchronous": (2, "OFF"),
    "wal_autocheckpoint": (4000, "1000"),
}
MAC_SETTINGS: Final = ("fullfsync", "checkpoint_fullfsync")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed database with something in it."""
    database = make(tmp_path / "records.db")
    for number in range(40):
        note(database, f"{number}", "x" * 2000)
    database.close()
    return database.path


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = reopen(path)
    yield opened
    opened.close()


# --- the file ---------------------------------------------------------------------------------


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        reopen(tmp_path / "records.db")
    assert list(tmp_path.iterdir()) == []


def test_the_library_would_make_a_new_database_of_an_empty_file(tmp_path: Path) -> None:
    """Why the size is looked at: every check of the library passes on it."""
    path = tmp_path / "records.db"
    path.touch()
    connection = recipe.connect(path, key=KEY)
    assert recipe.column(connection, "PRAGMA cipher_integrity_check") == []
    assert recipe.column(connection, "PRAGMA integrity_check") == ["ok"]
    connection.close()


def _empty(path: Path) -> None:
    os.truncate(path, 0)


def _first_page_cut(path: Path) -> None:
    os.truncate(path, PAGE - 1)


def _mid_page(path: Path) -> None:
    os.truncate(path, 20 * PAGE + 77)


def _at_a_page(path: Path) -> None:
    os.truncate(path, 20 * PAGE)


def _last_page_gone(path: Path) -> None:
    os.truncate(path, path.stat().st_size - PAGE)


def _first_page_flipped(path: Path) -> None:
    flip(path, 1000)


def _salt_flipped(path: Path) -> None:
    flip(path, 3)


def _plain(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
    plain.close()


def _noise(path: Path) -> None:
    path.write_bytes(os.urandom(8 * PAGE))


def _link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    path.rmdir()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (_empty, DatabaseDamaged),
        (_first_page_cut, DatabaseDamaged),
        (_mid_page, DatabaseDamaged),
        (_at_a_page, DatabaseDamaged),
        (_last_page_gone, DatabaseDamaged),
        (_first_page_flipped, DatabaseDamaged),
        (_salt_flipped, DatabaseForeign),
        (_plain, DatabaseForeign),
        (_noise, DatabaseForeign),
        (_link, DatabaseForeign),
        (_folder, DatabaseForeign),
    ],
)
def test_a_file_that_is_not_in_order_is_named_and_left_alone(
    path: Path, damage: Callable[[Path], None], expected: type[Exception]
) -> None:
    damage(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(expected):
        reopen(path)
    assert not path.is_file() or path.read_bytes() == before
    assert {left.name for left in path.parent.iterdir()} <= {"records.db", "elsewhere"}


@pytest.mark.parametrize("damage", [_empty, _first_page_cut, _mid_page, _plain, _folder])
def test_the_library_never_sees_a_file_that_is_plainly_wrong(
    path: Path, damage: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(path)
    monkeypatch.delattr(recipe, "connect")
    with pytest.raises((DatabaseDamaged, DatabaseForeign)):
        reopen(path)


def test_a_ragged_end_is_mended_when_the_log_still_has_the_pages(
    tmp_path: Path, database: Database
) -> None:
    """A checkpoint that ran out of disk may have stopped in the middle of a page."""
    for number in range(100, 140):
        note(database, f"{number}", "x" * 2000)
    crashed = as_after_a_crash(database, tmp_path / "crashed")
    with crashed.open("ab") as stream:
        stream.write(b"half a page")
    again = reopen(crashed)
    assert {"0", "139"} <= saved(again)
    assert again.check() == ()
    again.close()


def test_a_file_shorter_than_it_says_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library finds this itself today; the guard does not lean on that."""
    one = recipe.one

    def one_page_more(connection: recipe.DriverConnection, statement: str) -> object:
        answer = one(connection, statement)
        return answer + 1 if "page_count" in statement and isinstance(answer, int) else answer

    monkeypatch.setattr(recipe, "one", one_page_more)
    with pytest.raises(DatabaseDamaged):
        reopen(path)


# --- the key ----------------------------------------------------------------------------------


def test_the_wrong_key(path: Path) -> None:
    with unchanged(path.parent), pytest.raises(DatabaseForeign):
        reopen(path, key=OTHER_KEY)


@pytest.mark.parametrize("length", [0, 16, 31, 33, 48, 64])
def test_a_key_of_the_wrong_length_is_never_used(tmp_path: Path, path: Path, length: int) -> None:
    key = bytes(length)
    with pytest.raises(InternalFault):
        reopen(path, key=key)
    with pytest.raises(InternalFault):
        make(tmp_path / "other.db", key=key)
    assert [left.name for left in tmp_path.iterdir()] == ["records.db"]


class Keyless(driver.Connection):  # type: ignore[misc]  # the driver has no types
    """A driver that ignores the key, like one built without encryption."""

    def set_key(self, key: bytes) -> None:
        del key


def _with(factory: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "connect", partial(driver.connect, factory=factory))


def test_a_forgotten_key_is_noticed_before_anything_is_written(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with(Keyless, monkeypatch)
    with pytest.raises(InternalFault):
        make(tmp_path / "other.db")
    with pytest.raises(InternalFault):
        reopen(path)
    assert [left.name for left in tmp_path.iterdir()] == ["records.db"]


class Answering:
    """A connection that gives fixed answers."""

    def __init__(self, **answers: object) -> None:
        self.answers = answers

    def execute(self, statement: str) -> Answering:
        self.found = self.answers.get(statement.split()[1])
        return self

    def fetchone(self) -> tuple[object] | None:
        return None if self.found is None else (self.found,)

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"cipher_status": "0", "cipher_version": "4.19.0 community"},
        {"cipher_status": "1"},
        {"cipher_status": "1", "cipher_version": "3.4.2 community"},
        {"cipher_status": "1", "cipher_version": "community"},
    ],
)
def test_a_library_that_does_not_encrypt_as_we_need_is_refused(answers: dict[str, str]) -> None:
    with pytest.raises(InternalFault):
        recipe.require_cipher(Answering(**answers))


def test_a_library_that_encrypts_is_accepted() -> None:
    recipe.require_cipher(Answering(cipher_status="1", cipher_version="4.0.0"))


class Traced(driver.Connection):  # type: ignore[misc]  # the driver has no types
    """A driver that keeps every statement it runs."""

    seen: Final[list[str]] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.set_trace_callback(self.seen.append)


def test_the_key_is_in_no_statement(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with(Traced, monkeypatch)
    Traced.seen.clear()
    reopen(path).close()
    assert Traced.seen
    assert not [text for text in Traced.seen if KEY.hex() in text.lower()]


def test_the_library_says_nothing_on_the_error_output(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DatabaseForeign):
        reopen(path, key=OTHER_KEY)
    flip(path, 1000)
    with pytest.raises(DatabaseDamaged):
        reopen(path)
    assert capfd.readouterr() == ("", "")


# --- whose file it is -------------------------------------------------------------------------


def test_a_database_of_another_workspace(path: Path) -> None:
    with unchanged(path.parent), pytest.raises(DatabaseForeign):
        reopen(path, vault=OTHER_VAULT)


def _alter(path: Path, *statements: str) -> None:
    connection = recipe.connect(path, key=KEY)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("PRAGMA application_id = 7", DatabaseForeign),
        ("PRAGMA user_version = -1", DatabaseDamaged),
        ("DELETE FROM meta WHERE key = 'vault_id'", DatabaseForeign),
        ("DROP TABLE meta", DatabaseForeign),
    ],
)
def test_an_encrypted_file_that_is_not_ours(
    path: Path, statement: str, expected: type[Exception]
) -> None:
    _alter(path, statement)
    with pytest.raises(expected):
        reopen(path)


def test_a_file_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    _alter(path, "PRAGMA user_version = 999", "DROP TABLE search")
    with unchanged(path.parent), pytest.raises(WorkspaceNewer) as caught:
        reopen(path)
    assert caught.value.facts == {"needed": 999, "known": recipe.SCHEMA_VERSION}


def test_a_busy_file_is_not_called_foreign(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a missing table says that: other faults of the same question keep their name."""
    one = recipe.one

    def busy(connection: recipe.DriverConnection, statement: str) -> object:
        if "meta" in statement:
            fault = driver.OperationalError()
            fault.sqlite_errorcode = driver.SQLITE_BUSY
            raise fault
        return one(connection, statement)

    monkeypatch.setattr(recipe, "one", busy)
    with pytest.raises(Busy):
        reopen(path)


# --- settings ---------------------------------------------------------------------------------


def test_every_setting_is_made_on_every_connection(database: Database) -> None:
    assert {name: value_of(database, name) for name in SETTINGS} == {
        name: right for name, (right, _) in SETTINGS.items()
    }
    with database.read():
        pass
    assert database._own_reader is not None
    connection = database._own_reader._connection
    assert connection is not None
    raw = connection.connection.driver_connection
    with recipe.maintenance(raw):
        for name, (right, _) in SETTINGS.items():
            assert recipe.one(raw, f"PRAGMA {name}") == right, name
        assert recipe.one(raw, "PRAGMA query_only") == 1
        assert recipe.one(raw, "PRAGMA cache_size") == -recipe.READER_CACHE
    assert value_of(database, "cache_size") == -recipe.WRITER_CACHE


@pytest.mark.parametrize("name", SETTINGS)
def test_a_wrong_setting_is_put_right(path: Path, name: str) -> None:
    """Also where the library would start with the right one by itself."""
    right, wrong = SETTINGS[name]
    connection = recipe.connect(path, key=KEY)
    connection.execute(f"PRAGMA {name} = {wrong}")
    if name != "mmap_size":  # the library has it off for encrypted files, whatever is asked
        assert recipe.one(connection, f"PRAGMA {name}") != right
    recipe.apply_settings(connection)
    assert recipe.one(connection, f"PRAGMA {name}") == right
    connection.close()


def test_the_list_of_settings_is_complete() -> None:
    assert {name for name, _ in recipe.SETTINGS} == set(SETTINGS)
    assert dict(recipe.SETTINGS)["mmap_size"] == "0"
    assert dict(recipe.MAC_SETTINGS) == dict.fromkeys(MAC_SETTINGS, "ON")


@pytest.mark.parametrize(("system", "expected"), [("darwin", 1), ("linux", 0)])
def test_a_mac_is_told_to_flush_its_drive(
    path: Path, monkeypatch: pytest.MonkeyPatch, system: str, expected: int
) -> None:
    connection = recipe.connect(path, key=KEY)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", system)
        recipe.apply_settings(connection)
    assert [recipe.one(connection, f"PRAGMA {name}") for name in MAC_SETTINGS] == [expected] * 2
    connection.close()


def test_a_place_without_a_log_is_refused() -> None:
    connection = driver.connect(":memory:")  # there is no log in memory
    with pytest.raises(ReadOnly):
        recipe.apply_settings(connection)
    connection.close()


def test_the_search_index_forgets_deleted_words(database: Database) -> None:
    with database.read() as connection:
        found = connection.exec_driver_sql("SELECT v FROM search_config WHERE k = 'secure-delete'")
        assert found.scalar() == 1


# --- what is forbidden afterwards -------------------------------------------------------------

FORBIDDEN: Final = (
    "ATTACH DATABASE ':memory:' AS other",
    "DETACH DATABASE main",
    "SELECT load_extension('somewhere')",
    "PRAGMA key = 'x'",
    "PRAGMA rekey = 'x'",
    "PRAGMA temp_store = FILE",
    "PRAGMA temp_store",
    "PRAGMA synchronous = OFF",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "PRAGMA cipher_plaintext_header_size = 32",
    "SELECT * FROM pragma_table_info('meta')",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_statements_that_are_forbidden(database: Database, statement: str) -> None:
    # Loading extensions is off by default as well; here only our own ban is to be seen.
    database._raw.enable_load_extension(True)
    for run in (database.write, database.read):
        with pytest.raises(sqlalchemy.exc.DatabaseError, match="not authorized"), run() as open_:
            open_.exec_driver_sql(statement)


def test_no_copy_can_be_made_by_a_statement(database: Database) -> None:
    copy = database.path.with_name("copy.db")
    with pytest.raises(driver.DatabaseError, match="authorization denied"):
        database._raw.execute("VACUUM INTO ?", (str(copy),))


def test_the_ban_is_back_after_every_maintenance(database: Database) -> None:
    statement = "PRAGMA wal_checkpoint(TRUNCATE)"
    for verb in (database.checkpoint, database.check):
        verb()
        # The very statement that was just run, and is still in the driver's cache.
        with pytest.raises(driver.DatabaseError, match="not authorized"):
            database._raw.execute(statement)


def test_the_ban_is_back_after_a_failed_maintenance(database: Database) -> None:
    with pytest.raises(KeyError), recipe.maintenance(database._raw):
        raise KeyError
    with pytest.raises(driver.DatabaseError, match="not authorized"):
        database._raw.execute("PRAGMA temp_store")


def test_a_new_database_has_the_ban_too(tmp_path: Path) -> None:
    fresh = make(tmp_path / "other.db")
    with pytest.raises(driver.DatabaseError, match="not authorized"):
        fresh._raw.execute("PRAGMA temp_store")
    fresh.close()


def test_what_search_itself_asks_is_allowed(database: Database) -> None:
    assert database._raw.execute("PRAGMA data_version").fetchone() is not None


def test_the_driver_refuses_other_threads(path: Path) -> None:
    connection = recipe.connect(path, key=KEY)
    with ThreadPoolExecutor(1) as pool, pytest.raises(driver.ProgrammingError):
        pool.submit(connection.execute, "SELECT 1").result()
    connection.close()
