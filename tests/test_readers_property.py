"""No reader ever raises, whatever bytes it is given: arbitrary ones, and good items with a piece knocked out."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.raw import ReadResult
from sources.readers.records import read_records

ROOT = Path(__file__).resolve().parent.parent
ENDINGS = ("xml", "html", "pdf", "txt", "csv", "xlsx", "json")
SEEDS = {
    ending: [path.read_bytes() for path in sorted((ROOT / "samples").rglob(f"*.{ending}"))[:12]] for ending in ENDINGS
}
FRAGMENTS = (
    b"<?xml version='1.0' encoding='utf-16'?>", b"<rss version='2.0'><channel><item>", b"<feed><entry><content>",
    b"<html><head><meta charset=undefined>", b"<script type='application/ld+json'>", b'{"@graph": [1]}', b"</script>",
    b"<article><p>", b"<![CDATA[", b"]]>", b"&#0;", b"&#xFFFF;", b"<!--", b"-->", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
    b"%PDF-1.7\n", b"1 0 obj <</Type/Catalog>>", b"country_code,year,share_of_gdp_pct,source,edition\n", b'"', b",",
    b"\n", b"Published: ", b"2025-02-04", b"<time datetime=''>", b"PK\x03\x04", b'[{"message":[]}]', b"[{}, [", b"]]",
    b'"Data Source","World Development Indicators",\n', b'"Country Name","Country Code",', b"[[[[", b"NaN",
)  # fmt: skip
quick = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def check(content: bytes, ending: str) -> None:
    for source_format in ("text", "statistics"):
        result = read_records(content, f"item.{ending}", source_format)
        assert isinstance(result, ReadResult)
        assert all(problem.rule and problem.reason and problem.remedy for problem in result.problems)
        assert result.records or result.figures or result.problems, "an item may not vanish"


@pytest.mark.parametrize("ending", ENDINGS)
@quick
@given(content=st.binary(max_size=400))
def test_no_reader_raises_on_arbitrary_bytes(ending: str, content: bytes) -> None:
    check(content, ending)


@pytest.mark.parametrize("ending", ENDINGS)
@quick
@given(pieces=st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.binary(max_size=20)), max_size=12))
def test_no_reader_raises_on_scraps_of_its_format(ending: str, pieces: list[bytes]) -> None:
    check(b"".join(pieces), ending)


@pytest.mark.parametrize("ending", ENDINGS)
@settings(quick, max_examples=25)
@given(data=st.data())
def test_no_reader_raises_on_a_damaged_item(ending: str, data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(SEEDS[ending]))
    cut = data.draw(st.integers(0, len(content)))
    gap = data.draw(st.integers(0, 200))
    check(content[:cut] + data.draw(st.binary(max_size=10)) + content[cut + gap :], ending)
