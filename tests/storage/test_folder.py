# SPDX-License-Identifier: Apache-2.0
"""How a workspace folder comes into being, keeps its header, and is kept to one program."""

from __future__ import annotations

import fcntl
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from desktop.errors import (
    DeviceGone,
    DiskFull,
    FileUnreadable,
    FolderUnreadable,
    HeaderDamaged,
    NotAnOrdinaryFile,
    ReadOnly,
    WorkspaceExists,
    WorkspaceInUse,
    WorkspaceMissing,
)
from desktop.storage.folder import InstanceLock, WorkspaceFolder, atomic_write
from tests.storage.samples import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST: Final = b'{"gen":1}'
SECOND: Final = b'{"gen":2}\n'
THIRD: Final = b'{"gen":3}'


@pytest.fixture
def folder(tmp_path: Path) -> WorkspaceFolder:
    made = WorkspaceFolder.create(tmp_path / "workspace")
    made.records.write_bytes(b"records")
    made.finish(FIRST)
    return made


def content(path: Path) -> set[str]:
    return {entry.name for entry in path.iterdir()}


# --- coming into being ------------------------------------------------------------------------


def test_a_finished_workspace(folder: WorkspaceFolder) -> None:
    assert content(folder.path) == {"vault.json", "records.db"}
    assert folder.exists
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.header.stat().st_mode) == 0o600
    assert folder.read_header().data == FIRST
    assert not folder.read_header().previous


def test_names(tmp_path: Path) -> None:
    names = WorkspaceFolder(tmp_path)
    assert [path.name for path in (names.records, names.concerns)] == ["records.db", "concerns.db"]
    assert [path.name for path in (names.header, names.previous_header)] == [
        "vault.json",
        "vault.json.1",
    ]


def test_an_empty_folder_is_taken_and_closed_to_others(tmp_path: Path) -> None:
    place = tmp_path / "empty"
    place.mkdir(mode=0o755)
    WorkspaceFolder.create(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_folders_above_are_made_too(tmp_path: Path) -> None:
    assert WorkspaceFolder.create(tmp_path / "a" / "b").path.is_dir()


@pytest.mark.parametrize("name", ["vault.json", "records.db", "letter.odt", ".hidden"])
def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(WorkspaceExists):
        WorkspaceFolder.create(tmp_path)
    assert content(tmp_path) == {name}
    assert (tmp_path / name).read_bytes() == b"mine"


def test_records_without_their_header_are_never_cleared_away(folder: WorkspaceFolder) -> None:
    """The header can come back from a backup; then the records open again."""
    folder.header.unlink()
    with pytest.raises(WorkspaceExists):
        WorkspaceFolder.create(folder.path)
    with pytest.raises(WorkspaceExists):
        folder.discard()
    assert folder.records.read_bytes() == b"records"


@pytest.mark.parametrize("below", [False, True])
def test_a_file_in_the_place_of_the_folder(tmp_path: Path, below: bool) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"mine")
    with pytest.raises(WorkspaceExists):
        WorkspaceFolder.create(place / "workspace" if below else place)
    assert place.read_bytes() == b"mine"


def test_a_half_made_workspace_is_no_workspace_and_can_be_begun_again(tmp_path: Path) -> None:
    place = tmp_path / "workspace"
    half = WorkspaceFolder.create(place)
    half.lock().release()
    for name in ("records.db", "records.db-wal", "records.db-shm", ".vault.json.0a.tmp"):
        (place / name).write_bytes(b"made before the crash")
    assert not half.exists
    with pytest.raises(WorkspaceMissing):
        half.read_header()
    again = WorkspaceFolder.create(place)
    assert content(place) == {"unfinished", "lock"}
    again.finish(FIRST)
    assert again.exists


def test_a_workspace_whose_very_first_step_was_cut_short_can_be_begun_again(
    tmp_path: Path,
) -> None:
    place = tmp_path / "workspace"
    place.mkdir()
    (place / ".unfinished.0123456789abcdef.tmp").touch()

    WorkspaceFolder.create(place)

    assert content(place) == {"unfinished", "lock"}
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / ".unfinished.letter").write_text("dear")
    with pytest.raises(WorkspaceExists):
        WorkspaceFolder.create(tmp_path / "other")


def test_the_workplace_goes_away_again(tmp_path: Path) -> None:
    folder = WorkspaceFolder.create(tmp_path / "workspace")
    with folder.workplace() as first, folder.workplace() as second:
        assert first != second
        (first / "file").write_bytes(b"something")
    assert content(folder.path) == {"unfinished"}
    with folder.workplace() as left:
        (left / "file").write_bytes(b"something")
        folder.lock().release()
        assert content(folder.path) == {"unfinished", "lock"}
    link = tmp_path / "workspace" / "working"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("dear")
    link.symlink_to(tmp_path / "mine", target_is_directory=True)
    folder.lock().release()
    folder.discard()
    assert content(tmp_path / "mine") == {"letter"}
    assert not link.exists()


def test_a_half_made_workspace_with_something_foreign_in_it_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "workspace"
    WorkspaceFolder.create(place)
    (place / "letter.odt").write_bytes(b"mine")
    with pytest.raises(WorkspaceExists):
        WorkspaceFolder.create(place)
    assert content(place) == {"unfinished", "letter.odt"}


def test_a_workspace_in_the_making_is_not_cleared_away_by_another(tmp_path: Path) -> None:
    place = tmp_path / "workspace"
    half = WorkspaceFolder.create(place)
    half.records.write_bytes(b"records")
    with half.lock(), pytest.raises(WorkspaceInUse):
        WorkspaceFolder.create(place)
    assert half.records.exists()


def test_a_crash_after_the_header_leaves_a_workspace(tmp_path: Path) -> None:
    """The header is written last but for the mark, which the next opening removes."""
    place = tmp_path / "workspace"
    made = WorkspaceFolder.create(place)
    made.records.write_bytes(b"records")
    atomic_write(made.header, FIRST)
    assert made.exists
    with pytest.raises(WorkspaceExists):
        WorkspaceFolder.create(place)
    with made.lock():
        assert content(place) == {"vault.json", "records.db", "lock"}
    assert made.read_header().data == FIRST


def test_finishing_does_not_replace_a_header(folder: WorkspaceFolder) -> None:
    with pytest.raises(WorkspaceExists):
        folder.finish(SECOND)
    folder.header.rename(folder.previous_header)
    with pytest.raises(WorkspaceExists):
        folder.finish(SECOND)
    assert folder.read_previous_header() == FIRST


def test_discarding_takes_a_half_made_workspace_away(tmp_path: Path) -> None:
    half = WorkspaceFolder.create(tmp_path / "workspace")
    half.records.write_bytes(b"records")
    half.discard()
    assert content(half.path) == set()


def test_an_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", refuse)  # modes do not stop a superuser
    with pytest.raises(FolderUnreadable):
        WorkspaceFolder.create(tmp_path)


def test_a_stick_without_modes_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    assert WorkspaceFolder.create(tmp_path).path == tmp_path


# --- the header -------------------------------------------------------------------------------


def test_the_header_before_is_kept(folder: WorkspaceFolder) -> None:
    assert folder.read_previous_header() is None
    folder.write_header(SECOND, previous=FIRST)
    assert folder.read_header().data == SECOND
    assert folder.read_previous_header() == FIRST
    folder.write_header(THIRD, previous=SECOND)
    assert folder.read_header().data == THIRD
    assert folder.read_previous_header() == SECOND
    assert content(folder.path) == {"vault.json", "vault.json.1", "records.db"}


@pytest.mark.parametrize(
    "damaged", [None, b"", b"\0" * 600, b'{"gen":2', b'"gen":2}', b"{" + b" " * 70_000 + b"}"]
)
def test_a_damaged_header_gives_way_to_the_one_before(
    folder: WorkspaceFolder, damaged: bytes | None
) -> None:
    folder.write_header(SECOND, previous=FIRST)
    if damaged is None:
        folder.header.unlink()
    else:
        folder.header.write_bytes(damaged)
    found = folder.read_header()
    assert found.data == FIRST
    assert found.previous
    # And it does not push the good one out when a new header is written.
    folder.write_header(THIRD, previous=found.data)
    assert folder.read_previous_header() == FIRST
    assert folder.read_header().data == THIRD


def test_no_header_that_could_open_the_records(folder: WorkspaceFolder) -> None:
    folder.header.write_bytes(b"")
    with pytest.raises(HeaderDamaged):
        folder.read_header()
    folder.header.unlink()
    assert folder.exists
    with pytest.raises(HeaderDamaged):
        folder.read_header()


def test_a_header_that_is_no_ordinary_file_is_not_opened(folder: WorkspaceFolder) -> None:
    folder.header.unlink()
    os.mkfifo(folder.header)  # opening it would wait for ever
    with pytest.raises(HeaderDamaged):
        folder.read_header()


def test_no_workspace(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        nothing = WorkspaceFolder(place)
        assert not nothing.exists
        with pytest.raises(WorkspaceMissing):
            nothing.read_header()
    with pytest.raises(WorkspaceMissing):
        WorkspaceFolder(tmp_path / "nowhere").lock()


def test_a_header_that_may_not_be_read(
    folder: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileUnreadable):
        folder.read_header()


# --- writing ----------------------------------------------------------------------------------


def test_writing_replaces_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    atomic_write(path, b"a long first text")
    atomic_write(path, b"short")
    assert path.read_bytes() == b"short"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert content(tmp_path) == {"file"}


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "expected"), [(28, DiskFull), (30, ReadOnly), (5, DeviceGone), (22, OSError)]
)
def test_a_fault_while_writing_leaves_the_old_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    number: int,
    expected: type[Exception],
) -> None:
    path = tmp_path / "file"
    atomic_write(path, b"before")

    def fail(*_: object) -> None:
        raise OSError(number, "")

    with monkeypatch.context() as patched:
        patched.setattr(os if step == "fsync" else Path, step, fail)
        with pytest.raises(expected):
            atomic_write(path, b"after")
    assert path.read_bytes() == b"before"
    assert content(tmp_path) == {"file"}


def test_the_file_is_on_the_disk_before_its_name_and_its_name_before_we_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(file: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
        fsync(file)

    def noted_replace(source: Path, target: Path) -> Path:
        steps.append("name")
        return replace(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    atomic_write(tmp_path / "file", b"text")
    assert steps == ["file", "name", "folder"]


def test_a_link_in_the_way_is_replaced_and_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    (tmp_path / "file").symlink_to(other)
    atomic_write(tmp_path / "file", b"text")
    assert other.read_bytes() == b"mine"
    assert not (tmp_path / "file").is_symlink()


# --- one program at a time --------------------------------------------------------------------


def test_a_second_lock_is_refused(folder: WorkspaceFolder) -> None:
    with folder.lock() as lock:
        with pytest.raises(WorkspaceInUse):
            folder.lock()
        lock.release()
        lock.release()
        folder.lock().release()
    folder.lock().release()


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        (sys.executable, "-m", "tests.storage.fault_child", *arguments),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def test_a_second_process_is_refused_both_ways(folder: WorkspaceFolder) -> None:
    with folder.lock(), _start("take", str(folder.path)) as other:
        answer, _ = other.communicate()
    assert json.loads(answer) == {"slug": "workspace-in-use"}
    with _start("hold", str(folder.path)) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(WorkspaceInUse):
            folder.lock()
        other.communicate()
    folder.lock().release()


def test_a_killed_process_lets_go(folder: WorkspaceFolder) -> None:
    with _start("hold", str(folder.path)) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        other.kill()
        other.communicate()
    folder.lock().release()


def test_the_lock_file_is_no_link_and_no_folder(folder: WorkspaceFolder) -> None:
    lock = folder.path / "lock"
    lock.symlink_to(folder.records)
    with pytest.raises(NotAnOrdinaryFile):
        folder.lock()
    lock.unlink()
    lock.mkdir()
    with pytest.raises(NotAnOrdinaryFile):
        folder.lock()


def test_taking_the_lock_tidies_what_a_crash_left(folder: WorkspaceFolder) -> None:
    (folder.path / ".vault.json.0123.tmp").write_bytes(b"half")
    for end in ("", "-journal", "-wal", "-shm"):  # of a database that was being copied
        (folder.path / f".records.next.db.tmp{end}").write_bytes(b"half")
    (folder.path / "letter.tmp").write_bytes(b"not ours")
    with folder.lock():
        assert content(folder.path) == {"vault.json", "records.db", "lock", "letter.tmp"}


def test_a_fault_while_tidying_lets_go_of_the_lock(
    folder: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: WorkspaceFolder) -> None:
        raise OSError(5, "")

    with monkeypatch.context() as patched:
        patched.setattr(WorkspaceFolder, "_tidy", fail)
        with pytest.raises(DeviceGone):
            folder.lock()
    folder.lock().release()


@pytest.mark.parametrize("refusal", [BlockingIOError(), PermissionError()])
def test_both_ways_to_refuse_a_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: OSError
) -> None:
    def refuse(*_: int) -> None:
        raise refusal

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(WorkspaceInUse):
        InstanceLock(tmp_path / "lock")


def _use(place: Path) -> list[Callable[[], object]]:
    gone = WorkspaceFolder(place)
    return [
        gone.discard,
        lambda: gone.write_header(SECOND, previous=FIRST),
        lambda: gone.finish(FIRST),
    ]


@pytest.mark.parametrize("number", range(3))
def test_a_folder_that_went_away(tmp_path: Path, number: int) -> None:
    with pytest.raises(DeviceGone):
        _use(tmp_path / "gone")[number]()
