"""Who helps another to do a thing, and who uses what is another's or whom he meets."""

from collections.abc import Sequence

from spacy.tokens import Token

from transforms.english.predicates import Chain
from transforms.english.sentences import Sentence
from transforms.english.subjects import Agents, add_subjects

HELPING = ("help", "assist")


def find_users(chain: Chain, sentence: Sentence) -> list[str]:
    """Who uses what is another's: "Chile will use Peru's bases"."""
    found = Agents()
    for predicate in chain.predicates[:1]:
        if predicate.token.lemma_.lower() == "use" and not predicate.is_passive:
            add_subjects(predicate, sentence, found)
    return [*found.ids]


def find_helpers(chain: Chain, sentence: Sentence, helped: Sequence[str]) -> list[str]:
    """Who helps another to do it: "Chile will help Peru strengthen its cyber defences"."""
    found = Agents()
    for predicate in chain.predicates:
        if predicate.token.lemma_.lower() in HELPING and helped:
            add_subjects(predicate, sentence, found)
    return [*found.ids] if not set(found.ids) & set(helped) else []


def find_met(anchor: Token, chain: Chain, sentence: Sentence) -> list[str]:
    """Whom somebody meets or visits: the object of that verb, and not that of what they will discuss."""
    verbs = [t for t in (anchor, *(p.token for p in chain.predicates[:2])) if t.lemma_.lower() in ("meet", "visit")]
    met = [t for verb in verbs for c in verb.rights if c.dep_ == "dobj" for t in (c, *c.lefts, *c.conjuncts)]
    return [name for g in sentence.groups for name in g.actor_ids if any(g.start <= t.idx < g.end for t in met)]
