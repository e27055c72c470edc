# SPDX-License-Identifier: Apache-2.0
"""H01 to H05: what anybody may do to the outside of a bundle."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from desktop.crypto import age
from desktop.operations import hub
from tests.hostile.desk import KEPT_ASIDE
from tests.sync.forged import dump, held, titles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.sync.bundle import Sealed
    from tests.hostile.desk import Desk

ROOT: Final = Path(__file__).resolve().parents[2]
SPOILT: Final = ("damaged", "bad-format", "not-for-us")


def measured(what: str) -> dict[str, Any]:
    """Let a process of its own take one hostile input; say how that went."""
    child = (sys.executable, "-m", "tests.hostile.measured_child", what)
    done = subprocess.run(child, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def small_bundle(desk: Desk) -> Sealed:
    sender = desk.sender()
    return sender.next(sender.write("whole"))


class Weaker:
    """A recipient that writes any stanza in place of a post-quantum one."""

    def __init__(self, kind: str, arguments: Sequence[str]) -> None:
        self._stanza = age.Stanza(kind, tuple(arguments), bytes(32))

    def wrap(self, _file_key: bytes) -> age.Stanza:
        return self._stanza


def test_h01_a_flipped_byte_anywhere_is_never_applied(desk: Desk) -> None:
    """Here every 23rd byte through a whole import; every bit is flipped in tests/sync."""
    data = small_bundle(desk).data
    flipped = []
    for place in [*range(0, len(data), 23), len(data) - 1]:
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        flipped.append(bytes(changed))
    desk.refuse(*flipped, slugs=SPOILT)
    assert [one.status for one in desk.offer(data)] == ["imported"]
    desk.still_works()


def test_h02_a_bundle_cut_short_anywhere_is_damaged(desk: Desk) -> None:
    """Here every 23rd length through a whole import; every length is tried in tests/sync."""
    data = small_bundle(desk).data
    desk.refuse(*(data[:size] for size in range(1, len(data), 23)), slugs=("damaged", "bad-format"))
    assert desk.offer(b"")[0].slug == "damaged"
    assert [one.status for one in desk.offer(data)] == ["imported"]
    desk.still_works()


@pytest.mark.parametrize(
    ("what", "slug"),
    [
        ("stanzas", "damaged"),
        ("line", "damaged"),
        ("body", "damaged"),
        ("too-long", "too-large"),
    ],
)
def test_h03_a_monstrous_header_costs_next_to_nothing(what: str, slug: str) -> None:
    """200,000 stanzas, a line of 39 MB, a stanza of 32 MB, a line of 50 MB.

    Measured: at most 5 ms, and half a megabyte beyond the file itself. The bounds are those of
    the case, with room for a busy machine in the time.
    """
    answer = measured(what)
    assert answer["slug"] == slug
    assert answer["seconds"] < 1
    assert answer["grown"] < 50


def test_h03_a_monstrous_header_is_refused_at_import(desk: Desk) -> None:
    start = b"age-encryption.org/v1\n"
    with (desk.folder / "huge.age").open("wb") as file:
        file.write(start)
        file.truncate(50_000_000)
    (desk.folder / "stanzas.age").write_bytes(start + b"-> x\n\n" * 200_000)
    before = dump(desk.hub, without=KEPT_ASIDE)
    started = time.perf_counter()
    found = {one.file: one.slug for one in hub.import_files(desk.hub, [desk.folder]).bundles}
    assert time.perf_counter() - started < 5
    assert found == {"huge.age": "too-large", "stanzas.age": "damaged"}
    assert dump(desk.hub, without=KEPT_ASIDE) == before
    desk.still_works()


def test_h04_a_passphrase_stanza_is_refused_without_deriving_a_key(desk: Desk) -> None:
    """A work factor of 23 would be 8 GiB and minutes."""
    whole = small_bundle(desk)
    recipient = desk.hub.party.identities[0].recipient
    weaker = Weaker("scrypt", ("A" * 22, "23"))
    alone = age.encrypt(whole.data, [weaker])
    beside = age.encrypt(whole.data, [recipient, weaker])
    started = time.perf_counter()
    desk.refuse(alone, beside, slugs=("bad-format",))
    assert time.perf_counter() - started < 2
    answer = measured("scrypt")
    assert (answer["slug"], answer["seconds"] < 1, answer["grown"] < 20) == (
        "bad-format",
        True,
        True,
    )
    desk.still_works()


def test_h05_older_protection_and_armor_are_refused(desk: Desk) -> None:
    """Whoever records today and breaks X25519 in thirty years would read what it protected."""
    data = small_bundle(desk).data
    recipient = desk.hub.party.identities[0].recipient
    classic = Weaker("X25519", ("A" * 43,))
    armored = (
        b"-----BEGIN AGE ENCRYPTED FILE-----\n"
        + base64.encodebytes(data)
        + b"-----END AGE ENCRYPTED FILE-----\n"
    )
    mixed = age.encrypt(data, [recipient, classic])
    desk.refuse(armored, mixed, age.encrypt(data, [classic]), slugs=("bad-format",))
    assert titles(desk.hub) == []
    assert {slug for _status, slug in held(desk.hub)} == {"bad-format"}
    desk.still_works()
