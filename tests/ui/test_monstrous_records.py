# SPDX-License-Identifier: Apache-2.0
"""An approved device that sends records as large as a bundle takes: pages still open at once.

The forms of this program take 20,000 letters and 100 entries; a line of a bundle takes a megabyte.
Before anything was cut, one such record held the window for minutes.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Final

import pytest

from desktop.operations import records
from desktop.records import lenient
from desktop.records.kinds import KINDS
from desktop.storage.exchange import FIRST
from desktop.ui import record_text
from desktop.ui.records_page import RecordsPage
from tests.sync.forged import ANY_EPOCH, as_volunteer, results, take
from tests.ui.windows import room_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.sync.forged import Sender
    from tests.ui.windows import MakeWindow
    from tests.ui.workspaces import Pair

#: Measured on two busy cores: at most a second. Uncut: 10 to 70 seconds each.
SECONDS: Final = 6
VISIT: Final = {"when": "2026-11-20", "how": "home"}
MONSTERS: Final[Mapping[str, tuple[str, dict[str, object]]]] = {
    "one word": ("visit-note", {**VISIT, "talked_about": "w" * 1_000_000}),
    "lines": ("visit-note", {**VISIT, "talked_about": "a\n" * 250_000}),
    "choices": ("visit-note", {**VISIT, "present": ["x"] * 200_000}),
    "marks": ("visit-note", {**VISIT, "how": "e" + "\u0301" * 100_000}),
    "entries": ("visit-note", {**VISIT, "strands": [{"strand": "s", "minutes": 1}] * 25_000}),
    "numbers": (
        "visit-note",
        {**VISIT, "minutes": 2**63 - 1, "miles": 1e308, "expenses": -(2**63)},
    ),
    "services": ("signposting-list", {"title": "L", "services": [{"name": "x"}] * 40_000}),
    "a service": ("signposting-list", {"title": "M", "services": [{"name": "x" * 900_000}]}),
    "people": ("family", {"known_as": "P.", "people": [{"called": "x"}] * 40_000}),
    "goals": ("family", {"known_as": "G" * 200_000, "goals": [{"goal": "x"}] * 20_000}),
    "unknown": ("visit-note", {**VISIT, **{f"k{n}": "v" for n in range(60_000)}}),
}
PAGE: Final = {"family": "families"}


@pytest.fixture
def sender(pair: Pair) -> Sender:
    made = as_volunteer(pair.volunteer)
    made.epoch, made.seq, made.last = ANY_EPOCH, 0, FIRST
    return made


def body(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()


def test_records_as_large_as_a_bundle_takes_are_opened_at_once(
    pair: Pair, sender: Sender, tmp_path: Path, make_window: MakeWindow
) -> None:
    sent = {}
    for name, (kind, fields) in MONSTERS.items():
        made = sender.write(kind=kind, body=body(fields))
        assert results(take(pair.hub, sender.next(made))) == [("imported", None)]
        sent[name] = made.record
    window = make_window(tmp_path)
    window.show_workspace(pair.hub)
    room = room_of(window)
    slow = {}
    for name, record in sent.items():
        place = PAGE.get(MONSTERS[name][0], "review")
        started = time.perf_counter()
        room.show_page(place)
        page = room.page(place)
        assert isinstance(page, RecordsPage)
        page.open_record(next(row for row in page.list.model.rows if row.record == record))
        window.grab()
        page.reader.back.click()
        took = time.perf_counter() - started
        if took > SECONDS:
            slow[name] = took
    window.lock()
    assert slow == {}


def test_a_record_of_many_versions_is_opened_at_once(
    pair: Pair, sender: Sender, tmp_path: Path, make_window: MakeWindow
) -> None:
    """A chain of 2,000 versions, and a record with 300 that contradict one another."""
    first = sender.write(kind="visit-note", body=body(VISIT))
    chain = [first]
    for _ in range(2_000):
        chain.append(
            sender.write(
                kind="visit-note",
                body=body(VISIT),
                record=first.record,
                parents=(chain[-1].id,),
                reason="r",
            )
        )
    root = sender.write(kind="visit-note", body=body(VISIT))
    heads = [
        sender.write(
            kind="visit-note",
            body=body({**VISIT, "talked_about": f"{n}"}),
            record=root.record,
            parents=(root.id,),
            reason="r",
        )
        for n in range(300)
    ]
    taken = take(pair.hub, sender.next(*chain), sender.next(root, *heads))
    assert results(taken) == [("imported", None)] * 2
    window = make_window(tmp_path)
    window.show_workspace(pair.hub)
    room = room_of(window)
    for place, record in (("review", first.record), ("conflicts", root.record)):
        started = time.perf_counter()
        room.show_page(place)
        page = room.page(place)
        rows = page.list.model.rows  # type: ignore[attr-defined] # a page of records
        page.open_record(next(row for row in rows if row.record == record))  # type: ignore[attr-defined] # as above
        window.grab()
        assert time.perf_counter() - started < 2 * SECONDS
    window.lock()


def test_what_is_cut_says_so_and_is_kept_whole(pair: Pair, sender: Sender) -> None:
    text = "w" * 30_000
    made = sender.write(kind="visit-note", body=body({**VISIT, "talked_about": text}))
    take(pair.hub, sender.next(made))
    detail = records.show(pair.hub, made.record)
    fields = records.form(pair.hub, "visit-note")
    (line,) = [
        line
        for line in record_text.lines_of(fields, detail.revision.body, families={})
        if "www" in line.text
    ]
    assert len(line.text) < 21_000
    assert line.text.endswith("The rest is too long to be shown.")
    assert detail.revision.body["talked_about"] == text


def test_within_limits_cuts_every_shape_and_nothing_else() -> None:
    visit = KINDS["visit-note"]
    honest = {**VISIT, "present": ["mother"], "strands": [{"strand": "s", "minutes": 5}]}
    assert visit.glance(honest) == visit.read(honest)
    large = {
        **VISIT,
        "talked_about": "w" * 30_000,
        "present": ["x" * 300] * 200,
        "strands": [{"strand": "s" * 300, "minutes": 5}] * 200,
    }
    found = visit.glance(large)
    assert found.talked_about == "w" * 20_000 + lenient.CUT
    assert len(found.present) <= 100
    assert set(map(len, found.present)) == {201}
    assert len(found.strands) <= 100
    assert found.strands[0].minutes == 5
    assert len(found.strands[0].strand) == 201
