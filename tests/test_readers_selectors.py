"""Selectors of a catalogue file: what they find goes first, what they miss is told, what they drop is gone."""

import pytest

from schemas.raw import ReadResult
from sources.readers.records import read_records
from sources.selectors import Selectors, read_date

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Site</title>
<meta property="article:published_time" content="2025-01-01"></head><body>
<h1>The ministry</h1><p class="head">Agreement signed</p>
<span class="day">Published: Wednesday, 5 February 2025, Tokyo</span>
<div class="body"><p>Japan and Australia signed the agreement on Tuesday in Tokyo.</p>
<div class="share">Share this page with friends</div>
<p>It is going to enter into force after both parliaments agreed.</p>
</div><div class="body"><table><tr><td>Ships</td><td>3</td></tr></table></div>
<p class="by">By A. Writer</p></body></html>"""


def read(**selectors: str) -> ReadResult:
    return read_records(PAGE.encode(), "https://a.test/1", kind="page", selectors=Selectors(**selectors))


def test_what_the_selectors_find_is_what_is_read() -> None:
    given = {"title": "p.head", "text": "div.body", "date": "span.day", "date_format": "%d %B %Y", "drop": ".share"}
    result = read(**given)
    (record,) = result.records
    assert (record.title, record.published, result.problems) == ("Agreement signed", "2025-02-05", ())
    assert record.text.split("\n\n") == [
        "Japan and Australia signed the agreement on Tuesday in Tokyo.",
        "It is going to enter into force after both parliaments agreed.",
        "Ships 3",
    ]


def test_a_selector_that_finds_nothing_is_told_and_the_general_reader_steps_in() -> None:
    result = read(title="h7", date=".nothing", text=".nowhere")
    (record,) = result.records
    assert (record.title, record.published) == ("The ministry", "2025-01-01")
    assert "Japan and Australia signed" in record.text
    assert [problem.rule for problem in result.problems] == ["selector_missed"] * 3
    assert "selectors.title" in result.problems[0].remedy


def test_a_date_in_another_format_is_told_with_its_words_and_the_general_reader_steps_in() -> None:
    result = read(date=".day", date_format="%d.%m.%Y")
    (problem,) = result.problems
    assert (problem.rule, problem.original) == ("date_unread", "Published: Wednesday, 5 February 2025, Tokyo")
    assert "is not written as '%d.%m.%Y'" in problem.reason
    assert result.records[0].published == "2025-01-01"


def test_an_element_inside_one_that_matches_is_not_read_twice() -> None:
    (record,) = read(text="div").records
    assert record.text.count("Share this page") == 1


@pytest.mark.parametrize(
    ("written", "date_format", "found"),
    [
        ("5 February 2025", "%d %B %Y", "2025-02-05"),
        ("Posted on 05.02.2025 by us", "%d.%m.%Y", "2025-02-05"),
        ("Feb 5,\n 2025", "%b %d, %Y", "2025-02-05"),
        ("2025/02/05 18:30 JST", "%Y/%m/%d %H:%M", "2025-02-05T18:30:00"),
        ("2025-02-05 18:30 +0900", "%Y-%m-%d %H:%M %z", "2025-02-05T18:30:00+09:00"),
        ("15 February 20255", "%d %B %Y", None),
        ("5 Febrero 2025", "%d %B %Y", None),
        ("31 February 2025", "%d %B %Y", None),
        ("", "%d %B %Y", None),
    ],
)
def test_a_date_is_found_where_it_stands_in_its_format(written: str, date_format: str, found: str | None) -> None:
    assert read_date(written, date_format) == found
