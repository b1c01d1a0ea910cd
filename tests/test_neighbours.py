"""A sentence that names its actors is read the same wherever it stands: beside others, in other type, under a title."""

import pytest

from tests import test_kinds, test_press_sentences, test_roles, test_standing
from tests.readings import describe_all, read, read_claims

TEXTS = [
    *(text for text, _ in read_claims(test_roles.ALL)),
    *(text for text, _, _ in test_standing.CLAIMS),
    *(text for _, text in test_kinds.read_blocks(test_kinds.KINDS)),
    *(text for text, _ in read_claims(test_press_sentences.SENTENCES)),
]
BEFORE = "Kenya and Tanzania met in Nairobi in May.\n\n"
BEHIND = "\n\nThe president of Kenya then flew home to Mombasa."


@pytest.mark.parametrize("text", TEXTS)
def test_a_paragraph_of_others_changes_nothing(text: str) -> None:
    assert describe_all(BEFORE + text + BEHIND) == describe_all(text)


@pytest.mark.parametrize("text", [text for text in TEXTS if "'" in text or "-" in text])
def test_typography_changes_nothing(text: str) -> None:
    assert describe_all(text.replace("'", "’").replace("-", "‑")) == describe_all(text)


@pytest.mark.parametrize("text", TEXTS[::5])
def test_a_title_about_others_changes_nothing(text: str) -> None:
    titled = [(r.kind, r.parties, r.standing) for r in read(text, title="Kenya and Tanzania: neighbours in good years")]
    assert titled == [(r.kind, r.parties, r.standing) for r in read(text)]


@pytest.mark.parametrize("text", TEXTS[::5])
def test_said_twice_it_is_still_read(text: str) -> None:
    once, twice = describe_all(text), describe_all(f"{text}\n\n{text}")
    assert set(once) == set(twice)
