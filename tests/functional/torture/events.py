# SPDX-License-Identifier: Apache-2.0
"""What a process did to the files of one folder, in order: the input of the simulated power cut.

Owns how a call becomes an event. Must not know how to stop a process (tracer.py) nor what a disk
keeps (disk.py). Paths are relative to the folder; files are told apart by a number of ours, since
a name can change hands.
"""

from __future__ import annotations

import ctypes
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.functional.torture.tracer import Call

#: The index beside a log is written through shared memory, which makes no calls.
SHARED: Final = "-shm"
SHARED_PIECE: Final = 4096
_LONGEST_PATH: Final = 4096
_HERE: Final = -100  # AT_FDCWD
_WRITES: Final = frozenset({"write", "pwrite64", "writev", "pwritev", "pwritev2", "sendfile"})
_AT_AN_OFFSET: Final = frozenset({"pwrite64", "pwritev", "pwritev2"})
_FLUSHES: Final = frozenset({"fsync", "fdatasync"})


class NotModelledError(Exception):
    """The process did something that the model of the disk does not know."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at a place of a file."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """A file was cut, or made longer with zeros."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Flush:
    """A file was flushed: everything that happened before event number ``since`` is kept."""

    file: int
    since: int


@dataclass(frozen=True, slots=True)
class FlushNames:
    """The names in a folder were flushed: those given before event number ``since`` are kept."""

    folder: str
    since: int


@dataclass(frozen=True, slots=True)
class Names:
    """Names that changed at once: path and the file that it names now, or None.

    ``made`` are files that came into being with it, ``folders`` are the paths of new folders.
    """

    changed: tuple[tuple[str, int | None], ...]
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What the process told us: everything it acknowledged before has to last."""

    text: str


Event: TypeAlias = Write | Resize | Flush | FlushNames | Names | Said


@dataclass(slots=True)
class _Begun:
    """A call that is under way: what is needed to finish it."""

    since: int
    finish: Callable[[int], None]


@dataclass(slots=True)
class Recorder:
    """Turns the calls of one process into events; hand its methods to ``tracer.follow``.

    Attributes:
        process: its id.
        root: the folder; what happens elsewhere is passed over.
        hear: returns what the process has told us since the last time.
        events: what happened.
        count: how many calls there were, also those that are no events.
    """

    process: int
    root: Path
    hear: Callable[[], str]
    events: list[Event] = field(default_factory=list)
    count: int = 0
    numbers: dict[int, int] = field(default_factory=dict)  # inode of a living file -> our number
    next_number: int = 0
    _begun: dict[int, _Begun] = field(default_factory=dict)
    _shared: dict[str, bytes] = field(default_factory=dict)

    def know(self) -> dict[str, int]:
        """Give every file that is there a number; return the numbers by path."""
        known = {}
        for path in sorted(self.root.rglob("*")):
            if path.is_file():
                known[path.relative_to(self.root).as_posix()] = self._new(path.stat().st_ino)
        return known

    def before(self, call: Call) -> int | None:
        """Note what a call is about to do."""
        self.count += 1
        self._look_at_shared()
        self._begun[call.thread] = _Begun(len(self.events), self._plan(call))
        return None

    def after(self, call: Call, result: int) -> bool:
        """Note what it did."""
        begun = self._begun.pop(call.thread)
        self._look_at_shared()
        if result >= 0:
            begun.finish(result)
        self._hear()
        return False

    def close(self) -> None:
        """Take down the last that it told us."""
        self._hear()

    def _hear(self) -> None:
        text = self.hear()
        if text:
            self.events.append(Said(text))

    def _new(self, inode: int) -> int:
        number = self.numbers[inode] = self.next_number
        self.next_number += 1
        return number

    # What each call means ---------------------------------------------------------------------

    def _plan(self, call: Call) -> Callable[[int], None]:
        name = call.name
        if name in _WRITES:
            return self._writing(call)
        if name in _FLUSHES:
            return self._flushing(call)
        if name == "ftruncate":
            return self._resizing(call)
        if name in {"open", "openat", "creat"}:
            return self._opening(call)
        if name in {"rename", "renameat", "renameat2", "link", "linkat"}:
            return self._naming(call)
        if name in {"unlink", "unlinkat", "rmdir"}:
            return self._removing(call)
        if name in {"mkdir", "mkdirat"}:
            return self._making_a_folder(call)
        raise NotModelledError(name)

    def _writing(self, call: Call) -> Callable[[int], None]:
        descriptor = call.arguments[0]
        opened = self._opened(descriptor)
        if opened is None:
            return _nothing
        path, file = opened
        at = call.arguments[3] if call.name in _AT_AN_OFFSET else self._position(descriptor)

        def finish(written: int) -> None:
            # Read back from the file: that is what it was given, however it was given it.
            with path.open("rb") as stream:
                stream.seek(at)
                self.events.append(Write(file, at, stream.read(written)))

        return finish

    def _flushing(self, call: Call) -> Callable[[int], None]:
        place = self._where(call.arguments[0])
        since = len(self.events)
        if place is None:
            return _nothing
        if place.is_dir():
            folder = self._relative(place)
            return lambda _result: self.events.append(FlushNames(folder, since))
        opened = self._opened(call.arguments[0])
        if opened is None:
            return _nothing
        return lambda _result: self.events.append(Flush(opened[1], since))

    def _resizing(self, call: Call) -> Callable[[int], None]:
        opened = self._opened(call.arguments[0])
        if opened is None:
            return _nothing
        event = Resize(opened[1], call.arguments[1])
        return lambda _result: self.events.append(event)

    def _opening(self, call: Call) -> Callable[[int], None]:
        place = 1 if call.name == "openat" else 0
        path = self._path(call.arguments[0] if place else _HERE, call.arguments[place])
        if path is None:
            return _nothing
        flags = os.O_CREAT | os.O_TRUNC if call.name == "creat" else call.arguments[place + 1]
        was_there = path.exists()

        def finish(_descriptor: int) -> None:
            inode = path.stat().st_ino
            if not was_there:
                self.events.append(Names(((self._relative(path), self._new(inode)),)))
            elif flags & os.O_TRUNC:
                self.events.append(Resize(self.numbers[inode], 0))

        return finish

    def _naming(self, call: Call) -> Callable[[int], None]:
        arguments = call.arguments
        if call.name in {"rename", "link"}:
            source = self._path(_HERE, arguments[0])
            target = self._path(_HERE, arguments[1])
        else:
            source = self._path(arguments[0], arguments[1])
            target = self._path(arguments[2], arguments[3])
        if source is None and target is None:
            return _nothing
        if source is None or target is None:
            raise NotModelledError("a name that leaves the folder")
        file = self.numbers[source.stat().st_ino]
        changed: list[tuple[str, int | None]] = [(self._relative(target), file)]
        if call.name.startswith("rename"):
            changed.insert(0, (self._relative(source), None))
        event = Names(tuple(changed))
        return lambda _result: self.events.append(event)

    def _removing(self, call: Call) -> Callable[[int], None]:
        place = 1 if call.name == "unlinkat" else 0
        path = self._path(call.arguments[0] if place else _HERE, call.arguments[place])
        if path is None:
            return _nothing
        event = Names(((self._relative(path), None),))
        return lambda _result: self.events.append(event)

    def _making_a_folder(self, call: Call) -> Callable[[int], None]:
        place = 1 if call.name == "mkdirat" else 0
        path = self._path(call.arguments[0] if place else _HERE, call.arguments[place])
        if path is None:
            return _nothing
        event = Names((), folders=(self._relative(path),))
        return lambda _result: self.events.append(event)

    def _look_at_shared(self) -> None:
        for path in self.root.rglob(f"*{SHARED}"):
            try:
                inode, now = path.stat().st_ino, path.read_bytes()
            except FileNotFoundError:
                continue
            if inode not in self.numbers:
                continue  # its making is under way
            name = path.as_posix()
            before = self._shared.get(name, b"")
            self._shared[name] = now
            for offset in range(0, len(now), SHARED_PIECE):
                piece = now[offset : offset + SHARED_PIECE]
                if piece != before[offset : offset + SHARED_PIECE]:
                    self.events.append(Write(self.numbers[inode], offset, piece))

    # What the kernel knows of the process -----------------------------------------------------

    def _where(self, descriptor: int) -> Path | None:
        """Return the path of an open file in the folder, or None for any other."""
        try:
            target = (self._proc / "fd" / str(_signed(descriptor))).readlink()
        except OSError:
            return None
        return target if target.is_relative_to(self.root) else None

    def _opened(self, descriptor: int) -> tuple[Path, int] | None:
        if self._where(descriptor) is None:
            return None
        through = self._proc / "fd" / str(_signed(descriptor))  # also when its name has gone
        return through, self.numbers[through.stat().st_ino]

    def _position(self, descriptor: int) -> int:
        about = dict(
            line.split(":", 1)
            for line in (self._proc / "fdinfo" / str(descriptor)).read_text().splitlines()
        )
        if int(about["flags"], 8) & os.O_APPEND:
            return (self._proc / "fd" / str(descriptor)).stat().st_size
        return int(about["pos"])

    def _path(self, folder: int, address: int) -> Path | None:
        """Return the path that a call names, or None when it is not in the folder."""
        at = _signed(folder)
        start = self._proc / "cwd" if at == _HERE else self._proc / "fd" / str(at)
        path = start.readlink() / os.fsdecode(self._text(address))
        return path if path.is_relative_to(self.root) else None

    def _text(self, address: int) -> bytes:
        with (self._proc / "mem").open("rb", buffering=0) as memory:
            memory.seek(address)
            found = b""
            while b"\0" not in found and len(found) < _LONGEST_PATH:
                # Up to the end of a page: the next one need not be there.
                piece = memory.read(4096 - (address + len(found)) % 4096)
                found += piece
        return found.partition(b"\0")[0]

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    @property
    def _proc(self) -> Path:
        return Path("/proc") / str(self.process)


def _nothing(_result: int) -> None:
    pass


def _signed(number: int) -> int:
    return ctypes.c_int(number & 0xFFFFFFFF).value
