# SPDX-License-Identifier: Apache-2.0
"""Commands run inside the test's own process, and workspaces for them that open quickly."""

from __future__ import annotations

import io
import json
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
import pytest

from desktop.cli import call, run
from desktop.crypto import vault
from desktop.operations import sending
from tests.pairs import PASSPHRASE, WEAKEST, a_pair

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

NOTE: dict[str, object] = {
    "when": "2026-11-20",
    "how": "home",
    "talked_about": "We sat in the garden.",
}


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which has to be one JSON text and nothing else."""
        return json.loads(self.out)


class Shell:
    """Runs commands in a folder with two workspaces, ``hub`` and ``volunteer``."""

    def __init__(
        self,
        folder: Path,
        capture: pytest.CaptureFixture[str],
        patch: pytest.MonkeyPatch,
    ) -> None:
        self.folder = folder
        self._capture = capture
        self._patch = patch
        self.passphrase_file = self.write("passphrase.txt", f"{PASSPHRASE}\nnot this line\n")

    @property
    def stick(self) -> Path:
        """The folder between the two."""
        return self.folder / "stick"

    @property
    def url(self) -> str:
        return f"folder:{self.stick}"

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def fields(self, fields: object = NOTE, *, name: str = "fields.json") -> str:
        return str(self.write(name, json.dumps(fields)))

    def __call__(self, *arguments: str | Path, stdin: bytes = b"") -> Said:
        """Run a command as it is typed."""
        self._capture.readouterr()
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        status = run([str(argument) for argument in arguments])
        printed = self._capture.readouterr()
        return Said(status, printed.out, printed.err)

    def at(self, side: str, *arguments: str | Path, stdin: bytes = b"") -> Said:
        """Run a command in one of the two workspaces, with its passphrase."""
        return self(
            "--workspace",
            self.folder / side,
            "--passphrase-file",
            self.passphrase_file,
            *arguments,
            stdin=stdin,
        )

    def ask(self, side: str, *arguments: str | Path) -> Any:
        """Run a command that has to succeed, and return its JSON."""
        said = self.at(side, *arguments, "--json")
        assert said.status == 0, said.err
        return said.json

    def add(
        self, fields: object = NOTE, *, kind: str = "visit-note", side: str = "volunteer"
    ) -> Any:
        return self.ask(side, "record", "add", kind, "--file", self.fields(fields))

    def rounds(self) -> None:
        """Carry everything both ways on the stick."""
        for side in ("volunteer", "hub", "volunteer", "hub"):
            self.ask(side, "sync", "--carrier", self.url)

    def answer(self, *answers: str) -> list[str]:
        """Sit at a terminal and answer what is asked; return the list that the questions go to."""
        waiting = list(answers)
        asked: list[str] = []

        def reply(question: str) -> str:
            asked.append(question)
            return waiting.pop(0)

        self._sit_down(reply)
        return asked

    def listen(self, words: Sequence[str]) -> None:
        """Sit at a terminal and answer each question for a word with the one it asks for."""
        self._sit_down(lambda question: f" {words[int(question.split()[1]) - 1].title()}")

    def _sit_down(self, reply: Callable[[str], str]) -> None:
        def prompt(question: str, **options: object) -> str:
            assert options["err"], "questions must not go where the result goes"
            assert "assphrase" not in question or options["hide_input"]
            return reply(question)

        self._patch.setattr(call, "can_ask", lambda: True)
        self._patch.setattr("desktop.cli.hub.can_ask", lambda: True)
        self._patch.setattr("desktop.cli.volunteer.can_ask", lambda: True)
        self._patch.setattr(click, "prompt", prompt)


@pytest.fixture
def bare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A shell in an empty folder, whose new workspaces open quickly."""
    monkeypatch.setattr(vault, "calibrate", lambda: WEAKEST)
    return Shell(tmp_path, capsys, monkeypatch)


@pytest.fixture(scope="session")
def approved_pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a hub and a volunteer that it has approved, both locked, to be copied."""
    folder = tmp_path_factory.mktemp("pair")
    with a_pair(folder) as pair:
        pair.round_trip()
        sending.synchronise(pair.volunteer)  # the last receipt
        for workspace in (pair.hub, pair.volunteer):
            sending.remove_carrier(workspace, pair.url)
    return folder


@pytest.fixture
def shell(bare: Shell, approved_pair: Path) -> Shell:
    """A shell beside a hub and a volunteer that it has approved, both locked, and a stick."""
    for side in ("hub", "volunteer"):
        shutil.copytree(approved_pair / side, bare.folder / side)
    bare.stick.mkdir()
    return bare
