# SPDX-License-Identifier: Apache-2.0
"""The least code that does the same jobs: what the program is measured against.

It uses the same libraries, keeps every promise about durability and secrecy (SQLCipher with a
write-ahead log and ``synchronous=FULL``, sealed for the same post-quantum recipients, signed),
and leaves out everything else: no validation, no ledger, no chains, no receipts, no versions, no
limits on hostile input, no guards in the database. Its files are not bundles of ours.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    Suite,
)
from sqlcipher3 import dbapi2 as driver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_CHUNK: Final = 64 * 1024
_WRAPPED: Final = 1120 + 32 + 16
_SIGNATURE: Final = 64
_GZIP: Final = 31
_NO_NONCE: Final = bytes(12)  # each key seals one thing

TABLES: Final = (
    "CREATE TABLE note (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL,"
    " kind TEXT NOT NULL, at TEXT NOT NULL, author TEXT NOT NULL, line BLOB NOT NULL)",
    "CREATE INDEX note_record ON note (record)",
    "CREATE TABLE bundle (sha256 TEXT PRIMARY KEY, data BLOB)",
)
SAME_INDEX: Final = (
    "CREATE VIRTUAL TABLE words USING fts5(title, body, prefix = '2 3', detail = column,"
    " tokenize = \"unicode61 remove_diacritics 2 categories 'L* M* N* Co'\")",
    "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO words (words, rank) VALUES ('hashsize', 8388608)",
)
"""What search as you type needs: beginnings of words, the text around a hit, and forgetting.

The options are those of the program's own index (desktop/storage/tables.py).
"""
LEAST_INDEX: Final = ("CREATE VIRTUAL TABLE words USING fts5(title, body, content = '')",)
"""Whole words to record numbers, and nothing else: too slow for search as you type."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """What the store needs of a line; the rest is kept with it as it is."""

    id: str
    record: str
    kind: str
    at: str
    author: str
    body: Words


class Words(msgspec.Struct, frozen=True, gc=False):
    """What the index needs of a note."""

    when: str = ""
    known_as: str = ""
    talked_about: str = ""
    agreed: str = ""
    notes: str = ""


_DECODE: Final = msgspec.json.Decoder(Line).decode


@dataclass(frozen=True)
class Keys:
    """Who signs, and who can read: two recipients, as a real bundle to the hub has."""

    signing: Ed25519PrivateKey
    readers: tuple[MLKEM768X25519PrivateKey, MLKEM768X25519PrivateKey]

    @classmethod
    def generate(cls) -> Keys:
        """Make keys of all sorts."""
        pair = [
            MLKEM768X25519PrivateKey(MLKEM768PrivateKey.generate(), X25519PrivateKey.generate())
            for _ in range(2)
        ]
        return cls(Ed25519PrivateKey.generate(), (pair[0], pair[1]))


def store(path: Path, *, index: Sequence[str] = SAME_INDEX) -> Any:
    """Make an encrypted store. Returns the driver's connection, which has no types."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.set_key(bytearray(b"x'" + bytes(32).hex().encode("ascii") + b"'"))
    connection.execute("PRAGMA journal_mode = WAL").close()
    connection.execute("PRAGMA synchronous = FULL").close()
    connection.execute("PRAGMA secure_delete = ON").close()
    for statement in (*TABLES, *index):
        connection.execute(statement)
    return connection


def put(connection: Any, lines: Iterable[bytes]) -> None:
    """Put lines into the store and their words into the index, in the caller's transaction."""
    number = connection.execute("SELECT coalesce(max(number), 0) FROM note").fetchone()[0]
    rows: list[tuple[object, ...]] = []
    words: list[tuple[object, ...]] = []
    for place, line in enumerate(lines, start=number + 1):
        note = _DECODE(line)
        body = note.body
        rows.append((place, note.id, note.record, note.kind, note.at, note.author, line))
        text = body.talked_about + "\n" + body.agreed + body.notes
        words.append((place, body.when or body.known_as, text))
    connection.executemany("INSERT INTO note VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", words)


def seal(lines: Sequence[bytes], keys: Keys) -> bytes:
    """Pack, sign and encrypt lines."""
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    packed = packer.compress(b"\n".join(lines)) + packer.flush()
    signed = keys.signing.sign(hashlib.sha256(packed).digest()) + packed
    key = os.urandom(32)
    cipher = ChaCha20Poly1305(key)
    wrapped = [_SUITE.encrypt(key, reader.public_key()) for reader in keys.readers]
    chunks = [
        cipher.encrypt(start.to_bytes(12, "big"), signed[start : start + _CHUNK], None)
        for start in range(0, len(signed), _CHUNK)
    ]
    return b"".join([*wrapped, *chunks])


def unseal(data: bytes, keys: Keys) -> list[bytes]:
    """Decrypt, verify and unpack what :func:`seal` made."""
    cipher = ChaCha20Poly1305(_SUITE.decrypt(data[:_WRAPPED], keys.readers[0]))
    view = memoryview(data)[2 * _WRAPPED :]
    step = _CHUNK + 16
    signed = b"".join(
        cipher.decrypt((place * _CHUNK).to_bytes(12, "big"), view[place * step :][:step], None)
        for place in range(-(-len(view) // step))
    )
    packed = signed[_SIGNATURE:]
    keys.signing.public_key().verify(signed[:_SIGNATURE], hashlib.sha256(packed).digest())
    return zlib.decompress(packed, _GZIP).split(b"\n")


def export(lines: Sequence[bytes], folder: Path, keys: Keys, *, each: int = 500) -> list[Path]:
    """Write sealed files of so many lines each, every one on the disk before the next."""
    written: list[Path] = []
    for start in range(0, len(lines), each):
        path = folder / f"{start:08}.sealed"
        with path.open("wb") as stream:
            stream.write(seal(lines[start : start + each], keys))
            stream.flush()
            os.fsync(stream.fileno())
        written.append(path)
    return written


def take_in(connection: Any, files: Sequence[Path], keys: Keys) -> None:
    """Import sealed files, all in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for path in files:
        data = path.read_bytes()
        put(connection, unseal(data, keys))
        mark = (hashlib.sha256(data).hexdigest(), None)
        connection.execute("INSERT INTO bundle VALUES (?, ?)", mark)
    connection.execute("COMMIT")


def lines_in(files: Iterable[Path], keys: Keys) -> Iterator[bytes]:
    """Yield the lines of sealed files."""
    for path in files:
        yield from unseal(path.read_bytes(), keys)


def seal_all(connection: Any, keys: Keys, *, each: int = 500) -> None:
    """Seal all notes of a store, so many at a time, each sealed file kept before the next."""
    last = 0
    while True:
        rows = connection.execute(
            "SELECT number, line FROM note WHERE number > ? ORDER BY number LIMIT ?", (last, each)
        ).fetchall()
        if not rows:
            return
        data = seal([line for _, line in rows], keys)
        connection.execute("BEGIN IMMEDIATE")
        mark = (hashlib.sha256(data).hexdigest(), data)
        connection.execute("INSERT INTO bundle VALUES (?, ?)", mark)
        connection.execute("COMMIT")
        last = rows[-1][0]


def search(connection: Any, beginning: str) -> list[tuple[str, str]]:
    """Return (id, snippet) of the newest fifty notes with a word that begins like this."""
    found: list[tuple[str, str]] = connection.execute(
        "SELECT note.id, snippet(words, -1, '', '', '…', 16) FROM words"
        " JOIN note ON note.number = words.rowid"
        " WHERE words MATCH ? ORDER BY words.rowid DESC LIMIT 50",
        (f'"{beginning}"*',),
    ).fetchall()
    return found


def save(connection: Any, line: bytes) -> None:
    """Keep one note, durably."""
    connection.execute("BEGIN IMMEDIATE")
    put(connection, [line])
    connection.execute("COMMIT")
