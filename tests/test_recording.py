"""`defcoop sources record`: what a publisher answered is kept, and a test serves it after the publisher is gone."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.commands.recording import record_source
from pipeline.commands.source_check import check_source
from pipeline.errors import PipelineError
from pipeline.settings import Settings
from schemas.documents import DOCUMENTS
from sources.catalogue import CatalogueError
from tests.recorded_site import open_recording
from tests.small_world import list_bytes, run, write_source
from tests.test_source_check import environment_of, publish
from tests.test_web_sources import TEXTS, ingest, read, site, world, write_web_source
from tests.web_site import Site, make_feed, make_page, open_site, redirect, send

__all__ = ["site", "world"]
pytestmark = pytest.mark.usefixtures("clean_settings")


def read_note(recording: Path) -> dict[str, Any]:
    return dict(json.loads((recording / "recording.json").read_text(encoding="utf-8")))


def read_texts(world: Settings) -> list[tuple[str, str]]:
    return sorted((row["title"], row["text"]) for row in read(world, DOCUMENTS))


def test_a_recording_gives_the_documents_that_its_publisher_gave(world: Settings, tmp_path: Path) -> None:
    with open_site() as publisher:
        publish(publisher, pages=2)
        publisher.routes["/robots.txt"] = send(b"User-agent: *\nDisallow: /private\n", "text/plain")
        write_web_source(world, [{"url": f"{publisher.url}/feed", "kind": "feed", "follow": 5}])
        record_source(world, "news", tmp_path / "recording", sample=5)
        ingest(world)
    first = read_texts(world)
    with open_recording(tmp_path / "recording", world.catalogue) as sites:
        again = world.model_copy(update={"home": tmp_path / "again"})
        assert [finding.part for finding in check_source(again, "news")] == ["ok"]
        (replayed,) = sites.values()
        assert replayed.asked[0][0] == "/robots.txt"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DEFCOOP_HOME", str(again.home))
            ingest(again)
    assert read_texts(again) == first
    assert [title for title, _ in first] == ["Item 1", "Item 2"]


def test_a_recording_keeps_bytes_and_headers_as_they_came(world: Settings, site: Site, tmp_path: Path) -> None:
    page = "<html lang='de'><body><p>Übung in Böhmen</p></body></html>".encode("latin-1")
    site.routes["/page"] = send(page, "text/html; charset=iso-8859-1", ETag='"v1"', Last_Modified="Mon, 01 Dec 2025")
    write_web_source(world, [{"url": f"{site.url}/page", "kind": "page"}])
    record_source(world, "news", tmp_path / "recording", sample=3)
    (answer,) = read_note(tmp_path / "recording")["answers"]
    assert answer["headers"] == {
        "Content-Type": "text/html; charset=iso-8859-1",
        "ETag": '"v1"',
        "Last-Modified": "Mon, 01 Dec 2025",
    }
    assert (tmp_path / "recording" / "answers" / answer["file"]).read_bytes() == page
    source = (world.catalogue / "news.yml").read_bytes()
    assert (tmp_path / "recording" / "source.yml").read_bytes() == source


def test_redirects_other_hosts_and_failures_are_replayed_as_they_were(world: Settings, tmp_path: Path) -> None:
    with open_site() as first, open_site() as second:
        feed = make_feed(first.url, TEXTS)
        first.routes["/feed"] = redirect(f"{second.url}/moved")
        second.routes["/moved"] = send(feed, "application/rss+xml")
        first.routes["/1"] = send(make_page("Item 1", TEXTS[0] * 3))
        first.routes["/2"] = send(b"", status=410)
        hosts = [second.url.removeprefix("http://")]
        write_web_source(world, [{"url": f"{first.url}/feed", "kind": "feed", "follow": 5}], hosts=hosts)
        before = check_source(world, "news")
        record_source(world, "news", tmp_path / "recording", sample=5)
    with open_recording(tmp_path / "recording", world.catalogue) as sites:
        after = check_source(world, "news")
        assert len(sites) == 2
    assert [(finding.part, finding.said) for finding in after] == [(finding.part, finding.said) for finding in before]
    assert [(finding.part, finding.said) for finding in before] == [
        ("link", "the server answers 410: there is nothing there")
    ]


def test_what_robots_closes_is_closed_in_the_recording(world: Settings, tmp_path: Path) -> None:
    with open_site() as publisher:
        publish(publisher, pages=2)
        publisher.routes["/robots.txt"] = send(b"User-agent: *\nDisallow: /2\n", "text/plain")
        write_web_source(world, [{"url": f"{publisher.url}/feed", "kind": "feed", "follow": 5}])
        record_source(world, "news", tmp_path / "recording", sample=5)
    with open_recording(tmp_path / "recording", world.catalogue) as sites:
        assert [finding.part for finding in check_source(world, "news")] == ["robots"]
        (replayed,) = sites.values()
        assert replayed.paths == ["/feed", "/1"]


def test_a_recording_follows_few_links(world: Settings, site: Site, tmp_path: Path) -> None:
    publish(site, pages=10)
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed", "follow": 20}])
    note = record_source(world, "news", tmp_path / "recording", sample=2)
    assert len(note["answers"]) == 3
    assert site.paths == ["/feed", "/1", "/2"]


def test_a_recording_leaves_the_home_alone(world: Settings, site: Site, tmp_path: Path) -> None:
    publish(site)
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed", "follow": 3}])
    record_source(world, "news", tmp_path / "recording", sample=3)
    assert {path.split("/")[0] for path in list_bytes(world.home)} <= {"web"}


def test_a_folder_that_holds_something_is_not_written_to(world: Settings, site: Site, tmp_path: Path) -> None:
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}])
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(PipelineError, match="full is not an empty folder"):
        record_source(world, "news", tmp_path / "full", sample=3)
    assert site.asked == []


def test_a_source_that_is_a_folder_has_nothing_to_record(world: Settings, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="source wire is a folder"):
        record_source(world, "wire", tmp_path / "recording", sample=3)


def test_a_file_that_is_wrong_is_a_clear_error(world: Settings, tmp_path: Path) -> None:
    write_source(tmp_path, "wire", colour="red")
    with pytest.raises(CatalogueError, match="unknown key colour"):
        record_source(world, "wire", tmp_path / "recording", sample=3)


def test_the_command_says_how_much_it_kept(world: Settings, site: Site, tmp_path: Path) -> None:
    publish(site, pages=2)
    del site.routes["/2"]
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed", "follow": 3}])
    done = run(environment_of(world), "sources", "record", "news", str(tmp_path / "recording"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"news: 2 answers in {tmp_path / 'recording'}, 1 address gave none"
    unknown = run(environment_of(world), "sources", "record", "nobody", str(tmp_path / "other"))
    assert unknown.returncode == 1
    assert "no source nobody" in unknown.stderr
