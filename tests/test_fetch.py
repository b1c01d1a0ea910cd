"""Fetching from folders: which files are items, in which order, and what is said of those that cannot be read."""

from dataclasses import replace
from pathlib import Path

import pytest

from sources.catalogue import load_source
from sources.fetch import MEDIA_TYPES, FetchError, list_items, read_item
from tests.samples_world import CATALOGUE
from tests.small_world import write

SOURCE = replace(load_source(CATALOGUE, "wire"), location="in/wire")


def test_items_are_the_files_that_a_reader_knows_sorted_by_path(tmp_path: Path) -> None:
    for name in ("b.xml", "a.HTML", "c.txt", "notes.docx", ".gitkeep", "d.pdf~"):
        write(tmp_path / "in" / "wire" / name, "x")
    items = list_items(SOURCE, tmp_path)
    assert [(item.url, item.media_type) for item in items] == [
        ("in/wire/a.HTML", "text/html"),
        ("in/wire/b.xml", "application/xml"),
        ("in/wire/c.txt", "text/plain"),
    ]


def test_an_address_does_not_depend_on_where_the_project_lies(tmp_path: Path) -> None:
    for root in (tmp_path / "one", tmp_path / "two"):
        write(root / "in" / "wire" / "a.xml", "x")
    first, second = (list_items(SOURCE, tmp_path / name)[0] for name in ("one", "two"))
    assert first.url == second.url
    assert first.path != second.path


def test_the_bytes_of_an_item_are_those_of_its_file(tmp_path: Path) -> None:
    content = bytes(range(256))
    write(tmp_path / "in" / "wire" / "a.txt", "").write_bytes(content)
    assert read_item(list_items(SOURCE, tmp_path)[0]) == content


def test_an_empty_folder_has_no_items(tmp_path: Path) -> None:
    (tmp_path / "in" / "wire").mkdir(parents=True)
    assert list_items(SOURCE, tmp_path) == []


def test_a_missing_folder_names_the_source_and_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(
        FetchError, match=r"source wire: cannot list .*in/wire: .*: create the folder or mend `location`"
    ):
        list_items(SOURCE, tmp_path)


def test_a_file_in_place_of_the_folder_names_the_source(tmp_path: Path) -> None:
    write(tmp_path / "in" / "wire", "x")
    with pytest.raises(FetchError, match="source wire: cannot list"):
        list_items(SOURCE, tmp_path)


def test_an_item_that_cannot_be_read_is_named_with_the_remedy(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "wire"
    (folder / "folder.txt").mkdir(parents=True)
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere")
    items = list_items(SOURCE, tmp_path)
    assert len(items) == 2
    for item in items:
        with pytest.raises(FetchError, match=f"cannot read {item.url}: .*: mend its permissions or remove it"):
            read_item(item)


def test_every_ending_has_a_media_type_and_a_reader() -> None:
    from sources.readers.records import read_records

    for ending in MEDIA_TYPES:
        problems = read_records(b"x", f"a{ending}").problems
        assert "unknown_format" not in {problem.rule for problem in problems}, ending
