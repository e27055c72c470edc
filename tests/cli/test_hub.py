# SPDX-License-Identifier: Apache-2.0
"""Setting up a hub and a volunteer, approving, importing, undoing, what is kept aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.cli.call import WORDS_ASKED
from tests.cli import shapes
from tests.pairs import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Shell

CREATE = ("hub", "create", "--name", "Rowan Hub", "--staff", "Sam Green", "--programme")


def make_hub(shell: Shell) -> Any:
    return shell.ask("hub", *CREATE, "default", "--offline-out", shell.folder / "offline")


def invite(shell: Shell) -> Path:
    file = shell.folder / "jo.invite"
    said = shell.ask("hub", "hub", "invite", "--name", "Jo Field", "--out", file)
    shapes.require(said, "hub invite")
    assert said["invite"] == str(file)
    return file


def make_volunteer(shell: Shell, *options: str) -> Any:
    made = shell.ask("jo", "volunteer", "create", "--invite", invite(shell), *options)
    shapes.require(made, "volunteer create")
    return made


def test_a_hub_is_made(bare: Shell) -> None:
    made = make_hub(bare)

    shapes.require(made, "hub create")
    assert made["workspace"] == str(bare.folder / "hub")
    assert sorted(path.name for path in (bare.folder / "offline").iterdir()) == [
        "escrow-identity.txt",
        "root-key.txt",
    ]
    assert bare.ask("hub", "hub", "devices") == []
    assert "No volunteer has answered yet." in bare.at("hub", "hub", "devices").out


def test_a_person_is_told_everything_once(bare: Shell) -> None:
    said = bare.at("hub", *CREATE, "default", "--offline-out", bare.folder / "offline")

    for told in ("The hub's words", "recovery code", "root-key.txt", "kept nowhere else"):
        assert told in said.out


def test_the_new_passphrase_is_asked_for(bare: Shell) -> None:
    asked = bare.answer(PASSPHRASE)

    said = bare(
        "--workspace", bare.folder / "hub", *CREATE, "default", "--offline-out", bare.folder / "o"
    )

    assert said.status == 0
    assert asked == ["New passphrase"]
    assert "A good one would be: " in said.err


@pytest.mark.parametrize("weak", ["password", "short", "aaaaaaaaaaaaaaaa"])
def test_a_weak_passphrase_is_refused(bare: Shell, weak: str) -> None:
    bare.write("passphrase.txt", weak)

    said = bare.at("hub", *CREATE, "default", "--offline-out", bare.folder / "offline")

    assert said.status == 1
    assert "error[weak-passphrase]" in said.err
    assert not (bare.folder / "hub").exists()
    assert not (bare.folder / "offline").exists()


def test_a_hub_is_not_made_twice_nor_over_something(bare: Shell) -> None:
    make_hub(bare)

    offline = bare.at("other", *CREATE, "default", "--offline-out", bare.folder / "offline")
    again = bare.at("hub", *CREATE, "default", "--offline-out", bare.folder / "o")
    unknown = bare.at("third", *CREATE, "xyz", "--offline-out", bare.folder / "o")

    assert "error[offline-folder-in-use]" in offline.err
    assert "error[workspace-exists]" in again.err
    assert 'error[programme-unknown]: There is no programme called "xyz"' in unknown.err


def test_an_invitation_does_not_replace_a_file(bare: Shell) -> None:
    make_hub(bare)
    invite(bare)

    again = bare.at("hub", "hub", "invite", "--name", "x", "--out", bare.folder / "jo.invite")
    nowhere = bare.at("hub", "hub", "invite", "--name", "x", "--out", bare.folder / "no" / "x")

    assert again.status == 2
    assert "already a file of that name" in again.err
    assert "error[folder-unreadable]" in nowhere.err


def test_an_invitation_names_places(bare: Shell) -> None:
    make_hub(bare)
    said = bare.at(
        "hub",
        "hub",
        "invite",
        "--name",
        "Jo",
        "--out",
        bare.folder / "i",
        "--carrier",
        f"folder:{bare.folder}",
    )
    assert "good for 14 days" in said.out

    bare.ask("jo", "volunteer", "create", "--invite", bare.folder / "i")

    assert bare.ask("jo", "carrier", "list")[0]["url"] == f"folder:{bare.folder}"


def test_a_script_without_the_words_is_warned(bare: Shell) -> None:
    hub = make_hub(bare)

    said = bare.at("jo", "volunteer", "create", "--invite", invite(bare), "--json")

    assert said.status == 0
    shapes.require(said.json, "volunteer create")
    assert said.json["hub_words_checked"] is False
    assert said.json["hub_words"] == hub["words"]
    assert said.err.startswith("warning: the hub's words were not compared.")

    wrong = bare.at("jo", "volunteer", "confirm-hub", "--words", "not these words at all")
    assert "error[words-differ]" in wrong.err
    typed = ", ".join(hub["words"]).upper()
    right = bare.ask("jo", "volunteer", "confirm-hub", "--words", typed)
    assert right == {"hub_words_checked": True}
    assert "error[wrong-role]" in bare.at("hub", "volunteer", "confirm-hub", "--words", "x").err


def test_a_script_with_the_words(bare: Shell) -> None:
    words = make_hub(bare)["words"]

    made = make_volunteer(bare, "--hub-words", " ".join(words))

    assert made["hub_words_checked"] is True


def test_a_person_is_asked_for_three_of_the_words(bare: Shell) -> None:
    words = make_hub(bare)["words"]
    file = invite(bare)
    asked = bare.answer(*[""] * WORDS_ASKED)
    refused = bare.at("jo", "volunteer", "create", "--invite", file)
    assert "error[words-differ]" in refused.err
    assert not (bare.folder / "jo").exists()
    # Which three are asked for is chosen anew each time.
    numbers = [int(question.split()[1]) for question in asked]
    assert numbers == sorted(set(numbers))

    bare.listen(words)
    said = bare.at("jo", "volunteer", "create", "--invite", file)

    assert said.status == 0
    assert "An invitation from Rowan Hub for Jo Field." in said.err
    assert "warning" not in said.err
    assert " ".join(words) in said.out
    assert "Your recovery code" in said.out


def test_a_person_confirms_the_hub_later(bare: Shell) -> None:
    words = make_hub(bare)["words"]
    make_volunteer(bare)

    bare.listen(words)

    assert "This is your hub." in bare.at("jo", "volunteer", "confirm-hub").out


@pytest.mark.parametrize(
    "typed", [("hub", "approve", "id"), ("volunteer", "confirm-hub")], ids=" ".join
)
def test_words_are_needed_where_nobody_can_be_asked(shell: Shell, typed: tuple[str, ...]) -> None:
    said = shell.at("hub", *typed)

    assert said.status == 2
    assert "--words" in said.err


def test_an_invitation_that_is_none(bare: Shell) -> None:
    bare.write("x", "not an invitation")

    damaged = bare.at("jo", "volunteer", "create", "--invite", bare.folder / "x")
    missing = bare.at("jo", "volunteer", "create", "--invite", bare.folder / "y")

    assert "error[invitation-damaged]" in damaged.err
    assert "error[file-unreadable]: The file y" in missing.err


def test_a_device_is_approved_and_switched_off(bare: Shell) -> None:
    bare.stick.mkdir()
    make_hub(bare)
    made = make_volunteer(bare)
    bare.ask("jo", "sync", "--carrier", bare.url)
    told = bare.at("hub", "sync", "--carrier", bare.url)
    assert "A new computer waits to be approved" in told.err

    devices = bare.ask("hub", "hub", "devices")
    shapes.require(devices, "hub devices")
    assert [(row["device"], row["state"]) for row in devices] == [(made["device"], "waiting")]
    assert devices[0]["words"] == made["words"]
    assert "Jo Field" in bare.at("hub", "hub", "devices").out

    device = made["device"]
    wrong = bare.at("hub", "hub", "approve", device, "--words", " ".join(made["hub_words"]))
    assert "error[words-differ]" in wrong.err
    unknown = bare.at("hub", "hub", "approve", "0" * 32, "--words", "x")
    assert "error[device-not-found]" in unknown.err
    asked = bare.answer(" ".join(made["words"]))
    approved = bare.ask("hub", "hub", "approve", device)
    shapes.require(approved, "hub device")
    assert approved["state"] == "approved"
    assert len(asked) == 1

    revoked = bare.ask("hub", "hub", "revoke", device)
    shapes.require(revoked, "hub device")
    assert revoked["state"] == "revoked"
    assert "switched off" in bare.at("hub", "hub", "revoke", device).out


def test_hub_commands_are_for_hubs(shell: Shell) -> None:
    typed: tuple[tuple[str | Path, ...], ...] = (
        ("devices",),
        ("quarantine",),
        ("invite", "--name", "x", "--out", shell.folder / "new"),
        ("revoke", "x"),
        ("undo", "x"),
        ("import", shell.folder),
    )
    for words in typed:
        assert "error[wrong-role]" in shell.at("volunteer", "hub", *words).err
    assert not (shell.folder / "new").exists()


def handed_over(shell: Shell) -> Path:
    """Write a note and hand it over; return the bundle on the stick."""
    shell.add()
    shell.ask("volunteer", "sync", "--carrier", shell.url)
    (bundle,) = (shell.stick / "to-hub").glob("*.age")
    return bundle


def test_files_are_imported_once_and_undone(shell: Shell) -> None:
    bundle = handed_over(shell)

    preview = shell.ask("hub", "hub", "import", shell.stick, "--dry-run")
    shapes.require(preview, "hub import")
    assert preview["import"] is None
    assert [item["status"] for item in preview["bundles"]] == ["would-import"]
    assert preview["bundles"][0]["from"] == "Vera Volunteer"
    assert shell.ask("hub", "record", "list") == []

    report = shell.ask("hub", "hub", "import", bundle)
    shapes.require(report, "hub import")
    assert (report["totals"]["new"], report["totals"]["imported"]) == (1, 1)
    assert len(shell.ask("hub", "record", "list")) == 1
    again = shell.ask("hub", "hub", "import", bundle)
    assert [item["status"] for item in again["bundles"]] == ["already-imported"]

    imports = shell.ask("hub", "hub", "imports")
    shapes.require(imports, "hub imports")
    assert report["import"] in [row["import"] for row in imports]
    undone = shell.ask("hub", "hub", "undo", report["import"])
    shapes.require(undone, "hub undo")
    assert undone["hidden"] == 1
    assert shell.ask("hub", "record", "list") == []
    assert "(undone)" in shell.at("hub", "hub", "imports").out
    assert "shown again" in shell.at("hub", "hub", "undo", report["import"], "--redo").out
    assert len(shell.ask("hub", "record", "list")) == 1
    assert "error[import-not-found]" in shell.at("hub", "hub", "undo", "0" * 32).err


def test_an_import_is_told_to_people(shell: Shell) -> None:
    bundle = handed_over(shell)
    damaged = shell.folder / "cut.age"
    damaged.write_bytes(bundle.read_bytes()[:-20])

    said = shell.at("hub", "hub", "import", bundle, damaged)

    assert said.status == 0
    assert f"{bundle.name}: imported, from Vera Volunteer" in said.out
    assert "cut.age: quarantined\n    This file arrived damaged." in said.out
    assert "1 new, 0 amended, 0 already here, 0 in conflict" in said.out
    assert "To take it back: hub undo " in said.out

    kept = shell.ask("hub", "hub", "quarantine")
    shapes.require(kept, "hub quarantine")
    assert [(row["file"], row["slug"]) for row in kept] == [("cut.age", "damaged")]
    assert "Ask for it to be sent again." in shell.at("hub", "hub", "quarantine").out


def test_a_file_name_cannot_steer_the_terminal(shell: Shell) -> None:
    file = shell.folder / "\x1b[2J‮.age"
    file.write_bytes(b"x")

    said = shell.at("hub", "hub", "import", file)

    assert ".age: quarantined" in said.out
    assert not {"\x1b", "\u202e"} & set(said.out)


def test_nothing_was_kept_aside(shell: Shell) -> None:
    assert shell.at("hub", "hub", "quarantine").out == "Nothing was kept aside.\n"


def test_a_path_that_is_not_there(shell: Shell) -> None:
    for side, command in (("hub", ("hub", "import")), ("volunteer", ("import",))):
        said = shell.at(side, *command, shell.folder / "missing.age", "--json")
        assert said.status == 1
        assert "error[file-unreadable]: The file missing.age" in said.err
