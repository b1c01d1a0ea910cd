"""What a document has said so far: who "we", "the two sides", "it" and "the leaders" are at a place of the text.

Resolved on the surface, by number and nearness; what the text does not make clear stays unresolved.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from schemas.country_names import is_state
from transforms.english.bystanders import is_attribute, is_opponent, is_side, is_topic
from transforms.english.offices import find_body, list_surnames
from transforms.english.signers import Opening, find_signatories, is_joint
from transforms.rule_book import load_pattern
from transforms.words.actor_lists import ActorList, find_actor_lists
from transforms.words.actors import ActorMention, find_actors
from transforms.words.segments import Sentence, split_sentences
from transforms.words.spans import items_within

_NUMBERS = {
    "two": 2, "both": 2, "pair": 2, "bilateral": 2, "three": 3, "trilateral": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "duo": 2, "trio": 3,
}  # fmt: skip
_MEMBERS = re.compile(r"\b(?:members?|member states|allies|allied|alliance)\b", re.IGNORECASE)
_PERSONS = frozenset({"he", "she", "him", "her"})
_FIRST_PERSON = frozenset({"we", "us", "our", "ours", "ourselves", "i", "my"})
_OWN_STATE = frozenset(
    "government cabinet country nation kingdom republic emirate sultanate archipelago duchy principality island".split()
)
"""In the mouth of an official: his own."""
_PLURAL = load_pattern("plural")
_SINGULAR = load_pattern("singular")
_OFFICES = load_pattern("offices")
_PAPER = re.compile(
    r"\b(?:agreement|amendment|treaty|pact|declaration|memorandum|mou|accord|arrangement|protocol)\b|"
    r"\b(?:the|this|that|its|their) (?:[\w-]+ )?(?:deal|document|road ?map|understanding|letter of intent|work plan)\b",
    re.IGNORECASE,
)
_OWN_OFFICE = re.compile(
    r"\b(?:administration|department|vice president|congress|senate|secretary|council|this government)\b"
)
"""Offices that a government's own text names without the country."""
_ALLIANCE = re.compile(
    r"(?:[’']s?)? (?:(?:security|military|defen[cs]e|treaty|bilateral|trilateral) )?alliance\b", re.IGNORECASE
)
_UNNAMED = re.compile(
    r"\b(?:\d+|dozens?|scores|several|many|most|some|few|various|numerous|other|others|another|western|arab|african|"
    r"asian|foreign|regional|neighbou?ring|all over|third)\b(?: [\w-]+)* (?:countries|nations|states|governments|"
    r"allies|partners|militaries|navies|armies|members)\b"
)
"""Points to more than the text has named: "some thirty nations", "other countries"."""
_REACH = 6
_OPENING = 12
"""Sentences within which "the two sides" of a text about a meeting are those that met."""


@dataclass(frozen=True)
class Scene:
    """The actors of a document, sentence by sentence, and who stands behind it."""

    text: str
    title: str
    publisher: str
    published_on: date
    sentences: tuple[Sentence, ...]

    @cached_property
    def mentions(self) -> list[ActorMention]:
        """Actors in the text, in order."""
        return find_actors(self.text, self.published_on)

    @cached_property
    def lists(self) -> list[ActorList]:
        """Enumerations of actors in the text."""
        return find_actor_lists(self.mentions, self.text)

    @cached_property
    def by_sentence(self) -> Mapping[int, list[ActorMention]]:
        """Mentions by the number of their sentence; those that take no part are left out."""
        found: dict[int, list[ActorMention]] = {}
        position = 0
        for mention in self.mentions:
            if is_opponent(self.text, mention.start, mention.end) or is_attribute(self.text, mention.end):
                continue
            if is_side(self.text, mention.start, mention.end):
                continue
            while position + 1 < len(self.sentences) and self.sentences[position].end <= mention.start:
                position += 1
            found.setdefault(position, []).append(mention)
        return found

    @cached_property
    def title_actors(self) -> tuple[str, ...]:
        """Actors of the title, in order."""
        return _distinct(self.title_mentions)

    @cached_property
    def title_mentions(self) -> list[ActorMention]:
        """The same, with where they stand in the title."""
        return find_actors(self.title, self.published_on)

    @cached_property
    def publisher_actors(self) -> tuple[str, ...]:
        """Actors that the publisher is an office of."""
        return _distinct(find_actors(self.publisher, self.published_on))

    @cached_property
    def signatories(self) -> tuple[str, ...]:
        """Who "we" are where nobody is quoted."""
        return find_signatories(
            Opening(self.text, self.title, self.published_on, self.mentions, self.lists), self.publisher_actors
        )

    def find_home(self, number: int, others: Sequence[str] = ()) -> tuple[str, ...]:
        """The actor whose side a text is on, `others` left out: its publisher, who was spoken of last, or first."""
        named = (
            *self.publisher_actors[:1],
            *self._find_one(number),
            *self.title_actors,
            *(m.actor_id for m in self.mentions[:1]),
        )
        return tuple(name for name in named if name not in others)[:1]

    def resolve(self, words: str, number: int, quoted: Sequence[str] = ()) -> tuple[str, ...]:
        """The actors that a phrase without a name points to in sentence `number`; `quoted` are those of the speaker."""
        lowered = words.lower()
        tokens = set(re.findall(r"[a-z]+", lowered))
        if tokens & {"former", "latter"} and len(tokens) < 4:
            pair = self._find_pair(number)
            return pair[:1] if "former" in tokens else pair[1:]
        if tokens & _PERSONS and len(tokens) == 1 and (person := self._find_person(number)) is not None:
            return person
        if tokens & _FIRST_PERSON:
            return tuple(quoted) or self._sign_as(next((n for word, n in _NUMBERS.items() if word in tokens), None))
        if "alliance" in tokens and (allied := self._find_alliance(number)):
            return allied
        if _MEMBERS.search(lowered) and (organisation := self._find_organisation(number)):
            return organisation
        if body := find_body(tokens, ((self.title, self.title_mentions), (self.text, self.mentions))):
            return body
        if tokens & {"two", "both"} and (told := self._find_told_pair(number)):
            return told
        is_pair = bool(tokens & {"two", "both"}) and len(self.signatories) == 2
        if is_pair and all(map(is_state, self.signatories)) and number < _OPENING:
            return self.signatories
        if _OFFICES.search(lowered) and len(self.signatories) > 1 and is_joint(self.title):
            named = next((count for word, count in _NUMBERS.items() if word in tokens), len(self.signatories))
            if named == len(self.signatories):
                return self.signatories
        if _UNNAMED.search(lowered):
            return ()
        if _PLURAL.search(lowered):
            if len(self.signatories) == 1 and not is_state(self.signatories[0]) and not tokens & set(_NUMBERS):
                return self.signatories  # the members of an organisation, in its own text
            wanted = next((count for word, count in _NUMBERS.items() if word in tokens), None)
            found = self._find_several(number, wanted)
            is_members = wanted is None and bool(tokens & {"countries", "nations", "states"})
            return found[:1] if is_members and not any(map(is_state, found)) else found
        if _PAPER.search(lowered):  # "the pact will": those who made it
            return self.title_actors if len(self.title_actors) > 1 else self._find_several(number, None)
        if quoted and tokens & _OWN_STATE:
            return tuple(quoted)
        if _OWN_OFFICE.search(lowered) and self.publisher_actors:
            return self.publisher_actors[:1]
        if _SINGULAR.search(lowered):
            return self._find_one(number, wants_state=bool(tokens & _OWN_STATE))
        return ()

    def _sign_as(self, wanted: int | None) -> tuple[str, ...]:
        """Who "we" are; where the words count them ("our three countries"), a list of as many."""
        if wanted is None or len(self.signatories) == wanted:
            return self.signatories
        return next((found.actor_ids for found in self.lists if len(found.actor_ids) == wanted), self.signatories)

    def join_pair(self, one: tuple[str, ...]) -> tuple[str, ...]:
        """With whom a speaker has agreed: the other of the two whose meeting the text is about."""
        pair = self.signatories if len(self.signatories) == 2 else self.title_actors
        return pair if len(pair) == 2 and set(one) < set(pair) else one

    def _find_alliance(self, number: int) -> tuple[str, ...]:
        """The pair whose alliance the text has named before: "the U.S.-Japan alliance"."""
        before = bisect_right(self.alliances, self.sentences[number].start, key=lambda found: found.end)
        return self.alliances[before - 1].actor_ids if before else ()

    @cached_property
    def alliances(self) -> list[ActorList]:
        """Pairs whose alliance the text names."""
        return [found for found in self.lists if _ALLIANCE.match(self.text, found.end)]

    def _find_told_pair(self, number: int) -> tuple[str, ...]:
        """The two that the sentence before names, where a title that is no joint text's names another pair."""
        pair, title = self._find_pair(number), self.title_actors
        is_other = len(title) == 2 and len({*pair} & {*title}) == 1 and not is_joint(self.title)
        return pair if is_other and all(map(is_state, pair)) else ()

    def _find_pair(self, number: int) -> tuple[str, ...]:
        """The two actors that the sentence before names, in its order."""
        names = _distinct(self.by_sentence.get(number - 1, []))
        return names if len(names) == 2 else ()

    def _find_person(self, number: int) -> tuple[str, ...] | None:
        """Who "he" or "she" is: the office holder named last; a former one binds nobody."""
        for index in range(number - 1, max(-1, number - _REACH - 1), -1):
            named = [m for m in self.by_sentence.get(index, []) if m.form == "leader"]
            if named:
                return () if named[0].is_former else (named[0].actor_id,)
        return None

    @cached_property
    def officials(self) -> Mapping[str, str]:
        """Surname -> actor of the office holders that the text names with their office."""
        return {
            name: m.actor_id
            for m in self.mentions
            if m.form == "leader" and not m.is_former
            for name in list_surnames(self.text, m.start, m.end)
        }

    def _find_organisation(self, number: int) -> tuple[str, ...]:
        """The organisation whose members a phrase means: the last one named, in the sentence itself or before."""
        for index in range(number, max(-1, number - _REACH - 1), -1):
            sentence = self.sentences[index]
            names = [m.actor_id for m in items_within(self.mentions, sentence.start, sentence.end)]
            found = [name for name in names if not is_state(name)]
            if found:
                return (found[-1],)
        return ()

    def _find_several(self, number: int, wanted: int | None) -> tuple[str, ...]:
        for index in range(number - 1, max(-1, number - _REACH - 1), -1):
            mentions = [m for m in self.by_sentence.get(index, []) if not is_topic(self.text, m.start)]
            found = self._list_in(index, wanted) or _distinct(mentions)
            states = tuple(name for name in found if is_state(name))
            found = states if len(states) >= 2 else found
            if len(found) >= 2 and (wanted is None or len(found) >= wanted):
                return found[:wanted] if wanted else found[:4]
        title = self.title_actors if len(self.title_actors) > 1 else self.signatories
        if len(title) >= 2 and (wanted is None or len(title) == wanted):
            return title
        return self._gather(number, wanted) if wanted else ()

    def _list_in(self, index: int, wanted: int | None) -> tuple[str, ...]:
        sentence = self.sentences[index]
        inside = [
            found
            for found in items_within(self.lists, sentence.start, sentence.end, slack=1)
            if not is_topic(self.text, found.start) and not is_opponent(self.text, found.start, found.end)
        ]
        return next((found.actor_ids for found in inside if wanted is None or len(found.actor_ids) == wanted), ())

    def number_at(self, position: int) -> int:
        """The number of the sentence at an offset of the text."""
        return max(0, bisect_right(self.sentences, position, key=lambda sentence: sentence.start) - 1)

    def kind_at(self, position: int) -> str:
        """The kind of the sentence at an offset of the text."""
        return self.sentences[self.number_at(position)].kind

    def _gather(self, number: int, wanted: int) -> tuple[str, ...]:
        """Actors of the last sentences together, nearest first, until there are as many as the words say."""
        found: list[str] = []
        for index in range(number - 1, max(-1, number - _REACH - 1), -1):
            for actor_id in _distinct(self.by_sentence.get(index, [])):
                if actor_id not in found:
                    found.append(actor_id)
            if len(found) >= wanted:
                return tuple(found[:wanted])
        return ()

    def is_scenery(self, mention: ActorMention) -> bool:
        """Whether a name only says where something is."""
        return bool(_SCENERY.search(self.text[max(0, mention.start - 12) : mention.start]))

    def _find_one(self, number: int, wants_state: bool = False) -> tuple[str, ...]:
        for index in range(number - 1, max(-1, number - _REACH - 1), -1):
            mentions = [m for m in self.by_sentence.get(index, []) if not self.is_scenery(m)]
            mentions = [m for m in mentions if is_state(m.actor_id)] if wants_state else mentions
            if mentions:
                return (mentions[0].actor_id,)
        states = {m.actor_id for m in self.mentions if is_state(m.actor_id)}
        return self.title_actors[:1] or self.publisher_actors[:1] or tuple(states if len(states) == 1 else ())


def read_scene(text: str, published_on: date, title: str = "", publisher: str = "") -> Scene:
    """The scene of a document; where it has no title, the heading that it begins with is one."""
    sentences = tuple(split_sentences(text))
    if not title and sentences and sentences[0].kind == "heading":
        title = text[sentences[0].start : sentences[0].end]
    return Scene(text, title, publisher, published_on, sentences)


_SCENERY = re.compile(r"\b(?:in|at|near|against|on|over|from|off|across) (?:the )?$", re.IGNORECASE)


def _distinct(mentions: Sequence[ActorMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.actor_id for mention in mentions))
