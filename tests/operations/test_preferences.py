# SPDX-License-Identifier: Apache-2.0
"""Choices are kept whole or not at all, and never keep the program from starting."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import config
from desktop.errors import DiskFull, SettingsNotSaved
from desktop.operations import preferences
from desktop.storage import folder

DEFAULTS = config.settings({})


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "not yet made" / preferences.FILE

    preferences.save(path, "zoom_percent", 175)
    preferences.save(path, "colours", "dark")

    assert preferences.load(path) == {**DEFAULTS, "zoom_percent": 175, "colours": "dark"}
    assert [one.name for one in path.parent.iterdir()] == [preferences.FILE]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / preferences.FILE
    preferences.save(path, "zoom_percent", 175)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_choices_of_a_newer_version_stay(tmp_path: Path) -> None:
    path = tmp_path / preferences.FILE
    path.write_text('{"of a newer version": [1], "zoom_percent": 999}', encoding="utf-8")

    preferences.save(path, "idle_lock_minutes", 1)

    assert json.loads(path.read_bytes())["of a newer version"] == [1]
    assert preferences.load(path) == {**DEFAULTS, "idle_lock_minutes": 1}


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\0" * 100,
        b"[]",
        b"17",
        b'{"zoom_percent": 150',
        b'{"zoom_percent": "150"}',
        b'{"zoom_percent": ' + b"9" * 10_000 + b"}",
        b'{"zoom_percent": NaN}',
        b"\xff\xfe\xff",
        b"[" * 60_000,
        b'{"zoom_percent": 150}' + b" " * preferences.LARGEST,
    ],
)
def test_a_damaged_file_gives_the_defaults_and_can_be_chosen_over(
    tmp_path: Path, damaged: bytes
) -> None:
    path = tmp_path / preferences.FILE
    path.write_bytes(damaged)

    assert preferences.load(path) == DEFAULTS
    preferences.save(path, "colours", "light")
    assert preferences.load(path) == {**DEFAULTS, "colours": "light"}


@given(st.binary(max_size=200))
def test_no_bytes_keep_the_program_from_starting(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(data)

    assert set(preferences.load(path)) == set(DEFAULTS)


def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)

    assert preferences.load(pipe) == DEFAULTS
    assert preferences.load(tmp_path) == DEFAULTS
    assert preferences.load(tmp_path / "missing") == DEFAULTS


@pytest.mark.parametrize(
    ("name", "value"),
    [("zoom_percent", 99), ("zoom_percent", True), ("colours", "pink"), ("colours", 3)],
)
def test_what_cannot_be_chosen_is_our_own_mistake(
    tmp_path: Path, name: str, value: int | str
) -> None:
    with pytest.raises(ValueError, match=name):
        preferences.save(tmp_path / preferences.FILE, name, value)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_a_known_fault(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")

    with pytest.raises(SettingsNotSaved):
        preferences.save(in_the_way / preferences.FILE, "zoom_percent", 150)
    with pytest.raises(SettingsNotSaved):
        preferences.save(tmp_path, "zoom_percent", 150)


def test_with_a_full_disk_the_old_choices_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / preferences.FILE
    preferences.save(path, "zoom_percent", 150)

    def full(_path: Path, _data: bytes) -> None:
        raise DiskFull

    monkeypatch.setattr(folder, "atomic_write", full)
    with pytest.raises(SettingsNotSaved):
        preferences.save(path, "zoom_percent", 200)

    assert preferences.load(path)["zoom_percent"] == 150


def test_they_lie_in_the_systems_place_for_settings() -> None:
    path = preferences.default_path()

    assert path.name == preferences.FILE
    assert path.parent.name == "Alongside"


READS_ONLY = """
import pathlib, sys
from desktop.operations import preferences
preferences.load(pathlib.Path(sys.argv[1]))
heavy = {"sqlalchemy", "sqlcipher3", "cryptography", "msgspec", "platformdirs", "zxcvbn"}
sys.stdout.write(",".join(sorted(heavy & set(sys.modules))))
"""


def test_reading_them_loads_nothing_heavy(tmp_path: Path) -> None:
    ended = subprocess.run(
        (sys.executable, "-c", READS_ONLY, str(tmp_path / preferences.FILE)),
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        check=True,
    )
    assert ended.stdout == b""
