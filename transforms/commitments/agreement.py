"""Whether a claim speaks of a commitment that others have spoken of: what must agree, what may differ, what parts them.

Merging too much hides promises and merging too little repeats them; a wrong merge is the worse error, so agreement
must be shown. In short:

- Kinds and actors must be the same. Only a named instrument that is no type of agreement (GCAP, an exercise; not an
  ACSA, of which every pair of states has its own) lets one text name fewer of its actors than another.
- Different instruments are different commitments, and so are two editions of an exercise.
- A share of GDP is told from another by its level, an actual one by its year. As long as the year of a level has not
  passed, another year moves it.
- Two aid packages or sales are one only if the amount and the time agree, whatever programme they belong to. What was
  delivered of a thing belongs to the one promise of it that is as large or larger. The training of another's soldiers
  is no package: it goes on.
- Weapons for oneself: a text that names the buyer alone agrees with one that names the seller, where they name the same
  weapon or count. "A second contract", "another 20" is not what was promised before.
- Without an instrument, a quantity, date or place must agree and none may contradict.
- With nothing of these on either side, time must be near; how near depends on the kind.
- Within one document they must name the same instrument or use the same words: a text that says two things means two.
  A lasting thing may be said without its name and then with it ("signed an agreement"; "signed the GSOMIA").
- A denial joins what it denies where instrument, quantity, date or place agree; otherwise it is its own commitment.
- The end of forces in a partner's country belongs to the only ones that are known there.
- Texts that give one exercise or deployment of the same days another strength contradict each other about one thing.
"""

from datetime import date, timedelta

from transforms.commitments.claims import (
    CAPABILITY,
    PACKAGES,
    PIECEMEAL,
    SHARE,
    Claim,
    Span,
    are_apart,
    find_instrument,
    is_actual_share,
    is_bare,
    share_year,
)
from transforms.commitments.comparing import (
    OBJECT_OVERLAP,
    compare_quantities,
    compare_spans,
    may_share_object,
    share_words,
)
from transforms.commitments.kind_rules import COMMON, RULES, STATIONED, TRAINING, KindRule
from transforms.commitments.profiles import Profile, find_occasion, is_within, moves_due

NAMED, SHOWN, NEAR, ONLY = 3, 2, 1, 0
"""Why they agree: the same instrument; something said in common; near in time; or there is no other it could be."""

EQUAL, PART = 2, 1
"""Whether both name the same actors, or one names fewer."""

Score = tuple[int, int, int, date]

_DIRECTED = PACKAGES
_SERIES_KINDS = frozenset({"joint_training", "force_deployment"})
_SAME_WORDS = 0.6
_DAYS, _UNDATED_EDITION = 31, 150
_REPORTED_LATE, _ENDS_WITHIN, _OVER = 14, 45, ("completed", "suspended")
"""Days after which an edition is still told of, and its end told of where only its beginning was known."""
_DAYS_BACK = {"completed": 75, "under_way": 15, "suspended": 200, "in_force": 200}
_DAYS_AHEAD = {"completed": 0, "under_way": 15, "suspended": 200, "in_force": 200}
_DAYS_AHEAD_USUAL = 400


def score(claim: Claim, profile: Profile) -> Score | None:
    """How well a claim agrees with a commitment; None where they are two. A greater score agrees better."""
    if claim.instrument and profile.instrument and claim.instrument != profile.instrument:
        return None
    is_named = claim.instrument is not None and claim.instrument == profile.instrument
    actors = compare_actors(claim, profile, is_named)
    if actors is None or (not is_named and _is_another_statement(claim, profile)):
        return None
    if claim.kind == SHARE:
        found = _score_share(claim, profile, is_named) if actors == EQUAL else None
    else:
        found = _score_named(claim, profile) if is_named else _score_unnamed(claim, profile)
    if found is not None and found[0] < NEAR and actors == PART:
        return None
    is_weak_denial = (claim.standing == "denied") != profile.is_denial and found is not None and found[0] < SHOWN
    return None if found is None or is_weak_denial else (found[0], actors, found[1], profile.last_on)


def _is_another_statement(claim: Claim, profile: Profile) -> bool:
    """Whether one document says both, in other words; a name that follows belongs to what was just said."""
    is_named_next = claim.instrument is not None and profile.instrument is None
    if is_named_next and is_lasting(claim.kind):
        return False
    if claim.document_id != profile.last_document:
        return False
    is_counted = compare_quantities(claim.quantity, profile.quantity) > 0  # "the first ten", "the 180 tanks ordered"
    return not share_words(claim, profile, OBJECT_OVERLAP if is_counted else _SAME_WORDS)


def compare_actors(claim: Claim, profile: Profile, is_named: bool) -> int | None:
    """`EQUAL` where the same actors are named, `PART` where one side names fewer and may, None otherwise."""
    if claim.kind in _DIRECTED and _is_turned_round(claim, profile):
        return None
    if claim.actors in profile.actor_sets:
        return EQUAL
    if claim.kind == CAPABILITY and not is_named:
        sellers, known = frozenset(claim.counterparts), profile.counterparts
        is_silent = not sellers or not known or sellers <= known
        return PART if frozenset(claim.parties) == profile.parties and is_silent else None
    if not is_named or profile.instrument is None or not is_one_of_its_name(profile.instrument):
        return None
    found = find_instrument(profile.instrument)
    known = frozenset(found.parties) if found else frozenset()
    is_part = claim.actors <= profile.actors or profile.actors <= claim.actors
    if found is not None and found.is_series and claim.actors & profile.actors & known:
        return PART  # each text names those of its own readers
    if found is not None and not found.is_series and known:
        return PART if is_part and claim.actors ^ profile.actors <= known else None
    return PART if is_part or claim.actors | profile.actors <= known else None


def is_lasting(kind: str) -> bool:
    """Whether there is hardly more than one of them between the same actors at a time."""
    return RULES.get(kind, COMMON).is_lasting


def is_one_of_its_name(instrument: str) -> bool:
    """Whether the name alone says which instrument it is, so that a text need not name all of its actors."""
    found = find_instrument(instrument)
    return found is None or found.is_series or not found.is_generic


def _is_turned_round(claim: Claim, profile: Profile) -> bool:
    """Whether who gives in the one receives in the other."""
    return bool(
        (frozenset(claim.parties) - profile.parties) & profile.counterparts
        or (frozenset(claim.counterparts) - profile.counterparts) & profile.parties
    )


def _score_share(claim: Claim, profile: Profile, is_named: bool) -> tuple[int, int] | None:
    if is_actual_share(claim) or profile.year is not None:
        is_same_year = is_actual_share(claim) and share_year(claim) == profile.year
        return (SHOWN, 1) if is_same_year else None
    level, due = compare_quantities(claim.quantity, profile.quantity), _compare_due(claim, profile)
    if level > 0 and moves_due(claim, profile.due):
        due = max(due, 0)
    if level < 0 or due < 0:
        return None
    if level > 0:
        return SHOWN, 1 + due
    is_near = _days_since(claim, profile) <= RULES[SHARE].bare
    if is_named or (is_near and claim.quantity is profile.quantity is None):
        return NEAR, due
    return (ONLY, due) if is_near else None


def _score_named(claim: Claim, profile: Profile) -> tuple[int, int] | None:
    if claim.kind in PACKAGES and compare_quantities(claim.quantity, profile.quantity) < 0:
        return None
    if is_series(claim):
        fit = _fit_edition(claim, profile)
        return None if fit is None else (NAMED, fit)
    return NAMED, 0


def is_series(claim: Claim) -> bool:
    """Whether its instrument is held again and again, as an exercise is."""
    found = find_instrument(claim.instrument) if claim.instrument else None
    return found.is_series if found else claim.kind in _SERIES_KINDS


def _fit_edition(claim: Claim, profile: Profile) -> int | None:
    """2 where both are dated and agree, 1 where an undated one is near, None for another edition."""
    occasion = find_occasion(claim)
    if occasion and profile.occasion:
        late = timedelta(days=_ENDS_WITHIN if claim.standing in _OVER else _REPORTED_LATE)
        return None if are_apart((occasion[0] - late, occasion[1]), profile.occasion) else 2
    if profile.occasion:
        return None if are_apart(_guess_occasion(claim), profile.occasion) else 1
    return 1 if _days_since(claim, profile) <= _UNDATED_EDITION else None


def _guess_occasion(claim: Claim) -> Span:
    """When an undated edition can have been or will be, seen from the day of publication."""
    back = timedelta(days=_DAYS_BACK.get(claim.standing, 0))
    ahead = timedelta(days=_DAYS_AHEAD.get(claim.standing, _DAYS_AHEAD_USUAL))
    return claim.published_on - back, claim.published_on + ahead


def _score_unnamed(claim: Claim, profile: Profile) -> tuple[int, int] | None:
    rule = TRAINING if claim.is_training else RULES.get(claim.kind, COMMON)
    days = _days_since(claim, profile)
    if claim.is_training != profile.is_training or _is_another_order(claim, profile, rule, days):
        return None
    if _is_withdrawal(claim, profile, days):
        return ONLY, 0
    if _is_delivery(claim, profile, rule):
        return NEAR if _compare_weapons(claim, profile) > 0 else ONLY, 1
    if claim.is_package and days > rule.quantity and not _is_same_promise(claim, profile):
        return None
    signs = _compare(claim, profile, rule, days)
    if min(signs) < 0 or not may_share_object(claim, profile, rule):
        return None
    if sum(signs) > 0:
        return SHOWN, sum(signs)
    is_alike = rule.has_object and not claim.is_package and days <= _DAYS
    if is_alike or (is_bare(claim) and profile.is_bare and days <= rule.bare):
        return NEAR, 0
    is_end = claim.standing == "suspended"
    return (ONLY, 0) if rule.is_lasting and (is_end or days <= rule.bare) else None


def _compare(claim: Claim, profile: Profile, rule: KindRule, days: int) -> tuple[int, ...]:
    """For quantity, dates, place and domains: 1 where they agree, -1 where they contradict, 0 where one is silent."""
    quantity, is_package = compare_quantities(claim.quantity, profile.quantity), claim.is_package
    if quantity < 0 and _may_differ(claim, profile, days):
        quantity = 0
    is_open = _is_same_promise(claim, profile) or profile.standings == {"proposed"}
    return (
        quantity if quantity <= 0 or days <= rule.quantity else 0,
        max(_compare_due(claim, profile, rule.dated), 0 if is_open else -1),
        compare_spans(claim.effective, profile.effective, rule.dated) if not rule.is_lasting else 0,
        max(compare_spans(claim.effective, profile.due, rule.dated), 0),
        max(compare_spans(claim.announced, profile.announced, _DAYS), -1 if is_package else 0),
        1 if claim.place and claim.place == profile.place and days <= _near_place(claim, rule) else 0,
        -1 if claim.domains and profile.domains and not claim.domains & profile.domains else 0,
        _compare_weapons(claim, profile) if days <= rule.quantity else 0,
    )


def _may_differ(claim: Claim, profile: Profile, days: int) -> bool:
    """Whether another number is no other thing: within a limit, told otherwise of one event, or grown since."""
    if claim.quantity and profile.quantity and is_within(claim.quantity, profile.quantity):
        return True
    is_grown = claim.is_training and days > RULES[claim.kind].quantity
    return is_grown or (claim.kind in _SERIES_KINDS and _is_same_time(claim, profile))


def _compare_weapons(claim: Claim, profile: Profile) -> int:
    """Of what one acquires, whether it goes by the same name."""
    if claim.kind != CAPABILITY or not claim.weapons or not profile.weapons:
        return 0
    return 1 if claim.weapons & profile.weapons else -1


def _is_another_order(claim: Claim, profile: Profile, rule: KindRule, days: int) -> bool:
    """Whether it says of itself that it comes on top of what was promised before."""
    return rule.has_object and claim.is_further and not profile.is_further and days > _DAYS


def _near_place(claim: Claim, rule: KindRule) -> int:
    """Days within which the same place shows the same thing; the place of a package is where it was announced."""
    if claim.is_package:
        return -1
    return STATIONED if claim.kind == "force_deployment" and claim.counterparts else rule.bare


def _is_same_promise(claim: Claim, profile: Profile) -> bool:
    """Whether the same amount was announced at the same time; what else they say then contradicts about one thing."""
    is_same_day = compare_spans(claim.announced, profile.announced, _DAYS) > 0
    return is_same_day and compare_quantities(claim.quantity, profile.quantity) > 0


def _is_delivery(claim: Claim, profile: Profile, rule: KindRule) -> bool:
    """Whether it tells that as much as was promised, or a part of it, has been handed over."""
    given, promised = claim.quantity, profile.quantity
    if claim.standing not in ("completed", "under_way") or not profile.is_promise or not rule.has_object:
        return False
    if claim.kind not in PIECEMEAL or given is None or promised is None or given.unit != promised.unit:
        return False
    is_part = given.value <= promised.most or promised.qualifier == "at_least"
    is_part = is_part and _days_since(claim, profile) <= COMMON.quantity
    return is_part and may_share_object(claim, profile, rule)


def _is_withdrawal(claim: Claim, profile: Profile, days: int) -> bool:
    """Whether it tells of the end of forces in a partner's country, of which it need not say how many they were."""
    is_end = claim.kind == "force_deployment" and claim.standing == "suspended" and bool(claim.counterparts)
    is_stationed = is_end and not _is_turned_round(claim, profile) and profile.standings & {"under_way", "in_force"}
    return bool(is_stationed) and "suspended" not in profile.standings and days <= COMMON.quantity


def _is_same_time(claim: Claim, profile: Profile) -> bool:
    """Whether both are dated to the same days."""
    dates = ((claim.due, profile.due), (claim.effective, profile.effective), (claim.effective, profile.due))
    return any(compare_spans(ours, theirs, _DAYS) > 0 for ours, theirs in dates)


def _compare_due(claim: Claim, profile: Profile, dated: int = 400) -> int:
    found = compare_spans(claim.due, profile.due, dated)
    return 0 if found < 0 and claim.act == "delays" else found


def _days_since(claim: Claim, profile: Profile) -> int:
    return (claim.published_on - profile.last_on).days
