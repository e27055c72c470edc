# SPDX-License-Identifier: Apache-2.0
"""Commands for keys over time, as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.crypto.signing import SigningKey
from tests.cli.shapes import require
from tests.pairs import a_pair

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Shell

NEW = "seven herons under the early bridge"


@pytest.fixture
def with_offline_keys(bare: Shell) -> Path:
    """The folder with the offline keys of a hub that has one volunteer; both are locked."""
    with a_pair(bare.folder) as pair:
        pair.round_trip()
    return bare.folder / "offline"


def test_new_keys(shell: Shell) -> None:
    shell.add()
    new = shell.write("new.txt", f"{NEW}\n")
    printed = shell.ask("volunteer", "passphrase", "--new-keys", "--new-passphrase-file", new)
    require(printed, "passphrase --new-keys")
    assert printed["changed"] is True
    assert shell.at("volunteer", "record", "list").status == 1
    code = shell.write("code.txt", printed["recovery_code"])
    said = shell(
        "--workspace", shell.folder / "volunteer", "--passphrase-file", new, "record", "list"
    )
    assert said.status == 0
    assert "At home" in said.out
    arguments = ("recover", "--recovery-code-file", code, "--new-passphrase-file", new)
    assert shell.at("volunteer", *arguments).status == 0


def test_new_keys_say_what_to_do_now(shell: Shell) -> None:
    new = shell.write("new.txt", NEW)
    said = shell.at("volunteer", "passphrase", "--new-keys", "--new-passphrase-file", new)
    assert said.status == 0
    assert "destroy the old sheet" in said.out
    assert said.err == ""


def test_new_keys_of_nothing(bare: Shell) -> None:
    said = bare.at("volunteer", "passphrase", "--new-keys")
    assert said.status == 1
    assert "error[workspace-missing]" in said.err


def test_new_keys_need_the_passphrase(shell: Shell) -> None:
    new = shell.write("new.txt", NEW)
    said = shell(
        "--workspace",
        shell.folder / "volunteer",
        "--passphrase-file",
        new,
        "passphrase",
        "--new-keys",
        "--new-passphrase-file",
        new,
    )
    assert said.status == 1
    assert "error[wrong-passphrase]" in said.err
    assert shell.at("volunteer", "record", "list").status == 0


def test_rotating(bare: Shell, with_offline_keys: Path) -> None:
    root = with_offline_keys / "root-key.txt"
    printed = bare.ask("hub", "hub", "rotate", "--root-key", root)
    require(printed, "hub rotate")
    assert (printed["version"], printed["devices"]) == (2, 1)
    again = bare.ask("hub", "hub", "rotate", "--root-key", root, "--signing")
    assert again["device"] != printed["device"]
    said = bare.at("hub", "hub", "rotate", "--root-key", root, "--stolen")
    assert "version 4" in said.out
    assert "signs with a new one" in said.out
    said = bare.at("hub", "hub", "rotate", "--root-key", root)
    assert "Do a round" in said.out
    bare.rounds()
    bare.add()
    bare.rounds()
    assert [row["state"] for row in bare.ask("volunteer", "record", "list")] == ["received"]


def test_retiring(bare: Shell, with_offline_keys: Path) -> None:
    root = with_offline_keys / "root-key.txt"
    assert bare.ask("hub", "hub", "rotate", "--retire") == {"retired": [], "version": None}
    assert "Nothing was deleted" in bare.at("hub", "hub", "rotate", "--retire").out
    bare.ask("hub", "hub", "rotate", "--root-key", root)
    with_root = bare.ask("hub", "hub", "rotate", "--retire", "--root-key", root)
    require(with_root, "hub rotate --retire")
    assert with_root["version"] == 3


def test_the_root_key_of_another_hub(bare: Shell, with_offline_keys: Path) -> None:
    wrong = bare.write("root-key.txt", SigningKey.generate().to_openssh())
    said = bare.at("hub", "hub", "rotate", "--root-key", wrong)
    assert said.status == 1
    assert "error[wrong-root-key]" in said.err
    said = bare.at("hub", "hub", "rotate", "--root-key", with_offline_keys / "escrow-identity.txt")
    assert "error[not-a-root-key]" in said.err


@pytest.mark.parametrize("arguments", [(), ("--signing",), ("--retire", "--stolen")])
def test_mistyped(bare: Shell, arguments: tuple[str, ...]) -> None:
    assert bare.at("hub", "hub", "rotate", *arguments).status == 2


def test_importing_with_the_escrow_key(bare: Shell, with_offline_keys: Path) -> None:
    bare.add()
    bare.ask("volunteer", "sync", "--carrier", bare.url)
    escrow = with_offline_keys / "escrow-identity.txt"
    arguments = ("hub", "import", "--escrow-key", escrow, bare.stick)
    seen = bare.ask("hub", *arguments, "--dry-run")
    require(seen, "hub import")
    assert seen["totals"]["would-import"] == 1
    printed = bare.ask("hub", *arguments)
    require(printed, "hub import")
    assert printed["totals"]["imported"] == 1
    assert printed["gaps"] == []
    root = with_offline_keys / "root-key.txt"
    said = bare.at("hub", "hub", "import", "--escrow-key", root, bare.stick)
    assert said.status == 1
    assert "error[not-an-escrow-key]" in said.err


def test_an_import_names_what_has_not_come(bare: Shell, with_offline_keys: Path) -> None:
    assert with_offline_keys.exists()
    for number in range(2):
        bare.add()
        bare.ask("volunteer", "sync", "--carrier", bare.url)
        if not number:
            for path in (bare.stick / "to-hub").iterdir():
                path.unlink()
    said = bare.at("hub", "hub", "import", bare.stick)
    assert "of Vera Volunteer's computer has not come" in said.out
    gaps = bare.ask("hub", "hub", "import", bare.stick)["gaps"]
    require(gaps, "gaps")
    (gap,) = gaps
    assert gap["first"] == gap["last"]
    doctor = bare.ask("hub", "doctor")
    assert not next(c for c in doctor["checks"] if c["check"] == "gaps")["ok"]
