"""Reading in a process of its own: the same result, and a bound that holds where a file is hostile."""

import zlib
from pathlib import Path

import pytest

from sources.readers import read_records
from sources.readers.apart import Bounds, read_apart

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


def test_a_file_that_takes_too_long_is_refused() -> None:
    (problem,) = read_apart(PDFS[0].read_bytes(), "a.pdf", Bounds(seconds_max=0.01)).problems
    assert (problem.rule, problem.reason) == ("too_costly", "reading it takes more than 0.01 seconds")


def test_a_pdf_bomb_dies_within_its_memory_and_this_process_goes_on() -> None:
    bounds = Bounds(memory_max=600_000_000)
    (problem,) = read_apart(make_pdf_bomb(1_000_000_000), "bomb.pdf", bounds).problems
    assert problem.rule in ("too_costly", "reader_died", "no_text", "unreadable_pdf")
    assert problem.remedy


def test_more_output_than_the_bound_is_refused() -> None:
    (problem,) = read_apart(PDFS[0].read_bytes(), "a.pdf", Bounds(output_max=10)).problems
    assert problem.rule == "reader_died"
