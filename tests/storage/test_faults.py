# SPDX-License-Identifier: Apache-2.0
"""Faults of driver and system get the right name, with real second processes and full disks."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

import pytest
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2 as driver

from desktop.errors import (
    AlongsideError,
    Busy,
    DatabaseDamaged,
    DeviceGone,
    DiskFull,
    FileUnreadable,
    ReadOnly,
)
from desktop.storage import faults
from tests.storage.samples import ROOT, make, reopen, saved

if TYPE_CHECKING:
    from pathlib import Path

CHILD: Final = (sys.executable, "-m", "tests.storage.fault_child")
# A file system of its own, which only this command sees and which goes away with it.
SMALL_DISK: Final = 'mount -t tmpfs -o size=3m none "$1" && shift && exec "$@"'
READ_ONLY_DISK: Final = (
    'folder="$1"; shift; mount -t tmpfs -o size=3m none "$folder" && "$@" prepare "$folder" '
    '&& mount -o remount,ro "$folder" && exec "$@" open "$folder"'
)


def on_a_disk_of_its_own(script: str, folder: Path, *command: str) -> dict[str, Any] | None:
    """Run ``command`` with a small file system at ``folder``; None where that is not possible."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return None
    user = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    shell = (unshare, *user, "--mount", "sh", "-c")
    trial = (*shell, 'mount -t tmpfs none "$1"', "sh", str(folder))
    if subprocess.run(trial, check=False, capture_output=True).returncode != 0:
        return None
    inside = (*shell, script, "sh", str(folder), *command)
    done = subprocess.run(inside, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def child(what: str, folder: Path, **settings: str) -> dict[str, Any]:
    done = subprocess.run(
        (*CHILD, what, str(folder)),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        env=os.environ | settings,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


FILLED: Final = {
    "save": "disk-full",
    "in_transaction": False,
    "readable": True,
    "atomic": "disk-full",
    "create": "disk-full",
    "copy": "disk-full",
    "small": "before",
    "kept": True,
    "several": True,
    "problems": [],
    "left": ["records.db", "small"],
}


def test_a_full_disk(tmp_path: Path) -> None:
    """Where no small disk can be mounted, a limit on the size of files stands in for it."""
    answer = on_a_disk_of_its_own(SMALL_DISK, tmp_path, *CHILD, "fill", str(tmp_path))
    if answer is None:
        answer = child("fill", tmp_path, ALONGSIDE_TEST_LIMIT="yes")
    assert answer == FILLED


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    """A quota is not reported as a full disk by the library; we find out by trying."""
    assert child("fill", tmp_path, ALONGSIDE_TEST_LIMIT="yes") == FILLED


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    answer = on_a_disk_of_its_own(READ_ONLY_DISK, tmp_path, *CHILD)
    if answer is None:  # then this is no superuser, whom modes would not stop
        make(tmp_path / "records.db").close()
        tmp_path.chmod(0o500)
        try:
            answer = child("open", tmp_path)
        finally:
            tmp_path.chmod(0o700)
    assert answer == {
        "open": "read-only",
        "create": "read-only",
        "lock": "read-only",
        "write": "read-only",
        "left": ["records.db"],
    }


@pytest.mark.skipif(sys.platform != "linux", reason="finds the open files in /proc")
def test_a_disk_that_goes_away_while_it_is_used(tmp_path: Path) -> None:
    assert child("lose", tmp_path) == {"slug": "device-gone"}


@pytest.mark.parametrize("lines", [1, 2, 3, 5, 8, 13, 21, 34, 55, 89])
def test_killing_the_process_loses_nothing_it_acknowledged(tmp_path: Path, lines: int) -> None:
    make(tmp_path / "records.db").close()
    with subprocess.Popen(
        (*CHILD, "commit", str(tmp_path)), cwd=ROOT, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        acknowledged = {running.stdout.readline().strip().decode() for _ in range(lines)}
        running.send_signal(signal.SIGKILL)
        acknowledged |= {line.strip().decode() for line in running.stdout if line.endswith(b"\n")}
    assert running.returncode == -signal.SIGKILL
    assert len(acknowledged) >= lines
    database = reopen(tmp_path / "records.db")
    # At most the one save that was on its way is there as well.
    assert acknowledged <= saved(database)
    assert len(saved(database) - acknowledged) <= 1
    assert database.check() == ()
    database.close()


def fault_with(code: int | None) -> driver.Error:
    fault = driver.OperationalError("what somebody wrote")
    if code is not None:
        fault.sqlite_errorcode = code
    return fault


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (driver.SQLITE_FULL, DiskFull),
        (driver.SQLITE_READONLY, ReadOnly),
        (driver.SQLITE_PERM, ReadOnly),
        (driver.SQLITE_CORRUPT, DatabaseDamaged),
        (driver.SQLITE_CORRUPT | 1 << 8, DatabaseDamaged),  # SQLITE_CORRUPT_VTAB
        (driver.SQLITE_NOTADB, DatabaseDamaged),
        (driver.SQLITE_BUSY, Busy),
        (driver.SQLITE_BUSY | 2 << 8, Busy),  # SQLITE_BUSY_SNAPSHOT
        (driver.SQLITE_LOCKED, Busy),
        (driver.SQLITE_PROTOCOL, Busy),
        (driver.SQLITE_IOERR, DeviceGone),  # while there is room: the disk itself
        (driver.SQLITE_CANTOPEN, ReadOnly),
    ],
)
def test_result_codes(tmp_path: Path, code: int, expected: type[AlongsideError]) -> None:
    path = tmp_path / "records.db"
    path.touch()
    assert type(faults.from_driver(fault_with(code), path)) is expected
    wrapped = OperationalError("SELECT 1", None, fault_with(code))
    assert type(faults.from_driver(wrapped, path)) is expected
    assert [left.name for left in tmp_path.iterdir()] == ["records.db"]


@pytest.mark.parametrize(
    "code", [None, driver.SQLITE_ERROR, driver.SQLITE_CONSTRAINT, driver.SQLITE_AUTH]
)
def test_mistakes_of_ours_keep_their_own_name(tmp_path: Path, code: int | None) -> None:
    fault = fault_with(code)
    assert faults.from_driver(fault, tmp_path / "records.db") is None
    with pytest.raises(driver.OperationalError), faults.driver_faults(tmp_path):
        raise fault


@pytest.mark.parametrize(
    "code", [driver.SQLITE_IOERR, driver.SQLITE_CANTOPEN, driver.SQLITE_READONLY]
)
def test_a_file_that_is_gone(tmp_path: Path, code: int) -> None:
    path = tmp_path / "gone" / "records.db"
    assert type(faults.from_driver(fault_with(code), path)) is DeviceGone


def test_a_disk_with_hardly_any_room_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "records.db"
    path.touch()
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert type(faults.from_driver(fault_with(driver.SQLITE_IOERR), path)) is DiskFull


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "records.db"
    path.touch()
    monkeypatch.setattr(os, "access", lambda *_: False)  # modes do not stop a superuser
    found = faults.from_driver(fault_with(driver.SQLITE_CANTOPEN), path)
    assert isinstance(found, FileUnreadable)
    assert found.facts == {"name": "records.db"}


def test_faults_of_a_backup(tmp_path: Path) -> None:
    """The driver gives no result code for these."""
    path = tmp_path / "copy.db"
    path.touch()
    assert type(faults.from_copying(driver.DatabaseError(), path)) is DatabaseDamaged
    assert type(faults.from_copying(driver.OperationalError(), path)) is DeviceGone
    full = driver.OperationalError("database or disk is full")
    assert type(faults.from_copying(full, path)) is DiskFull


def test_what_somebody_wrote_is_not_kept_with_the_error(tmp_path: Path) -> None:
    with pytest.raises(DiskFull) as caught, faults.driver_faults(tmp_path):
        raise fault_with(driver.SQLITE_FULL)
    assert caught.value.__suppress_context__
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("number", "writing", "reading"),
    [
        (errno.ENOSPC, DiskFull, DiskFull),
        (errno.EDQUOT, DiskFull, DiskFull),
        (errno.EFBIG, DiskFull, DiskFull),
        (errno.EROFS, ReadOnly, FileUnreadable),
        (errno.EACCES, ReadOnly, FileUnreadable),
        (errno.EIO, DeviceGone, DeviceGone),
        (errno.ENODEV, DeviceGone, DeviceGone),
        (errno.ENOENT, DeviceGone, DeviceGone),
    ],
)
def test_errors_of_the_system(
    tmp_path: Path, number: int, writing: type[AlongsideError], reading: type[AlongsideError]
) -> None:
    with pytest.raises(writing), faults.system_faults():
        raise OSError(number, "")
    with pytest.raises(reading), faults.system_faults(reading=tmp_path):
        raise OSError(number, "")


@pytest.mark.parametrize("fault", [OSError(errno.EINVAL, "other"), OSError("other")])
def test_other_errors_of_the_system_keep_their_name(fault: OSError) -> None:
    with pytest.raises(OSError, match="other") as caught, faults.system_faults():
        raise fault
    assert caught.value is fault
