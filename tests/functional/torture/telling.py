# SPDX-License-Identifier: Apache-2.0
"""What the process that is killed tells the one that kills it, line by line through a pipe.

Before each piece of work it says what it is about to do, and when the call has returned, what was
acknowledged. What was acknowledged has to last; what was only begun may be there or not.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any, Final

_READY: Final = "ready"
_BEGIN: Final = "begin"
_DONE: Final = "done"
_OURS: Final = '{"says": '

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Teller:
    """The end of the pipe in the process that works."""

    descriptor: int

    def ready(self) -> None:
        """Say that the work begins now."""
        self._say({"says": _READY})

    def begin(self, **facts: object) -> None:
        """Say what is about to be done."""
        self._say({"says": _BEGIN} | facts)

    def done(self, **facts: object) -> None:
        """Say that it was acknowledged."""
        self._say({"says": _DONE} | facts)

    def _say(self, facts: Facts) -> None:
        os.write(self.descriptor, json.dumps(facts).encode() + b"\n")


@dataclass(slots=True)
class Told:
    """What was heard.

    Attributes:
        ready: the work had begun.
        done: what was acknowledged, in order; each holds what was said before it, too.
        begun: what was begun last and not acknowledged, or None.
    """

    ready: bool = False
    done: list[Facts] = field(default_factory=list)
    begun: Facts | None = None


def understand(text: str) -> Told:
    """Return what ``text`` says. Half a line at its end was not said.

    What is not ours is the output of a command: a JSON object, whole when the command had done
    what was begun.
    """
    told = Told()
    output = ""
    for line in text.splitlines(keepends=True):
        if not line.startswith(_OURS):
            output += line
            continue
        if not line.endswith("\n"):
            break
        facts = json.loads(line)
        match facts.pop("says"):
            case "ready":
                told.ready = True
            case "begin":
                told.begun = facts
            case _:
                told.done.append((told.begun or {}) | facts)
                told.begun = None
    _hear_command(told, output)
    return told


def _hear_command(told: Told, output: str) -> None:
    try:
        answer = json.loads(output)
    except ValueError:
        return
    said = {name: answer[name] for name in ("record", "revision") if name in answer}
    told.done.append((told.begun or {}) | said)
    told.begun = None
