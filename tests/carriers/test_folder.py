# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest

from desktop.carriers.base import Entry
from desktop.carriers.folder import FolderCarrier
from desktop.errors import (
    CarrierFull,
    CarrierNameTaken,
    CarrierReadOnly,
    CarrierUnreachable,
    DeviceGone,
    FileUnreadable,
    NotAnOrdinaryFile,
)
from tests.carriers.contract import FIRST, LIMIT, MAILBOX, SECOND, CarrierContract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

needs_posix = pytest.mark.skipif(
    sys.platform == "win32", reason="uses links, pipes or errors that Windows does not have"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "stick"
    root.mkdir()
    return root


@pytest.fixture
def carrier(root: Path) -> FolderCarrier:
    return FolderCarrier(str(root))


def no_hard_links(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(*_args: object, **_options: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)


class TestFolder(CarrierContract):
    @pytest.fixture
    def carrier(self, root: Path) -> FolderCarrier:
        return FolderCarrier(str(root))


@needs_posix
class TestFolderWithoutHardLinks(CarrierContract):
    """FAT and exFAT: Linux says EPERM, macOS ENOTSUP, some network disks ENOSYS."""

    @pytest.fixture(params=[errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
    def carrier(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
    ) -> FolderCarrier:
        no_hard_links(monkeypatch, request.param)
        return FolderCarrier(str(root))


def test_only_what_is_needed_is_made(root: Path, carrier: FolderCarrier) -> None:
    carrier.list("to-hub")
    carrier.delete("to-hub", FIRST)
    assert list(root.iterdir()) == []
    carrier.put_new(MAILBOX, FIRST, b"data")
    found = sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))
    assert found == ["to", MAILBOX, f"{MAILBOX}/{FIRST}"]


def test_a_stick_that_is_not_plugged_in(root: Path, carrier: FolderCarrier) -> None:
    root.rmdir()
    with pytest.raises(CarrierUnreachable):
        carrier.put_new("to-hub", FIRST, b"data")
    with pytest.raises(CarrierUnreachable):
        carrier.list("to-hub")
    with pytest.raises(CarrierUnreachable):
        carrier.get("to-hub", FIRST, limit=LIMIT)
    with pytest.raises(CarrierUnreachable):
        carrier.delete("to-hub", FIRST)
    assert not root.exists()


def test_a_file_in_place_of_the_root(root: Path, carrier: FolderCarrier) -> None:
    root.rmdir()
    root.write_text("a file")
    with pytest.raises(CarrierUnreachable):
        carrier.put_new("to-hub", FIRST, b"data")
    assert root.read_text() == "a file"


@pytest.mark.parametrize("blocked", ["to", "to/" + "m" * 26])
def test_a_file_in_place_of_a_folder(root: Path, carrier: FolderCarrier, blocked: str) -> None:
    place = root / blocked
    place.parent.mkdir(exist_ok=True)
    place.write_text("a file")
    with pytest.raises(CarrierUnreachable):
        carrier.put_new(MAILBOX, FIRST, b"data")
    with pytest.raises(CarrierUnreachable):
        carrier.list(MAILBOX)
    assert place.read_text() == "a file"


@needs_posix
@pytest.mark.parametrize("exists", [True, False])
def test_a_link_in_place_of_a_folder_is_not_followed(
    root: Path, carrier: FolderCarrier, tmp_path: Path, exists: bool
) -> None:
    elsewhere = tmp_path / "elsewhere"
    if exists:
        elsewhere.mkdir()
        (elsewhere / FIRST).write_bytes(b"private")
    (root / "to-hub").symlink_to(elsewhere)
    with pytest.raises(CarrierUnreachable):
        carrier.put_new("to-hub", SECOND, b"data")
    with pytest.raises(CarrierUnreachable):
        carrier.list("to-hub")
    with pytest.raises(CarrierUnreachable):
        carrier.get("to-hub", FIRST, limit=LIMIT)
    with pytest.raises(CarrierUnreachable):
        carrier.delete("to-hub", FIRST)
    if exists:
        assert [path.name for path in elsewhere.iterdir()] == [FIRST]


@needs_posix
def test_everything_odd_in_a_folder_is_passed_over(
    root: Path, carrier: FolderCarrier, tmp_path: Path
) -> None:
    place = root / "to-hub"
    place.mkdir()
    letters = iter("cdefghijkl")

    def odd() -> Path:
        return place / (next(letters) * 26 + ".age")

    os.mkfifo(odd())
    odd().symlink_to("/dev/zero")
    secret = tmp_path / "secret"
    secret.write_text("secret")
    odd().symlink_to(secret)
    odd().mkdir()
    odd().touch()
    for name in (
        f"{'a' * 26} (conflicted copy).age",
        f"{'a' * 26}.sync-conflict-20261122-101530-ABCDEFG.age",
        f"{'a' * 26}.age.part",
        f".{FIRST}.tmp",
        ".0123456789abcdef.tmp",
        "CON.age",
        "x" * 251 + ".age",
        "é" * 26 + ".age",
        "e\u0301" * 26 + ".age",
        "two\nlines.age",
        FIRST + "\n",
        FIRST.upper(),
        "desktop.ini",
    ):
        (place / name).write_bytes(b"odd")
    (place / os.fsdecode(b"\xff\xfe.age")).write_bytes(b"not text")
    carrier.put_new("to-hub", FIRST, b"data")
    assert carrier.list("to-hub") == (Entry(FIRST, 4),)


@needs_posix
@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_something_else_under_an_objects_name(
    root: Path, carrier: FolderCarrier, kind: str
) -> None:
    place = root / "to-hub" / FIRST
    place.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "link":
        place.symlink_to("/dev/zero")
    else:
        place.mkdir()
    with pytest.raises(NotAnOrdinaryFile):
        carrier.get("to-hub", FIRST, limit=LIMIT)
    with pytest.raises(CarrierNameTaken):
        carrier.put_new("to-hub", FIRST, b"data")
    assert [path.name for path in place.parent.iterdir()] == [FIRST]


def test_a_5_gb_file_is_listed_and_never_read(root: Path, carrier: FolderCarrier) -> None:
    place = root / "to-hub" / FIRST
    place.parent.mkdir()
    with place.open("wb") as file:
        file.truncate(5 * 10**9)
    assert carrier.list("to-hub") == (Entry(FIRST, 5 * 10**9),)
    with pytest.raises(CarrierNameTaken):
        carrier.put_new("to-hub", FIRST, b"data")


@pytest.mark.parametrize("hard_links", [True, False])
def test_the_placeholder_of_an_interrupted_write_is_filled(
    root: Path, carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch, hard_links: bool
) -> None:
    if not hard_links:
        no_hard_links(monkeypatch, errno.EPERM)
    place = root / "to-hub" / FIRST
    place.parent.mkdir()
    place.touch()
    assert carrier.list("to-hub") == ()
    carrier.put_new("to-hub", FIRST, b"data")
    assert carrier.get("to-hub", FIRST, limit=LIMIT) == b"data"
    assert [path.name for path in place.parent.iterdir()] == [FIRST]


@needs_posix
def test_the_same_object_put_there_meanwhile(
    root: Path, carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def slow_link(source: Path, target: Path, *, follow_symlinks: bool) -> None:
        target.write_bytes(b"data")
        link(source, target, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(os, "link", slow_link)
    carrier.put_new("to-hub", FIRST, b"data")
    assert [path.name for path in (root / "to-hub").iterdir()] == [FIRST]


def test_an_object_taken_away_while_listing(
    root: Path, carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier.put_new("to-hub", FIRST, b"first")
    carrier.put_new("to-hub", SECOND, b"second")
    scandir = os.scandir

    class Listing:
        def __init__(self, path: Path) -> None:
            with scandir(path) as found:
                self.found = iter(list(found))

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            (root / "to-hub" / FIRST).unlink()
            return self.found

        def __exit__(self, *_details: object) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Listing)
    assert carrier.list("to-hub") == (Entry(SECOND, 6),)


def test_a_folder_taken_away_while_listing(
    root: Path, carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier.put_new("to-hub", FIRST, b"first")
    scandir = os.scandir

    def late_scandir(path: Path) -> object:
        (path / FIRST).unlink()
        path.rmdir()
        return scandir(path)

    monkeypatch.setattr(os, "scandir", late_scandir)
    assert carrier.list("to-hub") == ()


def failing(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    def fail(*_args: object, **_options: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, name, fail)


@needs_posix
@pytest.mark.parametrize("step", ["write", "fsync", "link", "open"])
def test_a_stick_pulled_while_writing(
    root: Path, carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    carrier.put_new("to-hub", FIRST, b"earlier")
    failing(monkeypatch, step, errno.EIO)
    with pytest.raises(DeviceGone):
        carrier.put_new("to-hub", SECOND, b"data")
    monkeypatch.undo()
    assert [path.name for path in (root / "to-hub").iterdir()] == [FIRST]
    carrier.put_new("to-hub", SECOND, b"data")
    assert carrier.get("to-hub", FIRST, limit=LIMIT) == b"earlier"
    assert carrier.get("to-hub", SECOND, limit=LIMIT) == b"data"


@needs_posix
def test_a_stick_pulled_while_listing_and_looking(
    carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier.put_new("to-hub", FIRST, b"data")
    failing(monkeypatch, "scandir", errno.EIO)
    with pytest.raises(DeviceGone):
        carrier.list("to-hub")
    failing(monkeypatch, "lstat", errno.EIO)
    with pytest.raises(DeviceGone):
        carrier.get("to-hub", FIRST, limit=LIMIT)


@needs_posix
def test_an_existing_object_that_cannot_be_read_is_left_alone(
    carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier.put_new("to-hub", FIRST, b"data")
    failing(monkeypatch, "open", errno.EACCES)
    with pytest.raises(CarrierNameTaken):
        carrier.put_new("to-hub", FIRST, b"data")


def folders_cannot_be_flushed(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    fsync = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)


@needs_posix
@pytest.mark.parametrize("number", [errno.EINVAL, errno.EACCES])
def test_folders_that_cannot_be_flushed(
    carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folders_cannot_be_flushed(monkeypatch, number)
    carrier.put_new("to-hub", FIRST, b"data")
    assert carrier.get("to-hub", FIRST, limit=LIMIT) == b"data"


@needs_posix
def test_a_stick_pulled_at_the_very_end(
    carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier.put_new("to-hub", FIRST, b"earlier")
    folders_cannot_be_flushed(monkeypatch, errno.EIO)
    with pytest.raises(DeviceGone):
        carrier.put_new("to-hub", SECOND, b"data")
    monkeypatch.undo()
    carrier.put_new("to-hub", SECOND, b"data")
    assert carrier.get("to-hub", SECOND, limit=LIMIT) == b"data"


@needs_posix
def test_a_removed_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(CarrierUnreachable):
        FolderCarrier("stick")


def test_windows_renames_without_hard_links(
    carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, "link", errno.EIO)
    monkeypatch.setattr(sys, "platform", "win32")
    carrier.put_new("to-hub", FIRST, b"data")
    assert carrier.get("to-hub", FIRST, limit=LIMIT) == b"data"


# -- real disks that are full or may not be written to


def run(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 128 KiB."""
    place = tmp_path / "small"
    place.mkdir()
    if not run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(place)):
        pytest.skip(
            "mounting a small disk needs administrator rights on Linux; the full disk is also"
            " tested by a limit on file sizes, and a read-only one by a refusing system call"
        )
    yield place
    assert run("umount", str(place))


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    carrier = FolderCarrier(str(small_disk))
    carrier.put_new("to-hub", FIRST, bytes(60_000))
    with pytest.raises(CarrierFull):
        carrier.put_new("to-hub", SECOND, bytes(100_000))
    assert [path.name for path in (small_disk / "to-hub").iterdir()] == [FIRST]
    assert carrier.get("to-hub", FIRST, limit=LIMIT) == bytes(60_000)
    carrier.delete("to-hub", FIRST)
    carrier.put_new("to-hub", SECOND, bytes(100_000))
    assert carrier.list("to-hub") == (Entry(SECOND, 100_000),)


def test_a_disk_that_is_really_read_only(small_disk: Path) -> None:
    carrier = FolderCarrier(str(small_disk))
    carrier.put_new("to-hub", FIRST, b"data")
    assert run("mount", "-o", "remount,ro", str(small_disk))
    with pytest.raises(CarrierReadOnly):
        carrier.put_new("to-hub", SECOND, b"data")
    with pytest.raises(CarrierReadOnly):
        carrier.put_new(MAILBOX, SECOND, b"data")
    with pytest.raises(CarrierReadOnly):
        carrier.delete("to-hub", FIRST)
    assert carrier.get("to-hub", FIRST, limit=LIMIT) == b"data"
    assert carrier.list(MAILBOX) == ()
    with pytest.raises(FileUnreadable):
        carrier.get("to-hub", SECOND, limit=LIMIT)


_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
from desktop.carriers.folder import FolderCarrier
from desktop.errors import CarrierFull
carrier = FolderCarrier(sys.argv[1])
carrier.put_new("to-hub", "a" * 26 + ".age", bytes(40_000))
try:
    carrier.put_new("to-hub", "b" * 26 + ".age", bytes(60_000))
except CarrierFull:
    print([entry.size for entry in carrier.list("to-hub")])
"""


@needs_posix
def test_a_limit_on_file_sizes(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(root)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[40000]\n"
    assert len(list((root / "to-hub").iterdir())) == 1


@needs_posix
def test_a_folder_that_may_not_be_written_to(
    root: Path, carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Refused by hand, because an administrator may write everywhere.
    carrier.put_new("to-hub", FIRST, b"data")
    failing(monkeypatch, "open", errno.EACCES)
    with pytest.raises(CarrierReadOnly):
        carrier.put_new("to-hub", SECOND, b"data")
