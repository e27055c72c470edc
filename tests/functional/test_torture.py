# SPDX-License-Identifier: Apache-2.0
"""The short run of the torture, and the proof that it would notice what it looks for.

``make torture`` is the long one; docs/reliability.md says what both do. All of it runs in
processes of its own, which are copied and killed: this one only reads the reports.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from tests.functional.torture import tracer
from tests.functional.torture.disk import Disk, Fate, Tree
from tests.functional.torture.events import Flush, FlushNames, Names, Resize, Write
from tests.functional.torture.operations import OPERATIONS
from tests.functional.torture.processes import Moment
from tests.functional.torture.telling import understand
from tests.functional.torture.weaknesses import WEAKNESSES

ROOT: Final = Path(__file__).resolve().parents[2]
#: What takes long together stands apart, so that two workers share it evenly.
TOGETHER: Final = (
    ("save", "seal", "passphrase"),
    ("amend", "place", "recovery-code"),
    ("autosave", "import", "lock"),
    ("receipt", "undo"),
    ("backup", "command"),
    ("restore", "new-keys"),
)
SHORT: Final = {"kills": 4, "at_carrier": 2, "cuts": 4}
only_traced: Final = pytest.mark.skipif(
    not tracer.is_possible(), reason="stopping a process at its calls takes Linux on x86-64"
)


def torture(path: Path, *operations: str, **options: int | str) -> tuple[int, list[dict[str, Any]]]:
    """Run it; return its exit status and what came of each operation."""
    report = path / "report.json"
    asked = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    asked += ["--first"] if options.get("weaken") else []
    command = [sys.executable, "-m", "tests.functional.torture", "--json", str(report), *asked]
    done = subprocess.run(
        [*command, "--operations", ",".join(operations)], cwd=ROOT, check=False, capture_output=True
    )
    assert report.exists(), done.stderr.decode()
    outcomes: list[dict[str, Any]] = json.loads(report.read_text())["operations"]
    return done.returncode, outcomes


def test_every_operation_is_in_the_short_run() -> None:
    assert sorted(OPERATIONS) == sorted(name for names in TOGETHER for name in names)


@pytest.mark.parametrize("names", TOGETHER, ids="-".join)
def test_nothing_is_lost(tmp_path: Path, names: tuple[str, ...]) -> None:
    status, outcomes = torture(tmp_path, *names, **SHORT)

    assert [failure for outcome in outcomes for failure in outcome["failures"]] == []
    assert status == 0
    for outcome in outcomes:
        operation = OPERATIONS[outcome["operation"]]
        assert outcome["kills"] == SHORT["kills"]
        assert (outcome["at_carrier"] > 0) == operation.carries
        assert outcome["cuts"] == (
            SHORT["cuts"] if operation.recorded and tracer.is_possible() else 0
        )
        assert outcome["survived"] == outcome["tried"]


@only_traced
def test_it_notices_a_program_that_loses_something(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.functional.torture", "--prove", "--json", str(report)],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )

    assert report.exists(), done.stderr.decode()
    proofs = json.loads(report.read_text())["proofs"]
    assert {proof["weakness"] for proof in proofs if proof["noticed"]} == set(WEAKNESSES)
    assert done.returncode == 0


@only_traced
def test_a_failure_says_how_to_see_it_again(tmp_path: Path) -> None:
    status, (outcome,) = torture(tmp_path, "save", weaken="too-early", kills=0, cuts=20)

    assert status == 1
    again = outcome["failures"][0]["again"].split()
    command = [sys.executable, "-m", "tests.functional.torture", *again, "--weaken", "too-early"]
    replayed = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    assert replayed.returncode == 1
    assert b"problems" in replayed.stdout
    spared = subprocess.run(command[:-2], cwd=ROOT, check=False, capture_output=True)
    assert (spared.returncode, spared.stdout) == (0, b"It survived.\n")


# The model of the disk ------------------------------------------------------------------------


def a_disk(**files: bytes) -> Disk:
    return Disk(Tree(files, frozenset()), {name: number for number, name in enumerate(files)})


def left(
    disk: Disk, names: Fate, data: Fate, times: int = 40
) -> set[tuple[tuple[str, bytes], ...]]:
    """Return everything that may be there afterwards."""
    chance = Random(1)  # noqa: S311 - it has to come again
    cuts = (disk.cut(chance, names=names, data=data).files for _ in range(times))
    return {tuple(sorted((name, bytes(data)) for name, data in files.items())) for files in cuts}


def test_what_is_flushed_stays() -> None:
    disk = a_disk(a=b"old")
    disk.apply(Write(0, 0, b"new"))
    disk.apply(Flush(0, since=1))

    for fate in Fate:
        assert left(disk, fate, fate) == {(("a", b"new"),)}


def test_what_was_written_while_it_was_flushed_is_not_flushed() -> None:
    disk = a_disk(a=b"old")
    disk.apply(Write(0, 0, b"new"))
    disk.apply(Flush(0, since=0))

    assert left(disk, Fate.LOST, Fate.LOST) == {(("a", b"old"),)}


def test_sectors_are_torn_one_by_one() -> None:
    disk = a_disk(a=bytes(1024))
    disk.apply(Write(0, 0, b"x" * 1024))

    halves = {bytes(512), b"x" * 512}
    found = left(disk, Fate.KEPT, Fate.TORN, times=200)
    assert found == {(("a", first + second),) for first in halves for second in halves}


def test_a_write_may_be_kept_in_part_only_at_the_end() -> None:
    disk = a_disk(a=bytes(512), b=bytes(512))
    disk.apply(Write(0, 0, b"x" * 512))
    disk.apply(Write(1, 0, b"y" * 512))

    found = left(disk, Fate.KEPT, Fate.IN_ORDER, times=200)
    assert (("a", bytes(512)), ("b", b"y" * 512)) not in found
    assert len(found) == 3


def test_a_new_name_is_there_once_its_folder_was_flushed() -> None:
    disk = a_disk()
    disk.apply(Names((("new", 0),)))
    disk.apply(Write(0, 0, b"x"))
    disk.apply(Flush(0, since=2))
    assert left(disk, Fate.LOST, Fate.KEPT) == {()}

    disk.apply(FlushNames(".", since=3))
    assert left(disk, Fate.LOST, Fate.LOST) == {(("new", b"x"),)}


def test_a_rename_is_whole_or_not_at_all() -> None:
    disk = a_disk(old=b"1", new=b"2")
    disk.apply(Names((("old", None), ("new", 0))))

    assert left(disk, Fate.TORN, Fate.KEPT) == {(("new", b"1"),), (("new", b"2"), ("old", b"1"))}


def test_a_folder_that_was_not_flushed_takes_its_files_with_it() -> None:
    disk = a_disk()
    disk.apply(Names((), folders=("to-hub",)))
    disk.apply(Names((("to-hub/object", 0),)))
    disk.apply(Write(0, 0, b"x"))
    disk.apply(Flush(0, since=3))
    disk.apply(FlushNames("to-hub", since=4))
    assert left(disk, Fate.LOST, Fate.KEPT) == {()}

    disk.apply(FlushNames(".", since=5))
    assert left(disk, Fate.LOST, Fate.LOST) == {(("to-hub/object", b"x"),)}


def test_a_file_that_was_cut_may_be_as_long_as_before() -> None:
    disk = a_disk(a=b"long")
    disk.apply(Resize(0, 0))

    assert left(disk, Fate.KEPT, Fate.TORN) == {(("a", b"long"),), (("a", b""),)}


# What is told --------------------------------------------------------------------------------


def test_half_a_line_was_not_said() -> None:
    begun = '{"says": "ready"}\n{"says": "begin", "act": "x"}\n'

    assert understand(begun + '{"says": "do').begun == {"act": "x"}
    assert understand(begun + '{"says": "done", "n": 1}\n').done == [{"act": "x", "n": 1}]


def test_a_command_has_done_its_work_when_its_answer_is_whole() -> None:
    begun = '{"says": "begin", "act": "x"}\n'

    assert understand(begun + '{"record": "1",').done == []
    assert understand(begun + '{"record": "1", "n": 2}\n').done == [{"act": "x", "record": "1"}]


def test_moments_are_written_as_they_are_read() -> None:
    for text in ("time:0.250000", "call:7", "within:12+3", "carrier:2"):
        assert str(Moment.parse(text)) == text
