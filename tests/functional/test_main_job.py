# SPDX-License-Identifier: Apache-2.0
"""The main job as a new user types it: real processes, from an empty folder, at full strength."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from desktop.storage.folder import InstanceLock
from tests.cli import shapes

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "a lamp beside the quiet window"
NOTE = {
    "when": "2026-11-20",
    "how": "home",
    "minutes": 45,
    "strands": [{"strand": "listening", "minutes": 45}],
    "talked_about": "We sat in the garden. قالت شكرا",
}


def environment() -> dict[str, str]:
    """Return an environment in which nothing helps with UTF-8 and there is no screen."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "QT_", "PYTHONUTF8")) and name not in ("DISPLAY", "LANG")
    }
    return {**kept, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@dataclass(frozen=True)
class Person:
    """Somebody with a workspace and the folder it lies in, who types commands."""

    folder: Path
    workspace: str

    def type(self, *words: str | Path, passphrase: str = "passphrase") -> tuple[int, str, str]:
        """Run a command; return its exit status and what it printed."""
        program = [sys.executable, "-m", "desktop"]
        options = ["--workspace", self.workspace, "--passphrase-file", passphrase]
        done = subprocess.run(
            [*program, *options, *map(str, words)],
            cwd=self.folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def get(self, shape: str, *words: str | Path) -> Any:
        """Run a command that has to succeed; return its JSON, which has to have this shape."""
        status, out, err = self.type(*words, "--json")
        assert status == 0, err
        value = json.loads(out)
        shapes.require(value, shape)
        return value

    def refused(self, slug: str, *words: str | Path, passphrase: str = "passphrase") -> None:
        """Run a command that has to be refused, with advice and nothing on standard output."""
        status, out, err = self.type(*words, "--json", passphrase=passphrase)
        assert (status, out) == (1, "")
        assert err.startswith(f"error[{slug}]: ")
        assert err.splitlines()[1].startswith("  ")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    (tmp_path / "passphrase").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    (tmp_path / "wrong").write_text("some other words instead\n", encoding="utf-8")
    (tmp_path / "note.json").write_text(json.dumps(NOTE), encoding="utf-8")
    return tmp_path


def test_the_main_job(desk: Path) -> None:
    sam, jo = Person(desk, "hub"), Person(desk, "jo")
    made = sam.get(
        "hub create",
        *("hub", "create", "--name", "Rowan Hub", "--staff", "Sam Green"),
        *("--programme", "default", "--offline-out", "stick"),
    )
    sam.type("carrier", "add", "folder:shared")
    sam.get("hub invite", "hub", "invite", "--name", "Jo Field", "--out", "jo.invite")
    jo.refused("words-differ", "volunteer", "create", "--invite", "jo.invite", "--hub-words", "no")
    device = jo.get(
        "volunteer create",
        *("volunteer", "create", "--invite", "jo.invite"),
        *("--hub-words", " ".join(made["words"])),
    )
    note = jo.get("record", "record", "add", "visit-note", "--file", "note.json")["record"]
    jo.get("sync", "sync")
    # Nothing on the carrier can be read there, not even that it is about a garden.
    for placed in (desk / "shared").rglob("*.age"):
        assert b"garden" not in placed.read_bytes()
    damaged = desk / "damaged.age"
    damaged.write_bytes(placed.read_bytes()[:-1])
    (refused,) = sam.get("hub import", "hub", "import", damaged)["bundles"]
    assert (refused["status"], refused["slug"]) == ("quarantined", "damaged")

    sam.get("sync", "sync")
    (waiting,) = sam.get("hub devices", "hub", "devices")
    assert (waiting["state"], waiting["words"]) == ("waiting", device["words"])
    words = " ".join(device["words"])
    sam.get("hub device", "hub", "approve", waiting["device"], "--words", words)
    sam.get("record", "record", "read", note)
    sam.get("sync", "sync")
    jo.get("sync", "sync")
    shown = jo.get("record show", "record", "show", note)

    assert shown["state"] == "read"
    assert [mark["name"] for mark in shown["read_by"]] == ["Sam Green"]
    assert shown["revision"]["body"] == NOTE
    jo.refused("wrong-passphrase", "record", "list", passphrase="wrong")
    with InstanceLock(desk / "jo" / "lock"):
        jo.refused("workspace-in-use", "record", "list")


def test_what_needs_no_workspace(desk: Path) -> None:
    nobody = Person(desk, "nowhere")

    nobody.refused("workspace-missing", "record", "list")
    nobody.refused("file-unreadable", "volunteer", "create", "--invite", "missing")
    assert nobody.type("record", "lsit")[0] == 2
    status, out, err = nobody.type()
    assert (status, out) == (1, "")
    assert err.startswith("error[no-display]: ")
    assert "PATH…" in nobody.type("hub", "import", "--help")[1]
    assert not (desk / "nowhere").exists()


def test_a_weak_passphrase_makes_nothing(desk: Path) -> None:
    (desk / "passphrase").write_text("password1\n", encoding="utf-8")

    Person(desk, "hub").refused(
        "weak-passphrase",
        *("hub", "create", "--name", "x", "--staff", "y", "--programme", "default"),
        *("--offline-out", "stick"),
    )

    assert not (desk / "hub").exists()


def test_practice_does_the_main_job(desk: Path) -> None:
    status, out, err = Person(desk, "unused").type("practice", "--headless", "try", "--json")

    assert (status, err) == (0, "")
    report = json.loads(out)
    shapes.require(report, "practice")
    assert report["ok"]
    for place in ("volunteer", "hub", "carrier", "offline", "passphrase_file"):
        assert (desk / report[place]).exists()
    # What was made can be opened, and is as well as the doctor can tell.
    volunteer = Person(desk, report["volunteer"])
    status, _, err = volunteer.type("doctor", passphrase=report["passphrase_file"])
    assert status == 0
    assert "nothing in this workspace is real" in err


def test_a_passphrase_that_is_typed_is_not_shown(desk: Path) -> None:
    (desk / "jo").mkdir()
    (desk / "jo" / "vault.json").write_text("{}", encoding="utf-8")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "desktop", "--workspace", "jo", "record", "list"],
        cwd=desk,
        env=environment(),
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        seen = b""
        while b"Passphrase: " not in seen:
            seen += os.read(ours, 1024)
        os.write(ours, f"{PASSPHRASE}\n".encode())
        assert process.wait() == 1
        seen += os.read(ours, 4096)
        os.close(ours)

    assert b"error[vault-damaged]" in seen
    assert PASSPHRASE.encode() not in seen
