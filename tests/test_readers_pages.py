"""What a page says of itself: dates with their zone, author, address, language, notices; and pages that are none."""

import json
from typing import Any

import pytest

from schemas.raw import RawRecord
from sources.readers.records import read_records

URL = "https://publisher.test/news/2025/agreement"
BODY = (
    "<p>Japan and Australia signed the agreement on Tuesday in Tokyo, the defence ministries of both states said.</p>"
    "<p>It is going to enter into force once both parliaments have agreed, which may take until the summer of 2026.</p>"
    "<p>On 3 March 2024 the ministers had met for the first time and asked their staffs to write a first draft.</p>"
)
TITLE = "Agreement signed in Tokyo"


def make_page(head: str = "", before: str = "", after: str = "", body: str = BODY, title: str = TITLE) -> bytes:
    shown = f"<div id='top'><h1>{title}</h1>{before}<div class='text'>{body}</div>{after}</div>"
    html = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Ministry</title>{head}</head>'
    return f"{html}<body>{shown}</body></html>".encode()


def read(*parts: str, **more: str) -> RawRecord:
    result = read_records(make_page(*parts, **more), URL, kind="page")
    assert result.problems == ()
    return result.records[0]


def make_ld(**said: Any) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE} | said
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("shown", "read_as"),
    [
        ("<p>5 February 2025</p>", "5 February 2025"),
        ("<p>February 5, 2025</p>", "February 5, 2025"),
        ("<p>Wednesday, February 5th, 2025</p>", "February 5th, 2025"),
        ("<div>Published: 05 Feb 2025 18:30 JST</div>", "05 Feb 2025 18:30 JST"),
        ("<div>Posted On: 05 FEB 2025 6:11PM by PIB Delhi</div>", "05 FEB 2025 6:11PM"),
        ("<span>Posted on</span> <span>2025-02-05</span>", "2025-02-05"),
        ("<li>2025.02.05</li>", "2025.02.05"),
        ("<p>05.02.2025</p>", "05.02.2025"),
        ("<p>05-Feb-2025</p>", "05-Feb-2025"),
        ("<p>Wed, 02/05/2025 - 10:30</p>", "2025-02-05"),
        ("<p>Tokyo, February 5, 2025</p>", "February 5, 2025"),
        ("<p>5<sup>th</sup> February 2025</p>", "5th February 2025"),
        ("<p>IMMEDIATE RELEASE &nbsp; Feb. 5, 2025</p>", "Feb. 5, 2025"),
        ("<p>By A. Writer</p><p>Feb 5, 2025, 9:30 am ET | Updated Feb 7, 2025</p>", "Feb 5, 2025, 9:30 am ET"),
        ("<p>Last updated: 7 February 2025</p><p>5 February 2025</p>", "5 February 2025"),
        (
            "<dl><dt>Updated</dt><dd>7 February 2025</dd><dt>Published</dt><dd>5 February 2025</dd></dl>",
            "5 February 2025",
        ),
        ("<time datetime='2025-02-05T18:30:00+09:00'>today</time>", "2025-02-05T18:30:00+09:00"),
        ("<p>Press service, posted 5 February 2025 14:30</p>", "5 February 2025 14:30"),
        ("<p>Joint communiqué (5 Feb. 2025)</p>", "5 Feb. 2025"),
        ("<p>2025年2月5日</p>", "2025年2月5日"),
    ],
)
def test_a_date_that_stands_alone_beside_the_title_is_that_of_the_page(shown: str, read_as: str) -> None:
    assert read("", shown).published == read_as


@pytest.mark.parametrize(
    "shown",
    [
        "<p>Last updated: 5 February 2025</p>",
        "<dl><dt>Last modified</dt><dd>5 February 2025</dd></dl>",
        "<p>Next release: 5 February 2025</p>",
        "<aside><p>5 February 2025</p></aside>",
        "<ul class='related'><li>5 February 2025</li></ul>",
        "<figure><img><figcaption>5 February 2025</figcaption></figure>",
        "<div><a href='/x'>Another story about another agreement</a> <span>5 February 2025</span></div>",
        "<p>The ministers met on 5 February 2025</p>",
        "<p>February 2025</p>",
        "<p>© 2025</p>",
    ],
)
def test_a_date_of_something_else_is_not_that_of_the_page(shown: str) -> None:
    assert read("", shown).published is None


def test_a_date_behind_the_text_counts_only_where_it_says_what_it_is() -> None:
    assert read("", "", "<p>5 February 2025</p>").published is None
    assert (
        read("", "", "<p>Published 5 February 2025</p><p>Last updated 7 February 2025</p>").published
        == "5 February 2025"
    )


def test_what_a_page_states_to_machines_goes_before_what_it_shows() -> None:
    head = make_ld(datePublished="2025-02-05T18:30:00+09:00", dateModified="2025-02-07T08:00:00+09:00")
    record = read(head, "<p>6 February 2025</p>")
    assert (record.published, record.modified) == ("2025-02-05T18:30:00+09:00", "2025-02-07T08:00:00+09:00")


def test_the_date_of_an_update_inside_a_live_blog_is_not_that_of_the_page() -> None:
    updates = [{"@type": "BlogPosting", "datePublished": "2025-02-06T10:00:00Z"}]
    head = make_ld(**{"@type": "LiveBlogPosting"}, datePublished="2025-02-05T10:00:00Z", liveBlogUpdate=updates)
    assert read(head).published == "2025-02-05T10:00:00Z"


@pytest.mark.parametrize(
    ("head", "author"),
    [
        (make_ld(author={"@type": "Person", "name": "A. Writer"}), "A. Writer"),
        (make_ld(author=[{"name": "A. Writer"}, {"name": "B. Other"}]), "A. Writer, B. Other"),
        (make_ld(author="A. Writer"), "A. Writer"),
        ('<meta name="author" content="A. Writer">', "A. Writer"),
        ('<meta property="article:author" content="https://facebook.test/x">', None),
        (make_ld(author={"name": 5}), None),
    ],
)
def test_the_author_is_who_the_page_names(head: str, author: str | None) -> None:
    assert read(head).author == author


def test_a_by_line_names_the_author_where_nothing_else_does() -> None:
    assert read("", "<p>By <a href='/a'>Ana Verhoeven</a>, defence correspondent</p>").author == "Ana Verhoeven"
    assert read("", "<p>By Ana Verhoeven and Jonas Ekdahl</p>").author == "Ana Verhoeven and Jonas Ekdahl"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://publisher.test/a", "https://publisher.test/a"),
        ("/a?id=5", "https://publisher.test/a?id=5"),
        ("https://publisher.test/", None),
        ("", None),
        ("http://[bad", None),
    ],
)
def test_the_address_is_the_one_that_the_page_calls_its_own_unless_it_is_the_front_page(
    said: str, address: str | None
) -> None:
    assert read(f'<link rel="canonical" href="{said}">').url == address


def test_the_language_is_that_of_the_page_or_of_its_metadata() -> None:
    page = make_page('<meta property="og:locale" content="fr_FR">').replace(b' lang="en"', b"")
    assert read_records(page, URL, kind="page").records[0].language == "fr"
    assert read().language == "en"


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: An earlier version of this story gave the wrong number of ships that were ordered.",
        "Correction (5 February 2025): the treaty was signed in Tokyo and not in Osaka, as was written here.",
        "Editor’s note: This story was updated after the ministry of Australia had answered our questions.",
        "This article was amended on 7 February 2025 to make clear that the parliament had not voted yet.",
        "An earlier version of this article misstated the year in which the first agreement had been signed.",
        "UPDATED, 7 Feb 2025: with a comment of the ministry in the last paragraph of the text.",
    ],
)
def test_a_notice_of_a_correction_is_kept_beside_the_text(notice: str) -> None:
    record = read("", "<p>5 February 2025</p>", body=f"{BODY}<p>{notice}</p>")
    assert record.notices == (notice,)
    assert notice not in record.text
    assert "may take until the summer of 2026" in record.text


def test_a_notice_below_its_heading_and_one_in_a_box_are_found() -> None:
    said = "The number of ships was wrong in the first version of what we published on Tuesday."
    below = read("", "", body=f"{BODY}<h3>Correction</h3><p>{said}</p>")
    boxed = read("", "", f"<div class='story-corrections'>{said}</div>")
    assert (below.notices, boxed.notices) == ((said,), (said,))
    assert "Correction" not in below.text


def test_a_sentence_about_a_correction_is_no_notice() -> None:
    body = f"{BODY}<p>The minister said the correction of the budget, updated in March, was a matter of weeks only.</p>"
    record = read("", "", body=body)
    assert record.notices == ()
    assert "a matter of weeks only" in record.text


LONG = "Norland and Esteria agreed to hold a joint exercise at sea, the ministry said in its statement of the day. "


@pytest.mark.parametrize(
    ("title", "body", "rule"),
    [
        ("Page not found", "<p>Use the search, or go back to our front page.</p>", "soft_404"),
        ("404", "<p>Nothing to see here, please move on to the front page.</p>", "soft_404"),
        ("Ministry of Defence", "<p>The page you are looking for does not exist or has been moved.</p>", "soft_404"),
        ("Ministry", "<p>Sorry, this document is no longer available on our site.</p>", "soft_404"),
        ("Oops! Something went wrong", "<p>We are working on it.</p>", "soft_404"),
        (
            "Sign in",
            "<form><input type='password'></form><p>Please enter your name and password.</p>",
            "login_wall",
        ),
        ("Daily Ledger", "<p>Subscribe to continue reading. Plans begin at 3 crowns a month.</p>", "login_wall"),
        ("Access Denied", "<p>You do not have permission to view this page on this server.</p>", "login_wall"),
        ("Just a moment...", "<p>Checking your browser before the site opens.</p>", "robot_check"),
        ("Ledger", "<p>Please enable JavaScript and cookies to continue to the site.</p>", "robot_check"),
    ],
)
def test_a_page_that_says_that_it_is_none_is_refused_and_says_so(title: str, body: str, rule: str) -> None:
    result = read_records(make_page(body=body, title=title), URL, kind="page")
    assert result.records == ()
    (problem,) = result.problems
    assert problem.rule == rule
    assert problem.reason.startswith("the page is no document")
    assert problem.remedy


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Missing page of treaty not found, historians say", f"<p>{LONG * 12}</p>"),
        ("Ministers sign in Tokyo", f"<p>{LONG * 4}</p>"),
        ("Parliament finds that the file has been moved", f"<p>{LONG * 5}</p>"),
        ("Norland joins the exercise", f"<p>{LONG * 3}</p><p>Please sign in to comment.</p>"),
    ],
)
def test_an_article_whose_headline_has_such_words_is_read(title: str, body: str) -> None:
    result = read_records(make_page(make_ld(datePublished="2025-02-05"), body=body, title=title), URL, kind="page")
    assert [record.title for record in result.records] == [title]
    assert result.problems == ()


def test_paragraphs_that_are_cut_by_breaks_alone_are_paragraphs() -> None:
    lines = [LONG.strip(), "What was agreed", (LONG * 2).strip()]
    for cut in ("<br><br>", "<br/>\n<BR>", "<br>"):
        record = read(body=f"<table><tr><td><font size=3>{cut.join(lines)}</font></td></tr></table>")
        assert record.text.split("\n\n") == lines


def test_a_table_of_figures_keeps_its_rows_and_nothing_of_its_drawing() -> None:
    rows = "".join(f"<tr><td>{name}</td><td>{n}</td></tr>" for n, name in enumerate(("State", "Norland", "Esteria")))
    text = read(body=f"{BODY}<table>{rows}</table>").text
    assert "Norland | 1\n\nEsteria | 2" in text
    assert "---" not in text


def test_a_part_of_an_article_that_is_called_like_furniture_stays_where_it_is_long() -> None:
    said = "The two ministries agreed on a fund for the families of soldiers, the spokesman said. " * 6
    text = read(
        body=f"{BODY * 5}<div class='latest-steps'><p>{said}</p></div><div class='latest'><p>Follow us</p></div>"
    ).text
    assert "a fund for the families" in text
    assert "Follow us" not in text


def test_class_names_that_lie_do_not_cost_the_text() -> None:
    record = read(body=f"<div class='related share-box'>{BODY}</div>")
    assert "signed the agreement on Tuesday" in record.text
