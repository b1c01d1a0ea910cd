"""What a verb turns round: an end that is taken back, an obligation that the parties lay on themselves, a threat, what
one keeps another from, what was refused only at first."""

import re

from spacy.tokens import Token

from transforms.english.predicates import Chain, Predicate
from transforms.rule_book import load_words

REVIVED = {"future": "planned", "would": "planned", "infinitive": "planned"}
"""What stands again once its end is taken back, by the tense of the taking back; in force where it is not listed."""
_TURNED = frozenset(
    "suspend withdraw cancel scrap revoke rescind drop abandon freeze reverse retract shelve overturn".split()
)
_LIFTED = _TURNED | frozenset("lift end".split())


def revives(chain: Chain, number: int) -> bool:
    """ "Suspended its decision to end the pact", "lifted the suspension": what was to end goes on."""
    predicate, below = chain.predicates[number], chain.predicates[max(number - 1, 0)]
    if number == 0 or below.tense != "noun" or predicate.is_negated or predicate.tense in ("noun", "bare"):
        return False
    lemma = predicate.token.lemma_.lower()
    if below.group == "suspend":
        return lemma in _LIFTED and below.token.lemma_.lower() == "suspension"
    ends = [p for p in chain.predicates[: number - 1] if p.group == "suspend"]
    return bool(ends) and below.group in ("agree", "plan") and lemma in _TURNED


_OWN = frozenset("they we both side government country party nation state ministry minister force".split())


def binds_itself(predicate: Predicate, below: Predicate) -> bool:
    """ "Agreed that the two sides should start talks": what parties say of themselves is no demand."""
    subjects = [c for c in below.token.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    is_own = any(c.lemma_.lower() in _OWN and all(t.pos_ != "PROPN" for t in c.subtree) for c in subjects)
    is_said = predicate.group == "agree" and predicate.tense in ("past", "present", "progressive", "future", "would")
    return below.modality == "obliged" and is_own and is_said


def threatens(predicate: Predicate) -> bool:
    """A threat or an ultimatum binds nobody: "threatened to", "will block it unless"."""
    clauses = [c for c in predicate.token.children if c.dep_ == "advcl"]
    is_ultimatum = any(c.lower_ == "unless" for clause in clauses for c in clause.lefts)
    return predicate.token.lemma_.lower() == "threaten" or is_ultimatum


_HINDERING = load_words("reversals", "hindering")


def hinders(chain: Chain) -> bool:
    """ "Committed to preventing Iran from obtaining it", "barred it from buying": nobody is bound to do that."""
    return any(
        deed.token.dep_ == "pcomp"
        and deed.token.head.lower_ == "from"
        and deed.token.head.head == over.token
        and over.token.lemma_.lower() in _HINDERING
        for deed, over in zip(chain.predicates, chain.predicates[1:], strict=False)
    )


def is_void(predicate: Predicate) -> bool:
    """Whether a denial denies nothing: of what a package holds, of what has changed since."""
    return _is_left_out(predicate) or _has_changed(predicate)


def _is_left_out(predicate: Predicate) -> bool:
    """ "The package does not include tanks": what is not in it is not refused by that."""
    return predicate.is_negated and predicate.token.lemma_.lower() in ("include", "contain", "comprise")


_DROPPED = re.compile(
    r"\bbut (?:(?:it|they|he|she|later|then|eventually|had|was|were|has|have|forced|to|since) )*"
    r"(?:drop|abandon|scrap|shelv|cancel|gave up|give up|given up)\w* (?:on )?"
    r"(?:(?:the|its|their|those|these|that|this) )?"
    r"(?:plans?|idea|purchase|deal|order|program(?:me)?|project|bid|it|them|scheme|intention)\b",
    re.IGNORECASE,
)


def is_dropped(anchor: Token) -> bool:
    """ "Wanted to buy jets but had to drop the plan": what was planned is planned no longer."""
    return bool(_DROPPED.search(anchor.doc.text[anchor.idx :]))


_AT_FIRST = frozenset("initially originally formerly first".split())


def _has_changed(predicate: Predicate) -> bool:
    """ "Initially opposed the sale": what was refused at first is refused no longer."""
    is_past = predicate.group == "deny" and predicate.tense in ("past", "participle")
    return is_past and any(c.lower_ in _AT_FIRST and c.dep_ == "advmod" for c in predicate.token.children)


_NEVER = re.compile(
    r"\b(?:nor|neither) (?:will|would|shall|does|do|is|are)\b|\bnever will\b|\band (?:will|would) not\b", re.IGNORECASE
)


def rules_out(verb: Token) -> bool:
    """ "Has given none, nor will it": what was not done and will not be is ruled out."""
    return bool(_NEVER.search(verb.doc.text[verb.idx :]))
