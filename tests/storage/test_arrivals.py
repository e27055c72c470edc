# SPDX-License-Identifier: Apache-2.0
"""What came in: chains, the ledger, held bytes, acts of importing, objects already fetched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.storage import arrivals, chains, exchange, journal, places
from desktop.storage.arrivals import Held, LedgerEntry
from desktop.storage.chains import ChainEnd
from desktop.storage.exchange import SentBundle
from tests.storage.notes import ANN, AT, LAPTOP, LATER, OFFICE, forgotten, write
from tests.storage.samples import make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.database import Connection, Database

EPOCH = "e" * 16
NEXT_EPOCH = "f" * 16


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = make(tmp_path_factory.mktemp("arrivals") / "records.db")
    yield database
    database.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with forgotten(database) as connection:
        yield connection


def entry(seq: int = 1, **more: object) -> LedgerEntry:
    plain = LedgerEntry(
        manifest_sha256=f"{seq:064x}",
        device=LAPTOP,
        epoch=EPOCH,
        stream="hub",
        seq=seq,
        kind="records",
        status="applied",
        slug=None,
        intake=None,
        records=1,
        arrived_at=AT,
        receipt=None,
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # each test names fields that exist


def held(number: int = 1, **more: object) -> Held:
    plain = Held(
        file_sha256=f"f{number:063x}",
        manifest_sha256=f"{number:064x}",
        device=LAPTOP,
        data=b"sealed bytes",
        name="a.age",
        status="waiting",
        slug="waiting-for-earlier",
        at=AT,
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # as above


# Chains


def advance(connection: Connection, high: int, *, epoch: str = EPOCH, device: str = LAPTOP) -> None:
    chains.advance_chain(
        connection, device=device, epoch=epoch, stream="hub", high=high, last=f"{high}" * 64
    )


def test_a_chain_is_followed_by_epoch_and_device(connection: Connection) -> None:
    assert chains.chain_end(connection, device=LAPTOP, epoch=EPOCH, stream="hub") is None
    advance(connection, 1)
    advance(connection, 2)
    advance(connection, 1, epoch=NEXT_EPOCH)
    advance(connection, 7, device=OFFICE)
    assert chains.chain_end(connection, device=LAPTOP, epoch=EPOCH, stream="hub") == (2, "2" * 64)
    assert chains.chain_end(connection, device=LAPTOP, epoch=EPOCH, stream="other") is None
    assert chains.chains_of(connection, stream="hub") == (
        ChainEnd(LAPTOP, EPOCH, 2),
        ChainEnd(LAPTOP, NEXT_EPOCH, 1),
        ChainEnd(OFFICE, EPOCH, 7),
    )
    own = chains.chains_of(connection, stream="hub", device=OFFICE)
    assert [end.high for end in own] == [7]


def test_the_highest_number_that_arrived_counts_what_waits(connection: Connection) -> None:
    advance(connection, 2)
    arrivals.write_ledger(connection, entry(5, status="waiting", slug="waiting-for-earlier"))
    arrivals.write_ledger(connection, entry(9, status="quarantined", slug="bad-json"))
    arrivals.write_ledger(connection, entry(3, status="waiting", slug="x", epoch=NEXT_EPOCH))
    ends = chains.chain_ends(connection, device=LAPTOP, stream="hub")
    assert ends == {EPOCH: 5, NEXT_EPOCH: 3}


def test_missing_numbers_are_those_before_what_waits(connection: Connection) -> None:
    def missing(high: int) -> tuple[int, ...]:
        return chains.missing_numbers(
            connection, device=LAPTOP, epoch=EPOCH, stream="hub", high=high
        )

    assert missing(2) == ()
    for seq in (5, 7):
        arrivals.write_ledger(connection, entry(seq, status="waiting", slug="waiting-for-earlier"))
    assert missing(2) == (3, 4, 6)
    arrivals.write_ledger(connection, entry(2**40, status="waiting", slug="waiting-for-earlier"))
    assert len(missing(2)) < 1000


# The ledger


def test_a_receipt_is_due_until_it_is_written_and_again_when_the_status_changes(
    connection: Connection,
) -> None:
    waiting = entry(2, status="waiting", slug="waiting-for-earlier")
    for item in (waiting, entry(1), entry(1, device=OFFICE, manifest_sha256="o")):
        arrivals.write_ledger(connection, item)
    due = arrivals.receipts_due(connection, LAPTOP, most=10)
    assert [item.seq for item in due] == [1, 2]
    assert len(arrivals.receipts_due(connection, LAPTOP, most=1)) == 1
    assert arrivals.devices_with_receipts_due(connection) == (LAPTOP, OFFICE)

    arrivals.mark_receipted(connection, [item.manifest_sha256 for item in due], receipt="r")
    assert arrivals.receipts_due(connection, LAPTOP, most=10) == ()
    assert arrivals.devices_with_receipts_due(connection) == (OFFICE,)
    arrivals.write_ledger(connection, waiting)  # the same file was offered again
    assert arrivals.receipts_due(connection, LAPTOP, most=10) == ()
    applied = entry(2)
    arrivals.write_ledger(connection, applied)
    assert arrivals.receipts_due(connection, LAPTOP, most=10) == (applied,)
    assert arrivals.ledger_entry(connection, applied.manifest_sha256) == applied
    assert arrivals.ledger_entry(connection, "unknown") is None


# Held files


def test_held_bytes_are_kept_once_with_the_newest_reason_and_the_first_time(
    connection: Connection,
) -> None:
    first, second = held(1, at=LATER), held(2)
    arrivals.hold(connection, first)
    arrivals.hold(connection, second)
    assert arrivals.held_files(connection, status="waiting") == (
        replace(second, data=b""),
        replace(first, data=b""),
    )
    again = replace(second, status="quarantined", slug="bad-json", at=LATER)
    arrivals.hold(connection, again)
    assert arrivals.held_file(connection, second.file_sha256) == replace(again, at=AT)
    assert [h.slug for h in arrivals.held_files(connection, status="quarantined")] == ["bad-json"]
    assert arrivals.is_held(connection, second.file_sha256)
    arrivals.release(connection, file_sha256=second.file_sha256)
    assert not arrivals.is_held(connection, second.file_sha256)
    assert arrivals.held_file(connection, second.file_sha256) is None


def test_held_files_are_found_by_their_device_and_by_their_number(connection: Connection) -> None:
    for number in (1, 2):
        arrivals.write_ledger(connection, entry(number, status="waiting", slug="x"))
        arrivals.hold(connection, held(number))
    arrivals.hold(connection, held(3, device=OFFICE))
    arrivals.hold(connection, held(4, slug="bad-json"))
    wanted = arrivals.held_of_device(connection, LAPTOP, slugs=["waiting-for-earlier"])
    assert set(wanted) == {held(1).file_sha256, held(2).file_sha256}

    def carrying(seq: int) -> tuple[str, ...]:
        return arrivals.held_next(connection, device=LAPTOP, epoch=EPOCH, stream="hub", seq=seq)

    assert carrying(2) == (held(2).file_sha256,)
    assert carrying(3) == ()
    arrivals.write_ledger(connection, entry(2))
    assert carrying(2) == ()


# Acts of importing


def test_only_imports_that_brought_something_are_told_of(connection: Connection) -> None:
    """Every round of sending begins one; those of a hundred quiet days must not hide a real one."""
    for number in range(3):
        arrivals.open_intake(connection, intake_id=f"real-{number}", at=AT, person=ANN)
        arrivals.write_ledger(connection, entry(number + 1, intake=f"real-{number}"))
    journal.append(
        connection, [write(when="2026-11-22") for _ in range(2)], state="received", intake="real-1"
    )
    for number in range(150):
        arrivals.open_intake(connection, intake_id=f"quiet-{number}", at=LATER, person=ANN)
    arrivals.open_intake(connection, intake_id="real-0", at=LATER, person="someone else")
    told = arrivals.intakes(connection)
    assert [(i.id, i.bundles, i.records) for i in told] == [
        ("real-2", 1, 0),
        ("real-1", 1, 2),
        ("real-0", 1, 0),
    ]
    assert (told[2].at, told[2].person, told[2].hidden) == (AT, ANN, False)
    assert [i.id for i in arrivals.intakes(connection, limit=1)] == ["real-2"]


def test_an_import_is_marked_as_undone_and_redone(connection: Connection) -> None:
    arrivals.open_intake(connection, intake_id="i", at=AT, person=ANN)
    arrivals.write_ledger(connection, entry(1, intake="i"))
    for hidden in (True, False):
        # Half changed it counts as it was, so that what was begun can be done again.
        assert arrivals.set_intake_hidden(connection, "i", hidden=hidden, finished=False)
        told = arrivals.intakes(connection)[0]
        assert (told.hidden, told.changing) == (not hidden, True)
        assert arrivals.set_intake_hidden(connection, "i", hidden=hidden)
        told = arrivals.intakes(connection)[0]
        assert (told.hidden, told.changing) == (hidden, False)
    assert not arrivals.set_intake_hidden(connection, "unknown", hidden=True)


# Objects of a carrier


def test_an_object_may_go_once_its_bundle_was_applied_and_answered(connection: Connection) -> None:
    carrier = places.add_carrier(connection, "folder:/stick", at=AT)
    other = places.add_carrier(connection, "folder:/other", at=AT)
    assert carrier is not None
    assert other is not None

    def finished() -> set[str]:
        return set(arrivals.finished_objects(connection, carrier=carrier.id))

    def see(name: str, manifest: str | None) -> None:
        arrivals.mark_seen(connection, carrier=carrier.id, name=name, manifest_sha256=manifest)

    arrivals.write_ledger(connection, entry(1))
    arrivals.write_ledger(connection, entry(2, receipt="none"))
    arrivals.write_ledger(connection, entry(3, status="quarantined", slug="x", receipt="none"))
    for seq in (1, 2, 3):
        see(f"{seq}.age", entry(seq).manifest_sha256)
    see("not-for-us.age", None)
    assert finished() == {"2.age"}

    receipt = SentBundle("r", "receipt", LAPTOP, EPOCH, 1, b"x", 0, "sealed", None, AT, None)
    exchange.keep_bundle(connection, receipt)
    arrivals.mark_receipted(connection, [entry(1).manifest_sha256], receipt="r")
    assert finished() == {"2.age"}
    exchange.mark_handed_over(connection, "r")
    assert finished() == {"1.age", "2.age"}

    assert arrivals.seen_mark(connection, carrier=carrier.id, name="not-for-us.age") == ""
    assert arrivals.seen_mark(connection, carrier=other.id, name="1.age") is None
    see("1.age", entry(3).manifest_sha256)
    assert finished() == {"2.age"}
    places.remove_carrier(connection, "folder:/stick")
    assert arrivals.seen_mark(connection, carrier=carrier.id, name="1.age") is None
