"""The audit page: failures first, everything escaped, nothing fetched from outside."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from warehouse.report import render_audit_page, write_audit_page

Row = dict[str, Any]


def finding(name: str, **changes: Any) -> Row:
    row = {
        "check_name": name, "table_name": "mentions", "severity": "critical", "is_passed": True, "rows_count": 1200,
        "failures_count": 0, "details": None, "remedy": "do this", "unjudged_because": None,
    }  # fmt: skip
    return row | changes


PASSED = finding("mentions.kind.in_set")
WARNED = finding("source.wire.documents_max", severity="warning", is_passed=False, failures_count=2, details="too many")
FAILED = finding("mentions.rule", is_passed=False, failures_count=1, details="text=<script>alert('x')</script> & more")


def test_a_refused_run_shows_failures_first_with_rows_and_remedies() -> None:
    page = render_audit_page(
        "night-1", [PASSED, WARNED, FAILED], {"refused candidate": Path("/data/failed/night-1.duckdb")}
    )
    assert "Refused: 1 of 3 checks failed" in page
    places = [
        page.index(words)
        for words in ("mentions.rule", "do this", "source.wire.documents_max", "mentions.kind.in_set", "/data/failed")
    ]
    assert places == sorted(places)
    assert "1 failed of 1,200 looked at" in page


def test_what_a_source_wrote_is_text_and_never_markup() -> None:
    page = render_audit_page("night-1", [FAILED], {})
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_run_that_passed_says_so_and_one_with_warnings_too() -> None:
    assert "Passed: all 1 checks hold." in render_audit_page("night-1", [PASSED], {})
    assert "Passed with warnings: 1 of 2 checks warn." in render_audit_page("night-1", [PASSED, WARNED], {})


class Collector(HTMLParser):
    """Collects attributes that would load something, and checks that tags close."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [str(value) for name, value in attrs if name in ("src", "href", "action", "data")]
        if tag not in ("meta", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_needs_nothing_from_outside_and_is_well_formed() -> None:
    page = render_audit_page("night-1", [PASSED, WARNED, FAILED], {"published warehouse": Path("/data/x.duckdb")})
    collector = Collector()
    collector.feed(page)
    assert (collector.loads, collector.open) == ([], [])
    assert not re.search(r"https?://|@import|url\(", page)
    assert "prefers-color-scheme: dark" in page


def test_the_page_lies_where_people_are_sent(tmp_path: Path) -> None:
    path = write_audit_page(tmp_path, "night-1", [PASSED], {})
    assert path == tmp_path / "audits" / "night-1.html"
    assert [name.name for name in path.parent.iterdir()] == ["night-1.html"]
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
