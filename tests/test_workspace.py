# SPDX-License-Identifier: Apache-2.0
"""An unlocked workspace: its threads, its locking, and what survives the end of the program."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from desktop.errors import (
    AlongsideError,
    DatabaseMissing,
    DiskFull,
    ReadOnly,
    WorkspaceInUse,
    WorkspaceLocked,
    WrongRole,
)
from desktop.operations import records, workspaces
from desktop.records import programme
from desktop.storage import trust
from desktop.storage.database import Database, Reader
from desktop.workspace import Workspace, _programme, system_clock, timestamp
from tests.pairs import PASSPHRASE, FakeClock, make_hub, make_volunteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.storage.database import Connection

ROOT = Path(__file__).resolve().parents[1]
NOTE = {"when": "2026-11-22", "how": "home", "talked_about": "lullaby"}
PATIENCE = 30.0


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    clock = FakeClock()
    hub = make_hub(tmp_path, clock)
    made = make_volunteer(tmp_path / "volunteer", hub, clock, name="Vera", url="folder:/stick")
    hub.workspace.lock()
    with made.workspace as workspace:
        yield workspace


def count(connection: Connection) -> int:
    return int(trust.get_meta(connection, "count") or 0)


def add_one(connection: Connection) -> int:
    now = count(connection) + 1
    trust.set_meta(connection, "count", str(now))
    return now


def threads() -> list[str]:
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if name.startswith(("database", "reader"))]


# Work


def test_many_threads_write_one_after_the_other_and_read_snapshots(workspace: Workspace) -> None:
    def write(_number: int) -> list[int]:
        return [workspace.write(add_one) for _ in range(10)]

    def read(_number: int) -> list[int]:
        return [workspace.read(count) for _ in range(10)]

    with ThreadPoolExecutor(12) as pool:
        written, seen = pool.map(write, range(6)), pool.map(read, range(6))
        numbers = [number for part in written for number in part]
        assert all(part == sorted(part) for part in seen)
    assert sorted(numbers) == list(range(1, 61))
    assert workspace.read(count) == 60


def test_what_work_raises_is_raised_here_and_takes_everything_back(workspace: Workspace) -> None:
    mistake = LookupError("mine")

    def work(connection: Connection) -> None:
        add_one(connection)
        raise mistake

    with pytest.raises(LookupError) as caught:
        workspace.write(work)
    assert caught.value is mistake
    assert workspace.read(count) == 0
    assert workspace.write(add_one) == 1
    with pytest.raises(LookupError):
        workspace.read(work_that_fails)
    assert workspace.read(count) == 1


def work_that_fails(_connection: Connection) -> None:
    raise LookupError


def test_a_reader_cannot_write(workspace: Workspace) -> None:
    with pytest.raises(ReadOnly):
        workspace.read(add_one)
    assert workspace.read(count) == 0


def test_a_snapshot_does_not_move_while_it_is_read(workspace: Workspace) -> None:
    def work(connection: Connection) -> tuple[int, int]:
        before = count(connection)
        workspace.write(add_one)
        return before, count(connection)

    assert workspace.read(work) == (0, 0)
    assert workspace.read(count) == 1


def test_maintenance_has_the_database_itself(workspace: Workspace) -> None:
    assert workspace.maintain(Database.check) == ()


# Locking


def test_locking_waits_for_what_is_running(workspace: Workspace) -> None:
    began, may_end, locked = threading.Event(), threading.Event(), threading.Event()

    def slow(connection: Connection) -> int:
        began.set()
        assert may_end.wait(PATIENCE)
        return add_one(connection)

    def lock() -> None:
        workspace.lock()
        locked.set()

    with ThreadPoolExecutor(4) as pool:
        running = pool.submit(workspace.write, slow)
        assert began.wait(PATIENCE)
        locking = [pool.submit(lock) for _ in range(2)]
        while not workspace.is_locked:
            threading.Event().wait(0.001)
        with pytest.raises(WorkspaceLocked):
            workspace.write(add_one)
        assert not locked.is_set()
        may_end.set()
        assert running.result(PATIENCE) == 1
        for each in locking:
            each.result(PATIENCE)
    with workspaces.open_workspace(workspace.folder, PASSPHRASE) as again:
        assert again.read(count) == 1


def test_whoever_locks_at_the_same_time_waits_for_the_end_too(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing, may_close = threading.Event(), threading.Event()
    close = Database.close

    def slow_close(database: Database) -> None:
        closing.set()
        assert may_close.wait(PATIENCE)
        close(database)

    def lock_and_look() -> bytes:
        workspace.lock()
        return bytes(secrets.master)

    monkeypatch.setattr(Database, "close", slow_close)
    secrets = workspace.secrets()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(workspace.lock)
        assert closing.wait(PATIENCE)
        second = pool.submit(lock_and_look)
        with pytest.raises(TimeoutError):
            second.result(0.05)
        may_close.set()
        assert second.result(PATIENCE) == bytes(32)
        first.result(PATIENCE)


def test_after_locking_everything_says_so_and_nothing_is_left(workspace: Workspace) -> None:
    secrets = workspace.secrets()
    record = records.add(workspace, "visit-note", NOTE).record
    assert any(secrets.master)
    assert len(threads()) == 2
    workspace.lock()
    workspace.lock()
    assert workspace.is_locked
    attempts: list[Callable[[], object]] = [
        lambda: workspace.write(add_one),
        lambda: workspace.read(count),
        lambda: workspace.maintain(Database.check),
        workspace.secrets,
        lambda: workspace.party,
        workspace.reload,
        secrets.database_key,
        lambda: records.show(workspace, record),
        lambda: records.add(workspace, "visit-note", NOTE),
        lambda: records.counts(workspace),
        lambda: Workspace._open(None),
    ]
    for attempt in attempts:
        with pytest.raises(WorkspaceLocked):
            attempt()
    assert not any(secrets.master)
    assert threads() == []


def test_work_that_comes_between_the_question_and_the_lock_is_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(_work: object) -> None:
        raise RuntimeError("cannot schedule new futures after shutdown")

    monkeypatch.setattr(workspace._readers, "submit", too_late)
    with pytest.raises(WorkspaceLocked):
        workspace.read(count)
    monkeypatch.undo()


def test_a_long_transaction_can_see_that_others_wait(workspace: Workspace) -> None:
    waits: list[bool] = []

    def long(connection: Connection) -> None:
        waits.append(workspace.others_wait)
        other = threading.Thread(target=lambda: workspace.write(add_one))
        other.start()
        while not workspace.others_wait:  # it is on its way
            pass
        others.append(other)

    others: list[threading.Thread] = []
    workspace.write(long)
    others[0].join()
    assert waits == [False]
    assert not workspace.others_wait
    assert workspace.read(count) == 1


def test_what_was_postponed_is_done_once_and_the_newest_counts(workspace: Workspace) -> None:
    def note(key: str) -> Callable[[Connection], None]:
        return lambda connection: trust.set_meta(connection, "noted", key)

    workspace.catch_up()
    workspace.postpone("note", note("old"))
    workspace.postpone("note", note("new"))
    workspace.postpone("count", lambda connection: trust.set_meta(connection, "count", "7"))
    assert workspace.read(count) == 0
    workspace.catch_up()
    assert workspace.read(count) == 7
    assert workspace.read(lambda c: trust.get_meta(c, "noted")) == "new"
    workspace.write(add_one)
    workspace.catch_up()
    assert workspace.read(count) == 8


def test_what_is_postponed_meanwhile_is_not_forgotten(workspace: Workspace) -> None:
    def later(connection: Connection) -> None:
        add_one(connection)

    def now(connection: Connection) -> None:
        add_one(connection)
        workspace.postpone("count", later)

    workspace.catch_up()
    workspace.postpone("count", now)
    workspace.catch_up()
    assert workspace.read(count) == 1
    workspace.catch_up()
    assert workspace.read(count) == 2


def test_locking_does_what_was_postponed_and_locks_even_if_that_fails(
    workspace: Workspace,
) -> None:
    def fail(_connection: Connection) -> None:
        done.append("tried")
        raise DiskFull

    done: list[str] = []
    workspace.postpone("fail", fail)
    workspace.lock()
    assert done == ["tried"]
    assert workspace.is_locked


def test_whoever_is_refused_does_not_wait(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(_work: object) -> None:
        raise RuntimeError("cannot schedule new futures after shutdown")

    monkeypatch.setattr(workspace._writer, "submit", too_late)
    with pytest.raises(WorkspaceLocked):
        workspace.write(add_one)
    assert not workspace.others_wait
    monkeypatch.undo()
    workspace.lock()
    assert workspace.others_wait


@pytest.mark.parametrize("part", [Database, Reader])
def test_the_keys_go_even_when_closing_fails(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, part: type[Database | Reader]
) -> None:
    close = part.close

    def failing(self: Database | Reader) -> None:
        close(self)  # type: ignore[arg-type]  # each is given its own
        raise DiskFull

    monkeypatch.setattr(part, "close", failing)
    secrets = workspace.secrets()
    with pytest.raises(DiskFull):
        workspace.lock()
    monkeypatch.undo()
    assert not any(secrets.master)
    assert threads() == []
    with workspaces.open_workspace(workspace.folder, PASSPHRASE) as again:
        assert again.read(count) == 0


# Opening


def test_only_one_at_a_time_may_have_it_open(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceInUse):
        workspaces.open_workspace(workspace.folder, PASSPHRASE)
    assert ask_another_program(workspace.folder) == WorkspaceInUse.slug
    workspace.lock()
    assert ask_another_program(workspace.folder) == "opened"
    with workspaces.open_workspace(workspace.folder, PASSPHRASE) as again:
        assert again.person.name == "Vera"


def ask_another_program(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.workspace_child", "open", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_what_cannot_be_opened_leaves_nothing_open(workspace: Workspace) -> None:
    workspace.lock()
    database = workspace.folder / "records.db"
    aside = database.rename(workspace.folder / "aside.db")
    for _ in range(2):
        with pytest.raises(DatabaseMissing):
            workspaces.open_workspace(workspace.folder, PASSPHRASE)
        assert threads() == []
    aside.rename(database)
    workspaces.open_workspace(workspace.folder, PASSPHRASE).lock()


def test_a_workspace_knows_who_it_is(workspace: Workspace) -> None:
    assert (workspace.role, workspace.practice) == ("volunteer", False)
    assert workspace.now() == "2026-11-22T10:15:30.123Z"
    assert workspace.party.inbound_stream == workspace.device
    workspace.require_role("volunteer")
    with pytest.raises(WrongRole):
        workspace.require_role("hub")
    for secret in (workspace.party.signing, *workspace.party.identities):
        assert repr(secret) in repr(workspace.party)
        assert "seed" not in repr(secret)
    workspace.write(lambda c: c.execute(text("UPDATE meta SET value = 'x' WHERE key = 'hub_name'")))
    workspace.reload()
    assert workspace.hub_name == "x"


def test_without_a_pack_of_its_own_the_plain_programme_holds() -> None:
    assert _programme(None).id == programme.DEFAULT


def test_times_are_written_in_utc_with_milliseconds() -> None:
    moment = datetime(2026, 7, 1, 0, 30, 0, 999_999, tzinfo=timezone(timedelta(hours=1)))
    assert timestamp(moment) == "2026-06-30T23:30:00.999Z"
    assert system_clock().tzinfo is UTC


# The end of the program at any moment


def test_every_acknowledged_save_is_there_after_a_kill(workspace: Workspace) -> None:
    workspace.lock()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.workspace_child", "write", str(workspace.folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    with child:
        said = [child.stdout.readline() for _ in range(42)]
        child.kill()
        said += child.stdout.readlines()
    finals: dict[str, str] = {}
    drafts: dict[str, int] = {}
    for line in said[1:]:
        if not line.endswith("\n"):
            continue
        what, record, number = line.split()
        if what == "final":
            finals[record] = f"save {number}"
        else:
            drafts[record] = int(number)
    assert len(finals) >= 20
    assert len(drafts) == 1
    with workspaces.open_workspace(workspace.folder, PASSPHRASE) as again:
        for record, words in finals.items():
            assert records.show(again, record).revision.body["talked_about"] == words
        counts = records.counts(again)
        assert counts.drafts == 1
        # One more may have been saved than the program lived to say.
        assert counts.sealed - len(finals) in (0, 1)
        for record, last in drafts.items():
            kept = str(records.draft_fields(again, record)["talked_about"])
            assert kept in (f"save {last}", f"save {last + 1}")
        assert again.maintain(Database.check) == ()


def test_an_error_says_nothing_of_what_was_written(workspace: Workspace) -> None:
    with pytest.raises(AlongsideError) as caught:
        records.add(workspace, "visit-note", NOTE | {"when": "zanzibar"})
    assert "zanzibar" not in str(caught.value)
