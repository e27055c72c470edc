# SPDX-License-Identifier: Apache-2.0
"""The program as somebody starts it who types a command, and how that is prepared."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, TypeAlias

from desktop.crypto import vault
from desktop.operations import records, workspaces
from tests.functional.torture import writing
from tests.functional.torture.stage import FOR_OTHERS, ROLES
from tests.functional.torture.works import bundles_on_the_stick
from tests.pairs import PASSPHRASE

if TYPE_CHECKING:
    from tests.functional.torture.stage import Stage
    from tests.functional.torture.telling import Facts


def papers(stage: Stage) -> Facts:
    """Everything that the commands read from files."""
    facts = bundles_on_the_stick(stage)
    folder = stage.folder / "papers"
    folder.mkdir()
    (folder / "passphrase").write_text(f"{PASSPHRASE}\n")
    word = writing.new_word(stage.chance)
    (folder / "fields.json").write_text(json.dumps(writing.text_with(stage.chance, word)))
    with stage.open("volunteer") as volunteer:
        final = records.list_records(volunteer)[0].record
    vault.calibrate = lambda: FOR_OTHERS
    for role in ROLES:
        with stage.open(role) as workspace:
            workspaces.change_passphrase(workspace, current=PASSPHRASE, new=PASSPHRASE)
    return {**facts, "word": word, "final": final}


#: Workspace, what is begun, and what is typed.
_Typed: TypeAlias = "tuple[str, Facts, list[str]]"


def _typed(stage: Stage) -> _Typed:
    """Return the command of this run; each run has another of them."""
    fields = ["--file", str(stage.folder / "papers" / "fields.json")]
    word, final = stage.facts["word"], stage.facts["final"]
    amend_it = ["record", "amend", final, *fields, "--reason", writing.WHY]
    everything: list[_Typed] = [
        ("volunteer", {"record": None, "to": ("final", word, None)}, ["record", "add", "family"]),
        ("hub", {"imported": stage.facts["bundles"]}, ["hub", "import"]),
        ("volunteer", {"record": final, "to": ("final", word, None)}, amend_it),
        ("volunteer", {"record": None, "to": ("draft", word, None)}, ["record", "add", "family"]),
        ("hub", {"act": "sync"}, ["sync"]),
    ]
    everything[0][2].extend(fields)
    everything[1][2].append(str(stage.folder / "stick"))
    everything[3][2].extend([*fields, "--draft"])
    return everything[stage.seed % len(everything)]


def command(stage: Stage) -> None:
    """Become the program itself, as somebody starts it who types a command."""
    role, begun, typed = _typed(stage)
    stage.tell.ready()
    stage.tell.begin(**begun)
    os.dup2(stage.tell.descriptor, 1)
    options = ["--workspace", str(stage.folder / role), "--json"]
    options += ["--passphrase-file", str(stage.folder / "papers" / "passphrase")]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(stage.folder)}
    program = (sys.executable, "-m", "desktop", *options, *typed)
    os.execve(sys.executable, program, environment)  # noqa: S606 - no shell is wanted
