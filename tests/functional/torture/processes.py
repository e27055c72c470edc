# SPDX-License-Identifier: Apache-2.0
"""Run pieces of work in processes of their own, and kill them at a given moment.

Owns the processes. The one that this runs in must have a single thread, because its children are
copies of it, with the whole program loaded already: so thousands of them are quick enough. Must
not know what the work is.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NoReturn

from tests.functional.torture import tracer
from tests.functional.torture.events import Recorder
from tests.functional.torture.telling import Told, understand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tests.functional.torture.events import Event
    from tests.functional.torture.tracer import Call

PATIENCE_SECONDS: Final = 120.0
FAILED: Final = 3
KILLED: Final = -int(signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a process is killed.

    Attributes:
        how: ``time`` (a fraction of the undisturbed duration), ``call`` (before call number
            ``at``), ``within`` (in the middle of it), ``carrier`` (before its calls for odd
            numbers, after them for even ones), ``never``.
        at: see ``how``.
        again: call number at which the next opening is killed as well, or 0.
    """

    how: str
    at: float = 0
    again: int = 0

    def __str__(self) -> str:
        at = f"{self.at:.6f}" if self.how == "time" else str(int(self.at))
        return f"{self.how}:{at}" + (f"+{self.again}" if self.again else "")

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read what ``str`` wrote."""
        how, _, rest = text.partition(":")
        at, _, again = rest.partition("+")
        return cls(how, float(at or 0), int(again or 0))


NEVER: Final = Moment("never")


@dataclass(slots=True)
class Ended:
    """How a process came to its end.

    Attributes:
        status: 0, or a signal as a negative number.
        told: what it had said.
        seconds: how long it took from where its work began.
        calls: how many calls it made by which files change, where they were counted.
    """

    status: int
    told: Told
    seconds: float = 0.0
    calls: int = 0

    @property
    def killed(self) -> bool:
        """Whether it was killed, and had not come to its end before."""
        return self.status == KILLED


@dataclass(frozen=True, slots=True)
class Recording:
    """What a process did to files: its status, the number of each file before, and the events."""

    status: int
    numbers: Mapping[str, int]
    events: Sequence[Event]


def in_child(work: Callable[[], Any]) -> Any:
    """Return what ``work`` returns in a process of its own; what JSON can hold.

    Raises:
        ChildProcessError: it failed, or took too long.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        _leave(lambda: _send(writing, work()))
    os.close(writing)
    answer = _hear(reading, seconds=PATIENCE_SECONDS)
    os.close(reading)
    if answer is None:
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    if answer is None or status:
        raise ChildProcessError(f"a process ended with {os.waitstatus_to_exitcode(status)}")
    return json.loads(answer)


def _send(descriptor: int, answer: object) -> None:
    with os.fdopen(descriptor, "w") as stream:
        json.dump(answer, stream)


def _leave(work: Callable[[], object]) -> NoReturn:
    """Do the work in this process and end it, without anything of what its parent had begun."""
    status = FAILED
    try:
        work()
        status = 0
    except BaseException:  # whatever it was, it must not go on as the parent
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _start(work: Callable[[int], object], *, traced: bool) -> tuple[int, int]:
    """Start work in a process; return its id and the descriptor on which it is heard."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)

        def run() -> None:
            if traced:
                tracer.be_traced()
            work(writing)

        _leave(run)
    os.close(writing)
    return process, reading


def run_to_call(work: Callable[[int], object], moment: Moment) -> Ended:
    """Run work and kill it at a call, or never; it is given the descriptor to speak on."""
    process, reading = _start(work, traced=True)
    ear = _Ear(reading)
    calls = 0

    def before(call: Call) -> int | None:
        nonlocal calls
        calls += 1
        ear.listen()
        if calls != moment.at:
            return None
        length = tracer.LENGTH_ARGUMENT.get(call.name)
        if moment.how == "within" and length is not None:
            return call.arguments[length] // 2 or tracer.END
        return tracer.END

    status = tracer.follow(process, before)
    ear.close()
    return Ended(status, understand(ear.heard), calls=calls)


def run_and_record(work: Callable[[int], object], root: Path) -> Recording:
    """Run work to its end and take down everything that it does to the files below ``root``."""
    process, reading = _start(work, traced=True)
    ear = _Ear(reading)
    recorder = Recorder(process, root, ear.listen)
    numbers = recorder.know()
    status = tracer.follow(process, recorder.before, recorder.after)
    recorder.close()
    ear.close()
    return Recording(status, numbers, tuple(recorder.events))


def run_to_time(work: Callable[[int], object], seconds: float | None) -> Ended:
    """Run work and kill it so long after it said that it was ready; None to let it end."""
    process, reading = _start(work, traced=False)
    ear = _Ear(reading)
    started: float | None = None
    end = time.monotonic() + PATIENCE_SECONDS
    while ear.wait(until=end):
        if started is None and understand(ear.heard).ready:
            started = time.monotonic()
            end = end if seconds is None else started + seconds
    ended = time.monotonic()
    if ear.is_open:
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    while ear.wait(until=end + PATIENCE_SECONDS):
        pass  # what it had said before it was killed
    ear.close()
    told = understand(ear.heard)
    return Ended(os.waitstatus_to_exitcode(status), told, seconds=ended - (started or ended))


@dataclass(slots=True)
class _Ear:
    """Our end of the pipe."""

    descriptor: int
    heard: str = ""
    is_open: bool = True
    _rest: bytes = field(default=b"")

    def listen(self) -> str:
        """Return what was said since the last time, without waiting."""
        before = len(self.heard)
        while self.is_open and self._is_something(0):
            self._read()
        return self.heard[before:]

    def wait(self, *, until: float) -> bool:
        """Wait until something is said; False when it is too late, or nothing can be said."""
        left = until - time.monotonic()
        if not self.is_open or left <= 0 or not self._is_something(left):
            return False
        self._read()
        return True

    def close(self) -> None:
        """Hear the last, and close it."""
        self.listen()
        os.close(self.descriptor)

    def _is_something(self, seconds: float) -> bool:
        return bool(select.select([self.descriptor], [], [], seconds)[0])

    def _read(self) -> None:
        piece = os.read(self.descriptor, 65536)
        self.is_open = bool(piece)
        self.heard += piece.decode()  # only ASCII is ever said


def _hear(descriptor: int, *, seconds: float) -> str | None:
    """Read up to the end; None when that takes too long."""
    ear = _Ear(descriptor)
    end = time.monotonic() + seconds
    while ear.wait(until=end):
        pass
    return None if ear.is_open else ear.heard
