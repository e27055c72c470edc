# SPDX-License-Identifier: Apache-2.0
"""Files that a person names: read whatever they are, written whole."""

from __future__ import annotations

import io
import os
import stat
import threading
from pathlib import Path

import pytest

from desktop.errors import BadInputFile, BundleTooLarge, FileUnreadable, FolderUnreadable
from desktop.operations import files


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"abc")

    assert files.read(tmp_path / "f", limit=3) == b"abc"
    with pytest.raises(BundleTooLarge):
        files.read(tmp_path / "f", limit=2)
    for missing in (tmp_path / "none", tmp_path):
        with pytest.raises(FileUnreadable):
            files.read(missing, limit=3)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", ""),
        (b"one", "one"),
        (b"one\n", "one"),
        (b"one \r\ntwo", "one "),
        ("\ufeffé\n".encode(), "é"),
        (b"\n", ""),
        (b"x" * 5000, "x" * files.MAX_LINE),
    ],
)
def test_the_first_line(tmp_path: Path, data: bytes, line: str) -> None:
    (tmp_path / "f").write_bytes(data)

    assert files.read_first_line(tmp_path / "f") == line


@pytest.mark.parametrize("data", [b"\xff", "é".encode("utf-16")])
def test_a_first_line_that_is_no_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "f").write_bytes(data)

    with pytest.raises(FileUnreadable):
        files.read_first_line(tmp_path / "f")


def test_a_pipe_that_a_person_names_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(b"words\n",))
    writer.start()

    assert files.read_first_line(tmp_path / "pipe") == "words"
    writer.join()


def test_an_object_from_a_stream() -> None:
    assert files.read_object(io.BytesIO(b'{"a": [1, null]}')) == {"a": [1, None]}
    with pytest.raises(BadInputFile, match="standard input"):
        files.read_object(io.BytesIO(b"1"))


def test_a_new_file_is_private_and_whole(tmp_path: Path) -> None:
    files.write_new(tmp_path / "f", b"abc")

    assert (tmp_path / "f").read_bytes() == b"abc"
    assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o600
    with pytest.raises(FolderUnreadable):
        files.write_new(tmp_path / "no" / "f", b"abc")


def test_a_relative_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    files.write_new(Path("f"), b"abc")

    assert (tmp_path / "f").read_bytes() == b"abc"
