# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import base64
import subprocess
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from desktop.crypto import signing
from desktop.errors import BadSignature

if TYPE_CHECKING:
    from pathlib import Path

KEY = signing.SigningKey.from_seed(bytes(range(32)))
SPACE = "alongside-bundle"


def ssh_string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


@given(st.binary(max_size=200), st.text(st.characters(codec="ascii"), min_size=1, max_size=20))
def test_a_signature_names_the_key_that_made_it(message: bytes, namespace: str) -> None:
    blob = KEY.sign(message, namespace=namespace)
    assert signing.verify(message, blob, namespace=namespace) == KEY.public


def test_another_message_or_namespace_is_refused() -> None:
    blob = KEY.sign(b"message", namespace=SPACE)
    with pytest.raises(BadSignature):
        signing.verify(b"massage", blob, namespace=SPACE)
    with pytest.raises(BadSignature):
        signing.verify(b"message", blob, namespace="alongside-roster")


def test_every_flipped_bit_is_found() -> None:
    blob = KEY.sign(b"message", namespace=SPACE)
    for place in range(len(blob) * 8):
        damaged = bytearray(blob)
        damaged[place // 8] ^= 1 << place % 8
        with pytest.raises(BadSignature):
            signing.verify(b"message", bytes(damaged), namespace=SPACE)


def test_every_other_length_is_refused() -> None:
    blob = KEY.sign(b"message", namespace=SPACE)
    for other in [blob[:size] for size in range(len(blob))] + [blob + b"\0", b"\0" + blob]:
        with pytest.raises(BadSignature):
            signing.verify(b"message", other, namespace=SPACE)


@given(st.binary(max_size=300))
def test_anything_else_is_refused_with_the_same_error(blob: bytes) -> None:
    with pytest.raises(BadSignature):
        signing.verify(b"message", blob, namespace=SPACE)


@pytest.mark.parametrize(
    ("version", "kind", "reserved", "digest"),
    [
        (2, b"ssh-ed25519", b"", b"sha512"),
        (1, b"ssh-ed25520", b"", b"sha512"),
        (1, b"ssh-ed25519", b"r", b"sha512"),
        (1, b"ssh-ed25519", b"", b"sha256"),
    ],
)
def test_other_versions_and_algorithms_are_refused(
    version: int, kind: bytes, reserved: bytes, digest: bytes
) -> None:
    signature = KEY.sign(b"message", namespace=SPACE)[-64:]
    blob = (
        b"SSHSIG"
        + version.to_bytes(4, "big")
        + ssh_string(ssh_string(kind) + ssh_string(KEY.public))
        + ssh_string(SPACE.encode("ascii"))
        + ssh_string(reserved)
        + ssh_string(digest)
        + ssh_string(ssh_string(kind) + ssh_string(signature))
    )
    with pytest.raises(BadSignature):
        signing.verify(b"message", blob, namespace=SPACE)


def test_a_published_key_and_signature() -> None:
    """RFC 8032, section 7.1, test 1: the public key of a seed."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert signing.SigningKey.from_seed(seed).public.hex() == public


def test_a_key_shows_nothing_of_itself() -> None:
    assert repr(KEY) == str(KEY) == "SigningKey(…)"
    assert repr(signing.SigningKey.generate()) == repr(KEY)


def test_keys_are_different_each_time() -> None:
    assert signing.SigningKey.generate().seed != signing.SigningKey.generate().seed


def test_a_seed_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32"):
        signing.SigningKey.from_seed(bytes(31))


def test_openssh_text_round_trip() -> None:
    text = KEY.to_openssh()
    assert text.startswith("-----BEGIN OPENSSH PRIVATE KEY-----\n")
    assert signing.SigningKey.from_openssh(text).seed == KEY.seed


def other_keys() -> list[str]:
    elliptic = ec.generate_private_key(ec.SECP256R1())
    return [
        "",
        "\ud800",
        KEY.to_openssh().replace("b3Bl", "b3Bm", 1),
        KEY.to_openssh()[:100],
        elliptic.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode("ascii"),
    ]


def test_other_key_files_are_refused() -> None:
    for text in other_keys():
        with pytest.raises(ValueError, match=r"not an (unencrypted OpenSSH|Ed25519)"):
            signing.SigningKey.from_openssh(text)


def run(*command: str, stdin: bytes = b"") -> str:
    result = subprocess.run(command, input=stdin, check=True, capture_output=True)
    return result.stdout.decode("utf-8")


def dearmor(text: str) -> bytes:
    return base64.b64decode("".join(text.strip().split("\n")[1:-1]))


MESSAGES = [b"", b"message\n", bytes(range(256)) * 300]


@pytest.mark.parametrize("message", MESSAGES, ids=["empty", "short", "long"])
def test_openssh_accepts_our_signatures(ssh_keygen: str, tmp_path: Path, message: bytes) -> None:
    signature, trusted = tmp_path / "signature", tmp_path / "trusted"
    signature.write_bytes(signing.armor(KEY.sign(message, namespace=SPACE)).encode("ascii"))
    trusted.write_bytes(f"hub {signing.public_line(KEY.public)}\n".encode("ascii"))
    common = ["-n", SPACE, "-s", str(signature)]
    run(ssh_keygen, "-Y", "check-novalidate", *common, stdin=message)
    said = run(ssh_keygen, "-Y", "verify", "-f", str(trusted), "-I", "hub", *common, stdin=message)
    assert "Good" in said
    with pytest.raises(subprocess.CalledProcessError):
        run(ssh_keygen, "-Y", "check-novalidate", *common, stdin=message + b"x")


@pytest.mark.parametrize("message", MESSAGES, ids=["empty", "short", "long"])
def test_we_accept_signatures_of_openssh(ssh_keygen: str, tmp_path: Path, message: bytes) -> None:
    key = tmp_path / "key"
    run(ssh_keygen, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key))
    ours = signing.SigningKey.from_openssh(key.read_text())
    line = (tmp_path / "key.pub").read_text().strip()
    assert signing.public_line(ours.public) == line
    text = run(ssh_keygen, "-Y", "sign", "-f", str(key), "-n", SPACE, stdin=message)
    blob = dearmor(text)
    assert signing.verify(message, blob, namespace=SPACE) == ours.public
    assert ours.sign(message, namespace=SPACE) == blob
    assert signing.armor(blob) == text


def test_openssh_reads_our_private_key(ssh_keygen: str, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.touch(mode=0o600)
    key.write_bytes(KEY.to_openssh().encode("ascii"))
    assert run(ssh_keygen, "-y", "-f", str(key)).strip() == signing.public_line(KEY.public)


def test_we_refuse_a_signature_of_openssh_with_another_hash(
    ssh_keygen: str, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.touch(mode=0o600)
    key.write_bytes(KEY.to_openssh().encode("ascii"))
    options = ["-O", "hashalg=sha256", "-n", SPACE]
    text = run(ssh_keygen, "-Y", "sign", "-f", str(key), *options, stdin=b"message")
    with pytest.raises(BadSignature):
        signing.verify(b"message", dearmor(text), namespace=SPACE)


def test_a_locked_key_of_openssh_is_refused(ssh_keygen: str, tmp_path: Path) -> None:
    key = tmp_path / "key"
    run(ssh_keygen, "-q", "-t", "ed25519", "-N", "long enough", "-f", str(key))
    with pytest.raises(ValueError, match="unencrypted"):
        signing.SigningKey.from_openssh(key.read_text())
