"""The PDF reader: paragraphs whole, running heads and page numbers out, the date of the document."""

import textwrap
from collections.abc import Callable
from datetime import UTC, datetime

import pypdfium2
import pytest
from fpdf import FPDF

from samples.make_pdfs import make_all, make_declaration, make_scan
from sources.readers.records import read_records

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
        (make_scan(), "needs_ocr"),
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


PLAN = (
    "the two governments agreed on a plan for the defence of their coasts and asked the staffs of both armies to write "
    "down what each of them can give in ships and crews before the summer so that parliament may vote on it in autumn "
)
WHOLE = "The text below the columns spans the whole page again and is a good deal longer than each of them."


def write_columns(pdf: FPDF, rows: int = 20) -> list[str]:
    """Two columns, drawn row by row over the whole page, as some programs do; returns their texts."""
    sides = [textwrap.wrap(f"{name} {PLAN * 8}", 44)[:rows] for name in ("First", "Second")]
    for row, lines in enumerate(zip(*sides, strict=True)):
        for left, line in zip((15, 110), lines, strict=True):
            pdf.text(left, 60 + 6 * row, line)
    return [" ".join(lines) for lines in sides]


def test_two_columns_are_read_one_after_the_other_below_what_spans_both() -> None:
    texts: list[str] = []

    def write(pdf: FPDF) -> None:
        pdf.set_font("Times", size=11)
        pdf.text(15, 30, "A declaration of the two governments on the defence of their coasts and their harbours")
        texts.extend(write_columns(pdf))
        pdf.text(15, 200, WHOLE)

    text = read_records(make_pdf(write), "d.pdf").records[0].text
    assert text.split("\n\n") == [
        "A declaration of the two governments on the defence of their coasts and their harbours",
        " ".join(texts),
        WHOLE,
    ]


def test_a_table_is_no_page_of_two_columns_and_its_rows_stay_apart() -> None:
    rows = [f"Country{number:02} {number}.5 {number * 7} {number * 11}" for number in range(10, 30)]

    def write(pdf: FPDF) -> None:
        pdf.multi_cell(0, 6, f"{SENTENCE} {SENTENCE}\n\n", new_x="LMARGIN", new_y="NEXT")
        for row in rows:
            name, *figures = row.split()
            for value, left in zip([name, *figures], (15, 60, 120, 160), strict=True):
                pdf.text(left, 60 + 6 * int(name[-2:]) - 50, value)

    text = read_records(make_pdf(write), "d.pdf").records[0].text
    assert [line for line in text.split("\n\n") if line.startswith("Country")] == rows


def test_where_each_page_begins_in_the_text_is_kept() -> None:
    content = make_declaration(LONG)
    (record,) = read_records(content, "d.pdf").records
    count = len(pypdfium2.PdfDocument(content))
    assert count > 2
    assert [(anchor.kind, anchor.number) for anchor in record.anchors] == [("page", str(n + 1)) for n in range(count)]
    starts = [anchor.start for anchor in record.anchors]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert all(record.text[start - 1].isspace() and not record.text[start].isspace() for start in starts[1:])


def test_a_scanned_page_among_others_is_told_and_the_others_are_read() -> None:
    def write(pdf: FPDF) -> None:
        pdf.multi_cell(0, 6, SENTENCE)
        pdf.add_page()
        pdf.set_fill_color(90)
        pdf.rect(10, 10, 150, 100, style="F")
        pdf.add_page()
        pdf.multi_cell(0, 6, SENTENCE.replace("Allies", "Ministers"))

    result = read_records(make_pdf(write), "d.pdf")
    assert [anchor.number for anchor in result.records[0].anchors] == ["1", "3"]
    (problem,) = result.problems
    assert (problem.rule, problem.reason) == ("needs_ocr", "1 of 3 pages are pictures without text (page 2)")


def test_a_pdf_of_empty_pages_needs_no_recognition() -> None:
    (problem,) = read_records(make_pdf(lambda pdf: pdf.add_page()), "d.pdf").problems
    assert problem.rule == "no_text"
