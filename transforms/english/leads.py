"""What a lead-in gives to the points below it: "Allies commit to:" gives its subject and its standing to each."""

from dataclasses import dataclass

from spacy.tokens import Token

from transforms.english.predicates import climb
from transforms.english.sentences import Sentence
from transforms.english.standing import decide_standing
from transforms.english.subjects import find_agents
from transforms.english.tenses import is_verb


@dataclass(frozen=True, slots=True)
class Lead:
    """The standing and the actors that points below a lead-in inherit."""

    standing: str | None
    actor_ids: tuple[str, ...]


def read_lead(sentence: Sentence) -> Lead:
    """The lead that a parsed sentence is."""
    last = _last_verb(sentence)
    chain = climb(last)
    standing = decide_standing(last, chain).value
    if sentence.doc.text.rstrip(" :").endswith((" will", " shall", " to")):
        standing = standing if standing == "agreed" else "planned"
    agents = tuple(find_agents(last, chain, sentence).ids)
    if not agents and not any(child.dep_ == "nsubj" for child in last.children):  # "Have decided:"
        agents = sentence.scene.resolve("we", sentence.number, sentence.quoted)
    return Lead(standing, agents)


def _last_verb(sentence: Sentence) -> Token:
    verbs = [token for token in sentence.doc if is_verb(token) and token.dep_ not in ("relcl", "acl")]
    return verbs[-1] if verbs else sentence.doc[-1]
