"""What a signed paper lays down, and who its sides are where a clause only calls them "each", "either", "the two".

What a pact says that its sides will do has been agreed by signing it; only what it founds, and what is done today, says
more.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.country_names import is_state
from transforms.english.actor_groups import Group
from transforms.english.frames import Frame
from transforms.english.partners import takes_two
from transforms.english.predicates import Predicate
from transforms.english.roles import Roles
from transforms.english.scene import Scene
from transforms.rule_book import load_pattern

_NEAR = 400
"""Characters before a sentence in which the paper that it speaks of may have been signed or ratified."""
_LAID_DOWN = frozenset({"mutual_defence", "information_sharing", "countering_disinformation", "consultation"})
_PAPER = (
    r"(?:agreement|treaty|pact|memorandum|mou|accord|arrangement|declaration|charter|protocol|roadmap|compact|"
    r"paper|order|letter of intent)s?\b"
)
_SIGNED = re.compile(
    rf"(?<!be )(?<!yet )\b(?:signed|initialled|initialed|inked|sealed|penned|concluded|exchanged|traded|"
    rf"put (?:\w+ )?(?:names?|pens?|signatures?|ink)|lent (?:\w+ )?signatures?)\b[^.;]{{0,120}}\b{_PAPER}|"
    rf"\b{_PAPER}[^.;]{{0,120}}\b(?:signed|initialled|initialed|inked|sealed|penned|concluded|"
    rf"put (?:\w+ )?(?:names?|pens?|signatures?|ink)|(?:lent|gave) (?:\w+ )?signatures?)\b",
    re.IGNORECASE,
)
_RATIFIED = re.compile(rf"\bratified\b[^.;]{{0,120}}\b{_PAPER}", re.IGNORECASE)
_FORCE = load_pattern("in_force")
_UNDER = re.compile(
    rf"\bunder (?:an?|the|this|that|its|their|which)\b[^,.;]{{0,60}}\b{_PAPER}|"
    rf"\b{_PAPER}[^.;]{{0,90}}\b(?:under|by|through) which\b|"
    rf"\b{_PAPER}[^.;]{{0,60}}\b(?:has|have|obliges?|binds?|commits?|requires?)\b",
    re.IGNORECASE,
)
_PROLONGING = frozenset({"renew", "extend", "prolong"})
_YEAR = re.compile(r"\b(?:of|in|since|from) (?P<year>(?:19|20)\d\d)\b")
_BINDING = frozenset("oblige obligate bind require".split())
_DOING = ("progressive", "participle")
_MUTUAL = re.compile(
    r"\b(?:each|either|neither|both|one another|the others?|the two|the three|two (?:sides|countries|states|nations|"
    r"governments|ministers|ministries|parties|militaries|armies|leaders|presidents)|sides|parties|signatories|"
    r"mutual(?:ly)?|joint(?:ly)?|bilateral|trilateral|reciprocal|between them)\b",
    re.IGNORECASE,
)
_TRIO = re.compile(r"\b(?:three|tri(?:lateral|partite)|trio)\b", re.IGNORECASE)


def weigh_paper(frame: Frame, value: str | None, scene: Scene, start: int) -> str | None:
    """The standing of what a paper lays down, told in a sentence that begins at `start`; what is done no longer has
    stopped."""
    if frame.rule.kind not in _LAID_DOWN:
        return value
    is_left_to_end = value == "denied" and bool(frame.chain.lemmas & _PROLONGING)
    if is_left_to_end and frame.rule.kind in ("mutual_defence", "information_sharing"):
        return "suspended"  # "will not renew the pact"
    if value == "denied" and any(c.lower_ == "longer" for p in frame.chain.predicates for c in p.token.children):
        return "suspended"  # "will no longer hold"
    if value not in ("planned", "under_way", "in_force"):
        return value
    verbs = [p for p in frame.chain.predicates if p.tense != "noun"]
    is_to_sign = value == "planned" and any(p.group == "agree" for p in verbs)
    if not verbs or is_to_sign or _is_done(verbs[0]):
        return value
    text = frame.anchor.doc.text
    if value == "in_force" and _is_to_come_into_force(scene, start, bool(frame.chain.lemmas & _BINDING)):
        return "agreed"  # "has ratified the pact. It obliges each": binds once it is in force
    is_old = any(int(found["year"]) < scene.published_on.year for found in _YEAR.finditer(text))
    if _SIGNED.search(text):
        return value if is_old else "agreed"
    return "agreed" if value != "in_force" and _UNDER.search(text) else value


def _is_to_come_into_force(scene: Scene, start: int, is_binding: bool) -> bool:
    """Whether the paper that a sentence speaks of was signed or ratified, and not said to be in force, just before."""
    before = scene.text[max(0, start - _NEAR) : start]
    if not is_binding:
        before = before.rstrip().rsplit(". ", 1)[-1]
    is_new = _SIGNED.search(before) or _RATIFIED.search(before)
    return bool(is_new) and not _FORCE.search(before)


def _is_done(verb: Predicate) -> bool:
    """Whether it is being done, begun or founded, whatever a paper says of it."""
    is_founded = verb.group == "enforce" and verb.token.lemma_.lower() not in _BINDING
    return is_founded or verb.tense in _DOING or verb.group in ("continue", "begin")


def find_sides(frame: Frame, roles: Roles, scene: Scene, number: int, groups: Sequence[Group]) -> Roles:
    """The roles with the sides of what takes two, where its own clause names nobody."""
    is_shared = takes_two(frame) or (frame.rule.kind == "consultation" and frame.rule.roles == "mutual")
    if roles.parties or roles.counterparts or not is_shared or frame.rule.kind not in _LAID_DOWN:
        return roles
    named = dict.fromkeys(name for group in groups for name in group.actor_ids if is_state(name))
    if len(named) != 2 and not _is_list(groups, named):
        named = {}
        is_told_of = frame.rule.about is not None or frame.rule.kind == "mutual_defence"
        if is_told_of or _MUTUAL.search(frame.anchor.doc.text):
            named = dict.fromkeys(scene.resolve("the sides", number))
            named = named if len(named) == len(scene.resolve(_count(frame), number)) else {}
    return replace(roles, parties=tuple(sorted(named)), is_inferred=True) if len(named) > 1 else roles


def _count(frame: Frame) -> str:
    """The words for as many sides as the sentence speaks of."""
    return "the three sides" if _TRIO.search(frame.anchor.doc.text) else "the two sides"


def _is_list(groups: Sequence[Group], named: dict[str, None]) -> bool:
    """Whether all who are named stand in one enumeration."""
    return len(named) > 2 and any(set(named) <= set(group.actor_ids) for group in groups)
