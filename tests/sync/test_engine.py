# SPDX-License-Identifier: Apache-2.0
"""Rounds: what is placed, fetched, offered again and removed; and that they come to rest."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from desktop.carriers.folder import FolderCarrier
from desktop.errors import (
    AlongsideError,
    CarrierFull,
    CarrierUnreachable,
    DeviceGone,
    DiskFull,
    FileUnreadable,
)
from desktop.operations import hub, records, sending
from desktop.storage import exchange
from desktop.sync import engine, outgoing
from tests.pairs import Pair, a_pair, open_bundles
from tests.sync.forged import as_stranger, as_volunteer, bundle_states, dump, held, objects, titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.database import Connection


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        made.round_trip()
        yield made


def write(pair: Pair, name: str = "J.") -> str:
    return records.add(pair.volunteer, "family", {"known_as": name}).record


def waiting_for_hub(pair: Pair) -> dict[str, bytes]:
    return objects(pair.carrier, "to-hub")


def test_a_record_goes_and_its_receipt_comes_back(pair: Pair) -> None:
    record = write(pair)
    assert records.show(pair.volunteer, record).state == "sealed"
    assert sending.synchronise(pair.volunteer).placed == 1
    assert records.show(pair.volunteer, record).state == "handed-over"
    report = sending.synchronise(pair.hub)
    assert (report.received, report.new, report.receipts) == (1, 1, 1)
    report = sending.synchronise(pair.volunteer)
    assert (report.received, report.receipts, report.outbox) == (1, 1, 0)
    assert records.show(pair.volunteer, record).state == "received"
    assert objects(pair.carrier) == {}


def test_the_exchange_comes_to_rest(pair: Pair) -> None:
    """One answer, and then silence on both sides, however often they look."""
    record = write(pair)
    pair.round_trip()
    records.amend(pair.hub, record, {"known_as": "K."}, reason="because")
    records.mark_read(pair.hub, record)
    placed = [
        sending.synchronise(pair.hub).placed + sending.synchronise(pair.volunteer).placed
        for _ in range(8)
    ]
    assert placed[0] > 0
    assert placed[4:] == [0, 0, 0, 0]
    assert sending.outbox(pair.hub) == ()
    assert sending.outbox(pair.volunteer) == ()


def test_a_week_later_a_quiet_pair_costs_one_object(pair: Pair) -> None:
    """The last receipt has no answer; it is offered again, the same bytes, once a week."""
    write(pair)
    pair.round_trip()
    pair.round_trip()
    for _ in range(3):
        pair.clock.move(days=8)
        numbers = set(bundle_states(pair.hub))
        assert sending.synchronise(pair.hub).placed == 1
        assert sending.synchronise(pair.volunteer).placed == 0
        assert sending.synchronise(pair.hub).placed == 0
        assert set(bundle_states(pair.hub)) == numbers
    write(pair)  # the next bundle's `ack` ends that
    pair.round_trip()
    assert sum(state != "applied" for state, _slug in bundle_states(pair.hub).values()) <= 1


def test_what_is_no_longer_listed_is_offered_again_after_a_week(pair: Pair) -> None:
    write(pair)
    sending.synchronise(pair.volunteer)
    first = waiting_for_hub(pair)
    for path in first:
        (pair.carrier / path).unlink()
    pair.clock.move(days=6)
    assert sending.synchronise(pair.volunteer).placed == 0
    pair.clock.move(days=1.1)
    assert sending.synchronise(pair.volunteer).placed == 1
    again = waiting_for_hub(pair)
    assert list(again.values()) == list(first.values())
    assert set(again).isdisjoint(first)
    pair.clock.move(days=30)
    assert sending.synchronise(pair.volunteer).placed == 0  # it is still listed
    sending.synchronise(pair.hub)
    assert titles(pair.hub) == ["J."]


def test_a_clock_put_right_by_years_does_not_mean_never(pair: Pair) -> None:
    write(pair)
    pair.clock.move(days=20_000)
    sending.synchronise(pair.volunteer)
    (pair.carrier / next(iter(waiting_for_hub(pair)))).unlink()
    pair.clock.move(days=-20_000)
    assert sending.synchronise(pair.volunteer).placed == 1


def test_send_again_offers_what_is_not_listed_any_more(pair: Pair) -> None:
    write(pair)
    sending.synchronise(pair.volunteer)
    first = waiting_for_hub(pair)
    assert sending.synchronise(pair.volunteer, send_again=True).placed == 0
    (pair.carrier / next(iter(first))).unlink()
    assert sending.synchronise(pair.volunteer, send_again=True).placed == 1
    assert list(waiting_for_hub(pair).values()) == list(first.values())


def test_another_carrier_gets_the_same_bytes(pair: Pair, tmp_path: Path) -> None:
    write(pair)
    sending.synchronise(pair.volunteer)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert sending.synchronise(pair.volunteer, carrier=f"folder:{elsewhere}").placed == 1
    assert list(objects(elsewhere).values()) == list(waiting_for_hub(pair).values())
    assert sending.synchronise(pair.volunteer, carrier=f"folder:{elsewhere}").placed == 0
    # It counts once at the hub, whichever comes first.
    sending.synchronise(pair.hub)
    report = sending.synchronise(pair.hub, carrier=f"folder:{elsewhere}")
    assert (report.received, report.new, report.quarantined) == (1, 0, 0)
    assert titles(pair.hub) == ["J."]
    assert objects(elsewhere, "to-hub") == {}


def test_a_carrier_added_later_gets_nothing_that_lies_elsewhere(pair: Pair, tmp_path: Path) -> None:
    write(pair)
    sending.synchronise(pair.volunteer)
    second = tmp_path / "second"
    second.mkdir()
    sending.add_carrier(pair.volunteer, f"folder:{second}")
    assert sending.synchronise(pair.volunteer).placed == 0
    sending.remove_carrier(pair.volunteer, pair.url)
    assert sending.synchronise(pair.volunteer).placed == 1  # nobody knows where it lies now


def test_the_bytes_go_once_they_are_applied(pair: Pair) -> None:
    write(pair)
    sending.synchronise(pair.volunteer)
    assert any(b.data for b in open_bundles(pair.volunteer))
    sending.synchronise(pair.hub)
    sending.synchronise(pair.volunteer)
    lengths = pair.volunteer.read(
        lambda c: (
            c.exec_driver_sql("SELECT length(data) FROM sent_bundle WHERE records = 1")
            .scalars()
            .all()
        )
    )
    assert set(lengths) == {None}


def test_nothing_is_fetched_twice(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    sender = as_stranger(pair.volunteer)
    (pair.carrier / "to-hub").mkdir(exist_ok=True)
    place = pair.carrier / "to-hub" / ("a" * 26 + ".age")
    place.write_bytes(sender.next(sender.write()).data)
    assert sending.synchronise(pair.hub).received == 1
    assert held(pair.hub) == [("quarantined", "unknown-device")]
    monkeypatch.setattr(FolderCarrier, "get", None)
    assert sending.synchronise(pair.hub).received == 0
    assert place.exists()  # what was not applied is not removed


def test_copies_are_removed_with_the_bundle(pair: Pair) -> None:
    write(pair)
    sending.synchronise(pair.volunteer)
    ((path, data),) = waiting_for_hub(pair).items()
    for letter in "bcd":
        (pair.carrier / "to-hub" / f"{letter * 26}.age").write_bytes(data)
    report = sending.synchronise(pair.hub)
    assert (report.received, report.new) == (4, 1)
    assert waiting_for_hub(pair) == {}
    assert not (pair.carrier / path).exists()


def test_an_object_stays_until_the_receipt_is_placed(pair: Pair) -> None:
    write(pair)
    sending.synchronise(pair.volunteer)
    before = waiting_for_hub(pair)
    hub.import_files(pair.hub, [pair.carrier])
    sealed = [b for b in open_bundles(pair.hub) if b.state == "sealed"]
    assert [b.kind for b in sealed] == ["receipt"]
    assert waiting_for_hub(pair) == before
    report = sending.synchronise(pair.hub)  # sees it for the first time there, and knows it
    assert (report.received, report.new) == (1, 0)
    assert waiting_for_hub(pair) == {}


def test_another_thing_under_the_planned_name(pair: Pair) -> None:
    """Stopped between writing and noting it, and somebody altered the object since."""
    write(pair)

    def stop(name: str) -> None:
        if name == "put":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sending.synchronise(pair.volunteer, step=stop)
    ((path, data),) = waiting_for_hub(pair).items()
    (pair.carrier / path).write_bytes(b"something else")
    report = sending.synchronise(pair.volunteer)
    assert (report.placed, report.problems) == (1, ())
    there = waiting_for_hub(pair)
    assert there.pop(path) == b"something else"  # it is not ours to replace
    assert list(there.values()) == [data]


def test_an_interrupted_round_goes_on_under_the_same_name(pair: Pair) -> None:
    write(pair)

    def stop(name: str) -> None:
        if name == "put":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sending.synchronise(pair.volunteer, step=stop)
    before = waiting_for_hub(pair)
    assert sending.status(pair.volunteer).unsent == 1
    assert sending.synchronise(pair.volunteer).placed == 1
    assert waiting_for_hub(pair) == before
    assert sending.status(pair.volunteer).handed_over == 1


def test_a_device_that_was_switched_off_is_told_so_and_gets_no_records(pair: Pair) -> None:
    record = write(pair)
    pair.round_trip()
    pair.round_trip()
    records.amend(pair.hub, record, {"known_as": "K."}, reason="because")
    hub.revoke(pair.hub, pair.volunteer.device)
    report = sending.synchronise(pair.hub)
    assert (report.placed, report.outbox) == (1, 0)
    assert sending.synchronise(pair.volunteer).received == 1
    assert titles(pair.volunteer) == ["J."]
    assert sending.status(pair.volunteer).switched_off
    # It answers nothing: the hub would only put that aside.
    assert objects(pair.carrier, "to-hub") == {}
    assert engine.outbound_folder(pair.hub, "ab" * 16) is None


def test_a_carrier_that_fails_does_not_stop_the_others(pair: Pair, tmp_path: Path) -> None:
    sending.add_carrier(pair.volunteer, f"folder:{tmp_path / 'unplugged'}")
    write(pair)
    report = sending.synchronise(pair.volunteer)
    assert report.placed == 1
    ((url, fault),) = report.problems
    assert url.endswith("unplugged")
    assert isinstance(fault, CarrierUnreachable)


def test_what_was_fetched_counts_although_placing_failed(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(pair)
    sending.synchronise(pair.volunteer)
    monkeypatch.setattr(FolderCarrier, "put_new", _raise(CarrierFull(name="stick")))
    report = sending.synchronise(pair.hub)
    assert (report.received, report.new, report.placed) == (1, 1, 0)
    assert [fault.slug for _, fault in report.problems] == ["carrier-full"]
    monkeypatch.undo()
    assert sending.synchronise(pair.hub).receipts == 1


def _raise(fault: AlongsideError) -> Any:
    def method(*_args: object, **_named: object) -> None:
        raise fault

    return method


@pytest.mark.parametrize("fault", [FileUnreadable(name="x"), DeviceGone()])
def test_an_object_that_cannot_be_read_is_tried_the_next_time(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, fault: AlongsideError
) -> None:
    write(pair)
    sending.synchronise(pair.volunteer)
    monkeypatch.setattr(FolderCarrier, "get", _raise(fault))
    report = sending.synchronise(pair.hub)
    assert (report.new, report.quarantined) == (0, 1)
    assert held(pair.hub) == []
    monkeypatch.undo()
    assert sending.synchronise(pair.hub).new == 1


def test_an_object_that_is_too_large_is_looked_at_once(pair: Pair) -> None:
    (pair.carrier / "to-hub").mkdir(exist_ok=True)
    with (pair.carrier / "to-hub" / ("a" * 26 + ".age")).open("wb") as file:
        file.truncate(5 * 1024**3)
    assert sending.synchronise(pair.hub).received == 1
    assert sending.synchronise(pair.hub).received == 0
    assert held(pair.hub) == []


def test_a_carrier_that_fails_while_reading_ends_the_round(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(pair)
    sending.synchronise(pair.volunteer)
    monkeypatch.setattr(FolderCarrier, "get", _raise(CarrierUnreachable(name="stick")))
    before = dump(pair.hub)
    report = sending.synchronise(pair.hub)
    assert [fault.slug for _, fault in report.problems] == ["carrier-unreachable"]
    assert dump(pair.hub) == before


def test_a_full_disk_of_our_own_is_not_the_carriers_fault(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(pair)
    monkeypatch.setattr(exchange, "keep_bundle", _raise(DiskFull()))
    with pytest.raises(DiskFull):
        sending.synchronise(pair.volunteer)
    monkeypatch.undo()
    assert sending.synchronise(pair.volunteer).placed == 1


@pytest.mark.parametrize("limit", ["_BATCH_FILES", "_BATCH_BYTES"])
def test_many_objects_come_in_batches(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    for number in range(3):
        write(pair, f"{number}")
        sending.synchronise(pair.volunteer)
    monkeypatch.setattr(engine, limit, 1)
    steps: list[str] = []
    assert sending.synchronise(pair.hub, step=steps.append).new == 3
    assert steps.count("taken-in") == 3


def test_the_same_name_on_two_carriers_is_two_objects(pair: Pair, tmp_path: Path) -> None:
    """What had waited may be called as something that is fetched just now."""
    sender = as_volunteer(pair.volunteer)
    first, second = sender.next(sender.write("1.")), sender.next(sender.write("2."))
    name = f"{'a' * 26}.age"
    other = tmp_path / "other"
    for stick in (pair.carrier, other):
        (stick / "to-hub").mkdir(parents=True, exist_ok=True)
    (pair.carrier / "to-hub" / name).write_bytes(second.data)
    (other / "to-hub" / name).write_bytes(first.data)
    sending.synchronise(pair.hub)
    assert held(pair.hub) == [("waiting", "waiting-for-earlier")]
    report = sending.synchronise(pair.hub, carrier=f"folder:{other}")
    assert report.new == 2
    seen = pair.hub.read(
        lambda c: {
            row.carrier: row.manifest_sha256
            for row in c.exec_driver_sql("SELECT * FROM seen WHERE name = ?", (name,))
        }
    )
    assert set(seen.values()) == {first.manifest_sha256, second.manifest_sha256}
    assert objects(other, "to-hub") == {}


def test_a_stick_of_fat_and_conflict_copies(pair: Pair) -> None:
    write(pair)
    sending.synchronise(pair.volunteer)
    ((path, data),) = waiting_for_hub(pair).items()
    place = (pair.carrier / path).parent
    (place / f"{'b' * 26} (conflicted copy).age").write_bytes(data)
    (place / ".0123456789abcdef.tmp").write_bytes(data[:100])
    (place / f"{'c' * 26}.age").write_bytes(b"")
    assert sending.synchronise(pair.hub).received == 1
    report = hub.import_files(pair.hub, [place / f"{'b' * 26} (conflicted copy).age"])
    assert [one.status for one in report.bundles] == ["already-imported"]


def test_an_empty_carrier_and_one_that_is_swept_clean(pair: Pair) -> None:
    shutil.rmtree(pair.carrier / "to", ignore_errors=True)
    shutil.rmtree(pair.carrier / "to-hub", ignore_errors=True)
    assert sending.synchronise(pair.volunteer).received == 0
    assert sending.synchronise(pair.hub).received == 0


def test_what_has_nowhere_to_go_stays_and_holds_nothing_up(pair: Pair) -> None:
    """A bundle for a device that is not known here, as after a damaged restore."""
    stranger = as_stranger(pair.volunteer)

    def keep_one(connection: Connection) -> None:
        sealed = outgoing.seal(
            connection,
            pair.hub,
            kind="records",
            stream="ab" * 16,
            recipients=[stranger.recipients[0]],
            lines=[],
        )
        outgoing.keep(connection, pair.hub, sealed)

    pair.hub.write(keep_one)
    write(pair)
    sending.synchronise(pair.volunteer)
    report = sending.synchronise(pair.hub)
    assert (report.problems, report.placed) == ((), 1)  # the receipt
    assert "sealed" in {b.state for b in open_bundles(pair.hub)}
