"""Reading in a process of its own: the same result, and a bound that holds where a file is hostile."""

import io
import signal
import zipfile
import zlib
from pathlib import Path

import psutil
import pytest
from openpyxl import Workbook

from sources.isolation import Bounds
from sources.readers.apart import read_apart
from sources.readers.records import read_records
from sources.reading import IN_FOLDER, choose_bounds

PDFS = sorted((Path(__file__).resolve().parent.parent / "samples").rglob("*.pdf"))


def make_pdf_bomb(size: int) -> bytes:
    """A PDF whose only page is a packed stream of spaces, each of which the parser must look at."""
    packer = zlib.compressobj(1)
    block = b" " * 1_000_000
    packed = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


@pytest.mark.parametrize("path", PDFS[:2], ids=lambda path: path.name)
def test_a_pdf_read_apart_says_the_same(path: Path) -> None:
    content = path.read_bytes()
    assert read_apart(content, path.name, source_format="pdf") == read_records(content, path.name, "pdf")


def make_endless_page() -> bytes:
    """A page of 4 MB that a reader would work on for minutes."""
    return b"<html><body>" + b'<a href="/x">link</a> ' * 180_000


def test_a_page_that_takes_too_long_by_the_clock_is_refused() -> None:
    (problem,) = read_apart(make_endless_page(), "a.html", Bounds(seconds_max=1.0, memory_max=2_000_000_000)).problems
    assert (problem.rule, problem.reason) == ("too_costly", "reading it takes more than 1 seconds")


def test_a_page_that_takes_too_much_work_is_refused_and_the_next_one_is_read() -> None:
    (problem,) = read_apart(make_endless_page(), "a.html", Bounds(cpu_seconds_max=1, memory_max=2_000_000_000)).problems
    assert (problem.rule, problem.reason) == ("too_costly", "reading it takes more than 1 seconds of work")
    content = PDFS[0].read_bytes()
    assert read_apart(content, "a.pdf").records == read_records(content, "a.pdf").records


def test_a_pdf_bomb_dies_within_its_memory_and_this_process_goes_on() -> None:
    (problem,) = read_apart(make_pdf_bomb(1_000_000_000), "bomb.pdf", Bounds(memory_max=100_000_000)).problems
    assert problem.rule in ("too_costly", "reader_died", "no_text", "unreadable_pdf")
    assert problem.remedy


def test_a_workbook_that_unpacks_to_more_than_the_memory_is_refused() -> None:
    made, swollen = io.BytesIO(), io.BytesIO()
    Workbook().save(made)
    text = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 90_000_000 + b"</t></is></c></row>"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, content.replace(b"<sheetData>", text))
    bounds = Bounds(memory_max=100_000_000)
    (problem,) = read_apart(swollen.getvalue(), "a.xlsx", bounds, source_format="statistics").problems
    assert problem.rule == "too_costly"


def test_more_output_than_the_bound_is_refused() -> None:
    (problem,) = read_apart(PDFS[0].read_bytes(), "a.pdf", Bounds(output_max=10)).problems
    assert (problem.rule, problem.reason) == ("too_costly", "what is in it takes more than 10 bytes")


def test_a_worker_that_was_killed_between_two_items_costs_none_of_them() -> None:
    content = PDFS[0].read_bytes()
    first = read_apart(content, "a.pdf")
    for child in psutil.Process().children():
        if "sources.isolation_worker" in child.cmdline():
            child.kill()
            child.wait()
    assert read_apart(content, "a.pdf") == first


def test_what_a_large_item_of_a_folder_left_behind_is_not_counted_against_the_next() -> None:
    many = "country_code,year,share_of_gdp_pct,source,edition\n" + "EST,2023,2.9,Yearbook,2025\n" * 150_000
    assert len(read_apart(many.encode(), "large.csv", IN_FOLDER, source_format="statistics").figures) == 150_000
    workers = [child for child in psutil.Process().children() if "sources.isolation_worker" in child.cmdline()]
    assert not workers, "it ends, and the next item has a worker of its own"
    assert read_apart(PDFS[0].read_bytes(), "a.pdf").records


def test_a_reader_that_raises_is_a_problem_that_says_so() -> None:
    (problem,) = read_apart(b"x", "a.txt", unknown=1).problems
    assert (problem.rule, problem.reason[:9]) == ("reader_failed", "TypeError")


def test_a_source_that_was_too_costly_three_times_in_a_row_gets_little_for_the_next_item() -> None:
    assert [choose_bounds(False, count).cpu_seconds_max for count in (0, 1, 2, 3, 9)] == [15, 15, 15, 2, 2]
    assert [choose_bounds(True, count).cpu_seconds_max for count in (0, 3)] == [60, 2]


class InterruptedInTest(BaseException):
    """What Airflow raises from a signal where a task has taken too long is no `Exception` either."""


def test_whoever_was_interrupted_while_an_item_was_read_gets_the_answer_to_the_next_one() -> None:
    content = PDFS[0].read_bytes()
    expected = read_apart(content, "a.pdf").records

    def interrupt(number: int, frame: object) -> None:
        raise InterruptedInTest

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(InterruptedInTest):
            read_apart(make_endless_page(), "a.html", Bounds(memory_max=2_000_000_000))
    finally:
        signal.signal(signal.SIGALRM, before)
    assert read_apart(content, "a.pdf").records == expected
