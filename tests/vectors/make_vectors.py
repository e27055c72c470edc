# SPDX-License-Identifier: Apache-2.0
"""Makes the published test vectors: bundles and documents, good ones and faulty ones.

    python -m tests.vectors.make_vectors

writes everything again. age encrypts with fresh random numbers each time, so every sealed file
changes, also where nothing else did: run it only when the format or the set of faults changes.
All keys are made from sentences and protect nothing (``tests/sync/makers.py``).

``index.json`` says what is what: the keys, for each good bundle its hashes and its lines, for each
bad one the slug that a reader has to refuse it with, and the signed documents with their signers.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.crypto import age, keys, signing
from desktop.records import revision
from desktop.sync import bundle, notices
from tests.sync import makers, paperwork
from tests.sync.makers import (
    DEVICE,
    DEVICE_ID,
    DEVICE_KEY,
    EPOCH,
    ESCROW_KEY,
    HUB,
    HUB_KEY,
    MADE,
    OPERATIONAL,
    OTHER_KEY,
    PERSON,
    ROOT,
    STRANGER,
    described,
    inner,
    manifest,
    packed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
LINE = b'{"n":1}\n'
BODY = packed(LINE)


def main() -> None:
    """Write all vectors."""
    for folder in ("good", "bad"):
        (HERE / folder).mkdir(exist_ok=True)
    index = {
        "about": "Test vectors of docs/bundle-format.md. The keys are public and protect nothing.",
        "keys": _keys(),
        "good": _good(),
        "bad": _bad(),
        "documents": _documents(),
    }
    _write("index.json", (json.dumps(index, indent=2) + "\n").encode("utf-8"))


def _write(name: str, data: bytes) -> str:
    (HERE / name).write_bytes(data)
    return name


def _keys() -> dict[str, object]:
    return {
        "hub": HUB,
        "root": _signing_key(ROOT),
        "operational": _signing_key(OPERATIONAL),
        "device": {**_signing_key(DEVICE), "id": DEVICE_ID},
        "hub_recipient": _identity(HUB_KEY),
        "escrow_recipient": _identity(ESCROW_KEY),
        "device_recipient": _identity(DEVICE_KEY),
        "hub_words": " ".join(keys.hub_words(ROOT.public)),
        "device_words": " ".join(
            keys.device_words(signing=DEVICE.public, recipient=DEVICE_KEY.recipient.key)
        ),
    }


def _signing_key(key: signing.SigningKey) -> dict[str, str]:
    return {"seed": key.seed.hex(), "public": signing.public_line(key.public)}


def _identity(identity: age.HybridIdentity) -> dict[str, str]:
    return {
        "identity": identity.to_text(),
        "recipient": str(identity.recipient),
        "id": keys.recipient_id(identity.recipient.key),
    }


def _good() -> list[dict[str, object]]:
    first = makers.sealed(lines=_revisions())
    second = makers.sealed(
        lines=[b'{"a note of one letter":"' + b"a" * 20_000 + b'"}'],
        seq=2,
        prev=first.manifest_sha256,
    )
    enrolment = notices.make_enrolment(
        invite=paperwork.INVITE,
        secret=paperwork.SECRET,
        signing=DEVICE.public,
        recipient=DEVICE_KEY.recipient,
    )
    enrol = bundle.build(
        kind="enrol",
        stream="hub",
        hub=HUB,
        recipients=[HUB_KEY.recipient, ESCROW_KEY.recipient],
        signing=DEVICE,
        epoch="f" * 16,
        seq=1,
        prev="0" * 64,
        ack={},
        made=MADE,
        lines=[notices.encode_enrolment(enrolment)],
    )
    receipt = bundle.build(
        kind="receipt",
        stream=DEVICE_ID,
        hub=HUB,
        recipients=[DEVICE_KEY.recipient],
        signing=OPERATIONAL,
        epoch="1" * 16,
        seq=1,
        prev="0" * 64,
        ack={"hub": 2},
        made=MADE,
        lines=[notices.encode_receipt(paperwork.RECEIPT)],
    )
    return [
        _good_entry("records", first, "hub_recipient"),
        _good_entry("records-2", second, "hub_recipient"),
        _good_entry("enrol", enrol, "escrow_recipient"),
        _good_entry("receipt", receipt, "device_recipient"),
    ]


def _good_entry(name: str, sealed: bundle.Sealed, recipient: str) -> dict[str, object]:
    identity = {
        "hub_recipient": HUB_KEY,
        "escrow_recipient": ESCROW_KEY,
        "device_recipient": DEVICE_KEY,
    }[recipient]
    whole = bundle.open_outer(sealed.data, [identity])
    opened = bundle.read_manifest(whole)
    lines = b"".join(line + b"\n" for line in bundle.read_lines(opened))
    return {
        "file": _write(f"good/{name}.age", sealed.data),
        "opens_with": recipient,
        "sha256": keys.sha256_hex(sealed.data),
        "inner_sha256": keys.sha256_hex(whole),
        "manifest": whole.split(b"\n", 2)[1].decode("ascii"),
        "manifest_sha256": sealed.manifest_sha256,
        "lines": _write(f"good/{name}.jsonl", lines),
        "lines_sha256": keys.sha256_hex(lines),
    }


def _revisions() -> list[bytes]:
    record, first, second = (f"0197f3c0-0000-7000-8000-00000000000{n}" for n in (1, 2, 3))
    body = {"when": "2026-11-20", "how": "home", "minutes": 60, "talked_about": "Sleep, and a walk"}
    made = revision.write(
        id=first.replace("-", ""),
        record=record.replace("-", ""),
        kind="visit-note",
        schema=1,
        parents=(),
        author=PERSON,
        device=DEVICE_ID,
        at=MADE,
        reason=None,
        body=_compact(body),
    )
    amended = revision.write(
        id=second.replace("-", ""),
        record=made.record,
        kind="visit-note",
        schema=1,
        parents=(made.id,),
        author=PERSON,
        device=DEVICE_ID,
        at="2026-11-23T08:00:00.000Z",
        reason="I had the length wrong",
        body=_compact({**body, "minutes": 75}),
    )
    return [revision.line(made), revision.line(amended)]


def _compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _bad() -> list[dict[str, str]]:
    return [
        {"file": _write(f"bad/{name}.age", data), "slug": slug, "what": what}
        for name, slug, what, data in [*_bad_outside(), *_bad_manifests(), *_bad_bodies()]
    ]


Fault = tuple[str, str, str, bytes]


def _seal(whole: bytes, recipients: Sequence[age.Recipient] = (HUB_KEY.recipient,)) -> bytes:
    return age.encrypt(whole, recipients)


class _Weak:
    """A recipient of a type that is refused."""

    def __init__(self, stanza: age.Stanza) -> None:
        self._stanza = stanza

    def wrap(self, _file_key: bytes) -> age.Stanza:
        return self._stanza


def _bad_outside() -> list[Fault]:
    good = inner(manifest(BODY), BODY)
    data = _seal(good)
    header = data.index(b"\n---")
    flipped = bytearray(data)
    flipped[-1] ^= 1
    mac = bytearray(data)
    mac[header + 10] = ord("A") if mac[header + 10] != ord("A") else ord("B")
    text = b"-----BEGIN AGE ENCRYPTED FILE-----\n"
    text += base64.encodebytes(data) + b"-----END AGE ENCRYPTED FILE-----\n"
    weak = _Weak(age.Stanza("X25519", ("A" * 43,), bytes(32)))
    passphrase = _Weak(age.Stanza("scrypt", ("A" * 22, "23"), bytes(32)))
    elsewhere = [OTHER_KEY.recipient]
    return [
        ("empty", "damaged", "no bytes at all", b""),
        ("cut-short", "damaged", "the last byte is missing", data[:-1]),
        ("cut-in-header", "damaged", "ends inside the header", data[:1000]),
        ("flipped-payload", "damaged", "one bit of the payload", bytes(flipped)),
        ("flipped-mac", "damaged", "one character of the header's MAC", bytes(mac)),
        ("appended", "damaged", "one byte after the end", data + b"\0"),
        ("sign-in-page", "bad-format", "a web page instead", b"<!doctype html><title>Sign in"),
        ("armored", "bad-format", "the text form of age", text),
        ("x25519", "bad-format", "a recipient that is not post-quantum", _seal(good, [weak])),
        ("scrypt", "bad-format", "a passphrase, work factor 23", _seal(good, [passphrase])),
        ("other-recipient", "not-for-us", "sealed for another key", _seal(good, elsewhere)),
    ]


def _bad_manifests() -> list[Fault]:
    made: list[Fault] = []
    for name, slug, what, changes in _BAD_FIELDS:
        made.append((name, slug, what, _seal(inner(manifest(BODY, **changes), BODY))))
    for name, slug, what, old, new in _BAD_TEXTS:
        text = json.dumps(manifest(BODY), separators=(",", ":")).replace(old, new, 1)
        made.append((name, slug, what, _seal(inner(text.encode("ascii"), BODY))))
    return made + _bad_lines()


_BAD_FIELDS: list[tuple[str, str, str, dict[str, object]]] = [
    ("other-hub", "not-for-us", "signed for another hub", {"hub": "0" * 32}),
    ("forwarded", "not-for-us", "signed for another recipient", {"to": ["0" * 32]}),
    ("later-format", "newer-version", "format 2", {"format": 2}),
    ("field-unknown", "bad-format", "an unknown field", {"surprise": 1}),
    ("field-null", "bad-format", "after is null", {"after": None}),
    ("field-type", "bad-format", "seq is true", {"seq": True}),
    ("field-charset", "bad-format", "an id with a newline", {"bundle": "a" * 32 + "\n"}),
    ("unsorted-to", "bad-format", "to is not sorted", {"to": ["b" * 32, "a" * 32]}),
    ("seq-without-prev", "bad-format", "seq 2 and prev zeros", {"seq": 2}),
    ("prev-without-seq", "bad-format", "seq 1 and prev not zeros", {"prev": "a" * 64}),
]
_BAD_TEXTS: list[tuple[str, str, str, str, str]] = [
    ("field-missing", "bad-format", "no epoch", f'"epoch":"{EPOCH}",', ""),
    ("duplicate-key", "bad-json", "seq twice", '"seq":1', '"seq":1,"seq":1'),
    ("nan", "bad-json", "seq is NaN", '"seq":1', '"seq":NaN'),
    ("long-number", "bad-json", "seq has 10,000 digits", '"seq":1', '"seq":' + "1" * 10_000),
    ("nul", "bad-json", "an escaped NUL", '"hub"', '"hub\\u0000"'),
    ("lone-surrogate", "bad-json", "a lone surrogate", '"hub"', '"\\ud800"'),
    ("deep", "bad-json", "1,000 levels", '"ack":{}', '"ack":' + "[" * 1000 + "]" * 1000),
    ("long-line", "bad-format", "a line of more than 16,384 bytes", "{", "{" + " " * 16_384),
]


def _bad_lines() -> list[Fault]:
    good = manifest(BODY)
    whole = inner(good, BODY)
    other_layout = inner(good, BODY, magic=b"ALONGSIDE/2\n")
    other_signer = inner(good, BODY, signer=STRANGER)
    other_use = inner(good, BODY, namespace="file")
    faults = [
        ("later-layout", "newer-version", "ALONGSIDE/2", other_layout),
        ("no-magic", "bad-format", "the first line is missing", inner(good, BODY, magic=b"")),
        ("other-signer", "bad-signature", "signed by another key than dev", other_signer),
        ("other-namespace", "bad-signature", "signed for another use", other_use),
        ("altered", "bad-signature", "made changed later", whole.replace(b"2026", b"2027")),
        ("no-padding", "bad-format", "the padding is missing", inner(good, BODY, padding=b"")),
        ("dirty-padding", "bad-format", "the padding is not zero", whole[:-1] + b"x"),
    ]
    return [(name, slug, what, _seal(data)) for name, slug, what, data in faults]


def _bad_bodies() -> list[Fault]:
    bomb = packed(bytes(1_000_000), level=9)
    two = BODY + packed(b"")
    blank = packed(b"\n")
    faults: list[tuple[str, str, str, dict[str, object], bytes]] = [
        ("other-body", "damaged", "another SHA-256", described(BODY, sha256="0" * 64), BODY),
        ("body-too-short", "damaged", "len is more than there is", described(BODY, len=9999), BODY),
        ("not-gzip", "bad-format", "not gzip", described(b"x" * 40), b"x" * 40),
        ("two-members", "bad-format", "a second gzip member", described(two), two),
        ("wrong-raw", "bad-format", "raw is one more", described(BODY, raw=9), BODY),
        ("wrong-n", "bad-format", "n is one more", described(BODY, n=2), BODY),
        ("blank-line", "bad-format", "an empty line", described(blank, raw=1), blank),
        ("many-lines", "too-large", "n is 50,001", described(BODY, n=50_001), BODY),
        ("much-raw", "too-large", "raw is 67,108,865", described(BODY, raw=67_108_865), BODY),
        ("bomb", "too-large", "ratio 1,000, raw is true", described(bomb, raw=1_000_000), bomb),
        ("lying-bomb", "too-large", "ratio 1,000, raw says 1,000", described(bomb, raw=1000), bomb),
    ]
    return [(name, slug, what, _seal(inner(of, body))) for name, slug, what, of, body in faults]


def _documents() -> dict[str, object]:
    keyset = notices.sign_keyset(ROOT, paperwork.KEYSET)
    roster = notices.sign_roster(OPERATIONAL, paperwork.ROSTER)
    invitation = notices.write_invitation(OPERATIONAL, paperwork.INVITATION)
    return {
        "keyset": {"document": keyset.document, "signature": keyset.signature, "signer": "root"},
        "roster": {
            "document": roster.document,
            "signature": roster.signature,
            "signer": "operational",
        },
        "invitation": {
            "file": _write("invitation.alongside-invitation", invitation),
            "good_until": paperwork.INVITATION.expires,
        },
        "enrol_epoch": "f" * 16,
        "device_epoch": EPOCH,
    }


if __name__ == "__main__":
    main()
