"""One night over the worst of the web (`tests.hostile_site`), case by case: what is stored, what is refused as what.

The night runs in a process of its own; its memory is measured with all processes that it starts.
"""

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
import yaml

from tests.hostile_site import CASES, SCRIPT, TEXT, Case, open_cases, write_table
from tests.small_world import ROOT, make_world, start, write
from tests.web_site import Site, make_certificate, make_feed, open_site, send_kept
from warehouse.query import query

MEMORY_MAX = 500_000_000
SECONDS_MAX = 900
"""After which a night that does not end is killed; alone on a machine it takes a tenth of it."""
GOOD = "good"
Parts = list[tuple[int, str]]
"""Bytes (PSS) of some processes, and what they are."""


@dataclass(frozen=True, slots=True)
class Night:
    """What a night over all cases left."""

    folder: Path
    site: Site
    output: str
    code: int
    memory: Parts
    seconds: float

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of its warehouse."""
        return query(self.folder / "home" / "warehouse" / "defcoop.duckdb", statement).rows


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """The night; nobody writes into it."""
    folder = tmp_path_factory.mktemp("hostile")
    with ExitStack() as stack:
        site = stack.enter_context(open_site())
        environment = make_world(folder)
        stranger, _ = make_certificate(folder / "stranger")
        expired, first = make_certificate(folder / "expired", days=-1)
        other, second = make_certificate(folder / "other")
        places = {name: stack.enter_context(open_site(tls)).url for name, tls in
                  (("stranger", stranger), ("expired", expired), ("other", other))}  # fmt: skip
        places["other"] = places["other"].replace("127.0.0.1", "localhost")
        places["plain"] = site.url.replace("http:", "https:")
        (folder / "trusted.pem").write_bytes(first.read_bytes() + second.read_bytes())
        open_cases(site)
        site.routes["/good"] = send_kept(make_feed(site.url, [TEXT, "Norway joins the exercise in the north again."]))
        for case in CASES:
            write_source(folder, case, site, places)
        write_source(folder, Case(GOOD, "", lambda site, url: send_kept(b"")), site, places)
        told = {"CONTACT": "https://example.org/us", "ALLOW_LOOPBACK": "1", "WEB_DELAY_SECONDS": "0"}
        environment |= {f"DEFCOOP_{name}": value for name, value in told.items()}
        environment |= {"DEFCOOP_WEB_SECONDS_MAX": "3", "NO_PROXY": "*"}
        environment |= {"SSL_CERT_FILE": str(folder / "trusted.pem")}
        with start(environment, "nightly", "--direct") as process:
            begun = time.monotonic()
            memory, out, err = watch(process)
            seconds = time.monotonic() - begun
        yield Night(folder, site, out + err, process.returncode, memory, seconds)


def write_source(folder: Path, case: Case, site: Site, places: dict[str, str]) -> None:
    given: dict[str, Any] = yaml.safe_load((folder / "catalogue" / "wire.yml").read_text(encoding="utf-8"))
    del given["location"]
    url = case.url.format(**places) if case.url else f"{site.url}/{case.name}"
    entry = {"url": url, "kind": case.kind} | ({"follow": case.follow} if case.follow else {})
    formats = {"page": "page", "pdf": "pdf", "statistics": "statistics"}
    given |= {"source_id": case.name, "documents_min": 0, "documents_max": 3000, "entry_points": [entry]}
    given |= {"source_format": formats.get(case.kind, "feed")}
    if case.hosts:
        given["hosts"] = "any" if case.hosts == ("*",) else list(case.hosts)
    write(folder / "catalogue" / f"{case.name}.yml", yaml.safe_dump(given))


def watch(process: subprocess.Popen[str]) -> tuple[Parts, str, str]:
    """The most memory that a night and all that it started took at a time (PSS), and what it printed."""
    most, leader = list[tuple[int, str]](), psutil.Process(process.pid)
    ends_at = time.monotonic() + SECONDS_MAX
    while process.poll() is None:
        if time.monotonic() > ends_at:
            process.kill()
        parts = []
        for one in [leader, *leader.children(recursive=True)]:
            try:
                parts.append((one.memory_full_info().pss, " ".join(one.cmdline()[-2:])))
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        most = max(most, sorted(parts, reverse=True), key=lambda some: sum(size for size, _ in some))
        try:
            out, err = process.communicate(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        return most, out, err
    out, err = process.communicate()
    return most, out, err


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_address_is_stored_or_refused_as_the_table_says(night: Night, case: Case) -> None:
    stored = night.ask(f"select count(*) from documents where source_id = '{case.name}'")
    refused = night.ask(f"select rule, reason, remedy from rejections where source_id = '{case.name}'")
    assert stored == [(case.documents,)]
    rules = {rule for rule, _, _ in refused}
    assert bool(rules & set(case.rules)) == bool(case.rules), (rules, refused[:3])
    assert all(reason and remedy for _, reason, remedy in refused)


def test_the_others_are_read_as_if_nothing_were(night: Night) -> None:
    assert night.code == 0, night.output
    found = dict(night.ask("select source_id, count(*) from documents group by source_id"))
    assert {name: found[name] for name in ("gazette", "wire", GOOD)} == {"gazette": 2, "wire": 2, GOOD: 2}
    assert night.ask("select count(*) from indicators where source_id = 'yearbook'") == [(3,)]
    where = "where document_id in (select document_id from documents where source_id in ('gazette', 'wire'))"
    kinds = night.ask(f"select distinct kind from mentions {where}")
    assert {kind for (kind,) in kinds} >= {"joint_training", "budget_share"}


def test_nothing_was_asked_of_this_machine_or_its_network_but_the_site(night: Night) -> None:
    paths = set(night.site.paths)
    assert not {path for path in paths if path.startswith("/outer/")}, "entities are not fetched"
    texts = night.ask("select string_agg(text, ' ') from documents")[0][0]
    assert "root:" not in texts


def test_a_script_is_stored_as_text_and_never_shown_as_one(night: Night) -> None:
    pages = list((night.folder / "home").rglob("*.html"))
    assert pages
    assert not [page for page in pages if SCRIPT in page.read_text(encoding="utf-8")]
    originals = night.ask("select original from rejections where source_id = 'script_refused'")
    assert SCRIPT in originals[0][0]


def test_the_night_ends_and_stays_within_its_memory(night: Night) -> None:
    total = sum(size for size, _ in night.memory)
    print(f"\n{total / 1e6:,.0f} MB, {night.seconds:.0f} seconds, {night.memory}")
    assert total < MEMORY_MAX, night.memory
    assert night.seconds < SECONDS_MAX, "it was killed"


def test_the_table_of_the_documentation_is_that_of_the_cases() -> None:
    assert write_table() in (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")


pytestmark = pytest.mark.usefixtures("clean_settings")
