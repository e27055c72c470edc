# SPDX-License-Identifier: Apache-2.0
"""A message bus that only one test uses, and programs that talk on it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from types import TracebackType

LONGEST_SECONDS: Final = 60.0
ROOT: Final = Path(__file__).resolve().parents[2]
CONFIGURATION: Final = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class Spoken:
    """A program that is told things line by line, and says things line by line."""

    def __init__(self, *command: str, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        # A program that never says what is waited for must not hold up the tests for ever.
        self._limit = Timer(LONGEST_SECONDS, self._process.kill)
        self._limit.start()

    def tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")

    def hear(self) -> str:
        """Wait for the next line; an empty one means that the program has ended."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def end(self) -> tuple[int, str]:
        """Let it end by itself; return its exit status and what it still said."""
        rest, _ = self._process.communicate()
        self._stop_limit()
        return self._process.returncode, rest

    def finish(self) -> None:
        """Let it end by itself, unless it has already."""
        if self._process.returncode is None:
            self.end()

    def stop(self) -> None:
        """End it: one that listens to nobody."""
        self._process.terminate()
        self.end()

    def _stop_limit(self) -> None:
        self._limit.cancel()
        self._limit.join()


class PrivateBus:
    """One dbus-daemon that is the system bus and the session bus for whoever is started here."""

    def __init__(self, daemon: str, folder: Path) -> None:
        self._programs = ExitStack()
        configuration = folder / "bus.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder), encoding="utf-8")
        started = Spoken(
            daemon,
            f"--config-file={configuration}",
            "--print-address",
            "--nofork",
            "--nopidfile",
            environment=dict(os.environ),
        )
        self._programs.callback(started.stop)
        address = started.hear()
        self.environment = {
            **os.environ,
            "DBUS_SYSTEM_BUS_ADDRESS": address,
            "DBUS_SESSION_BUS_ADDRESS": address,
        }

    def start(self, module: str, *arguments: str) -> Spoken:
        """Start a module of the tests."""
        started = Spoken(sys.executable, "-m", module, *arguments, environment=self.environment)
        self._programs.callback(started.finish)
        return started

    def send(self, path: str, name: str, *arguments: str) -> None:
        """Send a signal on the session bus, as any program of the desktop can."""
        subprocess.run(
            ("dbus-send", "--session", "--type=signal", path, name, *arguments),
            env=self.environment,
            check=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._programs.close()
