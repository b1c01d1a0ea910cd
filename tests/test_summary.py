"""What the summary of a night says of documents that no rule reads."""

from pipeline.summary import describe_unread


def test_documents_in_other_languages_are_counted_by_language() -> None:
    assert [*describe_unread([("ja", 2), ("pl", 1)])] == ["not read    3 documents in other languages: 2 ja, 1 pl"]


def test_where_every_text_is_read_nothing_is_said() -> None:
    assert [*describe_unread([])] == []
