"""Main text and day of pages in the layouts of many kinds of publishers, measured against what is right."""

import pytest

from evaluation.pages import Page, list_layouts, make_pages, measure, read_as_the_night_does, summarise


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return list(make_pages())


def test_there_are_pages_of_many_layouts_with_several_dates_each(pages: list[Page]) -> None:
    assert len(list_layouts()) >= 30
    assert len(pages) >= 90
    assert len({page.content for page in pages}) == len(pages)
    assert [page.content for page in make_pages()] == [page.content for page in pages], "the same at every run"


def test_words_of_the_main_text_are_found_and_others_are_not_and_days_are_right(pages: list[Page]) -> None:
    found = summarise(measure(iter(pages), read_as_the_night_does))
    assert found["recall"] >= 0.95, found
    assert found["precision"] >= 0.95, found
    assert found["dates"] >= 0.97, found
    assert found["titles"] >= 0.97, found


def test_no_page_loses_much_of_its_text(pages: list[Page]) -> None:
    scores = measure(iter(pages), read_as_the_night_does)
    assert [score for score in scores if score.recall < 0.9 or score.precision < 0.8] == []


def test_a_wrong_day_is_rarer_than_none(pages: list[Page]) -> None:
    scores = measure(iter(pages), read_as_the_night_does)
    wrong = [score for score in scores if score.published is not None and not score.is_dated_right]
    assert len(wrong) <= len(scores) // 100


def test_a_reader_that_finds_nothing_or_everything_scores_badly(pages: list[Page]) -> None:
    nothing = summarise(measure(iter(pages), lambda _: (None, "", None)))
    assert (nothing["recall"], nothing["titles"]) == (0, 0)
    everything = summarise(measure(iter(pages), lambda page: (None, page.content.decode("utf-8", "replace"), None)))
    assert everything["precision"] < 0.5 < everything["recall"]
