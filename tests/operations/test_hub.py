# SPDX-License-Identifier: Apache-2.0
"""What hub staff are shown of imports, devices and files put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import Cancelled
from desktop.operations import hub, records, sending
from desktop.operations.progress import Progress
from tests.pairs import Pair, a_pair
from tests.sync.forged import as_stranger, as_volunteer, titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        yield made


def test_what_an_import_tells(pair: Pair, tmp_path: Path) -> None:
    sender = as_volunteer(pair.volunteer)
    first = sender.write("first")
    mine = sender.write("mine", record=first.record, parents=(first.id,), reason="a")
    other = sender.write("other", record=first.record, parents=(first.id,), reason="b")
    folder = tmp_path / "by hand"
    folder.mkdir()
    (folder / "1.age").write_bytes(sender.next(first).data)
    (folder / "2.age").write_bytes(sender.next(mine, other, first).data)
    progress = Progress()
    report = hub.import_files(pair.hub, [folder], progress=progress)
    assert (progress.done, progress.total) == (2, 2)
    assert [(o.new, o.amended, o.duplicate, o.conflict) for o in report.bundles] == [
        (1, 0, 0, 0),
        (0, 2, 1, 1),
    ]
    assert {o.who for o in report.bundles} == {"Vera Volunteer"}
    row = hub.imports(pair.hub)[0]
    assert (row.id, row.person, row.bundles, row.records) == (
        report.import_id,
        "Ann Coordinator",
        2,
        3,
    )
    assert not row.hidden
    assert records.list_records(pair.hub)[0].state == "conflict"


def test_an_import_can_be_cancelled(pair: Pair, tmp_path: Path) -> None:
    sender = as_volunteer(pair.volunteer)
    (tmp_path / "x.age").write_bytes(sender.next(sender.write("X.")).data)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        hub.import_files(pair.hub, [tmp_path / "x.age"], progress=progress)
    assert titles(pair.hub) == []


def test_receipts_of_an_import_wait_to_be_placed(pair: Pair) -> None:
    records.add(pair.volunteer, "family", {"known_as": "J."})
    sending.synchronise(pair.volunteer)
    hub.import_files(pair.hub, [pair.carrier])
    assert sending.synchronise(pair.hub).receipts >= 1
    sending.synchronise(pair.volunteer)
    assert sending.outbox(pair.volunteer) == ()


def test_what_was_put_aside_says_why_and_what_to_do(pair: Pair, tmp_path: Path) -> None:
    sender, stranger = as_volunteer(pair.volunteer), as_stranger(pair.volunteer)
    bad, _lost, late = sender.next(b"x"), sender.next(), sender.next()
    files = {"bad.age": bad, "late.age": late, "odd.age": stranger.next(stranger.write())}
    for name, sealed in files.items():
        (tmp_path / name).write_bytes(sealed.data)
    hub.import_files(pair.hub, [tmp_path / name for name in files])
    rows = {row.file: row for row in hub.quarantine(pair.hub)}
    assert [row.status for row in hub.quarantine(pair.hub)] == [
        "quarantined",
        "quarantined",
        "waiting",
    ]
    assert (rows["bad.age"].slug, rows["bad.age"].sender) == ("bad-json", "Vera Volunteer")
    assert (rows["odd.age"].slug, rows["odd.age"].sender) == ("unknown-device", "")
    assert rows["late.age"].slug == "waiting-for-earlier"
    assert all(row.message and row.advice and row.at == pair.hub.now() for row in rows.values())


def test_a_name_that_is_not_known_any_more_is_left_out(pair: Pair) -> None:
    pair.hub.write(
        lambda c: c.exec_driver_sql("DELETE FROM person WHERE role = 'safeguarding'") and None
    )
    sender = as_volunteer(pair.volunteer)
    path = pair.carrier.parent / "x.age"
    path.write_bytes(sender.next(sender.write()).data)
    hub.import_files(pair.hub, [path])
    assert hub.imports(pair.hub)[0].person == ""
    pair.hub.write(
        lambda c: c.exec_driver_sql("UPDATE device SET person = ?", ("ab" * 16,)) and None
    )
    assert [row.name for row in hub.devices(pair.hub)] == [""]
