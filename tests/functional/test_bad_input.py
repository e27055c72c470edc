# SPDX-License-Identifier: Apache-2.0
"""What goes wrong has a name, loses nothing, and leaves the same workspace usable."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from desktop.errors import (
    AlongsideError,
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseMissing,
    FolderUnreadable,
    HeaderDamaged,
    HeaderParameters,
    HeaderTampered,
    WrongPassphrase,
)
from desktop.operations import hub, records, sending, workspaces
from tests.pairs import PASSPHRASE, FakeClock, Pair, a_pair, make_hub, make_volunteer
from tests.storage.test_faults import SMALL_DISK, on_a_disk_of_its_own
from tests.sync.forged import as_stranger, as_volunteer, dump, held, objects, titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT: Final = Path(__file__).resolve().parents[2]
CHILD: Final = (sys.executable, "-m", "tests.functional.full_child")
DISK: Final = SMALL_DISK.replace("size=3m", "size=24m")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        made.round_trip()
        yield made


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A volunteer's workspace with one record, locked."""
    with a_pair(tmp_path, approved=False) as made:
        records.add(made.volunteer, "family", {"known_as": "J."})
    return tmp_path / "volunteer"


def still_usable(pair: Pair) -> None:
    """Both workspaces, as they are, still do their work."""
    name = f"{len(records.list_records(pair.volunteer))} more"
    record = records.add(pair.volunteer, "family", {"known_as": name}).record
    sending.synchronise(pair.volunteer)
    pair.round_trip()
    assert name in titles(pair.hub)
    assert records.show(pair.volunteer, record).state == "received"


# Opening ----------------------------------------------------------------------------------------


def bend_header(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    def bend(folder: Path) -> None:
        for path in (folder / "vault.json", folder / "vault.json.1"):
            if path.exists():
                fields = json.loads(path.read_bytes())
                change(fields)
                path.write_text(json.dumps(fields, separators=(",", ":")) + "\n")

    return bend


def write_header(data: bytes) -> Callable[[Path], None]:
    def bend(folder: Path) -> None:
        (folder / "vault.json").write_bytes(data)
        (folder / "vault.json.1").unlink(missing_ok=True)

    return bend


def memory(fields: dict[str, Any]) -> None:
    fields["slots"][0]["kdf"]["m"] = 64 * 1024 * 1024


def older(fields: dict[str, Any]) -> None:
    fields["gen"] += 7


def no_log(folder: Path) -> None:
    for suffix in ("-wal", "-shm"):
        (folder / f"records.db{suffix}").unlink(missing_ok=True)


def empty_database(folder: Path) -> None:
    no_log(folder)
    (folder / "records.db").write_bytes(b"")


def plain_database(folder: Path) -> None:
    no_log(folder)
    (folder / "records.db").write_bytes(b"SQLite format 3\0".ljust(8192, b"\0"))


def cut_database(folder: Path) -> None:
    no_log(folder)
    data = (folder / "records.db").read_bytes()
    (folder / "records.db").write_bytes(data[: len(data) // 2 + 100])


def no_database(folder: Path) -> None:
    no_log(folder)
    (folder / "records.db").unlink()


def database_of_another(folder: Path) -> None:
    no_log(folder)
    make_hub(folder.parent / "another", FakeClock()).workspace.lock()
    shutil.copyfile(folder.parent / "another" / "hub" / "records.db", folder / "records.db")


@pytest.mark.parametrize(
    ("bend", "expected"),
    [
        (write_header(b""), HeaderDamaged),
        (write_header(b"{"), HeaderDamaged),
        (write_header(b"\0" * 600), HeaderDamaged),
        (bend_header(lambda fields: fields.pop("slots")), HeaderDamaged),
        (bend_header(memory), HeaderParameters),
        (bend_header(older), HeaderTampered),
        (empty_database, DatabaseDamaged),
        (cut_database, DatabaseDamaged),
        (no_database, DatabaseMissing),
        (plain_database, DatabaseForeign),
        (database_of_another, DatabaseForeign),
    ],
)
def test_a_workspace_that_was_damaged(
    locked: Path, bend: Callable[[Path], None], expected: type[AlongsideError]
) -> None:
    whole = locked.parent / "whole"
    shutil.copytree(locked, whole)
    bend(locked)
    before = {path.name: path.read_bytes() for path in locked.iterdir()}
    with pytest.raises(AlongsideError) as caught:
        workspaces.open_workspace(locked, PASSPHRASE, clock=FakeClock())
    assert type(caught.value) is expected
    assert caught.value.what_to_do()
    after = {path.name: path.read_bytes() for path in locked.iterdir() if path.name in before}
    assert after == before  # nothing was repaired into something else
    shutil.rmtree(locked)
    shutil.copytree(whole, locked)
    with workspaces.open_workspace(locked, PASSPHRASE, clock=FakeClock()) as workspace:
        assert titles(workspace) == ["J."]


def test_a_wrong_passphrase_is_not_damage(locked: Path) -> None:
    before = {path.name: path.read_bytes() for path in locked.iterdir()}
    for wrong in ("", "a lamp beside the quiet door", PASSPHRASE.upper(), PASSPHRASE + " "):
        with pytest.raises(WrongPassphrase):
            workspaces.open_workspace(locked, wrong, clock=FakeClock())
    assert {path.name: path.read_bytes() for path in locked.iterdir()} == before
    with workspaces.open_workspace(locked, PASSPHRASE, clock=FakeClock()) as workspace:
        assert titles(workspace) == ["J."]


# Files ------------------------------------------------------------------------------------------


def test_files_that_are_refused_leave_both_sides_usable(pair: Pair, tmp_path: Path) -> None:
    sender, stranger = as_volunteer(pair.volunteer), as_stranger(pair.volunteer)
    good = sender.next(sender.write("whole")).data
    folder = tmp_path / "by hand"
    folder.mkdir()
    (folder / "cut.age").write_bytes(good[:-1])
    (folder / "bent.age").write_bytes(good[:3000] + bytes([good[3000] ^ 1]) + good[3001:])
    (folder / "long.age").write_bytes(good + b"x")
    (folder / "unknown.age").write_bytes(stranger.next(stranger.write()).data)
    report = hub.import_files(pair.hub, [folder])
    assert {one.file: one.slug for one in report.bundles} == {
        "cut.age": "damaged",
        "bent.age": "damaged",
        "long.age": "damaged",
        "unknown.age": "unknown-device",
    }
    assert all(one.message and one.advice for one in report.bundles)
    assert titles(pair.hub) == []
    assert {slug for _status, slug in held(pair.hub)} == {"damaged", "unknown-device"}
    still_usable(pair)


def test_an_unreadable_folder(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    scandir = os.scandir

    def refused(path: Any = ".") -> Any:
        if os.fspath(path) == str(closed):  # modes would not stop a superuser
            raise PermissionError(13, "not allowed")
        return scandir(path)

    before = dump(pair.hub)
    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(FolderUnreadable):
        hub.import_files(pair.hub, [closed])
    monkeypatch.undo()
    assert dump(pair.hub) == before
    gone = hub.import_files(pair.hub, [tmp_path / "gone"])
    assert [one.slug for one in gone.bundles] == ["file-unreadable"]
    still_usable(pair)


# A stick that is pulled out -----------------------------------------------------------------------


@pytest.mark.parametrize("role", ["volunteer", "hub"])
def test_the_stick_is_pulled_out_at_any_step(pair: Pair, role: str) -> None:
    """At each step in turn; put back, everything goes on."""
    workspace = pair.volunteer if role == "volunteer" else pair.hub
    other = pair.hub if role == "volunteer" else pair.volunteer
    away = pair.carrier.with_name("pulled out")
    number, faults = 0, set()
    while True:
        number += 1
        name = f"{role} {number}"
        record = records.add(pair.volunteer, "family", {"known_as": name}).record
        sending.synchronise(other)
        left = [number]

        def pull(_name: str, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                pair.carrier.rename(away)

        report = sending.synchronise(workspace, step=pull)
        if away.exists():
            away.rename(pair.carrier)
        faults |= {fault.slug for _url, fault in report.problems}
        for _ in range(2):
            sending.synchronise(pair.volunteer)
            sending.synchronise(pair.hub)
            sending.synchronise(pair.volunteer)
        assert name in titles(pair.hub)
        assert records.show(pair.volunteer, record).state == "received"
        if left[0] > 0:
            break
    assert faults == {"carrier-unreachable"}
    assert number > 4
    assert held(pair.hub) == held(pair.volunteer) == []
    assert not [path for path in objects(pair.carrier) if "to-hub" in path]
    still_usable(pair)


# A full disk ------------------------------------------------------------------------------------

REFUSED: Final = {
    "slug": "disk-full",
    "unchanged": True,
    "works afterwards": True,
    "problems": [],
}
FULL: Final = {
    "note": REFUSED,
    "draft": REFUSED,
    "round": REFUSED,
    "import": REFUSED,
    "receipt": REFUSED,
    "received": 0,
    "fetch": REFUSED,
}


def child(how: str, folder: Path) -> dict[str, Any]:
    done = subprocess.run((*CHILD, how, str(folder)), cwd=ROOT, check=True, stdout=subprocess.PIPE)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_full_disk_at_any_moment(tmp_path: Path) -> None:
    """Where no small disk can be mounted, a limit on the size of files stands in for it."""
    answer = on_a_disk_of_its_own(DISK, tmp_path, *CHILD, "disk", str(tmp_path))
    if answer is None:
        answer = child("limit", tmp_path)
    assert answer == FULL


@pytest.mark.skipif(sys.platform == "win32", reason="limits on files are POSIX's")
def test_files_that_may_not_grow(tmp_path: Path) -> None:
    assert child("limit", tmp_path) == FULL


def test_a_full_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (tmp_path / "elsewhere").mkdir()
    answer = on_a_disk_of_its_own(SMALL_DISK, disk, *CHILD, "stick-disk", str(disk))
    if answer is None:
        answer = _full_stick_by_hand(tmp_path, monkeypatch)
    assert answer == {
        "problems": ["carrier-full"],
        "placed": 0,
        "state": "sealed",
        "left": [],
        "again": [1, True],
    }


def _full_stick_by_hand(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The same, where the system lets nobody mount anything: the write itself says so."""
    import contextlib
    import errno

    from desktop.carriers import folder as carrier
    from tests.functional.full_child import stick_is_full

    @contextlib.contextmanager
    def full() -> Iterator[None]:
        def no_room(*_args: object) -> None:
            raise OSError(errno.ENOSPC, "no room")

        with monkeypatch.context() as patch:
            patch.setattr(carrier, "_write_whole", no_room)
            yield

    with a_pair(folder / "by hand") as pair:
        answer: dict[str, Any] = json.loads(json.dumps(stick_is_full(pair, full)))
    return answer


# Clocks -----------------------------------------------------------------------------------------


def test_a_clock_that_is_wrong_changes_no_order(pair: Pair) -> None:
    """1970, 2106, and a jump back: numbers order what is sent, not time."""
    first = records.add(pair.volunteer, "family", {"known_as": "0"}).record
    for days in (-20_000, 49_000, -29_000):
        pair.clock.move(days=days)
        records.amend(pair.volunteer, first, {"known_as": f"{days}"}, reason="clock")
        for _ in range(2):
            sending.synchronise(pair.volunteer)
            sending.synchronise(pair.hub)
    sending.synchronise(pair.volunteer)
    assert titles(pair.hub) == titles(pair.volunteer) == ["-29000"]
    assert sending.outbox(pair.volunteer) == ()
    assert held(pair.hub) == []


def test_two_volunteers_do_not_stand_in_each_others_way(pair: Pair, tmp_path: Path) -> None:
    other = make_volunteer(tmp_path / "w", pair.hub_created, pair.clock, name="W.", url=pair.url)
    with other.workspace:
        sending.synchronise(other.workspace)
        sending.synchronise(pair.hub)
        hub.approve(pair.hub, other.device, words=" ".join(other.words))
        broken = as_volunteer(pair.volunteer)
        lying = pair.carrier / "to-hub" / f"{'a' * 26}.age"
        lying.parent.mkdir(exist_ok=True)
        broken.seq += 1  # one is missing
        lying.write_bytes(broken.next(broken.write("late"), prev="ab" * 32).data)
        records.add(other.workspace, "family", {"known_as": "of W."})
        sending.synchronise(other.workspace)
        sending.synchronise(pair.hub)
        assert titles(pair.hub) == ["of W."]
        sending.synchronise(other.workspace)
        assert sending.outbox(other.workspace) == ()
