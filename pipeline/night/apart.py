"""Run one part of a night in a process of its own: its memory goes with it, and what kills it kills no other part."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from pipeline.errors import PipelineError

_FORK = multiprocessing.get_context("fork")


def run_apart(name: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function gives that runs in a child of this process, and ends with this process, in whatever way.

    `name` is what people are told where it dies. What it gives must be picklable. Raises `PipelineError` where the
    child ends without an answer: it was killed, ran out of memory, or raised, which the child itself prints.
    """
    ours, theirs = _FORK.Pipe()
    child = _FORK.Process(target=_answer, args=(ours, theirs, function, arguments), daemon=True)
    child.start()
    theirs.close()
    try:
        return ours.recv()
    except EOFError as error:
        child.join()
        code = child.exitcode or 0
        how = f"by signal {-code} ({signal.strsignal(-code)})" if code < 0 else f"with code {code}"
        raise PipelineError(f"the process of {name} ended {how}", "see that it has memory enough") from error
    finally:
        ours.close()
        child.join()


def _answer(ours: Connection, theirs: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to answer; its end is ours
    ours.close()
    threading.Thread(target=_end_with_parent, args=(theirs,), daemon=True).start()
    theirs.send(function(*arguments))


def _end_with_parent(theirs: Connection) -> None:
    """The parent never sends: what can be received is its end."""
    try:
        theirs.recv()
    except (EOFError, OSError):
        os._exit(1)
