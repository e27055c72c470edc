# SPDX-License-Identifier: Apache-2.0
"""A workspace is given new keys and the process is killed at every step of it, in turn.

Each time exactly one passphrase opens it, the old or the new, and everything is there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from desktop.operations import records, sending
from tests.pairs import a_pair

ROOT: Final = Path(__file__).resolve().parents[2]
FAMILIES: Final = ["A.", "B.", "C.", "half a name"]
LEFT: Final = {"vault.json", "records.db", "lock"}


STRIDES: Final = {"volunteer": 1, "hub": 5}  # it does the same twice over


@pytest.fixture(scope="module", params=STRIDES)
def tries(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    if not hasattr(os, "fork"):
        pytest.fail("this needs processes that can be killed")
    folder = tmp_path_factory.mktemp("new-keys")
    with a_pair(folder) as pair:
        for name in FAMILIES[:3]:
            records.add(pair.volunteer, "family", {"known_as": name})
        records.save_draft(pair.volunteer, "family", {"known_as": FAMILIES[3]})
        sending.synchronise(pair.volunteer)
        sending.synchronise(pair.hub)
    command = [sys.executable, "-m", "tests.functional.new_keys_child"]
    done = subprocess.run(
        [*command, str(folder / request.param), str(folder / "try"), str(STRIDES[request.param])],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [json.loads(line) | {"side": request.param} for line in done.stdout.splitlines()]


def test_killed_at_every_step(tries: list[dict[str, Any]]) -> None:
    expected = FAMILIES if tries[0]["side"] == "volunteer" else FAMILIES[:3]
    for found in tries:
        assert found["looked"] == 0, found
        assert found["opens"] in (["old"], ["new"]), found
        assert found["titles"] == expected, found
        assert found["drafts"] == len(expected) - 3, found
        assert found["ill"] == [], found
    assert len(tries) > 25
    assert [found["code"] for found in tries[:-1]] == [-9] * (len(tries) - 1)


def test_nothing_of_the_change_is_left(tries: list[dict[str, Any]]) -> None:
    concerns = {"concerns.db"} if tries[0]["side"] == "hub" else set()
    for found in tries:
        assert set(found["files"]) - {"vault.json.1"} == LEFT | concerns, found
    assert tries[-1]["opens"] == ["new"]
    assert tries[-1]["code"] == 0


def test_it_turns_once_from_the_old_passphrase_to_the_new(tries: list[dict[str, Any]]) -> None:
    opens = "".join(found["opens"][0][0] for found in tries)
    assert opens == "o" * opens.count("o") + "n" * opens.count("n")
    assert opens.count("o") >= 10
    assert opens.count("n") >= 10
