"""Actors of a sentence in a language that is read on the surface.

What surprises: a demonym counts only beside a word for a state's organ ("la marine grecque", not "le vin grec"); a
capital in capitals is a dateline; names stay mentions where they are places, which the frame decides.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from transforms.surface.surface_book import SurfaceBook
from transforms.surface.surface_lexicon import load_foreign_lexicon
from transforms.words.actor_lexicon import Sense
from transforms.words.actors import ActorMention
from transforms.words.phrases import Phrase

_WORDS_BETWEEN = 2


def find_surface_actors(text: str, published_on: date, book: SurfaceBook) -> list[ActorMention]:
    """Mentions in order, without overlap; offsets of the text."""
    found = []
    for phrase in load_foreign_lexicon(book.language).find(text):
        mention = _read_phrase(text, phrase, published_on, book.language)
        if mention is not None:
            found.append(mention)
    return _drop_loose_demonyms(text, found, book)


def _read_phrase(text: str, phrase: Phrase[Sense], day: date, language: str) -> ActorMention | None:
    sense, written = phrase.payload, text[phrase.start : phrase.end]
    if sense.form == "place" or (sense.form == "capital" and written.isupper() and len(written) > 2):
        return None
    if sense.form == "leader":
        offices = [office for office in sense.offices if office.took_on <= day]
        if not offices:
            return None
        latest = max(offices, key=lambda office: (office.is_held_on(day), office.took_on))
        return ActorMention(phrase.start, phrase.end, latest.actor_id, "leader", not latest.is_held_on(day))
    is_noun = sense.form == "demonym" and written[0].isupper() and not phrase.written[0].isupper()
    if is_noun and (language == "fr" or not _starts_sentence(text, phrase.start)):  # "les Français" are people
        return None
    return ActorMention(phrase.start, phrase.end, sense.actor_id, sense.form)


def _starts_sentence(text: str, start: int) -> bool:
    return not text[:start].strip() or text[:start].rstrip()[-1:] in ".!?\n"


def _drop_loose_demonyms(text: str, found: Sequence[ActorMention], book: SurfaceBook) -> list[ActorMention]:
    """The mentions without demonyms of something else; one of a row ("française et belge") vouches for the others."""
    kept = [_is_owned(text, mention, book) for mention in found]
    for order in (range(1, len(found)), range(len(found) - 1, 0, -1)):
        for index in order:
            pair = found[index - 1], found[index]
            if all(m.form in ("demonym", "prefix") for m in pair) and _are_joined(text, *pair, book):
                kept[index - 1] = kept[index] = kept[index - 1] or kept[index]
    named = [mention for mention, is_kept in zip(found, kept, strict=True) if is_kept]
    return [replace(mention, form="demonym") if mention.form == "prefix" else mention for mention in named]


def _is_owned(text: str, mention: ActorMention, book: SurfaceBook) -> bool:
    if mention.form == "prefix":
        return False
    if mention.form != "demonym":
        return True
    noun = book.patterns["state_noun"].pattern
    if book.language == "fr":
        before = text[max(0, mention.start - 60) : mention.start]
        return bool(re.search(rf"\b{noun}\s(?:\w+[\s-]){{0,{_WORDS_BETWEEN}}}$", before))
    return bool(re.match(rf"\s(?:[a-zäöüß-]+\s){{0,{_WORDS_BETWEEN}}}{noun}", text[mention.end : mention.end + 80]))


def _are_joined(text: str, first: ActorMention, last: ActorMention, book: SurfaceBook) -> bool:
    gap = text[first.end : last.start]
    return gap == "-" or bool(book.patterns["joined"].fullmatch(gap))
