# SPDX-License-Identifier: Apache-2.0
"""A second process for the tests of storage: to be killed, to run out of disk, to be refused.

Started as ``python -m tests.storage.fault_child WHAT FOLDER``; answers on standard output.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import AlongsideError, DiskFull
from desktop.storage import copies
from desktop.storage.folder import WorkspaceFolder, atomic_write
from tests.storage.samples import KEY, make, note, reopen, saved

if TYPE_CHECKING:
    from collections.abc import Callable

_A_LOT = 8 * 1024 * 1024  # bytes, more than the small disk has
_LIMIT = 48 * 1024  # bytes a file may grow to, where no small disk can be made


def slug_of(work: Callable[[], object]) -> str:
    """Run ``work`` and return the slug of what it raises."""
    try:
        work()
    except AlongsideError as fault:
        return fault.slug
    return ""


def commit(folder: Path) -> None:
    """Save without end, and say each time what is safe now."""
    database = reopen(folder / "records.db")
    number = len(saved(database))
    while True:
        note(database, f"{number:06d}", "x" * (number * 37 % 5000))
        os.write(1, f"{number:06d}\n".encode())
        number += 1


def hold(folder: Path) -> None:
    """Keep the lock of the workspace until the other side closes our input."""
    lock = WorkspaceFolder(folder).lock()
    os.write(1, b"held\n")
    sys.stdin.read()
    lock.release()


def take(folder: Path) -> None:
    """Try to take the lock."""
    _answer(slug=slug_of(lambda: WorkspaceFolder(folder).lock().release()))


def prepare(folder: Path) -> None:
    """Make a database to be opened by another process."""
    make(folder / "records.db").close()


def open_it(folder: Path) -> None:
    """Say with what error a database opens, a lock is taken, and a file is written."""
    _answer(
        open=slug_of(lambda: reopen(folder / "records.db").close()),
        create=slug_of(lambda: make(folder / "new.db").close()),
        lock=slug_of(lambda: WorkspaceFolder(folder).lock().release()),
        write=slug_of(lambda: atomic_write(folder / "vault.json", b"{}")),
        left=sorted(path.name for path in folder.iterdir()),
    )


def lose_the_file(folder: Path) -> None:
    """Read and write after the disk below an open database has gone."""
    database = make(folder / "records.db")
    for number in range(50):
        note(database, f"{number}", "x" * 2000)
    database.checkpoint()
    nothing = os.open(os.devnull, os.O_WRONLY)
    here = Path("/proc/self/fd")
    for file in [int(entry.name) for entry in here.iterdir()]:
        with_name = here / str(file)
        if with_name.is_symlink() and str(with_name.readlink()).startswith(str(folder)):
            os.dup2(nothing, file)  # reading from it fails from now on
    for path in folder.iterdir():
        path.unlink()
    _answer(slug=slug_of(database.check))


def fill(folder: Path) -> None:
    """Use up the disk in every way we write, and look at what is left each time."""
    (folder / "ballast").write_bytes(bytes(1600 * 1024))
    (folder / "small").write_bytes(b"before")
    database = make(folder / "records.db")
    limited = _limit(_LIMIT) if os.environ.get("ALONGSIDE_TEST_LIMIT") else None
    acknowledged, slug = set(), ""
    for number in range(1000):
        try:
            note(database, f"{number}", "x" * 2000)
        except DiskFull as fault:
            slug = fault.slug
            break
        acknowledged.add(f"{number}")
    in_transaction = database._raw.in_transaction
    copy = folder / "records.before-1.db"
    answer: dict[str, object] = {
        "save": slug,
        "in_transaction": in_transaction,
        "readable": saved(database) == acknowledged,
        "atomic": slug_of(lambda: atomic_write(folder / "small", bytes(_A_LOT))),
        "create": slug_of(lambda: make(folder / "other.db")),
        "copy": slug_of(lambda: copies.copy_encrypted(database._raw, copy, key=KEY)),
        "small": (folder / "small").read_text(),
    }
    if limited is not None:
        _limit(limited)
    (folder / "ballast").unlink()
    note(database, "after")
    answer |= {
        "kept": saved(database) == acknowledged | {"after"},
        "several": len(acknowledged) > 1,
        "problems": database.check(),
    }
    database.close()
    left = sorted(path.name for path in folder.iterdir())
    _answer(**answer, left=left)


def _limit(size: int) -> int:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    return soft


def _answer(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    what, where = sys.argv[1:]
    {
        "commit": commit,
        "hold": hold,
        "take": take,
        "prepare": prepare,
        "open": open_it,
        "lose": lose_the_file,
        "fill": fill,
    }[what](Path(where))
