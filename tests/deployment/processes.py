"""Processes of a deployment on this machine: started, asked, killed. Whatever was started is gone after `end`."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

WITHOUT_PRIVILEGE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
"""Makes root heed permissions, as every other user does, and as the user of a container."""


class Unhealthy(Exception):
    """Something did not come to be in time; the message ends with the last lines of the log."""


@dataclass(frozen=True, slots=True)
class Process:
    """A running process with all it has started, and where it writes."""

    name: str
    popen: subprocess.Popen[bytes]
    log: Path

    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.popen.poll() is None

    def kill(self) -> None:
        """What a container's sudden death is: it and all it started are gone at once."""
        self.end(signal.SIGKILL)

    def end(self, how: signal.Signals = signal.SIGTERM, seconds: float = 20) -> None:
        """Ask it to end, wait, and kill what is left of it."""
        found = list_family(self.popen.pid)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.popen.pid, how)
        if how == signal.SIGKILL:
            seconds = 0
        _, left = psutil.wait_procs(found, timeout=seconds)
        for process in {*left, *list_family(self.popen.pid)}:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(found, timeout=10)
        self.popen.wait()

    def read_tail(self, lines: int = 25) -> str:
        """The last lines of its log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def start(
    name: str,
    command: Sequence[str],
    environment: Mapping[str, str],
    log: Path,
    user: str | None = None,
    cwd: Path | None = None,
) -> Process:
    """Start a process in a session of its own; its output goes to the log."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        popen = subprocess.Popen(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=cwd,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
    return Process(name, popen, log)


def heed_permissions(command: Sequence[str]) -> tuple[str, ...]:
    """A command that writes only where it is let, whoever starts it."""
    return (*(WITHOUT_PRIVILEGE if os.geteuid() == 0 else ()), *command)


def list_family(pid: int) -> list[psutil.Process]:
    """A process and all that it has started and that still run, the latest first."""
    try:
        process = psutil.Process(pid)
        return [*reversed(process.children(recursive=True)), process]
    except psutil.NoSuchProcess:
        return []


def wait_until(what: str, is_so: Callable[[], bool], seconds: float, processes: Sequence[Process] = ()) -> None:
    """Wait until something is so. Raises `Unhealthy` when it takes longer or a process has ended."""
    end = time.monotonic() + seconds
    while not is_so():
        dead = [process for process in processes if not process.is_running()]
        if dead or time.monotonic() > end:
            shown = dead or processes
            tails = "\n".join(f"--- {process.name} ({process.log})\n{process.read_tail()}" for process in shown)
            raise Unhealthy(f"{what}: {'it ended' if dead else f'not within {seconds:.0f} s'}\n{tails}")
        time.sleep(0.5)


def find_ports(count: int) -> list[int]:
    """Ports of the loopback that nobody listens on, each another."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for found in sockets:
            found.bind(("127.0.0.1", 0))
        return [found.getsockname()[1] for found in sockets]
