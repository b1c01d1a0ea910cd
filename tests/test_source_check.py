"""`defcoop sources check` against a loopback publisher: each thing that can break is named, with what to do."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.commands.source_check import check_source, choose_sources, list_verified
from pipeline.commands.source_faults import Finding
from pipeline.errors import PipelineError
from pipeline.settings import Settings
from tests.small_world import ROOT, list_bytes, run
from tests.test_web_sources import TEXTS, site, world, write_web_source
from tests.web_site import Site, make_feed, make_page, redirect, send

__all__ = ["site", "world"]
TEXT = "Japan and the Philippines signed a reciprocal access agreement in Manila, the foreign ministry said on Monday. "
FRENCH = "Le ministre de la Défense a déclaré que la France et la Pologne organiseront un exercice commun en mai. " * 3
DAY = "<span class='day'>{}</span>"

Check = Callable[..., list[Finding]]


@pytest.fixture
def check(world: Settings, site: Site) -> Check:
    """Write the source `news` with one entry point and check it."""

    def run_check(path: str = "/feed", kind: str = "feed", entry: dict[str, Any] | None = None, **keys: Any):  # type: ignore[no-untyped-def]
        write_web_source(world, [{"url": f"{site.url}{path}", "kind": kind} | (entry or {})], **keys)
        return check_source(world, "news")

    return run_check


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


def publish(site: Site, pages: int = 3, text: str = TEXT * 3) -> None:
    """A feed, a listing, and the pages that both lead to."""
    links = "".join(f'<h3><a href="/{n}">Item {n}</a></h3>' for n in range(1, pages + 1))
    site.routes["/feed"] = send(make_feed(site.url, TEXTS[:1] * pages), "application/rss+xml")
    site.routes["/list"] = send(f"<html><body><main>{links}</main></body></html>".encode())
    for number in range(1, pages + 1):
        site.routes[f"/{number}"] = send(make_page(f"Item {number}", text))


def test_a_source_that_works_says_what_it_gave(check: Check, site: Site) -> None:
    publish(site)
    found = only(check(entry={"follow": 20}))
    assert (found.part, found.is_ok) == ("ok", True)
    assert found.said == "4 addresses asked, 3 texts of 2025-02-05, in en"


def test_a_check_follows_a_few_links_and_no_more(check: Check, site: Site) -> None:
    publish(site, pages=10)
    check(entry={"follow": 20})
    assert site.paths == ["/feed", "/1", "/2", "/3"]


@pytest.mark.parametrize("status", [404, 403, 503])
def test_an_entry_point_that_does_not_answer_is_named_with_its_status(check: Check, site: Site, status: int) -> None:
    site.routes["/feed"] = send(b"", status=status)
    found = only(check())
    assert (found.part, found.url) == ("entry point", f"{site.url}/feed")
    assert f"the server answers {status}" in found.said
    assert found.remedy


def test_a_redirect_to_another_host_is_named_with_the_host(check: Check, site: Site) -> None:
    site.routes["/feed"] = redirect("https://new.example.org/feed")
    found = only(check())
    assert found.part == "redirect"
    assert "new.example.org is not a host of this source" in found.said
    assert "list new.example.org in `hosts`" in found.remedy


def test_a_robots_txt_that_refuses_us_is_named(check: Check, site: Site) -> None:
    publish(site)
    site.routes["/robots.txt"] = send(b"User-agent: *\nDisallow: /feed\n", "text/plain")
    found = only(check())
    assert (found.part, found.said) == ("robots", "robots.txt closes this address to us")


def test_a_feed_that_turned_into_a_page_is_of_another_kind(check: Check, site: Site) -> None:
    site.routes["/feed"] = send(make_page("Welcome", TEXT))
    found = only(check())
    assert (found.part, found.said) == ("kind", "the item is no RSS or Atom feed")


def test_a_listing_whose_selector_finds_no_link_is_named_with_the_selector(check: Check, site: Site) -> None:
    publish(site)
    found = only(check("/list", "listing", {"follow": 5, "links": "article h2 a"}))
    assert found.part == "selector"
    assert "the selector 'article h2 a' finds nothing" in found.said


def test_links_that_all_fail_to_match_are_named_with_the_pattern(check: Check, site: Site) -> None:
    publish(site)
    found = only(check("/list", "listing", {"follow": 5, "links": "h3 a", "match": "^/press/"}))
    assert (found.part, found.said) == ("selector", "none of 3 links matches '^/press/'")


def test_a_selector_of_the_text_that_finds_nothing_is_named_once_for_all_pages(check: Check, site: Site) -> None:
    publish(site)
    found = only(check(entry={"follow": 5}, selectors={"text": "div.story"}))
    assert (found.part, found.url, found.times) == ("selector", f"{site.url}/1", 3)
    assert "the selector text (div.story) finds nothing" in found.said
    assert "selectors.text" in found.remedy


def test_a_date_in_another_format_is_named_with_the_words_that_are_no_date(check: Check, site: Site) -> None:
    publish(site, pages=1)
    page = make_page("Item", TEXT * 3).replace(b"<article>", f"<article>{DAY.format('le 5 fevrier')}".encode())
    site.routes["/1"] = send(page)
    found = only(check(entry={"follow": 1}, selectors={"date": "span.day", "date_format": "%d %B %Y"}))
    assert found.part == "date"
    assert "'le 5 fevrier'" in found.said
    assert "'%d %B %Y'" in found.said
    assert "selectors.date_format" in found.remedy


def test_a_page_without_a_date_is_a_matter_of_the_date(check: Check, site: Site) -> None:
    publish(site, pages=1)
    site.routes["/1"] = send(f"<html lang='en'><body><article><p>{TEXT * 3}</p></article></body></html>".encode())
    feed = make_feed(site.url, TEXTS[:1]).replace(b"<pubDate>Wed, 05 Feb 2025 09:00:00 +0000</pubDate>", b"")
    site.routes["/feed"] = send(feed, "application/rss+xml")
    found = only(check(entry={"follow": 1}))
    assert (found.part, found.said) == ("date", "the item states no date of publication")


def test_texts_in_another_language_than_declared_are_named_with_both(check: Check, site: Site) -> None:
    publish(site, text=FRENCH)
    for number in range(1, 4):
        page = make_page(f"Nouvelle {number}", FRENCH).replace(b'lang="en"', b'lang="fr"')
        site.routes[f"/{number}"] = send(page)
    found = only(check(entry={"follow": 3}))
    assert (found.part, found.said) == ("language", "3 of 3 texts are in fr, the file says en")
    assert "language: fr" in found.remedy


def test_a_page_that_a_script_would_fill_has_no_text(check: Check, site: Site) -> None:
    publish(site, pages=1)
    site.routes["/1"] = send(b"<html><body><div id='app'></div><script>go()</script></body></html>")
    found = only(check(entry={"follow": 1}))
    assert (found.part, found.url, found.said) == ("text", f"{site.url}/1", "the page has no main text")


def test_a_link_that_is_gone_is_not_the_entry_points_fault(check: Check, site: Site) -> None:
    publish(site)
    del site.routes["/2"]
    found = only(check(entry={"follow": 3}))
    assert (found.part, found.url) == ("link", f"{site.url}/2")


def test_each_entry_point_is_judged_by_itself(world: Settings, site: Site) -> None:
    publish(site)
    entries = [{"url": f"{site.url}/{name}", "kind": "feed"} for name in ("feed", "gone")]
    write_web_source(world, entries)
    assert [finding.part for finding in check_source(world, "news")] == ["ok", "entry point"]


@pytest.mark.parametrize(
    "name",
    ["sipri/SIPRI-Milex-data-1949-2023.xlsx", "nato/def-exp-2025-en.xlsx", "world_bank/MS.MIL.XPND.GD.ZS_page-1.json"],
)
def test_the_gaps_of_a_table_of_statistics_are_no_fault(check: Check, site: Site, name: str) -> None:
    site.routes[f"/{name}"] = send((ROOT / "samples" / "statistics" / name).read_bytes(), "application/octet-stream")
    found = only(check(f"/{name}", "statistics", document_type="statistics"))
    assert found.is_ok, found
    assert found.said.endswith(" figures")


def test_a_file_that_does_not_say_what_it_must_is_a_finding(world: Settings, site: Site) -> None:
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}], colour="red")
    found = only(check_source(world, "news"))
    assert (found.part, "unknown key colour" in found.said) == ("file", True)


def test_a_folder_has_nothing_to_ask(world: Settings, site: Site) -> None:
    assert only(check_source(world, "gazette")).is_ok
    assert site.asked == []


def test_a_name_that_the_catalogue_does_not_have_is_a_clear_error(world: Settings) -> None:
    with pytest.raises(PipelineError, match=r"no source nowhere in .*see `defcoop sources`"):
        choose_sources(world, ["wire", "nowhere"])
    assert choose_sources(world, []) == ["gazette", "wire", "yearbook"]


def test_a_check_without_a_contact_asks_nobody(
    check: Check, site: Site, world: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site)
    check()
    site.asked.clear()
    with pytest.raises(PipelineError, match="set DEFCOOP_CONTACT"):
        check_source(world.model_copy(update={"contact": ""}), "news")
    assert site.asked == []


def test_a_check_leaves_nothing_in_the_home_but_turns_and_robots(check: Check, site: Site, world: Settings) -> None:
    publish(site)
    check(entry={"follow": 3})
    assert {path.split("/")[0] for path in list_bytes(world.home)} <= {"web"}


def test_only_what_wholly_works_gets_the_line_to_write_into_its_file(check: Check, site: Site, world: Settings) -> None:
    publish(site)
    findings = check(verification={"status": "unverified", "on": "2026-01-01", "relied_on": "https://a.test/feeds"})
    assert only(findings).part == "file", "the day is no day: quotes make a word of it"
    findings = check()
    ((name, line),) = list_verified(world, findings)
    assert name == "news"
    assert line.startswith("verification: {status: verified, on: 2026-03-01, relied_on: ")
    broken = Finding("news", "https://a.test", "robots", "closed")
    assert list(list_verified(world, [*findings, broken])) == []


def environment_of(world: Settings) -> dict[str, str]:
    told = {"CONTACT": "https://example.org/us", "ALLOW_LOOPBACK": "1", "WEB_DELAY_SECONDS": "0"}
    told |= {"HOME": str(world.home), "ROOT": str(world.root), "CATALOGUE": str(world.catalogue)}
    return {f"DEFCOOP_{name}": value for name, value in told.items()} | {"NO_PROXY": "127.0.0.1"}


def test_the_command_prints_a_line_each_and_ends_with_1_where_something_broke(world: Settings, site: Site) -> None:
    publish(site)
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}], "good")
    write_web_source(world, [{"url": f"{site.url}/gone", "kind": "feed"}], "bad")
    good = run(environment_of(world), "sources", "check", "good")
    assert good.returncode == 0, good.stderr
    assert good.stdout.startswith(f"good  ok  {site.url}/feed  1 address asked, 3 texts")
    assert "  verification: {status: verified, on: " in good.stdout
    both = run(environment_of(world), "sources", "check", "good", "bad", "--json")
    assert both.returncode == 1
    assert [(row["source_id"], row["part"]) for row in json.loads(both.stdout)] == [
        ("good", "ok"),
        ("bad", "entry point"),
    ]


def test_another_catalogue_can_be_checked(world: Settings, site: Site, tmp_path: Path) -> None:
    publish(site)
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}])
    (tmp_path / "other").mkdir()
    (world.catalogue / "news.yml").rename(tmp_path / "other" / "news.yml")
    done = run(environment_of(world), "sources", "check", "--sources", str(tmp_path / "other"))
    assert (done.returncode, done.stdout.split()[:2]) == (0, ["news", "ok"]), done.stderr


pytestmark = pytest.mark.usefixtures("clean_settings")
