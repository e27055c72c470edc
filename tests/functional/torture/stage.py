# SPDX-License-Identifier: Apache-2.0
"""The folder in which an operation runs, with both workspaces and the stick between them.

What the modules works.py, safekeeping.py and commands.py have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Final

from desktop.crypto.vault import Argon2Parameters
from desktop.operations import records, sending, workspaces
from tests.functional.torture import writing
from tests.functional.torture.telling import Facts, Teller
from tests.functional.torture.writing import Writer
from tests.pairs import PASSPHRASE, WEAKEST, FakeClock, Pair, a_pair

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.workspace import Workspace

ROLES: Final = ("volunteer", "hub")
#: Here passphrases are not stretched at all; another program needs them to be, a little.
FOR_OTHERS: Final = Argon2Parameters(m=WEAKEST.m, t=WEAKEST.t + 1, p=WEAKEST.p)


@dataclass
class Stage:
    """A folder with both workspaces and the stick between them, for one run.

    Attributes:
        folder: holds ``volunteer``, ``hub``, ``offline`` and ``stick``.
        facts: what is known of it; starts with what the preparation said.
        chance: decides what is done.
        tell: what is done is said here.
        seed: number of the run.
        passphrases: by role.
    """

    folder: Path
    facts: Facts
    chance: Random
    tell: Teller
    seed: int = 0
    passphrases: dict[str, str] = field(
        default_factory=lambda: dict.fromkeys((*ROLES, "restored"), PASSPHRASE)
    )

    def open(self, role: str) -> Workspace:
        """Unlock one of the two."""
        return workspaces.open_workspace(
            self.folder / role, self.passphrases[role], clock=FakeClock()
        )

    def writer(self, workspace: Workspace) -> Writer:
        """Return somebody who writes at the volunteer's."""
        return Writer(workspace, self.chance, self.tell, writing.states_of(self.facts["before"]))


Prepare = Callable[[Stage], Facts]
Work = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Operation:
    """One kind of work.

    Attributes:
        prepare: brings a fresh pair into the state in which the work begins; says what is known.
        work: what is done until the kill.
        carries: it uses the stick.
        alone: nothing comes from the other side meanwhile.
        recorded: the power can be cut, too. Another program cannot be recorded unless one is
            the superuser, because ours lets nobody look into it.
    """

    prepare: Prepare
    work: Work
    carries: bool = False
    alone: bool = True
    recorded: bool = True


@contextmanager
def fresh_pair(folder: Path) -> Iterator[Pair]:
    """Make the pair that every operation begins with: approved, with a few records received."""
    with a_pair(folder) as pair:
        chance = Random("the beginning")  # noqa: S311 - it has to be the same each time
        for _ in range(4):
            word = writing.new_word(chance)
            records.add(pair.volunteer, "family", writing.text_with(chance, word))
        pair.round_trip()
        sending.synchronise(pair.volunteer)  # it hears the last receipt, too
        yield pair
