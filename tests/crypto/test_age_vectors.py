# SPDX-License-Identifier: Apache-2.0
"""The age test vectors of C2SP (CCTV): the right kind of failure, and the exact plaintext released.

Each vector is one file with one fault, or none. What may be released before a fault is found is
part of it, so the hash is over every chunk that came out.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import zlib
from collections import Counter
from dataclasses import dataclass

import pytest

from desktop.crypto import age
from tests.crypto.classic_identities import ScryptIdentity, X25519Identity
from tests.outside_programs import INTEROP

NOTHING = hashlib.sha256(b"").hexdigest()

FAILURES: dict[str, type[age.AgeError]] = {
    "header failure": age.HeaderFailure,
    "HMAC failure": age.HmacFailure,
    "no match": age.NoMatch,
    "payload failure": age.PayloadFailure,
}

#: How many vectors of each class run. The package is pinned, so fewer means that some were lost.
RUN = {
    "success": 19,
    "header failure": 60,
    "HMAC failure": 1,
    "no match": 12,
    "payload failure": 18,
}

#: Vectors that cannot be run, and why. They are all of the text form of age files, which the
#: program refuses; that each of them is refused is tested instead.
NOT_RUN = {"armored: the text form of age files is refused": 33}


@dataclass(frozen=True)
class Vector:
    name: str
    expect: str
    payload: str | None
    identities: tuple[age.Identity, ...]
    armored: bool
    file: bytes


@pytest.fixture(scope="module")
def vectors(node: str) -> list[Vector]:
    program = [node, str(INTEROP / "vectors.mjs")]
    printed = subprocess.run(program, check=True, capture_output=True).stdout
    return [read(name, base64.b64decode(text)) for name, text in json.loads(printed).items()]


def read(name: str, data: bytes) -> Vector:
    head, _, file = data.partition(b"\n\n")
    lines = [line.split(": ", 1) for line in head.decode("utf-8").split("\n")]
    facts = dict(lines)
    known = {"expect", "payload", "identity", "passphrase", "armored", "file key", "comment"}
    assert facts.keys() <= known | {"compressed"}, name
    if "compressed" in facts:
        assert facts["compressed"] == "zlib"
        file = zlib.decompress(file)
    return Vector(
        name,
        facts["expect"],
        facts.get("payload"),
        tuple(identity for key, value in lines for identity in identities(key, value)),
        facts.get("armored") == "yes",
        file,
    )


def identities(key: str, value: str) -> list[age.Identity]:
    if key == "passphrase":
        return [ScryptIdentity(value)]
    if key == "identity" and value.startswith("AGE-SECRET-KEY-PQ-1"):
        return [age.HybridIdentity.parse(value)]
    return [X25519Identity(value)] if key == "identity" else []


def outcome(vector: Vector) -> tuple[str, str]:
    """Return the class of what happened, and the hash of what was released before it did."""
    released = hashlib.sha256()
    try:
        for chunk in age.open_chunks(vector.file, vector.identities):
            released.update(chunk)
    except age.AgeError as failure:
        names = [name for name, kind in FAILURES.items() if isinstance(failure, kind)]
        return ", ".join(names), released.hexdigest()
    return "success", released.hexdigest()


def test_every_vector_ends_as_it_should(vectors: list[Vector]) -> None:
    run = [vector for vector in vectors if not vector.armored]
    wrong = {
        vector.name: (vector.expect, outcome(vector))
        for vector in run
        if outcome(vector) != (vector.expect, vector.payload or NOTHING)
    }
    assert not wrong
    assert Counter(vector.expect for vector in run) == RUN


def test_nothing_is_released_in_one_piece_unless_all_of_it_is_good(vectors: list[Vector]) -> None:
    bad = [vector for vector in vectors if not vector.armored and vector.expect != "success"]
    for vector in bad:
        with pytest.raises(FAILURES[vector.expect]):
            age.decrypt(vector.file, vector.identities)
    assert len(bad) == sum(RUN.values()) - RUN["success"]


def test_every_armored_vector_is_refused(vectors: list[Vector]) -> None:
    armored = [vector for vector in vectors if vector.armored]
    for vector in armored:
        with pytest.raises(age.NotAccepted):
            age.decrypt(vector.file, vector.identities)
    assert len(armored) == sum(NOT_RUN.values())
    assert len(vectors) == sum(RUN.values()) + sum(NOT_RUN.values())


def test_in_a_bundle_every_classic_vector_is_refused_before_any_key_is_tried(
    vectors: list[Vector],
) -> None:
    classic = [
        vector
        for vector in vectors
        if not vector.armored
        and vector.expect == "success"
        and (b"\n-> X25519 " in vector.file or b"\n-> scrypt " in vector.file)
    ]
    for vector in classic:
        with pytest.raises(age.NotAccepted):
            age.decrypt(vector.file, [NeverAsked()], allowed=age.is_not_classic)
    assert len(classic) == 16


class NeverAsked:
    def unwrap(self, stanza: age.Stanza) -> bytes | None:
        raise AssertionError("a key was tried")
