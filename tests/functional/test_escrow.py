# SPDX-License-Identifier: Apache-2.0
"""The escrow key: what it opens, with programs of other people and with this one.

A hub that lost its own keys can still read every bundle that was sealed for it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from desktop.crypto.age import HybridIdentity
from desktop.errors import FileUnreadable, NotAnEscrowKey, WrongEscrowKey
from desktop.operations import hub, hub_keys, records, sending
from desktop.storage import trust
from tests.outside_programs import INTEROP, leave_out
from tests.pairs import Pair, a_pair, open_bundles
from tests.sync.forged import held, objects, titles

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS_PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "keys.md"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        made.round_trip()
        yield made


def escrow_file(pair: Pair) -> Path:
    return pair.hub_created.offline_files[1]


def add(pair: Pair, name: str) -> bytes:
    """Write a family and return the bundle that it is sealed in."""
    records.add(pair.volunteer, "family", {"known_as": name})
    sending.synchronise(pair.volunteer)
    return open_bundles(pair.volunteer)[-1].data or b""


def forget_own_keys(pair: Pair) -> None:
    """Take the hub's own keys away, as a restored backup from before a rotation lacks them."""

    def work(connection: Any) -> None:
        for key in trust.keys(connection, purpose="recipient"):
            trust.retire_key(connection, key.id)

    pair.hub.write_and_reload(work)
    assert pair.hub.party.identities == ()


def opened_elsewhere(node: str, pair: Pair, sealed: bytes, folder: Path) -> dict[str, Any]:
    """Open a bundle with the plain escrow identity, the npm age package and nothing of ours."""
    folder.mkdir()
    bundle = folder / "bundle.age"
    bundle.write_bytes(sealed)
    text = escrow_file(pair).read_text("ascii")
    identity = next(line for line in text.splitlines() if not line.startswith("#"))
    program = [node, str(INTEROP / "open.mjs"), identity, str(bundle), str(folder)]
    done = subprocess.run(program, check=True, capture_output=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_the_drill_without_any_code_of_ours(
    pair: Pair, tmp_path: Path, node: str, ssh_keygen: str
) -> None:
    """As docs/keys.md says it: age opens it, ssh-keygen knows the signature, gunzip the text."""
    sealed = add(pair, "Known as Juniper")
    folder = tmp_path / "drill"
    said = opened_elsewhere(node, pair, sealed, folder)
    device = pair.volunteer_created.device
    assert said["manifest"]["dev"] == said["device"] == device
    assert said["manifest"]["hub"] == pair.hub.hub
    assert said["body_sha256"] == said["manifest"]["body"]["sha256"]
    command = [ssh_keygen, "-Y", "check-novalidate", "-n", "alongside-bundle"]
    command += ["-s", str(folder / "signature")]
    signed = (folder / "signed").read_bytes()
    assert b"Good" in subprocess.run(command, input=signed, check=True, capture_output=True).stdout
    gzip = shutil.which("gzip")
    if gzip is None:
        leave_out("gzip is not here: the body was not unpacked by it")
    unpacked = subprocess.run(
        [gzip, "-dc", str(folder / "body.gz")], check=True, capture_output=True
    ).stdout
    (line,) = unpacked.splitlines()
    assert json.loads(line)["body"]["known_as"] == "Known as Juniper"


@pytest.mark.usefixtures("ssh_keygen")
def test_the_commands_on_the_page(pair: Pair, tmp_path: Path, node: str) -> None:
    """What the page tells a person to type does what it says, from the opened file on."""
    folder = tmp_path / "drill"
    opened_elsewhere(node, pair, add(pair, "Known as Juniper"), folder)
    place = tmp_path / "typed"
    place.mkdir()
    shutil.copy(folder / "inner", place)
    block = re.search(r"<!-- tested -->\n```sh\n(.*?)```", KEYS_PAGE.read_text("utf-8"), re.S)
    assert block is not None
    done = subprocess.run(
        ["sh", "-eu", "-c", block[1]], cwd=place, check=True, capture_output=True, text=True
    )
    assert "Good" in done.stdout
    assert "Known as Juniper" in (place / "body.jsonl").read_text("utf-8")


def test_the_hubs_own_files_are_not_for_escrow(pair: Pair, tmp_path: Path, node: str) -> None:
    add(pair, "A.")
    sending.synchronise(pair.hub)
    for data in objects(pair.carrier, "to").values():
        with pytest.raises(subprocess.CalledProcessError):
            opened_elsewhere(node, pair, data, tmp_path / str(len(data)))


def test_a_hub_opens_with_escrow_what_its_own_keys_cannot(pair: Pair) -> None:
    add(pair, "A.")
    add(pair, "B.")
    forget_own_keys(pair)
    report = hub.import_files(pair.hub, [pair.carrier / "to-hub"])
    assert {bundle.slug for bundle in report.bundles} == {"not-for-us"}
    assert titles(pair.hub) == []
    seen = hub.preview(pair.hub, [pair.carrier / "to-hub"], escrow_key=escrow_file(pair))
    assert seen.totals.would_import == 2
    assert titles(pair.hub) == []
    report = hub.import_files(pair.hub, [pair.carrier / "to-hub"], escrow_key=escrow_file(pair))
    assert report.totals.imported == 2
    assert titles(pair.hub) == ["A.", "B."]
    assert held(pair.hub) == []


def test_the_escrow_key_is_kept_nowhere(pair: Pair) -> None:
    add(pair, "A.")
    identity = HybridIdentity.parse(escrow_file(pair).read_text("ascii").splitlines()[-1])
    before = pair.hub.party.recipients
    hub.import_files(pair.hub, [pair.carrier], escrow_key=escrow_file(pair))
    assert pair.hub.party.recipients == before
    assert all(i.seed != identity.seed for i in pair.hub.party.identities)
    assert all(
        k.secret != identity.seed
        for k in pair.hub.read(lambda c: trust.keys(c, purpose="recipient"))
    )


def test_one_that_came_too_early_is_taken_in_with_the_rest(pair: Pair, tmp_path: Path) -> None:
    first, second = add(pair, "A."), add(pair, "B.")
    stick = tmp_path / "second"
    stick.mkdir()
    (stick / "2.age").write_bytes(second)
    forget_own_keys(pair)
    report = hub.import_files(pair.hub, [stick], escrow_key=escrow_file(pair))
    assert [b.status for b in report.bundles] == ["waiting"]
    (stick / "1.age").write_bytes(first)
    (stick / "2.age").unlink()
    hub.import_files(pair.hub, [stick], escrow_key=escrow_file(pair))
    assert titles(pair.hub) == ["A.", "B."]


def test_it_is_left_off_also_when_the_import_ends_early(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = pair.hub.party.recipients

    def stop(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("desktop.operations.hub.importer.find_files", stop)
    with pytest.raises(KeyboardInterrupt):
        hub.import_files(pair.hub, [pair.carrier], escrow_key=escrow_file(pair))
    assert pair.hub.party.recipients == before


def test_the_escrow_key_of_another_hub(pair: Pair, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(f"# a comment\n{HybridIdentity.generate().to_text()}\n", encoding="ascii")
    with pytest.raises(WrongEscrowKey):
        hub.import_files(pair.hub, [pair.carrier], escrow_key=wrong)


@pytest.mark.parametrize(
    "content", [b"", b"# only a comment\n", b"AGE-SECRET-KEY-PQ-1NONSENSE\n", b"\xff", b"x" * 70000]
)
def test_a_file_without_an_escrow_key(pair: Pair, tmp_path: Path, content: bytes) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_bytes(content)
    with pytest.raises(NotAnEscrowKey, match=r"wrong\.txt"):
        hub_keys.read_escrow(pair.hub, wrong)
    with pytest.raises(FileUnreadable):
        hub_keys.read_escrow(pair.hub, tmp_path / "absent.txt")
