"""States and organisations that a text mentions, by whatever stands for them.

`find_actors` gives one mention for "Japanese Prime Minister Fumio Kishida" and none for "South China Sea", "U.S.
dollars" or "in Washington". What surprises: a bare surname counts only after the full name or a title has been read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from schemas.registers import load_shared_names
from transforms.words.actor_context import (
    LineStyles,
    begins_longer_name,
    is_building,
    is_language,
    is_other_person,
    is_person_or_us_state,
    is_place,
    is_pronoun_in_capitals,
    names_no_actor,
)
from transforms.words.actor_leaders import People
from transforms.words.actor_lexicon import Sense, load_lexicon
from transforms.words.actor_titles import (
    read_head,
    read_head_before,
    read_royal_before,
    read_title_before,
    read_unknown_name,
    says_former,
)
from transforms.words.phrases import Phrase, split_words
from transforms.words.ships import find_ships


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor at `text[start:end]`; `form` says by what: name, demonym, capital, metonym, leader, force, ministry,
    organisation, group, or anaphor ("the Alliance"). `is_former`: a leader out of office on the day of publication.
    """

    start: int
    end: int
    actor_id: str
    form: str
    is_former: bool = False


@dataclass(frozen=True, slots=True)
class _Scene:
    """A text, what the lexicon finds in it, and what is known of it while it is read."""

    text: str
    phrases: tuple[Phrase[Sense], ...]
    starts: frozenset[int]
    named: frozenset[str]
    backed: frozenset[str]
    styles: LineStyles
    people: People


def find_actors(text: str, published_on: date) -> list[ActorMention]:
    """Mentions in order, without overlap. Raises nothing; linear in the text's length."""
    phrases = tuple(load_lexicon().find(text, split_words(text)))
    starts = frozenset(phrase.start for phrase in phrases if phrase.payload.form != "surname")
    named, backed = _list_named(phrases), _list_backed(phrases)
    scene = _Scene(text, phrases, starts, named, backed, LineStyles(text), People(published_on))
    kept = tuple(phrase for phrase in _drop_places(scene) if phrase.payload.form != "place")
    barriers = frozenset(phrase.start for phrase in kept)
    found = list(_compose(replace(scene, phrases=kept, starts=barriers)))
    ships = [ActorMention(start, end, actor_id, "force") for start, end, actor_id in find_ships(text, found)]
    return sorted([*found, *ships], key=lambda mention: mention.start) if ships else found


def _list_named(phrases: tuple[Phrase[Sense], ...]) -> frozenset[str]:
    """Actors that the text names by something that nobody else shares."""
    plain = {phrase.payload.actor_id for phrase in phrases if phrase.payload.form in _NAMING}
    leaders = {
        office.actor_id for phrase in phrases if phrase.payload.form == "leader" for office in phrase.payload.offices
    }
    return frozenset(plain | leaders)


def _list_backed(phrases: tuple[Phrase[Sense], ...]) -> frozenset[str]:
    """Actors that the text names by two different words or more."""
    first: dict[str, str] = {}
    return frozenset(
        phrase.payload.actor_id
        for phrase in phrases
        if first.setdefault(phrase.payload.actor_id, phrase.written) != phrase.written
    )


def _drop_places(scene: _Scene) -> Iterator[Phrase[Sense]]:
    """Phrases that may stand for an actor."""
    cities: set[int] = set()
    for index, phrase in enumerate(scene.phrases):
        following = scene.phrases[index + 1] if index + 1 < len(scene.phrases) else None
        if not _is_actor_here(scene, phrase, following):
            cities |= {phrase.end} if phrase.payload.form in ("capital", "place") else set()
        elif phrase.payload.form == "capital" and _continues_cities(scene.text, phrase, cities):
            cities.add(phrase.end)
        else:
            yield phrase


def _continues_cities(text: str, phrase: Phrase[Sense], cities: set[int]) -> bool:
    """Whether a capital continues a list of places: "in Washington and Tokyo", not "In Washington, Tokyo said"."""
    before = text[max(0, phrase.start - 6) : phrase.start]
    for joint in (" and ", ", and ", ", ", " or "):
        end = phrase.start - len(joint)
        if before.endswith(joint) and end in cities:
            return joint != ", " or not _SCENE.search(text[max(0, end - 30) : end])
    return False


_SCENE = re.compile(r"(?:^|[.!?\n“”\"] ?)(?:In|At|From|Outside) [^,.;\n]{2,24}$")


def _is_actor_here(scene: _Scene, phrase: Phrase[Sense], following: Phrase[Sense] | None) -> bool:
    text, form = scene.text, phrase.payload.form
    if form in ("place", "leader", "surname", "group"):
        return form != "place"
    is_headline, is_shouted = scene.styles.read(phrase.start)
    if is_pronoun_in_capitals(text, phrase, is_shouted):
        return False
    if form == "prefix":
        return bool(following and following.start == phrase.end + 1 and text[phrase.end] in "-‐‑–")
    if form in ("force", "ministry", "metonym"):
        return not _needs_company(scene, phrase) and not (form == "metonym" and is_building(text, phrase))
    if form not in ("name", "demonym", "capital"):
        return True
    if names_no_actor(text, phrase):
        return False
    if form == "capital":
        return not (_precedes_its_state(text, phrase, following) or is_place(text, phrase, is_headline, scene.starts))
    is_backed = phrase.payload.actor_id in scene.backed
    return not is_language(text, phrase) and not is_person_or_us_state(
        text, phrase, is_headline, scene.starts, is_backed
    )


def _needs_company(scene: _Scene, phrase: Phrase[Sense]) -> bool:
    """Whether a name that others bear too (AFP, National Security Council) stands in a text that names no bearer."""
    if phrase.written in _SHIPS:
        return not _SHIP_NAME.match(scene.text, phrase.end)
    is_short = phrase.written.isupper() and len(phrase.written) <= 4 and phrase.written not in _KNOWN_ALONE
    is_shared = is_short or phrase.written in load_shared_names()
    return is_shared and phrase.payload.actor_id not in scene.named


_SHIPS = frozenset(
    "USS USNS USCGC HMS HMAS HMCS HMNZS HNLMS HDMS HNoMS HSwMS HTMS ESPS FGS FS JS INS ICGS BRP ROKS TCG ORP KRI PNS "
    "ARA BAP".split()
)
"""What stands before the names of a navy's ships, and before nothing else: "USS Nimitz"."""
_SHIP_NAME = re.compile(r" [“‘\"']?[A-Z][a-zà-ÿ]")
_NAMING = frozenset({"name", "demonym", "capital", "metonym"})
_KNOWN_ALONE = frozenset("PLA IDF CIA NSA IRGC GCHQ FSB GRU USAF USMC RAAF JSDF USFK USFJ".split())


def _precedes_its_state(text: str, phrase: Phrase[Sense], following: Phrase[Sense] | None) -> bool:
    """Whether a capital is located by its own state or by another place: "Tokyo, Japan"; "Paris, Texas"."""
    if not following or text[phrase.end : following.start] != ", ":
        return False
    sense = following.payload
    return sense.form == "place" or (sense.actor_id == phrase.payload.actor_id and sense.form == "name")


def _compose(scene: _Scene) -> Iterator[ActorMention]:
    """Join what makes one mention; what an earlier mention swallowed is skipped."""
    done = 0
    for index, phrase in enumerate(scene.phrases):
        if phrase.start < done:
            continue
        is_person = phrase.payload.form in ("leader", "surname")
        mention = _read_person(scene, phrase) if is_person else _read_body(scene, index)
        if mention:
            start = max(mention.start, done)
            done = mention.end
            yield replace(mention, start=start)


def _read_person(scene: _Scene, phrase: Phrase[Sense]) -> ActorMention | None:
    text = scene.text
    start = read_title_before(text, phrase.start)
    if phrase.payload.form == "surname" and _names_somebody_else(scene, phrase, start is not None):
        return None
    begin = phrase.start if start is None else start
    office = scene.people.resolve(phrase, start is not None, text[begin : phrase.start])
    if office is None:
        return None
    is_former = not scene.people.is_in_office(office) or says_former(text, begin, phrase.end)
    return ActorMention(begin, phrase.end, office.actor_id, "leader", is_former)


def _names_somebody_else(scene: _Scene, phrase: Phrase[Sense], is_titled: bool) -> bool:
    """Whether a surname is part of a longer name: "Jill Biden", "General Lee Smith"."""
    if not is_titled and is_other_person(scene.text, phrase.start, phrase.written):
        return True
    is_famous = any(office.is_household_name for office in phrase.payload.offices)
    return not is_famous and begins_longer_name(scene.text, phrase.end, scene.starts)


_BODIES = frozenset({"name", "demonym", "organisation", "metonym", "group", "prefix"})


def _read_body(scene: _Scene, index: int) -> ActorMention:
    phrase = scene.phrases[index]
    actor_id, form = phrase.payload.actor_id, phrase.payload.form
    plain = ActorMention(phrase.start, phrase.end, actor_id, "demonym" if form == "prefix" else form)
    if form not in _BODIES:
        return plain
    mention = _extend_left(scene.text, _extend_right(scene.text, plain))
    mention = _take_person(scene, index, _take_own_institution(scene, index, mention))
    if mention.form == "leader" and says_former(scene.text, mention.start, mention.end):
        return replace(mention, is_former=True)
    return mention


def _extend_right(text: str, mention: ActorMention) -> ActorMention:
    head = read_head(text, mention.end)
    if not head:
        return mention
    start = read_royal_before(text, mention.start) if head[1] == "force" else mention.start
    return replace(mention, start=start, end=head[0], form=head[1])


def _extend_left(text: str, mention: ActorMention) -> ActorMention:
    if mention.form not in ("name", "organisation"):
        return mention
    head = read_head_before(text, mention.start)
    return replace(mention, start=head[0], form=head[1]) if head else mention


def _take_own_institution(scene: _Scene, index: int, mention: ActorMention) -> ActorMention:
    """ "Philippine Department of National Defense": the institution belongs to the state before it."""
    phrase = scene.phrases[index]
    following = _next_after(scene.phrases, index, phrase.end)
    if not following or following.payload.form not in ("force", "ministry", "metonym", "organisation"):
        return mention
    if following.payload.form == "organisation" and following.payload.actor_id != mention.actor_id:
        return mention
    gap = scene.text[phrase.end : following.start]
    if gap not in (" ", "’s ", "'s ", "’ ", "' ") or following.end <= mention.end:
        return mention
    form = "ministry" if following.payload.form == "metonym" else following.payload.form
    return replace(mention, end=following.end, form=form)


def _next_after(phrases: tuple[Phrase[Sense], ...], index: int, end: int) -> Phrase[Sense] | None:
    for position in range(index + 1, len(phrases)):
        if phrases[position].start >= end:
            return phrases[position]
    return None


def _take_person(scene: _Scene, index: int, mention: ActorMention) -> ActorMention:
    """Add the name of the office holder."""
    text, people = scene.text, scene.people
    following = _next_after(scene.phrases, index, mention.end)
    is_titled = mention.form == "leader"
    gaps = (" ", "\u00a0", ", ") if is_titled else (" ", "’s ", "'s ")
    if following and following.payload.form in ("leader", "surname") and text[mention.end : following.start] in gaps:
        office = people.resolve(following, True, text[mention.start : mention.end], mention.actor_id)
        if office and office.actor_id == mention.actor_id:
            is_former = not people.is_in_office(office)
            return replace(mention, end=following.end, form="leader", is_former=is_former)
    if not is_titled or scene.styles.read(mention.start)[0]:
        return mention
    return replace(mention, end=read_unknown_name(text, mention.end, scene.starts))
