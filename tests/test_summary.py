"""What the summary of a night says of documents that no rule reads."""

from pipeline.commands.summary import describe_decisions, describe_unread


def test_documents_in_other_languages_are_counted_by_language() -> None:
    assert [*describe_unread([("ja", 2), ("pl", 1)])] == ["not read    3 documents in other languages: 2 ja, 1 pl"]


def test_where_every_text_is_read_nothing_is_said() -> None:
    assert [*describe_unread([])] == []


def test_what_became_of_decisions_is_one_line_and_none_where_there_are_none() -> None:
    (line,) = describe_decisions([("applied", 3), ("target_vanished", 1)])
    assert line.startswith("decisions   4: 3 applied, 1 target vanished")
    assert list(describe_decisions([])) == []
