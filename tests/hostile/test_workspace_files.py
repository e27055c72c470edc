# SPDX-License-Identifier: Apache-2.0
"""H28 and H29: files of a workspace that were damaged, exchanged, put back or tampered with.

Whatever was done: the fault has its own name, says what to do, and changes no byte; once the good
file is back, the workspace opens as if nothing had been.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from typing import TYPE_CHECKING, Any, Final

import pytest

from desktop.errors import AlongsideError
from desktop.operations import records, workspaces
from tests.hostile.test_container import measured
from tests.pairs import PASSPHRASE, FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.workspace import Workspace

PAGE: Final = 4096
WRONG: Final = "a lamp beside the quiet door"


@pytest.fixture(scope="session")
def good(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A volunteer's workspace with some records, locked, its database without a log."""
    root = tmp_path_factory.mktemp("good")
    shutil.copytree(template, root, dirs_exist_ok=True)
    with open_it(root / "volunteer") as workspace:
        for number in range(30):
            records.add(
                workspace, "family", {"known_as": f"{number}", "notes": f"word{number} " * 300}
            )
    return root


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy to be spoilt; afterwards the good one must still open."""
    place = tmp_path / "volunteer"
    shutil.copytree(good / "volunteer", place)
    yield place
    shutil.rmtree(place)
    shutil.copytree(good / "volunteer", place)
    with open_it(place) as workspace:
        assert len(records.list_records(workspace)) == 30


def open_it(folder: Path, passphrase: str = PASSPHRASE) -> Workspace:
    return workspaces.open_workspace(folder, passphrase, clock=FakeClock())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refused(folder: Path, *slugs: str, passphrase: str = PASSPHRASE) -> None:
    """Require that the workspace does not open, for one of these reasons, and stays as it is."""
    before = contents(folder)
    with pytest.raises(AlongsideError) as caught:
        open_it(folder, passphrase)
    assert caught.value.slug in slugs
    assert caught.value.what_to_do()
    after = contents(folder)
    assert {name: after.get(name) for name in before} == before


def database(folder: Path) -> Path:
    return folder / "records.db"


def cut(folder: Path) -> None:
    path = database(folder)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // PAGE // 2 * PAGE])


def ragged(folder: Path) -> None:
    path = database(folder)
    path.write_bytes(path.read_bytes()[:-100])


@pytest.mark.parametrize(
    ("spoil", "slug"),
    [
        (lambda f: database(f).write_bytes(b""), "database-damaged"),
        (lambda f: database(f).write_bytes(bytes(PAGE * 20)), "database-damaged"),
        (lambda f: database(f).write_bytes(b"x" * 100), "database-damaged"),
        (lambda f: database(f).unlink(), "database-missing"),
        (
            lambda f: database(f).write_bytes(b"SQLite format 3\0".ljust(PAGE * 2, b"\0")),
            "database-foreign",
        ),
        (cut, "database-damaged"),
        (ragged, "database-damaged"),
    ],
    ids=["empty", "zeros", "short", "gone", "plain", "cut between pages", "cut within a page"],
)
def test_h28_a_record_file_that_was_damaged_is_named_and_left(
    folder: Path, spoil: Callable[[Path], object], slug: str
) -> None:
    spoil(folder)
    refused(folder, slug, "database-foreign" if slug == "database-damaged" else slug)


def test_h28_the_record_file_of_another_workspace_is_not_opened(good: Path, folder: Path) -> None:
    shutil.copyfile(good / "hub" / "records.db", database(folder))
    refused(folder, "database-foreign")


def test_h28_a_bit_flipped_in_any_page_is_noticed(folder: Path) -> None:
    """Opening refuses it, or, where opening needs no part of the page, looking through finds it."""
    path = database(folder)
    whole = path.read_bytes()
    pages = len(whole) // PAGE
    assert pages > 50
    found = set()
    for page in [0, 1, 2, *range(3, pages, 6), pages - 1]:
        spoilt = bytearray(whole)
        spoilt[page * PAGE + 500] ^= 1
        path.write_bytes(spoilt)
        found.add(what_is_said(folder))
        for left in folder.glob("records.db-*"):
            left.unlink()
    path.write_bytes(whole)
    assert found <= {"database-damaged", "database-foreign", "found by looking through"}
    assert what_is_said(folder) == "nothing"


def what_is_said(folder: Path) -> str:
    """Return what is said about a record file when it is opened and looked through."""
    try:
        workspace = open_it(folder)
    except AlongsideError as fault:
        return fault.slug
    with workspace:
        problems = workspace.maintain(lambda open_database: open_database.check())
    return "found by looking through" if problems else "nothing"


def bent(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Return what changes a header and the one before it."""

    def bend(folder: Path) -> None:
        for path in folder.glob("vault.json*"):
            fields = json.loads(path.read_bytes())
            change(fields)
            path.write_text(json.dumps(fields, separators=(",", ":")) + "\n")

    return bend


def written(data: bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        for path in folder.glob("vault.json*"):
            path.unlink()
        (folder / "vault.json").write_bytes(data)

    return write


def weaken(fields: dict[str, Any]) -> None:
    fields["slots"][0]["kdf"]["t"] = 1


def costly(fields: dict[str, Any]) -> None:
    fields["slots"][0]["kdf"]["m"] = 64 * 1024 * 1024


def another_slot(fields: dict[str, Any]) -> None:
    fields["slots"].append({**fields["slots"][0], "id": "ab" * 16})


@pytest.mark.parametrize(
    ("spoil", "slugs"),
    [
        (written(b""), ["vault-damaged"]),
        (written(b"{"), ["vault-damaged"]),
        (written(bytes(600)), ["vault-damaged"]),
        (written(b"[" * 60_000), ["vault-damaged"]),
        (bent(lambda fields: fields.pop("slots")), ["vault-damaged"]),
        (bent(lambda fields: fields.pop("mac")), ["vault-damaged"]),
        (bent(lambda fields: fields.update(gen=fields["gen"] + 1)), ["vault-tampered"]),
        (bent(lambda fields: fields.update(extra=1)), ["vault-damaged"]),
        (bent(another_slot), ["vault-tampered", "vault-damaged"]),
        (bent(weaken), ["wrong-passphrase", "vault-tampered"]),
        (bent(costly), ["vault-parameters"]),
    ],
    ids=[
        "empty",
        "begun",
        "zeros",
        "nested",
        "no slots",
        "no mac",
        "put back",
        "extra",
        "slot added",
        "weakened",
        "costly",
    ],
)
def test_h29_a_header_that_was_damaged_or_altered_is_named(
    folder: Path, spoil: Callable[[Path], None], slugs: list[str]
) -> None:
    spoil(folder)
    refused(folder, *slugs)


def test_h29_without_any_header_there_is_no_workspace(folder: Path) -> None:
    for path in folder.glob("vault.json*"):
        path.unlink()
    refused(folder, "workspace-missing", "vault-damaged")


def test_h29_a_costly_header_is_not_computed() -> None:
    """64 GiB: refused before a byte is asked for."""
    answer = measured("costly-header")
    assert answer["slug"] == "vault-parameters"
    assert answer["seconds"] < 1
    assert answer["grown"] < 16


@pytest.mark.parametrize("spoilt", [b"", b"{", None])
def test_h29_the_header_before_stands_in(folder: Path, spoilt: bytes | None) -> None:
    newest = (folder / "vault.json").read_bytes()
    (folder / "vault.json.1").write_bytes(newest)
    (folder / "vault.json").write_bytes(newest[:-10] if spoilt is None else spoilt)
    with open_it(folder) as workspace:
        assert len(records.list_records(workspace)) == 30


def test_h29_a_wrong_passphrase_is_never_called_damage(folder: Path) -> None:
    for typed in (
        WRONG,
        "",
        PASSPHRASE.upper(),
        " " + PASSPHRASE,
        "\U0001f41d" * 10,
        "a\u0301" * 9,
    ):
        refused(folder, "wrong-passphrase", passphrase=typed)


@pytest.mark.skipif(sys.platform == "win32", reason="makes pipes and links")
@pytest.mark.parametrize("name", ["records.db", "records.db-wal", "records.db-shm", "vault.json"])
@pytest.mark.parametrize("what", ["a pipe", "a link", "a folder"])
def test_h28_something_else_in_the_place_of_a_file_is_never_opened(
    folder: Path, name: str, what: str
) -> None:
    """The library would wait on a pipe for ever, and nobody could interrupt it."""
    place = folder / name
    place.unlink(missing_ok=True)
    if what == "a pipe":
        os.mkfifo(place)
    elif what == "a link":
        place.symlink_to("/dev/zero")
    else:
        place.mkdir()
    started = time.perf_counter()
    refused(folder, "database-foreign", "vault-damaged")
    assert time.perf_counter() - started < 5
