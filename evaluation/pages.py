"""How well pages are read: three pages in the layout of each kind of publisher, their main text and day known.

The layouts are rebuilt in our words after what publishers of these kinds send: their nesting, their class names, what
they put around and into an article. The articles are made up. What counts as main text: paragraphs, subheadings, list
items and table rows of the article. What does not: title, by-line, date line, captions, quotes that are pulled out,
teasers, notices.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import mean
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evaluation.page_texts import Article, make_article, make_day, make_list, make_rows
from sources.readers.records import read_records
from transforms.documents.documents import normalise_text
from transforms.documents.publication_dates import read_publication_date

TEMPLATES = Path(__file__).parent / "page_templates"
LENGTHS = (9, 5, 3)
"""Paragraphs of the three pages of each layout."""
RETRIEVED = datetime(2026, 11, 1, tzinfo=UTC)
_WORD = re.compile(r"\w+")
_WITH_LIST = frozenset({"government_metadata", "wordpress_blocks", "council_release", "drupal_nodes"})
_WITH_TABLE = frozenset({"table_report", "think_tank", "ministry_tables_1990s"})


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its right answers. `published_on` is None where the page does not say it unmistakably."""

    name: str
    content: bytes
    article: Article
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Score:
    """How a page was read: shares of words, and whether the day and the title are right."""

    name: str
    recall: float
    precision: float
    is_dated_right: bool
    is_titled_right: bool
    published: str | None


def list_layouts() -> list[str]:
    """Names of the layouts."""
    return sorted(path.name.removesuffix(".html.j2") for path in TEMPLATES.glob("[a-z]*.html.j2"))


def make_pages() -> Iterator[Page]:
    """All pages, the same at every run."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    environment.filters |= {"day": _write_day}
    for layout in list_layouts():
        template = environment.get_template(f"{layout}.html.j2")
        for number, length in enumerate(LENGTHS):
            yield _make_page(layout, number, length, template)


def measure(pages: Iterator[Page], read: Callable[[Page], tuple[str | None, str, str | None]]) -> list[Score]:
    """Scores of a reader that gives title, text and date as written of each page."""
    return [_score(page, *read(page)) for page in pages]


def read_as_the_night_does(page: Page) -> tuple[str | None, str, str | None]:
    """Title, text and date by the readers of the night."""
    result = read_records(page.content, f"https://publisher.test/{page.name}", media_type="text/html", kind="page")
    if not result.records:
        return None, "", None
    record = result.records[0]
    return record.title, normalise_text(record.text), record.published


def summarise(scores: list[Score]) -> dict[str, float]:
    """Means over pages."""
    return {
        "recall": mean(score.recall for score in scores),
        "precision": mean(score.precision for score in scores),
        "dates": mean(score.is_dated_right for score in scores),
        "titles": mean(score.is_titled_right for score in scores),
    }


def _make_page(layout: str, number: int, length: int, template: Any) -> Page:
    seed = f"{layout}-{number}"
    article = make_article(seed, length)
    blocks = list(article.blocks)
    if layout in _WITH_LIST:
        blocks[2:2] = make_list(seed)
    if layout in _WITH_TABLE:
        blocks[2:2] = make_rows(seed)
    article = replace(article, blocks=tuple(blocks))
    others = [make_article(f"{seed}-other-{n}", 3) for n in range(8)]
    days = [make_day(f"{seed}-day-{n}", article.published.date()) for n in range(8)]
    moments = [
        other.published.replace(year=day.year, month=day.month, day=day.day)
        for other, day in zip(others, days, strict=True)
    ]
    others = [replace(other, published=moment) for other, moment in zip(others, moments, strict=True)]
    told: dict[str, Any] = {}
    html = template.render(
        a=article,
        v=number,
        others=others,
        draw=random.Random(seed),
        told=told,
        updated=_later(article.published),
    )
    encoding = told.get("charset", "utf-8")
    article = replace(article, blocks=(*told.get("also", ()), *article.blocks))
    answer = None if told.get("is_undated") else article.published.date()
    return Page(seed, html.encode(encoding, "xmlcharrefreplace"), article, answer)


def _later(moment: datetime) -> datetime:
    return moment.replace(day=moment.day % 27 + 1, hour=(moment.hour + 5) % 24)


def _write_day(moment: datetime, form: str) -> str:
    """A moment in a form of `strftime`, where `%-d` is the day without a zero."""
    zone = moment.strftime("%z")
    iso = f"{zone[:3]}:{zone[3:]}"
    return moment.strftime(
        form.replace("%:z", iso).replace("%-d", str(moment.day)).replace("%-I", str((moment.hour - 1) % 12 + 1))
    )


def _score(page: Page, title: str | None, text: str, published: str | None) -> Score:
    lines = text.split("\n")
    if lines and lines[0].strip() == page.article.title:
        text = "\n".join(lines[1:])
    wanted = _count_words(" ".join(page.article.paragraphs))
    found = _count_words(text)
    common = (wanted & found).total()
    day = read_publication_date(published, RETRIEVED)
    return Score(
        page.name,
        common / wanted.total(),
        common / max(found.total(), 1),
        (day if isinstance(day, date) else None) == page.published_on,
        " ".join((title or "").split()) == page.article.title,
        published,
    )


def _count_words(text: str) -> Counter[str]:
    return Counter(word.lower() for word in _WORD.findall(text))


def main() -> None:
    """Print the means and the pages that are read worst: `python -m evaluation.pages`."""
    scores = measure(make_pages(), read_as_the_night_does)
    means = ", ".join(f"{name} {value:.3f}" for name, value in summarise(scores).items())
    print(f"{len(scores)} pages of {len(list_layouts())} layouts: {means}")
    for score in sorted(scores, key=lambda score: score.recall + score.precision)[:10]:
        print(f"{score.name:28} recall {score.recall:.2f} precision {score.precision:.2f} day {score.published}")


if __name__ == "__main__":
    main()
