# SPDX-License-Identifier: Apache-2.0
"""A device comes to know a new signing key of its hub by what the root key signed, and only so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.crypto.signing import SigningKey
from desktop.errors import BundleTooLarge
from desktop.records import control
from desktop.storage import exchange, trust
from desktop.sync import fields, introduction, notices, policy
from tests.pairs import Pair, a_pair
from tests.sync.forged import Sender, as_hub, as_stranger, held, meta, results, take, titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.records.revision import Revision
    from desktop.sync.notices import Keyset, SignedDocument

APPLIED = ("imported", None)
UNKNOWN = ("quarantined", "unknown-device")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        made.round_trip()
        yield made


@pytest.fixture
def root(pair: Pair) -> SigningKey:
    return SigningKey.from_openssh(pair.hub_created.offline_files[0].read_text("ascii"))


def new_key(pair: Pair) -> Sender:
    """Return a sender with a key of its own that the device has never heard of."""
    sender = as_hub(pair.hub, pair.volunteer)
    sender.signing, sender.seq, sender.last = SigningKey.generate(), 0, exchange.FIRST
    sender.epoch = "aa" * 8
    return sender


def naming(pair: Pair, sender: Sender, **changes: object) -> Keyset:
    """Return a keyset that names the sender's key beside the hub's own."""
    now = pair.hub.read(policy.current_keyset)
    extra = notices.OperationalKey(key=fields.to_base64(sender.signing.public), state="active")
    values = {
        "version": now.version + 1,
        "operational": (*now.operational, extra),
        "previous": _hash_of(pair),
        **changes,
    }
    return msgspec.structs.replace(now, **values)


def _hash_of(pair: Pair) -> str:
    stored = pair.hub.read(lambda c: trust.newest_document(c, "keyset"))
    assert stored is not None
    return notices.SignedDocument(document=stored.document, signature=stored.signature).sha256


def carried(sender: Sender, signed: SignedDocument) -> Revision:
    body = control.encode(control.Keyset(document=signed.document, signature=signed.signature))
    return sender.write(kind="keyset", body=body)


def test_the_root_key_vouches(pair: Pair, root: SigningKey) -> None:
    sender = new_key(pair)
    line = carried(sender, notices.sign_keyset(root, naming(pair, sender)))
    bundle = sender.next(line, sender.write("from the new key"))
    assert results(take(pair.volunteer, bundle)) == [APPLIED]
    assert "from the new key" in titles(pair.volunteer)
    assert pair.volunteer.read(trust.devices)[sender.device].role == "hub"


def test_what_came_before_it_is_taken_in_then(pair: Pair, root: SigningKey) -> None:
    sender = new_key(pair)
    first = sender.next(sender.write("first"))
    line = carried(sender, notices.sign_keyset(root, naming(pair, sender)))
    second = sender.next(line)
    third = sender.next(sender.write("third"))
    assert results(take(pair.volunteer, first)) == [UNKNOWN]
    assert results(take(pair.volunteer, third)) == [UNKNOWN]
    outcomes = results(take(pair.volunteer, second))
    assert outcomes[0] == ("waiting", "waiting-for-earlier")
    assert sorted(titles(pair.volunteer)) == ["first", "third"]
    assert held(pair.volunteer) == []


def test_another_root_key_does_not(pair: Pair) -> None:
    sender = new_key(pair)
    line = carried(sender, notices.sign_keyset(SigningKey.generate(), naming(pair, sender)))
    assert results(take(pair.volunteer, sender.next(line))) == [UNKNOWN]


def test_a_keyset_that_does_not_name_it_does_not(pair: Pair, root: SigningKey) -> None:
    sender, other = new_key(pair), new_key(pair)
    line = carried(sender, notices.sign_keyset(root, naming(pair, other)))
    assert results(take(pair.volunteer, sender.next(line))) == [UNKNOWN]
    keyset = pair.volunteer.read(policy.current_keyset)
    assert keyset.version == 1


def test_one_that_names_it_as_given_up_does_not(pair: Pair, root: SigningKey) -> None:
    sender = new_key(pair)
    gone = notices.OperationalKey(key=fields.to_base64(sender.signing.public), state="retiring")
    now = pair.hub.read(policy.current_keyset)
    keyset = naming(pair, sender, operational=(*now.operational, gone))
    line = carried(sender, notices.sign_keyset(root, keyset))
    assert results(take(pair.volunteer, sender.next(line))) == [UNKNOWN]


def test_an_older_one_does_not_bring_a_key_back(pair: Pair, root: SigningKey) -> None:
    """A thief has a key that was named in version 2 and is not in version 3."""
    thief, hub = new_key(pair), as_hub(pair.hub, pair.volunteer)
    second = naming(pair, thief)
    signed = notices.sign_keyset(root, second)
    now = pair.hub.read(policy.current_keyset)
    third = msgspec.structs.replace(now, version=3, previous=signed.sha256)
    line = carried(hub, notices.sign_keyset(root, third))
    assert results(take(pair.volunteer, hub.next(line))) == [APPLIED]
    line = carried(thief, signed)
    assert results(take(pair.volunteer, thief.next(line))) == [UNKNOWN]
    assert pair.volunteer.read(policy.current_keyset).version == 3


def test_it_is_no_use_to_a_hub(pair: Pair, root: SigningKey) -> None:
    """Devices are made known to a hub by words, whatever they carry."""
    stranger = as_stranger(pair.volunteer)
    line = carried(stranger, notices.sign_keyset(root, naming(pair, stranger)))
    assert results(take(pair.hub, stranger.next(line))) == [UNKNOWN]
    assert meta(pair.hub, "role") == "hub"


def test_only_so_much_is_unpacked_for_a_stranger(
    pair: Pair, root: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(introduction, "MOST_RAW", 100)
    sender = new_key(pair)
    line = carried(sender, notices.sign_keyset(root, naming(pair, sender)))
    assert results(take(pair.volunteer, sender.next(line))) == [UNKNOWN]


def test_anything_else_in_such_a_bundle_makes_no_difference(pair: Pair) -> None:
    sender = new_key(pair)
    nonsense = sender.write(kind="keyset", body=b'{"document":"d","signature":"s"}')
    for made in (
        sender.next(sender.write("x")),
        sender.next(b"not json"),
        sender.next(kind="receipt"),
        sender.next(nonsense),
    ):
        assert results(take(pair.volunteer, made)) == [UNKNOWN]


def test_a_roster_longer_than_any_is_not_read() -> None:
    signed = notices.SignedDocument(document=" " * 800_000, signature="")
    with pytest.raises(BundleTooLarge):
        notices.roster_version(signed)
