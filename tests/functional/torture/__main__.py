# SPDX-License-Identifier: Apache-2.0
"""The command behind ``make torture``; see docs/reliability.md."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.functional.torture import tracer
from tests.functional.torture.operations import OPERATIONS
from tests.functional.torture.plan import Amount, Outcome, prove, replay, torture
from tests.functional.torture.theatre import Theatre, make_ready
from tests.functional.torture.weaknesses import WEAKNESSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT: Final = Path(__file__).absolute().parents[3]
_COLUMNS: Final = ("operation", "kills", "at_carrier", "cuts", "acknowledged", "survived")
_PASSED_ON: Final = ("kills", "at-carrier", "cuts", "seed", "weaken")
_NO_TRACING: Final = (
    "This computer cannot stop a process at its calls (that takes Linux on x86-64): processes are "
    "killed at random times only, and the power is not cut."
)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    usual = Amount()
    parser = argparse.ArgumentParser(prog="python -m tests.functional.torture", description=__doc__)
    parser.add_argument("--operations", default=",".join(OPERATIONS), help="names, with commas")
    parser.add_argument("--kills", type=int, default=usual.kills, help="of each operation")
    parser.add_argument("--at-carrier", type=int, default=usual.at_carrier, help="at most")
    parser.add_argument("--cuts", type=int, default=usual.cuts, help="of each operation")
    parser.add_argument("--seed", type=int, default=usual.seed, help="of the first run")
    parser.add_argument("--workers", type=int, default=1, help="operations at a time")
    parser.add_argument("--json", type=Path, help="where to write the report")
    parser.add_argument("--first", action="store_true", help="stop at the first failure")
    parser.add_argument("--replay", nargs=3, metavar=("OPERATION", "SEED", "MOMENT"))
    parser.add_argument(
        "--prove", action="store_true", help="only put in faults, and see that each is noticed"
    )
    parser.add_argument("--weaken", default="", choices=("", *WEAKNESSES), help="to see it fail")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked for; return 0 when everything survived, else 1."""
    asked = _arguments(arguments)
    names = asked.operations.split(",")
    if asked.replay:
        return _replay(*asked.replay, weakness=asked.weaken)
    if asked.prove:
        return _report({"proofs": _prove()}, asked.json)
    started = time.monotonic()
    amount = Amount(
        asked.kills, asked.at_carrier, asked.cuts, asked.seed, asked.weaken, asked.first
    )
    if asked.workers > 1 and len(names) > 1:
        outcomes = _in_other_processes(names, asked)
    else:
        outcomes = _here(names, amount)
    _show(outcomes, time.monotonic() - started)
    report: dict[str, Any] = {
        "seed": amount.seed,
        "seconds": round(time.monotonic() - started, 1),
        "traced": tracer.is_possible(),
        "operations": outcomes,
    }
    if names == list(OPERATIONS) and tracer.is_possible() and not amount.weakness:
        report["proofs"] = _prove()
    return _report(report, asked.json)


def _report(report: dict[str, Any], place: Path | None) -> int:
    if place is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(report, indent=1) + "\n")
    failed = any(outcome["failures"] for outcome in report.get("operations", ()))
    blind = any(not proof["noticed"] for proof in report.get("proofs", ()))
    return 1 if failed or blind else 0


def _here(names: Iterable[str], amount: Amount) -> list[dict[str, Any]]:
    make_ready()
    with tempfile.TemporaryDirectory() as folder:
        theatre = Theatre(Path(folder).resolve())
        theatre.build()
        return [torture(theatre, name, amount).as_json() for name in names]


def _in_other_processes(names: Sequence[str], asked: argparse.Namespace) -> list[dict[str, Any]]:
    """Torture so many operations at a time, each in a process with a single thread of its own."""
    waiting = list(names)
    running: dict[int, tuple[str, subprocess.Popen[bytes]]] = {}
    found: dict[str, dict[str, Any]] = {}
    options = [f"--{name}={getattr(asked, name.replace('-', '_'))}" for name in _PASSED_ON]
    with tempfile.TemporaryDirectory() as folder:
        while waiting or running:
            while waiting and len(running) < asked.workers:
                name = waiting.pop(0)
                command = [sys.executable, "-m", __package__ or "", "--operations", name]
                command += ["--json", f"{folder}/{name}.json", *options]
                process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
                running[process.pid] = name, process
            ended, status = os.wait()
            name, process = running.pop(ended)
            process.returncode = os.waitstatus_to_exitcode(status)
            report = Path(folder) / f"{name}.json"
            if report.exists():
                (found[name],) = json.loads(report.read_text())["operations"]
            else:
                failed = {"again": f"--operations {name}", "problems": "the torture itself failed"}
                found[name] = Outcome(name, failures=[failed]).as_json()
            _say(f"{name}: {found[name]['survived']} of {found[name]['tried']} survived")
    return [found[name] for name in names]


def _prove() -> list[dict[str, Any]]:
    _say("\nFaults that are put into the program on purpose, to see that they are noticed:")
    make_ready()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        theatre = Theatre(Path(folder).resolve())
        theatre.build()
        for proof in prove(theatre):
            found.append(asdict(proof))
            said = "noticed" if proof.noticed else "NOT NOTICED"
            _say(f"{proof.weakness}: {said}, attempt {proof.attempts}")
    return found


def _replay(name: str, seed: str, moment: str, *, weakness: str) -> int:
    make_ready()
    with tempfile.TemporaryDirectory() as folder:
        theatre = Theatre(Path(folder).resolve())
        theatre.build()
        problems = list(replay(theatre, name, int(seed), moment, weakness))
    for problem in problems:
        _say(problem)
    _say(f"{len(problems)} problems" if problems else "It survived.")
    return 1 if problems else 0


def _show(outcomes: Sequence[dict[str, Any]], seconds: float) -> None:
    titles = ("operation", "kills", "at the stick", "cuts", "acknowledged", "survived")
    rows = [[str(outcome[column]) for column in _COLUMNS] for outcome in outcomes]
    sums = [str(sum(outcome[column] for outcome in outcomes)) for column in _COLUMNS[1:]]
    rows.append(["all", *sums])
    widths = [max(len(row[place]) for row in [titles, *rows]) for place in range(len(titles))]
    for row in [titles, *rows]:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        _say("  ".join(cells))
    for outcome in outcomes:
        for failure in outcome["failures"]:
            _say(f"\nNOT SURVIVED: {failure['again']}\n  {failure['problems']}")
    tried = sum(outcome["tried"] for outcome in outcomes)
    failures = sum(len(outcome["failures"]) for outcome in outcomes)
    _say(f"\n{tried - failures} of {tried} survived, in {seconds:.0f} seconds.")
    if not tracer.is_possible():
        _say(_NO_TRACING)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
