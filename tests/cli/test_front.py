# SPDX-License-Identifier: Apache-2.0
"""The front door: help, exit statuses, faults of every sort, the window."""

from __future__ import annotations

import errno
import io
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from desktop import __main__, preflight
from desktop.cli import front, run, window
from desktop.errors import NoDisplay
from tests.cli.running import NOTE, Shell
from tests.pairs import PASSPHRASE

SECRET = "what she told me"


def all_commands(
    group: click.Group, before: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name, command in group.commands.items():
        found.append(((*before, name), command))
        if isinstance(command, click.Group):
            found += all_commands(command, (*before, name))
    return found


COMMANDS = all_commands(front.alongside)


@pytest.mark.parametrize("words", [words for words, _ in COMMANDS], ids=" ".join)
def test_every_command_explains_itself(bare: Shell, words: tuple[str, ...]) -> None:
    said = bare(*words, "--help")

    assert said.status == 0
    assert "--workspace DIR" in said.out
    assert "--json" in said.out
    assert not said.err


@pytest.mark.parametrize(("words", "command"), COMMANDS, ids=lambda part: str(part)[:30])
def test_no_passphrase_can_be_typed_into_a_command(
    words: tuple[str, ...], command: click.Command
) -> None:
    options = {option for parameter in command.params for option in parameter.opts}

    assert not {"--passphrase", "--password", "--recovery-code"} & options


def test_every_command_is_described() -> None:
    page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")

    for words, command in COMMANDS:
        if not isinstance(command, click.Group):
            assert f"\nalongside {' '.join(words)}" in page


def test_the_list_of_commands(bare: Shell) -> None:
    said = bare("--help")

    for name in ("practice", "hub", "volunteer", "record", "search", "sync", "doctor"):
        assert name in said.out


def test_the_version(bare: Shell) -> None:
    assert version("alongside") in bare("--version").out


@pytest.mark.parametrize(
    "typed",
    [
        ["recrod"],
        ["record", "shwo"],
        ["record", "add"],
        ["record", "add", "visit-note"],
        ["record", "list", "--limit", "0"],
        ["record", "list", "--limit", "many"],
        ["record", "list", "--no-such-option"],
        ["record", "amend", "id", "--file", "x"],
        ["hub", "create", "--name", "x"],
        ["hub", "import"],
        ["search"],
        ["recover"],
        ["record", "list"],
    ],
    ids=" ".join,
)
def test_what_is_mistyped_exits_with_2(bare: Shell, typed: list[str]) -> None:
    said = bare(*typed, "--json") if typed != ["recrod"] else bare(*typed)

    assert said.status == 2
    assert not said.out
    assert "error: " in said.err
    assert "Usage: alongside" in said.err


def test_a_hostile_argument_is_shown_with_escapes(bare: Shell) -> None:
    said = bare("record", "--\u202e\x1b[31m")

    assert said.status == 2
    assert not {"\x1b", "\u202e"} & set(said.err)


@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_global_options_may_stand_anywhere(shell: Shell, place: str) -> None:
    options: tuple[str | Path, ...] = (
        "--workspace",
        shell.folder / "hub",
        "--json",
        "--passphrase-file",
        shell.passphrase_file,
    )
    typed: tuple[str | Path, ...] = {
        "before": (*options, "hub", "devices"),
        "between": ("hub", *options, "devices"),
        "after": ("hub", "devices", *options),
    }[place]

    said = shell(*typed)

    assert said.status == 0
    assert said.json[0]["state"] == "approved"


def test_the_last_option_counts(shell: Shell) -> None:
    said = shell.at("nowhere", "hub", "devices", "--workspace", shell.folder / "hub", "--json")

    assert said.status == 0


def test_there_is_no_workspace(bare: Shell) -> None:
    said = bare.at("nowhere", "record", "list", "--json")

    assert said.status == 1
    assert said.out == ""
    assert said.err.splitlines() == [
        "error[workspace-missing]: There is no workspace in this folder.",
        "  Nothing was changed. Choose the folder where the workspace was made, "
        "or plug in the stick that holds it.",
    ]


@pytest.mark.parametrize("typed", ["wrong words altogether\n", f" {PASSPHRASE}\n"])
def test_a_wrong_passphrase(shell: Shell, typed: str) -> None:
    shell.write("passphrase.txt", typed)

    assert "error[wrong-passphrase]" in shell.at("volunteer", "record", "list").err


@pytest.mark.parametrize(
    "text", [PASSPHRASE, f"{PASSPHRASE}\r\n", f"\ufeff{PASSPHRASE}\n", f"{PASSPHRASE}\nmore\n"]
)
def test_the_passphrase_is_the_first_line(shell: Shell, text: str) -> None:
    shell.passphrase_file.write_text(text, encoding="utf-8", newline="")

    assert shell.at("volunteer", "record", "list").status == 0


def test_an_empty_passphrase_file(shell: Shell) -> None:
    shell.write("passphrase.txt", "\n")

    assert "error[passphrase-needed]" in shell.at("volunteer", "record", "list").err


def test_a_passphrase_file_that_is_missing_or_no_text(shell: Shell) -> None:
    shell.passphrase_file.write_bytes(b"\xff\xfe\xff")
    assert "error[file-unreadable]" in shell.at("volunteer", "record", "list").err

    shell.passphrase_file.unlink()
    said = shell.at("volunteer", "record", "list")
    assert "error[file-unreadable]: The file passphrase.txt cannot be read." in said.err


def test_nobody_can_be_asked_for_the_passphrase(shell: Shell) -> None:
    said = shell("--workspace", shell.folder / "hub", "record", "list")

    assert said.status == 1
    assert "error[passphrase-needed]" in said.err


def test_a_person_is_asked_for_the_passphrase(shell: Shell) -> None:
    asked = shell.answer(PASSPHRASE)

    assert shell("--workspace", shell.folder / "hub", "record", "list").status == 0
    assert asked == ["Passphrase"]


def test_somebody_goes_away_while_being_asked(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.answer()

    def interrupted(*_arguments: object, **_options: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(click, "prompt", interrupted)
    said = shell("--workspace", shell.folder / "hub", "record", "list")

    assert said.status == 1
    assert "error[cancelled]" in said.err


def test_our_own_mistake_tells_no_value(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("desktop.operations.records.add", broken)
    file = shell.fields({**NOTE, "talked_about": SECRET})
    said = shell.at("volunteer", "record", "add", "visit-note", "--file", file, "--json")

    assert said.status == 1
    assert said.out == ""
    assert "error[internal-fault]" in said.err
    assert "RuntimeError" in said.err
    assert SECRET not in said.err


@pytest.mark.parametrize("moment", ["write", "flush"])
def test_whoever_reads_has_gone(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    def gone(*_arguments: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(stream, moment, gone)

    assert run(["record", "schema", "visit-note"]) == 1


def test_whoever_reads_goes_at_the_very_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(stream, "flush", gone)
    monkeypatch.setattr(front, "_carry_out", lambda _: 0)

    assert run([]) == 1
    sys.stdout.flush()  # as Python does when it ends


def test_practice_is_marked(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop import workspace

    reload = workspace.Workspace.reload

    def marked(self: workspace.Workspace) -> None:
        reload(self)
        self.practice = True

    monkeypatch.setattr(workspace.Workspace, "reload", marked)

    assert "nothing in this workspace is real" in shell.at("hub", "record", "list").err
    assert not shell.at("hub", "record", "list", "--json").err


def test_without_a_screen_there_is_no_window(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_screen() -> None:
        raise NoDisplay

    monkeypatch.setattr(preflight, "check_windows", no_screen)

    for typed in ((), ("practice",)):
        said = bare(*typed)
        assert said.status == 1
        assert "error[no-display]" in said.err
    assert not list((bare.folder).glob("**/practice*"))


def test_without_a_command_the_window_opens(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path | None] = []

    def open_window(workspace: Path | None = None) -> int:
        opened.append(workspace)
        return 7

    monkeypatch.setattr(window, "open_window", open_window)

    assert bare().status == 7
    assert bare("--workspace", "there").status == 7
    assert opened == [None, Path("there")]


def test_the_window_is_given_the_workspace(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.ui import application

    given: list[object] = []

    def run_window(**options: object) -> int:
        given.append(options)
        return 3

    monkeypatch.setattr(application, "run", run_window)

    assert bare("--workspace", "there").status == 3
    assert given == [{"folder": Path("there")}]


def test_the_program_starts_with_what_was_typed(
    bare: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["alongside", "--version"])

    assert __main__.main() == 0
    assert __main__.main(["record", "shwo"]) == 2
    assert "version" in capsys.readouterr().out


def test_without_arguments_the_window_opens_and_nothing_else_is_loaded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop.ui import application

    monkeypatch.setattr(application, "run", lambda: 5)
    assert __main__.main([]) == 5

    def no_display() -> None:
        raise NoDisplay

    monkeypatch.setattr(preflight, "check_windows", no_display)
    assert __main__.main([]) == 1
    assert "error[no-display]" in capsys.readouterr().err
