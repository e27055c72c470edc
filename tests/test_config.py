# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop import config

if TYPE_CHECKING:
    from pathlib import Path


def test_resources_of_a_source_tree() -> None:
    assert (config.resources() / "programmes" / "default.toml").is_file()


def test_resources_of_an_installed_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "desktop"
    (package / "_resources").mkdir(parents=True)
    monkeypatch.setattr(config, "__file__", str(package / "config.py"))
    assert config.resources() == package.resolve() / "_resources"


def test_defaults() -> None:
    assert config.settings({}) == {
        "idle_lock_minutes": 5,
        "zoom_percent": 100,
        "colours": "system",
    }


def test_what_was_chosen() -> None:
    chosen = {"idle_lock_minutes": 15, "zoom_percent": 200, "colours": "contrast"}
    assert config.settings(chosen) == chosen


@pytest.mark.parametrize(
    "chosen",
    [
        {"idle_lock_minutes": 0},
        {"idle_lock_minutes": 16},
        {"idle_lock_minutes": True},
        {"idle_lock_minutes": "5"},
        {"zoom_percent": 201},
        {"zoom_percent": 150.0},
        {"colours": "pink"},
        {"colours": 1},
        {"colours": ["light"]},
        {"colours": None},
        {"of a newer version": 1},
    ],
)
def test_what_cannot_be_is_passed_over(chosen: dict[str, object]) -> None:
    assert config.settings(chosen) == config.settings({})


def test_a_setting_is_found_by_its_name() -> None:
    assert config.setting("colours").choices[0][0] == "system"
    with pytest.raises(KeyError):
        config.setting("of a newer version")
