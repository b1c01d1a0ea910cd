"""A recording of a source, served on this machine: a loopback site for each host, and a catalogue that leads to it.

`defcoop sources record NAME FOLDER` makes the recording. Addresses in pages, feeds and the source's file are rewritten
to the loopback sites; nothing else of the answers is touched.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.web_site import Reply, Site, open_site, redirect, send

TEXTUAL = (".xml", ".html", ".json", ".txt", ".csv")
HOSTS = re.compile(r"^hosts:.*\n(?:[ -].*\n)*", re.M)


@contextmanager
def open_recording(recording: Path, catalogue: Path) -> Iterator[dict[str, Site]]:
    """Serve a recording and write its source into a catalogue; yields the sites by the hosts that they stand for."""
    note = json.loads((recording / "recording.json").read_text(encoding="utf-8"))
    urls = [url for answer in note["answers"] for url in (answer["url"], answer.get("final_url")) if url]
    with ExitStack() as stack:
        sites = {name: stack.enter_context(open_site()) for name in dict.fromkeys(urlsplit(url).netloc for url in urls)}
        for answer in note["answers"]:
            _add_route(recording, sites, answer)
        for origin, text in note["robots"].items():
            sites[urlsplit(origin).netloc].routes["/robots.txt"] = send(text.encode(), "text/plain")
        written = rewrite((recording / "source.yml").read_text(encoding="utf-8"), sites)
        if "hosts: any" not in written:
            hosts = ", ".join(urlsplit(site.url).netloc for site in sites.values())
            written = f"{re.sub(HOSTS, '', written)}\nhosts: [{hosts}]\n"
        catalogue.mkdir(parents=True, exist_ok=True)
        (catalogue / f"{note['source_id']}.yml").write_text(written, encoding="utf-8")
        yield sites


def rewrite(text: str, sites: Mapping[str, Site]) -> str:
    """A text in which the addresses of the recorded hosts lead to their sites."""
    for name, site in sites.items():
        text = re.sub(rf"https?://{re.escape(name)}(?![\w.:-])", site.url, text)
    return text


def _add_route(recording: Path, sites: Mapping[str, Site], answer: Mapping[str, Any]) -> None:
    asked = urlsplit(answer["url"])
    site, path = sites[asked.netloc], _path(answer["url"])
    if "failed" in answer:
        site.routes[path] = send(b"", status=answer["failed"].get("http_status") or 503)
        return
    final = answer["final_url"] or answer["url"]
    if final != answer["url"]:
        site.routes[path] = redirect(rewrite(final, sites))
    sites[urlsplit(final).netloc].routes[_path(final)] = _make_reply(recording, sites, answer)


def _make_reply(recording: Path, sites: Mapping[str, Site], answer: Mapping[str, Any]) -> Reply:
    content = (recording / "answers" / answer["file"]).read_bytes()
    if answer["file"].endswith(TEXTUAL):
        content = rewrite(content.decode("latin-1"), sites).encode("latin-1")  # other bytes stay what they are
    headers = {name: value for name, value in answer["headers"].items() if name != "Content-Type"}
    return send(content, answer["headers"].get("Content-Type", "application/octet-stream"), **headers)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
