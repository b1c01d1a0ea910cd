"""The PDF reader: paragraphs whole, running heads and page numbers out, the date of the document."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from fpdf import FPDF

from samples.make_pdfs import make_all, make_declaration, make_scan
from sources.readers import read_records

CREATED = datetime(2025, 7, 1, tzinfo=UTC)
THINGS = "spending training shelters airfields shipyards reserves munitions radars cables satellites hospitals".split()
SENTENCE = "Allies have decided to do more for their {0}, and have agreed on what {0} will cost them every year."
PARAGRAPHS = [f"{number}. " + " ".join([SENTENCE.format(thing)] * 4) for number, thing in enumerate(THINGS, 1)]
LONG = "\n\n".join(["A declaration\n10 July 2024", *PARAGRAPHS])


def make_pdf(write: Callable[[FPDF], object], title: str = "") -> bytes:
    pdf = FPDF()
    pdf.set_creation_date(CREATED)
    pdf.set_title(title)
    pdf.add_page()
    pdf.set_font("Times", size=12)
    write(pdf)
    return bytes(pdf.output())


def test_numbered_paragraphs_come_out_whole_also_across_pages() -> None:
    (record,) = read_records(make_declaration(LONG), "d.pdf").records
    assert record.text.split("\n\n") == LONG.replace("\n10 July", "\n\n10 July").split("\n\n")


def test_running_heads_and_page_numbers_stay_out() -> None:
    (record,) = read_records(make_declaration(LONG), "d.pdf").records
    assert "in our own words" not in record.text
    assert "Page 1 of" not in record.text


def test_title_and_date_stand_at_the_head() -> None:
    (record,) = read_records(make_declaration(LONG), "d.pdf").records
    assert (record.title, record.published) == ("A declaration", "10 July 2024")


def test_a_stated_title_is_taken_only_if_the_pages_show_it() -> None:
    def write(pdf: FPDF) -> None:
        pdf.multi_cell(0, 6, f"Printed for the press\n\nA declaration\n\n{SENTENCE}")

    assert read_records(make_pdf(write, "A declaration"), "d.pdf").records[0].title == "A declaration"
    assert read_records(make_pdf(write, "Microsoft Word - final2"), "d.pdf").records[0].title == "Printed for the press"


def test_the_title_of_a_single_page_does_not_run_into_what_stands_around_it() -> None:
    head, paragraph = "The running head of the only page there is, a long one", f"{SENTENCE} {SENTENCE}"
    content = make_pdf(lambda pdf: pdf.multi_cell(0, 6, f"{head}\nA declaration\n{paragraph}"), "A declaration")
    assert read_records(content, "d.pdf").records[0].text.split("\n\n")[:2] == [head, "A declaration"]


def test_a_date_deep_in_the_text_is_not_that_of_the_document() -> None:
    lines = [f"Line number {number} says something that fills a line." for number in range(12)]
    content = make_pdf(lambda pdf: pdf.multi_cell(0, 6, "\n".join([*lines, "It began on 24 February 2022."])))
    assert read_records(content, "d.pdf").records[0].published == "2025-07-01"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("agreed to an exer-\ncise with Norway", "an exercise with Norway"),
        ("the security of the Indo-\nPacific", "the Indo-Pacific"),
        ("they sent F-\n35 fighters", "F-35 fighters"),
        ("support in the long-\nterm", "in the long-term"),
        ("a cross-border drill, and a cross-\nborder patrol", "a cross-border patrol"),
        ("between 3-\n4 ships", "3-4 ships"),
    ],
)
def test_a_word_that_a_line_end_cut_in_two_is_whole_again(written: str, read: str) -> None:
    content = make_pdf(lambda pdf: pdf.multi_cell(0, 6, f"The two countries said: {written}."))
    assert read in read_records(content, "d.pdf").records[0].text


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"%PDF-1.7\nrubbish", "unreadable_pdf"),
        (b"no pdf", "unreadable_pdf"),
        (make_declaration(LONG)[:500], "unreadable_pdf"),
        (make_scan(), "no_text"),
    ],
    ids=["rubbish", "no pdf", "cut off", "scan"],
)
def test_a_pdf_without_readable_text_is_a_problem(content: bytes, rule: str) -> None:
    result = read_records(content, "d.pdf")
    assert [problem.rule for problem in result.problems] == [rule]
    assert result.problems[0].remedy
    assert result.records == ()


def test_the_pdf_samples_are_the_same_bytes_whenever_they_are_made() -> None:
    assert make_all() == make_all()
