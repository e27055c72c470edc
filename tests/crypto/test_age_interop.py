# SPDX-License-Identifier: Apache-2.0
"""Both ways with the age-encryption package of npm, which shares no code with ours."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from desktop.crypto import age
from desktop.crypto.age_format import CHUNK_SIZE
from tests.outside_programs import INTEROP

if TYPE_CHECKING:
    from collections.abc import Callable

    Typage = Callable[..., bytes]

SIZES = [0, 5, CHUNK_SIZE, CHUNK_SIZE + 1, 3 * CHUNK_SIZE + 99]


@pytest.fixture
def typage(node: str) -> Typage:
    def run(*arguments: str, stdin: bytes = b"") -> bytes:
        program = [node, str(INTEROP / "age.mjs"), *arguments]
        return subprocess.run(program, input=stdin, check=True, capture_output=True).stdout

    return run


@pytest.mark.parametrize("size", SIZES)
def test_it_opens_what_we_seal(typage: Typage, size: int) -> None:
    first, second = age.HybridIdentity.generate(), age.HybridIdentity.generate()
    plaintext = bytes(range(251)) * (size // 251 + 1)
    sealed = age.encrypt(plaintext[:size], [first.recipient, second.recipient])
    assert typage("decrypt", second.to_text(), stdin=sealed) == plaintext[:size]


@pytest.mark.parametrize("size", SIZES)
def test_we_open_what_it_seals(typage: Typage, size: int) -> None:
    first, second = age.HybridIdentity.generate(), age.HybridIdentity.generate()
    plaintext = (bytes(range(251)) * (size // 251 + 1))[:size]
    sealed = typage("encrypt", str(first.recipient), str(second.recipient), stdin=plaintext)
    assert age.decrypt(sealed, [second], allowed=age.is_not_classic) == plaintext


def test_keys_made_there_work_here(typage: Typage) -> None:
    identity_text, recipient_text = typage("generate").decode("ascii").split()
    identity = age.HybridIdentity.parse(identity_text)
    assert str(identity.recipient) == recipient_text
    assert identity.to_text() == identity_text
    assert age.decrypt(typage("encrypt", recipient_text, stdin=b"text"), [identity]) == b"text"


def test_keys_made_here_work_there(typage: Typage) -> None:
    identity = age.HybridIdentity.generate()
    assert typage("recipient", identity.to_text()).decode("ascii") == str(identity.recipient)


def test_it_refuses_what_we_refuse(typage: Typage) -> None:
    identity = age.HybridIdentity.generate()
    sealed = age.encrypt(b"text", [identity.recipient])
    with pytest.raises(subprocess.CalledProcessError):
        typage("decrypt", identity.to_text(), stdin=sealed[:-1])
    with pytest.raises(age.PayloadFailure):
        age.decrypt(sealed[:-1], [identity])
