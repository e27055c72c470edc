# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path

import pytest

from desktop.carriers.files import safe_read
from desktop.errors import BundleTooLarge, DeviceGone, FileUnreadable, NotAnOrdinaryFile

needs_posix = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no named pipes or devices in folders"
)


def test_an_ordinary_file(tmp_path: Path) -> None:
    path = tmp_path / "note.age"
    path.write_bytes(b"\r\n\x1a content")
    assert safe_read(path, limit=100) == b"\r\n\x1a content"
    assert safe_read(path, limit=11) == b"\r\n\x1a content"


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "x.age"
    path.touch()
    assert safe_read(path, limit=0) == b""


def test_a_file_of_several_reads(tmp_path: Path) -> None:
    path = tmp_path / "x.age"
    path.write_bytes(bytes(2_500_000))
    assert len(safe_read(path, limit=2_500_000)) == 2_500_000


@needs_posix
def test_a_named_pipe_does_not_hold_it_up(tmp_path: Path) -> None:
    path = tmp_path / "x.age"
    os.mkfifo(path)
    with pytest.raises(NotAnOrdinaryFile):
        safe_read(path, limit=100)


@needs_posix
def test_a_pipe_put_there_between_the_two_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.write_bytes(b"x")
    status = os.lstat(ordinary)
    pipe = tmp_path / "x.age"
    os.mkfifo(pipe)
    monkeypatch.setattr(os, "lstat", lambda _path: status)
    with pytest.raises(NotAnOrdinaryFile):
        safe_read(pipe, limit=100)


@needs_posix
def test_a_link_put_there_between_the_two_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.write_bytes(b"x")
    status = os.lstat(ordinary)
    link = tmp_path / "x.age"
    link.symlink_to(ordinary)
    monkeypatch.setattr(os, "lstat", lambda _path: status)
    with pytest.raises(NotAnOrdinaryFile):
        safe_read(link, limit=100)


@needs_posix
@pytest.mark.parametrize("target", ["/dev/zero", "/dev/null", "secret.txt", "missing"])
def test_a_link_is_not_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    path = tmp_path / "x.age"
    path.symlink_to(tmp_path / target)
    with pytest.raises(NotAnOrdinaryFile):
        safe_read(path, limit=100)


@needs_posix
def test_a_device() -> None:
    with pytest.raises(NotAnOrdinaryFile):
        safe_read(Path("/dev/zero"), limit=100)


@needs_posix
def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # addresses of sockets are short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("x.age")
        with pytest.raises(NotAnOrdinaryFile):
            safe_read(tmp_path / "x.age", limit=100)


def test_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "x.age"
    path.mkdir()
    with pytest.raises(NotAnOrdinaryFile):
        safe_read(path, limit=100)


def test_a_file_of_5_gb(tmp_path: Path) -> None:
    path = tmp_path / "x.age"
    with path.open("wb") as file:
        file.truncate(5 * 10**9)
    with pytest.raises(BundleTooLarge):
        safe_read(path, limit=40 * 1024 * 1024)


def test_a_file_that_grows_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.age"
    path.write_bytes(b"small")
    read = os.read

    def growing_read(descriptor: int, size: int) -> bytes:
        with path.open("ab") as file:
            file.write(bytes(1000))
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", growing_read)
    with pytest.raises(BundleTooLarge):
        safe_read(path, limit=500)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"The file x\.age cannot"):
        safe_read(tmp_path / "x.age", limit=100)
    with pytest.raises(FileUnreadable):
        safe_read(tmp_path / "no" / "x.age", limit=100)


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "new\nline", "\udcff", "../../missing"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileUnreadable) as caught:
        safe_read(tmp_path / name, limit=100)
    assert "\n" not in str(caught.value)
    str(caught.value).encode("utf-8")


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV])
def test_a_stick_pulled_while_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = tmp_path / "x.age"
    path.write_bytes(b"data")

    def broken_read(_descriptor: int, _size: int) -> bytes:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "read", broken_read)
    with pytest.raises(DeviceGone):
        safe_read(path, limit=100)
    monkeypatch.undo()
    assert safe_read(path, limit=100) == b"data"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Refused by hand, because an administrator may read everything.
    path = tmp_path / "x.age"
    path.write_bytes(b"data")

    def refuse(*_args: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FileUnreadable):
        safe_read(path, limit=100)
