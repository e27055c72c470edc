# SPDX-License-Identifier: Apache-2.0
"""The practice command: without a window, and with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.cli import window
from desktop.operations import practice
from desktop.operations.practice import PracticePair, Step
from desktop.operations.practice_pair import places_in
from tests.cli import shapes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Shell


def pretend(monkeypatch: pytest.MonkeyPatch, *, ok: bool) -> None:
    """Let the main job, which tests/operations looks at, end at once."""

    def run_main_job(folder: Path, **options: object) -> tuple[tuple[Step, ...], PracticePair]:
        step = Step("do it", ok=ok, detail="as it \x1b was")
        on_step = options["on_step"]
        assert callable(on_step)
        on_step(step)
        return (step,), places_in(folder)

    monkeypatch.setattr(practice, "run_main_job", run_main_job)


def test_each_step_is_told(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, ok=True)

    said = bare("practice", "--headless", bare.folder / "try")

    assert said.status == 0
    assert said.out.startswith("ok   do it: as it \\u001b was\n")
    assert f"passphrase  {bare.folder / 'try' / 'passphrase.txt'}" in said.out


def test_programs_get_everything_at_the_end(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, ok=True)

    said = bare("practice", "--headless", bare.folder / "try", "--json")

    shapes.require(said.json, "practice")
    assert said.json["hub"] == str(bare.folder / "try" / "hub")


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_step_that_fails(
    bare: Shell, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    pretend(monkeypatch, ok=False)

    said = bare("practice", "--headless", bare.folder / "try", *options)

    assert said.status == 1
    if options:
        assert said.json["ok"] is False
    else:
        assert said.out.startswith("NOT  do it")
        assert "It stopped there." in said.out


def test_a_folder_that_is_in_use(bare: Shell) -> None:
    said = bare("practice", "--headless", bare.folder)

    assert said.status == 1
    assert "error[workspace-exists]" in said.err
    assert [path.name for path in bare.folder.iterdir()] == ["passphrase.txt"]


def test_the_window_opens_with_a_pair_that_is_kept(
    bare: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    opened: list[Path | None] = []

    def make_pair(folder: Path) -> PracticePair:
        made.append(folder)
        pair = places_in(folder)
        for side in (pair.volunteer, pair.hub):
            side.mkdir(parents=True)
            (side / "vault.json").write_text("{}", encoding="utf-8")
        pair.passphrase_file.write_text("six words\n", encoding="utf-8")
        return pair

    def open_window(workspace: Path | None = None) -> int:
        opened.append(workspace)
        return 0

    monkeypatch.setattr(practice, "make_pair", make_pair)
    monkeypatch.setattr(window, "require_window", lambda: None)
    monkeypatch.setattr(window, "open_window", open_window)

    first = bare("practice")
    second = bare("practice")

    assert (first.status, second.status) == (0, 0)
    assert [folder.name for folder in made] == ["practice-1"]
    assert opened == [made[0] / "volunteer"] * 2
    assert "It takes a few seconds." in first.err
    assert "The passphrase of both practice workspaces is: six words" in second.err
