# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import base64
import itertools
import json
import time
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.crypto import age, keys
from desktop.crypto.age_format import write_stanzas
from desktop.errors import (
    AlongsideError,
    BadFormat,
    BadSignature,
    BundleDamaged,
    BundleNewer,
    BundleTooLarge,
    NotForUs,
)
from desktop.sync import bundle
from desktop.sync.bundle import Opened, open_outer, padme, read_lines, read_manifest
from desktop.sync.manifest import MAX_RECIPIENTS, After
from tests.sync import makers
from tests.sync.makers import (
    DEVICE,
    DEVICE_ID,
    ESCROW_KEY,
    HUB,
    HUB_KEY,
    LINES,
    OTHER_KEY,
    STRANGER,
    described,
    inner,
    manifest,
    packed,
    sealed,
)

LINE = b'{"n":1}\n'
BODY = packed(LINE)
HUB_RECIPIENT = keys.recipient_id(HUB_KEY.recipient.key)


def opened(data: bytes) -> Opened:
    return read_manifest(open_outer(data, [HUB_KEY]))


def lines_of(whole: bytes) -> list[bytes]:
    return read_lines(read_manifest(whole))


class TestRoundTrip:
    def test_what_is_built_can_be_read(self) -> None:
        made = sealed()
        got = opened(made.data)
        assert read_lines(got) == list(LINES)
        assert got.manifest == made.manifest
        assert got.manifest_sha256 == made.manifest_sha256
        assert got.signer_public == DEVICE.public
        assert got.manifest.dev == DEVICE_ID
        assert got.manifest.ack == {"hub": 3}
        assert got.manifest.after is None

    def test_every_recipient_can_read(self) -> None:
        made = sealed()
        assert made.manifest.to == tuple(
            sorted(keys.recipient_id(key.recipient.key) for key in (HUB_KEY, ESCROW_KEY))
        )
        for identity in (HUB_KEY, ESCROW_KEY):
            assert open_outer(made.data, [OTHER_KEY, identity])

    def test_a_recipient_named_twice_counts_once(self) -> None:
        made = sealed(recipients=[HUB_KEY, HUB_KEY])
        assert len(made.manifest.to) == 1
        assert made.data.count(b"-> mlkem768x25519") == 1

    def test_the_hash_is_of_the_first_two_lines(self) -> None:
        made = sealed()
        first, second, _rest = open_outer(made.data, [HUB_KEY]).split(b"\n", 2)
        assert made.manifest_sha256 == keys.sha256_hex(first + b"\n" + second + b"\n")

    def test_a_chain(self) -> None:
        first = sealed()
        second = sealed(seq=2, prev=first.manifest_sha256)
        assert opened(second.data).manifest.prev == first.manifest_sha256

    def test_a_later_epoch_names_the_one_before(self) -> None:
        after = After(epoch="ff" * 8, seq=7, hash="ab" * 32)
        made = bundle.build(
            kind="receipt",
            stream=DEVICE_ID,
            hub=HUB,
            recipients=[HUB_KEY.recipient],
            signing=DEVICE,
            epoch="00" * 8,
            seq=1,
            prev="0" * 64,
            after=after,
            ack={},
            made=makers.MADE,
            lines=[],
        )
        got = opened(made.data)
        assert got.manifest.after == after
        assert read_lines(got) == []

    @given(st.lists(st.binary(min_size=1, max_size=300).filter(lambda line: b"\n" not in line)))
    def test_any_lines(self, lines: list[bytes]) -> None:
        assert read_lines(opened(sealed(lines=lines, recipients=[HUB_KEY]).data)) == lines

    def test_a_note_of_one_letter_is_not_taken_for_a_bomb(self) -> None:
        line = b'"' + b"a" * 500_000 + b'"'
        made = sealed(lines=[line])
        assert made.manifest.body.raw <= bundle.MAX_RATIO * made.manifest.body.len
        assert read_lines(opened(made.data)) == [line]

    def test_the_longest_line_and_the_most_lines(self) -> None:
        longest = json.dumps(list(range(120_000))).encode().ljust(bundle.MAX_LINE)
        assert read_lines(opened(sealed(lines=[longest]).data)) == [longest]
        many = [b"%d" % number for number in range(bundle.MAX_LINES)]
        assert read_lines(opened(sealed(lines=many).data)) == many

    def test_nothing_readable_is_outside(self) -> None:
        made = sealed(lines=[b'{"text":"canary"}'])
        for needle in (b"canary", b"ALONGSIDE", HUB.encode(), DEVICE_ID.encode(), DEVICE.public):
            assert needle not in made.data


class TestBuilding:
    @pytest.mark.parametrize("line", [b"", b"a\nb", b"a\n"])
    def test_lines_that_are_not_lines(self, line: bytes) -> None:
        with pytest.raises(ValueError, match="a line"):
            sealed(lines=[line])

    def test_more_than_readers_accept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(BundleTooLarge):
            sealed(lines=[bytes(bundle.MAX_LINE + 1)])
        with pytest.raises(BundleTooLarge):
            sealed(lines=[b"x"] * (bundle.MAX_LINES + 1))
        monkeypatch.setattr(bundle, "MAX_RAW", 15)
        with pytest.raises(BundleTooLarge):
            sealed()

    def test_a_manifest_that_does_not_fit(self) -> None:
        ack = {f"{number:032x}": 1 for number in range(500)}
        with pytest.raises(BundleTooLarge):
            bundle.build(
                kind="records",
                stream="hub",
                hub=HUB,
                recipients=[HUB_KEY.recipient],
                signing=DEVICE,
                epoch="00" * 8,
                seq=1,
                prev="0" * 64,
                ack=ack,
                made=makers.MADE,
                lines=[],
            )

    @pytest.mark.parametrize(("seq", "prev"), [(0, "0" * 64), (1, "a" * 64), (2, "0" * 64)])
    def test_a_chain_that_does_not_fit(self, seq: int, prev: str) -> None:
        with pytest.raises(ValueError, match=r"^$"):
            sealed(seq=seq, prev=prev)


class TestPadding:
    def test_known_sizes(self) -> None:
        sizes = {0: 0, 1: 1, 2: 2, 8: 8, 9: 10, 100: 104, 1000: 1024, 1025: 1088, 10**6: 1_015_808}
        assert {size: padme(size) for size in sizes} == sizes

    @given(st.integers(min_value=0, max_value=2**40))
    def test_never_less_and_at_most_an_eighth_more(self, size: int) -> None:
        assert size <= padme(size) <= size * 1.12 + 1
        assert padme(padme(size)) == padme(size)

    def test_few_sizes_are_seen(self) -> None:
        assert len({padme(size) for size in range(4096, 8192)}) == 17

    @given(st.integers(min_value=1, max_value=3000))
    def test_inner_sizes_are_padded(self, size: int) -> None:
        made = sealed(lines=[bytes(size).replace(b"\0", b"x")], recipients=[HUB_KEY])
        whole = open_outer(made.data, [HUB_KEY])
        assert padme(len(whole)) == len(whole)


class TestOuter:
    def test_for_somebody_else(self) -> None:
        with pytest.raises(NotForUs):
            open_outer(sealed().data, [OTHER_KEY])
        with pytest.raises(NotForUs):
            open_outer(sealed().data, [])

    @pytest.mark.parametrize(
        "data",
        [
            b"-----BEGIN AGE ENCRYPTED FILE-----\n" + base64.b64encode(b"x" * 100),
            b"age-encryption.org/v2\n-> X25519 abc\n",
            b"<!doctype html><title>Sign in</title>",
            b"PK\x03\x04",
            bytes(1000),
        ],
    )
    def test_something_else(self, data: bytes) -> None:
        with pytest.raises(BadFormat):
            open_outer(data, [HUB_KEY])

    def test_armor_is_refused(self) -> None:
        text = base64.encodebytes(sealed().data)
        data = b"-----BEGIN AGE ENCRYPTED FILE-----\n%s-----END AGE ENCRYPTED FILE-----\n" % text
        with pytest.raises(BadFormat):
            open_outer(data, [HUB_KEY])

    def test_nothing_and_almost_nothing(self) -> None:
        for size in range(len(b"age-encryption.org/v1\n") + 1):
            with pytest.raises(BundleDamaged):
                open_outer(b"age-encryption.org/v1\n"[:size], [HUB_KEY])

    @pytest.mark.parametrize(
        "stanza",
        [
            age.Stanza("X25519", ("A" * 43,), bytes(32)),
            age.Stanza("scrypt", ("A" * 22, "23"), bytes(32)),
        ],
    )
    def test_weaker_keys_are_refused_at_once(self, stanza: age.Stanza) -> None:
        class Weaker:
            def wrap(self, _file_key: bytes) -> age.Stanza:
                return stanza

        alone = age.encrypt(b"x", [Weaker()])
        beside = age.encrypt(b"x", [HUB_KEY.recipient, Weaker()])
        started = time.perf_counter()
        for data in (alone, beside):
            with pytest.raises(BadFormat):
                open_outer(data, [HUB_KEY])
        assert time.perf_counter() - started < 2

    def test_unknown_stanzas_are_passed_over(self) -> None:
        class Grease:
            def wrap(self, _file_key: bytes) -> age.Stanza:
                return age.Stanza("x-grease", ("abc",), b"anything")

        data = age.encrypt(inner(manifest(BODY), BODY), [Grease(), HUB_KEY.recipient])
        assert read_lines(opened(data)) == [b'{"n":1}']

    def test_huge_headers_cost_little(self) -> None:
        tiny = b"-> x\n\n" * 200_000
        for header in (tiny, b"-> " + bytes(30_000_000), b"-> x\n" + b"A" * 30_000_000):
            started = time.perf_counter()
            with pytest.raises(BundleDamaged):
                open_outer(b"age-encryption.org/v1\n" + header, [HUB_KEY])
            assert time.perf_counter() - started < 2

    def test_more_recipients_than_accepted(self) -> None:
        stanzas = [age.Stanza("x-grease", (), b"")] * (MAX_RECIPIENTS + 1)
        with pytest.raises(BundleDamaged):
            open_outer(write_stanzas(stanzas) + b" \n", [HUB_KEY])

    def test_a_file_of_more_than_40_mib(self) -> None:
        data = b"age-encryption.org/v1\n".ljust(bundle.MAX_FILE + 1)
        with pytest.raises(BundleTooLarge):
            open_outer(data, [HUB_KEY])


class TestDamage:
    """Whatever happens to a bundle on its way, it is never accepted."""

    def test_every_flipped_bit(self) -> None:
        data = sealed(recipients=[HUB_KEY]).data
        faults = set()
        for position, bit in itertools.product(range(len(data)), range(8)):
            changed = bytearray(data)
            changed[position] ^= 1 << bit
            with pytest.raises(AlongsideError) as caught:
                open_outer(bytes(changed), [HUB_KEY])
            faults.add(type(caught.value))
        assert faults == {BundleDamaged, BadFormat, NotForUs}

    def test_every_truncation(self) -> None:
        data = sealed(recipients=[HUB_KEY]).data
        for size in range(len(data)):
            with pytest.raises(BundleDamaged):
                open_outer(data[:size], [HUB_KEY])

    @pytest.mark.parametrize("extra", [b"\0", b"\n", bytes(100_000)])
    def test_something_after_the_end(self, extra: bytes) -> None:
        with pytest.raises(BundleDamaged):
            open_outer(sealed().data + extra, [HUB_KEY])

    def test_every_flipped_bit_inside(self) -> None:
        whole = inner(manifest(BODY), BODY)
        assert lines_of(whole) == [b'{"n":1}']
        for position, bit in itertools.product(range(len(whole)), range(8)):
            changed = bytearray(whole)
            changed[position] ^= 1 << bit
            with pytest.raises(AlongsideError):
                lines_of(bytes(changed))

    def test_every_truncation_inside(self) -> None:
        whole = inner(manifest(BODY), BODY)
        for size in range(len(whole)):
            with pytest.raises(AlongsideError):
                lines_of(whole[:size])


class TestManifestLines:
    def test_another_layout(self) -> None:
        for magic in (b"ALONGSIDE/2\n", b"ALONGSIDE/10\n"):
            with pytest.raises(BundleNewer):
                read_manifest(inner(manifest(BODY), BODY, magic=magic))

    @pytest.mark.parametrize(
        "magic",
        [
            b"",
            b"\n",
            b"ALONGSIDE/0\n",
            b"ALONGSIDE/\n",
            b"ALONGSIDE/1 \n",
            b"ALONGSIDE/1\r\n",
            b"alongside/1\n",
            b"ALONGSIDE/two\n",
            b"ALONGSIDE/2",
            b"ALONGSIDE/" + b"2" * 100 + b"\n",
        ],
    )
    def test_no_layout_at_all(self, magic: bytes) -> None:
        with pytest.raises(BadFormat):
            read_manifest(inner(manifest(BODY), BODY, magic=magic))

    def test_the_longest_manifest_line(self) -> None:
        line = json.dumps(manifest(BODY)).encode("ascii")
        longest = line.ljust(bundle.MAX_MANIFEST_LINE - 1)
        assert lines_of(inner(longest, BODY)) == [b'{"n":1}']
        with pytest.raises(BadFormat):
            read_manifest(inner(longest + b" ", BODY))

    @pytest.mark.parametrize("whole", [b"", b"{}", b"{}\n", b"{}\n" + b"A" * 1024 + b"\n"])
    def test_missing_lines(self, whole: bytes) -> None:
        with pytest.raises(BadFormat):
            read_manifest(bundle.MAGIC + whole)

    @pytest.mark.parametrize("signature", [b"!", b"AA=", "é".encode(), b"AB==", b" ", b"AAAA\r"])
    def test_signatures_that_are_not_base64(self, signature: bytes) -> None:
        line = json.dumps(manifest(BODY)).encode("ascii")
        with pytest.raises(BadFormat):
            read_manifest(bundle.MAGIC + line + b"\n" + signature + b"\n")

    @pytest.mark.parametrize("signature", [b"", b"AAAA", b"U1NIU0lH"])
    def test_signatures_that_are_none(self, signature: bytes) -> None:
        line = json.dumps(manifest(BODY)).encode("ascii")
        with pytest.raises(BadSignature):
            read_manifest(bundle.MAGIC + line + b"\n" + signature + b"\n")

    def test_signed_by_another_key_than_it_says(self) -> None:
        with pytest.raises(BadSignature):
            read_manifest(inner(manifest(BODY), BODY, signer=STRANGER))

    def test_signed_for_another_use(self) -> None:
        with pytest.raises(BadSignature):
            read_manifest(inner(manifest(BODY), BODY, namespace="alongside-roster"))

    def test_signature_of_another_manifest(self) -> None:
        first = inner(manifest(BODY), BODY).split(b"\n")
        second = inner(manifest(BODY, made="2026-11-22T10:15:30.124Z"), BODY).split(b"\n")
        with pytest.raises(BadSignature):
            read_manifest(b"\n".join([*first[:2], second[2], *first[3:]]))


class TestAddress:
    def test_for_us(self) -> None:
        got = opened(sealed().data)
        bundle.require_addressed(got, hub=HUB, recipients=[HUB_RECIPIENT, "00" * 16])

    def test_for_another_hub(self) -> None:
        with pytest.raises(NotForUs):
            bundle.require_addressed(
                opened(sealed(hub="00" * 16).data), hub=HUB, recipients=[HUB_RECIPIENT]
            )

    def test_passed_on_by_the_one_it_was_for(self) -> None:
        # Another hub opens a bundle made for it, and encrypts the same signed bytes for us.
        first = open_outer(sealed(recipients=[OTHER_KEY]).data, [OTHER_KEY])
        forwarded = age.encrypt(first, [HUB_KEY.recipient])
        with pytest.raises(NotForUs):
            bundle.require_addressed(opened(forwarded), hub=HUB, recipients=[HUB_RECIPIENT])


class TestBody:
    def test_a_later_format_waits(self) -> None:
        got = read_manifest(inner(manifest(BODY, format=2), BODY))
        with pytest.raises(BundleNewer):
            read_lines(got)

    @pytest.mark.parametrize(
        "claim",
        [
            {"n": bundle.MAX_LINES + 1},
            {"raw": bundle.MAX_RAW + 1},
            {"len": bundle.MAX_PACKED + 1},
            {"raw": bundle.MAX_RATIO * len(BODY) + 1},
        ],
    )
    def test_claims_beyond_the_limits(self, claim: dict[str, object]) -> None:
        # The manifest itself is good: its chain goes on, only the body is put aside.
        got = read_manifest(inner(described(BODY, **claim), BODY))
        with pytest.raises(BundleTooLarge):
            read_lines(got)

    @pytest.mark.parametrize(
        "claim", [{"sha256": "0" * 64}, {"len": 10_000}, {"len": len(BODY) - 1}, {"len": 0}]
    )
    def test_another_body(self, claim: dict[str, object]) -> None:
        with pytest.raises(BundleDamaged):
            lines_of(inner(described(BODY, **claim), BODY))

    @pytest.mark.parametrize("claim", [{"raw": 9}, {"raw": 0, "n": 0}, {"n": 0}, {"n": 2}])
    def test_wrong_counts(self, claim: dict[str, object]) -> None:
        with pytest.raises((BadFormat, BundleTooLarge)):
            lines_of(inner(described(BODY, **claim), BODY))

    def test_padding_must_be_zero_and_exact(self) -> None:
        whole = inner(manifest(BODY), BODY)
        bare = inner(manifest(BODY), BODY, padding=b"")
        size = len(whole) - len(bare)
        assert size > 1
        for padding in (b"", bytes(size - 1), bytes(size + 1), bytes(size - 1) + b"x"):
            with pytest.raises(BadFormat):
                lines_of(inner(manifest(BODY), BODY, padding=padding))

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"not gzip",
            zlib.compress(LINE),
            BODY[:-1],
            BODY[:-4] + b"\0\0\0\0",
            BODY + b"\0",
            BODY + BODY,
            BODY + packed(b""),
        ],
    )
    def test_packing_that_is_not_one_gzip_member(self, body: bytes) -> None:
        whole = inner(described(body, raw=min(8, 200 * len(body))), body)
        with pytest.raises(BadFormat):
            lines_of(whole)

    @pytest.mark.parametrize(
        ("raw", "count"),
        [(b"a", 0), (b"a", 1), (b"a\nb", 1), (b"\n", 1), (b"a\n\nb\n", 3), (b"\na\n", 2), (b"", 1)],
    )
    def test_lines_that_are_not_lines(self, raw: bytes, count: int) -> None:
        body = packed(raw)
        with pytest.raises(BadFormat):
            lines_of(inner(described(body, raw=len(raw), n=count), body))

    def test_a_line_that_is_too_long(self) -> None:
        raw = json.dumps(list(range(120_000))).encode().ljust(bundle.MAX_LINE + 1) + b"\n"
        body = packed(raw)
        with pytest.raises(BundleTooLarge):
            lines_of(inner(described(body, raw=len(raw), n=1), body))

    @pytest.mark.parametrize("claimed", [1000, 200 * 48_000, bundle.MAX_RAW])
    def test_bombs(self, claimed: int) -> None:
        body = packed(bytes(50_000_000), level=9)
        assert len(body) < 50_000
        whole = inner(described(body, raw=claimed), body)
        tracemalloc.start()
        with pytest.raises(BundleTooLarge):
            lines_of(whole)
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024 * 1024
        tracemalloc.stop()

    def test_a_body_of_line_ends_alone(self) -> None:
        raw = b"\n" * 9_000_000
        stored = packed(raw, level=0)
        with pytest.raises(BadFormat):
            lines_of(inner(described(stored, raw=len(raw), n=50_000), stored))

    @pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 131_072, 400_001])
    def test_output_that_is_held_back_at_a_step(self, size: int) -> None:
        # zlib may have taken all its input and still owe output.
        raw = b"a" * (size - 1) + b"\n"
        body = packed(raw)
        ratio = len(raw) / len(body)
        whole = inner(described(body, raw=len(raw), n=1), body)
        if ratio <= bundle.MAX_RATIO:
            assert lines_of(whole) == [raw[:-1]]
        else:
            with pytest.raises(BundleTooLarge):
                lines_of(whole)
