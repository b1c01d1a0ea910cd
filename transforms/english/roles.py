"""Who is bound and who stands on the other side: subjects, agents, possessors, partners, receivers.

Patterns of `roles` in the rules: `mutual` (an exercise, a line: all take part), `transfer` and `support` (giver and
receiver), `back` (a state is backed by word or money), `clear` (a seller lets a buyer buy), `receive` (the receiver
is the subject), `own` (for oneself, from a seller), `supplied` (by a company), `send` (to somebody's place),
`join` (a state enters an organisation), `partner` (a doer and whom it deals with).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from schemas.country_names import is_state
from schemas.registers import members_on
from transforms.english.actor_groups import Group, find_preposition, group_tokens, is_agent
from transforms.english.actor_groups import pick_actors as pick
from transforms.english.controllers import is_apart
from transforms.english.dealings import (
    BUYING,
    SHELTER,
    WITH,
    Around,
    Assignment,
    among,
    assign_access,
    assign_back,
    assign_budget,
    assign_clear,
    assign_for,
    assign_own,
    assign_receive,
    assign_supplied,
    find_receiver,
    sister_partners,
    split_by_makers,
)
from transforms.english.memberships import assign_join, complete_trio, drop_sums, list_notified
from transforms.english.owners import is_of_a_firm
from transforms.english.predicates import Chain, list_modifiers
from transforms.english.senders import SKIES, assign_send
from transforms.english.sentences import Sentence
from transforms.english.subjects import Agents, find_agents, find_welcomers
from transforms.english.users import HELPING, find_helpers, find_met, find_users
from transforms.rule_book import Rule, load_predicates

_RECEIVERS = ("to", "for", "toward", "towards", "of")
_DEPTH = 12
_HOSTING = frozenset("host hosting welcome receive".split())


@dataclass(frozen=True)
class Roles:
    """Actor ids by role, sorted; where they stand in the sentence; whether context had to supply them."""

    parties: tuple[str, ...]
    counterparts: tuple[str, ...] = ()
    tokens: tuple[Token, ...] = ()
    is_inferred: bool = False
    is_former: bool = False


def assign_roles(rule: Rule, anchor: Token, chain: Chain, sentence: Sentence) -> Roles:
    """The parties and counterparts of what a rule has found at `anchor`."""
    own = [g for g in sentence.groups if g.start <= anchor.idx < g.end] if rule.roles in ("support", "join") else []
    others = replace(sentence, groups=[g for g in sentence.groups if g not in own])
    agents = _find_doers(rule, anchor, chain, others)
    if not agents.ids and rule.roles in ("mutual", "partner"):
        agents = find_welcomers(chain, others)
    around = _list_around(anchor, chain, sentence, agents)
    parties, counterparts, inferred = _ASSIGN[rule.roles](rule, anchor, chain, sentence, agents, around)
    if not parties and not agents.ids:
        agents = find_welcomers(chain, others)
        parties, counterparts, inferred = _ASSIGN[rule.roles](rule, anchor, chain, sentence, agents, around)
    used = {*parties, *counterparts} - set(agents.ids)
    tokens = [t for group, _ in around if used & set(group.actor_ids) for t in group_tokens(sentence.doc, group)]
    parties, counterparts = _name_states(parties, sentence), _name_states(counterparts, sentence)
    parties = drop_sums(parties, sentence)
    counterparts = [name for name in counterparts if name not in parties]
    return Roles(
        tuple(sorted(set(parties))),
        tuple(sorted(set(counterparts))),
        (*agents.tokens, *tokens),
        inferred or agents.is_inferred,
        agents.is_former,
    )


_REGIONS = frozenset({"BALTIC_STATES", "KOREAS"})
"""Names for some states that act without an organisation of theirs."""


def _name_states(actors: Sequence[str], sentence: Sentence) -> list[str]:
    """Actors with the states that a name of a region only sums up."""
    day = sentence.scene.published_on
    return [state for name in actors for state in (sorted(members_on(name, day)) if name in _REGIONS else [name])]


def _find_doers(rule: Rule, anchor: Token, chain: Chain, sentence: Sentence) -> Agents:
    """Who does it; who owns what is bought or given only where nobody is said to buy or give."""
    is_bought = rule.roles == "transfer" or (rule.roles == "own" and bool(chain.lemmas & BUYING))
    is_told = any(c.lower_ == "by" for c in anchor.rights)
    if is_bought and not is_told and (buyers := find_agents(anchor, chain, sentence, is_owned=False)).ids:
        return buyers
    if rule.kind == "consultation" and chain.lemmas & _HOSTING:  # "hosted the ministers' meeting of": who hosts it
        return find_agents(anchor, chain, sentence, is_owned=False)
    is_guarded = rule.roles == "send" and anchor.lemma_.lower() in SKIES  # not by whoever they belong to
    is_guarded = is_guarded or (rule.kind == "mutual_defence" and anchor.lemma_.lower() in SHELTER)
    return find_agents(anchor, chain, sentence, is_owned=rule.roles not in ("support", "back") and not is_guarded)


def _list_around(anchor: Token, chain: Chain, sentence: Sentence, agents: Agents) -> list[tuple[Group, str]]:
    """Groups of the anchor's clause that are no agents, each with its preposition ("" before a noun: "mod")."""
    scope = {t.i for t in _list_own(anchor)} | set(_list_scope(chain))
    taken = {t.i for t in agents.tokens}
    found = []
    for group in sentence.groups:
        tokens = group_tokens(sentence.doc, group)
        if not tokens or any(t.i in taken for t in tokens):
            continue
        if any(_hangs_on(t, scope) for t in tokens):
            preposition = find_preposition(sentence.doc.text, group)
            if preposition == "by" and not is_agent(tokens, scope):
                continue  # "drills in waters claimed by Peru"
            position = _read_position(group, sentence.doc) if not preposition or _describes(tokens, anchor) else ""
            found.append((group, position if position == "modifier" else preposition or position))
    return found


_TIMES = frozenset("after before as while since because although though when whereas".split())


def _list_own(token: Token) -> Iterator[Token]:
    """The words below one, without clauses of time or reason that have a subject of their own."""
    yield token
    for child in token.children:
        first = {c.lower_ for c in child.lefts if c.dep_ in ("mark", "advmod")}
        is_told = child.dep_ == "advcl" and any(c.dep_ == "nsubj" for c in child.lefts)
        if not (is_told and first & _TIMES):
            yield from _list_own(child)


def _describes(tokens: Sequence[Token], anchor: Token) -> bool:
    """ "An edition of the India-Japan dialogue": the names are part of the thing, whatever stands before it."""
    return anchor.pos_ in ("NOUN", "PROPN") and all(anchor.left_edge.i <= t.i < anchor.i for t in tokens)


def _list_scope(chain: Chain) -> Iterator[int]:
    """The predicates of the anchor's own clause: up to the first that has a subject of its own."""
    for predicate in chain.predicates[:4]:
        if predicate.group in ("report", "welcome"):
            return
        yield predicate.token.i
        if is_apart(predicate.token):
            return  # "since signing a pact with Peru, Chile has had": what is told outside is another thing
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in predicate.token.lefts):
            return


def _hangs_on(token: Token, scope: set[int]) -> bool:
    """Whether a token hangs on the anchor's clause with no other clause between."""
    for _ in range(_DEPTH):
        if token.i in scope:
            return True
        if token.head == token or token.dep_ in ("relcl", "advcl", "ccomp", "parataxis"):
            return False
        if token.dep_ in ("pcomp", "acl", "conj") and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.lefts):
            return False
        token = token.head
    return False


def _read_position(group: Group, doc: Doc) -> str:
    span = doc.char_span(group.start, group.end, alignment_mode="expand")
    root = span.root if span is not None else None
    if root is None:
        return ""
    if root.dep_ in ("dobj", "dative", "iobj"):
        return "object"
    if root.dep_ in ("amod", "compound", "poss", "nmod") or (root.head.i >= span.end and root.dep_ != "nsubj"):
        return "modifier"
    return {"nsubjpass": "patient", "nsubj": "subject"}.get(root.dep_, "")


def _assign_mutual(r: Rule, anchor: Token, chain: Chain, s: Sentence, agents: Agents, around: Around) -> Assignment:
    soil = pick(around, ("in", "on", "at")) if r.kind == "access_and_status" else []
    parties = [] if soil and agents.is_inferred else [*agents.ids]  # who only tells of it has no base there
    if helpers := find_helpers(chain, s, parties):
        return helpers, parties, False
    partners = pick(around, WITH)
    inside = pick(around, (*among(anchor), "modifier", "subject", "patient", "from", "by"))
    if not parties:
        if partners and not inside:  # "the agreement with Poland entered into force": one side speaks
            inside = [*s.scene.find_home(s.number, partners)]
        parties = [*inside, *partners] or pick(around, ("of", "object", "to")) or _find_sides(anchor, s)
        if soil and parties and not {*soil} & {*parties}:
            return soil, parties, False  # "no basing of Chilean troops on Kenyan soil"
        if r.kind == "logistics_support" and len(parties) == 1:  # "Chilean ships will be repaired at Kenyan yards"
            parties += [name for name in pick(around, ("in", "at")) if name not in parties]
        return _complete(parties, s)
    if r.kind == "consultation" and chain.lemmas & _HOSTING:
        guests = [*inside, *partners, *pick(around, ("object", "of"))]
        return parties, [name for name in guests if name not in parties], False
    if len(parties) == 2 and "bilateral" in list_modifiers(anchor):
        return parties, [], False
    parties = complete_trio(parties, anchor, s)
    parties += [name for name in inside if r.kind == "joint_training" or name not in parties]
    lemmas = chain.lemmas
    if r.kind == "access_and_status" and (users := find_users(chain, s)) and {*parties} - {*users}:
        return users, [name for name in parties if name not in users], False
    if r.kind == "access_and_status" and lemmas & load_predicates().dative:
        opened = assign_access(chain, s, agents, [*pick(around, ("modifier", "object", "to", "for")), *partners])
        if opened[1]:
            return opened
    addressed = pick(around, ("object",)) if lemmas & {*load_predicates().dative, *HELPING} else []
    addressed = addressed or (list_notified(chain, s, parties) if len(parties) == 1 and not partners else [])
    if not partners and lemmas & {"collaborate", "cooperate"} and len(parties) == 1:
        partners = sister_partners(anchor, s)
        return [*parties, *partners], [], False
    towards = ("to", "for", "of", "in", "at") if r.kind == "access_and_status" else ("to", "for", "of")
    receivers = pick(around, towards) if not partners and not addressed and len(parties) == 1 else []
    is_joined = r.kind == "joint_training" or any(p.group == "suspend" for p in chain.predicates[:1])
    joined = pick(around, ("object",)) if is_joined else []
    joined += [name for name in find_met(anchor, chain, s) if name not in joined]
    if r.kind == "joint_training":  # "announced exercises of Chilean troops": whoever trains takes part
        with_whom = ("of", "to", "for") if {*list_modifiers(anchor)} & _TOGETHER else ("of",)
        joined += [name for name in pick(around, with_whom) if name in receivers]
        receivers = [name for name in receivers if name not in joined]
    if (partners or addressed) and not _binds_both(r, anchor, chain):
        return parties, [*partners, *addressed], False
    return [*parties, *partners, *addressed, *joined], receivers, False


def _find_sides(anchor: Token, sentence: Sentence) -> list[str]:
    """Who is meant by "the trilateral summit" where nobody is named: the last that were named side by side."""
    said = next((word for word in list_modifiers(anchor) if word in ("trilateral", "bilateral")), None)
    return [*sentence.scene.resolve(said, sentence.number, sentence.quoted)] if said else []


def _complete(parties: list[str], sentence: Sentence) -> Assignment:
    if parties:
        return parties, [], False
    return [*sentence.fallback], [], True


_TOGETHER = frozenset({"joint", "bilateral", "combined"})
_OFFERING = frozenset("open willing willingness readiness offer interested".split())
_PACTS = frozenset("agreement pact treaty accord memorandum mou arrangement convention alliance".split())


def _binds_both(rule: Rule, anchor: Token, chain: Chain) -> bool:
    if chain.lemmas & _OFFERING:
        return False  # one side is open to it
    is_pact = {anchor.lemma_.lower(), anchor.head.lemma_.lower() if anchor.dep_ == "compound" else ""} & _PACTS
    if is_pact and not any(p.group in ("propose", "call", "plan", "deny", "suspend") for p in chain.predicates):
        return True
    is_talking = any(p.group == "propose" and p.token.lemma_ == "be" for p in chain.predicates)
    return rule.kind in ("joint_training", "industrial_cooperation") or is_talking or is_joint(chain)


def is_joint(chain: Chain) -> bool:
    """Whether both sides do it: sign, agree, conclude, or do it to each other."""
    text = chain.predicates[0].token.doc.text if chain.predicates else ""
    return bool(chain.lemmas & load_predicates().joint) or "each other" in text or "one another" in text


def _assign_transfer(r: Rule, anchor: Token, chain: Chain, s: Sentence, agents: Agents, around: Around) -> Assignment:
    joined = pick(around, ("together with", "along with", "alongside")) if agents.ids else []
    givers = [*agents.ids, *joined] or pick(around, ("by", "from"))
    if len(givers) == 1 and chain.lemmas & {"collaborate", "cooperate"}:
        givers += sister_partners(anchor, s)
    receivers = pick(around, (*_RECEIVERS, "object", "patient"))
    owners = [name for name in pick(around, ("modifier",)) if name not in receivers]
    if not receivers and (givers or not owners):
        receivers = owners or pick(around, ("with", "in"))
    inferred = False
    if not givers and owners:
        givers, owners = owners, []
    if not givers and not is_of_a_firm(p.token for p in chain.predicates[:2]):
        givers, inferred = [*s.fallback], True
    if len(givers) > 1 and set(receivers) < set(givers):  # "we", of whom one receives
        givers = [name for name in givers if name not in receivers]
    if len(givers) > 1 and not receivers:  # both signed
        receivers, givers = split_by_makers(givers, anchor)
        receivers, givers = (receivers, givers) if givers else (givers, receivers)
    receivers = [name for name in receivers if name not in givers] or owners
    is_own = r.kind == "mutual_defence" and not any(map(is_state, givers))  # an alliance defends itself
    if not receivers and not is_own:
        receivers, inferred = find_receiver(anchor, s, givers), True
    return givers, receivers, inferred


_ASSIGN = {
    "mutual": _assign_mutual, "partner": _assign_mutual, "transfer": _assign_transfer, "support": _assign_transfer,
    "receive": assign_receive, "own": assign_own, "send": assign_send, "join": assign_join,
    "supplied": assign_supplied, "back": assign_back, "clear": assign_clear, "for": assign_for, "spend": assign_budget,
}  # fmt: skip
