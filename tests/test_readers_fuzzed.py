"""What fuzzing found (`make fuzz`), each in its shortest form: none of it may break a reader, or what is stored."""

import io
import json
import re
import zipfile

import pytest

from bench.fuzz_targets import FETCH, SOURCE, load_targets
from samples.make_statistics import make_sipri_workbook
from schemas.country_names import find_state
from schemas.raw import RawRecord
from sources.readers.feed import parse_feed
from sources.readers.records import read_records
from transforms.documents.documents import make_documents

WEB = "https://publisher.test/item"
ENTRY = "<item><title>Drill &amp; talks {}</title><link>https://a.test/1</link><description>Text</description></item>"


def make_feed(more: str, encoding: str = "utf-8") -> bytes:
    head = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>t</title>'
    return f"{head}{ENTRY.format(more)}</channel></rss>".encode()


@pytest.mark.parametrize("more", ["&#xD800;", "&#1114112;", "&#x110000;", "&#99999999999999999999;"])
def test_a_reference_to_no_character_costs_that_character_and_not_the_feed(more: str) -> None:
    (record,) = read_records(make_feed(f"{more} &#8364; &#128674; <b"), WEB, kind="feed").records
    assert record.title == "Drill & talks \ufffd \u20ac \U0001f6a2"
    load_targets()["feed"].check(make_feed(more))


@pytest.mark.parametrize("encoding", ["undefined", "idna", "hex", "utf-7", "x" * 90])
def test_a_feed_that_claims_an_impossible_charset_is_read(encoding: str) -> None:
    assert [entry.title for entry in parse_feed(make_feed("", encoding)).entries] == ["Drill & talks"]
    load_targets()["feed"].check(make_feed("", encoding))


@pytest.mark.parametrize("name", ["date", "value", "countryiso3code", "indicator", "country"])
def test_half_a_character_in_json_is_stored_as_a_replacement(name: str) -> None:
    row = {"indicator": {"id": "MS.MIL.XPND.GD.ZS"}, "country": {"value": "Norway"}, "countryiso3code": "NOR"}
    row |= {"date": "2024", "value": "2.1"}
    row |= {name: {"id": "\ud800", "value": "\ud800"} if name in ("indicator", "country") else "\ud800"}
    content = json.dumps([{"page": 1, "lastupdated": "2025-01-01"}, [row]]).encode()
    load_targets()["json"].check(content)
    result = read_records(content, "a.json", "statistics")
    assert "\ud800" not in repr(result).encode("unicode_escape").decode()


def test_a_cell_with_a_style_that_the_workbook_does_not_have_is_read_as_plain() -> None:
    content = make_sipri_workbook(2024, (2022, 2023), [("Poland", None, 0.024, 0.038)])
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename.startswith("xl/worksheets"):
                data = re.sub(rb'(<c r="[^"]+")(?: s="\d+")?', rb'\1 s="99"', data)
            new.writestr(part.filename, data)
    load_targets()["xlsx"].check(made.getvalue())
    assert read_records(made.getvalue(), "a.xlsx", "statistics").figures


def test_a_workbook_that_claims_a_future_version_of_zip_is_refused_by_name() -> None:
    content = bytearray(make_sipri_workbook(2024, (2022, 2023), [("Poland", None, 0.024, 0.038)]))
    entry = content.index(b"PK\x01\x02")
    content[entry + 6] = 255  # the version that is needed to unpack it
    (problem,) = read_records(bytes(content), "a.xlsx", "statistics").problems
    assert problem.rule == "unreadable_workbook"


def test_a_workbook_that_names_one_sheet_a_thousand_times_is_too_large() -> None:
    content = make_sipri_workbook(2024, (2022, 2023), [("Poland", None, 0.024, 0.038)])
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "xl/workbook.xml":
                data = re.sub(rb"(<sheet [^>]*>)", lambda found: found[1] * 1_000, data, count=1)
            new.writestr(part.filename, data)
    (problem,) = read_records(made.getvalue(), "a.xlsx", "statistics").problems
    assert problem.rule == "too_large"


@pytest.mark.parametrize("name", [" " * 100_000 + "x", "1" * 100_000 + "x", "*" * 5_000 + "x", "Norway" + " *" * 5_000])
def test_a_name_that_is_made_to_keep_an_expression_busy_is_no_state(name: str) -> None:
    assert find_state(f"a{name}") is None


@pytest.mark.parametrize("name", ["Norway*", "Norway 12", "Norway12", "Norway * (a)", "Norway**", " Norway 1 2 "])
def test_a_state_with_footnotes_is_that_state(name: str) -> None:
    assert find_state(name) == "NOR"


@pytest.mark.parametrize("link", ["http://[::1", "http://a.test:99999/", "http://[x]/", "//[", "http://a.test:port/"])
@pytest.mark.parametrize("is_folder", [False, True])
def test_a_link_that_is_no_address_does_not_cost_the_text(link: str, is_folder: bool) -> None:
    url = "in/a.xml" if is_folder else WEB
    record = RawRecord(f"{url}#entry-1", "A title", "Norway and Denmark agreed on an exercise.", "2025-02-05", link)
    rows, rejected = make_documents([record], FETCH | {"url": url}, SOURCE, "b-1")
    assert (len(rows), rejected) == (1, [])
