"""What the claims of one commitment have said so far: what the next claim is compared with."""

from dataclasses import dataclass, field, replace
from datetime import date

from transforms.commitments.claims import (
    SHARE,
    Claim,
    Quantity,
    Span,
    are_apart,
    count_days,
    is_actual_share,
    is_bare,
    share_year,
)

PROMISING = frozenset({"agreed", "planned", "in_force"})
"""Standings of what is still to be done."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the claims of one commitment have said so far."""

    kind: str
    actor_sets: frozenset[frozenset[str]]
    parties: frozenset[str]
    counterparts: frozenset[str]
    instrument: str | None
    quantity: Quantity | None
    due: Span | None
    effective: Span | None
    announced: Span | None
    occasion: Span | None
    place: str | None
    domains: frozenset[str]
    standings: frozenset[str]
    is_bare: bool
    is_training: bool
    is_further: bool
    weapons: frozenset[str]
    year: int | None
    last_on: date
    last_document: str
    words: frozenset[str] = field(repr=False)

    @property
    def actors(self) -> frozenset[str]:
        """Everybody who was named."""
        return self.parties | self.counterparts

    @property
    def is_denial(self) -> bool:
        """Whether nothing but its denial is known."""
        return self.standings == {"denied"}

    @property
    def is_promise(self) -> bool:
        """Whether it was promised."""
        return bool(self.standings & PROMISING)


def make_profile(claim: Claim) -> Profile:
    """The profile of a commitment with one claim."""
    return Profile(
        kind=claim.kind,
        actor_sets=frozenset({claim.actors}),
        parties=frozenset(claim.parties),
        counterparts=frozenset(claim.counterparts),
        instrument=claim.instrument,
        quantity=claim.quantity,
        due=claim.due,
        effective=claim.effective,
        announced=claim.announced,
        occasion=find_occasion(claim),
        place=claim.place,
        domains=claim.domains,
        standings=frozenset({claim.standing}),
        is_bare=is_bare(claim),
        is_training=claim.is_training,
        is_further=claim.is_further,
        weapons=claim.weapons,
        year=share_year(claim) if is_actual_share(claim) else None,
        last_on=claim.published_on,
        last_document=claim.document_id,
        words=claim.words,
    )


def extend_profile(profile: Profile, claim: Claim) -> Profile:
    """The profile with one more claim. What was said first stands; dates become narrower, or move where delayed."""
    return replace(
        profile,
        actor_sets=profile.actor_sets | {claim.actors},
        parties=profile.parties | frozenset(claim.parties),
        counterparts=profile.counterparts | frozenset(claim.counterparts),
        instrument=profile.instrument or claim.instrument,
        quantity=settle(profile.quantity, claim.quantity),
        due=claim.due if moves_due(claim, profile.due) else narrow(profile.due, claim.due),
        effective=narrow(profile.effective, claim.effective),
        announced=narrow(profile.announced, claim.announced),
        occasion=narrow(profile.occasion, find_occasion(claim)),
        place=profile.place or claim.place,
        domains=profile.domains | claim.domains,
        standings=profile.standings | {claim.standing},
        is_bare=profile.is_bare and is_bare(claim),
        weapons=profile.weapons | claim.weapons,
        last_on=max(profile.last_on, claim.published_on),
        last_document=claim.document_id,
    )


def moves_due(claim: Claim, known: Span | None) -> bool:
    """Whether it puts another date in the place of the known one: a delay, or a level of spending still ahead."""
    if claim.due is None:
        return False
    is_ahead = claim.kind == SHARE and known is not None and claim.published_on <= known[1]
    return claim.act == "delays" or (is_ahead and known is not None and are_apart(claim.due, known))


def settle(known: Quantity | None, new: Quantity | None) -> Quantity | None:
    """The quantity that was known; the one that was settled on where only a limit was known ("up to 500")."""
    if known is None or new is None or new.unit == "percent_of_gdp":
        return known or new
    return new if is_within(new, known) and new.qualifier != "up_to" else known


def is_within(quantity: Quantity, limit: Quantity) -> bool:
    """Whether one quantity says "up to" and the other is no more than that."""
    is_limit = limit.qualifier == "up_to" and limit.unit == quantity.unit and limit.basis == quantity.basis
    return is_limit and quantity.most <= limit.most


def narrow(known: Span | None, new: Span | None) -> Span | None:
    """The shorter of two spans that share a day, otherwise the one that was known."""
    if known is None or new is None:
        return known or new
    return new if not are_apart(known, new) and count_days(new) < count_days(known) else known


def find_occasion(claim: Claim) -> Span | None:
    """When it takes place, where the text dates it."""
    if claim.effective or claim.due:
        spans = [span for span in (claim.effective, claim.due) if span]
        return min(span[0] for span in spans), max(span[1] for span in spans)
    return (date(claim.edition, 1, 1), date(claim.edition, 12, 31)) if claim.edition else None
