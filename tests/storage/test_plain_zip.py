# SPDX-License-Identifier: Apache-2.0
"""The plainest ZIP files: any program reads what we write; we read nothing else."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.storage import plain_zip
from desktop.storage.plain_zip import Member, NotPlain

if TYPE_CHECKING:
    from collections.abc import Mapping

FILES = {"first.json": b'{"a":1}', "second.db": bytes(range(256)) * 20, "third": b""}


def written(files: Mapping[str, bytes]) -> bytes:
    members = [Member(name, len(data), zlib.crc32(data)) for name, data in files.items()]
    pieces = [plain_zip.local_header(m) + files[m.name] for m in members]
    return b"".join(pieces) + plain_zip.directory(members)


def read(data: bytes) -> tuple[plain_zip.Place, ...]:
    """Read as the reader of backups does, which compares what stands before each member."""
    found = plain_zip.read_directory(data[-plain_zip.longest_directory() :], size=len(data))
    for place in found:
        header = plain_zip.local_header(place.member)
        if data[place.offset - len(header) : place.offset] != header:
            raise NotPlain
    return found


def test_any_program_can_unpack_it() -> None:
    with zipfile.ZipFile(io.BytesIO(written(FILES))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
        assert archive.infolist()[0].external_attr >> 16 == 0o100600


def test_where_the_members_are() -> None:
    data = written(FILES)

    found = {place.member.name: place for place in read(data)}

    assert list(found) == list(FILES)
    for name, place in found.items():
        assert data[place.offset : place.offset + place.member.size] == FILES[name]
    assert plain_zip.size_of([place.member for place in found.values()]) == len(data)


def test_every_other_directory_is_refused() -> None:
    """Any byte changed in it, anything before, behind or between, anything cut."""
    data = written({"a.json": b"12345", "b.db": b"67890"})
    begins = data.index(b"PK\x01\x02")
    for at in range(begins, len(data)):
        changed = bytearray(data)
        changed[at] ^= 0x41
        with pytest.raises(NotPlain):
            read(bytes(changed))
    for length in range(len(data)):
        with pytest.raises(NotPlain):
            read(data[:length])
    for other in (b"x" + data, data + b"x", data[:begins] + b"x" + data[begins:]):
        with pytest.raises(NotPlain):
            read(other)


def test_members_that_only_others_write() -> None:
    """Compressed, encrypted, with a comment, with an extra field, with folders, none at all."""

    def archive(whole: bytes = b"", **settings: object) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as zipped:
            for name, data in FILES.items():
                info = zipfile.ZipInfo(name)
                for key, value in settings.items():
                    setattr(info, key, value)
                zipped.writestr(info, data)
            zipped.comment = whole
        return buffer.getvalue()

    for data in (
        archive(),  # other times, other versions
        archive(compress_type=zipfile.ZIP_DEFLATED),
        archive(comment=b"hello"),
        archive(extra=b"\x01\x00\x02\x00ab"),
        archive(whole=b"a comment"),
        archive(external_attr=0o120777 << 16),
    ):
        with pytest.raises(NotPlain):
            read(data)
    with pytest.raises(NotPlain):
        read(written({}))


def test_names_that_are_refused() -> None:
    for files in ({"a" * 65: b""}, {f"{number}": b"" for number in range(17)}):
        with pytest.raises(NotPlain):
            read(written(files))
    twice = [Member("a", 0, 0), Member("a", 0, 0)]
    data = b"".join(map(plain_zip.local_header, twice)) + plain_zip.directory(twice)
    with pytest.raises(NotPlain):
        read(data)
    changed = written({"name": b""}).replace(b"name", "näm".encode())
    with pytest.raises(NotPlain):
        read(changed)


@given(st.binary(max_size=400))
def test_noise_is_refused(noise: bytes) -> None:
    for data in (noise, noise + written({"a": b"1"})[-22:]):
        with pytest.raises(NotPlain):
            read(data)
