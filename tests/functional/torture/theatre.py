# SPDX-License-Identifier: Apache-2.0
"""Set the scene, let an operation run there until it is killed, and have judged what is left."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from desktop.carriers.folder import FolderCarrier
from desktop.crypto import passphrase, vault
from desktop.errors import WrongPassphrase
from desktop.hub import importer
from tests.functional.torture import tracer
from tests.functional.torture.judging import Judge, known_before
from tests.functional.torture.operations import OPERATIONS
from tests.functional.torture.processes import (
    NEVER,
    Ended,
    Moment,
    in_child,
    run_to_call,
    run_to_time,
)
from tests.functional.torture.stage import FOR_OTHERS, ROLES, Stage, fresh_pair
from tests.functional.torture.telling import Facts, Teller, Told
from tests.pairs import PASSPHRASE, WEAKEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.crypto.vault_format import Argon2Kdf


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What an operation takes when nothing happens to it: the room for random moments.

    Attributes:
        seconds: how long.
        calls: calls by which files change.
        carrier_calls: moments before and after calls of the carrier.
        opening_calls: calls of opening both workspaces afterwards.
    """

    seconds: float
    calls: int
    carrier_calls: int
    opening_calls: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one run ended.

    Attributes:
        killed: it was killed before it came to its end by itself.
        problems: what was wrong with what it left; empty when nothing was.
        acknowledged: how many pieces of work had been acknowledged.
    """

    killed: bool
    problems: tuple[str, ...]
    acknowledged: int


def make_ready() -> None:
    """Load what would be loaded at first use, and make everything as fast as it has to be."""
    vault.calibrate = lambda: WEAKEST
    _stretch_nothing()
    passphrase.check(PASSPHRASE)
    importer._UNDO_RECORDS = 2  # type: ignore[misc]  # several turns for a few records
    gc.freeze()  # so that the children share what is loaded


def _stretch_nothing() -> None:
    """Do without the stretching of passphrases, except for what others have to open."""
    stretch = vault._stretch

    def quick(passphrase: bytes, kdf: Argon2Kdf) -> bytes:
        if kdf.t == FOR_OTHERS.t:
            return stretch(passphrase, kdf)
        return hashlib.sha256(kdf.salt.encode() + passphrase).digest()

    vault._stretch = quick


@dataclass
class Theatre:
    """Where everything happens.

    Attributes:
        root: an empty folder.
    """

    root: Path
    _measured: dict[tuple[str, int], Undisturbed] = field(default_factory=dict)

    @property
    def stage(self) -> Path:
        """The folder in which everything happens: its place is part of what is stored."""
        return self.root / "stage"

    def build(self) -> None:
        """Make the pair with which everything begins."""
        self.stage.mkdir(parents=True)

        def make() -> Facts:
            with fresh_pair(self.stage) as pair:
                codes = (pair.volunteer_created.recovery_code, pair.hub_created.recovery_code)
                return {"codes": dict(zip(ROLES, codes, strict=True))}

        facts = in_child(make)
        self._keep("first", facts)

    def _keep(self, name: str, facts: Facts) -> None:
        shutil.copytree(self.stage, self.root / name)
        (self.root / f"{name}.json").write_text(json.dumps(facts))

    def set_up(self, name: str, seed: int) -> Facts:
        """Set the scene in which an operation begins; return what is known of it."""
        scene = f"{name}-{seed}"
        if not (self.root / scene).exists():
            known = self._take("first")
            self._keep(scene, in_child(partial(self._prepare, name, seed, known)))
        return self._take(scene)

    def _take(self, name: str) -> Facts:
        shutil.rmtree(self.stage)
        shutil.copytree(self.root / name, self.stage)
        facts: Facts = json.loads((self.root / f"{name}.json").read_text())
        return facts

    def _prepare(self, name: str, seed: int, known: Facts) -> Facts:
        chance = Random(f"{name} {seed} before")  # noqa: S311 - it has to come again
        stage = Stage(self.stage, dict(known), chance, Teller(-1), seed)
        said = OPERATIONS[name].prepare(stage)
        with stage.open("volunteer") as volunteer:
            return known_before(volunteer, {**known, **said, "alone": OPERATIONS[name].alone})

    # Running --------------------------------------------------------------------------------------

    def work(
        self, name: str, seed: int, facts: Facts, change: Callable[[], None] | None = None
    ) -> Callable[[int], None]:
        """Return the work of an operation; ``change`` is done to the program before."""

        def run(descriptor: int) -> None:
            if change is not None:
                change()
            chance = Random(f"{name} {seed}")  # noqa: S311 - it has to come again
            OPERATIONS[name].work(Stage(self.stage, facts, chance, Teller(descriptor), seed))

        return run

    def measure(self, name: str, seed: int) -> Undisturbed:
        """Find out what an operation takes when nothing happens to it.

        Raises:
            AssertionError: even then something was wrong afterwards.
        """
        found = self._measured.get((name, seed))
        if found is None:
            found = self._measured[name, seed] = self._measure(name, seed)
        return found

    def _measure(self, name: str, seed: int) -> Undisturbed:
        facts = self.set_up(name, seed)
        ended = run_to_time(self.work(name, seed, facts), None)
        problems = self._judge(facts, ended)
        assert not problems, f"{name} {seed} undisturbed: {problems}"
        counted = opening = 0
        if tracer.is_possible():
            facts = self.set_up(name, seed)
            counted = run_to_call(self.work(name, seed, facts), NEVER).calls
            opening = run_to_call(self._open_both, NEVER).calls
        carried = 0
        if OPERATIONS[name].carries:
            facts = self.set_up(name, seed)
            carried = in_child(lambda: _count_carrier(self.work(name, seed, facts)))
        return Undisturbed(ended.seconds, counted, carried, opening)

    def run(
        self, name: str, seed: int, moment: Moment, change: Callable[[], None] | None = None
    ) -> Verdict:
        """Let an operation run, kill it at a moment, and judge what is left.

        ``change`` is done to the program before.
        """
        undisturbed = self.measure(name, seed) if moment.how == "time" else None
        facts = self.set_up(name, seed)
        work = self.work(name, seed, facts, change)
        match moment.how:
            case "time":
                assert undisturbed is not None
                ended = run_to_time(work, moment.at * undisturbed.seconds)
            case "carrier":
                ended = run_to_time(_ended_at_carrier(work, int(moment.at)), None)
            case _:
                ended = run_to_call(work, moment)
        if moment.again:
            run_to_call(self._open_both, Moment("call", moment.again))
        return Verdict(ended.killed, self._judge(facts, ended), len(ended.told.done))

    def _open_both(self, _descriptor: int) -> None:
        for role in ROLES:
            with suppress(WrongPassphrase):  # it was being changed
                Stage(self.stage, {}, Random(0), Teller(-1)).open(role).lock()  # noqa: S311 - unused

    def _judge(self, facts: Facts, ended: Ended) -> tuple[str, ...]:
        if ended.status and not ended.killed:
            return (f"the work itself ended with {ended.status}",)
        return self.judge(facts, ended.told)

    def judge(self, facts: Facts, told: Told) -> tuple[str, ...]:
        """Say what is wrong with what is on the stage now."""
        try:
            return tuple(in_child(Judge(self.stage, facts, told).look))
        except ChildProcessError as fault:
            return (f"looking at it failed: {fault}",)


def _ended_at_carrier(work: Callable[[int], None], number: int) -> Callable[[int], None]:
    """Return work that kills itself before or after a call of the carrier."""

    def at(count: int) -> None:
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def run(descriptor: int) -> None:
        _watch_carrier(at)
        work(descriptor)

    return run


def _count_carrier(work: Callable[[int], None]) -> int:
    most = 0

    def at(count: int) -> None:
        nonlocal most
        most = count

    _watch_carrier(at)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is needed
        work(nowhere.fileno())
    return most


def _watch_carrier(at: Callable[[int], None]) -> None:
    """Call ``at`` before and after each call of the folder carrier, with a number that grows."""
    count = 0

    def watched(inner: Callable[..., Any]) -> Callable[..., Any]:
        def outer(*args: object, **named: object) -> object:
            nonlocal count
            count += 1
            at(count)
            result = inner(*args, **named)
            count += 1
            at(count)
            return result

        return outer

    for name in ("put_new", "list", "get", "delete"):
        setattr(FolderCarrier, name, watched(getattr(FolderCarrier, name)))
