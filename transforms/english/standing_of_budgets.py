"""What a standing means for a budget: asked for, set, planned, or that of this year."""

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.english.predicates import Chain, Predicate
from transforms.rule_book import load_pattern

_TAKING = frozenset("lift raise bring take push require cost entail mean provide foresee envisage".split())
"""What a plan or a budget does in the present tense: its level is still to come."""


def _is_in_plan(first: Predicate | None) -> bool:
    """ "The fund lifts the budget above 3 percent", "this takes 2 percent", "the budget provides for 4 percent"."""
    return first is not None and first.tense == "present" and first.token.lemma_.lower() in _TAKING


def _names_budget(kind: str, chain: Chain) -> bool:
    """Whether the money is a budget, which was adopted, and not only what is spent."""
    subjects = (c for p in chain.predicates[:1] for c in p.token.lefts if c.dep_ == "nsubj")
    return kind == "budget_amount" and any(c.lemma_.lower() in ("budget", "allocation") for c in subjects)


_STANDING = frozenset("be stand total amount include comprise".split())
_LAWS = frozenset("budget law act legislation".split())
_PAPERS = frozenset("paper strategy plan programme program review blueprint roadmap".split())
_DRAFTS = frozenset("bill draft proposal request".split())
_SOFT = ("planned", "under_way", "agreed", "called_for", "completed")
_UNDER_LAW = load_pattern("under_law")
_ADOPTED = load_pattern("adopted_paper")


def _list_papers(chain: Chain) -> Iterator[tuple[str, set[str]]]:
    """The subjects of what is done with the money, and the objects of what is done with those: lemma and modifiers."""
    for number, predicate in enumerate(chain.predicates[:4]):
        for child in predicate.token.children:
            if child.dep_ in ("nsubj", "nsubjpass") or (number and child.dep_ in ("dobj", "attr")):
                yield child.lemma_.lower(), {t.lower_ for t in child.lefts}
        if predicate.token.dep_ in ("acl", "relcl"):
            noun: Token = predicate.token.head
            yield noun.lemma_.lower(), {t.lower_ for t in noun.lefts}


def _fit_to_paper(value: str | None, chain: Chain) -> str | None:
    """What a draft holds is proposed, what a budget or a law holds in force, what a white paper holds planned."""
    first = next((p for p in chain.predicates if p.tense != "noun"), None)
    if first is None or value not in (*_SOFT, "in_force"):
        return value
    papers = [*_list_papers(chain)]
    text = first.token.doc.text
    is_draft = any(lemma in _DRAFTS or words & {"draft", "proposed"} for lemma, words in papers)
    if is_draft:
        return value if value == "in_force" and _ADOPTED.search(text) else "proposed"
    is_law = any(lemma in _LAWS for lemma, _ in papers[:1]) and first.tense in ("present", "past", "gerund")
    is_binding = is_law and not (value == "planned" and _is_in_plan(first))
    if value != "completed" and (is_binding or _UNDER_LAW.search(text) or _ADOPTED.search(text)):
        return "in_force"
    is_planned = value == "under_way" and any(lemma in _PAPERS for lemma, _ in papers[:1])
    return "planned" if is_planned else value


def fit_budget(kind: str, value: str | None, chain: Chain) -> str | None:
    """The standing of money for defence, by who set it and in which paper it stands."""
    return _fit_to_paper(_fit_to_verb(kind, value, chain), chain)


def _fit_to_verb(kind: str, value: str | None, chain: Chain) -> str | None:
    """ "Has set its budget at" and "allocated" decide; a government that wants to reach a level intends it."""
    first = next(iter(chain.predicates), None)
    if kind == "budget_share" and value == "under_way" and _is_in_plan(first):
        return "planned"
    is_past = first is not None and first.tense in ("past", "participle")
    if value == "called_for" and first is not None and first.token.lemma_.lower() in ("ask", "request"):
        return "proposed"  # a ministry asks for its own money
    if value == "completed" and chain.lemmas & {"allocation"}:
        return "agreed"  # money that is set aside has still to be spent
    if value == "planned" and first is not None and first.token.lemma_.lower() == "set" and is_past:
        return "agreed"
    if (
        value == "under_way"
        and first is not None
        and first.token.lemma_.lower() in _STANDING
        and _names_budget(kind, chain)
    ):
        return "in_force"  # the budget of this year
    if value == "proposed" and "want" in chain.lemmas and sum(p.group == "propose" for p in chain.predicates) == 1:
        return "planned"
    return value
