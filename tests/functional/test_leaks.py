# SPDX-License-Identifier: Apache-2.0
"""After a whole session, what people wrote is nowhere but in the encrypted workspace and on paper.

A process of its own, with its own home and its own folder for temporary files, writes a needle into
every text there is (leaks_child.py). Then every byte that it left is searched, in every encoding.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from desktop.sync.bundle import padme
from tests.functional.leaks_child import NEEDLE

ROOT: Final = Path(__file__).resolve().parents[2]
#: The header of an age file with one or two recipients, its nonce and the tags of its chunks.
AGE_OVERHEAD: Final = 16 + 16
CHUNK: Final = 64 * 1024


@dataclass(frozen=True)
class Left:
    """What a session said and left: its folder, its answer, and what it wrote on its outputs."""

    root: Path
    answer: dict[str, Any]
    said: bytes


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    root = tmp_path_factory.mktemp("session")
    places = {"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run"}
    places |= {f"XDG_{name}_HOME": f"home/{name.lower()}" for name in ("CONFIG", "DATA", "CACHE")}
    for place in places.values():
        (root / place).mkdir(parents=True, exist_ok=True, mode=0o700)
    own = {name: str(root / place) for name, place in places.items()}
    own |= {"TMP": own["TMPDIR"], "TEMP": own["TMPDIR"], "USERPROFILE": own["HOME"]}
    done = subprocess.run(
        (sys.executable, "-m", "tests.functional.leaks_child", str(root)),
        cwd=ROOT,
        env=os.environ | own | {"QT_QPA_PLATFORM": "offscreen"},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    return Left(root, answer, done.stderr + b"".join(done.stdout.splitlines()[:-1]))


def spellings(needle: str) -> list[bytes]:
    """Return a text as it may be found: in three encodings, as base64 at each offset, as hex."""
    plain = [needle.encode(how) for how in ("utf-8", "utf-16-le", "utf-16-be")]
    coded = []
    for text in plain:
        for offset in range(3):
            # The letters at both ends depend on what stands beside: only the middle is certain.
            whole = base64.b64encode(b"x" * offset + text).strip(b"=")
            coded.append(whole[4 : len(whole) // 4 * 4 - 4])
        coded.append(text.hex().encode())
    return [*plain, *coded, needle.lower().encode(), needle.upper().encode()]


def holders(root: Path, spelled: list[bytes]) -> list[str]:
    """Return the files, with their names, that hold one of these."""
    found = []
    for path in root.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        everything = os.fsencode(path.relative_to(root)) + b"\0" + content
        if any(one in everything for one in spelled):
            found.append(path.relative_to(root).as_posix())
    return found


def test_the_session_did_what_it_was_to_do(left: Left) -> None:
    assert left.answer["needles"] > 20
    assert left.answer["holders before"] > 3  # or nothing would be proved by finding none later
    assert left.answer["locked"]
    assert left.answer["printed"] == 1
    assert (left.root / "chosen" / "local-services.pdf").stat().st_size > 1000


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    for number, text in enumerate(spellings(NEEDLE)[:3]):
        (tmp_path / f"{number}").write_bytes(b"ab" + base64.b64encode(b"zz" + text + b"001"))
        (tmp_path / f"{number}p").write_bytes(b"\0" + text)
    (tmp_path / f"{NEEDLE}.txt").touch()
    assert len(holders(tmp_path, spellings(NEEDLE))) == 7


def test_nothing_that_was_written_is_on_the_disk(left: Left) -> None:
    """Workspaces, temporary files, settings, caches, the place to send through: names and bytes."""
    assert (left.root / "taken while open" / "workspaces" / "volunteer" / "records.db-wal").exists()
    found = holders(left.root, spellings(NEEDLE))
    assert [name for name in found if not name.startswith("chosen/")] == []


def test_nothing_that_was_written_is_said_on_an_output(left: Left) -> None:
    assert not [one for one in spellings(NEEDLE) if one in left.said]


def test_a_crash_report_says_where_and_not_what(left: Left) -> None:
    (report,) = left.answer["reports"]
    assert "ValueError" in report
    assert NEEDLE not in report


def test_locking_empties_every_widget_model_undo_stack_and_the_clipboard(left: Left) -> None:
    assert left.answer["holders"] == []
    assert NEEDLE not in left.answer["clipboard"]


def test_names_and_sizes_of_bundles_say_nothing(left: Left) -> None:
    """Names are random, and the sealed part has one of the few sizes that Padmé allows."""
    found = [path for path in left.root.rglob("*.age") if path.is_file()]
    assert found
    for path in found:
        assert re.fullmatch(r"[a-z2-7]{26}\.age", path.name)
        data = path.read_bytes()
        header = data.index(b"\n", data.index(b"\n--- ") + 1) + 1
        sealed = len(data) - header - 16
        chunks = -(-sealed // (CHUNK + 16))
        inner = sealed - 16 * chunks
        assert padme(inner) == inner


def test_temporary_folders_hold_no_file(left: Left) -> None:
    assert [path.name for path in (left.root / "tmp").rglob("*") if path.is_file()] == []


def test_settings_hold_choices_and_nothing_else(left: Left) -> None:
    kept = [path for path in (left.root / "home").rglob("*") if path.is_file()]
    assert kept  # larger type was chosen
    for path in kept:
        text = path.read_bytes()
        assert b"workspaces/volunteer" not in text
        assert b"local-services" not in text
