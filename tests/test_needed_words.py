"""The words that a pattern needs: a text without them is never a match, so that the cheap question loses nothing."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_metamorphic import EXAMPLES, TOLD
from transforms.needed_words import find_needed, hold_words, may_match
from transforms.rule_book import list_all, load_rules, shorten

NEEDED = {
    r"joint (?:exercise|drill)s?": {"joint "},
    r"(?:exercise|drill)s?": {"exercise", "drill"},
    r"defen[cs]e pacts?": {"e pact"},
    r"(?:naval )?patrols?": {"patrol"},
    r"(?:naval )*": set(),
    r"(?:naval )+\w+": {"naval "},
    r"\d+ (?:tanks|\w+)": {" "},
    r"(?<!nuclear )forces": {"forces"},
    r"agree(?= to share)": {" to share"},
    r"agree(?! to share)": {"agree"},
    r"(?-i:NATO) summit": {" summit"},
}
PATTERNS = [r"joint (?:exercise|drill)s?", r"(?:naval )+\w+", r"(?:a|an|the )?defen[cs]e pact", r"x{2,3}(?:yy|zz)+"]


@pytest.mark.parametrize("pattern", NEEDED)
def test_needed_are_the_words_that_no_match_lacks(pattern: str) -> None:
    assert find_needed(re.compile(pattern, re.IGNORECASE)) == NEEDED[pattern]


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_matches_may_match(pattern: str, data: st.DataObject) -> None:
    compiled = re.compile(pattern, re.IGNORECASE)
    text = data.draw(st.from_regex(compiled))
    needed = find_needed(compiled)
    assert may_match(hold_words(text.casefold(), needed), [needed])


def test_no_rule_is_lost_on_any_sentence() -> None:
    for text in [*EXAMPLES, *TOLD]:
        selected = {rule.rule_id for rule in shorten(list_all(), text).rules}
        matching = {r.rule_id for r in load_rules() if r.match.search(text) and (r.near is None or r.near.search(text))}
        assert matching <= selected, text


def test_most_rules_are_passed_over_in_a_sentence_on_other_things() -> None:
    dull = "The harvest was good in most provinces and the price of bread fell again in the autumn, farmers told us."
    assert len(shorten(list_all(), dull).rules) < len(load_rules()) / 4


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from("exercise drill pact x-wing pat patrol -ß NATO strait".split()), max_size=8),
    st.text(max_size=5),
)
def test_of_many_words_the_same_are_held_as_if_each_were_looked_for(words: list[str], between: str) -> None:
    known = list_all().words
    text = between.join(words).casefold()
    assert hold_words(text, known) == {word for word in known if word in text}
