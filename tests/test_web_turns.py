"""Turns at a host: one request at a time whoever asks, and a pause between two."""

import multiprocessing
import threading
import time
from multiprocessing.synchronize import Event
from pathlib import Path

from sources.web.turns import take_turn


def hold_turn(folder: str, has_turn: Event, may_end: Event) -> None:
    with take_turn(Path(folder), "publisher.test", 0.0):
        has_turn.set()
        may_end.wait(120)


def test_a_host_is_asked_by_one_process_at_a_time(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    has_turn, may_end, told = context.Event(), context.Event(), list[str]()
    other = context.Process(target=hold_turn, args=(str(tmp_path), has_turn, may_end))
    other.start()
    assert has_turn.wait(120)
    with take_turn(tmp_path, "elsewhere.test", 0.0):
        told.append("another host")

    def wait_for_turn() -> None:
        with take_turn(tmp_path, "publisher.test", 0.0):
            told.append("after the other")

    thread = threading.Thread(target=wait_for_turn)
    thread.start()
    thread.join(0.3)
    told.append("still waiting")
    may_end.set()
    thread.join(120)
    other.join(120)
    assert told == ["another host", "still waiting", "after the other"]


def test_the_pause_counts_from_the_end_of_the_last_request(tmp_path: Path) -> None:
    with take_turn(tmp_path, "publisher.test", 0.0):
        pass
    ended = time.monotonic()
    with take_turn(tmp_path, "publisher.test", 0.4):
        assert time.monotonic() - ended >= 0.38


def test_a_damaged_or_future_note_delays_no_longer_than_the_pause(tmp_path: Path) -> None:
    with take_turn(tmp_path, "publisher.test", 0.0):
        pass
    (note,) = tmp_path.iterdir()
    for content in ("no number", "inf", str(time.time() + 1e9), "nan"):
        note.write_text(content, encoding="ascii")
        with take_turn(tmp_path, "publisher.test", 0.01):
            pass
        assert abs(float(note.read_text()) - time.time()) < 3600


def test_a_request_that_fails_gives_its_turn_back(tmp_path: Path) -> None:
    for _ in range(2):
        try:
            with take_turn(tmp_path, "publisher.test", 0.0):
                raise ValueError
        except ValueError:
            pass
    assert len(list(tmp_path.iterdir())) == 1
