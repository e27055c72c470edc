# SPDX-License-Identifier: Apache-2.0
"""The measurements run and mean what they say; how long anything takes is not looked at here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench import __main__ as bench
from bench import limit, notes, searching, starting
from bench.stage import TINY, Stage, lines_of
from bench.table import Row, against_limit, p95, text_of
from bench.windows import application

if TYPE_CHECKING:
    from pathlib import Path

IN_PROCESS = ("P1", "P2", "P3", "P5", "P6", "P9", "P10")


def test_every_row_that_needs_no_process_of_its_own_runs(
    tmp_path: Path, qapp: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert application() is qapp
    rows = bench.run(Stage(tmp_path, TINY), IN_PROCESS)
    assert {row.name for row in rows} == set(IN_PROCESS)
    assert all(row.ours > 0 for row in rows)
    assert all(row.limit > 0 for row in rows if row.limit is not None)
    assert {row.name for row in rows if row.at_most is not None} == set(IN_PROCESS)
    assert "P10 measured in" in capsys.readouterr().err


def test_the_program_is_started_and_watched(tmp_path: Path) -> None:
    stage = Stage(tmp_path, TINY)
    home = starting.home_of(stage)
    assert starting.home_of(stage) == home
    assert starting.child_of(stage, "bare")["painted"] > 0
    assert starting.child_of(stage, "first-window", str(home))["painted"] > 0
    assert starting.child_of(stage, "unlocked", str(home))["painted"] > 0
    memory = [row.what for row in starting.measure_memory(stage)]
    assert memory == [] or len(memory) == 2


def test_the_same_seed_gives_the_same_notes() -> None:
    def made(seed: int) -> list[dict[str, object]]:
        return list(notes.visits(5, topics=["sleep", "food", "money"], families=["f"], seed=seed))

    assert made(1) == made(1)
    assert made(1) != made(2)
    texts = [str(note["talked_about"]) + str(note["agreed"]) for note in made(1)]
    assert all(abs(len(text) - notes.TEXT_CHARACTERS) < 60 for text in texts)


def test_the_limit_does_the_same_job(tmp_path: Path) -> None:
    stage = Stage(tmp_path, TINY)
    assert list(limit.lines_in(stage.sealed, stage.keys)) == stage.lines
    connection = limit.store(tmp_path / "store.db")
    limit.take_in(connection, stage.sealed, stage.keys)
    kept = connection.execute("SELECT line FROM note ORDER BY number").fetchall()
    assert [line for (line,) in kept] == stage.lines
    typed = searching.beginnings(stage.lines, 3)
    assert all(limit.search(connection, text) for text in typed)
    limit.seal_all(connection, stage.keys, each=25)
    sealed = connection.execute("SELECT data FROM bundle WHERE data IS NOT NULL").fetchall()
    assert [line for (data,) in sealed for line in limit.unseal(data, stage.keys)] == stage.lines
    connection.close()
    with stage.hub() as hub:
        assert lines_of(hub) == []


def test_a_row_says_when_a_target_is_missed() -> None:
    slow = against_limit(
        name="P0", what="it", ours=[1, 9, 4], limit=[2, 2, 2], unit="s", at_most=1.5
    )
    assert slow.ratio == 2
    assert slow.is_missed
    good = Row(name="P0", what="that", ours=3, unit="ms", at_most=3)
    told = Row(name="P0", what="only told", ours=300, unit="ms")
    assert not good.is_missed
    assert not told.is_missed
    table = text_of([slow, good, told])
    assert [word in table for word in ("MISSED", "met", "2.00×", "≤ 3 ms", "300 ms")] == [True] * 5
    assert p95([*range(100)]) == 95


def test_the_exit_status_says_whether_all_was_met(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [Row(name="P9", what="it", ours=1.0, unit="s", at_most=2.0)]
    monkeypatch.setitem(bench.JOBS, ("P9",), lambda _stage: rows)
    assert bench.main(["--scale", "tiny", "p9"]) == 0
    rows.append(Row(name="P9", what="late", ours=3.0, unit="s", at_most=2.0))
    assert bench.main(["--scale", "tiny", "P9"]) == 1
    assert "1 of 2 missed" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        bench.main(["P99"])
    assert "P99" in capsys.readouterr().err
