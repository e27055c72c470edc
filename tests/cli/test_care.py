# SPDX-License-Identifier: Apache-2.0
"""Passphrase, recovery and the doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage.folder import InstanceLock
from tests.cli import shapes
from tests.pairs import PASSPHRASE

if TYPE_CHECKING:
    from tests.cli.running import Shell

OTHER = "seven brown teapots on a shelf"


def test_the_passphrase_is_changed(shell: Shell) -> None:
    new = shell.write("new.txt", f"{OTHER}\n")

    changed = shell.ask("volunteer", "passphrase", "--new-passphrase-file", new)

    assert changed == {"workspace": str(shell.folder / "volunteer"), "changed": True}
    assert "error[wrong-passphrase]" in shell.at("volunteer", "record", "list").err
    shell.write("passphrase.txt", OTHER)
    assert shell.at("volunteer", "record", "list").status == 0


def test_the_passphrases_are_asked_for(shell: Shell) -> None:
    asked = shell.answer(PASSPHRASE, OTHER)

    said = shell("--workspace", shell.folder / "volunteer", "passphrase")

    assert said.out == "The passphrase is changed.\n"
    assert asked == ["Passphrase", "New passphrase"]


def test_a_new_passphrase_has_to_be_good(shell: Shell) -> None:
    new = shell.write("new.txt", "password1")

    said = shell.at("volunteer", "passphrase", "--new-passphrase-file", new)
    missing = shell.at("volunteer", "passphrase")

    assert "error[weak-passphrase]" in said.err
    assert "error[passphrase-needed]" in missing.err
    assert shell.at("volunteer", "record", "list").status == 0


def recoverable(shell: Shell) -> str:
    """Make a hub; return its recovery code."""
    code: str = shell.ask(
        "own",
        *("hub", "create", "--name", "H", "--staff", "S", "--programme", "default"),
        *("--offline-out", shell.folder / "offline"),
    )["recovery_code"]
    return code


def test_a_workspace_is_recovered(bare: Shell) -> None:
    code = bare.write("code.txt", f" {recoverable(bare).lower()} \n")
    new = bare.write("new.txt", OTHER)

    said = bare.at("own", "recover", "--recovery-code-file", code, "--new-passphrase-file", new)

    assert said.status == 0
    assert "The recovery code stays as it is." in said.out
    assert "error[wrong-passphrase]" in bare.at("own", "record", "list").err
    # With one passphrase file only, it holds the new one.
    again = bare.ask("own", "recover", "--recovery-code-file", code)
    assert again == {"workspace": str(bare.folder / "own"), "role": "hub", "recovered": True}
    assert bare.at("own", "record", "list").status == 0


def test_a_new_recovery_code(shell: Shell) -> None:
    for side in ("volunteer", "hub"):
        first = shell.ask(side, "recovery-code")
        shapes.require(first, "recovery-code")
        said = shell.at(side, "recovery-code")
        code = said.out.splitlines()[0]
        assert code != first["recovery_code"]
        assert "The old one is of no use now." in said.out
        old = shell.write("old.txt", first["recovery_code"])
        new = shell.write("new.txt", code)
        other = shell.write("other.txt", OTHER)
        refused = shell.at(
            side, "recover", "--recovery-code-file", old, "--new-passphrase-file", other
        )
        assert "error[wrong-recovery-code]" in refused.err
        assert shell.at(side, "recover", "--recovery-code-file", new).status == 0


def test_a_new_recovery_code_needs_the_passphrase(shell: Shell) -> None:
    shell.write("passphrase.txt", OTHER)
    assert "error[wrong-passphrase]" in shell.at("volunteer", "recovery-code").err


def test_recovery_refuses(bare: Shell) -> None:
    code = recoverable(bare)
    swapped = code[:-3] + ("1" if code[-3] == "2" else "2") + code[-2:]
    typed = bare.write("typed.txt", swapped)
    right = bare.write("right.txt", code)
    weak = bare.write("weak.txt", "password1")

    mistyped = bare.at("own", "recover", "--recovery-code-file", typed)
    too_weak = bare.at(
        "own", "recover", "--recovery-code-file", right, "--new-passphrase-file", weak
    )
    nowhere = bare.at("nowhere", "recover", "--recovery-code-file", right)

    assert "error[recovery-code-mistyped]" in mistyped.err
    assert "error[weak-passphrase]" in too_weak.err
    assert "error[workspace-missing]" in nowhere.err


def test_the_code_of_another_workspace(bare: Shell, shell: Shell) -> None:
    code = bare.write("code.txt", recoverable(bare))

    said = shell.at("hub", "recover", "--recovery-code-file", code)

    assert "error[wrong-recovery-code]" in said.err


def test_all_is_well(shell: Shell) -> None:
    for side in ("hub", "volunteer"):
        shell.ask(side, "carrier", "add", shell.url)
        report = shell.ask(side, "doctor")
        shapes.require(report, "doctor")
        assert report["ok"]
    assert "ok   database: Every page was read." in shell.at("hub", "doctor").out


def test_something_is_for_a_person_to_see_to(shell: Shell) -> None:
    shell.ask("hub", "carrier", "add", f"folder:{shell.folder / 'away'}")

    said = shell.at("hub", "doctor", "--json")
    people = shell.at("hub", "doctor")

    assert said.status == people.status == 0
    assert not said.err
    assert said.json["ok"]
    wrong = [check["check"] for check in said.json["checks"] if not check["ok"]]
    assert wrong == ["carriers", "away-backup"]
    assert "LOOK carriers: " in people.out


def test_something_is_not_whole(shell: Shell) -> None:
    path = shell.folder / "hub" / "concerns.db"
    damaged = bytearray(path.read_bytes())
    damaged[-2000] ^= 1
    path.write_bytes(damaged)

    said = shell.at("hub", "doctor", "--json")
    people = shell.at("hub", "doctor")

    assert said.status == people.status == 1
    assert not said.err
    assert not said.json["ok"]
    wrong = [check["check"] for check in said.json["checks"] if not check["ok"]]
    assert wrong == ["concerns", "away-backup"]
    assert "NOT  concerns: " in people.out


def test_a_workspace_that_is_open_elsewhere(shell: Shell) -> None:
    with InstanceLock(shell.folder / "hub" / "lock"):
        said = shell.at("hub", "doctor", "--json")

    assert said.status == 1
    assert "error[workspace-in-use]" in said.err
