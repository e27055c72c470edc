# SPDX-License-Identifier: Apache-2.0
"""Stop a process at each call by which it changes files: to count them, record them, or end it.

Owns what the Linux kernel offers for this (``ptrace(2)`` with a ``seccomp(2)`` filter, so that
only the calls that matter stop). Must not know what the calls mean. The process has to be a child
of this one, which must have a single thread. Works on Linux 5.3 and newer, on x86-64.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

#: Numbers of the calls that change files (``asm/unistd_64.h``).
CALLS: Final = {
    1: "write",
    18: "pwrite64",
    20: "writev",
    40: "sendfile",
    74: "fsync",
    75: "fdatasync",
    76: "truncate",
    77: "ftruncate",
    82: "rename",
    83: "mkdir",
    84: "rmdir",
    85: "creat",
    86: "link",
    87: "unlink",
    88: "symlink",
    162: "sync",
    258: "mkdirat",
    263: "unlinkat",
    264: "renameat",
    265: "linkat",
    266: "symlinkat",
    277: "sync_file_range",
    285: "fallocate",
    296: "pwritev",
    306: "syncfs",
    316: "renameat2",
    326: "copy_file_range",
    328: "pwritev2",
    426: "io_uring_enter",
    437: "openat2",
}
#: These change something only with one of the flags O_CREAT and O_TRUNC; which argument has them.
OPENING: Final = {2: ("open", 1), 257: ("openat", 2)}
_CHANGING_FLAGS: Final = os.O_CREAT | os.O_TRUNC
#: The calls of which a part can be done: which argument says how many bytes.
LENGTH_ARGUMENT: Final = {"write": 2, "pwrite64": 2}

# linux/ptrace.h
_TRACEME, _CONT, _SYSCALL, _SETOPTIONS = 0, 7, 24, 0x4200
_POKEUSER, _GET_SYSCALL_INFO = 6, 0x420E
_OPTIONS: Final = 0x1 | 0x8 | 0x10 | 0x80 | 0x100000  # good, clone, exec, seccomp, exit-kill
_EVENT_SECCOMP: Final = 7
_WAIT_FOR_ALL: Final = 0x40000000
_AT_A_CALL: Final = signal.SIGTRAP | 0x80
_INFO: Final = struct.Struct("=B3xI2Q7Q")  # operation, architecture, two pointers, number, six
_RESULT: Final = struct.Struct("=24xq")
# linux/filter.h, linux/seccomp.h, asm/ptrace-abi.h
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _STOP = 0x7FFF0000, 0x7FF00000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_OFFSET_OF_RDX: Final = 96  # of the third argument, in struct user


class TracingError(Exception):
    """The kernel refused something that tracing needs."""


@cache
def is_possible() -> bool:
    """Return whether this computer can do it, and lets us: some containers do not."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    trial = (sys.executable, "-P", __file__)  # alone, because it makes a copy of its process
    return subprocess.run(trial, check=False, capture_output=True).returncode == 0


def _is_stopped_at_a_call() -> bool:
    process = os.fork()
    if process == 0:
        be_traced()
        with suppress(OSError):
            os.rmdir("/proc")  # noqa: PTH106 - just this call; nobody may do that
        os._exit(0)
    seen: list[str] = []
    follow(process, lambda call: seen.append(call.name))
    return seen == ["rmdir"]


_libc = ctypes.CDLL(None, use_errno=True)


def _ptrace(request: int, process: int, address: int = 0, data: object = 0) -> int:
    ctypes.set_errno(0)
    result = int(
        _libc.ptrace(
            ctypes.c_long(request),
            ctypes.c_long(process),
            ctypes.c_void_p(address),
            ctypes.c_void_p(data) if isinstance(data, int) else data,
        )
    )
    if result < 0 and ctypes.get_errno():
        raise ProcessLookupError(ctypes.get_errno(), "ptrace")
    return result


@dataclass(frozen=True, slots=True)
class Call:
    """One call that is about to be made.

    Attributes:
        thread: which thread makes it.
        name: of the call.
        arguments: its six arguments.
    """

    thread: int
    name: str
    arguments: tuple[int, ...]


END: Final = -1
"""What a watcher answers to have the process killed before the call does anything."""


def be_traced() -> None:
    """Hand this process over to its parent, in the child, before anything else.

    Raises:
        TracingError: the kernel refuses, as some containers make it do.
    """
    try:
        _ptrace(_TRACEME, 0)
    except ProcessLookupError as error:
        raise TracingError("ptrace") from error
    os.kill(os.getpid(), signal.SIGSTOP)
    program = _filter()
    instructions = ctypes.create_string_buffer(program)
    header = struct.pack("=H6xQ", len(program) // 8, ctypes.addressof(instructions))
    if _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or _libc.prctl(
        _SET_SECCOMP, _FILTER_MODE, ctypes.c_char_p(header), 0, 0
    ):
        raise TracingError("seccomp")


def _filter() -> bytes:
    """Return a program that stops at the calls above, and lets every other one pass."""
    code: list[tuple[int, int, int, int]] = [(_LOAD, 0, 0, 0)]  # the number of the call
    for number in CALLS:
        code += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _STOP)]
    for number, (_name, argument) in OPENING.items():
        code += [
            (_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, 16 + 8 * argument),
            (_ANY_BIT, 0, 1, _CHANGING_FLAGS),
            (_RETURN, 0, 0, _STOP),
            (_RETURN, 0, 0, _ALLOW),
        ]
    code.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def follow(
    process: int,
    before: Callable[[Call], int | None],
    after: Callable[[Call, int], bool] | None = None,
) -> int:
    """Follow a process that called :func:`be_traced` to its end.

    Args:
        process: its id.
        before: called at each call, with None for "go on"; ``END`` kills the process before
            the call does anything; a number makes it do only so many bytes, and kills it then.
        after: called when a call is done, with its result (an error is negative); what it returns
            is whether the process is killed here. Without it, calls are not waited for.

    Returns:
        The exit status as :func:`os.waitstatus_to_exitcode` gives it.
    """
    _, status = os.waitpid(process, 0)
    if not os.WIFSTOPPED(status):
        return os.waitstatus_to_exitcode(status)
    _ptrace(_SETOPTIONS, process, 0, _OPTIONS)
    _ptrace(_CONT, process)
    under_way: dict[int, Call] = {}
    shortened: set[int] = set()
    while True:
        thread, status = os.waitpid(-1, _WAIT_FOR_ALL)
        if not os.WIFSTOPPED(status):
            if thread == process:
                return os.waitstatus_to_exitcode(status)
            continue
        try:
            _answer(process, thread, status, before, after, under_way, shortened)
        except ProcessLookupError:
            continue  # it was killed meanwhile; its end comes next


def _answer(
    process: int,
    thread: int,
    status: int,
    before: Callable[[Call], int | None],
    after: Callable[[Call, int], bool] | None,
    under_way: dict[int, Call],
    shortened: set[int],
) -> None:
    reason = os.WSTOPSIG(status)
    if status >> 16 == _EVENT_SECCOMP:
        call = _call(thread)
        wish = before(call)
        if wish == END:
            os.kill(process, signal.SIGKILL)
            return
        if wish is not None:
            _ptrace(_POKEUSER, thread, _OFFSET_OF_RDX, wish)
            shortened.add(thread)
        if wish is None and after is None:
            _ptrace(_CONT, thread)
            return
        under_way[thread] = call
        _ptrace(_SYSCALL, thread)
    elif reason == _AT_A_CALL:
        ended = under_way.pop(thread)
        if thread in shortened or (after is not None and after(ended, _result(thread))):
            os.kill(process, signal.SIGKILL)
            return
        _ptrace(_CONT, thread)
    elif status >> 16 or reason in (signal.SIGSTOP, signal.SIGTRAP):
        _ptrace(_CONT, thread)  # a new thread, or another program was started in it
    else:
        _ptrace(_CONT, thread, 0, int(reason))


def _info(thread: int) -> bytes:
    room = ctypes.create_string_buffer(_INFO.size)
    _ptrace(_GET_SYSCALL_INFO, thread, _INFO.size, room)
    return room.raw


def _call(thread: int) -> Call:
    _operation, _architecture, _at, _stack, number, *arguments = _INFO.unpack(_info(thread))
    name = CALLS[number] if number in CALLS else OPENING[number][0]
    return Call(thread, name, tuple(arguments))


def _result(thread: int) -> int:
    return int(_RESULT.unpack_from(_info(thread))[0])


if __name__ == "__main__":
    sys.exit(0 if _is_stopped_at_a_call() else 1)
