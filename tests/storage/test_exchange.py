# SPDX-License-Identifier: Apache-2.0
"""What goes out: the outbox, sealed bundles, placements, and the guards of the database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from desktop.storage import exchange, journal, lists, places
from desktop.storage.exchange import ASKED_AGAIN, FIRST, SentBundle, Tally
from desktop.storage.places import Placement
from tests.storage.notes import AT, LATER, forgotten, write
from tests.storage.samples import make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.records.revision import Revision
    from desktop.storage.database import Connection, Database

EPOCH = "e" * 16


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = make(tmp_path_factory.mktemp("exchange") / "records.db")
    yield database
    database.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with forgotten(database) as connection:
        yield connection


def bundle(seq: int = 1, **more: object) -> SentBundle:
    plain = SentBundle(
        manifest_sha256=f"{seq}" * 64,
        kind="records",
        stream="hub",
        epoch=EPOCH,
        seq=seq,
        data=b"sealed bytes",
        records=1,
        state="sealed",
        slug=None,
        sealed_at=AT,
        settled_at=None,
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # each test names fields that exist


def queue(connection: Connection, *, stream: str = "hub", priority: int = 5) -> Revision:
    item = write(when="2026-11-22")
    journal.append(connection, [item], state="sealed")
    exchange.enqueue(connection, [item.id], stream=stream, priority=priority, at=AT)
    return item


def seal(connection: Connection, seq: int = 1, **more: object) -> SentBundle:
    """Keep a bundle that holds everything queued."""
    item = bundle(seq, **more)
    queued = exchange.next_queued(connection, item.stream, most=100)
    exchange.keep_bundle(connection, item, queued=[row.number for row in queued])
    return item


def state(connection: Connection, item: Revision) -> str:
    row = lists.one(connection, item.record)
    assert row is not None
    return row.state


def stored(connection: Connection, item: SentBundle) -> SentBundle:
    kept = exchange.find_bundle(connection, item.manifest_sha256)
    assert kept is not None
    return kept


# The outbox


def test_urgent_rows_go_first_then_the_oldest_and_none_twice(connection: Connection) -> None:
    slow, other = queue(connection), queue(connection)
    urgent = queue(connection, priority=exchange.PRIORITY_CONTROL)
    exchange.enqueue(connection, [slow.id, urgent.id], stream="hub", priority=1, at=LATER)
    exchange.enqueue(connection, [], stream="hub", priority=1, at=LATER)
    queued = exchange.next_queued(connection, "hub", most=10)
    assert [row.revision for row in queued] == [urgent.id, slow.id, other.id]
    assert len(exchange.next_queued(connection, "hub", most=2)) == 2
    assert slow.body is not None
    assert queued[1].size == len(slow.envelope) + len(slow.body)
    assert exchange.count_outbox(connection) == 3


def test_streams_wait_in_the_order_of_their_most_urgent_row(connection: Connection) -> None:
    queue(connection, stream="one")
    queue(connection, stream="two")
    queue(connection, stream="two", priority=1)
    assert exchange.streams_waiting(connection) == ("two", "one")
    seal(connection, stream="two")
    assert exchange.streams_waiting(connection) == ("one",)
    assert exchange.next_queued(connection, "two", most=10) == ()


def test_a_stream_goes_on_where_it_ended(connection: Connection) -> None:
    assert exchange.end_of_chain(connection, epoch=EPOCH, stream="hub") == (0, FIRST)
    seal(connection, 1)
    seal(connection, 2)
    seal(connection, 9, stream="other")
    seal(connection, 8, epoch="f" * 16)
    assert exchange.end_of_chain(connection, epoch=EPOCH, stream="hub") == (2, "2" * 64)
    with pytest.raises(IntegrityError):
        exchange.keep_bundle(connection, bundle(2, manifest_sha256="x"))


def test_the_life_of_a_record_on_its_way(connection: Connection) -> None:
    item = queue(connection)
    assert exchange.tally(connection) == Tally(1, 0, 0, AT)
    sealed = seal(connection)
    assert state(connection, item) == "sealed"
    entry = exchange.outbox_entries(connection)[0]
    assert (entry.record, entry.revision, entry.state) == (item.record, item.id, "sealed")
    assert (entry.since, entry.slug) == (AT, None)

    carrier = places.add_carrier(connection, "folder:/stick", at=AT)
    assert carrier is not None
    place = Placement(sealed.manifest_sha256, carrier.id, "n.age", None)
    places.plan_placement(connection, place)
    assert places.placements(connection, sealed.manifest_sha256) == (place,)
    assert state(connection, item) == "sealed"
    places.mark_placed(connection, place, at=LATER)
    assert places.placements(connection, sealed.manifest_sha256)[0].placed_at == LATER
    assert state(connection, item) == "handed-over"
    assert exchange.tally(connection) == Tally(0, 1, 0, AT)

    for status, shown in (("waiting", "handed-over"), ("quarantined", "needs-attention")):
        ours = stored(connection, sealed)
        exchange.settle(connection, ours, status=status, slug="why", at=LATER)
        assert state(connection, item) == shown
        assert stored(connection, sealed).data == b"sealed bytes"
        assert exchange.outbox_entries(connection)[0].slug == "why"
    assert exchange.tally(connection) == Tally(0, 0, 1, AT)
    # Without its bytes: a list of what is on its way must not hold all of it in memory.
    assert exchange.open_bundles(connection) == (replace(stored(connection, sealed), data=None),)

    exchange.settle(connection, stored(connection, sealed), status="applied", slug=None, at=LATER)
    assert state(connection, item) == "received"
    assert exchange.outbox_entries(connection) == ()
    assert exchange.tally(connection) == Tally(0, 0, 0, None)
    assert exchange.open_bundles(connection) == ()
    applied = stored(connection, sealed)
    assert (applied.data, applied.state, applied.settled_at) == (None, "applied", LATER)


def test_nothing_undoes_applied(connection: Connection) -> None:
    item = queue(connection)
    sealed = seal(connection)
    exchange.settle(connection, sealed, status="applied", slug=None, at=LATER)
    applied = stored(connection, sealed)
    exchange.settle(connection, applied, status="quarantined", slug="why", at=LATER)
    exchange.mark_handed_over(connection, sealed.manifest_sha256)
    assert stored(connection, sealed) == applied
    assert state(connection, item) == "received"


def test_what_is_asked_for_again_is_marked_until_it_is_placed_again(
    connection: Connection,
) -> None:
    first, second = seal(connection, 1), seal(connection, 2)
    exchange.mark_handed_over(connection, first.manifest_sha256)
    exchange.ask_again(connection, EPOCH, "hub", [1, 2, 3])
    assert stored(connection, first).slug == ASKED_AGAIN
    assert stored(connection, second).slug is None
    exchange.mark_handed_over(connection, first.manifest_sha256)
    assert stored(connection, first).slug is None


def test_bundles_up_to_a_number_leave_out_what_was_applied(connection: Connection) -> None:
    sealed = [seal(connection, seq) for seq in (1, 2, 3)]
    seal(connection, 4, epoch="f" * 16)
    exchange.settle(connection, sealed[0], status="applied", slug=None, at=LATER)
    ours = exchange.bundles_up_to(connection, epoch=EPOCH, stream="hub", seq=2)
    assert [item.seq for item in ours] == [2]
    assert set(exchange.open_epochs(connection, stream="hub")) == {EPOCH, "f" * 16}
    assert exchange.find_bundle(connection, "unknown") is None


def test_the_summary_says_what_the_other_side_said_newest_first(connection: Connection) -> None:
    sealed = [seal(connection, seq) for seq in (1, 2)]
    receipt = seal(connection, 3, kind="receipt")
    for item, at in ((sealed[0], LATER), (sealed[1], AT), (receipt, LATER)):
        exchange.settle(connection, item, status="applied", slug=None, at=at)
    seal(connection, 4)
    assert [item.seq for item in exchange.sent_summary(connection)] == [1, 2]
    assert [item.seq for item in exchange.sent_summary(connection, limit=1)] == [1]


def test_carriers_are_kept_once_and_take_their_placements_along(connection: Connection) -> None:
    one = places.add_carrier(connection, "folder:/one", at=AT)
    two = places.add_carrier(connection, "folder:/two", at=AT)
    assert one is not None
    assert two is not None
    assert places.add_carrier(connection, "folder:/one", at=LATER) is None
    assert places.carriers(connection) == (one, two)
    sealed = seal(connection)
    for carrier in (one, two):
        place = Placement(sealed.manifest_sha256, carrier.id, "n.age", None)
        places.plan_placement(connection, place)
    assert places.remove_carrier(connection, "folder:/one")
    assert not places.remove_carrier(connection, "folder:/one")
    left = places.placements(connection, sealed.manifest_sha256)
    assert [place.carrier for place in left] == [two.id]
    places.drop_plan(connection, left[0])
    assert places.placements(connection, sealed.manifest_sha256) == ()


def test_a_plan_that_was_carried_out_is_not_dropped(connection: Connection) -> None:
    carrier = places.add_carrier(connection, "folder:/one", at=AT)
    assert carrier is not None
    place = Placement(seal(connection).manifest_sha256, carrier.id, "n.age", None)
    places.plan_placement(connection, place)
    places.mark_placed(connection, place, at=LATER)
    places.drop_plan(connection, place)
    assert len(places.placements(connection, place.bundle)) == 1


# The guards that the database itself keeps. Each is tried with and without its trigger, so that
# none can be forgotten unnoticed, and none of them hides behind another.

GUARDED = [
    ("revision_is_final", f"UPDATE revision SET {column} = {value}")  # noqa: S608 - from below
    for column, value in (
        ("id", "'x'"),
        ("record", "'x'"),
        ("kind", "'family'"),
        ("schema", "2"),
        ("author", "'x'"),
        ("device", "'x'"),
        ("at", "'x'"),
        ("reason", "'x'"),
        ("envelope", "x'00'"),
        ("envelope_sha256", "'x'"),
    )
] + [
    ("revision_body_is_final", "UPDATE revision SET body = x'7b7d'"),
    ("revision_stays", "DELETE FROM revision"),
    ("outbox_needs_receipt", "DELETE FROM outbox"),
    ("outbox_needs_receipt", "DELETE FROM outbox WHERE bundle IS NOT NULL"),
    ("sent_bytes_stay", "UPDATE sent_bundle SET data = NULL"),
    ("sent_bytes_stay", "UPDATE sent_bundle SET data = NULL, state = 'quarantined'"),
    ("sent_bytes_stay", "UPDATE sent_bundle SET data = x'00'"),
    ("sent_bundle_stays", "DELETE FROM sent_bundle"),
    ("revision_stays", "INSERT OR REPLACE INTO revision SELECT * FROM revision"),
    ("sent_bundle_stays", "INSERT OR REPLACE INTO sent_bundle SELECT * FROM sent_bundle"),
]


@pytest.mark.parametrize(("trigger", "statement"), GUARDED)
@pytest.mark.parametrize("sealed", ["sealed", "handed-over", "waiting", "quarantined"])
def test_a_guard_refuses_and_nothing_else_does(
    connection: Connection, trigger: str, statement: str, sealed: str
) -> None:
    if "revision" in trigger or trigger == "sent_bundle_stays":
        journal.append(connection, [write(when="2026-11-22")], state="sealed")
    else:
        queue(connection)
    seal(connection, state=sealed)
    with pytest.raises(IntegrityError), connection.begin_nested():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
    assert connection.exec_driver_sql(statement).rowcount == 1


def test_what_is_queued_and_not_yet_sealed_cannot_leave_the_outbox(connection: Connection) -> None:
    queue(connection)
    with pytest.raises(IntegrityError):
        connection.exec_driver_sql("DELETE FROM outbox")


def test_a_body_can_be_erased_and_stays_erased(connection: Connection) -> None:
    item = queue(connection)
    connection.exec_driver_sql("UPDATE revision SET body = NULL")
    with pytest.raises(IntegrityError), connection.begin_nested():
        connection.exec_driver_sql("UPDATE revision SET body = ?", (item.body,))
    assert journal.lines_of(connection, [item.id]) == [(item.envelope, b"null")]


def test_what_was_applied_may_go(connection: Connection) -> None:
    queue(connection)
    sealed = seal(connection)
    exchange.settle(connection, sealed, status="applied", slug=None, at=LATER)
    assert connection.exec_driver_sql("DELETE FROM sent_bundle").rowcount == 1
