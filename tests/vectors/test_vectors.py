# SPDX-License-Identifier: Apache-2.0
"""The published vectors, read by this program and, as far as they go, by others' programs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from desktop.crypto import keys, signing
from desktop.crypto.age import HybridIdentity
from desktop.crypto.signing import SigningKey
from desktop.errors import AlongsideError, BadSignature, InvitationExpired
from desktop.records import revision
from desktop.sync import bundle, fields, notices
from desktop.sync.notices import SignedDocument
from tests.outside_programs import INTEROP, leave_out

HERE = Path(__file__).parent
SPECIFICATION = HERE.parent.parent / "docs" / "bundle-format.md"


class Key(msgspec.Struct):
    seed: str
    public: str
    id: str | None = None


class Recipient(msgspec.Struct):
    identity: str
    recipient: str
    id: str


class Keys(msgspec.Struct):
    hub: str
    root: Key
    operational: Key
    device: Key
    hub_recipient: Recipient
    escrow_recipient: Recipient
    device_recipient: Recipient
    hub_words: str
    device_words: str

    def identity(self, name: str) -> HybridIdentity:
        found: Recipient = getattr(self, name)
        return HybridIdentity.parse(found.identity)

    def signer(self, name: str) -> SigningKey:
        found: Key = getattr(self, name)
        return SigningKey.from_seed(bytes.fromhex(found.seed))


class Good(msgspec.Struct):
    file: str
    opens_with: str
    sha256: str
    inner_sha256: str
    manifest: str
    manifest_sha256: str
    lines: str
    lines_sha256: str


class Bad(msgspec.Struct):
    file: str
    slug: str
    what: str


class Document(msgspec.Struct):
    document: str
    signature: str
    signer: str

    @property
    def signed(self) -> SignedDocument:
        return SignedDocument(document=self.document, signature=self.signature)


class InvitationFile(msgspec.Struct):
    file: str
    good_until: str


class Documents(msgspec.Struct):
    keyset: Document
    roster: Document
    invitation: InvitationFile


class Index(msgspec.Struct):
    keys: Keys
    good: list[Good]
    bad: list[Bad]
    documents: Documents


INDEX = msgspec.json.decode((HERE / "index.json").read_bytes(), type=Index)


def read(name: str) -> bytes:
    return (HERE / name).read_bytes()


def test_the_keys() -> None:
    known = INDEX.keys
    for name in ("root", "operational", "device"):
        assert signing.public_line(known.signer(name).public) == getattr(known, name).public
    for name in ("hub_recipient", "escrow_recipient", "device_recipient"):
        identity, expected = known.identity(name), getattr(known, name)
        assert str(identity.recipient) == expected.recipient
        assert keys.recipient_id(identity.recipient.key) == expected.id
    root, device = known.signer("root").public, known.signer("device").public
    recipient = known.identity("device_recipient").recipient.key
    assert keys.hub_id(root) == known.hub
    assert keys.device_id(device) == known.device.id
    assert " ".join(keys.hub_words(root)) == known.hub_words
    assert " ".join(keys.device_words(signing=device, recipient=recipient)) == known.device_words


@pytest.mark.parametrize("good", INDEX.good, ids=lambda good: good.file)
def test_a_good_bundle(good: Good) -> None:
    data = read(good.file)
    assert keys.sha256_hex(data) == good.sha256
    inner = bundle.open_outer(data, [INDEX.keys.identity(good.opens_with)])
    assert keys.sha256_hex(inner) == good.inner_sha256
    opened = bundle.read_manifest(inner)
    assert opened.manifest_sha256 == good.manifest_sha256
    assert msgspec.json.encode(opened.manifest) == good.manifest.encode()
    lines = b"".join(line + b"\n" for line in bundle.read_lines(opened))
    assert keys.sha256_hex(lines) == good.lines_sha256
    assert lines == read(good.lines)


def test_the_lines_of_good_bundles() -> None:
    lines = {good.file: read(good.lines).splitlines() for good in INDEX.good}
    made, amended = (revision.read(line) for line in lines["good/records.age"])
    assert amended.parents == (made.id,)
    device = INDEX.keys.signer("device").public
    enrolment = notices.decode_enrolment(lines["good/enrol.age"], signer_public=device)
    assert enrolment.device == INDEX.keys.device.id
    assert notices.decode_receipt(lines["good/receipt.age"]).chains[0].high == 2


def take_in(data: bytes) -> list[bytes]:
    """Read a bundle as the hub of the vectors."""
    inner = bundle.open_outer(data, [INDEX.keys.identity("hub_recipient")])
    opened = bundle.read_manifest(inner)
    bundle.require_addressed(opened, hub=INDEX.keys.hub, recipients=[INDEX.keys.hub_recipient.id])
    return bundle.read_lines(opened)


@pytest.mark.parametrize("bad", INDEX.bad, ids=lambda bad: bad.file)
def test_a_bad_bundle(bad: Bad) -> None:
    with pytest.raises(AlongsideError) as caught:
        take_in(read(bad.file))
    assert caught.value.slug == bad.slug


def test_nothing_is_unlisted() -> None:
    listed = {good.file for good in INDEX.good} | {bad.file for bad in INDEX.bad}
    found = {path.relative_to(HERE).as_posix() for path in HERE.rglob("*.age")}
    assert found == listed
    assert {bad.slug for bad in INDEX.bad} == {
        "damaged",
        "not-for-us",
        "bad-signature",
        "too-large",
        "bad-format",
        "bad-json",
        "newer-version",
    }


def test_the_documents() -> None:
    known, documents = INDEX.keys, INDEX.documents
    root = known.signer("root").public
    keyset = notices.open_keyset(documents.keyset.signed, root_public=root)
    roster = notices.open_roster(documents.roster.signed, keyset=keyset)
    assert roster.hub == keyset.hub == known.hub
    with pytest.raises(BadSignature):
        notices.open_keyset(documents.roster.signed, root_public=root)


def test_the_invitation() -> None:
    data = read(INDEX.documents.invitation.file)
    until = datetime(2026, 12, 6, 10, 15, 30, tzinfo=UTC)
    assert fields.parse_time(INDEX.documents.invitation.good_until) == until
    assert notices.read_invitation(data, now=until).hub == INDEX.keys.hub
    with pytest.raises(InvitationExpired):
        notices.read_invitation(data, now=until + timedelta(seconds=1))


# -- without any code of ours


@pytest.fixture(scope="module", params=INDEX.good, ids=lambda good: good.file)
def by_hand(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, node: str
) -> tuple[Good, Path, dict[str, object]]:
    """Open one good bundle with an independent program; returns the folder and what it says."""
    good: Good = request.param
    folder = tmp_path_factory.mktemp("by-hand")
    found: Recipient = getattr(INDEX.keys, good.opens_with)
    program = [node, str(INTEROP / "open.mjs"), found.identity, str(HERE / good.file)]
    done = subprocess.run([*program, str(folder)], check=True, capture_output=True)
    said: dict[str, object] = json.loads(done.stdout)
    return good, folder, said


def test_another_program_reads_the_same(by_hand: tuple[Good, Path, dict[str, object]]) -> None:
    good, folder, said = by_hand
    manifest = json.loads(good.manifest)
    assert said["magic"] == "ALONGSIDE/1\n"
    assert said["manifest"] == manifest
    assert said["manifest_sha256"] == good.manifest_sha256
    assert said["device"] == manifest["dev"]
    assert said["body_sha256"] == manifest["body"]["sha256"]
    assert said["padding_is_zero"] is True
    assert said["size"] == bundle.padme((folder / "inner").stat().st_size)


def test_ssh_keygen_and_gzip_agree(
    by_hand: tuple[Good, Path, dict[str, object]], ssh_keygen: str
) -> None:
    good, folder, _said = by_hand
    command = [ssh_keygen, "-Y", "check-novalidate", "-n", "alongside-bundle"]
    command += ["-s", str(folder / "signature")]
    signed = (folder / "signed").read_bytes()
    done = subprocess.run(command, input=signed, check=True, capture_output=True)
    assert b"Good" in done.stdout
    wrong = subprocess.run(command, input=signed + b" ", check=False, capture_output=True)
    assert wrong.returncode != 0
    assert unpacked(folder) == read(good.lines)


def unpacked(folder: Path) -> bytes:
    gzip = shutil.which("gzip")
    if gzip is None:
        leave_out("gzip is not here: the body was not unpacked by it")
    return subprocess.run(
        [gzip, "-dc", str(folder / "body.gz")], check=True, capture_output=True
    ).stdout


@pytest.mark.usefixtures("ssh_keygen")
def test_the_commands_of_the_specification(
    by_hand: tuple[Good, Path, dict[str, object]], tmp_path: Path
) -> None:
    good, folder, _said = by_hand
    manifest = json.loads(good.manifest)
    shutil.copy(folder / "inner", tmp_path)
    block = re.search(r"<!-- tested -->\n```sh\n(.*?)```", SPECIFICATION.read_text("utf-8"), re.S)
    assert block is not None
    done = subprocess.run(
        ["sh", "-eu", "-c", block[1]], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert "Good" in done.stdout
    assert done.stdout.count(manifest["body"]["sha256"]) == 2
    assert done.stdout.count(manifest["dev"]) == 2
    assert good.manifest_sha256 in done.stdout
    assert (tmp_path / "body.jsonl").read_bytes() == read(good.lines)
