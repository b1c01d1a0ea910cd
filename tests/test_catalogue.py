"""The catalogue: what it holds, and that every error names the file, the key and the remedy."""

from pathlib import Path

import pytest
import yaml

from schemas.documents import SOURCES as SOURCES_TABLE
from schemas.frames import to_arrow
from sources.catalogue import (
    CatalogueError,
    list_source_ids,
    load_catalogue,
    load_sound_sources,
    load_source,
    source_row,
)
from tests.samples_world import CATALOGUE
from tests.small_world import write, write_source


def refuse(folder: Path) -> str:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder / "catalogue")
    return str(caught.value)


def test_the_catalogue_of_the_samples_is_sound_and_sorted() -> None:
    sources = load_catalogue(CATALOGUE)
    assert len(sources) >= 7
    assert [source.source_id for source in sources] == sorted(path.stem for path in CATALOGUE.glob("*.yml"))
    assert to_arrow(SOURCES_TABLE, [source_row(source) for source in sources]).num_rows == len(sources)


def test_every_source_of_the_samples_sets_a_minimum_and_names_its_licence_and_the_reason_of_its_grade(
    root: Path,
) -> None:
    for source in load_catalogue(CATALOGUE):
        assert source.documents_min > 0
        assert source.licence
        assert source.reliability_reason
        assert (root / source.location).is_dir()


def test_every_file_of_the_samples_says_in_its_first_line_what_the_source_is() -> None:
    for path in CATALOGUE.glob("*.yml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name


def test_every_format_and_type_is_tried_by_a_source_of_the_samples() -> None:
    sources = load_catalogue(CATALOGUE)
    assert {source.source_format for source in sources} == set(SOURCES_TABLE.column("source_format").allowed)
    assert {source.document_type for source in sources} == set(SOURCES_TABLE.column("document_type").allowed)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("source_format", "fax", "use one of feed, page, pdf, text, statistics"),
        ("document_type", "rumour", "use one of article"),
        ("reliability_grade", "G", "use one of A, B"),
        ("language", "English", "ISO 639-1"),
        ("language", False, "language"),
        ("is_official", "perhaps", "is_official"),
        ("title", None, "give a value"),
        ("licence", None, "give a value"),
        ("documents_min", -1, "give 0 or more"),
        ("documents_min", "few", "documents_min"),
        ("documents_min", 101, "lower it"),
        ("documents_max", 0, "give 1 or more"),
        ("location", None, "give a folder"),
        ("location", 5, "give a folder"),
        ("location", " ", "give a folder"),
        ("country", "Japan", "give an ISO 3166 code such as JPN, or null"),
        ("country", "NATO", "give an ISO 3166 code such as JPN, or null"),
        ("publisher", 5, "publisher"),
        ("retention", "drop", "write `retention: {text: drop, quote_chars_max: 300}`"),
        ("retention", {"text": "burn"}, "use one of keep, drop"),
        ("retention", {"text": "drop"}, "give characters, 1 to"),
        ("retention", {"text": "drop", "quote_chars_max": 0}, "give characters, 1 to"),
        ("retention", {"text": "keep", "quotes": 5}, "unknown key quotes: spell one of text, quote_chars_max"),
        ("notes", " ", "write a sentence"),
        ("schedule", "weekly", "schedule without entry_points"),
        ("verification", {}, "verification without entry_points"),
    ],
)
def test_a_wrong_value_is_named_with_file_key_and_remedy(tmp_path: Path, key: str, value: object, said: str) -> None:
    write_source(tmp_path, "wire", **{key: value})
    message = refuse(tmp_path)
    assert message.startswith("wire.yml: ")
    assert key in message
    assert said in message


def test_a_file_is_named_after_its_source(tmp_path: Path) -> None:
    write_source(tmp_path, "wire")
    (tmp_path / "catalogue" / "wire.yml").rename(tmp_path / "catalogue" / "wires.yml")
    assert refuse(tmp_path) == "wires.yml: source_id is 'wire': name the file after it"


def test_an_unknown_key_is_named_with_the_known_ones(tmp_path: Path) -> None:
    write_source(tmp_path, "wire", documents_minimum=3)
    assert refuse(tmp_path).startswith("wire.yml: unknown key documents_minimum: remove it, or spell one of source_id")


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    write_source(tmp_path, "wire")
    path = tmp_path / "catalogue" / "wire.yml"
    content = yaml.safe_load(path.read_text())
    del content["licence"]
    path.write_text(yaml.safe_dump(content))
    assert refuse(tmp_path) == "wire.yml: missing key licence: add it"


@pytest.mark.parametrize("text", ["a: [1", "- a\n- b", "just words", "", "\x00"])
def test_a_file_that_is_no_list_of_keys_is_named(tmp_path: Path, text: str) -> None:
    write(tmp_path / "catalogue" / "wire.yml", text)
    assert refuse(tmp_path).startswith("wire.yml: ")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    write_source(tmp_path, "wire")
    (tmp_path / "catalogue" / "wire.yml").write_bytes("title: Süd".encode("latin-1"))
    assert refuse(tmp_path).startswith("wire.yml: not readable as YAML")


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalogue" / "wire.yml").mkdir(parents=True)
    assert refuse(tmp_path).startswith("wire.yml: not readable")


@pytest.mark.parametrize("name", ["catalogue", "nowhere"])
def test_an_empty_or_missing_catalogue_says_where_it_looked(tmp_path: Path, name: str) -> None:
    (tmp_path / "catalogue").mkdir()
    with pytest.raises(CatalogueError, match=f"no source in .*{name}: put one .yml file a publisher there"):
        load_catalogue(tmp_path / name)


def test_one_source_can_be_read_beside_a_broken_one(tmp_path: Path) -> None:
    for name in ("wire", "opinion"):
        (tmp_path / f"{name}.yml").write_bytes((CATALOGUE / f"{name}.yml").read_bytes())
    (tmp_path / "opinion.yml").write_text("colour: red")
    assert load_source(tmp_path, "wire").source_id == "wire"
    assert [source.source_id for source in load_sound_sources(tmp_path)] == ["wire"]
    assert list_source_ids(tmp_path) == ["opinion", "wire"]
    with pytest.raises(CatalogueError, match="unknown key colour"):
        load_source(tmp_path, "opinion")
