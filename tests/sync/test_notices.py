# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.crypto import keys
from desktop.errors import (
    AlongsideError,
    BadFormat,
    BadJson,
    BadSignature,
    BundleNewer,
    BundleTooLarge,
    InvitationDamaged,
    InvitationExpired,
)
from desktop.sync import fields, notices
from desktop.sync.notices import (
    RosterPerson,
    SignedDocument,
)
from tests.sync.makers import (
    DEVICE,
    DEVICE_KEY,
    EPOCH,
    ESCROW_KEY,
    HUB,
    HUB_KEY,
    OPERATIONAL,
    ROOT,
    STRANGER,
)
from tests.sync.paperwork import (
    DEVICE_ENTRY,
    INVITATION,
    JSON,
    KEYSET,
    NOW,
    ROSTER,
    SECRET,
    fields_of,
    signed_anyway,
)

if TYPE_CHECKING:
    from desktop.crypto.signing import SigningKey


class TestKeyset:
    def test_round_trip(self) -> None:
        signed = notices.sign_keyset(ROOT, KEYSET)
        assert notices.open_keyset(signed, root_public=ROOT.public) == KEYSET
        assert signed.document.startswith('{"type":"alongside-keyset/1","version":1,')
        assert signed.sha256 == keys.sha256_hex(signed.document.encode() + b"\n")

    def test_it_says_which_keys_to_use(self) -> None:
        active = KEYSET.active_recipients("hub", "escrow")
        assert active == (HUB_KEY.recipient, ESCROW_KEY.recipient)
        assert KEYSET.active_recipients("safeguarding") == ()
        assert KEYSET.active_operational() == (OPERATIONAL.public,)

    def test_only_the_root_key_counts(self) -> None:
        signed = notices.sign_keyset(STRANGER, KEYSET)
        with pytest.raises(BadSignature):
            notices.open_keyset(signed, root_public=ROOT.public)

    def test_of_another_hub(self) -> None:
        # Signed by a root key, but it names the hub of another.
        signed = notices.sign_keyset(STRANGER, KEYSET)
        with pytest.raises(BadSignature):
            notices.open_keyset(signed, root_public=STRANGER.public)

    def test_a_signature_for_another_use(self) -> None:
        text = notices.sign_keyset(ROOT, KEYSET).document
        with pytest.raises(BadSignature):
            notices.open_keyset(
                signed_anyway(text, namespace=notices.ROSTER_NAMESPACE), root_public=ROOT.public
            )

    def test_a_changed_document(self) -> None:
        signed = notices.sign_keyset(ROOT, KEYSET)
        text = signed.document.replace("Riverside", "Riverbank")
        with pytest.raises(BadSignature):
            notices.open_keyset(
                SignedDocument(document=text, signature=signed.signature), root_public=ROOT.public
            )

    @pytest.mark.parametrize("signature", ["", "AAAA", "!", "é", "AB==", "\ud800"])
    def test_signatures_that_are_none(self, signature: str) -> None:
        signed = SignedDocument(document="{}", signature=signature)
        with pytest.raises((BadFormat, BadSignature)):
            notices.open_keyset(signed, root_public=ROOT.public)

    def test_a_later_version_of_the_format(self) -> None:
        for kind in ("alongside-keyset/2", "alongside-keyset/10"):
            text = json.dumps({**fields_of(KEYSET), "type": kind, "surprise": 1})
            with pytest.raises(BundleNewer):
                notices.open_keyset(signed_anyway(text), root_public=ROOT.public)

    @pytest.mark.parametrize(
        "kind",
        [
            "",
            "alongside-roster/1",
            "alongside-keyset/0",
            "alongside-keyset/",
            "x/2",
            1,
            [],
            "keyset/²",
        ],
    )
    def test_another_type(self, kind: object) -> None:
        text = json.dumps({**fields_of(KEYSET), "type": kind})
        with pytest.raises(BadFormat):
            notices.open_keyset(signed_anyway(text), root_public=ROOT.public)

    @pytest.mark.parametrize("text", ["", "[]", "1", "{}", '{"version":1}', "null", '{"a":null}'])
    def test_no_type(self, text: str) -> None:
        with pytest.raises((BadFormat, BadJson)):
            notices.open_keyset(signed_anyway(text), root_public=ROOT.public)

    def test_more_than_one_line(self) -> None:
        text = notices.sign_keyset(ROOT, KEYSET).document
        with pytest.raises(BadJson):
            notices.open_keyset(signed_anyway(text + "\n"), root_public=ROOT.public)
        with pytest.raises(BadJson):
            notices.open_keyset(signed_anyway(text + "\ud800"), root_public=ROOT.public)

    def test_too_large(self) -> None:
        text = notices.sign_keyset(ROOT, KEYSET).document
        longest = text.ljust(notices.MAX_DOCUMENT)
        assert notices.open_keyset(signed_anyway(longest), root_public=ROOT.public) == KEYSET
        with pytest.raises(BundleTooLarge):
            notices.open_keyset(signed_anyway(longest + " "), root_public=ROOT.public)

    @pytest.mark.parametrize(
        "change",
        [
            {"version": 0},
            {"version": 2},
            {"previous": "a" * 64},
            {"previous": "a" * 63},
            {"hub": "x"},
            {"name": ""},
            {"name": " padded"},
            {"name": "two\nlines"},
            {"name": "x" * 201},
            {"recipients": [fields_of(KEYSET.recipients[0])] * 2},
            {"operational": [fields_of(KEYSET.operational[0])] * 2},
            {"operational": [{"key": "AAAA", "state": "active"}]},
            {"operational": [{"key": "not base64", "state": "active"}]},
            {"recipients": [{**fields_of(KEYSET.recipients[0]), "id": "0" * 32}]},
            {"recipients": [{**fields_of(KEYSET.recipients[0]), "key": "age1pq1"}]},
            {"recipients": [{**fields_of(KEYSET.recipients[0]), "state": "lost"}]},
            {"recipients": [{**fields_of(KEYSET.recipients[0]), "audience": "all"}]},
            {
                "recipients": [
                    {
                        **fields_of(KEYSET.recipients[0]),
                        "key": str(HUB_KEY.recipient).upper(),
                    }
                ]
            },
            {"surprise": 1},
        ],
    )
    def test_fields_that_are_wrong(self, change: dict[str, object]) -> None:
        text = json.dumps({**fields_of(KEYSET), **change})
        with pytest.raises(BadFormat):
            notices.open_keyset(signed_anyway(text), root_public=ROOT.public)

    def test_the_next_version_names_the_one_before(self) -> None:
        first = notices.sign_keyset(ROOT, KEYSET)
        second = msgspec.structs.replace(KEYSET, version=2, previous=first.sha256)
        signed = notices.sign_keyset(ROOT, second)
        assert notices.open_keyset(signed, root_public=ROOT.public) == second


class TestRoster:
    def test_round_trip(self) -> None:
        signed = notices.sign_roster(OPERATIONAL, ROSTER)
        roster = notices.open_roster(signed, keyset=KEYSET)
        assert roster == ROSTER
        assert roster.entries[1].hybrid == DEVICE_KEY.recipient
        assert roster.entries[1].public == DEVICE.public
        assert roster.entries[0].hybrid is None
        assert "null" not in signed.document

    @pytest.mark.parametrize("key", [ROOT, STRANGER, DEVICE])
    def test_only_an_active_operational_key_counts(self, key: SigningKey) -> None:
        with pytest.raises(BadSignature):
            notices.open_roster(notices.sign_roster(key, ROSTER), keyset=KEYSET)

    def test_of_another_hub(self) -> None:
        other = msgspec.structs.replace(ROSTER, hub="0" * 32)
        with pytest.raises(BadSignature):
            notices.open_roster(notices.sign_roster(OPERATIONAL, other), keyset=KEYSET)

    @pytest.mark.parametrize(
        "change",
        [
            {"device": "0" * 32},
            {"person": "x"},
            {"role": "owner"},
            {"signing": fields.to_base64(STRANGER.public)},
            {"signing": "AAAA"},
            {"recipient": "age1pq1"},
            {"recipient": None},
            {"state": "active"},
            {"state": "asleep"},
            {"revoked_after": {"epoch": EPOCH}},
            {"revoked_after": {"epoch": "x", "seq": 1}},
            {"surprise": 1},
        ],
    )
    def test_entries_that_are_wrong(self, change: dict[str, object]) -> None:
        text = json.dumps({**fields_of(ROSTER), "entries": [{**fields_of(DEVICE_ENTRY), **change}]})
        signed = signed_anyway(text, key=OPERATIONAL, namespace=notices.ROSTER_NAMESPACE)
        with pytest.raises(BadFormat):
            notices.open_roster(signed, keyset=KEYSET)

    def test_a_volunteer_without_a_recipient(self) -> None:
        entry = fields_of(DEVICE_ENTRY)
        del entry["recipient"]
        text = json.dumps({**fields_of(ROSTER), "entries": [entry]})
        signed = signed_anyway(text, key=OPERATIONAL, namespace=notices.ROSTER_NAMESPACE)
        with pytest.raises(BadFormat):
            notices.open_roster(signed, keyset=KEYSET)

    @pytest.mark.parametrize("part", ["entries", "people"])
    def test_named_twice(self, part: str) -> None:
        plain = fields_of(ROSTER)
        named = plain[part]
        assert isinstance(named, list)
        text = json.dumps({**plain, part: named * 2})
        signed = signed_anyway(text, key=OPERATIONAL, namespace=notices.ROSTER_NAMESPACE)
        with pytest.raises(BadFormat):
            notices.open_roster(signed, keyset=KEYSET)

    def test_a_recipient_whose_checksum_is_wrong_is_found_when_used(self) -> None:
        text = str(DEVICE_KEY.recipient)
        wrong = text[:-1] + ("q" if text[-1] != "q" else "p")
        entry = msgspec.structs.replace(DEVICE_ENTRY, recipient=wrong)
        with pytest.raises(BadFormat):
            _ = entry.hybrid

    def test_a_large_hub_fits_or_is_told(self) -> None:
        people = [
            RosterPerson(person=f"{number:032x}", name="Ada Lovelace", role="volunteer")
            for number in range(12_000)
        ]
        with pytest.raises(BundleTooLarge):
            notices.sign_roster(OPERATIONAL, msgspec.structs.replace(ROSTER, people=tuple(people)))


class TestInvitation:
    def test_round_trip(self) -> None:
        data = notices.write_invitation(OPERATIONAL, INVITATION)
        assert data.count(b"\n") == 2
        got = notices.read_invitation(data, now=NOW)
        assert got == INVITATION
        assert got.hub == HUB
        assert got.root_public == ROOT.public
        assert got.secret_bytes == SECRET
        assert got.open_keyset() == KEYSET

    def test_the_secret_is_not_shown(self) -> None:
        assert SECRET.hex() not in repr(INVITATION)
        assert SECRET.hex() not in str(INVITATION)

    def test_until_when_it_is_good(self) -> None:
        data = notices.write_invitation(OPERATIONAL, INVITATION)
        last = datetime(2026, 12, 6, 10, 15, 30, tzinfo=UTC)
        assert notices.read_invitation(data, now=last) == INVITATION
        with pytest.raises(InvitationExpired, match="2026-12-06"):
            notices.read_invitation(data, now=last + timedelta(milliseconds=1))

    @pytest.mark.parametrize("key", [ROOT, STRANGER, DEVICE])
    def test_only_an_active_operational_key_counts(self, key: SigningKey) -> None:
        with pytest.raises(InvitationDamaged):
            notices.read_invitation(notices.write_invitation(key, INVITATION), now=NOW)

    def test_a_keyset_of_another_root(self) -> None:
        forged = msgspec.structs.replace(INVITATION, keyset=notices.sign_keyset(STRANGER, KEYSET))
        with pytest.raises(InvitationDamaged):
            notices.read_invitation(notices.write_invitation(OPERATIONAL, forged), now=NOW)

    def test_every_flipped_byte(self) -> None:
        data = notices.write_invitation(OPERATIONAL, INVITATION)
        for position in range(0, len(data), 11):
            changed = bytearray(data)
            changed[position] ^= 1 << position % 8
            with pytest.raises(InvitationDamaged):
                notices.read_invitation(bytes(changed), now=NOW)

    def test_truncations(self) -> None:
        data = notices.write_invitation(OPERATIONAL, INVITATION)
        for size in range(0, len(data), 13):
            with pytest.raises(InvitationDamaged):
                notices.read_invitation(data[:size], now=NOW)

    @pytest.mark.parametrize(
        "data",
        [b"", b"\n", b"\n\n", b"\n\n\n", b"{}\n\n", b"\xff\n\n", b"{}\n{}\nmore", b"x" * 900_000],
    )
    def test_something_else(self, data: bytes) -> None:
        with pytest.raises(InvitationDamaged):
            notices.read_invitation(data, now=NOW)

    def test_line_ends_of_another_system(self) -> None:
        data = notices.write_invitation(OPERATIONAL, INVITATION).replace(b"\n", b"\r\n")
        with pytest.raises(InvitationDamaged):
            notices.read_invitation(data, now=NOW)

    def test_a_later_version(self) -> None:
        # A later program may put other things into it; only the type has to stay where it is.
        text = json.dumps({**fields_of(INVITATION), "type": "alongside-invitation/2", "more": 1})
        signed = signed_anyway(text, key=OPERATIONAL, namespace=notices.INVITATION_NAMESPACE)
        data = signed.message + signed.signature.encode() + b"\n"
        with pytest.raises(BundleNewer):
            notices.read_invitation(data, now=NOW)

    @pytest.mark.parametrize(
        "change",
        [
            {"invite": "x"},
            {"secret": "00"},
            {"person": ""},
            {"root": "AAAA"},
            {"hub_name": ""},
            {"name": "two\nlines"},
            {"mailbox": "M" * 26},
            {"mailbox": "m" * 26 + "\n"},
            {"carriers": ["folder:/x"] * 17},
            {"carriers": [""]},
            {"carriers": ["folder:/\u2028"]},
            {"carriers": ["folder:" + "x" * 2048]},
            {"programme": {"id": "../x", "version": 1, "text": ""}},
            {"programme": {"id": "general", "version": 0, "text": ""}},
            {"programme": {"id": "general", "version": 1, "text": "x" * 262_145}},
            {"expires": "2026-12-06"},
            {"expires": "2026-02-30T10:15:30.000Z"},
            {"keyset": {"document": "{}"}},
            {"surprise": 1},
        ],
    )
    def test_fields_that_are_wrong(self, change: dict[str, object]) -> None:
        text = json.dumps({**fields_of(INVITATION), **change})
        signed = signed_anyway(text, key=OPERATIONAL, namespace=notices.INVITATION_NAMESPACE)
        data = signed.message + signed.signature.encode() + b"\n"
        with pytest.raises(InvitationDamaged):
            notices.read_invitation(data, now=NOW)

    @settings(max_examples=300)
    @given(st.binary(max_size=300))
    def test_any_bytes(self, data: bytes) -> None:
        with pytest.raises(InvitationDamaged):
            notices.read_invitation(data, now=NOW)


@settings(max_examples=300)
@given(part=st.sampled_from(sorted(fields_of(ROSTER))), value=JSON)
def test_any_json_in_any_field_of_a_roster(part: str, value: object) -> None:
    text = json.dumps({**fields_of(ROSTER), part: value})
    signed = signed_anyway(text, key=OPERATIONAL, namespace=notices.ROSTER_NAMESPACE)
    try:
        notices.open_roster(signed, keyset=KEYSET)
    except AlongsideError:
        return
