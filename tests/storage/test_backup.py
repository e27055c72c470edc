# SPDX-License-Identifier: Apache-2.0
"""The file of a backup: written whole or not at all, and read only when it is exactly that."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import (
    AlongsideError,
    BackupAltered,
    BackupDamaged,
    BackupNewer,
    BackupTooLarge,
    BackupUnusable,
    Cancelled,
    DiskFull,
    FileUnreadable,
    NotABackup,
    NotAnOrdinaryFile,
)
from desktop.storage import backup, plain_zip
from desktop.storage.backup import BackupFile, Facts
from desktop.storage.plain_zip import Member

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

KEY = bytes(range(32))
VAULT = "0123456789abcdef" * 2
MADE = "2026-11-22T10:15:30.123Z"
FACTS = Facts(vault=VAULT, made=MADE, epoch="a1" * 8, role="volunteer", records=7)
DATA = {"vault.json": b'{"fmt":"alongside-vault/1"}\n', "records.db": bytes(range(251)) * 40}


def sources(folder: Path, data: Mapping[str, bytes] = DATA) -> dict[str, Path]:
    folder.mkdir(exist_ok=True)
    for name, content in data.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in data}


def made(folder: Path, facts: Facts = FACTS, data: Mapping[str, bytes] = DATA) -> Path:
    unfinished = backup.write(folder, facts, files=sources(folder / "from", data), key=KEY)
    return backup.keep(unfinished, facts.made)


def fully_read(path: Path) -> dict[str, bytes]:
    """Read a backup as restoring does, and return what is in it."""
    with BackupFile(path) as found:
        found.check_files()
        found.check_mac(KEY)
        return {name: b"".join(found._checked(name)) for name in found.manifest.files}


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP as we write it, with whatever in it."""
    members = [Member(name, len(data), zlib.crc32(data)) for name, data in files.items()]
    pieces = [plain_zip.local_header(m) + files[m.name] for m in members]
    return b"".join(pieces) + plain_zip.directory(members)


def manifest(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "fmt": "alongside-backup/1",
        "vault": VAULT,
        "made": MADE,
        "epoch": "a1" * 8,
        "role": "volunteer",
        "records": 7,
        "files": {
            name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in DATA.items()
        },
        "mac": "",
    }
    fields |= changes
    if not fields["mac"]:
        line = json.dumps(fields, separators=(",", ":")).encode()
        fields["mac"] = hmac.digest(KEY, line, "sha256").hex()
    return fields


def line_of(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode() + b"\n"


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = made(tmp_path)

    assert path.name == "backup-20261122-101530.alongside"
    assert fully_read(path) == DATA
    with BackupFile(path) as found:
        assert found.header() == DATA["vault.json"]
        assert found.size == path.stat().st_size
        assert (found.manifest.records, found.manifest.made) == (7, MADE)
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600
    assert {entry.name for entry in tmp_path.iterdir()} == {path.name, "from"}


def test_the_format_is_the_one_that_is_described(tmp_path: Path) -> None:
    """Put together here from the description alone, the file is the same byte for byte."""
    path = made(tmp_path)

    assert path.read_bytes() == packed({"backup.json": line_of(manifest()), **DATA})
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["backup.json", "vault.json", "records.db"]


def test_a_hub_has_one_file_more(tmp_path: Path) -> None:
    facts = Facts(vault=VAULT, made=MADE, epoch="a1" * 8, role="hub", records=0)
    data = {**DATA, "concerns.db": b"sealed"}

    assert fully_read(made(tmp_path, facts, data)) == data


def test_the_changing_of_any_byte_is_noticed(tmp_path: Path) -> None:
    data = {"vault.json": b"{}\n", "records.db": b"0123456789"}
    path = made(tmp_path, data=data)
    whole = path.read_bytes()
    for at in range(len(whole)):
        for bit in (1, 0x80):
            changed = bytearray(whole)
            changed[at] ^= bit
            path.write_bytes(changed)
            with pytest.raises(BackupUnusable):
                fully_read(path)


def test_every_shortening_and_every_addition_is_noticed(tmp_path: Path) -> None:
    path = made(tmp_path, data={"vault.json": b"{}\n", "records.db": b"0123456789"})
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(BackupDamaged if length > 40 else NotABackup):
            BackupFile(path)
    for other in (whole + b"\0", b"\0" + whole, whole + whole):
        path.write_bytes(other)
        with pytest.raises(BackupUnusable):
            BackupFile(path)


def test_another_key_is_an_alteration(tmp_path: Path) -> None:
    with BackupFile(made(tmp_path)) as found, pytest.raises(BackupAltered):
        found.check_mac(KEY[::-1])


@pytest.mark.parametrize(
    "changes",
    [
        {"vault": VAULT[:-1]},
        {"vault": VAULT.upper()},
        {"epoch": "a1" * 9},
        {"mac": "00" * 31},
        {"mac": "zz" * 32},
        {"made": "2026-11-22T10:15:30Z"},
        {"made": "2026-13-22T10:15:30.123Z"},
        {"made": "yesterday"},
        {"role": "staff"},
        {"role": "hub"},  # then concerns.db is missing
        {"records": -1},
        {"records": 2**53},
        {"records": 10**400},
        {"records": True},
        {"records": 7.0},
        {"records": "7"},
        {"files": {}},
        {"files": []},
        {"files": {**manifest()["files"], "../x": {"size": 0, "sha256": "00" * 32}}},
        {"files": dict(reversed(manifest()["files"].items()))},
        {"fmt": "alongside-backup/01"},
        {"fmt": "something/1"},
        {"fmt": 1},
        {"more": 1},
    ],
)
def test_manifests_that_are_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    """Even with a MAC that fits: whoever holds the keys may be at fault too."""
    path = tmp_path / "backup-20261122-101530.alongside"
    path.write_bytes(packed({"backup.json": line_of(manifest(**changes)), **DATA}))

    with pytest.raises(BackupDamaged):
        BackupFile(path)


def bad_lines() -> dict[str, bytes]:
    good = line_of(manifest())
    return {
        "empty": b"",
        "noise": b"\xff\xfe\0",
        "no newline": good[:-1],
        "two newlines": good + b"\n",
        "spaces": json.dumps(manifest()).encode() + b"\n",
        "twice": good.replace(b'"records":7', b'"records":8,"records":7'),
        "escapes": good.replace(b"volunteer", b"\\u0076olunteer"),
        "surrogate": good.replace(VAULT.encode(), b"\\ud800"),
        "nested": b"[" * 100_000 + b"]" * 100_000,
        "long": good[:-2] + b" " * 5000 + b"}\n",
        "another hash": good.replace(b'"sha256":"', b'"sha256":"0', 1),
        "another size": good.replace(b'"size":', b'"size":1', 1),
    }


@pytest.mark.parametrize("name", bad_lines())
def test_first_members_that_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bad.alongside"
    path.write_bytes(packed({"backup.json": bad_lines()[name], **DATA}))

    with pytest.raises(BackupDamaged):
        BackupFile(path)


@pytest.mark.parametrize(
    "files",
    [
        {"vault.json": b"{}", "records.db": b""},
        {"records.db": b"", "backup.json": b"{}"},
        {"hello.txt": b"hello"},
    ],
)
def test_other_plain_archives_are_no_backups(tmp_path: Path, files: dict[str, bytes]) -> None:
    path = tmp_path / "other.zip"
    path.write_bytes(packed(files))

    with pytest.raises(NotABackup):
        BackupFile(path)


@pytest.mark.parametrize(
    "files",
    [
        {"backup.json": line_of(manifest()), **dict(reversed(DATA.items()))},
        {"backup.json": line_of(manifest()), "vault.json": DATA["vault.json"]},
        {"backup.json": line_of(manifest()), **DATA, "more": b""},
        {"backup.json": line_of(manifest()), **DATA, "../../evil": b"x"},
    ],
)
def test_other_members_are_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    path = tmp_path / "other.alongside"
    path.write_bytes(packed(files))

    with pytest.raises(BackupDamaged):
        BackupFile(path)


def test_a_header_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupDamaged):
        fully_read(made(tmp_path, data={**DATA, "vault.json": bytes(64 * 1024 + 1)}))


def test_a_later_format_is_named(tmp_path: Path) -> None:
    path = tmp_path / "new.alongside"
    fields = {"fmt": "alongside-backup/2", "more": ["things"]}
    path.write_bytes(packed({"backup.json": line_of(fields), **DATA}))

    with pytest.raises(BackupNewer):
        BackupFile(path)


def rezipped(path: Path, change: Callable[[zipfile.ZipInfo], None], **more: bytes) -> bytes:
    """Return the backup as another ZIP program would write it."""
    with zipfile.ZipFile(path) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    other = path.with_name("other.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, data in [*inside.items(), *more.items()]:
            info = zipfile.ZipInfo(name)
            change(info)
            archive.writestr(info, data)
    return other.read_bytes()


def test_hostile_archives(tmp_path: Path) -> None:
    """Compressed (bombs), links, doubled names, folders: none is looked into."""
    path = made(tmp_path)

    def compressed(info: zipfile.ZipInfo) -> None:
        info.compress_type = zipfile.ZIP_DEFLATED

    def link(info: zipfile.ZipInfo) -> None:
        info.external_attr = 0o120777 << 16

    def flagged(info: zipfile.ZipInfo) -> None:
        info.flag_bits = 1

    bomb = rezipped(path, compressed, zeros=bytes(50_000_000))
    assert len(bomb) < 100_000
    with pytest.warns(UserWarning, match="Duplicate"):
        doubled = rezipped(path, lambda _info: None, **{"records.db": b"other"})
    for data in (
        bomb,
        doubled,
        rezipped(path, link),
        rezipped(path, flagged),
        rezipped(path, lambda _info: None),
        rezipped(path, lambda _info: None, **{"folder/": b""}),
    ):
        path.write_bytes(data)
        with pytest.raises(BackupUnusable):
            BackupFile(path)


@given(st.binary(max_size=2000))
def test_noise(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    path = tmp_path_factory.mktemp("noise") / "noise.alongside"
    path.write_bytes(noise)

    with pytest.raises(NotABackup):
        BackupFile(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes and no /dev")
def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    good = made(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "link").symlink_to(good)
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "zero", "link", "folder"):
        with pytest.raises(NotAnOrdinaryFile):
            BackupFile(tmp_path / name)
    with pytest.raises(FileUnreadable):
        BackupFile(tmp_path / "nothing")


def test_a_sparse_giant_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "giant.alongside"
    with path.open("wb") as file:
        file.truncate(5 * 1024**3)

    with pytest.raises(NotABackup):
        BackupFile(path)


def test_a_file_that_shrinks_while_it_is_read(tmp_path: Path) -> None:
    path = made(tmp_path)
    with BackupFile(path) as found:
        os.truncate(path, 300)
        with pytest.raises(BackupDamaged):
            found.check_files()


def test_extracting(tmp_path: Path) -> None:
    path = made(tmp_path)
    target = tmp_path / "out.db"
    seen: list[int] = []
    with BackupFile(path) as found:
        found.extract("records.db", target, lambda: seen.append(1))
        assert target.read_bytes() == DATA["records.db"]
        assert seen
        with pytest.raises(FileExistsError):
            found.extract("records.db", target)


def test_nothing_is_left_of_what_was_damaged(tmp_path: Path) -> None:
    path = made(tmp_path)
    whole = bytearray(path.read_bytes())
    whole[whole.index(DATA["records.db"][:100]) + 50] ^= 1
    path.write_bytes(whole)
    with BackupFile(path) as found:
        with pytest.raises(BackupDamaged):
            found.check_files()
        with pytest.raises(BackupDamaged):
            found.extract("records.db", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_writing_can_be_stopped_at_any_block(tmp_path: Path) -> None:
    files = sources(tmp_path / "from", {**DATA, "records.db": bytes(3 * 1024 * 1024 + 5)})
    for number in range(1, 50):
        left = [number]

        def watch(left: list[int] = left) -> None:
            left[0] -= 1
            if not left[0]:
                raise Cancelled

        try:
            found = backup.write(tmp_path, FACTS, files=files, key=KEY, watch=watch)
        except Cancelled:
            assert {entry.name for entry in tmp_path.iterdir()} == {"from"}
        else:
            found.unlink()
            break
    assert number > 5


def test_a_disk_that_fills_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sources(tmp_path / "from")

    def full(_path: Path) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(backup, "sync_file", full)
    with pytest.raises(DiskFull):
        backup.write(tmp_path, FACTS, files=files, key=KEY)
    assert {entry.name for entry in tmp_path.iterdir()} == {"from"}


def test_more_than_the_format_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_zip, "LARGEST_FILE", 1000)
    with pytest.raises(BackupTooLarge):
        made(tmp_path)
    assert {entry.name for entry in tmp_path.iterdir()} == {"from"}


def test_no_backup_takes_the_name_of_another(tmp_path: Path) -> None:
    facts = Facts(
        vault=VAULT, made="2026-12-31T23:59:59.900Z", epoch="a1" * 8, role="volunteer", records=1
    )
    (tmp_path / "backup-20261231-235959.alongside").symlink_to(tmp_path / "nowhere")

    found = [made(tmp_path, facts).name for _ in range(2)]

    assert found == ["backup-20270101-000000.alongside", "backup-20270101-000001.alongside"]


def test_names() -> None:
    assert backup.is_name("backup-20261122-101530.alongside")
    for name in (
        "backup-20261122-101530.alongside.tmp",
        "xbackup-20261122-101530.alongside",
        "backup-20261122-101530.alongside\n",
        "backup-2026112-101530.alongside",
    ):
        assert not backup.is_name(name)


def test_what_a_crash_left_is_cleared(tmp_path: Path) -> None:
    files = sources(tmp_path / "from")
    backup.write(tmp_path, FACTS, files=files, key=KEY)
    other = tmp_path / f".backup-{'ff' * 16}-{'00' * 8}.tmp"
    other.touch()
    kept = made(tmp_path)

    backup.clear_unfinished(tmp_path, vault=VAULT)
    backup.clear_unfinished(tmp_path / "nowhere", vault=VAULT)

    assert {entry.name for entry in tmp_path.iterdir()} == {"from", kept.name, other.name}


def test_no_fault_quotes_what_is_inside(tmp_path: Path) -> None:
    path = tmp_path / "x.alongside"
    path.write_bytes(packed({"backup.json": b'{"fmt":"canary"}', "canary": b""}))
    with pytest.raises(AlongsideError) as caught:
        BackupFile(path)
    assert "canary" not in f"{caught.value} {caught.value.what_to_do()} {caught.value.facts}"
