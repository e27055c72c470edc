# SPDX-License-Identifier: Apache-2.0
"""Files and folders at hand: whatever lies there, it is looked at safely and left as it is."""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import FolderUnreadable, ImportNotFound
from desktop.hub import importer
from desktop.operations import hub, records
from tests.pairs import Pair, a_pair
from tests.sync.forged import Sender, as_volunteer, dump, held, titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        yield made


@pytest.fixture
def sender(pair: Pair) -> Sender:
    return as_volunteer(pair.volunteer)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "by hand"
    place.mkdir()
    return place


def by_name(report: Any) -> dict[str, tuple[str, str | None]]:
    return {one.file: (one.status, one.slug) for one in report.bundles}


def state_of(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return what would show that somebody touched a file."""
    found = {}
    for place, folders, names in os.walk(os.fsencode(folder)):
        for name in folders + names:
            status = os.lstat(os.path.join(place, name))  # noqa: PTH118 - names are bytes here
            found[repr((place, name))] = (status.st_mode, status.st_size, status.st_mtime_ns)
    return found


def test_folders_are_searched_a_few_levels_deep(stick: Path, tmp_path: Path) -> None:
    wanted = []
    place = stick
    for _level in range(6):
        place.mkdir(exist_ok=True)
        (place / "x.age").write_bytes(b"x")
        (place / "x.txt").write_bytes(b"x")
        (place / ".hidden.age").write_bytes(b"x")
        wanted.append(place / "x.age")
        place /= "deeper"
    found = importer.find_files([stick, stick / "x.age", tmp_path / "gone.age", stick])
    assert set(found) == {*wanted[:5], tmp_path / "gone.age"}
    assert len(found) == 6


def test_a_folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A name without a folder is taken for a file, and reading it says why.
    assert importer.find_files([tmp_path / "gone"]) == (tmp_path / "gone",)
    with_nul = type(tmp_path)("a\0b")
    assert importer.find_files([with_nul]) == (with_nul,)
    scandir = os.scandir

    def refused(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError
        return scandir(path)

    (tmp_path / "closed").mkdir()
    (tmp_path / "open.age").write_bytes(b"x")
    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(FolderUnreadable, match="The folder closed cannot be read"):
        importer.find_files([tmp_path / "closed"])
    # A part that may not be read does not hide the rest.
    assert importer.find_files([tmp_path]) == (tmp_path / "open.age",)


@pytest.mark.skipif(sys.platform == "win32", reason="makes pipes, links and names of other systems")
def test_a_folder_with_everything_in_it(
    pair: Pair, sender: Sender, stick: Path, tmp_path: Path
) -> None:
    os.mkfifo(stick / "pipe.age")
    (stick / "link.age").symlink_to("/dev/zero")
    (stick / "dangling.age").symlink_to(tmp_path / "nowhere")
    (stick / "folder.age").mkdir()
    (stick / "empty.age").touch()
    with (stick / "sparse.age").open("wb") as file:
        file.truncate(5 * 1024**3)
    secret = tmp_path / "secret.age"
    secret.write_bytes(sender.fork().next(sender.write("by a link")).data)
    (stick / "to-a-bundle.age").symlink_to(secret)
    (stick / "..age").write_bytes(b"odd")
    (stick / "CON.age").write_bytes(b"odd")
    (stick / ("n" * 251 + ".age")).write_bytes(b"odd")
    (stick / "new\nline\x1b[31m.age").write_bytes(b"odd")
    (stick / "caf\u00e9.age").write_bytes(b"odd")
    (stick / "cafe\u0301.age").write_bytes(b"odd too")
    with open(os.fsencode(stick) + b"/\xff\xfe.age", "wb") as file:  # noqa: PTH123 - no text
        file.write(b"not text")
    with socket.socket(socket.AF_UNIX) as plug:
        here = os.open(stick, os.O_RDONLY)  # the path itself is too long for a socket
        try:
            plug.bind(f"/proc/self/fd/{here}/s.age")
        finally:
            os.close(here)
        (stick / "good.age").write_bytes(sender.next(sender.write("good")).data)
        before = state_of(stick)
        report = hub.import_files(pair.hub, [stick])
    assert state_of(stick) == before
    found = by_name(report)
    for name in ("pipe.age", "link.age", "dangling.age", "folder.age", "to-a-bundle.age", "s.age"):
        assert found[name] == ("quarantined", "not-a-file")
    assert found["sparse.age"] == ("quarantined", "too-large")
    assert found["empty.age"] == ("quarantined", "damaged")
    assert found["good.age"] == ("imported", None)
    assert found["\ufffd\ufffd.age"] == ("quarantined", "bad-format")
    assert found["new\ufffdline\ufffd[31m.age"] == ("quarantined", "bad-format")
    assert found["caf\u00e9.age"] == found["cafe\u0301.age"] == ("quarantined", "bad-format")
    assert len(found) == 15
    assert titles(pair.hub) == ["good"]
    assert "not-a-file" not in {slug for _, slug in held(pair.hub)}


def test_a_preview_changes_nothing_and_equals_the_import(
    pair: Pair, sender: Sender, stick: Path
) -> None:
    made = [sender.next(sender.write(f"{n}.")) for n in range(5)]
    for number in (4, 2, 0, 1):
        (stick / f"{number}.age").write_bytes(made[number].data)
    (stick / "copy.age").write_bytes(made[0].data)
    (stick / "odd.age").write_bytes(b"odd")
    before = dump(pair.hub)
    foreseen = hub.preview(pair.hub, [stick])
    assert dump(pair.hub) == before
    assert foreseen.import_id is None
    assert foreseen.totals.would_import == foreseen.totals.new == 3
    report = hub.import_files(pair.hub, [stick])
    assert report.import_id is not None
    renamed = [
        (one.file, one.status.replace("would-import", "imported"), one.slug, one.message, one.new)
        for one in foreseen.bundles
    ]
    done = [(one.file, one.status, one.slug, one.message, one.new) for one in report.bundles]
    assert renamed == done
    assert (report.totals.imported, report.totals.already_imported) == (3, 1)
    assert (report.totals.waiting, report.totals.quarantined) == (1, 1)
    assert {one.who for one in report.bundles} == {"Vera Volunteer", None}


def test_undo_hides_and_redo_shows_again(pair: Pair, sender: Sender, stick: Path) -> None:
    first = sender.write("first")
    (stick / "1.age").write_bytes(sender.next(first).data)
    one = hub.import_files(pair.hub, [stick]).import_id
    amended = sender.write("amended", record=first.record, parents=(first.id,), reason="news")
    (stick / "2.age").write_bytes(sender.next(amended, sender.write("second")).data)
    two = hub.import_files(pair.hub, [stick]).import_id
    assert one is not None
    assert two is not None
    everything = dump(pair.hub)
    assert hub.undo_import(pair.hub, two).hidden == 2
    assert titles(pair.hub) == ["first"]
    assert hub.undo_import(pair.hub, two).hidden == 0
    assert hub.undo_import(pair.hub, one).hidden == 1
    assert titles(pair.hub) == []
    assert [row.hidden for row in hub.imports(pair.hub)][:2] == [True, True]
    # Nothing was erased, and what had been said to the volunteer stands.
    assert dump(pair.hub)["ledger"] == everything["ledger"]
    assert len(dump(pair.hub)["revision"]) == len(everything["revision"])
    hub.import_files(pair.hub, [stick])
    assert titles(pair.hub) == []  # importing again does not show it: redo does
    assert hub.undo_import(pair.hub, one, redo=True).hidden == 1
    assert titles(pair.hub) == ["first"]
    assert hub.undo_import(pair.hub, two, redo=True).hidden == 2
    assert titles(pair.hub) == ["amended", "second"]
    assert records.search(pair.hub, "amended")
    with pytest.raises(ImportNotFound):
        hub.undo_import(pair.hub, "ab" * 16)


@pytest.mark.parametrize("limit", ["_BATCH_FILES", "_BATCH_BYTES"])
def test_many_files_come_in_batches(
    stick: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    for number in range(3):
        (stick / f"{number}.age").write_bytes(b"xx")
    files = importer.find_files([stick])
    assert [len(batch) for batch in importer.read_files(files)] == [3]
    monkeypatch.setattr(importer, limit, 2)
    assert [len(batch) for batch in importer.read_files(files)] in ([2, 1], [1, 1, 1])
    assert list(importer.read_files([])) == []
