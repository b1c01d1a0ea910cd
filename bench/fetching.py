"""How many documents a second are fetched and read, beside the bare client and the bare extractor; and memory.

Run by `make bench`. The server is a process of its own on this machine. What is compared runs in one process, in turn.
`python -m bench.fetching --memory 100000` follows and reads so many documents and prints the memory now and then.
"""

import argparse
import multiprocessing
import shutil
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpcore
import psutil
import trafilatura

from sources.catalogue import Source
from sources.entry_points import EntryPoint
from sources.reading import read_fetch
from sources.web.client import Client, Identity, Limits
from sources.web.crawl import Round, crawl
from sources.web.urls import make_reach

LINKS = 200
"""Links of one feed of the server."""
PAGES_EVERY = 5
"""Of what the feeds lead to, each so many-th is a page, the others are plain texts."""
ROUNDS = 5
NOW = datetime(2026, 11, 1, 2, tzinfo=UTC)
SENTENCES = (
    "The two ministries agreed on the plan for the exercise number {0}, which begins in the north in the autumn.",
    "Ships and aircraft of both navies are to train together for {0} days, and observers will be asked to come.",
    "The minister told reporters that the budget holds {0} millions for it, and that parliament has to agree.",
    "Nobody was named who would lead the staff; that is left for the meeting number {0} of the committee.",
)
SOURCE = Source(
    "bench", "A publisher", "page", "article", False, "B", "en", "made for the benchmark", None, 0, 10_000_000,
)  # fmt: skip


def make_page(number: int) -> bytes:
    """A page of some kilobytes with what surrounds an article."""
    paragraphs = "".join(f"<p>{sentence.format(number + n)}</p>" for n in range(3) for sentence in SENTENCES)
    menu = "".join(f'<li><a href="/topic/{n}">Topic {n}</a></li>' for n in range(30))
    head = f"<title>Item {number}</title><meta property='article:published_time' content='2025-02-05T09:00:00Z'>"
    body = f"<nav><ul>{menu}</ul></nav><main><article><h1>Item {number}</h1>{paragraphs}</article></main>"
    page = f"<html lang='en'><head>{head}</head><body>{body}<footer>About us</footer></body></html>"
    return f"<!DOCTYPE html>{page}".encode()


def make_answer(path: str) -> tuple[str, bytes]:
    """What the server has at an address: `/feed/N`, `/page/N`, `/text/N`."""
    _, kind, name = path.split("/")
    number = int(name)
    if kind == "page":
        return "text/html; charset=utf-8", make_page(number)
    if kind == "text":
        text = "\n\n".join(sentence.format(number) for sentence in SENTENCES)
        return "text/plain; charset=utf-8", f"Item {number}\nPublished: 2025-02-05\n\n{text}\n".encode()
    first = number * LINKS
    links = "".join(
        f"<item><title>Item {n}</title><link>/{'text' if n % PAGES_EVERY else 'page'}/{n}</link></item>"
        for n in range(first, first + LINKS)
    )
    return "application/rss+xml", f"<rss version='2.0'><channel><title>t</title>{links}</channel></rss>".encode()


def serve(ready: Any) -> None:
    """The server: a thread a connection, which stays open."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        ready.send(listening.getsockname()[1])
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=_answer_all, args=(connection,), daemon=True).start()


def _answer_all(connection: socket.socket) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection, connection.makefile("rb") as requests, suppress(OSError):
        while line := requests.readline():
            path = line.split()[1].decode()
            while requests.readline() not in (b"\r\n", b""):
                pass
            if path == "/robots.txt":
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                continue
            media_type, content = make_answer(path)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(content)}\r\n"
            head += f'ETag: "{path}"\r\n\r\n'
            connection.sendall(head.encode() + content)


@contextmanager
def open_server() -> Iterator[str]:
    """The address of a running server."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.kill()
        process.join()


def make_client(home: Path) -> Client:
    """Our client as a night has it, but for the pauses."""
    limits = Limits(delay_seconds=0.0)
    return Client(home / "web", Identity("https://example.org/us", "1.0"), limits, allow_loopback=True)


def follow(client: Client, home: Path, url: str, number: int, kind: str = "feed") -> Iterator[tuple[Source, Any]]:
    """One round of a night: a feed and what it leads to, each kept and noted; every fetch with its source."""
    source = replace(SOURCE, entry_points=(EntryPoint(f"{url}/{kind}/{number}", "feed", LINKS),))
    tour = Round(home, source, NOW, home / "requests" / "bench" / f"{number}.jsonl", {})
    for outcome in crawl(client, tour):
        if outcome.fetch is None:
            raise RuntimeError(f"{outcome.url}: {outcome.error}")
        yield source, outcome.fetch


Spent = tuple[float, float]
"""Seconds by the clock, and seconds of all cores that this process and its reader worked."""


def measure_once(home: Path, url: str, number: int) -> dict[str, Spent]:
    """What one round of documents takes each way."""
    numbers = range(number * LINKS, (number + 1) * LINKS)
    found: dict[str, Spent] = {}

    def clock(name: str, work: Callable[[], Any]) -> Any:
        begun, used = time.perf_counter(), _count_work()
        done = work()
        found[name] = time.perf_counter() - begun, _count_work() - used
        return done

    paths = [f"/{'text' if n % PAGES_EVERY else 'page'}/{n}" for n in numbers]
    with httpcore.ConnectionPool() as pool:
        pool.request("GET", f"{url}/page/1")
        clock("bare client", lambda: [pool.request("GET", url + path).content for path in paths])
    with closing(make_client(home)) as client:
        reach = make_reach([url])
        client.fetch(f"{url}/page/1", reach)
        clock("our client", lambda: [client.fetch(url + path, reach).content for path in paths])
        fetches = clock("fetched and kept", lambda: list(follow(client, home, url, number)))
    pages = [(source, fetch) for source, fetch in fetches if "/page/" in fetch.url]
    read_fetch(home, *pages[0])
    results = clock("our readers, pages", lambda: [read_fetch(home, source, fetch) for source, fetch in pages])
    if not all(len(result.records) == 1 for result in results):
        raise RuntimeError("a page was not read")
    written = [make_page(int(fetch.url.rpartition("/")[2])).decode() for _, fetch in pages]
    clock(
        "bare trafilatura, pages", lambda: [trafilatura.bare_extraction(text, with_metadata=True) for text in written]
    )
    clock("our readers, all", lambda: [read_fetch(home, source, fetch) for source, fetch in fetches])
    return found


def measure_speed() -> None:
    """Print documents a second and the ratios, the median of some rounds."""
    home = Path(tempfile.mkdtemp(prefix="bench-fetching-"))
    try:
        with open_server() as url:
            rounds = [measure_once(home, url, number) for number in range(ROUNDS)]
    finally:
        shutil.rmtree(home)
    counts = {name: LINKS // PAGES_EVERY if name.endswith("pages") else LINKS for name in rounds[0]}
    for name, count in counts.items():
        by_clock, by_cores = (count / statistics.median(one[name][way] for one in rounds) for way in (0, 1))
        print(f"{name:26} {by_clock:8,.0f} a second, {by_cores:8,.0f} a second of work")
    whole = [one["fetched and kept"][0] + one["our readers, all"][0] for one in rounds]
    print(f"{'fetched, kept and read':26} {LINKS / statistics.median(whole):8,.0f} a second")
    for one, other in (
        ("our client", "bare client"), ("fetched and kept", "bare client"),
        ("our readers, pages", "bare trafilatura, pages"),
    ):  # fmt: skip
        by_clock, by_cores = (statistics.median(some[one][way] / some[other][way] for some in rounds) for way in (0, 1))
        print(f"{one} : {other} = {by_clock:.2f} by the clock, {by_cores:.2f} by work")


def _count_work() -> float:
    readers = [child.cpu_times() for child in _list_readers()]
    return time.process_time() + float(sum(times.user + times.system for times in readers))


def _list_readers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "sources.isolation_worker" in child.cmdline()]


def measure_memory(documents: int) -> None:
    """Fetch, keep and read so many documents; print the memory of this process and its reader on the way."""
    home = Path(tempfile.mkdtemp(prefix="bench-fetching-"))
    begun, own, seen = time.perf_counter(), psutil.Process(), 0
    try:
        with open_server() as url, closing(make_client(home)) as client:
            for number in range(-(-documents // LINKS)):
                for source, fetch in follow(client, home, url, number):
                    seen += len(read_fetch(home, source, fetch).records)
                if number % max(1, documents // LINKS // 20) == 0:
                    _tell(seen, time.perf_counter() - begun, own)
                for name in ("snapshots", "fetches", "requests"):  # the disk is not what is measured
                    shutil.rmtree(home / name)
            _tell(seen, time.perf_counter() - begun, own)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _tell(seen: int, seconds: float, own: psutil.Process) -> None:
    reader = sum(child.memory_info().rss for child in _list_readers())
    rss = own.memory_info().rss
    print(
        f"{seen:8,} documents {seconds:7,.0f} s   own {rss / 1e6:6,.1f} MB   reader {reader / 1e6:6,.1f} MB", flush=True
    )


def main() -> None:
    """Measure the speed, or the memory."""
    parser = argparse.ArgumentParser(description="Measure fetching and reading.")
    parser.add_argument("--memory", type=int, default=0, help="fetch and read so many documents, and print the memory")
    given = parser.parse_args()
    if given.memory:
        measure_memory(given.memory)
    else:
        measure_speed()


if __name__ == "__main__":
    main()
