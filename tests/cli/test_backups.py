# SPDX-License-Identifier: Apache-2.0
"""Backups from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import DiskFull
from desktop.operations import backups
from tests.cli import shapes
from tests.pairs import PASSPHRASE

if TYPE_CHECKING:
    import pytest

    from tests.cli.running import Shell

OTHER = "seven brown teapots on a shelf"


def doctor(shell: Shell, side: str) -> dict[str, bool]:
    return {check["check"]: check["ok"] for check in shell.ask(side, "doctor")["checks"]}


def test_there_and_back(shell: Shell) -> None:
    shell.add()

    made = shell.ask("volunteer", "backup", shell.stick)
    shapes.require(made, "backup")
    assert (made["records"], made["verified"], made["away"]) == (1, True, False)
    restored = shell.ask("new", "restore", made["file"])

    shapes.require(restored, "restore")
    assert restored["workspace"] == str(shell.folder / "new")
    assert restored["records"] == 1
    assert len(shell.ask("new", "record", "list")) == 1
    assert doctor(shell, "new")["database"]


def test_in_words(shell: Shell) -> None:
    shell.add()
    said = shell.at("volunteer", "backup", shell.stick)
    assert said.status == 0
    assert "1 record, restored once as a test." in said.out
    assert "Keep one on a stick too." in said.out
    file = said.out.partition(":")[0]
    said = shell.at("hub", "backup", shell.stick, "--elsewhere")
    assert "0 records" in said.out or "1 record" in said.out
    assert "Keep one on a stick too." not in said.out

    said = shell.at("new", "restore", file)
    assert said.status == 0
    assert f"Restored into {shell.folder / 'new'}. Records: 1." in said.out


def test_with_the_recovery_code(shell: Shell) -> None:
    code = shell.ask("volunteer", "recovery-code")["recovery_code"]
    code_file = shell.write("code.txt", f"{code}\n")
    made = shell.ask("volunteer", "backup", shell.stick)
    shell.write("passphrase.txt", OTHER)

    said = shell.at("new", "restore", made["file"], "--recovery-code-file", code_file)

    assert said.status == 0, said.err
    assert "Give it a new passphrase with recover" in said.out
    wrong = shell.write("wrong.txt", shell_code(code))
    refused = shell.at("new2", "restore", made["file"], "--recovery-code-file", wrong)
    assert "error[recovery-code-mistyped]" in refused.err


def shell_code(code: str) -> str:
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def test_what_is_refused(shell: Shell) -> None:
    made = shell.ask("volunteer", "backup", shell.stick)["file"]
    bent = Path(made).read_bytes()
    damaged = shell.stick / "damaged.alongside"
    damaged.write_bytes(bent[:-9000] + b"\0" + bent[-8999:])
    slugs = {
        "workspace-exists": shell.at("hub", "restore", made),
        "backup-damaged": shell.at("new", "restore", damaged),
        "not-a-backup": shell.at("new", "restore", shell.passphrase_file),
        "file-unreadable": shell.at("new", "restore", shell.folder / "nowhere"),
        "folder-unreadable": shell.at("volunteer", "backup", shell.folder / "nowhere"),
        "workspace-missing": shell.at("new", "backup", shell.stick),
    }
    for slug, said in slugs.items():
        assert said.status == 1
        assert f"error[{slug}]" in said.err
    assert not (shell.folder / "new").exists()
    shell.write("passphrase.txt", OTHER)
    said = shell.at("new", "restore", made)
    assert "error[wrong-passphrase]" in said.err
    assert "of the day it was made" in said.err
    assert not (shell.folder / "new").exists()


def test_the_passphrase_is_asked_for(shell: Shell) -> None:
    made = shell.ask("volunteer", "backup", shell.stick)["file"]
    asked = shell.answer(PASSPHRASE)

    said = shell("--workspace", shell.folder / "new", "restore", made)

    assert said.status == 0
    assert asked == ["Passphrase"]


def test_a_round_makes_the_backup_of_the_day(shell: Shell) -> None:
    folder = shell.folder / "volunteer" / "backups"
    shell.add()
    assert not folder.exists()
    assert not doctor(shell, "volunteer")["backup"]

    shell.rounds()

    assert len(list(folder.iterdir())) == 1
    found = doctor(shell, "volunteer")
    assert found["backup"]
    assert found["backup-test"]
    assert "away-backup" not in found


def test_a_backup_that_fails_does_not_fail_the_round(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise DiskFull

    monkeypatch.setattr(backups, "run_due", full)
    said = shell.at("volunteer", "sync", "--carrier", shell.url)
    assert said.status == 0
    assert "The automatic backup was not made:" in said.err
    assert "error[disk-full]" in said.err


def test_a_hub_is_nagged_until_there_is_one_elsewhere(shell: Shell) -> None:
    assert not doctor(shell, "hub")["away-backup"]
    assert shell.at("hub", "doctor").status == 0  # for a person to see to
    assert "LOOK away-backup: " in shell.at("hub", "doctor").out
    assert shell.ask("hub", "backup", shell.stick, "--elsewhere")["away"]
    assert doctor(shell, "hub")["away-backup"]


def test_a_damaged_workspace_names_its_backup(shell: Shell) -> None:
    shell.add()
    shell.rounds()
    (shell.folder / "volunteer" / "records.db").write_bytes(b"")

    said = shell.at("volunteer", "record", "list")

    assert said.status == 1
    assert "error[database-damaged]" in said.err
    file = next((shell.folder / "volunteer" / "backups").iterdir())
    assert str(file) in said.err
    assert shell.ask("new", "restore", file)["records"] == 1
