# SPDX-License-Identifier: Apache-2.0
"""Programs of other people that some tests compare ours with, and what happens without them.

A developer who lacks one is told so at the end of the run, and the tests that need it are skipped.
Where CI is set nothing may be left out, so there its absence is a failure.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Final, NoReturn

import pytest

INTEROP: Final = Path(__file__).parent / "interop"

NODE_IS_ABSENT: Final = (
    "Node is not here: the age vectors and the independent age implementation did not run"
)
SSH_KEYGEN_IS_ABSENT: Final = (
    "ssh-keygen is not here: our signatures were not compared with those of OpenSSH"
)
DBUS_IS_ABSENT: Final = (
    "dbus-daemon is not here: locking on sleep and on the lock of the session was not tried"
)


def leave_out(message: str) -> NoReturn:
    """Skip the test, or fail it where nothing may be left out."""
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def node() -> str:
    """Path of Node, with the packages of tests/interop installed."""
    program = shutil.which("node")
    installed = all((INTEROP / "node_modules" / name).is_dir() for name in _packages())
    if program is None or not installed:
        leave_out(NODE_IS_ABSENT)
    return program


@pytest.fixture(scope="session")
def ssh_keygen() -> str:
    """Path of OpenSSH's ssh-keygen."""
    program = shutil.which("ssh-keygen")
    if program is None:
        leave_out(SSH_KEYGEN_IS_ABSENT)
    return program


@pytest.fixture(scope="session")
def dbus_daemon() -> str:
    """Path of dbus-daemon; dbus-send comes with it."""
    program = shutil.which("dbus-daemon")
    # Where it is installed on a Mac or on Windows, the program listens to other things.
    is_used = sys.platform not in ("darwin", "win32")
    if program is None or shutil.which("dbus-send") is None or not is_used:
        leave_out(DBUS_IS_ABSENT)
    return program


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out, where it cannot be overlooked."""
    skipped = terminalreporter.stats.get("skipped", [])
    for message in (NODE_IS_ABSENT, SSH_KEYGEN_IS_ABSENT, DBUS_IS_ABSENT):
        count = sum(message in str(report.longrepr) for report in skipped)
        if count:
            terminalreporter.section("Left out", yellow=True)
            terminalreporter.line(f"{message} ({count} tests).")


def _packages() -> tuple[str, ...]:
    return ("age-encryption", "cctv-age")
