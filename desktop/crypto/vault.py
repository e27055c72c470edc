# SPDX-License-Identifier: Apache-2.0
"""The key slots of a workspace: how a passphrase or a recovery code opens it.

Owns the header (``vault.json``, format ``alongside-vault/1``, described in docs/security.md): a
random master key wrapped under one key per slot, so that changing a passphrase rewrites a few
hundred bytes and never the records. It must not know where the header lies, or what the keys open.

Passphrase slots use Argon2id (RFC 9106), recovery slots HKDF-SHA-256, because a recovery code is
random enough by itself. The wrapping is AES-256-GCM, and its associated data ties each slot to its
workspace, its place and its settings. A MAC under the master key covers the whole header.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.crypto import vault_format as layout
from desktop.crypto.keys import random_id
from desktop.crypto.memory import available_memory
from desktop.crypto.passphrase import new_recovery_code, normalise, parse_recovery_code
from desktop.errors import (
    HeaderTampered,
    NotEnoughMemory,
    WorkspaceLocked,
    WrongPassphrase,
    WrongRecoveryCode,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KEY_SIZE: Final = 32

_GIB: Final = 1024**3
_ENOUGH_MEMORY: Final = 2 * _GIB


@dataclass(frozen=True)
class Argon2Parameters:
    """The work that guessing a passphrase costs: memory in KiB, passes, lanes."""

    m: int
    t: int
    p: int


DEFAULT: Final = Argon2Parameters(m=262144, t=3, p=1)
MODEST: Final = Argon2Parameters(m=65536, t=3, p=1)


class Secrets:
    """What an open header yields.

    Attributes:
        vault: the id of the workspace, as its header and its database have it.
        master: the master key, 32 bytes, zeroed by :meth:`wipe`.
    """

    def __init__(self, vault: str, *, master: bytearray, concerns: bytearray | None = None) -> None:
        self.vault = vault
        self.master = master
        self._concerns = concerns
        self._wiped = False

    def __repr__(self) -> str:
        return "Secrets(…)"

    @property
    def concerns_key(self) -> bytes | None:
        """The key of the sealed concerns (32 bytes), if the slot that was opened holds it.

        Raises:
            WorkspaceLocked: after :meth:`wipe`.
        """
        self._check_open()
        return None if self._concerns is None else bytes(self._concerns)

    def database_key(self) -> bytes:
        """Return the raw key of the record database (32 bytes).

        Raises:
            WorkspaceLocked: after :meth:`wipe`.
        """
        return self._derive(b"alongside-vault/1 db")

    def header_key(self) -> bytes:
        """Return the key of the header's MAC (32 bytes).

        Raises:
            WorkspaceLocked: after :meth:`wipe`.
        """
        return self._derive(b"alongside-vault/1 header")

    def backup_key(self) -> bytes:
        """Return the key of the MAC over what a backup says of itself (32 bytes).

        Raises:
            WorkspaceLocked: after :meth:`wipe`.
        """
        return self._derive(b"alongside-vault/1 backup")

    def wipe(self) -> None:
        """Overwrite the keys with zeros. May be called again."""
        self._wiped = True
        for key in (self.master, self._concerns or bytearray()):
            key[:] = bytes(len(key))

    def _derive(self, info: bytes) -> bytes:
        self._check_open()
        return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=None, info=info).derive(self.master)

    def _check_open(self) -> None:
        if self._wiped:
            raise WorkspaceLocked


def calibrate() -> Argon2Parameters:
    """Return the settings for a new passphrase slot: MODEST where memory is short, else DEFAULT."""
    available = available_memory()
    return DEFAULT if available is not None and available >= _ENOUGH_MEMORY else MODEST


def create(
    passphrase: str, *, parameters: Argon2Parameters | None = None, with_concerns: bool = False
) -> tuple[bytes, Secrets, str]:
    """Make the header of a new workspace.

    The passphrase is taken as it is: whoever asks for it judges it.

    Args:
        passphrase: opens the first slot.
        parameters: of its key derivation; by default what :func:`calibrate` says.
        with_concerns: also make a second random key, for the sealed concerns of a hub.

    Returns:
        The header, the open secrets, and the recovery code, which exists nowhere else.

    Raises:
        HeaderParameters: ``parameters`` are outside what a reader accepts.
        NotEnoughMemory: the system has too little memory for them.
    """
    concerns = bytearray(os.urandom(KEY_SIZE)) if with_concerns else None
    secrets = Secrets(random_id(), master=bytearray(os.urandom(KEY_SIZE)), concerns=concerns)
    code = new_recovery_code()
    slots = [
        _passphrase_slot(passphrase, secrets, parameters or calibrate()),
        _recovery_slot(code, secrets),
    ]
    return _sealed(secrets, generation=1, slots=slots), secrets, code


def unlock(header: bytes, passphrase: str) -> Secrets:
    """Open a header with a passphrase. Takes about a second at full strength.

    Raises:
        HeaderDamaged: it is not a header.
        WorkspaceNewer: it is a header of a later format.
        HeaderParameters: its key settings are outside what is accepted; nothing was computed.
        WrongPassphrase: no passphrase slot opens with it.
        HeaderTampered: a slot opened, but the header is not the one that was written.
        NotEnoughMemory: the system has too little memory for the key settings.
    """
    parsed = layout.read(header)
    typed = normalise(passphrase)

    def slot_key(slot: layout.Slot) -> bytes | None:
        return _stretch(typed, slot.kdf) if isinstance(slot.kdf, layout.Argon2Kdf) else None

    secrets = _open(parsed, slot_key)
    if secrets is None:
        raise WrongPassphrase
    return secrets


def unlock_with_recovery(header: bytes, code: str) -> Secrets:
    """Open a header with a recovery code.

    Raises:
        RecoveryCodeMistyped: ``code`` is not a recovery code.
        WrongRecoveryCode: it is one, but not of this workspace.
        HeaderDamaged, WorkspaceNewer, HeaderParameters, HeaderTampered: as for :func:`unlock`.
    """
    parsed = layout.read(header)
    secret = parse_recovery_code(code)

    def slot_key(slot: layout.Slot) -> bytes | None:
        return _expand(secret, slot.kdf) if isinstance(slot.kdf, layout.HkdfKdf) else None

    secrets = _open(parsed, slot_key)
    if secrets is None:
        raise WrongRecoveryCode
    return secrets


def require_whole(header: bytes, secrets: Secrets) -> None:
    """Check that a header is the one that was written for these secrets.

    Raises:
        HeaderTampered, HeaderDamaged, WorkspaceNewer, HeaderParameters, WorkspaceLocked: as for
            :func:`change_passphrase`.
    """
    _check_mac(layout.read(header), secrets)


def change_passphrase(
    header: bytes,
    secrets: Secrets,
    new_passphrase: str,
    *,
    parameters: Argon2Parameters | None = None,
) -> bytes:
    """Return the header with one new passphrase slot in place of the old.

    The recovery slot, the master key and the records stay as they are.

    Raises:
        HeaderTampered: the header does not belong to these secrets.
        HeaderDamaged, WorkspaceNewer, HeaderParameters, NotEnoughMemory: as for :func:`create`.
        WorkspaceLocked: the secrets were wiped.
    """
    parsed = layout.read(header)
    _check_mac(parsed, secrets)
    slot = _passphrase_slot(new_passphrase, secrets, parameters or calibrate())
    kept = [old for old in parsed.slots if old.type == layout.RECOVERY]
    return _sealed(secrets, generation=parsed.gen + 1, slots=[slot, *kept])


def renew(
    header: bytes,
    secrets: Secrets,
    passphrase: str,
    *,
    parameters: Argon2Parameters | None = None,
) -> tuple[bytes, Secrets, str]:
    """Make a header of the same workspace with new keys throughout, in place of the old.

    What the old keys encrypted has to be encrypted again: the new ones open none of it.

    Returns:
        The header, the new secrets, and the new recovery code, which exists nowhere else.

    Raises:
        HeaderTampered, HeaderDamaged, WorkspaceNewer, HeaderParameters, NotEnoughMemory,
        WorkspaceLocked: as for :func:`change_passphrase`.
    """
    parsed = layout.read(header)
    _check_mac(parsed, secrets)
    concerns = None if secrets.concerns_key is None else bytearray(os.urandom(KEY_SIZE))
    renewed = Secrets(parsed.vault, master=bytearray(os.urandom(KEY_SIZE)), concerns=concerns)
    code = new_recovery_code()
    slots = [
        _passphrase_slot(passphrase, renewed, parameters or calibrate()),
        _recovery_slot(code, renewed),
    ]
    return _sealed(renewed, generation=parsed.gen + 1, slots=slots), renewed, code


def replace_recovery_code(header: bytes, secrets: Secrets) -> tuple[bytes, str]:
    """Return the header with a new recovery slot in place of the old, and its code.

    Raises:
        HeaderTampered, HeaderDamaged, WorkspaceNewer, HeaderParameters, WorkspaceLocked: as for
            :func:`change_passphrase`.
    """
    parsed = layout.read(header)
    _check_mac(parsed, secrets)
    code = new_recovery_code()
    kept = [old for old in parsed.slots if old.type != layout.RECOVERY]
    slots = [*kept, _recovery_slot(code, secrets)]
    return _sealed(secrets, generation=parsed.gen + 1, slots=slots), code


def _passphrase_slot(
    passphrase: str, secrets: Secrets, parameters: Argon2Parameters
) -> layout.Slot:
    salt = os.urandom(layout.SALT_SIZE).hex()
    kdf = layout.Argon2Kdf(m=parameters.m, t=parameters.t, p=parameters.p, salt=salt)
    layout.check_parameters(kdf)
    return _wrapped(layout.PASSPHRASE, kdf, _stretch(normalise(passphrase), kdf), secrets)


def _recovery_slot(code: str, secrets: Secrets) -> layout.Slot:
    kdf = layout.HkdfKdf(salt=os.urandom(layout.SALT_SIZE).hex())
    return _wrapped(layout.RECOVERY, kdf, _expand(parse_recovery_code(code), kdf), secrets)


def _wrapped(kind: layout.SlotType, kdf: layout.Kdf, key: bytes, secrets: Secrets) -> layout.Slot:
    cipher = AESGCM(key)
    slot = random_id()

    def wrap(secret: bytes | bytearray, purpose: layout.Purpose) -> layout.Wrap:
        nonce = os.urandom(layout.NONCE_SIZE)
        data = layout.associated_data(
            vault=secrets.vault, slot=slot, kind=kind, kdf=kdf, purpose=purpose
        )
        return layout.Wrap(nonce=nonce.hex(), ct=cipher.encrypt(nonce, secret, data).hex())

    concerns = secrets.concerns_key
    return layout.Slot(
        id=slot,
        type=kind,
        kdf=kdf,
        wrap=wrap(secrets.master, "master"),
        concerns=None if concerns is None else wrap(concerns, "concerns"),
    )


def _sealed(secrets: Secrets, *, generation: int, slots: Sequence[layout.Slot]) -> bytes:
    header = layout.Header(
        fmt=layout.FORMAT, vault=secrets.vault, gen=generation, slots=tuple(slots), mac=""
    )
    return layout.write(msgspec.structs.replace(header, mac=_mac(header, secrets)))


def _open(header: layout.Header, slot_key: Callable[[layout.Slot], bytes | None]) -> Secrets | None:
    """Return the secrets of the first slot that opens; None when none does."""
    for slot in header.slots:
        key = slot_key(slot)
        master = None if key is None else _unwrap(header, slot, key, slot.wrap, "master")
        if key is None or master is None:
            continue
        _check_mac(header, Secrets(header.vault, master=master))
        concerns = None
        if slot.concerns is not None:
            concerns = _unwrap(header, slot, key, slot.concerns, "concerns")
            if concerns is None:
                raise HeaderTampered
        return Secrets(header.vault, master=master, concerns=concerns)
    return None


def _unwrap(
    header: layout.Header,
    slot: layout.Slot,
    key: bytes,
    wrap: layout.Wrap,
    purpose: layout.Purpose,
) -> bytearray | None:
    data = layout.associated_data(
        vault=header.vault, slot=slot.id, kind=slot.type, kdf=slot.kdf, purpose=purpose
    )
    try:
        return bytearray(
            AESGCM(key).decrypt(bytes.fromhex(wrap.nonce), bytes.fromhex(wrap.ct), data)
        )
    except InvalidTag:
        return None


def _stretch(passphrase: bytes, kdf: layout.Argon2Kdf) -> bytes:
    derivation = Argon2id(
        salt=bytes.fromhex(kdf.salt),
        length=KEY_SIZE,
        iterations=kdf.t,
        lanes=kdf.p,
        memory_cost=kdf.m,
    )
    try:
        return derivation.derive(passphrase)
    except MemoryError:
        raise NotEnoughMemory from None


def _expand(secret: bytes, kdf: layout.HkdfKdf) -> bytes:
    salt = bytes.fromhex(kdf.salt)
    info = b"alongside-vault/1 recovery"
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=salt, info=info).derive(secret)


def _mac(header: layout.Header, secrets: Secrets) -> str:
    return hmac.digest(secrets.header_key(), layout.covered(header), "sha256").hex()


def _check_mac(header: layout.Header, secrets: Secrets) -> None:
    if not hmac.compare_digest(_mac(header, secrets), header.mac):
        raise HeaderTampered
