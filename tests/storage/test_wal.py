# SPDX-License-Identifier: Apache-2.0
"""A log that lost acknowledged saves is noticed; one that a power cut tore is not accused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from desktop.errors import DatabaseDamaged
from desktop.storage import recipe, wal
from tests.storage.samples import (
    PAGE,
    as_after_a_crash,
    flip,
    make,
    note,
    reopen,
    saved,
    unchanged,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.database import Database

HEADER: Final = 32
FRAME: Final = 24 + PAGE
SAVES: Final = 12
#: Says whether any part of a file is locked, which only another process can ask.
IS_LOCKED: Final = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("locked", end="")
"""

not_on_windows: Final = pytest.mark.skipif(
    sys.platform == "win32", reason="the index is not flushed there, and is locked otherwise"
)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Database]:
    database = make(tmp_path / "records.db")
    yield database
    database.close()


@pytest.fixture
def crashed(tmp_path: Path, live: Database) -> Path:
    """The files of a process that died after a dozen saves."""
    for number in range(SAVES):
        note(live, f"{number}", "x" * 500)
    return as_after_a_crash(live, tmp_path / "crashed")


def frames(path: Path) -> int:
    return (wal.log_of(path).stat().st_size - HEADER) // FRAME


def everything() -> set[str]:
    return {f"{number}" for number in range(SAVES)}


def test_after_a_crash_every_save_is_there(crashed: Path) -> None:
    assert frames(crashed) > SAVES
    database = reopen(crashed)
    assert saved(database) == everything()
    database.close()


def test_without_the_guard_a_flipped_log_loses_saves_silently(
    crashed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why there is a guard at all."""
    monkeypatch.setattr(wal, "lost_saves", lambda _: False)
    flip(wal.log_of(crashed), HEADER + FRAME * 8 + 1000)
    database = reopen(crashed)
    assert saved(database) < everything()
    assert database.check() == ()
    database.close()


def test_a_bit_flipped_in_any_frame_is_noticed(crashed: Path) -> None:
    log = wal.log_of(crashed)
    good = log.read_bytes()
    for frame in range(frames(crashed)):
        for at in (2, 10, 18, 24, 3000):  # page number, salt, checksum, first byte, in the midst
            log.write_bytes(good)
            flip(log, HEADER + frame * FRAME + at)
            with unchanged(crashed.parent), pytest.raises(DatabaseDamaged):
                reopen(crashed)


@pytest.mark.parametrize("at", range(HEADER))
def test_a_bit_flipped_in_the_header_is_noticed(crashed: Path, at: int) -> None:
    flip(wal.log_of(crashed), at)
    with unchanged(crashed.parent), pytest.raises(DatabaseDamaged):
        reopen(crashed)


def test_a_deleted_log_is_noticed(crashed: Path) -> None:
    wal.log_of(crashed).unlink()
    with unchanged(crashed.parent), pytest.raises(DatabaseDamaged):
        reopen(crashed)


def test_a_log_cut_short_is_noticed(crashed: Path) -> None:
    os.truncate(wal.log_of(crashed), HEADER + FRAME * 5)
    with unchanged(crashed.parent), pytest.raises(DatabaseDamaged):
        reopen(crashed)


def test_without_the_index_all_but_the_last_save_are_guarded(crashed: Path) -> None:
    """After a power cut the index may be old or gone; then the frames prove it themselves."""
    wal.index_of(crashed).unlink()
    log = wal.log_of(crashed)
    good = log.read_bytes()
    count = frames(crashed)
    last_two_saves = 2 * 3
    for frame in range(count - last_two_saves):
        log.write_bytes(good)
        flip(log, HEADER + frame * FRAME + 3000)
        with unchanged(crashed.parent), pytest.raises(DatabaseDamaged):
            reopen(crashed)


@pytest.mark.parametrize("lost", [1, 5, 77, PAGE, FRAME, FRAME + 1, 3 * FRAME])
def test_a_torn_end_is_a_power_cut_and_not_damage(crashed: Path, lost: int) -> None:
    wal.index_of(crashed).unlink()
    log = wal.log_of(crashed)
    os.truncate(log, log.stat().st_size - lost)
    database = reopen(crashed)
    assert {"0", "1", "2"} <= saved(database) < everything()
    assert database.check() == ()
    database.close()


def test_frames_of_an_earlier_round_are_not_missed(tmp_path: Path, live: Database) -> None:
    """The library writes over a log that was copied; what is left behind is no loss."""
    for number in range(SAVES):
        note(live, f"{number}", "x" * 3000)
    with recipe.maintenance(live._raw):
        assert recipe.one(live._raw, "PRAGMA wal_checkpoint(FULL)") == 0
    note(live, "after")
    crashed = as_after_a_crash(live, tmp_path / "crashed")
    assert frames(crashed) > 12
    for keep_index in (True, False):
        if not keep_index:
            wal.index_of(crashed).unlink()
        assert not wal.lost_saves(crashed)
    database = reopen(crashed)
    assert saved(database) == everything() | {"after"}
    database.close()


def test_a_log_that_was_copied_may_be_deleted(tmp_path: Path, live: Database) -> None:
    note(live, "first")
    with recipe.maintenance(live._raw):
        recipe.one(live._raw, "PRAGMA wal_checkpoint(FULL)")
    crashed = as_after_a_crash(live, tmp_path / "crashed")
    wal.log_of(crashed).unlink()
    database = reopen(crashed)
    assert saved(database) == {"first"}
    database.close()


def test_a_save_that_was_rolled_back_is_not_missed(tmp_path: Path, live: Database) -> None:
    """It may have reached the log when memory ran short, and is written over by the next."""
    note(live, "first")
    with recipe.maintenance(live._raw):
        live._raw.execute("PRAGMA cache_size = 5")

    def write_a_lot_and_fail() -> None:
        with live.write() as connection:
            for number in range(200):
                connection.exec_driver_sql(
                    "INSERT INTO meta (key, value) VALUES (?, ?)", (f"{number}", "x" * 3000)
                )
            raise KeyError

    with pytest.raises(KeyError):
        write_a_lot_and_fail()
    note(live, "second")
    crashed = as_after_a_crash(live, tmp_path / "crashed")
    assert frames(crashed) > 20
    for keep_index in (True, False):
        if not keep_index:
            wal.index_of(crashed).unlink()
        assert not wal.lost_saves(crashed)
    database = reopen(crashed)
    assert saved(database) == {"first", "second"}
    database.close()


@pytest.mark.parametrize("index", [b"", b"\x01" * 99, b"\x01" * 48 + b"\x02" * 52])
def test_an_index_in_the_middle_of_a_change_proves_nothing(crashed: Path, index: bytes) -> None:
    wal.index_of(crashed).write_bytes(index)
    assert not wal.lost_saves(crashed)
    wal.log_of(crashed).unlink()
    assert not wal.lost_saves(crashed)


def test_an_index_of_another_round_proves_nothing(crashed: Path) -> None:
    """After a power cut it can be older than the log."""
    index = bytearray(wal.index_of(crashed).read_bytes())
    for copy in (0, 48):
        index[copy + 32] ^= 1
        index[copy + 16 : copy + 20] = b"\xff\xff\xff\x00"
    wal.index_of(crashed).write_bytes(index)
    assert not wal.lost_saves(crashed)


def test_an_empty_log_lost_nothing(crashed: Path) -> None:
    """Its length may reach the disk before the index does."""
    os.truncate(wal.log_of(crashed), 0)
    assert not wal.lost_saves(crashed)


def test_a_database_without_a_log_lost_nothing(live: Database) -> None:
    live.close()
    assert not wal.lost_saves(live.path)


@not_on_windows
def test_an_index_that_a_power_cut_brings_back_after_closing_proves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing removes the index and then the log; a disk may forget the first of these."""
    live = make(tmp_path / "records.db")
    note(live, "acknowledged")
    index = wal.index_of(live.path)
    kept = os.open(index, os.O_RDONLY)
    on_the_disk = os.pread(kept, index.stat().st_size, 0)  # it may get there at any moment
    flush = os.fsync

    def flush_and_look(file: int) -> None:
        nonlocal on_the_disk
        flush(file)
        if os.path.sameopenfile(file, kept):
            on_the_disk = os.pread(file, len(on_the_disk), 0)

    monkeypatch.setattr(os, "fsync", flush_and_look)
    live.close()
    os.close(kept)
    index.write_bytes(on_the_disk)

    assert not wal.log_of(live.path).exists()
    again = reopen(live.path)
    assert saved(again) == {"acknowledged"}
    again.close()


def test_everything_that_the_library_keeps_beside_a_database() -> None:
    names = [path.name for path in wal.beside(Path("records.db"))]
    assert names == ["records.db-wal", "records.db-shm", "records.db-journal"]


@not_on_windows
def test_closing_does_not_let_go_of_an_index_that_somebody_still_reads(tmp_path: Path) -> None:
    """Another program could otherwise cut it off beneath a backup that is on its way."""
    live = make(tmp_path / "records.db")
    note(live, "acknowledged")
    reader = live.reader()
    index = wal.index_of(live.path)
    with reader.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM meta").close()
    live.close()

    assert index.exists()
    look = (sys.executable, "-c", IS_LOCKED, str(index))
    assert subprocess.run(look, check=True, capture_output=True).stdout == b"locked"
    reader.close()
