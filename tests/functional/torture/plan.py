# SPDX-License-Identifier: Apache-2.0
"""Which moments are tried for an operation, and what came of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Final

from tests.functional.torture import tracer
from tests.functional.torture.cuts import Recorded
from tests.functional.torture.operations import OPERATIONS
from tests.functional.torture.processes import Moment
from tests.functional.torture.weaknesses import WEAKNESSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.functional.torture.theatre import Theatre, Undisturbed, Verdict

#: Kills, and cuts, of one and the same run; then another run of the operation is taken.
KILLS_OF_A_RUN: Final = 25
CUTS_OF_A_RUN: Final = 50
#: So many times more is tried, where the program came to its end before it was killed.
PATIENCE: Final = 4
#: One opening in so many is killed as well.
AGAIN: Final = 4


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is tried of each operation.

    Attributes:
        kills: at random moments.
        at_carrier: at most so many before and after calls of the carrier.
        cuts: of the power.
        seed: of the first run.
        weakness: what the program is spoiled with, or nothing.
        first: the first failure is enough.
    """

    kills: int = 200
    at_carrier: int = 1000
    cuts: int = 100
    seed: int = 1
    weakness: str = ""
    first: bool = False


@dataclass(slots=True)
class Outcome:
    """What came of one operation.

    Attributes:
        operation: its name.
        kills: processes that were killed at a random moment.
        at_carrier: processes that were killed before or after a call of the carrier.
        cuts: power cuts.
        acknowledged: pieces of work that had been acknowledged before all these.
        survived: of all these, those after which nothing was wrong.
        failures: how to see each of the others again, and what was wrong.
    """

    operation: str
    kills: int = 0
    at_carrier: int = 0
    cuts: int = 0
    acknowledged: int = 0
    survived: int = 0
    failures: list[dict[str, str]] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """How often something was done to it."""
        return self.kills + self.at_carrier + self.cuts

    def as_json(self) -> dict[str, object]:
        """Return what is kept in a report."""
        return {**asdict(self), "tried": self.tried}


def torture(theatre: Theatre, name: str, amount: Amount) -> Outcome:
    """Do to an operation what was asked for."""
    outcome = Outcome(name)
    change = WEAKNESSES.get(amount.weakness)
    _kill(theatre, outcome, amount, change)
    if OPERATIONS[name].carries:
        _kill_at_carrier(theatre, outcome, amount, change)
    if OPERATIONS[name].recorded and tracer.is_possible():
        _cut(theatre, outcome, amount, change)
    return outcome


def _kill(
    theatre: Theatre, outcome: Outcome, amount: Amount, change: Callable[[], None] | None
) -> None:
    name = outcome.operation
    chance = Random(f"{name} {amount.seed} moments")  # noqa: S311 - they have to come again
    if not amount.kills:
        return
    moments = random_moments(chance, theatre.measure(name, amount.seed))
    for number in range(PATIENCE * amount.kills):
        if outcome.kills == amount.kills or _is_enough(outcome, amount):
            break
        seed = amount.seed + number // KILLS_OF_A_RUN
        moment = next(moments)
        verdict = theatre.run(name, seed, moment, change)
        if verdict.killed or verdict.problems:
            outcome.kills += 1
            _note(outcome, seed, str(moment), verdict)


def _kill_at_carrier(
    theatre: Theatre, outcome: Outcome, amount: Amount, change: Callable[[], None] | None
) -> None:
    name, seed = outcome.operation, amount.seed
    most = theatre.measure(name, seed).carrier_calls
    numbers = list(range(1, most + 1))
    Random(seed).shuffle(numbers)  # noqa: S311 - it has to come again
    for number in numbers[: amount.at_carrier]:
        if _is_enough(outcome, amount):
            break
        moment = Moment("carrier", number)
        outcome.at_carrier += 1
        _note(outcome, seed, str(moment), theatre.run(name, seed, moment, change))


def _cut(
    theatre: Theatre, outcome: Outcome, amount: Amount, change: Callable[[], None] | None
) -> None:
    name = outcome.operation
    for seed in count(amount.seed):
        if outcome.cuts == amount.cuts or _is_enough(outcome, amount):
            break
        recorded = Recorded.make(theatre, name, seed, change)
        for number in range(min(CUTS_OF_A_RUN, amount.cuts - outcome.cuts)):
            if _is_enough(outcome, amount):
                break
            outcome.cuts += 1
            _note(outcome, seed, f"cut:{number}", recorded.cut(number))


def _is_enough(outcome: Outcome, amount: Amount) -> bool:
    return amount.first and bool(outcome.failures)


def _note(outcome: Outcome, seed: int, moment: str, verdict: Verdict) -> None:
    outcome.acknowledged += verdict.acknowledged
    if not verdict.problems:
        outcome.survived += 1
        return
    again = f"--replay {outcome.operation} {seed} {moment}"
    outcome.failures.append({"again": again, "problems": "; ".join(verdict.problems)})


def random_moments(chance: Random, undisturbed: Undisturbed) -> Iterator[Moment]:
    """Yield moments within an operation: times, and calls before or within which it is killed.

    They come at random, but no call comes twice before every one of them came once.
    """
    ways = ("time", "call", "within") if tracer.is_possible() else ("time",)
    calls = {how: _shuffled(chance, undisturbed.calls) for how in ways}
    while True:
        again = 0
        if tracer.is_possible() and chance.randrange(AGAIN) == 0:
            again = chance.randrange(1, undisturbed.opening_calls + 1)
        how = chance.choice(ways)
        at = round(chance.random(), 6) if how == "time" else next(calls[how])
        yield Moment(how, at, again)


def _shuffled(chance: Random, most: int) -> Iterator[int]:
    numbers = list(range(1, most + 1))
    while True:
        chance.shuffle(numbers)
        yield from numbers


#: Each fault that is put in on purpose, where it shows, and how often that is tried at most.
PROOFS: Final[tuple[tuple[str, str, Amount], ...]] = tuple(
    (weakness, name, replace(amount, weakness=weakness, first=True))
    for weakness, name, amount in (
        # Cuts alone: what is in the system's memory survives a process that is killed.
        ("synchronous-normal", "save", Amount(kills=0, cuts=50)),
        ("synchronous-off", "save", Amount(kills=0, cuts=50)),
        ("files-not-flushed", "passphrase", Amount(kills=0, cuts=100)),
        ("names-not-flushed", "passphrase", Amount(kills=0, cuts=100)),
        ("objects-not-flushed", "place", Amount(kills=0, cuts=50, at_carrier=0)),
        ("written-in-place", "passphrase", Amount(kills=150, cuts=0)),
        ("outbox-later", "save", Amount(kills=50, cuts=0)),
        ("too-early", "save", Amount(kills=5, cuts=0)),
    )
)


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a fault that was put in on purpose was noticed, and after how many attempts."""

    weakness: str
    noticed: bool
    attempts: int


def prove(theatre: Theatre) -> Iterator[Proof]:
    """Put each fault into the program that torture has to notice."""
    for weakness, name, amount in PROOFS:
        outcome = torture(theatre, name, amount)
        yield Proof(weakness, bool(outcome.failures), outcome.tried)


def replay(theatre: Theatre, name: str, seed: int, moment: str, weakness: str) -> Iterator[str]:
    """Do one thing again, and yield what is wrong then."""
    change = WEAKNESSES.get(weakness)
    if moment.startswith("cut:"):
        verdict = Recorded.make(theatre, name, seed, change).cut(int(moment[4:]))
    else:
        verdict = theatre.run(name, seed, Moment.parse(moment), change)
    yield from verdict.problems
