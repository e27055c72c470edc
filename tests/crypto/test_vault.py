# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import time
import unicodedata
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.crypto import vault, vault_format
from desktop.crypto.passphrase import new_recovery_code
from desktop.crypto.vault import Argon2Parameters
from desktop.errors import (
    AlongsideError,
    HeaderDamaged,
    HeaderParameters,
    HeaderTampered,
    NotEnoughMemory,
    RecoveryCodeMistyped,
    WorkspaceLocked,
    WorkspaceNewer,
    WrongPassphrase,
    WrongRecoveryCode,
)

if TYPE_CHECKING:
    from collections.abc import Callable

CHEAP = Argon2Parameters(m=19456, t=2, p=1)
PASSPHRASE = "three odd llamas knit"
NAMED = (HeaderDamaged, HeaderParameters, HeaderTampered, WrongPassphrase, WrongRecoveryCode)

HEADER, SECRETS, CODE = vault.create(PASSPHRASE, parameters=CHEAP, with_concerns=True)


def changed(header: bytes, change: Callable[[Any], None]) -> bytes:
    """Return the header after a change, written as the program would write it."""
    parsed = json.loads(header)
    change(parsed)
    return json.dumps(parsed, separators=(",", ":")).encode("utf-8") + b"\n"


def with_valid_mac(header: bytes, secrets: vault.Secrets) -> bytes:
    parsed = msgspec.json.decode(header, type=vault_format.Header)
    return vault_format.write(msgspec.structs.replace(parsed, mac=vault._mac(parsed, secrets)))


def same(one: vault.Secrets, other: vault.Secrets) -> bool:
    return (one.vault, one.master, one.concerns_key) == (
        other.vault,
        other.master,
        other.concerns_key,
    )


def test_the_passphrase_and_the_code_open_the_same_workspace() -> None:
    assert same(vault.unlock(HEADER, PASSPHRASE), SECRETS)
    assert same(vault.unlock_with_recovery(HEADER, CODE), SECRETS)
    assert same(vault.unlock_with_recovery(HEADER, CODE.lower().replace("-", " ")), SECRETS)


def test_the_header_is_as_it_is_documented() -> None:
    parsed = json.loads(HEADER)
    assert list(parsed) == ["fmt", "vault", "gen", "slots", "mac"]
    assert (parsed["fmt"], parsed["gen"]) == ("alongside-vault/1", 1)
    assert parsed["vault"] == SECRETS.vault
    by_passphrase, by_code = parsed["slots"]
    assert by_passphrase["type"] == "pass"
    assert by_passphrase["kdf"].items() >= {"alg": "argon2id", "m": 19456, "t": 2, "p": 1}.items()
    assert by_code["type"] == "recovery"
    assert by_code["kdf"]["alg"] == "hkdf-sha256"
    for slot in (by_passphrase, by_code):
        for wrap in (slot["wrap"], slot["concerns"]):
            assert wrap["alg"] == "aes-256-gcm"
    assert HEADER.endswith(b"\n")
    assert len(HEADER) < 1200


def test_two_workspaces_share_nothing() -> None:
    header, secrets, code = vault.create(PASSPHRASE, parameters=CHEAP)
    assert (secrets.vault, secrets.master, code) != (SECRETS.vault, SECRETS.master, CODE)
    assert json.loads(header)["slots"][0]["kdf"] != json.loads(HEADER)["slots"][0]["kdf"]


def test_the_concerns_key_is_there_only_where_it_was_asked_for() -> None:
    header, secrets, code = vault.create("x", parameters=CHEAP)
    assert secrets.concerns_key is None
    assert vault.unlock(header, "x").concerns_key is None
    assert vault.unlock_with_recovery(header, code).concerns_key is None
    assert b"concerns" not in header
    assert len(SECRETS.concerns_key or b"") == 32
    assert SECRETS.concerns_key not in (bytes(SECRETS.master), SECRETS.database_key())


def test_keys_are_separated_by_their_purpose() -> None:
    keys = {bytes(SECRETS.master), SECRETS.database_key(), SECRETS.header_key()}
    assert {len(key) for key in keys} == {32}
    assert len(keys) == 3


@pytest.mark.parametrize("wrong", ["", PASSPHRASE + " ", PASSPHRASE.title(), " " + PASSPHRASE])
def test_a_wrong_passphrase_has_its_own_error(wrong: str) -> None:
    with pytest.raises(WrongPassphrase):
        vault.unlock(HEADER, wrong)


def test_a_wrong_code_has_its_own_error() -> None:
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_with_recovery(HEADER, new_recovery_code())
    with pytest.raises(RecoveryCodeMistyped):
        vault.unlock_with_recovery(HEADER, PASSPHRASE)


@pytest.mark.parametrize(
    "chosen", ["🦙 four ☂ drama llamas 🧶", "  a space at the start", "\ud800x"]
)
def test_unusual_passphrases_open_what_they_made(chosen: str) -> None:
    header, secrets, _ = vault.create(chosen, parameters=CHEAP)
    assert same(vault.unlock(header, chosen), secrets)
    if chosen.strip() != chosen:
        with pytest.raises(WrongPassphrase):
            vault.unlock(header, chosen.strip())


def test_a_passphrase_typed_on_another_kind_of_computer_opens_it() -> None:
    chosen = "Zoë's naïve café"
    header, secrets, _ = vault.create(unicodedata.normalize("NFC", chosen), parameters=CHEAP)
    assert same(vault.unlock(header, unicodedata.normalize("NFD", chosen)), secrets)


def test_damage_anywhere_is_a_named_error() -> None:
    """With the recovery code, which costs next to nothing, every byte can be damaged."""
    for place in range(len(HEADER)):
        for flip in (0x01, 0x04, 0x20, 0x80):
            damaged = bytearray(HEADER)
            damaged[place] ^= flip
            with pytest.raises((*NAMED, WorkspaceNewer)):
                vault.unlock_with_recovery(bytes(damaged), CODE)


@pytest.mark.parametrize("start", range(4))
def test_damage_is_a_named_error_for_a_passphrase_too(start: int) -> None:
    for place in range(start * 7, len(HEADER), 29):
        damaged = bytearray(HEADER)
        damaged[place] ^= 0x01
        with pytest.raises((*NAMED, WorkspaceNewer)):
            vault.unlock(bytes(damaged), PASSPHRASE)


def test_every_truncation_is_damage() -> None:
    for size in range(len(HEADER)):
        with pytest.raises(HeaderDamaged):
            vault.unlock(HEADER[:size], PASSPHRASE)


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-8")))
def test_other_bytes_are_damage(data: bytes) -> None:
    with pytest.raises(HeaderDamaged):
        vault.unlock_with_recovery(data, CODE)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 60_000,
        b"{}",
        b"null",
        b'{"fmt":1}',
        b'{"fmt":"alongside-vault/1"}',
        b'{"fmt":"alongside-vault/0"}',
        b'{"fmt":"something else"}',
        b" " * 70_000,
        HEADER + b"\n",
        HEADER[:-1],
        HEADER.replace(b'"gen":1', b'"gen": 1'),
        HEADER.replace(b'"gen":1', b'"gen":1.0'),
        HEADER.replace(b'"gen":1', b'"gen":1,"gen":1'),
        HEADER.replace(b'"gen":1', b'"gen":true'),
        HEADER.replace(b'"gen":1', b'"gen":' + b"9" * 400),
        HEADER.replace(b'"gen":1', b'"gen":1,"more":1'),
        HEADER.replace(b'"m":19456', b'"m":"19456"'),
    ],
    # The header is different in each process, and long.
    ids=lambda data: str(data)[:24],
)
def test_headers_that_are_nearly_right(data: bytes) -> None:
    with pytest.raises(HeaderDamaged):
        vault.unlock_with_recovery(data, CODE)


def edits() -> list[Callable[[Any], None]]:
    def doubled_id(header: Any) -> None:
        header["slots"][1]["id"] = header["slots"][0]["id"]

    def many_slots(header: Any) -> None:
        header["slots"] = [header["slots"][0] | {"id": f"{n:032x}"} for n in range(17)]

    def mismatched(header: Any) -> None:
        header["slots"][0]["type"] = "recovery"

    return [
        doubled_id,
        many_slots,
        mismatched,
        lambda header: header.update(slots=[]),
        lambda header: header.update(gen=0),
        lambda header: header.update(gen=2**53),
        lambda header: header.update(vault="00"),
        lambda header: header.update(vault=header["vault"].upper()[:-1] + "A"),
        lambda header: header.update(mac=header["mac"][:-2]),
        lambda header: header["slots"][0].update(id="x" * 32),
        lambda header: header["slots"][0].update(type="other"),
        lambda header: header["slots"][0]["kdf"].update(salt="00"),
        lambda header: header["slots"][0]["kdf"].update(alg="argon2i"),
        lambda header: header["slots"][0]["wrap"].update(nonce="00"),
        lambda header: header["slots"][0]["wrap"].update(ct="00" * 47),
        lambda header: header["slots"][0]["wrap"].update(alg="aes-128-gcm"),
        lambda header: header["slots"][0]["concerns"].update(ct="00" * 49),
    ]


@pytest.mark.parametrize("edit", edits())
def test_a_header_that_does_not_hold_together_is_damage(edit: Callable[[Any], None]) -> None:
    with pytest.raises(HeaderDamaged):
        vault.unlock_with_recovery(changed(HEADER, edit), CODE)


def test_a_later_format_says_so() -> None:
    newer = HEADER.replace(b"alongside-vault/1", b"alongside-vault/2")
    with pytest.raises(WorkspaceNewer) as caught:
        vault.unlock(newer, PASSPHRASE)
    assert caught.value.facts == {"needed": 2, "known": 1}


def kdf(**settings: int) -> Callable[[Any], None]:
    return lambda header: header["slots"][0]["kdf"].update(settings)


def test_a_cheaper_key_derivation_does_not_open_it() -> None:
    dear, _, code = vault.create(PASSPHRASE, parameters=Argon2Parameters(m=19500, t=3, p=1))
    for settings in ({"m": 19456}, {"t": 1}, {"p": 2}):
        cheaper = changed(dear, kdf(**settings))
        with pytest.raises(WrongPassphrase):
            vault.unlock(cheaper, PASSPHRASE)
        with pytest.raises(HeaderTampered):
            vault.unlock_with_recovery(cheaper, code)


@pytest.mark.parametrize(
    "settings",
    [
        {"m": 64 * 1024 * 1024},
        {"m": 1024 * 1024 + 1},
        {"m": 19455},
        {"m": 0},
        {"m": -1},
        {"t": 0},
        {"t": 21},
        {"t": 2**40},
        {"p": 0},
        {"p": 9},
    ],
    ids=str,
)
def test_settings_out_of_bounds_are_refused_without_running(
    settings: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(**arguments: object) -> None:
        raise AssertionError("the key derivation was run")

    monkeypatch.setattr(vault, "Argon2id", run)
    header = changed(HEADER, kdf(**settings))
    started = time.perf_counter()
    with pytest.raises(HeaderParameters):
        vault.unlock(header, PASSPHRASE)
    with pytest.raises(HeaderParameters):
        vault.unlock_with_recovery(header, CODE)
    # Measured: well under a millisecond. The bound leaves room for a busy machine.
    assert time.perf_counter() - started < 1
    asked = Argon2Parameters(**({"m": 19456, "t": 2, "p": 1} | settings))
    with pytest.raises(HeaderParameters):
        vault.create(PASSPHRASE, parameters=asked)


@pytest.mark.parametrize("at_the_front", [True, False])
def test_an_extra_slot_is_found(at_the_front: bool) -> None:
    def add(header: Any) -> None:
        extra = header["slots"][0] | {"id": "0" * 32}
        header["slots"].insert(0 if at_the_front else 2, extra)

    with pytest.raises(HeaderTampered):
        vault.unlock(changed(HEADER, add), PASSPHRASE)
    with pytest.raises(HeaderTampered):
        vault.unlock_with_recovery(changed(HEADER, add), CODE)


def test_a_missing_slot_is_found() -> None:
    alone = changed(HEADER, lambda header: header["slots"].pop())
    with pytest.raises(HeaderTampered):
        vault.unlock(alone, PASSPHRASE)
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_with_recovery(alone, CODE)


def test_a_generation_put_back_is_found() -> None:
    later = vault.change_passphrase(HEADER, SECRETS, "new", parameters=CHEAP)
    rolled = changed(later, lambda header: header.update(gen=1))
    with pytest.raises(HeaderTampered):
        vault.unlock(rolled, "new")


def test_a_slot_of_another_workspace_does_not_fit() -> None:
    other, _, code = vault.create(PASSPHRASE, parameters=CHEAP)
    foreign = json.loads(other)["slots"]
    mixed = changed(HEADER, lambda header: header.update(slots=foreign))
    with pytest.raises(WrongPassphrase):
        vault.unlock(mixed, PASSPHRASE)
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_with_recovery(mixed, code)


def test_the_two_wrapped_keys_of_a_slot_cannot_be_exchanged() -> None:
    def exchange(header: Any) -> None:
        for slot in header["slots"]:
            slot["wrap"], slot["concerns"] = slot["concerns"], slot["wrap"]

    exchanged = with_valid_mac(changed(HEADER, exchange), SECRETS)
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_with_recovery(exchanged, CODE)


def test_a_concerns_key_that_does_not_open_is_tampering() -> None:
    """Even where somebody who knows the master key has signed the header again."""

    def damage(header: Any) -> None:
        header["slots"][1]["concerns"]["ct"] = "00" * 48

    with pytest.raises(HeaderTampered):
        vault.unlock_with_recovery(with_valid_mac(changed(HEADER, damage), SECRETS), CODE)


def test_changing_the_passphrase_keeps_everything_else() -> None:
    later = vault.change_passphrase(HEADER, SECRETS, "a new one", parameters=CHEAP)
    assert same(vault.unlock(later, "a new one"), SECRETS)
    assert same(vault.unlock_with_recovery(later, CODE), SECRETS)
    with pytest.raises(WrongPassphrase):
        vault.unlock(later, PASSPHRASE)
    assert json.loads(later)["gen"] == 2
    assert json.loads(later)["slots"][1] == json.loads(HEADER)["slots"][1]


def test_a_new_recovery_code_replaces_the_old() -> None:
    later, code = vault.replace_recovery_code(HEADER, SECRETS)
    assert same(vault.unlock_with_recovery(later, code), SECRETS)
    assert same(vault.unlock(later, PASSPHRASE), SECRETS)
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_with_recovery(later, CODE)
    assert json.loads(later)["gen"] == 2


def test_a_header_is_whole_only_for_its_own_secrets() -> None:
    vault.require_whole(HEADER, SECRETS)
    _header, other, _code = vault.create(PASSPHRASE, parameters=CHEAP)
    with pytest.raises(HeaderTampered):
        vault.require_whole(HEADER, other)
    with pytest.raises(HeaderDamaged):
        vault.require_whole(b"{}", SECRETS)


def test_a_header_is_changed_only_with_its_own_secrets() -> None:
    _, others, _ = vault.create("x", parameters=CHEAP)
    with pytest.raises(HeaderTampered):
        vault.change_passphrase(HEADER, others, "new", parameters=CHEAP)
    with pytest.raises(HeaderTampered):
        vault.replace_recovery_code(HEADER, others)


def test_wiping_leaves_zeros_and_nothing_works_any_more() -> None:
    secrets = vault.unlock_with_recovery(HEADER, CODE)
    master, concerns = secrets.master, secrets._concerns
    secrets.wipe()
    secrets.wipe()
    assert master == concerns == bytearray(32)
    for ask in (
        secrets.database_key,
        secrets.header_key,
        lambda: secrets.concerns_key,
        lambda: vault.change_passphrase(HEADER, secrets, "new", parameters=CHEAP),
        lambda: vault.replace_recovery_code(HEADER, secrets),
    ):
        with pytest.raises(WorkspaceLocked):
            ask()


def test_wiping_without_a_concerns_key() -> None:
    _, secrets, _ = vault.create("x", parameters=CHEAP)
    secrets.wipe()
    assert secrets.master == bytearray(32)


def test_secrets_show_nothing_of_themselves() -> None:
    shown = repr(SECRETS) + str(SECRETS)
    assert shown == "Secrets(…)" * 2
    assert isinstance(SECRETS.master, bytearray)


def test_errors_show_nothing_of_what_was_typed() -> None:
    with pytest.raises(AlongsideError) as caught:
        vault.unlock(HEADER, "a needle of a passphrase")
    assert "needle" not in str(caught.value)
    assert caught.value.__context__ is None


def test_too_little_memory_has_its_own_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Hungry:
        def __init__(self, **settings: object) -> None:
            pass

        def derive(self, passphrase: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(vault, "Argon2id", Hungry)
    with pytest.raises(NotEnoughMemory):
        vault.unlock(HEADER, PASSPHRASE)


@pytest.mark.parametrize(
    ("available", "expected"),
    [
        (None, vault.MODEST),
        (2 * 1024**3 - 1, vault.MODEST),
        (2 * 1024**3, vault.DEFAULT),
        (64 * 1024**3, vault.DEFAULT),
    ],
)
def test_settings_follow_the_memory(
    available: int | None, expected: Argon2Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "available_memory", lambda: available)
    assert vault.calibrate() == expected


def test_settings_that_are_chosen_for_people_are_strong() -> None:
    for chosen in (vault.DEFAULT, vault.MODEST):
        assert (chosen.m >= 64 * 1024, chosen.t >= 3, chosen.p) == (True, True, 1)


def test_without_other_word_the_calibrated_settings_are_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(vault, "calibrate", lambda: Argon2Parameters(m=19457, t=2, p=1))
    header, secrets, _ = vault.create("x")
    later = vault.change_passphrase(header, secrets, "y")
    for one in (header, later):
        assert json.loads(one)["slots"][0]["kdf"]["m"] == 19457


@given(code=st.just(CODE), generation=st.integers(1, 2**53 - 2))
def test_any_generation_reads_back(code: str, generation: int) -> None:
    header = vault._sealed(
        SECRETS,
        generation=generation,
        slots=msgspec.json.decode(HEADER, type=vault_format.Header).slots,
    )
    assert vault_format.read(header).gen == generation
    assert same(vault.unlock_with_recovery(header, code), SECRETS)


@pytest.mark.parametrize("with_concerns", [False, True])
def test_new_keys_throughout(*, with_concerns: bool) -> None:
    header, secrets, code = vault.create(PASSPHRASE, parameters=CHEAP, with_concerns=with_concerns)
    renewed, new, new_code = vault.renew(header, secrets, "another one", parameters=CHEAP)
    assert new.vault == secrets.vault
    assert new.master != secrets.master
    assert (new.concerns_key is None) is not with_concerns
    assert new.concerns_key is None or new.concerns_key != secrets.concerns_key
    assert vault.unlock(renewed, "another one").database_key() == new.database_key()
    assert vault.unlock_with_recovery(renewed, new_code).concerns_key == new.concerns_key
    with pytest.raises(WrongPassphrase):
        vault.unlock(renewed, PASSPHRASE)
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_with_recovery(renewed, code)


def test_new_keys_only_for_a_header_that_is_ours() -> None:
    header, secrets, _code = vault.create(PASSPHRASE, parameters=CHEAP)
    other, _secrets, _other_code = vault.create(PASSPHRASE, parameters=CHEAP)
    with pytest.raises(HeaderTampered):
        vault.renew(other, secrets, "another one", parameters=CHEAP)
    secrets.wipe()
    with pytest.raises(WorkspaceLocked):
        vault.renew(header, secrets, "another one", parameters=CHEAP)
