"""What a standing means for a budget: asked for, set, planned, or that of this year."""

from transforms.english.predicates import Chain, Predicate

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


def fit_budget(kind: str, value: str | None, chain: Chain) -> str | None:
    """ "Has set its budget at" and "allocated" decide; a government that wants to reach a level intends it."""
    first = next(iter(chain.predicates), None)
    if kind == "budget_share" and value == "under_way" and _is_in_plan(first):
        return "planned"
    is_past = first is not None and first.tense in ("past", "participle")
    if value == "called_for" and first is not None and first.token.lemma_.lower() in ("ask", "request"):
        return "proposed"  # a ministry asks for its own money
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
