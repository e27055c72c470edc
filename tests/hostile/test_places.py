# SPDX-License-Identifier: Apache-2.0
"""H18 to H20 and H22: what may lie in a folder, what it may be called, and a place that misbehaves.

Both sides take in files by hand, and both fetch from a folder; each is shown the same things.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from desktop.carriers import files
from desktop.errors import BundleTooLarge, CarrierFull, CarrierUnreachable, FileUnreadable
from desktop.operations import hub, records, sending
from desktop.sync import engine
from tests.carriers.memory import MemoryCarrier
from tests.hostile.desk import KEPT_ASIDE
from tests.sync.forged import dump, held, titles

if TYPE_CHECKING:
    from desktop.carriers.base import Entry
    from tests.hostile.desk import Desk

LARGE: Final = 5 * 1024**3
OBJECT: Final = "{}" + "a" * 25 + ".age"
posix = pytest.mark.skipif(sys.platform == "win32", reason="makes pipes and links")


def fill_with_traps(folder: Path) -> dict[str, str]:
    """Put everything into a folder that is no bundle; return the slug that each must get."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [OBJECT.format(letter) for letter in "abcdefgh"]
    pipe, zero, dangling, directory, empty, sparse, out, text = (folder / name for name in names)
    os.mkfifo(pipe)
    zero.symlink_to("/dev/zero")
    dangling.symlink_to(folder / "nowhere")
    directory.mkdir()
    empty.touch()
    with sparse.open("wb") as file:
        file.truncate(LARGE)
    secret = folder.parent / "somebody else's.age"
    secret.write_bytes(b"age-encryption.org/v1\n")
    out.symlink_to(secret)
    text.write_bytes(b"<!doctype html><title>Sign in</title>")
    no_file = dict.fromkeys((pipe.name, zero.name, dangling.name, directory.name, out.name))
    return dict.fromkeys(no_file, "not-a-file") | {
        empty.name: "damaged",
        sparse.name: "too-large",
        text.name: "bad-format",
    }


def by_name(report: Any) -> dict[str, str | None]:
    return {one.file: one.slug for one in report.bundles}


@posix
@pytest.mark.parametrize("side", ["hub", "volunteer"])
def test_h18_traps_in_a_folder_are_passed_over_with_the_reason(desk: Desk, side: str) -> None:
    traps = fill_with_traps(desk.root / "traps" / "x")
    workspace = desk.hub if side == "hub" else desk.volunteer
    take_in = hub.import_files if side == "hub" else sending.take_in
    before = dump(workspace, without=KEPT_ASIDE)
    started = time.perf_counter()
    report = take_in(workspace, [desk.root / "traps" / "x"])
    assert time.perf_counter() - started < 5
    assert by_name(report) == traps
    assert all(one.message and one.advice for one in report.bundles)
    assert dump(workspace, without=KEPT_ASIDE) == before
    assert {slug for _status, slug in held(workspace)} == {"damaged", "bad-format"}
    # And one by one, as a person drops them.
    for name in traps:
        assert by_name(take_in(workspace, [desk.root / "traps" / "x" / name])) in (
            {name: traps[name]},
            {},  # a folder with nothing in it
        )
    desk.still_works()


@posix
@pytest.mark.parametrize("side", ["hub", "volunteer"])
def test_h18_traps_in_the_inbox_of_a_stick_do_not_hold_up_a_round(desk: Desk, side: str) -> None:
    workspace = desk.hub if side == "hub" else desk.volunteer
    inbox = desk.carrier / engine.inbound_folder(workspace)
    traps = fill_with_traps(inbox)
    before = {name: os.lstat(inbox / name).st_mtime_ns for name in traps}
    started = time.perf_counter()
    report = sending.synchronise(workspace)
    assert time.perf_counter() - started < 5
    assert report.problems == ()
    assert {name: os.lstat(inbox / name).st_mtime_ns for name in traps} == before
    assert titles(desk.hub) == []
    desk.still_works()


ODD: Final = (
    "..age",
    "....age",
    "CON.age",
    "aux.age",
    "n" * 251 + ".age",
    "caf\u00e9.age",
    "cafe\u0301.age",
    "new\nline.age",
    "\x1b[31mred\x07.age",
    "\u202egpj.age",
    "<b>&amp;.age",
    "%s{0}{name}.age",
    "-rf.age",
    "a'b\"c`d;e|f.age",
)


@posix
def test_h19_any_name_is_only_shown(desk: Desk) -> None:
    """The good bundle under each name comes in once, and nothing is written under any of them."""
    sender = desk.sender()
    data = sender.next(sender.write("good")).data
    for name in ODD:
        (desk.folder / name).write_bytes(data)
    with open(os.fsencode(desk.folder) + b"/\xff\xfe.age", "wb") as file:  # noqa: PTH123 - no text
        file.write(data)
    seen = [name for name in ODD if not name.startswith(".")]  # hidden ones are no hand-over
    around = sorted(path.name for path in desk.root.iterdir())
    for workspace, take_in in ((desk.volunteer, sending.take_in), (desk.hub, hub.import_files)):
        report = take_in(workspace, [desk.folder])
        shown = [one.file for one in report.bundles]
        assert len(set(shown)) == len(seen) + 1
        assert all(name.isprintable() for name in shown)
    assert {one.slug or one.status for one in report.bundles} == {"imported", "already-imported"}
    assert titles(desk.hub) == ["good"]
    assert sorted(path.name for path in desk.root.iterdir()) == around
    row = [one.file for one in hub.quarantine(desk.hub)]
    assert row == []
    desk.still_works()


def test_h20_a_stick_that_goes_while_it_is_read_or_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """EIO while reading and while writing: told, nothing lost, and it works when it is back.

    That it is pulled out at each step in turn is in tests/functional/test_bad_input.py.
    """
    record = records.add(desk.volunteer, "family", {"known_as": "J."}).record
    real_write, real_read = os.write, files._read_all

    def no_write(descriptor: int, data: Any) -> int:
        if str(desk.carrier) in str(Path(f"/proc/self/fd/{descriptor}").readlink()):
            raise OSError(errno.EIO, "pulled")
        return real_write(descriptor, data)

    def no_read(_descriptor: int, *, limit: int) -> bytes:
        raise OSError(errno.EIO, "pulled")

    monkeypatch.setattr(os, "write", no_write)
    report = sending.synchronise(desk.volunteer)
    assert [fault.slug for _url, fault in report.problems] == ["device-gone"]
    assert [path.name for path in desk.carrier.rglob("*") if path.is_file()] == []
    monkeypatch.setattr(os, "write", real_write)
    sending.synchronise(desk.volunteer)
    monkeypatch.setattr(files, "_read_all", no_read)
    report = sending.synchronise(desk.hub)
    assert report.quarantined == 1  # it is told that one file could not be read
    assert titles(desk.hub) == []
    assert held(desk.hub) == []
    monkeypatch.setattr(files, "_read_all", real_read)
    sending.synchronise(desk.hub)
    sending.synchronise(desk.volunteer)
    assert records.show(desk.volunteer, record).state == "received"
    desk.still_works()


class HostileCarrier(MemoryCarrier):
    """A place that answers what it likes. ``lie`` names how; everything else it does well."""

    def __init__(self, lie: str) -> None:
        super().__init__()
        self.lie = lie

    def list(self, folder: str) -> tuple[Entry, ...]:
        found = super().list(folder)
        if self.lie == "lists what is not there":
            ghosts = (OBJECT.format("q"), "../../x", "x", "", "a\nb.age", "CON.age")
            return found + tuple(
                type(found[0])(name, -1) if found else _entry(name) for name in ghosts
            )
        if self.lie == "lists twice":
            return found + found
        return () if self.lie == "lists nothing" else found

    def get(self, folder: str, name: str, *, limit: int) -> bytes:
        if self.lie == "a page to sign in":
            return b"<!doctype html><title>Sign in</title>"
        if self.lie == "cut short":
            return super().get(folder, name, limit=limit)[:-100]
        if self.lie == "longer":
            return super().get(folder, name, limit=limit) + bytes(1000)
        if self.lie == "nothing":
            return b""
        if self.lie == "far too much":
            raise BundleTooLarge
        if self.lie == "another each time":
            return os.urandom(3000)
        return super().get(folder, name, limit=limit)

    def put_new(self, folder: str, name: str, data: bytes) -> None:
        if self.lie == "no room":
            raise CarrierFull(name=self.url)
        if self.lie == "gone":
            raise CarrierUnreachable(name=self.url)
        if self.lie == "unreadable":
            raise FileUnreadable(name=name)
        super().put_new(folder, name, data)


def _entry(name: str) -> Entry:
    from desktop.carriers.base import Entry

    return Entry(name, -1)


LIES: Final = (
    "lists what is not there",
    "lists twice",
    "lists nothing",
    "a page to sign in",
    "cut short",
    "longer",
    "nothing",
    "far too much",
    "another each time",
    "no room",
    "gone",
)


@pytest.mark.parametrize("lie", LIES)
def test_h22_a_place_that_lies_clears_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    """Nothing counts as received but what a receipt names; and when it is honest, all goes on.

    That a relay refuses, redirects or is slow belongs to the relay, which does not exist yet.
    """
    place = HostileCarrier(lie)
    monkeypatch.setattr(engine, "open_carrier", lambda _url: place)
    record = records.add(desk.volunteer, "family", {"known_as": "J."}).record
    for _ in range(2):
        for workspace in (desk.volunteer, desk.hub):
            report = sending.synchronise(workspace)
            assert {f.slug for _u, f in report.problems} <= {"carrier-full", "carrier-unreachable"}
    state = records.show(desk.volunteer, record).state
    honest = lie in ("lists twice", "lists what is not there")
    assert state in (("received", "handed-over") if honest else ("sealed", "handed-over"))
    place.lie = ""
    for _ in range(3):
        sending.synchronise(desk.volunteer)
        sending.synchronise(desk.hub)
    sending.synchronise(desk.volunteer)
    assert records.show(desk.volunteer, record).state == "received"
    assert titles(desk.hub) == ["J."]


def test_h22_what_was_spoilt_and_still_lies_there_is_placed_again_when_it_is_asked_for(
    desk: Desk,
) -> None:
    """Of the same size as it should be, it looks whole to everybody but the hub that opened it."""
    records.add(desk.volunteer, "family", {"known_as": "1"})
    sending.synchronise(desk.volunteer)
    (placed,) = (desk.carrier / "to-hub").glob("*.age")
    placed.write_bytes(os.urandom(placed.stat().st_size))
    assert sending.synchronise(desk.hub).quarantined == 1
    records.add(desk.volunteer, "family", {"known_as": "2"})
    for _ in range(2):
        sending.synchronise(desk.volunteer)
        sending.synchronise(desk.hub)
    assert titles(desk.hub) == ["1", "2"]
    sending.synchronise(desk.volunteer)
    assert sending.outbox(desk.volunteer) == ()
    assert sending.synchronise(desk.volunteer).placed == 0  # and it comes to rest
    desk.still_works()
