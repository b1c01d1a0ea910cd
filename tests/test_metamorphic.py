"""What changes only the words of a text changes nothing in its records, and "not" turns them to denials.

Each change is made to a whole population of sentences, from the rules' examples and from templates; of a hundred at
least 97 must keep what they said.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import permutations, product

import pytest

from schemas.registers import load_actors
from tests.readings import PUBLISHED, describe_all, read
from transforms.rule_book import load_rules
from transforms.words.actors import ActorMention, find_actors

KEPT_MIN = 0.97
STATES = {actor.actor_id: actor for actor in load_actors() if actor.actor_type == "state"}
STRANGERS = ("GHA", "URY", "NPL", "ALB", "ZMB", "BOL", "TUN", "EST")
"""States that no example speaks of and whose names need no article."""
EXAMPLES = [rule.example.text for rule in load_rules()]

PAIRS = [*permutations(("Chile", "Peru", "Norway", "Jordan"), 2)]
DEEDS = [
    # base, past, participle, present participle, object, what follows
    ("send", "sent", "sent", "sending", "200 soldiers", "to {b}"),
    ("deploy", "deployed", "deployed", "deploying", "two frigates", "to {b}"),
    ("station", "stationed", "stationed", "stationing", "400 troops", "in {b}"),
    ("withdraw", "withdrew", "withdrawn", "withdrawing", "300 soldiers", "from {b}"),
    ("deliver", "delivered", "delivered", "delivering", "12 howitzers", "to {b}"),
    ("sell", "sold", "sold", "selling", "six fighter jets", "to {b}"),
    ("supply", "supplied", "supplied", "supplying", "anti-tank missiles", "to {b}"),
    ("donate", "donated", "donated", "donating", "20 armoured vehicles", "to {b}"),
    ("provide", "provided", "provided", "providing", "military aid", "to {b}"),
    ("conduct", "conducted", "conducted", "conducting", "a naval exercise", "with {b}"),
]
TENSES = [
    ("will {base}", "will be {participle}"),
    ("{past}", "were {participle}"),
    ("has {participle}", "have been {participle}"),
    ("is {present}", "are being {participle}"),
    ("plans to {base}", "are to be {participle}"),
]
SAME = {
    "a signed agreement": (
        "{a} and {b} signed {pact} on Monday.",
        "{a} signed {pact} with {b} on Monday.",
        "On Monday {a} and {b} signed {pact}.",
        "The defence ministers of {a} and {b} signed {pact} on Monday.",
        "{a} and {b} have signed {pact}.",
        "{Pact} was signed by {a} and {b} on Monday.",
        "{Pact} between {a} and {b} was signed on Monday.",
        "{a}'s defence minister and his counterpart from {b} signed {pact} on Monday.",
        "{a} and {b} on Monday inked {pact}, the two governments said.",
        "{a}, which signed {pact} with {b} on Monday, welcomed the step.",
    ),
    "an exercise to come": (
        "{a} and {b} will hold a joint naval exercise in August.",
        "{a} will hold a joint naval exercise with {b} in August.",
        "A joint naval exercise will be held by {a} and {b} in August.",
        "The navies of {a} and {b} will hold a joint exercise in August.",
        "{a} and {b} plan to hold joint naval drills in August.",
        "In August, {a} and {b} will stage a joint naval drill.",
        "{a} and {b} are to conduct a joint naval exercise in August, officials said.",
        "A joint naval exercise of {a} and {b} is planned for August.",
        "{a} will join {b} in a naval exercise in August.",
    ),
    "arms to come": (
        "{a} will deliver 12 howitzers to {b}.",
        "{a} will supply {b} with 12 howitzers.",
        "{b} will receive 12 howitzers from {a}.",
        "{a} is to send {b} 12 howitzers.",
        "{a} plans to give 12 howitzers to {b}.",
        "{a} announced that it would deliver 12 howitzers to {b}.",
        "{a} said on Monday that it will deliver 12 howitzers to {b}.",
        "12 howitzers will be delivered to {b} by {a}.",
    ),
    "a share of output": (
        "{a} will raise its defence spending to 3 percent of GDP by 2030.",
        "{a} will raise defence spending to 3% of GDP by 2030.",
        "{a} plans to increase military spending to 3 per cent of gross domestic product by 2030.",
        "{a}'s defence spending will rise to 3 percent of GDP by 2030.",
        "{a} is to spend 3 percent of its GDP on defence by 2030.",
        "{a} announced that it would spend 3 percent of GDP on defence by 2030.",
        "By 2030, {a} will spend 3 percent of GDP on defence.",
        "{a} intends to bring its defence budget to 3 percent of GDP by 2030.",
    ),
    "soldiers to come": (
        "{a} will send 200 soldiers to {b}.",
        "{a} plans to deploy 200 troops to {b}.",
        "{a} announced that it would send 200 soldiers to {b}.",
        "{a} said it will send 200 troops to {b}.",
        "200 soldiers will be sent to {b} by {a}.",
        "The government of {a} will send 200 soldiers to {b}.",
        "{a} is to station 200 soldiers in {b}.",
        "About 200 soldiers from {a} will be deployed to {b}.",
    ),
}
PACTS = (
    "an information-sharing agreement",
    "a logistics support agreement",
    "a reciprocal access agreement",
    "a mutual defence treaty",
)


def assert_kept(changes: Iterable[tuple[str, object, object]]) -> None:
    """That nearly all changed texts say what they should; each change is (text, what it says, what it should say)."""
    judged = [*changes]
    lost = [f"{text}\n    says {says}\n    not  {should}" for text, says, should in judged if says != should]
    kept = 1 - len(lost) / len(judged)
    assert kept >= KEPT_MIN, f"{kept:.3f} of {len(judged)} kept:\n" + "\n".join(lost[:20])


def write_active(a: str, b: str, deed: Sequence[str], tense: str) -> str:
    base, past, participle, present, thing, rest = deed
    verb = tense.format(base=base, past=past, participle=participle, present=present)
    return f"{a} {verb} {thing} {rest.format(b=b)}."


def write_passive(a: str, b: str, deed: Sequence[str], tense: str) -> str:
    base, past, participle, present, thing, rest = deed
    verb = tense.format(base=base, past=past, participle=participle, present=present)
    if thing.startswith("a ") or thing.endswith(" aid"):
        verb = re.sub(r"^(?:were|are|have)\b", lambda word: {"were": "was", "are": "is", "have": "has"}[word[0]], verb)
    return f"{thing[0].upper()}{thing[1:]} {verb} {rest.format(b=b)} by {a}."


DONE = [(a, b, deed, tense) for (a, b), deed, tense in product(PAIRS[::3], DEEDS, TENSES)]
TOLD = [write_active(a, b, deed, active) for a, b, deed, (active, _) in DONE]


def swap_names(text: str) -> tuple[str, dict[str, str]] | None:
    """The text with every state's name replaced by a stranger's, and who stands for whom; None where a state is
    named by what cannot be swapped: a leader, a force, a capital, an agreement of its own."""
    mentions = find_actors(text, PUBLISHED)
    if any(record.instrument for record in read(text)):
        return None
    stand_ins: dict[str, str] = {}
    parts, done = [], 0
    for mention in mentions:
        if mention.actor_id not in STATES:
            continue
        new = stand_ins.setdefault(mention.actor_id, STRANGERS[len(stand_ins)])
        word = _find_word(text, mention, new)
        if word is None:
            return None
        parts.append(re.sub(r"\bthe $", "", text[done : mention.start], flags=re.IGNORECASE))
        parts.append(word)
        done = mention.end
    return ("".join(parts) + text[done:], stand_ins) if stand_ins else None


def _find_word(text: str, mention: ActorMention, new: str) -> str | None:
    old, written = STATES[mention.actor_id], text[mention.start : mention.end]
    if written in (old.name, *old.aliases):
        return STATES[new].name
    return STATES[new].demonyms[0] if written in old.demonyms[:1] else None


def rename(described: Iterable[str], stand_ins: dict[str, str]) -> list[str]:
    """Described records with other states, the sides sorted anew."""
    return sorted(_rename_one(line, stand_ins) for line in described)


def _rename_one(line: str, stand_ins: dict[str, str]) -> str:
    standing, kind, *rest = line.split(" ")
    sides = " ".join(rest).split(" > ")
    swapped = (" ".join(sorted(stand_ins.get(name, name) for name in side.split())) for side in sides)
    return f"{standing} {kind} {' > '.join(swapped)}"


def test_other_countries_are_other_actors_and_nothing_else() -> None:
    texts = [*EXAMPLES, *TOLD]
    swapped = [(text, *found) for text in texts if (found := swap_names(text))]
    assert len(swapped) > len(texts) / 2
    assert_kept((new, describe_all(new), rename(describe_all(text), names)) for text, new, names in swapped)


def test_an_unrelated_paragraph_changes_nothing() -> None:
    before, behind = "Kenya's parliament met in Nairobi in May.\n\n", "\n\nRain is expected in Mombasa on Sunday."
    assert_kept((text, describe_all(before + text + behind), describe_all(text)) for text in [*EXAMPLES, *TOLD])


def test_the_passive_says_what_the_active_says() -> None:
    passives = (write_passive(a, b, deed, passive) for a, b, deed, (_, passive) in DONE)
    assert_kept((text, describe_all(text), describe_all(told)) for text, told in zip(passives, TOLD, strict=True))


def test_every_deed_of_the_templates_is_read() -> None:
    assert_kept((text, len(describe_all(text)), 1) for text in TOLD)


@pytest.mark.parametrize(
    "deny",
    [
        lambda a, b, deed: write_active(a, b, deed, "will not {base}"),
        lambda a, b, deed: write_active(a, b, deed, "has no plans to {base}"),
        lambda a, b, deed: write_active(a, b, deed, "refused to {base}"),
        lambda a, b, deed: write_active(a, b, deed, "ruled out {present}"),
        lambda a, b, deed: write_passive(a, b, deed, "will not be {participle}"),
    ],
    ids=["will not", "no plans", "refused", "ruled out", "passive"],
)
def test_not_turns_it_to_denied(deny: Callable[[str, str, Sequence[str]], str]) -> None:
    said = [(a, b, deed) for (a, b), deed in product(PAIRS, DEEDS) if deed[0] != "withdraw"]
    assert_kept((text := deny(a, b, deed), describe_all(text), deny_all(a, b, deed)) for a, b, deed in said)


def deny_all(a: str, b: str, deed: Sequence[str]) -> list[str]:
    """What a deed to come says, denied."""
    described = describe_all(write_active(a, b, deed, "will {base}"))
    return [line.replace("planned ", "denied ", 1) for line in described]


@pytest.mark.parametrize("meaning", SAME)
def test_other_words_for_the_same_are_the_same(meaning: str) -> None:
    first, *others = SAME[meaning]
    pacts = PACTS if "{pact}" in first else PACTS[:1]
    said = [(a, b, pact, other) for (a, b), pact, other in product(PAIRS[::2], pacts, others)]
    assert_kept(
        (text := fill(other, a, b, pact), describe_all(text), describe_all(fill(first, a, b, pact)))
        for a, b, pact, other in said
    )


def fill(template: str, a: str, b: str, pact: str) -> str:
    return template.format(a=a, b=b, pact=pact, Pact=pact[0].upper() + pact[1:])
